import { isDeepStrictEqual } from "node:util";
import { dayOf, endOf, plusMs, startOf, type Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { lawSets } from "../../procedure/law.js";
import { earliestAfter, lastDayToApply } from "../../procedure/sale-dates.js";
import type { SaleLawful } from "../../procedure/sale-law.js";
import { lawfulOn } from "../../sales/facts.js";
import { SaleBody, type SaleForm } from "../../sales/form.js";
import { bodyOf } from "../../web/form-values.js";
import type { Field } from "../../web/views.js";
import { valuesOf } from "./draft-values.js";
import { at, countAt, under, without, type Given } from "./given.js";
import { localOf, workDayAfter } from "./sample-values.js";
import { saleBody } from "./sale-body.js";
import { saleMethodIn, topIn } from "./sale-fields.js";

/** What the form of a sale is made for: chosen before it is filled. */
export type SaleShape = { readonly method: string; readonly lots: number; /** What decides at a highest price; empty or absent: there is none. */ readonly top?: string };
/** Who drafts, as the contact begins. */
type Office = { readonly name: string };

const TIMES = ["startsAt", "listingEndsAt", "applyUntil", "display.from", "display.until"];

/** A draft’s form as field values. */
export const saleValues = (form: SaleForm, line: string): Given => ({ ...valuesOf(form, line, TIMES), reserve: form.reserve === null ? "" : form.reserve ? "yes" : "no" });

/** A form to begin with: its times are lawful if it is published within a day, and it says what is the same for everybody. */
export function newSaleValues(now: Instant, line: string, { method, lots, top = "" }: SaleShape, { name }: Office): Given {
  const [profile = ""] = Object.keys(saleLineOf(line).profiles);
  return reshapedSale({
    line, profile, payment: "at-once", documents: "自公告之日起登录交易平台免费下载。", rules: "报价不低于起始价，每次加价不少于增价幅度，价高者得。", "contact.name": name, ...timesFrom(now, line, profile, method),
  }, { method, lots, top });
}

/** Values brought into another shape; a lot more is an empty one. */
export function reshapedSale(given: Given, { method, lots, top = "" }: SaleShape): Given {
  const keeps = top === topIn(given);
  const others = Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith("lots.")));
  const held = countAt(given, "lots");
  const rows = Array.from({ length: lots }, (_, row) => at(`lots.${String(row)}`, row < held ? lotAs(under(given, `lots.${String(row)}`), keeps) : { lot: String(row + 1) }));
  return Object.assign({ ...others, top, method: saleMethodIn(saleLineOf(given["line"] ?? ""), { method }) }, ...rows) as Given;
}

/** A lot keeps its highest price where it is decided there as before. */
const lotAs = (lot: Given, keeps: boolean): Given => (keeps ? lot : without(Object.fromEntries(Object.entries(lot).filter(([name]) => name !== "ceiling")), "atCeiling"));

const [MORNING, CLOSING] = [{ days: 1, hour: 9 }, { days: 1, hour: 10 }];
const EVENING_MS = 17 * 3_600_000;

/** Times that keep the least a line’s law asks, from a notice of tomorrow. */
function timesFrom(now: Instant, line: string, profile: string, method: string): Given {
  const lawful = lawfulOn(line, profile, dayOf(now));
  const noticed = earliestAfter(lawful, "noticeDays", endOf(dayOf(now)));
  if (method !== "listing") {
    const applyUntil = plusMs(startOf(dayOf(noticed)), EVENING_MS) < noticed ? workDayAfter(noticed, MORNING) : plusMs(startOf(dayOf(noticed)), EVENING_MS);
    return { applyUntil: localOf(applyUntil), startsAt: localOf(workDayAfter(applyUntil, MORNING)) };
  }
  const startsAt = workDayAfter(noticed, MORNING);
  const listingEndsAt = workDayAfter(lawSets(lawful, "listingDays") ? earliestAfter(lawful, "listingDays", startsAt) : startsAt, CLOSING);
  return { applyUntil: localOf(closing(lawful, startsAt, listingEndsAt)), startsAt: localOf(startsAt), listingEndsAt: localOf(listingEndsAt) };
}

/** When applications to a listing close: on the day the law names, else the evening before it begins. */
const closing = (lawful: SaleLawful, startsAt: Instant, listingEndsAt: Instant): Instant =>
  plusMs(lawSets(lawful, "applicationsBeforeEnd") ? startOf(lastDayToApply(lawful, listingEndsAt).on) : plusMs(startOf(dayOf(startsAt)), -24 * 3_600_000), EVENING_MS);

/** Whether saving these fields untouched would give the draft back whole: one made elsewhere may have what the page’s form has not. */
export function keepsSale(fields: readonly Field[], form: SaleForm): boolean {
  const posted = new Map(fields.map((field) => [field.name, field.value === undefined || field.value === "" ? [] : [field.value]] as const));
  const back = SaleBody.safeParse(saleBody(bodyOf(fields, posted)));
  return back.success && isDeepStrictEqual(back.data, form);
}
