import { describe, expect, test } from "vitest";
import { attendanceOf, type Traces } from "../../src/attendance/attendance.js";
import { checkAssessment, recheckFacts, sideOf } from "../../src/attendance/assessment.js";
import { checkTravel, feeLine, feesMayShow, unitsOf } from "../../src/attendance/fees.js";
import { TariffBody, tariffOn, type Tariff } from "../../src/attendance/tariff.js";
import { refuse } from "../../src/kernel/result.js";
import { at, day } from "../../src/kernel/time.js";

const LABEL = "a".repeat(32);
const clock = (time: string) => at(`2026-09-22T${time}+08:00`);
const yuan = (amount: string) => ({ amount, currency: "CNY" as const });
const traces = (over: Partial<Traces> = {}): Traces => ({ label: LABEL, seatedAt: clock("09:50:00"), arrivedAt: null, stays: [], left: null, replaced: null, ...over });
const times = { startsAt: clock("10:00:00"), endedAt: clock("14:00:00") };
const tariff = (over: Partial<Tariff> = {}): Tariff => ({ lines: ["works"], from: day("2026-01-01"), document: "晨发改规〔2025〕31号", article: "第五条", halfDayMinutes: 240, halfDay: yuan("400.00"), overHour: null, inVain: yuan("100.00"), travelMax: yuan("600.00"), forfeits: [], ...over });
const fee = (over: Partial<Traces>, given: Partial<Tariff> = {}, forfeits: readonly string[] = []) => feeLine({ attendance: attendanceOf(traces(over), times), name: "测专甲", travel: 5_000n }, { tariff: tariff(given), forfeits });

describe("attendance", () => {
  test("counts from the booked beginning for who came before it, and from his coming for who came after", () => {
    expect(attendanceOf(traces({ arrivedAt: clock("09:20:00") }), times)).toMatchObject({ outcome: "served", lateMinutes: 0, minutes: 240, source: "sign-in" });
    expect(attendanceOf(traces({ arrivedAt: clock("10:00:59") }), times)).toMatchObject({ lateMinutes: 0, minutes: 239 });
    expect(attendanceOf(traces({ arrivedAt: clock("10:01:00") }), times)).toMatchObject({ lateMinutes: 1, minutes: 239 });
  });
  test("is only the time inside where the register knows somebody, and an open stay ends with the evaluation", () => {
    const stays = [{ from: clock("09:55:00"), until: clock("11:00:00") }, { from: clock("12:00:00"), until: null }];
    expect(attendanceOf(traces({ stays }), times)).toMatchObject({ minutes: 180, source: "register" });
    expect(attendanceOf(traces({ stays: [{ from: clock("10:00:00"), until: clock("16:00:00") }] }), times).minutes).toBe(240);
    expect(attendanceOf(traces({ stays: [{ from: clock("14:30:00"), until: clock("15:00:00") }] }), times).minutes).toBe(0);
  });
  test("ends for whoever leaves with his leaving", () => {
    expect(attendanceOf(traces({ arrivedAt: clock("10:00:00"), left: { ground: "health", at: clock("11:30:00") } }), times)).toMatchObject({ outcome: "left", ground: "health", minutes: 90 });
  });
  test("tells who came and was replaced from who never came", () => {
    expect(attendanceOf(traces({ seatedAt: null, arrivedAt: clock("09:50:00"), replaced: "conflict" }), times)).toMatchObject({ outcome: "stood-back", minutes: 0 });
    expect(attendanceOf(traces({ seatedAt: null, replaced: "declined" }), times)).toMatchObject({ outcome: "absent", ground: "declined", cameAt: null });
    expect(attendanceOf(traces({ seatedAt: null }), times).outcome).toBe("absent");
  });
});

