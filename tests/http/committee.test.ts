import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// The committee's meetings, from the call to what was carried out; campaigns, issued to all at once and checked alike.
let town: TestTown;
const MEETING = "/api/v1/centre/meetings";
const item = (more: Record<string, unknown> = {}) => ({ weight: "ordinary", title: "设立午间值班窗口", proposal: "自十月起，综合窗口午间不间断受理。", owner: "sub-centre-1", dueOn: "2026-10-15", ...more });
const call = (body: Record<string, unknown> = {}, actor = "head-1") => town.ask(actor, "POST", MEETING, { title: "管委会第一次会议", place: "三层会议室", startsAt: "2026-09-02T09:00:00+08:00", items: [item(), item({ weight: "grave", title: "调整窗口负责人" })], ...body });
const ask = (actor: string, meeting: string, what: string, body?: unknown) => town.ask(actor, "POST", `${MEETING}/${meeting}/${what}`, body);
const messagesOf = async (actor: string, kind: string) => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).filter((each) => each.kind === kind).length;

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

test("a meeting is called by the head, decided by the votes of those who signed in, and its minutes are sealed and logged", async () => {
  expect((await call({ startsAt: "2026-09-01T08:59:00+08:00" })).json["code"]).toBe("committee-past");
  expect((await call({}, "sub-centre-1")).json["code"]).toBe("not-yours");
  expect((await call()).json).toEqual({ meeting: "M2026-01" });
  expect(await messagesOf("sub-centre-3", "meeting-called")).toBe(1);
  expect((await ask("sub-centre-1", "M2026-01", "sign-ins")).json["code"]).toBe("meeting-not-begun");
  await town.advance("2026-09-02T09:00:00+08:00");
  expect((await ask("centre-committee-1", "M2026-01", "sign-ins")).json["code"], "he holds no post that votes").toBe("meeting-not-member");
  for (const actor of ["head-1", "sub-centre-1"]) expect((await ask(actor, "M2026-01", "sign-ins")).status).toBe(201);
  expect((await ask("sub-centre-2", "M2026-01", "items/1/votes", { vote: "yes" })).json["code"]).toBe("meeting-not-signed-in");
  expect((await ask("head-1", "M2026-01", "items/1/votes", { vote: "yes" })).json).toMatchObject({ code: "meeting-no-quorum", facts: { present: 2, needed: 3 } });
  const both = await Promise.all([ask("sub-centre-2", "M2026-01", "sign-ins"), ask("sub-centre-2", "M2026-01", "sign-ins")]);
  expect(both.map(({ status, json }) => [status, json["present"]]), "who signs in twice at once is there once").toEqual([[201, 3], [201, 3]]);
  expect((await ask("head-1", "M2026-01", "items/2/votes", { vote: "yes" })).json).toMatchObject({ code: "meeting-no-quorum", facts: { present: 3, needed: 4 } });
  await ask("sub-centre-3", "M2026-01", "sign-ins");
  for (const actor of ["head-1", "sub-centre-1", "sub-centre-2", "sub-centre-3"]) expect((await ask(actor, "M2026-01", "items/1/votes", { vote: "yes" })).status).toBe(201);
  for (const [actor, vote] of [["head-1", "yes"], ["sub-centre-1", "yes"], ["sub-centre-2", "yes"], ["sub-centre-3", "no"]] as const) await ask(actor, "M2026-01", "items/2/votes", { vote });
  const twice = await Promise.all([ask("head-1", "M2026-01", "items/1/votes", { vote: "no" }), ask("head-1", "M2026-01", "items/1/votes", { vote: "yes" })]);
  expect(twice.map(({ json }) => json["code"])).toEqual(["meeting-voted", "meeting-voted"]);
  const closed = await ask("head-1", "M2026-01", "closing");
  expect(closed.json["outcomes"], "three of six are no majority").toEqual([{ item: 1, outcome: "adopted" }, { item: 2, outcome: "rejected" }]);
  expect((await ask("head-1", "M2026-01", "closing")).json["code"]).toBe("meeting-over");
  await town.world.journal.flush();
  const entries = await town.database.db.selectFrom("leaves").select("entry").execute();
  expect(entries.some(({ entry }) => Buffer.from(entry).toString().includes(String(closed.json["sha256"])))).toBe(true);
  const record = await town.done("supervisor-1", "GET", `${MEETING}/M2026-01/minutes.json`);
  expect(JSON.stringify(record)).toContain("同意3票，不同意1票，弃权0票");
  expect((await town.ask("bidder-1", "GET", `${MEETING}/M2026-01/minutes.json`)).json["code"]).toBe("not-yours");
});

