import { ASSESSED, LEVELS } from "../../attendance/assessment.js";
import { LEAVING_GROUNDS } from "../../judging/panel-changes.js";
import type { Json } from "../../kernel/canonical-json.js";
import { LINES } from "../../lines/lines.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { attendanceWords } from "../../web/messages/attendance.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, textOf, type Act, type Place } from "./acts.js";

function tariffFields(language: Language): Field[] {
  const words = attendanceWords(language);
  return [
    { name: "document", label: words.document, kind: "text", required: true }, { name: "article", label: words.article, kind: "text", required: true }, { name: "from", label: words.from, kind: "date", required: true },
    { name: "lines", label: words.lines, kind: "checkboxes", required: true, options: Object.entries(LINES).map(([value, { title }]) => ({ value, label: title[language] })) },
    { name: "halfDayMinutes", label: words.halfDayMinutes, kind: "number", required: true, hint: words.halfDayHint }, { name: "halfDay", label: words.halfDay, kind: "money", required: true }, { name: "overHour", label: words.overHour, kind: "money", hint: words.overHourHint },
    { name: "inVain", label: words.inVain, kind: "money", required: true }, { name: "travelMax", label: words.travelMax, kind: "money", required: true },
    { name: "forfeits", label: words.forfeits, kind: "checkboxes", options: Object.entries(LEAVING_GROUNDS).map(([value, each]) => ({ value, label: each[language] })) },
  ];
}

/** Who may be paid for a journey, and the sum of fees that is shown. @param fees in yuan: 3200.00 */
export const approvalFields = (language: Language, fees: string, people: readonly { readonly label: string; readonly name: string }[]): Field[] => [
  { name: "fees", label: attendanceWords(language).fee, kind: "hidden", required: true, value: fees },
  ...people.flatMap(({ label, name }, at): Field[] => [
    { name: `travels.${String(at)}.member`, label: name, kind: "hidden", mute: true, value: label }, { name: `travels.${String(at)}.amount`, label: attendanceWords(language).travelOf(name), kind: "money" },
  ]),
];

/** The same from what was posted, which names its rows. */
const postedFields = (language: Language, posted: Posted): Field[] =>
  approvalFields(language, "", [...posted.keys()].flatMap((name) => (/^travels\.\d{1,2}\.member$/.test(name) ? [{ label: "", name: posted.get(name)?.[0]?.slice(0, 8) ?? "" }] : [])));

/** An assessment of one member. @param member its label */
export const assessFields = (language: Language, member = ""): Field[] => [
  { name: "member", label: attendanceWords(language).label, kind: "hidden", required: true, value: member },
  ...Object.entries(ASSESSED).map(([item, words]): Field => ({ name: `items.${item}`, label: words[language], kind: "select", required: true, value: "good", options: Object.entries(LEVELS).map(([value, each]) => ({ value, label: each[language] })) })),
  { name: "reason", label: attendanceWords(language).reason, kind: "text" },
];

/** An expert's answer to one assessment. */
export const answerFields = (language: Language, about = ""): Field[] => [{ name: "about", label: attendanceWords(language).assess, kind: "hidden", required: true, value: about }, { name: "answer", label: attendanceWords(language).answer, kind: "text", required: true }];

/** `tender/lot/serial` as the API takes it. */
function answerBody(filled: Json): Json {
  const [tender = "", lot = "", serial = ""] = textOf(filled, "about").split("/");
  return { tender, lot, serial: Number(serial), answer: textOf(filled, "answer") };
}

const lotPage = ({ tender, lot }: Place): string => paths.attendanceOf(tender, lot);

/** The tariffs that the pool keeper enters, and the payer's approval of a list. */
export const ATTENDANCE_ACTS: Readonly<Record<string, Act>> = {
  "tariff": { action: "tariff.enter", zh: attendanceWords("zh").enter, en: attendanceWords("en").enter, method: "POST", api: () => "/api/v1/expert-tariffs", fields: tariffFields, page: () => paths.attendance, then: () => paths.attendance },
  "assess": { action: "expert.assess", zh: attendanceWords("zh").assess, en: attendanceWords("en").assess, method: "POST", api: (place) => `${lotApi(place)}/assessments`, fields: assessFields, page: lotPage, then: (_, place) => lotPage(place) },
  "assessment-answer": { action: "person", zh: attendanceWords("zh").toAnswer, en: attendanceWords("en").toAnswer, method: "POST", api: () => "/api/v1/me/expert/assessments", fields: answerFields, body: answerBody, page: () => paths.myExpert, then: () => paths.myExpert },
  "fees": {
    action: "fees.approve", zh: "审定发放表", en: "Approve the list", method: "POST", api: (place) => `${lotApi(place)}/fees`, fieldsOf: postedFields, page: lotPage, then: (_, place) => lotPage(place),
    body: (filled) => ({ ...(filled as Readonly<Record<string, Json>>), fees: { amount: textOf(filled, "fees"), currency: "CNY" } }), warning: { zh: "审定后不能修改。", en: "It cannot be changed afterwards." },
  },
};
