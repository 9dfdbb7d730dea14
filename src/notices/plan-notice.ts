import type { Json } from "../kernel/canonical-json.js";
import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import { dateInChinese, dayOf, type Instant } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { column, compose, countedTime, fact, facts, money, note, paragraphs, section, table, text, versionInChinese, type Common } from "./blocks.js";
import type { NoticeRecord, Section } from "./record.js";

export type PlanNoticeFacts = {
  readonly needs: string;
  readonly budget: Fen;
  /** What the line calls that sum. */
  readonly valuedAs: { readonly zh: string; readonly en: string };
  /** YYYY-MM. */
  readonly month: string;
  readonly remarks: string | null;
  /** Null of the first issue. */
  readonly correction: PlanCorrectionFacts | null;
  readonly terms: Json;
};

export type PlanCorrectionFacts = {
  readonly reason: string;
  readonly fields: readonly { readonly zh: string; readonly before: string; readonly after: string }[];
  /** From when the days ahead of the procurement count now, and until when they keep its notice back; null where the line's law asks for none. */
  readonly counting: { readonly restarts: boolean; readonly from: Instant; readonly earliest: Instant; readonly asked: AskedDate; readonly law: string } | null;
};

const TITLE = "招标计划";
const LAW = "法律没有规定期限，由招标人自愿提前公布";

/** 2026年9月 */
export const monthInChinese = (month: string): string => `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`;

/** 招标计划, in procurement 采购意向: the four contents of 财库〔2020〕10号 and remarks. Law: 财库〔2020〕10号. */
export const planNotice = (common: Common, given: PlanNoticeFacts): Result<NoticeRecord> =>
  compose(common, { type: "plan", title: TITLE, law: LAW, terms: given.terms, sections: [
    ...given.correction === null ? [] : [correctionSection(common, given.correction)],
    section("一、计划内容", "1. What is planned", facts(
      fact(common.words.buyer.zh, common.words.buyer.en, text(common.issuer.name)),
      fact("项目名称", "Project", text(common.project.name)),
      fact(given.valuedAs.zh, given.valuedAs.en, money(given.budget)),
      fact("预计时间", "Expected", text(monthInChinese(given.month))),
    )),
    section("二、需求概况", "2. What is needed", ...paragraphs(given.needs)),
    section("三、备注", "3. Remarks", ...paragraphs(given.remarks), note("本文件供市场主体提前了解安排，不是招标或者采购邀请；实际需求、金额和时间以最终发布的公告和文件为准。")),
  ] });

/** What the version changes, field by field, and what becomes of the days that count from the publication. */
function correctionSection(common: Common, { reason, fields, counting }: PlanCorrectionFacts): Section {
  return section("更正说明", "What is corrected",
    facts(fact("更正次数", "Correction", text(versionInChinese(common.version))), fact("更正原因", "Reason", text(reason))),
    table("更正内容逐项对照", [column("事项", "Field", 2), column("更正前", "Before", 4), column("更正后", "After", 4)], fields.map(({ zh, before, after }) => [text(zh), text(before), text(after)])),
    ...counting === null ? [] : [
      facts(fact("采购公告最早发布时间", "Its notice may follow from", countedTime(common, counting.earliest, counting.asked))),
      note(counting.restarts
        ? `本次更正改变了采购意向应当公开的内容（项目名称、需求概况、预算金额、预计时间），供应商自本次更正起才得知，采购活动开始前的公开期限自本次更正发布之日起重新计算（${counting.law}）。`
        : `本次更正未改变采购意向应当公开的内容（项目名称、需求概况、预算金额、预计时间），采购活动开始前的公开期限仍自${dateInChinese(dayOf(counting.from))}公开起计算（${counting.law}）。`),
    ],
    note("更正前的版本保留在原网址，可以随时查阅；各版本的哈希均写入公开日志，后一版本引用前一版本的记录。"));
}
