import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { column, day, fact, facts, paragraphs, section, table, text, time, type PaperCommon } from "./blocks.js";
import { centrePaper, type CentrePaperType } from "./centre-papers.js";
import type { NoticeRecord } from "./record.js";

/** What minutes say. People stand by their names; how many voted which way, never who. `salt` keeps the record from being guessed out of its hash. */
export type MinutesFacts = {
  readonly meeting: string; readonly title: string; readonly place: string; readonly startsAt: Instant; readonly endedAt: Instant; readonly present: readonly string[]; readonly absent: readonly string[]; readonly salt: string;
  readonly items: readonly { readonly item: number; readonly title: string; readonly proposal: string; readonly weight: string; readonly owner: string; readonly dueOn: PlainDate; readonly outcome: string; readonly votes: string }[];
};

/** The minutes of a meeting of the committee (会议纪要). */
export const minutesRecord = (common: PaperCommon, given: MinutesFacts): Result<NoticeRecord<CentrePaperType>> =>
  centrePaper(common, {
    type: "centre-minutes", id: `centre-minutes-${given.meeting}`, number: given.meeting, version: 1, title: `${given.title}会议纪要`, url: `${common.publicUrl}/desk/centre/meetings/${given.meeting}`,
    sections: [
      section("一、会议", "1. Meeting", facts(
        fact("议题", "Meeting", text(given.title)), fact("地点", "Place", text(given.place)), fact("开始", "Began", time(given.startsAt)), fact("结束", "Ended", time(given.endedAt)),
        fact("应到", "Members", text(`${String(given.present.length + given.absent.length)}人`)), fact("实到", "Present", text(`${String(given.present.length)}人：${given.present.join("、")}`)), fact("缺席", "Absent", text(given.absent.join("、"))),
      )),
      ...given.items.map((each, at) => section(`${"二三四五六七八九十".charAt(at) === "" ? String(at + 2) : "二三四五六七八九十".charAt(at)}、${each.title}`, `${String(at + 2)}. Matter ${String(each.item)}`, ...paragraphs(each.proposal), table(null, [column("要求", "Weight", 5), column("表决", "Votes", 5), column("结果", "Outcome", 3), column("承办", "Owner", 3), column("期限", "Due", 3)], [[text(each.weight), text(each.votes), text(each.outcome), text(each.owner), day(each.dueOn)]]))),
    ],
    terms: { v: "minutes/1", meeting: given.meeting, salt: given.salt, items: given.items.map(({ item, outcome, dueOn }) => ({ item, outcome, dueOn })) },
  });
