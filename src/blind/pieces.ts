import type { DocumentFacts } from "../threads/document-facts.js";
import type { Piece } from "./leaks.js";

/** Everything of a file that is looked through: its name, its pages, its margins, what it says of its making. Null where its words could not be read. */
export function piecesOf(name: string, facts: DocumentFacts | null): Piece[] {
  const { kind = null, pages = [], particulars = {}, margins = "" } = facts ?? {};
  return [
    { page: null, field: "name", text: name }, ...pages.map((text, at) => ({ page: kind === "pdf" ? at + 1 : null, field: null, text })),
    { page: null, field: "margins", text: margins }, ...Object.entries(particulars).map(([field, text]) => ({ page: null, field, text })),
  ];
}
