import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { S3mini } from "s3mini";
import { vi } from "vitest";
import { freePort } from "../../src/free-port.js";

const [KEY, SECRET, REGION, BUCKET] = ["city:bids", "only-for-tests", "us-east-1", "contents"];
/** Starting is four Python programs. */
const PATIENCE = { timeout: 60_000, interval: 100 };

/** A bucket in a real S3 server. `url` is a BLOB_URL. */
export type TestBucket = {
  readonly url: URL;
  /** What lies in the bucket under a name, as the server lists it. */
  readonly names: () => Promise<string[]>;
  /** The whole server dies at once; what was in it is gone. */
  readonly stop: () => Promise<void>;
};

/** Starts OpenStack Swift with its S3 interface on loopback and makes a bucket. It ends with the process that started it. */
export async function startBucket(): Promise<TestBucket> {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-s3-"));
  const ports: string[] = [];
  for (let each = 0; each < 4; each += 1) ports.push(String(await freePort()));
  const server = spawn("/usr/bin/python3", [path.join(import.meta.dirname, "s3-server.py"), folder, ...ports], { stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  const host = `127.0.0.1:${ports[0] ?? ""}`;
  const s3 = new S3mini({ accessKeyId: KEY, secretAccessKey: SECRET, region: REGION, endpoint: `http://${host}/${BUCKET}` });
  await vi.waitFor(async () => {
    if (server.exitCode !== null) throw new Error(`no S3 server, is python3-swift installed? ${said}`);
    await s3.createBucket();
    await s3.objectExists("nothing"); // the programs that hold contents answer last: 503 until then
  }, PATIENCE);
  return {
    url: new URL(`s3://${encodeURIComponent(KEY)}:${SECRET}@${host}/${BUCKET}/evidence?region=${REGION}&plain=1`),
    names: async () => ((await s3.listObjects()) ?? []).map(({ Key }) => Key),
    stop: async () => {
      if (server.exitCode === null) {
        const ended = once(server, "exit");
        server.stdin.end();
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
