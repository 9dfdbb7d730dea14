import { afterAll, beforeAll, expect, test } from "vitest";
import { calculate, PAYER } from "../support/bills.js";
import { C } from "../support/cases.js";
import { FORM, J, jointsOf, SHARED } from "../support/joints.js";
import { townWithBank, type TownWithBank } from "../support/process-bank.js";
import type { TestTown } from "../support/town.js";

// One town from 21 September: enterprises set up by the five ones, and a construction project stage by stage (rule book D4). The order is that of the clock.
let banked: TownWithBank;
let town: TestTown;
let play: ReturnType<typeof jointsOf>;
let whole = "";
let objected = "";
let works = "";
beforeAll(async () => {
  banked = await townWithBank("2026-09-21T09:00:00+08:00");
  ({ town } = banked);
  play = jointsOf(town);
});
afterAll(async () => { await banked.stop(); });

test("one form and one set of materials are filed, with an officer named from the first; by its code everybody sees units and officer, and nothing of the applicant", async () => {
  const { templates } = (await town.done(null, "GET", `${J}/templates`)) as { templates: { template: string; promised: number; before: number | null; members: { item: string; name: string; unit: string }[]; materials: { material: string; items: string[] }[] }[] };
  expect(templates.find(({ template }) => template === "enterprise")).toMatchObject({ promised: 7, before: 20, members: [{ item: "110-001", unit: "晨光市市场监督管理局" }, { item: "111-001" }, { item: "116-004" }, { item: "118-003" }] });
  expect(templates.flatMap(({ materials }) => materials).find(({ material }) => material === "identity")?.items).toEqual(["110-001", "116-004", "118-003"]);
  expect(await play.code(town.ask("citizen-1", "POST", `${J}/cases`, { template: "enterprise" })), "nothing is drafted").toBe("not-found");
  await town.done("citizen-1", "PUT", `${J}/drafts/enterprise`, { applicantName: "孟创业", subject: "设立望江楼宾馆", answers: { enterpriseName: "望江楼" } });
  expect((await town.ask("citizen-1", "POST", `${J}/cases`, { template: "enterprise" })).json).toMatchObject({ code: "joint-form-gap", facts: { field: "法定代表人" } });
  expect((await play.put("citizen-1", "drafts/enterprise/materials/passport/x.pdf")).status).toBe(422);
  whole = await play.filed("citizen-1", "enterprise", SHARED.enterprise.filter((each) => each !== "health-test"));
  const shown = await play.track(whole);
  expect(shown).toMatchObject({ state: "opened", officer: "商继往", tellBy: "2026-09-30T00:00:00+08:00", members: [{ item: "110-001", state: "ahead" }, { item: "111-001" }, { item: "116-004" }, { item: "118-003" }] });
  for (const own of ["孟创业", "13800000002", "望江楼", "滨江路"]) expect(JSON.stringify(shown)).not.toContain(own);
  expect(await play.code(town.ask("bidder-1", "GET", `${J}/cases/${whole}`)), "another applicant").toBe("not-found");
  expect(await play.code(town.ask("window-3", "GET", `${J}/cases/${whole}`)), "a unit that has no part in it").toBe("not-found");
});

