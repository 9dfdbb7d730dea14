import { describe, expect, test } from "vitest";
import { day } from "../../src/kernel/time.js";
import { SALE_LINES } from "../../src/lines/lines.js";
import { land } from "../../src/lines/land.js";
import { mining } from "../../src/lines/mining.js";
import { property } from "../../src/lines/property.js";
import { advanceSale, saleMovesFor, saleNotOpen } from "../../src/procedure/sale-advance.js";
import type { SaleFacts } from "../../src/procedure/sale-facts.js";
import { SALE_GUARDS, type SaleGuardId } from "../../src/procedure/sale-guards.js";
import { saleLawOf, type SaleProcedure } from "../../src/procedure/sale-procedure.js";
import { SALE_STAGES, type SaleRole, type SaleStage } from "../../src/procedure/sale-words.js";
import { AUCTION_RULES } from "../../src/rules/auction-rules.js";
import { LAND_RULES } from "../../src/rules/land-rules.js";
import { MINING_RULES } from "../../src/rules/mining-rules.js";
import { PROPERTY_RULES } from "../../src/rules/property-rules.js";
import { EQUITY, noticed, PARCEL, TRANSFER } from "../support/sale-facts.js";
import { when } from "../support/works-facts.js";

const transfer = (changes: Partial<NonNullable<SaleFacts["transfer"]>>): SaleFacts => ({ ...EQUITY, transfer: { ...TRANSFER, ...changes } });
const papers = (changes: Partial<SaleFacts["papers"]>): SaleFacts => ({ ...PARCEL, papers: { ...PARCEL.papers, ...changes } });
const offered = (facts: SaleFacts, changes: Partial<SaleFacts["offered"]>): SaleFacts => ({ ...facts, offered: { ...facts.offered, ...changes } });
const auctioneer = (changes: Parameters<typeof noticed>[1]) => noticed(PARCEL, { isAuctioneers: true, listingEndsAt: null, startsAt: when("2026-09-07T09:00:00"), applyUntil: when("2026-09-06T17:00:00"), display: { from: when("2026-09-01T09:00:00"), until: when("2026-09-03T09:00:00") }, ...changes });
const with_ = (changes: Partial<SaleFacts>, facts = PARCEL): SaleFacts => ({ ...facts, ...changes });
const ORDER39 = with_({ law: saleLawOf(land, "ORDER39") });

