import { describe, expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import type { Loaded } from "../../src/verify/files.js";
import { openFindings } from "../../src/verify/findings.js";
import type { BundleLog } from "../../src/verify/log.js";
import { checkRounds } from "../../src/verify/sale-rounds.js";
import type { SaleIndex } from "../../src/verify/shapes.js";

// A lot is contested again once the contest before is over and its end was published; held against the order of the log.
type At = { readonly begins: number; readonly ended: number; readonly notice: number };

function faultsOf({ begins, ended, notice }: At, type = "sale-end", auctions = ["S1-01-A1", "S1-01-A2"]): string[] {
  const entries: Readonly<Record<string, readonly object[]>> = { "auction.terms": [{ idx: 10, body: { auction: "S1-01-A1" } }, { idx: begins, body: { auction: "S1-01-A2" } }], "auction.end": [{ idx: ended, body: { auction: "S1-01-A1" } }] };
  const log = { all: (name: string) => entries[name] ?? [] } as unknown as Pick<BundleLog, "all">;
  const bundle = { bytes: new Map([["notices/S1-N2/v1/notice.json", utf8(JSON.stringify({ type, terms: {} }))]]) } as unknown as Loaded;
  const findings = openFindings();
  checkRounds(bundle, { auctions, notices: [{ id: "S1-N2", version: 1, idx: notice }] } as unknown as SaleIndex, log, findings);
  return findings.faults.map(({ code }) => code);
}

describe("contests of one lot, by the log", () => {
  test("end, notice of the end, terms of the next: nothing to find", () => {
    expect(faultsOf({ ended: 20, notice: 21, begins: 22 })).toEqual([]);
  });
  test.each<[string, At, string[]]>([
    ["terms fixed before the end", { ended: 23, notice: 24, begins: 22 }, ["auction-again-early", "auction-again-unended"]],
    ["a notice before the end", { ended: 20, notice: 19, begins: 22 }, ["auction-again-unended"]],
    ["a notice after the next terms", { ended: 20, notice: 23, begins: 22 }, ["auction-again-unended"]],
  ])("%s", (_, at, codes) => { expect(faultsOf(at)).toEqual(codes); });
  test("another document is no notice of the end; a contest of another lot is none before", () => {
    expect(faultsOf({ ended: 20, notice: 21, begins: 22 }, "sale-notice")).toEqual(["auction-again-unended"]);
    expect(faultsOf({ ended: 20, notice: 21, begins: 12 }, "sale-end", ["S1-01-A1", "S1-02-A2"])).toEqual([]);
  });
});
