import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, signedIn } from "../support/pages.js";
import { portrait } from "../../src/rehearsal/portraits.js";
import { testTown, type TestTown } from "../support/town.js";

// The concierge service: investors choose, the centre dispatches, and a file says all that was done.
let town: TestTown;
let own: string;
const PROJECT = { title: "晨光精密铸造一期", area: "高新技术产业开发区", business: "年产两万吨铸件，投资三亿元", contact: "曲投资", phone: "0566-5550188" };
const post = (actor: string, path: string, body: unknown) => town.ask(actor, "POST", `/api/v1/investments${path}`, body);
const kinds = async (actor: string): Promise<string[]> => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind);
const fileOf = async (project: string) => (await town.done("supervisor-1", "GET", `/api/v1/investments/${project}`)) as { requests: Record<string, unknown>[]; log: Record<string, unknown>[]; concierge: { name: string } | null; stage: string };

beforeAll(async () => {
  town = await testTown("2026-09-30T10:00:00+08:00");
  own = String((await town.done("bidder-1", "POST", "/api/v1/investments", PROJECT))["project"]);
});
afterAll(async () => { await town.stop(); });

test("anybody’s program reads the pool with names, areas, telephone and photograph, which is served as a picture and never run", async () => {
  const { concierges } = (await town.done(null, "GET", "/api/v1/concierges")) as { concierges: Record<string, unknown>[] };
  expect(concierges[0]).toEqual({ concierge: "BB-001", name: "祁助远", unit: "102", unitName: "晨光市政务服务中心", post: "帮办代办窗口负责人", phone: "0566-5550101", areas: ["工业制造", "高新技术产业开发区"], onDuty: true, photo: "http://chenguang.example/api/v1/concierges/BB-001/photo" });
  const answer = await town.app.request("/api/v1/concierges/BB-001/photo");
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-content-type-options")]).toEqual([200, "image/png", "nosniff"]);
  expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  expect((await answer.arrayBuffer()).byteLength).toBe(Number(answer.headers.get("content-length")));
  expect((await town.app.request("/api/v1/concierges/BB-001/photo", { headers: { "if-none-match": answer.headers.get("etag") ?? "" } })).status).toBe(304);
  expect((await town.app.request("/api/v1/concierges/BB-999/photo")).status).toBe(404);
});

test("no request is raised before the investor chose; the centre proposes and assigns nobody; nobody chooses for another", async () => {
  expect((await post("bidder-1", `/${own}/requests`, { title: "用电报装", text: "请协调用电报装" })).json["code"]).toBe("concierge-unchosen");
  expect((await post("sub-centre-1", `/${own}/proposals`, { concierge: "BB-001", reason: "熟悉工业项目" })).status).toBe(201);
  expect((await fileOf(own)).concierge, "a proposal alone").toBeNull();
  expect(await kinds("bidder-1")).toContain("concierge-proposed");
  expect((await post("sub-centre-1", `/${own}/choices`, { concierge: "BB-001", reason: "指定" })).json["code"]).toBe("not-yours");
  expect((await post("bidder-2", `/${own}/choices`, { concierge: "BB-001", reason: "代选" })).json["code"]).toBe("not-found");
  expect((await post("bidder-1", `/${own}/choices`, { concierge: "BB-002", reason: "熟悉工程建设" })).json).toEqual({ concierge: "BB-002" });
  expect(await kinds("concierge-2")).toContain("concierge-chosen");
  expect((await post("bidder-1", `/${own}/choices`, { concierge: "BB-002", reason: "再选" })).json["code"]).toBe("concierge-chosen-already");
  const forced = town.database.db.insertInto("service_log").values({ exchange_id: town.world.exchange.id, project: own, number: 99, kind: "chosen", text: "指定", request: null, concierge: "BB-001", level: null, due_on: null, made_by: "staff-1", made_as: "exchange-staff", made_at: new Date() }).execute();
  await expect(forced, "the database says it too").rejects.toThrow(/check constraint/);
});

test("one who is away or has left is not chosen, and an entry changed meanwhile is looked at again", async () => {
  const change = (version: number, presence: string) => town.ask("staff-1", "PUT", "/api/v1/concierges/BB-003", { name: "门常开", post: "人社窗口帮办代办员", phone: "0566-5550103", areas: ["商贸服务"], presence, version });
  const { version } = await town.database.db.selectFrom("concierges").select("version").where("concierge", "=", "BB-003").executeTakeFirstOrThrow();
  expect((await change(version, "away")).status).toBe(200);
  expect((await change(version, "active")).json).toMatchObject({ code: "concierge-changed", facts: { version: version + 1 } });
  expect((await post("bidder-1", `/${own}/choices`, { concierge: "BB-003", reason: "换人" })).json).toMatchObject({ code: "concierge-not-there", facts: { name: "门常开", presence: "暂离" } });
  expect((await town.ask("staff-1", "POST", "/api/v1/concierges", { actor: "citizen-1", name: "某", unit: "102", post: "窗口", phone: "0566-5550109", areas: ["工业"] })).json["code"]).toBe("concierge-office");
  expect((await town.ask("staff-1", "POST", "/api/v1/concierges", { actor: "concierge-1", name: "某", unit: "102", post: "窗口", phone: "0566-5550109", areas: ["工业"] })).json["code"]).toBe("concierge-in-pool");
});

