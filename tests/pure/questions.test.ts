import { constants, createPublicKey, createVerify, randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { hex } from "../../src/kernel/bytes.js";
import { must, refuse } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { paragraphsOf, pseudonymOf, questionBytes, questionSha256, tellsWhoAsks, ticketMessage, ticketOf } from "../../src/questions/question.js";
import { blindedOf, finishTickets, prepareTickets } from "../../src/questions/tickets.js";
import { collectedAt, decideAsking } from "../../src/questions/window.js";
import { blind, BLINDING_BYTES, PSS_SALT_BYTES, readBlindKey, unblind } from "../../src/signing/blind-rsa.js";
import { blindSign, newBlindKey, verifyBlind, type BlindKeyPair } from "../../src/signing/blind-rsa-node.js";

// Questions that tell nobody who asks: tickets signed blindly, a box that is emptied at midnight, texts that give nobody away.
const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));
const PLACE = { exchange: "chenguang.example/rehearsal/0011223344", tender: "D3417000001000001001" };
let pair: BlindKeyPair;
beforeAll(async () => { pair = await newBlindKey(); });

test("a ticket signed blindly is an ordinary PSS signature over the ticket, by a stock library too", () => {
  const pending = must(prepareTickets(PLACE, pair.spki, random));
  const tickets = must(finishTickets(pending, pending.tickets.map(({ blinding }) => must(blindSign(pair, blinding.blinded)))));
  expect(new Set(tickets.map(({ ticket }) => ticket)).size).toBe(10);
  for (const { secret, ticket, signature } of tickets) {
    expect(hex(ticketOf(Buffer.from(secret, "hex")))).toBe(ticket);
    const message = ticketMessage(PLACE, Buffer.from(ticket, "hex"));
    const key = createPublicKey({ key: Buffer.from(pair.spki), format: "der", type: "spki" });
    expect(createVerify("sha384").update(message).verify({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, Buffer.from(signature, "base64"))).toBe(true);
    expect(verifyBlind(pair.spki, ticketMessage({ ...PLACE, tender: "D3417000001000001002" }, Buffer.from(ticket, "hex")), Buffer.from(signature, "base64"))).toBe(false);
  }
});

test("the ticket that comes out carries nothing of what the signer saw: whatever factor hid it, it is the same", () => {
  const key = must(readBlindKey(pair.spki));
  const [message, salt] = [random(32), random(PSS_SALT_BYTES)];
  const hidden = [0, 1].map(() => blind(key, message, { salt, factor: random(BLINDING_BYTES) }));
  expect(hex(hidden[0]?.blinded ?? new Uint8Array())).not.toBe(hex(hidden[1]?.blinded ?? new Uint8Array()));
  const signatures = hidden.map((each) => hex(must(unblind(key, each, must(blindSign(pair, each.blinded))))));
  expect(signatures[0]).toBe(signatures[1]);
});

test("a signature over something else, a number beyond the modulus and another kind of key are refused", () => {
  const pending = must(prepareTickets(PLACE, pair.spki, random));
  expect(finishTickets(pending, [must(blindSign(pair, Uint8Array.from({ length: 256 }, (_, place) => (place === 255 ? 2 : 0))))])).toEqual(refuse("ticket-signature-wrong"));
  expect(finishTickets(pending, [])).toEqual(refuse("ticket-signature-wrong"));
  expect(blindSign(pair, new Uint8Array(256).fill(0xff))).toEqual(refuse("ticket-request-malformed"));
  expect(readBlindKey(pair.spki.slice(0, -1))).toEqual(refuse("ticket-key-malformed"));
  expect(readBlindKey(pair.spki.map((byte, place) => (place === pair.spki.length - 1 ? 3 : byte)))).toEqual(refuse("ticket-key-malformed"));
  expect(blindedOf(pending).every((each) => each.length === 344)).toBe(true);
});

test("two questions with one text have two hashes and two pseudonyms, and nobody without the ticket can guess the hash", () => {
  const [first, second] = ["11", "22"].map((byte) => questionSha256({ ...PLACE, about: "documents", text: ["工期能否延长？"], ticket: byte.repeat(32) }));
  expect(first).not.toBe(second);
  expect(pseudonymOf(first ?? "")).not.toBe(pseudonymOf(second ?? ""));
  expect(pseudonymOf(first ?? "")).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(Buffer.from(questionBytes({ ...PLACE, about: "site-visit", text: paragraphsOf(" 一、𠮷田·买买提 \n\n二、０．５米？ "), ticket: "33".repeat(32) })).toString()).toContain('"text":["一、𠮷田·买买提","二、０．５米？"]');
});

test("a text that tells who asks is told so, in every width; numbers of documents and sums are not", () => {
  for (const [text, found] of [["联系 １３８００１３８０００", "13800138000"], ["代码 91110000600037341L 的公司", "91110000600037341L"], ["请复 a.b@chenguang.example", "请复a.b@chenguang.example".slice(2)], ["电话0512-65221234", "0512-65221234"]] as const) expect(tellsWhoAsks(text)).toBe(found);
  expect(tellsWhoAsks("我公司晨光一建能否投标？", ["晨光一建"])).toBe("晨光一建");
  expect(tellsWhoAsks("我公司晨光 一建能否投标？", ["晨光一建"])).toBe("晨光一建");
  for (const text of ["GB 50300-2013 第3.0.5条", "最高限价38,650,000.00元", "招标项目编号 D3417000001000001001 第12页", "清单项目 010101001001 数量 1380013800"]) expect(tellsWhoAsks(text), text).toBeNull();
});

test("the last millisecond takes a question, the deadline’s own does not; the box is emptied at midnight or when it shuts", () => {
  const until = at("2026-09-20T17:00:00+08:00");
  expect(decideAsking(until, at("2026-09-20T16:59:59.999+08:00"))).toMatchObject({ ok: true, value: { collectedAt: until } });
  expect(decideAsking(until, until)).toMatchObject({ ok: false, refusal: { code: "questions-over" } });
  expect(decideAsking(null, until)).toEqual(refuse("questions-not-taken"));
  expect(collectedAt(at("2026-09-19T00:00:00+08:00"), until)).toBe(at("2026-09-20T00:00:00+08:00"));
  expect(collectedAt(at("2026-09-19T23:59:59.999+08:00"), until)).toBe(at("2026-09-20T00:00:00+08:00"));
});
