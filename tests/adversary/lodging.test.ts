import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { parseCertificate } from "../../src/signing/certificates.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { makeOpenerKey } from "../../src/signing/opener-key.js";
import { bytesOf } from "../../src/signing/statement.js";
import { first, refusedWith, restated, rows, sha256, signedAnew, statementOf, type Body, type SentPart } from "../support/lodging.js";
import { lodgements, lotBody, publishedTender, registeredTender, sealBid, tenderBody, TWO_PARTS, withdraw, type SealedBid } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

const DEPOSIT = { amount: "500000.00", currency: "CNY" };
let town: TestTown;
let tender: string;
let other: string;
/** A bid of bidder-1 for lot 1, not lodged. */
let sealed: SealedBid;
let part: SentPart;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  tender = (await publishedTender(town, tenderBody({}, [lotBody(), lotBody({ lot: "2" }), lotBody({ lot: "two-parts", parts: TWO_PARTS }), lotBody({ lot: "bonded", deposit: DEPOSIT, depositDays: 90 })]))).id;
  other = (await publishedTender(town)).id;
  await town.advance("2026-09-02T09:00:00+08:00");
  sealed = await sealBid(town, "bidder-1", tender, "1", "37000000.00");
  part = first(sealed);
});
afterAll(async () => { await town.stop(); });

const refused = (body: Body, actor = "bidder-1", lot = "1", of = tender): Promise<string> => refusedWith(town, actor, lodgements(of, lot), body);
const refusedPart = async (change: Promise<SentPart> | SentPart, actor = "bidder-1"): Promise<string> => refused({ parts: [await change] }, actor);
const lodge = (actor: string, of: SealedBid, lot = "1"): Promise<Record<string, unknown>> => town.done(actor, "POST", lodgements(tender, lot), of.body);
const store = async (bytes: Uint8Array): Promise<{ sha256: string; size: number }> => {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of what is at hand
  must(await town.world.blobs.put((async function* () { yield bytes; })()));
  return { sha256: sha256(bytes), size: bytes.length };
};
const contentOf = async (of: SentPart): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of await town.world.blobs.open(statementOf(of).content.sha256)) pieces.push(piece);
  return Buffer.concat(pieces);
};

describe("a statement that is not the one canonical text", () => {
  const text = (): string => Buffer.from(fromBase64(part.statement)).toString();
  test.each<[string, (good: string) => string | Uint8Array, string]>([
    ["with a space", (good) => good.replace(":", ": "), "statement-not-canonical"],
    ["with a line's end", (good) => `${good}\n`, "statement-not-canonical"],
    ["with its keys in another order", (good) => JSON.stringify({ v: "dse/1", ...(JSON.parse(good) as object) }), "statement-not-canonical"],
    ["with a key twice", (good) => good.replace('"seq":1', '"seq":1,"seq":1'), "statement-not-canonical"],
    ["with 1.0 for 1", (good) => good.replace('"seq":1', '"seq":1.0'), "statement-not-canonical"],
    ["with an escape too many", (good) => good.replace('"std/1"', '"std\\/1"'), "statement-not-canonical"],
    ["with a byte order mark", (good) => `\ufeff${good}`, "statement-not-canonical"],
    ["in UTF-16", (good) => Buffer.from(good, "utf16le"), "statement-not-canonical"],
    ["of no bytes", () => "", "statement-not-canonical"],
    ["with a key nobody knows", (good) => good.replace('"seq":1', '"seq":1,"sequel":1'), "statement-malformed"],
    ["without its threshold", (good) => good.replace(/,"threshold":\d/, ""), "statement-malformed"],
    ["of another version", (good) => good.replace('"dse/1"', '"dse/2"'), "statement-malformed"],
    ["of another suite", (good) => good.replace('"std/1"', '"gm/1"'), "statement-malformed"],
    ["with a negative size", (good) => good.replace(/"size":\d+,?/, '"size":-1,').replace(",}", "}"), "statement-malformed"],
    ["a byte longer than 16 KiB", () => `{"a":"${"x".repeat(16_385 - 8)}"}`, "statement-too-large"],
  ])("%s is refused (T35)", async (_, change, code) => {
    const changed = change(text());
    expect(await refusedPart(signedAnew(town, "bidder-1", part, typeof changed === "string" ? new TextEncoder().encode(changed) : changed))).toBe(code);
  });
});

