import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderOf } from "../../src/bank/queries.js";
import { reversalTaken } from "../../src/bank/use-cases/credits.js";
import { takeOutcome } from "../../src/bank/use-cases/orders.js";
import { allOrNothing } from "../../src/db/database.js";
import { day } from "../../src/kernel/time.js";
import { must } from "../../src/kernel/result.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import { settleOrder } from "../support/bank-matters.js";
import { pay, sealedBill } from "../support/bills.js";
import { casesOf } from "../support/cases.js";
import { jointsOf } from "../support/joints.js";
import { testTown, type TestTown } from "../support/town.js";

// Every statistic of rule book D11 beside plain SQL over the rows it is told of, which shares nothing with src/figures: after every act of one centre’s days, and each act moves what it should and nothing else.
let town: TestTown;
let play: ReturnType<typeof casesOf>;
let together: ReturnType<typeof jointsOf>;
/** What was counted after the act before. */
let last: Numbers = {};
const named: Record<string, string> = {};
const name = (key: string): string => named[key] ?? "";
const TODAY = "2026-09-21";
const TOMORROW = "2026-09-22";

/** Days from the first to the last, and the one as of which the registry is told. */
type Span = { readonly from: string; readonly until: string; readonly on: string };
const beijingDay = (column: string): string => `(${column} at time zone 'Asia/Shanghai')::date`;
const beijing = (column: string, { from, until }: Span): string => `${beijingDay(column)} between '${from}' and '${until}'`;
const closed = (span: Span, more = "true"): string => `select count(*) from cases where ${beijing("decided_at", span)} and ${more}`;
const days = (column: string, span: Span): string => `select coalesce(sum(${column}), 0) from cases where ${beijing("decided_at", span)} and case_type = 'promised'`;
const accepted = ({ from, until }: Span, more: string): string => `select count(*) from cases where case_type = 'promised' and accepted_on between '${from}' and '${until}' and ${more}`;
const answers = (span: Span, more: string): string => `select count(*) from case_answers where ${beijing("made_at", span)} and ${more}`;
/** Items of some kinds that their units confirmed: what each is called stands in the file of its version, or in the draft its unit confirmed. */
const items = (kinds: string, { on }: Span, more: string): string => `select count(*) from items i
  left join lateral (select from_on, convert_from(file, 'UTF8')::jsonb ->> 'kind' as kind from item_versions v where v.exchange_id = i.exchange_id and v.code = i.code and (from_on <= '${on}' or ${beijingDay("confirmed_at")} <= '${on}') order by (from_on <= '${on}') desc, version desc limit 1) v on true
  left join item_drafts d on d.exchange_id = i.exchange_id and d.code = i.code and i.state = 'confirmed' and ${beijingDay("d.confirmed_at")} <= '${on}' where coalesce(v.kind, d.body ->> 'kind') in (${kinds}) and coalesce(i.last_on, '${on}') >= '${on}' and ${more}`;
const APPROVALS = "'licence', 'non-licence'";
const setUps = (span: Span): string => `select used_days from (select template, used_days, decided_at from joint_cases union all select template, used_days, decided_at from cases) c where template = 'enterprise' and ${beijing("decided_at", span)}`;
const windows = ({ on }: Span, more: string): string => `select count(*) from windows w where unit_code is not null and from_on <= '${on}' and coalesce(until_on, '${on}') >= '${on}' and ${more}`;

