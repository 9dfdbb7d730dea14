import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { REQUEST } from "../support/draws.js";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { SEATS } from "../support/judging.js";
import { signedIn } from "../support/pages.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";
import { COMPREHENSIVE, lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

// Experts are drawn; a buyer appoints them on a ground of its law alone, said before anybody sits (条例 46, 47; 87号令 48).
let town: TestTown;
const yuan = (amount: string) => ({ amount, currency: "CNY" });
const GIVEN = { ground: "specialised", reason: "超高层建筑风洞试验，省级专家库内无同专业专家", consent: null };
const CONSENT = { office: "晨光市教育局", document: "晨教函〔2026〕31号 关于同意自行选定评审专家的函" };
const lotOf = (tender: TenderInTest): string => `/api/v1/tenders/${tender.id}/lots/1`;
const appoint = (tender: TenderInTest, over: object = {}, actor = "tenderer-1") => town.ask(actor, "POST", `${lotOf(tender)}/appointment`, { ...GIVEN, ...over });
const committee = (tender: TenderInTest) => town.ask("tenderer-1", "POST", `${lotOf(tender)}/committee`, { members: SEATS });
const logged = async (tender: TenderInTest): Promise<number> =>
  (await town.database.db.selectFrom("panel_appointments").select("outbox_id").where("tender_id", "=", tender.id).execute()).length;

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); }, 300_000);
afterAll(async () => { await town.stop(); });

/** A works tender whose bids are open: its committee may sit now. */
async function opened(over: Record<string, unknown> = {}): Promise<TenderInTest> {
  const tender = await publishedTender(town, tenderBody(over, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), method: COMPREHENSIVE })]));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, price] of [["bidder-1", "18600000.00"], ["bidder-2", "17985000.00"], ["bidder-3", "18052000.00"]] as const) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price)).body);
  await town.advance("2026-09-22T09:36:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `${lotOf(tender)}/parts/bid/record`);
  return tender;
}

test("nobody sits in a compulsory tender without a draw; once the appointment is on record they do, and it cannot be said again or drawn after all", async () => {
  const tender = await opened();
  const refused = await committee(tender);
  expect([refused.status, refused.json["code"], refused.json["facts"]]).toEqual([409, "draw-needed", { law: "招标投标法实施条例第四十七条", lawEn: expect.any(String) as unknown }]);
  expect((await appoint(tender, { ground: "hurry" })).json).toMatchObject({ status: 422, code: "appointment-ground", facts: { ground: "hurry", known: expect.stringContaining("国家有特殊要求") as unknown } });
  expect((await appoint(tender, { reason: " " })).status).toBe(422);
  expect((await appoint(tender, {}, "tenderer-3")).status, "another buyer").toBe(404);
  expect(await logged(tender), "what is refused writes nothing").toBe(0);
  const both = await Promise.all([appoint(tender), appoint(tender, { reason: "第二个理由，同时提交" })]);
  expect(both.map(({ status }) => status).sort(), "of two at once one is kept").toEqual([201, 409]);
  expect(both.find(({ status }) => status === 409)?.json["code"]).toBe("appointment-made");
  expect((await town.ask("tenderer-1", "POST", `${lotOf(tender)}/draws`, REQUEST)).json["code"]).toBe("appointment-made");
  expect((await committee(tender)).status).toBe(201);
  expect((await appoint(tender)).json["code"], "after they sit").toBe("draw-not-now");
});

test("where the law does not bind a tender its buyer seats experts without a word", async () => {
  const tender = await publishedTender(town, tenderBody({ compulsory: false, stateControlled: false, saleFrom: "2026-09-23T09:30:00+08:00", saleUntil: "2026-09-28T17:00:00+08:00", deadline: "2026-10-15T09:30:00+08:00" }, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), method: COMPREHENSIVE })]));
  await town.advance("2026-10-15T09:00:00+08:00");
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", "18600000.00")).body);
  await town.advance("2026-10-15T09:36:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `${lotOf(tender)}/parts/bid/record`);
  expect((await committee(tender)).status).toBe(201);
});

test("a purchaser needs the consent of its budget authority, and its page asks for it", async () => {
  const play = goodsOn(town);
  const tender = await publishedTender(town, goodsTender({ saleFrom: "2026-10-16T09:30:00+08:00", saleUntil: "2026-10-23T17:00:00+08:00", deadline: "2026-11-10T09:30:00+08:00" }, [goodsLot({ method: LOWEST_PRICE })]), "procurement");
  const url = `${play.lotUrl(tender)}/appointment`;
  expect((await town.ask("tenderer-1", "POST", url, GIVEN)).json).toMatchObject({ status: 422, code: "appointment-consent", facts: { law: "87号令第四十八条" } });
  expect((await town.ask("tenderer-1", "POST", url, { ...GIVEN, ground: "state-demand", consent: CONSENT })).json["code"], "a ground of works alone").toBe("appointment-ground");
  const page = await signedIn(town, "tenderer-1");
  expect((await page.get(`/desk/${tender.id}/1/appointment`)).text).toContain("同意的主管预算单位");
  expect((await town.ask("tenderer-1", "POST", url, { ...GIVEN, consent: CONSENT })).status).toBe(201);
});

test("the report says how the experts came, the bundle proves it, and no other reason passes for it", async () => {
  const judged = await testTown();
  try {
    const tender = await tenderWithResult(judged);
    await archive(judged, tender, "full");
    const bundle: MemoryBundle = await bundleBytes(judged, tender, "full");
    const report = await verifyBundle(filesOf(bundle));
    expect(report.faults).toEqual([]);
    expect(report.notes).toContainEqual(expect.objectContaining({ code: "experts-appointed", facts: { lot: "1", round: "评标委员会", reason: expect.stringContaining("盾构") as unknown } }));
    const path = "evaluation/1/appointment.json";
    const text = Buffer.from(bundle.get(path) ?? []).toString("utf8");
    const faults = async (files: MemoryBundle): Promise<string[]> => (await verifyBundle(filesOf(files))).faults.map(({ code }) => code);
    expect(await faults(spoiled(bundle, { [path]: Buffer.from(text.replace("complex", "specialised")) }))).toContain("entry-hash");
    expect(await faults(spoiled(bundle, { [path]: null }))).toContain("file-missing");
  } finally { await judged.stop(); }
});
