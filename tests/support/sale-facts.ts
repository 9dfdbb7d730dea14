import { day } from "../../src/kernel/time.js";
import { land } from "../../src/lines/land.js";
import { property } from "../../src/lines/property.js";
import type { SaleFacts, SaleNoticeFacts } from "../../src/procedure/sale-facts.js";
import { saleLawOf } from "../../src/procedure/sale-procedure.js";
import { freezeRules } from "../../src/rules/rules.js";
import { when } from "./works-facts.js";

const NOTICE: SaleNoticeFacts = {
  preparedBy: "preparer", missing: [], isMethodOfLine: true, method: { zh: "挂牌", en: "listing" }, methodsBy: { zh: "39号令", en: "Order 39" }, noticeNumber: "noticeDays", startsAt: when("2026-09-07T09:00:00"), listingEndsAt: when("2026-09-21T10:00:00"), applyUntil: when("2026-09-16T17:00:00"), extends: null,
  reserve: true, display: null, isAuctioneers: false,
};

/** G9: the listing of a parcel by the rules of Fujian, as it is published on 17 August. */
export const PARCEL: SaleFacts = {
  now: when("2026-08-17T09:00:00"), rules: freezeRules(day("2026-08-17")), law: saleLawOf(land, "FJ"), actor: "reviewer",
  papers: { approval: "晨政地〔2026〕8号", title: "国有建设用地", restraint: null, scheme: "晨资规方案〔2026〕3号", plan: "晨规条〔2026〕12号" }, transfer: null,
  offered: { floor: 12_000_000_000n, deposit: 2_400_000_000n, term: { years: 70, longest: 70 }, appraisal: null },
  notice: NOTICE,
};

/** What a transfer of property hands in besides. */
export const TRANSFER: NonNullable<SaleFacts["transfer"]> = { appraisal: "晨国资评备〔2026〕5号", losesControl: false, government: null, shareholdersAsked: true, consent: null, approvedOn: day("2026-08-17"), preDisclosedAt: null };

/** G13: equity of ten million yuan as it is disclosed on 31 August. */
export const EQUITY: SaleFacts = {
  ...PARCEL, now: when("2026-08-31T09:00:00"), law: saleLawOf(property, "ORDER32"), papers: { ...PARCEL.papers, plan: null },
  transfer: TRANSFER,
  offered: { floor: 1_000_000_000n, deposit: 300_000_000n, term: null, appraisal: 1_000_000_000n }, round: { isFirst: true, firstOn: null },
  notice: { ...NOTICE, method: { zh: "网络竞价（多次报价）", en: "online bidding" }, startsAt: when("2026-09-30T09:00:00"), listingEndsAt: null, applyUntil: when("2026-09-29T00:00:00"), reserve: false },
};

/** The same with some of the notice said otherwise. */
export const noticed = (facts: SaleFacts, changes: Partial<SaleNoticeFacts>): SaleFacts => ({ ...facts, notice: { ...(facts.notice ?? NOTICE), ...changes } });
