import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { giveKey } from "../support/works-tender.js";
import { goodsLot, goodsTender } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";

// An intention that is out is corrected by a further version; what must be public thirty days ahead counts from the version that changed it (财库〔2020〕10号).
let town: TestTown;
let plan: string;
const contact = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };
const intention = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: "晨光市第一中学教学设备采购", needs: "交互式智能平板 40 台\n含安装、调试", budget: { amount: "1100000.00", currency: "CNY" }, month: "2026-10", remarks: null, contact, complaints: { ...contact, name: "晨光市财政局" }, area: null, ...over,
});
const correct = (body: Record<string, unknown>, actor = "tenderer-1") => town.ask(actor, "PUT", `/api/v1/plans/${plan}/correction`, { version: 0, reason: "预算批复调整", form: intention(), ...body });
const publish = (actor = "tenderer-2") => town.ask(actor, "POST", `/api/v1/plans/${plan}/correction/publication`);
const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];
const listed = async (path: string): Promise<string> => (await town.app.request(path)).text();
const read = async (actor: string | null = null): Promise<Record<string, unknown>> => (await town.ask(actor, "GET", `/api/v1/plans/${plan}`)).json;
const rfc = (ms: number): string => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
const days = (count: number): number => count * 86_400_000;

beforeAll(async () => {
  town = await testTown("2026-08-31T09:00:00+08:00");
  plan = String((await town.done("tenderer-1", "POST", "/api/v1/plans", { line: "procurement", form: intention() }))["plan"]);
});
afterAll(async () => { await town.stop(); });

test("what is not out is mended, not corrected; what is out is corrected by its own office and by two officers", async () => {
  expect(await codeOf(correct({ form: intention({ month: "2026-11" }) }))).toBe("plan-not-published");
  await town.done("tenderer-2", "POST", `/api/v1/plans/${plan}/publication`);
  expect(await codeOf(publish())).toBe("not-found");
  expect(await codeOf(correct({}))).toBe("plan-unchanged");
  expect(await codeOf(correct({ form: intention({ area: "999999" }) }))).toBe("area-unknown");
  expect(await codeOf(correct({ form: intention({ month: "2026-11" }) }, "tenderer-3"))).toBe("not-found");
  expect(await codeOf(correct({ version: 1, form: intention({ month: "2026-11" }) }))).toBe("stale");
  expect((await correct({ form: intention({ contact: { ...contact, phone: "0000-7654321" } }), reason: "联系电话变更" })).json).toMatchObject({ version: 1 });
  expect((await read("tenderer-2"))["correction"]).toMatchObject({ version: 1, reason: "联系电话变更" });
  expect((await read())["correction"]).toBeNull();
  expect(await codeOf(publish("tenderer-1"))).toBe("four-eyes");
  expect(await codeOf(publish("tenderer-3"))).toBe("not-found");
  expect(JSON.stringify(await read())).not.toContain("7654321");
});

test("a new telephone number makes version 2 and leaves the days as they are", async () => {
  const { publishedAt } = await read();
  expect((await publish()).json).toMatchObject({ notice: `${plan}-N1`, version: 2 });
  expect(await codeOf(publish())).toBe("not-found");
  expect(await read()).toMatchObject({ edition: 2, countsFrom: publishedAt, publishedAt, correction: null, form: { contact: { phone: "0000-7654321" } } });
  const record = await listed(`/api/v1/notices/${plan}-N1`);
  expect(record).toMatch(/第1次更正.*联系电话变更.*联系人／电话.*0000-1234567.*0000-7654321.*仍自2026年8月31日.{0,9}公开起计算/s);
  expect(await listed(`/notices/${plan}-N1/v/1`)).toContain("0000-1234567");
  expect(await listed(`/notices/${plan}-N1/v/1`)).toContain("2"); // it says which version stands
});

test("another budget makes version 3 and lets the thirty days begin again; page, PDF, data, lists, feed and log say the same", async () => {
  await town.advance("2026-09-14T09:00:00+08:00");
  const standing = intention({ contact: { ...contact, phone: "0000-7654321" } });
  await correct({ form: { ...standing, budget: { amount: "1050000.00", currency: "CNY" } } });
  expect((await publish()).json).toMatchObject({ version: 3 });
  const { countsFrom, publishedAt } = await read();
  expect(String(countsFrom)).toMatch(/^2026-09-14T/);
  expect(String(publishedAt)).toMatch(/^2026-08-31T/);
  const page = await listed(`/notices/${plan}-N1`);
  for (const words of ["第2次更正", "预算批复调整", "1,100,000.00元", "1,050,000.00元", "重新计算", "2026年10月14日", `/notices/${plan}-N1/v/2`, "联系电话变更"]) expect(page, words).toContain(words);
  expect(await listed(`/notices/${plan}-N1/v/2`)).toContain("第 3 版");
  expect(new Uint8Array(await (await town.app.request(`/notices/${plan}-N1/v/3/notice.pdf`)).arrayBuffer()).subarray(0, 5)).toEqual(new TextEncoder().encode("%PDF-"));
  const { plans } = JSON.parse(await listed("/plans.json")) as { plans: Record<string, unknown>[] };
  expect(plans).toMatchObject([{ id: `${plan}-N1`, version: 3, budget: { amount: "1050000.00" } }]);
  expect(await listed("/plans.atom")).toContain("第2次更正");
  await town.world.journal.flush();
  expect(await listed("/log")).toContain(`更正招标计划或者采购意向 ${plan}`);
});

