import type { Role } from "../identity/actor.js";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";

/** The offices an organisation can register for itself; every other is given by the exchange or the law's own bodies. */
export const OWN_ROLES = ["bidder", "tenderer", "agency", "grantor", "transferor"] as const satisfies readonly Role[];
export type OwnRole = (typeof OWN_ROLES)[number];

/** What an organisation says of itself: no more than its licence says, and how to reach it. */
export type OrganisationFacts = {
  readonly uscc: string;
  readonly name: string;
  readonly legalRepresentative: string;
  readonly address: string;
  readonly phone: string;
  readonly roles: readonly OwnRole[];
  /** Of a branch: the credit code of the organisation it belongs to; absent of a legal person. */
  readonly parent?: string;
};

/** One version of an organisation's file, in the bytes its representative signs. */
export type OrganisationFile = OrganisationFacts & { readonly v: "organisation/1"; readonly exchange: string; readonly version: number; /** Who gives it, by his id. */ readonly by: string };

export const fileBytes = (file: OrganisationFile): Uint8Array => canonical({ ...file, roles: [...file.roles] });
/** A file of ours; it was checked when it came in. */
export const readFile = (bytes: Uint8Array): OrganisationFile => parseCanonical(bytes) as unknown as OrganisationFile;

/** Kinds of organisation by the first two characters of the credit code (GB 32100, 5.1 and 5.2). */
const KINDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  "11": { zh: "机关", en: "government body" }, "12": { zh: "事业单位", en: "public institution" }, "13": { zh: "编办直接管理机构编制的群众团体", en: "mass organisation" }, "19": { zh: "机构编制其他单位", en: "other body" },
  "51": { zh: "社会团体", en: "association" }, "52": { zh: "民办非企业单位", en: "private non-enterprise unit" }, "53": { zh: "基金会", en: "foundation" }, "91": { zh: "企业", en: "enterprise" },
  "92": { zh: "个体工商户", en: "individual business" }, "93": { zh: "农民专业合作社", en: "farmers’ cooperative" },
};

/** What the code says its holder is. */
export const kindOf = (uscc: string): { readonly zh: string; readonly en: string } => KINDS[uscc.slice(0, 2)] ?? { zh: "其他组织", en: "other organisation" };
