import { MEASURES, SUBJECTS } from "../../conduct/appraisal.js";
import { ACTIVITY_KINDS } from "../../conduct/activity.js";
import { DISPOSALS, FINDING_KINDS, FINDING_STEPS, GIVERS, SANCTIONS } from "../../conduct/finding.js";
import { MOVES } from "../../centre/campaign.js";
import { VOTES, WEIGHTS } from "../../centre/meeting.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say, textOf, type Act, type Place } from "./acts.js";
import { choices, chosen } from "./centre-acts.js";

const API = "/api/v1";
const enc = encodeURIComponent;
type Filled = Readonly<Record<string, Json>>;
const MEETING_ROWS = 5;
const STEP_ROWS = 5;
const area = (name: string, label: string, rows = 3): Field => ({ name, label, kind: "textarea", rows, required: true });
const line = (name: string, label: string): Field => ({ name, label, kind: "text", required: true });
const onDay = (name: string, label: string): Field => ({ name, label, kind: "date", required: true });

/** A meeting with rows for its matters; rows left empty are none. */
const meetingFields = (language: Language): Field[] => [
  line("title", say(language, "会议名称", "Meeting")), line("place", say(language, "地点", "Place")), { name: "startsAt", label: say(language, "开始（北京时间）", "Begins (Beijing time)"), kind: "time", required: true },
  ...Array.from({ length: MEETING_ROWS }, (_, at): Field[] => {
    const row = `items.${String(at)}`;
    return [
      { name: `${row}.h`, label: say(language, `议题 ${String(at + 1)}`, `Matter ${String(at + 1)}`), kind: "heading" }, { name: `${row}.title`, label: say(language, "题目", "Title"), kind: "text" }, { name: `${row}.proposal`, label: say(language, "拟决定的内容", "What is proposed"), kind: "textarea", rows: 2 },
      { name: `${row}.weight`, label: say(language, "到会要求", "How many are needed"), kind: "select", mute: true, options: choices(WEIGHTS, language), value: "ordinary" }, { ...chosen(`${row}.owner`, say(language, "承办人", "Carried out by"), false), mute: true }, { name: `${row}.dueOn`, label: say(language, "完成期限", "Due on"), kind: "date" },
    ];
  }).flat(),
];
const campaignFields = (language: Language): Field[] => [
  line("title", say(language, "活动名称", "Campaign")), area("demands", say(language, "统一要求", "What is asked of all"), 4),
  ...Array.from({ length: STEP_ROWS }, (_, at): Field[] => [{ name: `steps.${String(at)}.title`, label: say(language, `第 ${String(at + 1)} 步`, `Step ${String(at + 1)}`), kind: "text" }, { name: `steps.${String(at)}.due`, label: say(language, `第 ${String(at + 1)} 步期限`, `Step ${String(at + 1)} due`), kind: "date" }]).flat(),
];
const wordsField = (language: Language): Field[] => [area("words", say(language, "说明", "In words"))];

/** The state of everybody of a walk, by the name of his office: the page fills in who there is. */
export const STATE_OF = "state-";
const patrolFields = (language: Language, posted: Posted): Field[] => [...[...posted.keys()].filter((name) => name.startsWith(STATE_OF)).map((name): Field => ({ name, label: name.slice(STATE_OF.length), kind: "select", required: true })), area("note", say(language, "巡查情况和当场处理", "What was seen and done on the spot"))];
const patrolBody = (filled: Json): Json => ({ note: textOf(filled, "note"), attendance: Object.keys(filled as Filled).filter((name) => name.startsWith(STATE_OF)).map((name) => ({ actor: name.slice(STATE_OF.length), state: textOf(filled, name) })) });

const findingFields = (language: Language): Field[] => [chosen("about", say(language, "涉及人员", "About")), { name: "kind", label: say(language, "类别", "Kind"), kind: "select", required: true, options: choices(FINDING_KINDS, language) }, onDay("day", say(language, "发生日期", "On")), area("words", say(language, "事实", "What was found"))];
const stepFields = (language: Language): Field[] => [{ name: "sanction", label: say(language, "处理方式（仅作出处理决定时填写）", "Sanction, of a decision alone"), kind: "select", options: [{ value: "", label: "—" }, ...choices(SANCTIONS, language)] }, ...wordsField(language)];