test("what units need is told in one notice, complete; a unit that asks again what it could have asked is refused and written down", async () => {
  const needs = (actor: string, item: string, material: string) => play.act(actor, whole, "needs", { item, points: [{ material, what: "看不清", standard: "清楚、盖章" }] });
  expect(await play.code(play.act("window-4", whole, "corrections"))).toBe("joint-no-needs");
  expect((await needs("window-6", "116-004", "floor-plan")).status).toBe(201);
  expect(await play.code(needs("window-6", "111-001", "floor-plan")), "another unit’s item").toBe("case-unit");
  expect(await play.code(needs("window-6", "116-004", "charter")), "not a material of its item").toBe("material-unknown");
  expect((await play.act("window-4", whole, "acceptance")).json).toMatchObject({ code: "material-missing", facts: { material: "卫生检测报告" } });
  expect((await play.act("window-4", whole, "corrections")).json).toMatchObject({ code: "notice-incomplete", facts: { material: "卫生检测报告" } });
  expect((await needs("window-5", "111-001", "health-test")).status).toBe(201);
  expect(await play.code(play.act("window-5", whole, "corrections")), "a member does not lead").toBe("joint-lead");
  expect((await play.act("window-4", whole, "corrections")).json).toEqual({ joint: whole, state: "correcting" });
  expect(await play.code(play.act("citizen-1", whole, "resubmission"))).toBe("correction-left");
  for (const material of ["floor-plan", "health-test"]) expect((await play.put("citizen-1", `cases/${whole}/materials/${material}/new.pdf`)).status).toBe(201);
  expect((await play.act("citizen-1", whole, "resubmission")).json).toMatchObject({ state: "resubmitted" });
  expect((await needs("window-7", "118-003", "identity")).json, "it was there at the first notice").toMatchObject({ code: "correction-twice", facts: { material: "股东和法定代表人身份证明" } });
  expect((await play.show(whole)).steps.at(-1)).toEqual(expect.objectContaining({ step: "misconduct", unit: "118" }));
  expect((await needs("window-5", "111-001", "health-test")).status, "it came after the notice").toBe(201);
  expect((await play.act("window-4", whole, "acceptance")).json).toMatchObject({ code: "joint-needs-open", facts: { unit: "晨光市卫生健康委员会" } });
  expect((await play.act("window-4", whole, "corrections")).status).toBe(201);
  await play.put("citizen-1", `cases/${whole}/materials/health-test/third.pdf`);
  await play.act("citizen-1", whole, "resubmission");
});

test("accepted once, every member has a case of its own at once with the shared materials by their hashes", async () => {
  const answers = await Promise.all(["window-4", "window-10", "window-4"].map((actor) => play.act(actor, whole, "acceptance")));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  const shown = await play.show(whole);
  expect(shown).toMatchObject({ state: "shared", stage: 1, acceptedOn: "2026-09-21", dueOn: "2026-10-08", remaining: 7 });
  expect(shown.members.map(({ item, state, dueOn }) => [item, state, dueOn])).toEqual([["110-001", "pending", "2026-09-21"], ["111-001", "pending", "2026-09-29"], ["116-004", "pending", "2026-09-29"], ["118-003", "pending", "2026-09-23"]]);
  const cases = await Promise.all(["110-001", "116-004", "118-003"].map(async (item) => (await town.done("conduct-1", "GET", `${C}/${String(shown.members.find((each) => each.item === item)?.code)}`)) as { state: string; type: string; missing: string[]; materials: { material: string; sha256: string }[] }));
  expect(cases.map(({ state, type, missing }) => [state, type, missing])).toEqual([["accepted", "joint", []], ["accepted", "joint", []], ["accepted", "joint", []]]);
  const identity = shown.materials.find(({ material }) => material === "identity")?.sha256;
  expect([cases[0]?.materials.find(({ material }) => material === "m3")?.sha256, cases[1]?.materials.find(({ material }) => material === "m3")?.sha256, cases[2]?.materials.find(({ material }) => material === "m2")?.sha256]).toEqual([identity, identity, identity]);
  expect(shown.papers.map(({ kind }) => kind)).toEqual(["joint-receipt", "joint-corrections", "joint-corrections", "joint-acceptance"]);
  const code = shown.members[0]?.code ?? "";
  expect((await town.ask("window-4", "POST", `${C}/${code}/suspension`, { procedure: "test", reason: "检验", expectedDays: 3 })).json).toMatchObject({ code: "case-of-joint", facts: { joint: whole } });
});

