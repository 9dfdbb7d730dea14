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
} as const satisfies Record<string, RefusalRow>;