const giftFields = (language: Language): Field[] => [onDay("offeredOn", say(language, "发生日期", "Offered on")), { name: "giver", label: say(language, "何人赠送", "By whom"), kind: "select", required: true, options: choices(GIVERS, language) }, area("what", say(language, "物品和经过（不写赠送人姓名）", "What, and how; no names"), 2), { name: "disposal", label: say(language, "处理", "What became of it"), kind: "select", required: true, options: choices(DISPOSALS, language) }];
const interestFields = (language: Language): Field[] => [{ name: "none", label: say(language, "本人声明没有与窗口事项有关的利益关系", "I have no interests in what passes my window"), kind: "checkbox" }, { name: "words", label: say(language, "有的，写明", "Else: which"), kind: "textarea", rows: 3 }];

const formulaFields = (language: Language): Field[] => [onDay("from", say(language, "施行日期", "In force from")), ...Object.entries(SUBJECTS).flatMap(([subject, words]): Field[] => [
  { name: `${subject}.h`, label: words[language], kind: "heading" },
  ...Object.entries(MEASURES).flatMap(([measure, row]): Field[] => [{ name: `${subject}.${measure}.points`, label: row[language], kind: "text", unit: say(language, "分", "points") }, ...(row.is === "count" ? [{ name: `${subject}.${measure}.each`, label: say(language, "每次扣分", "Each takes off"), kind: "text" } as const] : [])]),
])];
function formulaBody(filled: Json): Json {
  const all = filled as Readonly<Record<string, Readonly<Record<string, Filled>>>>;
  const partsOf = (subject: string): Json => Object.entries(all[subject] ?? {}).flatMap(([measure, row]) => (textOf(row as unknown as Json, "points") === "" ? [] : [{ measure, points: textOf(row as unknown as Json, "points"), each: textOf(row as unknown as Json, "each") || null }]));
  return { from: textOf(filled, "from"), ...Object.fromEntries(Object.keys(SUBJECTS).map((subject) => [subject, partsOf(subject)])) };
}
const activityFields = (language: Language): Field[] => [
  { name: "kind", label: say(language, "类别", "Kind"), kind: "select", required: true, options: choices(ACTIVITY_KINDS, language) }, line("title", say(language, "名称", "Title")), onDay("day", say(language, "日期", "On")), { name: "minutes", label: say(language, "时长（分钟）", "Minutes"), kind: "number", required: true },
  area("words", say(language, "内容和结果", "What it was, and its results")), { name: "people", label: say(language, "参加人员", "Who was there"), kind: "checkboxes", options: [] },
];
const seatFields = (language: Language): Field[] => [chosen("number", say(language, "窗口", "Window")), chosen("actor", say(language, "人员", "Person")), onDay("from", say(language, "自何日起", "From"))];

const stepAct = (step: keyof typeof FINDING_STEPS, fields: (language: Language) => Field[]): Act => ({
  action: "finding.step", zh: FINDING_STEPS[step].zh, en: FINDING_STEPS[step].en, method: "POST", api: ({ item }) => `${API}/conduct/findings/${enc(item)}/steps`, fields, body: (filled) => ({ step, sanction: textOf(filled, "sanction") || null, words: textOf(filled, "words") }), page: ({ item }) => paths.deskFinding(item), then: (_, { item }) => paths.deskFinding(item),
});

const inMeeting = { page: ({ item }: Place) => paths.deskMeeting(item), then: (_: unknown, { item }: Place) => paths.deskMeeting(item) };
const meetingApi = ({ item }: Place): string => `${API}/centre/meetings/${enc(item)}`;
const on = (page: string) => ({ page: () => page, then: () => page });
const stepApi = ({ item, part }: Place): string => `${API}/centre/campaigns/${enc(item)}/steps/${enc(part)}`;

