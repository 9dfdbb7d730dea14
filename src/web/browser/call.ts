import { byId } from "./dom.js";

/** The word of a call stands behind the # of its address: it goes into the form, and away from the address. */
const word = location.hash.slice(1);
if (/^[0-9a-f]{32}$/.test(word) && document.getElementById("ticket") !== null) {
  byId<HTMLInputElement>("ticket").value = word;
  history.replaceState(null, "", location.pathname);
}
