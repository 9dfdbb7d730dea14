import { ok, refuse, type Result } from "../kernel/result.js";
import { wholeOf, type FrozenRules, type RuleId } from "../rules/rules.js";
import { JOINT_TEMPLATES } from "./templates.js";

type Words = { readonly zh: string; readonly en: string };

/** What a joint form can ask. Each template names those it asks; a field that two units want is asked once all the same. */
export const FORM_FIELDS = {
  enterpriseName: { zh: "拟设企业名称", en: "name of the enterprise" },
  legalPerson: { zh: "法定代表人", en: "legal representative" },
  capital: { zh: "注册资本（元）", en: "registered capital (yuan)" },
  premises: { zh: "住所（经营场所）", en: "address of its premises" },
  scope: { zh: "经营范围", en: "scope of business" },
  staff: { zh: "从业人数", en: "people it will employ" },
  projectName: { zh: "项目名称", en: "name of the project" },
  site: { zh: "建设地点", en: "site" },
  floorArea: { zh: "建筑面积（平方米）", en: "floor area (m²)" },
  investment: { zh: "总投资（元）", en: "total investment (yuan)" },
  builder: { zh: "施工单位", en: "builder" },
} as const satisfies Readonly<Record<string, Words>>;
export type FormField = keyof typeof FORM_FIELDS;

/** A member of a template: which item, in which stage (from 1), within how many working days. Its unit is the item’s. */
export type TemplateMember = { readonly item: string; readonly stage: number; readonly days: number };
/** A material of an item in the registry, by the ids of both. */
export type ItemMaterial = readonly [item: string, material: string];
/** A material handed in once, and every item that goes by it. */
export type SharedMaterial = Words & { readonly id: string; readonly uses: readonly ItemMaterial[] };

/** 并联审批 as data (rule book D4): who leads, which items are decided together in which stages, what is asked once, and within how many working days. */
export type JointTemplate = Words & {
  /** The unit whose window takes everything, merges and delivers; its code. */
  readonly lead: string;
  /** Working days promised for the whole, within `rule`; `before`: what the chain took when each item was applied for alone, null where nobody counted. */
  readonly promised: number; readonly before: number | null; readonly rule: RuleId;
  /** Whether local rules take a member’s silence for consent; without such a rule silence holds the case up and is a red light. */
  readonly silenceAgrees: boolean;
  readonly stages: readonly Words[]; readonly members: readonly TemplateMember[];
  readonly form: readonly FormField[];
  /** Application forms of the items that the one form stands for. */
  readonly byForm: readonly ItemMaterial[];
  readonly materials: readonly SharedMaterial[];
  /** What a later item asks and an earlier one yields: nobody hands it in. */
  readonly yielded: readonly { readonly material: ItemMaterial; readonly from: string }[];
};

export type TemplateName = keyof typeof JOINT_TEMPLATES;
/** A template by its name, null where there is none of it. */
export const templateBy = (name: string): JointTemplate | null => (Object.hasOwn(JOINT_TEMPLATES, name) ? JOINT_TEMPLATES[name as TemplateName] : null);

/** Working days that the rule a template stands on lets the whole take. */
export const jointLimit = (rules: FrozenRules, template: Pick<JointTemplate, "rule">): number => wholeOf(rules, template.rule);

/** Working days of the longest way through the stages: the longest member of each, one stage after the other. */
export function daysThrough(members: readonly TemplateMember[]): number {
  const longest = new Map<number, number>();
  for (const { stage, days } of members) longest.set(stage, Math.max(days, longest.get(stage) ?? 0));
  return [...longest.values()].reduce((sum, days) => sum + days, 0);
}

/** The unit of an item, which its code begins with. */
export const unitOfItem = (item: string): string => item.split("-")[0] ?? item;

/** Members are two at least, each item once, each within the whole, and so are the stages one after the other. @param limit working days of the whole */
export function checkMembers(limit: number, members: readonly TemplateMember[]): Result<true> {
  if (members.length < 2) return refuse("joint-alone");
  const long = members.find(({ days }) => days > limit);
  if (long !== undefined) return refuse("joint-member-long", { item: long.item, days: long.days, max: limit });
  const twice = members.find(({ item }, at) => members.findIndex((each) => each.item === item) !== at);
  if (twice !== undefined) return refuse("joint-member-twice", { item: twice.item });
  return daysThrough(members) > limit ? refuse("joint-stages-long", { days: daysThrough(members), max: limit }) : ok(true);
}

/** What a template asks of an applicant, as a notice of corrections is held to it: everything is needed, nothing twice. */
export const wantedOf = ({ materials }: Pick<JointTemplate, "materials">) => materials.map(({ id, zh, en }) => ({ id, zh, en, required: true, condition: null }));

/** The shared materials that an item goes by. */
export const sharedFor = ({ materials }: Pick<JointTemplate, "materials">, item: string): { readonly id: string; readonly as: string }[] =>
  materials.flatMap(({ id, uses }) => uses.filter(([of]) => of === item).map(([, as]) => ({ id, as })));

/** The fields of the form that are asked and not answered. */
export const formGaps = ({ form }: Pick<JointTemplate, "form">, answers: Readonly<Partial<Record<FormField, string>>>): readonly FormField[] => form.filter((field) => (answers[field] ?? "").trim() === "");
