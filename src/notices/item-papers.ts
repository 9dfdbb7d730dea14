import type { Json } from "../kernel/canonical-json.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { code, column, fact, facts, HOW_CHECKED, link, paperOf, section, table, text, time, type PaperCommon } from "./blocks.js";
import type { Block, FactRow, NoticeRecord, Section, Value } from "./record.js";

/** The papers of an item: its unit’s confirmation, each step of an exit, and the word that a law abolished it. */
export type ItemPaperType = "item-confirmation" | "item-exit" | "item-abolition";

/** What every paper of an item says. `signed`: the hash of the signature by which it was done; null where none was asked for. */
export type ItemPaperCommon = PaperCommon & { readonly verifyUrl: string; readonly id: string; readonly item: { readonly code: string; readonly name: string; readonly unit: string }; readonly by: string; readonly signed: string | null; readonly doneAt: Instant };
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
  const sections: Section[] = [head, ...parts.map((part) => section(part.zh, part.en, ...blocksOf(part))), section("核验", "Verification", facts(fact("查询网址", "Look it up", link(common.verifyUrl))), HOW_CHECKED)];
  return paperOf(common, {
    type, id: common.id, number: common.id, title, subject: item.name, verifyUrl: common.verifyUrl,
    sections, terms,
  });
}
