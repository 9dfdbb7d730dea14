import type { RuleId } from "../rules/rules.js";

type Words = { readonly zh: string; readonly en: string };

/** From what a clock runs: the day the responsible desk got it, the day it was accepted, the day copies went out. */
type ClockFrom = "received" | "accepted" | "copied";
/** What a clock waits for. */
export type ClockName = "accept" | "refuse" | "copy" | "statement" | "decide";

/** A period of one kind. `more`: the further number of the rule that a complex one takes, added to it or in its place. */
export type ClockRow = { readonly rule: RuleId; readonly from: ClockFrom; readonly more?: { readonly name: string; readonly adds: boolean }; /** Days of tests and expert reviews do not count. */ readonly pauses?: true };

/** Which offices decide a kind; null: another authority does, and the desk says which. */
export type Desk = "complaint-officer" | "supervisor";

export type KindRow = Words & {
  /** What the kind is for, in the words of who has a complaint. */
  readonly about: Words;
  readonly desk: Desk | null;
  /** Who decides where no desk here does. */
  readonly elsewhere: Words | null;
  /** Whether the law lets somebody complain without a name. */
  readonly anonymous: boolean;
  /** Whether the decision is published, its people masked. */
  readonly published: boolean;
  /** Made by a firm about one lot of a tender, after its objection (异议) or challenge (质疑) there; null: anybody makes it. */
  readonly follows: "objection" | "challenge" | null;
  readonly clocks: Readonly<Partial<Record<ClockName, ClockRow>>>;
  /** What may be done against the decision. */
  readonly remedies: Words;
  readonly law: Words;
};

const SUIT = { zh: "不服处理决定的，可以自收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。", en: "Against the decision one may ask for administrative review within sixty days of its receipt, or sue within six months." } as const;
const AT_ONCE = { from: "received" } as const;

