import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { dueSales } from "../../src/sales/queries.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { contestTown, FIRMS, type ContestTown, type Name } from "../support/sale-contest.js";
import { announce, cny, equityForm, parcelForm, registeredSale } from "../support/sales.js";

// What was not dealt is listed again: a notice with days of its own, a contest of its own, applicants and deposits of its own.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const http = () => town.bank.town;
const AGAIN = { startsAt: "2026-10-20T09:00:00+08:00", listingEndsAt: "2026-11-05T10:00:00+08:00", applyUntil: "2026-10-30T17:00:00+08:00" };
const lower = [{ ...(parcelForm()["lots"] as object[])[0], floor: cny("110000000.00"), deposit: cny("24000000.00") }];

async function redrafted(sale: string, form: object): Promise<void> {
  const { prepared } = (await http().ask("tenderer-1", "GET", `/api/v1/sales/${sale}`)).json;
  await http().done("tenderer-1", "PUT", `/api/v1/sales/${sale}`, { version: (prepared as { version: number }).version, form });
}

async function bytesOf(sale: string): Promise<MemoryBundle> {
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  const all = new Map<string, Uint8Array>();
  for (const [name, file] of must(await makeSaleBundle(http().world, sale))) {
    const parts: Uint8Array[] = [];
    for await (const part of file.read()) parts.push(part);
    all.set(name, Buffer.concat(parts));
  }
  return all;
}

test("land nobody offered for is listed again at a lower price after twenty days more; a firm of the first round applies and pays anew", async () => {
  const { bank, at, listed, lotOf, own, refund, usccOf, lotUrl } = town;
  const sale = await listed({ reserve: false });
  await at("07T10:00:00");
  await town.seated(sale, "A");
  expect((await announce(http(), sale, "relist")).json["code"]).toBe("move-not-open");
  await at("21T10:00:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "no_deal", contest: `${sale}-01-A1`, outcome: { how: "no-deal" } });
  expect(await own(sale, "A")).toMatchObject({ deposit: "held", refund: { due: "2026-09-29" } });
  await redrafted(sale, parcelForm({ reserve: false, lots: lower, ...AGAIN, startsAt: "2026-10-11T10:00:00+08:00" }));
  await at("21T10:00:00.001");
  expect((await announce(http(), sale, "relist")).json["code"], "twenty days of its own").toBe("sale-too-soon");
  await redrafted(sale, parcelForm({ reserve: false, lots: lower, ...AGAIN }));
  expect((await announce(http(), sale, "relist", "tenderer-1")).json["code"]).toBe("four-eyes");
  expect((await announce(http(), sale, "relist")).json).toMatchObject({ notice: `${sale}-N4`, round: 2 });
  expect(await lotOf(sale)).toMatchObject({ stage: "noticed", contest: `${sale}-01-A2`, outcome: null });
  expect((await http().ask(null, "GET", `/api/v1/sales/${sale}`)).json["rounds"]).toMatchObject([{ round: 1, move: "publishNotice" }, { round: 2, move: "relist" }]);

  expect(await own(sale, "A"), "the first deposit goes back by the end of the first contest").toMatchObject({ refund: { due: "2026-09-29" } });
  const before = (await own(sale, "A"))["number"];
  await http().advance("2026-10-20T10:00:00+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "contest" });
  expect((await dueSales(http().world.db, http().world.exchange.id, new Date(http().world.clock()))).map(({ sale_id }) => sale_id), "the contest of the first round owes nothing any more").toEqual([]);
  const { number } = await http().done(FIRMS.A, "POST", `${lotUrl(sale)}/application`, { statement: "本单位再次申请竞买。" });
  expect(number).not.toBe(before);
  expect(await own(sale, "A")).toMatchObject({ deposit: "none", verdict: null, earlier: [{ round: 1, deposit: "held", verdict: "qualified", refund: { due: "2026-09-29" } }] });
  expect((await http().ask("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf("A"), verdict: "qualified", reason: "按公告审查" })).json["code"], "the deposit of the first round is none of the second").toBe("application-without-deposit");
  expect(await refund(sale, "A")).toMatchObject({ status: 201, json: { due: "2026-09-29" } });
  await bank.transfer(bank.accountOf(FIRMS.A), String(number), 2_400_000_000n);
  expect((await http().done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf("A"), verdict: "qualified", reason: "按公告审查" }))["certificate"]).toBe(`${sale}-01-Q2`);
  await http().advance("2026-11-05T10:00:00+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "no_deal", outcome: { how: "no-deal" } });

  const bundle = await bytesOf(sale);
  const [first, second] = [`auctions/${sale}-01-A1`, `auctions/${sale}-01-A2`];
  expect([...bundle.keys()].filter((name) => name.endsWith("terms.json")).sort()).toEqual([`${first}/terms.json`, `${second}/terms.json`]);
  expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]);
  const text = (name: string): string => Buffer.from(bundle.get(name) ?? []).toString("utf8");
  const codesOf = async (changes: Readonly<Record<string, Uint8Array | null>>) => (await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map(({ code }) => code);
  const endNotice = `notices/${sale}-N2/v1/notice.json`;
  expect(text(endNotice)).toContain('"type":"sale-end"');
  expect(await codesOf({ [endNotice]: utf8(text(endNotice).replace('"type":"sale-end"', '"type":"sale-note"')) }), "an end that was never published").toContain("auction-again-unended");
  const renamed = { "bundle.json": utf8(text("bundle.json").replace(`"${sale}-01-A1",`, "")), ...Object.fromEntries(["terms.json", "happenings.jsonl", "names.json", "result.json"].map((file) => [`${first}/${file}`, null])) };
  expect(await codesOf(renamed), "a first contest that is left out").toContain("entry-without-file");
}, 240_000);

test("property disclosed anew takes the application of a firm that was refused before", async () => {
  const { usccOf, lotUrl, own } = town;
  const times = (from: string, until: string) => ({ startsAt: `${from}T09:00:00+08:00`, applyUntil: `${until}T00:00:00+08:00` });
  const sale = await registeredSale(http(), "property", equityForm(times("2026-12-10", "2026-12-09")));
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(http(), sale)).toMatchObject({ status: 201 });
  const review = (verdict: string) => http().ask("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf("B"), verdict, reason: "按公告的受让条件审查" });
  const apply = async (name: Name) => {
    const { number } = await http().done(FIRMS[name], "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。" });
    await town.bank.transfer(town.bank.accountOf(FIRMS[name]), String(number), 250_000_000n);
  };
  await apply("B");
  expect(await review("refused")).toMatchObject({ status: 201 });
  await http().advance("2026-12-10T09:00:00+08:00");
  expect(await town.lotOf(sale)).toMatchObject({ stage: "no_deal" });
  await redrafted(sale, equityForm(times("2027-01-20", "2027-01-19")));
  expect((await announce(http(), sale, "redisclose")).json["round"]).toBe(2);
  await apply("B");
  expect(await review("qualified")).toMatchObject({ status: 201 });
  expect(await own(sale, "B")).toMatchObject({ verdict: "qualified", deposit: "held", earlier: [{ round: 1, verdict: "refused" }] });
}, 240_000);
