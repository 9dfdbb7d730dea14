import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../src/kernel/canonical-json.js";
import { ACCOUNT_PLAN, accountOf, balanceIn, checkEntry, codeOf, entryText, entryJson, moved, reversalOf, type Entry, type Line } from "../../src/ledger/entry.js";
import { day } from "../../src/kernel/time.js";

const BANK = accountOf("bank", "deposits-1");
const HELD = accountOf("deposits", "6217000012340001");
const OTHER = accountOf("deposits", "6217000012340002");
const entry = (lines: readonly Line[], over: Partial<Entry> = {}): Entry => ({ cause: "advice/B1/1", kind: "deposit-received", bookedOn: day("2026-11-30"), lines, reverses: null, ...over });
const codeIn = (checked: ReturnType<typeof checkEntry>): string | null => (checked.ok ? null : checked.refusal.code);

describe("double entry", () => {
  test("money that comes is held at the bank and owed to who paid it", () => {
    expect(codeIn(checkEntry(entry(moved(HELD, BANK, 20_000_000n))))).toBeNull();
    expect([balanceIn(BANK, { debit: 20_000_000n, credit: 0n }), balanceIn(HELD, { debit: 0n, credit: 20_000_000n })]).toEqual([20_000_000n, 20_000_000n]);
  });
  test.each<[string, readonly Line[], string]>([
    ["a fen apart", [{ account: BANK, fen: 100n }, { account: HELD, fen: -99n }], "entry-unbalanced"],
    ["one line", [{ account: BANK, fen: 100n }], "entry-lines"],
    ["no line", [], "entry-lines"],
    ["an account twice", [{ account: BANK, fen: 100n }, { account: BANK, fen: -100n }], "entry-lines"],
    ["a line of nothing", [{ account: BANK, fen: 100n }, { account: HELD, fen: -100n }, { account: OTHER, fen: 0n }], "entry-amount"],
    ["more than a bank could hold", moved(HELD, BANK, 10n ** 17n + 1n), "entry-amount"],
    ["an account of no plan", [{ account: "petty-cash", fen: 100n }, { account: HELD, fen: -100n }], "account-unknown"],
    ["deposits of nobody", [{ account: "deposits", fen: -100n }, { account: BANK, fen: 100n }], "account-unknown"],
    ["a subject where none is kept", [{ account: "unclear/x", fen: -100n }, { account: BANK, fen: 100n }], "account-unknown"],
  ])("%s is refused", (_, lines, code) => { expect(codeIn(checkEntry(entry(lines)))).toBe(code); });
  test("the largest amount passes, and an empty or endless cause does not", () => {
    expect(codeIn(checkEntry(entry(moved(HELD, BANK, 10n ** 17n))))).toBeNull();
    expect([codeIn(checkEntry(entry(moved(HELD, BANK, 1n), { cause: "" }))), codeIn(checkEntry(entry(moved(HELD, BANK, 1n), { cause: "x".repeat(201) }))), codeIn(checkEntry(entry(moved(HELD, BANK, 1n), { cause: "x".repeat(200) })))]).toEqual(["entry-cause", "entry-cause", null]);
  });
  test("only accounts of the plan have names, and each name leads back to its code", () => {
    for (const [code, { of }] of Object.entries(ACCOUNT_PLAN)) expect(codeOf(of === null ? code : `${code}/A-1`)).toBe(code);
    for (const account of ["", "bank", "bank/", "bank/a/b", "bank/有", "unclear/", "toString", "__proto__/x"]) expect(codeOf(account), account).toBeNull();
    expect(() => accountOf("bank")).toThrow(RangeError);
    expect(() => accountOf("unclear", "x")).toThrow(RangeError);
  });
  test("an entry and its reversal leave every account as it was", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(fc.property(fc.array(amount, { minLength: 1, maxLength: 6 }), (parts) => {
      const lines = [...parts.map((fen, at): Line => ({ account: accountOf("deposits", `S${String(at)}`), fen: -fen })), { account: BANK, fen: parts.reduce((sum, fen) => sum + fen, 0n) }];
      const back = reversalOf({ number: "7", entry: entry(lines) }, { cause: "back", bookedOn: day("2026-12-01") });
      expect([codeIn(checkEntry(entry(lines))), codeIn(checkEntry(back)), back.reverses]).toEqual([null, null, "7"]);
      for (const { account } of lines) expect([...lines, ...back.lines].filter((line) => line.account === account).reduce((sum, { fen }) => sum + fen, 0n)).toBe(0n);
    }));
  });
  test("the bytes whose hash is kept change with the amount, the cause, the day and the salt", () => {
    const of = (over: Partial<Entry>, salt = "00") => entryText(entry(moved(HELD, BANK, 100n), over), salt);
    expect(new Set([of({}), of({}, "01"), of({ cause: "other" }), of({ bookedOn: day("2026-12-01") }), of({ lines: moved(HELD, BANK, 101n) })]).size).toBe(5);
  });
});

test("an entry is hashed as its canonical JSON, whatever its words", () => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom("a", "/", "\"", "\\", "保", "😀", "-", "7") }), fc.option(fc.constant("17")), fc.bigInt({ min: 1n, max: 10n ** 17n }), (cause, reverses, fen) => {
    const given: Entry = { cause, kind: "k", bookedOn: day("2026-11-30"), reverses, lines: moved(accountOf("deposits", "A1"), accountOf("bank", "b"), fen) };
    expect(entryText(given, "5a")).toBe(Buffer.from(canonical(entryJson(given, "5a"))).toString());
  }), { seed: 6 });
});
