import { z } from "@hono/zod-openapi";
import { settleAfterAct } from "../jobs/keep-deadlines.js";
import { type Action } from "../identity/can.js";
import { recordAct } from "../audit/use-cases/record.js";
import { DECLARED_GROUNDS } from "../bidding/void.js";
import { Bidder, InputsBody, Line } from "../judging/inputs.js";
import { WayChangeBody, WayFindingBody } from "../judging/way-change.js";
import { AcceptanceBody } from "../judging/acceptance.js";
import { acceptContract } from "../judging/use-cases/accept-contract.js";
import { announceContract } from "../judging/use-cases/announce.js";
import { determineByPrice } from "../judging/use-cases/determine-by-price.js";
import { determineWinner, publishCandidates } from "../judging/use-cases/award.js";
import { fileReport, signContract, terminateLot } from "../judging/use-cases/contract.js";
import { sendNotices } from "../judging/use-cases/letters.js";
import { signSheet, type Place } from "../judging/use-cases/panel.js";
import { rejectBid } from "../judging/use-cases/reject.js";
import { TieDrawBody } from "../judging/tie-draw.js";
import { changeWay, findOnWay } from "../judging/use-cases/change-way.js";
import { drawTies } from "../judging/use-cases/draw-ties.js";
import { finishPrequalification, signReview, writeReview } from "../judging/use-cases/prequalify.js";
import { reviewQualification } from "../judging/use-cases/qualify.js";
import { enterInputs, rejectAll, submitReport } from "../judging/use-cases/report.js";
import { signReport } from "../judging/use-cases/sign-report.js";
import { voidLot } from "../judging/use-cases/void.js";
import { parseMoney } from "../kernel/money.js";
import { must, ok, refuse, type Result } from "../kernel/result.js";
import { wordsOf, type Refusal } from "../kernel/refusal.js";
import { day, type PlainDate } from "../kernel/time.js";
import { FileName, MoneyBody, TimeBody } from "../tenders/form.js";
import { scanned } from "../storage/antivirus.js";
import type { World } from "../world.js";
import { actedBy, document, endpoint, inOffice, type Answer, type Api, type Asked } from "./endpoint.js";
import { problem } from "./problem.js";
import { contentOf, sendStripped, sendUserFile } from "./user-file.js";
import { Base64, created } from "./tenders.js";
import { wayView } from "./views/way.js";
import { evaluationView, panelFile, panelView, qualificationFile, qualificationView, reviewView, tieDrawView } from "./views/judging.js";

const SHEET_MAX = 1_048_576;
const OPINION_MAX = 65_536;
const INPUTS_BYTES_MAX = 4 * 1_048_576;
export const LOT = "/api/v1/tenders/:tender/lots/:lot";
const DayBody = z.string().refine(isDay, "write a day: 2026-12-18").transform((text) => day(text));
const RemarksBody = {
  beforeContract: z.array(Line(500)).max(20).default([]),
  /** Taken once from the chair, who no longer speaks for others: what stands here is refused. */
  dissent: z.array(z.strictObject({ member: Line(100), text: Line(2_000) })).max(20).default([]),
};

function isDay(text: string): boolean {
  try {
    return day(text) !== ("" as PlainDate);
  } catch {
    return false;
  }
}

/** A broken duty that did not stop the act, in both languages. */
const warned = (warnings: readonly Refusal[]) => warnings.map((each) => ({ code: each.code, facts: each.facts, zh: wordsOf(each, "zh"), en: wordsOf(each, "en") }));

type Param = (name: string) => string;
export const placeOf = (param: Param): Place => ({ tenderId: param("tender"), lot: param("lot") });

/** Answers an act on a lot after the exchange has done what it owes next. */
export const settling = (world: World) => async <Value extends object>(param: Param, result: Result<Value>): Promise<Result<Answer>> => {
  if (!result.ok) return result;
  await settleAfterAct(world, param("tender"));
  return created("warnings" in result.value ? { ...result.value, warnings: warned(result.value.warnings as readonly Refusal[]) } : result.value);
};

/** Judging and award: the committee's room, then what the tenderer does with its report. */
export function judgingRoutes(api: Api, world: World): void {
  panelRoutes(api, world);
  prequalificationRoutes(api, world);
  reportRoutes(api, world);
  awardRoutes(api, world);
  contractRoutes(api, world);
}

