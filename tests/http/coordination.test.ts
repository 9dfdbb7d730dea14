import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// Meetings of the concierge service, what they decided, notices told in one go, supervision and appraisal.
let town: TestTown;
let project: string;
let broker: string;
const MEETINGS = "/api/v1/coordination-meetings";
const call = (over: Record<string, unknown> = {}) => ({ kind: "answers", project, level: 2, title: "晨光精密铸造投产前手续现场答疑", place: "中心三楼会议室", meetsAt: "2026-10-12T15:00:00+08:00", units: ["103", "104"], intermediaries: [broker], ...over });
const post = (actor: string, path: string, body: unknown) => town.ask(actor, "POST", path, body);
const kinds = async (actor: string): Promise<string[]> => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind);

beforeAll(async () => {
  town = await testTown("2026-10-08T09:00:00+08:00");
  broker = String((await town.done("sub-centre-1", "POST", "/api/v1/intermediaries", { uscc: "91341702MA0000031Y", name: "晓明工程咨询有限公司", services: "消防技术服务", contact: "周晓", phone: "0566-5550177" }))["intermediary"]);
  project = String((await town.done("bidder-1", "POST", "/api/v1/investments", { title: "晨光精密铸造一期", area: "高新区", business: "年产两万吨铸件", contact: "曲投资", phone: "0566-5550188", concierge: "BB-001" }))["project"]);
});
afterAll(async () => { await town.stop(); });

test("an intermediary is registered once by a credit code that checks, and one that is invited no more is not invited", async () => {
  const body = { uscc: "91341702MA0000031Y", name: "晓明", services: "咨询", contact: "周", phone: "0566-5550177" };
  expect((await post("sub-centre-1", "/api/v1/intermediaries", body)).json["code"]).toBe("intermediary-known");
  expect((await post("sub-centre-1", "/api/v1/intermediaries", { ...body, uscc: "91341702MA0000031X" })).json["code"]).toBe("uscc-check");
  expect((await town.ask("staff-1", "PUT", `/api/v1/intermediaries/${broker}`, { active: false })).status).toBe(200);
  expect((await post("sub-centre-1", MEETINGS, call())).json["code"]).toBe("not-found");
  expect((await town.ask("staff-1", "PUT", `/api/v1/intermediaries/${broker}`, { active: true })).status).toBe(200);
  expect((await town.done(null, "GET", "/api/v1/intermediaries"))["intermediaries"]).toEqual([{ intermediary: broker, uscc: "91341702MA0000031Y", name: "晓明工程咨询有限公司", services: "消防技术服务", active: true }]);
});

