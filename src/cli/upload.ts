import { open } from "node:fs/promises";
import type { Result } from "../kernel/result.js";
import { uploadByTus } from "../storage/tus-client.js";
import { refusalOf, send, type Client } from "./client.js";

/** A file to upload. `address` is where an earlier try began, kept by the caller through `keep`. */
export type UploadFile = { readonly path: string; readonly size: number; readonly sha256: string; readonly address: string | null; readonly keep: (address: string | null) => Promise<void> };

/** Uploads a file of this machine, as `uploadByTus` does. @throws {Unreachable} when the exchange stays away */
export async function uploadFile(client: Client, file: UploadFile, progress: (sent: number, size: number) => void = () => undefined): Promise<Result<null>> {
  const handle = await open(file.path, "r");
  const piece = async (from: number, length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(length);
    await handle.read(bytes, 0, length, from);
    return bytes;
  };
  try {
    return await uploadByTus({ url: client.url, send: (request) => send(client, request), refused: refusalOf }, { ...file, piece }, progress);
  } finally {
    await handle.close();
  }
}
