import { afterAll, beforeAll, expect, test } from "vitest";
import { day } from "../../src/kernel/time.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import { formOf, signedIn, type Reader } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// The registry by its pages: each reader finds what waits for him, and what the forms post is what the API takes.
let town: TestTown;
const people = new Map<string, Reader>();
const as = async (actor: string): Promise<Reader> => { const known = people.get(actor) ?? (await signedIn(town, actor)); people.set(actor, known); return known; };
const page = async (actor: string, path: string): Promise<string> => (await (await as(actor)).get(path)).text;
const post = async (actor: string, path: string, act: string, over: Record<string, string | string[]> = {}) => {
  const { action, fields } = formOf(await page(actor, path), act);
  expect(action, `${act} on ${path}`).not.toBe("");
  return (await as(actor)).post(action, { ...fields, ...over });
};
const TEXT = "经现场调查，企业在港区申报更方便，材料统一收取。";

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

test("an officer drafts by a form that begins from an item, is told what is wrong beside what was typed, and finds the draft on the desk", async () => {
  const fresh = "/items/new?from=103-001";
  const { fields } = formOf(await page("window-2", fresh), "item-draft");
  expect(fields).toMatchObject({ "code": "103-001", "materials.0.zh": "施工许可申请表", "level": "2", "from": "2026-09-01" });
  const given = { code: "103-910", zh: "临时施工便道审批", promisedLimitWD: "9" };
  const wrong = await post("window-2", fresh, "item-draft", given);
  expect([wrong.status, wrong.text.includes("不能长于法定时限"), wrong.text.includes("临时施工便道审批")]).toEqual([422, true, true]);
  const made = await post("window-2", fresh, "item-draft", { ...given, promisedLimitWD: "4", "materials.1.condition": "占用绿地的提供。", "materials.4.zh": "", "materials.4.en": "" });
  expect([made.status, made.headers.get("location")]).toEqual([303, "/items/103-910"]);
  const draft = await page("window-2", "/items/103-910");
  for (const words of ["编制中", "占用绿地的提供。", "4个工作日", "放弃编制"]) expect(draft).toContain(words);
  expect(draft).not.toContain("资金落实承诺书");
  expect((await (await as("window-3")).get("/items/103-910")).status, "another unit’s").toBe(404);
  expect((await (await as("bidder-1")).get("/items")).status).toBe(403);
});

test("the deputy head confirms, the centre takes in or sends back with a reason, each by what waits on his desk", async () => {
  expect(await page("deputy-2", "/items")).toContain("临时施工便道审批");
  expect((await post("deputy-2", "/items/103-910", "item-confirm")).status).toBe(303);
  expect((await post("sub-centre-1", "/items/103-910", "item-return", { reason: "程序第二步请写明由谁看现场。" })).status).toBe(303);
  expect(await page("window-2", "/items/103-910")).toContain("程序第二步请写明由谁看现场。");
  expect((await post("deputy-2", "/items/103-910", "item-confirm")).status).toBe(303);
  expect((await post("sub-centre-1", "/items/103-910", "item-take-in")).status).toBe(303);
  expect(await page("window-2", "/services/103-910")).toContain("临时施工便道审批");
  expect(await page("window-2", "/items/103-910")).toContain("/api/v1/items/103-910/versions/1/confirmation.pdf");
});

test("a unit brings its written request and asks; committee, centre and leader take their steps by forms, and the answer ends it", async () => {
  const at = "/items/103-910";
  expect((await (await as("deputy-2")).postFile(`${at}/files`, "file", "书面申请.pdf", Buffer.from("申请书"))).headers.get("location")).toBe(`${at}#files`);
  expect((await (await as("deputy-2")).postFile(`${at}/files`, "other", "x.pdf", Buffer.from("x"))).status, "no file was chosen").not.toBe(303);
  expect((await post("deputy-2", at, "item-exit-request", { wanted: "mode-change", reason: TEXT })).status).toBe(303);
  expect(await page("centre-committee-1", "/items")).toContain("管委会呈报市领导");
  expect(formOf(await page("city-leader-1", at), "item-exit-decision").action, "not his turn").toBe("");
  const steps = [["centre-committee-1", "report", { to: "施政和", text: TEXT }], ["sub-centre-1", "study", { heldOn: "2026-09-01", present: "中心、住建局", unitView: TEXT, record: TEXT }], ["sub-centre-1", "opinion", { outcome: "mode-change", handling: "unified-accept-deliver", text: TEXT }], ["city-leader-1", "decision", { outcome: "mode-change", handling: "unified-accept-deliver", number: "9号", text: TEXT }], ["sub-centre-1", "answer", { number: "3号", text: TEXT }]] as const;
  for (const [actor, step, said] of steps) expect((await post(actor, at, `item-exit-${step}`, said)).status, step).toBe(303);
  const text = await page("deputy-2", at);
  for (const words of ["在办（经研究调整办理方式）", "中心答复单位", "调整办理方式，仍纳入中心管理", "/api/v1/items/103-910/exits/1/answer.pdf"]) expect(text).toContain(words);
  expect(await page("deputy-2", "/my/inbox")).toContain("事项调整申请已经答复");
});

test("an item is abolished by a form, its guide says until when; the paper is open to all", async () => {
  const at = "/items/103-910";
  await (await as("sub-centre-1")).postFile(`${at}/files`, "file", "决定.pdf", Buffer.from("取消决定"));
  expect((await post("sub-centre-1", at, "item-abolish", { lastOn: "2026-09-30", law: "市政府决定（演练）", number: "1号", text: TEXT })).status).toBe(303);
  expect(await page("window-2", "/services/103-910")).toContain("本事项的最后办理日为2026-09-30");
  expect(await page("window-2", at)).toContain("/api/v1/items/103-910/abolition.pdf");
});

test("a sheet is drafted by its form; bad lines stand on the page with why", async () => {
  const [model] = rehearsalItems(day("2026-09-01"));
  const names = ["code", "unit", "zh", "en", "kind", "caseType", "legalBasis", "conditions", "materials", "steps", "statutoryLimitWD", "promisedLimitWD", "feeItems", "results", "complaintChannel", "window", "handling", "level", "handler", "leader", "from"] as const;
  const line = (over: Record<string, string>) => names.map((name) => over[name] ?? (name === "materials" ? "申请表;form;original" : name === "feeItems" ? "" : [model?.[name] ?? ""].flat().join("|"))).join(",");
  const answer = await (await as("window-2")).postFile("/items/sheet", "file", "items.csv", Buffer.from([names.join(","), line({ code: "103-920" }), line({ code: "103-921", level: "9" }), line({ code: "103-922", promisedLimitWD: "8" })].join("\n")));
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  for (const words of ["已编制 1 项", "第 3 行", "level", "第 4 行", "不能长于法定时限"]) expect(answer.text).toContain(words);
});

test("how far units are handed over is recorded by a form and shown with its fractions", async () => {
  expect((await post("sub-centre-1", "/items/hand-overs?unit=103", "unit-hand-over", { from: "2026-09-01", hasSingleApprovalSection: "on", usesApprovalSeal: "on", authority: "许可决定和证照签发", "seal.paper": "住建〔2026〕8号", "seal.sha256": "a".repeat(64) })).status).toBe(303);
  const text = await page("window-2", "/items/hand-overs");
  for (const words of ["1 ÷ 15", "0 ÷ 1", "住建〔2026〕8号", "许可决定和证照签发"]) expect(text).toContain(words);
});