test("a meeting is called, held, its minutes written once with decisions that have owners and days, and a notice tells all permits in one go", async () => {
  expect((await post("sub-centre-1", MEETINGS, call({ meetsAt: "2026-10-08T09:00:00+08:00" }))).json["code"]).toBe("meeting-past");
  expect((await post("sub-centre-1", MEETINGS, call({ units: ["999"] }))).json["code"]).toBe("unit-not-in-force");
  const { meeting } = (await town.done("sub-centre-1", "POST", MEETINGS, call())) as { meeting: string };
  for (const actor of ["bidder-1", "concierge-1", "window-2"]) expect(await kinds(actor), actor).toContain("concierge-meeting");
  expect(await kinds("window-3"), "its unit was not invited").not.toContain("concierge-meeting");
  for (const [actor, status] of [["bidder-1", 200], ["window-2", 200], ["concierge-1", 200], ["supervisor-1", 200], ["bidder-2", 404], ["window-3", 404], ["concierge-2", 404]] as const) expect((await town.ask(actor, "GET", `${MEETINGS}/${meeting}`)).status, actor).toBe(status);
  const minutes = { minutes: "各单位逐项答复", came: ["unit/103", `intermediary/${broker}`], decisions: [{ text: "五日内完成施工许可预审", unit: "103", owner: "柯代正", dueOn: "2026-10-16" }] };
  expect((await post("sub-centre-1", `${MEETINGS}/${meeting}/minutes`, minutes)).json["code"]).toBe("meeting-to-come");
  expect((await post("sub-centre-1", `${MEETINGS}/${meeting}/told-once`, { items: ["103-001"] })).json["code"]).toBe("meeting-not-recorded");
  await town.advance("2026-10-12T17:00:00+08:00");
  expect((await post("sub-centre-1", `${MEETINGS}/${meeting}/minutes`, { ...minutes, came: ["unit/105"] })).json["code"]).toBe("meeting-guest");
  const both = await Promise.all([post("sub-centre-1", `${MEETINGS}/${meeting}/minutes`, minutes), post("staff-1", `${MEETINGS}/${meeting}/minutes`, minutes)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await post("sub-centre-1", `${MEETINGS}/${meeting}/told-once`, { items: ["105-001"] })).json, "its unit was not there").toMatchObject({ code: "meeting-guest", facts: { guest: "unit/105" } });
  expect((await post("sub-centre-1", `${MEETINGS}/${meeting}/told-once`, { items: ["103-999"] })).json["code"]).toBe("told-once-item");
  expect((await post("sub-centre-1", `${MEETINGS}/${meeting}/told-once`, { items: ["103-001", "104-001"] })).json).toEqual({ paper: `GZ-${meeting}` });
  expect((await post("sub-centre-1", `${MEETINGS}/${meeting}/told-once`, { items: ["103-001"] })).json["code"]).toBe("told-once-already");
  const record = (await town.done("bidder-1", "GET", `${MEETINGS}/${meeting}/told-once.json`)) as { title: string; terms: { items: { item: string }[] }; sections: unknown[] };
  expect([record.title, record.terms.items.map(({ item }) => item)]).toEqual(["晨光精密铸造投产前手续现场答疑一次性告知单", ["103-001", "104-001"]]);
  for (const words of ["申请材料", "办理程序", "收费标准", "晓明工程咨询有限公司"]) expect(JSON.stringify(record.sections)).toContain(words);
  expect((await town.ask("bidder-2", "GET", `${MEETINGS}/${meeting}/told-once.pdf`)).status).toBe(404);
  expect((await town.ask(null, "GET", `/api/v1/told-once/GZ-${meeting}/paper.json`)).status, "a meeting’s notice is nobody else’s").toBe(404);
  expect((await post("staff-1", `${MEETINGS}/${meeting}/decisions/2/completion`, { text: "已办" })).json["code"]).toBe("not-found");
  expect((await post("staff-1", `${MEETINGS}/${meeting}/decisions/1/completion`, { text: "已完成预审" })).status).toBe(201);
  expect((await post("staff-1", `${MEETINGS}/${meeting}/decisions/1/completion`, { text: "再办" })).json["code"]).toBe("decision-done");
  const { log } = (await town.done("bidder-1", "GET", `/api/v1/investments/${project}`)) as { log: { kind: string }[] };
  expect(log.map(({ kind }) => kind)).toEqual(["registered", "chosen", "meeting", "told-once"]);
});

test("a window’s notice has every item of its unit, is anybody’s, and its hashes stand in the log; the next one leaves it as it is", async () => {
  expect((await post("window-2", "/api/v1/told-once", { unit: "101" })).json["code"]).toBe("told-once-nothing");
  const [first, second] = [await town.done("window-2", "POST", "/api/v1/told-once", { unit: "103" }), await town.done("window-2", "POST", "/api/v1/told-once", { unit: "103" })];
  expect([first, second]).toEqual([{ paper: "GZ-103-1" }, { paper: "GZ-103-2" }]);
  const pdf = await town.app.request("/api/v1/told-once/GZ-103-1/paper.pdf");
  expect([pdf.status, pdf.headers.get("content-type"), new TextDecoder("latin1").decode((await pdf.arrayBuffer()).slice(0, 5))]).toEqual([200, "application/pdf", "%PDF-"]);
  const items = (await town.done(null, "GET", "/api/v1/items"))["items"] as { code: string; unit: string }[];
  const { terms } = (await town.done(null, "GET", "/api/v1/told-once/GZ-103-1/paper.json")) as { terms: { items: { item: string }[] } };
  expect(terms.items.map(({ item }) => item)).toEqual(items.filter(({ code }) => code.startsWith("103-")).map(({ code }) => code));
  const { papers } = (await town.done(null, "GET", "/api/v1/told-once")) as { papers: { paper: string; pdfSha256: string }[] };
  const kept = await town.database.db.selectFrom("outbox").select("entry").execute();
  const logged = kept.flatMap(({ entry }) => { const text = Buffer.from(entry).toString("utf8"); return text.includes("\"told-once\"") ? [text] : []; });
  for (const { pdfSha256 } of papers) expect(logged.some((each) => each.includes(pdfSha256))).toBe(true);
});

