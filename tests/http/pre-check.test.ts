import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formOf, reader, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, giveKey, lotBody, tenderBody, TWO_PARTS } from "../support/works-tender.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

const OPENERS = ["agency", "supervisor", "notary"];
let tender: string;
const url = (rest: string): string => `/api/v1/tenders/${tender}${rest}`;
const codeOf = async (actor: string, method: string, rest: string, body?: unknown): Promise<unknown> => (await town.ask(actor, method, url(rest), body)).json["code"] ?? "done";
const put = async (name: string, bytes: Uint8Array): Promise<number> => (await town.app.request(url(`/documents/${encodeURIComponent(name)}`), { method: "PUT", headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "tenderer-1")?.token ?? ""}` }, body: Uint8Array.from(bytes) })).status;
const docx = (text: string): Uint8Array => zipSync({ "word/document.xml": strToU8(`<w:document><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:document>`) });

type Report = { at: string; passed: string[]; found: { check: string; severity: string; path: string; fact: string }[]; notRun: string[] };
const foundIn = (report: unknown): string[] => (report as Report).found.map(({ check, severity, path }) => `${severity} ${check} ${path}`);

async function registered(over: Record<string, unknown> = {}): Promise<void> {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%" });
  ({ tender } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody(over) })) as { tender: string });
  await town.done("tenderer-1", "POST", url("/registration"));
}
const keys = async (): Promise<void> => { for (const opener of OPENERS) await giveKey(town, { tender, lot: "1", part: "bid" }, opener); };

describe("a draft", () => {
  beforeEach(async () => { await registered(); });

  test("is checked when somebody asks, for its own people to read and nobody else", async () => {
    expect(await codeOf("tenderer-1", "GET", "/check")).toBe("not-found");
    const report = await town.done("tenderer-1", "POST", url("/check"));
    expect(foundIn(report).toSorted()).toEqual(["warn documents-uploaded documents", "hint remedy-written lots.1.remedyMinutes", "hint complaints-own-phone complaints.phone"].toSorted());
    for (const actor of ["tenderer-2", "staff-1", "supervisor-1"]) expect(await town.done(actor, "GET", url("/check")), actor).toEqual(report);
    for (const actor of ["bidder-1", "tenderer-3"]) expect(await codeOf(actor, "GET", "/check"), actor).toBe("not-found");
    expect(await codeOf("tenderer-3", "POST", "/check")).toBe("not-found");
  });

  test("with words that keep bidders out goes no further, in the form or in a document, until they are taken out", async () => {
    expect(await codeOf("tenderer-1", "PUT", "/form", { version: 1, form: tenderBody({ qualification: "投标人须在 本市 设有 分公司" }) })).toBe("done");
    const { json, status } = await town.ask("tenderer-1", "POST", url("/submission"));
    expect([status, json["code"], json["facts"]]).toMatchObject([422, "check-stops", { check: "local-branch", count: 1, placeZh: "投标人资格要求" }]);
    expect(String(json["detail"])).toContain("在 本市 设有 分公司");
    expect(await codeOf("tenderer-1", "PUT", "/form", { version: 2, form: tenderBody() })).toBe("done");
    expect(await put("招标文件.docx", docx("注册地须在晨光市范围内的企业"))).toBe(201);
    expect(foundIn(await town.done("tenderer-1", "POST", url("/check")))).toContain("stop region-restricted documents/招标文件.docx");
    expect(await codeOf("tenderer-1", "POST", "/submission")).toBe("check-stops");
    expect(await put("招标文件.docx", docx("投标人不限地区"))).toBe(201);
    expect(await codeOf("tenderer-1", "POST", "/submission")).toBe("done");
  });

  test("with a document nobody can open goes no further", async () => {
    expect(await put("安装程序.exe", strToU8("MZ"))).toBe(201);
    expect(await codeOf("tenderer-1", "POST", "/submission")).toBe("check-stops");
  });

  test("shows at the desk what is wrong, with its article, and why it cannot be handed on", async () => {
    await town.done("tenderer-1", "PUT", url("/form"), { version: 1, form: tenderBody({ qualification: "仅限国有企业" }) });
    const { text } = await (await signedIn(town, "tenderer-1")).get(`/desk/${tender}`);
    expect(text).toMatch(/发布前检查.*违法，不能发布.*投标人资格要求.*仅限国有企业.*招标投标法实施条例 32\(六\)/s);
    expect(text).toMatch(/提交发布复核<\/strong>.*现在不能办理/s);
    expect(formOf(text, "submit").action).toBe("");
    expect((await (await signedIn(town, "tenderer-1")).get(`/desk/${tender}?lang=en`)).text).toMatch(/unlawful: not published.*limits or favours a form of ownership/s);
  });
});

describe("a published tender", () => {
  beforeAll(async () => {
    await registered();
    await keys();
    await town.done("tenderer-1", "POST", url("/submission"));
  });

  test("shows the second officer what was found before publishing", async () => {
    expect((await (await signedIn(town, "tenderer-2")).get(`/desk/${tender}`)).text).toMatch(/本公告通过 \d+ 项检查，1 项提醒，2 项提示/);
  });

  test("carries its check in its notice, JSON, project page and address, all the same", async () => {
    const { notice } = await town.done("tenderer-2", "POST", url("/publication"));
    const report = (await town.done(null, "GET", url("/check"))) as unknown as Report;
    const record = await town.done(null, "GET", `/api/v1/notices/${String(notice)}`);
    expect((record["terms"] as { check: unknown }).check).toEqual(report);
    const tally = `本公告通过 ${String(report.passed.length)} 项检查，1 项提醒，2 项提示`;
    expect(JSON.stringify(record["sections"])).toContain(tally);
    expect((await reader(town).get(`/projects/${tender}`)).text).toContain(tally);
    expect((await reader(town).get(`/notices/${String(notice)}`)).text).toContain(tally);
    expect(report.passed.length).toBeGreaterThan(60);
  });

  test("keeps that report, whatever is asked later", async () => {
    const before = await town.done(null, "GET", url("/check"));
    await town.advance("2026-09-10T09:00:00+08:00");
    await town.done("supervisor-1", "POST", url("/check"));
    expect(await town.done(null, "GET", url("/check"))).toEqual(before);
  });
});

test("a formula that would divide by zero is refused before anybody bids", async () => {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%" });
  const form = tenderBody({ saleFrom: "2026-09-14T09:30:00+08:00", saleUntil: "2026-09-21T17:00:00+08:00", deadline: "2026-10-14T09:30:00+08:00" }, [lotBody({ parts: TWO_PARTS, method: { ...COMPREHENSIVE, trimAt: 2 } })]);
  ({ tender } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form })) as { tender: string });
  await town.done("tenderer-1", "POST", url("/registration"));
  expect(await codeOf("tenderer-1", "POST", "/submission")).toBe("trim-too-low");
});
