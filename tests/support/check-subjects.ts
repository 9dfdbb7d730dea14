import type { DocumentText } from "../../src/tenders/check/document-text.js";
import { must } from "../../src/kernel/result.js";
import { faultedAt, wholeOf } from "../../src/tenders/faulted.js";
import type { EarlierFault, OpenerOffice, Subject } from "../../src/tenders/check/check.js";
import { tenderOfForm } from "../../src/tenders/draft.js";
import { TenderBody } from "../../src/tenders/form.js";
import { COMPREHENSIVE, LOWEST, lotBody, tenderBody } from "./works-tender.js";
import { when } from "./works-facts.js";

type Body = Record<string, unknown>;

export const money = (amount: string): Body => ({ amount, currency: "CNY" });
export const OFFICES: readonly OpenerOffice[] = [
  { opener: "agency", name: "晓明工程咨询有限公司", uscc: "91341702MA0000031Y" }, { opener: "supervisor", name: "晨光市公共资源交易监督管理局", uscc: "11341702MB0000018K" }, { opener: "notary", name: "晨光市公证处", uscc: "12341702MB000002X8" },
];

export const document = (over: Partial<DocumentText> = {}): DocumentText => ({ name: "招标文件.docx", mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", size: 12_000, sha256: "0".repeat(64), text: "第一章 招标公告\n见平台公告。", barrier: null, ...over });

const PARTS = [{ part: "technical", title: "技术部分", after: null, form: false, requiredFiles: ["施工组织设计.pdf"] }, { part: "price", title: "报价部分", after: "technical", form: true, requiredFiles: ["已标价工程量清单.xlsx"] }];

/** A lot that every check is content with. */
export const lawfulLot = (over: Body = {}): Body => lotBody({ parts: PARTS, remedyMinutes: 30, method: { ...COMPREHENSIVE, ties: [...COMPREHENSIVE.ties, "draw"] }, ...over });
export const lowest = (over: Body = {}): Body => ({ ...LOWEST, ...over });
export const points = (over: Body = {}): Body => ({ ...COMPREHENSIVE, ties: [...COMPREHENSIVE.ties, "draw"], ...over });

/** What a fixture changes: fields of the form, its lots, and what the exchange knows beside it. */
export type Change = { readonly form?: Body; readonly lots?: readonly Body[]; readonly documents?: readonly DocumentText[]; readonly offices?: readonly OpenerOffice[]; readonly at?: string; /** Clauses that an earlier attempt, as the lawful tender is, was found at fault for; none named is all of it. */ readonly faulted?: readonly string[] };

const AUTHORITY = { name: "晨光市公共资源交易监督管理局", person: "严正", phone: "0000-7654321", address: "晨光市市民中心" };

/** The lawful tender, as checked on 1 September 2026, with a change. */
export function subject({ form = {}, lots = [lawfulLot()], documents = [document()], offices = OFFICES, at = "2026-09-01T09:00:00", faulted }: Change = {}): Subject {
  const body = TenderBody.parse(tenderBody({ complaints: AUTHORITY, ...form }, lots));
  const tender = tenderOfForm(body, "works");
  return { tender: { ...tender, project: { ...tender.project, tenderer_uscc: "91341702MA000001XC" } }, at: when(at), offices, documents, ...(faulted === undefined ? {} : { faults: [earlierFault(faulted)] }) };
}

/** An adverse finding on the lawful tender. */
function earlierFault(paths: readonly string[]): EarlierFault {
  const { tender, documents } = subject();
  const compared = { form: tender.form, line: "works", lot: "1", documents: documents ?? [] };
  return { lot: "1", whole: wholeOf(compared), fault: { by: { zh: "前次异议的答复", en: "The reply to an earlier objection" }, faulted: must(faultedAt(compared, paths)) } };
}
