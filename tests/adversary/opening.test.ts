import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepDeadlines, settleTender } from "../../src/jobs/keep-deadlines.js";
import { closeNotesOf } from "../../src/opening/queries.js";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { at } from "../../src/kernel/time.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { makeRelease, openShare, type ReleasedShare } from "../../src/signing/release.js";
import { parseStatement, type BidStatement } from "../../src/signing/statement.js";
import { must } from "../../src/kernel/result.js";
import { copied, first } from "../support/lodging.js";
import { pathOf } from "../../src/storage/blobs.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, TWO_PARTS, type TenderInTest } from "../support/works-tender.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

let town: TestTown;
let tender: TenderInTest;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "fatal");
  tender = await publishedTender(town, tenderBody({}, [lotBody({ lot: "copied" }), lotBody({ lot: "parts", parts: TWO_PARTS }), lotBody({ lot: "spoilt" })]));
  await town.advance("2026-09-22T09:00:00+08:00");
  const victim = await sealBid(town, "bidder-1", tender.id, "copied", "30000000.00");
  const thief = first(await sealBid(town, "bidder-4", tender.id, "copied", "1.00"));
  // The insider saw the ciphertext on its way in, and even its key; it is lodged under the insider's name before its owner lodges it.
  await town.done("bidder-4", "POST", lodgements(tender.id, "copied"), { parts: [await copied(town, "bidder-4", thief, first(victim), victim.identities.get("bid") ?? "")] });
  await town.done("bidder-1", "POST", lodgements(tender.id, "copied"), victim.body);
  for (const lot of ["copied", "parts", "spoilt"]) {
    for (const bidder of BIDDERS.slice(lot === "copied" ? 1 : 0)) await town.done(bidder, "POST", lodgements(tender.id, lot), (await sealBid(town, bidder, tender.id, lot, "31000000.00")).body);
  }
  await town.advance("2026-09-22T09:36:00+08:00");
});
afterAll(async () => { await town.stop(); });

const partUrl = (lot: string, part = "bid", of = tender.id): string => `/api/v1/tenders/${of}/lots/${lot}/parts/${part}`;
type Result = { bidder: string; how: string; cause: string | null };
const results = async (lot: string, part = "bid"): Promise<Record<string, string> | null> => {
  const { results: file } = (await town.done(null, "GET", `${partUrl(lot, part)}/opening`)) as { results: { results: Result[] } | null };
  return file === null ? null : Object.fromEntries(file.results.map(({ bidder, how, cause }) => [town.actors.find(({ organisation }) => organisation?.uscc === bidder)?.id ?? bidder, cause ?? how]));
};
type Sealed = { close: string; bids: { st: string; statement: string; share: string }[] };
const sealedFor = async (opener: string, lot: string, part = "bid"): Promise<Sealed> => (await town.done(`opener-${opener}`, "GET", `${partUrl(lot, part)}/sealed`)) as unknown as Sealed;
const bidOf = (statement: string): BidStatement => must(parseStatement(fromBase64(statement))) as BidStatement;
const entries = async (type: string, of: string): Promise<Record<string, unknown>[]> =>
  ((await town.done(null, "GET", "/api/v1/changes?limit=1000")) as unknown as { changes: { type: string; entry: Record<string, unknown> }[] }).changes.filter((each) => each.type === type && each.entry["tender"] === of).map(({ entry }) => entry);

/** What an opener can open of a lot. */
async function openable(opener: string, lot: string, { bids }: Sealed): Promise<ReleasedShare[]> {
  const identity = tender.identities.get(`${lot}/bid/${opener}`) ?? "";
  const opened = await Promise.all(bids.map(({ statement, share }) => openShare(nodePrimitives, { statement: bidOf(statement), opener, identity, file: fromBase64(share) })));
  return opened.flatMap((each) => (each.ok ? [each.value] : []));
}

type Change = { readonly to?: string; readonly as?: string; readonly signer?: string; readonly close?: string; readonly shares?: (good: ReleasedShare[]) => ReleasedShare[] };
/** An opener's release for a lot, changed before it is signed, and given by whom and where the change says. */
async function given(opener: string, lot: string, change: Change = {}): Promise<Answer> {
  const own = `opener-${opener}`;
  const { to, as, signer, close, shares } = { to: lot, as: own, signer: own, close: null, shares: (good: ReleasedShare[]) => good, ...change };
  const sealed = await sealedFor(opener, lot);
  const bytes = makeRelease({ exchange: town.world.exchange.origin, tender: tender.id, lot, part: "bid" }, close ?? sealed.close, opener, shares(await openable(opener, lot, sealed)));
  return town.ask(as, "POST", `${partUrl(to)}/releases`, { release: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(signer))) });
}

