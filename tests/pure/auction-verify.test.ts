import { describe, expect, test } from "vitest";
import { happeningBytes } from "../../src/auctions/chain.js";
import type { Happening } from "../../src/auctions/happening.js";
import { fromUtf8 } from "../../src/kernel/bytes.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { moneyJson } from "../../src/kernel/money.js";
import { checkAuction } from "../../src/verify/auctions.js";
import { fileOf, load } from "../../src/verify/files.js";
import { openFindings } from "../../src/verify/findings.js";
import { FOLDER, happened, lineOf, publicKeys, recordOf, whole, type AuctionRecord, type Entry } from "../support/auction-record.js";
import { fujian, wan } from "../support/auctions.js";

/* What happens to whoever changes the record of an auction. */

const { exchange, auction } = fujian;

/** What a stranger finds in a record. */
async function faultsOf({ files, entries }: AuctionRecord): Promise<readonly string[]> {
  const findings = openFindings();
  const bundle = await load(new Map([...files].map(([path, text]) => [path, fileOf(new TextEncoder().encode(text))])));
  const all = entries.map((body, idx) => ({ idx, sha256: "", body }));
  const log = { all: (type: string) => all.filter(({ body }) => body.type === type), pathOf: (idx: number) => `entry ${String(idx)}` } as unknown as Parameters<typeof checkAuction>[1]["log"];
  checkAuction(bundle, { exchange, auction, log }, findings);
  return [...new Set(findings.faults.map(({ code }) => code))];
}

const lines = (record: AuctionRecord) => (record.files.get(`${FOLDER}/happenings.jsonl`) ?? "").split("\n").slice(0, -1);
const change = (record: AuctionRecord, file: string, by: (text: string) => string): AuctionRecord => ({ ...record, files: new Map(record.files).set(`${FOLDER}/${file}`, by(record.files.get(`${FOLDER}/${file}`) ?? "")) });
const relog = (record: AuctionRecord, type: string, by: (entry: Entry) => Entry | null): AuctionRecord => ({ ...record, entries: record.entries.flatMap((entry) => (entry.type === type ? [by(entry)].filter((each) => each !== null) : [entry])) });
/** The operator decides one happening otherwise and makes chain and log anew, as only the operator can. */
function rewritten(by: (happenings: Record<string, Json>[]) => Record<string, Json>[], sign_ = true): AuctionRecord {
  const changed = by(happened().map((each) => ({ ...(each as unknown as Record<string, Json>) })));
  const numbered = changed.map((each, at) => ({ ...each, seq: at + 1 }) as unknown as Happening);
  return recordOf(sign_ ? numbered.map(lineOf) : numbered.map((each) => fromUtf8(happeningBytes(each))));
}
const at = (happenings: Record<string, Json>[], kind: string, nth = 0) => happenings.filter((each) => each["kind"] === kind)[nth] ?? {};

