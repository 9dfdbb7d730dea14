import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { contestTown, FIRMS, type ContestTown, type Name } from "../support/sale-contest.js";
import { announce, cny, equityForm, registeredSale } from "../support/sales.js";

// G13a: one qualified transferee is dealt with alone, and nowhere else: at the act, in the database and in the bundle.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-31T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const http = () => town.bank.town;
async function disclosed(over: object = {}): Promise<string> {
  const sale = await registeredSale(http(), "property", equityForm({ ...over }));
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(http(), sale)).toMatchObject({ status: 201 });
  return sale;
}
const apply = (sale: string, name: Name, offer: string | null) => http().ask(FIRMS[name], "POST", `${town.lotUrl(sale)}/application`, { statement: "本单位申请受让。", offer: offer === null ? null : cny(offer) });
const decide = (sale: string, name: Name, verdict: string) => http().done("tenderer-1", "POST", `${town.lotUrl(sale)}/reviews`, { firm: town.usccOf(name), verdict, reason: "按公告的受让条件审查" });
async function paid(sale: string, name: Name, offer: string | null = null): Promise<void> {
  const { json } = await apply(sale, name, offer);
  await town.bank.transfer(town.bank.accountOf(FIRMS[name]), String(json["number"]), 250_000_000n);
}
const deal = async (sale: string, price: string, actor = "staff-1") => {
  const { status, json } = await http().ask(actor, "POST", `${town.lotUrl(sale)}/single-deal`, { price: cny(price) });
  return status === 201 ? "dealt" : json["code"];
};

let bundle: MemoryBundle;
let sale: string;
test("one transferee: not before applications close, not while one is undecided, not where two are qualified, not below floor or own offer", async () => {
  const [two, none] = [await disclosed(), await disclosed()];
  sale = await disclosed();
  expect((await apply(sale, "A", "9999999.99")).json["code"]).toBe("application-offer-low");
  await paid(sale, "A", "10200000.00");
  await paid(sale, "B");
  await decide(sale, "A", "qualified");
  for (const name of ["A", "B"] as const) {
    await paid(two, name);
    await decide(two, name, "qualified");
  }
  expect(await deal(sale, "10200000.00")).toBe("applications-run");
  await town.at("28T23:59:59.999");
  expect(await deal(sale, "10200000.00")).toBe("applications-run");
  await town.at("29T00:00:00");
  expect(await deal(sale, "10200000.00")).toBe("sale-applications-undecided");
  await decide(sale, "B", "refused");
  expect([await deal(sale, "10199999.99"), await deal(sale, "10200000.00", "tenderer-1"), await deal(two, "10200000.00"), await deal(none, "10200000.00")]).toEqual(["single-price-low", "not-yours", "competition-due", "no-applicant-qualified"]);
  expect([await deal(sale, "10200000.00"), await deal(sale, "10200000.00")]).toEqual(["dealt", "move-not-open"]);
  expect(await town.lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "none", amount: cny("10200000.00") } });
  expect([await town.own(sale, "A"), await town.own(sale, "B")]).toMatchObject([{ refund: { due: null } }, { refund: { due: "2026-10-12" } }]);
  const told = async (actor: string) => ((await http().ask(actor, "GET", "/api/v1/messages")).json as { messages: { kind: string }[] }).messages.filter((each) => JSON.stringify(each).includes(sale)).map(({ kind }) => kind).filter((kind) => kind === "sale-won" || kind === "sale-result");
  expect([await told(FIRMS.A), await told(FIRMS.B), await told("tenderer-1")], "whoever has it, whoever has not, and the seller").toEqual([["sale-won"], ["sale-result"], ["sale-result"]]);
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  const all = new Map<string, Uint8Array>();
  for (const [name, file] of must(await makeSaleBundle(http().world, sale))) {
    const parts: Uint8Array[] = [];
    for await (const part of file.read()) parts.push(part);
    all.set(name, Buffer.concat(parts));
  }
  bundle = all;
}, 240_000);

test("the database keeps an outcome without a contest only where one transferee was dealt with alone", async () => {
  const { db, exchange } = http().world;
  const outcome = (round: number, auction: string | null) => sql`insert into sale_outcomes (exchange_id, sale_id, lot, round, auction_id, how, reserve, firm, amount_fen, ended_at, settled_at)
    values (${exchange.id}, ${sale}, '1', ${round}, ${auction}, 'deal', 'none', ${town.usccOf("A")}, 1, now(), now())`.execute(db);
  await expect(outcome(2, null)).rejects.toThrow(/a contest, or one transferee alone/);
});

const single = () => [...bundle.keys()].find((name) => name.startsWith("singles/")) ?? "";
const textOf = (name: string): string => Buffer.from(bundle.get(name) ?? []).toString("utf8");
const faultsOf = async (changes: Readonly<Record<string, Uint8Array | null>>): Promise<string[]> => (await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map(({ code }) => code);
const changed = (change: (text: string) => string) => ({ [single()]: utf8(change(textOf(single()))) });

describe("the bundle of a deal with one transferee", () => {
  test("is sound", async () => { expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]); });

  test.each<[string, () => Readonly<Record<string, Uint8Array | null>>, string]>([
    ["a second qualified applicant", () => changed((text) => text.replace('"certificate":null,"deposit":"held","verdict":"refused"', '"certificate":"X-Q2","deposit":"held","verdict":"qualified"')), "single-with-competition"],
    ["an application nobody decided", () => changed((text) => text.replace('"verdict":"refused"', '"verdict":null')), "single-undecided"],
    ["another transferee", () => changed((text) => text.replace(/("transferee":\{"certificate":")[^"]+/, "$1X-Q9")), "single-other-firm"],
    ["a deal before applications closed", () => changed((text) => text.replace(/"decidedAt":"2026-09-29T00:00:00/, '"decidedAt":"2026-09-28T23:59:59')), "single-too-early"],
    ["a price below the own offer", () => changed((text) => text.replace(/("price":\{"amount":")[^"]+/, "$110100000.00")), "single-price-low"],
    ["a floor that is another", () => changed((text) => text.replace(/("floor":\{"amount":")[^"]+/, "$19000000.00")), "single-floor-differs"],
    ["whatever else is another", () => changed((text) => text.replace("10200000.00", "10300000.00")), "single-differs"],
    ["a deal that is left out", () => ({ [single()]: null, "bundle.json": utf8(textOf("bundle.json").replace(/"singles":\[[^\]]*\],/, "")) }), "entry-without-file"],
  ])("%s is named", async (_, changes, code) => {
    const forged = changes();
    expect(Object.entries(forged).some(([name, bytes]) => bytes === null || Buffer.from(bytes).toString("utf8") !== textOf(name)), "the forgery changes something").toBe(true);
    expect(await faultsOf(forged)).toContain(code);
  });
});
