import type { Json } from "../kernel/canonical-json.js";
import type { Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { code, day, fact, facts, HOW_CHECKED, link, paperOf, paragraphs, section, text, time, type PaperCommon } from "./blocks.js";
import type { NoticeRecord, Section } from "./record.js";

/** The papers of the centre itself: its rules, and the minutes of its meetings. */
export type CentrePaperType = "centre-rule" | "centre-minutes";

type Paper = { readonly type: CentrePaperType; readonly id: string; readonly number: string; readonly version: number; readonly title: string; readonly url: string; readonly sections: readonly Section[]; readonly terms: Json };

/** A paper of the centre with its head, and how it is verified. */
export function centrePaper(common: PaperCommon, { type, id, number, version, title, url, sections, terms }: Paper): Result<NoticeRecord<CentrePaperType>> {
  const head = section("基本信息", "About this document", facts(
    fact("文件名称", "Document", text(title)), fact("编号", "Number", code(number)), fact("发布单位", "Issued by", text(common.issuer.name)), fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)), fact("发布时间", "Issued", time(common.publishedAt)),
  ));
  const ending = section("核验", "Verification", facts(fact("查询网址", "Look it up", link(url))), HOW_CHECKED);
  return paperOf(common, {
    type, id, number, version, title, subject: title, verifyUrl: url, sections: [head, ...sections, ending], terms,
  });
}

type Rule = { readonly code: string; readonly version: number; readonly kind: string; readonly zh: string; readonly en: string; readonly text: string; readonly status: string; readonly from: PlainDate };

/** The text of a rule out of its record, as it was published. */
export const textOfRule = ({ sections }: Pick<NoticeRecord<string>, "sections">): string => sections.filter(({ en }) => en === TEXT_EN).flatMap(({ blocks }) => blocks).flatMap((each) => (each.block === "paragraph" ? [each.text] : [])).join("\n");
const TEXT_EN = "2. Text";

/** One version of a rule, with its whole text. @param kindName its kind in Chinese */
export const regulationRecord = (common: PaperCommon, rule: Rule, kindName: string): Result<NoticeRecord<CentrePaperType>> =>
  centrePaper(common, {
    type: "centre-rule", id: `centre-rule-${rule.code}-${String(rule.version)}`, number: `${rule.code}/${String(rule.version)}`, version: rule.version, title: rule.zh, url: `${common.publicUrl}/centre/regulations/${rule.code}`,
    sections: [
      section("一、类别与施行", "1. Kind and days in force", facts(fact("类别", "Kind", text(kindName)), fact("版本", "Version", text(`第${String(rule.version)}版`)), fact("施行日期", "In force from", day(rule.from)), fact("状态", "State", text(rule.status === "repealed" ? "已废止" : "施行")))),
      section("二、正文", TEXT_EN, ...paragraphs(rule.text)),
    ],
    terms: { v: "regulation/1", code: rule.code, version: rule.version, kind: rule.kind, zh: rule.zh, en: rule.en, status: rule.status, from: rule.from },
  });
