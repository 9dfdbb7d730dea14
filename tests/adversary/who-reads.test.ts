import { afterAll, beforeAll, expect, test } from "vitest";
import { base64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { allActors } from "../../src/identity/queries.js";
import { maySee } from "../../src/routes/notices.js";
import { makeRelease } from "../../src/signing/release.js";
import { appoint, SEATS } from "../support/judging.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Who may see and do what around an opening: each case is a person of the right role at the wrong tender, or too early.
let town: TestTown;
let tender: TenderInTest;
let part: string;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  tender = await publishedTender(town, tenderBody({}, [lotBody({ openers: ["agency", "notary"] })]));
  part = `/api/v1/tenders/${tender.id}/lots/1/parts/bid`;
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", "37000000.00")).body);
  await town.advance("2026-09-22T09:31:00+08:00");
});
afterAll(async () => { await town.stop(); });

const firm = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const log = async (): Promise<string> => JSON.stringify((await town.done(null, "GET", "/api/v1/changes?after=-1&limit=1000"))["changes"]);

test("a bidder who signs in before singing-out is named neither in the log nor in the hall", async () => {
  await town.done("bidder-1", "POST", `${part}/sign-ins`);
  await town.world.journal.flush();
  expect(await log()).toContain('"step":"sign-in"');
  expect(await log()).not.toContain(firm("bidder-1"));
  expect(JSON.stringify(await town.done(null, "GET", `${part}/opening`))).not.toContain(firm("bidder-1"));
});

test("an opener whose office has no share in the lot is shown no statements and releases nothing", async () => {
  await town.advance("2026-09-22T09:36:00+08:00");
  expect((await town.ask("opener-supervisor", "GET", `${part}/sealed`)).json["code"]).toBe("opener-unknown");
  const { close } = (await town.done("opener-agency", "GET", `${part}/sealed`)) as { close: string };
  const bytes = makeRelease({ exchange: town.world.exchange.origin, tender: tender.id, lot: "1", part: "bid" }, close, "supervisor", []);
  const given = { release: base64(bytes), signature: base64(await signDetached(bytes, await town.signer("opener-supervisor"))) };
  expect((await town.ask("opener-supervisor", "POST", `${part}/releases`, given)).json["code"]).toBe("opener-unknown");
});

test("why a bid stays shut is never said to be what only its opening can show, nor an absence nobody asked for", async () => {
  for (const cause of ["COPIED", "BAD_SEAL", "INCONSISTENT_DEALING", "BIDDER_ABSENT"]) {
    expect((await town.ask("supervisor-1", "POST", `${part}/causes`, { bidder: firm("bidder-1"), cause, reason: "x" })).json["code"], cause).toBe("cause-not-here");
  }
});

test("no answer tells how many rows the log's outbox has had: its numbers count the bids of others", async () => {
  for (const opener of ["agency", "notary"]) expect(await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener)).toEqual({ wrong: [] });
});

test("a firm objects again only after its objection is answered, and only the tender's own people answer it", async () => {
  const objected = await town.done("bidder-2", "POST", `${part}/objections`, { text: "唱标价格与投标函不一致" });
  expect((await town.ask("bidder-2", "POST", `${part}/objections`, { text: "再提一次" })).json["code"]).toBe("objection-waiting");
  const answer = { bidder: firm("bidder-2"), at: objected["at"], answer: "经核对一致" };
  expect((await town.ask("tenderer-3", "POST", `${part}/answers`, answer)).status).toBe(404);
  expect((await town.ask("tenderer-1", "POST", `${part}/answers`, answer)).status).toBe(201);
});

test("what a second officer reviews stands still; a registered form may be mended, its lots and parts may not change", async () => {
  const form = tenderBody({ saleFrom: "2026-09-23T09:30:00+08:00", saleUntil: "2026-09-30T17:00:00+08:00", deadline: "2026-10-20T09:30:00+08:00" });
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕21号", funds: "财政资金" });
  const { tender: id } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() })) as { tender: string };
  const redraft = async (version: number, changed: unknown): Promise<unknown> => (await town.ask("tenderer-1", "PUT", `/api/v1/tenders/${id}/form`, { version, form: changed })).json["code"];
  const put = async (actor: string): Promise<unknown> => (await town.ask(actor, "PUT", `/api/v1/tenders/${id}/documents/a.txt`, "招标文件", { "content-type": "application/octet-stream" })).json["code"];
  expect(await put("tenderer-3")).toBe("not-found");
  expect(await put("tenderer-1")).toBeUndefined();
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${id}/registration`);
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${id}/submission`)).json["code"]).toBe("sale-too-early");
  expect(await redraft(1, tenderBody({}, [lotBody({ lot: "2" })]))).toBe("lots-fixed");
  expect(await redraft(1, tenderBody({ compulsory: false }))).toBe("must-be-compulsory");
  expect(await redraft(1, form)).toBeUndefined();
  expect(await redraft(1, form)).toBe("stale");
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${id}/submission`);
  expect(await redraft(3, form)).toBe("tender-not-draft");
  expect(await put("tenderer-1")).toBe("tender-not-draft");
});

test("the evaluation report is read by the lot's own tenderer and committee, letters by their firm; nobody else's", async () => {
  const actors = await allActors(town.world.db, town.world.exchange.id);
  await town.done("bidder-1", "POST", `${part}/confirmations`);
  await town.done("staff-1", "POST", `${part}/record`);
  await appoint(town, tender.id);
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/committee`, { members: [...SEATS.slice(0, 4), SEATS[1]] })).status).toBe(422);
  const worksFor = (uscc: string | null) => town.database.as("owner").updateTable("actors").set({ org_uscc: uscc }).where("actor_id", "=", SEATS[1]?.actor ?? "").execute();
  await worksFor(firm("bidder-2"));
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/committee`, { members: SEATS })).json).toMatchObject({ code: "members-must-avoid" });
  await worksFor(null);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/committee`, { members: SEATS });
  const row = { ...(await town.world.db.selectFrom("notices").selectAll().where("tender_id", "=", tender.id).executeTakeFirstOrThrow()), lot: "1" };
  const readers = async (audience: string): Promise<string[]> => {
    const may: string[] = [];
    for (const actor of actors) if (await maySee(town.world, { ...row, audience }, actor)) may.push(actor.id);
    return may.sort();
  };
  expect(await readers("desk")).toEqual(["committee-1", "committee-2", "committee-3", "committee-4", "committee-5", "staff-1", "staff-2", "supervisor-1", "supervisor-2", "supervisor-3", "tenderer-1", "tenderer-2"]);
  expect(await readers(firm("bidder-1"))).toEqual(["bidder-1", "staff-1", "staff-2", "supervisor-1", "supervisor-2", "supervisor-3"]);
});
