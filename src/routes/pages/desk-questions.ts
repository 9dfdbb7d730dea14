import { OPEN_STAGES } from "../../procedure/procedure.js";
import type { Instant } from "../../kernel/time.js";
import { pseudonymOf } from "../../questions/question.js";
import { countQuestions, questionsOf, unansweredIn } from "../../questions/queries.js";
import type { DraftedClarification } from "../../tenders/clarification.js";
import { ownerOf } from "../../tenders/owner.js";
import type { Tender } from "../../tenders/queries.js";
import { questionWords } from "../../web/messages/questions.js";
import type { DeskFormView, DeskView } from "../../web/pages/desk.js";
import { paths } from "../../web/paths.js";
import type { LotLine } from "../../tenders/queries/lot-lines.js";
import { say } from "./acts.js";
import type { Drawing } from "./buttons.js";
import { answerFields, ANSWER_ROWS } from "./answer-acts.js";
import { formPage, type Desk } from "./desk-forms.js";

/** The questions that no notice has answered yet, with room for the answers. Who asked is nobody's to show. */
export async function answerPage(desk: Desk, tender: Tender, back: DeskFormView["back"]): Promise<Response> {
  const { site: { world }, page: { language }, url } = desk;
  const after = /^[0-9a-f]{64}$/.exec(url.searchParams.get("after") ?? "")?.[0];
  const rows = await questionsOf(world.db, world.exchange.id, tender.id, { state: "unanswered", limit: ANSWER_ROWS, ...(after === undefined ? {} : { after }) });
  const { received, answered, drafted } = await countQuestions(world.db, world.exchange.id, tender.id);
  const waiting = say(language, `其中已拟答复 ${String(drafted)} 个；拟好后在“起草澄清或修改”里勾选“附上已拟的答复”，由另一名经办人复核后统一公布。`, `${String(drafted)} are drafted; a clarification brings them to everybody.`);
  const next = rows.length < ANSWER_ROWS ? undefined : rows.at(-1)?.sha256;
  return formPage(desk, {
    act: "answer-questions", title: say(language, "答复提问", "Answer questions"), place: { tender: tender.id, item: after ?? "" }, owner: ownerOf(tender), back, lead: `${questionWords(language).tally(received, answered)}${waiting}`, fields: answerFields(language, rows),
    ...(next === undefined ? {} : { links: [{ label: questionWords(language).next, href: `${paths.deskQuestions(tender.id)}?after=${next}` }] }),
  });
}

/** The answers of a draft as its second officer reads them. */
export async function answerRows({ site: { world } }: Desk, tender: Tender, { answers }: DraftedClarification): Promise<NonNullable<DeskFormView["rows"]>> {
  const asked = answers.length === 0 ? [] : await questionsOf(world.db, world.exchange.id, tender.id);
  return answers.map(({ question, answer }) => ({ label: pseudonymOf(question), text: `${asked.find(({ sha256 }) => sha256 === question)?.paragraphs.join("\n") ?? ""}\n→ ${answer}` }));
}

/** The tenders of an office with questions that wait for their answer, while bids can still be made. */
export async function answersDue({ world, language }: Drawing, lines: readonly LotLine[]): Promise<DeskView["due"][number][]> {
  const open = [...new Map(lines.filter(({ stage }) => OPEN_STAGES.has(stage)).map((line) => [line.tender, line])).values()];
  const waiting = await unansweredIn(world.db, world.exchange.id, open.map(({ tender }) => tender));
  return open.flatMap(({ tender, title, deadline }) => {
    const count = waiting.get(tender) ?? 0;
    const what = say(language, `${String(count)} 个提问等待答复`, `${String(count)} questions wait for their answer`);
    return count === 0 ? [] : [{ tender, lot: null, title, what, due: { at: deadline.getTime() as Instant, explanation: null }, href: paths.deskQuestions(tender), overdue: false }];
  });
}
