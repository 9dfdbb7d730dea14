import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../src/db/database.js";
import { noteSigner } from "../../src/journal/ed25519-node.js";
import { receiptKeyName } from "../../src/journal/key-change.js";
import { appendToLog } from "../../src/journal/outbox.js";
import { settleTender } from "../../src/jobs/keep-deadlines.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { dueTenders } from "../../src/tenders/queries.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { CEREMONY, freshKey, receiptKeyChange } from "../support/key-changes.js";
import { first, type SentPart } from "../support/lodging.js";
import { formOf, signedIn } from "../support/pages.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";

// T69: the exchange accepts a bid, signs a receipt for it, and then loses it, logs it too late, or leaves it off its list (trust.md §1.5, step 2).
const D = "2026-09-22T09:30:00+08:00";
const LOTS = ["rejected", "upheld", "late", "list", "race"] as const;
type Lot = (typeof LOTS)[number];
type Held = { readonly part: SentPart; readonly receipt: string };
let town: TestTown;
let tender: TenderInTest;
const held = new Map<string, Held>();

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "silent");
  tender = await publishedTender(town, tenderBody({ deadline: D }, LOTS.map((lot) => lotBody({ lot, openers: ["agency", "notary"] }))));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const lot of LOTS) for (const bidder of ["bidder-1", "bidder-2", "bidder-3", ...(lot === "late" ? [] : ["bidder-4"])]) await lodge(lot, bidder);
  // What a database administrator does to bidder-4 before the sequencer sees it.
  for (const lot of ["rejected", "upheld", "race"] as const) await asOwner(`delete from outbox where id = ${await outboxIdOf(lot)}`);
  await changeReceiptKey(); // whoever holds a receipt of the earlier key disputes as well as who holds one of the later
  await town.advance("2026-09-22T09:29:40+08:00");
  await lodge("late", "bidder-4"); // its promise of a minute outlasts the deadline
  const late = await outboxIdOf("late");
  await asOwner(`create table stashed as select * from outbox where id = ${late}; delete from outbox where id = ${late}`);
  await hide("list", true);
  await town.advance(D);
  await hide("list", false);
  await asOwner("insert into outbox overriding system value select * from stashed");
  await town.world.journal.flush();
});
afterAll(async () => { await town.stop(); });

async function changeReceiptKey(): Promise<void> {
  const { exchange: { origin, id }, db, receiptKey: old } = town.world;
  const next = noteSigner(receiptKeyName(origin), 1, freshKey());
  await inTransaction(db, async (tx) => {
    await appendToLog(tx, id, { v: "dl/1", type: "key", role: "ceremony", sha256: CEREMONY });
    await appendToLog(tx, id, { v: "dl/1", type: "key.change", ...receiptKeyChange(origin, { old, next }) });
  });
  Object.assign(town.world, { receiptKey: next, receiptKeys: [old.vkey, next.vkey] });
}

const firm = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const outboxIdOf = async (lot: Lot): Promise<string> => (await town.database.db.selectFrom("lodgements").select("outbox_id").where("lot", "=", lot).where("bidder", "=", firm("bidder-4")).executeTakeFirstOrThrow()).outbox_id;
const asOwner = (statement: string) => sql.raw(statement).execute(town.database.as("owner"));
const hide = (lot: Lot, isHidden: boolean) => town.database.as("owner").transaction().execute(async (tx) => {
  await sql`alter table lodgements disable trigger all`.execute(tx);
  await sql`update lodgements set outbox_id = outbox_id * -1 where lot = ${lot} and bidder = ${firm("bidder-4")} and (outbox_id > 0) = ${isHidden}`.execute(tx);
  await sql`alter table lodgements enable trigger all`.execute(tx);
});

async function lodge(lot: Lot, bidder: string): Promise<void> {
  const bid = await sealBid(town, bidder, tender.id, lot, "31000000.00");
  const { parts } = (await town.done(bidder, "POST", lodgements(tender.id, lot), bid.body)) as unknown as { parts: { receipt: string }[] };
  held.set(`${lot} ${bidder}`, { part: first(bid), receipt: parts[0]?.receipt ?? "" });
}

const partUrl = (lot: Lot): string => `/api/v1/tenders/${tender.id}/lots/${lot}/parts/bid`;
const shown = (lot: Lot, bidder: string): Record<string, string> => {
  const { part, receipt } = held.get(`${lot} ${bidder}`) ?? { part: { statement: "", signature: "", salt: "" }, receipt: "" };
  return { statement: part.statement, signature: part.signature, salt: part.salt, receipt };
};
const raise = (lot: Lot, by = "bidder-4", over: Record<string, string> = {}): Promise<Answer> => town.ask(by, "POST", `${partUrl(lot)}/disputes`, { ...shown(lot, by), ...over });
const decide = (lot: Lot, outcome: string, by = "supervisor-1", serial = 1): Promise<Answer> => town.ask(by, "POST", `${partUrl(lot)}/disputes/${String(serial)}/decision`, { outcome, reason: "经核查日志与平台数据库\n理由如上" });
const stageOf = async (lot: Lot): Promise<string> => (await town.database.db.selectFrom("lots").select("stage").where("tender_id", "=", tender.id).where("lot", "=", lot).executeTakeFirstOrThrow()).stage;
const entries = async (type: string, lot: Lot): Promise<Record<string, unknown>[]> => {
  await town.world.journal.flush();
  return (await town.world.journal.leavesAfter(-1, 2_000)).map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as Record<string, unknown>).filter((entry) => entry["type"] === type && entry["lot"] === lot);
};

