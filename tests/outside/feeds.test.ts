import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvOf } from "../../src/web/formats/csv.js";
import { addNotices } from "../support/many-notices.js";
import { testTown, type TestTown } from "../support/town.js";
import { tenderWithResult } from "../support/whole-tender.js";
import { publishedTender, tenderBody } from "../support/works-tender.js";

// The readers are Debian's: feedparser, icalendar and the csv and xml modules of Python.
const PYTHON = "/usr/bin/python3";
const SCRIPT = path.join(import.meta.dirname, "feeds.py");

type Entry = { readonly id: string; readonly title: string; readonly language: string; readonly updated: string; readonly published: string; readonly author: string; readonly summary: string; readonly links: Readonly<Record<string, string>>; readonly tags: readonly string[] };
type Feed = { readonly bozo: boolean; readonly version: string; readonly language: string; readonly id: string; readonly updated: string; readonly links: Readonly<Record<string, string>>; readonly entries: readonly Entry[] };
type Event = { readonly uid: string; readonly sequence: number; readonly start: string; readonly stamp: string; readonly summary: string; readonly description: string; readonly url: string; readonly status: string };
type Calendar = { readonly longest: number; readonly name: string; readonly version: string; readonly errors: readonly unknown[]; readonly events: readonly Event[] };

function understood(format: "atom" | "ics" | "csv", bytes: string | Uint8Array): unknown {
  const { status, stdout, stderr } = spawnSync(PYTHON, [SCRIPT, format], { input: bytes, encoding: "utf8", maxBuffer: 64 * 1_048_576 });
  if (status !== 0) throw new RangeError(`${PYTHON} could not read the ${format}: ${stderr}`);
  return JSON.parse(stdout);
}

let town: TestTown;
let tender: string;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tender = await tenderWithResult(town);
  await addNotices(town.database.as("owner"), { exchangeId: town.world.exchange.id, tender, line: "works" }, ["=HYPERLINK(\"x\")", "＋1", "-5 度以下混凝土施工公告", "“引号\"、逗号,和<尖括号>&符号公告", "𠮷祥路䶮城桥梁公告"].map((title, at) => (
    { id: `Y${String(at)}`, type: "clarification", title, tenderer: "晨光市城市建设投资集团有限公司", area: "341702", publishedAt: new Date(Date.parse("2026-08-01T01:00:00Z") + at * 1_000) })));
}, 240_000);
afterAll(async () => { await town.stop(); });

const get = async (address: string): Promise<Buffer> => {
  const answer = await town.app.request(address);
  expect(answer.status, address).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};
const feed = async (address: string): Promise<Feed> => understood("atom", await get(address)) as Feed;
const calendar = async (address: string): Promise<Calendar> => understood("ics", await get(address)) as Calendar;
const table = async (address: string): Promise<Record<string, string>[]> => understood("csv", await get(address)) as Record<string, string>[];