const FindingsBody = z.strictObject({ results: z.array(z.strictObject({
  applicant: Bidder, items: z.array(z.strictObject({ id: z.string().max(64), met: z.boolean(), finding: z.string().max(0).or(Line(600)) })).min(1).max(60),
  points: z.array(z.strictObject({ criterion: z.string().max(64), points: z.string().max(24) })).max(40).default([]),
})).min(1).max(500) });

/** The committee reviews the applications: entered by the chair, signed by all, submitted with the letters (条例 18, 19). */
function prequalificationRoutes(api: Api, world: World): void {
  const settled = settling(world);
  const path = `${LOT}/prequalification`;
  endpoint(api, world, { method: "get", path, summary: "The review of the applications, as its committee sees it", action: "applications.review" },
    async ({ actor, param }) => reviewView(world, actor, placeOf(param)));
  endpoint(api, world, { method: "put", path, summary: "Enter how every applicant is found (the chair)", action: "applications.review", bodyMax: INPUTS_BYTES_MAX, body: FindingsBody },
    async ({ actor, body, param, receivedAt }) => settled(param, await writeReview(world, actor, placeOf(param), body.results, receivedAt)));
  endpoint(api, world, { method: "post", path: `${path}/signatures`, summary: "Sign the review", action: "applications.review", body: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), signature: Base64(16_384) }) },
    async ({ actor, body, param, receivedAt }) => settled(param, await signReview(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${path}/result`, summary: "Submit the signed review: letters to all applicants (the chair)", action: "applications.review" },
    async ({ actor, param, receivedAt }) => settled(param, await finishPrequalification(world, actor, placeOf(param), receivedAt)));
}

const SheetBody = z.strictObject({ sheet: Base64(SHEET_MAX), signature: Base64(16_384).optional() });
const BY_ACT = { words: "没有另附证书签名时签名 signed where no certificate signed the sheet", holds: ({ body }: Asked<z.infer<typeof SheetBody>>) => Promise.resolve(body.signature === undefined) };

function panelRoutes(api: Api, world: World): void {
  const settled = settling(world);
  endpoint(api, world, { method: "post", path: `${LOT}/qualification`, summary: "Review who qualifies, before the committee sits (87号令 44)", action: "qualification.review",
    body: z.strictObject({ results: z.array(z.strictObject({ bidder: Bidder, qualified: z.boolean(), clause: z.string().max(0).or(Line(100)), finding: z.string().max(0).or(Line(600)) })).min(1).max(500) }) },
  async ({ actor, body, param, receivedAt }) => settled(param, await reviewQualification(world, actor, placeOf(param), body.results, receivedAt)));
  endpoint(api, world, { method: "get", path: `${LOT}/qualification`, summary: "Whose qualification is reviewed, with the files of each opened bid (87号令 44)", action: "qualification.review" }, async ({ actor, param }) => {
    const seen = await qualificationView(world, actor, placeOf(param));
    return seen.ok ? ok({ body: seen.value }) : seen;
  });
  bidFileRoute(api, world, { path: `${LOT}/qualification/files/:st{[0-9a-f]{64}}/:ordinal{[0-9]{1,4}}`, action: "qualification.review", summary: "A file of an opened bid, for the review of qualification", find: qualificationFile });
  endpoint(api, world, { method: "get", path: `${LOT}/panel`, summary: "The committee’s room: opened bids, criteria, the sheet to sign", action: "panel.read" },
    async ({ actor, param }) => panelView(world, actor, placeOf(param)));
  endpoint(api, world, { method: "post", path: `${LOT}/sheets`, summary: "Sign a scoring sheet: by a certificate (`signature`), or by the signature of this very request (a passkey)", action: "panel.score", bodyMax: SHEET_MAX * 2, signedWhen: BY_ACT, body: SheetBody },
    async ({ actor, body, param, receivedAt }) => settled(param, await signSheet(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/opinions`, summary: "Sign the result, or one’s own dissent with its reasons (条例 53, 87号令 61)", action: "panel.score", body: z.strictObject({ opinion: Base64(OPINION_MAX), signature: Base64(16_384) }) },
    async ({ actor, body, param, receivedAt }) => settled(param, await signReport(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/rejections`, summary: "Reject a bid on a ground that the law behind the method closes (条例 51, 87号令 63)", action: "panel.reject",
    body: z.strictObject({ bidder: Bidder, ground: z.string().max(40), clause: z.string().max(0).or(Line(100)), finding: z.string().max(0).or(Line(600)) }) },
  async ({ actor, body, param, receivedAt }) => settled(param, await rejectBid(world, actor, placeOf(param), body, receivedAt)));
  bidFileRoute(api, world, { path: `${LOT}/panel/files/:st{[0-9a-f]{64}}/:ordinal{[0-9]{1,4}}`, action: "panel.read", summary: "A file of an opened bid", find: panelFile });
}

type FileSpec = { readonly path: string; readonly action: Action; readonly summary: string; readonly find: typeof panelFile };

/** A file of an opened bid as bytes, never as something a browser would run, and not before the scanner has seen it, and of a blind bid without who made it; who fetched it is kept. */
function bidFileRoute(api: Api, world: World, { path, action, summary, find }: FileSpec): void {
  document(api, { method: "get", path, summary, action });
  api.get(path, async (c) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, action);
    if (!may.ok) return problem(c, may.refusal, at);
    const param = (name: string): string => c.req.param(name) ?? "";
    const file = await find(world, may.value, placeOf(param), { st: param("st"), ordinal: Number(param("ordinal")) });
    await recordAct(world.db, world.exchange.id, { at, ...actedBy(c), action, object: c.req.path, outcome: file.ok ? "200" : file.refusal.code });
    if (!file.ok) return problem(c, file.refusal, at);
    const { name, sha256, size, isBlind } = file.value;
    const clean = await scanned(world.antivirus, name, () => contentOf(world, file.value));
    if (!clean.ok) return problem(c, clean.refusal, at);
    if (!isBlind) return sendUserFile(c, world, { name, sha256, size, mediaType: "application/octet-stream", cache: "private, no-store" });
    const sent = await sendStripped(c, world, { name, sha256, size });
    return sent.ok ? sent.value : problem(c, sent.refusal, at);
  });
}

/** The chair speaks for the committee and for itself: a dissent comes from the member who holds it, signed. */
function ownWords<Given extends { readonly dissent: readonly { readonly member: string }[] }>({ dissent, ...remarks }: Given): Result<Omit<Given, "dissent">> {
  const [other] = dissent;
  return other === undefined ? ok(remarks) : refuse("dissent-not-signed", { member: other.member });
}

function reportRoutes(api: Api, world: World): void {
  const settled = settling(world);
  endpoint(api, world, { method: "put", path: `${LOT}/evaluation-inputs`, summary: "Enter k, credit scores, prices as written, adjustments, what firms are, brands, findings on low prices, the draw between equals", action: "panel.report", bodyMax: INPUTS_BYTES_MAX, body: InputsBody },
    async ({ actor, body, param, receivedAt }) => {
      const entered = await enterInputs(world, actor, placeOf(param), body, receivedAt);
      return entered.ok ? ok({ body: entered.value }) : entered;
    });
  endpoint(api, world, { method: "get", path: `${LOT}/tie-draw`, summary: "Between whom the purchaser has to draw, and what it drew (87号令 31, 68)", action: "ties.draw" }, async ({ actor, param }) => {
    const seen = await tieDrawView(world, actor, placeOf(param));
    return seen.ok ? ok({ body: seen.value }) : seen;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/tie-draw`, summary: "Record the purchaser’s draw between equal bids", action: "ties.draw", body: TieDrawBody },
    async ({ actor, body, param, receivedAt }) => settled(param, await drawTies(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/report`, summary: "Submit the evaluation report (E5)", action: "panel.report", body: z.strictObject(RemarksBody) },
    async ({ actor, body, param, receivedAt }) => {
      const own = ownWords(body);
      return own.ok ? settled(param, await submitReport(world, actor, placeOf(param), own.value, receivedAt)) : own;
    });
  endpoint(api, world, { method: "post", path: `${LOT}/rejection-of-all`, summary: "Reject all bids (12号令 27)", action: "panel.report", body: z.strictObject({ ...RemarksBody, competitionLacking: Line(2_000).nullable() }) },
    async ({ actor, body: { competitionLacking, ...remarks }, param, receivedAt }) => {
      const own = ownWords(remarks);
      return own.ok ? settled(param, await rejectAll(world, actor, placeOf(param), { lacking: competitionLacking, remarks: own.value }, receivedAt)) : own;
    });
  endpoint(api, world, { method: "get", path: `${LOT}/evaluation`, summary: "Method, totals with their trees and the ranking, once the candidates, or the result, are published", action: "anyone" },
    async ({ c, param }) => evaluationView(world, c.get("reader"), placeOf(param)));
}

function awardRoutes(api: Api, world: World): void {
  const settled = settling(world);
  endpoint(api, world, { method: "post", path: `${LOT}/candidates`, summary: "Publish the candidates (E7)", action: "candidates.publish", body: z.strictObject({ until: TimeBody.nullable().default(null) }) },
    async ({ actor, body, param, receivedAt }) => settled(param, await publishCandidates(world, actor, placeOf(param), body.until, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/award`, summary: "Determine the winner", action: "award.decide", body: z.strictObject({ rank: z.int().min(1).max(9), reason: z.string().max(0).or(Line(1_000)) }) },
    async ({ actor, body, param, receivedAt }) => settled(param, await determineWinner(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/award-by-price`, summary: "Determine the winner of a grant by the highest price, or find that no bid stands (39号令 13)", action: "award.decide" },
    async ({ actor, param, receivedAt }) => settled(param, await determineByPrice(world, actor, placeOf(param), receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/letters`, summary: "Send the letters to all at one moment (E10, E11, E8)", action: "award.notify" },
    async ({ actor, param, receivedAt }) => settled(param, await sendNotices(world, actor, placeOf(param), receivedAt)));
}

function contractRoutes(api: Api, world: World): void {
  const settled = settling(world);
  endpoint(api, world, { method: "post", path: `${LOT}/contract`, summary: "Record the signed contract", action: "contract.record",
    body: z.strictObject({ price: MoneyBody, signedOn: DayBody.nullable().default(null), performanceBond: MoneyBody.nullable().default(null) }) }, async ({ actor, body, param, receivedAt }) => {
    const given = { price: must(parseMoney(body.price)), signedOn: body.signedOn, performanceBond: body.performanceBond === null ? null : must(parseMoney(body.performanceBond)) };
    return settled(param, await signContract(world, actor, placeOf(param), given, receivedAt));
  });
  endpoint(api, world, { method: "post", path: `${LOT}/contract-notice`, summary: "Announce the contract (E12)", action: "contract.announce",
    body: z.strictObject({ number: Line(100), name: Line(200), subject: Line(1_000), quantity: Line(200), term: Line(200), place: Line(200), text: FileName.nullable().default(null), withheld: Line(1_000).nullable().default(null) }) },
  async ({ actor, body, param, receivedAt }) => settled(param, await announceContract(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/acceptances`, summary: "Record what was accepted of the contract, with the hash of its record", action: "acceptance.record", body: AcceptanceBody }, async ({ actor, body, param, receivedAt }) => {
    const kept = await acceptContract(world, actor, placeOf(param), body, receivedAt);
    return kept.ok ? created(kept.value) : kept;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/written-report`, summary: "File the written report with the supervisor", action: "report.file" },
    async ({ actor, param, receivedAt }) => settled(param, await fileReport(world, actor, placeOf(param), receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/void`, summary: "Declare a procurement void on a ground of the law (政府采购法 36)", action: "tender.void",
    body: z.strictObject({ ground: z.enum(DECLARED_GROUNDS), cannotPay: z.boolean().default(false), reason: Line(2_000) }) }, async ({ actor, body, param, receivedAt }) => settled(param, await voidLot(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "get", path: `${LOT}/way`, summary: "What experts found of a lot that ended for too few suppliers, and the way that was then allowed", action: "way.read" }, async ({ actor, param }) => {
    const seen = await wayView(world, actor, placeOf(param));
    return seen.ok ? ok({ body: seen.value }) : seen;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/way-finding`, summary: "Record what named experts found of documents and procedure (87号令 43; 74号令 28)", action: "way.change", body: WayFindingBody },
    async ({ actor, body, param, receivedAt }) => settled(param, await findOnWay(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/way-change`, summary: "Record the other way that the finance department allowed", action: "way.change", body: WayChangeBody },
    async ({ actor, body, param, receivedAt }) => settled(param, await changeWay(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/termination`, summary: "Terminate the tender of a lot (条例 31)", action: "tender.terminate", body: z.strictObject({ reason: Line(2_000), ground: z.string().max(40).nullable().default(null), progress: Line(2_000).nullable().default(null) }) },
    async ({ actor, body, param, receivedAt }) => settled(param, await terminateLot(world, actor, placeOf(param), body, receivedAt)));
}