/** Every guard: facts that just pass it, facts that just fail it, and the answer. */
const CASES: readonly (readonly [SaleGuardId, passes: SaleFacts, fails: SaleFacts, code: string])[] = [
  ["approved", PARCEL, papers({ approval: null }), "sale-paper-missing"],
  ["titled", PARCEL, papers({ title: null }), "sale-paper-missing"],
  ["unrestrained", PARCEL, papers({ restraint: "法院查封" }), "sale-restrained"],
  ["schemeApproved", PARCEL, papers({ scheme: null }), "sale-paper-missing"],
  ["planFixed", PARCEL, papers({ plan: null }), "sale-paper-missing"],
  ["appraised", EQUITY, transfer({ appraisal: null }), "sale-paper-missing"],
  ["governmentAgreed", transfer({ losesControl: true, government: "晨政函〔2026〕4号" }), transfer({ losesControl: true }), "sale-paper-missing"],
  ["shareholdersAsked", EQUITY, transfer({ shareholdersAsked: false }), "shareholders-not-asked"],
  ["preDisclosedInTime", { ...EQUITY, now: when("2026-09-01T00:00:00") }, { ...EQUITY, now: when("2026-09-01T00:00:00.001") }, "sale-too-late"],
  ["preDisclosedLongEnough", with_({ now: when("2026-09-15T00:00:00") }, transfer({ losesControl: true, preDisclosedAt: when("2026-08-17T09:00:00") })), with_({ now: when("2026-09-14T23:59:59.999") }, transfer({ losesControl: true, preDisclosedAt: when("2026-08-17T09:00:00") })), "sale-too-soon"],
  ["preDisclosedLongEnough", EQUITY, transfer({ losesControl: true }), "not-pre-disclosed"],
  ["fourEyes", PARCEL, with_({ actor: "preparer" }), "four-eyes"],
  ["noticeWhole", PARCEL, noticed(PARCEL, { missing: ["规划条件"] }), "sale-notice-unfinished"],
  ["methodOfLine", PARCEL, noticed(PARCEL, { isMethodOfLine: false }), "sale-method"],
  ["reserveStated", noticed(PARCEL, { reserve: false }), noticed(PARCEL, { reserve: null }), "reserve-not-stated"],
  ["noticedLongEnough", noticed(PARCEL, { startsAt: when("2026-09-06T09:00:00") }), noticed(PARCEL, { startsAt: when("2026-09-06T08:59:59.999") }), "sale-too-soon"],
  ["disclosedLongEnough", EQUITY, noticed(EQUITY, { applyUntil: when("2026-09-28T23:59:59.999") }), "sale-too-soon"],
  ["extendedLongEnough", noticed(EQUITY, { extends: when("2026-09-28T17:00:00"), applyUntil: when("2026-10-11T00:00:00") }), noticed(EQUITY, { extends: when("2026-09-28T17:00:00"), applyUntil: when("2026-10-10T23:59:59.999") }), "sale-too-soon"],
  ["auctionNoticedLongEnough", auctioneer({ startsAt: when("2026-08-24T09:00:00") }), auctioneer({ startsAt: when("2026-08-24T08:59:59.999") }), "sale-too-soon"],
  ["displayedLongEnough", auctioneer({}), auctioneer({ display: { from: when("2026-09-01T09:00:00"), until: when("2026-09-03T08:59:59.999") } }), "sale-too-soon"],
  ["displayedLongEnough", PARCEL, auctioneer({ display: null }), "sale-not-displayed"],
  ["listedLongEnough", noticed(PARCEL, { listingEndsAt: when("2026-09-17T09:00:00") }), noticed(PARCEL, { listingEndsAt: when("2026-09-17T08:59:59.999") }), "sale-too-soon"],
  ["applicationsCloseLawfully", noticed(PARCEL, { applyUntil: when("2026-09-16T24:00:00") }), noticed(PARCEL, { applyUntil: when("2026-09-17T00:00:00.001") }), "applications-close-wrong"],
  ["applicationsCloseLawfully", noticed(ORDER39, { applyUntil: when("2026-09-19T17:00:00") }), noticed(ORDER39, { applyUntil: when("2026-09-16T17:00:00") }), "applications-close-wrong"],
  ["applicationsCloseBeforeStart", noticed(EQUITY, { applyUntil: when("2026-09-30T08:59:59.999") }), noticed(EQUITY, { applyUntil: when("2026-09-30T09:00:00") }), "applications-close-late"],
  ["depositLawful", PARCEL, offered(PARCEL, { deposit: 2_399_999_999n }), "sale-deposit-low"],
  ["depositLawful", EQUITY, offered(EQUITY, { deposit: 300_000_001n }), "sale-deposit-high"],
  ["floorLawful", EQUITY, offered(EQUITY, { floor: 999_999_999n }), "first-floor-low"],
  ["floorLawful", with_({ round: { isFirst: false, firstOn: day("2026-08-31") } }, offered(EQUITY, { floor: 900_000_000n })), with_({ round: { isFirst: false, firstOn: day("2026-08-31") } }, offered(EQUITY, { floor: 899_999_999n })), "floor-needs-consent"],
  ["floorLawful", EQUITY, offered(EQUITY, { appraisal: null }), "sale-paper-missing"],
  ["termLawful", PARCEL, offered(PARCEL, { term: { years: 71, longest: 70 } }), "term-too-long"],
  ["termLawful", offered(PARCEL, { term: { years: 40, longest: 40 } }), offered(PARCEL, { term: { years: 41, longest: 40 } }), "term-too-long"],
  ["disclosureOver", noticed(EQUITY, { extends: when("2026-08-31T09:00:00") }), noticed(EQUITY, { extends: when("2026-08-31T09:00:00.001") }), "disclosure-runs"],
  ["withinTwelveMonths", with_({ now: when("2027-08-31T23:59:59.999"), round: { isFirst: false, firstOn: day("2026-08-31") } }, EQUITY), with_({ now: when("2027-09-01T00:00:00"), round: { isFirst: false, firstOn: day("2026-08-31") } }, EQUITY), "disclosures-expired"],
  ["twelveMonthsOver", with_({ now: when("2027-09-01T00:00:00"), round: { isFirst: false, firstOn: day("2026-08-31") } }, EQUITY), with_({ now: when("2027-08-31T23:59:59.999"), round: { isFirst: false, firstOn: day("2026-08-31") } }, EQUITY), "disclosures-run"],
  ["applicationsDecided", with_({ undecided: 0 }), with_({ undecided: 1 }), "sale-applications-undecided"],
  ["nobodyQualified", with_({ qualified: 0 }), with_({ qualified: 1 }), "somebody-qualified"],
  ["oneQualified", with_({ qualified: 1 }, EQUITY), with_({ qualified: 2 }, EQUITY), "competition-due"],
  ["oneQualified", with_({ qualified: 1 }, EQUITY), with_({ qualified: 0 }, EQUITY), "no-applicant-qualified"],
  ["applicationsClosed", { ...noticed(EQUITY, { applyUntil: when("2026-09-29T00:00:00") }), now: when("2026-09-29T00:00:00") }, { ...noticed(EQUITY, { applyUntil: when("2026-09-29T00:00:00") }), now: when("2026-09-28T23:59:59.999") }, "applications-run"],
  ["singlePriceEnough", with_({ single: { price: 1_000_000_000n, offer: 0n } }, EQUITY), with_({ single: { price: 999_999_999n, offer: 0n } }, EQUITY), "single-price-low"],
  ["singlePriceEnough", with_({ single: { price: 1_100_000_000n, offer: 1_100_000_000n } }, EQUITY), with_({ single: { price: 1_099_999_999n, offer: 1_100_000_000n } }, EQUITY), "single-price-low"],
  ["enoughToCompete", with_({ qualified: 2 }, EQUITY), with_({ qualified: 1 }, EQUITY), "too-few-to-compete"],
  ["contestPlanned", with_({ planned: true }), with_({ planned: false }), "contest-not-planned"],
  ["dealMade", with_({ outcome: { how: "deal", reserve: "reached" } }), with_({ outcome: { how: "deal", reserve: "not-reached" } }), "no-deal-here"],
  ["dealMade", with_({ outcome: { how: "deal", reserve: "none" } }), with_({ outcome: { how: "no-deal", reserve: "none" } }), "no-deal-here"],
  ["dealMade", with_({ outcome: { how: "deal", reserve: "reached" } }), with_({ outcome: { how: "deal", reserve: "mismatch" } }), "reserve-mismatch"],
  ["noDeal", with_({ outcome: { how: "no-deal", reserve: "none" } }), with_({ outcome: { how: "deal", reserve: "reached" } }), "deal-here"],
  ["noDeal", with_({ outcome: { how: "deal", reserve: "not-reached" } }), with_({ outcome: { how: "no-deal", reserve: "mismatch" } }), "reserve-mismatch"],
  ["bothSigned", with_({ signatures: { seller: true, winner: true } }), with_({ signatures: { seller: true, winner: false } }), "confirmation-unsigned"],
  ["confirmedInTime", with_({ now: when("2026-09-30T00:00:00"), endedOn: day("2026-09-21") }), with_({ now: when("2026-09-30T00:00:00.001"), endedOn: day("2026-09-21") }), "sale-too-late"],
  ["resultInTime", with_({ now: when("2026-10-13T00:00:00"), endedOn: day("2026-09-21") }), with_({ now: when("2026-10-13T00:00:00.001"), endedOn: day("2026-09-21") }), "sale-too-late"],
  ["contractInTime", with_({ now: when("2026-10-13T00:00:00"), endedOn: day("2026-09-21") }), with_({ now: when("2026-10-13T00:00:00.001"), endedOn: day("2026-09-21") }), "sale-too-late"],
  ["publicLongEnough", with_({ now: when("2026-09-30T00:00:00"), publicSince: when("2026-09-21T10:00:00") }, EQUITY), with_({ now: when("2026-09-29T23:59:59.999"), publicSince: when("2026-09-21T10:00:00") }, EQUITY), "sale-too-soon"],
  ["priceUnchanged", with_({ contract: { price: 13_000_000_000n, dealPrice: 13_000_000_000n, signedOn: day("2026-09-30") } }), with_({ contract: { price: 13_000_000_001n, dealPrice: 13_000_000_000n, signedOn: day("2026-09-30") } }), "sale-contract-price"],
  ["wholePricePaid", with_({ paid: { fen: 13_000_000_000n, price: 13_000_000_000n } }), with_({ paid: { fen: 12_999_999_999n, price: 13_000_000_000n } }), "price-not-paid"],
  ["reasoned", with_({ reason: "第三人提出权属异议" }), with_({ reason: " " }), "form-missing"],
];

