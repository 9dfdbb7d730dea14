import type { Db } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { Statement } from "../../notices/statement.js";
import { lawCited, lawSets } from "../../procedure/law.js";
import type { World } from "../../world.js";
import { lawfulOn } from "../facts.js";
import { readSale } from "../form.js";
import { DEPOSIT_FATES, whyOf } from "../over.js";
import { saleById, type Sale } from "../queries.js";
import { applicationRefunds, applicationsOf, type Application } from "../queries/applications.js";
import { saleRefundForm, type SaleRefundFacts } from "../refund-form.js";
import { dueOf } from "./refund.js";

type Asked = { readonly saleId: string; readonly lot: string; readonly reference: string };

/** The form of an applicant's deposit that is to go back or went back: for the cashier, and for its own firm; to everybody else it is not there. */
export async function saleRefundFormOf({ db, exchange }: Pick<World, "db" | "exchange">, actor: Actor, { saleId, lot: code, reference }: Asked): Promise<Result<Statement>> {
  const may = can(actor, "refund.read");
  if (!may.ok) return may;
  const sale = await saleById(db, exchange.id, saleId);
  const application = (await applicationsOf(db, exchange.id, saleId, code)).find(({ row }) => row.reference === reference && (actor.role !== "bidder" || row.firm === actor.organisation?.uscc));
  const owed = sale === null || application === undefined ? null : await owedOf(db, sale, application);
  if (sale === null || application === undefined || owed === null) return refuse("not-found", { what: reference });
  const { row: { firm, firm_name: name } } = application;
  return ok(saleRefundForm({ reference, firm: name, uscc: firm, title: readSale(sale.rounds.at(-1)?.form).title, place: `${saleId}/${code}`, law: lawIn(sale), ...owed, orders: await applicationRefunds(db, exchange.id, reference) }));
}

/** What goes back of an application, why and by when; null where nothing does. */
async function owedOf(db: Db, sale: Sale, application: Application): Promise<Pick<SaleRefundFacts, "fen" | "why" | "due" | "paidOn"> | null> {
  const lot = sale.lots.find((each) => each.lot === application.row.lot);
  const deposit = application.deposits.findLast(({ how }) => how === null || how === "refunded");
  if (lot === undefined || deposit === undefined) return null;
  const [why, due] = [whyOf(sale, lot, application), await dueOf(db, sale, lot, application)];
  return why === null || due === null ? null : { fen: BigInt(deposit.amount_fen), why: DEPOSIT_FATES[why].zh, due, paidOn: deposit.how === "refunded" ? deposit.ended_on as PlainDate | null : null };
}

/** The article that dates the refund by the rules of the last notice; null where none does. */
function lawIn({ row, rounds }: Sale): string | null {
  const last = rounds.at(-1);
  if (last === undefined) return null;
  const lawful = lawfulOn(row.line, readSale(last.form).profile, dayOf(last.published_at.getTime() as Instant));
  return lawSets(lawful, "losersDays") ? lawCited(lawful, "losersDays").law : null;
}