describe("a statement made for something else", () => {
  test.each<[string, () => object, string]>([
    ["another exchange", () => ({ exchange: "elsewhere.example/live/00000000" }), "statement-other-lot"],
    ["another tender", () => ({ tender: other }), "statement-other-lot"],
    ["another lot", () => ({ lot: "2" }), "statement-other-lot"],
    ["a part the lot has not", () => ({ part: "price" }), "bid-part-unknown"],
    ["older terms", () => ({ notice: "0".repeat(64) }), "terms-not-newest"],
    ["another threshold", () => ({ threshold: 3 }), "threshold-differs"],
    ["an opener's place taken by a key of nobody", () => ({ shares: statementOf(part).shares.map((share, at) => (at === 1 ? { ...share, recipient: `age1${"q".repeat(58)}` } : share)) }), "openers-differ"],
    ["a sequence that skips one", () => ({ seq: 2, prev: "0".repeat(64) }), "seq-not-next"],
    ["another firm", () => ({ bidder: { ...statementOf(part).bidder, id: "91341702MA0000058N" } }), "bid-other-firm"],
    ["another certificate of the firm", () => ({ bidder: { ...statementOf(part).bidder, cert: "0".repeat(64) } }), "signer-other-certificate"],
  ])("%s is refused", async (_, change, code) => {
    expect(await refusedPart(restated(town, "bidder-1", part, change()))).toBe(code);
  });

  test("the same statement played into another lot or another tender is refused (T13)", async () => {
    expect(await refused(sealed.body, "bidder-1", "2")).toBe("statement-other-lot");
    expect(await refused(sealed.body, "bidder-1", "1", other)).toBe("statement-other-lot");
    expect(await refused(sealed.body, "bidder-1", "9")).toBe("not-found");
  });

  test("a rival's statement, and one's own signed by a rival, are refused", async () => {
    expect(await refused(sealed.body, "bidder-2")).toBe("bid-other-firm");
    expect(await refusedPart(restated(town, "bidder-2", part, {}))).toBe("signer-other-certificate");
    const rival = must(parseCertificate((await town.signer("bidder-2")).certificate)).sha256;
    expect(await refusedPart(restated(town, "bidder-2", part, { bidder: { id: statementOf(part).bidder.id, cert: rival } }))).toBe("signer-other-organisation");
  });

  test("openers in another order are refused, though every share is as stated", async () => {
    const turned = await restated(town, "bidder-1", part, { shares: statementOf(part).shares.toReversed() });
    expect(await refusedPart({ ...turned, shares: part.shares.toReversed() })).toBe("openers-differ");
  });
});

test("a signature over another statement is refused, and so is one with a bit changed (T34)", async () => {
  const second = first(await sealBid(town, "bidder-1", tender, "1", "36000000.00"));
  expect(await refusedPart({ ...part, signature: second.signature })).toBe("cms-content-differs");
  const good = fromBase64(part.signature);
  for (const at of [good.length - 1, good.length - 20, good.length - 40]) {
    const bent = good.slice();
    bent.set([(bent[at] ?? 0) ^ 1], at);
    expect(["signature-wrong", "wrong-cms"]).toContain(await refusedPart({ ...part, signature: base64(bent) }));
  }
  expect(await refusedPart({ ...part, signature: base64(good.slice(0, -1)) })).toBe("wrong-cms");
  expect(await refusedPart({ ...part, signature: "" })).toBe("wrong-cms");
});

