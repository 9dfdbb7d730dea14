import { encode } from "uqr";
import type { Doc } from "./sheet.js";

/** Draws a QR code of `text` as one filled path: sharp at any size, a few hundred bytes. @param side points */
export function drawQr(doc: Doc, text: string, x: number, y: number, side: number): void {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const module = side / size;
  for (const [row, modules] of data.entries()) {
    for (const [start, length] of runs(modules)) doc.rect(x + start * module, y + row * module, length * module, module);
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
