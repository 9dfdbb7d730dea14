import type { Result } from "../kernel/result.js";
import { inWords, moneyJson, type Fen } from "../kernel/money.js";
import type { Json } from "../kernel/canonical-json.js";
import type { BidForm } from "../procedure/bid-form.js";
import type { DocumentWords, LineWords, WordedDocument } from "../procedure/words.js";
import { rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { questionCode, type AskedDate } from "../rules/date-question.js";
import { publishable } from "./printable.js";
import { verifyUrl, type Block, type Column, type Contact, type FactRow, type Named, type NoticeRecord, type NoticeType, type Section, type Value } from "./record.js";

/** What every document says, whatever its kind (rule book E, common block). */
export type Common = Pick<NoticeRecord, "exchange" | "tender" | "plan" | "sale" | "id" | "number" | "version" | "mode" | "issuer" | "media"> & {
  readonly publishedAt: Instant;
  readonly unified: string | null;
  /** Project code (17 characters) and name; the tender code stands beside it. A plan has neither code yet. */
  readonly project: { readonly code: string | null; readonly name: string };
  readonly tenderCode: string | null;
  readonly lots: readonly Named[];
  readonly contact: Contact;
  readonly complaint: Contact & { readonly url: string | null };
  /** Public address of the exchange, without a slash at its end. */
  readonly publicBase: string;
  /** What the line's documents call things and cite. */
  readonly words: LineWords;
  /** What its bids answer: what is read out and repeated. */
  readonly bidForm: BidForm;
};

/** What the common block of a document is made of, whatever it is about: a sale has no bids to repeat, and of its line’s words only titles. */
export type CommonBlock = Omit<Common, "words" | "bidForm"> & { readonly words: Pick<LineWords, "documents" | "labels"> };

/** What one kind of document adds to the common block. `law` is what obliges us to publish it. */
export type Body = DocumentWords & {
  readonly type: NoticeType;
  readonly sections: readonly Section[]; readonly terms?: Json;
  /** Which of the line's words it takes, where one type is two documents. */
  readonly worded?: WordedDocument;
};

/** Nothing, where a value is missing or only spaces: it prints 无/不适用. */
export const text = (value: string | null): Value => (value === null || value.trim() === "" ? null : { kind: "text", text: value.trim() });
export const code = (value: string | null): Value => (value === null || value === "" ? null : { kind: "code", text: value });
export const link = (url: string | null): Value => (url === null || url === "" ? null : { kind: "link", url });
export const time = (instant: Instant | null): Value => (instant === null ? null : { kind: "time", at: rfc3339(instant) });
export const day = (date: PlainDate | null): Value => (date === null ? null : { kind: "day", on: date });

/** Where a date is counted out for whoever doubts it; the address is short enough to be typed from paper. */
const counted = ({ publicBase }: Pick<Common, "publicBase">, asked: AskedDate | null) => (asked === null ? {} : { how: `${publicBase}/how/${questionCode(asked)}` });
/** A time that the law sets or bounds, with the question that it answers. */
export const countedTime = (common: Pick<Common, "publicBase">, instant: Instant | null, asked: AskedDate | null): Value => (instant === null ? null : { kind: "time", at: rfc3339(instant), ...counted(common, asked) });
/** The same for a day. */
export const countedDay = (common: Pick<Common, "publicBase">, date: PlainDate | null, asked: AskedDate | null): Value => (date === null ? null : { kind: "day", on: date, ...counted(common, asked) });
export const count = (value: number | null, unit: string): Value => (value === null ? null : { kind: "text", text: `${String(value)}${unit}` });
export const money = (fen: Fen | null): Value => (fen === null ? null : { kind: "money", ...moneyJson(fen), words: inWords(fen) });
export const yesNo = (value: boolean): Value => ({ kind: "text", text: value ? "是" : "否" });

export const fact = (zh: string, en: string, value: Value): FactRow => ({ zh, en, value });
export const facts = (...rows: readonly FactRow[]): Block => ({ block: "facts", rows });
export const column = (zh: string, en: string, width: number, align: Column["align"] = "left"): Column => ({ zh, en, align, width });
export const section = (zh: string, en: string, ...blocks: readonly Block[]): Section => ({ zh, en, blocks });
export const note = (words: string): Block => ({ block: "note", text: words });

/** What a sealed paper that is no document of a tender or a sale is issued with. `publicUrl`: the exchange’s address, without a slash at its end. */
export type PaperCommon = Pick<NoticeRecord, "exchange" | "mode" | "issuer"> & { readonly publishedAt: Instant; readonly publicUrl: string };
type PaperOwn<Type extends string> = Pick<NoticeRecord<Type>, "type" | "id" | "number" | "title" | "subject" | "verifyUrl" | "sections" | "terms"> & { readonly version?: number };

/** Such a paper as a record, where its text can be published. */
export const paperOf = <Type extends string>({ exchange, mode, issuer, publishedAt, publicUrl }: PaperCommon, { version = 1, ...own }: PaperOwn<Type>): Result<NoticeRecord<Type>> =>
  publishable({ v: "notice/1", exchange, tender: null, version, publishedAt: rfc3339(publishedAt), mode, issuer, codes: { unified: null, project: null, tender: null, lots: [] }, media: [publicUrl], ...own });

/** How a sealed paper that is no public notice is checked. */
export const HOW_CHECKED = note("PDF 内附 notice.json；电子签名可用任何 PDF 阅读器的签名面板查验，文件摘要记入公开日志。");

/** A table, or the words 无/不适用 where it has no row. */
export const table = (caption: string | null, columns: readonly Column[], rows: readonly (readonly Value[])[]): Block =>
  ({ block: "table", caption, columns, rows: rows.length > 0 ? rows : [columns.map(() => null)] });

/** A list, or the words 无/不适用 where it has no item. */
export const list = (items: readonly string[], ordered = true): Block =>
  items.length > 0 ? { block: "list", ordered, items } : { block: "paragraph", text: NOTHING };

/** One paragraph a line of what somebody wrote; 无/不适用 where it is empty. */
export function paragraphs(written: string | null): readonly Block[] {
  const lines = (written ?? "").split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  return (lines.length > 0 ? lines : [NOTHING]).map((line) => ({ block: "paragraph", text: line }));
}

/** A longer text below what it is called. */
export const called = (zh: string, written: string | null): readonly Block[] => [{ block: "paragraph", text: `${zh}：` }, ...paragraphs(written)];

/** What a field without value prints. */
export const NOTHING = "无/不适用";

/** The words of a version: the first issue, or which correction it is. */
export const versionInChinese = (version: number): string => (version === 1 ? "首次发布" : `第${String(version - 1)}次更正`);

/** Joins the common block with a document's own sections, and refuses text that cannot be published. */
export function compose(common: CommonBlock, body: Body): Result<NoticeRecord> {
  const own = common.words.documents[body.worded ?? body.type];
  const url = verifyUrl(common.publicBase, common.id, common.version);
  const record: NoticeRecord = {
    v: "notice/1", type: body.type, exchange: common.exchange, tender: common.tender, ...aboutOther(common), id: common.id, number: common.number, version: common.version,
    title: own?.title ?? body.title, subject: common.project.name, publishedAt: rfc3339(common.publishedAt), mode: common.mode, issuer: common.issuer,
    codes: { unified: common.unified, project: common.project.code, tender: common.tenderCode, lots: common.lots }, media: common.media, verifyUrl: url,
    sections: [head(common, { title: own?.title ?? body.title, law: own?.law ?? body.law }), ...body.sections, channels(common, url)].map((each) => labelled(each, common.words.labels ?? {})), terms: body.terms ?? null,
  };
  return publishable(record);
}

type Labels = NonNullable<LineWords["labels"]>;
const labelOf = <Labelled extends { readonly zh: string; readonly en: string }>(labels: Labels, row: Labelled): Labelled => (Object.hasOwn(labels, row.zh) ? { ...row, ...labels[row.zh] } : row);

/** A section in the words of the line: its title, its rows and its columns. */
const labelled = (section: Section, labels: Labels): Section => ({
  ...labelOf(labels, section), blocks: section.blocks.map((block): Block => {
    if (block.block === "facts") return { ...block, rows: block.rows.map((row) => labelOf(labels, row)) };
    return block.block === "table" ? { ...block, columns: block.columns.map((each) => labelOf(labels, each)) } : block;
  }),
});

/** The plan or the sale that a document is about instead of a tender. */
const aboutOther = ({ plan, sale }: CommonBlock) => ({ ...(plan === undefined ? {} : { plan }), ...(sale === undefined ? {} : { sale }) });

const head = (common: CommonBlock, body: DocumentWords): Section => section("基本信息", "About this document", facts(
  fact("文件名称", "Document", text(body.title)),
  fact("文号", "Document number", code(common.number)),
  fact("版本", "Version", text(versionInChinese(common.version))),
  fact("统一交易标识码", "Unified transaction code", code(common.unified)),
  fact("项目名称", "Project", text(common.project.name)),
  fact("项目编号", "Project code", code(common.project.code)),
  ...(common.sale === undefined ? [fact("招标项目编号", "Tender code", code(common.tenderCode))] : []),
  ...common.lots.flatMap((lot) => [fact("标段（包）", "Lot", text(lot.name)), fact("标段（包）编号", "Lot code", code(lot.code))]),
  fact("发布单位", "Issued by", text(common.issuer.name)),
  fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)),
  fact("发布时间", "Published", time(common.publishedAt)),
  fact("发布媒介", "Published in", text(common.media.join("；"))),
  fact("发布依据", "Legal basis", text(body.law)),
));

const channels = (common: CommonBlock, url: string): Section => section("联系方式、投诉渠道与核验", "Contact, complaints, verification", facts(
  ...contactRows("联系单位", "", "Contact", common.contact),
  ...contactRows("投诉受理单位", "投诉", "Complaints", common.complaint),
  fact("网上投诉", "Complain online", link(common.complaint.url)),
  fact("核验网址", "Verify at", link(url)),
), note("核验方法：扫描二维码或打开核验网址，比对页脚所列摘要；PDF 内附 notice.json 与网页为同一份数据，电子签名可用任何 PDF 阅读器的签名面板查验。"));

/** The four lines of a contact: office, person, telephone, address. @param office what the office is called here @param whose before person, telephone and address */
export const contactRows = (office: string, whose: string, en: string, contact: Contact): readonly FactRow[] => [
  fact(office, en, text(contact.name)),
  fact(`${whose}联系人`, `${en}: person`, text(contact.person)),
  fact(`${whose}电话`, `${en}: telephone`, text(contact.phone)),
  fact(`${whose}地址`, `${en}: address`, text(contact.address)),
];
