import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { contestTown, FIRMS, type ContestTown } from "../support/sale-contest.js";
import { announce, equityForm, registeredSale } from "../support/sales.js";

// The supervisor stops a sale and lets it go on: nobody applies meanwhile, applications close later by as long, the contest stands still with it. And the pre-disclosure where control goes.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const http = () => town.bank.town;
const order = (sale: string, act: "suspension" | "resumption", actor = "supervisor-1") => http().ask(actor, "POST", `/api/v1/sales/${sale}/${act}`, { reason: "第三人提出权属异议" });
const apply = async (sale: string, actor: string) => (await http().ask(actor, "POST", `${town.lotUrl(sale)}/application`, { statement: "本单位申请竞买。" })).json["code"] ?? "applied";

test("a listing stands still with its contest: no application and no offer, then each for as long as was left", async () => {
  const { at, listed, seated, offer, lotOf, viewOf, own } = town;
  const [sale, long, early] = [await listed({ reserve: false }), await listed({ reserve: false }), await listed({ reserve: false })];
  expect((await order(sale, "resumption")).json["code"]).toBe("move-not-open");
  expect([(await order(early, "suspension", "tenderer-1")).status, (await order(early, "suspension")).status, (await order(early, "suspension")).json["code"]]).toEqual([403, 201, "move-not-open"]);
  await at("07T10:00:00");
  expect(await lotOf(early), "it does not open while it stands still").toMatchObject({ stage: "suspended" });
  const [A, B] = [await seated(sale, "A"), await seated(long, "A")];
  expect([await offer(sale, A, "12,000"), await offer(long, B, "12,000")]).toEqual(["offered", "offered"]);

  await at("16T16:30:00");
  expect((await order(sale, "suspension")).json).toEqual({ lots: ["1"], contests: [`${sale}-01-A1`] });
  await order(long, "suspension");
  await http().world.floor.keep();
  expect([await apply(sale, FIRMS.B), await offer(sale, A, "12,100")]).toEqual(["sale-applications-closed", "auction-frozen"]);
  expect(await viewOf(sale)).toMatchObject({ frozen: { causes: ["order"] } });
  await at("16T17:00:00");
  expect((await order(sale, "resumption")).status).toBe(201);
  await http().world.floor.keep();
  expect(await lotOf(sale)).toMatchObject({ stage: "contest", applyUntil: "2026-09-16T17:30:00+08:00", orders: [{ order: "suspend", reason: "第三人提出权属异议", at: "2026-09-16T16:30:00+08:00" }, { order: "resume" }] });
  await at("16T17:29:59.999");
  expect([await apply(sale, FIRMS.B), await offer(sale, A, "12,100")]).toEqual(["applied", "offered"]);
  await at("16T17:30:00");
  expect(await apply(sale, FIRMS.C)).toBe("application-late");
  expect(await viewOf(sale)).toMatchObject({ endsAt: "2026-09-21T10:30:00+08:00", frozen: null });

  await at("16T18:30:00");
  expect((await order(long, "resumption")).status, "after two hours").toBe(201);
  await http().world.floor.keep();
  expect(await offer(long, B, "12,100"), "bidders are told a day before").toBe("auction-frozen");
  await at("17T18:31:00");
  expect(await offer(long, B, "12,100")).toBe("offered");
  expect(await lotOf(long)).toMatchObject({ applyUntil: "2026-09-16T19:00:00+08:00" });
  expect((await order(early, "resumption")).status).toBe(201);
  await at("17T18:32:00");
  expect(await lotOf(early), "its day has come meanwhile").toMatchObject({ stage: "contest" });
  await at("21T10:30:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { endedAt: "2026-09-21T10:30:00+08:00" } });
  expect(await own(sale, "A")).toMatchObject({ refund: { due: null } });
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  expect((await verifyBundle(must(await makeSaleBundle(http().world, sale)))).faults).toEqual([]);
}, 240_000);

test("a disclosure that stood still opens later by as long, and money for an application made before still comes in time", async () => {
  const { bank, lotUrl, own, lotOf } = town;
  const sale = await registeredSale(http(), "property", equityForm({ startsAt: "2026-11-10T09:00:00+08:00", applyUntil: "2026-11-09T00:00:00+08:00" }));
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(http(), sale)).toMatchObject({ status: 201 });
  const { number } = await http().done(FIRMS.A, "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。" });
  await http().advance("2026-11-08T00:00:00+08:00");
  await order(sale, "suspension");
  await http().advance("2026-11-09T12:00:00+08:00");
  await bank.transfer(bank.accountOf(FIRMS.A), String(number), 250_000_000n);
  expect(await own(sale, "A")).toMatchObject({ deposit: "held" });
  await http().advance("2026-11-10T00:00:00+08:00");
  await order(sale, "resumption");
  expect(await lotOf(sale)).toMatchObject({ stage: "noticed", applyUntil: "2026-11-11T00:00:00+08:00" });
  await http().advance("2026-11-10T12:00:00+08:00");
  expect(await lotOf(sale), "its opening moved with it").toMatchObject({ stage: "noticed" });
  expect(await apply(sale, FIRMS.B)).toBe("applied");
  await http().advance("2026-11-11T00:00:00+08:00");
  expect(await apply(sale, FIRMS.C)).toBe("application-late");
}, 240_000);

test("where control goes the transfer is pre-disclosed by a second officer, for twenty working days to the millisecond", async () => {
  const sale = await registeredSale(http(), "property", equityForm({ transfer: { ...(equityForm()["transfer"] as object), losesControl: true, government: "晨政函〔2026〕4号", approvedOn: "2026-11-10" }, startsAt: "2027-02-10T09:00:00+08:00", applyUntil: "2027-02-09T00:00:00+08:00" }));
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect((await announce(http(), sale)).json["code"]).toBe("not-pre-disclosed");
  const preDisclose = (actor: string) => http().ask(actor, "POST", `/api/v1/sales/${sale}/pre-disclosure`);
  await http().advance("2026-11-16T09:00:00+08:00");
  expect((await preDisclose("tenderer-1")).json["code"]).toBe("four-eyes");
  const published = await preDisclose("tenderer-2");
  expect(published).toMatchObject({ status: 201, json: { notice: `${sale}-N1`, warnings: [] } });
  const notice = JSON.stringify((await http().ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json);
  for (const words of ["产权转让公告（预披露）", "正式披露不早于", "2026-12-15T00:00:00+08:00", "晨光市城投物业有限公司"]) expect(notice, words).toContain(words);
  expect(notice, "no price before the disclosure").not.toContain("起始价");
  await http().advance("2026-12-14T23:59:59.999+08:00");
  expect((await announce(http(), sale)).json["code"]).toBe("sale-too-soon");
  await http().advance("2026-12-15T00:00:00+08:00");
  expect(await announce(http(), sale)).toMatchObject({ status: 201 });
}, 240_000);