const MEASURES: Readonly<Record<string, (span: Span) => string>> = {
  "closed": (span) => closed(span), "on-time": (span) => closed(span, "in_time"), "immediate": (span) => closed(span, "case_type = 'immediate'"),
  "overdue": ({ from, until, on }) => `select count(*) from cases where due_on >= '${from}' and due_on <= '${until}' and due_on < '${on}' and state not in ('withdrawn', 'not-accepted', 'archived') and (decided_at is null or ${beijingDay("decided_at")} > '${until}')`,
  "promised-days": (span) => days("limit_days", span), "actual-days": (span) => days("used_days", span), "promised-accepted": (span) => accepted(span, "true"), "decided-at-window": (span) => accepted(span, "decided_level in (1, 2)"),
  "answers": (span) => answers(span, "true"), "satisfied": (span) => answers(span, "grade in (1, 2)"),
  "paid-fen": (span) => `select coalesce(sum(total_fen - (select coalesce(sum(fen), 0) from payment_books k where k.exchange_id = b.exchange_id and k.bill_no = b.bill_no and k.book = 'deposit')), 0) from bills b where ${beijing("paid_at", span)}`,
  "refunded-fen": (span) => `select coalesce(sum(amount_fen), 0) from bank_orders where state = 'paid' and purpose = 'fee-refund' and split_part(reference, '/', 2) <> 'deposit' and ${beijing("paid_at", span)}`,
  "items-confirmed": (span) => items(APPROVALS, span, "true"), "items-in": (span) => items(APPROVALS, span, `v.from_on <= '${span.on}'`), "fees-confirmed": (span) => items("'fee'", span, "true"), "fees-in": (span) => items("'fee'", span, `v.from_on <= '${span.on}'`),
  "set-ups": (span) => `select count(*) from (${setUps(span)}) s`, "set-up-days": (span) => `select used_days from (${setUps(span)}) s order by used_days offset (select (count(*) - 1) / 2 from (${setUps(span)}) t) limit 1`,
  "projects": (span) => `select count(distinct project) from service_log where kind in ('start', 'escalate', 'solve', 'note', 'stage', 'meeting', 'told-once') and ${beijing("made_at", span)}`,
  "windows": (span) => windows(span, "true"), "windows-one-section": (span) => windows(span, `(select h.has_single_approval_section from unit_hand_overs h where h.exchange_id = w.exchange_id and h.unit_code = w.unit_code and h.from_on <= '${span.on}' order by h.serial desc limit 1)`),
};
/** Each figure as arithmetic over what is counted, with its decimals; a division by nothing has no answer. */
const share = (part: string, whole: string): string => `100.0 * ${part} / nullif(${whole}, 0)`;
const FIGURES: Readonly<Record<string, readonly [arithmetic: string, places: number]>> = {
  "cases": [`"closed"`, 0], "fees": [`("paid-fen" - "refunded-fen") / 1000000.0`, 2], "on-time": [share(`"on-time"`, `"closed" + "overdue"`), 2], "immediate": [share(`"immediate"`, `"closed"`), 1], "time-cut": [`100 - ${share(`"actual-days"`, `"promised-days"`)}`, 1],
  "satisfaction": [share(`"satisfied"`, `"answers"`), 1], "items-in": [share(`"items-in"`, `"items-confirmed"`), 1], "fees-in": [share(`"fees-in"`, `"fees-confirmed"`), 1], "at-window": [share(`"decided-at-window"`, `"promised-accepted"`), 1],
  "set-ups": [`"set-ups"`, 0], "set-up-days": [`"set-up-days"`, 0], "projects": [`"projects"`, 0], "one-section": [share(`"windows-one-section"`, `"windows"`), 1],
};
const GROWS = ["cases", "fees", "set-ups", "projects"];

type Numbers = Readonly<Record<string, number | null>>;
type Told = { readonly parts: Numbers; readonly values: Numbers; readonly before: Numbers; readonly growth: Numbers };
const number = (text: string | null): number | null => (text === null ? null : Number(text.replaceAll(/[,+]/g, "").replace("−", "-")));

/** What the centre says of the whole year. */
async function told(): Promise<Told> {
  const { figures } = (await town.done(null, "GET", "/api/v1/figures?from=2026-01&until=2026-12")) as unknown as { figures: { id: string; value: string | null; before: string | null; growth: string | null; grows: boolean; parts: { measure: string; count: string | null }[] }[] };
  const of = (pick: (figure: (typeof figures)[number]) => string | null): Numbers => Object.fromEntries(figures.map((each) => [each.id, number(pick(each))]));
  return {
    parts: Object.fromEntries(figures.flatMap(({ parts }) => parts.map(({ measure, count }) => [measure, number(count)]))), values: of(({ value }) => value), before: of(({ before }) => before),
    growth: Object.fromEntries(figures.filter(({ grows }) => grows).map(({ id, growth }) => [id, number(growth)])),
  };
}

