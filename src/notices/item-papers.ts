import type { Json } from "../kernel/canonical-json.js";
import type { Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { code, column, fact, facts, link, section, table, text, time } from "./blocks.js";
import { publishable } from "./printable.js";
import type { Block, FactRow, NoticeRecord, Office, Section, Value } from "./record.js";

/** The papers of an item: its unit’s confirmation, each step of an exit, and the word that a law abolished it. */
export type ItemPaperType = "item-confirmation" | "item-exit" | "item-abolition";

/** What every paper of an item says. `signed`: the hash of the signature by which it was done; null where none was asked for. */
export type ItemPaperCommon = { readonly exchange: string; readonly mode: "rehearsal" | "live"; readonly issuer: Office; readonly publishedAt: Instant; readonly publicUrl: string; readonly verifyUrl: string; readonly id: string; readonly item: { readonly code: string; readonly name: string; readonly unit: string }; readonly by: string; readonly signed: string | null; readonly doneAt: Instant };
/** One part of the paper: a heading and what stands below it. A list is numbered. */
export type PaperPart = { readonly zh: string; readonly en: string; readonly rows?: readonly (readonly [zh: string, en: string, value: string | null])[]; readonly list?: readonly string[]; readonly table?: { readonly columns: readonly (readonly [zh: string, en: string, width: number])[]; readonly rows: readonly (readonly string[])[] } };
export type ItemPaper = { readonly type: ItemPaperType; readonly title: string; readonly law: string; readonly parts: readonly PaperPart[]; readonly terms: Json };

const cell = (value: string | null): Value => (value !== null && /^[0-9a-f]{64}$/.test(value) ? code(value) : text(value));
const row = ([zh, en, value]: NonNullable<PaperPart["rows"]>[number]): FactRow => fact(zh, en, cell(value));

function blocksOf({ rows, list, table: grid }: PaperPart): Block[] {
  return [
    ...(rows === undefined ? [] : [facts(...rows.map(row))]), ...(list === undefined ? [] : [{ block: "list" as const, ordered: true, items: list }]),
    ...(grid === undefined ? [] : [table(null, grid.columns.map(([zh, en, width]) => column(zh, en, width)), grid.rows.map((cells) => cells.map(cell)))]),
  ];
}

/** A paper of an item as a record: what it is about first, how to verify it last. */
export function itemPaper(common: ItemPaperCommon, { type, title, law, parts, terms }: ItemPaper): Result<NoticeRecord<ItemPaperType>> {
  const { item, by, signed, doneAt } = common;
  const head = section("基本信息", "About this document", facts(
    fact("文件名称", "Document", text(title)), fact("编号", "Number", code(common.id)), fact("事项名称", "Item", text(item.name)), fact("事项编码", "Code of the item", code(item.code)), fact("所属单位", "Unit", text(item.unit)), fact("作出", "By", text(by)), fact("作出时间", "Done", time(doneAt)),
    fact("签名摘要（SHA-256）", "Hash of the signature", code(signed)), fact("开具单位", "Sealed by", text(common.issuer.name)), fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)), fact("办理依据", "Basis", text(law)),
  ));
  const sections: Section[] = [head, ...parts.map((part) => section(part.zh, part.en, ...blocksOf(part))), section("核验", "Verification", facts(fact("查询网址", "Look it up", link(common.verifyUrl))), { block: "note", text: "PDF 内附 notice.json；电子签名可用任何 PDF 阅读器的签名面板查验，文件摘要记入公开日志。" })];
  return publishable({
    v: "notice/1", type, exchange: common.exchange, tender: null, id: common.id, number: common.id, version: 1, title, subject: item.name, publishedAt: rfc3339(common.publishedAt), mode: common.mode, issuer: common.issuer,
    codes: { unified: null, project: null, tender: null, lots: [] }, media: [common.publicUrl], verifyUrl: common.verifyUrl, sections, terms,
  });
}
