import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

const NAME = "赵小民";
const CONTACT = "13900000000";
const about = { kind: "conduct", subject: "窗口超时办理", content: `${NAME}于8月20日到住建窗口申报，超过承诺期限仍未办结。\n工作人员柳窗明称“再等等”。`, wanted: "请依法办理并说明原因", unit: "103", person: "柳窗明", reference: null, name: NAME, contact: CONTACT };
type Filed = { readonly complaint: string; readonly code: string };
const file = async (over: Record<string, unknown> = {}): Promise<Filed> => (await town.done(null, "POST", "/api/v1/complaints", { ...about, ...over })) as Filed;
const track = (code: string) => town.done(null, "POST", "/api/v1/complaints/lookups", { code });
const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];
const seen = (actor: string, complaint: string) => town.done(actor, "GET", `/api/v1/complaints/${complaint}`);
/** An officer acts on a complaint as it stands. */
async function act(actor: string, complaint: string, what: string, body: Record<string, unknown> = {}) {
  const { version = 1 } = (await town.ask(actor, "GET", `/api/v1/complaints/${complaint}`)).json as { version?: number };
  return town.ask(actor, "POST", `/api/v1/complaints/${complaint}/${what}`, { ...body, version });
}
const did = async (...given: Parameters<typeof act>): Promise<Record<string, unknown>> => {
  const { status, json } = await act(...given);
  expect(status, `${given[2]} ${JSON.stringify(json)}`).toBe(201);
  return json;
};
/** What stands on a paper, without its spaces. */
const pdfText = async (answer: Response): Promise<string> => { expect(answer.headers.get("content-type")).toBe("application/pdf"); return execFileSync("pdftotext", ["-layout", "-", "-"], { input: Buffer.from(await answer.arrayBuffer()) }).toString().replaceAll(/\s/g, ""); };
const FINDING = { outcome: "upheld", facts: `${NAME}反映属实：该件超过承诺期限2个工作日。`, basis: "本市政务服务承诺制度", decision: `责令窗口当日办结，向${NAME}（${CONTACT}）致歉。` };
/** Two officers take it to its decision. */
async function decided(complaint: string, [one, other] = ["complaint-1", "complaint-2"], finding: Record<string, unknown> = FINDING): Promise<void> {
  await did(one, complaint, "handlers");
  await did(other, complaint, "handlers");
  await did(one, complaint, "proposal", finding);
  const { proposal } = (await seen(other, complaint)) as { proposal: { sha256: string } };
  await did(other, complaint, "decision", { sha256: proposal.sha256 });
}

