import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { mandateBody, mandated } from "../support/mandates.js";
import { formOf, signedIn } from "../support/pages.js";
import { draftFirm, FIRM, registeredFirm } from "../support/people.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody, withdraw, type TenderInTest } from "../support/works-tender.js";

// An organisation closes its account: not while anything of it runs, and then for everybody who acts for it, at once.
let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown();
  tender = await publishedTender(town, tenderBody({}, [lotBody()]));
  await town.advance("2026-09-01T10:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

const leave = (actor: string) => town.ask(actor, "POST", "/api/v1/organisation/leaving", { reason: "业务停止" });
const stateOf = async (uscc: string): Promise<string> => (await town.world.db.selectFrom("organisations").select("state").where("uscc", "=", uscc).executeTakeFirstOrThrow()).state;
const usccOf = (actor: string): string => goodsOn(town).usccOf(actor);
const lodge = async (actor: string, price = "31000000.00") => town.ask(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", price)).body);

test("with a bid that stands it is refused, and told which; withdrawn, it may leave: nobody acts for it any more, its bids and acts stay", async () => {
  expect((await lodge("bidder-1")).status).toBe(201);
  expect((await leave("bidder-1")).json).toMatchObject({ code: "organisation-tied", facts: { held: `未结束的投标（${tender.id}/1）` } });
  const page = await signedIn(town, "bidder-1");
  expect((await page.get("/account/organisation")).text).toContain(`未结束的投标（${tender.id}/1）`);
  await withdraw(town, "bidder-1", tender.id, "1");
  const form = formOf((await page.get("/account/organisation")).text, "leave-exchange");
  expect((await page.post(form.action, { ...form.fields, reason: "业务停止" })).status).toBe(303);
  expect(await stateOf(usccOf("bidder-1"))).toBe("left");
  expect((await town.ask("bidder-1", "GET", "/api/v1/organisation")).status).toBe(401);
  expect((await town.world.db.selectFrom("actors").select("actor_id").where("org_uscc", "=", usccOf("bidder-1")).where("ended_at", "is", null).execute())).toEqual([]);
  expect((await town.world.db.selectFrom("lodgements").select("kind").where("bidder", "=", usccOf("bidder-1")).orderBy("seq").execute()).map(({ kind }) => kind)).toEqual(["bid", "withdraw"]);
  expect(await town.world.db.selectFrom("organisation_changes").select(["state", "reason", "made_by"]).where("uscc", "=", usccOf("bidder-1")).execute()).toEqual([{ state: "left", reason: "业务停止", made_by: "bidder-1" }]);
});

test("the supervisor does not read of it while a box is open: that it was refused would tell who bids", async () => {
  expect((await lodge("bidder-2")).status).toBe(201);
  expect((await leave("bidder-2")).json["code"]).toBe("organisation-tied");
  const kept = await town.world.db.selectFrom("audit").select("outcome").where("action", "=", "organisation.leave").where("actor_id", "=", "bidder-2").execute();
  expect(kept.map(({ outcome }) => outcome)).toEqual(["409"]);
  expect((await town.done("supervisor-1", "GET", "/api/v1/audit?action=organisation.leave"))["rows"]).toEqual([]);
});

test("a firm that lodges while it leaves does one or the other: whichever comes first, the other knows it", async () => {
  const uscc = usccOf("bidder-3");
  const { body } = await sealBid(town, "bidder-3", tender.id, "1", "31000000.00");
  // The lodgement is past its door and waits at the box; meanwhile the firm leaves.
  const [late, left] = await meanwhile(sql`select from parts where tender_id = ${tender.id} for update`, () => town.ask("bidder-3", "POST", lodgements(tender.id), body), () => leave("bidder-3"));
  expect([left.json["state"], late.json["code"]]).toEqual(["left", "organisation-left"]);
  expect(await stateOf(uscc)).toBe("left");
  // The lodgement holds its firm and waits for the log; the firm that would leave waits for it.
  const other = await sealBid(town, "bidder-4", tender.id, "1", "31000000.00");
  const [taken, refused] = await meanwhile(sql`lock table outbox in share mode`, () => town.ask("bidder-4", "POST", lodgements(tender.id), other.body), () => leave("bidder-4"), 2);
  expect([taken.status, refused.json["code"]]).toEqual([201, "organisation-tied"]);
});

/** Starts the first under somebody's lock, does the second once the first waits for it, and lets go: `waiting` many wait by then. */
async function meanwhile<First, Second>(lock: ReturnType<typeof sql>, first: () => Promise<First>, second: () => Promise<Second>, waiting = 1): Promise<[First, Second]> {
  const waits = async (count: number): Promise<void> => { while (Number((await sql<{ n: string }>`select count(*) as n from pg_locks where not granted`.execute(town.world.db)).rows[0]?.n) < count); };
  const [one, two] = await town.database.as("owner").transaction().execute(async (tx) => {
    await lock.execute(tx);
    const begun = [first(), waits(1).then(second)] as const;
    if (waiting > 1) await waits(waiting);
    else await begun[1];
    return begun.map((each) => ({ each })); // not awaited: the first waits for this transaction
  });
  return [await (one?.each as Promise<First>), await (two?.each as Promise<Second>)];
}

test("a tenderer leaves when its tenders are over, an agency not while their mandate runs, nor while it keeps keys", async () => {
  expect((await leave("tenderer-1")).json).toMatchObject({ code: "organisation-tied", facts: { heldEn: expect.stringContaining(`tenders of its own (${tender.id}/1)`) as string } });
  const mandate = await mandated(town, "tenderer-1", mandateBody());
  expect((await leave("agency-1")).json).toMatchObject({ code: "organisation-tied", facts: { held: expect.stringContaining(`未终止的委托（${mandate}）`) as string } });
  await town.done("agency-1", "POST", `/api/v1/mandates/${mandate}/end`, { reason: "不再代理" });
  expect((await leave("agency-1")).json).toMatchObject({ code: "organisation-tied", facts: { held: "交易中心或者主管部门授予的身份（开启人）" } }); // it keeps keys of openings
});

test("a guarantee that is out keeps its firm here, and none is entered for a firm that left", async () => {
  const lot = goodsLot({ method: SCORING, estimate: yuan("12000000.00"), ceiling: yuan("12000000.00"), deposit: yuan("200000.00"), depositDays: 90 });
  const buying = await publishedTender(town, goodsTender({ validityDays: 90, deadline: "2026-10-14T09:30:00+08:00" }, [lot]), "procurement");
  const enter = (uscc: string) => town.ask("cashier-1", "POST", `/api/v1/tenders/${buying.id}/lots/1/guarantees`, { bidder: uscc, kind: "transfer", amount: yuan("200000.00"), validUntil: "2027-03-31" });
  expect((await enter(usccOf("bidder-5"))).status).toBe(201);
  expect((await leave("bidder-5")).json).toMatchObject({ code: "organisation-tied", facts: { held: `未退还的投标保证（${buying.id}/1）` } });
  expect((await enter(usccOf("bidder-1"))).json).toMatchObject({ code: "organisation-left" });
});

test("whoever left registers again and goes on with the next version of its file; an invitation of before is over", async () => {
  const { who, signer } = await registeredFirm(town, "春分");
  const { json: invited } = await who.ask("POST", "/api/v1/organisation/invitations", { name: "清明", role: "bidder", rank: "member" });
  expect((await who.ask("POST", "/api/v1/organisation/leaving", { reason: "休业" })).json).toEqual({ state: "left" });
  expect((await who.ask("GET", "/api/v1/organisation")).json["code"]).toBe("no-office");
  expect((await who.ask("POST", "/api/v1/offices", { code: String(invited["code"]) })).json["code"]).toBe("invitation-over");
  const { registration, file, sha256 } = await draftFirm(who);
  const signature = base64(await signDetached(fromBase64(file), signer));
  expect((await who.ask("POST", `/api/v1/registrations/${registration}/submission`, { sha256, signature, letter: null })).json).toMatchObject({ state: "accepted" });
  expect(((await who.ask("GET", "/api/v1/organisation")).json["versions"] as { version: number }[]).map(({ version }) => version)).toEqual([2, 1]);
  expect((await town.world.db.selectFrom("organisation_changes").select("state").where("uscc", "=", FIRM.uscc).orderBy("change_id").execute()).map(({ state }) => state)).toEqual(["left", "active"]);
});
