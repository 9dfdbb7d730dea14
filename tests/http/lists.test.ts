import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOfHash, printedCode } from "../../src/notices/verification-code.js";
import { indexMissingNotices } from "../../src/tenders/use-cases/index-notices.js";
import { addNotices } from "../support/many-notices.js";
import { reader } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, tenderBody } from "../support/works-tender.js";

let town: TestTown;
let tender: string;
const MANY = 45;

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tender = (await publishedTender(town, tenderBody({ title: "晨光市滨河路雨污分流改造工程（Ⅱ期）" }))).id;
  const names = ["𠮷祥路桥梁加固工程监理招标公告", "䶮城㛃园污水处理厂提标招标公告", "阿依古丽·买买提纪念馆维修招标公告", "ＧＢ５０３００资料整理服务招标公告", "=1+1 招标公告，“含引号,与逗号”"];
  await addNotices(town.database.as("owner"), { exchangeId: town.world.exchange.id, tender, line: "works" }, Array.from({ length: MANY }, (_, at) => ({
    id: `X${String(at).padStart(3, "0")}`, type: at % 3 === 0 ? "award-notice" : "clarification", title: names[at] ?? `城东小学第${String(at)}标段装修公告`, tenderer: "晨光市城市建设投资集团有限公司", area: at % 2 === 0 ? "341702" : "341722",
    publishedAt: new Date(Date.parse("2026-08-01T01:00:00Z") + Math.floor(at / 2) * 60_000),
  })));
});
afterAll(async () => { await town.stop(); });

type Listed = { readonly notices: readonly { readonly id: string; readonly title: string; readonly code: string; readonly json_sha256: string; readonly area: string | null }[]; readonly total?: number; readonly links: { readonly first: string; readonly next: string | null } };
const list = async (path: string): Promise<Listed> => JSON.parse((await reader(town).get(path)).text) as Listed;
const found = async (q: string): Promise<string[]> => (await list(`/notices.json?limit=200&q=${encodeURIComponent(q)}`)).notices.map(({ id }) => id);

