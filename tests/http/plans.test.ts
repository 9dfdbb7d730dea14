import { afterAll, beforeAll, expect, test } from "vitest";
import { giveKey, lotBody, tenderBody } from "../support/works-tender.js";
import { goodsLot, goodsTender } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";

// A procurement begins with its intention, published thirty days ahead (财库〔2020〕10号); works may publish a plan by choice.
let town: TestTown;
let plan: string;
const contact = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };
const intention = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: "晨光市第一中学教学设备采购", needs: "交互式智能平板 40 台\n含安装、调试", budget: { amount: "1100000.00", currency: "CNY" }, month: "2026-09", remarks: null, contact, complaints: { ...contact, name: "晨光市财政局" }, area: null, ...over,
});
const NOTICED = { saleFrom: "2026-10-08T10:00:00+08:00", saleUntil: "2026-10-16T17:00:00+08:00", deadline: "2026-10-30T09:30:00+08:00" };

beforeAll(async () => {
  town = await testTown("2026-08-31T09:00:00+08:00");
  plan = String((await town.done("tenderer-1", "POST", "/api/v1/plans", { line: "procurement", form: intention() }))["plan"]);
});
afterAll(async () => { await town.stop(); });

async function drafted(body: Record<string, unknown>, line = "procurement"): Promise<string> {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "教学设备", approval: "晨财采计〔2026〕7号", funds: "财政资金" });
  return String((await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line, form: body }))["tender"]);
}
const follow = (tender: string, body: unknown, actor = "tenderer-1") => town.ask(actor, "PUT", `/api/v1/tenders/${tender}/plan`, body);
const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];
const listed = async (path: string): Promise<string> => (await town.app.request(path)).text();

test("a plan that nobody has reviewed is read by its own office alone, and can be mended", async () => {
  expect((await town.ask("tenderer-2", "GET", `/api/v1/plans/${plan}`)).json).toMatchObject({ publishedAt: null, notice: null, version: 1 });
  for (const actor of [null, "tenderer-3", "bidder-1", "staff-1"]) expect((await town.ask(actor, "GET", `/api/v1/plans/${plan}`)).status, String(actor)).toBe(404);
  expect(await codeOf(town.ask("tenderer-3", "PUT", `/api/v1/plans/${plan}`, { version: 1, form: intention() }))).toBe("not-found");
  expect(await town.done("tenderer-1", "PUT", `/api/v1/plans/${plan}`, { version: 1, form: intention({ month: "2026-10" }) })).toMatchObject({ version: 2 });
  expect(await codeOf(town.ask("tenderer-1", "PUT", `/api/v1/plans/${plan}`, { version: 1, form: intention() }))).toBe("stale");
  expect(await codeOf(town.ask("tenderer-1", "POST", "/api/v1/plans", { line: "procurement", form: intention({ month: "2026-13" }) }))).toBe("wrong-form");
  expect(await codeOf(town.ask("tenderer-1", "POST", "/api/v1/plans", { line: "procurement", form: intention({ area: "999999" }) }))).toBe("area-unknown");
  expect(await listed("/plans.json")).not.toContain(plan);
});

test("a second officer publishes it: page, JSON, PDF, log, lists and feed say the same", async () => {
  expect(await codeOf(town.ask("tenderer-1", "POST", `/api/v1/plans/${plan}/publication`))).toBe("four-eyes");
  expect(await codeOf(town.ask("tenderer-3", "POST", `/api/v1/plans/${plan}/publication`))).toBe("not-found");
  expect(await town.done("tenderer-2", "POST", `/api/v1/plans/${plan}/publication`)).toMatchObject({ notice: `${plan}-N1` });
  expect(await codeOf(town.ask("tenderer-2", "POST", `/api/v1/plans/${plan}/publication`))).toBe("plan-published");
  expect(await codeOf(town.ask("tenderer-1", "PUT", `/api/v1/plans/${plan}`, { version: 2, form: intention() }))).toBe("plan-published");

  const record = (await town.ask(null, "GET", `/api/v1/notices/${plan}-N1`)).json as { type: string; title: string; tender: unknown; plan: string; codes: object };
  expect(record).toMatchObject({ type: "plan", title: "采购意向", tender: null, plan, codes: { project: null, tender: null } });
  expect(JSON.stringify(record)).toMatch(/采购人.*壹佰壹拾万元整.*采购预算.*2026年10月.*交互式智能平板 40 台.*不是招标或者采购邀请/s);
  const page = await listed(`/notices/${plan}-N1`);
  expect(page).toContain("晨光市第一中学教学设备采购");
  expect(page).toContain("财库〔2020〕10号");
  expect(new Uint8Array(await (await town.app.request(`/notices/${plan}-N1/v/1/notice.pdf`)).arrayBuffer()).subarray(0, 5)).toEqual(new TextEncoder().encode("%PDF-"));
  await town.world.journal.flush();
  expect(await listed("/log")).toContain(`发布招标计划或者采购意向 ${plan}`);

  const { plans } = JSON.parse(await listed("/plans.json")) as { plans: Record<string, unknown>[] };
  expect(plans).toMatchObject([{ id: `${plan}-N1`, type: "plan", stage: "plan", tender: null, plan, budget: { amount: "1100000.00" }, expected: "2026-10", line: "procurement" }]);
  for (const path of ["/plans", "/plans.csv", "/plans.atom", "/notices?stage=plan", "/plans?q=教学设备", "/en/plans"]) expect(await listed(path), path).toContain(plan);
  expect((await town.app.request("/plans.ics")).status).toBe(200);
  expect(await listed("/results")).not.toContain(plan);
});

