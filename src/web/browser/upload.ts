import type { Result } from "../../kernel/result.js";
import { uploadByTus } from "../../storage/tus-client.js";
import { ask, refusalIn } from "./asking.js";

/** What this browser remembers of an unfinished upload, so that a page that was closed goes on where it stopped. */
const keyOf = (sha256: string): string => `daylight-upload-${sha256}`;

/** Uploads a sealed content from a file or from memory, as `uploadByTus` does. @throws {Unreachable} when the exchange stays away */
export async function upload(content: Blob, sha256: string, progress: (sentBytes: number) => void): Promise<Result<null>> {
  const key = keyOf(sha256);
  const keep = (address: string | null): Promise<void> => {
    if (address === null) localStorage.removeItem(key);
    else localStorage.setItem(key, address);
    return Promise.resolve();
  };
  return uploadByTus<Blob, Response>({ url: location.href, send: ({ path, ...rest }) => ask(path, rest), refused: refusalIn },
    { size: content.size, sha256, address: localStorage.getItem(key), keep, piece: (from, length) => Promise.resolve(content.slice(from, from + length)) }, progress);
}

/** Forgets where an upload began: its content is lodged, or the exchange does not know it as whole. */
export const forgetUpload = (sha256: string): void => { localStorage.removeItem(keyOf(sha256)); };