describe("shares", () => {
  test.each<[string, (good: readonly string[]) => string[], string]>([
    ["too few", (good) => good.slice(1), "share-count"],
    ["too many", (good) => [...good, ...good.slice(0, 1)], "share-count"],
    ["in another order", (good) => good.toReversed(), "share-differs"],
    ["with a bit changed", (good) => good.map((each, at) => (at === 2 ? base64(fromBase64(each).map((byte, place) => (place === 300 ? byte ^ 1 : byte))) : each)), "share-differs"],
    ["cut short", (good) => good.map((each, at) => (at === 0 ? base64(fromBase64(each).slice(0, -1)) : each)), "share-differs"],
    ["a byte over 4 KiB", (good) => [base64(new Uint8Array(4_097)), ...good.slice(1)], "share-too-large"],
  ])("%s are refused", async (_, change, code) => {
    expect(await refusedPart({ ...part, shares: change(part.shares) })).toBe(code);
  });

  test("that are no age file for one reader are refused, though their hash is stated", async () => {
    const junk = new Uint8Array(600).fill(0x61);
    const shares = statementOf(part).shares.map((share, at) => (at === 0 ? { ...share, size: junk.length, sha256: sha256(junk) } : share));
    expect(await refusedPart({ ...(await restated(town, "bidder-1", part, { shares })), shares: [base64(junk), ...part.shares.slice(1)] })).toBe("share-malformed");
  });
});

describe("content", () => {
  test("that is not here, or not all of it, is refused (T18)", async () => {
    expect(await refusedPart(restated(town, "bidder-1", part, { content: { sha256: "1".repeat(64), size: 1_049_000 } }))).toBe("content-missing");
    const whole = await contentOf(part);
    await store(whole.subarray(0, -1));
    expect(await refusedPart(restated(town, "bidder-1", part, { content: { ...statementOf(part).content, size: whole.length - 1 } }))).toBe("content-not-as-stated");
    for (const [cut, code] of [[10, "content-not-age"], [168, "content-length-impossible"], [184, "content-length-impossible"], [184 + 65_552 + 8, "content-length-impossible"]] as const) expect(await refusedPart(restated(town, "bidder-1", part, { content: await store(whole.subarray(0, cut)) })), String(cut)).toBe(code);
  });

  test("with a hidden second reader is refused before anything is decrypted (T24), and so is a header of a hundred thousand (T64)", async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(statementOf(part).recipient);
    encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
    expect(await refusedPart(restated(town, "bidder-1", part, { content: await store(await encrypter.encrypt(new Uint8Array(1_048_576))) }))).toBe("content-extra-reader");
    const crowd = new TextEncoder().encode(`age-encryption.org/v1\n${"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n".repeat(100_000)}--- `);
    expect(await refusedPart(restated(town, "bidder-1", part, { content: await store(crowd) }))).toBe("content-header-too-long");
    expect(await refusedPart(restated(town, "bidder-1", part, { content: await store(new TextEncoder().encode("price: 37000000.00")) }))).toBe("content-not-age");
  });
});

test("a lot of two parts takes both or none, of one kind, each once", async () => {
  const both = await sealBid(town, "bidder-2", tender, "two-parts", "37000000.00");
  const [technical, price] = both.body.parts as [SentPart, SentPart];
  const ask = (parts: SentPart[]): Promise<string> => refused({ parts }, "bidder-2", "two-parts");
  expect(await ask([technical])).toBe("bid-parts-missing");
  expect(await ask([technical, technical])).toBe("bid-part-twice");
  expect(await ask([technical, { ...price, shares: price.shares.slice(1) }])).toBe("share-count");
  await lodge("bidder-2", both, "two-parts");
  const { bidder } = statementOf(technical);
  const takeBack = (of: SentPart, change: object = {}): Promise<SentPart> => signedAnew(town, "bidder-2", { ...of, shares: [] },
    bytesOf({ v: "dse-withdraw/1", exchange: town.world.exchange.origin, tender, lot: "two-parts", part: of.part, bidder, seq: 2, prev: sha256(fromBase64(of.statement)), ...change }));
  expect(await ask([await takeBack(technical)])).toBe("bid-parts-missing");
  expect(await ask([await takeBack(technical), price])).toBe("bid-mixed");
  expect(await ask([await takeBack(technical), await takeBack(price, { prev: "0".repeat(64) })])).toBe("prev-differs");
});

