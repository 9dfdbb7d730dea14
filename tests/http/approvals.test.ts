import { afterAll, beforeAll, expect, test } from "vitest";
import { keepCases } from "../../src/approvals/use-cases/keep.js";
import { keepCalendar } from "../../src/approvals/use-cases/recount.js";
import { day } from "../../src/kernel/time.js";
import { dayKind } from "../../src/rules/calendar.js";
import { C, casesOf, MATERIALS } from "../support/cases.js";
import { testTown, type TestTown } from "../support/town.js";

// One town from 24 September over National Day: the clock of a case and its lights (rule book G15), corrections, silence, mandates and levels. The order is that of the clock.
let town: TestTown;
let play: ReturnType<typeof casesOf>;
let running = "";
let paused = "";
let silent = "";
let late = "";
beforeAll(async () => {
  town = await testTown("2026-09-21T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  play = casesOf(town);
  await play.item("103-900");
  await play.item("103-901", { level: 3, zh: "分管领导审批的事项" });
  await play.item("103-902", { caseType: "immediate", level: 1, promisedLimitWD: 0, zh: "当场办的事项" });
  await play.mandate(["103-900"]);
  await town.advance("2026-09-24T10:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

test("what one applies for is kept on the way, and filed with a code that shows where it stands and nothing of anybody", async () => {
  await play.draft("103-900", ["form"]);
  expect(await town.done("citizen-1", "GET", `${C}/drafts/103-900`)).toMatchObject({ step: 2, applicantName: "陆晓晨", materials: [{ material: "form", name: "form.pdf" }] });
  expect((await play.put("citizen-1", "drafts/103-900/materials/passport/x.pdf")).status).toBe(422);
  expect(await play.code(town.ask("bidder-1", "POST", C, { item: "103-900" })), "somebody else’s draft").toBe("not-found");
  running = (await town.done("citizen-1", "POST", C, { item: "103-900" }))["code"] as string;
  expect(running).toMatch(/^20260924-[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(await play.code(town.ask("citizen-1", "GET", `${C}/drafts/103-900`)), "the draft is gone").toBe("not-found");
  const text = JSON.stringify(await play.track(running));
  expect(text).toContain("临时占用场地审批");
  for (const own of ["陆晓晨", "13800000001", "中山路"]) expect(text).not.toContain(own);
  expect(await play.code(town.ask(null, "GET", "/api/v1/track/20260924-0000000000"))).toBe("not-found");
  expect(await play.code(town.ask("bidder-1", "GET", `${C}/${running}`)), "another applicant").toBe("not-found");
  expect(await play.code(town.ask("window-3", "GET", `${C}/${running}`)), "another unit").toBe("not-found");
});

test("what is missing is told once and whole; a second notice for what the first could have had is refused and written down", async () => {
  expect((await play.act("window-2", running, "acceptance", {})).json).toMatchObject({ code: "material-missing", facts: { material: "平面图" } });
  const notice = (...materials: string[]) => play.act("window-2", running, "corrections", { points: materials.map((material) => ({ material, what: "没有提交或者看不清", standard: "一份，盖章" })) });
  expect((await notice("form")).json).toMatchObject({ code: "notice-incomplete", facts: { material: "平面图" } });
  expect((await notice("plan")).json).toMatchObject({ state: "correcting" });
  expect((await play.show(running)).papers.map(({ kind }) => kind)).toEqual(["case-corrections"]);
  expect(await play.code(play.act("citizen-1", running, "resubmission"))).toBe("correction-left");
  expect((await play.put("citizen-1", `${running}/materials/plan/plan.pdf`)).status).toBe(201);
  expect((await play.act("citizen-1", running, "resubmission")).json).toMatchObject({ state: "resubmitted" });
  expect(await play.code(notice("form"))).toBe("correction-twice");
  expect(((await town.done("conduct-1", "GET", `${C}/lights`)) as { misconduct: { code: string; kind: string; by: string }[] }).misconduct).toMatchObject([{ code: running, kind: "correction-twice", by: "window-2" }]);
  expect((await play.show(running)).state, "the refused notice changed nothing").toBe("resubmitted");
  expect((await notice("plan")).json, "the plan came after the first notice").toMatchObject({ state: "correcting" });
  expect((await play.put("citizen-1", `${running}/materials/plan/better.pdf`)).status).toBe(201);
  await play.act("citizen-1", running, "resubmission");
});

test("two clerks accept one case: one does, the other is told where it stands", async () => {
  const answers = await Promise.all(["window-1", "window-2", "window-1", "window-2"].map((actor) => play.act(actor, running, "acceptance", {})));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  expect(answers.filter(({ status }) => status === 409).every(({ json }) => json["code"] === "case-state")).toBe(true);
  expect(await play.track(running)).toMatchObject({ state: "accepted", acceptedOn: "2026-09-24", dueOn: "2026-10-12", remaining: 7, light: "green", provisional: false });
  expect((await play.show(running)).papers.map(({ kind }) => kind)).toEqual(["case-corrections", "case-corrections", "case-acceptance"]);
});

test("G15: an expert review from 29 September to 9 October moves the due day from the 12th to the 16th, every day with its reason", async () => {
  paused = await play.accepted("103-900");
  silent = await play.filed("103-900", ["form"]);
  late = await play.accepted("103-901");
  await town.advance("2026-09-29T11:00:00+08:00");
  expect((await play.act("window-2", paused, "suspension", { procedure: "expert-review", reason: "占道影响交通，需专家评审。", expectedDays: 10 })).json).toMatchObject({ state: "suspended" });
  expect(await play.track(paused)).toMatchObject({ dueOn: null, remaining: null, used: 1 });
  expect(await play.code(play.act("window-2", paused, "suspension", { procedure: "test", reason: "检验", expectedDays: 3 }))).toBe("case-state");
  await town.advance("2026-10-09T15:00:00+08:00");
  expect((await play.act("window-2", paused, "resumption")).json).toMatchObject({ state: "under-review" });
  const shown = await play.track(paused);
  expect(shown).toMatchObject({ dueOn: "2026-10-16", remaining: 6, used: 1 });
  expect(shown.ledger.filter(({ nth }) => nth !== null).map(({ date }) => date)).toEqual(["2026-09-28", "2026-10-10", "2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15", "2026-10-16"]);
  expect(shown.ledger.find(({ date }) => date === "2026-10-08")?.zh).toContain("专家评审");
  expect(shown.ledger.find(({ date }) => date === "2026-10-03")?.zh).toBe("国庆节（法定节假日）");
});

test("G15: nobody told what was missing by 9 October: the case is accepted as of 24 September", async () => {
  expect((await play.track(silent)).tellBy).toBe("2026-10-10T00:00:00+08:00");
  expect((await play.track(silent)).state).toBe("submitted");
  await town.advance("2026-10-10T00:00:00+08:00");
  expect(await play.track(silent)).toMatchObject({ state: "deemed-accepted", acceptedBySilence: true, acceptedOn: "2026-09-24", dueOn: "2026-10-12", light: "yellow", tellBy: null });
  expect(await play.code(play.act("window-2", silent, "corrections", { points: [{ material: "plan", what: "没有", standard: "一份" }] }))).toBe("case-state");
  expect((await play.show(silent)).papers.map(({ kind }) => kind)).toEqual(["case-acceptance"]);
});

test("G15: yellow from the 15th, red from the 17th; a light is told, opens supervision, and is never erased", async () => {
  await town.advance("2026-10-14T23:00:00+08:00");
  expect((await play.track(paused)).light).toBe("green");
  await town.advance("2026-10-15T00:00:00+08:00");
  expect(await play.track(paused)).toMatchObject({ light: "yellow", remaining: 1, lights: [{ light: "yellow", at: "2026-10-15T00:00:00+08:00" }] });
  await town.advance("2026-10-16T23:59:00+08:00");
  expect((await play.track(paused)).light).toBe("yellow");
  const soon = ((await town.done("conduct-1", "GET", `${C}/lights`)) as { turnsRed: { code: string; redAt: string }[] }).turnsRed;
  expect(soon.map(({ code }) => code)).toContain(paused);
  await town.advance("2026-10-17T00:00:00+08:00");
  const red = await play.track(paused);
  expect(red).toMatchObject({ light: "red", lights: [{ light: "yellow" }, { light: "red", at: "2026-10-17T00:00:00+08:00" }] });
  const desk = (await town.done("supervisor-1", "GET", `${C}/lights`)) as { supervisions: { code: string; answer: string | null }[]; history: { code: string; light: string; notified: string[] }[] };
  expect(desk.supervisions.find(({ code }) => code === paused)).toMatchObject({ answer: null });
  const told = desk.history.find(({ code, light }) => code === paused && light === "red")?.notified ?? [];
  const office = (actor: string): string => { const { role, organisation } = town.actors.find(({ id }) => id === actor) ?? { role: "", organisation: null }; return `staff:${role}/${organisation?.uscc ?? ""}`; };
  for (const whom of ["role:conduct-supervisor", "role:supervisor", office("deputy-2"), office("window-2"), office("chief-2")]) expect(told).toContain(whom);
  expect(told, "another unit’s deputy head has no business there").not.toContain(office("deputy-3"));
  const kinds = async (actor: string) => ((await town.done(actor, "GET", "/api/v1/messages")) as { messages: { kind: string }[] }).messages.map(({ kind }) => kind);
  for (const actor of ["supervisor-1", "deputy-2", "window-2"]) expect(await kinds(actor), actor).toContain("case-red");
  expect(await kinds("deputy-3")).not.toContain("case-red");
  expect((await play.act("conduct-1", paused, "supervision", { answer: "已约谈窗口，责令三日内办结。" })).status).toBe(201);
  expect(await play.code(play.act("conduct-1", paused, "supervision", { answer: "再答一次" }))).toBe("not-found");
  expect(await play.code(play.act("chief-2", paused, "decision", play.decision()))).toBe(paused);
  expect(await play.track(paused)).toMatchObject({ state: "granted", inTime: false, light: "red", lights: [{ light: "yellow" }, { light: "red" }] });
  await expect(town.world.db.deleteFrom("case_lights").execute(), "the database says so too").rejects.toThrow();
  await expect(town.world.db.deleteFrom("case_supervisions").execute(), "nor is its supervision").rejects.toThrow();
  await expect(town.world.db.updateTable("case_supervisions").set({ answer: "改口" }).where("code", "=", paused).execute(), "an answer stands").rejects.toThrow();
});

test("supervision has a clock of its own: unanswered by the end of the third working day it is told, once, and the answer that comes then is late", async () => {
  const of = async (code: string) => ((await town.done("supervisor-1", "GET", `${C}/lights`)) as { supervisions: { code: string; openedAt: string; dueAt: string; toldAt: string | null; answer: string | null }[] }).supervisions.find((each) => each.code === code);
  const said = async (actor: string): Promise<number> => ((await town.done(actor, "GET", "/api/v1/messages")) as { messages: { kind: string }[] }).messages.filter(({ kind }) => kind === "supervision-late").length;
  expect(await of(silent), "red from Tuesday the 13th: Wednesday, Thursday and Friday to answer").toMatchObject({ openedAt: "2026-10-13T00:00:00+08:00", dueAt: "2026-10-17T00:00:00+08:00", toldAt: "2026-10-17T00:00:00+08:00", answer: null });
  for (const actor of ["conduct-1", "supervisor-1", "sub-centre-1"]) expect(await said(actor), actor).toBe(1);
  expect(await said("deputy-2")).toBe(0);
  expect((await play.act("supervisor-1", silent, "supervision", { answer: "已督促受理窗口当日办结。" })).status).toBe(201);
  const page = await (await town.app.request("/desk/cases/lights", { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "conduct-1")?.token ?? ""}`, accept: "text/html" } })).text();
  expect(page).toContain("逾期未答复或者逾期答复");
});

test("who decides: the chief representative within the mandate, the deputy head what is reserved, a meeting by its minutes", async () => {
  expect((await play.act("window-2", running, "decision", play.decision())).json).toMatchObject({ code: "decision-level", facts: { level: "二级：首席代表或者窗口负责人" } });
  expect(await play.code(play.act("chief-2", late, "decision", play.decision()))).toBe("decision-level");
  expect((await play.show(late)).reasons).toEqual([{ level: 2, zh: "承诺件，在授权内由首席代表办理", en: expect.any(String) as string }, { level: 3, zh: "事项规定由第3级审批", en: expect.any(String) as string }]);
  expect(await play.code(play.act("deputy-3", late, "decision", play.decision())), "another unit’s").toBe("not-found");
  expect((await play.act("deputy-2", late, "decision", play.decision({ outcome: "refuse" }))).json).toMatchObject({ code: "refusal-unreasoned" });
  expect((await play.act("deputy-2", late, "decision", play.decision({ outcome: "refuse", reason: "占用消防通道。", remedy: "可以自收到本决定之日起六十日内申请行政复议。" }))).json).toMatchObject({ state: "refused" });
  const hard = await play.accepted("103-900", ["meeting"]);
  expect((await play.show(hard)).level).toBe(4);
  expect(await play.code(play.act("chief-2", hard, "decision", play.decision()))).toBe("decision-level");
  expect(await play.code(play.act("deputy-2", hard, "decision", play.decision()))).toBe("decision-minutes");
  expect((await play.act("deputy-2", hard, "decision", play.decision({ minutes: "晨住建会纪〔2026〕9号" }))).json).toMatchObject({ state: "granted" });
});

test("a mandate bounds items and amounts, and revoked in the middle of a case it decides nothing more", async () => {
  await play.item("103-903", { from: "2026-10-17", zh: "有限额的事项" });
  const mandate = await play.mandate(["103-903"], { limit: { amount: "50000.00", currency: "CNY" } });
  const counter = async (amount: string) => {
    const code = (await town.done("window-2", "POST", `${C}/counter`, { item: "103-903", applicantName: "何某", subject: "占用场地", stake: { amount, currency: "CNY" }, materials: ["form", "plan"] }))["code"] as string;
    await play.act("window-2", code, "acceptance", {});
    return code;
  };
  const [within, over, open] = [await counter("50000.00"), await counter("50000.01"), await counter("1.00")];
  expect((await play.act("chief-2", within, "decision", play.decision())).json).toMatchObject({ state: "granted" });
  expect((await play.act("chief-2", over, "decision", play.decision())).json).toMatchObject({ code: "approval-mandate-limit", facts: { stake: "50,000.01", limit: "50,000.00" } });
  expect((await play.show(within)).mandate).toBe(mandate);
  expect(await play.code(town.ask("deputy-3", "POST", `/api/v1/approval-mandates/${mandate}/revocation`, { reason: "别的单位" }))).toBe("not-found");
  expect((await town.ask("deputy-2", "POST", `/api/v1/approval-mandates/${mandate}/revocation`, { reason: "岗位调整" })).status).toBe(201);
  expect((await play.act("chief-2", open, "decision", play.decision())).json).toMatchObject({ code: "approval-mandate-revoked", facts: { mandate } });
  expect((await play.act("deputy-2", open, "decision", play.decision())).json, "the deputy head still can").toMatchObject({ state: "granted" });
});

test("an immediate case is accepted with its decision; decided the next day it counts as late", async () => {
  await town.advance("2026-10-19T16:00:00+08:00");
  const [now, tomorrow] = [await play.filed("103-902"), await play.filed("103-902")];
  expect((await play.act("window-2", now, "decision", play.decision())).json).toMatchObject({ state: "granted" });
  expect(await play.show(now)).toMatchObject({ inTime: true, dueOn: "2026-10-19", papers: [{ kind: "case-decision" }] });
  expect((await play.act("window-2", tomorrow, "acceptance", {})).json).toMatchObject({ state: "accepted" });
  await town.advance("2026-10-20T09:00:00+08:00");
  expect((await play.track(tomorrow)).light).toBe("red");
  expect((await play.act("window-2", tomorrow, "decision", play.decision())).json).toMatchObject({ state: "granted" });
  expect((await play.track(tomorrow)).inTime).toBe(false);
});

test("an extension is the head’s, once, before the time is over, and told with its reasons", async () => {
  const code = await play.accepted("103-900");
  const extend = (actor: string, days: number, more: object = {}) => play.act(actor, code, "extension", { days, reason: "需要补充测绘。", ...more });
  expect((await extend("deputy-2", 11)).json).toMatchObject({ code: "extension-long", facts: { max: "10" } });
  expect(await play.code(extend("city-leader-1", 5, { document: "晨政〔2026〕1号" }))).toBe("extension-head");
  const before = (await play.track(code)).dueOn;
  expect((await extend("deputy-2", 10)).json).toMatchObject({ state: "under-review" });
  expect([before, (await play.track(code)).dueOn]).toEqual(["2026-10-29", "2026-11-12"]);
  expect(await play.code(extend("deputy-2", 1))).toBe("extension-twice");
  expect((await play.show(code)).papers.map(({ kind }) => kind)).toEqual(["case-acceptance", "case-extension"]);
  const over = await play.accepted("103-900");
  await town.advance("2026-10-30T09:00:00+08:00");
  expect(await play.code(play.act("deputy-2", over, "extension", { days: 1, reason: "来不及" }))).toBe("extension-late");
});

test("papers over the counter are trips: applying and fetching are two, coming again for corrections is a third", async () => {
  const at = (materials: readonly string[]) => town.done("window-1", "POST", `${C}/counter`, { item: "103-900", applicantName: "路女士", phone: "0566-1234567", subject: "占用人行道", materials });
  expect(await play.code(town.ask("window-1", "POST", `${C}/counter`, { item: "103-900", applicantName: "路女士", subject: "占用人行道", materials: ["form", "form"] }))).toBe("material-twice");
  const code = (await at(["form"]))["code"] as string;
  await play.act("window-1", code, "corrections", { points: [{ material: "plan", what: "没有", standard: "一份" }] });
  expect((await play.act("window-1", code, "materials", { materials: ["plan"] })).json).toMatchObject({ state: "resubmitted" });
  await play.act("window-1", code, "acceptance", {});
  await play.act("chief-2", code, "decision", play.decision());
  expect(await play.show(code)).toMatchObject({ trips: 2, tripsKept: true });
  expect((await play.act("window-1", code, "delivery", { how: "window", receivedBy: "路女士" })).json).toMatchObject({ state: "delivered" });
  expect(await play.show(code)).toMatchObject({ trips: 3, tripsKept: false, state: "delivered" });
  expect((await play.act("window-1", code, "archive")).json).toMatchObject({ state: "archived" });
});

test("a case goes on by the version it was accepted under; one that is not accepted takes the version in force, and none of an item that is gone", async () => {
  await play.item("103-904", { from: "2026-10-30", zh: "要改的事项" });
  const [accepted, waiting] = [await play.accepted("103-904"), await play.filed("103-904")];
  await play.item("103-904", { from: "2026-10-31", promisedLimitWD: 3, zh: "改过的事项", materials: MATERIALS });
  await town.advance("2026-11-02T09:00:00+08:00");
  await play.act("window-2", waiting, "acceptance", {});
  expect([await play.track(accepted), await play.track(waiting)]).toMatchObject([{ version: 1, dueOn: "2026-11-10" }, { version: 2, dueOn: "2026-11-05" }]);
  const open = await play.filed("103-904");
  await town.world.db.updateTable("items").set({ state: "abolished", last_on: "2026-11-02" }).where("code", "=", "103-904").execute();
  await town.advance("2026-11-03T09:00:00+08:00");
  expect((await play.act("window-2", open, "acceptance", {})).json).toMatchObject({ code: "item-closed", facts: { item: "103-904" } });
  expect((await play.act("window-2", open, "rejection", { reason: "该事项已依法取消。", remedy: "可以申请行政复议。" })).json).toMatchObject({ state: "not-accepted" });
  expect((await play.act("deputy-2", accepted, "decision", play.decision())).json).toMatchObject({ state: "granted" });
  expect(await play.code(town.ask("citizen-1", "PUT", `${C}/drafts/103-904`, { step: 1 }))).toBe("item-closed");
});

test("a material replaced after acceptance stays beside the one before, and the step says so", async () => {
  const code = await play.accepted("103-900");
  expect((await play.put("citizen-1", `${code}/materials/plan/new-plan.pdf`, "another plan")).status).toBe(201);
  const shown = await play.show(code);
  expect(shown.materials.filter(({ material }) => material === "plan").map(({ serial }) => serial)).toEqual([1, 2]);
  expect(shown.steps.at(-1)).toMatchObject({ step: "replace" });
  expect(shown.state).toBe("under-review");
  expect(await play.code(play.act("window-2", code, "withdrawal")), "only the applicant").toBe("case-applicant");
  expect((await play.act("citizen-1", code, "withdrawal")).json).toMatchObject({ state: "withdrawn" });
});

test("what is filed in advance has no clock until it is received", async () => {
  await play.draft("103-900");
  const code = (await town.done("citizen-1", "POST", C, { item: "103-900", advance: true }))["code"] as string;
  expect(await play.track(code)).toMatchObject({ state: "pre-filed", tellBy: null, receivedAt: null });
  expect(await play.code(play.act("window-2", code, "acceptance", {}))).toBe("case-state");
  expect((await play.act("window-2", code, "receipt")).json).toMatchObject({ state: "submitted" });
  expect((await play.track(code)).tellBy).toBe("2026-11-11T00:00:00+08:00");
});

test("a due day in a year without its notice is provisional, and counted anew when the notice comes", async () => {
  await town.advance("2026-12-21T09:00:00+08:00");
  await play.item("103-905", { from: "2026-12-21", promisedLimitWD: 5 });
  const red = await play.accepted("103-905");
  await town.advance("2026-12-29T09:00:00+08:00");
  const decided = await play.accepted("103-905");
  expect((await play.act("deputy-2", decided, "decision", play.decision())).json).toMatchObject({ state: "granted" });
  const answerBy = async () => ((await town.done("supervisor-1", "GET", `${C}/lights`)) as { supervisions: { code: string; dueAt: string }[] }).supervisions.find((each) => each.code === red)?.dueAt;
  expect([(await play.track(decided)).deliverBy, await answerBy()], "weekends alone are known to be free").toEqual(["2027-01-12", "2027-01-02T00:00:00+08:00"]);
  await expect(town.world.db.updateTable("case_supervisions").set({ due_at: new Date("2027-03-01T00:00:00+08:00") }).where("code", "!=", red).where("due_at", "is not", null).execute(), "nobody moves a day that was counted over known ones").rejects.toThrow(/not moved/);
  const code = await play.accepted("103-905");
  expect(await play.track(code)).toMatchObject({ dueOn: "2027-01-05", provisional: true });
  expect(await keepCalendar(town.world), "nothing more is known").toBe(0);
  const withNotice = (date: Parameters<typeof dayKind>[0]) => (date === "2027-01-01" ? { class: "STATUTORY", zh: "元旦（法定节假日）", en: "New Year’s Day", known: true } as const : { ...dayKind(date), known: true });
  const next = { dayKind: withNotice, until: day("2027-12-31"), notice: "国务院办公厅关于2027年部分节假日安排的通知" };
  const told = async () => ((await town.done("citizen-1", "GET", "/api/v1/messages")) as { messages: { kind: string }[] }).messages.filter(({ kind }) => kind === "case-changed").length;
  const before = await told();
  expect(await keepCalendar(town.world, next), "a due day, a delivery, an answer").toBe(3);
  expect([(await play.track(decided)).deliverBy, await answerBy()]).toEqual(["2027-01-13", "2027-01-05T00:00:00+08:00"]);
  expect(await play.track(code)).toMatchObject({ state: "accepted", dueOn: "2027-01-06", provisional: false });
  expect((await play.track(code)).steps.at(-1)).toMatchObject({ step: "recount" });
  expect(await told(), "its applicant is told").toBe(before + 2);
  expect(await keepCalendar(town.world, next), "once").toBe(0);
  const entries = [...(await town.world.db.selectFrom("outbox").select("entry").execute()), ...(await town.world.db.selectFrom("leaves").select("entry").execute())];
  expect(entries.filter(({ entry }) => Buffer.from(entry).toString().includes("calendar.loaded"))).toHaveLength(1);
});

test("a case that nobody can go on with keeps no other waiting: silence accepts the next, and what failed is told", async () => {
  const waits = await play.filed("103-900", ["form"]);
  const row = await town.database.db.selectFrom("cases").selectAll().where("code", "=", waits).executeTakeFirstOrThrow();
  await town.database.db.insertInto("cases").values({ ...row, code: "20261020-BROKENCASE", item_version: 99, silence_at: new Date(row.made_at.getTime() + 1) }).execute();
  const later = { ...town.world, clock: () => row.silence_at?.getTime() as ReturnType<typeof town.world.clock> };
  await expect(keepCases(later, [])).rejects.toThrow("no version 99 of 103-900");
  expect((await play.track(waits)).state).toBe("deemed-accepted");
  await town.database.as("owner").deleteFrom("cases").where("code", "=", "20261020-BROKENCASE").execute();
});
