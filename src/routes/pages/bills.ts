import { accountsOf } from "../../bank/queries.js";
import { isInForce } from "../../centre/unit.js";
import { BILL_STATES, BILL_STEPS, BOOK_STATES, BOOKS, type Book } from "../../fees/bill.js";
import { dueOf } from "../../fees/late.js";
import { isPayer } from "../../fees/may-see.js";
import { bookRefund, catalogueOn, type Bill } from "../../fees/queries.js";
import { billHash } from "../../fees/use-cases/bills.js";
import type { Actor } from "../../identity/actor.js";
import { moneyJson } from "../../kernel/money.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { FEE_PAPERS, type FeePaperType } from "../../notices/fee-papers.js";
import type { Language } from "../../web/context.js";
import { billPage, billsPage, type BillsView, type BillView, type Screen } from "../../web/pages/bills.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import type { World } from "../../world.js";
import { billsFor, seenBill } from "../bills.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { calculationFields, declareFields } from "./fee-acts.js";
import { quantitiesOf, unitsByCode, workedLine, workedTotals } from "./fees.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

const SCREENS: Readonly<Record<string, Screen>> = { pay: "pay", receipts: "receipts" };

/** Bills: the list of an office, and each in its three screens; a bill also for whoever holds its payment code. */
export function billPageRoutes(site: Site): void {
  for (const path of [paths.bills, "/fees/bills/:bill", "/fees/bills/:bill/:screen{pay|receipts}"]) site.api.get(path, async (c) => (await drawBills(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawBills(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, bills, bill, screen, more] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "fees" || bills !== "bills" || more !== undefined) return null;
  return bill === undefined ? drawList(c, site, refused) : drawBill(c, site, { bill, screen: SCREENS[screen ?? ""] ?? "why", url }, refused);
}

async function drawList(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const may = inOffice(c, "bill.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: paths.bills, refused };
  return html(c, page, billsPage(page, await listView(drawing, page.now)), refused === null ? 200 : 422);
}

async function listView(drawing: Drawing, now: Instant): Promise<BillsView> {
  const { world, actor, language, refused } = drawing;
  return {
    bills: (await billsFor(world, actor)).map(({ bill_no: bill, project, payer_name: payer, state, due_on: dueOn, total_fen }) => ({ bill, project, payer, state: BILL_STATES[state][language], dueOn, total: total_fen === null ? null : moneyJson(BigInt(total_fen)).amount })),
    declare: offers(actor, "bill-declare") ? button(drawing, "bill-declare", {}, { fields: await fieldsToDeclare(drawing, now) }) : null, clear: offers(actor, "fees-clear") ? button(drawing, "fees-clear", {}) : null, faults: faultsOf(refused, language),
  };
}

async function fieldsToDeclare({ world, actor, language }: Drawing, now: Instant) {
  const [units, items] = [await unitsByCode(world), [...(await catalogueOn(world.db, world.exchange.id, dayOf(now))).values()]];
  const collecting = [...units.values()].filter((unit) => unit.kinds.includes("collecting") && isInForce(unit, dayOf(now)) && items.some((item) => item.unit === unit.code));
  return declareFields(language, collecting.map((unit) => ({ value: unit.code, label: unit[language] })), quantitiesOf(items, language), actor.role === "window-staff" ? undefined : (actor.organisation ?? undefined));
}

type Asked = { readonly bill: string; readonly screen: Screen; readonly url: URL };

async function drawBill(c: PageRequest, site: Site, { bill: number, screen, url }: Asked, refused: Refused | null): Promise<Response | null> {
  const [actor, code] = [c.get("actor"), url.searchParams.get("code")];
  const bill = await seenBill(site.world, number, actor, code);
  if (bill === null) return actor === null && code === null ? refusedPage(c, site, { code: "not-signed-in", facts: {} }) : null;
  const page = contextOf(c, site);
  const common = await viewOf(site.world, bill, { language: page.language, now: page.now, query: code === null ? "" : `?code=${encodeURIComponent(code)}` });
  const drawing: Drawing | null = actor === null ? null : { world: site.world, actor, language: page.language, back: url.pathname, refused };
  const acts = drawing === null ? [] : await actsOn(drawing, bill, page.now);
  const books = common.books.map((each, at) => ({ ...each, enter: drawing === null ? null : entering(drawing, bill, at) }));
  return html(c, page, billPage(page, { ...common, books, screen, acts, list: actor !== null, faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}

type Told = { readonly language: Language; readonly now: Instant; readonly query: string };
const plain = (fen: bigint): string => moneyJson(fen).amount;
const moment = (date: Date): Instant => date.getTime() as Instant;

async function viewOf(world: World, bill: Bill, { language, now, query }: Told): Promise<Omit<BillView, "screen" | "acts" | "faults" | "list">> {
  const { row, lines, units, moves, books, papers } = bill;
  const known = await unitsByCode(world);
  const refunded = await booksRefunded(world, bill);
  const paperHref = (paper: string): string => `/api/v1/fees/bills/${row.bill_no}/papers/${paper}/paper.pdf${query}`;
  return {
    ...workedTotals(lines, language), bill: row.bill_no, query, project: row.project, payer: row.payer_name, uscc: row.payer_uscc, state: BILL_STATES[row.state][language], version: row.version, hash: billHash(world, bill), lines: lines.map((line) => workedLine(line, known, language)),
    units: units.map(({ unit_code, calculated_at }) => ({ name: known.get(unit_code)?.[language] ?? unit_code, calculatedAt: calculated_at === null ? null : moment(calculated_at) })), dueOn: row.due_on, payment: await paymentOf(world, bill, dayOf(now)), paidAt: row.paid_at === null ? null : moment(row.paid_at),
    books: books.map(({ book, fen, state, receipt_code, receipt_number, check_code }) => ({
      refund: refunded.has(book) ? `/api/v1${paths.billOf(row.bill_no)}/refunds/${book}/form` : null, name: BOOKS[book][language], amount: plain(BigInt(fen)), state: BOOK_STATES[state][language], enter: null, receipt: receipt_number === null ? null : { code: receipt_code ?? "", number: receipt_number, check: check_code ?? "", href: paths.feeReceipt(receipt_code ?? "", receipt_number, check_code ?? ""), pdf: paperHref(`R-${receipt_code ?? ""}-${receipt_number}`) },
    })),
    papers: papers.map(({ paper_id, kind, made_at }) => ({ name: FEE_PAPERS[kind as FeePaperType][language], href: paperHref(paper_id), issuedAt: moment(made_at) })),
    moves: moves.map(({ step, unit_code, reason, made_at }) => ({ what: BILL_STEPS[step][language], detail: reason ?? (unit_code === null ? null : (known.get(unit_code)?.[language] ?? unit_code)), at: moment(made_at) })),
  };
}

/** The books of a bill that go back, or were to. */
async function booksRefunded({ db, exchange }: World, bill: Bill): Promise<ReadonlySet<Book>> {
  const refunded = new Set<Book>();
  if (bill.moves.some(({ step }) => step === "refund-ordered")) for (const { book } of bill.books) if ((await bookRefund(db, exchange.id, bill, book)) !== null) refunded.add(book);
  return refunded;
}

async function paymentOf({ db, exchange, publicUrl }: World, { row, lines }: Bill, today: PlainDate): Promise<BillView["payment"]> {
  if (row.state !== "NOTIFIED" || row.payment_code === null || row.due_on === null) return null;
  const account = (await accountsOf(db, exchange.id)).find(({ purpose, closed_on }) => purpose === "collection" && closed_on === null);
  const { payable, late } = dueOf(lines, row.due_on as PlainDate, today);
  return { code: row.payment_code, payee: account?.name ?? exchange.name, today: plain(payable + late), late: plain(late), address: `${publicUrl}${paths.billOf(row.bill_no)}/pay?code=${row.payment_code}` };
}

/** What an office may do on a bill where it stands. */
async function actsOn(drawing: Drawing, bill: Bill, now: Instant): Promise<ActionView[]> {
  const { row } = bill;
  const place = { item: row.bill_no };
  const when = (name: string, states: readonly string[]): ActionView[] => (offers(drawing.actor, name) && states.includes(row.state) ? [button(drawing, name, place, { version: row.version })] : []);
  return [
    ...(await calculating(drawing, bill, now)), ...when("bill-review", ["CALCULATED"]), ...when("bill-return", ["CALCULATED", "REVIEWED"]), ...when("bill-seal", ["REVIEWED"]), ...when("bill-refund", ["RECEIPTED", "SETTLED"]), ...when("bill-cancel", ["DRAFT", "CALCULATED", "REVIEWED", "NOTIFIED"]),
  ];
}

async function calculating(drawing: Drawing, { row, units }: Bill, now: Instant): Promise<ActionView[]> {
  const { world, actor, language } = drawing;
  if (!offers(actor, "bill-calculate") || (row.state !== "DRAFT" && row.state !== "CALCULATED")) return [];
  const known = await unitsByCode(world);
  const own = units.find(({ unit_code }) => known.get(unit_code)?.uscc === actor.organisation?.uscc);
  if (own === undefined) return [];
  const items = [...(await catalogueOn(world.db, world.exchange.id, dayOf(now))).values()].filter(({ unit }) => unit === own.unit_code);
  return [button(drawing, "bill-calculate", { item: row.bill_no, part: own.unit_code }, { version: own.version, fields: calculationFields(language, items, row.facts as Readonly<Record<string, string>>) })];
}

/** The payer enters a receipt in its books; null where there is nothing to enter. */
function entering(drawing: Drawing, { row, books }: Bill, at: number): ActionView | null {
  const book = books[at];
  const actor: Actor = drawing.actor;
  if (book === undefined || (book.state !== "SIGNED" && book.state !== "DELIVERED") || !offers(actor, "bill-enter") || !isPayer(row, actor)) return null;
  return button(drawing, "bill-enter", { item: row.bill_no }, { suffix: `-${book.book}`, fields: [{ name: "book", label: book.book, kind: "hidden", required: true, value: book.book }] });
}