describe("a feed, as feedparser reads it", () => {
  test("is Atom in Chinese, with a permanent name for itself and each document, and every sign of a title intact", async () => {
    const { bozo, version, language, id, updated, entries } = await feed("/notices.atom?until=2026-08-31");
    expect({ bozo, version, language, id }).toEqual({ bozo: false, version: "atom10", language: "zh-CN", id: "tag:chenguang.example,2026:/notices.atom?until=2026-08-31" });
    expect(entries.map((each) => [each.id, each.title])).toContainEqual(["tag:chenguang.example,2026:notice/Y3", "“引号\"、逗号,和<尖括号>&符号公告"]);
    expect(entries[0]).toMatchObject({ title: "𠮷祥路䶮城桥梁公告", language: "zh-CN", author: "晨光市城市建设投资集团有限公司", updated: "2026-08-01T09:00:04+08:00" });
    expect(entries[0]?.links).toEqual({ alternate: "http://chenguang.example/notices/Y4", enclosure: "http://chenguang.example/notices/Y4/v/1/notice.pdf" });
    expect(updated).toBe(entries[0]?.updated);
  });

  test("tells a result with winner and price, a notice with deadline and ceiling", async () => {
    const { entries } = await feed(`/notices.atom?q=${tender}`);
    expect(entries.find(({ tags }) => tags.includes("result"))?.summary).toMatch(/中标人 .+ · 中标价 \d+\.\d\d 元 · 查验码 /);
    expect(entries.find(({ tags }) => tags.includes("notice"))?.summary).toMatch(/投标截止 2026年9月22日（星期二）09:30（北京时间） · 最高限价 20000000\.00 元/);
  });

  test("in English it speaks English and leaves titles Chinese", async () => {
    const { language, links, entries } = await feed("/en/results.atom");
    expect([language, links["alternate"], entries[0]?.links["alternate"]]).toEqual(["en", "http://chenguang.example/en/results", `http://chenguang.example/en/notices/${tender}-N10`]);
    expect(entries[0]?.summary).toContain("Winner");
  });

  test("goes on page by page by its own links, and every document comes once (RFC 5005)", async () => {
    const seen: string[] = [];
    let next: string | undefined = "http://chenguang.example/notices.atom?limit=4";
    for (; next !== undefined;) {
      const page: Feed = await feed(next.replace("http://chenguang.example", ""));
      expect([page.links["self"], page.links["first"]]).toEqual([next, "http://chenguang.example/notices.atom?limit=4"]);
      seen.push(...page.entries.map(({ id }) => id));
      next = page.links["next"];
    }
    expect(seen.length).toBeGreaterThan(8);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("without entries is still a feed, the same bytes each time", async () => {
    expect(await get("/plans.atom")).toEqual(await get("/plans.atom"));
    expect(await feed("/plans.atom")).toMatchObject({ bozo: false, updated: "1970-01-01T00:00:00Z", entries: [] });
  });
});

describe("a table, as Python’s strict csv reads it", () => {
  test("guards words that look like formulas and nothing else", async () => {
    const rows = await table("/notices.csv?until=2026-08-31");
    expect(rows.map((row) => row["标题"])).toEqual(["𠮷祥路䶮城桥梁公告", "“引号\"、逗号,和<尖括号>&符号公告", "'-5 度以下混凝土施工公告", "'＋1", "'=HYPERLINK(\"x\")"]);
    expect(rows[0]).toMatchObject({ "文件编号": "Y4", "地区": "滨河区", "招标项目编号": tender, "发布时间": "2026-08-01T09:00:04+08:00" });
  });

  test("gives the results of the year with winner, credit code and price as a number", async () => {
    const [row] = await table("/results.csv?from=2026-01-01&until=2026-12-31");
    expect(row?.["类型"]).toBe("中标结果公告");
    expect(row?.["中标人统一社会信用代码"]).toMatch(/^91/);
    expect(row?.["中标价（元）"]).toMatch(/^\d+\.\d\d$/);
    const [project] = await table("/en/projects.csv");
    expect(project?.["Tender"]).toBe(tender);
    expect(project?.["Stage"]).toContain("award notified");
  });

  test("leaves a negative number a number", () => {
    const written = csvOf([{ head: "变化", kind: "number", of: (row: string) => row }, { head: "说明", kind: "text", of: () => "-1" }], ["-1", "-0.50", "12"]);
    expect(understood("csv", written)).toEqual([{ "变化": "-1", "说明": "'-1" }, { "变化": "-0.50", "说明": "'-1" }, { "变化": "12", "说明": "'-1" }]);
    expect(() => csvOf([{ head: "变化", kind: "number", of: () => "=1" }], [""])).toThrow(RangeError);
  });

  test("of the rules has every row with its source", async () => {
    const rows = await table("/rules.csv");
    expect(rows.find(({ id }) => id === "EC-11")).toMatchObject({ op: ">=", value: "20", unit: "CD", from: "2000-01-01", to: "", confidence: "confirmed" });
    expect(rows.length).toBeGreaterThan(60);
  });
});

describe("a calendar, as icalendar reads it", () => {
  test("has lines of 75 octets at most, Chinese whole across folds, and one entry a lot", async () => {
    const { longest, name, version, errors, events } = await calendar(`/projects/${tender}.ics`);
    expect(longest).toBeLessThanOrEqual(75);
    expect({ name, version, errors }).toEqual({ name: "晨光市滨河路雨污分流改造工程", version: "2.0", errors: [] });
    expect(events.map(({ uid, start }) => [uid, start])).toEqual([
      [`${tender}-1-opening@chenguang.example`, "2026-09-22T01:30:00+00:00"], [`${tender}-1-sale@chenguang.example`, "2026-09-08T09:00:00+00:00"], [`${tender}-1-objection@chenguang.example`, "2026-09-12T16:00:00+00:00"], [`${tender}-1-publicity@chenguang.example`, "2026-09-28T16:00:00+00:00"],
    ]);
    expect(events[0]).toMatchObject({ summary: "投标截止暨开标：晨光市滨河路雨污分流改造工程（二标段施工）", description: `项目编号 ${tender}\n开标大厅 http://chenguang.example/halls/${tender}-1`, url: `http://chenguang.example/projects/${tender}`, status: "CONFIRMED", sequence: 0 });
  });

  test("moves an entry that a subscriber holds when a clarification moves the deadline, and cancels it when the tender is ended", async () => {
    const moving = (await publishedTender(town, tenderBody({ title: "晨光市望江公园提升工程", saleFrom: "2026-09-29T09:30:00+08:00", saleUntil: "2026-10-10T17:00:00+08:00", deadline: "2026-10-28T09:30:00+08:00" }))).id;
    const opening = async (address: string): Promise<Event | undefined> => (await calendar(address)).events.find(({ uid }) => uid === `${moving}-1-opening@chenguang.example`);
    const before = await opening("/calendar.ics");
    await town.advance("2026-10-01T09:00:00+08:00");
    const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${moving}/clarifications`, { changes: [{ what: "投标截止时间", before: "10月28日", after: "11月11日" }], mayAffectBid: true, newDeadline: "2026-11-11T09:30:00+08:00" });
    await town.done("tenderer-2", "POST", `/api/v1/tenders/${moving}/clarifications/${String(serial)}/publication`);
    const after = await opening("/calendar.ics");
    expect([before?.start, before?.sequence, after?.start, after?.sequence, after?.uid]).toEqual(["2026-10-28T01:30:00+00:00", 0, "2026-11-11T01:30:00+00:00", 1, before?.uid]);
    expect(after?.stamp).toBe("2026-10-01T01:00:00+00:00");
    expect(await opening(`/notices.ics?q=${encodeURIComponent("望江公园")}`)).toEqual(after);
    await town.done("tenderer-1", "POST", `/api/v1/tenders/${moving}/lots/1/termination`, { reason: "项目取消", });
    expect(await opening("/calendar.ics")).toMatchObject({ sequence: 2, status: "CANCELLED" });
    expect((await calendar(`/en/projects/${moving}.ics`)).events[0]?.summary).toMatch(/^Bids close and open：/);
  });

  test("has the same bytes as long as nothing changes", async () => {
    expect(await get("/calendar.ics")).toEqual(await get("/calendar.ics"));
  });
});
