import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import type { Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { code, column, compose, countedTime, fact, facts, note, paragraphs, section, table, text, time, versionInChinese, yesNo, type Common } from "./blocks.js";
import { documentBlocks, documentTerms, type DocumentChange } from "./document-changes.js";
import { ABOUT_WORDS, type About } from "../questions/question.js";
import type { Block, NoticeRecord } from "./record.js";

export type ClarificationFacts = {
  /** Number and title of the notice or documents that are changed. */
  readonly original: { readonly number: string; readonly title: string };
  /** The lots it is about. */
  readonly lots: readonly string[];
  readonly correction: number;
  readonly issuedAt: Instant;
  readonly reason: string | null;
  /** Fields of the notice that change, each by its place in the form. */
  readonly fields: readonly { readonly path: string; readonly zh: string; readonly en: string; readonly before: string; readonly after: string }[];
  readonly changes: readonly { readonly item: string; readonly before: string; readonly after: string }[];
  /** Documents whose next version it brings. */
  readonly documents: readonly DocumentChange[];
  /** Who asked stands as a pseudonym of the question's own hash; in the order of the hashes, which is none of time. */
  readonly questions: readonly { readonly sha256: string; readonly pseudonym: string; readonly about: About; readonly ticket: string; readonly text: readonly string[]; readonly answer: readonly string[] }[];
  /** Questions taken of this tender so far, and how many of them are answered with this notice. */
  readonly tally: { readonly received: number; readonly answered: number };
  /** Provisional where the holidays of the new deadline's year are not published yet; `asked` is what the new one answers, null where no period of the law runs from this document. */
  readonly deadline: { readonly before: Instant; readonly after: Instant | null; readonly provisional: boolean; readonly asked: AskedDate | null };
  readonly mayAffectBids: boolean;
  /** Whether the new terms leave out the old ones, so that a bid lodged before must be confirmed, replaced or withdrawn. */
  readonly reconfirm: boolean;
};

const LAW = "《中华人民共和国招标投标法》第二十三条；《中华人民共和国招标投标法实施条例》第二十一条";

/** 澄清与修改公告 (E3). Law: 招标投标法 23; 条例 21. */
export const clarification = (common: Common, given: ClarificationFacts): Result<NoticeRecord> =>
  compose(common, { type: "clarification", title: "澄清与修改公告", law: LAW, terms: termsOf(given), sections: [
    section("一、原文件", "1. What is changed", facts(
      fact("原公告（文件）名称", "Original", text(given.original.title)),
      fact("原公告（文件）文号", "Original number", code(given.original.number)),
      fact("更正次数", "Correction", text(versionInChinese(given.correction + 1))),
      fact("发出日期", "Issued", time(given.issuedAt)),
      fact("更正原因", "Reason", text(given.reason)),
    )),
    section("二、更正内容", "2. Before and after", ...changeBlocks(given)),
    section("三、答疑", "3. Questions and answers", ...questionBlocks(given)),
    section("四、对投标的影响", "4. Effect on bids", facts(
      fact("是否可能影响投标文件编制", "May affect bids", yesNo(given.mayAffectBids)),
      fact("原投标截止时间", "Former deadline", time(given.deadline.before)),
      fact("更正后投标截止时间", "New deadline", countedTime(common, given.deadline.after, given.deadline.asked)),
      fact("已递交的投标文件", "Bids lodged before", text(given.reconfirm ? "截止前须按更正后的内容确认或者替换；既未确认也未替换的，视为撤回，不予开启，投标保证按撤回退还" : "继续有效，无须重新递交")),
    ), note(given.deadline.after === null ? "投标截止时间与开标时间不变。" : "开标时间随投标截止时间顺延，以更正后的时间为准。"),
    ...given.deadline.provisional ? [note("更正后投标截止日所在年度的节假日安排尚未公布，暂按周末推算；安排公布后该日为休息日的，另行发布更正公告。")] : []),
  ] });

/** What a machine reads of it: the terms of its lots that follow leave out the earlier ones where it asks for confirmation. */
const termsOf = ({ lots, mayAffectBids, reconfirm, deadline, fields, documents, questions, tally }: ClarificationFacts): Json => ({
  v: "clarification/1", lots: [...lots], mayAffectBids, reconfirm, deadline: { before: rfc3339(deadline.before), after: deadline.after === null ? null : rfc3339(deadline.after), provisional: deadline.provisional },
  fields: fields.map(({ path, before, after }) => ({ path, before, after })),
  ...documents.length === 0 ? {} : { documents: documentTerms(documents) },
  ...tally.received === 0 ? {} : { questions: { ...tally, here: questions.map(({ sha256, about, ticket, text: asked, answer }) => ({ sha256, about, ticket, text: [...asked], answer: [...answer] })) } },
});

/** Every question under its pseudonym with its answer, and how many still wait: a question that is dropped is missed. */
function questionBlocks({ questions, tally }: ClarificationFacts): readonly Block[] {
  if (tally.received === 0) return paragraphs(null);
  const waiting = tally.received - tally.answered;
  return [
    facts(fact("收到的提问", "Questions taken", text(`${String(tally.received)}个，本次答复${String(questions.length)}个，至此尚未答复${String(waiting)}个`))),
    ...questions.flatMap(({ pseudonym, about, text: asked, answer }, index) => [
      ...paragraphs(`问${String(index + 1)}（提问人 ${pseudonym}，关于${ABOUT_WORDS[about].zh}）：${asked.join("\n")}`), ...paragraphs(`答${String(index + 1)}：${answer.join("\n")}`),
    ]),
    note("提问人代号由提问文件的哈希算出，同一单位的两个提问代号互不相关；提问按代号排列，与提问先后无关。每个提问的哈希已写入公开日志，凭本公告的机读数据可以逐个核对。"),
  ];
}

/** Whether a published record asks that the bids for a lot be confirmed. @param record the bytes of notice.json */
export function asksConfirmation(record: Uint8Array, lot: string): boolean {
  try {
    const { type, terms } = parseCanonical(record) as { readonly type?: Json; readonly terms?: { readonly reconfirm?: Json; readonly lots?: Json } | null };
    return type === "clarification" && terms?.reconfirm === true && Array.isArray(terms.lots) && terms.lots.includes(lot);
  } catch {
    return false;
  }
}

const changeBlocks = ({ fields, changes, documents }: ClarificationFacts): readonly Block[] => fields.length + changes.length + documents.length === 0 ? paragraphs(null) : [
  ...fields.length === 0 ? [] : [table("公告内容逐项对照", [column("事项", "Field", 2), column("更正前", "Before", 4), column("更正后", "After", 4)], fields.map(({ zh, before, after }) => [text(zh), text(before), text(after)]))],
  ...documentBlocks(documents),
  ...changes.map((change) => facts(fact("更正事项", "Item", text(change.item)), fact("更正前", "Before", text(change.before)), fact("更正后", "After", text(change.after)))),
];