test("procurement does not enter without its intention or a reason, and follows no plan but its own", async () => {
  const tender = await drafted(goodsTender({}, [goodsLot({ method: SCORING })]));
  const register = () => town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`);
  expect(await codeOf(register())).toBe("intention-missing");
  expect(await codeOf(follow(tender, { plan: "D3417000001P00099", exempt: null }))).toBe("not-found");
  expect(await codeOf(follow(tender, { plan, exempt: "急需" }))).toBe("wrong-form");
  expect(await codeOf(follow(tender, { plan, exempt: null }, "tenderer-3"))).toBe("not-found");
  const waiting = String((await town.done("tenderer-1", "POST", "/api/v1/plans", { line: "procurement", form: intention() }))["plan"]);
  expect(await codeOf(follow(tender, { plan: waiting, exempt: null }))).toBe("plan-not-published");
  const works = String((await town.done("tenderer-1", "POST", "/api/v1/plans", { line: "works", form: intention({ title: "滨河路工程" }) }))["plan"]);
  await town.done("tenderer-2", "POST", `/api/v1/plans/${works}/publication`);
  expect(await codeOf(follow(tender, { plan: works, exempt: null }))).toBe("plan-of-another-line");
  expect((await follow(tender, { plan, exempt: null })).status).toBe(200);
  expect((await register()).status).toBe(201);
  expect(await codeOf(town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`))).toBe("intention-too-late");
});

test("thirty days to the millisecond after the intention its notice may be published, and names it; not one earlier", async () => {
  const { publishedAt } = (await town.done(null, "GET", `/api/v1/plans/${plan}`)) as { publishedAt: string };
  const earliest = new Date(Date.parse(publishedAt) + 30 * 86_400_000);
  const rfc = (ms: number): string => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
  const tender = await drafted(goodsTender(NOTICED, [goodsLot({ method: SCORING })]));
  await follow(tender, { plan, exempt: null });
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`);
  for (const opener of ["agency", "supervisor", "notary"]) await giveKey(town, { tender, lot: "1", part: "bid" }, opener);
  await town.advance(rfc(earliest.getTime() - 1));
  const refused = await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  expect(refused.json).toMatchObject({ code: "intention-too-late" });
  expect(JSON.stringify(refused.json)).toContain("2026-09-30");
  await town.advance(rfc(earliest.getTime()));
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  expect(await codeOf(follow(tender, { plan: null, exempt: "改为急需" }))).toBe("tender-not-draft");
  const { notice } = await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender}/publication`);
  expect(await listed(`/api/v1/notices/${String(notice)}`)).toMatch(/晨光公易〔2026〕P00001号，2026年8月31日.{0,9}发布（http:\/\/chenguang\.example\/notices\/D3417000001P00001-N1）/);
  expect((await town.ask(null, "GET", `/api/v1/plans/${plan}`)).json).toMatchObject({ followedBy: [tender] });
  expect(await listed(`/notices/${plan}-N1`)).toContain(`/projects/${tender}`);
});

test("an urgent need that nobody could foresee goes without, and its notice says why; a works tender names a plan by choice", async () => {
  const tender = await drafted(goodsTender(NOTICED, [goodsLot({ method: SCORING })]));
  await follow(tender, { plan: null, exempt: "台风毁损，学校复课急需" });
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`);
  for (const opener of ["agency", "supervisor", "notary"]) await giveKey(town, { tender, lot: "1", part: "bid" }, opener);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  const { notice } = await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender}/publication`);
  expect(await listed(`/api/v1/notices/${String(notice)}`)).toContain("未公开，理由：台风毁损，学校复课急需");
  const works = await drafted(tenderBody({}, [lotBody()]), "works");
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${works}/registration`);
});
