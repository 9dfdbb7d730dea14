import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { yuan } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import { decimalText, parseRatio } from "../../kernel/ratio.js";
import { day } from "../../kernel/time.js";
import { fetchBytes } from "../client.js";
import { CASES_HEAD, casesOfPlan, demoItems, type CasesPlan, type DemoItem } from "./centre-cases.js";
import { collectFees } from "./centre-money.js";
import { fillRegistry, fillWindows, together } from "./centre-registry.js";
import type { Stage } from "./stage.js";

const [BEGINS, TODAY] = ["2026-01-05", "2026-12-21"] as const;
export const CENTRE_STARTS_AT = `${BEGINS}T09:00:00+08:00`;
/** A day of each month. */
const MONTHS = Array.from({ length: 12 }, (_, at) => ({ month: at + 1, on: `2026-${String(at + 1).padStart(2, "0")}-12` }));

/** The year of the source: 100,590 cases, of which 72 % at once; half the promised days used; 97 of 100 answers satisfied. */
export const YEAR: CasesPlan = {
  series: "2026", from: day("2026-01-01"), until: day("2026-12-18"), setUpsUntil: day("2026-07-31"), immediate: 72_425, promised: 27_000, forwarded: 865, setUps: [171, 129],
  atWindow: 22_140, grades: [24_000, 14_800, 800, 300, 100],
};
const PROJECTS = Array.from({ length: 70 }, (_, place) => place);
/** What the system before handed over of 2025. */
const OPENINGS = [["closed", "89813"], ["paid-fen", "4559000000"], ["refunded-fen", "0"]] as const;

/** What the committee wants of the year, and of the next one. */
const TARGETS = [
  [2026, "管委会2026年第1次会议决定", { "cases": "95000", "fees": "5000", "on-time": "100", "immediate": "70", "time-cut": "45", "satisfaction": "95", "items-in": "100", "fees-in": "100", "at-window": "80", "set-up-days": "7", "projects": "60", "one-section": "50" }],
  [2027, "管委会2026年第9次会议决定", { "cases": "105000", "fees": "5800", "on-time": "100", "immediate": "75", "time-cut": "55", "satisfaction": "98", "at-window": "85", "set-up-days": "5", "projects": "80", "one-section": "75" }],
] as const;

/** A year of the whole centre, by its real import and acts, and its figures beside those of the source. @returns whether all agree */
export async function playCentre(stage: Stage, out: string): Promise<boolean> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const items = demoItems(await stage.get("citizen-1", "/api/v1/items"));
  for (const [measure, value] of OPENINGS) await stage.post("sub-centre-1", "/api/v1/figures/openings", { year: 2025, measure, value, source: "晨政务〔2026〕1号上年数据移交清单（演练）" });
  stage.say("上年数据：办结 89,813 件、规费 4,559.0 万元，作为移交数据登记，不能更改");
  await fillRegistry(stage, BEGINS);
  await fillWindows(stage, BEGINS);
  await liveThroughYear(stage);
  await stage.until(`${TODAY}T09:00:00+08:00`);
  await importYear(stage, out, items);
  for (const [year, basis, values] of TARGETS) for (const [figure, value] of Object.entries(values)) await stage.post("sub-centre-1", "/api/v1/figures/targets", { year, figure, value, basis });
  const agrees = await compared(stage);
  await writeReport(stage, out);
  return agrees;
}

/** Month by month: fees are paid, and investors are served. */
async function liveThroughYear(stage: Stage): Promise<void> {
  let fees = 0n;
  for (const { month, on } of MONTHS) {
    await stage.until(`${on}T10:00:00+08:00`);
    fees += await collectFees(stage, month, `${on.slice(0, 7)}-28`);
    await serveProjects(stage, PROJECTS.slice(((month - 1) * PROJECTS.length) / MONTHS.length, (month * PROJECTS.length) / MONTHS.length));
  }
  stage.say(`规费：${String(MONTHS.length)} 张一费清缴款通知，每月一张，由各单位核算、财政复核、统一签章，缴款人在银行各缴一次，共 ${yuan(fees)} 元（含不计入规费的保证金）`);
  stage.say(`保姆式服务：${String(PROJECTS.length)} 个投资项目登记、自选帮办员并有服务记录`);
}

async function importYear(stage: Stage, out: string, items: readonly DemoItem[]): Promise<void> {
  const file = path.join(out, "cases-2026.csv");
  await writeFile(file, [CASES_HEAD, ...casesOfPlan(YEAR, items)].join("\n"));
  const { result } = await stage.daylight("sub-centre-1", ["cases", file, "--source", "原政务服务系统2026年办件（演练）"]);
  stage.say(`办件：导入 ${JSON.stringify(result["lines"])} 行，入库 ${JSON.stringify(result["taken"])} 件，被拒绝 ${JSON.stringify(result["refused"])} 行；期限和是否按期由本平台的时钟计算`);
  const again = await stage.daylight("sub-centre-1", ["cases", file, "--source", "同一文件再次导入"]);
  stage.say(`同一文件再导入一次：入库 ${JSON.stringify(again.result["taken"])} 件，${JSON.stringify(again.result["known"])} 件以前已有`);
}

/** Investors register their projects, choose a concierge, and are served. @param numbers which of the projects */
async function serveProjects(stage: Stage, numbers: readonly number[]): Promise<void> {
  const { concierges } = z.object({ concierges: z.array(z.object({ concierge: z.string() })) }).parse(await stage.get("citizen-1", "/api/v1/concierges"));
  await together(numbers, async (place) => {
    const which = place % concierges.length;
    const { project } = z.object({ project: z.string() }).parse(await stage.post(`bidder-${String(1 + (place % 8))}`, "/api/v1/investments", { title: `滨河产业园${String(place + 1)}号项目`, area: "工业制造", business: "新建厂房，年内开工。", contact: "联系人", phone: "0566-5550199", concierge: concierges[which]?.concierge ?? null }));
    await stage.post(`concierge-${String(which + 1)}`, `/api/v1/investments/${project}/notes`, { text: "陪同到住建、自然资源窗口一次性告知材料和时限。" });
  });
}

