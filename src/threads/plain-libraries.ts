import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** Loads the PDF library as the JavaScript it is: what lets us run TypeScript would rewrite its megabytes for seconds. */
export function loadPdfLibraryAsItIs(): void {
  registerHooks({ load: (url, context, next) => (url.includes("/pdfjs-dist/") ? { format: "module", shortCircuit: true, source: readFileSync(fileURLToPath(url)) } : next(url, context)) });
}