test("the officer hands over with a reason; it counts once the other confirms, and both stay on the record", async () => {
  const handOver = (actor: string, to: string) => play.act(actor, whole, "hand-overs", { to, reason: "岗位轮换" });
  expect((await handOver("window-4", "window-4")).json).toMatchObject({ code: "joint-officer-only", facts: { officer: "商继往" } });
  expect(await play.code(handOver("window-10", "window-5")), "of another unit").toBe("joint-officer-unit");
  expect((await handOver("window-10", "window-4")).status).toBe(201);
  expect((await play.track(whole)).officer, "not before he confirms").toBe("商继往");
  expect(await play.code(handOver("deputy-4", "window-10"))).toBe("joint-hand-over-open");
  expect(await play.code(play.act("window-10", whole, "hand-overs/confirmation"))).toBe("joint-hand-over-theirs");
  expect((await play.act("window-4", whole, "hand-overs/confirmation")).status).toBe(201);
  expect(await play.track(whole)).toMatchObject({ officer: "商启明", officers: [{ name: "商继往", reason: "收件时确定" }, { name: "商启明", reason: "岗位轮换" }] });
});

test("a unit silent past its time is a red event that stays, and counts as consent where the local rule says so", async () => {
  await play.opine("window-4", whole, "110-001");
  expect(await play.code(play.opine("window-4", whole, "110-001"))).toBe("joint-opined");
  expect(await play.code(play.opine("window-4", whole, "111-001")), "another unit’s").toBe("case-unit");
  objected = await play.accepted("citizen-1", "enterprise");
  for (const [actor, item] of [["window-4", "110-001"], ["window-6", "116-004"], ["window-7", "118-003"]] as const) expect((await play.opine(actor, objected, item)).status).toBe(201);
  await town.advance("2026-09-23T10:00:00+08:00");
  await play.opine("window-7", whole, "118-003");
  await play.opine("window-6", whole, "116-004");
  expect((await play.act("window-4", whole, "merger")).json).toMatchObject({ code: "joint-member-open", facts: { unit: "晨光市卫生健康委员会（111-001）", state: "办理中" } });
  await town.advance("2026-09-29T23:59:00+08:00");
  expect((await play.track(whole)).members[1]).toMatchObject({ state: "pending", silentAt: null });
  await town.advance("2026-09-30T00:00:00+08:00");
  const shown = await play.show(whole);
  expect(shown.members[1]).toMatchObject({ state: "silent", light: "red", silentAt: "2026-09-30T00:00:00+08:00" });
  expect(shown.steps.filter(({ step }) => step === "silent")).toEqual([expect.objectContaining({ unit: "111" })]);
  const { messages } = (await town.done("conduct-1", "GET", "/api/v1/messages")) as { messages: { kind: string }[] };
  expect(messages.map(({ kind }) => kind)).toContain("joint-red");
});

