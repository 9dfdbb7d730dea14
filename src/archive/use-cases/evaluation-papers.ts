import { blindFileOf } from "../../blind/queries.js";
import { lastOpinions } from "../../judging/opinion.js";
import { isSignedAct } from "../../identity/step-up.js";
import { leftIn, standingIn } from "../../judging/panel-changes.js";
import { appointmentFileOf, askedOf, changeFilesOf, changesOf, evaluationOf, everySheetOf, opinionsOf } from "../../judging/queries.js";
import type { EvaluationInput } from "../../verify/bundle-layout.js";
import type { World } from "../../world.js";

/** The papers of a lot's evaluation. A public edition, which has no report, holds the method and the totals alone: sheets and report name the committee and compare the bids (招标投标法 37, 44). */
export async function evaluationInput(world: World, tenderId: string, lot: string, report: Uint8Array | null): Promise<EvaluationInput> {
  const key = { exchangeId: world.exchange.id, tenderId, lot };
  const row = await evaluationOf(world.db, key);
  if (row?.method == null || row.totals === null) throw new RangeError(`lot ${lot} has no evaluation`);
  const common = { lot, method: row.method, totals: row.totals };
  if (report === null) return { ...common, report, technical: null, qualification: null, draws: null, sheets: [] };
  const all = (await everySheetOf(world.db, key)).map(({ label, serial, sheet, signature }) => ({ label, serial, expert: label, json: sheet, ...(isSignedAct(signature) ? { p7s: null, act: signature } : { p7s: signature }) }));
  const [files, changes] = [await changeFilesOf(world.db, key), await changesOf(world.db, key)];
  const sheets = standingIn(all, changes);
  const left = leftIn(changes);
  const opinions = [...lastOpinions(await opinionsOf(world.db, key)).values()].filter(({ label }) => !left.has(label)).map(({ label, file, signature }) => ({ expert: label, json: file, p7s: signature }));
  const clarifications = (await askedOf(world.db, key)).map(({ question: { serial }, file, answer }) => ({ serial, file, answer: answer === null ? null : { json: answer.file, p7s: answer.signature } }));
  return { ...common, report, technical: row.technical, qualification: row.qualification, draws: row.tie_draws, inputs: row.inputs, blind: await blindFileOf(world.db, key), appointment: await appointmentFileOf(world.db, key), sheets, voids: all.filter((each) => !sheets.includes(each)), changes: files, opinions, clarifications };
}
