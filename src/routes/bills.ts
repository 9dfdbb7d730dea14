import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import { unitsOf } from "../centre/queries.js";
import { CalculationBody, DeclarationBody, ReviewBody, totalsOf, type Book, BOOKS } from "../fees/bill.js";
import { DocumentBody } from "../fees/item.js";
import { dueOf } from "../fees/late.js";
import { isPayer, maySeeBill } from "../fees/may-see.js";
import { billByNumber, billsOf, bookRefund, paperById, papersOfBook, receiptBy, type Bill, type BillRow } from "../fees/queries.js";
import { isReceipt } from "../fees/receipt.js";
import { billStatement, bookRefundForm } from "../fees/statement.js";
import { billHash, calculateUnit, cancelBill, declareBill, reviewBill, sealBill } from "../fees/use-cases/bills.js";
import { enterInBooks, issueReceipts, noteDelivered } from "../fees/use-cases/receipts.js";
import { clearCollections, refundBook } from "../fees/use-cases/sweep.js";
import type { Actor } from "../identity/actor.js";
import { Line } from "../judging/inputs.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { FEE_PAPERS, type FeePaperType } from "../notices/fee-papers.js";
import type { NoticeRecord } from "../notices/record.js";
import type { Statement } from "../notices/statement.js";
import type { World } from "../world.js";
import { document, endpoint, type Answer, type Api, type Vars } from "./endpoint.js";
import { lineView } from "./fee-items.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";
import { statement } from "./statements.js";
import { created } from "./tenders.js";

const BILLS = "/api/v1/fees/bills";
const BILL = `${BILLS}/:bill`;
const BILLS_MAX = 200;
const BookName = z.enum(keysOf<Book>(BOOKS));

/** One bill of a project: declared, calculated unit by unit, reviewed, sealed, paid once. */
export function billRoutes(api: Api, world: World): void {
  readingRoutes(api, world);
  actRoutes(api, world);
  paperRoutes(api, world);
}

const shown = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? ok({ body: result.value }) : result);
const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

/** A bill for whoever may see it; to everybody else it is not there. */
export async function seenBill({ db, exchange }: World, bill: string, actor: Actor | null, code: string | null): Promise<Bill | null> {
  const found = await billByNumber(db, exchange.id, bill);
  return found !== null && maySeeBill(found, actor, code, await unitsOf(db, exchange.id)) ? found : null;
}

/** Bills an office has to do with. */
export async function billsFor({ db, exchange }: World, { role, organisation }: Actor): Promise<BillRow[]> {
  if (role === "bidder" || role === "tenderer") return billsOf(db, exchange.id, { payer: organisation?.uscc ?? "", limit: BILLS_MAX });
  const unit = role === "fee-officer" ? (await unitsOf(db, exchange.id)).find(({ uscc }) => uscc === organisation?.uscc)?.code : undefined;
  return role === "fee-officer" && unit === undefined ? [] : billsOf(db, exchange.id, { ...(unit === undefined ? {} : { unit }), limit: BILLS_MAX });
}

function readingRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: BILLS, summary: "Bills you have to do with, the newest first", action: "bill.read" }, async ({ actor }) => ok({ body: { bills: (await billsFor(world, actor)).map(headView) } }));
  endpoint(api, world, { method: "get", path: BILL, summary: "A bill with every line and why it is charged; with its payment code, `?code=`, without signing in", action: "anyone" }, async ({ c, param, receivedAt }) => {
    const bill = await seenBill(world, param("bill"), c.get("reader"), c.req.query("code") ?? null);
    return bill === null ? refuse("not-found", { what: param("bill") }) : ok({ body: billView(world, bill, dayOf(receivedAt)) });
  });
  endpoint(api, world, { method: "get", path: "/api/v1/fees/receipts/:code/:number/:check", summary: "Whether a receipt is genuine, and what became of it", action: "anyone" }, async ({ param }) => {
    const receipt = await receiptView(world, { code: param("code"), number: param("number"), check: param("check") });
    return receipt === null ? refuse("not-found", { what: param("number") }) : ok({ body: receipt });
  });
}

