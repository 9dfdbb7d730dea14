import { LISTING_PROFILES } from "../auctions/profiles.js";
import type { AuctionTerms } from "../auctions/terms.js";
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
  return LISTING_PROFILES[profile](rules, { exchange, auction, start: fenOf(lot.floor), step: fenOf(lot.step), laterStep: fenOf(laterStepOf(lot)), ceiling: null, hasReserve: form.reserve === true, opensAt, endsAt });
}
