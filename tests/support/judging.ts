import { askedBytes } from "../../src/judging/bid-questions.js";
import { base64 } from "../../src/kernel/bytes.js";
import { HOUR_MS, plusMs, rfc3339 } from "../../src/kernel/time.js";
import { opinionBytes, type Opinion } from "../../src/judging/opinion.js";
import { sheetBytes, type Sheet } from "../../src/judging/sheet.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import type { TestTown } from "./town.js";

/** Five members, four of them experts; the first is the chair. */
export const SEATS = [1, 2, 3, 4, 5].map((each) => ({ actor: `committee-${String(each)}`, kind: each === 5 ? "representative" : "expert", chair: each === 1 }));

const APPOINTMENT = { ground: "complex", reason: "隧道盾构专业，库内同专业专家不足以胜任", consent: { office: "晨光市财政局", document: "晨财采〔2026〕48号 关于同意自行选定评审专家的函" } };
/** Records that the experts of a lot are appointed without a draw. */
export const appoint = (town: TestTown, tender: string, lot = "1"): Promise<Record<string, unknown>> => town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/lots/${lot}/appointment`, APPOINTMENT);

/** Seats a committee of five, its experts appointed: the tests of the draw draw theirs. */
export async function seat(town: TestTown, tender: string): Promise<Record<string, unknown>> {
  await appoint(town, tender);
  return enterCommittee(town, tender);
}

/** Seats a committee of five whose experts were drawn, or appointed before. */
export const enterCommittee = (town: TestTown, tender: string): Promise<Record<string, unknown>> => town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/lots/1/committee`, { members: SEATS });

/** Every member who has not signed, or those that are named, signs a sheet with the same scores: by bidder, one score for each criterion in order. */
export async function signSheets(town: TestTown, tender: string, scores: Readonly<Record<string, readonly string[]>>, members: readonly string[] = SEATS.map(({ actor }) => actor)): Promise<void> {
  for (const actor of members) {
    const { sheet, signed } = (await town.done(actor, "GET", `/api/v1/tenders/${tender}/lots/1/panel`)) as { sheet: Sheet; signed: unknown[] };
    if (signed.length > 0) continue;
    const filled: Sheet = { ...sheet, scores: sheet.scores.map(({ bidder, items }) => ({ bidder, items: items.map(({ criterion }, at) => ({ criterion, score: scores[bidder]?.[at] ?? "0", reason: "按评分标准" })) })) };
    const bytes = sheetBytes(filled);
    await town.done(actor, "POST", `/api/v1/tenders/${tender}/lots/1/sheets`, { sheet: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(actor))) });
  }
}

/** The chair asks a bidder in writing, which answers over its firm's signature. */
export async function clarified(town: TestTown, tender: string, bidder: string, [question, answer]: readonly [string, string]): Promise<void> {
  const lot = `/api/v1/tenders/${tender}/lots/1`;
  const uscc = town.actors.find(({ id }) => id === bidder)?.organisation?.uscc ?? "";
  const { serial, sha256 } = (await town.done("committee-1", "POST", `${lot}/panel/questions`, { bidder: uscc, kind: "clarification", question, until: rfc3339(plusMs(town.world.clock(), HOUR_MS)) })) as { serial: number; sha256: string };
  const bytes = askedBytes({ v: "bid-answer/1", exchange: town.world.exchange.origin, tender, lot: "1", serial, bidder: uscc, question: sha256, answer, salt: "5a".repeat(32) });
  await town.done(bidder, "POST", `${lot}/clarifications/${String(serial)}/answer`, { answer: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(bidder))) });
}

/** A member's opinion on the result as it stands, as it would sign it: agreement without `dissent`. */
export async function opinionOn(town: TestTown, tender: string, actor: string, dissent: { readonly opinion: string; readonly reason: string } | null = null): Promise<Opinion> {
  const { sheet: { exchange, lot, expert }, report: { result } } = (await town.done(actor, "GET", `/api/v1/tenders/${tender}/lots/1/panel`)) as { sheet: Sheet; report: { result: string } };
  return { v: "report-opinion/1", exchange, tender, lot, expert, result, agrees: dissent === null, opinion: dissent?.opinion ?? "", reason: dissent?.reason ?? "", salt: "5a".repeat(32) };
}

/** Signs the result, or a dissent with its reasons. */
export async function signReport(town: TestTown, tender: string, actor: string, dissent: { readonly opinion: string; readonly reason: string } | null = null): Promise<void> {
  const bytes = opinionBytes(await opinionOn(town, tender, actor, dissent));
  await town.done(actor, "POST", `/api/v1/tenders/${tender}/lots/1/opinions`, { opinion: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(actor))) });
}
