import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../src/db/database.js";
import { openOffice } from "../../src/identity/use-cases/offices.js";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { AGENCY, agentFor, mandateBody, mandated, offered } from "../support/mandates.js";
import { lodgements, publishedTender, registeredTender, sealBid, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];
const CITY = "91341702MA00000159";
const NAMED = { agency: { ...AGENCY, person: "周晓", phone: "0000-2345678", address: "晨光市人民路8号" } };
const project = async (): Promise<string> => String((await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%" }))["project"]);

describe("a mandate", () => {
  test("is signed by both over the same bytes; nobody else signs, reads or ends it", async () => {
    const { id, file } = await offered(town, "tenderer-1", mandateBody());
    expect(JSON.parse(Buffer.from(file, "base64").toString())).toMatchObject({ v: "mandate/1", exchange: town.world.exchange.origin, id, agency: AGENCY, scope: null, from: "2026-09-01", until: "2026-12-31" });
    const url = `/api/v1/mandates/${id}`;
    const signedBy = async (actor: string, bytes = fromBase64(file)) => ({ signature: base64(await signDetached(bytes, await town.signer(actor))) });
    expect(codeOf(await town.ask("agency-1", "POST", `${url}/acceptance`, await signedBy("tenderer-1")))).toBe("signer-other-organisation");
    expect(codeOf(await town.ask("agency-1", "POST", `${url}/acceptance`, await signedBy("agency-1", new Uint8Array([1]))))).toBe("registration-other-text");
    expect(codeOf(await town.ask("tenderer-3", "POST", `${url}/end`, { reason: "不相干" }))).toBe("not-found");
    expect((await town.done("tenderer-3", "GET", "/api/v1/mandates"))["mandates"]).toEqual([]);
    await town.done("agency-1", "POST", `${url}/acceptance`, await signedBy("agency-1"));
    expect(codeOf(await town.ask("agency-1", "POST", `${url}/acceptance`, await signedBy("agency-1")))).toBe("mandate-state");
    expect((await town.done("tenderer-2", "GET", "/api/v1/mandates"))["mandates"]).toMatchObject([{ id, state: "in-force", ended: null }]);
    await town.done("agency-1", "POST", `${url}/end`, { reason: "人员不足" });
    expect((await town.done("tenderer-2", "GET", "/api/v1/mandates"))["mandates"]).toMatchObject([{ id, state: "ended", ended: { side: "agency", reason: "人员不足" } }]);
    expect(codeOf(await town.ask("tenderer-1", "POST", `${url}/end`, { reason: "再终止" }))).toBe("mandate-state");
  });

  test("is told to both sides: offered to the agency, signed and ended to whoever of both did not do it", async () => {
    const seen = new Set<string>();
    const told = async (): Promise<string[]> => {
      const rows = (await town.world.db.selectFrom("messages").select(["message_id", "kind", "audience", "not_to"]).where("kind", "like", "mandate-%").execute()).filter(({ message_id }) => !seen.has(message_id));
      for (const { message_id } of rows) seen.add(message_id);
      return rows.map(({ kind, audience, not_to }) => `${kind} ${audience} but ${String(not_to)}`).sort();
    };
    await told();
    const { id, file } = await offered(town, "tenderer-2", mandateBody());
    expect(await told()).toEqual(["mandate-offered office:agency-1 but tenderer-2"]);
    await town.done("agency-1", "POST", `/api/v1/mandates/${id}/acceptance`, { signature: base64(await signDetached(fromBase64(file), await town.signer("agency-1"))) });
    expect(await told()).toEqual(["mandate-signed office:agency-1 but agency-1", `mandate-signed tenderer:${CITY} but agency-1`]);
    await town.done("tenderer-1", "POST", `/api/v1/mandates/${id}/end`, { reason: "改由自己办理" });
    expect(await told()).toEqual(["mandate-ended office:agency-1 but tenderer-1", `mandate-ended tenderer:${CITY} but tenderer-1`]);
  });

  test("is for a registered agency and for projects of one's own", async () => {
    const ask = async (over: Parameters<typeof mandateBody>[0], by = "tenderer-1") => codeOf(await town.ask(by, "POST", "/api/v1/mandates/drafts", mandateBody(over)));
    expect(await ask({ agency: "91341702MA000004XN" })).toBe("mandate-no-agency");
    expect(await ask({ agency: CITY })).toBe("mandate-self");
    expect(await ask({ scope: [await project()] }, "tenderer-3")).toBe("not-found");
    expect(await ask({ until: "2026-08-31" })).toBe("mandate-period");
    expect(codeOf(await town.ask("agency-1", "POST", "/api/v1/mandates/drafts", mandateBody()))).toBe("not-yours");
  });
});

describe("an agency's officer at the principal", () => {
  test("drafts, and hands in what names the agency, within the mandate's project alone; each act says for whom", async () => {
    const [mine, other] = [await project(), await project()];
    await mandated(town, "tenderer-1", mandateBody({ scope: [mine], acts: ["draft"] }));
    const agent = await agentFor(town, CITY);
    expect((await agent.ask("GET", "/api/v1/me")).json).toMatchObject({ role: "tenderer", organisation: { uscc: CITY }, agency: AGENCY });
    const draft = (on: string) => agent.ask("POST", "/api/v1/tenders", { project: on, line: "works", form: tenderBody(), retenderOf: null });
    expect(codeOf(await draft(other))).toBe("mandate-elsewhere");
    const made = await draft(mine);
    expect(made.status).toBe(201);
    const tender = String(made.json["tender"]);
    expect(codeOf(await agent.ask("POST", "/api/v1/projects", { name: "另一个项目", approval: "文号", funds: "财政资金" }))).toBe("mandate-elsewhere");
    expect(codeOf(await agent.ask("POST", `/api/v1/tenders/${tender}/publication`))).toBe("mandate-act");
    expect(codeOf(await agent.ask("POST", `/api/v1/tenders/${tender}/lots/1/award`, { bidder: "91341702MA000004XN", reason: null }))).toBe("mandate-never");
    expect(codeOf(await agent.ask("POST", "/api/v1/organisation/invitations", { role: "tenderer", rank: "administrator", name: "自己人" }))).toBe("mandate-never");
    const unnamed = await registeredTender(town, tenderBody(), "works", { project: mine, retenderOf: null as unknown as string });
    expect(codeOf(await agent.ask("POST", `/api/v1/tenders/${unnamed.id}/submission`))).toBe("mandate-unnamed");
    const named = await registeredTender(town, tenderBody(NAMED), "works", { project: mine, retenderOf: null as unknown as string });
    expect((await agent.ask("POST", `/api/v1/tenders/${named.id}/submission`)).status).toBe(201);
    await town.done("tenderer-2", "POST", `/api/v1/tenders/${named.id}/publication`);
    const page = await (await town.app.request("/watch/audit", { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "supervisor-1")?.token ?? ""}` } })).text();
    expect(page).toContain("周晓，晓明工程咨询有限公司（代晨光市城市建设投资集团有限公司）");
    const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${named.id}`)) as { notices: { id: string }[] };
    const record = JSON.stringify(await town.done(null, "GET", `/api/v1/notices/${notices[0]?.id ?? ""}`));
    for (const said of [AGENCY.name, "周晓", "0000-2345678"]) expect(record).toContain(said);
  });

  test("sees the drafts of its project and no others of the principal", async () => {
    const [mine, other] = [await registeredTender(town, tenderBody()), await registeredTender(town, tenderBody())];
    await mandated(town, "tenderer-1", mandateBody({ scope: [mine.id], acts: ["clarify"] }));
    const agent = await agentFor(town, CITY);
    expect((await agent.ask("GET", `/api/v1/tenders/${mine.id}`)).status).toBe(200);
    expect((await agent.ask("GET", `/api/v1/tenders/${other.id}`)).status).toBe(404);
    expect((await agent.ask("GET", `/desk/${mine.id}`)).status).toBe(200);
    expect((await agent.ask("GET", `/desk/${other.id}`)).status).toBe(404);
    const desk = String((await agent.ask("GET", "/desk")).json["text"]);
    expect([desk.includes(mine.id), desk.includes(other.id)]).toEqual([true, false]);
  });

  test("can do nothing from the moment the mandate is ended, and is told why; another one carries on", async () => {
    const on = await project();
    for (const { id, state } of (await town.done("tenderer-1", "GET", "/api/v1/mandates"))["mandates"] as { id: string; state: string }[]) if (state === "in-force") await town.done("tenderer-1", "POST", `/api/v1/mandates/${id}/end`, { reason: "清理" });
    const id = await mandated(town, "tenderer-1", mandateBody({ scope: [on] }));
    const agent = await agentFor(town, CITY);
    const draft = () => agent.ask("POST", "/api/v1/tenders", { project: on, line: "works", form: tenderBody(), retenderOf: null });
    expect((await draft()).status).toBe(201);
    await town.done("tenderer-1", "POST", `/api/v1/mandates/${id}/end`, { reason: "另行委托" });
    const ended = await draft();
    expect([ended.status, codeOf(ended), ended.json["reason"] ?? String(ended.json["detail"])]).toEqual([403, "mandate-ended", expect.stringContaining("另行委托")]);
    await mandated(town, "tenderer-1", mandateBody({ scope: [on] }));
    expect((await draft()).status).toBe(201);
  });
});

describe("by the days", () => {
  test("of a mandate an agent acts on its first and last day, neither before nor after", async () => {
    const there = await testTown("2026-08-31T23:00:00+08:00");
    try {
      const on = String((await there.done("tenderer-1", "POST", "/api/v1/projects", { name: "项目", approval: "文号", funds: "财政资金" }))["project"]);
      await mandated(there, "tenderer-1", mandateBody({ until: "2026-09-02" }));
      const agent = await agentFor(there, CITY);
      const draft = async () => { const { status, json } = await agent.ask("POST", "/api/v1/tenders", { project: on, line: "works", form: tenderBody(), retenderOf: null }); return status === 201 ? "drafted" : json["code"]; };
      expect(await draft()).toBe("mandate-not-yet");
      await there.advance("2026-09-01T00:00:00+08:00");
      expect(await draft()).toBe("drafted");
      await there.advance("2026-09-02T23:59:59.999+08:00");
      expect(await draft()).toBe("drafted");
      await there.advance("2026-09-03T00:00:00+08:00");
      expect(await draft()).toBe("mandate-over");
    } finally {
      await there.stop();
    }
  });
});

describe("who runs a tender", () => {
  test("bids in it neither itself nor through its people for another firm; others bid, and elsewhere it may", async () => {
    const there = await testTown();
    try {
      const exchange = there.world.exchange.id;
      // The agency's officer holds a bidding office of another firm, and its opener's officer one of the agency itself.
      await inTransaction(there.world.db, async (tx) => {
        await openOffice(tx, exchange, { actorId: "for-firm", personId: "agency-1", role: "bidder", uscc: "91341702MA000004XN", rank: "member", opener: null }, new Date(there.world.clock()));
        await openOffice(tx, exchange, { actorId: "for-agency", personId: "opener-agency", role: "bidder", uscc: AGENCY.uscc, rank: "member", opener: null }, new Date(there.world.clock()));
      });
      const named = await publishedTender(there, tenderBody({ agency: { ...NAMED.agency, uscc: "91341702MA000004XN", name: "晨曦建设集团有限公司" } }));
      const run = await publishedTender(there);
      await mandated(there, "tenderer-1", mandateBody({ scope: [run.id] }));
      await there.advance("2026-09-02T09:00:00+08:00");
      const lodge = async (actor: string, tender: string, price = "100.00") => there.ask(actor, "POST", lodgements(tender), (await sealBid(there, actor, tender, "1", price)).body);
      expect(codeOf(await lodge("bidder-1", named.id))).toBe("agency-may-not-bid");
      expect((await lodge("bidder-2", named.id)).status).toBe(201);
      expect((await lodge("bidder-1", run.id)).status).toBe(201);
      expect(codeOf(await lodge("bidder-operator", run.id))).toBe("operator-may-not-bid");
      const { lodge: asUseCase } = await import("../../src/bidding/use-cases/lodge.js");
      const { actorById } = await import("../../src/identity/queries.js");
      const sealed = await sealBid(there, "bidder-1", run.id, "1", "101.00");
      const sent = sealed.body.parts.map((part) => ({ statement: fromBase64(part.statement), signature: fromBase64(part.signature), salt: Buffer.from(part.salt, "hex"), shares: part.shares.map(fromBase64) }));
      const as = async (office: string) => { const actor = await actorById(there.world.db, exchange, office); if (actor === null) throw new RangeError(office); return asUseCase(there.world, actor, { tenderId: run.id, lot: "1", sent, from: "127.0.0.1" }, there.world.clock()); };
      expect(await as("for-firm")).toMatchObject({ refusal: { code: "agency-may-not-bid" } });
      expect(await as("for-agency")).toMatchObject({ refusal: { code: "agency-may-not-bid" } });
    } finally {
      await there.stop();
    }
  });
});