test("a release is for its own lot, close, opener and live envelopes, signed by its opener; all else is refused and opens nothing (T76)", async () => {
  const codes = async (answer: Promise<Answer>): Promise<unknown> => (await answer).json["code"];
  expect(await codes(given("agency", "copied", { to: "spoilt" }))).toBe("release-other-lot");
  expect(await codes(given("agency", "copied", { close: "0".repeat(64) }))).toBe("release-other-close");
  expect(await codes(given("agency", "copied", { as: "opener-notary" }))).toBe("release-other-opener");
  expect(await codes(given("agency", "copied", { signer: "opener-notary" }))).toBe("signer-other-organisation");
  expect(await codes(given("agency", "copied", { signer: "bidder-1" }))).toBe("signer-other-organisation");
  expect(await codes(given("agency", "copied", { shares: (good) => good.map((share, place) => (place === 0 ? { ...share, envelope: "0".repeat(32) } : share)) }))).toBe("release-unknown-envelope");
  expect(await entries("share.release", tender.id)).toEqual([]);
  expect(await results("copied")).toBeNull();
});

test("a rival who lodged another's ciphertext first, key and all, is void as copied; its owner is opened (T12, T71)", async () => {
  await release(town, tender, { tender: tender.id, lot: "copied", part: "bid" }, "agency");
  expect(((await given("agency", "copied")).json["code"])).toBe("release-given");
  await release(town, tender, { tender: tender.id, lot: "copied", part: "bid" }, "notary");
  expect(await results("copied")).toEqual({ "bidder-1": "threshold", "bidder-2": "threshold", "bidder-3": "threshold", "bidder-4": "COPIED" });
  expect((await given("supervisor", "spoilt", { to: "copied" })).json["code"]).toBe("part-not-releasing");
});

test("the price part stays shut until the technical scores are logged: no shares are handed out or taken (T70)", async () => {
  await release(town, tender, { tender: tender.id, lot: "parts", part: "technical" }, "agency");
  await release(town, tender, { tender: tender.id, lot: "parts", part: "technical" }, "supervisor");
  expect(await results("parts", "technical")).toEqual({ "bidder-1": "threshold", "bidder-2": "threshold", "bidder-3": "threshold" });
  await town.done("staff-1", "POST", `${partUrl("parts", "technical")}/record`);
  const price = partUrl("parts", "price");
  expect((await town.ask("opener-agency", "GET", `${price}/sealed`)).json["code"]).toBe("part-not-releasing");
  const early = makeRelease({ exchange: town.world.exchange.origin, tender: tender.id, lot: "parts", part: "price" }, "0".repeat(64), "agency", []);
  expect((await town.ask("opener-agency", "POST", `${price}/releases`, { release: base64(early), signature: base64(await signDetached(early, await town.signer("opener-agency"))) })).json["code"]).toBe("part-not-releasing");
  expect((await town.ask("bidder-1", "POST", `${price}/bidder-keys`, { identity: `AGE-SECRET-KEY-1${"Q".repeat(58)}` })).json["code"]).toBe("part-not-releasing");
  expect(await town.done(null, "GET", `${price}/opening`)).toMatchObject({ state: "closed", results: null, decrypted: 0 });
  expect((await entries("share.release", tender.id)).filter((entry) => entry["part"] === "price")).toEqual([]);
});

test("a share spoilt in the store is seen by its opener as the exchange's fault, and the bid opens by the others (T19)", async () => {
  const { bids } = await sealedFor("notary", "spoilt");
  const [bid] = bids;
  const statement = bidOf(bid?.statement ?? "");
  // Whoever owns the tables can: by grant and by trigger nobody else. The notary's share is the last.
  const owner = town.database.as("owner");
  await sql`alter table lodgements disable trigger lodgements_are_for_ever`.execute(owner);
  await sql`update lodgements set shares = set_byte(shares, octet_length(shares) - 300, get_byte(shares, octet_length(shares) - 300) # 1) where statement_sha256 = ${bid?.st}`.execute(owner);
  await sql`alter table lodgements enable trigger lodgements_are_for_ever`.execute(owner);
  const spoilt = (await sealedFor("notary", "spoilt")).bids.find(({ st }) => st === bid?.st);
  const opened = await openShare(nodePrimitives, { statement, opener: "notary", identity: tender.identities.get("spoilt/bid/notary") ?? "", file: fromBase64(spoilt?.share ?? "") });
  expect(opened).toMatchObject({ ok: false, refusal: { code: "share-stored-differs" } });
});