test("a request is looked into only where it is overdue or its investor is not content; the appraisal counts it and holds whoever is deficient to account", async () => {
  const requests = `/api/v1/investments/${project}/requests`;
  expect((await post("bidder-1", requests, { title: "用工", text: "请协助招工" })).status).toBe(201);
  expect((await post("sub-centre-1", `${requests}/1/dispatch`, { text: "派单" })).status).toBe(201);
  expect((await post("sub-centre-1", `${requests}/1/supervision`, { text: "请抓紧" })).json["code"]).toBe("supervise-nothing");
  await town.advance("2026-10-21T09:00:00+08:00");
  expect((await post("sub-centre-1", `${requests}/1/supervision`, { text: "已逾期，请说明" })).status).toBe(201);
  expect(await kinds("concierge-1")).toContain("concierge-supervised");
  for (const [ending, text] of [["start", "接办"], ["solution", "已招满"]] as const) expect((await post("concierge-1", `${requests}/1/${ending}`, { text })).status).toBe(201);
  expect((await post("bidder-1", `${requests}/1/rating`, { rating: "dissatisfied", text: "太慢" })).status).toBe(201);
  expect((await post("sub-centre-1", `${requests}/1/supervision`, { text: "投资者不满意，请说明" })).status).toBe(201);
  const appraise = (over: Record<string, unknown> = {}) => post("sub-centre-1", "/api/v1/concierges/BB-001/appraisals", { from: "2026-10-01", until: "2026-10-31", words: "逾期两次", measure: null, ...over });
  expect((await appraise()).json["code"]).toBe("appraisal-period");
  await town.advance("2026-11-02T09:00:00+08:00");
  expect((await appraise()).json["code"]).toBe("appraisal-without-measure");
  expect((await appraise({ measure: "talk" })).json).toMatchObject({ grade: "deficient", figures: { projects: 1, solved: 1, timed: 2, inTime: 0, rated: 1, satisfied: 0, supervised: 2 } });
  expect((await appraise({ measure: "talk" })).json["code"]).toBe("appraisal-overlaps");
  expect(((await town.done("concierge-1", "GET", "/api/v1/concierge-appraisals"))["appraisals"] as unknown[]).length).toBe(1);
  expect(((await town.done("concierge-2", "GET", "/api/v1/concierge-appraisals"))["appraisals"] as unknown[]).length, "another’s is not his").toBe(0);
  expect((await town.askOnce("sub-centre-1", "POST", "/api/v1/concierges/BB-002/appraisals", { from: "2026-10-01", until: "2026-10-31", words: "好", measure: null })).json["code"], "it is signed").toBe("step-up-needed");
});

test("the centre calls a meeting, writes its minutes and seals its notice by pages; guests and investors read them", async () => {
  const [centre, investor] = [await signedIn(town, "sub-centre-1"), await signedIn(town, "bidder-1")];
  const form = formOf((await centre.get("/concierge/meetings")).text, "coordination-call");
  const given = { kind: "answers", project, level: "2", title: "二期用地现场答疑", place: "企业会议室", meetsAt: "2026-11-03T10:00", units: ["106"], intermediaries: [] };
  expect((await centre.post(form.action, { ...form.fields, ...given, units: [] })).status).toBe(422);
  const made = await centre.post(form.action, { ...form.fields, ...given });
  expect(made.status, made.text.slice(0, 500)).toBe(303);
  const at = made.headers.get("location") ?? "";
  expect((await investor.get(at)).text).toContain("二期用地现场答疑");
  await town.advance("2026-11-03T12:00:00+08:00");
  const minutes = formOf((await centre.get(at)).text, "meeting-minutes");
  const written = await centre.post(minutes.action, { ...minutes.fields, "minutes": "用地手续逐项答复", "came": ["unit/106"], "decisions.0.text": "一周内出具意见", "decisions.0.unit": "106", "decisions.0.owner": "岳图南", "decisions.0.dueOn": "2026-11-10" });
  expect(written.status, written.text.slice(0, 900)).toBe(303);
  const told = formOf((await centre.get(at)).text, "meeting-told");
  expect((await centre.post(told.action, { ...told.fields, items: ["106-001"] })).status).toBe(303);
  const seen = (await investor.get(at)).text;
  for (const words of ["用地手续逐项答复", "一周内出具意见", "岳图南", "一次性告知单", "到会"]) expect(seen).toContain(words);
  expect((await investor.get("/concierge/meetings")).text).toContain("二期用地现场答疑");
  expect((await investor.get("/concierge/appraisals")).status).toBe(403);
  expect((await centre.get("/concierge/appraisals")).text).toContain("约谈");
  const pool = (await (await signedIn(town, "citizen-1")).get("/concierge")).text;
  expect(pool).toContain("/api/v1/told-once/GZ-103-2/paper.pdf");
  expect(pool, "the newest of each unit").not.toContain("GZ-103-1/");
});