const Figure = z.object({ id: z.string(), value: z.string().nullable(), growth: z.string().nullable(), parts: z.array(z.object({ measure: z.string(), count: z.string().nullable() })) });
type Read = ReadonlyMap<string, z.infer<typeof Figure>>;
const read = async (stage: Stage, until: string): Promise<Read> => new Map(z.object({ figures: z.array(Figure) }).parse(await stage.get("citizen-1", `/api/v1/figures?from=2026-01&until=${until}`)).figures.map((each) => [each.id, each]));

/** What the year says, and its first seven months. */
type Told = { readonly year: Read; readonly july: Read };
/** One statistic of the source: its words there, how Daylight says it, and what makes them agree. */
type Statistic = { readonly name: string; readonly source: string; readonly ours: (told: Told) => string | null; readonly agrees: (ours: string) => boolean };

const numberOf = (text: string): string => text.replaceAll(/[,+]/g, "").replace("−", "-");
const value = (id: string) => ({ year }: Told): string | null => year.get(id)?.value ?? null;
const inJuly = (id: string) => ({ july }: Told): string | null => july.get(id)?.value ?? null;
const growth = (id: string) => ({ year }: Told): string | null => year.get(id)?.growth ?? null;
const counts = (id: string) => ({ year }: Told): string => (year.get(id)?.parts ?? []).map(({ count }) => count ?? "?").join("/");
const is = (...wanted: readonly string[]) => (ours: string): boolean => wanted.includes(ours);
/** Whether a number is the source’s when it is rounded as that is. */
const rounds = (wanted: string) => (ours: string): boolean => decimalText(parseRatio(numberOf(ours)), 0) === wanted;
const between = (above: number, upTo: number) => (ours: string): boolean => Number(numberOf(ours)) > above && Number(numberOf(ours)) <= upTo;

/** Rule book D11, line by line. */
const STATISTICS: readonly Statistic[] = [
  { name: "审批办件总数 cases", source: "100,590 件", ours: value("cases"), agrees: is("100,590") }, { name: "  同比 growth", source: "12%", ours: growth("cases"), agrees: rounds("12") },
  { name: "统一收缴规费 fees", source: "5,562 万元", ours: value("fees"), agrees: rounds("5562") }, { name: "  同比 growth", source: "22%", ours: growth("fees"), agrees: rounds("22") },
  { name: "承诺期限内办结率 on time", source: "100%", ours: value("on-time"), agrees: is("100") }, { name: "即办件占比 immediate", source: "72%", ours: value("immediate"), agrees: rounds("72") },
  { name: "承诺件平均办理时限缩短 time cut", source: "约50%", ours: value("time-cut"), agrees: rounds("50") }, { name: "窗口服务满意率 satisfied", source: "97%", ours: value("satisfaction"), agrees: rounds("97") },
  { name: "应进审批事项已进 approvals in", source: "213/213", ours: counts("items-in"), agrees: is("213/213") }, { name: "应进收费项目已进 fees in", source: "80/80", ours: counts("fees-in"), agrees: is("80/80") },
  { name: "承诺件在窗口决定 at the window", source: ">80%", ours: value("at-window"), agrees: between(80, 100) }, { name: "“五个一”1—7月 set-ups", source: "171 户", ours: inJuly("set-ups"), agrees: is("171") },
  { name: "  办理时间中位数 median", source: "≤7 工作日", ours: inJuly("set-up-days"), agrees: between(0, 7) }, { name: "保姆式服务项目 projects", source: "70 个", ours: value("projects"), agrees: is("70") },
  { name: "统一审批科室 one section", source: "18个窗口近半数", ours: counts("one-section"), agrees: is("8/18", "9/18") },
];

/** As many columns as a terminal shows: a Chinese character takes two. */
const padded = (text: string, width: number): string => text + " ".repeat(Math.max(1, width - Array.from(text).reduce((sum, each) => sum + (/[\u2e80-\uffee“”—]/.test(each) ? 2 : 1), 0)));

async function compared(stage: Stage): Promise<boolean> {
  const told: Told = { year: await read(stage, "2026-12"), july: await read(stage, "2026-07") };
  const lines = STATISTICS.map(({ name, source, ours, agrees }) => { const said = ours(told); return { name, source, said, isGood: said !== null && agrees(said) }; });
  stage.say("统计核对（规则手册 D11）：原文所载数字与本平台由原始记录计算的数字");
  stage.say(`${padded("指标 figure", 38)}${padded("原文 source", 18)}${padded("本平台 Daylight", 18)}一致 agrees`);
  for (const { name, source, said, isGood } of lines) stage.say(`${padded(name, 38)}${padded(source, 18)}${padded(said ?? "不适用", 18)}${isGood ? "✓" : "✗"}`);
  return lines.every(({ isGood }) => isGood);
}

async function writeReport(stage: Stage, out: string): Promise<void> {
  const { client } = await stage.person("citizen-1");
  for (const ending of ["pdf", "xlsx"]) await writeFile(path.join(out, `report-2026.${ending}`), must(await fetchBytes({ url: client.url, token: null }, `/api/v1/figures/report.${ending}?from=2026-01&until=2026-12`)));
  stage.say(`年度统计报告（签章 PDF 和 XLSX）存于 ${path.relative(process.cwd(), out)}`);
}
