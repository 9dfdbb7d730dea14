import { expect, test } from "vitest";
import { BLAME, blameFor, CAUSES, fateOf, howOf, wordsOfCause, type Seen } from "../../src/signing/blame.js";

const OPEN = "threshold-or-bidder";
const verdict = (seen: readonly Seen[], open: "threshold" | "bidder" | "threshold-or-bidder" = OPEN): unknown => {
  const blame = blameFor(seen, open);
  return blame === null ? null : [blame.how, blame.cause, blame.atFault, blame.fate.status];
};

test("nothing that leaves the bid open blames anybody for it", () => {
  for (const seen of ["release-differs-from-commit", "opener-silent", "claim-refuted", "claim-upheld", "later-share-inconsistent"] as const) expect(verdict([seen])).toBeNull();
  expect(verdict([])).toBeNull();
});

test.each<[string, readonly Seen[], unknown]>([
  ["an inconsistent dealing", ["inconsistent-dealing"], ["void", "INCONSISTENT_DEALING", "bidder", "REVOKED"]],
  ["a bad seal", ["bad-seal"], ["void", "BAD_SEAL", "bidder", "REVOKED"]],
  ["a copied content", ["copied-content"], ["void", "COPIED", "bidder", "REVOKED"]],
  ["copied shares", ["share-copied", "too-few-shares"], ["void", "COPIED", "bidder", "REVOKED"]],
  ["a void after an opener's silence", ["opener-silent", "bad-seal"], ["void", "BAD_SEAL", "bidder", "REVOKED"]],
  ["too few shares", ["opener-silent", "opener-silent", "too-few-shares"], ["not-opened", "TOO_FEW_SHARES", "opener", "WITHDRAWN"]],
  ["too few shares and no bidder", ["too-few-shares", "bidder-absent"], ["not-opened", "TOO_FEW_SHARES", "opener", "WITHDRAWN"]],
  ["too few shares because the bidder dealt bad ones", ["claim-upheld", "claim-upheld", "too-few-shares"], ["void", "INCONSISTENT_DEALING", "bidder", "REVOKED"]],
  ["one bad share and one silent opener", ["claim-upheld", "opener-silent", "too-few-shares"], ["not-opened", "TOO_FEW_SHARES", "opener", "WITHDRAWN"]],
  ["a content spoilt in the store and no bidder", ["stored-content-differs", "bidder-absent"], ["not-opened", "PLATFORM_ERROR", "exchange", "WITHDRAWN"]],
  ["the certificate service down and a wrong key", ["bidder-wrong-key", "ca-service-down"], ["not-opened", "CA_SERVICE_DOWN", "certificate-authority", "WITHDRAWN"]],
  ["a wrong key alone", ["bidder-wrong-key"], ["not-opened", "BIDDER_WRONG_KEY", "bidder", "REVOKED"]],
])("%s", (_, seen, wanted) => {
  expect(verdict(seen)).toEqual(wanted);
});

test("a bidder's absence is its own fault only where the bidder alone opens", () => {
  expect(verdict(["bidder-absent"], "bidder")).toEqual(["not-opened", "BIDDER_ABSENT", "bidder", "REVOKED"]);
  expect(verdict(["bidder-absent"], "threshold")).toEqual(["not-opened", "TOO_FEW_SHARES", "opener", "WITHDRAWN"]);
});

test("the bidder's cause revokes, counts and may cost the bond; any other withdraws, does not count and is made good (20号令 31)", () => {
  const bidders = CAUSES.filter((cause) => fateOf(cause).status === "REVOKED");
  expect(bidders).toEqual(["INCONSISTENT_DEALING", "BAD_SEAL", "COPIED", "BIDDER_ABSENT", "BIDDER_WRONG_KEY", "BIDDER_CERT_EXPIRED", "FILE_CORRUPT_AT_SOURCE"]);
  expect(fateOf("BAD_SEAL")).toEqual({ status: "REVOKED", kind: "DEEMED_DECRYPT_BIDDER", counts: true, bond: "may-keep", compensation: false });
  expect(fateOf("PLATFORM_ERROR")).toEqual({ status: "WITHDRAWN", kind: "DEEMED_DECRYPT_OTHER", counts: false, bond: "return", compensation: true });
  expect(CAUSES.filter((cause) => howOf(cause) === "void")).toEqual(["INCONSISTENT_DEALING", "BAD_SEAL", "COPIED"]);
});

test("every row that ends a bid says a cause, and the fate of the cause fits who is at fault", () => {
  for (const row of Object.values(BLAME)) {
    if (row.effect !== "void" && row.effect !== "not-opened") continue;
    expect(fateOf(row.cause).status === "REVOKED").toBe(row.atFault === "bidder");
    expect(howOf(row.cause)).toBe(row.effect);
    expect([row.zh, row.en].every((words) => words.length > 8)).toBe(true);
  }
});

test("the record words a cause as it ends a bid, not as something else that points to the same one", () => {
  expect(CAUSES.filter((cause) => wordsOfCause(cause).zh === cause)).toEqual([]);
  expect(wordsOfCause("PLATFORM_ERROR").zh).toBe("平台故障未能开启，非投标人原因。");
  expect(wordsOfCause("COPIED").zh).toContain("密封内容中的清单署名另一投标人");
  expect(new Set(CAUSES.map((cause) => wordsOfCause(cause).zh)).size).toBe(CAUSES.length);
});
