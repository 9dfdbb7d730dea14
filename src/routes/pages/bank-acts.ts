import { ALIKE, DESK_ACTS, type DeskAct } from "../../bank/desk.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { bankWords } from "../../web/messages/bank.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

const fieldsFor = (act: DeskAct) => (language: Language): Field[] => [
  ...(act === "assign" ? [{ name: "sub", label: bankWords(language).sub, kind: "text", required: true } as const] : []),
  ...(act === "repay" ? [{ name: "account", label: bankWords(language).payeeAccount, kind: "text", required: true } as const, { name: "bank", label: bankWords(language).payeeBank, kind: "text", required: true } as const] : []), { name: "reason", label: bankWords(language).reason, kind: "text", required: true },
];

const actOf = (act: DeskAct): Act => ({
  action: "bank.settle", zh: DESK_ACTS[act].zh, en: DESK_ACTS[act].en, method: "POST", api: ({ item }) => `/api/v1/bank/matters/${encodeURIComponent(item)}/acts`, fields: fieldsFor(act),
  body: (filled): Json => ({ act, reason: textOf(filled, "reason"), ...(act === "assign" ? { sub: textOf(filled, "sub") } : {}), ...(act === "repay" ? { payee: { account: textOf(filled, "account"), bank: textOf(filled, "bank") } } : {}) }), page: () => paths.deskBank, then: () => paths.deskBank,
});

function closing(zh: string, en: string, api: string, fields: NonNullable<Act["fields"]>, body: NonNullable<Act["body"]>): Act {
  return { action: "ledger.close", zh, en, method: "POST", api: () => api, fields, body, page: () => paths.deskBank, then: () => paths.deskBank };
}

/** What the office of reconciliation does about a matter, one act a form. */
export const BANK_ACTS: Readonly<Record<string, Act>> = {
  ...Object.fromEntries((Object.keys(DESK_ACTS) as DeskAct[]).map((act) => [`bank-${act}`, actOf(act)])),
  "bank-many": {
    action: "bank.settle", zh: "一并处理", en: "Settle alike", method: "POST", api: () => "/api/v1/bank/acts", page: () => paths.deskBank, then: () => paths.deskBank,
    fields: (language) => { const words = bankWords(language); return [{ name: "matters", label: words.which, kind: "checkboxes", required: true }, { name: "act", label: words.how, kind: "select", required: true, options: ALIKE.map((act) => ({ value: act, label: DESK_ACTS[act][language] })) }, { name: "reason", label: words.reason, kind: "text", required: true }]; },
  },
  "close-month": closing("月结", "Close the month", "/api/v1/ledger/closes", (language) => [{ name: "month", label: bankWords(language).month, kind: "text", required: true }], (filled) => ({ month: textOf(filled, "month") })),
  "close-year": closing("年结", "Close the year", "/api/v1/ledger/years", (language) => [{ name: "year", label: bankWords(language).year, kind: "number", required: true }], (filled) => ({ year: Number(textOf(filled, "year")) })),
};
