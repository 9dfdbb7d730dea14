import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const LIBRARY = path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

/** The PDF library as it is published, and its tables in one file: the list's length in four bytes, the list, then the files. */
export async function viewerFiles(): Promise<{ readonly pdf: Uint8Array; readonly engine: Uint8Array; readonly maps: Uint8Array }> {
  const [pdf, engine, maps] = await Promise.all([readFile(path.join(LIBRARY, "build/pdf.min.mjs")), readFile(path.join(LIBRARY, "build/pdf.worker.min.mjs")), packed(["cmaps", "standard_fonts"])]);
  return { pdf, engine, maps };
}

async function packed(folders: readonly string[]): Promise<Uint8Array> {
  const names = (await Promise.all(folders.map(async (folder) => (await readdir(path.join(LIBRARY, folder))).filter((name) => !name.startsWith("LICENSE")).sort().map((name) => [folder, name] as const)))).flat();
  const files = await Promise.all(names.map(async ([folder, name]) => [name, await readFile(path.join(LIBRARY, folder, name))] as const));
  const list = Buffer.from(JSON.stringify(files.map(([name, bytes]) => [name, bytes.length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  return Buffer.concat([length, list, ...files.map(([, bytes]) => bytes)]);
}
