import { afterAll, beforeAll, expect, test } from "vitest";
import { tellMissing } from "../../src/conduct/use-cases/patrols.js";
import { at } from "../../src/kernel/time.js";
import { formOf, reader, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// Patrols of working days, findings from the first to the last, what people say of themselves, and the appraisal that follows.
let town: TestTown;
const CONDUCT = "/api/v1/conduct";
const post = (actor: string, what: string, body?: unknown) => town.ask(actor, "POST", `${CONDUCT}/${what}`, body);
const patrol = (...states: [string, string][]) => ({ note: "大厅秩序正常。", attendance: states.map(([actor, state]) => ({ actor, state })) });
const own = (actor: string) => town.done(actor, "GET", `${CONDUCT}/own`);
const messagesOf = async (actor: string, kind: string) => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).filter((each) => each.kind === kind).length;

beforeAll(async () => {
  town = await testTown("2026-09-24T09:00:00+08:00");
  for (const [number, actor] of [[1, "window-1"], [5, "fee-1"]] as const) expect((await post("head-1", "seats", { number, actor, from: "2026-09-24" })).status).toBe(201);
});
afterAll(async () => { await town.stop(); });

test("a person sits at one window at a time, and a window must be open", async () => {
  expect((await post("duty-1", "seats", { number: 2, actor: "window-1", from: "2026-10-01" })).json["code"]).toBe("window-seat-taken");
  expect((await post("duty-1", "seats", { number: 999, actor: "window-2", from: "2026-10-01" })).json["code"]).toBe("not-found");
});

