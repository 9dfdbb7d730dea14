import type { Row } from "../db/schema.js";

export type OrganisationState = Row<"organisations">["state"];

export const ORGANISATION_STATES: Readonly<Record<OrganisationState, { readonly zh: string; readonly en: string }>> = {
  active: { zh: "正常", en: "active" }, frozen: { zh: "已冻结", en: "frozen" }, left: { zh: "已注销", en: "left" },
};
export const isOrganisationState = (text: string): text is OrganisationState => Object.hasOwn(ORGANISATION_STATES, text);

/** How a credit code begins: as many of its characters as tell something, in capitals; null where a text is no such beginning. */
export function codeBeginning(text: string): string | null {
  const code = text.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();
  return /^[0-9A-HJ-NPQRTUWXY]{4,18}$/.test(code) && /^[159ANY][0-9A-HJ-NPQRTUWXY]\d{2}/.test(code) ? code : null;
}
