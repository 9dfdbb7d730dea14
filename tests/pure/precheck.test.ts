import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FilledFile } from "../../src/bidding/asked.js";
import { agreementOf } from "../../src/bidding/consortium.js";
import { formFindings } from "../../src/bidding/form-check.js";
import { askedOf, precheckPart, precheckRecord, recheck, type AskedPart, type FilledPart } from "../../src/bidding/precheck.js";
import { priceFormOf } from "../../src/bidding/price-form.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { CONSTRUCTION } from "../../src/lines/bid-forms.js";
import { SEALED_BYTES_MAX, type ListedFile } from "../../src/signing/envelope.js";

const yuan = (amount: string) => ({ amount, currency: "CNY" }) as const;
const PDF = utf8("%PDF-1.7\n");
const file = (name: string, size = 1_000, head: Uint8Array | null = PDF): FilledFile => ({ name, size, head });
const LOT = {
  ceiling: yuan("38650000.00"), floor: null as ReturnType<typeof yuan> | null, deposit: yuan("500000.00"), termDays: 240, quality: "合格",
  schedule: [{ item: "1", name: "混凝土管", unit: "m", quantity: "3200" }, { item: "2", name: "检查井", unit: "座", quantity: "0.5" }],
  parts: [{ part: "technical", title: "技术部分", after: null, form: false, requiredFiles: ["施工组织设计.pdf"] }, { part: "price", title: "报价部分", after: "technical", form: true, requiredFiles: [] }],
};
const OF_ALL = { validityDays: 90, fields: CONSTRUCTION.fields, agreement: null };
const askedFor = (part: string, lot = LOT): AskedPart => {
  const asked = askedOf(lot, part, OF_ALL);
  if (asked === null) throw new RangeError(part);
  return asked;
};
const ITEMS = [{ item: "1", unitPrice: yuan("10000.00"), amount: yuan("32000000.00") }, { item: "2", unitPrice: yuan("0.01"), amount: yuan("0.01") }];
const FORM = { v: "form/1", price: yuan("32000000.01"), days: 240, validityDays: 90, quality: "合格", deposit: yuan("500000.00"), leader: { name: "李建国", certificate: "一级建造师", certificateNumber: "1" }, items: ITEMS };
const found = (asked: AskedPart, files: readonly FilledFile[], form: Json = null): string[] => precheckPart(asked, { files, form }).map(({ refusal }) => refusal.code);
const inForm = (change: Readonly<Record<string, Json>>, lot: Partial<typeof LOT> = {}): string[] => formFindings(priceFormOf({ ...LOT, ...lot }, 90, CONSTRUCTION.fields), { ...FORM, ...change }).map(({ check, grave, refusal }) => `${check} ${refusal.code}${grave ? " !" : ""}`);

describe("a consortium's agreement (招标投标法 31)", () => {
  const terms = { consortiumTerms: { agreementFile: "联合体协议书.pdf" } };
  test("is asked of a consortium alone, where the documents name it, in the part that opens first", () => {
    const asked = (part: string, members: readonly string[], documents: Parameters<typeof agreementOf>[0] = terms) => askedOf(LOT, part, { ...OF_ALL, agreement: agreementOf(documents, members) })?.requiredFiles;
    expect([asked("technical", ["B"]), asked("technical", []), asked("price", ["B"]), asked("technical", ["B"], {})]).toEqual([["施工组织设计.pdf", "联合体协议书.pdf"], ["施工组织设计.pdf"], [], ["施工组织设计.pdf"]]);
  });
  test("is missed before sealing where it is not among the files", () => {
    const asked = askedOf(LOT, "technical", { ...OF_ALL, agreement: "联合体协议书.pdf" });
    expect(asked === null ? null : found(asked, [file("施工组织设计.pdf")])).toEqual(["required-file-missing"]);
    expect(asked === null ? null : found(asked, [file("施工组织设计.pdf"), file("联合体协议书.pdf")])).toEqual([]);
  });
});

