import { z } from "zod";
import { at, day } from "../kernel/time.js";
import { isPrintable } from "../notices/printable.js";

/** The structured notice form (E1) and what else the documents fix: from it come page, JSON, PDF, lot.terms and every check. */

const CONTROL = /\p{Cc}/u;
/** Characters that turn the direction of the text that follows them. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;

/** One line or paragraph of text for people: trimmed, no control or direction characters. */
export const text = (max: number) =>
  z.string().trim().min(1).max(max).refine((value) => !CONTROL.test(value.replaceAll("\n", "")) && !BIDI.test(value), "control characters are not allowed").transform((value) => value.normalize("NFC"));
const slug = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
export const MoneyBody = z.strictObject({ amount: z.string().regex(/^(0|[1-9]\d{0,15})\.\d{2}$/, "write yuan with two decimals: 38650000.00"), currency: z.literal("CNY") });
/** A day that exists. */
export const DayBody = z.string().refine((value) => reads(day, value), "write a day: 2026-12-18").transform((value) => day(value));
export const TimeBody = z.string().refine((value) => reads(at, value), "write RFC 3339 with a zone: 2026-12-18T09:30:00+08:00").transform((value) => at(value));
const count = (min: number, max: number) => z.int().min(min).max(max);
/** A name of a file, inside a sealed part or among the documents: no path, nothing that is not seen as it is, at most 100 bytes. */
export const FileName = z.string().refine((value) => /^[^/\\]+$/.test(value) && isPrintable(value) && value !== "." && value !== ".." && new TextEncoder().encode(value).length <= 100, "a plain file name of at most 100 bytes");

/** Whether a parser that throws takes the text. */
function reads(parse: (value: string) => unknown, value: string): boolean {
  try {
    parse(value);
    return true;
  } catch {
    return false;
  }
}

export const ContactBody = z.strictObject({ name: text(100), person: text(50), phone: text(40), address: text(200) });

export const PartBody = z.strictObject({
  part: slug,
  title: text(60),
  /** The part whose scores must be logged before this one may be opened. */
  after: slug.nullable(),
  /** Whether the part carries form.json, the 开标一览表. */
  form: z.boolean(),
  requiredFiles: z.array(FileName).max(50),
});

/** A decimal number as text: what scores and rates are counted with, exactly. */
const decimal = z.string().regex(/^-?(0|[1-9]\d{0,11})(\.\d{1,8})?$/, "write a decimal such as 0.02");

const Criterion = z.strictObject({ id: slug, title: text(100), full: decimal, standard: text(500) });
const Ties = z.array(z.enum(["lower-price", "higher-technical", "draw"])).max(3);
export const ComprehensiveBody = z.strictObject({
  kind: z.literal("comprehensive"),
  weights: z.strictObject({ price: decimal, technical: decimal, credit: decimal }),
  unit: z.enum(["yuan", "wan"]),
  k: z.array(decimal).max(20),
  trimAt: count(1, 99).nullable(),
  e1: decimal,
  e2: decimal,
  trimTechnical: z.boolean(),
  criteria: z.array(Criterion).min(1).max(60),
  ties: Ties,
});
export const LowestBody = z.strictObject({
  kind: z.literal("lowest-evaluated"),
  adjustments: z.array(z.strictObject({ clause: text(40), title: text(200) })).max(40),
  ties: Ties,
});
/** What procurement's documents say by either of its methods; the law's bounds on these numbers are in src/bidding/method-law.ts. */
const ProcurementTerms = {
  /** Null where the tender is for small and micro firms alone. */
  deduction: z.strictObject({ small: decimal, share: decimal.nullable(), shareFrom: decimal }).nullable(),
  lowPrice: z.strictObject({ mean: decimal, next: decimal, ceiling: decimal, /** Whether the tested price is in the mean; as the rule has it where nothing is said: it is. */ meanOf: z.enum(["all", "others"]).exactOptional() }).nullable(),
  /** The product whose brand parts bidders: the single one, or the core product the documents name (87号令 31); null where there is none. */
  coreProduct: text(200).nullable(),
  /** The finding by which products made abroad are taken; absent: they are not (政府采购法 10; 财库〔2007〕119号). */
  imports: text(200).exactOptional(),
  ties: Ties,
  /** Who draws between equals: the purchaser itself, or the committee it entrusts (87号令 31, 68). */
  drawBy: z.enum(["buyer", "committee"]).exactOptional(),
};
export const ScoringBody = z.strictObject({
  kind: z.literal("scoring"),
  weights: z.strictObject({ price: decimal, technical: decimal, business: decimal }),
  rounding: z.strictObject({ places: count(0, 4), mode: z.enum(["half-up", "half-even", "down"]) }),
  criteria: z.array(Criterion.extend({ group: z.enum(["technical", "business"]), /** Leaves no judgement: every member must give the same (客观分). */ objective: z.boolean() })).min(1).max(60),
  ...ProcurementTerms,
});
export const LowestPriceBody = z.strictObject({ kind: z.literal("lowest-price"), ...ProcurementTerms });
/** How a right is granted: the highest price alone, or points. Equals are parted by the law, and the documents add nothing to it (39号令 13, 19). */
const NoTies = Ties.max(0).default([]);
export const HighestPriceBody = z.strictObject({ kind: z.literal("highest-price"), ties: NoTies });
export const HighestCompositeBody = z.strictObject({ kind: z.literal("highest-composite"), weights: z.strictObject({ price: decimal, technical: decimal }), criteria: z.array(Criterion).min(1).max(60), ties: NoTies });
export const MethodBody = z.discriminatedUnion("kind", [ComprehensiveBody, LowestBody, ScoringBody, LowestPriceBody, HighestPriceBody, HighestCompositeBody]);

