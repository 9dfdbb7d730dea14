import "./draft-if.js";
import { openReader } from "./reader.js";

/** A bid's file on one side; what is typed on the other is kept as on the sheet. */
const box = document.getElementById("reader");
if (box !== null) void openReader(box);