test("opinions are merged exactly once, whoever merges; a unit that objects afterwards is told how it was counted, and when", async () => {
  const merged = await Promise.all(["window-4", "window-10", "window-4", "window-10"].map((actor) => play.act(actor, whole, "merger")));
  expect(merged.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  const shown = await play.show(whole);
  expect(shown).toMatchObject({ state: "merged", outcome: "agreed" });
  expect(shown.members.map(({ counted }) => counted)).toEqual(["agreed", "silent", "agreed", "agreed"]);
  expect(shown.steps.filter(({ step }) => step === "merge")).toHaveLength(1);
  expect((await play.opine("window-5", whole, "111-001", "object")).json).toMatchObject({ code: "joint-merged", facts: { unit: "晨光市卫生健康委员会（111-001）", counted: "逾期未答复", at: shown.mergedAt } });
  expect((await play.show(whole)).members[1]).toMatchObject({ opinion: null, counted: "silent" });
  await expect(town.world.db.updateTable("joint_members").set({ counted: "objected" }).where("joint", "=", whole).execute(), "the database says so too").rejects.toThrow(/stays/);
});

test("one paper lists every result; all is delivered in one act, and whoever answered then answers for life", async () => {
  expect((await play.act("deputy-2", whole, "decision", { basis: "并联审批" })).json["code"], "another unit’s head").toBe("not-found");
  expect(await play.code(play.act("window-4", whole, "decision", { basis: "并联审批" }))).toBe("decision-level");
  expect((await play.act("deputy-4", whole, "decision", { basis: "《中华人民共和国行政许可法》第二十六条" })).json).toMatchObject({ state: "decided" });
  expect(await play.code(play.act("window-4", whole, "fees")), "nothing is charged").toBe("case-free");
  expect((await play.act("window-4", whole, "delivery", { how: "window", receivedBy: "孟创业" })).json).toMatchObject({ state: "delivered" });
  const shown = await play.show(whole);
  expect(shown).toMatchObject({ used: 6, inTime: true, overdueAt: null });
  const paper = shown.papers.find(({ kind }) => kind === "joint-result");
  const record = JSON.stringify(await town.done("citizen-1", "GET", (paper?.href ?? "").replace(/pdf$/, "json")));
  for (const word of ["逾期未答复，视为同意", "证-110-001", "娱乐经营许可证", "商继往", "商启明"]) expect(record).toContain(word);
  for (const { code } of shown.members) expect(await town.done(null, "GET", `/api/v1/track/${String(code)}`)).toMatchObject({ state: "delivered" });
  expect((await play.act("window-4", whole, "hand-overs", { to: "window-10", reason: "离岗" })).json).toMatchObject({ code: "joint-for-life", facts: { officer: "商启明" } });
  expect((await play.track(whole)).officer).toBe("商启明");
});

test("where a unit objects, a joint meeting comes before the decision, its decisions have a unit and a day, and the refusal its reasons", async () => {
  expect((await play.opine("window-5", objected, "111-001", "object")).status, "after its day, before the merge: it still counts").toBe(201);
  expect((await play.act("window-4", objected, "merger")).json).toMatchObject({ state: "merged" });
  const decide = (more: object = {}) => play.act("deputy-4", objected, "decision", { basis: "《中华人民共和国行政许可法》第三十八条", ...more });
  expect((await decide()).json).toMatchObject({ code: "joint-meeting-wanted", facts: { unit: "晨光市卫生健康委员会" } });
  const meeting = (more: object) => play.act("window-4", objected, "meetings", play.meeting("晨并联纪〔2026〕1号", more));
  expect(await play.code(meeting({ heldOn: "2026-10-01" })), "it lies ahead").toBe("joint-meeting-day");
  expect(await play.code(meeting({ present: [{ unit: "110", person: "贾公平" }, { unit: "103", person: "付筑安" }] }))).toBe("joint-meeting-unit");
  expect((await meeting({ tasks: [{ what: "复核通风", unit: "111", dueOn: "2026-10-09" }] })).status).toBe(201);
  expect(await play.code(meeting({}))).toBe("joint-meeting-number");
  expect(await play.code(decide())).toBe("refusal-unreasoned");
  expect((await decide({ reason: "通风不合格，公共场所卫生许可不予批准。", remedy: "可以申请行政复议。" })).status).toBe(201);
  expect(await play.code(play.act("window-6", objected, "meetings/1/tasks/1/completion", { words: "已复核" }))).toBe("case-unit");
  expect((await play.act("window-5", objected, "meetings/1/tasks/1/completion", { words: "已复核" })).status).toBe(201);
  expect(await play.code(play.act("window-5", objected, "meetings/1/tasks/1/completion", { words: "再次" }))).toBe("joint-task-done");
  expect((await play.act("window-4", objected, "delivery", { how: "post", receivedBy: "孟创业" })).status).toBe(201);
  const shown = await play.show(objected);
  expect(shown.papers.map(({ kind }) => kind)).toEqual(["joint-receipt", "joint-acceptance", "joint-minutes", "joint-result"]);
  expect(await town.done(null, "GET", `/api/v1/track/${String(shown.members[1]?.code)}`)).toMatchObject({ state: "delivered", inTime: false });
});

test("two members’ last opinions at one moment begin the next stage once; an expert review stops the whole and who waits for it", async () => {
  works = await play.accepted("bidder-1", "works-project");
  expect(await play.code(play.opine("window-8", works, "113-001"))).toBe("joint-stage-ahead");
  expect((await play.opine("window-3", works, "106-001")).status).toBe(201);
  expect(await play.show(works, "window-2")).toMatchObject({ stage: 2, members: [{ item: "106-001", state: "agreed" }, { item: "106-002", state: "pending" }, { item: "113-001", state: "pending" }, { item: "103-001", state: "ahead" }, { item: "104-001", state: "ahead" }] });
  const before = (await play.show(works, "window-2")).dueOn;
  expect((await play.act("window-2", works, "pauses", { procedure: "expert-review", items: ["113-001"], reason: "环境影响重大，专家评审。", expectedDays: 10 })).status).toBe(201);
  expect(await play.show(works, "window-2")).toMatchObject({ dueOn: null, pauses: [{ items: ["113-001"], until: null }] });
  expect(await play.code(play.opine("window-8", works, "113-001")), "it waits for the review").toBe("case-state");
  await town.advance("2026-10-12T10:00:00+08:00");
  expect((await play.act("window-2", works, "pauses/end", { conclusion: "专家同意，补充降噪措施。" })).status).toBe(201);
  const after = await play.show(works, "window-2");
  expect([before, after.dueOn]).toEqual(["2026-11-13", "2026-11-19"]);
  expect(after.members.find(({ item }) => item === "106-002"), "it did not wait").toMatchObject({ dueOn: "2026-10-20" });
  const answers = await Promise.all([play.opine("window-3", works, "106-002"), play.opine("window-8", works, "113-001"), play.opine("window-3", works, "106-002"), play.opine("window-8", works, "113-001")]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409]);
  const shown = await play.show(works, "window-2");
  expect(shown).toMatchObject({ stage: 3 });
  expect(shown.steps.filter(({ step }) => step === "share")).toHaveLength(3);
  const permit = (await town.done("conduct-1", "GET", `${C}/${String(shown.members.find(({ item }) => item === "103-001")?.code)}`)) as { missing: string[]; materials: { material: string; name: string }[] };
  expect([permit.missing, permit.materials.find(({ material }) => material === "m2")?.name], "what an earlier stage yielded is asked of nobody").toEqual([[], "证-106-002"]);
  await play.opine("window-9", works, "104-001");
  await town.advance("2026-10-16T00:00:00+08:00");
  expect((await play.show(works, "window-2")).members.find(({ item }) => item === "103-001")).toMatchObject({ state: "silent" });
  expect((await play.act("window-2", works, "merger")).json, "here silence is no consent").toMatchObject({ code: "joint-member-open", facts: { state: "逾期未答复" } });
  expect((await play.opine("window-2", works, "103-001")).status).toBe(201);
  expect((await play.act("window-2", works, "merger")).status).toBe(201);
  expect((await play.act("deputy-2", works, "decision", { basis: "《中华人民共和国建筑法》" })).status).toBe(201);
  expect(await play.code(play.act("window-2", works, "delivery", { how: "window", receivedBy: "卢晓东" }))).toBe("case-fees-due");
  const asked = (await play.act("window-2", works, "fees")).json as { bill: string };
  expect(asked.bill).toMatch(/^F2026\d{6}$/);
  expect(await town.done("bidder-1", "GET", `/api/v1/fees/bills/${asked.bill}`)).toMatchObject({ project: "滨江商务楼建设", units: [{ unit: "103" }], facts: { floorArea: "3200.5" } });
  expect(await play.code(play.act("window-2", works, "payment"))).toBe("case-fees-due");
});