test("the duty head walks once each working day; two at once record one", async () => {
  expect((await post("duty-1", "patrols", patrol(["window-1", "present"]))).json).toMatchObject({ code: "patrol-incomplete", facts: { number: 5 } });
  const both = await Promise.all([post("duty-1", "patrols", patrol(["window-1", "late"], ["fee-1", "present"])), post("duty-1", "patrols", patrol(["window-1", "present"], ["fee-1", "present"]))]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test("a working day without a walk is missing from the next day on, and told once; a weekend and a festival are not", async () => {
  await town.advance("2026-09-27T10:00:00+08:00");
  const missing = async () => (await town.done("head-1", "GET", `${CONDUCT}/patrols`))["missing"];
  expect(await missing(), "the 25th was Mid-Autumn, then a weekend").toEqual([]);
  expect((await post("duty-1", "patrols", patrol(["window-1", "present"], ["fee-1", "present"]))).json["code"]).toBe("patrol-no-work-day");
  await town.advance("2026-09-29T10:00:00+08:00");
  expect(await missing()).toEqual(["2026-09-28"]);
  for (let look = 0; look < 2; look++) await tellMissing(town.world, at("2026-09-29T10:00:00+08:00"));
  expect([await messagesOf("duty-1", "patrol-missing"), await messagesOf("conduct-1", "patrol-missing"), await messagesOf("window-1", "patrol-missing")]).toEqual([1, 1, 0]);
});

test("the walk is recorded on a telephone’s page, everybody with a choice of his own", async () => {
  const duty = await signedIn(town, "duty-1");
  const form = formOf((await duty.get("/desk/conduct/patrol")).text, "patrol-make");
  expect(Object.keys(form.fields)).toEqual(expect.arrayContaining(["state-window-1", "state-fee-1", "note"]));
  expect((await duty.post(form.action, { ...form.fields, "state-window-1": "left-early", "note": "1号窗口提前离岗。" })).status).toBe(303);
  expect((await duty.get("/desk/conduct/patrol")).text).toContain("今日巡查已记录");
  expect((await own("window-1"))["attendance"]).toEqual([{ day: "2026-09-29", number: 1, state: "left-early" }, expect.objectContaining({ day: "2026-09-24" })]);
});

test("a finding goes from the patrol over the hearing to a sanction and its end, each by another, and only they read it", async () => {
  const { finding } = (await town.done("duty-1", "POST", `${CONDUCT}/findings`, { kind: "left-early", day: "2026-09-29", about: "window-1", words: "下班前二十分钟离岗。" })) as { finding: string };
  expect(finding).toBe("F2026-001");
  const step = (actor: string, body: Record<string, unknown>) => post(actor, `findings/${finding}/steps`, { words: "见附件。", ...body });
  expect((await own("window-1"))["findings"], "not before he is told").toEqual([]);
  expect((await step("window-1", { step: "hear" })).json["code"]).toBe("not-found");
  expect((await step("head-1", { step: "decide", sanction: "criticism" })).json["code"]).toBe("finding-state");
  expect((await step("conduct-1", { step: "notify" })).json).toMatchObject({ state: "told" });
  expect(await messagesOf("window-1", "finding-told")).toBe(1);
  expect((await step("fee-1", { step: "hear" })).json["code"], "another’s finding is not there").toBe("not-found");
  expect((await step("conduct-1", { step: "silence" })).json).toMatchObject({ code: "finding-may-answer" });
  const accused = await signedIn(town, "window-1");
  const hearing = formOf((await accused.get("/account/conduct")).text, "finding-hear");
  expect((await accused.post(hearing.action, { ...hearing.fields, words: "送急件，未请假。" })).status).toBe(303);
  expect((await step("conduct-1", { step: "decide", sanction: "criticism" })).json["code"]).toBe("finding-not-yours");
  expect((await step("head-1", { step: "decide" })).json["code"]).toBe("finding-sanction");
  const decided = await Promise.all([step("head-1", { step: "decide", sanction: "criticism" }), step("head-1", { step: "drop" })]);
  expect(decided.filter(({ status }) => status === 201), "decided once").toHaveLength(1);
  if (decided[0].status === 201) expect((await step("conduct-1", { step: "close", words: "书面检查已交。" })).json).toMatchObject({ state: "closed" });
  expect((await town.ask("duty-1", "GET", `${CONDUCT}/findings`)).json["code"]).toBe("not-yours");
  for (const [actor, status] of [["duty-1", 200], ["conduct-1", 200], ["head-1", 200], ["window-1", 200], ["fee-1", 404], ["sub-centre-1", 404], ["bidder-1", 403]] as const) expect((await (await signedIn(town, actor)).get(`/desk/conduct/findings/${finding}`)).status, actor).toBe(status);
});

test("gifts that were not taken and interests are told of by oneself, and read by supervisors and the head alone", async () => {
  expect((await post("window-1", "own/gifts", { offeredOn: "2026-09-29", giver: "firm", what: "香烟两条，当场退回。", disposal: "refused" })).status).toBe(201);
  expect((await post("window-1", "own/gifts", { offeredOn: "2026-09-30", giver: "firm", what: "明天的", disposal: "refused" })).json["code"]).toBe("finding-future");
  expect((await post("fee-1", "own/interests", { none: true, words: "有" })).json["code"]).toBe("interest-words");
  const both = await Promise.all([post("fee-1", "own/interests", { none: true }), post("fee-1", "own/interests", { none: false, words: "配偶在某建设公司任职。" })]);
  expect(both.map(({ json }) => json["serial"]).toSorted()).toEqual([1, 2]);
  expect(((await own("window-1"))["interests"] as unknown[]).length, "his own alone").toBe(0);
  expect(((await town.done("conduct-1", "GET", `${CONDUCT}/gifts`))["gifts"] as unknown[]).length).toBe(1);
  for (const what of ["gifts", "interests", "findings", "appraisal"]) expect((await town.ask("sub-centre-1", "GET", `${CONDUCT}/${what}`)).json["code"]).toBe("not-yours");
});

test("units and windows are appraised in public by a published formula, people only where their scores may be read", async () => {
  const parts = [{ measure: "attendance", points: "60" }, { measure: "training", points: "30" }, { measure: "sanctions", points: "10", each: "5" }];
  expect((await post("head-1", "formulas", { from: "2026-09-29", unit: parts, window: parts, staff: [{ measure: "attendance", points: "90" }] })).json["code"]).toBe("appraisal-points");
  expect((await post("head-1", "formulas", { from: "2026-09-29", unit: parts, window: parts, staff: parts })).json).toMatchObject({ version: 1 });
  expect((await post("sub-centre-1", "activities", { kind: "training", title: "窗口服务规范培训", day: "2026-09-28", minutes: 90, words: "全体窗口人员。", people: ["fee-1"] })).json).toEqual({ activity: "A2026-01" });
  const { windows } = (await town.done(null, "GET", "/api/v1/centre/appraisal")) as { windows: { number: number; score: string; exact: string }[] };
  expect(windows.find(({ number }) => number === 5)).toMatchObject({ score: "100.00", exact: "100" });
  expect(Number(windows.find(({ number }) => number === 1)?.score), "late and early, no training").toBeLessThan(20);
  const { staff } = (await town.done("conduct-1", "GET", `${CONDUCT}/appraisal`)) as { staff: { actor: string }[] };
  expect(staff.map(({ actor }) => actor).toSorted()).toEqual(["fee-1", "window-1"]);
  const text = (await reader(town).get("/centre/appraisal")).text;
  expect([text.includes("100.00"), text.includes("在岗率"), text.includes("柳窗明")]).toEqual([true, true, false]);
  expect((await (await signedIn(town, "duty-1")).get("/desk/conduct/appraisal")).text).not.toContain("柳窗明</span></th><td");
});
