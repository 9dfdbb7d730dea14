import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { newestChanges } from "../support/changes.js";
import { formOf, signedIn } from "../support/pages.js";
import { inviteAll, usccOf } from "../support/prequalification.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, priceForm, registeredTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error"); });
afterAll(async () => { await town.stop(); });

const INVITATION = { way: "invitation", ground: "few-bidders", finding: "穿越高压燃气管线的顶管施工，本省具备条件的施工单位只有四家", approval: "晨发改招〔2026〕9号" } as const;
const body = (entry: object = {}, over: Record<string, unknown> = {}) => tenderBody({ entry: { ...INVITATION, ...entry }, ...over });
const drafted = async (form: Record<string, unknown>, line = "works"): Promise<{ status: number; json: Record<string, unknown> }> => {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "顶管工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%" });
  return town.ask("tenderer-1", "POST", "/api/v1/tenders", { project, line, form });
};
const firms = (actors: readonly string[]) => ({ firms: actors.map((actor) => ({ uscc: usccOf(town, actor), name: town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "" })) });
const admissions = (id: string): string => `/api/v1/tenders/${id}/lots/1/admissions`;
const stageOf = async (id: string): Promise<string> => ((await town.done(null, "GET", `/api/v1/tenders/${id}`)) as { lots: { stage: string }[] }).lots[0]?.stage ?? "";
const types = async (actor: string | null, id: string): Promise<string[]> => ((await town.done(actor, "GET", `/api/v1/tenders/${id}`)) as { notices: { type: string }[] }).notices.map(({ type }) => type);
const token = (actor: string): string => town.actors.find(({ id }) => id === actor)?.token ?? "";
const documentOf = async (actor: string | null, id: string): Promise<number> => (await town.app.request(`/documents/${id}/${encodeURIComponent("招标文件.txt")}/v/1`, actor === null ? {} : { headers: { authorization: `Bearer ${token(actor)}` } })).status;

let tender: TenderInTest;

test("a project that must be open invites on a ground of the law alone, with the decision that allows it", async () => {
  const wrong = (await drafted(body({ ground: "quicker" }))).json["tender"] as string;
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${wrong}/registration`)).json).toMatchObject({ code: "invitation-ground", facts: { given: "quicker" } });
  const unapproved = (await drafted(body({ approval: null }))).json["tender"] as string;
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${unapproved}/registration`)).json["code"]).toBe("invitation-not-approved");
  const free = (await drafted(body({ ground: null, approval: null }, { stateControlled: false }))).json["tender"] as string;
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${free}/registration`)).status).toBe(201);
  expect((await drafted(body({}, { kind: "goods" }), "procurement")).json["code"]).toBe("way-not-traded");
});

test("at least three firms are named: each once, none of those who buy, while the invitation is under the preparer's hand", async () => {
  tender = await registeredTender(town, body());
  await town.app.request(`/api/v1/tenders/${tender.id}/documents/${encodeURIComponent("招标文件.txt")}`, { method: "PUT", headers: { authorization: `Bearer ${token("tenderer-1")}` }, body: "招标文件正文" });
  await town.done("tenderer-1", "PUT", admissions(tender.id), firms(["bidder-1", "bidder-2"]));
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/submission`);
  expect((await town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/publication`)).json).toMatchObject({ code: "too-few-invited", facts: { invited: 2, min: 3, law: "招标投标法第十七条" } });
  expect((await town.ask("tenderer-1", "PUT", admissions(tender.id), firms(["bidder-1"]))).json["code"]).toBe("tender-not-draft");
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/returns`, { reason: "受邀单位不足三家" });
  expect((await town.ask("tenderer-1", "PUT", admissions(tender.id), firms(["bidder-1", "bidder-1", "bidder-2"]))).json["code"]).toBe("invited-twice");
  expect((await town.ask("tenderer-1", "PUT", admissions(tender.id), firms(["bidder-1", "bidder-2", "tenderer-1"]))).json["code"]).toBe("invited-buyer");
  expect((await town.ask("tenderer-1", "PUT", admissions(tender.id), { firms: [{ uscc: "91341702MA0000015X", name: "甲" }] })).status).toBe(422);
  const named = firms(["bidder-1", "bidder-2", "bidder-3", "bidder-4"]);
  await town.done("tenderer-1", "PUT", admissions(tender.id), { firms: named.firms.map((firm) => ({ ...firm, uscc: firm.uscc.toLowerCase() })) });
});