test("a bidder raises it in the hall with what the exchange keeps; one whose bid is in order is told so, and nobody else is offered it", async () => {
  const room = (lot: Lot): string => `/halls/${tender.id}-${lot}`;
  for (const actor of ["supervisor-1", "tenderer-1"]) expect((await (await signedIn(town, actor)).get(room("list"))).text).not.toContain("/acts/dispute-raise");
  const fine = await signedIn(town, "bidder-1");
  const form = formOf((await fine.get(room("list"))).text, "dispute-raise");
  const { receipt = "", ...others } = shown("list", "bidder-1");
  expect(form.fields).toMatchObject({ ...others, receipt: Buffer.from(receipt).toString("base64") });
  const answer = await fine.post(form.action, form.fields);
  expect([answer.status, /该递交在日志第.*名单无误/s.test(answer.text)], answer.text.replaceAll(/<[^>]+>/g, " ").slice(200, 900)).toEqual([409, true]);
});

test("what a receipt does not prove is refused, whoever shows it and however it is changed; nothing is written", async () => {
  expect((await raise("rejected", "bidder-1")).json["code"]).toBe("dispute-unfounded");
  expect((await raise("rejected", "bidder-4", { salt: "0".repeat(32) })).json).toMatchObject({ code: "dispute-receipt-wrong" });
  expect((await raise("rejected", "bidder-4", { receipt: shown("rejected", "bidder-1")["receipt"] ?? "" })).json).toMatchObject({ code: "dispute-receipt-wrong" });
  expect((await raise("rejected", "bidder-4", { receipt: `${shown("rejected", "bidder-4")["receipt"] ?? ""} ` })).json["code"]).toBe("dispute-receipt-wrong");
  expect((await raise("rejected", "bidder-1", shown("rejected", "bidder-4"))).json["code"]).toBe("bid-other-firm");
  expect((await raise("rejected", "bidder-4", shown("upheld", "bidder-4"))).json["code"]).toBe("close-bid-elsewhere");
  expect((await raise("rejected", "staff-1")).json["code"]).toBe("not-yours");
  expect(await entries("lot.dispute", "rejected")).toEqual([]);
});

test("a broken receipt, a late leaf and a list that leaves a bid out are each their own ground, raised once and naming nobody in the log", async () => {
  expect((await raise("rejected")).json).toMatchObject({ serial: 1, ground: "receipt-broken" });
  expect((await raise("rejected")).json).toMatchObject({ code: "dispute-raised" });
  const room = await signedIn(town, "bidder-4");
  const form = formOf((await room.get(`/halls/${tender.id}-upheld`)).text, "dispute-raise");
  expect((await room.post(form.action, form.fields)).status).toBe(303);
  expect((await room.get(`/halls/${tender.id}-upheld`)).text).not.toContain("/acts/dispute-raise");
  expect((await raise("upheld")).json).toMatchObject({ code: "dispute-raised", facts: { serial: 1 } });
  expect((await raise("late")).json).toMatchObject({ serial: 1, ground: "accepted-late" });
  expect((await raise("list")).json).toMatchObject({ serial: 1, ground: "list-wrong" });
  for (const lot of ["rejected", "upheld", "late", "list"] as const) {
    const [entry] = await entries("lot.dispute", lot);
    expect(Object.keys(entry ?? {}).sort()).toEqual(["close", "ground", "lot", "part", "sha256", "tender", "type", "v"]);
    const view = await town.done(null, "GET", `${partUrl(lot)}/opening`);
    expect(view["disputes"]).toMatchObject([{ serial: 1, outcome: null }]);
    expect(JSON.stringify(view)).not.toContain(firm("bidder-4"));
  }
});

test("a dispute and the end of the objection window at once: the lot waits, or it opens and the dispute is too late, never both", async () => {
  const until = (await town.database.db.selectFrom("parts").select("objections_until").where("lot", "=", "race").executeTakeFirstOrThrow()).objections_until?.getTime() ?? 0;
  await town.movable?.set(plusMs(at(D), until - at(D) - 1), true);
  const early = raise("race");
  await town.movable?.set(plusMs(at(D), until - at(D)), true);
  const [answer] = await Promise.all([early, settleTender(town.world, tender.id)]);
  const stage = await stageOf("race");
  expect([["closed", 201], ["opening", 409]]).toContainEqual([stage, answer.status]);
  if (answer.status === 409) expect(answer.json["code"]).toBe("dispute-late");
  expect((await raise("race", "bidder-1")).json["code"]).toBe("dispute-late");
});