function actRoutes(api: Api, world: World): void {
  const object = async (param: (name: string) => string): Promise<string | null> => {
    const bill = await billByNumber(world.db, world.exchange.id, param("bill"));
    return bill === null ? null : billHash(world, bill);
  };
  endpoint(api, world, { method: "post", path: BILLS, summary: "Declare a project for its fees, once", action: "bill.declare", body: DeclarationBody }, async ({ actor, body, receivedAt }) => made(await declareBill(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "put", path: `${BILL}/units/:unit`, summary: "Say what your unit charges on a bill", action: "bill.calculate", body: CalculationBody }, async ({ actor, body, param, receivedAt }) => shown(await calculateUnit(world, actor, { bill: param("bill"), unit: param("unit") }, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BILL}/review`, summary: "Pass a bill on to the seal, or send it back", action: "bill.review", body: ReviewBody, object }, async ({ actor, body, param, receivedAt }) => shown(await reviewBill(world, actor, param("bill"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BILL}/seal`, summary: "Fix a bill by the one seal and ask for its payment", action: "bill.seal", body: z.strictObject({ version: z.int().min(1) }), object }, async ({ actor, body, param, receivedAt }) => made(await sealBill(world, actor, param("bill"), body.version, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BILL}/cancellation`, summary: "Cancel a bill that is not paid", action: "bill.cancel", body: z.strictObject({ reason: Line(500) }) }, async ({ actor, body, param, receivedAt }) => shown(await cancelBill(world, actor, param("bill"), body.reason, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BILL}/refunds`, summary: "Order that a book of a paid bill goes back to who paid it", action: "bill.refund", body: z.strictObject({ book: BookName, document: DocumentBody, reason: Line(200) }) }, async ({ actor, body, param, receivedAt }) => made(await refundBook(world, actor, param("bill"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BILL}/bookings`, summary: "Enter a receipt in your books, once", action: "bill.book", body: z.strictObject({ book: BookName }) }, async ({ actor, body, param, receivedAt }) => {
    const bill = await billByNumber(world.db, world.exchange.id, param("bill"));
    return bill === null || !isPayer(bill.row, actor) ? refuse("not-found", { what: param("bill") }) : made(await enterInBooks(world, actor, { bill: param("bill"), book: body.book }, receivedAt));
  });
  endpoint(api, world, { method: "post", path: "/api/v1/fees/clearing", summary: "Issue the receipts of what is paid, and clear what was paid before today", action: "fees.clear" }, async ({ actor, receivedAt }) => ok({ body: { receipted: await issueReceipts(world, actor, receivedAt), orders: await clearCollections(world, actor, receivedAt) } }));
}

/** Papers of a bill as their sealed PDF and record, and its lines as a table. */
function paperRoutes(api: Api, world: World): void {
  for (const name of ["paper.pdf", "paper.json"]) {
    const path = `${BILL}/papers/:paper/${name}`;
    document(api, { method: "get", path, summary: `A paper of a bill: ${name === "paper.pdf" ? "its sealed PDF" : "its record"}`, action: "anyone" });
    api.get(path, (c: Context<Vars>) => paperAnswer(c, world, name === "paper.pdf"));
  }
  statement(api, world, { path: `${BILL}/statement`, summary: "The lines of a bill with its sums", action: "anyone", make: async (c) => {
    const bill = await askedBill(c, world);
    return bill === null ? refuse("not-found", { what: c.req.param("bill") ?? "" }) : ok(billStatement(bill));
  } });
  statement(api, world, { path: `${BILL}/refunds/:book/form`, summary: "The form of a book of a bill that goes back: by which paper, to whom, and what was paid", action: "anyone", make: (c) => refundAnswer(c, world) });
}

/** The form of a book that goes back, for whoever may see the bill. */
async function refundAnswer(c: Context<Vars>, world: World): Promise<Result<Statement>> {
  const bill = await askedBill(c, world);
  const book = BookName.safeParse(c.req.param("book"));
  const refund = bill === null || !book.success ? null : await bookRefund(world.db, world.exchange.id, bill, book.data);
  return bill === null || !book.success || refund === null ? refuse("not-found", { what: `${c.req.param("bill") ?? ""}/${c.req.param("book") ?? ""}` }) : ok(bookRefundForm(bill, book.data, refund));
}

const askedBill = (c: Context<Vars>, world: World): Promise<Bill | null> => seenBill(world, c.req.param("bill") ?? "", c.get("reader"), c.req.query("code") ?? null);

/** A paper of a bill, for whoever may see the bill. The payer's reading of a receipt delivers it. */
async function paperAnswer(c: Context<Vars>, world: World, isPdf: boolean): Promise<Response> {
  const [reader, at, id] = [c.get("reader"), c.get("receivedAt"), c.req.param("paper") ?? ""];
  const bill = await askedBill(c, world);
  const paper = bill === null ? null : await paperById(world.db, world.exchange.id, id);
  if (bill === null || paper?.bill_no !== bill.row.bill_no) return problem(c, refuse("not-found", { what: id }).refusal, at);
  const delivered = await deliver(world, { bill, paper, reader }, at);
  if (!delivered.ok) return problem(c, delivered.refusal, at);
  return sendPaper(c, world, paper, isPdf);
}

type Read = { readonly bill: Bill; readonly paper: Pick<NonNullable<Awaited<ReturnType<typeof paperById>>>, "book">; readonly reader: Actor | null };
const deliver = async (world: World, { bill, paper: { book }, reader }: Read, at: Instant): Promise<Result<true>> =>
  book === null || (reader !== null && !isPayer(bill.row, reader)) ? ok(true) : noteDelivered(world, { bill: bill.row.bill_no, book }, reader?.id ?? "payment-code", at);

const instant = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));
const headView = ({ bill_no: bill, project, payer_name, payer_uscc, state, version, due_on: dueOn, total_fen, made_at }: BillRow) => ({ bill, project, payer: { name: payer_name, uscc: payer_uscc }, state, version, dueOn, total: total_fen === null ? null : moneyJson(BigInt(total_fen)), declaredAt: instant(made_at) });

/** A bill as data; what is due on a day counts late charges. */
export function billView(world: World, bill: Bill, today: PlainDate) {
  const { row, lines, units, moves, books, papers } = bill;
  const totals = totalsOf(lines);
  const due = row.state === "NOTIFIED" && row.due_on !== null ? dueOf(lines, row.due_on as PlainDate, today) : null;
  return {
    ...headView(row), facts: row.facts, hash: billHash(world, bill), paymentCode: row.payment_code, standard: moneyJson(totals.standard), payable: moneyJson(totals.payable), cut: moneyJson(totals.cut), cutPercent: totals.cutPercent,
    dueToday: due === null ? null : { payable: moneyJson(due.payable), late: moneyJson(due.late), total: moneyJson(due.payable + due.late) }, paid: row.paid_fen === null ? null : { amount: moneyJson(BigInt(row.paid_fen)), at: instant(row.paid_at), transaction: row.transaction },
    categories: totals.categories.map(({ category, standard, payable }) => ({ category, standard: moneyJson(standard), payable: moneyJson(payable) })), units: units.map(({ unit_code: unit, version, calculated_at }) => ({ unit, version, calculatedAt: instant(calculated_at) })),
    lines: lines.map((line) => ({ ...lineView(line), late: moneyJson(line.late), unit: line.unit })), books: books.map(({ book, fen, state, receipt_code, receipt_number, check_code }) => ({ book, amount: moneyJson(BigInt(fen)), state, receipt: receipt_number === null ? null : { code: receipt_code, number: receipt_number, check: check_code } })),
    papers: papers.map(({ paper_id: paper, kind, book, json_sha256, pdf_sha256, made_at }) => ({ paper, kind, book, jsonSha256: json_sha256, pdfSha256: pdf_sha256, issuedAt: instant(made_at) })), moves: moves.map(({ step, state, unit_code: unit, reason, made_at }) => ({ step, state, unit, reason, at: instant(made_at) })),
  };
}

/** What anybody is told who holds a receipt: that it is genuine, of what, and whether it was entered, taken back or paid back since. */
export async function receiptView({ db, exchange }: World, given: { readonly code: string; readonly number: string; readonly check: string }) {
  const paper = isReceipt(given.code, given.number, given.check) ? await receiptBy(db, exchange.id, given) : null;
  if (paper === null) return null;
  const book = (await billByNumber(db, exchange.id, paper.bill_no))?.books.find((each) => each.book === paper.book);
  const reds = (await papersOfBook(db, exchange.id, paper.bill_no, paper.book)).filter(({ kind, json }) => kind === "red-receipt" && kind !== paper.kind && Buffer.from(json).toString().includes(given.number));
  const entered = book?.receipt_number === given.number && book.state === "BOOKED";
  return {
    code: given.code, number: given.number, kind: paper.kind, title: FEE_PAPERS[paper.kind as FeePaperType], ...printedOn(paper.json), issuedAt: rfc3339(paper.made_at.getTime() as Instant), jsonSha256: paper.json_sha256, pdfSha256: paper.pdf_sha256, standing: reds.length > 0 ? "reversed" as const : entered ? "booked" as const : "valid" as const,
  };
}

/** Project and total as a receipt prints them. */
function printedOn(json: Uint8Array): { readonly project: string; readonly total: { readonly amount: string; readonly currency: "CNY"; readonly words: string } } {
  const { subject, sections } = JSON.parse(Buffer.from(json).toString()) as NoticeRecord<FeePaperType>;
  const rows = sections.flatMap(({ blocks }) => blocks.flatMap((each) => (each.block === "facts" ? each.rows : [])));
  const value = rows.find(({ en }) => en === "Total")?.value;
  if (value?.kind !== "money") throw new RangeError("a receipt without its total");
  return { project: subject, total: { amount: value.amount, currency: "CNY", words: value.words } };
}
