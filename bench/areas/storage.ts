import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import { beside, figure, seconds, type Figure } from "../figure.js";
import { readyUrl, startDaylight } from "../daylight-process.js";
import { workFolder } from "../town.js";

const ROUNDS = 5;
const BYTES = 256 * 1_048_576;
const PIECE = 1 << 20;
const MB = 1e6;

/** A sealed content sent over HTTP to a Daylight of its own process, beside hashing the same bytes while writing them to the same disk. */
export async function measure(): Promise<Figure[]> {
  const folder = workFolder("storage");
  mkdirSync(path.join(folder.path, "local"));
  const server = startDaylight(folder.path);
  try {
    const url = await readyUrl(server);
    const [{ token } = { token: "" }] = (JSON.parse(readFileSync(path.join(folder.path, "rehearsal", "actors.json"), "utf8")) as { id: string; token: string }[]).filter(({ id }) => id === "bidder-1");
    const bytes = randomBytes(BYTES);
    const rate = async (work: () => Promise<unknown>): Promise<number> => BYTES / MB / await seconds(work);
    const { local, upload } = await beside(ROUNDS, {
      local: () => rate(() => hashWhileWriting(bytes, path.join(folder.path, "local", "content"))),
      upload: (round) => {
        bytes.writeUInt32BE(round); // the same content twice is kept once, and would cost no disk
        return rate(() => send(url, token, bytes));
      },
    });
    const limit = { name: "hashing while writing the same bytes", value: local };
    return [figure({ name: "content upload, hashed, synced, stored", value: upload, unit: "MB/s", limit, goal: 0.6, on: "ratio" })];
  } finally {
    server.kill("SIGTERM");
    await once(server, "exit");
    folder.remove();
  }
}

/** One piece is hashed while the one before it is written; durable at the end, as the store is. */
async function hashWhileWriting(bytes: Uint8Array, file: string): Promise<void> {
  const hash = createHash("sha256");
  const handle = await open(file, "w");
  let writing: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    hash.update(piece);
    await writing;
    writing = handle.write(piece, 0, piece.length, at);
  }
  await writing;
  hash.digest();
  await handle.sync();
  await handle.close();
  await rm(file);
}

/** A whole upload as tus has it: announce, then send. */
async function send(url: string, token: string, bytes: Uint8Array): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "tus-resumable": "1.0.0" };
  const made = await fetch(`${url}/api/v1/uploads`, { method: "POST", headers: { ...headers, "upload-length": String(bytes.length), "upload-metadata": `filename ${Buffer.from("content.age").toString("base64")}` } });
  const sending = request(`${url}${made.headers.get("location") ?? ""}`, { method: "PATCH", headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream", "content-length": bytes.length } });
  sending.end(bytes);
  const [answer] = (await once(sending, "response")) as [import("node:http").IncomingMessage];
  answer.resume();
  if (answer.statusCode !== 204) throw new RangeError(`an upload answered ${String(answer.statusCode)}`);
  await once(answer, "end");
}
