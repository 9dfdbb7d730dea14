import { createHash } from "node:crypto";
import { fromUtf8 } from "../../kernel/bytes.js";
import { must } from "../../kernel/result.js";
import { parseStrict } from "../../kernel/strict-json.js";
import { answerDigest, digestText, isSignedAnswer, signRequest, type HttpKey, type HttpPublicKey } from "../../signing/http-signature-node.js";
import { readAnswer, writeOrder } from "../bank-messages.js";
import type { Answer, BankDriver } from "../driver.js";

const ANSWER_MS_MAX = 15_000;
/** A statement of a million lines on a slow line. */
const STATEMENT_MS_MAX = 600_000;
const ANSWER_BYTES_MAX = 65_536;
const EMPTY = new Uint8Array();

export type HttpBank = { readonly url: () => string; /** Ours. */ readonly key: HttpKey; /** The bank's. */ readonly bankKey: () => HttpPublicKey; /** The log's name of the exchange. */ readonly exchange: string };

/** A bank over HTTP: every request of ours and every answer of its is signed (RFC 9421). What is not answered, or not by the bank, throws: then nothing is known. */
export const httpBank = (bank: HttpBank): BankDriver => ({
  send: (order) => asked(bank, "POST", "/v1/orders", writeOrder(order, bank.exchange)),
  ask: (number) => asked(bank, "GET", `/v1/orders/${number}`, EMPTY),
  statement: (account, day) => streamed(bank, `/v1/statements/${account}/${day}`),
});

async function asked(bank: HttpBank, method: "GET" | "POST", path: string, body: Uint8Array<ArrayBuffer>): Promise<Answer> {
  const { status, bytes } = await exchanged(bank, method, path, body);
  if (status !== 200 && status !== 404) throw new RangeError(`the bank answered ${String(status)}`);
  return must(readAnswer(must(parseStrict(fromUtf8(bytes)))));
}

/** Asks the bank, and believes the answer where its key signed it for this very request. @throws where there is none */
export async function exchanged({ url, key, bankKey }: HttpBank, method: "GET" | "POST", path: string, body: Uint8Array<ArrayBuffer>): Promise<{ readonly status: number; readonly bytes: Uint8Array }> {
  const headers = signRequest(key, { method, path, body }, seconds());
  const answer = await fetch(new URL(path, url()), { method, redirect: "error", signal: AbortSignal.timeout(ANSWER_MS_MAX), headers: { ...headers, "content-type": "application/json" }, ...(method === "POST" ? { body } : {}) });
  const bytes = await bytesOf(answer);
  if (!isSignedAnswer(bankKey(), { status: answer.status, body: bytes }, { method, path, signature: headers.signature }, (name) => answer.headers.get(name), seconds())) throw new RangeError(`an answer ${String(answer.status)} that the bank did not sign`);
  return { status: answer.status, bytes };
}

/** What the bank sends at length: its digest is believed first, by the signature, and held against what came at the end. */
async function streamed({ url, key, bankKey }: HttpBank, path: string): Promise<AsyncIterable<Uint8Array> | null> {
  const request = { method: "GET", path, body: EMPTY };
  const headers = signRequest(key, request, seconds());
  const answer = await fetch(new URL(path, url()), { redirect: "error", signal: AbortSignal.timeout(STATEMENT_MS_MAX), headers: { ...headers } });
  const digest = answerDigest(bankKey(), answer.status, { ...request, signature: headers.signature }, (name) => answer.headers.get(name), seconds());
  if (digest === null || (answer.status !== 200 && answer.status !== 404)) throw new RangeError(`an answer ${String(answer.status)} that the bank did not sign`);
  return answer.status === 404 ? null : checked(answer.body as AsyncIterable<Uint8Array> | null, digest);
}

async function* checked(body: AsyncIterable<Uint8Array> | null, digest: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of body ?? []) {
    hash.update(chunk);
    yield chunk;
  }
  if (digestText(hash.digest("base64")) !== digest) throw new RangeError("a statement that is not what the bank signed");
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

async function bytesOf(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const body = answer.body as AsyncIterable<Uint8Array> | null;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > ANSWER_BYTES_MAX) throw new RangeError("an answer that is too long");
    parts.push(part);
  }
  return Buffer.concat(parts);
}
