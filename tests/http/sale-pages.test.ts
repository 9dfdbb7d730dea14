import { afterAll, beforeAll, expect, test } from "vitest";
import { reader } from "../support/pages.js";
import { salesOnPages, type SalesOnPages } from "../support/sale-pages.js";
import { testTown, type TestTown } from "../support/town.js";

// What everybody reads of grants and transfers: their list in every form, and the page of each.
let town: TestTown;
let sales: SalesOnPages;
beforeAll(async () => {
  town = await testTown("2026-09-24T09:00:00+08:00");
  sales = await salesOnPages(town);
}, 120_000);
afterAll(async () => { await town.stop(); });

const read = async (path: string): Promise<string> => {
  const { status, text } = await reader(town).get(path);
  expect(status, path).toBe(200);
  expect(text.replaceAll(/[\w.-]{40,}/g, "")).not.toMatch(/undefined|\[object|NaN/);
  return text;
};
const codesIn = (text: string): string[] => [...text.matchAll(/href="\/sales\/([A-Z0-9]+)"/g)].map(([, code = ""]) => code);

test("the list has every published sale, newest first, with stage, seller, floor price and deadline, and no draft", async () => {
  const text = await read("/sales");
  expect(new Set(codesIn(text))).toEqual(new Set([sales.property, sales.mining, sales.land]));
  for (const words of ["公告中，接受申请", "晨光市城市建设投资集团有限公司", "起始价 120,000,000.00 元", "起始价 36,000,000.00 元", "申请截止 2026年10月27日（星期二）17:00", "共 3 条"]) expect(text, words).toContain(words);
  expect(text).not.toContain("2026-09号地块");
  expect((await reader(town).get(`/sales/${sales.draft}`)).status).toBe(404);
});

test.each<[string, readonly ("land" | "mining" | "property")[]]>([
  ["line=land", ["land"]], ["line=property", ["property"]], ["q=灰岩", ["mining"]], ["q=滨河", ["land"]], ["q=没有这个词语", []], ["area=341721", ["mining"]], ["stage=applying", ["land", "mining", "property"]], ["stage=deal", []], ["stage=ended", []],
  ["from=2026-09-24&until=2026-09-24", ["land", "mining", "property"]], ["from=2026-09-25", []], ["until=2026-09-23", []],
])("the list is cut down by %s, as page, JSON, table and feed", async (query, found) => {
  const address = `?${new URLSearchParams(query).toString()}`;
  expect(new Set(codesIn(await read(`/sales${address}`)))).toEqual(new Set(found.map((each) => sales[each])));
  const { sales: rows } = JSON.parse(await (await town.app.request(`/sales.json${address}`)).text()) as { sales: { sale: string }[] };
  expect(new Set(rows.map(({ sale }) => sale))).toEqual(new Set(found.map((each) => sales[each])));
  for (const format of ["csv", "atom"]) {
    const text = await (await town.app.request(`/sales.${format}${address}`)).text();
    for (const each of ["land", "mining", "property"] as const) expect(text.includes(sales[each]), `${format} ${each}`).toBe(found.includes(each));
  }
});

test("an address that the list does not know is refused with what it knows", async () => {
  for (const query of ["line=works", "stage=bidding", "type=tender-notice", "sort=price", "area=34", "from=tomorrow"]) expect((await reader(town).get(`/sales?${query}`)).status, query).toBe(400);
  expect((await reader(town).get("/notices?line=land")).text).toContain("国有建设用地使用权出让公告");
  expect((await reader(town).get("/projects?line=land")).status).toBe(400);
});

test("the list goes on by its cursor without a gap", async () => {
  const first = JSON.parse(await (await town.app.request("/sales.json?limit=2&count=exact")).text()) as { sales: { sale: string }[]; total: number; links: { next: string } };
  const second = JSON.parse(await (await town.app.request(first.links.next)).text()) as { sales: { sale: string }[]; links: { next: string | null } };
  expect([first.total, first.sales.length, second.sales.length, second.links.next]).toEqual([3, 2, 1, null]);
  expect(new Set([...first.sales, ...second.sales].map(({ sale }) => sale)).size).toBe(3);
});

test("the page of a parcel says what, for how much, until when, and what comes next", async () => {
  const text = await read(`/sales/${sales.land}`);
  for (const words of [
    "滨河路以南、学府路以西", "26680.5", "容积率不大于2.2", "居住用地", "¥120,000,000.00", "壹亿贰仟万元整", "2,000,000.00", "¥24,000,000.00", "设有底价，竞价结束前保密", "正在接受申请", "2026年10月27日（星期二）17:00（北京时间）", "2026年10月19日（星期一）09:00（北京时间）", "2026年11月2日（星期一）10:00",
    "5个工作日内退还，不计利息", "第 1 轮", "发布出让公告", `/notices/${sales.land}-N1`, `/auctions/${sales.land}-01-A1`, "福建网上交易规则", "晨光市公共资源交易监督管理局",
  ]) expect(text, words).toContain(words);
  expect(await read(`/notices/${sales.land}-N1`)).toContain(`href="/sales/${sales.land}"`);
});

test("a mining right shows its corners and duties, equity its enterprise and appraisal, each in English too", async () => {
  for (const words of ["建筑石料用灰岩", "3456789.12 39456123.45", "边开采边修复", "不设底价"]) expect(await read(`/sales/${sales.mining}`), words).toContain(words);
  for (const words of ["晨光市城投物业有限公司", "¥10,000,000.00", "晨国资评备〔2026〕5号", "自然人股东 40%", "网络竞价"]) expect(await read(`/sales/${sales.property}`), words).toContain(words);
  for (const [sale, words] of [[sales.land, "Applications are taken"], [sales.mining, "Area by its corners"], [sales.property, "Transfer of State-owned property"]] as const) expect(await read(`/en/sales/${sale}`), words).toContain(words);
});

test("the front page leads to what each line sells, with how many are under way", async () => {
  const text = await read("/");
  for (const line of ["land", "mining", "property"]) expect(text).toMatch(new RegExp(`href="/sales\\?line=${line}"[^]*?进行中 1 项`));
});

test("who applies changes no byte of what everybody reads", async () => {
  const paths = ["/", "/sales", `/sales/${sales.land}`, `/sales.json`, `/api/v1/sales/${sales.land}`];
  const all = async (): Promise<string[]> => Promise.all(paths.map(async (path) => (await reader(town).get(path)).text));
  const before = await all();
  await town.done("bidder-1", "POST", `/api/v1/sales/${sales.land}/lots/1/application`, { statement: "本单位申请竞买，已阅读并接受公告的全部内容。" });
  await town.world.journal.flush();
  expect(await all()).toEqual(before);
});

test("a sale that is ended says so with its reason, and is listed as ended", async () => {
  await town.done("tenderer-1", "POST", `/api/v1/sales/${sales.mining}/termination`, { reason: "矿区范围与生态保护红线重叠" });
  const text = await read(`/sales/${sales.mining}`);
  for (const words of ["已经终止。", "矿区范围与生态保护红线重叠", `/notices/${sales.mining}-N2`]) expect(text, words).toContain(words);
  expect(codesIn(await read("/sales?stage=ended"))).toEqual([sales.mining]);
  expect(await read("/")).toMatch(/href="\/sales\?line=mining"[^]*?进行中 0 项/);
});
