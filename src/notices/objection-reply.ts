import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { compose, countedDay, fact, facts, note, paragraphs, section, text, time, yesNo, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

export type ObjectionReplyFacts = {
  readonly lot: Named;
  readonly serial: number;
  readonly to: { readonly name: string; readonly uscc: string };
  readonly about: string;
  readonly filedAt: Instant;
  readonly content: string;
  readonly upheld: boolean;
  readonly answer: string;
  /** What the reply means for the schedule. */
  readonly effect: string;
  readonly repliedAt: Instant;
  readonly dueOn: PlainDate;
  readonly dueAsked: AskedDate;
  readonly dueLaw: string;
  /** Until when who objected may complain, where the line's law lets it; the days of this reply are not counted. */
  readonly complaint: { readonly until: PlainDate; readonly asked: AskedDate } | null;
};

const LAW = "《中华人民共和国招标投标法实施条例》第二十二条、第五十四条";

/** 异议答复函 (E27), to who objected. Law: 招标投标法实施条例 22, 54; 政府采购法 53. */
export const objectionReply = (common: Common, given: ObjectionReplyFacts): Result<NoticeRecord> =>
  compose(common, { type: "objection-reply", title: "异议答复函", law: LAW, sections: [
    section(`致：${given.to.name}`, "To the objector", facts(
      fact("异议编号", "Objection", text(`第 ${String(given.serial)} 号`)), fact("标段（包）", "Lot", text(given.lot.name)), fact("异议对象", "About", text(given.about)), fact("收到时间", "Received", time(given.filedAt)),
      fact("答复期限", "Reply due", countedDay(common, given.dueOn, given.dueAsked)), fact("期限依据", "Period by", text(given.dueLaw)), fact("答复时间", "Replied", time(given.repliedAt)),
    )),
    section("异议事项", "What was objected", ...paragraphs(given.content)),
    section("答复", "Reply", facts(fact("异议是否成立", "Upheld", yesNo(given.upheld))), ...paragraphs(given.answer)),
    section("对招标投标活动的影响", "Effect on the schedule", ...paragraphs(given.effect), ...given.complaint === null ? [] : [facts(
      fact("对答复不服的，向行政监督部门投诉的截止日期", "Complaints until", countedDay(common, given.complaint.until, given.complaint.asked)),
    ), note("自知道或者应当知道之日起计算，异议答复期间不计算在内（招标投标法实施条例第六十条）。")]),
  ] });
