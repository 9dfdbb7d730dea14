import type { Db, Tx } from "../../db/database.js";
import { namedSheet } from "../../blind/codes.js";
import { blindCodesOf } from "../../blind/queries.js";
import type { Party } from "../../bidding/consortium.js";
import { consortiumGrades, gradesIn } from "../../bidding/grades.js";
import { METHOD_LAW } from "../../bidding/method.js";
import { checkRejection } from "../../bidding/rejection.js";
import { organisationName } from "../../identity/queries.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Fen } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { readForm } from "../../opening/form.js";
import { openingsOf, reserveOf, type OpenedRow } from "../../opening/queries.js";
import { causeWords } from "../../opening/use-cases/hall.js";
import { partiesOf, partyName } from "../../opening/use-cases/parties.js";
import { revealedAmount } from "../../opening/use-cases/reserve.js";
import type { Cause } from "../../signing/blame.js";
import { articleWords } from "../../rules/articles.js";
import { rule, wholeOf } from "../../rules/rules.js";
import { fenOf, moneyFen } from "../../tenders/amounts.js";
import { rulesOf } from "../../tenders/facts.js";
import { lotOf, type LotForm } from "../../tenders/form.js";
import type { LotRow, PartRow, Tender } from "../../tenders/queries.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import { readInputs } from "../inputs.js";
import { evaluationOf, rejectionsOf, sheetsOf } from "../queries.js";
import { keptSheet } from "../sheet.js";
import { inputsWithDraws, readDraws } from "../tie-draw.js";
import type { Judged, JudgedBid } from "../totals.js";

/** A lot whose bids are judged; for an act as it was read under the tender's lock. */
export type JudgedLot = { readonly tender: Tender; readonly lot: LotRow; readonly parts: readonly PartRow[]; readonly key: LotKey };

const isOpen = ({ how }: OpenedRow): boolean => how === "threshold" || how === "bidder-key";

/** Everything the ranking of a lot follows from, as it stands. */
export async function judgedOf(tx: Db | Tx, world: World, { tender, lot, parts, key }: JudgedLot): Promise<Judged> {
  const form = lotOf(tender.form, lot.lot);
  const openings = new Map<string, OpenedRow[]>();
  for (const { part } of parts) openings.set(part, await openingsOf(tx, { ...key, part }));
  const rejections = await rejectionsOf(tx, key);
  const bids: JudgedBid[] = [];
  for (const party of await partiesOf(tx, world, parts)) {
    const { bidder, submitted } = party;
    const end = endOf(parts, openings, bidder);
    const rejected = rejections.find((each) => each.bidder === bidder);
    bids.push({
      bidder, name: await partyName(tx, world.exchange.id, party), submitted, ...end, ...(await gradesOf(tx, world, party, end.form)),
      rejection: rejected === undefined ? null : must(checkRejection({ ground: rejected.ground, clause: rejected.clause, finding: rejected.reason }, METHOD_LAW[form.method.kind].grounds)),
    });
  }
  const codes = await blindCodesOf(tx, key);
  const sheets = (await sheetsOf(tx, key)).map(({ sheet }) => namedSheet(keptSheet(sheet), codes));
  const evaluation = await evaluationOf(tx, key);
  return { method: form.method, ceiling: ceilingOf(form), floor: await floorOf(tx, world, key, form), conforming: conformingOf(tender, form, world.clock()), bids, sheets, inputs: inputsWithDraws(readInputs(evaluation?.corrections), readDraws(evaluation?.tie_draws)) };
}

/** What a consortium counts as, its firms by name; nothing of who bids alone. */
async function gradesOf(tx: Db | Tx, { exchange }: World, party: Party, form: JudgedBid["form"]): Promise<Pick<JudgedBid, "grades">> {
  if (party.members.length === 0) return {};
  const found = consortiumGrades(party, gradesIn((form?.whole ?? {}) as Json));
  const names = new Map<string, string>();
  for (const firm of [party.bidder, ...party.members]) names.set(firm, (await organisationName(tx, exchange.id, firm)) ?? firm);
  const nameOf = (firm: string): string => names.get(firm) ?? firm;
  return { grades: { trades: found.trades.map((each) => ({ ...each, stated: each.stated.map(({ firm, grade }) => ({ firm: nameOf(firm), grade })) })), silent: found.silent.map(nameOf) } };
}

/** What no price may exceed: the ceiling, and the budget where the law behind the method says so (87号令 63(4)). */
function ceilingOf({ method, ceiling, estimate }: LotForm): Judged["ceiling"] {
  const [set, budget] = [moneyFen(ceiling), fenOf(estimate)];
  return METHOD_LAW[method.kind].budgetIsCeiling && (set === null || budget < set) ? budget : set;
}

/** Below what nobody wins: the lowest price the notice announced, or the reserve that was read out where that is higher (39号令 10, 19). */
async function floorOf(tx: Db | Tx, world: World, key: LotKey, { method, floor, estimate }: LotForm): Promise<Judged["floor"]> {
  if (METHOD_LAW[method.kind].belowFloor === null) return null;
  const reserve = await reserveOf(tx, key);
  return highestOf([fenOf(estimate), moneyFen(floor), reserve === null ? null : revealedAmount(world, reserve)]);
}

const highestOf = (prices: readonly (Fen | null)[]): Fen => prices.reduce<Fen>((highest, price) => (price !== null && price > highest ? price : highest), 0n);

function conformingOf(tender: Tender, { method }: LotForm, now: Instant): Judged["conforming"] {
  const id = METHOD_LAW[method.kind].conforming;
  if (id === null) return null;
  const rules = rulesOf(tender, now);
  const { zh: law, en: lawEn } = articleWords(rule(rules, id).article);
  return { min: wholeOf(rules, id), law, lawEn };
}

function endOf(parts: readonly PartRow[], openings: ReadonlyMap<string, readonly OpenedRow[]>, bidder: string): Pick<JudgedBid, "opened" | "cause" | "form"> {
  const mine = parts.filter(({ state }) => state === "opened").map((part) => ({ part, row: openings.get(part.part)?.find((each) => each.bidder === bidder) }));
  const shut = mine.find(({ row }) => row === undefined || !isOpen(row));
  const form = mine.find(({ part, row }) => part.has_form && row?.form != null)?.row?.form ?? null;
  return { opened: mine.length > 0 && shut === undefined, cause: shut?.row?.cause == null ? null : causeWords(shut.row.cause as Cause), form: form === null ? null : readForm(form) };
}
