import type { Json } from "../kernel/canonical-json.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { NoticeType } from "../notices/record.js";

/** What the law wants kept of an electronic tender, in its order; the last takes whatever else the exchange keeps. Law: 电子招标投标办法 40. */
export const ARCHIVE_KINDS = {
  notices: { zh: "招标（采购）公告、资格预审公告、投标邀请书", en: "notices and invitations" },
  documents: { zh: "资格预审文件、招标文件及其澄清、修改", en: "prequalification and tender documents with their clarifications" },
  bids: { zh: "资格预审申请文件、投标文件及其澄清、说明", en: "applications and bids with their clarifications" },
  evaluation: { zh: "资格审查报告、评标报告", en: "reviews of qualification and evaluation reports" },
  award: { zh: "资格预审结果通知书、中标（成交）结果公告和通知书", en: "results and letters" },
  contract: { zh: "合同", en: "the contract" },
  others: { zh: "其他：开标记录、异议答复、监督决定、公开日志和核验材料", en: "others: opening records, replies, orders, the public log and what proves it" },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type ArchiveKind = keyof typeof ARCHIVE_KINDS;

const KIND_OF_NOTICE: Readonly<Record<NoticeType, ArchiveKind>> = {
  "plan": "notices", "sale-notice": "notices", "sale-end": "others", "auction-record": "others", "sale-confirmation": "award", "sale-result": "award", "tender-notice": "notices", "prequal-notice": "notices", "invitation": "notices", "clarification": "documents", "opening-record": "others", "evaluation-report": "evaluation",
  "prequal-result": "award", "candidates": "award", "award-notice": "award", "procurement-result": "award", "award-letter": "award", "result-letter": "award", "failure-notice": "others", "contract-notice": "contract", "objection-reply": "others", "draw-record": "evaluation", "site-record": "evaluation",
};

/** Folders of an audit bundle that are one kind whole. */
const KIND_OF_FOLDER: Readonly<Record<string, ArchiveKind>> = { bids: "bids", openers: "others", releases: "others", opening: "others", evaluation: "evaluation", prequalification: "evaluation" };

/** A file of the package: where it lies, and what is known of it. */
export type HandedFile = { readonly path: string; readonly size: number; readonly sha256: string };
/** A document the exchange issued, by the folder it lies in. */
export type IssuedPaper = { readonly id: string; readonly version: number; readonly type: NoticeType; readonly title: string; readonly publishedAt: Instant };

/** The folder of the audit bundle in the package, and that of the tender documents. */
export const BUNDLE_FOLDER = "bundle";
export const DOCUMENTS_FOLDER = "documents";

/** Which kind a file of the package is, and what it is called there; null where its name says enough. */
function placeOf({ path }: HandedFile, papers: readonly IssuedPaper[]): { readonly kind: ArchiveKind; readonly paper: IssuedPaper | null } {
  const [top, folder = "", id, version] = path.split("/");
  if (top === DOCUMENTS_FOLDER) return { kind: "documents", paper: null };
  if (folder !== "notices") return { kind: KIND_OF_FOLDER[folder] ?? "others", paper: null };
  const paper = papers.find((each) => each.id === id && `v${String(each.version)}` === version) ?? null;
  return { kind: paper === null ? "others" : KIND_OF_NOTICE[paper.type], paper };
}

type Listed = { readonly path: string; readonly size: number; readonly sha256: string; readonly title: string | null; readonly publishedAt: string | null };
export type ArchiveList = {
  readonly v: "archive-list/1"; readonly exchange: string; readonly tender: string; readonly title: string; readonly to: { readonly name: string; readonly uscc: string };
  /** The archive entry that fixed the bundle: which one, and its hash. */
  readonly archive: { readonly serial: number; readonly sha256: string };
  /** How long the file is kept at the least, in years from the day the contract is filed, and the article. */
  readonly keep: { readonly years: number; readonly law: string; readonly lawEn: string };
  readonly kinds: readonly { readonly kind: ArchiveKind; readonly title: string; readonly files: readonly Listed[] }[];
};

/** The archive list (归档移交清单): every file of the package under what the law calls it, kinds without a file named all the same. */
export function archiveListOf(head: Omit<ArchiveList, "v" | "kinds">, files: readonly HandedFile[], papers: readonly IssuedPaper[]): ArchiveList {
  const placed = files.map((file) => ({ file, ...placeOf(file, papers) }));
  const kinds = (Object.keys(ARCHIVE_KINDS) as ArchiveKind[]).map((kind) => ({
    kind, title: ARCHIVE_KINDS[kind].zh,
    files: placed.filter((each) => each.kind === kind).map(({ file, paper }) => ({ ...file, title: paper?.title ?? null, publishedAt: paper === null ? null : rfc3339(paper.publishedAt) })),
  }));
  return { v: "archive-list/1", ...head, kinds };
}

export const listJson = (list: ArchiveList): Json => list;