describe("a citizen complains in three steps, without an account", () => {
  let filed: Filed;
  test("he chooses, writes, and is given a number and a code; by the code he sees the clock, by no other", async () => {
    const page = await (await town.app.request("/complaints/new")).text();
    expect(page).toContain("第 1 步（共 3 步）");
    const form = new URLSearchParams({ kind: "conduct", subject: about.subject, content: about.content, wanted: about.wanted, unit: "103", person: "柳窗明", reference: "", name: NAME, contact: CONTACT });
    const sent = await (await town.app.request("/complaints/new", { method: "POST", body: form.toString(), headers: { "content-type": "application/x-www-form-urlencoded" } })).text();
    filed = { complaint: /C2026\d{6}/.exec(sent)?.[0] ?? "", code: /id="code">([^<]+)</.exec(sent)?.[1] ?? "" };
    expect(await track(filed.code)).toMatchObject({ complaint: filed.complaint, state: "REGISTERED", filedAt: expect.stringMatching(/^2026-09-01T09:00:0/) as string, clocks: [{ clock: "accept", rule: "SV-80", until: "2026-09-02", light: "yellow" }] });
    expect(codeOf(await town.ask(null, "POST", "/api/v1/complaints/lookups", { code: `${filed.code.slice(0, -1)}x` }))).toBe("complaint-code-unknown");
    const shown = await (await town.app.request("/complaints/track", { method: "POST", body: new URLSearchParams({ code: filed.code }).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } })).text();
    expect(shown).toMatch(/2026-09-02[^]*SV-80/);
  });

  test("whoever is signed in is not read: the exchange does not learn who complains; the page sends it as nobody", async () => {
    expect(codeOf(await town.ask("citizen-1", "POST", "/api/v1/complaints", about))).toBe("complaint-signed-in");
    const citizen = await signedIn(town, "citizen-1");
    expect((await citizen.post("/complaints/new", { kind: "conduct", subject: about.subject, content: "匿名反映", wanted: "", unit: "", person: "", reference: "", name: "", contact: "" })).text).toContain("查询码只显示这一次");
    const acts = JSON.stringify(await town.done("supervisor-1", "GET", "/api/v1/audit"));
    expect(acts).not.toContain("/api/v1/complaints");
    expect(acts).not.toContain("citizen-1");
  });

  test("who complains is shown to the two handlers alone, for a reason, and each time is kept", async () => {
    const { complaint } = filed;
    for (const actor of ["complaint-1", "complaint-2"]) expect(JSON.stringify(await seen(actor, complaint)).replaceAll(about.content.split("\n")[0] ?? "", "")).not.toContain(CONTACT);
    for (const actor of ["window-1", "admin-1", "conduct-1", "tenderer-1", "fee-1"]) expect((await town.ask(actor, "GET", `/api/v1/complaints/${complaint}`)).status, actor).toBe(403);
    expect((await town.ask("supervisor-1", "GET", `/api/v1/complaints/${complaint}`)).status, "another desk's").toBe(404);
    await did("complaint-1", complaint, "classification", { kind: "conduct", aboutActor: "window-1" });
    await did("complaint-1", complaint, "acceptance");
    expect(codeOf(await town.ask("complaint-1", "POST", `/api/v1/complaints/${complaint}/identity`, { reason: "联系投诉人" }))).toBe("complaint-not-handler");
    await did("complaint-1", complaint, "handlers");
    expect(await town.done("complaint-1", "POST", `/api/v1/complaints/${complaint}/identity`, { reason: "联系投诉人核实" })).toEqual({ name: NAME, contact: CONTACT, uscc: null });
    const kept = await town.world.db.selectFrom("complaint_disclosures").selectAll().execute();
    expect(kept).toMatchObject([{ complaint_no: complaint, shown_to: "complaint-1", reason: "联系投诉人核实" }]);
    await expect(town.world.db.deleteFrom("complaint_disclosures").execute()).rejects.toThrow();
    const [row] = await town.world.db.selectFrom("complaint_identities").selectAll().where("complaint_no", "=", complaint).execute();
    expect(Buffer.from(row?.sealed ?? []).toString("utf8")).not.toContain(NAME);
  });

  test("one officer decides nothing; two do, one drafting and the other approving what he saw", async () => {
    const { complaint } = filed;
    expect(codeOf(await act("complaint-1", complaint, "proposal", FINDING))).toBe("complaint-handlers");
    expect(await did("complaint-2", complaint, "handlers")).toMatchObject({ state: "INVESTIGATING" });
    await did("complaint-1", complaint, "proposal", FINDING);
    const { proposal } = (await seen("complaint-2", complaint)) as { proposal: { sha256: string } };
    expect(codeOf(await act("complaint-1", complaint, "decision", { sha256: proposal.sha256 }))).toBe("complaint-other-hand");
    expect(codeOf(await act("complaint-3", complaint, "decision", { sha256: proposal.sha256 }))).toBe("complaint-not-handler");
    await did("complaint-1", complaint, "proposal", { ...FINDING, decision: "改为书面致歉。" });
    expect(codeOf(await act("complaint-2", complaint, "decision", { sha256: proposal.sha256 }))).toBe("complaint-proposal-changed");
    await did("complaint-1", complaint, "proposal", FINDING);
    const again = ((await seen("complaint-2", complaint)) as { proposal: { sha256: string } }).proposal.sha256;
    expect(await did("complaint-2", complaint, "decision", { sha256: again })).toMatchObject({ state: "DECIDED" });
  });

  test("the decision reaches him by the code, sealed; it is published only then, and without him", async () => {
    const { complaint, code } = filed;
    expect((await town.ask(null, "GET", `/api/v1/complaints/decisions/${complaint}/paper.pdf`)).status).toBe(404);
    const paper = await town.app.request("/complaints/track/paper", { method: "POST", body: new URLSearchParams({ code, type: "complaint-decision" }).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } });
    const full = await pdfText(paper);
    for (const part of ["投诉处理决定书", NAME, "查明的事实", "依据", "处理决定", "救济途径", "无/不适用", "投诉成立"]) expect(full, part).toContain(part);
    expect(await track(code)).toMatchObject({ state: "SERVED", outcome: { outcome: "upheld" } });
    const published = await town.app.request(`/api/v1/complaints/decisions/${complaint}/paper.pdf`);
    const text = await pdfText(published);
    expect(text).toContain("公开版");
    for (const hidden of [NAME, CONTACT, "柳窗明"]) expect(text, hidden).not.toContain(hidden);
    const record = await (await town.app.request(`/api/v1/complaints/decisions/${complaint}/paper.json`)).text();
    for (const hidden of [NAME, CONTACT, "柳窗明"]) expect(record, hidden).not.toContain(hidden);
    const list = await (await town.app.request("/complaints/decisions")).text();
    expect(list).toContain(complaint);
    for (const hidden of [NAME, "柳窗明", about.subject]) expect(list, hidden).not.toContain(hidden);
    expect((await (await town.app.request("/api/v1/complaints/decisions/statement.csv")).text())).toContain(complaint);
    await town.world.journal.flush();
    const logged = (await town.world.journal.leavesAfter(-1, 2_000)).map(({ entry }) => Buffer.from(entry).toString()).filter((entry) => entry.includes('"complaint.'));
    expect(logged.map((entry) => (JSON.parse(entry) as { type: string }).type)).toEqual(expect.arrayContaining(["complaint.filed", "complaint.paper"]));
    expect(logged.join("")).not.toContain(NAME);
    expect(await did("complaint-2", complaint, "closing")).toMatchObject({ state: "CLOSED" });
  });
});