test("whoever carries a decision out is told, and says once that it is done", async () => {
  expect(await messagesOf("sub-centre-1", "decision-yours")).toBe(1);
  expect((await ask("sub-centre-2", "M2026-01", "items/1/report", { words: "已完成" })).json["code"]).toBe("not-found");
  expect((await ask("sub-centre-1", "M2026-01", "items/1/report", { words: "午间窗口已开。" })).status).toBe(201);
  expect((await ask("sub-centre-1", "M2026-01", "items/1/report", { words: "再报" })).json["code"]).toBe("decision-not-open");
  expect((await ask("sub-centre-1", "M2026-01", "items/2/report", { words: "没有通过" })).json["code"]).toBe("decision-not-open");
  const { items } = (await town.done("sub-centre-2", "GET", `${MEETING}/M2026-01`)) as { items: Record<string, unknown>[] };
  expect(items[0]).toMatchObject({ votes: { yes: 4, no: 0, abstain: 0 }, own: "yes", done: { words: "午间窗口已开。" } });
  expect(JSON.stringify(items), "how others voted is nobody’s to read").not.toContain("head-1");
});

test("a meeting is walked in pages: called by its form, signed in to, voted on, ended", async () => {
  const head = await signedIn(town, "head-1");
  const called = formOf((await head.get("/desk/centre/meetings")).text, "meeting-call");
  const made = await head.post(called.action, { ...called.fields, "title": "页面会议", "place": "三层", "startsAt": "2026-09-02T10:00", "items.0.title": "购置叫号机", "items.0.proposal": "购置两台。", "items.0.weight": "ordinary", "items.0.owner": "sub-centre-2", "items.0.dueOn": "2026-11-01" });
  expect(made.headers.get("location")).toBe("/desk/centre/meetings/M2026-02");
  await town.advance("2026-09-02T10:00:00+08:00");
  for (const actor of ["head-1", "sub-centre-1", "sub-centre-2", "sub-centre-4"]) {
    const who = await signedIn(town, actor);
    const own = formOf((await who.get("/desk/centre/meetings/M2026-02")).text, "meeting-sign-in");
    expect((await who.post(own.action, own.fields)).status).toBe(303);
  }
  for (const actor of ["head-1", "sub-centre-1", "sub-centre-2", "sub-centre-4"]) {
    const who = await signedIn(town, actor);
    const own = formOf((await who.get("/desk/centre/meetings/M2026-02")).text, "meeting-vote");
    expect((await who.post(own.action, { ...own.fields, vote: "yes" })).status, actor).toBe(303);
  }
  const ending = formOf((await head.get("/desk/centre/meetings/M2026-02")).text, "meeting-close");
  expect((await head.post(ending.action, ending.fields)).status).toBe(303);
  const { text } = await head.get("/desk/centre/meetings/M2026-02");
  for (const words of ["通过", "minutes.pdf", "应到 6 人，已签到 4 人"]) expect(text).toContain(words);
});

test("a campaign goes to every sub-centre at once; each reports for itself, and all are checked by one measure", async () => {
  const at = "/api/v1/centre/campaigns";
  const body = { title: "服务质量月", demands: "各分中心按统一步骤自查自纠。", steps: [{ title: "自查", due: "2026-09-10" }, { title: "整改", due: "2026-09-25" }] };
  expect((await town.ask("head-1", "POST", at, body)).json).toEqual({ campaign: "C2026-01", subCentres: ["approval", "complaints", "exchange", "treasury", "binhe"] });
  expect(await messagesOf("sub-centre-5", "campaign-issued")).toBe(1);
  const report = (actor: string, words = "已自查。") => town.ask(actor, "POST", `${at}/C2026-01/steps/1/reports`, { words });
  const check = (subCentre: string, verdict: string, actor = "conduct-1") => town.ask(actor, "POST", `${at}/C2026-01/steps/1/checks`, { subCentre, verdict, words: "已核对。" });
  expect((await check("treasury", "pass")).json["code"]).toBe("campaign-nothing-to-check");
  expect((await report("sub-centre-4")).json).toMatchObject({ subCentre: "treasury", move: "report" });
  const both = await Promise.all([report("sub-centre-1"), report("sub-centre-1")]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await check("treasury", "rework")).status).toBe(201);
  expect((await check("approval", "pass", "head-1")).status).toBe(201);
  expect((await report("sub-centre-1")).json["code"]).toBe("campaign-passed");
  await town.advance("2026-09-11T09:00:00+08:00");
  const { campaigns } = (await town.done("supervisor-1", "GET", at)) as { campaigns: { steps: { isAlike: boolean; cells: { subCentre: string; state: string }[] }[] }[] };
  expect(Object.fromEntries(campaigns[0]?.steps[0]?.cells.map(({ subCentre, state }) => [subCentre, state]) ?? [])).toEqual({ approval: "passed", complaints: "late", exchange: "late", treasury: "rework", binhe: "late" });
  const board = (await (await signedIn(town, "head-1")).get("/desk/centre/campaigns")).text;
  for (const words of ["各分中心进度不一致", "逾期未报", "退回整改", "合格 2026-09-02"]) expect(board).toContain(words);
});