test("the one bill is paid at the rehearsal’s bank, and not before are all results delivered together", async () => {
  const { bill } = await play.show(works, "window-2");
  const path = `/api/v1/fees/bills/${String(bill)}`;
  expect((await calculate(town, String(bill), "103", ["103001", "103004", "103005"].map((item) => ({ item, quantity: "3200.5" })))).json).toMatchObject({ state: "CALCULATED" });
  const { version, payable } = (await town.done("finance-1", "GET", path)) as { version: number; payable: { amount: string } };
  expect(payable.amount).toBe("135541.18");
  await town.done("finance-1", "POST", `${path}/review`, { verdict: "pass", version, dueOn: "2026-10-30" });
  const { paymentCode } = (await town.done("seal-1", "POST", `${path}/seal`, { version })) as { paymentCode: string };
  expect(await play.code(play.act("window-2", works, "payment")), "sealed is not paid").toBe("case-fees-due");
  await banked.pays(PAYER.uscc, paymentCode, BigInt(payable.amount.replace(".", "")));
  expect(await play.code(play.act("window-2", works, "delivery", { how: "window", receivedBy: "投标员甲" })), "its payment is noted first").toBe("joint-state");
  expect((await play.act("window-2", works, "payment")).json).toEqual({ joint: works, state: "paid" });
  expect((await play.act("window-2", works, "delivery", { how: "window", receivedBy: "投标员甲" })).json).toEqual({ joint: works, state: "delivered" });
  for (const { code } of (await play.show(works, "window-2")).members) expect(await town.done(null, "GET", `/api/v1/track/${String(code)}`)).toMatchObject({ state: "delivered" });
});

