import { z } from "zod";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { findingsIn } from "./findings.js";
import type { Criterion, Sheet } from "./sheet.js";

type Words = { readonly zh: string; readonly en: string };

/**
 * Why a signed score may be given again before the report. Law: 87号令 64 (3), (4); for works 发改法规规〔2022〕1117号 (七), which names the same two among what is
 * put right by a recheck. Sums and full points, its (1) and (2), are the exchange's own arithmetic and cannot be wrong in a sheet.
 */
export const RECHECK_GROUNDS = {
  "objective-differs": { zh: "各评委对客观评审因素评分不一致", en: "members differ on an objective criterion" },
  "outlier": { zh: "经评标委员会认定评分畸高、畸低", en: "the committee finds the score far too high or low" },
} as const satisfies Readonly<Record<string, Words>>;
export type RecheckGround = keyof typeof RECHECK_GROUNDS;

/** Why a member does not go on. Law: 条例 48; 87号令 49. */
export const LEAVING_GROUNDS = {
  "conflict": { zh: "存在应当回避的事由", en: "must avoid the tender" },
  "absent": { zh: "擅离职守或者临时缺席", en: "left the post or stays away" },
  "health": { zh: "健康原因", en: "health" },
  "misconduct": { zh: "违反评标纪律", en: "misconduct" },
} as const satisfies Readonly<Record<string, Words>>;
export type LeavingGround = keyof typeof LEAVING_GROUNDS;

/** One score of a sheet. */
export type Item = { readonly bidder: string; readonly criterion: string };

/** What happened; `expert` is the member's label. `kept`: the committee looked at a score that stands out and it stays; a later sheet with another score is looked at again. */
export type Change =
  | { readonly kind: "reopened"; readonly expert: string; readonly ground: RecheckGround; readonly items: readonly Item[]; readonly reason: string }
  | { readonly kind: "kept"; readonly expert: string; readonly item: Item; readonly score: string; readonly reason: string }
  | { readonly kind: "left"; readonly expert: string; readonly ground: LeavingGround; readonly reason: string }
  | { readonly kind: "joined"; readonly expert: string; readonly instead: string }
  | { readonly kind: "chair"; readonly expert: string };

/** A change as its file fixes it; `at` as RFC 3339, `salt` random, so that the logged hash tells nobody which score of whom was looked at. */
export type PanelChange = { readonly v: "panel-change/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly serial: number; readonly at: string; readonly salt: string } & Change;

export const changeBytes = (change: PanelChange): Uint8Array<ArrayBuffer> => canonical(change);

const item = z.strictObject({ bidder: z.string(), criterion: z.string() });
const common = { v: z.literal("panel-change/1"), exchange: z.string(), tender: z.string(), lot: z.string(), serial: z.int().min(1), at: z.string(), salt: z.string().regex(/^[0-9a-f]{64}$/), expert: z.string() };
const SHAPE = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("reopened"), ground: z.enum(keysOf<RecheckGround>(RECHECK_GROUNDS)), items: z.array(item).min(1), reason: z.string() }),
  z.strictObject({ ...common, kind: z.literal("kept"), item, score: z.string(), reason: z.string() }),
  z.strictObject({ ...common, kind: z.literal("left"), ground: z.enum(keysOf<LeavingGround>(LEAVING_GROUNDS)), reason: z.string() }),
  z.strictObject({ ...common, kind: z.literal("joined"), instead: z.string() }),
  z.strictObject({ ...common, kind: z.literal("chair") }),
]);