/** The same by SQL. */
async function recounted(): Promise<Told> {
  const today = new Date(town.world.clock() + 8 * 3_600_000).toISOString().slice(0, 10);
  // Of a year of which sums were handed over, what was neither handed over nor recorded is not known.
  const opened = (measure: string, own: string): string => `(select case when count(*) = 0 then ${own} when count(*) filter (where measure = '${measure}') = 0 then nullif(${own}, 0) else ${own} + sum(value) filter (where measure = '${measure}') end from figure_openings where year = 2025)`;
  const counts = (span: Span, whole: (measure: string, own: string) => string): string => Object.entries(MEASURES).map(([measure, count]) => `${whole(measure, `(${count(span)})::numeric`)} as "${measure}"`).join(", ");
  const [now, was] = [counts({ from: "2026-01-01", until: "2026-12-31", on: today }, (_, own) => own), counts({ from: "2025-01-01", until: "2025-12-31", on: "2025-12-31" }, opened)];
  const columns = Object.entries(FIGURES).map(([id, [arithmetic, places]]) => {
    const in_ = (year: string, exact = false): string => `(select ${exact ? arithmetic : `round(${arithmetic}, ${String(places)})`} from ${year})`;
    return `${in_("now")}::text as "value ${id}", ${in_("was")}::text as "before ${id}"${GROWS.includes(id) ? `, round(100 * (${in_("now", true)} - ${in_("was", true)}) / nullif(${in_("was", true)}, 0), 2)::text as "growth ${id}"` : ""}`;
  });
  const row = (await sql<Record<string, string | null>>`with now as (select ${sql.raw(now)}), was as (select ${sql.raw(was)}) select now.*, ${sql.raw(columns.join(", "))} from now`.execute(town.database.db)).rows[0] ?? {};
  const of = (what: string): Numbers => Object.fromEntries(Object.entries(row).flatMap(([key, count]) => (key.startsWith(`${what} `) ? [[key.slice(what.length + 1), number(count)]] : [])));
  return { parts: Object.fromEntries(Object.keys(MEASURES).map((measure) => [measure, number(row[measure] ?? null)])), values: of("value"), before: of("before"), growth: of("growth") };
}

const POST = async (actor: string | null, path: string, body?: unknown): Promise<Record<string, unknown>> => town.done(actor, "POST", `/api/v1/${path}`, body);
const MODEL = rehearsalItems(day(TODAY))[0];
/** An item of housing as far as its unit’s draft. */
const drafted = (code: string, more: Record<string, unknown> = {}) => POST("window-2", "items", { ...MODEL, code, ...more });
const FEE = { kind: "fee", caseType: "immediate", level: 1, promisedLimitWD: 0, feeItems: ["103003"] };
const confirmed = (code: string) => POST("deputy-2", `items/${code}/confirmation`);
const entered = (code: string) => POST("sub-centre-1", `items/${code}/entry`);
const decided = async (actor: string, code: string): Promise<void> => { expect((await play.act(actor, code, "decision", play.decision())).json).toMatchObject({ state: "granted" }); };
const atOnce = async (key: string): Promise<void> => { named[key] = await play.filed("103-902"); await decided("window-2", name(key)); };
const taken = async (key: string, item = "103-900"): Promise<void> => { named[key] = await play.accepted(item); };
const judged = (key: string, grade: number) => POST(null, `track/${name(key)}/answer`, { grade });
const brought = (template: string, number: string, decidedOn: string, grade = "") => town.ask("sub-centre-1", "POST", `/api/v1/cases/imports?source=${encodeURIComponent("原系统")}`, `number,unit,item,applicant,subject,received,accepted,type,template,limit,decided,outcome,level,delivered,grade\n${number},110,110-001,晨光商贸,开办企业,2026-03-02,2026-03-02,joint,${template},7,${decidedOn},granted,4,${decidedOn},${grade}`);
const project = async (key: string): Promise<void> => { named[key] = String((await POST("bidder-1", "investments", { title: `项目${key}`, area: "工业", business: "新建厂房", contact: "曲投资", phone: "0566-5550188", concierge: "BB-001" }))["project"]); };
const note = (key: string) => POST("concierge-1", `investments/${name(key)}/notes`, { text: "现场走访" });
const billed = async (key: string, units?: readonly string[]): Promise<void> => { const { bill, code } = await sealedBill(town, "2026-10-09", units); Object.assign(named, { [key]: bill, [`${key} code`]: code }); };
const paid = (key: string, fen: bigint) => pay(town, name(`${key} code`), fen, { transaction: `PAID ${key}` });
/** The bank says what became of an order. */
async function outcome(cause: string, state: "paid" | "returned"): Promise<void> {
  const [order, now] = [await orderOf(town.world.db, town.world.exchange.id, cause), town.world.clock()];
  must(await takeOutcome(town.world, MONEY_FLOWS, { number: order?.number ?? cause, state, paidAt: now, returnedAt: state === "returned" ? now : null, transaction: `P${order?.number ?? ""}`, reason: state === "paid" ? null : "账户不符" }, now));
}
const refund = (key: string) => `fee-refund/${name(key)}/non-tax/1`;
async function repaid(key: string): Promise<void> {
  const number = (await orderOf(town.world.db, town.world.exchange.id, refund(key)))?.number ?? "";
  expect([await settleOrder(town, "cashier-1", number, "repay", { payee: { account: "6222000100020077", bank: "晨光银行滨河支行" } }), await settleOrder(town, "finance-1", number, "repay-agree")]).toEqual(["done", "done"]);
  await outcome(`bank/again/${number}`, "paid");
}
const ONE_SECTION = { hasSingleApprovalSection: true, sectionMovedWhole: false, usesApprovalSeal: false, authority: "审批科集中办理" };

