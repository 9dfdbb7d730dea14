import type { TestTown } from "./town.js";

const yuan = (amount: string) => ({ amount, currency: "CNY" });

/** A tariff of a made-up province: a half day of four hours, each begun hour after it. */
export const TARIFF = {
  lines: ["works"], from: "2026-01-01", document: "晨发改规〔2025〕31号", article: "第五条", halfDayMinutes: 240, halfDay: yuan("400.00"), overHour: yuan("100.00"), inVain: yuan("100.00"), travelMax: yuan("600.00"), forfeits: ["absent"],
};

/** Enters it, as the pool keeper. */
export const enterTariff = (town: TestTown, over: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> => town.done("pool-keeper-1", "POST", "/api/v1/expert-tariffs", { ...TARIFF, ...over });
