import type { Json } from "../../kernel/canonical-json.js";
import { ALL_KINDS, kindRow, type Kind } from "../../messages/kinds.js";
import type { Language } from "../../web/context.js";
import { inboxWords } from "../../web/messages/inbox.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

const API = "/api/v1/messages";

/** Kinds whose mail may be turned off. */
const optional = (kinds: readonly Kind[]): readonly Kind[] => kinds.filter((kind) => kindRow(kind).legal !== true);

/** Where mail goes and which of it. @param kinds what this office may be told */
export function settingsFields(language: Language, kinds: readonly Kind[] = ALL_KINDS): Field[] {
  const words = inboxWords(language);
  const named = (some: readonly Kind[]) => some.map((kind) => ({ value: kind, label: kindRow(kind)[language] }));
  return [
    { name: "offered", label: "offered", kind: "hidden", value: optional(kinds).join(" ") },
    { name: "email", label: words.email, kind: "text", autocomplete: "email", hint: words.emailHint },
    { name: "language", label: words.language, kind: "select", required: true, options: [{ value: "zh", label: "中文" }, { value: "en", label: "English" }] },
    { name: "mail", label: words.mail, kind: "checkboxes", options: named(optional(kinds)) },
    { name: "phone", label: words.phone, kind: "text", autocomplete: "tel", hint: words.phoneHint },
    { name: "phoneBy", label: words.phoneBy, kind: "select", required: true, options: [{ value: "sms", label: words.bySms }, { value: "voice", label: words.byVoice }] },
    { name: "phoneOn", label: words.phoneOn, kind: "checkboxes", options: named(kinds) },
  ];
}

function settingsBody(filled: Json, version: number): Json {
  const { mail, phoneOn } = filled as { readonly mail?: readonly string[]; readonly phoneOn?: readonly string[] };
  const [email, phone] = [textOf(filled, "email").trim(), textOf(filled, "phone").replaceAll(/[\s()-]/g, "")];
  return { version, language: textOf(filled, "language"), email: email === "" ? null : email, mailOff: textOf(filled, "offered").split(" ").filter((kind) => kind !== "" && !(mail ?? []).includes(kind)), phone: phone === "" ? null : phone, phoneBy: textOf(filled, "phoneBy"), phoneOn: [...(phoneOn ?? [])] };
}

/** Acts on one's own messages. */
export const MESSAGES: Readonly<Record<string, Act>> = {
  "read-message": { action: "message.read", zh: "标为已读", en: "Mark as read", method: "POST", api: ({ item }) => `${API}/${encodeURIComponent(item)}/reading` },
  "message-settings": {
    action: "message.settings", zh: "保存", en: "Save", method: "PUT", api: () => `${API}/settings`, fields: settingsFields, body: (filled, _, version) => settingsBody(filled, version),
    page: () => paths.inboxSettings, then: () => paths.inbox,
  },
  "read-messages": { action: "message.read", zh: "全部标为已读", en: "Mark all as read", method: "POST", api: () => `${API}/readings` },
};