/** A change from its file; null where the bytes are none. */
export function readChange(bytes: Uint8Array): PanelChange | null {
  try {
    const read = SHAPE.safeParse(parseCanonical(bytes));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Who does not go on: nothing they signed counts. Law: 条例 48; 87号令 49. */
export const leftIn = (changes: readonly Change[]): ReadonlySet<string> => new Set(changes.flatMap((each) => (each.kind === "left" ? [each.expert] : [])));

/** Seats that nobody took yet, by the label of who left. */
export function vacantIn(changes: readonly Change[]): string[] {
  const taken = new Set(changes.flatMap((each) => (each.kind === "joined" ? [each.instead] : [])));
  return [...leftIn(changes)].filter((label) => !taken.has(label));
}

/** Who sits now, with the chair where it went to another. */
export function sittingIn<Member extends { readonly label: string; readonly chair: boolean }>(members: readonly Member[], changes: readonly Change[]): Member[] {
  const left = leftIn(changes);
  const chair = changes.findLast(({ kind }) => kind === "chair")?.expert;
  return members.filter(({ label }) => !left.has(label)).map((each) => ({ ...each, chair: chair === undefined ? each.chair : each.label === chair }));
}

/** Which of a member's sheets is due, counted from 1: one more for each time it was opened again. */
export const serialOf = (label: string, changes: readonly Change[]): number => 1 + changes.filter((each) => each.kind === "reopened" && each.expert === label).length;

/** The sheets that count: the one that is due of each member who still sits. */
export function standingIn<Kept extends { readonly label: string; readonly serial: number }>(sheets: readonly Kept[], changes: readonly Change[]): Kept[] {
  const left = leftIn(changes);
  return sheets.filter(({ label, serial }) => !left.has(label) && serial === serialOf(label, changes));
}

/** The scores a member was asked to give again; null where its sheet was never opened again. */
export function reopenedItems(label: string, changes: readonly Change[]): readonly Item[] | null {
  const last = changes.findLast((each) => each.kind === "reopened" && each.expert === label);
  return last?.kind === "reopened" ? last.items : null;
}

const isSame = (left: Item, right: Item): boolean => left.bidder === right.bidder && left.criterion === right.criterion;

/** A sheet that is signed again differs from the one before in the scores that were opened, and in nothing else; null where it does. */
export function strayIn(before: Pick<Sheet, "scores">, after: Pick<Sheet, "scores">, items: readonly Item[]): Item | null {
  for (const { bidder, items: rows } of after.scores) {
    const earlier = before.scores.find((each) => each.bidder === bidder)?.items ?? [];
    const stray = rows.find((row, at) => !items.some((each) => isSame(each, { bidder, criterion: row.criterion })) && (earlier[at]?.score !== row.score || earlier[at].reason !== row.reason));
    if (stray !== undefined) return { bidder, criterion: stray.criterion };
  }
  return null;
}

/** The evaluation as a recheck finds it. `sheets` are those that stand; `bidders` those that are not rejected. */
export type Recheck = { readonly sheets: readonly Sheet[]; readonly changes: readonly Change[]; readonly criteria: readonly Criterion[]; readonly bidders: readonly string[] };

const sheetOf = ({ sheets }: Recheck, expert: string): Sheet | undefined => sheets.find((each) => each.expert === expert);
const scoreIn = (sheet: Sheet, { bidder, criterion }: Item): string | undefined => sheet.scores.find((each) => each.bidder === bidder)?.items.find((each) => each.criterion === criterion)?.score;

/** Whether scores of a signed sheet may be given again: all sheets are signed, the scores are there, and on an objective ground the members really differ. */
export function decideReopen(recheck: Recheck, asked: { readonly expert: string; readonly ground: RecheckGround; readonly items: readonly Item[]; readonly reason: string }): Result<Change> {
  const sheet = sheetOf(recheck, asked.expert);
  if (sheet === undefined) return refuse("sheet-not-signed", { member: asked.expert.slice(0, 8) });
  const unknown = asked.items.find((each) => scoreIn(sheet, each) === undefined);
  if (unknown !== undefined) return refuse("sheet-score", { bidder: unknown.bidder, where: unknown.criterion });
  const found = findingsIn(recheck);
  const alike = asked.ground === "objective-differs" ? asked.items.find((each) => !found.some((finding) => finding.kind === "objective-differs" && isSame(finding, each))) : undefined;
  return alike === undefined ? ok({ kind: "reopened", ...asked }) : refuse("objective-scores-agree", { bidder: alike.bidder, criterion: titleIn(recheck, alike.criterion) });
}

/** Whether a score that stands out may stay: only what was found is looked at. */
export function decideKeep(recheck: Recheck, asked: { readonly expert: string; readonly item: Item; readonly reason: string }): Result<Change> {
  const found = unsettledIn(recheck).find((each) => each.kind === "outlier" && each.expert === asked.expert && isSame(each, asked.item));
  return found?.kind === "outlier" ? ok({ kind: "kept", ...asked, score: found.score }) : refuse("score-not-found-odd", { member: asked.expert.slice(0, 8), criterion: titleIn(recheck, asked.item.criterion) });
}

const titleIn = ({ criteria }: Recheck, id: string): string => criteria.find((each) => each.id === id)?.title ?? id;

/** What was found and neither given again nor said to stay: until it is, neither prices are opened nor is a report made. */
export const unsettledIn = (recheck: Recheck): ReturnType<typeof findingsIn> =>
  findingsIn(recheck).filter((each) => each.kind === "objective-differs" || !recheck.changes.some((change) => change.kind === "kept" && change.expert === each.expert && isSame(change.item, each) && change.score === each.score));

/** Refuses while something found is not settled. */
export function settledIn(recheck: Recheck): Result<true> {
  const [first] = unsettledIn(recheck);
  if (first === undefined) return ok(true);
  const facts = { bidder: first.bidder, criterion: titleIn(recheck, first.criterion) };
  return first.kind === "objective-differs" ? refuse("objective-scores-differ", facts) : refuse("score-stands-out", { ...facts, member: first.expert.slice(0, 8), score: first.score, others: first.others });
}