test("a complaint about an officer of the desk is not there for him: he neither reads nor handles it", async () => {
  const { complaint } = await file({ subject: "受理员推诿", content: "受理员解民忧推诿不办。", person: "解民忧", unit: "102" });
  expect((await town.ask("complaint-2", "GET", `/api/v1/complaints/${complaint}`)).status).toBe(404);
  expect(JSON.stringify(await town.done("complaint-2", "GET", "/api/v1/complaints"))).not.toContain(complaint);
  expect((await act("complaint-2", complaint, "handlers")).status).toBe(404);
  await did("complaint-1", complaint, "classification", { kind: "conduct", aboutActor: "complaint-3" });
  expect((await town.ask("complaint-3", "GET", `/api/v1/complaints/${complaint}`)).status, "nor for whom the desk found it to be about").toBe(404);
  expect(codeOf(await act("complaint-1", complaint, "classification", { kind: "conduct", aboutActor: "complaint-1" }))).toBe("complaint-about-handler");
});

test("anonymous where it is lawful and nowhere else; a discipline report is told whose it is and keeps its day", async () => {
  const nobody = { name: null, contact: null };
  for (const [kind, status] of [["conduct", 201], ["discipline", 201], ["suggestion", 201], ["petition", 422], ["small-firm-payment", 422], ["land-property", 422]] as const) expect((await town.ask(null, "POST", "/api/v1/complaints", { ...about, ...nobody, kind })).status, kind).toBe(status);
  const { complaint, code } = await file({ kind: "discipline", ...nobody, content: "收受礼品" });
  await did("complaint-1", complaint, "classification", { kind: "discipline" });
  expect((await act("complaint-1", complaint, "acceptance")).json).toMatchObject({ code: "complaint-outside" });
  await did("complaint-1", complaint, "transfer", { said: "请向纪检监察机关提出" });
  const seenBy = await track(code);
  expect(seenBy).toMatchObject({ state: "TRANSFERRED", filedAt: expect.stringMatching(/^2026-09-01T09:00:0/) as string });
  expect(JSON.stringify(seenBy["steps"])).toContain("12388");
});

test("what belongs to the other desk goes there: its clocks run from then, the day of filing stays", async () => {
  const { complaint, code } = await file({ subject: "招标有问题", content: "某项目评标不公", unit: null, person: null });
  await town.advance("2026-09-03T10:00:00+08:00");
  await did("complaint-1", complaint, "classification", { kind: "tender" });
  expect((await act("complaint-1", complaint, "acceptance")).json).toMatchObject({ code: "complaint-other-desk", facts: { whose: "行政监督部门" } });
  await did("complaint-1", complaint, "transfer", { said: "属于行政监督部门职责，已转送" });
  expect((await town.ask("complaint-1", "GET", `/api/v1/complaints/${complaint}`)).status, "no longer this desk's").toBe(404);
  expect(await track(code)).toMatchObject({ filedAt: expect.stringMatching(/^2026-09-01T09:00:0/) as string, receivedAt: "2026-09-03T10:00:00+08:00", clocks: [{ rule: "EC-39", until: "2026-09-08" }] });
  await did("supervisor-2", complaint, "refusal", { why: "not-concerned", said: "您不是投标人，与该项目没有利害关系" });
  expect(await track(code)).toMatchObject({ state: "REFUSED" });
});

