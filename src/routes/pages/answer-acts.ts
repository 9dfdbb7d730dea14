import type { Json } from "../../kernel/canonical-json.js";
import { ABOUT_WORDS, pseudonymOf, type About } from "../../questions/question.js";
import type { QuestionRow } from "../../questions/queries.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say, tenderApi, textOf, type Act } from "./acts.js";

/** Questions on one page of the form. */
export const ANSWER_ROWS = 20;

/** One row for each question, and an answer for all that are left empty. */
export const answerFields = (language: Language, rows: readonly (QuestionRow | null)[] = Array.from({ length: ANSWER_ROWS }, () => null)): Field[] => [
  ...rows.flatMap((row, at): Field[] => [
    { name: `answers.${String(at)}.question`, label: "question", kind: "hidden", mute: true, ...(row === null ? {} : { value: row.sha256 }) },
    { name: `answers.${String(at)}.answer`, label: row === null ? String(at + 1) : labelOf(row, language), kind: "textarea", ...(row?.answer == null ? {} : { value: row.answer }), ...(row === null ? {} : { hint: row.paragraphs.join(" ") }) },
  ]),
  { name: "rest", label: say(language, "以上留空的，一律这样答复（可不填）", "Answer to all left empty above, if any"), kind: "textarea" },
  ...rows.map((row, at): Field => ({ name: `shown.${String(at)}`, label: "shown", kind: "hidden", ...(row === null ? {} : { value: row.sha256 }) })),
];

const labelOf = ({ sha256, about }: QuestionRow, language: Language): string => `${pseudonymOf(sha256)} · ${ABOUT_WORDS[about as About][language]}`;

/** The answers typed, and the one for all others on the page. */
function answersOf(filled: Json): Json {
  const { answers = [], shown = [] } = filled as { readonly answers?: readonly Json[]; readonly shown?: readonly (string | null)[] };
  const own = answers.filter((each) => textOf(each, "answer") !== "");
  const rest = textOf(filled, "rest");
  const others = shown.filter((each): each is string => each !== null && each !== "" && !own.some((row) => textOf(row, "question") === each));
  return { answers: [...own.map((row) => ({ questions: [textOf(row, "question")], answer: textOf(row, "answer") })), ...(rest === "" || others.length === 0 ? [] : [{ questions: others, answer: rest }])] };
}

export const ANSWERING: Readonly<Record<string, Act>> = {
  "answer-questions": {
    action: "question.answer", zh: "保存拟答复", en: "Keep these answers", method: "PUT", api: (place) => `${tenderApi(place)}/answers`, fields: (language) => answerFields(language), body: answersOf,
    page: ({ tender, item }) => `${paths.deskQuestions(tender)}${item === "" ? "" : `?after=${item}`}`, then: (_, { tender, item }) => `${paths.deskQuestions(tender)}${item === "" ? "" : `?after=${item}`}`,
  },
};
