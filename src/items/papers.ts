import type { FeeItem } from "../fees/item.js";
import { formulaWords } from "../fees/formula.js";
import type { Json } from "../kernel/canonical-json.js";
import { timeInChinese, type Instant } from "../kernel/time.js";
import type { ItemPaper, PaperPart } from "../notices/item-papers.js";
import { EXIT_ORDER, EXIT_STEPS, OUTCOMES, type Abolition, type ExitStep } from "./exit.js";
import type { KeptVersion } from "./item.js";
import { limitWords } from "./statement.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, LEVELS, MATERIAL_FORMS, type Handling } from "./words.js";

/** The centre’s own rule; what stands above it is the licence law. */
const ROUTE = "政务服务中心事项管理规定（三进中心、进出关）";
const windowWords = (window: number | null): string => (window === null ? "现场申报点" : `${String(window)}号窗口`);

/** 三进中心确认书: every field of the guide as the unit confirmed it. @param fees the fees of the item as the catalogue had them */
export const confirmationPaper = (version: KeptVersion, fees: readonly FeeItem[], draftSha256: string): ItemPaper => ({
  type: "item-confirmation", title: "三进中心确认书", law: `《中华人民共和国行政许可法》第三十条；${ROUTE}`,
  parts: [
    { zh: "一、事项", en: "1. Item", rows: [["事项类型", "Kind", ITEM_KINDS[version.kind].zh], ["办件类型", "How it is done", CASE_TYPES[version.caseType].zh], ["办理方式", "Handled", HANDLING[version.handling].zh], ["窗口", "Window", windowWords(version.window)], ["审批层级", "Level", LEVELS[version.level].zh], ["施行日期", "From", version.from], ["版本", "Version", String(version.version)]] },
    { zh: "二、设定依据", en: "2. Basis", list: version.legalBasis }, { zh: "三、办理条件", en: "3. Conditions", list: version.conditions },
    { zh: "四、申请材料", en: "4. Materials", table: { columns: [["材料", "Material", 6], ["形式", "Form", 2], ["份数", "Copies", 2], ["何时需要", "When", 5]], rows: version.materials.map(({ zh, form, copies, condition }) => [zh, MATERIAL_FORMS[form].zh, String(copies), condition ?? "必需"]) } },
    { zh: "五、办理程序", en: "5. Steps", list: version.steps }, { zh: "六、时限", en: "6. Limits", rows: [["法定时限", "Statutory limit", limitWords(version.statutoryLimitWD)], ["承诺时限", "Promised limit", limitWords(version.promisedLimitWD)]] },
    fees.length === 0 ? { zh: "七、收费", en: "7. Fees", rows: [["收费", "Fees", "不收费"]] } : { zh: "七、收费", en: "7. Fees", table: { columns: [["项目", "Fee", 4], ["标准", "Standard", 6], ["依据", "Basis", 5]], rows: fees.map(({ zh, formula, input, basis }) => [zh, formulaWords(formula, input).zh, `${basis.act}${basis.article}`]) } },
    { zh: "八、结果和投诉", en: "8. Results, complaints", list: version.results, rows: [["投诉渠道", "Complaints", version.complaintChannel], ["窗口办件人员", "Handler", version.handler], ["窗口管事领导", "Leader", version.leader]] },
    { zh: "九、确认", en: "9. Confirmation", rows: [["单位确认", "The unit’s word", "本单位确认上述事项应进政务服务中心，按上述内容和时限在中心办理；未经规定程序不自行调整回单位办理。"], ["所确认内容的摘要", "Hash of what was confirmed", draftSha256]] },
  ],
  terms: { v: "item-paper/1", item: version.code, version: version.version, sha256: version.sha256, draft: draftSha256 },
});

/** What a step of an exit says, as its paper prints it: labels of the fields of its body. */
const LABELS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  outcome: ["处理结果", "Outcome"], handling: ["办理方式", "Handled"], window: ["窗口", "Window"], number: ["文号", "Number"], wanted: ["申请", "Asks for"], reason: ["理由", "Reason"], document: ["书面申请文件摘要（SHA-256）", "Hash of the written request"], to: ["呈报", "Reports to"], text: ["内容", "What it says"], heldOn: ["对接日期", "Held on"], present: ["参加人员", "Present"], unitView: ["单位意见", "The unit’s view"], record: ["研究情况", "Record"],
};
const said = (name: string, value: string | number | null | undefined): string | null => {
  if (value === null || value === undefined) return null;
  if (name === "wanted" || name === "outcome") return OUTCOMES[value as keyof typeof OUTCOMES].zh;
  if (name === "handling") return HANDLING[value as Handling].zh;
  return name === "window" ? windowWords(value as number) : String(value);
};

/** What a body says, field by field, without what it leaves open. */
export const saidRows = (body: Readonly<Record<string, unknown>>): (readonly [zh: string, en: string, value: string | null])[] => Object.entries(LABELS).flatMap(([name, [zh, en]]) => {
  const words = said(name, body[name] as Parameters<typeof said>[1]);
  return words === null ? [] : [[zh, en, words] as const];
});

export type StepSaid = { readonly step: ExitStep; readonly said: Readonly<Record<string, unknown>>; readonly at: Instant; readonly by: string };

/** The paper of one step of an exit, with the steps before it. @param salt keeps it from being guessed out of its hash */
export const exitPaper = (own: StepSaid, before: readonly StepSaid[], item: { readonly code: string; readonly serial: number; readonly decided: string | null }, salt: string): ItemPaper => {
  const parts: PaperPart[] = [
    { zh: `一、${EXIT_STEPS[own.step].zh}`, en: "1. The step", rows: saidRows(own.said) },
    { zh: "二、办理经过", en: "2. What was done", table: { columns: [["步骤", "Step", 5], ["时间", "At", 4], ["作出", "By", 4]], rows: [...before, own].map(({ step, at, by }) => [`${String(EXIT_ORDER.indexOf(step) + 1)} ${EXIT_STEPS[step].zh}`, timeInChinese(at), by]) } },
    ...(item.decided === null ? [] : [{ zh: "三、答复的决定", en: "3. The decision", rows: [["处理结果", "Outcome", item.decided] as const] }]),
  ];
  return { type: "item-exit", title: EXIT_STEPS[own.step].paper, law: ROUTE, parts, terms: { v: "item-paper/1", item: item.code, exit: item.serial, step: own.step, said: own.said as Json, salt } };
};

/** 事项依法取消: the act, its paper and the last day. */
export const abolitionPaper = (code: string, given: Abolition): ItemPaper => ({
  type: "item-abolition", title: "事项依法取消", law: given.law,
  parts: [{ zh: "一、取消", en: "1. Abolished", rows: [["依据", "By", given.law], ["文号", "Number", given.number], ["文件摘要（SHA-256）", "Hash of the paper", given.document], ["最后办理日", "Last day", given.lastOn], ["说明", "Words", given.text]] }, { zh: "二、在办申请", en: "2. Open cases", rows: [["在办申请", "Open cases", "此前已经受理的申请，按受理时的事项版本办完。"]] }],
  terms: { v: "item-paper/1", item: code, abolished: given as unknown as Json },
});
