import { LISTING_PROFILES, transferTerms } from "../auctions/profiles.js";
import type { AuctionTerms } from "../auctions/terms.js";
import { MINUTE_MS, plusMs, type Instant } from "../kernel/time.js";
import type { FrozenRules } from "../rules/rules.js";
import { fenOf } from "../tenders/amounts.js";
import type { SaleForm, SaleLotForm } from "./form.js";

/** The name of the contest over a lot in a round of its sale. */
export const contestOf = (code: string, round: number): string => `${code}-A${String(round)}`;

type Place = { readonly exchange: string; readonly auction: string };

const isListing = (profile: string): profile is keyof typeof LISTING_PROFILES => Object.hasOwn(LISTING_PROFILES, profile);

/** A form that was stored before it could say so has one step alone. */
export const laterStepOf = ({ step, laterStep }: SaleLotForm): SaleLotForm["step"] => laterStep ?? step;

/** The terms of a lot's contest by what its notice says, by the rules of the day it came out; null where the notice does not fix them. */
export function contestTerms(rules: FrozenRules, { exchange, auction }: Place, form: SaleForm, lot: SaleLotForm): AuctionTerms | null {
  const { method, listingEndsAt: endsAt, profile, startsAt: opensAt } = form;
  if (method !== "listing" || endsAt === null || !isListing(profile)) return null;
  return LISTING_PROFILES[profile](rules, { ...pricesOf(form, lot), exchange, auction, opensAt, endsAt });
}

const pricesOf = (form: SaleForm, lot: SaleLotForm) => ({ start: fenOf(lot.floor), step: fenOf(lot.step), laterStep: fenOf(laterStepOf(lot)), ceiling: null, hasReserve: form.reserve === true });

/** The terms of bidding online, once it is known that there is somebody to bid: never before the instant its notice says. Null where the form says nothing of it. */
export function biddingTerms(rules: FrozenRules, { exchange, auction }: Place, form: SaleForm, lot: SaleLotForm, at: Instant): AuctionTerms | null {
  const { method, bidding, startsAt } = form;
  if (method !== "online-bidding" || bidding == null) return null;
  const opensAt = Math.max(startsAt, at) as Instant;
  return transferTerms(rules, { ...pricesOf(form, lot), exchange, auction, opensAt, endsAt: plusMs(opensAt, bidding.freeMinutes * MINUTE_MS), limitedSeconds: bidding.limitedSeconds, matchMinutes: bidding.matchMinutes });
}