describe("the files before sealing", () => {
  const asked = askedFor("technical");
  test("nothing is found where everything is there", () => { expect(found(asked, [file("施工组织设计.pdf"), file("人员.pdf", 9)])).toEqual([]); });
  test("names a missing file, an empty one, two of one name and names no seal carries", () => {
    expect(found(asked, [])).toEqual(["part-empty", "required-file-missing"]);
    expect(found(asked, [file("施工组织设计.pdf", 0)])).toEqual(["file-empty"]);
    expect(found(asked, [file("施工组织设计.pdf"), file("施工组织设计.pdf")])).toEqual(["file-name-repeated"]);
    expect(found(asked, [file("施工组织设计.pdf"), file("../x"), file("字".repeat(34)), file("manifest.json"), file("precheck.json")])).toEqual(Array(4).fill("file-name-forbidden"));
  });
  test("a part with a price form may have no file", () => { expect(found({ ...askedFor("price") }, [])).toEqual([]); });
  test("what sealed is a byte over the limit is refused before it is sealed", () => {
    expect(found(asked, [file("施工组织设计.pdf", SEALED_BYTES_MAX - 600_000)])).toEqual([]);
    expect(found(asked, [file("施工组织设计.pdf", SEALED_BYTES_MAX)])).toEqual(["too-large"]);
  });
  test("a file that is not what its name says cannot be read: grave where the documents ask for it, said where they do not", () => {
    const word = utf8("PK\u0003\u0004");
    const of = (name: string, head: Uint8Array | null): readonly [string, boolean][] => precheckPart(asked, { files: [file("施工组织设计.pdf"), file(name, 9, head)], form: null }).map(({ refusal, grave }) => [refusal.code, grave]);
    expect(precheckPart(asked, { files: [file("施工组织设计.pdf", 4, word)], form: null })).toMatchObject([{ grave: true, refusal: { code: "file-not-its-kind", facts: { name: "施工组织设计.pdf", kind: "pdf" } } }]);
    expect(of("附件.PDF", word)).toEqual([["file-not-its-kind", false]]);
    expect(of("附件.docx", word)).toEqual([]);
    expect(of("说明.txt", word)).toEqual([]);
    expect(of("x.constructor", word)).toEqual([]);
    expect(of("附件.pdf", null)).toEqual([["file-changed", false]]);
    expect(of("附件.pdf", utf8(`${"\n".repeat(1_019)}%PDF-1.4`))).toEqual([]);
    expect(of("附件.pdf", utf8(`${"\n".repeat(1_020)}%PDF-1.4`))).toEqual([["file-not-its-kind", false]]);
  });
});

describe("the form before sealing", () => {
  test("an honest one gives nothing", () => { expect(inForm({})).toEqual([]); });
  test("at the lowest price that was announced is good, a fen below it is grave, and where none was announced it is not asked", () => {
    const at = (price: string, floor: string | null) => inForm({ price: yuan(price) }, { schedule: [], floor: floor === null ? null : yuan(floor) });
    expect([at("30000000.00", "30000000.00"), at("29999999.99", "30000000.00"), at("29999999.99", null)]).toEqual([[], ["price-not-under-floor form-under-floor !"], []]);
  });

  test("at the ceiling is good, a fen above it is grave", () => {
    const one = [{ ...ITEMS[0], unitPrice: yuan("12078.125"), amount: yuan("38650000.00") }];
    expect(inForm({ price: yuan("38650000.00") }, { schedule: [] })).toEqual([]);
    expect(inForm({ price: yuan("38650000.01") }, { schedule: [] })).toEqual(["price-within-ceiling form-over-ceiling !"]);
    expect(inForm({ items: one })).toContain("sums-agree answer-missing !");
  });
  test("the bill's rows are all priced, each is quantity times unit price, and the total is their sum, to the fen", () => {
    expect(inForm({ price: yuan("32000000.00") })).toEqual(["sums-agree price-not-the-sum !"]);
    expect(inForm({ price: yuan("32000000.02") })).toEqual(["sums-agree price-not-the-sum !"]);
    expect(inForm({ items: [ITEMS[0] as Json, { ...ITEMS[1], amount: yuan("0.00") }] })).toEqual(["sums-agree row-amount-differs !"]);
    expect(inForm({ items: [] })).toEqual(["sums-agree answer-missing !", "sums-agree answer-missing !"]);
  });
  test("bound for as long as asked is good, a day less is grave; a day more work is left to the bidder", () => {
    expect(inForm({ validityDays: 91 })).toEqual([]);
    expect(inForm({ validityDays: 89 })).toEqual(["validity-kept answer-below-asked !"]);
    expect(inForm({ days: 241 })).toEqual(["term-kept days-over-term"]);
  });
  test("the deposit is stated and not a fen less than asked; where none is asked, none is looked for", () => {
    expect(inForm({ deposit: yuan("499999.99") })).toEqual(["deposit-stated answer-below-asked !"]);
    const without = Object.fromEntries(Object.entries(FORM).filter(([key]) => key !== "deposit"));
    expect(formFindings(priceFormOf(LOT, 90, CONSTRUCTION.fields), without as Json).map(({ refusal, grave }) => [refusal.facts["question"], grave])).toEqual([["投标保证金（元）", false]]);
    expect(formFindings(priceFormOf({ ...LOT, deposit: null }, 90, CONSTRUCTION.fields), without as Json)).toEqual([]);
  });
  test("no price, a price of nothing or of words cannot be read out", () => {
    const without = Object.fromEntries(Object.entries(FORM).filter(([key]) => key !== "price"));
    expect(formFindings(priceFormOf({ ...LOT, schedule: [] }, 90, CONSTRUCTION.fields), without as Json).map(({ refusal, grave }) => [refusal.code, grave])).toEqual([["answer-missing", true]]);
    for (const price of [yuan("0.00"), "三千万", null, 38650000]) expect(inForm({ price }, { schedule: [] })).toContain("answers-given money-amount !");
  });
  test("whatever stands where a form should, nothing throws", () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (whole, items) => {
      formFindings(priceFormOf(LOT, 90, CONSTRUCTION.fields), whole as Json);
      formFindings(priceFormOf(LOT, 90, CONSTRUCTION.fields), { ...FORM, items: items as Json });
    }));
  });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const listed = (...names: readonly string[]): ListedFile[] => names.map((name) => ({ name, size: 1_000, sha256: sha256(utf8(name)) }));

