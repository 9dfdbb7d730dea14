import { ROLE_NAMES, type Role } from "../identity/actor.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { ENDED_STAGES, type Stage } from "../procedure/procedure.js";

/** A bid of the organisation in one lot: where the lot stands, and what its newest statement of each part is. */
export type BidHeld = { readonly tender: string; readonly lot: string; readonly stage: Stage; readonly winner: string | null; readonly kinds: readonly ("bid" | "withdraw" | "confirm")[] };
export type LotHeld = { readonly tender: string; readonly lot: string; readonly stage: Stage };

/** What an organisation has begun here and might not have ended. */
export type Begun = {
  readonly uscc: string;
  readonly bids: readonly BidHeld[];
  /** Lots of its own tenders. */
  readonly lots: readonly LotHeld[];
  /** Lots for which a guarantee of it is out. */
  readonly guarantees: readonly string[];
  /** Mandates that it gave or took and nobody ended or declined, and that are not over. */
  readonly mandates: readonly string[];
  /** Offices of its people that it did not register itself: who keeps keys of openings, supervises or notarises is let go by whoever gave the office. */
  readonly given: readonly Role[];
};

/** Stages in which a lot asks nothing more of anybody. */
const isSettled = (stage: Stage): boolean => ENDED_STAGES.has(stage) || stage === "archived";
/** From the contract on a bid that lost binds nobody (招标投标法实施条例 57: both sides are free when it is signed). */
const AFTER_CONTRACT: ReadonlySet<Stage> = new Set<Stage>(["contracted", "contract_announced", "reported", "archived"]);
const lotName = ({ tender, lot }: Pick<LotHeld, "tender" | "lot">): string => `${tender}/${lot}`;

/** Whether a bid still binds its firm: it was not withdrawn, its lot is not over, and it won or may yet win. */
const binds = ({ stage, winner, kinds }: BidHeld, uscc: string): boolean =>
  kinds.some((kind) => kind !== "withdraw") && !isSettled(stage) && (winner === uscc || !AFTER_CONTRACT.has(stage));

const KINDS = [
  ["未结束的投标", "bids that stand", ({ bids, uscc }: Begun) => bids.filter((bid) => binds(bid, uscc)).map(lotName)],
  ["进行中的项目", "tenders of its own", ({ lots }: Begun) => lots.filter(({ stage }) => stage !== "draft" && !isSettled(stage)).map(lotName)],
  ["未退还的投标保证", "guarantees that are out", ({ guarantees }: Begun) => guarantees],
  ["未终止的委托", "mandates that run", ({ mandates }: Begun) => mandates],
  ["交易中心或者主管部门授予的身份", "offices given by others", ({ given }: Begun, word: "zh" | "en") => given.map((role) => ROLE_NAMES[role][word])],
] as const;

/** Whether an organisation may close its account: nothing of it runs any more. What it began stays as it was. */
export function decideLeaving(begun: Begun): Result<true> {
  const [held, heldEn] = [saidIn(begun, "zh"), saidIn(begun, "en")];
  return held === "" ? ok(true) : refuse("organisation-tied", { held, heldEn });
}

const MARKS = { zh: { open: "（", and: "、", close: "）", next: "；" }, en: { open: " (", and: ", ", close: ")", next: "; " } } as const;

/** What runs, by kind, each lot once; empty: nothing does. */
function saidIn(begun: Begun, word: "zh" | "en"): string {
  const marks = MARKS[word];
  const running = KINDS.map(([zh, en, of]) => ({ kind: { zh, en }[word], names: [...new Set(of(begun, word))].sort() })).filter(({ names }) => names.length > 0);
  return running.map(({ kind, names }) => `${kind}${marks.open}${names.join(marks.and)}${marks.close}`).join(marks.next);
}
