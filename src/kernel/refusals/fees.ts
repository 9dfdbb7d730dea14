import type { RefusalRow } from "./row.js";

const LATE_CHARGE = { zh: "行政强制法第四十五条", en: "Administrative Compulsion Law, art. 45" } as const;

/** Fee items, bills and what is paid on them. */
export const FEES = {
  "fee-without-basis": { status: 422, zh: "“{item}”没有收费依据，不能列入收费目录。", en: "“{item}” rests on no law: it does not stand in the catalogue." },
  "unit-collects-nothing": { status: 422, zh: "“{unit}”不是执收单位。", en: "“{unit}” is no collecting unit." },
  "fee-input": { status: 422, zh: "定额收费没有计费数量；按量收费必须写明计费数量。", en: "A fixed fee has no quantity; any other says what its quantity is." },
  "fee-formula-bounds": { status: 422, zh: "下限高于上限。", en: "The minimum is above the maximum." },
  "fee-formula-tiers": { status: 422, zh: "分档须自 0 起逐档递增。", en: "Tiers begin at 0 and rise." },
  "deposit-not-refundable": { status: 422, zh: "保证金必须可以退还。", en: "A deposit goes back: it must be refundable." },
  "late-charge-not-here": { status: 422, zh: "{nature}不加收滞纳金。", en: "No late charge is due on a {natureEn}.", law: LATE_CHARGE },
  "discount-above-one": { status: 422, zh: "优惠系数不得大于 1。", en: "A discount factor is 1 at most." },
  "fee-backdated": { status: 422, zh: "新版本不得早于今日（{today}）施行：已经开出的账单按当时有效的标准。", en: "No version begins before today ({today}): bills stand by what was in force." },
  "fee-version-order": { status: 422, zh: "上一版本自{from}施行，新版本须在其后。", en: "The version before it begins on {from}: the next begins after it." },
  "fee-not-in-force": { status: 422, zh: "{on}没有有效的收费项目“{item}”。", en: "No fee item “{item}” is in force on {on}." },
  "fee-twice": { status: 422, zh: "收费项目“{item}”出现了两次。", en: "The fee item “{item}” stands twice." },
  "fee-quantity-missing": { status: 422, zh: "请填写计费数量。", en: "The quantity is missing." },
  "fee-quantity-negative": { status: 422, zh: "计费数量不能为负。", en: "A quantity is not negative." },
  "fee-too-large": { status: 422, zh: "金额超过 {max} 元，请核对数量。", en: "The amount is above {max} yuan: look at the quantity." },
  "reduction-too-large": { status: 422, zh: "“{item}”应缴 {payable} 元，减免不得超过它。", en: "{payable} yuan are payable for “{item}”: no more can be taken off." },
  "fee-of-another-unit": { status: 422, zh: "“{item}”由编码为{unit}的单位执收。", en: "“{item}” is charged by the unit {unit}." },
  "fee-abolished": { status: 422, zh: "“{item}”自{since}起已取消，不得收费。", en: "“{item}” is abolished since {since}: nothing is charged." },
  "fee-version-passed": { status: 409, zh: "“{item}”核算所依据的标准（第{version}版）已经不是现行标准，请退回重新核算。", en: "“{item}” was calculated by version {version}, which holds no longer: send the bill back to be calculated anew." },
  "fee-amount-differs": { status: 422, zh: "“{item}”按标准应缴 {payable} 元，与填写的金额不符。", en: "By its standard “{item}” comes to {payable} yuan, not to what was written." },
  "bill-state": { status: 409, zh: "账单状态为“{state}”，不能办理。", en: "The bill is {stateEn}: this cannot be done now." },
  "bill-changed": { status: 412, zh: "账单已由他人改动（第{version}版），请核对后重新办理。", en: "Somebody changed the bill meanwhile (version {version}): look at it again." },
  "bill-due-past": { status: 422, zh: "缴款期限须在今日（{today}）之后。", en: "The day to pay by lies after today ({today})." },
  "bill-payer": { status: 422, zh: "只能为本单位申报。", en: "One declares for one’s own organisation." },
  "bill-empty": { status: 422, zh: "各单位都没有收费项目，无需审定。", en: "No unit charges anything: there is nothing to review." },
  "payment-not-one": { status: 409, zh: "该缴款码有{count}笔有效到账，应只有一笔。", en: "{count} payments stand on this code; there is one." },
  "payment-sum": { status: 409, zh: "账单“{bill}”的到账金额与明细合计不符。", en: "What was paid on bill “{bill}” is not the sum of its lines." },
  "receipt-not-open": { status: 409, zh: "该票据状态为{state}，不能入账。", en: "The receipt is {state}: it cannot be entered." },
  "refund-ordered-already": { status: 409, zh: "已经下达退付指令（{order}）。", en: "This refund is ordered already ({order})." },
  "refund-by-treasury": { status: 409, zh: "款项已上缴国库或者划转收款单位，由财政部门办理退库或者由收款单位退还。", en: "The money is with the treasury or its payee already: it goes back from there." },
  "deposit-under-way": { status: 409, zh: "保证金正在转存专户，到账后办理退还。", en: "The deposit is on its way to its own account: it goes back once it is there." },
  "no-collecting-account": { status: 409, zh: "没有登记一费清待清算专户，不能通知缴款。", en: "No account for bills is entered: payment cannot be asked for." },
} as const satisfies Record<string, RefusalRow>;