type Act = { readonly says: string; readonly does: () => Promise<unknown>; readonly moves: Readonly<Record<string, number>> };
/** In the order of the clock. What one act should move, and by how much; days are working days. */
const ACTS: readonly Act[] = [
  { says: "an item in draft is nobody’s yet", does: () => drafted("103-910"), moves: {} },
  { says: "confirmed by its unit, it is due in the hall and is not there", does: () => confirmed("103-910"), moves: { "items-confirmed": 1 } },
  { says: "taken in by the centre, it is there", does: () => entered("103-910"), moves: { "items-in": 1 } },
  { says: "a fee item whose version begins tomorrow is due today and is not in", does: async () => { await drafted("103-911", { ...FEE, from: TOMORROW }); await confirmed("103-911"); await entered("103-911"); }, moves: { "fees-confirmed": 1 } },
  { says: "a public service counts among neither", does: async () => { await drafted("103-912", { kind: "public-service" }); await confirmed("103-912"); await entered("103-912"); }, moves: {} },
  { says: "items for the cases of this test", does: async () => { await play.item("103-900"); await play.item("103-901", { promisedLimitWD: 1 }); await play.item("103-902", { caseType: "immediate", level: 1, promisedLimitWD: 0 }); await play.mandate(["103-900"], { from: TODAY }); }, moves: { "items-confirmed": 3, "items-in": 3 } },
  { says: "an item abolished with today as its last day is there today", does: async () => {
    const file = await town.app.request(`/api/v1/items/103-910/files/${encodeURIComponent("决定.pdf")}`, { method: "PUT", headers: { "authorization": `Bearer ${town.actors.find(({ id }) => id === "sub-centre-1")?.token ?? ""}`, "content-type": "application/octet-stream" }, body: "取消决定" });
    await POST("sub-centre-1", "items/103-910/abolition", { lastOn: TODAY, law: "国务院决定（演练）", number: "国发〔2026〕1号", document: ((await file.json()) as { sha256: string }).sha256, text: "依法取消。" });
  }, moves: {} },
  { says: "a unit has another window of its own", does: () => POST("admin-1", "windows", { number: 60, unit: "104", hall: "city-hall", zh: "国动二号窗口", en: "Defence mobilisation, second", tasks: ["consult"], from: TODAY }), moves: { "windows": 1 } },
  { says: "a window of all units is nobody’s own", does: () => POST("admin-1", "windows", { number: 61, unit: null, hall: "city-hall", zh: "综合窗口", en: "All units", tasks: ["consult"], from: TODAY }), moves: {} },
  { says: "the unit puts its approvals into one section: it has two windows", does: () => POST("sub-centre-1", "units/104/hand-over", { ...ONE_SECTION, from: TODAY }), moves: { "windows-one-section": 2 } },
  { says: "a window closed with today as its last day is there today", does: () => POST("admin-1", "windows/60/end", { until: TODAY }), moves: {} },
  { says: "a case done at once is closed on time", does: () => atOnce("quick"), moves: { "closed": 1, "on-time": 1, "immediate": 1 } },
  { says: "its applicant is satisfied", does: () => judged("quick", 2), moves: { "answers": 1, "satisfied": 1 } },
  { says: "another is only fairly satisfied", does: async () => { await atOnce("slow"); await judged("slow", 3); }, moves: { "closed": 1, "on-time": 1, "immediate": 1, "answers": 1 } },
  { says: "an application that is not accepted is no case; what its applicant says of it counts", does: async () => {
    named["turned away"] = await play.filed("103-900");
    await POST("window-2", `cases/${name("turned away")}/rejection`, { reason: "不属于本机关职权。", remedy: "可以申请行政复议。" });
    await judged("turned away", 5);
  }, moves: { "answers": 1 } },
  { says: "promised cases are accepted", does: async () => { await taken("at the window"); await taken("by the deputy"); await taken("late", "103-901"); await taken("given up"); }, moves: { "promised-accepted": 4 } },
  { says: "one that is taken back is not decided", does: () => play.act("citizen-1", name("given up"), "withdrawal"), moves: {} },
  { says: "a firm’s one application is a case of each of four units, which answer", does: async () => {
    named["firm"] = await together.accepted("citizen-1", "enterprise");
    for (const [actor, item] of [["window-4", "110-001"], ["window-5", "111-001"], ["window-6", "116-004"], ["window-7", "118-003"]] as const) expect((await together.opine(actor, name("firm"), item)).status).toBe(201);
  }, moves: { "closed": 4, "on-time": 4 } },
  { says: "a set-up of the older system that took five days", does: () => brought("enterprise", "S-1", "2026-03-09", "1"), moves: { "closed": 1, "on-time": 1, "answers": 1, "satisfied": 1, "set-ups": 1, "set-up-days": 5 } },
  { says: "a construction project is no set-up", does: () => brought("works-project", "S-2", "2026-03-10"), moves: { "closed": 1, "on-time": 1 } },
  { says: "one closed in the year before is of that year", does: () => brought("", "S-3", "2025-03-10").then(() => undefined), moves: {} },
  { says: "a project is registered, with a concierge chosen: nobody was served yet", does: () => project("served"), moves: {} },
  { says: "he looks after it", does: () => note("served"), moves: { "projects": 1 } },
  { says: "and again: it is one project", does: () => note("served"), moves: {} },
  { says: "a meeting about another is called", does: async () => {
    await project("met");
    named["meeting"] = String((await POST("sub-centre-1", "coordination-meetings", { kind: "answers", project: name("met"), level: 2, title: "投产前手续答疑", place: "三楼会议室", meetsAt: "2026-09-22T15:00:00+08:00", units: ["103"], intermediaries: [] }))["meeting"]);
  }, moves: {} },
  { says: "a bill is sealed: nothing is paid", does: () => billed("whole"), moves: {} },
  { says: "it is paid: its deposit is nobody’s income", does: () => paid("whole", 123_700_000n), moves: { "paid-fen": 113_700_000 } },
  { says: "another bill is paid", does: async () => { await billed("back", ["104"]); await paid("back", 15_000_000n); }, moves: { "paid-fen": 15_000_000 } },
  { says: "its refund is ordered: nothing is paid back", does: async () => { await POST("cashier-1", "fees/clearing"); await POST("finance-1", `fees/bills/${name("back")}/refunds`, { book: "non-tax", document: { id: "晨财退〔2026〕3号", sha256: "d".repeat(64) }, reason: "项目终止" }); }, moves: {} },
  { says: "the bank pays it back", does: () => outcome(refund("back"), "paid"), moves: { "refunded-fen": 15_000_000 } },
  { says: "and it comes back to the bank: the payer does not have it", does: () => outcome(refund("back"), "returned"), moves: { "refunded-fen": -15_000_000 } },
  { says: "it is paid again, to another account of the payer’s", does: () => repaid("back"), moves: { "refunded-fen": 15_000_000 } },
  { says: "the bank takes a payment back", does: async () => {
    await billed("bounced", ["104"]);
    await paid("bounced", 15_000_000n);
    must(await allOrNothing(town.world.db, (tx) => reversalTaken(tx, town.world, MONEY_FLOWS, { bank: "chenguang-bank", transaction: "PAID bounced", reversedAt: town.world.clock() }, town.world.clock())));
  }, moves: {} },
  { says: "a complaint is no figure of these", does: () => POST(null, "complaints", { kind: "conduct", subject: "窗口态度", content: "等了很久没有人理。", wanted: "请答复", unit: "103", person: null, reference: null, name: "赵小民", contact: "13900000000" }), moves: {} },
  { says: "the older system’s sums of last year are what growth is measured by", does: async () => { for (const [measure, value] of [["closed", "4"], ["paid-fen", "100000000"], ["refunded-fen", "0"]]) await POST("sub-centre-1", "figures/openings", { year: 2025, measure, value, source: "移交清单" }); }, moves: {} },
  { says: "on the next day what ended is gone and what begins is there", does: () => town.advance("2026-09-22T09:00:00+08:00"), moves: { "items-confirmed": -1, "items-in": -1, "fees-in": 1, "windows": -1, "windows-one-section": -1 } },
  { says: "the day after its last, a case that nobody decided is overdue", does: () => town.advance("2026-09-23T09:00:00+08:00"), moves: { "overdue": 1 } },
  { says: "decided late, and above the window, it is closed and not on time", does: () => decided("deputy-2", name("late")), moves: { "overdue": -1, "closed": 1, "promised-days": 1, "actual-days": 2 } },
  { says: "the chief representative decides at the window", does: () => decided("chief-2", name("at the window")), moves: { "closed": 1, "on-time": 1, "promised-days": 7, "actual-days": 2, "decided-at-window": 1 } },
  { says: "the deputy head decides above it", does: () => decided("deputy-2", name("by the deputy")), moves: { "closed": 1, "on-time": 1, "promised-days": 7, "actual-days": 2 } },
  { says: "the meeting is held: its project was served", does: () => POST("sub-centre-1", `coordination-meetings/${name("meeting")}/minutes`, { minutes: "逐项答复", came: ["unit/103"], decisions: [] }), moves: { "projects": 1 } },
  { says: "the firm is set up in two days: of two set-ups the quicker is the lower middle", does: async () => { await together.act("window-4", name("firm"), "merger"); expect((await together.act("deputy-4", name("firm"), "decision", { basis: "《中华人民共和国行政许可法》第二十六条" })).json).toMatchObject({ state: "decided" }); }, moves: { "set-ups": 1, "set-up-days": -3 } },
];

