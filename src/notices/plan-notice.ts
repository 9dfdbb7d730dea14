import type { Json } from "../kernel/canonical-json.js";
import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import { compose, fact, facts, money, note, paragraphs, section, text, type Common } from "./blocks.js";
import type { NoticeRecord } from "./record.js";

export type PlanNoticeFacts = {
  readonly needs: string;
  readonly budget: Fen;
  /** What the line calls that sum. */
  readonly valuedAs: { readonly zh: string; readonly en: string };
  /** YYYY-MM. */
  readonly month: string;
  readonly remarks: string | null;
  readonly terms: Json;
};

const TITLE = "招标计划";
const LAW = "法律没有规定期限，由招标人自愿提前公布";

/** 2026年9月 */
export const monthInChinese = (month: string): string => `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`;

/** 招标计划, in procurement 采购意向: the four contents of 财库〔2020〕10号 and remarks. Law: 财库〔2020〕10号. */
export const planNotice = (common: Common, given: PlanNoticeFacts): Result<NoticeRecord> =>
  compose(common, { type: "plan", title: TITLE, law: LAW, terms: given.terms, sections: [
    section("一、计划内容", "1. What is planned", facts(
      fact(common.words.buyer.zh, common.words.buyer.en, text(common.issuer.name)),
      fact("项目名称", "Project", text(common.project.name)),
      fact(given.valuedAs.zh, given.valuedAs.en, money(given.budget)),
      fact("预计时间", "Expected", text(monthInChinese(given.month))),
    )),
    section("二、需求概况", "2. What is needed", ...paragraphs(given.needs)),
    section("三、备注", "3. Remarks", ...paragraphs(given.remarks), note("本文件供市场主体提前了解安排，不是招标或者采购邀请；实际需求、金额和时间以最终发布的公告和文件为准。")),
  ] });
