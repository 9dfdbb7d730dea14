import { grouped, moneyJson } from "../../kernel/money.js";
import { PLAN_VERDICTS } from "../../treasury/budget.js";
import { PAYMENT_MODES } from "../../treasury/payment.js";
import { showContracts, showIndicators, type ShownContract, type ShownIndicator } from "../../treasury/use-cases/show.js";
import { budgetsPage, payContractsPage, type ContractView, type IndicatorView } from "../../web/pages/budgets.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { contextOf, html, type PageRequest, type Site } from "./site.js";
import { decisionFields } from "./treasury-acts.js";
import { duedLine } from "./views/dues.js";
import { instantOf } from "./views/lists.js";

/** Draws budgets with their plans, or contracts to pay under; null where the address is another's. */
export async function drawBudgets(c: PageRequest, site: Site, path: string, drawing: Drawing): Promise<Response | null> {
  const page = contextOf(c, site);
  const { world, actor, language, refused } = drawing;
  const [faults, status] = [faultsOf(refused, language), refused === null ? 200 : 422] as const;
  if (path === paths.budgets) return html(c, page, budgetsPage(page, { indicators: (await showIndicators(world, actor)).map((each) => indicatorView(each, drawing)), acts: acts(drawing, ["indicator", "lapse-year"], ""), faults }), status);
  if (path === paths.payContracts) return html(c, page, payContractsPage(page, { contracts: (await showContracts(world, actor, world.clock())).map((each) => contractView(each, drawing)), acts: acts(drawing, ["pay-contract", "outside-contract"], ""), faults }), status);
  return null;
}

const acts = (drawing: Drawing, names: readonly string[], item: string): ActionView[] => names.filter((name) => offers(drawing.actor, name)).map((name) => button(drawing, name, item === "" ? {} : { item }, item === "" ? {} : { suffix: `-${item}` }));

function indicatorView({ row, records, plans, asked }: ShownIndicator, drawing: Drawing): IndicatorView {
  const { language } = drawing;
  return {
    indicator: row.indicator, unit: row.unit_name, subject: `${row.subject} ${row.subject_name}`, project: row.project, year: row.year, fen: BigInt(row.amount_fen), planned: BigInt(row.planned_fen),
    records: records.map(({ amount_fen, document, made_at }) => ({ fen: BigInt(amount_fen), document, at: instantOf(made_at) })), plans: plans.map(({ month, mode, approved_fen, used_fen }) => ({ month: month.slice(0, 7), mode: PAYMENT_MODES[mode][language], approved: BigInt(approved_fen), used: BigInt(used_fen) })),
    asked: asked.map(({ month, mode, amount_fen, reason, made_at, verdict, note }) => ({ month: month.slice(0, 7), mode: PAYMENT_MODES[mode][language], fen: BigInt(amount_fen), reason, at: instantOf(made_at), verdict: verdict === null ? null : PLAN_VERDICTS[verdict][language], note })),
    acts: [...decisions({ row, asked }, drawing), ...acts(drawing, ["ask-plan", "adjust-indicator"], row.indicator)],
  };
}

/** A decision for each plan that waits. */
const decisions = ({ row, asked }: Pick<ShownIndicator, "row" | "asked">, drawing: Drawing): ActionView[] => (!offers(drawing.actor, "decide-plan") ? [] : asked.filter(({ verdict }) => verdict === null).map((plan) => {
  const month = plan.month.slice(0, 7);
  const { amount } = moneyJson(BigInt(plan.amount_fen));
  const act = button(drawing, "decide-plan", { item: row.indicator }, { suffix: `-${row.indicator}-${month}-${plan.mode}`, fields: decisionFields(drawing.language, { month, mode: plan.mode, amount }) });
  return { ...act, label: `${act.label}：${month} ${PAYMENT_MODES[plan.mode][drawing.language]} ${grouped(amount)}` };
}));

function contractView({ row, payees, accepted, mustAnnounce, isAnnounced, unasked }: ShownContract, drawing: Drawing): ContractView {
  const place = row.tender_id === null ? { item: row.contract } : { tender: row.tender_id, lot: row.lot ?? "" };
  const accept = row.tender_id === null ? "accept-outside" : "accept-contract";
  const accepting = offers(drawing.actor, accept) ? [button(drawing, accept, place, { suffix: `-${row.contract}` })] : [];
  return {
    contract: row.contract, number: row.number, title: row.title, supplier: row.supplier_name, fen: BigInt(row.price_fen), signedOn: row.signed_on, tender: row.tender_id, sha256: row.sha256, days: row.payment_days, small: row.small, announced: mustAnnounce ? isAnnounced : null,
    payees: payees.map(({ name, bank, account, document, made_at }) => ({ name, bank, account, document, at: instantOf(made_at) })), accepted: accepted.map(({ on, parts, fen, sha256 }) => ({ on, parts, fen, sha256 })),
    unasked: unasked === null ? null : { on: unasked.on, fen: unasked.fen, due: unasked.dued === null ? null : duedLine(unasked.dued, drawing.language) },
    acts: [...accepting, ...acts(drawing, ["contract-payee"], row.contract)], pays: offers(drawing.actor, "pay-request") ? `${paths.newPayment}?contract=${encodeURIComponent(row.contract)}` : null,
  };
}