beforeAll(async () => {
  town = await testTown(`${TODAY}T09:00:00+08:00`, process.env["TOWN_LOG"] ?? "error");
  [play, together] = [casesOf(town), jointsOf(town)];
});
afterAll(async () => { await town.stop(); });

test("of a centre that has done nothing yet, shares of nothing, a middle of nothing and growth over nothing are not said; SQL says so too", async () => {
  const [said, plain] = [await told(), await recounted()];
  expect(said).toEqual(plain);
  last = said.parts;
  expect(Object.keys(said.values).filter((id) => said.values[id] === null)).toEqual(["on-time", "immediate", "time-cut", "satisfaction", "at-window", "set-up-days"]);
  expect(said.growth).toEqual({ "cases": null, "fees": null, "set-ups": null, "projects": null });
});

test.each(ACTS)("$says", async ({ does, moves }) => {
  const before = last;
  await does();
  const after = await told();
  last = after.parts;
  expect(Object.fromEntries(Object.keys(after.parts).map((measure) => [measure, (after.parts[measure] ?? 0) - (before[measure] ?? 0)]).filter(([, by]) => by !== 0))).toEqual(moves);
  expect(after).toEqual(await recounted());
});

test("in the end every figure has a number, and growth is said where last year’s is known", async () => {
  const { values, growth } = await told();
  expect(Object.entries(values).filter(([, value]) => value === null)).toEqual([]);
  expect(growth).toMatchObject({ "set-ups": null, "projects": null, "fees": 13.7 });
});

test("behind each count of cases stand as many cases, each once", async () => {
  const counts = ["closed", "on-time", "overdue", "immediate", "promised-accepted", "decided-at-window", "answers", "satisfied", "set-ups"];
  const behind = await Promise.all(counts.map(async (measure) => ((await town.done("supervisor-1", "GET", `/api/v1/figures/cases?measure=${measure}&from=2026-01&until=2026-12`)) as { cases: { code: string }[] }).cases.map(({ code }) => code)));
  expect(Object.fromEntries(counts.map((measure, at) => [measure, new Set(behind[at]).size]))).toEqual(Object.fromEntries(counts.map((measure) => [measure, last[measure]])));
  expect(behind.map((codes) => codes.length)).toEqual(behind.map((codes) => new Set(codes).size));
});