test("nobody told what is missing in five working days: accepted by silence from the day it came; withdrawn, its members’ cases end with it", async () => {
  const silent = await play.filed("citizen-1", "enterprise", ["charter"]);
  expect((await play.track(silent)).tellBy).toBe("2026-10-24T00:00:00+08:00");
  await town.advance("2026-10-24T00:00:00+08:00");
  const shown = await play.show(silent);
  expect(shown).toMatchObject({ state: "shared", acceptedOn: "2026-10-16", papers: [{ kind: "joint-receipt" }, { kind: "joint-acceptance" }] });
  expect(await play.code(play.act("window-4", silent, "withdrawal")), "only the applicant").toBe("case-applicant");
  expect((await play.act("citizen-1", silent, "withdrawal")).json).toMatchObject({ state: "withdrawn" });
  for (const { code } of shown.members) expect(await town.done(null, "GET", `/api/v1/track/${String(code)}`)).toMatchObject({ state: "withdrawn" });
  expect(await play.code(play.opine("window-5", silent, "111-001"))).toBe("joint-state");
});

test("the head of the government extends the whole once, by fifteen working days at most, with the members that need them: on its last day still, the day after no more", async () => {
  const [first, last, late] = [await play.accepted("citizen-1", "enterprise"), await play.accepted("citizen-1", "enterprise"), await play.accepted("citizen-1", "enterprise")];
  const extend = (joint: string, more: object = {}, actor = "city-leader-1") => play.act(actor, joint, "extension", { days: 15, items: ["111-001"], reason: "现场通风复测还要时间。", document: "晨政批〔2026〕12号", ...more });
  expect(await play.code(extend(first, {}, "deputy-4")), "the lead’s own head").toBe("extension-government");
  expect((await extend(first, { days: 16 })).json).toMatchObject({ code: "extension-long", facts: { days: 16, max: "15" } });
  expect((await extend(first, { items: ["104-001"] })).json).toMatchObject({ code: "joint-item-idle", facts: { item: "104-001" } });
  expect((await play.show(first)).dueOn).toBe("2026-11-03");
  expect((await extend(first)).status).toBe(201);
  const shown = await play.show(first);
  expect(shown).toMatchObject({ dueOn: "2026-11-24", extended: 15, papers: [{ kind: "joint-receipt" }, { kind: "joint-acceptance" }, { kind: "joint-extension" }] });
  expect(shown.members.map(({ item, dueOn }) => [item, dueOn]), "who did not ask keeps his day").toEqual([["110-001", "2026-10-26"], ["111-001", "2026-11-20"], ["116-004", "2026-10-30"], ["118-003", "2026-10-27"]]);
  expect((await extend(first, { days: 1, items: [] })).json).toMatchObject({ code: "extension-twice", facts: { days: 15 } });
  await town.advance("2026-11-03T23:59:00+08:00");
  expect((await extend(last, { days: 1, items: [] })).status).toBe(201);
  expect((await play.show(last)).dueOn).toBe("2026-11-04");
  await town.advance("2026-11-04T00:00:00+08:00");
  expect((await extend(late, { items: [] })).json).toMatchObject({ code: "extension-late", facts: { due: "2026-11-03" } });
});

