import { createHash } from "node:crypto";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { rfc3339, type Instant } from "../../src/kernel/time.js";
import { questionSha256 } from "../../src/questions/question.js";
import type { Papers } from "../../src/verify/bundle-layout.js";

/** The tender of the made-up bundles. */
export const TENDER = "T2026-000777";

/** The supervisor stops the lot, and lets it go on or never does; then the law may end it, of this order or of another. The bundle leaves the orders out, holds another reason, or misnumbers them. */
export type Ordered = { readonly resumed: boolean; readonly over?: "own" | "other"; readonly hidden?: boolean; readonly rewritten?: boolean; readonly serial?: number };
type Given = { readonly papers: NonNullable<Papers["orders"]>; readonly index: { readonly orders?: number[] } };

/** Gives the orders. @param log puts an entry into the log and gives its index */
export function giveOrders(exchange: string, at: Instant, ordered: Ordered | undefined, log: (body: { readonly kind: string; readonly sha256: string }) => number, over: (order: string) => void): Given {
  if (ordered === undefined) return { papers: [], index: {} };
  const papers = (ordered.resumed ? ["suspend", "resume"] : ["suspend"]).map((kind, place) => {
    const file = (reason: string) => canonical({ v: "lot-order/1", exchange, tender: TENDER, lot: "1", serial: ordered.serial ?? place + 1, kind, reason: [reason], orderedAt: rfc3339(at) });
    const json = file("核查举报");
    return { idx: log({ kind, sha256: createHash("sha256").update(json).digest("hex") }), json: ordered.rewritten === true ? file("另有原因") : json };
  });
  if (ordered.over !== undefined) over(ordered.over === "own" ? createHash("sha256").update(papers[0]?.json ?? "").digest("hex") : "00".repeat(32));
  return ordered.hidden === true ? { papers: [], index: {} } : { papers, index: { orders: papers.map(({ idx }) => idx) } };
}

/** Two questions are taken and one is answered: with the text that was asked or another, once or twice, counted as they came or too many. */
export type AskedHere = { readonly rewritten?: boolean; readonly twice?: boolean; readonly boasted?: boolean };

/** Asks and answers. @param log puts a question into the log @returns what the clarification's JSON says */
export function answerQuestions(exchange: string, { rewritten, twice, boasted }: AskedHere, log: (body: { readonly sha256: string }) => number): Json {
  const asked = (text: string) => ({ about: "documents" as const, ticket: createHash("sha256").update(text).digest("hex"), text: [text] });
  const named = (text: string): string => questionSha256({ exchange, tender: TENDER, ...asked(text) });
  for (const text of ["工期如何计算？", "是否接受联合体？"]) log({ sha256: named(text) });
  const answer = { ...asked("工期如何计算？"), ...(rewritten === true ? { text: ["质量要求是什么？"] } : {}), sha256: named("工期如何计算？"), answer: ["按日历天计算。"] };
  return { type: "clarification", terms: { v: "clarification/1", lots: ["1"], reconfirm: false, questions: { received: boasted === true ? 3 : 2, answered: 1, here: twice === true ? [answer, answer] : [answer] } } };
}
