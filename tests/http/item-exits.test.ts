import { afterAll, beforeAll, expect, test } from "vitest";
import { day } from "../../src/kernel/time.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import { testTown, type TestTown } from "../support/town.js";

// How an item leaves the hall: six steps, none skipped; what a law abolishes; files and sheets of items; how units are handed over.
let town: TestTown;
const ITEMS = "/api/v1/items";
const tokenOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.token ?? "";
const TEXT = "经现场调查，企业在港区申报更方便，材料由港区统一收取。";
const step = (actor: string, code: string, name: string, body: unknown) => town.ask(actor, "POST", `${ITEMS}/${code}/exit/${name}`, body);
const stateOf = async (code: string, on = "2026-09-01") => ((await town.done(null, "GET", `${ITEMS}?on=${on}`)) as { items: { code: string; state: string; handling: string; window: number | null }[] }).items.find((each) => each.code === code);
const brought = async (actor: string, code: string, text: string): Promise<string> => {
  const token = tokenOf(actor);
  const answer = await town.app.request(`${ITEMS}/${code}/files/${encodeURIComponent("申请.pdf")}`, { method: "PUT", headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" }, body: text });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { sha256: string }).sha256;
};
const BODIES = { report: { to: "施政和", text: TEXT }, study: { heldOn: "2026-09-01", present: "中心、住建局", unitView: "同意在中心统一受理。", record: TEXT }, opinion: { outcome: "exit", text: TEXT }, decision: { outcome: "exit", number: "晨政阅〔2026〕9号", text: TEXT }, answer: { number: "晨政服函〔2026〕3号", text: TEXT } } as const;
const WHO = { report: "centre-committee-1", study: "sub-centre-1", opinion: "sub-centre-1", decision: "city-leader-1", answer: "sub-centre-1" } as const;
type Later = keyof typeof BODIES;
const LATER = Object.keys(BODIES) as Later[];
const request = async (code: string, wanted = "exit") => step("deputy-2", code, "request", { wanted, reason: TEXT, document: await brought("window-2", code, `申请 ${code}`) });

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

test("an item leaves by six steps in their order; it stands until the unit is answered, and each step has its sealed paper", async () => {
  const code = "103-003";
  expect((await step("deputy-2", code, "request", { wanted: "exit", reason: TEXT, document: "0".repeat(64) })).json["code"], "a written request is a file").toBe("item-file-missing");
  expect((await step("deputy-3", code, "request", { wanted: "exit", reason: TEXT, document: await brought("window-2", code, "申请") })).json["code"], "another unit’s item").toBe("not-found");
  for (const name of LATER) expect((await step(WHO[name], code, name, BODIES[name])).json, `${name} without a request`).toMatchObject({ code: "item-exit-order", facts: { next: "单位书面申请" } });
  expect((await request(code)).json).toMatchObject({ exit: 1, state: "exit-requested" });
  expect((await request(code)).json["code"], "it was asked already").toBe("item-exit-order");
  for (const [at, name] of LATER.entries()) {
    for (const ahead of LATER.slice(at + 1)) expect((await step(WHO[ahead], code, ahead, BODIES[ahead])).json["code"], `${ahead} before ${name}`).toBe("item-exit-order");
    expect((await stateOf(code))?.state, `before ${name}`).not.toBe("exited");
    expect((await step(WHO[name], code, name, BODIES[name])).status, name).toBe(201);
  }
  expect([(await stateOf(code))?.state, await stateOf(code, "2026-09-02")], "the day of the answer is its last").toEqual(["exited", undefined]);
  expect((await request(code)).json).toMatchObject({ code: "item-gone", facts: { on: "2026-09-01" } });
  const { exits } = (await town.done("supervisor-1", "GET", `${ITEMS}/${code}/exits`)) as { exits: { outcome: string; steps: { step: string; signed: string | null }[] }[] };
  expect(exits.map(({ outcome, steps }) => [outcome, steps.map((each) => each.step), steps.every(({ signed }) => signed !== null)])).toEqual([["exit", ["request", ...LATER], true]]);
  expect((await town.ask("deputy-3", "GET", `${ITEMS}/${code}/exits`)).json["code"]).toBe("not-found");
  const { json } = await town.ask("deputy-2", "GET", `${ITEMS}/${code}/exits/1/answer.json`);
  expect(json).toMatchObject({ type: "item-exit", title: "答复函", subject: "挖掘城市道路审批" });
});

test("a study is not of a day to come, and another way of handling is named where the way changes, is another, and has a window where it needs one", async () => {
  const code = "103-002";
  await request(code, "mode-change");
  await step("centre-committee-1", code, "report", BODIES.report);
  expect((await step("sub-centre-1", code, "study", { ...BODIES.study, heldOn: "2026-09-02" })).json["code"]).toBe("item-study-ahead");
  await step("sub-centre-1", code, "study", BODIES.study);
  const opinion = (over: Record<string, unknown>) => step("sub-centre-1", code, "opinion", { ...BODIES.opinion, ...over });
  expect([(await opinion({ outcome: "mode-change" })).json["code"], (await opinion({ outcome: "keep", handling: "port-filed" })).json["code"], (await opinion({ outcome: "mode-change", handling: "in-hall" })).json["code"], (await opinion({ outcome: "mode-change", handling: "unified-accept-deliver", window: 6 })).json["code"]])
    .toEqual(["item-handling-named", "item-handling-named", "item-handling-same", "item-window-of-another"]);
  expect((await opinion({ outcome: "mode-change", handling: "port-filed" })).status).toBe(201);
  expect((await step("city-leader-1", code, "decision", { ...BODIES.decision, outcome: "mode-change", handling: "unified-accept-deliver" })).status, "the leader decides otherwise").toBe(201);
  expect((await stateOf(code))?.handling, "before the answer").toBe("in-hall");
  expect((await step("sub-centre-1", code, "answer", BODIES.answer)).json).toMatchObject({ state: "mode-changed" });
  expect([(await stateOf(code))?.handling, (await stateOf(code, "2026-09-02"))?.handling]).toEqual(["in-hall", "unified-accept-deliver"]);
  expect((await request(code)).json, "it may ask again").toMatchObject({ exit: 2 });
});

test("an item that is kept stays as it was", async () => {
  const code = "103-005";
  await request(code);
  for (const name of LATER) await step(WHO[name], code, name, name === "opinion" || name === "decision" ? { ...BODIES[name], outcome: "keep" } : BODIES[name]);
  expect(await stateOf(code)).toMatchObject({ state: "kept", handling: "in-hall" });
});

test("a law abolishes an item with its paper and last day; its versions stay for what was accepted, and an exit under way ends with it", async () => {
  const code = "103-004";
  await request(code);
  const document = await brought("sub-centre-1", code, "国务院关于取消一批事项的决定");
  const abolish = (over: Record<string, unknown> = {}) => town.ask("sub-centre-1", "POST", `${ITEMS}/${code}/abolition`, { lastOn: "2026-09-30", law: "国务院决定（演练）", number: "国发〔2026〕1号", document, text: TEXT, ...over });
  expect([(await abolish({ lastOn: "2026-08-31" })).json["code"], (await abolish({ document: "1".repeat(64) })).json["code"]]).toEqual(["item-backdated", "item-file-missing"]);
  expect((await abolish()).status).toBe(201);
  expect((await abolish()).json["code"]).toBe("item-gone");
  expect([(await stateOf(code, "2026-09-30"))?.state, await stateOf(code, "2026-10-01")]).toEqual(["abolished", undefined]);
  expect(((await town.done(null, "GET", `${ITEMS}/${code}`)) as { versions: unknown[] }).versions).toHaveLength(1);
  expect((await step("centre-committee-1", code, "report", BODIES.report)).json["code"]).toBe("item-gone");
  expect((await town.ask(null, "GET", `${ITEMS}/${code}/abolition.json`)).json).toMatchObject({ title: "事项依法取消" });
});

test("ten people take one step at once: one does", async () => {
  const code = "103-006";
  await request(code);
  const answers = await Promise.all(Array.from({ length: 10 }, () => step("centre-committee-1", code, "report", BODIES.report)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
});

test("the confirmation of a version is sealed when it is first asked for, and is the same ever after", async () => {
  const ask = () => town.app.request(`${ITEMS}/103-001/versions/1/confirmation.pdf`);
  const both = await Promise.all([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(new Set(await Promise.all(both.map(async (each) => Buffer.from(await each.arrayBuffer()).toString("base64")))).size).toBe(1);
  expect((await town.ask(null, "GET", `${ITEMS}/103-001/versions/9/confirmation.json`)).status).toBe(404);
});

test("a sample is fetched by everybody once a version names it, any other file by those whom it concerns", async () => {
  const sample = await brought("window-2", "103-001", "填写样本");
  const get = async (path: string, actor: string | null) => (await town.app.request(path, { headers: actor === null ? {} : { authorization: `Bearer ${tokenOf(actor)}` } })).status;
  expect([await get(`/services/103-001/samples/${sample}`, null), await get(`${ITEMS}/103-001/files/${sample}`, "window-2"), await get(`${ITEMS}/103-001/files/${sample}`, "window-3")]).toEqual([404, 200, 404]);
  const [model] = rehearsalItems(day("2026-09-02"));
  const next = { ...model, materials: model?.materials.map((each, at) => (at === 0 ? { ...each, sample } : each)) };
  expect((await town.ask("window-2", "POST", ITEMS, { ...next, materials: next.materials?.map((each) => ({ ...each, sample: "2".repeat(64) })) })).json["code"]).toBe("item-file-missing");
  await town.done("window-2", "POST", ITEMS, next);
  await town.done("deputy-2", "POST", `${ITEMS}/103-001/confirmation`);
  await town.done("sub-centre-1", "POST", `${ITEMS}/103-001/entry`);
  expect(await get(`/services/103-001/samples/${sample}`, null)).toBe(200);
});

test("a sheet drafts line by line: what is wrong is told with its line and column, and keeps no other back", async () => {
  const head = "code,unit,zh,en,kind,caseType,legalBasis,conditions,materials,steps,statutoryLimitWD,promisedLimitWD,feeItems,results,complaintChannel,window,handling,level,handler,leader,from";
  const line = (code: string, over: Record<string, string> = {}) => head.split(",").map((name) => ({ code, unit: "103", zh: `批量事项${code}`, en: "by sheet", kind: "licence", caseType: "promised", legalBasis: "《建筑法》第七条|地方办法第三条", conditions: "资料齐全。", materials: "申请表;form;original;1|委托书;power;copy;2;代办的提供。", steps: "窗口受理。|当日审核。", statutoryLimitWD: "10", promisedLimitWD: "5", feeItems: "", results: "许可证", complaintChannel: "拨打12345。", window: "5", handling: "in-hall", level: "2", handler: "梁受理", leader: "付筑安", from: "2026-09-01", ...over })[name] ?? "").join(",");
  const bring = async (text: string) => (await (await town.app.request(`${ITEMS}/sheet`, { method: "PUT", headers: { authorization: `Bearer ${tokenOf("window-2")}` }, body: text })).json()) as Record<string, unknown>;
  const answer = await bring([head, line("103-950"), line("103-951", { steps: "" }), line("103-952", { promisedLimitWD: "11" }), line("104-950", { unit: "104" }), line("103-953", { level: "二" }), line("103-954")].join("\n"));
  expect(answer).toMatchObject({ drafted: ["103-950", "103-954"], bad: [{ line: 3, column: "steps" }, { line: 4, item: "103-952", refusal: { code: "item-limit-promised" } }, { line: 5, item: "104-950", refusal: { code: "not-found" } }, { line: 6, column: "level" }] });
  const { drafts } = (await town.done("window-2", "GET", `${ITEMS}/drafts`)) as { drafts: { item: { code: string; materials: unknown[] } }[] };
  expect(drafts.find(({ item }) => item.code === "103-950")?.item.materials[1]).toEqual({ id: "m2", zh: "委托书", en: "power", form: "copy", copies: 2, required: false, condition: "代办的提供。", sample: null });
  expect((await bring("a,b\n1,2"))["code"]).toBe("item-sheet-columns");
});

test("how far a unit is handed over is recorded from a day on: one section before a whole one, a seal with its paper", async () => {
  const record = (unit: string, over: Record<string, unknown> = {}) => town.ask("sub-centre-1", "POST", `/api/v1/units/${unit}/hand-over`, { from: "2026-09-01", hasSingleApprovalSection: true, sectionMovedWhole: true, usesApprovalSeal: true, authority: "许可决定和证照签发", seal: { paper: "住建〔2026〕8号", sha256: "a".repeat(64) }, ...over });
  expect([(await record("103", { hasSingleApprovalSection: false })).json["code"], (await record("103", { seal: null })).json["code"], (await record("103", { usesApprovalSeal: false })).json["code"], (await record("101")).json["code"]]).toEqual(["hand-over-section", "hand-over-seal", "hand-over-seal", "unit-has-no-items"]);
  expect([(await record("103")).json, (await record("110", { sectionMovedWhole: false, usesApprovalSeal: false, seal: null })).json]).toEqual([{ unit: "103", serial: 1 }, { unit: "110", serial: 1 }]);
  expect((await record("103")).json["code"]).toBe("item-version-order");
  expect((await town.done(null, "GET", "/api/v1/hand-overs"))["figures"]).toEqual({ units: 15, singleSection: 2, movedWhole: 1, seals: 1 });
});
