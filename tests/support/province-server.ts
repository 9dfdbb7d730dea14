import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { base64, fromBase64, utf8 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { rfc3339, type Instant } from "../../src/kernel/time.js";
import { pemOf } from "../../src/rehearsal/key-files.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { AUTHORITY, certify, type Party } from "./certificates.js";
import { provinceRow } from "./province.js";

// A province's side, in a process of its own with keys of its own: each path answers as some province might. It prints its address and what to pin.
const authority = await certify("晨光省级测试根证书", { extensions: AUTHORITY });
const [own, colleague, stranger] = [await certify("晨光省级专家库", { issuer: authority }), await certify("晨光省另一部门", { issuer: authority }), await certify("别人")];
const asked = new Map<string, number>();
const MADE_AT = rfc3339(Date.now() as Instant);

const answerTo = (request: Uint8Array, over: Record<string, Json> = {}): Uint8Array => canonical({ v: "province-answer/1", request: sha256Hex(request), madeAt: MADE_AT, experts: [provinceRow(1), provinceRow(2), provinceRow(2)], ...over } as Json);

async function replyOf(answer: Uint8Array, by: Party = own): Promise<string> {
  return JSON.stringify({ v: "province-reply/1", answer: base64(answer), signature: base64(await signDetached(answer, { certificate: by.certificate, key: by.key })) });
}

type Answering = (answer: ServerResponse, request: Uint8Array, times: number) => unknown;
const plain: Answering = async (answer, request) => answer.end(await replyOf(answerTo(request)));
const later = (answer: ServerResponse, seconds: string) => answer.writeHead(202, { "retry-after": seconds }).end();
const WAYS: Readonly<Record<string, Answering>> = {
  plain,
  delayed: (answer, request, times) => (times <= 2 ? later(answer, "0") : plain(answer, request, times)),
  working: (answer) => later(answer, "30"),
  faulty: (answer, request, times) => (times === 1 ? answer.writeHead(500).end() : plain(answer, request, times)),
  dropped: (answer, request, times) => (times === 1 ? answer.destroy() : plain(answer, request, times)),
  down: (answer) => answer.writeHead(503).end(),
  doubled: async (answer, request) => { const reply = await replyOf(answerTo(request)); return answer.end(reply + reply); },
  stranger: async (answer, request) => answer.end(await replyOf(answerTo(request), stranger)),
  colleague: async (answer, request) => answer.end(await replyOf(answerTo(request), colleague)),
  changed: async (answer, request) => answer.end(JSON.stringify({ ...(JSON.parse(await replyOf(answerTo(request))) as object), answer: base64(answerTo(request, { experts: [] })) })),
  other: async (answer) => answer.end(await replyOf(answerTo(utf8("another request")))),
  late: async (answer, request) => answer.end(await replyOf(answerTo(request, { madeAt: "2098-01-01T00:00:00+08:00" }))),
  many: async (answer, request) => answer.end(await replyOf(answerTo(request, { experts: Array.from({ length: 100_000 }, (_, serial) => provinceRow(serial)) as unknown as Json }))),
  elsewhere: (answer) => answer.writeHead(307, { location: "/plain" }).end(),
  unwilling: (answer) => answer.writeHead(403).end("未登记的\u001b[31m专家库"),
  endless: (answer) => {
    const piece = Buffer.alloc(1_048_576, 0x20);
    const more = (): void => { while (!answer.destroyed && answer.write(piece)); };
    answer.on("drain", more);
    more();
  },
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

const server = createServer((request, answer) => {
  void bodyOf(request).then((text) => {
    const { v, request: given } = JSON.parse(text) as { v: string; request: string };
    const bytes = fromBase64(given);
    if (v !== "province-post/1" || request.headers["idempotency-key"] !== sha256Hex(bytes)) return answer.writeHead(400).end("not the request of its key");
    const key = `${request.url ?? ""} ${sha256Hex(bytes)}`;
    asked.set(key, (asked.get(key) ?? 0) + 1);
    return WAYS[(request.url ?? "").slice(1)]?.(answer, bytes, asked.get(key) ?? 0);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, pins: pemOf("CERTIFICATE", own.certificate) + pemOf("CERTIFICATE", authority.certificate) })}\n`);
});
