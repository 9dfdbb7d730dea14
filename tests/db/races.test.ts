import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepDeadlines } from "../../src/jobs/keep-deadlines.js";
import { verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { openProvisionalReceipt, openRefusalReceipt } from "../../src/journal/receipts.js";
import { base64, fromBase64, hex } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { newIdentity, recipientOf } from "../../src/signing/age.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { bytesOf } from "../../src/signing/statement.js";
import { parseTerms } from "../../src/signing/terms.js";
import { registerFirms, type Firm } from "../support/firms.js";
import { first, sha256, signedAnew, statementOf, type Body, type SentPart } from "../support/lodging.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody } from "../support/works-tender.js";

/** The burst: every firm bids for every lot. T48 and T81 in full, 10,000 bids, are DAYLIGHT_RACES_LOTS=50 with DAYLIGHT_RACES_FIRMS=200. */
const LOTS = Number(process.env["DAYLIGHT_RACES_LOTS"] ?? 4);
const FIRMS = Number(process.env["DAYLIGHT_RACES_FIRMS"] ?? 8);
const BURST_MS_MAX = 600_000;
const DEADLINE = "2026-09-22T09:30:00+08:00";

let town: TestTown;
let id: string;
beforeAll(async () => {
  town = await testTown();
  ({ id } = await publishedTender(town, tenderBody({ deadline: "2026-10-14T09:30:00+08:00" })));
  await town.advance("2026-09-01T10:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

const lodge = (bidder: string, body: Body): Promise<Answer> => town.ask(bidder, "POST", lodgements(id), body);

test("of two lodgements of one firm at once one is its bid; the other is told that it follows nothing", async () => {
  for (let round = 1; round <= 6; round++) {
    const bids = await Promise.all([1, 2].map((each) => sealBid(town, "bidder-1", id, "1", `3${String(each)}000000.00`)));
    const answers = await Promise.all(bids.map(({ body }) => lodge("bidder-1", body)));
    expect(answers.map(({ status, json }) => (status === 201 ? "taken" : json["code"])).sort()).toEqual(["seq-not-next", "taken"]);
  }
  expect(await sequence(firm("bidder-1"))).toEqual(["1 bid", "2 bid", "3 bid", "4 bid", "5 bid", "6 bid"]);
});

test("of a replacement and a withdrawal at once one comes first, and the other knows it", async () => {
  for (let round = 0; round < 4; round++) {
    await town.done("bidder-2", "POST", lodgements(id), (await sealBid(town, "bidder-2", id, "1", "30000000.00")).body);
    const bid = await sealBid(town, "bidder-2", id, "1", "31000000.00");
    const { tender, lot, part, bidder, exchange, seq, prev } = statementOf(first(bid));
    const takeBack = await signedAnew(town, "bidder-2", { ...first(bid), shares: [] }, bytesOf({ v: "dse-withdraw/1", exchange, tender, lot, part, bidder, seq, prev }));
    const answers = await Promise.all([lodge("bidder-2", bid.body), town.ask("bidder-2", "POST", lodgements(id), { parts: [takeBack] })]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(["seq-not-next", "nothing-to-withdraw"]).toContain(answers.find(({ status }) => status !== 201)?.json["code"]);
  }
  const kept = await sequence(firm("bidder-2"));
  expect(kept.map((each) => Number(each.split(" ")[0]))).toEqual(kept.map((_, place) => place + 1));
});

type Row = { readonly idx: string; readonly received_at: Date };
function expectTaken(st: string, { json }: Answer, row: Row | undefined, { size, listed }: { size: number; listed: readonly { idx: number; st: string }[] }): void {
  const receipt = openProvisionalReceipt((json["parts"] as { receipt: string }[])[0]?.receipt ?? "", town.world.receiptKey.vkey, verifyEd25519);
  expect(receipt).toMatchObject({ statementSha256: st, acceptedAt: row?.received_at.getTime() });
  expect(receipt.acceptedAt).toBeLessThan(at(DEADLINE));
  expect(Number(row?.idx)).toBeLessThan(size);
  expect(listed).toEqual([{ idx: Number(row?.idx), st }]);
}

function expectLate(st: string, { json }: Answer): void {
  expect(json["code"]).toBe("bid-too-late");
  const note = openRefusalReceipt(String(json["refusalNote"]), town.world.receiptKey.vkey, verifyEd25519);
  expect(note).toMatchObject({ statementSha256: st, code: "bid-too-late" });
  expect(note.refusedAt).toBeGreaterThanOrEqual(at(DEADLINE));
}

const firm = (actor: string): string => town.actors.find((each) => each.id === actor)?.organisation?.uscc ?? "";
const sequence = async (uscc: string): Promise<string[]> =>
  (await town.database.db.selectFrom("lodgements").select(["seq", "kind"]).where("tender_id", "=", id).where("bidder", "=", uscc).orderBy("seq").execute()).map(({ seq, kind }) => `${String(seq)} ${kind}`);

test("of lodgements that race with the close, whoever has a leaf below the deadline checkpoint is in the list, and everybody has it signed (T48, T81)", async () => {
  const { tender, shots } = await loaded();
  const fire = async ({ firm, lot, part }: Shot): Promise<Answer> => town.ask(null, "POST", lodgements(tender, lot), { parts: [part] }, { authorization: `Bearer ${firm.token}` });
  const fired: Promise<[Shot, Answer]>[] = [];
  let closed: Promise<unknown> = Promise.resolve();
  for (const [place, shot] of shots.entries()) {
    fired.push(fire(shot).then((answer) => [shot, answer]));
    await turn();
    if (place !== Math.floor(shots.length / 2)) continue;
    await town.movable?.set(at(DEADLINE), true);
    closed = keepDeadlines(town.world);
  }
  const answers = await Promise.all(fired);
  await closed;
  await town.advance(DEADLINE);
  await town.world.journal.flush();

  const kept = await town.database.db.selectFrom("lodgements").innerJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "lodgements.exchange_id").onRef("leaves.outbox_id", "=", "lodgements.outbox_id"))
    .select(["statement_sha256", "idx", "received_at"]).where("tender_id", "=", tender).execute();
  const parts = await town.database.db.selectFrom("parts").select(["tender_id", "lot", "deadline_size", "state"]).where("tender_id", "=", tender).execute();
  const lists = await town.database.db.selectFrom("close_lists").select(["tender_id", "lot", "list"]).execute();
  expect(new Set(parts.map(({ state }) => state))).toEqual(new Set(["closed"]));
  for (const [{ lot, part }, answer] of answers) {
    const st = sha256(fromBase64(part.statement));
    const list = lists.find((each) => each.tender_id === tender && each.lot === lot)?.list as { idx: number; st: string }[];
    const size = Number(parts.find((each) => each.tender_id === tender && each.lot === lot)?.deadline_size);
    const row = kept.find((each) => each.statement_sha256 === st);
    const listed = list.filter((each) => each.st === st);
    if (answer.status === 201) expectTaken(st, answer, row, { size, listed });
    else {
      expectLate(st, answer);
      expect([row, listed]).toEqual([undefined, []]);
    }
  }
  const taken = answers.filter(([, { status }]) => status === 201).length;
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(answers.length);
  expect(kept).toHaveLength(taken);
  expect(await town.database.db.selectFrom("refused_lodgements").select("refusal_id").where("tender_id", "=", tender).execute()).toHaveLength(answers.length - taken);
  expect(await town.database.db.selectFrom("outbox").select("id").execute()).toEqual([]);
}, BURST_MS_MAX);

type Shot = { readonly firm: Firm; readonly lot: string; readonly part: SentPart };

/** Bids of every firm for every lot, signed, a millisecond before the deadline. */
async function loaded(): Promise<{ tender: string; shots: Shot[] }> {
  const lots = Array.from({ length: LOTS }, (_, each) => lotBody({ lot: String(each + 1), openers: ["agency", "notary"] }));
  const { id: tender } = await publishedTender(town, tenderBody({ saleFrom: "2026-09-01T11:00:00+08:00", deadline: DEADLINE }, lots));
  const firms = await registerFirms(town, FIRMS);
  await town.advance("2026-09-22T09:29:59.999+08:00");
  const model = first(await sealBid(town, "bidder-1", tender, "1", "30000000.00"));
  const shots: Shot[] = [];
  for (const { lot } of lots) {
    const { parts: [terms] } = (await town.done("bidder-1", "GET", `/api/v1/tenders/${tender}/lots/${String(lot)}/sealing`)) as unknown as { parts: [{ terms: string; termsSha256: string }] };
    for (const firm of firms) shots.push({ firm, lot: String(lot), part: await borrowed(model, firm, { tender, ...terms }) });
  }
  return { tender, shots };
}

/** A bid around another's ciphertext and share files: nobody opens these, so only what is checked at lodging is its own. */
async function borrowed(model: SentPart, { certificate, signer }: Firm, { tender, terms, termsSha256 }: { tender: string; terms: string; termsSha256: string }): Promise<SentPart> {
  const { lot, openers } = must(parseTerms(fromBase64(terms)));
  const shares = statementOf(model).shares.map((share, place) => ({ ...share, recipient: openers[place]?.recipient }));
  const recipient = await recipientOf(await newIdentity());
  const bytes = bytesOf({ ...statementOf(model), tender, lot, bidder: { id: certificate.organisation, cert: certificate.sha256 }, notice: termsSha256, recipient, shares, envelope: randomBytes(16).toString("hex") });
  return { ...model, statement: base64(bytes), signature: base64(await signDetached(bytes, signer)), salt: hex(randomBytes(16)) };
}