describe("the record in the seal", () => {
  const asked = askedFor("price");
  const filled: FilledPart = { files: [file("清单.pdf")], form: { ...FORM, days: 250 } };
  const files = listed("form.json", "清单.pdf");
  const record = precheckRecord(asked, filled, files, sha256);
  const sealed = canonical(record);
  const opened = { filled, listed: [...files, ...listed("precheck.json")] };

  test("says which checks of which version were made, and how each went", () => {
    expect(record).toMatchObject({ v: "precheck/1", over: sha256(canonical(files as unknown as Json)), asked: { part: "price", priceForm: { ceiling: { amount: "38650000.00" } } } });
    expect(record.checks.map(({ check, result }) => `${check} ${result}`)).toEqual([
      "files-present passed", "files-readable passed", "answers-given passed", "price-within-ceiling passed", "sums-agree passed", "term-kept warned", "validity-kept passed", "deposit-stated passed",
    ]);
    expect(precheckRecord(askedFor("technical"), filled, files, sha256).checks.map(({ check }) => check)).toEqual(["files-present", "files-readable"]);
  });
  test("holds when the opened files are checked again, by the notice or by its own word", () => {
    for (const by of [asked, null]) expect(recheck(sealed, by, opened, sha256)).toEqual({ state: "holds", warned: ["term-kept"], differs: [] });
  });
  test("a file changed, added or dropped after the check shows", () => {
    for (const changed of [listed("form.json"), listed("form.json", "清单.pdf", "附件.pdf"), [...listed("form.json"), { name: "清单.pdf", size: 1_000, sha256: "0".repeat(64) }]]) {
      expect(recheck(sealed, asked, { ...opened, listed: changed }, sha256)).toMatchObject({ state: "differs", differs: ["over"] });
    }
  });
  test("a check that says passed where the opened bid fails it is named", () => {
    const over = { ...filled, form: { ...FORM, days: 250, price: yuan("38650000.01") } as unknown as Json };
    expect(recheck(sealed, asked, { ...opened, filled: over }, sha256)).toMatchObject({ state: "differs", differs: ["price-within-ceiling", "sums-agree"] });
  });
  test("a tool that was told other demands than the notice's shows that the exchange told them", () => {
    const told = canonical(precheckRecord(askedFor("price", { ...LOT, ceiling: yuan("99999999.00") }), filled, files, sha256));
    expect(recheck(told, asked, opened, sha256)).toMatchObject({ state: "differs", differs: ["asked"] });
  });
  test("no record, or one that is none, is no more than that", () => {
    expect(recheck(null, asked, opened, sha256).state).toBe("absent");
    for (const bytes of [utf8("{}"), utf8("%PDF"), canonical({ ...(record as unknown as Record<string, Json>), v: "precheck/2" }), canonical({ ...(record as unknown as Record<string, Json>), asked: { part: "price" } }), canonical({ ...(record as unknown as Record<string, Json>), checks: [{ check: 1 }] })]) {
      expect(recheck(bytes, null, opened, sha256)).toEqual({ state: "unread", warned: [], differs: [] });
    }
  });
  test("whatever a bidder puts under its name, nothing throws", () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (questions, rows) => {
      const asking = { ...(record.asked as Record<string, Json>), priceForm: { ceiling: null, questions, rows } } as unknown as Json;
      const bytes = utf8(JSON.stringify({ ...record, asked: asking }));
      expect(["unread", "differs"]).toContain(recheck(bytes, null, opened, sha256).state);
    }));
  });
});
