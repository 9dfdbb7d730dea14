import { afterAll, beforeAll, expect, test } from "vitest";
import { reader, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// The one centre: its parts and people, its rules, and which hall works by which.
let town: TestTown;
const POLICIES = ["items", "cases", "standards", "collection"];
const HALLS = { "city-hall": "sub-centre-1", "complaint-hall": "sub-centre-2", "trading-hall": "sub-centre-3", "treasury-hall": "sub-centre-4", "binhe-hall": "sub-centre-5" } as const;
const policy = (code: string, more: Record<string, unknown> = {}) => ({ code, kind: "policy", zh: `统一办法${code}`, en: `Policy ${code}`, text: "第一条 各大厅执行本办法。\n第二条 本办法由中心解释。", from: "2026-09-01", ...more });
const publish = (body: unknown, actor = "head-1") => town.ask(actor, "POST", "/api/v1/regulations", body);
const takeUp = (hall: string, code: string, actor: string) => town.ask(actor, "POST", `/api/v1/centre/halls/${hall}/policies`, { policy: code });
const covered = async () => (await town.done(null, "GET", "/api/v1/centre"))["policies"] as { isUniform: boolean; halls: { hall: string; isUniform: boolean; policies: Record<string, { standing: string }> }[] };

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

test("anybody reads the sub-centres, on the premises or not, who heads them, and the district’s own units", async () => {
  const { subCentres, posts } = (await town.done(null, "GET", "/api/v1/centre")) as { subCentres: { kind: string; onSite: boolean }[]; posts: Record<string, unknown>[] };
  expect(subCentres.map(({ kind, onSite }) => [kind, onSite])).toEqual([["approval", true], ["complaints", true], ["exchange", true], ["treasury", false], ["district", true]]);
  expect(posts.filter(({ kind }) => kind === "deputy-head")).toHaveLength(4);
  expect(posts.every((each) => !("actor" in each))).toBe(true);
  const { units } = (await town.done(null, "GET", "/api/v1/units")) as { units: { level: string }[] };
  expect(units.filter(({ level }) => level === "district")).toHaveLength(3);
});

test("until every hall has taken up all four policies the centre is not uniform; the next version makes it so no longer", async () => {
  expect(await covered()).toMatchObject({ isUniform: false });
  expect((await takeUp("city-hall", "items", "sub-centre-1")).json).toMatchObject({ code: "policy-not-issued" });
  for (const code of POLICIES) expect((await publish(policy(code))).json).toMatchObject({ code, version: 1 });
  const ofHeads = (await town.done("sub-centre-2", "GET", "/api/v1/messages"))["messages"] as { kind: string }[];
  expect(ofHeads.filter(({ kind }) => kind === "policy-issued")).toHaveLength(4);
  expect((await takeUp("city-hall", "items", "sub-centre-2")).json["code"], "another’s hall").toBe("not-found");
  for (const [hall, actor] of Object.entries(HALLS)) for (const code of POLICIES) expect((await takeUp(hall, code, actor)).json).toMatchObject({ hall, policy: code, version: 1 });
  expect((await takeUp("city-hall", "items", "sub-centre-1")).json["code"]).toBe("policy-taken-up");
  expect(await covered()).toMatchObject({ isUniform: true });
  expect((await publish(policy("cases", { from: "2026-09-02" }))).json).toMatchObject({ version: 2 });
  expect(await covered()).toMatchObject({ isUniform: true });
  await town.advance("2026-09-02T09:00:00+08:00");
  const after = await covered();
  expect(after.isUniform).toBe(false);
  expect(after.halls.map(({ policies }) => policies["cases"]?.standing)).toEqual(["older", "older", "older", "older", "older"]);
});

test("a rule is published by the head’s signature alone, sealed, and its hash is in the log", async () => {
  const rule = { code: "duty-patrol", kind: "regulation", zh: "大厅值班长巡查制度", en: "Patrols of the duty head", text: "第一条 每个工作日巡查。", from: "2026-09-02" };
  expect((await publish(rule, "sub-centre-1")).json["code"]).toBe("not-yours");
  expect((await town.askOnce("head-1", "POST", "/api/v1/regulations", rule)).status, "it is signed").not.toBe(201);
  const first = await publish(rule);
  expect(first.status).toBe(201);
  const pdf = await town.app.request("/api/v1/regulations/duty-patrol/v/1/paper.pdf");
  expect([pdf.status, pdf.headers.get("content-type"), Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()]).toEqual([200, "application/pdf", "%PDF-"]);
  await town.world.journal.flush();
  const entries = await town.database.db.selectFrom("leaves").select("entry").execute();
  expect(entries.some(({ entry }) => Buffer.from(entry).toString().includes(String(first.json["sha256"])))).toBe(true);
  expect((await publish({ ...rule, status: "repealed", from: "2026-09-03" })).json).toMatchObject({ version: 2 });
  expect((await town.done(null, "GET", "/api/v1/regulations/duty-patrol"))["versions"]).toMatchObject([{ status: "in-force" }, { status: "repealed" }]);
  expect((await town.app.request("/api/v1/regulations/duty-patrol/v/9/paper.pdf")).status).toBe(404);
});

test("two heads at once publish one next version, not two", async () => {
  const both = await Promise.all([publish(policy("items", { from: "2026-10-01" })), publish(policy("items", { from: "2026-10-01", text: "另一文本" }))]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
});

test("the four sub-centres stand once each, a hall ends before its sub-centre, and a post has one holder at a time", async () => {
  const open = (code: string, kind: string) => town.ask("head-1", "POST", "/api/v1/centre/sub-centres", { code, kind, unit: "102", zh: "分中心", en: "Part", onSite: true, place: "五层", from: "2026-09-02" });
  expect((await open("approval-two", "approval")).json["code"]).toBe("sub-centre-taken");
  expect((await open("gaoxin", "district")).status).toBe(201);
  expect((await town.ask("head-1", "POST", "/api/v1/centre/halls", { code: "gaoxin-hall", subCentre: "gaoxin", zh: "高新区大厅", en: "Hall", place: "五层", from: "2026-09-02" })).status).toBe(201);
  const end = (part: string, id: string, until: string) => town.ask("head-1", "POST", `/api/v1/centre/${part}/${id}/end`, { until });
  expect((await end("sub-centres", "gaoxin", "2026-09-30")).json).toMatchObject({ code: "centre-part-in-use", facts: { part: "高新区大厅" } });
  expect((await end("halls", "gaoxin-hall", "2026-09-30")).status).toBe(200);
  expect((await end("sub-centres", "gaoxin", "2026-09-30")).status).toBe(200);
  expect((await end("halls", "city-hall", "2026-09-30")).json["code"], "windows stand in it").toBe("centre-part-in-use");
  const head = (from: string) => town.ask("admin-1", "POST", "/api/v1/centre/posts", { kind: "head", subCentre: null, name: "新主任", actor: null, from });
  expect((await head("2026-10-01")).json["code"]).toBe("post-taken");
  const { posts } = (await town.done(null, "GET", "/api/v1/centre")) as { posts: { id: string; kind: string }[] };
  expect((await end("posts", posts.find(({ kind }) => kind === "head")?.id ?? "", "2026-09-30")).status).toBe(200);
  expect((await head("2026-10-01")).status).toBe(201);
});

test("the pages show the organisation, the halls and the rules to everybody, and the forms to whoever may press them", async () => {
  const anybody = reader(town);
  const text = (await anybody.get("/centre")).text;
  for (const words of ["国库集中支付中心", "不在中心", "管理委员会主任", "尚未全部统一", "仍为第1版（现行第2版）", "独立窗口 16 个，综合窗口 5 个", "市直 20 个，区直 3 个"]) expect(text).toContain(words);
  expect((await anybody.get("/en/centre")).text).toContain("not uniform");
  expect((await anybody.get("/centre/units")).text).toContain("滨河区住房和城乡建设局");
  expect((await anybody.get("/centre/regulations")).text).toContain("统一办法items");
  expect((await anybody.get("/centre/regulations/duty-patrol")).text).toContain("第一条 每个工作日巡查。");
  expect((await anybody.get("/centre/regulations/none")).status).toBe(404);
  const head = await signedIn(town, "head-1");
  const desk = (await head.get("/desk/centre")).text;
  expect([desk.includes("/acts/regulation-publish"), desk.includes("/acts/policy-take-up")]).toEqual([true, false]);
  const sub = (await (await signedIn(town, "sub-centre-1")).get("/desk/centre")).text;
  expect([sub.includes("/acts/regulation-publish"), sub.includes("item=city-hall"), sub.includes("item=trading-hall")]).toEqual([false, true, false]);
  const admin = (await (await signedIn(town, "admin-1")).get("/desk/centre/catalogue")).text;
  for (const words of ["/acts/unit-enter", "/acts/window-close", "第1版"]) expect(admin).toContain(words);
  expect((await (await signedIn(town, "bidder-1")).get("/desk/centre")).status).toBe(403);
});