describe("guards of lines that sell, at both sides", () => {
  test.each(CASES)("%s", (guard, passes, fails, code) => {
    expect(SALE_GUARDS[guard].check(passes)).toBeNull();
    expect(SALE_GUARDS[guard].check(fails)?.code).toBe(code);
  });
  test("every guard stands in the table, and a line uses it", () => {
    const used = new Set(Object.values(SALE_LINES).flatMap(({ moves }) => moves.flatMap(({ guards, warns }) => [...guards, ...(warns ?? [])])));
    const unused = Object.keys(SALE_GUARDS).filter((name) => !used.has(name as SaleGuardId) || !CASES.some(([guard]) => guard === name));
    expect(unused).toEqual([]);
  });
  test("every provision without a number is held by a guard of the table; whole multiples by the contest alone (9e over HTTP)", () => {
    const held: readonly string[] = Object.values(SALE_GUARDS).flatMap(({ rules }) => rules);
    const rows = [...LAND_RULES, ...MINING_RULES, ...PROPERTY_RULES, ...AUCTION_RULES];
    expect(rows.filter(({ id, unit }) => ["bool", "rule"].includes(unit) && !held.includes(id)).map(({ id }) => id)).toEqual(["LD-33"]);
  });
  test("a group of facts that has no form yet is asked for by name", () => {
    expect(SALE_GUARDS.bothSigned.check(PARCEL)?.code).toBe("form-missing");
  });
});