/** A firm reads its invitation: who did is nobody's to know while bids are made, the buyer's neither; the log shows one more sealed leaf. */
async function readInvitation(): Promise<void> {
  type Letters = { letters: { type: string; firm: { uscc: string }; readHidden: boolean; read: { how: string; index: number | null } | null }[] };
  const letters = async (actor: string): Promise<Letters["letters"]> => ((await town.done(actor, "GET", `/api/v1/tenders/${tender.id}/letters`)) as Letters).letters;
  const [mine] = await letters("bidder-4");
  expect(mine).toMatchObject({ type: "invitation", firm: { uscc: usccOf(town, "bidder-4") }, read: null });
  const { notices } = (await town.done("bidder-4", "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string }[] };
  for (const actor of ["bidder-4", "staff-1", "tenderer-1"]) expect((await town.app.request(`/notices/${notices[0]?.id ?? ""}/v/1/notice.pdf`, { headers: { authorization: `Bearer ${token(actor)}` } })).status).toBe(200);
  await town.world.journal.flush();
  expect((await letters("bidder-4"))[0]?.read).toMatchObject({ how: "pdf" });
  expect((await letters("tenderer-1")).map(({ readHidden, read }) => [readHidden, read])).toEqual(Array.from({ length: 4 }, () => [true, null]));
  expect((await letters("supervisor-1")).filter(({ read }) => read !== null)).toHaveLength(1);
  const index = (await letters("bidder-4"))[0]?.read?.index ?? -1;
  expect(Object.keys(JSON.parse(Buffer.from(await town.world.journal.entry(index)).toString()) as object).toSorted()).toEqual(["c", "type", "v"]);
}

let joint: TenderInTest;
test("an invitation that accepts consortia says that an invited firm leads, and that its partners need not be invited", async () => {
  joint = await registeredTender(town, body({}, { consortium: true }));
  await town.done("tenderer-1", "PUT", admissions(joint.id), firms(["bidder-1", "bidder-2", "bidder-3"]));
  await inviteAll(town, joint.id);
  const id = ((await town.done("bidder-1", "GET", `/api/v1/tenders/${joint.id}`)) as { notices: { id: string }[] }).notices[0]?.id ?? "";
  const text = await (await town.app.request(`/api/v1/notices/${id}`, { headers: { authorization: `Bearer ${token("bidder-1")}` } })).text();
  expect(text).toContain("联合体由受邀请的单位牵头，其他成员可以不在受邀请的单位之列");
});

test("the invitation, its documents and its clarifications are for those invited; who they are and how many is told to nobody", async () => {
  await inviteAll(town, tender.id);
  await town.advance("2026-09-02T10:00:00+08:00");
  expect(await stageOf(tender.id)).toBe("bidding");
  expect(await types("bidder-4", tender.id)).toEqual(["invitation"]);
  for (const actor of ["bidder-5", null]) expect(await types(actor, tender.id)).toEqual([]);
  await readInvitation();
  expect([await documentOf("bidder-1", tender.id), await documentOf("bidder-5", tender.id), await documentOf(null, tender.id)]).toEqual([200, 404, 404]);
  const clarifications = `/api/v1/tenders/${tender.id}/clarifications`;
  await town.done("tenderer-1", "POST", clarifications, { changes: [{ what: "工期", before: "240 日", after: "250 日" }], mayAffectBid: true, newDeadline: null });
  await town.done("tenderer-2", "POST", `${clarifications}/1/publication`);
  expect(await types("bidder-1", tender.id)).toEqual(["invitation", "clarification"]);
  expect(await types(null, tender.id)).toEqual([]);
  const entry = (await newestChanges(town)).includes("lot.admitted");
  expect(entry).toBe(true);
  const invitation = ((await town.done("bidder-1", "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string }[] }).notices[0]?.id ?? "";
  const text = await (await town.app.request(`/api/v1/notices/${invitation}`, { headers: { authorization: `Bearer ${token("bidder-1")}` } })).text();
  for (const words of ["投标邀请书", "邀请招标", "招标投标法实施条例第八条第一项", "晨发改招〔2026〕9号"]) expect(text).toContain(words);
  for (const actor of ["bidder-2", "bidder-3", "bidder-4"]) expect(text).not.toContain(usccOf(town, actor));
});

test("an invited firm bids with a partner that was not invited; led by that partner the same two cannot", async () => {
  const led = await sealBid(town, "bidder-1", joint.id, "1", { form: priceForm("30000000.00"), members: [usccOf(town, "bidder-5")] });
  expect((await town.ask("bidder-1", "POST", lodgements(joint.id), led.body)).status).toBe(201);
  expect((await town.ask("bidder-5", "GET", `/api/v1/tenders/${joint.id}/lots/1/sealing`)).json["code"]).toBe("not-admitted");
});

test("who is not invited cannot bid; who is may decline, once, and may still bid", async () => {
  await town.advance("2026-09-21T10:00:00+08:00");
  expect((await town.ask("bidder-5", "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`)).json["code"]).toBe("not-admitted");
  const lent = await sealBid(town, "bidder-1", tender.id, "1", "30000000.00");
  expect((await town.ask("bidder-5", "POST", lodgements(tender.id), lent.body)).json).toMatchObject({ code: "not-admitted", facts: { lot: "1" } });
  const firm = await signedIn(town, "bidder-4");
  const decline = formOf((await firm.get(`/my/${tender.id}/1`)).text, "decline");
  expect(await firm.post(decline.action, { ...decline.fields, reason: "同期在建项目较多" })).toMatchObject({ status: 303 });
  const after = (await firm.get(`/my/${tender.id}/1`)).text;
  expect(after).toMatch(/已于2026年9月21日[^<]*答复不参加投标，不能再次答复或者更改；投标截止前仍可以投标/);
  expect(after).not.toContain("/acts/decline");
  expect((await town.ask("bidder-4", "POST", `/api/v1/tenders/${tender.id}/lots/1/declination`, { reason: "改变理由" })).json).toMatchObject({ code: "invitation-declined", facts: { at: "2026-09-21T10:00:00+08:00" } });
  // It binds nobody: the firm that declined is given what it needs to seal.
  expect((await town.ask("bidder-4", "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`)).status).toBe(200);
  // A firm that was not invited has nothing to decline.
  expect((await (await signedIn(town, "bidder-5")).get(`/my/${tender.id}/1`)).text).not.toContain("/acts/decline");
  expect(((await town.done("tenderer-1", "GET", admissions(tender.id))) as { firms: { declined: object | null }[] }).firms.filter(({ declined }) => declined !== null)).toMatchObject([{ declined: { reason: "同期在建项目较多" } }]);
});

test("who may bid, who declined and whom a letter reached stands in a page of the buyer and of the supervisor, and in nobody else’s", async () => {
  for (const [actor, address] of [["tenderer-1", `/desk/${tender.id}/admissions`], ["supervisor-1", `/watch/${tender.id}`]] as const) {
    const seen = (await (await signedIn(town, actor)).get(address)).text;
    for (const words of [usccOf(town, "bidder-1"), usccOf(town, "bidder-4"), "同期在建项目较多", "受邀请", "名单的承诺值已写入公开日志"]) expect(seen, actor).toContain(words);
    expect(seen.match(/<td data-column="答复">未答复<\/td>/g)).toHaveLength(3);
  }
  for (const [actor, address] of [["staff-1", `/desk/${tender.id}/admissions`], ["tenderer-3", `/desk/${tender.id}/admissions`], ["bidder-1", `/watch/${tender.id}`], ["tenderer-1", `/watch/${tender.id}`], ["bidder-1", `/desk/${tender.id}/admissions`]] as const) {
    const refused = await (await signedIn(town, actor)).get(address);
    expect([refused.status >= 400, refused.text.includes(usccOf(town, "bidder-4"))], `${actor} ${address}`).toEqual([true, false]);
  }
  const deliveries = (await (await signedIn(town, "supervisor-1")).get(`/watch/${tender.id}/letters`)).text;
  expect(deliveries).toContain("函件送达");
  expect(deliveries.match(/尚未查阅/g)?.length).toBeGreaterThan(0);
  expect((await (await signedIn(town, "bidder-1")).get(`/watch/${tender.id}/letters`)).status).toBe(403);
});

test("the lot opens, and both editions hold", async () => {
  for (const [actor, price] of [["bidder-1", "31000000.00"], ["bidder-2", "32000000.00"], ["bidder-3", "33000000.00"]] as const) await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", price)).body);
  await town.advance("2026-09-22T09:36:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/bid/record`);
  expect(await types(null, tender.id)).toEqual(["opening-record"]);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/termination`, { reason: "项目用地调整" });
  for (const edition of ["full", "public"] as const) {
    await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition });
    const files = must(await makeBundle(town.world, { tenderId: tender.id, edition }));
    expect((await verifyBundle(files)).faults).toEqual([]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of files.get("bundle.json")?.read() ?? []) chunks.push(chunk);
    const index = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { lots: { admitted: { opened: object[] } }[] };
    expect(index.lots[0]?.admitted.opened).toHaveLength(edition === "full" ? 4 : 3);
  }
});
