import type { RefusalRow } from "./row.js";

/** Grants of land and mining rights, transfers of property. */
export const SALES = {
  "sale-deposit-low": { status: 422, zh: "保证金 {deposit} 元低于起始价 {base} 元的 {share}%（{law}）。", en: "The deposit of {deposit} yuan is below {share} % of {base} yuan ({lawEn})." },
  "sale-deposit-high": { status: 422, zh: "保证金 {deposit} 元高于转让底价 {base} 元的 {share}%（{law}）。", en: "The deposit of {deposit} yuan is above {share} % of the floor price of {base} yuan ({lawEn})." },
  "first-floor-low": { status: 422, zh: "首次披露的转让底价 {floor} 元低于评估结果 {appraisal} 元的 {share}%（{law}）。", en: "The floor price of {floor} yuan, disclosed first, is below {share} % of the appraisal of {appraisal} yuan ({lawEn})." },
  "floor-needs-consent": { status: 409, zh: "转让底价 {floor} 元低于评估结果 {appraisal} 元的 {share}%，须有批准单位的书面同意（{law}）。", en: "The floor price of {floor} yuan is below {share} % of the appraisal of {appraisal} yuan: it needs the written consent of the approver ({lawEn})." },
} as const satisfies Record<string, RefusalRow>;
