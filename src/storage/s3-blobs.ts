import { open, rm, type FileHandle } from "node:fs/promises";
import { S3mini, S3ServiceError } from "s3mini";
import { ok, type Result } from "../kernel/result.js";
import { pathOf, type Blobs, type Head, type Range, type Stored } from "./blobs.js";
import { openSpool, spooling } from "./file-blobs.js";

/** S3 takes up to 10,000 parts of at least 5 MiB: 16 MiB a part allows contents of 156 GiB. */
const PART_BYTES = 16 << 20;
type Bucket = { readonly s3: S3mini; readonly key: (sha256: string) => string };

/**
 * Contents in an S3 bucket. The name is the hash, which is known at the end only, so a stream is first spooled to a local folder.
 * `url`: s3://KEY:SECRET@host[:port]/bucket[/prefix][?region=…&plain=1]; `plain` speaks HTTP instead of HTTPS.
 */
export async function openS3Blobs(url: URL, folder: string): Promise<Blobs> {
  await openSpool(folder);
  const bucket = openBucket(url);
  const adopt = (file: string, content: Stored): Promise<Result<Stored>> => sendUp(bucket, file, content);
  return {
    ...spooling(folder, adopt),
    adopt,
    open: (sha256, range) => fetchFrom(bucket, sha256, range),
    scan: (sha256) => fetchFrom(bucket, sha256),
    head: (sha256, count) => headIn(bucket, sha256, count),
    has: (sha256) => sizeIn(bucket, sha256),
    remove: async (sha256) => { await bucket.s3.deleteObject(bucket.key(sha256)); },
  };
}

function openBucket(url: URL): Bucket {
  const [bucket = "", ...prefix] = url.pathname.split("/").filter((part) => part !== "");
  const s3 = new S3mini({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    endpoint: `${url.searchParams.get("plain") === "1" ? "http" : "https"}://${url.host}/${bucket}`,
    region: url.searchParams.get("region") ?? "auto",
  });
  return { s3, key: (sha256) => [...prefix, pathOf(sha256)].join("/") };
}

async function sizeIn({ s3, key }: Bucket, sha256: string): Promise<number | null> {
  return (await s3.objectExists(key(sha256))) === true ? await s3.getContentLength(key(sha256)) : null;
}

async function headIn(bucket: Bucket, sha256: string, count: number): Promise<Head | null> {
  const size = await sizeIn(bucket, sha256);
  if (size === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of await fetchFrom(bucket, sha256, { from: 0, to: Math.min(size, count) })) chunks.push(chunk);
  return { size, bytes: Buffer.concat(chunks) };
}

async function sendUp(bucket: Bucket, file: string, content: Stored): Promise<Result<Stored>> {
  if ((await sizeIn(bucket, content.sha256)) !== content.size) {
    const handle = await open(file, "r");
    await sendParts(bucket, handle, content).finally(() => handle.close());
  }
  await rm(file, { force: true });
  return ok(content);
}

async function sendParts({ s3, key }: Bucket, file: FileHandle, { sha256, size }: Stored): Promise<void> {
  const name = key(sha256);
  if (size <= PART_BYTES) {
    await s3.putObject(name, await part(file, 0, size), "application/octet-stream");
    return;
  }
  const id = await s3.getMultipartUploadId(name, "application/octet-stream");
  try {
    const parts = [];
    for (let from = 0; from < size; from += PART_BYTES) parts.push(await s3.uploadPart(name, id, await part(file, from, Math.min(size, from + PART_BYTES)), parts.length + 1));
    await s3.completeMultipartUpload(name, id, parts);
  } catch (error) {
    await s3.abortMultipartUpload(name, id).catch(() => undefined); // parts without an end are paid for and never seen
    throw error;
  }
}

async function part(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(to - from);
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
    if (bytesRead === 0) throw new RangeError("the file is shorter than it was");
    at += bytesRead;
  }
  return bytes;
}

async function fetchFrom({ s3, key }: Bucket, sha256: string, range?: Range): Promise<AsyncIterable<Uint8Array>> {
  const answer = await s3.getObjectRaw(key(sha256), range === undefined, range?.from, range?.to).catch((error: unknown) => {
    throw error instanceof S3ServiceError && error.status === 404 ? new RangeError(`no content ${sha256}`, { cause: error }) : error;
  });
  if (answer.body === null) throw new RangeError(`no content ${sha256}`);
  return answer.body;
}
