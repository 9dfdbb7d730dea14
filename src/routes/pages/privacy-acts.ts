import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { privacyWords } from "../../web/messages/privacy.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

const API = "/api/v1";
const mine = (): string => paths.myPrivacy;
const reason = (label: string): Field => ({ name: "reason", label, kind: "textarea", rows: 2, required: true });

const numberFields = (language: Language): Field[] => [{ name: "idNumber", label: privacyWords(language).idNumber, kind: "text", required: true, hint: privacyWords(language).idNumberHint, autocomplete: "off" }];
const correctionFields = (language: Language): Field[] => [{ name: "name", label: privacyWords(language).newName, kind: "text", required: true, autocomplete: "off" }, reason(privacyWords(language).reason)];
const closingFields = (language: Language): Field[] => [{ ...reason(privacyWords(language).closingReason), rows: 1 }, { name: "sure", label: privacyWords(language).sure, kind: "checkbox" }];
const revealFields = (language: Language): Field[] => [{ ...reason(privacyWords(language).revealReason), rows: 1 }];

const answerFields = (language: Language): Field[] => {
  const words = privacyWords(language);
  return [
    { name: "decision", label: words.decision, kind: "select", required: true, options: [{ value: "", label: "—" }, { value: "grant", label: words.grant }, { value: "refuse", label: words.refuse }] },
    { name: "reason", label: words.decisionReason, kind: "textarea", rows: 2 },
  ];
};

/** Without a choice the body says so, and the API asks for one. */
function answerBody(filled: Json): Json {
  const why = textOf(filled, "reason").trim();
  const decision = textOf(filled, "decision");
  return { grant: decision === "" ? null : decision === "grant", reason: why === "" ? null : why };
}

/** What a person does about what is held of him, and what staff answer. */
export const PRIVACY: Readonly<Record<string, Act>> = {
  "give-id-number": { action: "person", zh: "填写身份证号码", en: "Give my identity number", method: "PUT", api: () => `${API}/identity-number`, fields: numberFields, page: mine },
  "withdraw-id-number": { action: "person", zh: "删除身份证号码", en: "Delete my identity number", method: "DELETE", api: () => `${API}/identity-number`, page: mine },
  "correct-name": { action: "person", zh: "提出更正", en: "Ask for the correction", method: "POST", api: () => `${API}/privacy/corrections`, fields: correctionFields, page: mine },
  "close-account": {
    action: "person", zh: "注销账号", en: "Close my account", method: "POST", api: () => `${API}/privacy/closing`, fields: closingFields, page: mine, then: () => paths.home,
    warning: { zh: "注销后不能恢复。", en: "It cannot be undone." },
  },
  "reveal-applicant": { action: "identity.reveal", zh: "查看身份证号码", en: "Show the identity number", method: "POST", api: ({ item }) => `${API}/registrations/${encodeURIComponent(item)}/identity`, fields: revealFields, page: () => paths.deskRegistrations },
  "answer-request": { action: "privacy.answer", zh: "答复", en: "Answer", method: "POST", api: ({ item }) => `${API}/privacy/requests/${encodeURIComponent(item)}/answer`, fields: answerFields, body: answerBody, page: () => paths.deskPrivacy },
};