describe("what a reader types is found", () => {
  test.each([
    ["𠮷", "X000"], ["桥梁监理", "X000"], ["加固", "X000"], ["䶮城", "X001"], ["㛃", "X001"], ["污水处理厂", "X001"], ["买买提", "X002"], ["阿依古丽·买买提", "X002"], ["阿依古丽•买买提", "X002"], ["gb50300", "X003"], ["ＧＢ５０３", "X003"], ["0300", "X003"], ["X0", "X003"],
  ])("%s", async (q, id) => {
    expect(await found(q)).toContain(id);
  });

  test("a fragment of the project's number, of the tenderer's name, of the title, and the title in compatibility forms", async () => {
    for (const q of [tender, tender.slice(4, 15), "城市建设投资", "资集团", "雨污分流改造", "II期", "ⅱ期", "91341702MA00000159"]) expect(await found(q), q).toContain(`${tender}-N1`);
  });

  test("words that stand apart must all be there, a chain of characters must be unbroken", async () => {
    expect(await found("桥梁 污水")).toEqual([]);
    expect(await found("第7标段")).toEqual(["X007"]);
    expect(await found("东城")).toEqual([]);
  });

  test("signs alone find nothing, and no sign of the query language does harm", async () => {
    for (const q of ["%", "'", "\\", "& | ! :* <-> ( )", "·", "=line=works"]) expect(await found(q), q).toEqual([]);
    for (const q of ["l", "'污水'", "污水:*", "!污水"]) expect((await reader(town).get(`/notices.json?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
  });

  test("the page marks what was searched for", async () => {
    expect((await reader(town).get("/notices?q=%E6%A1%A5%E6%A2%81%E7%9B%91%E7%90%86")).text).toContain("𠮷祥路<mark>桥梁</mark>加固工程<mark>监理</mark>招标公告");
  });
});

describe("a list is paged by key", () => {
  test("every notice comes once, newest first, over all pages of the address that each page gives", async () => {
    const seen: string[] = [];
    for (let next: string | null = "/notices.json?limit=7"; next !== null;) {
      const page = await list(next);
      seen.push(...page.notices.map(({ id }) => id));
      next = page.links.next;
    }
    expect(seen).toHaveLength(MANY + 1);
    expect(new Set(seen).size).toBe(MANY + 1);
    expect(seen.slice(0, 4)).toEqual([`${tender}-N1`, "X044", "X043", "X042"]);
  });

  test("a page of words goes on where it ended, and the count is of all of it", async () => {
    const first = await list("/notices.json?q=%E8%A3%85%E4%BF%AE&limit=30&count=exact");
    const second = await list(first.links.next ?? "");
    expect([first.notices.length, second.notices.length, first.total, second.total]).toEqual([30, MANY - 35, MANY - 5, MANY - 5]);
    const { text } = await reader(town).get("/notices?q=%E8%A3%85%E4%BF%AE");
    expect(text).toContain(`共 ${String(MANY - 5)} 条`);
    expect(text).toMatch(/rel="next" href="\/notices\?q=%E8%A3%85%E4%BF%AE&amp;cursor=[^"]+"/);
  });

  test("filters cut it down together: stage, area, line and days", async () => {
    const ids = async (query: string): Promise<number> => (await list(`/notices.json?limit=200&${query}`)).notices.length;
    expect([await ids("stage=result"), await ids("stage=change"), await ids("type=award-notice"), await ids("area=341702"), await ids("area=341702&stage=result"), await ids("line=works")]).toEqual([15, 30, 15, 23, 8, MANY + 1]);
    expect([await ids("from=2026-09-01"), await ids("until=2026-08-31"), await ids("from=2026-08-01&until=2026-08-01&q=%E8%A3%85%E4%BF%AE&area=341722")]).toEqual([1, MANY, 20]);
    expect((await reader(town).get("/results")).text).toContain("共 15 条");
    expect((await reader(town).get("/plans")).text).toContain("没有已发布的招标计划");
  });
});

describe("an address that says something else than it seems to is refused", () => {
  test.each(["querry=1", "q=a&q=b", "stage=won", "line=stones", "area=x", "from=2026-02-30", "until=tomorrow", "cursor=abc", "type=letter", "page=2", `q=${"长".repeat(101)}`])("/notices?%s", async (query) => {
    const page = await reader(town).get(`/notices?${query}`);
    expect(page.status).toBe(400);
    expect(page.text).toMatch(/<code class="id hash">(unknown|wrong)-parameter<\/code>/);
    for (const format of ["json", "csv", "atom", "ics"]) {
      const answer = await town.ask(null, "GET", `/notices.${format}?${query}`);
      expect([answer.status, answer.json["code"]]).toEqual([400, query.startsWith("querry") || query.startsWith("page") ? "unknown-parameter" : "wrong-parameter"]);
    }
  });

  test("a limit has its bounds, and a page of people has none", async () => {
    for (const [limit, status] of [["1", 200], ["200", 200], ["201", 400], ["0", 400], ["-1", 400], ["1e2", 400]] as const) expect((await reader(town).get(`/notices.json?limit=${limit}`)).status, limit).toBe(status);
    expect((await reader(town).get("/notices?limit=5")).status).toBe(400);
  });

  test("filters that a form sent empty leave the address", async () => {
    const { status, headers } = await reader(town).get("/en/notices?q=%E6%A1%A5&line=&area=&from=&until=");
    expect([status, headers.get("location")]).toEqual([302, "/en/notices?q=%E6%A1%A5"]);
    expect((await reader(town).get("/notices?q=+&line=")).headers.get("location")).toBe("/notices");
  });
});

test("a list has one form for each reader, each under a strong tag that answers who has it", async () => {
  for (const [format, type] of [["json", "application/json"], ["csv", "text/csv"], ["atom", "application/atom+xml"], ["ics", "text/calendar"]] as const) {
    const answer = await reader(town).get(`/notices.${format}?q=%E6%BB%A8%E6%B2%B3`);
    expect([answer.status, answer.headers.get("content-type")?.split(";")[0], answer.headers.get("cache-control")]).toEqual([200, type, "public, max-age=60, stale-while-revalidate=600"]);
    const etag = answer.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    for (const known of [etag, `"x", ${etag}`, `W/${etag}`, "*"]) expect((await reader(town).get(`/notices.${format}?q=%E6%BB%A8%E6%B2%B3`, { "if-none-match": known })).status).toBe(304);
    expect((await reader(town).get(`/notices.${format}`, { "if-none-match": etag })).status).toBe(200);
  }
});

describe("a verification code", () => {
  test("calls up its document from the page, the list and the address, however it is typed", async () => {
    const { notices: [notice] } = await list("/notices.json");
    const code = printedCode(codeOfHash(notice?.json_sha256 ?? ""));
    expect(notice?.code).toBe(code);
    expect((await reader(town).get(`/notices/${tender}-N1`)).text).toContain(`href="/v/${code}"`);
    expect((await reader(town).get(`/v/${code}`)).text).toMatch(/原件一致.*滨河路雨污分流/s);
    expect((await reader(town).get(`/en/v/${code}`)).text).toContain("This is the original");
    for (const path of [`/v/${code.toLowerCase().replaceAll("-", "")}`, `/verify?q=${code.replaceAll("-", "+")}`]) expect((await reader(town).get(path)).headers.get("location"), path).toBe(`/v/${code}`);
    expect((await town.ask(null, "GET", `/api/v1/codes/${code}`)).json).toMatchObject({ found: { what: "notice", superseded: false, code } });
  });

  test("mistyped says so, and one that no document carries says that", async () => {
    const mistyped = await reader(town).get("/v/0000-0000-0001");
    expect([mistyped.status, mistyped.text.includes("查验码输错了")]).toEqual([422, true]);
    const unknown = await reader(town).get("/v/0000-0000-0000");
    expect([unknown.status, unknown.text.includes("不是本平台发布的文件")]).toEqual([404, true]);
    expect((await town.ask(null, "GET", "/api/v1/codes/0000-0000-0001")).json["code"]).toBe("code-mistyped");
  });
});

test("what the index lost is made findable again, and nothing twice", async () => {
  const owner = town.database.as("owner");
  await owner.deleteFrom("notice_index").where("notice_id", "=", `${tender}-N1`).execute();
  expect(await found("雨污分流")).toEqual([]);
  expect(await indexMissingNotices(town.world.db, town.world.exchange.id)).toBe(1);
  expect(await found("雨污分流")).toEqual([`${tender}-N1`]);
  expect(await indexMissingNotices(town.world.db, town.world.exchange.id)).toBe(0);
});
