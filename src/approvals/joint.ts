import { ok, refuse, type Result } from "../kernel/result.js";
import { endOf, type Instant, type PlainDate } from "../kernel/time.js";
import { addWorking } from "../rules/calendar.js";
import { wholeOf, type FrozenRules, type RuleId } from "../rules/rules.js";

type Words = { readonly zh: string; readonly en: string };

/** What a member of a joint case has said. */
export const MEMBER_STATES = {
  "pending": { zh: "办理中", en: "pending" }, "agreed": { zh: "同意", en: "agreed" }, "objected": { zh: "不同意", en: "objected" }, "silent": { zh: "逾期未答复", en: "silent past its time" },
} as const satisfies Readonly<Record<string, Words>>;
export type MemberState = keyof typeof MEMBER_STATES;

/** A unit that takes part, with the working days it promised and what it said. */
export type Member = { readonly unit: string; readonly name: string; readonly days: number; readonly opinion: { readonly agrees: boolean; readonly words: string; readonly at: Instant } | null };

/** One step of a template: who does what, and within how many working days. `was`: what it stood for before licences were merged. */
export type TemplateMember = Words & { readonly role: string; readonly days: number; readonly yields: Words };
/** 并联审批 as data: who leads, who takes part, within which rule of the law. */
export type JointTemplate = Words & { readonly lead: Words; readonly rule: RuleId; readonly extension: RuleId; readonly firstWindow: Words; readonly members: readonly TemplateMember[]; /** Whether local rules take silence for consent; without such a rule silence is a red light. */ readonly silenceAgrees: boolean };

/** The templates a joint case is opened by. The units of a place are put to the roles when it is opened. */
export const JOINT_TEMPLATES = {
  "enterprise": {
    zh: "企业设立“五个一”", en: "Setting up an enterprise: the five ones", rule: "SV-10", extension: "SV-05", silenceAgrees: false,
    lead: { zh: "市场监管（工商）", en: "market regulation (registration)" }, firstWindow: { zh: "企业登记窗口统一受理，一次采集信息", en: "the registration window takes it all, asks everything once" },
    members: [
      { role: "registration", zh: "企业登记", en: "registration of the enterprise", days: 3, yields: { zh: "营业执照（多证合一，含组织机构代码）", en: "business licence, organisation code included" } },
      { role: "health", zh: "卫生许可", en: "health", days: 5, yields: { zh: "卫生许可证", en: "health licence" } },
      { role: "culture", zh: "文化经营许可", en: "culture", days: 5, yields: { zh: "文化经营许可证", en: "culture licence" } },
      { role: "national-tax", zh: "国税登记信息确认", en: "national tax", days: 2, yields: { zh: "国税信息确认", en: "national tax record" } },
      { role: "local-tax", zh: "地税登记信息确认", en: "local tax", days: 2, yields: { zh: "地税信息确认", en: "local tax record" } },
    ],
  },
  "works-project": {
    zh: "工程建设项目审批", en: "Approval of a construction project", rule: "SV-04", extension: "SV-05", silenceAgrees: false,
    lead: { zh: "住房城乡建设", en: "housing and construction" }, firstWindow: { zh: "工程建设项目综合窗口", en: "the window of construction projects" },
    members: [
      { role: "planning", zh: "建设工程规划许可", en: "planning", days: 15, yields: { zh: "建设工程规划许可证", en: "planning licence" } },
      { role: "fire", zh: "消防设计审查", en: "fire safety", days: 15, yields: { zh: "消防设计审查意见书", en: "opinion on fire safety" } },
      { role: "environment", zh: "环境影响评价", en: "environment", days: 20, yields: { zh: "环评批复", en: "environmental approval" } },
      { role: "civil-defence", zh: "人防工程审查", en: "civil defence", days: 10, yields: { zh: "人防审查意见", en: "opinion on civil defence" } },
      { role: "construction", zh: "建筑工程施工许可", en: "construction", days: 7, yields: { zh: "施工许可证", en: "construction licence" } },
    ],
  },
} as const satisfies Readonly<Record<string, JointTemplate>>;
export type TemplateName = keyof typeof JOINT_TEMPLATES;

/** Working days a joint case has as a whole. */
export const jointLimit = (rules: FrozenRules, template: TemplateName): number => wholeOf(rules, JOINT_TEMPLATES[template].rule);

/** Each member has its own working days, within those of the whole. */
export function checkMembers(limit: number, members: readonly { readonly unit: string; readonly days: number }[]): Result<true> {
  if (members.length < 2) return refuse("joint-alone");
  const long = members.find(({ days }) => days > limit);
  if (long !== undefined) return refuse("joint-member-long", { unit: long.unit, days: long.days, max: limit });
  const twice = members.find(({ unit }, at) => members.findIndex((each) => each.unit === unit) !== at);
  return twice === undefined ? ok(true) : refuse("joint-member-twice", { unit: twice.unit });
}

/** The last day of a member, counted from the day the materials were shared. */
export const memberDue = (sharedOn: PlainDate, days: number): PlainDate => addWorking(sharedOn, days).rolledDate;

/** Where a member stands at an instant. An opinion after its day still counts; until it comes the member is silent. */
export function memberState(member: Member, sharedOn: PlainDate, at: Instant): MemberState {
  if (member.opinion !== null) return member.opinion.agrees ? "agreed" : "objected";
  return at >= endOf(memberDue(sharedOn, member.days)) ? "silent" : "pending";
}

/** Whether the lead can merge what the members said, and into what. Silence agrees only where local rules say so (rule book D4). */
export function decideMerge(members: readonly Member[], { sharedOn, silenceAgrees, at }: { readonly sharedOn: PlainDate; readonly silenceAgrees: boolean; readonly at: Instant }): Result<"agreed" | "objected"> {
  const states = members.map((member) => ({ member, state: memberState(member, sharedOn, at) }));
  const open = states.find(({ state }) => state === "pending" || (state === "silent" && !silenceAgrees));
  if (open !== undefined) return refuse("joint-member-open", { unit: open.member.name, state: MEMBER_STATES[open.state].zh, stateEn: MEMBER_STATES[open.state].en });
  return ok(states.some(({ state }) => state === "objected") ? "objected" : "agreed");
}
