import { describe, expect, test } from "vitest";
import { standingForm, stillsOf } from "../../src/sales/standing-times.js";
import type { SaleForm } from "../../src/sales/form.js";
import { HOUR_MS, plusMs, type Instant } from "../../src/kernel/time.js";
import { when } from "../support/works-facts.js";

// What an order to stand still does to the times of a notice (docs/decisions/0096).
const published = when("2026-08-17T09:00:00");
const form = { startsAt: when("2026-09-07T09:00:00"), listingEndsAt: when("2026-09-21T10:00:00"), applyUntil: when("2026-09-16T17:00:00") } as SaleForm;
const still = (from: Instant, hours: number) => [{ move: "suspend", lot: "1", at: from }, { move: "resume", lot: "1", at: plusMs(from, hours * HOUR_MS) }];
const later = when("2026-12-01T00:00:00");
const after = (moves: ReturnType<typeof still>, fixed: "with-notice" | "when-due", of = form) => standingForm(of, stillsOf(moves, "1", published), fixed, later);

describe("times of a notice after an order to stand still", () => {
  test("without one, or by one before the notice or of another lot, they stand", () => {
    expect([after([], "when-due"), after(still(when("2026-08-17T08:59:59.999"), 1), "when-due"), standingForm(form, stillsOf(still(published, 1), "2", published), "when-due", later)]).toEqual([form, form, form]);
  });
  test("applications close later by as long; an order after their close moves nothing", () => {
    expect(after(still(when("2026-09-16T16:59:59.999"), 3), "with-notice")).toEqual({ ...form, applyUntil: when("2026-09-16T20:00:00") });
    expect(after(still(form.applyUntil, 3), "with-notice")).toEqual(form);
    expect(after([...still(when("2026-09-16T16:00:00"), 3), ...still(when("2026-09-16T19:59:59.999"), 1)], "with-notice").applyUntil, "the second falls before the close as it was moved").toBe(when("2026-09-16T21:00:00"));
  });
  test("what opens by the sale's clock opens later too; what was fixed with the notice does not, and takes no application beyond it", () => {
    const auction = { ...form, listingEndsAt: null, applyUntil: when("2026-09-06T17:00:00") };
    const order = still(when("2026-09-06T12:00:00"), 24);
    expect(after(order, "when-due", auction)).toEqual({ ...auction, applyUntil: when("2026-09-07T17:00:00"), startsAt: when("2026-09-08T09:00:00") });
    expect(after(order, "with-notice", auction)).toEqual({ ...auction, applyUntil: auction.startsAt });
  });
  test("while it stands still the close moves with the clock", () => {
    const moves = stillsOf([{ move: "suspend", lot: "1", at: when("2026-09-16T16:00:00") }], "1", published);
    expect(standingForm(form, moves, "with-notice", when("2026-09-16T18:00:00")).applyUntil).toBe(when("2026-09-16T19:00:00"));
  });
});