test("each version's log entry names the entry before it", async () => {
  const { rows } = await sql<{ entry: Uint8Array }>`select entry from leaves order by idx`.execute(town.world.db);
  const entries = rows.map(({ entry }) => JSON.parse(new TextDecoder().decode(entry)) as Record<string, Json>).filter((entry) => entry["type"] === "plan.notice" && entry["plan"] === plan);
  expect(entries.map(({ version }) => version)).toEqual([1, 2, 3]);
  expect(entries.map(({ prev }) => prev)).toEqual([null, ...entries.slice(0, 2).map((entry) => sha256Hex(canonical(entry)))]);
});

/** A procurement that follows the plan, submitted to its second officer. */
async function submitted(at: number): Promise<string> {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "教学设备", approval: "晨财采计〔2026〕7号", funds: "财政资金" });
  const form = goodsTender({ saleFrom: "2026-10-20T10:00:00+08:00", saleUntil: "2026-10-27T17:00:00+08:00", deadline: "2026-11-17T09:30:00+08:00" }, [goodsLot({ method: SCORING })]);
  const tender = String((await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "procurement", form }))["tender"]);
  await town.done("tenderer-1", "PUT", `/api/v1/tenders/${tender}/plan`, { plan, exempt: null });
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`);
  for (const opener of ["agency", "supervisor", "notary"]) await giveKey(town, { tender, lot: "1", part: "bid" }, opener);
  await town.advance(rfc(at));
  return tender;
}

test("the notice waits for thirty days of the version that changed the budget, to the millisecond, and says so", async () => {
  const from = Date.parse(String((await read())["countsFrom"]));
  const tender = await submitted(from + days(30) - 1);
  const refused = await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  expect(refused.json).toMatchObject({ code: "intention-too-late" });
  expect(String(refused.json["detail"])).toContain("2026年10月14日");
  await town.advance(rfc(from + days(30)));
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  const { notice } = await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender}/publication`);
  expect(await listed(`/api/v1/notices/${String(notice)}`)).toMatch(/2026年8月31日.{0,9}发布，2026年9月14日.{0,9}更正后公开期限自该日起计算/);
});

test("a correction and the notice that follows its plan at one moment: the first of them decides, the other sees it", async () => {
  const tender = await submitted(Date.parse("2026-10-16T09:00:00+08:00"));
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  const { form } = await read();
  await correct({ form: { ...(form as object), month: "2026-12" } });
  const gate = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  const holding = town.world.db.transaction().execute(async (tx) => {
    await sql`select from plans where plan_id = ${plan} for update`.execute(tx);
    held.resolve(undefined);
    await gate.promise;
  });
  await held.promise;
  const waiting = async (count: number): Promise<void> => {
    for (let seen = 0; seen < count;) seen = Number((await sql<{ n: string }>`select count(*) as n from pg_locks where not granted`.execute(town.world.db)).rows[0]?.n ?? 0);
  };
  const correction = publish();
  await waiting(1);
  const publication = town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender}/publication`);
  await waiting(2);
  gate.resolve(undefined);
  await holding;
  expect((await correction).status).toBe(201);
  expect((await publication).json).toMatchObject({ code: "intention-too-late" });
});

test("the database keeps a published plan but for its published correction", async () => {
  const change = (set: string) => sql.raw(`update plans set ${set} where plan_id = '${plan}'`).execute(town.world.db);
  await expect(change("form = form || '{\"month\":\"2027-01\"}', edition = edition + 1")).rejects.toThrow("stays as it is");
  await expect(change("counts_from = published_at")).rejects.toThrow("stays as it is");
  await expect(change("published_at = published_at - interval '1 day'")).rejects.toThrow("stays as it is");
  await expect(sql`update plan_corrections set reason = '其他' where plan_id = ${plan}`.execute(town.world.db)).rejects.toThrow("stays as it is");
});
