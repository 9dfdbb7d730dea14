import { sql } from "kysely";
import { addNotices, addTenders } from "../../tests/support/many-notices.js";
import { publishedTender } from "../../tests/support/works-tender.js";
import type { TestTown } from "../../tests/support/town.js";
import { figure, percentile, seconds, type Figure } from "../figure.js";
import { benchTown } from "../town.js";

const NOTICES = 200_000;
const PER_TENDER = 5;
const TENDERS_A_BATCH = 4_000;
const REQUESTS = 300;
const NEWEST = Date.parse("2026-08-31T09:00:00Z");

const PLACES = ["滨河", "城东", "城西", "南湖", "北苑", "翠屏", "望江", "清溪", "梅山", "石桥", "柳林", "金谷", "云台", "白鹭", "青枫", "长岭", "东皋", "西塘", "杏花", "紫竹", "凤鸣", "松涛", "龙泉", "明德", "永安", "新华", "红旗", "解放", "建设", "和平"];
const THINGS = ["污水管网", "道路桥梁", "小学校舍", "中心医院", "图书馆", "体育场", "敬老院", "垃圾转运站", "自来水厂", "公交枢纽", "防洪堤", "农贸市场", "档案库房", "消防站", "保障住房", "河道清淤", "路灯节能", "信息机房", "检测设备", "救护车辆"];
const DEEDS = ["改造工程", "新建工程", "维修加固", "提标升级", "监理服务", "勘察设计", "设备采购", "物业管理"];
const TYPES = ["tender-notice", "clarification", "candidates", "award-notice", "contract-notice"];
/** Two characters each: in one title of thirty, of twenty, of eight, in nearly all, across two words, and in none. */
const QUERIES = ["滨河", "杏花", "医院", "清淤", "监理", "采购", "工程", "晨光", "桥新", "麒麟"];

/** What a city of thirty years reads: 200,000 documents of 40,000 tenders, searched, paged and fed through the HTTP surface, one request at a time. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    await fill(town);
    const limit = { name: "the twenty newest rows, bare", value: await p95(REQUESTS, async () => { await sql`select notice_id from notice_index where exchange_id = ${town.world.exchange.id} order by published_at desc, notice_id desc limit 20`.execute(town.world.db); }) };
    const shown = async (name: string, goal: number | null, paths: readonly string[]): Promise<Figure> => figure({ name, unit: "ms", better: "lower", limit, goal, value: await p95(REQUESTS, (at) => read(town, paths[at % paths.length] ?? "/")) });
    const q = (path: string, more = "") => QUERIES.map((query) => `${path}?q=${encodeURIComponent(query)}${more}`);
    const later = await pagesOf(town, "/notices.json?limit=200", 12);
    return [
      await shown("search of two characters, p95", 30, q("/notices.json", "&limit=20")),
      await shown("search with stage and area, p95", 30, q("/notices.json", "&stage=result&area=341702&limit=20")),
      await shown("page of a search, p95", 50, q("/notices")),
      await shown("list page, p95", 50, ["/notices", "/results", "/notices?line=works", "/notices?area=341722", "/notices?from=2020-03-01&until=2020-03-31", ...later]),
      await shown("projects page, p95", 50, ["/projects", ...q("/projects").slice(0, 4)]),
      await shown("feed, p95", 100, ["/notices.atom", ...q("/notices.atom").slice(0, 4)]),
    ];
  } finally {
    await town.stop();
  }
}

async function fill(town: TestTown): Promise<void> {
  const tender = (await publishedTender(town)).id;
  const owner = town.database.as("owner");
  const place = { exchangeId: town.world.exchange.id, tender, line: "works" };
  for (let from = 0; from < NOTICES / PER_TENDER; from += TENDERS_A_BATCH) {
    const tenders = Array.from({ length: TENDERS_A_BATCH }, (_, at) => tenderAt(from + at));
    await addTenders(owner, place, tenders);
    await addNotices(owner, place, tenders.flatMap(({ id, title, area, publishedAt }) => TYPES.map((type, at) => (
      { id: `${id}-N${String(at + 1)}`, type, title: `${title}公告`, tenderer: "晨光市城市建设投资集团有限公司", area, publishedAt: new Date(publishedAt.getTime() + at * 86_400_000), tender: id }))));
  }
  await sql`vacuum analyze`.execute(owner);
}

/** The tender of this number, newest first, one each quarter of an hour. */
function tenderAt(at: number) {
  const pick = (words: readonly string[], by: number): string => words[Math.floor(at / by) % words.length] ?? "";
  return {
    id: `34170020200901${String(at).padStart(6, "0")}`, title: `晨光市${pick(PLACES, 1)}${pick(THINGS, 7)}${pick(DEEDS, 3)}`, area: at % 3 === 0 ? null : at % 3 === 1 ? "341702" : "341722",
    publishedAt: new Date(NEWEST - 5 * 86_400_000 - at * 900_000),
  };
}

async function read(town: TestTown, path: string): Promise<string> {
  const answer = await town.app.request(path, { headers: { "accept-language": "zh-CN" } });
  if (answer.status !== 200) throw new RangeError(`${path}: ${String(answer.status)}`);
  return answer.text();
}

/** The same list further and further down: what its own links lead to. */
async function pagesOf(town: TestTown, first: string, count: number): Promise<string[]> {
  const pages: string[] = [];
  for (let next: string | null = first; next !== null && pages.length < count; next = (JSON.parse(await read(town, next)) as { links: { next: string | null } }).links.next) pages.push(next.replace(".json?limit=200&", "?").replace(".json?limit=200", ""));
  return pages;
}

async function p95(count: number, work: (at: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < count + 20; at += 1) {
    const taken = await seconds(() => work(at));
    if (at >= 20) times.push(taken * 1_000);
  }
  return percentile(times, 95);
}