describe("fees", () => {
  test("the last minute of a half day is one half day, the next begins a second; fewer are one", () => {
    expect([1, 239, 240, 241, 480, 481].map((minutes) => unitsOf(minutes, tariff()).halfDays)).toEqual([1, 1, 1, 2, 2, 3]);
  });
  test("where hours are paid, each begun hour after the half day counts", () => {
    const byHour = tariff({ overHour: yuan("100.00") });
    expect([240, 241, 300, 301].map((minutes) => unitsOf(minutes, byHour))).toEqual([{ halfDays: 1, hours: 0 }, { halfDays: 1, hours: 1 }, { halfDays: 1, hours: 1 }, { halfDays: 1, hours: 2 }]);
    expect(fee({ arrivedAt: clock("10:00:00") }, { halfDayMinutes: 180, overHour: yuan("100.00") })).toMatchObject({ fee: 50_000n, travel: 5_000n, total: 55_000n });
  });
  test("are by time for who fell ill, and nothing, journey with it, for whom law or tariff names", () => {
    const ill = { arrivedAt: clock("10:00:00"), left: { ground: "health" as const, at: clock("11:30:00") } };
    const gone = { arrivedAt: clock("10:00:00"), left: { ground: "absent" as const, at: clock("11:30:00") } };
    expect(fee(ill)).toMatchObject({ basis: "time", fee: 40_000n, total: 45_000n });
    expect(fee(gone)).toMatchObject({ basis: "time", fee: 40_000n });
    expect(fee(gone, {}, ["absent", "misconduct"])).toMatchObject({ basis: "forfeited", fee: 0n, travel: 0n, total: 0n });
    expect(fee(gone, { forfeits: ["absent"] })).toMatchObject({ basis: "forfeited", total: 0n });
  });
  test("whoever came in vain gets what the tariff says, whoever did not come nothing", () => {
    expect(fee({ seatedAt: null, arrivedAt: clock("09:50:00"), replaced: "conflict" })).toMatchObject({ basis: "in-vain", fee: 10_000n, total: 15_000n });
    expect(fee({ seatedAt: null, replaced: "unreachable" })).toMatchObject({ basis: "not-there", total: 0n });
  });
  test("a journey is paid up to the bound and not a fen above it, and to nobody who is not on the list", () => {
    expect(checkTravel(new Map([[LABEL, 60_000n]]), [LABEL], tariff()).ok).toBe(true);
    expect(checkTravel(new Map([[LABEL, 60_001n]]), [LABEL], tariff())).toEqual(refuse("travel-too-high", { member: "aaaaaaaa", max: "600.00" }));
    expect(checkTravel(new Map([["b".repeat(32), 1n]]), [LABEL], tariff()).ok).toBe(false);
  });
  test("are shown to the payer once the names may be out, or the lot has failed, and not before", () => {
    expect(["evaluating", "evaluated", "candidates", "award_decided", "notified", "archived", "failed", "terminated"].map(feesMayShow)).toEqual([false, false, false, false, true, true, true, true]);
  });
});

describe("an assessment", () => {
  const items = { attendance: "good", discipline: "good", ability: "good", consistency: "good" } as const;
  test("needs a reason where one item is not good, and none where all are", () => {
    expect(checkAssessment({ items, reason: null }).ok).toBe(true);
    expect(checkAssessment({ items: { ...items, ability: "fair" }, reason: null })).toEqual(refuse("assessment-reason"));
    expect(checkAssessment({ items: { ...items, ability: "fair" }, reason: "未按标准评分" }).ok).toBe(true);
  });
  test("counts rechecks of this member alone, and is for three sides", () => {
    const item = { bidder: "b", criterion: "c" };
    const changes = [{ kind: "reopened", expert: LABEL, ground: "outlier", items: [item], reason: "r" }, { kind: "kept", expert: LABEL, item, score: "1", reason: "r" }, { kind: "kept", expert: "b".repeat(32), item, score: "1", reason: "r" }] as const;
    expect(recheckFacts(LABEL, changes)).toEqual({ reopened: 1, kept: 1 });
    expect(["tenderer", "exchange-staff", "supervisor", "pool-keeper", "bidder"].map(sideOf)).toEqual(["tenderer", "exchange", "supervisor", null, null]);
  });
});

describe("a tariff", () => {
  const kept = [{ serial: 1, tariff: tariff() }, { serial: 2, tariff: tariff({ from: day("2026-09-22") }) }, { serial: 3, tariff: tariff({ lines: ["procurement"] }) }, { serial: 4, tariff: tariff({ from: day("2026-01-01") }) }];
  test("holds from its first day; of two of one day the one entered last", () => {
    expect(tariffOn(kept, "works", day("2026-09-22"))?.serial).toBe(2);
    expect(tariffOn(kept, "works", day("2026-09-21"))?.serial).toBe(4);
    expect(tariffOn(kept, "works", day("2025-12-31"))).toBeNull();
    expect(tariffOn(kept, "procurement", day("2026-09-22"))?.serial).toBe(3);
  });
  test("names a line of this exchange, and no amount below nothing", () => {
    expect(TariffBody.safeParse(tariff({ lines: ["land"] })).success).toBe(false);
    expect(TariffBody.safeParse(tariff({ halfDay: yuan("-1.00") })).success).toBe(false);
    expect(TariffBody.safeParse(tariff()).success).toBe(true);
  });
});