test("what somebody brings on paper is received at the lead’s window with a sealed receipt, corrected there and shared as paper; and taken back there", async () => {
  const counter = (actor: string, more: object = {}) => town.ask(actor, "POST", `${J}/counter`, { template: "enterprise", applicantName: "孟创业", phone: "13800000002", subject: "设立望江楼宾馆", answers: FORM, materials: SHARED.enterprise.slice(0, 4), ...more });
  expect(await play.code(counter("window-5")), "a member’s window").toBe("joint-lead");
  expect((await counter("window-4", { answers: { ...FORM, capital: null } })).json["code"]).toBe("joint-form-gap");
  expect(await play.code(counter("window-4", { materials: ["passport"] }))).toBe("material-unknown");
  const joint = String((await counter("window-4")).json["joint"]);
  const shown = await play.show(joint);
  expect(shown).toMatchObject({ state: "opened", source: "window", missing: ["health-test"], papers: [{ kind: "joint-receipt" }], tellBy: "2026-11-12T00:00:00+08:00" });
  const receipt = shown.papers[0]?.href ?? "";
  expect((await town.app.request(receipt, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "window-4")?.token ?? ""}` } })).headers.get("content-type")).toBe("application/pdf");
  const record = JSON.stringify(await town.done("window-4", "GET", receipt.replace(/pdf$/, "json")));
  for (const word of ["窗口收件", "卫生检测报告", "2026-11-11", "国家税务总局晨光市税务局", shown.officer, joint]) expect(record, word).toContain(word);
  expect(await play.code(town.ask("citizen-1", "GET", `${J}/cases/${joint}`)), "he has no account of it; the code is enough").toBe("not-found");
  await play.act("window-5", joint, "needs", { item: "111-001", points: [{ material: "health-test", what: "缺少", standard: "原件" }] });
  await play.act("window-4", joint, "corrections");
  expect((await play.act("window-4", joint, "materials", { materials: ["charter"] })).json).toMatchObject({ code: "correction-left", facts: { material: "卫生检测报告" } });
  expect((await play.act("window-4", joint, "materials", { materials: ["health-test"] })).json).toEqual({ joint, state: "resubmitted" });
  expect((await play.act("window-4", joint, "acceptance")).json).toMatchObject({ state: "shared" });
  const code = String((await play.show(joint)).members.find(({ item }) => item === "111-001")?.code);
  expect(((await town.done("conduct-1", "GET", `${C}/${code}`)) as { missing: string[]; materials: { material: string; sha256: string | null }[] })).toMatchObject({ missing: [], materials: [{ material: "m1" }, { material: "m2", sha256: null }, { material: "m3", sha256: null }] });
  expect(await play.code(play.act("window-5", joint, "withdrawal")), "not at a member’s window").toBe("case-applicant");
  expect((await play.act("window-4", joint, "withdrawal")).json).toEqual({ joint, state: "withdrawn" });
});
