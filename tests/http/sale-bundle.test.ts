import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
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
import type { TestTown } from "../support/town.js";

// The bundle of a sale: a stranger decides its auction again from what was said in it, and finds whatever was changed, left out or made up.
let contest: ContestTown;
let town: TestTown;
let sale: string;
let auction: string;
let bundle: MemoryBundle;
const archive = (actor = "tenderer-1") => town.ask(actor, "POST", `/api/v1/sales/${sale}/archive`, {});
const seat = (actor: string) => ({ firm: town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "", name: town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "" });

beforeAll(async () => {
  contest = await contestTown("2026-08-17T09:00:00+08:00");
  const { at, listed, seated, offer, reserveFixed, open } = contest;
  town = contest.bank.town;
  sale = await listed();
  auction = `${sale}-01-A1`;
  await at("07T10:00:00");
  const [A, B] = [await seated(sale, "A"), await seated(sale, "B"), await seated(sale, "C")];
  await at("08T10:06:00");
  expect([await offer(sale, A, "12,000"), await offer(sale, B, "12,100"), await offer(sale, A, "12,100"), await offer(sale, A, "12,200")]).toEqual(["offered", "offered", "offer-too-low", "offered"]);
  await at("20T15:00:00");
  const file = await reserveFixed(sale, "12,100");
  expect((await archive()).json["code"]).toBe("archive-auction-runs");
  await at("21T10:30:00");
  expect((await archive()).json["code"]).toBe("archive-reserve-waits");
  expect((await open(sale, file)).json).toEqual({ matches: true });
  expect([(await archive("tenderer-3")).json["code"], (await archive()).status]).toEqual(["not-found", 201]);
  bundle = await bytesOf();
}, 120_000);
afterAll(async () => { await contest.stop(); });

async function bytesOf(): Promise<MemoryBundle> {
  const all = new Map<string, Uint8Array>();
  for (const [name, file] of must(await makeSaleBundle(town.world, sale))) {
    const parts: Uint8Array[] = [];
    for await (const part of file.read()) parts.push(part);
    all.set(name, Buffer.concat(parts));
  }
  return all;
}

const text = (name: string): string => Buffer.from(bundle.get(`auctions/${auction}/${name}`) ?? []).toString("utf8");
const faultsOf = async (changes: Readonly<Record<string, Uint8Array | null>>): Promise<string[]> =>
  (await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map(({ code }) => code);
const changed = (name: string, change: (text: string) => string) => ({ [`auctions/${auction}/${name}`]: utf8(change(text(name))) });

test("the bundle is sound, the same bytes each time, and everybody fetches it", async () => {
  const report = await verifyBundle(filesOf(bundle));
  expect([report.faults, report.tender, report.edition]).toEqual([[], sale, "public"]);
  expect([...(await bytesOf())].map(([name, bytes]) => `${name} ${Buffer.from(bytes).toString("hex")}`)).toEqual([...bundle].map(([name, bytes]) => `${name} ${Buffer.from(bytes).toString("hex")}`));
  const fetched = await town.app.request(`/api/v1/sales/${sale}/bundle`);
  expect([fetched.status, fetched.headers.get("content-type")]).toEqual([200, "application/zip"]);
  expect(JSON.parse(text("result.json"))).toMatchObject({ how: "deal", reserve: "reached", amount: { amount: "122000000.00" } });
  expect([...bundle.keys()].filter((name) => name.endsWith("reserve.json")), "the reserve stays with its keeper").toEqual([]);
});

describe("what was changed afterwards is named", () => {
  test.each<[string, () => Readonly<Record<string, Uint8Array | null>>, string]>([
    ["a price in the record", () => changed("happenings.jsonl", (all) => all.replace('"amount":"122000000.00"', '"amount":"123000000.00"')), "auction-decided-otherwise"],
    ["an offer that is left out", () => changed("happenings.jsonl", (all) => all.split("\n").filter((line) => !(line.includes('"kind":"offered"') && line.includes("121000000.00"))).join("\n")), "auction-decided-otherwise"],
    ["a refusal that is left out", () => changed("happenings.jsonl", (all) => all.split("\n").filter((line) => !line.includes('"kind":"refused"')).join("\n")), "auction-decided-otherwise"],
    ["a winner that is another", () => changed("result.json", (all) => all.replace(/"paddle":"(\d)/, (_, first: string) => `"paddle":"${String((Number(first) % 9) + 1)}`)), "auction-result-differs"],
    ["a price that is another", () => changed("result.json", (all) => all.replace("122000000.00", "121000000.00")), "auction-result-differs"],
    ["a firm behind a number", () => changed("names.json", (all) => all.replace(seat("bidder-1").firm, seat("bidder-4").firm)), "auction-name-differs"],
    ["terms that were others", () => changed("terms.json", (all) => all.replace('"windowMs":300000', '"windowMs":300001')), "auction-terms-differ"],
    ["an auction that is left out", () => ({ ...Object.fromEntries(["terms.json", "happenings.jsonl", "names.json", "result.json"].map((name) => [`auctions/${auction}/${name}`, null])), "bundle.json": utf8(Buffer.from(bundle.get("bundle.json") ?? []).toString("utf8").replace(`"auctions":["${auction}"]`, '"auctions":[]')) }), "entry-without-file"],
    ["a file too many", () => ({ [`auctions/${auction}/more.json`]: utf8("{}") }), "file-extra"],
    ["a notice that is gone", () => ({ [`notices/${sale}-N1/v1/notice.pdf`]: null }), "file-missing"],
    ["a reserve that was not reached", () => changed("result.json", (all) => all.replace('"reached"', '"not-reached"')), "archive-differs"],
  ])("%s", async (_, spoil, code) => { expect(await faultsOf(spoil())).toContain(code); });
});

test("README.txt repeats it with stock tools alone, and finds a changed price and another firm", () => {
  const run = (files: MemoryBundle): { readonly status: number; readonly output: string } => {
    const folder = mkdtempSync(path.join(tmpdir(), "daylight-sale-"));
    try {
      for (const [name, bytes] of files) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), bytes);
      }
      return runReadme(folder, commandsOf(Buffer.from(files.get("README.txt") ?? []).toString("utf8")));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  expect(run(bundle)).toEqual({ status: 0, output: "" });
  expect(run(spoiled(bundle, changed("happenings.jsonl", (all) => all.replace('"amount":"122000000.00"', '"amount":"123000000.00"')))).status).not.toBe(0);
  expect(run(spoiled(bundle, changed("names.json", (all) => all.replace(seat("bidder-1").firm, seat("bidder-4").firm)))).status).not.toBe(0);
});