test("handlers are reminded when a light turns yellow and once it is red; lights stay in its record", async () => {
  const { complaint, code } = await file({ kind: "small-firm-payment", subject: "拖欠货款", content: "逾期未付货款", person: null });
  await did("complaint-1", complaint, "classification", { kind: "small-firm-payment" });
  await did("complaint-1", complaint, "acceptance");
  await did("complaint-1", complaint, "handlers");
  await did("complaint-3", complaint, "handlers");
  await did("complaint-3", complaint, "extension", { why: "涉及多份合同，情况复杂" });
  expect(codeOf(await act("complaint-3", complaint, "extension", { why: "再延长" }))).toBe("complaint-not-complex");
  const clocks = (await track(code))["clocks"] as { clock: string; until: string; rule: string }[];
  expect(clocks.find(({ clock }) => clock === "decide")).toMatchObject({ rule: "SV-83", until: "2026-12-02" });
  await town.advance("2026-12-03T09:00:00+08:00");
  const { steps } = (await seen("complaint-1", complaint)) as { steps: { step: string; note: string | null }[] };
  expect(steps.filter(({ step }) => step === "light").map(({ note }) => note)).toEqual([expect.stringContaining("即将到期"), expect.stringContaining("已逾期")]);
  const { messages } = (await town.done("complaint-3", "GET", "/api/v1/messages")) as { messages: { kind: string }[] };
  expect(messages.filter(({ kind }) => kind === "due-complaint").length).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(messages)).not.toContain("拖欠货款");
});

test("whoever holds the code takes it back, before the decision and not after", async () => {
  const one = await file();
  expect(await town.done(null, "POST", "/api/v1/complaints/withdrawals", { code: one.code, reason: "已经解决" })).toMatchObject({ state: "WITHDRAWN" });
  expect(codeOf(await town.ask(null, "POST", "/api/v1/complaints/withdrawals", { code: one.code, reason: "再次" }))).toBe("complaint-state");
  const other = await file();
  await did("complaint-1", other.complaint, "classification", { kind: "conduct" });
  await did("complaint-1", other.complaint, "acceptance");
  await decided(other.complaint);
  expect(codeOf(await town.ask(null, "POST", "/api/v1/complaints/withdrawals", { code: other.code, reason: "撤回" }))).toBe("complaint-state");
});

test("of twenty officers' acts on one version at one moment one is taken, and numbers are never given twice", async () => {
  const many = await Promise.all(Array.from({ length: 20 }, () => file({ kind: "suggestion", person: null, content: "建议增设夜间窗口" })));
  expect(new Set(many.map(({ complaint }) => complaint)).size).toBe(20);
  const { complaint } = many[0] ?? { complaint: "" };
  const { version } = (await seen("complaint-1", complaint)) as { version: number };
  const outcomes = await Promise.all(Array.from({ length: 20 }, (_, at) => town.ask(`complaint-${String((at % 3) + 1)}`, "POST", `/api/v1/complaints/${complaint}/classification`, { version, kind: "suggestion", aboutActor: null })));
  expect(outcomes.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(outcomes.filter(({ status }) => status === 412)).toHaveLength(19);
});

test("officers work on the page: each act is a form there, and who complains stands on it a quarter of an hour", async () => {
  const { complaint } = await file();
  const [one, other] = [await signedIn(town, "complaint-1"), await signedIn(town, "complaint-2")];
  const at = `/complaints/desk/${complaint}`;
  const press = async (who: typeof one, name: string, given: Record<string, string> = {}) => { const form = formOf((await who.get(at)).text, name); return who.post(form.action, { ...form.fields, ...given }); };
  expect((await one.get("/complaints/desk")).text).toContain(complaint);
  expect((await press(one, "complaint-classify", { kind: "conduct" })).status).toBe(303);
  expect((await press(one, "complaint-accept")).status).toBe(303);
  expect((await press(one, "complaint-join")).status).toBe(303);
  expect((await one.get(at)).text).not.toContain(CONTACT);
  expect((await press(one, "complaint-identity", { reason: "核实情况" })).status).toBe(303);
  expect((await one.get(at)).text).toContain(CONTACT);
  expect((await other.get(at)).text).not.toContain(CONTACT);
  expect((await press(other, "complaint-join")).status).toBe(303);
  expect((await press(one, "complaint-propose", FINDING)).status).toBe(303);
  expect((await one.get(at)).text).not.toContain("acts/complaint-approve");
  expect((await other.get(at)).text).toContain("acts/complaint-approve");
});

test("what was typed wrong stands on the form again, with its fault beside the field, in both languages", async () => {
  for (const [path, words] of [["/complaints/new", "须实名"], ["/en/complaints/new", "the law wants a name"]] as const) {
    const answer = await town.app.request(path, { method: "POST", body: new URLSearchParams({ kind: "petition", subject: "", content: "请求解决", wanted: "", unit: "", person: "", reference: "", name: "", contact: "" }).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } });
    const text = await answer.text();
    expect([answer.status, text.includes(words), text.includes("请求解决"), text.includes('id="faults"')], path).toEqual([422, true, true, true]);
  }
});
