import { describe, expect, test } from "vitest";
import { checkAnswer, EXPERTS_MAX, readAnswer, readRequest, REQUEST_BYTES_MAX, writeRequest, type ProvinceRequest } from "../../src/experts/province-files.js";
import { reportOn } from "../../src/experts/province-rows.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { at, day } from "../../src/kernel/time.js";
import { idNumber } from "../support/pool.js";
import { provinceRow } from "../support/province.js";

const TODAY = day("2026-12-01");
const fields = (over: Partial<Omit<ProvinceRequest, "v">> = {}): Omit<ProvinceRequest, "v"> => ({
  id: "0".repeat(32), exchange: "jy.chenguang.example/live/0a1b2c3d", wanted: [{ specialty: "A0801", count: 2 }], avoid: [], from: day("2026-12-10"), until: day("2026-12-20"), answerBy: at("2026-12-08T17:00:00+08:00"), salt: "a".repeat(64), ...over,
});
const request = (over: Partial<Omit<ProvinceRequest, "v">> = {}): ProvinceRequest => must(readRequest(must(writeRequest(fields(over)))));
const codes = (rows: readonly unknown[], over: Partial<Omit<ProvinceRequest, "v">> = {}) => reportOn(request(over), rows, TODAY).faults.map(({ line, refusal }) => [line, refusal.code]);
const firm = "91990102MA00000001";

describe("a request", () => {
  test("says the same whatever the order it is asked in, and is read back as it was written", () => {
    const [one, other] = [{ specialty: "A0801", count: 2 }, { specialty: "B0102", count: 9 }];
    expect(must(writeRequest(fields({ wanted: [other, one], avoid: ["91990102MA00000002", firm] })))).toEqual(must(writeRequest(fields({ wanted: [one, other], avoid: [firm, "91990102MA00000002"] }))));
    expect(request({ wanted: [other, one] })).toMatchObject({ wanted: [one, other], answerBy: at("2026-12-08T17:00:00+08:00") });
  });
  test.each<[string, Partial<Omit<ProvinceRequest, "v">>]>([
    ["a specialty of the second level", { wanted: [{ specialty: "A08", count: 1 }] }], ["nobody at all", { wanted: [] }], ["no people of a specialty", { wanted: [{ specialty: "A0801", count: 0 }] }],
    ["a specialty twice", { wanted: [{ specialty: "A0801", count: 1 }, { specialty: "A0801", count: 1 }] }], ["a unit twice", { avoid: [firm, firm] }], ["days that end before they begin", { from: day("2026-12-21") }], ["a short salt", { salt: "a".repeat(62) }],
  ])("for %s is none", (_, over) => {
    expect(writeRequest(fields(over))).toMatchObject({ ok: false, refusal: { code: "wrong-form" } });
  });
  test("for one day, one person and the whole of a list can be made", () => {
    expect(request({ from: day("2026-12-20"), wanted: [{ specialty: "A0801", count: EXPERTS_MAX }] }).wanted[0]?.count).toBe(100_000);
    expect(writeRequest(fields({ wanted: [{ specialty: "A0801", count: EXPERTS_MAX + 1 }] })).ok).toBe(false);
  });
  test("with a key nobody knows, with spaces, or one byte too long is not read", () => {
    const written = { ...JSON.parse(new TextDecoder().decode(must(writeRequest(fields())))) as Record<string, Json> };
    expect(readRequest(canonical({ ...written, tender: "CG-1" }))).toMatchObject({ ok: false, refusal: { code: "wrong-form" } });
    expect(readRequest(utf8(JSON.stringify(written, null, 1)))).toMatchObject({ ok: false, refusal: { code: "wrong-json" } });
    expect(readRequest(new Uint8Array(REQUEST_BYTES_MAX))).toMatchObject({ refusal: { code: "wrong-json" } });
    expect(readRequest(new Uint8Array(REQUEST_BYTES_MAX + 1))).toMatchObject({ refusal: { code: "too-large", facts: { size: 65_537, max: 65_536 } } });
  });
});

