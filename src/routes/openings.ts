import { z } from "@hono/zod-openapi";
import { shareFilesOf } from "../bidding/share-files.js";
import { settleAfterAct } from "../jobs/keep-deadlines.js";
import { base64, hex } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { approveByHand, orderToApprove, requestByHand, type LotPlace } from "../opening/use-cases/by-hand.js";
import { closeNotesOf, closesOf, confirmationsOf, disputesOf, openingsOf, releasesOf, statementsOf, type DisputeRow } from "../opening/queries.js";
import { additionToApprove, approveRequestedAddition, requestAddition } from "../opening/use-cases/close-add.js";
import { decideDispute, raiseDispute } from "../opening/use-cases/dispute.js";
import { actInHall, answerInHall, finishOpening } from "../opening/use-cases/hall.js";
import { decideCause, giveBidderKey, giveRelease, liveOf, type Place } from "../opening/use-cases/release.js";
import { finalReceipt } from "../bidding/use-cases/receipt.js";
import { CAUSES } from "../signing/blame.js";
import { lotOf, text, TimeBody } from "../tenders/form.js";
import { tenderById, type PartRow, type Tender } from "../tenders/queries.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { Base64, created, Hex } from "./tenders.js";

const STATEMENT_MAX = 17_408;
const RELEASE_MAX = 8 * 1_048_576;
const Text = z.string().trim().min(1).max(2_000);

/** The opening of a part: what openers fetch and release, the bidder's own key, the hall. */
export function openingRoutes(api: Api, world: World): void {
  const part = "/api/v1/tenders/:tender/lots/:lot/parts/:part";
  const place = (param: (name: string) => string): Place => ({ tenderId: param("tender"), lot: param("lot"), part: param("part") });
  const settled = async <Value>(at: Place, result: Result<Value>): Promise<Result<Answer>> => {
    if (!result.ok) return result;
    await settleAfterAct(world, at.tenderId);
    return created(result.value);
  };
  endpoint(api, world, { method: "get", path: `${part}/sealed`, summary: "The closed list with statements, this opener’s shares and the log’s proofs", action: "sealed.read" }, ({ actor, param }) => sealedView(world, place(param), actor.opener));
  endpoint(api, world, { method: "post", path: `${part}/close-additions`, summary: "Ask for bids the closed list left out to be added", action: "close.add", body: z.strictObject({ reason: Text }) }, async ({ actor, body, param, receivedAt }) => {
    const asked = await requestAddition(world, actor, place(param), body.reason, receivedAt);
    return asked.ok ? created(asked.value) : asked;
  });
  endpoint(api, world, { method: "post", path: `${part}/close-additions/:serial{[0-9]{1,4}}/approval`, summary: "Approve an addition to the closed list (another person)", action: "close.add", object: (param) => additionToApprove(world, place(param), Number(param("serial"))) },
    async ({ actor, param, receivedAt }) => settled(place(param), await approveRequestedAddition(world, actor, place(param), Number(param("serial")), receivedAt)));
  endpoint(api, world, { method: "post", path: `${part}/releases`, summary: "Release shares, signed", action: "release.give", bodyMax: RELEASE_MAX * 2, body: z.strictObject({ release: Base64(RELEASE_MAX), signature: Base64(16_384) }) },
    async ({ actor, body, param, receivedAt }) => settled(place(param), await giveRelease(world, actor, { ...place(param), release: body.release, signature: body.signature }, receivedAt)));
  endpoint(api, world, { method: "post", path: `${part}/bidder-keys`, summary: "Open by the bidder’s own key", action: "bidder-key.give", body: z.strictObject({ identity: z.string().regex(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/) }) },
    async ({ actor, body, param, receivedAt }) => settled(place(param), await giveBidderKey(world, actor, place(param), body.identity, receivedAt)));
  endpoint(api, world, { method: "post", path: `${part}/causes`, summary: "Decide why a bid did not open", action: "cause.decide", body: z.strictObject({ bidder: z.string().max(30), cause: z.enum(CAUSES), reason: Text }) },
    async ({ actor, body, param, receivedAt }) => settled(place(param), await decideCause(world, actor, place(param), body, receivedAt)));
  for (const [path, kind, action] of [["sign-ins", "sign-in", "hall.sign-in"], ["confirmations", "confirm", "hall.confirm"]] as const) {
    endpoint(api, world, { method: "post", path: `${part}/${path}`, summary: kind === "confirm" ? "Confirm the opening record" : "Sign in to the opening", action },
      async ({ actor, param, receivedAt }) => settled(place(param), await actInHall(world, actor, place(param), { kind, text: "" }, receivedAt)));
  }
  endpoint(api, world, { method: "post", path: `${part}/objections`, summary: "Object to the opening, on the spot", action: "hall.object", body: z.strictObject({ text: Text }) },
    async ({ actor, body, param, receivedAt }) => settled(place(param), await actInHall(world, actor, place(param), { kind: "object", text: body.text }, receivedAt)));
  endpoint(api, world, { method: "post", path: `${part}/answers`, summary: "Answer an objection, on the spot", action: "hall.answer", body: z.strictObject({ bidder: z.string().max(30), at: TimeBody, answer: Text }) },
    async ({ actor, body, param }) => settled(place(param), await answerInHall(world, actor, place(param), body)));
  endpoint(api, world, { method: "post", path: `${part}/record`, summary: "End the opening and make its record (E4)", action: "hall.host" },
    async ({ actor, param, receivedAt }) => settled(place(param), await finishOpening(world, actor, place(param), receivedAt)));
  endpoint(api, world, { method: "get", path: `${part}/opening`, summary: "The opening as anybody may see it", action: "anyone" }, ({ param }) => openingView(world, place(param)));
  handRoutes(api, world);
  disputeRoutes(api, world, { part, place });
}