/** Every kind of complaint the one desk takes: who decides it, by which clock, and what its complainant is told (rule book D9). */
export const KINDS = {
  "conduct": {
    zh: "效能投诉", en: "Conduct of staff, or a late case", about: { zh: "窗口或者单位工作人员态度、推诿、超时办理、违规收费", en: "Rudeness, being sent away, a case that is late, a charge that is not lawful" },
    desk: "complaint-officer", elsewhere: null, anonymous: true, published: true, follows: null,
    clocks: { accept: { rule: "SV-80", ...AT_ONCE }, decide: { rule: "SV-81", from: "accepted", more: { name: "complex", adds: false } } },
    remedies: { zh: "对答复不满意的，可以向市政务服务管理机构再次反映；涉嫌违纪违法的，可以向纪检监察机关举报。", en: "Whoever is not satisfied may turn to the city's service authority again, and about breaches of law or discipline to the supervisory commission." }, law: { zh: "优化营商环境条例第四十九条", en: "Regulations on the Business Environment, art. 49" },
  },
  "petition": {
    zh: "信访事项", en: "Petition", about: { zh: "申诉、求决、检举控告等信访事项", en: "An appeal, a request for a remedy or an accusation under the petition rules" },
    desk: "complaint-officer", elsewhere: null, anonymous: false, published: false, follows: null,
    clocks: { accept: { rule: "SV-14", ...AT_ONCE }, decide: { rule: "SV-15", from: "accepted", more: { name: "extension", adds: true } } },
    remedies: { zh: "对处理意见不服的，可以自收到书面答复之日起三十日内请求原办理机关的上一级机关复查；对复查意见不服的，同样期限内请求复核。", en: "Within thirty days of the written answer a review by the next higher organ may be asked for, and against that a second one in as many days." }, law: { zh: "信访工作条例第三十四条至第三十六条", en: "Regulations on Petitions, arts. 34–36" },
  },
  "tender": {
    zh: "招标投标投诉", en: "Complaint about a tender", about: { zh: "工程建设等依法招标项目：对异议答复不服，或者认为招标投标活动违法", en: "A tender under the Tendering Law: the reply to an objection, or something unlawful in the tender" },
    desk: "supervisor", elsewhere: null, anonymous: false, published: true, follows: "objection",
    clocks: { accept: { rule: "EC-39", ...AT_ONCE }, decide: { rule: "EC-40", from: "accepted", pauses: true } }, remedies: SUIT, law: { zh: "招标投标法实施条例第六十条、第六十一条；11号令", en: "Regulations on Tendering, arts. 60, 61; Order 11" },
  },
  "purchase": {
    zh: "政府采购投诉", en: "Complaint about a government procurement", about: { zh: "对质疑答复不满意，或者采购人未在期限内答复", en: "The reply to a challenge, or its absence" },
    desk: "supervisor", elsewhere: null, anonymous: false, published: true, follows: "challenge",
    clocks: { accept: { rule: "GP-50", ...AT_ONCE }, refuse: { rule: "GP-51", ...AT_ONCE }, copy: { rule: "GP-52", ...AT_ONCE }, statement: { rule: "GP-53", from: "copied" }, decide: { rule: "GP-54", ...AT_ONCE, pauses: true } }, remedies: SUIT, law: { zh: "政府采购法第五十五条、第五十六条；94号令", en: "Government Procurement Law, arts. 55, 56; Order 94" },
  },
  "small-firm-payment": {
    zh: "拖欠中小企业款项投诉", en: "A small or medium firm that is not paid", about: { zh: "机关、事业单位、大型企业逾期不支付货物、工程、服务款项", en: "An authority, public institution or large firm does not pay for goods, works or services in time" },
    desk: "complaint-officer", elsewhere: null, anonymous: false, published: false, follows: null,
    clocks: { accept: { rule: "SV-82", ...AT_ONCE }, decide: { rule: "SV-83", from: "accepted", more: { name: "complex", adds: false } } },
    remedies: { zh: "逾期款项应当支付逾期利息；也可以依法提起民事诉讼或者申请仲裁。", en: "Interest is owed on what is late; a suit or arbitration stays open." }, law: { zh: "保障中小企业款项支付条例第二十五条", en: "Regulations on Payments to Small and Medium Firms, art. 25" },
  },
  "land-property": {
    zh: "土地、矿业权、产权交易争议", en: "Land, mining rights or property", about: { zh: "出让、转让活动的争议", en: "A dispute about a grant or transfer" },
    desk: null, elsewhere: { zh: "市自然资源主管部门或者履行出资人职责的机构的上级行政机关（行政复议），或者交易所依其规则调解", en: "the authority above the grantor or owner (administrative review), or mediation under the rules of the exchange" }, anonymous: false, published: false, follows: null, clocks: {}, remedies: SUIT, law: { zh: "行政复议法第十一条", en: "Administrative Review Law, art. 11" },
  },
  "discipline": {
    zh: "违纪违法举报", en: "A breach of discipline or law", about: { zh: "公职人员贪污受贿、滥用职权", en: "Bribery or abuse of office" },
    desk: null, elsewhere: { zh: "纪检监察机关（12388）", en: "the commission for discipline and supervision (12388)" }, anonymous: true, published: false, follows: null, clocks: {}, remedies: { zh: "由纪检监察机关依规告知。", en: "The commission tells it by its own rules." }, law: { zh: "监察法第三十五条", en: "Supervision Law, art. 35" },
  },
  "suggestion": {
    zh: "意见建议", en: "Suggestion", about: { zh: "对服务、流程、网站的意见和建议", en: "How a service, a procedure or this site could be better" },
    desk: "complaint-officer", elsewhere: null, anonymous: true, published: true, follows: null, clocks: { decide: { rule: "SV-84", ...AT_ONCE } }, remedies: { zh: "可以就同一事项补充新的理由再次提出。", en: "It may be made again with new reasons." }, law: { zh: "信访工作条例第十七条", en: "Regulations on Petitions, art. 17" },
  },
} as const satisfies Readonly<Record<string, KindRow>>;

export type Kind = keyof typeof KINDS;
export const kindOf = (kind: Kind): KindRow => KINDS[kind];
/** What somebody without an account can choose: a tender's bidder complains about the tender itself. */
export const OPEN_KINDS = (Object.keys(KINDS) as Kind[]).filter((kind) => kindOf(kind).follows === null);
/** The same without what is no complaint. */
export const COMPLAINT_KINDS: readonly Kind[] = OPEN_KINDS.filter((kind) => kind !== "suggestion");
