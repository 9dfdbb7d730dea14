import { calledTerms, dutchTerms, LISTING_PROFILES, quotedTerms, transferTerms, weightedTerms, type AuctionFacts, type Grid } from "../auctions/profiles.js";
import type { AuctionTerms } from "../auctions/terms.js";
import { MINUTE_MS, plusMs, type Instant } from "../kernel/time.js";
import type { SaleMethod } from "../procedure/sale-procedure.js";
import type { FrozenRules } from "../rules/rules.js";
import { fenOf } from "../tenders/amounts.js";
import type { SaleForm, SaleLotForm } from "./form.js";

/** The name of the contest over a lot in a round of its sale. */
export const contestOf = (code: string, round: number): string => `${code}-A${String(round)}`;

type Place = { readonly exchange: string; readonly auction: string; /** Never before its notice says. */ readonly opensAt: Instant };

const isListing = (profile: string): profile is keyof typeof LISTING_PROFILES => Object.hasOwn(LISTING_PROFILES, profile);

/** A form that was stored before it could say so has one step alone. */
export const laterStepOf = ({ step, laterStep }: SaleLotForm): SaleLotForm["step"] => laterStep ?? step;

const gridOf = ({ subject }: SaleLotForm): Grid => (subject.kind === "parcel" || subject.kind === "mining-right" ? "tenth-wan" : "yuan");

type Asked = { readonly rules: FrozenRules; readonly facts: AuctionFacts; readonly form: SaleForm; readonly lot: SaleLotForm; readonly grid: Grid };
/** How each method makes the terms of a contest; null where the notice does not say what they need. */
const WAYS: Readonly<Record<SaleMethod, (asked: Asked) => AuctionTerms | null>> = {
  "listing": ({ rules, facts, form: { listingEndsAt: endsAt, profile }, lot }) => (endsAt === null || !isListing(profile) ? null : LISTING_PROFILES[profile](rules, { ...facts, endsAt, atCeiling: lot.atCeiling ?? null })),
  "auction": ({ rules, facts, form: { calls }, grid }) => (calls == null ? null : calledTerms(rules, { ...facts, ...calls, grid })),
  "online-bidding": ({ rules, facts, form: { bidding } }) => (bidding == null ? null : transferTerms(rules, { ...facts, ...bidding, endsAt: plusMs(facts.opensAt, bidding.freeMinutes * MINUTE_MS) })),
  "one-round": ({ rules, facts, form: { quotes }, grid }) => (quotes == null ? null : quotedTerms(rules, { ...facts, ...quotes, grid })),
  "weighted": ({ rules, facts, form: { weights }, grid }) => (weights == null ? null : weightedTerms(rules, { ...facts, ...weights, values: weights.values.map(({ name, weight, worst, best }) => ({ name, weight, worst, best })), grid })),
  "dutch": ({ rules, facts, form: { dutch }, lot: { asking }, grid }) => (dutch == null || asking == null ? null : dutchTerms(rules, { ...facts, ...dutch, asking: fenOf(asking), grid })),
};

/** The terms of a lot's contest by what its notice says, by the rules of the day it came out; null where the notice does not fix them. */
export function contestTerms(rules: FrozenRules, place: Place, form: SaleForm, lot: SaleLotForm): AuctionTerms | null {
  const facts: AuctionFacts = { ...place, start: fenOf(lot.floor), step: fenOf(lot.step), laterStep: fenOf(laterStepOf(lot)), ceiling: lot.ceiling == null ? null : fenOf(lot.ceiling), hasReserve: form.reserve === true };
  return WAYS[form.method]({ rules, facts, form, lot, grid: gridOf(lot) });
}