/** A row of a price schedule (分项报价表): the bidder gives its unit price. */
const ScheduleRowBody = z.strictObject({ item: slug, name: text(200), unit: text(20), quantity: z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,4})?$/, "write a quantity such as 3200.5") });
export type ScheduleRow = z.infer<typeof ScheduleRowBody>;

export const LotBody = z.strictObject({
  lot: slug,
  name: text(120),
  scope: text(2_000),
  estimate: MoneyBody,
  ceiling: MoneyBody.nullable(),
  /** Where something is bought no lowest price limit may be set (条例 27): the field exists so that setting it is refused by name. Where a right is granted: the lowest offer, if it is above the lowest price. */
  floor: MoneyBody.nullable(),
  deposit: MoneyBody.nullable(),
  depositDays: count(0, 365),
  location: text(200),
  termDays: count(1, 7_300),
  quality: text(200),
  parts: z.array(PartBody).min(1).max(4),
  /** Whether the part that members score is judged without its bidders being known (暗标); absent: it is not. */
  blind: z.boolean().exactOptional(),
  open: z.enum(["threshold", "bidder", "threshold-or-bidder"]),
  threshold: count(2, 7),
  openers: z.array(slug).min(2).max(9),
  objectionMinutes: count(0, 1_440),
  decryptionMinutes: count(0, 1_440),
  /** Minutes of the remedy plan's second window when a cause lies outside the bidder; 0 means no plan (20号令 31). */
  remedyMinutes: count(0, 1_440),
  method: MethodBody,
  /** Rows that the price form asks a unit price for; the bid price is their sum. */
  schedule: z.array(ScheduleRowBody).max(500).refine((rows) => new Set(rows.map(({ item }) => item)).size === rows.length, "an item stands twice").optional(),
});

/** When and where everybody may see the site; absent where no visit is held. */
const SiteVisitBody = z.strictObject({ at: TimeBody, place: text(200), note: text(1_000).nullable() });
/** What applicants for prequalification are held against: each item passes or fails, with a clause of the prequalification documents. */
const QualificationItem = z.strictObject({ id: slug, clause: text(60), title: text(100), standard: text(500) });
/** 有限数量制: of those who meet every item the best by score pass, no more than `max` but for equals in the last place. */
const LimitBody = z.strictObject({ max: count(3, 50), criteria: z.array(Criterion).min(1).max(40) });
/** How bidders come in. Absent means that everybody may bid and qualification is judged after the opening. */
export const EntryBody = z.discriminatedUnion("way", [
  z.strictObject({ way: z.literal("open") }),
  z.strictObject({
    way: z.literal("prequalification"), documentsHow: text(500), saleFrom: TimeBody, saleUntil: TimeBody, deadline: TimeBody, requiredFiles: z.array(FileName).max(50),
    items: z.array(QualificationItem).min(1).max(60), /** Null is 合格制: all who meet every item pass. */ limit: LimitBody.nullable(),
  }),
  z.strictObject({ way: z.literal("invitation"), ground: slug.nullable(), finding: text(2_000), approval: text(200).nullable() }),
]);
export type EntryForm = z.infer<typeof EntryBody>;

const ConsortiumBody = z.strictObject({ firmsMax: count(2, 20), agreementFile: FileName, other: text(1_000).nullable() });

export const TenderBody = z.strictObject({
  title: text(120),
  content: text(5_000),
  scale: text(1_000),
  fundSource: text(200),
  qualification: text(5_000),
  consortium: z.boolean(),
  /** What a consortium must be, where one is accepted: how many firms at most, the leader among them, and under which name it gives its agreement (招标投标法 31). */
  consortiumTerms: ConsortiumBody.exactOptional(),
  compulsory: z.boolean(),
  stateControlled: z.boolean(),
  kind: z.enum(["construction", "goods", "services", "right"]),
  documentsHow: text(500),
  saleFrom: TimeBody,
  saleUntil: TimeBody,
  deadline: TimeBody,
  validityDays: count(1, 3_650),
  reserveEstimates: count(0, 9),
  place: text(200),
  contact: ContactBody,
  agency: ContactBody.extend({ uscc: z.string().max(18).toUpperCase() }).nullable(),
  complaints: ContactBody,
  lots: z.array(LotBody).min(1).max(50),
  /** A visit of the site for every potential bidder alike, or none (条例 28). */
  siteVisit: SiteVisitBody.nullable().exactOptional(),
  /** Until when questions on the tender documents are taken; absent or null: as long as bids are. */
  questionsUntil: TimeBody.nullable().exactOptional(),
  entry: EntryBody.optional(),
});

export type TenderForm = z.infer<typeof TenderBody>;
export type LotForm = z.infer<typeof LotBody>;
export type Method = z.infer<typeof MethodBody>;

export const ProjectBody = z.strictObject({
  name: text(120), approval: text(200), funds: text(200),
  /** The district it lies in, a code of GB/T 2260 that the exchange serves; null is the whole of its area. */
  area: z.string().regex(/^\d{6}$/, "six digits of GB/T 2260").nullable().default(null),
  /** The whole investment, and the budget money in it; null where it is not a project of that kind (16号令 2). */
  investment: MoneyBody.nullable().default(null),
  budgetMoney: MoneyBody.nullable().default(null),
});
export type ProjectForm = z.infer<typeof ProjectBody>;

/** A form as it is stored: instants as numbers, everything else as it was read. */
export const readForm = (stored: unknown): TenderForm => stored as TenderForm;

/** The lot of a form by its id. @throws {RangeError} if there is none: forms and lots are made together. */
export function lotOf(form: TenderForm, lot: string): LotForm {
  const found = form.lots.find((each) => each.lot === lot);
  if (found === undefined) throw new RangeError(`no lot ${lot} in the form`);
  return found;
}