type AtPart = { readonly part: string; readonly place: (param: (name: string) => string) => Place };

/** A close disputed by a receipt, and the supervisor's word on it. */
function disputeRoutes(api: Api, world: World, { part, place }: AtPart): void {
  endpoint(api, world, { method: "post", path: `${part}/disputes`, summary: "Dispute the close by a receipt of the exchange", action: "dispute.raise",
    body: z.strictObject({ statement: Base64(STATEMENT_MAX), signature: Base64(16_384), salt: Hex(16), receipt: z.string().max(8_192) }) }, async ({ actor, body, param, receivedAt }) => {
    const raised = await raiseDispute(world, actor, place(param), body, receivedAt);
    return raised.ok ? created(raised.value) : raised;
  });
  endpoint(api, world, { method: "get", path: `${part}/disputes`, summary: "The disputes over a close with their evidence", action: "dispute.decide" }, async ({ param }) => {
    const rows = await disputesOf(world.db, { exchangeId: world.exchange.id, ...place(param) });
    return ok({ body: { disputes: rows.map((row) => ({ ...disputeLine(row), bidder: row.bidder, statement: row.statement_sha256, file: base64(row.file), reason: row.reason, decision: row.decision === null ? null : base64(row.decision) })) } });
  });
  endpoint(api, world, { method: "post", path: `${part}/disputes/:serial{[0-9]{1,4}}/decision`, summary: "Uphold or reject a dispute, with the written reason", action: "dispute.decide",
    body: z.strictObject({ outcome: z.enum(["upheld", "rejected"]), reason: text(2_000) }) }, async ({ actor, body, param, receivedAt }) => {
    const decided = await decideDispute(world, actor, place(param), Number(param("serial")), body, receivedAt);
    if (!decided.ok) return decided;
    await settleAfterAct(world, param("tender"));
    return created(decided.value);
  });
}

/** What everybody may know of a dispute before the opening: not whose it is. */
const disputeLine = ({ serial, ground, sha256, raised_at, outcome }: DisputeRow) => ({ serial, ground, sha256, raisedAt: rfc3339(raised_at.getTime() as Instant), outcome });

/** Closes and openings by hand while the clock drifts. */
function handRoutes(api: Api, world: World): void {
  const lot = "/api/v1/tenders/:tender/lots/:lot/by-hand";
  const place = (param: (name: string) => string): LotPlace => ({ tenderId: param("tender"), lot: param("lot") });
  endpoint(api, world, { method: "post", path: lot, summary: "Ask for a close or an opening by hand while the clock drifts", action: "by-hand.order", body: z.strictObject({ act: z.enum(["close", "opening"]), reason: Text }) },
    async ({ actor, body, param, receivedAt }) => {
      const asked = await requestByHand(world, actor, place(param), body, receivedAt);
      return asked.ok ? created(asked.value) : asked;
    });
  endpoint(api, world, { method: "post", path: `${lot}/:serial{[0-9]{1,4}}/approval`, summary: "Approve a close or an opening by hand (another person)", action: "by-hand.order", object: (param) => orderToApprove(world, place(param), Number(param("serial"))) }, async ({ actor, param, receivedAt }) => {
    const approved = await approveByHand(world, actor, place(param), Number(param("serial")), receivedAt);
    if (!approved.ok) return approved;
    await settleAfterAct(world, param("tender"));
    return created(approved.value);
  });
}

