import { ok, refuse, type Result } from "../kernel/result.js";

/** The only grounds on which a committee rejects a bid (招标投标法实施条例 51), in the order of the article. */
export const REJECTION_GROUNDS = {
  "not-signed": { zh: "投标文件未经投标单位盖章和单位负责人签字", en: "neither stamped by the bidder nor signed by its head", article: "实施条例 51(1)" },
  "no-consortium-agreement": { zh: "投标联合体没有提交共同投标协议", en: "a consortium without its agreement", article: "实施条例 51(2)" },
  "not-qualified": { zh: "投标人不符合国家或者招标文件规定的资格条件", en: "the bidder does not qualify", article: "实施条例 51(3)" },
  "two-bids": { zh: "同一投标人提交两个以上不同的投标文件或者投标报价（招标文件要求提交备选投标的除外）", en: "two different bids or prices of one bidder, unless alternatives were asked for", article: "实施条例 51(4)" },
  "price-out-of-bounds": { zh: "投标报价低于成本或者高于招标文件设定的最高投标限价", en: "a price below cost or above the ceiling", article: "实施条例 51(5)" },
  "not-responsive": { zh: "投标文件没有对招标文件的实质性要求和条件作出响应", en: "no response to the substantive requirements", article: "实施条例 51(6)" },
  "unlawful-conduct": { zh: "投标人有串通投标、弄虚作假、行贿等违法行为", en: "collusion, fraud or bribery", article: "实施条例 51(7)" },
} as const;

export type RejectionGround = keyof typeof REJECTION_GROUNDS;

/** A rejection cites its ground, the clause of the tender documents and what was found. */
export type Rejection = { readonly ground: RejectionGround; readonly clause: string; readonly finding: string };

/** Checks that a rejection stands on one of the seven grounds, with clause and finding. */
export function checkRejection(given: { readonly ground: string; readonly clause: string; readonly finding: string }): Result<Rejection> {
  const { ground, clause, finding } = given;
  if (!isGround(ground)) return refuse("rejection-ground", { ground: ground.slice(0, 40) });
  if (clause.trim() === "") return refuse("rejection-clause");
  if (finding.trim() === "") return refuse("rejection-finding");
  return ok({ ground, clause: clause.trim(), finding: finding.trim() });
}

const isGround = (text: string): text is RejectionGround => Object.hasOwn(REJECTION_GROUNDS, text);
