import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { code, column, day, fact, facts, HOW_CHECKED, link, list, note, paperOf, section, table, text, time, type PaperCommon } from "./blocks.js";
import type { Block, NoticeRecord, Section } from "./record.js";

/** One item as a 告知单 prints it: everything is told at once, or nothing was (行政许可法 32(4)). */
export type ToldItem = {
  readonly code: string; readonly version: number; readonly sha256: string; readonly name: string; readonly unit: string; readonly kind: string; readonly window: string; readonly basis: readonly string[]; readonly conditions: readonly string[];
  readonly materials: readonly { readonly name: string; readonly form: string; readonly copies: number; readonly when: string }[]; readonly steps: readonly string[]; readonly statutory: number; readonly promised: number;
  readonly fees: readonly { readonly code: string; readonly name: string; readonly standard: string; readonly basis: string }[]; readonly results: readonly string[]; readonly complaints: string;
};
export type ToldOnceFacts = { readonly id: string; readonly title: string; readonly on: PlainDate; readonly items: readonly ToldItem[]; readonly meeting: { readonly number: string; readonly title: string; readonly at: Instant; readonly place: string; readonly came: readonly string[] } | null };
export type ToldOnceCommon = PaperCommon & { readonly verifyUrl: string };

const LAW = "《中华人民共和国行政许可法》第三十条、第三十二条第一款第（四）项";

/** 一次性告知单: conditions, materials, steps, limits and fees of each item, told in one go. Law: 行政许可法 30, 32(4). */
export function toldOnce(common: ToldOnceCommon, given: ToldOnceFacts): Result<NoticeRecord<"told-once">> {
  const head = section("基本信息", "About this document", facts(
    fact("文件名称", "Document", text(given.title)), fact("编号", "Number", code(given.id)), fact("开具单位", "Issued by", text(common.issuer.name)), fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)), fact("开具时间", "Issued", time(common.publishedAt)), fact("内容有效之日", "As of", day(given.on)), fact("告知依据", "Legal basis", text(LAW)),
  ));
  return paperOf(common, {
    type: "told-once", id: given.id, number: given.id, title: given.title, subject: `${String(given.items.length)}个事项的条件、材料、程序、时限和收费`, verifyUrl: common.verifyUrl,
    sections: [head, ...meetingOf(given), ...given.items.map(itemSection), ending(common)],
    terms: { v: "told-once/1", on: given.on, items: given.items.map(({ code: item, version, sha256 }) => ({ item, version, sha256 })) },
  });
}

const meetingOf = ({ meeting }: ToldOnceFacts): Section[] => meeting === null ? [] : [section("现场答疑会", "The meeting", facts(
  fact("会议编号", "Number", code(meeting.number)), fact("会议名称", "Meeting", text(meeting.title)), fact("时间", "At", time(meeting.at)), fact("地点", "Place", text(meeting.place)), fact("到会的单位和中介机构", "Who came", text(meeting.came.join("、"))),
))];

/** A line that says what the list under it is. */
const heading = (zh: string): Block => ({ block: "paragraph", text: `${zh}：` });

const itemSection = (item: ToldItem, at: number): Section => section(`事项${String(at + 1)}：${item.name}`, `Item ${String(at + 1)}`,
  facts(
    fact("事项编码", "Code", code(`${item.code}（第${String(item.version)}版）`)), fact("办理单位", "Unit", text(item.unit)), fact("事项类型", "Kind", text(item.kind)), fact("办理窗口", "Window", text(item.window)), fact("法定时限", "Limit by law", text(`${String(item.statutory)}个工作日`)),
    fact("承诺时限", "Promised", text(item.promised === 0 ? "当场办结" : `${String(item.promised)}个工作日`)), fact("办理结果", "Result", text(item.results.join("；"))), fact("投诉渠道", "Complaints", text(item.complaints)),
  ),
  heading("办理依据"), list(item.basis), heading("申请条件"), list(item.conditions),
  table("申请材料", [column("材料", "Material", 46), column("形式", "Form", 12), column("份数", "Copies", 10, "right"), column("何时需要", "When", 32)], item.materials.map((each) => [text(each.name), text(each.form), text(String(each.copies)), text(each.when)])),
  heading("办理程序"), list(item.steps),
  ...(item.fees.length === 0 ? [note("收费标准：本事项不收费。")] : [table("收费标准", [column("收费项目", "Fee", 26), column("编码", "Code", 14), column("标准", "Standard", 34), column("依据", "Basis", 26)], item.fees.map((each) => [text(each.name), code(each.code), text(each.standard), text(each.basis)]))]),
);

const ending = (common: ToldOnceCommon): Section => section("说明和核验", "Verification", note("本单一次性告知全部条件、材料、程序、时限和收费；窗口不得要求补交本单可以告知而没有告知的材料。"), facts(fact("查询网址", "Look it up", link(common.verifyUrl))), HOW_CHECKED);
