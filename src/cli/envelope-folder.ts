import { existsSync } from "node:fs";
import { mkdir, open, readdir, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { ContentSink, SealInput } from "../signing/envelope.js";
import { ENVELOPE_NAMES, readEnvelopeFiles, type EnvelopeFiles } from "../signing/envelope-files.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import { readBytes } from "./person.js";
import { unzipInto } from "./unzip.js";

/** The names in an envelope's folder, one folder a part. */
export const NAMES = { ...ENVELOPE_NAMES, upload: "upload.json", receipt: "receipt.txt", proof: "receipt.tlog-proof", refusal: "refusal.txt" } as const;
const READ_BYTES = 1_048_576;

/** An envelope as it lies on the bidder's disk. */
export type Envelope = EnvelopeFiles & { readonly folder: string };

/** The files of a folder as sealing takes them, by name; a folder inside it is refused by the sealing itself. */
export async function inputsOf(folder: string, leaveOut: readonly string[] = []): Promise<Result<SealInput[]>> {
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith(".") && !leaveOut.includes(name)).sort();
    return ok(await Promise.all(names.map(async (name) => inputOf(name, path.join(folder, name)))));
  } catch (error) {
    return refuse("file-unreadable", { path: folder, why: (error as NodeJS.ErrnoException).code ?? "" });
  }
}

async function inputOf(name: string, file: string): Promise<SealInput> {
  const { size } = await stat(file);
  return { name, size, stream: () => chunksOf(file) };
}

/** A file in pieces. */
export async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file, "r");
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: READ_BYTES })) yield chunk as Uint8Array;
  } finally {
    await handle.close();
  }
}

/** Writes content.age as it is made; the name appears only when the file is whole. */
export function contentSink(folder: string): ContentSink {
  return async (content) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, NAMES.content);
    const handle = await open(`${file}.part`, "w", 0o600);
    try {
      for await (const chunk of content) await handle.write(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.part`, file);
  };
}

/** Writes a file of the envelope, readable by its owner alone. */
export const writeIn = (folder: string, name: string, content: Uint8Array | string): Promise<void> => writeFile(path.join(folder, name), content, { mode: 0o600 });

/** Whether an envelope lies there already: sealing never writes over one. */
export const isEnvelope = (folder: string): boolean => existsSync(path.join(folder, NAMES.statement));

/** The envelopes under a folder: one a part, or the folder itself. */
export async function envelopesIn(folder: string): Promise<Result<Envelope[]>> {
  if (isEnvelope(folder)) {
    const one = await readEnvelope(folder);
    return one.ok ? ok([one.value]) : one;
  }
  const inside = existsSync(folder) ? (await readdir(folder)).sort().map((name) => path.join(folder, name)).filter(isEnvelope) : [];
  if (inside.length === 0) return refuse("file-unreadable", { path: folder, why: NAMES.statement });
  const envelopes: Envelope[] = [];
  for (const each of inside) {
    const one = await readEnvelope(each);
    if (!one.ok) return one;
    envelopes.push(one.value);
  }
  return ok(envelopes);
}

/** Reads one envelope, strictly. A withdrawal has no shares and no content. */
export async function readEnvelope(folder: string): Promise<Result<Envelope>> {
  const read = await readEnvelopeFiles(nodePrimitives, (name) => readBytes(path.join(folder, name)));
  return read.ok ? ok({ folder, ...read.value }) : read;
}

/** A zip as the offline page makes it, taken apart beside itself, once: what is put there later (addresses, receipts) stays with it. */
export async function folderOf(given: string): Promise<Result<string>> {
  if (!given.endsWith(".zip")) return ok(given);
  const folder = given.slice(0, -".zip".length);
  if (existsSync(folder)) return ok(folder);
  const unzipped = await unzipInto(given, folder);
  return unzipped.ok ? ok(folder) : unzipped;
}