/** What is decided together, asked of all, and looked after in how people work. */
export const CONDUCT_ACTS: Readonly<Record<string, Act>> = {
  "meeting-call": { action: "committee.call", zh: "召集会议", en: "Call the committee", method: "POST", api: () => `${API}/centre/meetings`, fields: meetingFields, page: () => paths.deskMeetings, then: ({ meeting }) => paths.deskMeeting(String(meeting)) },
  "meeting-sign-in": { action: "committee.take-part", zh: "签到", en: "Sign in", method: "POST", api: (place) => `${meetingApi(place)}/sign-ins`, ...inMeeting },
  "meeting-vote": { action: "committee.take-part", zh: "表决", en: "Vote", method: "POST", api: (place) => `${meetingApi(place)}/items/${enc(place.part)}/votes`, fields: (language) => [{ name: "vote", label: say(language, "表决", "Vote"), kind: "radio", required: true, options: choices(VOTES, language) }], ...inMeeting },
  "meeting-close": { action: "committee.call", zh: "结束会议，形成纪要", en: "End it and seal the minutes", method: "POST", api: (place) => `${meetingApi(place)}/closing`, ...inMeeting, warning: { zh: "结束后按已投的票议决，纪要签章并写入公开日志，不能再表决。", en: "Every matter is decided by the votes there are; nobody votes afterwards." } },
  "meeting-cancel": { action: "committee.call", zh: "取消会议", en: "Take the meeting back", method: "POST", api: (place) => `${meetingApi(place)}/cancellation`, ...inMeeting, warning: { zh: "取消后不能恢复。", en: "It is not called again." } },
  "decision-report": { action: "committee.take-part", zh: "报告决定已落实", en: "Say that it is carried out", method: "POST", api: (place) => `${meetingApi(place)}/items/${enc(place.part)}/report`, fields: wordsField, ...inMeeting },
  "campaign-issue": { action: "campaign.issue", zh: "布置专项活动", en: "Issue a campaign", method: "POST", api: () => `${API}/centre/campaigns`, fields: campaignFields, ...on(paths.deskCampaigns), warning: { zh: "同时布置给全部分中心，不能修改。", en: "It goes to every sub-centre at once and is not changed." } },
  "campaign-report": { action: "campaign.report", zh: MOVES.report.zh, en: "Report it done", method: "POST", api: (place) => `${stepApi(place)}/reports`, fields: wordsField, ...on(paths.deskCampaigns) },
  "campaign-pass": { action: "campaign.check", zh: MOVES.pass.zh, en: "Pass it", method: "POST", api: (place) => `${stepApi(place)}/checks`, fields: wordsField, body: (filled, { lot }) => ({ subCentre: lot, verdict: "pass", words: textOf(filled, "words") }), ...on(paths.deskCampaigns) },
  "campaign-rework": { action: "campaign.check", zh: MOVES.rework.zh, en: "Send it back", method: "POST", api: (place) => `${stepApi(place)}/checks`, fields: wordsField, body: (filled, { lot }) => ({ subCentre: lot, verdict: "rework", words: textOf(filled, "words") }), ...on(paths.deskCampaigns) },
  "seat-take": { action: "seat.keep", zh: "安排窗口人员", en: "Seat somebody", method: "POST", api: () => `${API}/conduct/seats`, fields: seatFields, body: (filled) => ({ ...(filled as Filled), number: Number(textOf(filled, "number")) }), ...on(paths.deskConduct) },
  "window-seat-end": { action: "seat.keep", zh: "结束窗口岗位", en: "End the seat", method: "POST", api: ({ item }) => `${API}/conduct/seats/${enc(item)}/end`, fields: (language) => [onDay("until", say(language, "最后一日", "Its last day"))], ...on(paths.deskConduct) },
  "patrol-make": { action: "patrol.make", zh: "提交今日巡查记录", en: "Record today’s patrol", method: "POST", api: () => `${API}/conduct/patrols`, fieldsOf: patrolFields, body: patrolBody, page: () => paths.deskPatrol, then: () => paths.deskConduct },
  "finding-record": { action: "finding.record", zh: "登记问题", en: "Record a finding", method: "POST", api: () => `${API}/conduct/findings`, fields: findingFields, page: () => paths.deskFindings, then: ({ finding }) => paths.deskFinding(String(finding)) },
  "finding-settle": stepAct("settle", wordsField), "finding-notify": stepAct("notify", wordsField), "finding-silence": stepAct("silence", wordsField), "finding-decide": stepAct("decide", stepFields), "finding-drop": stepAct("drop", wordsField), "finding-close": stepAct("close", wordsField),
  "finding-hear": { ...stepAct("hear", wordsField), ...on(paths.myConduct) },
  "gift-register": { action: "own-conduct", zh: "登记拒收的礼品", en: "Register a gift not taken", method: "POST", api: () => `${API}/conduct/own/gifts`, fields: giftFields, ...on(paths.myConduct) },
  "interest-declare": { action: "own-conduct", zh: "申报利益关系", en: "Declare interests", method: "POST", api: () => `${API}/conduct/own/interests`, fields: interestFields, body: (filled) => ({ none: (filled as Filled)["none"] === true, words: textOf(filled, "words") }), ...on(paths.myConduct) },
  "formula-publish": { action: "appraisal.publish", zh: "公布考核公式", en: "Publish the formula", method: "POST", api: () => `${API}/conduct/formulas`, fields: formulaFields, body: formulaBody, ...on(paths.deskAppraisal), warning: { zh: "公布后写入公开日志，只能由新版本代替。", en: "It is logged, and only replaced by its next version." } },
  "activity-record": { action: "activity.record", zh: "登记活动、培训", en: "Record an activity", method: "POST", api: () => `${API}/conduct/activities`, fields: activityFields, ...on(paths.deskAppraisal) },
};