test("an opener who releases other bytes than were committed is named, and two honest ones open (T16)", async () => {
  const lied = await given("agency", "spoilt", { shares: (good) => good.map((share, place) => (place === 1 ? { ...share, plaintext: share.plaintext.replace('"index":1', '"index":7') } : share)) });
  expect(lied.status).toBe(201);
  expect(lied.json["wrong"]).toHaveLength(1);
  await release(town, tender, { tender: tender.id, lot: "spoilt", part: "bid" }, "supervisor");
  expect(await results("spoilt")).toBeNull();
  const state = await town.done(null, "GET", `${partUrl("spoilt")}/opening`);
  expect(state).toMatchObject({ decrypted: 2, of: 3 });
});

test("a content lost from the store keeps its bid shut, through the platform's fault and not the bidder's (T17)", async () => {
  const waiting = (await sql<{ content: string; bidder: string }>`select content_sha256 as content, bidder from lodgements where lot = 'spoilt' and statement_sha256 not in (select statement_sha256 from openings)`.execute(town.database.db)).rows;
  expect(waiting).toHaveLength(1);
  rmSync(path.join(town.folder, "blobs", pathOf(waiting[0]?.content ?? "")));
  // Two honest shares for the third bid too: what keeps it shut is its content alone.
  expect((await given("notary", "spoilt")).status).toBe(201);
  await town.advance("2026-09-22T10:06:00+08:00");
  const ends = await results("spoilt");
  const shut = town.actors.find(({ organisation }) => organisation?.uscc === waiting[0]?.bidder)?.id ?? "";
  expect(ends).toMatchObject({ [shut]: "PLATFORM_ERROR" });
  expect(Object.values(ends ?? {}).toSorted()).toEqual(["PLATFORM_ERROR", "threshold", "threshold"]);
});

test("a lot closed from many sides at once is closed once, over the same list (T66)", async () => {
  const { id } = await lodgedTender("2026-10-14T09:30:00+08:00");
  await town.movable?.set(at("2026-10-14T09:30:00+08:00"), true);
  await Promise.all([...Array.from({ length: 8 }, () => settleTender(town.world, id)), keepDeadlines(town.world), keepDeadlines(town.world)]);
  const closes = await entries("lot.close", id);
  expect(closes).toHaveLength(1);
  expect(closes[0]).toMatchObject({ count: 3, deadline: "2026-10-14T09:30:00+08:00" });
  const part = await town.database.db.selectFrom("parts").selectAll().where("tender_id", "=", id).executeTakeFirstOrThrow();
  expect(closes[0]?.["after"]).toBe(createHash("sha256").update((await closeNotesOf(town.database.db, part)).deadline ?? "").digest("hex"));
});

test("with no deadline checkpoint by D+10 s the lot stays shut: nothing is closed, opened or taken, and one incident is logged (T65)", async () => {
  const { id, late } = await lodgedTender("2026-11-10T09:30:00+08:00");
  await town.movable?.set(at("2026-11-10T09:30:11+08:00"), true);
  for (let turn = 0; turn < 3; turn++) await settleTender(town.world, id);
  expect(await entries("lot.close", id)).toEqual([]);
  expect(await entries("incident", id)).toMatchObject([{ what: "NO_DEADLINE_CHECKPOINT", deadline: "2026-11-10T09:30:00+08:00" }]);
  expect((await town.ask("bidder-4", "POST", lodgements(id), late)).json["code"]).toBe("bid-too-late");
  expect((await town.ask("opener-agency", "GET", `${partUrl("1", "bid", id)}/sealed`)).json["code"]).toBe("hall-not-open");
  expect(await town.done(null, "GET", `${partUrl("1", "bid", id)}/opening`)).toMatchObject({ close: null });
});

/** A tender with three bids in, an hour before its deadline; and a fourth bid that is sealed and not lodged. */
async function lodgedTender(deadline: string): Promise<{ id: string; late: unknown }> {
  const day = deadline.slice(0, 10);
  const before = new Date(at(deadline) - 21 * 86_400_000).toISOString().slice(0, 10);
  await town.advance(`${before}T08:00:00+08:00`);
  const made = await publishedTender(town, tenderBody({ saleFrom: `${before}T09:00:00+08:00`, saleUntil: new Date(at(deadline) - 13 * 86_400_000).toISOString(), deadline }));
  await town.advance(`${day}T08:30:00+08:00`);
  for (const bidder of BIDDERS) await town.done(bidder, "POST", lodgements(made.id), (await sealBid(town, bidder, made.id, "1", "31000000.00")).body);
  return { id: made.id, late: (await sealBid(town, "bidder-4", made.id, "1", "30000000.00")).body };
}