test("a request goes from raised to rated: dispatched in a working day, taken up, escalated level by level, solved, rated; the file says whether each was in time", async () => {
  expect((await post("bidder-1", `/${own}/requests`, { title: "用电报装", text: "请协调用电报装" })).json).toEqual({ request: 1, dueOn: "2026-10-08" });
  expect(await kinds("sub-centre-1")).toContain("concierge-waits");
  expect((await post("concierge-2", `/${own}/requests/1/start`, { text: "接办" })).json["code"], "not dispatched yet").toBe("request-state");
  await town.advance("2026-10-09T09:00:00+08:00");
  const late = (await fileOf(own)).requests[0];
  expect([late?.["state"], late?.["light"]]).toEqual(["raised", "red"]);
  expect((await post("sub-centre-1", `/${own}/requests/1/dispatch`, { text: "派路同行办理" })).json).toMatchObject({ state: "dispatched", dueOn: "2026-10-15" });
  expect((await post("concierge-1", `/${own}/requests/1/start`, { text: "接办" })).json["code"], "another’s project").toBe("not-found");
  expect((await post("concierge-2", `/${own}/requests/1/start`, { text: "已联系企业" })).json).toMatchObject({ state: "in-progress", dueOn: "2026-10-15" });
  expect((await post("concierge-2", `/${own}/requests/1/escalations`, { text: "需供电单位现场勘查" })).json).toMatchObject({ state: "escalated", level: 1, dueOn: "2026-10-13" });
  expect((await post("concierge-2", `/${own}/requests/1/escalations`, { text: "提请中心协调会" })).json).toMatchObject({ level: 2 });
  expect((await post("concierge-2", `/${own}/requests/1/escalations`, { text: "提请市领导" })).json["code"]).toBe("request-step-of-others");
  expect((await post("bidder-1", `/${own}/requests/1/rating`, { rating: "satisfied" })).json["code"], "not solved yet").toBe("request-state");
  expect((await post("concierge-2", `/${own}/requests/1/solution`, { text: "协调会议定十月底送电" })).json).toMatchObject({ state: "solved", dueOn: null });
  expect((await post("bidder-2", `/${own}/requests/1/rating`, { rating: "satisfied" })).json["code"]).toBe("not-found");
  expect((await post("bidder-1", `/${own}/requests/1/rating`, { rating: "very-satisfied", text: "谢谢" })).json).toMatchObject({ state: "rated" });
  const { log } = await fileOf(own);
  expect(log.map(({ kind }) => kind)).toEqual(["registered", "proposed", "chosen", "raised", "dispatch", "start", "escalate", "escalate", "solve", "rate"]);
  expect(log.find(({ kind }) => kind === "dispatch"), "a day late").toMatchObject({ dueOn: "2026-10-08", at: "2026-10-09T09:00:00+08:00" });
  expect(await kinds("concierge-2")).toContain("concierge-dispatched");
  expect(await kinds("bidder-1")).toContain("concierge-progress");
});

test("fifty dispatch one request at once: one does, and the file has one line of it", async () => {
  const { request } = (await post("bidder-1", `/${own}/requests`, { title: "招工", text: "请协助招工" })).json as { request: number };
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => post(at % 2 === 0 ? "sub-centre-1" : "staff-1", `/${own}/requests/${String(request)}/dispatch`, { text: "派单" })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 201).map(({ json }) => json["code"]))).toEqual(new Set(["request-state"]));
  expect((await fileOf(own)).log.filter((line) => line["kind"] === "dispatch" && line["request"] === request)).toHaveLength(1);
});

test("twenty investors register at once: each project has a number of its own", async () => {
  const made = await Promise.all(Array.from({ length: 20 }, (_, at) => town.done(at % 2 === 0 ? "bidder-3" : "citizen-1", "POST", "/api/v1/investments", { ...PROJECT, title: `项目${String(at)}` })));
  expect(new Set(made.map(({ project }) => project)).size).toBe(20);
});

