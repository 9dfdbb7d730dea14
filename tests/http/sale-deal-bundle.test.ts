import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { commandsOf, runReadme } from "../support/readme.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps } from "../support/sale-deals.js";

// The bundle of a sale that went to its end: a stranger checks both signatures, the price, the dates and every payment.
let town: ContestTown;
let sale: string;
let bundle: MemoryBundle;
const act = (serial: number) => `deals/1/1/${String(serial)}.json`;

beforeAll(async () => {
  town = await contestTown("2026-08-17T09:00:00+08:00");
  const { at, bank, usccOf, lotUrl } = town;
  const { dealt, confirmed, contract, pay, publish, close } = dealSteps(town);
  [sale] = await dealt({}) as [string];
  await bank.town.ask("tenderer-1", "POST", `${lotUrl(sale)}/forfeitures`, { firm: usccOf("A"), grounds: [{ ground: "false-papers", clause: "公告第六条" }], finding: "资格文件存疑" });
  await confirmed(sale);
  await publish(sale);
  await at("30T11:00:00");
  await contract(sale);
  for (const fen of [6_000_000_000n, 4_600_000_000n]) await pay(sale, "bidder-2", fen);
  await close(sale);
  await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  const files = new Map<string, Uint8Array>();
  for (const [name, file] of must(await makeSaleBundle(bank.town.world, sale))) {
    const parts: Uint8Array[] = [];
    for await (const part of file.read()) parts.push(part);
    files.set(name, Buffer.concat(parts));
  }
  bundle = files;
}, 180_000);
afterAll(async () => { await town.stop(); });

const text = (name: string): string => Buffer.from(bundle.get(name) ?? []).toString("utf8");
const changed = (name: string, change: (text: string) => string) => ({ [name]: utf8(change(text(name))) });
const serialOf = (step: string, which = 0): number => [...bundle.keys()].filter((name) => /^deals\/1\/1\/\d+\.json$/.test(name)).map((name) => JSON.parse(text(name)) as { step: string; serial: number }).filter((each) => each.step === step).map(({ serial }) => serial).sort((a, b) => a - b)[which] ?? 0;
const codesOf = async (changes: Readonly<Record<string, Uint8Array | null>>): Promise<string[]> => (await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map(({ code }) => code);

test("it is sound: both signatures good, the price that of the contest, every fen of it paid; what is said of keeping a deposit stays out", async () => {
  const { faults, notes } = await verifyBundle(filesOf(bundle));
  expect([faults, notes.find(({ code }) => code === "deal-acts-withheld")?.facts]).toEqual([[], { lot: "1", count: 1 }]);
  expect(notes.map(({ code }) => code)).not.toContain("deal-price-open");
  expect([...bundle.keys()].filter((name) => name.startsWith("deals/"))).toHaveLength(10);
  expect([...bundle.values()].some((bytes) => Buffer.from(bytes).includes("资格文件存疑"))).toBe(false);
});

describe("what was changed afterwards is named", () => {
  test.each<[string, () => Readonly<Record<string, Uint8Array | null>>, string]>([
    ["a price in the contract", () => changed(act(serialOf("contracted")), (all) => all.replace('"price":"13000000000"', '"price":"12900000000"')), "deal-price-differs"],
    ["a date in the contract", () => changed(act(serialOf("contracted")), (all) => all.replace("2026-10-30", "2026-11-30")), "deal-schedule-differs"],
    ["a half that is less", () => changed(act(serialOf("contracted")), (all) => all.replace('"6500000000"', '"6400000000"')), "deal-schedule-differs"],
    ["rules of another day", () => changed(act(serialOf("contracted")), (all) => all.replace('"rulesOn":"2026-08-17"', '"rulesOn":"2026-08-18"')), "deal-schedule-differs"],
    ["a deposit that counts a fen more", () => changed(act(serialOf("paid")), (all) => all.replace('"2400000000"', '"2400000001"')), "deal-deposit-differs"],
    ["a deposit that counts twice", () => changed(act(serialOf("paid", 1)), (all) => all.replace('"source":"bank"', '"source":"deposit"')), "deal-deposit-differs"],
    ["more than the price", () => changed(act(serialOf("paid", 2)), (all) => all.replace('"4600000000"', '"4600000001"')), "deal-overpaid"],
    ["a payment that is another", () => changed(act(serialOf("paid", 1)), (all) => all.replace('"6000000000"', '"5900000000"')), "entry-hash"],
    ["the signature of another act", () => ({ "deals/1/1/winner.act": bundle.get("deals/1/1/seller.act") ?? null }), "deal-unsigned"],
    ["a signature over something else", () => changed("deals/1/1/winner.act", (all) => all.replace(/"signature":"MI(.{8})/, '"signature":"MI$1'.replace("$1", "AAAAAAAA"))), "act-wrong"],
    ["a signature that is gone", () => ({ "deals/1/1/seller.act": null }), "file-missing"],
    ["a confirmation that is another PDF", () => changed(act(serialOf("prepared")), (all) => all.replace(/"document":"[0-9a-f]{4}/, '"document":"0000')), "deal-confirmation-differs"],
    ["an act of another lot", () => changed(act(serialOf("published")), (all) => all.replace('"lot":"1"', '"lot":"2"')), "deal-elsewhere"],
    ["an act too many", () => ({ [act(99)]: utf8("{}") }), "file-extra"],
  ])("%s", async (_, spoil, code) => { expect(await codesOf(spoil())).toContain(code); });
});

test("README.txt repeats it with stock tools alone, and finds another signature and another sum", () => {
  const run = (files: MemoryBundle): { readonly status: number; readonly output: string } => {
    const folder = mkdtempSync(path.join(tmpdir(), "daylight-deal-"));
    try {
      for (const [name, bytes] of files) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), bytes);
      }
      return runReadme(folder, commandsOf(text("README.txt")));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  expect(run(bundle)).toEqual({ status: 0, output: "" });
  for (const spoil of [{ "deals/1/1/winner.act": bundle.get("deals/1/1/seller.act") ?? null }, changed(act(serialOf("paid", 1)), (all) => all.replace('"6000000000"', '"5900000000"'))]) expect(run(spoiled(bundle, spoil)).status).not.toBe(0);
});