/** What an opener's client verifies before it releases a byte (trust.md §1.5, 2b): statements, proofs, its own shares. */
async function sealedView(world: World, place: Place, opener: string | null): Promise<Result<Answer>> {
  const key = { exchangeId: world.exchange.id, ...place };
  const found = await liveOf(world.db, key);
  const releasing = releasingPart(await tenderById(world.db, world.exchange.id, place.tenderId), place, opener);
  if (!releasing.ok) return releasing;
  if (found === null) return refuse("hall-not-open");
  const part = releasing.value;
  const bids = [];
  for (const { row } of found.live) {
    const mine = shareFilesOf(row).find((each) => each.opener === opener);
    bids.push({
      idx: Number(row.idx), st: row.statement_sha256, salt: hex(row.salt), statement: base64(row.statement), signature: base64(row.signature),
      share: mine === undefined ? null : base64(mine.bytes), proof: await finalReceipt(world, row),
    });
  }
  const closes = await closesOf(world.db, key);
  const notes = await closeNotesOf(world.db, part);
  // Superseded bids and withdrawals too: the opener's tool judges by itself whose last word lives.
  const lodged = (await statementsOf(world.db, key)).flatMap((row) => (row.idx === null ? [] : [{ idx: Number(row.idx), salt: hex(row.salt), statement: base64(row.statement), signature: base64(row.signature) }]));
  return ok({ body: {
    exchange: world.exchange.origin, ...place, close: found.close, closes: closes.map((each) => ({ index: each.idx === null ? null : Number(each.idx), entry: base64(each.entry), list: each.list })),
    deadlineNote: notes.deadline, closingNote: notes.closing, bids, lodged, after: part.after,
  } });
}

/** The part being opened, for an opener of its lot alone: statements name the bidders. */
function releasingPart(tender: Tender | null, { lot, part }: Place, opener: string | null): Result<PartRow> {
  const row = tender?.allParts.find((each) => each.lot === lot && each.part === part);
  if (tender === null || row === undefined || row.close_outbox === null) return refuse("hall-not-open");
  if (opener === null || !lotOf(tender.form, lot).openers.includes(opener)) return refuse("opener-unknown", { opener: opener ?? "" });
  return row.state === "releasing" ? ok(row) : refuse("part-not-releasing", { part, state: row.state });
}

/** The hall's state: the list once it is closed, names and forms only when everything is decided. */
export async function openingView(world: World, place: Place): Promise<Result<Answer>> {
  const key = { exchangeId: world.exchange.id, ...place };
  const tender = await tenderById(world.db, world.exchange.id, place.tenderId);
  const part = tender?.allParts.find((each) => each.lot === place.lot && each.part === place.part);
  if (tender?.row.published_at == null || part === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}/${place.part}` });
  const found = await liveOf(world.db, key);
  if (found === null) return ok({ body: { state: part.state, deadline: rfc3339(part.deadline.getTime() as Instant), close: null } });
  const [openings, releases, acts, statements, disputes, notes] = await Promise.all([openingsOf(world.db, key), releasesOf(world.db, key), confirmationsOf(world.db, key), statementsOf(world.db, key), disputesOf(world.db, key), closeNotesOf(world.db, part)]);
  return ok({ body: {
    state: part.state, deadline: rfc3339(part.deadline.getTime() as Instant), objectionsUntil: part.objections_until === null ? null : rfc3339(part.objections_until.getTime() as Instant),
    deadlineNote: notes.deadline, closingNote: notes.closing, disputes: disputes.map(disputeLine), close: { sha256: found.close, list: found.live.map(({ row }) => ({ idx: Number(row.idx), st: row.statement_sha256 })) },
    windowUntil: part.window_until === null ? null : rfc3339(part.window_until.getTime() as Instant), decrypted: openings.length, of: found.live.length, releases: releases.map(({ opener, sha256 }) => ({ opener, sha256 })),
    ...(part.sung_at === null ? { results: null, acts: acts.filter(({ kind }) => kind === "sign-in").length, received: null } : { ...sungOut(part.opening, acts), received: statements.length }),
  } });
}

/** What everyone may see once the results are read out. */
const sungOut = (opening: Uint8Array | null, acts: Awaited<ReturnType<typeof confirmationsOf>>) => ({
  results: opening === null ? null : (JSON.parse(Buffer.from(opening).toString("utf8")) as unknown),
  acts: acts.map((each) => ({ bidder: each.bidder, kind: each.kind, text: each.text, answer: each.answer, at: rfc3339(each.at.getTime() as Instant) })),
});
