import type { Language } from "../../web/context.js";
import { depositWords } from "../../web/messages/deposits.js";
import type { Field } from "../../web/views.js";
import { lotApi, type Act } from "./acts.js";

const both = (word: "ask" | "state" | "refund" | "refundWarning") => ({ zh: depositWords("zh")[word], en: depositWords("en")[word] });

function accountFields(language: Language): Field[] {
  const words = depositWords(language);
  return [{ name: "account", label: words.account, kind: "text", required: true, hint: words.accountHint }, { name: "bank", label: words.bankName, kind: "text", required: true }];
}

/** Deposits through a bank: a firm's number and basic account, the cashier's order to pay back. */
export const DEPOSIT_ACTS: Readonly<Record<string, Act>> = {
  "deposit-number": { action: "deposit.ask", ...both("ask"), method: "POST", api: (place) => `${lotApi(place)}/deposit-number` },
  "basic-account": { action: "deposit.account", ...both("state"), method: "POST", api: () => "/api/v1/basic-account", fields: accountFields },
  "forfeit-answer": { action: "forfeit.answer", zh: depositWords("zh").forfeit.act, en: depositWords("en").forfeit.act, method: "POST", api: (place) => `${lotApi(place)}/forfeitures/answer`, fields: (language) => [{ name: "text", label: depositWords(language).forfeit.text, kind: "textarea", required: true }], warning: { zh: depositWords("zh").forfeit.actWarning, en: depositWords("en").forfeit.actWarning } },
  "deposit-refund": { action: "deposit.refund", ...both("refund"), method: "POST", api: (place) => `${lotApi(place)}/deposit-refunds`, fields: () => [{ name: "bidder", label: "bidder", kind: "hidden", required: true }], warning: both("refundWarning") },
};
