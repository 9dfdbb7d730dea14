import { encode } from "uqr";
import type { Doc } from "./sheet.js";

/** Rows of modules, true where dark. */
type Modules = readonly (readonly boolean[])[];

export const qrOf = (text: string): Modules => encode(text, { ecc: "M", border: 0 }).data;

/** Draws a QR code as one filled path: sharp at any size, a few hundred bytes. @param side points */
export function drawQr(doc: Doc, modules: Modules, x: number, y: number, side: number): void {
  const size = side / modules.length;
  for (const [row, line] of modules.entries()) {
    for (const [start, length] of runs(line)) doc.rect(x + start * size, y + row * size, length * size, size);
  }
  doc.fill("#000000");
}

/** Start and length of each dark run. */
function runs(modules: readonly boolean[]): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let start = -1;
  for (let index = 0; index <= modules.length; index += 1) {
    const dark = modules[index] ?? false;
    if (dark && start < 0) start = index;
    if (dark || start < 0) continue;
    found.push([start, index - start]);
    start = -1;
  }
  return found;
}
