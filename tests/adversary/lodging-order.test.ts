import { afterAll, beforeAll, expect, test } from "vitest";
import { lodge } from "../../src/bidding/use-cases/lodge.js";
import type { Actor } from "../../src/identity/actor.js";
import { actorById } from "../../src/identity/queries.js";
import { fromBase64, fromHex } from "../../src/kernel/bytes.js";
import { plusMs, at as instantAt, type Instant } from "../../src/kernel/time.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { bytesOf } from "../../src/signing/statement.js";
import { sha256, statementOf, type Body } from "../support/lodging.js";
import { testTown, type TestTown } from "../support/town.js";
import { lotBody, publishedTender, sealBid, tenderBody, TWO_PARTS } from "../support/works-tender.js";

const DEPOSIT = { amount: "500000.00", currency: "CNY" };
const DEADLINE = "2026-09-22T09:30:00+08:00";
const NOBODY = "0".repeat(64);

/** A bid on its way, whose faults have not been signed yet: what is stated is signed at the end, so that one fault does not make another. */
type Draft = {
  readonly by: string;
  readonly lot: string;
  readonly url: string;
  readonly at: Instant;
  readonly parts: readonly DraftPart[];
};
type DraftPart = { readonly stated: Readonly<Record<string, unknown>>; readonly shares: readonly Uint8Array[]; readonly tail: string; readonly signedOver: string | null };
type Fault = { readonly code: string; readonly by?: string; readonly lot?: string; readonly spoil?: (draft: Draft) => Draft };

let town: TestTown;
let tender: string;
/** Bids by bidder and lot, not lodged. */
const sealed = new Map<string, Body>();
const actors = new Map<string, Actor>();
/** What bidder-1 lodged first for lot 1. */
let before: Body;

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", "silent");
  ({ id: tender } = await publishedTender(town, tenderBody({ deadline: DEADLINE }, ["1", "bonded"].map((lot) => lotBody({ lot, parts: TWO_PARTS, ...(lot === "1" ? {} : { deposit: DEPOSIT, depositDays: 90 }) })))));
  await town.advance("2026-09-02T09:00:00+08:00");
  before = (await sealBid(town, "bidder-1", tender, "1", "38000000.00")).body;
  await town.done("bidder-1", "POST", `/api/v1/tenders/${tender}/lots/1/lodgements`, before);
  for (const by of ["bidder-1", "bidder-operator"]) {
    const actor = await actorById(town.world.db, town.world.exchange.id, by);
    if (actor !== null) actors.set(by, actor);
    for (const lot of ["1", "bonded"]) sealed.set(`${by}/${lot}`, (await sealBid(town, by, tender, lot, "37000000.00")).body);
  }
});
afterAll(async () => { await town.stop(); });

const eachPart = (change: (part: DraftPart, index: number) => DraftPart) => (draft: Draft): Draft => ({ ...draft, parts: draft.parts.map(change) });
/** States something else in the last part: the first is as it should be, so that no part is judged to its end before the others. */
const state = (change: (stated: DraftPart["stated"]) => Record<string, unknown>) =>
  eachPart((part, index) => (index === 0 ? part : { ...part, stated: { ...part.stated, ...change(part.stated) } }));
const share = (change: (shares: readonly Uint8Array[]) => readonly Uint8Array[]) => eachPart((part, index) => (index === 0 ? part : { ...part, shares: change(part.shares) }));
/** The key that bidder-1 used in the last part of what he lodged first. */
const usedKey = (): string | undefined => before.parts.slice(-1).map((part) => statementOf(part).recipient)[0];

