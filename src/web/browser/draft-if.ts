/** Keeps what is typed where something can be: a sheet that is signed has nothing that says when it was kept. */
if (document.getElementById("saved") !== null) void import("./draft.js");
