import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Blobs } from "./blobs.js";
import { openFileBlobs } from "./file-blobs.js";
import { openS3Blobs } from "./s3-blobs.js";

/** Opens the store that BLOB_URL names: `file:` a folder, `s3://` a bucket, which spools under `dataFolder`. @throws {RangeError} for any other scheme. */
export function openBlobs(url: string, dataFolder: string): Promise<Blobs> {
  const parsed = new URL(url);
  if (parsed.protocol === "file:") return openFileBlobs(fileURLToPath(parsed));
  if (parsed.protocol === "s3:") return openS3Blobs(parsed, path.join(dataFolder, "spool"));
  throw new RangeError("BLOB_URL must begin with file: or s3:");
}