test("where a bond is asked no bid is taken before the cashier has it; the operator's firm never bids", async () => {
  const bid = await sealBid(town, "bidder-3", tender, "bonded", "37000000.00");
  expect(await refused(bid.body, "bidder-3", "bonded")).toBe("guarantee-missing");
  const bidder = statementOf(first(bid)).bidder.id;
  await town.done("cashier-1", "POST", `/api/v1/tenders/${tender}/lots/bonded/guarantees`, { bidder, kind: "letter", amount: DEPOSIT, validUntil: "2026-12-21" });
  await lodge("bidder-3", bid, "bonded");
  expect(await refused((await sealBid(town, "bidder-operator", tender, "1", "1000000.00")).body, "bidder-operator")).toBe("operator-may-not-bid");
});

test("a bid is replaced only by the next one: not by an older, a skipped, or one that follows another (T14)", async () => {
  const accepted = await town.done("bidder-1", "POST", lodgements(tender), sealed.body);
  // The same bytes again, because an answer was lost, get the first answer and write nothing.
  expect(await town.done("bidder-1", "POST", lodgements(tender), sealed.body)).toEqual(accepted);
  const next = await sealBid(town, "bidder-1", tender, "1", "36500000.00");
  expect(await refusedPart(restated(town, "bidder-1", first(next), { prev: "0".repeat(64) }))).toBe("prev-differs");
  expect(await refusedPart(restated(town, "bidder-1", first(next), { seq: 3 }))).toBe("seq-not-next");
  const { content, recipient } = statementOf(part);
  expect(await refusedPart(restated(town, "bidder-1", first(next), { content }))).toBe("bid-repeated");
  expect(await refusedPart(restated(town, "bidder-1", first(next), { recipient }))).toBe("bid-repeated");
  await lodge("bidder-1", next);
  expect(await refused(sealed.body)).toBe("seq-not-next");
});

test("what was withdrawn is bid again with the next number; nothing is withdrawn twice", async () => {
  await withdraw(town, "bidder-1", tender, "1");
  await expect(withdraw(town, "bidder-1", tender, "1")).rejects.toThrow(/nothing-to-withdraw/);
  const again = await sealBid(town, "bidder-1", tender, "1", "36000000.00");
  expect(statementOf(first(again))).toMatchObject({ seq: 4 });
  await lodge("bidder-1", again);
  const kept = await town.database.db.selectFrom("lodgements").select(["kind", "seq"]).where("tender_id", "=", tender).where("lot", "=", "1").orderBy("seq").execute();
  expect(kept.map(({ kind, seq }) => `${String(seq)} ${kind}`)).toEqual(["1 bid", "2 bid", "3 withdraw", "4 bid"]);
});

test("one key serves neither two openers, nor two parts, nor two tenders (T72)", async () => {
  const { id, identities } = await registeredTender(town, tenderBody({ title: "另一个招标项目" }));
  expect(identities.size).toBe(3);
  const draft = await submittedDraft();
  const taken = (await town.database.db.selectFrom("opener_keys").select("recipient").where("tender_id", "=", id).where("opener", "=", "agency").executeTakeFirstOrThrow()).recipient;
  for (const opener of ["agency", "notary"]) {
    const signer = await town.signer(`opener-${opener}`);
    const certificate = must(parseCertificate(signer.certificate));
    const fresh = await makeOpenerKey({ exchange: town.world.exchange.origin, tender: draft, lot: "1", part: "bid", opener, org: certificate.organisation ?? "", cert: certificate.sha256 });
    const bytes = bytesOf({ ...fresh.statement, recipient: taken });
    const before = await rows(town);
    const answer = await town.ask(`opener-${opener}`, "POST", `/api/v1/tenders/${draft}/lots/1/parts/bid/opener-keys`, { statement: base64(bytes), signature: base64(await signDetached(bytes, signer)) });
    expect(answer.json["code"]).toBe("recipient-repeated");
    expect(await rows(town)).toEqual(before);
  }
});

async function submittedDraft(): Promise<string> {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金" });
  const { tender: made } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() })) as { tender: string };
  return made;
}
