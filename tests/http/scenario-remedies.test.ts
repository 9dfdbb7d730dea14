import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf } from "../support/bundles.js";
import { judgedTender } from "../support/judged-tender.js";
import { signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { giveKey, lodgements, lotBody, publishedTender, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

/** Two towns: one stays in September with the documents, the other goes on to the result. */
let town: TestTown;
let court: TestTown;
beforeAll(async () => { [town, court] = [await testTown("2026-09-01T09:00:00+08:00"), await testTown("2026-09-01T09:00:00+08:00")]; });
afterAll(async () => {
  await town.stop();
  await court.stop();
});

const lotOf = (tender: TenderInTest): string => `/api/v1/tenders/${tender.id}/lots/1`;
const stageOf = async (tender: TenderInTest, where = town): Promise<string | undefined> => ((await where.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"] as { stage: string }[])[0]?.stage;
const object = (about: string, text = "评分标准第三项与招标项目无关") => ({ about, text });
const reply = { upheld: false, answer: "经核实，评审符合招标文件规定。", effect: "招标投标活动恢复进行。" };

let judged: TenderInTest;

test("an objection to the documents suspends the lot until its reply; ten days before the deadline it is too late", async () => {
  const tender = await publishedTender(town);
  await town.advance("2026-09-09T16:00:00+08:00");
  expect((await town.ask("bidder-1", "POST", `${lotOf(tender)}/objections`, object("result"))).json["code"]).toBe("objection-too-early");
  const { serial, replyDue } = await town.done("bidder-1", "POST", `${lotOf(tender)}/objections`, object("documents", "要求在晨光市设有分支机构，限制竞争"));
  expect({ serial, replyDue }).toEqual({ serial: 1, replyDue: "2026-09-15T00:00:00+08:00" }); // EC-14: 12 September is a Saturday, 14 the next working day
  expect(await stageOf(tender)).toBe("suspended");
  expect((await town.ask("bidder-1", "POST", `${lotOf(tender)}/objections`, object("documents"))).json["code"]).toBe("objection-waits");
  await town.done("bidder-2", "POST", `${lotOf(tender)}/objections`, object("documents"));
  await town.done("tenderer-1", "POST", `${lotOf(tender)}/objections/1/reply`, { ...reply, upheld: true });
  expect(await stageOf(tender)).toBe("suspended");
  await town.done("tenderer-1", "POST", `${lotOf(tender)}/objections/2/reply`, reply);
  expect(await stageOf(tender)).toBe("bidding");
  expect((await town.ask("tenderer-1", "POST", `${lotOf(tender)}/objections/2/reply`, reply)).json["code"]).toBe("objection-replied");
  await town.advance("2026-09-12T23:59:59.999+08:00");
  await town.done("bidder-3", "POST", `${lotOf(tender)}/objections`, object("documents"));
  await town.done("tenderer-1", "POST", `${lotOf(tender)}/objections/3/reply`, reply);
  await town.advance("2026-09-13T00:00:00.001+08:00");
  expect((await town.ask("bidder-3", "POST", `${lotOf(tender)}/objections`, object("documents"))).json).toMatchObject({ code: "objection-too-late", facts: { until: "2026-09-13T00:00:00+08:00" } });
});

/** What the supervisor stopped and let go on, and the orders as they were given. */
let ordered: { readonly tender: string; readonly files: readonly string[] };
test("the supervisor stops a lot and lets it go on, with reasons everybody reads; nobody else lifts the order, not even a reply", async () => {
  const tender = await publishedTender(town, tenderBody({ saleFrom: "2026-09-14T09:00:00+08:00", saleUntil: "2026-09-21T17:00:00+08:00", deadline: "2026-10-09T09:30:00+08:00" }));
  const order = (actor: string, what: string, reason: string) => town.ask(actor, "POST", `${lotOf(tender)}/${what}`, { reason });
  expect((await order("tenderer-1", "suspension", "自行暂停")).json["code"]).toBe("not-yours");
  expect((await order("supervisor-1", "suspension", " ")).status).toBe(422);
  expect((await order("supervisor-1", "resumption", "无须恢复")).status).toBe(409);
  await town.done("bidder-1", "POST", `${lotOf(tender)}/objections`, object("documents"));
  await town.done("tenderer-1", "POST", `${lotOf(tender)}/objections/1/reply`, reply);
  expect((await order("supervisor-1", "suspension", "举报资格条件排斥潜在投标人，需核查\n核查期间暂停")).json).toEqual({ serial: 1, stage: "suspended" });
  expect((await order("supervisor-1", "suspension", "再次暂停")).status).toBe(409);
  const watch = await signedIn(town, "supervisor-1");
  expect((await watch.get("/watch")).text).toContain("准予恢复");
  await town.done("bidder-2", "POST", `${lotOf(tender)}/objections`, object("documents"));
  await town.done("tenderer-1", "POST", `${lotOf(tender)}/objections/2/reply`, reply);
  expect(await stageOf(tender)).toBe("suspended");
  const both = await Promise.all(["核查完毕，恢复", "同时恢复"].map((reason) => order("supervisor-1", "resumption", reason)));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await stageOf(tender)).toBe("noticed");
  const { orders } = await town.done(null, "GET", `${lotOf(tender)}/orders`) as { orders: { kind: string; reason: string; file: string }[] };
  expect(orders.map(({ kind }) => kind)).toEqual(["suspend", "resume"]);
  expect(orders[0]?.reason).toContain("举报资格条件");
  await town.world.journal.flush();
  for (const seen of [await (await town.app.request(`/projects/${tender.id}`)).text(), (await watch.get(`/watch/${tender.id}`)).text]) {
    expect([...seen.matchAll(/class="tag (?:bad|ok)">(责令暂停|准予恢复)</g)].map(([, kind]) => kind)).toEqual(["责令暂停", "准予恢复"]);
    expect(seen).toContain("举报资格条件排斥潜在投标人");
    expect(seen).toMatch(/监督部门的决定.*公开日志第 \d+ 号/s);
  }
  const logged = (await town.world.journal.leavesAfter(-1, 2_000)).map(({ entry }) => Buffer.from(entry).toString()).filter((entry) => entry.includes("lot.order"));
  expect(logged.map((entry) => (JSON.parse(entry) as { sha256: string }).sha256)).toEqual(orders.map(({ file }) => createHash("sha256").update(Buffer.from(file, "base64")).digest("hex")));
  ordered = { tender: tender.id, files: orders.map(({ file }) => file) };
});

test("before the deadline nobody but the buyer and the supervisor reads who objected", async () => {
  const tender = await publishedTender(town, tenderBody({ saleFrom: "2026-09-14T09:00:00+08:00", saleUntil: "2026-09-21T17:00:00+08:00", deadline: "2026-10-09T09:30:00+08:00" }));
  await town.done("bidder-1", "POST", `${lotOf(tender)}/objections`, object("documents"));
  const name = town.actors.find(({ id }) => id === "bidder-1")?.organisation?.name ?? "";
  for (const actor of [null, "bidder-2"]) {
    const seen = await town.done(actor, "GET", `${lotOf(tender)}/objections`);
    expect(seen).toEqual({ count: 1, open: 1, objections: [] });
    expect(JSON.stringify(await town.done(actor, "GET", `/api/v1/tenders/${tender.id}`))).not.toContain(name);
  }
  for (const actor of ["bidder-1", "tenderer-1", "supervisor-1"]) expect(JSON.stringify(await town.done(actor, "GET", `${lotOf(tender)}/objections`))).toContain(name);
  expect((await town.ask("bidder-1", "POST", `${lotOf(tender)}/objections/1/reply`, reply)).status).toBe(403);
});

test("G5: B objects at 16:00 on 28 September; no award before the reply, which is due by 8 October", async () => {
  judged = await judgedTender(court);
  await court.advance("2026-09-28T16:00:00+08:00");
  expect(await court.done("bidder-2", "POST", `${lotOf(judged)}/objections`, object("result"))).toEqual({ serial: 1, replyDue: "2026-10-09T00:00:00+08:00" });
  await court.advance("2026-09-29T10:00:00+08:00");
  expect((await court.ask("tenderer-1", "POST", `${lotOf(judged)}/award`, { rank: 1, reason: "" })).json["code"]).toBe("move-not-open");
  expect((await court.ask("bidder-3", "POST", `${lotOf(judged)}/objections`, object("result"))).json["code"]).toBe("objection-too-late");
  await court.advance("2026-10-09T00:00:00.001+08:00");
  const late = await court.done("tenderer-1", "POST", `${lotOf(judged)}/objections/1/reply`, reply);
  expect(late["warnings"]).toMatchObject([{ code: "objection-reply-late", facts: { due: "2026-10-09T00:00:00+08:00", law: "招标投标法实施条例第五十四条" } }]);
  expect(await stageOf(judged, court)).toBe("candidates");
  await court.done("tenderer-1", "POST", `${lotOf(judged)}/award`, { rank: 1, reason: "" });
  await court.done("tenderer-1", "POST", `${lotOf(judged)}/letters`);
});

test("the winner who gives up is followed by the next in order, on the four grounds alone", async () => {
  const { json } = await court.ask("tenderer-1", "POST", `${lotOf(judged)}/winner-failures`, { ground: "better-offer", finding: "另有低价" });
  expect(json).toMatchObject({ code: "winner-failure-ground", facts: { law: "招标投标法实施条例第五十五条" } });
  const first = court.actors.find(({ id }) => id === "bidder-3")?.organisation?.uscc;
  const after = await court.done("tenderer-1", "POST", `${lotOf(judged)}/winner-failures`, { ground: "gives-up", finding: "书面声明放弃中标" });
  expect(after["stage"]).toBe("award_decided");
  expect(after["winner"]).not.toBe(first);
  await court.done("tenderer-1", "POST", `${lotOf(judged)}/letters`);
  await court.done("tenderer-1", "POST", `${lotOf(judged)}/winner-failures`, { ground: "no-performance-bond", finding: "逾期未提交履约保证金" });
  expect((await court.ask("tenderer-1", "POST", `${lotOf(judged)}/winner-failures`, { ground: "gives-up", finding: "放弃" })).json["code"]).toBe("next-candidate-missing");
  expect(await court.done("tenderer-1", "POST", `${lotOf(judged)}/winner-failures`, { ground: "gives-up", finding: "放弃", again: true })).toEqual({ stage: "failed", winner: null });
});

test("a tender follows a failed one of its project as its second attempt, and follows nothing that did not fail", async () => {
  const { project: { code: project } } = (await court.done(null, "GET", `/api/v1/tenders/${judged.id}`)) as { project: { code: string } };
  const body = tenderBody({ saleFrom: "2026-10-12T09:00:00+08:00", saleUntil: "2026-10-19T17:00:00+08:00", deadline: "2026-11-10T09:30:00+08:00" }, [lotBody()]);
  const { tender } = (await court.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: body, retenderOf: judged.id })) as { tender: string };
  expect(tender).not.toBe(judged.id);
  expect((await court.ask("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: body, retenderOf: tender })).json["code"]).toBe("retender-not-failed");
  await court.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`);
  for (const opener of ["agency", "supervisor", "notary"]) await giveKey(court, { tender, lot: "1", part: "bid" }, opener);
  await court.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  await court.done("tenderer-2", "POST", `/api/v1/tenders/${tender}/publication`);
  const page = await (await court.app.request(`/projects/${judged.id}`, { headers: { accept: "text/html" } })).text();
  expect(page).toMatch(new RegExp(`<strong>第 1 次招标</strong>[^]*<a href="/projects/${tender}">第 2 次招标</a>`));
  const few = await publishedTender(court, body);
  expect((await court.ask("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: body, retenderOf: few.id })).status).toBe(404);
  await court.advance("2026-10-12T10:00:00+08:00");
  expect((await court.ask("bidder-1", "POST", lodgements(few.id), (await sealBid(court, "bidder-1", few.id, "1", "9900000.00")).body)).status).toBe(201);
  await court.advance("2026-11-10T09:36:00+08:00");
  const failure = async (id: string): Promise<string> => (await (await court.app.request(`/notices/${id}-N2`, { headers: { accept: "text/html" } })).text());
  expect(await failure(tender)).toMatch(/流标公告.*重新招标后投标人仍少于3个：属于审批、核准项目的.*可以不再进行招标.*30号令第三十八条/s);
  expect(await failure(few.id)).toMatch(/流标公告.*采取相应措施后，依法重新招标/s);
});

test("once its lot has failed for want of bidders, both editions of the bundle hold the supervisor's orders as they were given", async () => {
  await town.advance("2026-10-09T10:00:00+08:00");
  await town.world.journal.flush();
  for (const edition of ["full", "public"] as const) {
    await archive(town, ordered.tender, edition);
    const bundle = await bundleBytes(town, ordered.tender, edition);
    const { lots: [lot] } = JSON.parse(Buffer.from(bundle.get("bundle.json") ?? []).toString("utf8")) as { lots: { orders: number[] }[] };
    expect((lot?.orders ?? []).map((idx) => Buffer.from(bundle.get(`orders/${String(idx)}.json`) ?? []).toString("base64"))).toEqual(ordered.files);
    expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]);
  }
});