/** trust.md §1.8, in its order: whatever is wrong besides, the first of these is the answer. */
const FAULTS: readonly Fault[] = [
  { code: "share-too-large", spoil: share(([, ...rest]) => [new Uint8Array(4_097), ...rest]) },
  { code: "statement-not-canonical", spoil: eachPart((part, index) => (index === 0 ? part : { ...part, tail: "\n" })) },
  { code: "not-found", spoil: (draft) => ({ ...draft, url: "9" }) },
  { code: "bid-too-late", spoil: (draft) => ({ ...draft, at: instantAt(DEADLINE) }) },
  { code: "operator-may-not-bid", by: "bidder-operator" },
  { code: "guarantee-missing", lot: "bonded" },
  { code: "bid-part-twice", spoil: (draft) => ({ ...draft, parts: [...draft.parts, ...draft.parts.slice(-1)] }) },
  { code: "statement-other-lot", spoil: state(() => ({ exchange: "elsewhere.example/live/00000000" })) },
  { code: "terms-not-newest", spoil: state(() => ({ notice: NOBODY })) },
  { code: "threshold-differs", spoil: state(() => ({ threshold: 3 })) },
  { code: "openers-differ", spoil: state(({ shares }) => ({ shares: (shares as object[]).map((each, index) => (index === 0 ? { ...each, opener: "nobody" } : each)) })) },
  { code: "bid-other-firm", spoil: state(({ bidder }) => ({ bidder: { ...(bidder as object), id: "91341702MA0000058N" } })) },
  { code: "cms-content-differs", spoil: eachPart((part, index) => (index === 0 ? part : { ...part, signedOver: "another statement" })) },
  { code: "signer-other-certificate", spoil: state(({ bidder }) => ({ bidder: { ...(bidder as object), cert: NOBODY } })) },
  { code: "seq-not-next", spoil: state(() => ({ seq: 9, prev: NOBODY })) },
  { code: "prev-differs", spoil: state(({ seq }) => ({ seq: Math.max(2, Number(seq)), prev: NOBODY })) },
  { code: "bid-repeated", spoil: state(() => ({ recipient: usedKey() })) },
  { code: "share-count", spoil: share((shares) => shares.slice(0, -1)) },
  { code: "share-differs", spoil: share((shares) => [...shares.slice(0, -1), new Uint8Array(600)]) },
  { code: "content-missing", spoil: state(() => ({ content: { sha256: "1".repeat(64), size: 1_049_000 } })) },
];

function draftOf(faults: readonly Fault[]): Draft {
  const by = faults.find((each) => each.by !== undefined)?.by ?? "bidder-1";
  const lot = faults.find((each) => each.lot !== undefined)?.lot ?? "1";
  const body = sealed.get(`${by}/${lot}`) ?? before;
  const parts = body.parts.map((part): DraftPart => ({ stated: { ...statementOf(part) }, shares: part.shares.map(fromBase64), tail: "", signedOver: null }));
  const draft: Draft = { by, lot, url: lot, at: plusMs(instantAt(DEADLINE), -1), parts };
  return faults.reduce((spoilt, { spoil }) => spoil?.(spoilt) ?? spoilt, draft);
}

let asked = 0;
/** Each lodgement from another network: sixty refusals an hour of one go unsigned. */
const nextAddress = (): string => `10.0.${String(Math.floor((asked += 1) / 250))}.${String(asked % 250)}`;

/** Lodges a bid with these faults. @returns the code of the refusal, null if it is taken */
async function answerTo(...faults: readonly Fault[]): Promise<string | null> {
  const draft = draftOf(faults);
  const signer = await town.signer(draft.by);
  const sent = await Promise.all(draft.parts.map(async ({ stated, shares, tail, signedOver }) => {
    const statement = new TextEncoder().encode(`${Buffer.from(bytesOf(stated as never)).toString()}${tail}`);
    return { statement, signature: await signDetached(signedOver === null ? statement : new TextEncoder().encode(signedOver), signer), salt: fromHex(sha256(statement).slice(0, 32)), shares };
  }));
  const actor = actors.get(draft.by);
  if (actor === undefined) throw new RangeError(`no actor ${draft.by}`);
  const lodged = await lodge(town.world, actor, { tenderId: tender, lot: draft.url, sent, from: nextAddress() }, draft.at);
  return lodged.ok ? null : lodged.refusal.code;
}

test.each(FAULTS.map((fault) => [fault.code, fault] as const))("%s is the answer where nothing else is wrong", async (code, fault) => {
  expect(await answerTo(fault)).toBe(code);
});

/** A lot that is not there has neither a deadline nor a bond. */
const canMeet = (first: Fault, second: Fault): boolean => first.code !== "not-found" || (second.code !== "bid-too-late" && second.lot === undefined);

test.each(FAULTS.slice(0, -1).map((fault, index) => [fault.code, fault, index] as const))("%s is the answer whatever that comes later is wrong as well (trust.md §1.8)", async (code, first, index) => {
  for (const second of FAULTS.slice(index + 1).filter((each) => canMeet(first, each))) expect(await answerTo(first, second), `with ${second.code}`).toBe(code);
});

test("the same bid without a fault, stamped a millisecond before the deadline, is taken", async () => {
  expect(await answerTo()).toBeNull();
});
