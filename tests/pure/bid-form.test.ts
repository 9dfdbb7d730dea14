import { describe, expect, test } from "vitest";
import { formFindings } from "../../src/bidding/form-check.js";
import { FORMER_FIELDS, readFields } from "../../src/bidding/former-form.js";
import { fillPriceForm, priceFormOf, readPriceForm } from "../../src/bidding/price-form.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { bidFormOf, LINES } from "../../src/lines/lines.js";
import type { Traded } from "../../src/procedure/procedure.js";
import { readOut, repeated } from "../../src/procedure/bid-form.js";
import { openingRecord } from "../../src/notices/opening-record.js";
import { must } from "../../src/kernel/result.js";
import { common, openingRecordFacts } from "../support/notice-samples.js";

const yuan = (amount: string) => ({ amount, currency: "CNY" }) as const;
const LOT = { ceiling: yuan("1100000.00"), floor: null, deposit: yuan("20000.00"), termDays: 45, quality: "合格" };
const asked = (line: string, kind: Traded, lot: Partial<typeof LOT> | { deposit: null } = {}) => priceFormOf({ ...LOT, ...lot }, 90, bidFormOf(line, kind).fields);
const saidIn = (line: string, kind: Traded) => readOut(bidFormOf(line, kind).fields).map(({ name }) => name.zh);

describe("what a bid answers and its opening reads out is the line's word", () => {
  test.each(Object.entries(LINES).flatMap(([name, line]) => line.kinds.map((kind) => [name, kind] as const)))("%s, %s: has a form that asks for the price first and can be read by a sealing tool", (name, kind) => {
    const fields = LINES[name]?.forms[kind]?.fields;
    expect(fields?.[0]).toMatchObject({ path: "price", kind: "money", required: true });
    const said = JSON.parse(JSON.stringify(asked(name, kind))) as Json;
    expect(readPriceForm(said)).toEqual({ ok: true, value: said });
    expect(readFields(JSON.parse(JSON.stringify(fields)) as Json)).toEqual(fields);
  });
  test("works: term, quality and who leads; goods: time of delivery; services: term of the service", () => {
    expect(saidIn("works", "construction")).toEqual(["工期", "质量", "项目负责人"]);
    expect(saidIn("works", "goods")).toEqual(["交货期", "质量"]);
    expect(saidIn("works", "services")).toEqual(["服务期限", "质量", "项目负责人"]);
    expect(saidIn("procurement", "goods")).toEqual(["交货期", "质量标准"]);
    expect(saidIn("procurement", "services")).toEqual(["服务期限", "服务标准"]);
    expect(repeated(bidFormOf("procurement", "goods").fields).map(({ name }) => name.zh)).toEqual(["交货期"]);
  });
  test("works ask to the letter what they asked before notices said it, so that an older bundle is checked alike", () => {
    expect(priceFormOf(LOT, 90, FORMER_FIELDS)).toEqual(asked("works", "construction"));
    for (const bent of [null, [], {}, [{ path: "price" }], [{ ...bidFormOf("works", "goods").fields[0], said: ["x"] }]] as unknown as Json[]) expect(readFields(bent)).toBeNull();
  });
});

describe("goods", () => {
  const form = { v: "form/1", price: yuan("990000.00"), days: 45, validityDays: 90, deposit: yuan("20000.00"), address: "高新区创业路6号" };
  const typed = { price: "990000", days: "45", validityDays: "90", deposit: "20000", address: "高新区创业路6号" };
  const fill = (answers: Readonly<Record<string, string>>) => fillPriceForm(asked("procurement", "goods"), { answers: new Map(Object.entries(answers)), unitPrices: new Map() });
  test("are asked for the time of delivery and the address, for no leader and no works", () => {
    const words = JSON.stringify(asked("procurement", "goods"));
    expect(words).toContain("交货期（日历天）");
    for (const foreign of ["工期", "负责人"]) expect(words).not.toContain(foreign);
  });
  test("what may be left empty is left out of the form and missed by nobody; what is asked for is", () => {
    expect(fill(typed)).toEqual({ form, findings: [], price: 99_000_000n });
    expect(fill({ ...typed, quality: "国标一级" }).form).toEqual({ ...form, quality: "国标一级" });
    expect(fill({ ...typed, address: "" }).findings.map(({ at, refusal }) => `${at} ${refusal.code}`)).toEqual(["address answer-missing"]);
    expect(formFindings(asked("procurement", "goods"), form)).toEqual([]);
    expect(formFindings(asked("procurement", "goods"), { ...form, address: "" }).map(({ at, grave }) => [at, grave])).toEqual([["address", false]]);
  });
  test("a day more than asked is told in no word of works", () => {
    const [late] = formFindings(asked("procurement", "goods"), { ...form, days: 46 });
    expect(late).toMatchObject({ check: "term-kept", grave: false, refusal: { code: "days-over-term", facts: { days: "46", wanted: "45" } } });
  });
  test("no deposit is asked for where the documents ask none", () => { expect(asked("procurement", "goods", { deposit: null }).questions.map(({ path }) => path)).not.toContain("deposit"); });
  test("the opening record's table is as wide as the page, whatever is read out", () => {
    for (const [line, kind] of [["works", "construction"], ["works", "goods"], ["procurement", "services"]] as const) {
      const { sections } = must(openingRecord(common({ bidForm: bidFormOf(line, kind) }), openingRecordFacts));
      const sung = sections.flatMap(({ blocks }) => blocks).find((block) => block.block === "table" && block.caption === "开标一览表");
      if (sung?.block !== "table") throw new RangeError("no table of what is read out");
      expect(sung.columns.reduce((sum, { width }) => sum + width, 0)).toBe(100);
      expect(sung.columns.map(({ zh }) => zh)).toEqual(["序号", "投标人", "投标报价", ...saidIn(line, kind).map((name, at) => (at === 0 ? `${name}（天）` : name)), "投标保证金"]);
      expect(sung.rows.every((row) => row.length === sung.columns.length)).toBe(true);
    }
  });
});