test("another concierge goes on with what is open; whoever was chosen before sees nothing of it any more", async () => {
  expect((await post("bidder-1", `/${own}/choices`, { concierge: "BB-001", reason: "项目转入设备安装" })).status).toBe(201);
  expect((await post("concierge-2", `/${own}/requests/2/start`, { text: "接办" })).json["code"]).toBe("not-found");
  expect((await town.ask("concierge-2", "GET", `/api/v1/investments/${own}`)).status).toBe(404);
  expect((await post("concierge-1", `/${own}/requests/2/start`, { text: "接办" })).json).toMatchObject({ state: "in-progress" });
  expect((await post("concierge-1", `/${own}/stages`, { stage: "production", text: "投产" })).json["code"]).toBe("stage-passed-over");
  expect((await post("concierge-1", `/${own}/stages`, { stage: "construction", text: "一期开工" })).json).toEqual({ stage: "construction" });
  expect((await post("concierge-1", `/${own}/notes`, { text: "现场走访，了解施工用水", request: 9 })).json["code"]).toBe("not-found");
  expect((await post("concierge-1", `/${own}/notes`, { text: "现场走访，了解施工用水" })).status).toBe(201);
});

test("projects served are counted once each, and only where somebody was served", async () => {
  const served = async () => (await town.done(null, "GET", "/api/v1/concierges"))["projectsServed"];
  expect(await served()).toBe(1);
  const { project } = (await town.done("citizen-1", "POST", "/api/v1/investments", { ...PROJECT, title: "云麓茶厂", concierge: "BB-002" })) as { project: string };
  expect(await served(), "registered and chosen, not served").toBe(1);
  await post("concierge-2", `/${project}/notes`, { text: "上门了解用地需求" });
  await post("concierge-2", `/${project}/notes`, { text: "再次上门" });
  expect(await served()).toBe(2);
  const reader = await signedIn(town, "citizen-1");
  expect((await reader.get("/concierge")).text).toMatch(/已服务项目：<span class="num">2<\/span>/);
});

test("only pictures are kept as photographs, and not larger than half a megabyte", async () => {
  const put = async (bytes: Uint8Array, actor = "staff-1") => town.app.request("/api/v1/concierges/BB-001/photo", { method: "PUT", body: Uint8Array.from(bytes), headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } });
  expect((await put(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"))).status).toBe(415);
  expect((await put(new Uint8Array())).status).toBe(422);
  expect((await put(new Uint8Array(524_289).fill(0xff))).status).toBe(413);
  expect((await put(new Uint8Array(524_288).fill(0xff))).status, "the size fits, the kind does not").toBe(415);
  const look = { ground: [9, 9, 9], coat: [1, 1, 1], hair: [2, 2, 2], skin: [3, 3, 3] } as const;
  expect((await put(portrait(look), "concierge-1")).status).toBe(403);
  expect((await put(portrait(look))).status).toBe(200);
});

test("an investor does it all by pages: chooses from the pool, registers, raises; the centre dispatches and the concierge takes up from their desk", async () => {
  const [investor, centre, concierge] = [await signedIn(town, "bidder-4"), await signedIn(town, "sub-centre-1"), await signedIn(town, "concierge-2")];
  const pool = (await investor.get("/concierge?area=工程建设")).text;
  expect([pool.includes("路同行"), pool.includes("祁助远"), pool.includes("/my/investments?concierge=BB-002")]).toEqual([true, false, true]);
  const form = formOf((await investor.get("/my/investments?concierge=BB-002")).text, "invest-register");
  expect(form.fields["concierge"]).toBe("BB-002");
  expect((await investor.post(form.action, { ...form.fields, ...PROJECT, phone: "没有" })).status).toBe(422);
  const made = await investor.post(form.action, { ...form.fields, ...PROJECT, title: "滨河市场改造" });
  expect(made.status, made.text.slice(0, 400)).toBe(303);
  const at = made.headers.get("location") ?? "";
  const press = async (who: typeof investor, act: string, fields: Record<string, string>) => {
    const { action, fields: filled } = formOf((await who.get(at)).text, act);
    expect(action, act).not.toBe("");
    const answer = await who.post(action, { ...filled, ...fields });
    expect(answer.status, answer.text.slice(0, 400)).toBe(303);
  };
  await press(investor, "invest-raise", { title: "消防设计审查", text: "请帮办消防设计审查申报" });
  expect((await centre.get("/concierge/desk")).text).toContain("消防设计审查");
  await press(centre, "request-dispatch", { text: "请两日内联系" });
  await press(concierge, "request-start", { text: "已联系" });
  await press(concierge, "request-solve", { text: "已受理" });
  await press(investor, "request-rate", { rating: "satisfied", text: "" });
  expect((await investor.get(at)).text).toContain("已评价");
  expect((await centre.get("/concierge/pool")).text).toContain("登记帮办代办员");
  expect((await concierge.get("/concierge/pool")).status).toBe(403);
  expect((await concierge.get("/my/investments")).status).toBe(403);
  for (const path of ["/concierge", "/en/concierge"]) expect((await investor.get(path)).status).toBe(200);
  const sent = await centre.postFile("/concierge/pool/BB-002/photo", "photo", "x.gif", new TextEncoder().encode("GIF89a"));
  expect([sent.status, sent.text.includes("照片须为")]).toEqual([422, true]);
});