describe("the record of an auction", () => {
  test("is sound as it was published, and ends with 102 at 13,000万元", async () => {
    const record = whole();
    expect(await faultsOf(record)).toEqual([]);
    expect(JSON.parse(record.files.get(`${FOLDER}/result.json`) ?? "")).toMatchObject({ how: "deal", paddle: "102", amount: moneyJson(wan("13,000")), reserve: "reached" });
  });

  test("a refusal left out with chain and log made anew is another sound record: the log's witnesses and the acknowledgements keep that from happening, not this check", async () => {
    expect(await faultsOf(rewritten((all) => all.filter((each) => each["kind"] !== "refused")))).toEqual([]);
  });

  test.each<[string, () => AuctionRecord, readonly string[]]>([
    ["other terms", () => change(whole(), "terms.json", (text) => text.replace('"windowMs":300000', '"windowMs":300001')), ["auction-terms-differ", "auction-decided-otherwise", "auction-end-differs", "auction-not-over"]],
    ["terms that were fixed twice", () => ({ ...whole(), entries: [...whole().entries, ...whole().entries.slice(0, 1)] }), ["auction-terms-differ"]],
    ["terms that do not hold", () => change(whole(), "terms.json", (text) => text.replace('"maxima":false', '"maxima":0')), ["auction-terms-wrong"]],
    ["a line that is not canonical", () => change(whole(), "happenings.jsonl", (text) => text.replace('{"at"', '{ "at"')), ["auction-line-wrong"]],
    ["a line cut off", () => change(whole(), "happenings.jsonl", (text) => text.slice(0, -1)), ["auction-line-wrong", "auction-batch-differs", "auction-batch-missing", "auction-end-differs", "auction-not-over"]],
    ["an offer changed by its last digit", () => change(whole(), "happenings.jsonl", (text) => text.replace('"130000000.00"', '"130001000.00"')), ["auction-batch-differs", "auction-end-differs", "auction-signature-wrong", "auction-decided-otherwise", "auction-not-over"]],
    ["an offer at the closing instant taken, and everything made anew", () => rewritten((all) => [...all.slice(0, -1), { ...at(all, "offered", 4), at: at(all, "ended")["at"] ?? "", by: "101", key: "late", amount: { ...moneyJson(wan("13,200")) } }, at(all, "ended")]), ["auction-decided-otherwise", "auction-end-differs", "auction-not-over"]],
    ["an end that was moved a millisecond too far", () => rewritten((all) => all.map((each) => (each["key"] === at(all, "offered", 3)["key"] && each["kind"] === "offered" ? { ...each, endsAt: "2026-09-21T10:23:30.001+08:00" } : each))), ["auction-decided-otherwise", "auction-end-differs", "auction-not-over"]],
    ["another winner", () => rewritten((all) => all.map((each) => (each["kind"] === "ended" ? { ...each, standing: { paddle: "101", amount: { ...moneyJson(wan("12,800")) } } } : each))), ["auction-decided-otherwise", "auction-end-differs", "auction-not-over"]],
    ["an offer that was refused without a cause", () => rewritten((all) => all.map((each) => (each["kind"] === "offered" && each["by"] === "102" ? { seq: each["seq"] ?? 0, at: each["at"] ?? "", kind: "refused", by: "102", key: each["key"] ?? "", stage: null, asked: { kind: "offer", amount: each["amount"] ?? null }, code: "offer-too-low", facts: {} } : each))), ["auction-decided-otherwise", "auction-end-differs", "auction-not-over"]],
    ["a step of the clock that was left out", () => rewritten((all) => all.filter((each) => each["kind"] !== "stage" || each["phase"] !== "preparation")), ["auction-decided-otherwise", "auction-end-differs", "auction-not-over"]],
    ["an offer that its bidder did not sign", () => rewritten((all) => all, false), ["auction-signature-wrong"]],
    ["an offer signed by another bidder's key", () => relog(whole(), "auction.key", (entry) => ({ ...entry, key: publicKeys.get("101") ?? "" })), ["auction-signature-wrong"]],
    ["a key given after the offers it signed", () => ({ ...whole(), entries: [...whole().entries].sort((left, right) => Number(left.type === "auction.key") - Number(right.type === "auction.key")) }), ["auction-signature-wrong"]],
    ["a batch with another head", () => relog(whole(), "auction.batch", (entry) => (entry["from"] === 4 ? { ...entry, head: "0".repeat(64) } : entry)), ["auction-batch-differs"]],
    ["a batch that is not in the log", () => relog(whole(), "auction.batch", (entry) => (entry["from"] === 4 ? null : entry)), ["auction-batch-gap"]],
    ["a last batch that is not in the log", () => relog(whole(), "auction.batch", (entry) => (Number(entry["to"]) === lines(whole()).length ? null : entry)), ["auction-batch-missing"]],
    ["an end with another head", () => relog(whole(), "auction.end", (entry) => ({ ...entry, head: "0".repeat(64) })), ["auction-end-differs"]],
    ["no end", () => relog(whole(), "auction.end", () => null), ["auction-end-differs"]],
    ["another reserve shown", () => change(whole(), "reserve.json", (text) => text.replace("129500000.00", "129500000.01")), ["auction-reserve-opened", "auction-reserve-shown-other", "auction-result-differs"]],
    ["another reserve logged", () => relog(whole(), "auction.reserve", (entry) => ({ ...entry, commitment: "0".repeat(64) })), ["auction-reserve-differs"]],
    ["a verdict on the reserve that is not so", () => relog(whole(), "auction.reserve.opened", (entry) => ({ ...entry, matches: false })), ["auction-reserve-verdict"]],
    ["another result", () => change(whole(), "result.json", (text) => text.replace('"deal"', '"no-deal"')), ["auction-result-differs"]],
    ["another firm behind the winner", () => change(whole(), "names.json", (text) => text.replace("晨光城市建设有限公司", "晨星置业有限公司")), ["auction-name-differs"]],
    ["a paddle that is not opened", () => change(whole(), "names.json", (text) => text.replace(/,\{"firm":"[^"]*10200"[^}]*\}/, "")), ["auction-names-missing"]],
  ])("%s is found", async (_, forged, codes) => {
    expect([...await faultsOf(forged())].sort()).toEqual([...codes].sort());
  });
});
