import { LEAVING_GROUNDS, RECHECK_GROUNDS } from "../../judging/panel-changes.js";
import type { Json } from "../../kernel/canonical-json.js";
import { works } from "../../lines/works.js";
import type { Procedure } from "../../procedure/procedure.js";
import type { Language } from "../../web/context.js";
import { recheckWords } from "../../web/messages/recheck.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, say, textOf, type Act, type Place } from "./acts.js";

export type Choice = { readonly value: string; readonly label: string };

const SEATS = 7;
/** As many as two thirds of experts leave room for in the five seats that the form proposes. */
const REPRESENTATIVES = 1;

/** The committee by name, or those who take vacant seats: rows left empty are nobody. */
export function committeeFields(language: Language, people: readonly Choice[] = [], proposed = true): Field[] {
  return Array.from({ length: SEATS }, (_, seat) => seat).flatMap((seat): Field[] => [
    { name: `members.${String(seat)}.actor`, label: say(language, `成员 ${String(seat + 1)}`, `Member ${String(seat + 1)}`), kind: "select", options: [{ value: "", label: "—" }, ...people], value: proposed ? (people[seat]?.value ?? "") : "" },
    { name: `members.${String(seat)}.kind`, label: say(language, `成员 ${String(seat + 1)} 类别`, `Kind of member ${String(seat + 1)}`), kind: "select", value: proposed && seat < REPRESENTATIVES ? "representative" : "expert", options: [{ value: "expert", label: say(language, "专家", "expert") }, { value: "representative", label: say(language, "招标人代表", "tenderer’s representative") }] },
    { name: `members.${String(seat)}.chair`, label: say(language, `成员 ${String(seat + 1)} 任主任委员`, `Member ${String(seat + 1)} is the chair`), kind: "checkbox", ...(proposed && seat === 2 ? { value: "yes" } : {}) },
  ]);
}

const members = (filled: Json): Json => ({ members: ((filled as Readonly<Record<string, Json>>)["members"] as readonly Json[]).filter((member) => textOf(member, "actor") !== "") as Json });

type Appointment = Procedure["appointment"];
/** Why experts are appointed. @param line that of the tender; where the form is only read, the one that asks for most */
export const appointmentFields = (language: Language, { law, grounds, consent }: Appointment = { ...works.appointment, consent: true }): Field[] => [
  { name: "ground", label: say(language, `法定情形（${law.zh}）`, `Ground of the law (${law.en})`), kind: "select", required: true, options: Object.entries(grounds).map(([value, row]) => ({ value, label: row[language] })) },
  { name: "reason", label: say(language, "本项目的具体理由（写入评标报告）", "What makes it so here (goes into the report)"), kind: "textarea", required: true, rows: 4 },
  ...(consent ? [
    { name: "consent.office", label: say(language, "同意的主管预算单位", "Budget authority that consents"), kind: "text" as const, required: true },
    { name: "consent.document", label: say(language, "同意文件的名称和文号", "Its document: title and number"), kind: "text" as const, required: true },
  ] : []),
];

/** Consent is none where neither the authority nor its document is named. */
function appointment(filled: Json): Json {
  const { consent = null } = filled as Readonly<Record<string, Json>>;
  const isEmpty = consent === null || Object.values(consent as Readonly<Record<string, Json>>).every((each) => each === "");
  return { ground: textOf(filled, "ground"), reason: textOf(filled, "reason"), consent: isEmpty ? null : consent };
}

const optionsOf = (grounds: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language): Choice[] => Object.entries(grounds).map(([value, words]) => ({ value, label: words[language] }));
const reasonField = (language: Language): Field => ({ name: "reason", label: recheckWords(language).reason, kind: "textarea", required: true, rows: 2 });

/** Who goes, on which ground, and what happened. */
export const leavingFields = (language: Language, people: readonly Choice[] = []): Field[] => [
  { name: "member", label: say(language, "退出的成员", "Who goes"), kind: "select", required: true, options: people },
  { name: "ground", label: say(language, "事由（实施条例第四十八条；87号令第四十九条）", "Ground (Regulations, art. 48; Order 87, art. 49)"), kind: "select", required: true, options: optionsOf(LEAVING_GROUNDS, language) },
  { ...reasonField(language), label: say(language, "发生的情况（记入评标报告）", "What happened (goes into the report)") },
];

