import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { wishOf } from "../../src/auctions/asked.js";
import type { Draft, Happening } from "../../src/auctions/happening.js";
import { base64 } from "../../src/kernel/bytes.js";
import { canonicalText } from "../../src/kernel/canonical-json.js";
import { saleReadmeOf } from "../../src/verify/readme-sale.js";
import { biddersTool } from "../support/auction-tools.js";
import { commandsOf, needTools, runReadme } from "../support/readme.js";

// The step of a sale's README.txt that checks what bidders signed, with openssl and jq alone: every kind of request that a key signs.
beforeAll(() => { needTools({ openssl: "openssl", jq: "jq" }); });

const [exchange, auction, paddle] = ["daylight.test/rehearsal/0123abcd", "S1-01-A1", "118"];
const [tool, other] = [biddersTool(), biddersTool()];
const yuan = (amount: string) => ({ amount, currency: "CNY" }) as const;
const by = { by: paddle, stage: 1 } as const;
const ASKED: readonly Draft[] = [
  { kind: "offered", ...by, key: "k-offer-01", amount: yuan("120000000.00"), endsAt: null }, { kind: "offered", ...by, key: "k-offer-02", amount: yuan("180000000.00"), sure: true, endsAt: null },
  { kind: "maximum-left", ...by, key: "k-most-001", amount: yuan("190000000.00") }, { kind: "maximum-left", ...by, key: "k-most-002", amount: null },
  { kind: "taken", ...by, key: "k-take-001", seen: yuan("150000000.00"), amount: yuan("149000000.00") }, { kind: "answered", ...by, key: "k-answer-1", yes: false },
  { kind: "sealed", ...by, key: "k-seal-001", c: "ab".repeat(32) }, { kind: "shown", ...by, key: "k-show-001", amount: yuan("1.00"), salt: "cd".repeat(32) },
  { kind: "pledged", ...by, key: "k-pledge-1", quantity: 500, endsAt: "2026-09-21T10:04:00+08:00" }, { kind: "quoted", ...by, key: "k-quote-01", amount: yuan("2.00"), values: [3, 0] },
  { kind: "refused", ...by, stage: null, key: "k-refused1", asked: { kind: "pledge", quantity: 7 }, code: "auction-over", facts: {} },
];
const UNSIGNED: readonly Draft[] = [
  { kind: "seated", by: "exchange", key: "seats-0001", salt: "00", seats: [{ paddle, commitment: "c", preemption: null, takenOut: null, keys: [{ key: base64(tool.publicKey), act: "a" }] }] },
  { kind: "called", by: "host", key: "k-called-1", stage: 1, count: 1, endsAt: null }, { kind: "ended", standing: null },
];

const lineOf = (draft: Draft, at: number, signer: typeof tool | null): string => {
  const happening = { seq: at + 1, at: "2026-09-21T10:00:00+08:00", ...draft } as Happening;
  const signed = happening as unknown as { readonly stage: number | null; readonly key: string };
  return canonicalText({ ...happening, ...(signer === null ? {} : { signature: signer.signed({ exchange, auction, paddle, stage: signed.stage, key: signed.key, wish: wishOf(happening) }) }) });
};
const LINES = [...UNSIGNED.map((draft, at) => lineOf(draft, at, null)), ...ASKED.map((draft, at) => lineOf(draft, UNSIGNED.length + at, tool))];

function passes(lines: readonly string[]): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-signatures-"));
  try {
    for (const each of [`auctions/${auction}`, "log/tile/entries"]) mkdirSync(path.join(folder, each), { recursive: true });
    writeFileSync(path.join(folder, "bundle.json"), JSON.stringify({ auctions: [auction] }));
    writeFileSync(path.join(folder, `auctions/${auction}/terms.json`), JSON.stringify({ exchange, auction }));
    writeFileSync(path.join(folder, `auctions/${auction}/happenings.jsonl`), lines.map((line) => `${line}\n`).join(""));
    const commands = commandsOf(saleReadmeOf("S1", "rehearsal"));
    const at = commands.findIndex((line) => line.includes('\\"type\\":\\"auction.key\\"') || line.includes('"type":"auction.key"'));
    const end = commands.indexOf("done", at);
    return runReadme(folder, ["set -euo pipefail; export LC_ALL=C; t=$(mktemp -d); trap 'rm -rf \"$t\"' EXIT", ...commands.slice(at - 1, end + 1)]).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a record in which everything a bidder asked bears his signature passes; what the host, the clock and the exchange did needs none", () => {
  expect(passes(LINES)).toBe(true);
});

test.each(ASKED.map((draft) => [`${draft.kind} ${"key" in draft ? draft.key : ""}`, draft] as const))("signed by another key, or without a signature, it is found: %s", (_, draft) => {
  const before = LINES.slice(0, UNSIGNED.length);
  for (const signer of [other, null]) expect(passes([...before, lineOf(draft, before.length, signer)])).toBe(false);
});