describe("an answer", () => {
  const NOW = at("2026-12-09T09:00:00+08:00");
  const answered = (madeAt: string, hash = "b".repeat(64)) => checkAnswer(must(readAnswer(canonical({ v: "province-answer/1", request: hash, madeAt, experts: [] }))), request(), "b".repeat(64), NOW);
  test("made at the last moment is in time, even when its file comes a day later; a millisecond after is late", () => {
    expect(answered("2026-12-08T17:00:00+08:00")).toEqual({ ok: true, value: true });
    expect(answered("2026-12-08T17:00:00.001+08:00")).toMatchObject({ refusal: { code: "province-answer-late" } });
  });
  test("to another request is none to this, late or not", () => {
    expect(answered("2026-12-30T17:00:00+08:00", "c".repeat(64))).toMatchObject({ refusal: { code: "province-other-request" } });
  });
  test("may come from a clock five minutes ahead, not more", () => {
    const made = (madeAt: string) => checkAnswer({ v: "province-answer/1", request: "b", madeAt: at(madeAt), experts: [] }, request({ answerBy: at("2026-12-31T17:00:00+08:00") }), "b", NOW);
    expect(made("2026-12-09T09:05:00+08:00").ok).toBe(true);
    expect(made("2026-12-09T09:05:00.001+08:00")).toMatchObject({ refusal: { code: "province-answer-ahead" } });
  });
  test("of one expert too many is not read", () => {
    const read = (count: number) => readAnswer(canonical({ v: "province-answer/1", request: "b".repeat(64), madeAt: "2026-12-01T09:00:00+08:00", experts: Array.from({ length: count }, () => 0) }));
    expect([read(EXPERTS_MAX).ok, read(EXPERTS_MAX + 1).ok]).toEqual([true, false]);
  });
});

describe("the lines of an answer", () => {
  test("that pass are a list the pool takes, and what was not found is told", () => {
    const report = reportOn(request(), [provinceRow(1)], TODAY);
    expect(report.faults).toEqual([]);
    expect(report.taken[0]).toMatchObject({ name: provinceRow(1).name, idNumber: idNumber(1), titleLevel: "高级", specialties: "A080101；A0602" });
    expect(report.short).toEqual([{ specialty: "A0801", wanted: 2, came: 1 }]);
  });
  test("stand each for itself: every fault has its own reason", () => {
    const rows = [
      provinceRow(1), provinceRow(1), provinceRow(2, { number: "P-1" }), provinceRow(1, { number: "P-3" }), provinceRow(4, { specialties: ["A9"] }), provinceRow(5, { specialties: ["B0102"] }), provinceRow(6, { idNumber: "110105197001010000" }),
      provinceRow(7, { years: 2, titleLevel: "none" }), provinceRow(8, { salary: 1 }), provinceRow(9, { name: "=HYPERLINK()" }), provinceRow(10, { phone: "" }), null, provinceRow(12),
    ];
    expect(codes(rows)).toEqual([[2, "province-number-twice"], [3, "province-number-twice"], [4, "sheet-row-twice"], [5, "wrong-form"], [6, "province-specialty"], [7, expect.stringMatching(/^id-number/)], [8, "expert-not-qualified"], [9, "wrong-form"], [10, "sheet-formula"], [11, "wrong-form"], [12, "wrong-form"]]);
  });
  test("hold to the units to avoid: one's own, one of three years ago and a relative's, not one of before", () => {
    const other = (until: string) => ({ otherUnits: [{ name: "晨光甲公司", uscc: firm, tie: "employed", from: "2015-01-01", until }] });
    const rows = [provinceRow(1, { unit: { name: "晨光甲公司", uscc: firm, since: "2020-01-01" } }), provinceRow(2, other("2023-12-01")), provinceRow(3, other("2023-11-30")), provinceRow(4, { kin: [{ kin: "spouse", unit: "晨光甲公司", uscc: firm }] })];
    expect(codes(rows, { avoid: [firm] })).toEqual([[1, "province-unit"], [2, "province-unit"], [4, "province-unit"]]);
    expect(codes(rows)).toEqual([]);
  });
  test("of an appointment that ends with the last day asked for pass; a day less does not", () => {
    expect(codes([provinceRow(1, { validUntil: "2026-12-20" }), provinceRow(2, { validUntil: "2026-12-19" })])).toEqual([[2, "province-term"]]);
  });
  test("go into the list as they were signed, or not at all: a separator in a name would make one unit two", () => {
    const tie = (name: string) => ({ otherUnits: [{ name, uscc: null, tie: "director", from: "2020-01-01", until: null }] });
    const [plain, parted] = [reportOn(request(), [provinceRow(1, tie("晨光乙公司"))], TODAY), codes([provinceRow(1, tie("晨光乙、丙公司")), provinceRow(2, tie("晨光乙|丙公司"))])];
    expect(plain.taken[0]?.otherUnits).toBe("晨光乙公司||director|2020-01-01|");
    expect(parted.map(([line]) => line)).toEqual([1, 2]);
    // This one would be read without a fault, as a relative's unit with a credit code that nobody signed.
    expect(codes([provinceRow(1, { kin: [{ kin: "spouse", unit: `晨光丁公司|${firm}`, uscc: null }] })])).toEqual([[1, "province-row-differs"]]);
  });
});
