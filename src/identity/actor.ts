import type { Agency } from "./mandate.js";

/** The roles of contracts.md §2; which of them may do what is `can.ts`. */
export const ROLES = [
  "tenderer", "agency", "grantor", "transferor", "opener", "supervisor", "notary", "bidder", "expert", "pool-keeper", "exchange-staff", "committee-member",
  "window-staff", "chief-representative", "deputy-head", "sub-centre-head", "centre-committee", "city-leader", "duty-head", "conduct-supervisor", "complaint-officer", "concierge", "cashier",
  "fee-officer", "seal-keeper", "finance-reviewer", "treasury-checker", "treasury-approver", "citizen", "journalist", "admin", "centre-head",
] as const;

export type Role = (typeof ROLES)[number];

export type Organisation = { readonly name: string; readonly uscc: string };

/** What somebody may do within his organisation: everything and name others, act, or look on. */
export type Rank = "administrator" | "member" | "reader";

export const RANK_NAMES: Readonly<Record<Rank, { readonly zh: string; readonly en: string }>> = {
  administrator: { zh: "单位管理员", en: "administrator" }, member: { zh: "经办人", en: "member" }, reader: { zh: "查阅人", en: "reader" },
};

/** Whoever acts: one person in one role, for an organisation where the role has one. */
export type Actor = {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly organisation: Organisation | null;
  /** The name under which `lot.terms` lists this opener; null for everybody else. */
  readonly opener: string | null;
  /** The exchange operator's own firm: it may never bid (20号令 23). */
  readonly operatorFirm: boolean;
  /** Within the organisation; absent where the office stands for itself. */
  readonly rank?: Rank;
  /** What a program may that acts by a token, as actions of can.ts; absent where the person acts himself. */
  readonly scopes?: readonly string[];
  /** What he signed for the very act that he does now; absent where the act asks for no signature. */
  readonly signed?: SignedAct;
  /** The agency for which he acts in this office of its principal, with its mandates; absent where the organisation acts itself. */
  readonly agency?: Agency;
};

/** A signature over one request, as kept: the hash of its `signed-act/1`, who gave it, and the version of the object he saw. */
export type SignedAct = { readonly sha256: string; readonly personId: string; readonly object: string | null };

/** For whom somebody acts, as people write it: the organisation, or the agency and whose it is. */
export const actingFor = ({ organisation, agency }: Pick<Actor, "organisation" | "agency">): string | null =>
  organisation === null ? null : agency === undefined ? organisation.name : `${agency.name}（代${organisation.name}）`;

/** The role in words, Chinese and English. */
export const ROLE_NAMES: Readonly<Record<Role, { readonly zh: string; readonly en: string }>> = {
  "tenderer": { zh: "招标人", en: "Tenderer" },
  "agency": { zh: "招标代理机构", en: "Tendering agency" },
  "grantor": { zh: "出让人", en: "Grantor" },
  "transferor": { zh: "转让方", en: "Transferor" },
  "opener": { zh: "开启人", en: "Opener" },
  "supervisor": { zh: "行政监督部门", en: "Supervisor" },
  "notary": { zh: "公证人员", en: "Notary" },
  "bidder": { zh: "投标人", en: "Bidder" },
  "expert": { zh: "评标专家", en: "Expert" },
  "pool-keeper": { zh: "专家库管理员", en: "Pool keeper" },
  "exchange-staff": { zh: "交易中心工作人员", en: "Exchange staff" },
  "committee-member": { zh: "评标委员会成员", en: "Committee member" },
  "window-staff": { zh: "窗口工作人员", en: "Window staff" },
  "chief-representative": { zh: "首席代表", en: "Chief representative" },
  "deputy-head": { zh: "分管领导", en: "Deputy head" },
  "centre-head": { zh: "中心主任", en: "Head of the centre" },
  "sub-centre-head": { zh: "分中心负责人", en: "Sub-centre head" },
  "centre-committee": { zh: "管委会委员", en: "Member of the centre’s committee" },
  "city-leader": { zh: "市领导", en: "City leader" },
  "duty-head": { zh: "值班领导", en: "Duty head" },
  "conduct-supervisor": { zh: "效能监督员", en: "Conduct supervisor" },
  "complaint-officer": { zh: "投诉受理员", en: "Complaint officer" },
  "concierge": { zh: "帮办代办员", en: "Concierge" },
  "cashier": { zh: "出纳", en: "Cashier" },
  "fee-officer": { zh: "收费核定员", en: "Fee officer" },
  "seal-keeper": { zh: "用印员", en: "Seal keeper" },
  "finance-reviewer": { zh: "财务复核员", en: "Finance reviewer" },
  "treasury-checker": { zh: "国库审核员", en: "Treasury checker" },
  "treasury-approver": { zh: "国库审批员", en: "Treasury approver" },
  "citizen": { zh: "办事群众", en: "Citizen" },
  "journalist": { zh: "媒体记者", en: "Journalist" },
  "admin": { zh: "系统管理员", en: "Administrator" },
};