/** Walks a line by its moves, every guard met. */
function walked(line: SaleProcedure, facts: SaleFacts, moves: readonly (readonly [string, SaleRole | "clock"])[]): readonly SaleStage[] {
  const stages: SaleStage[] = [line.start];
  let standing = { stage: line.start, before: null as SaleStage | null };
  for (const [name, by] of moves) {
    const made = advanceSale(line, standing, name, by, facts);
    expect([name, made.ok ? null : made.refusal]).toEqual([name, null]);
    if (made.ok) standing = made.value.standing;
    stages.push(standing.stage);
  }
  return stages;
}
const ALL = { undecided: 0, planned: true, outcome: { how: "deal", reserve: "reached" }, signatures: { seller: true, winner: true }, endedOn: day("2026-08-17"), contract: { price: 1n, dealPrice: 1n, signedOn: day("2026-08-17") }, paid: { fen: 1n, price: 1n }, reason: "理由" } as const;

describe("the three lines", () => {
  test("land goes from its registration to the certificate", () => {
    expect(walked(land, with_(ALL), [["register", "seller"], ["publishNotice", "seller"], ["startContest", "clock"], ["deal", "system"], ["signConfirmation", "system"], ["publishResult", "seller"], ["signContract", "seller"], ["priceIsPaid", "system"], ["close", "seller"]]))
      .toEqual(["draft", "registered", "noticed", "contest", "deal", "confirmed", "confirmed", "contracted", "price_paid", "closed"]);
  });
  test("a mining right is in publicity before its contract", () => {
    const facts = with_({ ...ALL, law: saleLawOf(mining, "ORDER39"), publicSince: when("2026-07-01T09:00:00") }, noticed(PARCEL, { startsAt: when("2026-09-15T09:00:00"), listingEndsAt: when("2026-10-09T09:00:00"), applyUntil: when("2026-09-30T17:00:00") }));
    expect(walked(mining, facts, [["register", "seller"], ["publishNotice", "seller"], ["startContest", "clock"], ["deal", "system"], ["signConfirmation", "system"], ["publishResult", "seller"], ["signContract", "seller"]]))
      .toEqual(["draft", "registered", "noticed", "contest", "deal", "confirmed", "result_public", "contracted"]);
    expect(saleNotOpen(mining, { stage: "confirmed", before: null }, ["signContract"])).toMatchObject({ code: "move-not-open" });
  });
  test("property with two transferees bids, with one it is dealt at once, with none it is disclosed anew", () => {
    const two = with_({ ...ALL, qualified: 2, publicSince: when("2026-08-01T09:00:00") }, EQUITY);
    expect(walked(property, two, [["register", "seller"], ["appraise", "seller"], ["publishNotice", "seller"], ["startContest", "clock"], ["deal", "system"], ["signContract", "seller"], ["priceIsPaid", "system"], ["publishResult", "seller"], ["close", "seller"]])).toContain("contest");
    const closed = with_({ now: when("2026-09-29T00:00:00"), single: { price: 1_000_000_000n, offer: 0n } }, EQUITY);
    const at = (qualified: number) => (name: string, by: SaleRole | "clock") => advanceSale(property, { stage: "noticed", before: null }, name, by, with_({ ...ALL, qualified }, name === "singleDeal" ? closed : EQUITY));
    expect(at(1)("singleDeal", "exchange-staff")).toMatchObject({ value: { standing: { stage: "deal" } } });
    expect(at(2)("singleDeal", "exchange-staff")).toMatchObject({ refusal: { code: "competition-due" } });
    expect(at(1)("startContest", "clock")).toMatchObject({ refusal: { code: "too-few-to-compete" } });
    expect(at(0)("nobodyCame", "clock")).toMatchObject({ value: { standing: { stage: "no_deal" } } });
    expect(at(0)("redisclose", "seller")).toMatchObject({ value: { standing: { stage: "noticed" } } });
    expect(at(1)("redisclose", "seller")).toMatchObject({ refusal: { code: "somebody-qualified" } });
  });
  test("land and mining rights that were not dealt are noticed again, held to all that the first notice was", () => {
    const from = (line: SaleProcedure, facts: SaleFacts) => advanceSale(line, { stage: "no_deal", before: null }, "relist", "seller", facts);
    expect([from(land, with_(ALL)), from(mining, with_({ law: saleLawOf(mining, "ORDER39") }, noticed(PARCEL, { startsAt: when("2026-09-15T09:00:00"), listingEndsAt: when("2026-10-09T09:00:00") })))]).toMatchObject([{ value: { standing: { stage: "noticed" }, issues: ["grant-notice"] } }, { value: { standing: { stage: "noticed" } } }]);
    expect(from(land, noticed(PARCEL, { startsAt: when("2026-09-06T08:59:59.999") }))).toMatchObject({ refusal: { code: "sale-too-soon" } });
    expect(advanceSale(land, { stage: "deal", before: null }, "relist", "seller", with_(ALL))).toMatchObject({ refusal: { code: "move-not-open" } });
  });
  test("late duties are said and do not stop anybody", () => {
    const late = with_({ ...ALL, now: when("2026-12-31T09:00:00") });
    expect(advanceSale(land, { stage: "deal", before: null }, "signConfirmation", "system", late)).toMatchObject({ ok: true, value: { warnings: [{ code: "sale-too-late" }] } });
  });
  test("a winner that refuses ends the lot without a deal, a contest alone cannot be ended by its seller", () => {
    expect(advanceSale(land, { stage: "confirmed", before: null }, "winnerRefuses", "seller", with_(ALL))).toMatchObject({ value: { standing: { stage: "no_deal" }, issues: ["end-notice"] } });
    expect(advanceSale(land, { stage: "contest", before: null }, "terminate", "seller", with_(ALL))).toMatchObject({ refusal: { code: "move-not-open" } });
  });
  test("a suspension comes back to where it interrupted", () => {
    const suspended = advanceSale(land, { stage: "noticed", before: null }, "suspend", "supervisor", with_(ALL));
    expect(suspended).toMatchObject({ value: { standing: { stage: "suspended", before: "noticed" } } });
    expect(advanceSale(land, { stage: "suspended", before: "noticed" }, "resume", "supervisor", with_(ALL))).toMatchObject({ value: { standing: { stage: "noticed", before: null } } });
  });
  test("nobody moves in another's role", () => {
    expect(advanceSale(land, { stage: "registered", before: null }, "publishNotice", "exchange-staff", with_(ALL))).toMatchObject({ refusal: { code: "move-not-yours", facts: { by: "the grantor or transferor" } } });
    expect(saleMovesFor(land, { stage: "registered", before: null }, "seller", with_(ALL)).map(({ move }) => move.name)).toEqual(["publishNotice", "terminate"]);
  });
});

test.each(Object.entries(SALE_LINES))("%s: every stage it names is reached, and every stage but an end is left", (_, { start, moves }) => {
  const named = new Set(moves.flatMap(({ from }) => from));
  const reached = new Set([start, ...moves.flatMap(({ to }) => (to === "same" || to === "back" ? [] : [to]))]);
  const ends: readonly SaleStage[] = ["closed", "terminated", "expired", "no_deal"];
  expect([...reached].filter((stage) => !named.has(stage) && !ends.includes(stage))).toEqual([]);
  expect([...reached].every((stage) => stage in SALE_STAGES)).toBe(true);
});
