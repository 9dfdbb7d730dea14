import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

// A merger is said by both: the organisation that stays says whom it takes in, and the other leaves for it.
let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown();
  tender = await publishedTender(town, tenderBody({}, [lotBody()]));
  await town.advance("2026-09-01T10:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

const usccOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const PAPER = { notice: "晨光市市监登记合并字〔2026〕第3号", on: "2026-09-01" };
const sayTakesIn = (actor: string, other: string, over: Partial<typeof PAPER> = {}) => town.ask(actor, "POST", "/api/v1/organisation/mergers", { absorbed: other, ...PAPER, ...over });
const leaveFor = (actor: string, successor: string | null) => town.ask(actor, "POST", "/api/v1/organisation/leaving", { reason: "被吸收合并", successor });
const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];

test("an organisation takes in another that is registered, by a paper of today or before, once; neither itself nor nobody", async () => {
  expect(codeOf(await sayTakesIn("bidder-1", usccOf("bidder-1")))).toBe("merger-self");
  expect(codeOf(await sayTakesIn("bidder-1", "91341702MA0000162T"))).toBe("merger-unknown");
  expect(codeOf(await sayTakesIn("bidder-1", usccOf("bidder-2"), { on: "2026-09-02" }))).toBe("merger-to-come");
  expect(codeOf(await sayTakesIn("staff-1", usccOf("bidder-2")))).toBe("not-yours");
  expect((await sayTakesIn("bidder-1", usccOf("bidder-2"))).json).toEqual({ absorbed: usccOf("bidder-2"), into: usccOf("bidder-1") });
  expect(codeOf(await sayTakesIn("bidder-1", usccOf("bidder-2")))).toBe("merger-said");
  expect(codeOf(await sayTakesIn("bidder-2", usccOf("bidder-1")))).toBe("merger-crossed");
});

test("two that say at once that each takes in the other: one is heard", async () => {
  const answers = await Promise.all([sayTakesIn("bidder-7", usccOf("bidder-8")), sayTakesIn("bidder-8", usccOf("bidder-7"))]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test("nobody is merged away by what another says: it acts as before, until it leaves itself, and for nobody who did not say so", async () => {
  expect((await town.ask("bidder-2", "GET", "/api/v1/me")).json).toMatchObject({ organisation: { uscc: usccOf("bidder-2") } });
  expect(codeOf(await leaveFor("bidder-2", usccOf("bidder-3")))).toBe("merger-missing");
  expect(codeOf(await leaveFor("bidder-1", usccOf("bidder-2")))).toBe("merger-missing");
});

test("what still binds it is ended first: a bid that stands keeps it here", async () => {
  await town.done("bidder-4", "POST", lodgements(tender.id), (await sealBid(town, "bidder-4", tender.id, "1", "31000000.00")).body);
  expect((await sayTakesIn("bidder-1", usccOf("bidder-4"))).status).toBe(201);
  expect(codeOf(await leaveFor("bidder-4", usccOf("bidder-1")))).toBe("organisation-tied");
});

test("on its own page it chooses for whom it leaves; from then on nobody acts for it, and staff read whom it went to", async () => {
  const who = await signedIn(town, "bidder-2");
  const page = (await who.get("/account/organisation")).text;
  expect(page).toContain(PAPER.notice);
  const form = formOf(page, "leave-exchange");
  expect(page).toContain(`<option value="${usccOf("bidder-1")}"`);
  const { status } = await who.post(form.action, { ...form.fields, reason: "被吸收合并", successor: usccOf("bidder-1") });
  expect(status).toBeLessThan(400);
  expect((await town.ask("bidder-2", "GET", "/api/v1/organisation")).status).toBe(401);
  const { organisations } = (await town.done("staff-1", "GET", `/api/v1/organisations?q=${usccOf("bidder-2")}`)) as { organisations: unknown[] };
  expect(organisations).toEqual([expect.objectContaining({ uscc: usccOf("bidder-2"), state: "left", successor: usccOf("bidder-1") })]);
  const staff = await signedIn(town, "staff-1");
  expect((await staff.get(`/desk/organisations?q=${usccOf("bidder-2")}`)).text).toMatch(new RegExp(`已并入 <code class="id">${usccOf("bidder-1")}`));
  expect((await (await signedIn(town, "bidder-1")).get("/account/organisation")).text).toContain("已完成");
});

test("whoever left takes in nobody and is taken in by nobody, and a successor that is frozen is none", async () => {
  expect(codeOf(await sayTakesIn("bidder-3", usccOf("bidder-2")))).toBe("merger-unknown");
  expect((await sayTakesIn("bidder-5", usccOf("bidder-6"))).status).toBe(201);
  await town.done("staff-1", "PUT", `/api/v1/organisations/${usccOf("bidder-5")}/state`, { frozen: true, reason: "核查" });
  expect(codeOf(await leaveFor("bidder-6", usccOf("bidder-5")))).toBe("merger-missing");
});
