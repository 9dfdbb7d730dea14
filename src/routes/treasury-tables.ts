import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import { LIGHTS } from "../treasury/due.js";
import { PAYMENT_MODES, PAYMENT_STATES } from "../treasury/payment.js";
import type { RequestLine } from "../treasury/queries.js";
import { showDay } from "../treasury/use-cases/day-desk.js";
import { showRequests, type ShownRequest } from "../treasury/use-cases/show.js";
import { csvOf, type CsvColumn } from "../web/formats/csv.js";
import type { World } from "../world.js";
import { document, inOffice, type Api } from "./endpoint.js";
import { problem } from "./problem.js";

const yuanOf = (fen: string): string => moneyJson(BigInt(fen)).amount;
const time = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

const ORDER_COLUMNS: readonly CsvColumn<RequestLine>[] = [
  { head: "申请号", kind: "plain", of: ({ request }) => request }, { head: "合同编号", kind: "text", of: ({ contract_number }) => contract_number }, { head: "收款单位", kind: "text", of: ({ supplier_name }) => supplier_name }, { head: "收款账号", kind: "plain", of: ({ payee }) => payee.account },
  { head: "指标", kind: "plain", of: ({ indicator }) => indicator }, { head: "计划月份", kind: "plain", of: ({ month }) => month.slice(0, 7) }, { head: "支付方式", kind: "text", of: ({ mode }) => PAYMENT_MODES[mode].zh }, { head: "金额（元）", kind: "number", of: ({ amount_fen }) => yuanOf(amount_fen) }, { head: "已退款（元）", kind: "number", of: ({ refunded_fen }) => yuanOf(refunded_fen) },
  { head: "状态", kind: "text", of: ({ state }) => PAYMENT_STATES[state].zh }, { head: "支付令号", kind: "plain", of: ({ order_number }) => order_number }, { head: "签发时间", kind: "plain", of: ({ ordered_at }) => time(ordered_at) }, { head: "支付日", kind: "plain", of: ({ value_on }) => value_on }, { head: "付款日期", kind: "plain", of: ({ paid_on }) => paid_on },
];
const REQUEST_COLUMNS: readonly CsvColumn<ShownRequest>[] = [
  ...ORDER_COLUMNS.map(({ head, kind, of }): CsvColumn<ShownRequest> => ({ head, kind, of: ({ row }) => of(row) })),
  { head: "法定付款期限", kind: "plain", of: ({ dued }) => dued?.due.on ?? null }, { head: "依据", kind: "plain", of: ({ dued }) => dued?.due.rule ?? null }, { head: "期限状态", kind: "text", of: ({ dued }) => (dued === null ? null : LIGHTS[dued.light].zh) }, { head: "最近办理", kind: "plain", of: ({ steps }) => time(steps.at(-1)?.made_at ?? null) }, { head: "原因", kind: "text", of: ({ steps }) => steps.at(-1)?.reason ?? null },
];

/** Payments, and the orders of a day, as tables for a spreadsheet. */
export function treasuryTables(api: Api, world: World): void {
  const requests = "/api/v1/treasury/requests.csv";
  const orders = "/api/v1/treasury/orders.csv";
  document(api, { method: "get", path: requests, summary: "Payment requests as a table", action: "payment.read" });
  api.get(requests, async (c) => {
    const may = inOffice(c, "payment.read");
    return sent(c, "payments.csv", may.ok ? ok(csvOf(REQUEST_COLUMNS, await showRequests(world, may.value, c.get("receivedAt")))) : may);
  });
  document(api, { method: "get", path: orders, summary: "The orders of a day as a table, `?day=2026-09-22`", action: "treasury.read" });
  api.get(orders, async (c) => {
    const may = inOffice(c, "treasury.read");
    const day = DayBody.safeParse(c.req.query("day") ?? dayOf(c.get("receivedAt")));
    if (!may.ok) return sent(c, "orders.csv", may);
    return sent(c, "orders.csv", day.success ? ok(csvOf(ORDER_COLUMNS, (await showDay(world, day.data, c.get("receivedAt"))).orders)) : refuse("wrong-form", { where: "day", why: "请填写日期，例如 2026-12-18", whyEn: "write a day: 2026-12-18" }));
  });
}

const sent = (c: Parameters<typeof problem>[0], name: string, text: Result<string>): Response =>
  text.ok ? c.body(text.value, 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${name}"`, "cache-control": "private, no-store" }) : problem(c, text.refusal, c.get("receivedAt") as Instant);
