import { fromBase64, fromUtf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { checkFileName } from "./file-name.js";

/** A content on its way in; sizes in bytes. `storing`: all here, being moved to the store. */
export type Upload = {
  readonly id: string;
  readonly actorId: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly expected: string | null;
  readonly sha256: string | null;
  readonly state: "open" | "storing" | "finished" | "refused";
};

/** What an uploader announces. `expected` is the SHA-256, if already known. */
export type Announced = { readonly size: number; readonly name: string; readonly expected: string | null };

/** A bidder with more than this many unfinished uploads would fill the disk at no risk. */
export const OPEN_UPLOADS_MAX = 16;

/** Takes an announced upload. @param open how many of the actor's uploads are unfinished. @param sizeMax inclusive, bytes. */
export function decideStart(announced: Announced, open: number, sizeMax: number): Result<Announced> {
  if (announced.size === 0) return refuse("empty-content");
  if (announced.size > sizeMax) return refuse("too-large", { size: announced.size, max: sizeMax });
  if (open >= OPEN_UPLOADS_MAX) return refuse("too-many-uploads", { max: OPEN_UPLOADS_MAX });
  return ok(announced);
}

/** Lets bytes be added at `offset`. @param length the announced bytes, null if the request does not say. */
export function decideAppend(upload: Upload, offset: number, length: number | null): Result<Upload> {
  if (upload.state !== "open") return refuse("upload-over", { state: upload.state });
  if (offset !== upload.received) return refuse("wrong-offset", { sent: offset, received: upload.received });
  const end = offset + (length ?? 0);
  if (end > upload.size) return refuse("too-large", { size: end, max: upload.size });
  return ok(upload);
}

/** Reads tus metadata: `filename <base64>,sha256 <base64 of 64 hex digits>`; other keys are passed over, as tus says. */
export function parseMetadata(header: string): Result<{ readonly name: string; readonly expected: string | null }> {
  const pairs = header.split(",").map((pair) => pair.trim().split(" "));
  const value = (key: string): string => pairs.find(([name]) => name === key)?.[1] ?? "";
  let name, expected;
  try {
    [name, expected] = [fromUtf8(fromBase64(value("filename"))), fromUtf8(fromBase64(value("sha256")))];
  } catch {
    return refuse("wrong-form", { where: "Upload-Metadata", why: "base64, UTF-8", whyEn: "base64, UTF-8" });
  }
  if (expected !== "" && !/^[0-9a-f]{64}$/.test(expected)) return refuse("wrong-form", { where: "Upload-Metadata sha256", why: "64 × 0-9a-f", whyEn: "64 × 0-9a-f" });
  if (name !== "") {
    const checked = checkFileName(name);
    if (!checked.ok) return checked;
  }
  return ok({ name, expected: expected === "" ? null : expected });
}

/** A byte count of a tus header: decimal digits only, at most 2^53 − 1. */
export function parseBytes(where: string, text: string | undefined): Result<number> {
  const value = Number(text);
  if (text === undefined || !/^\d{1,16}$/.test(text) || !Number.isSafeInteger(value)) return refuse("wrong-form", { where, why: "0…9007199254740991", whyEn: "0…9007199254740991" });
  return ok(value);
}