test("until each is decided nothing is opened, nothing is released, and the clock owes the lots nothing", async () => {
  await town.advance("2026-09-23T09:30:00+08:00");
  for (const lot of ["rejected", "upheld", "late", "list"] as const) {
    expect(await stageOf(lot)).toBe("closed");
    expect((await town.ask("opener-agency", "GET", `${partUrl(lot)}/sealed`)).json["code"]).toBe("part-not-releasing");
  }
  expect(await dueTenders(town.database.db, town.world.exchange.id, new Date("2027-01-01"))).toEqual([]);
  const [supervisor, anybody] = [await signedIn(town, "supervisor-1"), await signedIn(town, "bidder-1")];
  expect((await supervisor.get("/watch")).text).toContain("截标名单有争议，待您决定");
  expect((await anybody.get(`/halls/${tender.id}-rejected`)).text).toContain("决定前不开标、不接收份额");
});

test("the supervisor alone decides, once, with a reason; two at once are one decision", async () => {
  expect((await decide("rejected", "rejected", "staff-1")).json["code"]).toBe("not-yours");
  expect((await decide("rejected", "rejected", "bidder-4")).json["code"]).toBe("not-yours");
  expect((await town.ask("supervisor-1", "POST", `${partUrl("rejected")}/disputes/1/decision`, { outcome: "rejected", reason: " " })).status).toBeGreaterThanOrEqual(400);
  expect((await decide("rejected", "rejected", "supervisor-1", 2)).json["code"]).toBe("not-found");
  const both = await Promise.all([decide("rejected", "rejected"), decide("rejected", "upheld")]);
  expect(both.map(({ status, json }) => (status === 201 ? "decided" : json["code"])).sort()).toEqual(["decided", "dispute-decided"]);
  expect(await entries("lot.dispute.decide", "rejected")).toHaveLength(1);
  expect((await decide("upheld", "upheld")).json).toEqual({ stage: "failed" });
  expect(await entries("lot.fail", "upheld")).toMatchObject([{ reason: "CLOSE_DISPUTED" }]);
  expect((await decide("late", "rejected")).status).toBe(201);
});

test("a list that is amended by two ends its dispute; what was rejected and what was amended opens, and the list has the bid", async () => {
  expect((await decide("late", "rejected", "supervisor-1", 2)).json["code"]).toBe("not-found");
  expect((await town.ask("staff-1", "POST", `${partUrl("list")}/close-additions`, { reason: "投标人出示回执，名单遗漏" })).json).toMatchObject({ serial: 1, count: 4 });
  expect(await stageOf("list")).toBe("closed");
  expect((await town.ask("supervisor-1", "POST", `${partUrl("list")}/close-additions/1/approval`)).status).toBe(201);
  expect(await entries("lot.dispute.decide", "list")).toMatchObject([{ outcome: "added" }]);
  for (const lot of ["rejected", "late", "list"] as const) {
    await settleTender(town.world, tender.id);
    if (lot === "rejected" && (await stageOf(lot)) === "failed") continue; // of the two decisions at once the other one came first
    expect(await stageOf(lot), lot).toBe("opening");
    for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot, part: "bid" }, opener);
    expect((await town.done(null, "GET", `${partUrl(lot)}/opening`))["state"], lot).toBe("opened");
    await town.done("staff-1", "POST", `${partUrl(lot)}/record`);
  }
  const { close } = await town.done(null, "GET", `${partUrl("list")}/opening`) as { close: { list: unknown[] } };
  expect(close.list).toHaveLength(4);
});

test("the bundle holds every dispute and the word on it; the verifier accepts it and names a dispute that is changed, dropped or worded anew", async () => {
  await archive(town, tender.id, "full");
  const bundle = await bundleBytes(town, tender.id, "full");
  expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]);
  const paths = [...bundle.keys()].filter((path) => path.startsWith("disputes/"));
  expect(paths.length).toBeGreaterThanOrEqual(8);
  const codes = async (changes: Record<string, Uint8Array | null>): Promise<string[]> => (await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map(({ code }) => code);
  // One that was rejected or upheld, its word, and one that ended with the list amended.
  for (const path of [paths[0], paths[1], paths.at(-1)].flatMap((each) => each ?? [])) {
    const text = Buffer.from(bundle.get(path) ?? []).toString();
    expect(await codes({ [path]: null }), path).toContain("file-missing");
    expect(await codes({ [path]: Buffer.from(text.replace(/"(raisedAt|decidedAt)":"2026/, '"$1":"2027')) }), path).not.toEqual([]);
  }
  const index = Buffer.from(bundle.get("bundle.json") ?? []).toString();
  expect(await codes({ "bundle.json": Buffer.from(index.replace(/"disputes":\[[^\]]*\],/, "")) })).toContain("index-differs");
});
