import type { Json } from "../../kernel/canonical-json.js";
import { ISSUER_KINDS, type IssuerKind } from "../../sureties/issuer.js";
import { keysOf } from "../../kernel/table-keys.js";
import type { Language } from "../../web/context.js";
import { suretyWords } from "../../web/messages/sureties.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

function issuerFields(language: Language): Field[] {
  const words = suretyWords(language);
  return [
    { name: "name", label: words.name, kind: "text", required: true }, { name: "uscc", label: words.uscc, kind: "text", required: true },
    { name: "kind", label: words.kindOf, kind: "select", required: true, options: keysOf<IssuerKind>(ISSUER_KINDS).map((kind) => ({ value: kind, label: ISSUER_KINDS[kind][language] })) }, { name: "licence", label: words.licence, kind: "text", required: true },
    { name: "from", label: words.from2, kind: "date", required: true }, { name: "until", label: words.until2, kind: "date", hint: words.open }, { name: "certificate", label: words.pem, kind: "textarea", hint: words.pemHint, required: true },
  ];
}

/** The register of issuers: one officer enters, another agrees. */
export const SURETY_ACTS: Readonly<Record<string, Act>> = {
  "issuer": {
    action: "issuer.keep", zh: suretyWords("zh").enter, en: suretyWords("en").enter, method: "POST", api: () => "/api/v1/guarantee-issuers", fields: issuerFields, page: () => paths.deskIssuers, then: () => paths.deskIssuers,
    body: (filled): Json => ({ ...(filled as Readonly<Record<string, Json>>), until: textOf(filled, "until") === "" ? null : textOf(filled, "until") }),
  },
  "issuer-approve": {
    action: "issuer.keep", zh: suretyWords("zh").approve, en: suretyWords("en").approve, method: "POST", warning: { zh: suretyWords("zh").approveWarning, en: suretyWords("en").approveWarning },
    api: ({ item }) => { const [uscc = "", version = ""] = item.split("/"); return `/api/v1/guarantee-issuers/${encodeURIComponent(uscc)}/versions/${encodeURIComponent(version)}/approval`; }, page: () => paths.deskIssuers, then: () => paths.deskIssuers,
  },
};
