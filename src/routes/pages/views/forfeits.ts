import { guaranteesOf } from "../../../bidding/queries/guarantees.js";
import { forfeitureSteps, proposalOf } from "../../../deposits/queries.js";
import { isOpen, type CitedGround } from "../../../deposits/forfeit.js";
import type { Row } from "../../../db/schema.js";
import { lineOf } from "../../../lines/lines.js";
import type { LotRow, Tender } from "../../../tenders/queries.js";
import type { ForfeitView } from "../../../web/parts/forfeits.js";
import { button, type Drawing } from "../buttons.js";
import { instantOf } from "./lists.js";

/** What was proposed and decided of keeping a firm's own deposits of a lot, with the form to answer while one waits. */
export async function ownForfeits(drawing: Drawing, of: Of, uscc: string): Promise<ForfeitView[]> {
  const { db, exchange } = drawing.world;
  const views: ForfeitView[] = [];
  for (const { reference, amount_fen } of await guaranteesOf(db, { exchangeId: exchange.id, tenderId: of.tender.id, lot: of.lot.lot }, uscc)) {
    const steps = await forfeitureSteps(db, exchange.id, reference);
    const newest = await proposalOf(db, exchange.id, reference);
    const waiting = isOpen(newest, drawing.world.clock()) && !newest.isAnswered ? newest.serial : null;
    views.push(...proposalsIn(drawing, of, { steps, fen: BigInt(amount_fen), waiting }));
  }
  return views;
}

/** Every proposal to keep one deposit. @param steps all of them */
export const proposalsIn = (drawing: Drawing, of: Of, { steps, ...about }: Steps): ForfeitView[] =>
  [...Map.groupBy(steps, ({ serial }) => serial).values()].map((mine) => viewOf(drawing, of, { ...about, steps: mine }));

type Of = { readonly tender: Tender; readonly lot: LotRow };
type Steps = { readonly steps: readonly Row<"forfeitures">[]; readonly fen: bigint; /** The proposal that waits for the firm's answer. */ readonly waiting: number | null };

/** @throws {RangeError} for steps without their proposal */
function viewOf(drawing: Drawing, { tender, lot }: Of, { steps, fen, waiting }: Steps): ForfeitView {
  const [proposed, ...later] = steps;
  if (proposed?.heard_until == null) throw new RangeError("a decision to keep a deposit that nobody proposed");
  const decided = later.find(({ step }) => step !== "answered");
  return {
    fen, grounds: groundsIn(tender, proposed.grounds, drawing.language), finding: proposed.text, proposedAt: instantOf(proposed.made_at), heardUntil: instantOf(proposed.heard_until), to: lineOf(tender.row.line).forfeits.to,
    answer: later.find(({ step }) => step === "answered")?.text ?? null, outcome: decided === undefined ? null : decided.step === "kept" ? "kept" : "dropped", reason: decided?.text ?? null,
    action: waiting === proposed.serial ? button(drawing, "forfeit-answer", { tender: tender.id, lot: lot.lot }) : null,
  };
}

const groundsIn = (tender: Tender, grounds: unknown, language: "zh" | "en"): ForfeitView["grounds"] =>
  (grounds as readonly CitedGround[]).map(({ ground, clause }) => {
    const row = lineOf(tender.row.line).forfeits.grounds[ground];
    return { words: row?.[language] ?? ground, law: row?.law[language] ?? "", clause };
  });
