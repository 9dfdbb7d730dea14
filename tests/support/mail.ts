import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";
import { doJob } from "../../src/jobs/use-cases.js";
import type { Carriers } from "../../src/messages/carriers/carrier.js";
import { addressMessage } from "../../src/messages/use-cases/deliver.js";
import type { TestTown } from "./town.js";

/** A mail as a server took it over. */
export type Taken = { readonly to: readonly string[]; readonly raw: Buffer; readonly headers: ReadonlyMap<string, string>; readonly text: string };
export type MailServer = { readonly url: string; readonly taken: Taken[]; readonly next: () => Promise<Taken>; readonly stop: () => void };

/** Starts Debian's aiosmtpd on a free port. @param holdMs how long it keeps its answer back after it took a mail over */
export async function mailServer(holdMs = 0): Promise<MailServer> {
  const server = spawn("/usr/bin/python3", [path.join(import.meta.dirname, "smtp-server.py"), String(holdMs)], { stdio: ["ignore", "pipe", "inherit"] });
  const taken: Taken[] = [];
  const waiting: ((mail: Taken) => void)[] = [];
  const lines = createInterface({ input: server.stdout });
  const port = await new Promise<number>((done, failed) => {
    server.once("exit", () => { failed(new RangeError("python3-aiosmtpd is missing: apt-get install python3-aiosmtpd python3-dkim")); });
    lines.on("line", (line) => {
      const said = JSON.parse(line) as { port?: number; to: string[]; raw: string };
      if (said.port !== undefined) { done(said.port); return; }
      const mail = readMail(said);
      taken.push(mail);
      waiting.shift()?.(mail);
    });
  });
  return { url: `smtp://127.0.0.1:${String(port)}`, taken, next: () => new Promise((done) => { waiting.push(done); }), stop: () => { server.kill(); } };
}

function readMail({ to, raw }: { to: string[]; raw: string }): Taken {
  const bytes = Buffer.from(raw, "base64");
  const [head = "", body = ""] = bytes.toString("latin1").split(/\r\n\r\n(.*)/s);
  const headers = new Map(head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n").map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const));
  return { to, raw: bytes, headers, text: Buffer.from(body, "base64").toString("utf8") };
}

/** The words of an encoded header (RFC 2047, base64). */
export const decoded = (header = ""): string => header.replaceAll(/(?<=\?=)\s+(?==\?)/g, "").replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, way: string, text: string) =>
  (way.toUpperCase() === "B" ? Buffer.from(text, "base64") : Buffer.from(text.replaceAll("_", " ").replaceAll(/=([0-9A-F]{2})/g, (__, hex: string) => String.fromCharCode(parseInt(hex, 16))), "latin1")).toString("utf8"));

const NOTHING_SENT = { carry: () => Promise.reject(new RangeError("nothing is sent while messages are addressed")), close: () => undefined };
const MAIL: Carriers = { mail: NOTHING_SENT, phone: null };

/** Does what the worker of a running exchange does with messages: addresses each that was told, once. @param now real time */
export async function addressAll(town: TestTown, now = Date.now(), ways: Carriers = MAIL): Promise<void> {
  const { db } = town.world;
  const rows = await db.selectFrom("job_outbox").select(["exchange_id", "job_id", "name", "data"]).where("name", "=", "send-message").orderBy("job_id").execute();
  for (const row of rows) await doJob({ db, exchangeId: town.world.exchange.id }, { "send-message": async (tx, { data }) => { await addressMessage(tx, town.world, ways, data["message"] as string, now); } }, { exchangeId: row.exchange_id, id: row.job_id, name: row.name, data: row.data });
}
