import { z } from "zod";
import { SHEET_COLUMNS } from "../../items/import.js";
import type { Stage } from "./stage.js";

/** A unit of the town whose officers the demo acts as. */
type Desk = { readonly unit: string; readonly clerk: string; readonly deputy: string; readonly window: number; readonly fee: string; readonly subjects: readonly string[] };
const DESKS: readonly Desk[] = [
  { unit: "103", clerk: "window-2", deputy: "deputy-2", window: 5, fee: "103003", subjects: ["建筑工程", "公路工程", "水利水电工程", "电力工程", "市政公用工程", "通信工程", "机电工程", "钢结构工程", "地基基础工程", "古建筑工程", "城市照明工程", "园林绿化工程"] },
  { unit: "106", clerk: "window-3", deputy: "deputy-3", window: 8, fee: "103003", subjects: ["住宅用地", "工业用地", "商业用地", "仓储用地", "科研用地", "教育用地", "医疗用地", "绿地", "道路用地", "港口用地", "临时用地", "设施农用地"] },
];
const APPROVALS = ["首次许可", "许可延续", "许可变更", "增项许可", "补发证书", "注销许可", "方案审查", "验收备案", "竣工核实", "跨区承接备案"] as const;
const CHARGES = ["资料查询费", "复制装订费", "测绘成果费", "档案保管费", "公告刊登费"] as const;

/** What the source says stands in the centre. */
const WANTED = { approvals: 213, fees: 80, windows: 18, sections: 8, movedWhole: 5 } as const;
const WIDTH = 6;

const Rates = z.object({ rates: z.array(z.object({ group: z.string(), in: z.int() })) });
const Units = z.object({ windows: z.array(z.object({ number: z.int(), unit: z.string().nullable(), until: z.string().nullable() })) });

/** Does things to all of a list, some at a time. */
export async function together<Value>(list: readonly Value[], work: (value: Value, place: number) => Promise<unknown>): Promise<void> {
  const queue = [...list.entries()];
  await Promise.all(Array.from({ length: WIDTH }, async () => { for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next[1], next[0]); }));
}

/** The registry grows to what the source has: drafted by sheets, confirmed by each unit’s deputy head, taken in by the centre, each item by its own acts. */
export async function fillRegistry(stage: Stage, today: string): Promise<void> {
  const { rates } = Rates.parse(await stage.get("citizen-1", "/api/v1/items"));
  const has = (group: string): number => rates.find((each) => each.group === group)?.in ?? 0;
  const lacking = { approvals: WANTED.approvals - has("approvals"), fees: WANTED.fees - has("fees") };
  for (const [place, desk] of DESKS.entries()) {
    const part = (count: number): number => (place === 0 ? Math.ceil(count / 2) : Math.floor(count / 2));
    const lines = [...approvals(desk, part(lacking.approvals), today), ...charges(desk, part(lacking.fees), today)];
    const sheet = [SHEET_COLUMNS.join(","), ...lines.map(({ cells }) => SHEET_COLUMNS.map((column) => cells[column] ?? "").join(","))].join("\n");
    const { drafted, bad } = z.object({ drafted: z.array(z.string()), bad: z.array(z.unknown()) }).parse(await stage.put(desk.clerk, "/api/v1/items/sheet", Buffer.from(sheet)));
    if (bad.length > 0) throw new Error(JSON.stringify(bad[0]));
    await together(drafted, async (code) => {
      await stage.post(desk.deputy, `/api/v1/items/${code}/confirmation`);
      await stage.post("sub-centre-1", `/api/v1/items/${code}/entry`);
    });
  }
  stage.say(`事项目录：审批事项补足到 ${String(WANTED.approvals)} 项，收费事项补足到 ${String(WANTED.fees)} 项；各项由单位编制、分管领导签名确认、中心纳入`);
}

type Sheet = { readonly cells: Readonly<Record<string, string>> };
const code = ({ unit }: Desk, place: number): string => `${unit}-${String(place).padStart(3, "0")}`;

const common = (desk: Desk, today: string) => ({
  unit: desk.unit, legalBasis: "晨光市政务服务事项目录（演练）第一条", conditions: "材料齐全、符合规定。", materials: "申请表;application form;original;1", steps: "窗口受理，符合条件的签发。", results: "书面决定", complaintChannel: "大厅一楼投诉受理中心当面反映，或者拨打12345。",
  window: String(desk.window), handling: "in-hall", handler: "梁受理", leader: "付筑安", from: today,
});

const approvals = (desk: Desk, count: number, today: string): Sheet[] => Array.from({ length: count }, (_, n) => ({
  cells: { ...common(desk, today), code: code(desk, 100 + n), zh: `${desk.subjects[n % desk.subjects.length] ?? ""}${APPROVALS[Math.floor(n / desk.subjects.length) % APPROVALS.length] ?? ""}`, en: `Approval ${desk.unit}-${String(100 + n)} of the demo`, kind: "licence", caseType: "promised", statutoryLimitWD: "20", promisedLimitWD: "10", feeItems: "", level: "2" },
}));

const charges = (desk: Desk, count: number, today: string): Sheet[] => Array.from({ length: count }, (_, n) => ({
  cells: { ...common(desk, today), code: code(desk, 600 + n), zh: `${desk.subjects[n % desk.subjects.length] ?? ""}${CHARGES[Math.floor(n / desk.subjects.length) % CHARGES.length] ?? ""}`, en: `Fee ${desk.unit}-${String(600 + n)} of the demo`, kind: "fee", caseType: "immediate", statutoryLimitWD: "1", promisedLimitWD: "0", feeItems: desk.fee, level: "1" },
}));

/** Windows of units open to as many as the source has; the units of some put their approvals into one section, of which some move into the hall whole. */
export async function fillWindows(stage: Stage, today: string): Promise<void> {
  const { windows } = Units.parse(await stage.get("citizen-1", "/api/v1/units"));
  const own = windows.flatMap(({ unit, until }) => (unit === null || until !== null ? [] : [unit]));
  const last = Math.max(...windows.map(({ number }) => number));
  for (let n = own.length; n < WANTED.windows; n += 1) await stage.post("admin-1", "/api/v1/windows", { number: last + 1 + n, unit: "103001", hall: "city-hall", zh: "质量安全监督窗口", en: "Quality and safety of works", tasks: ["consult", "accept"], from: today });
  for (const [place, unit] of own.slice(0, WANTED.sections).entries()) {
    await stage.post("sub-centre-1", `/api/v1/units/${unit}/hand-over`, { from: today, hasSingleApprovalSection: true, sectionMovedWhole: place < WANTED.movedWhole, usesApprovalSeal: false, authority: "审批职能归并到一个科室，窗口按授权决定" });
  }
  stage.say(`独立窗口 ${String(WANTED.windows)} 个，其中 ${String(WANTED.sections)} 个单位设立统一审批科室，${String(WANTED.movedWhole)} 个整建制前移窗口`);
}