/** Whose score of what is given again, and why. */
export const recheckFields = (language: Language, choices: { readonly members: readonly Choice[]; readonly bids: readonly Choice[]; readonly criteria: readonly Choice[] } = { members: [], bids: [], criteria: [] }): Field[] => {
  const words = recheckWords(language);
  return [
    { name: "expert", label: words.member, kind: "select", required: true, options: choices.members }, { name: "bidder", label: say(language, "投标人", "Bidder"), kind: "select", required: true, options: choices.bids },
    { name: "criterion", label: say(language, "评分项", "Criterion"), kind: "select", required: true, options: choices.criteria }, { name: "ground", label: words.ground, kind: "select", required: true, options: optionsOf(RECHECK_GROUNDS, language) }, reasonField(language),
  ];
};

/** Which score stays, of those that stand out, and why. */
export const keepFields = (language: Language, waiting: readonly Choice[] = []): Field[] => [{ name: "found", label: recheckWords(language).about, kind: "select", required: true, options: waiting }, reasonField(language)];

/** The parts of a choice that names a score: label, bidder and criterion, none of which has a space but the last. */
function scoreNamed(found: string): Json {
  const [expert = "", bidder = "", ...criterion] = found.split(" ");
  return { expert, item: { bidder, criterion: criterion.join(" ") } };
}

const membersPage = (place: Place): string => `${paths.deskTender(place.tender)}/${encodeURIComponent(place.lot)}`;
const toTender = (_: unknown, { tender }: Place): string => paths.deskTender(tender);

/** Who sits on the committee, and what its chair does about signed scores. */
export const COMMITTEE: Readonly<Record<string, Act>> = {
  "committee": { action: "panel.seat", zh: "组建评标委员会", en: "Seat the committee", method: "POST", api: (place) => `${lotApi(place)}/committee`, fields: committeeFields, body: members, page: (place) => `${membersPage(place)}/committee`, then: toTender },
  "appointment": {
    action: "panel.seat", zh: "登记直接确定评标专家", en: "Record that experts are appointed without a draw", method: "POST", api: (place) => `${lotApi(place)}/appointment`, fields: appointmentFields, body: appointment, page: (place) => `${membersPage(place)}/appointment`, then: toTender,
    warning: { zh: "登记后不能再改，其哈希记入公开日志，理由写入评标报告；本标段不再随机抽取专家。", en: "It stays, its hash is logged and its reason is in the report; no expert of the lot is drawn any more." },
  },
  "seat-leaves": {
    action: "panel.change", zh: "登记成员退出", en: "Record that a member goes", method: "POST", api: (place) => `${lotApi(place)}/committee/departures`, fields: leavingFields, page: (place) => `${membersPage(place)}/seat-leaves`, then: toTender,
    warning: { zh: "该成员已签署的评审结论全部无效，由接替的成员重新评审。", en: "Nothing the member signed counts any more; whoever takes the seat judges anew." },
  },
  "seat-substitutes": { action: "panel.change", zh: "补齐评标委员会", en: "Fill the vacant seats", method: "POST", api: (place) => `${lotApi(place)}/committee/substitutes`, fields: committeeFields, body: members, page: (place) => `${membersPage(place)}/seat-substitutes`, then: toTender },
  "recheck-score": {
    action: "panel.recheck", zh: "提请重新评分", en: "Have it scored again", method: "POST", api: (place) => `${lotApi(place)}/sheets/rechecks`, fields: recheckFields,
    body: (filled) => ({ expert: textOf(filled, "expert"), ground: textOf(filled, "ground"), reason: textOf(filled, "reason"), items: [{ bidder: textOf(filled, "bidder"), criterion: textOf(filled, "criterion") }] }),
    warning: { zh: "该成员的评分表重新打开，只有这一项可以改动，须由其本人重新签署。", en: "The member's sheet is open again for this one score, and is signed anew by the member." },
  },
  "keep-score": { action: "panel.recheck", zh: "写明维持评分的理由", en: "Say why it stays", method: "POST", api: (place) => `${lotApi(place)}/sheets/kept-scores`, fields: keepFields, body: (filled) => ({ ...(scoreNamed(textOf(filled, "found")) as Readonly<Record<string, Json>>), reason: textOf(filled, "reason") }) },
};
