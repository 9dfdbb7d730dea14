import { z } from "zod";
import { ContactBody, DayBody, MoneyBody, text, TimeBody } from "../tenders/form.js";

/** What a sale offers and by which rules, as it is entered: the fields of E14, E17 and E18 and what the registration asks for. */

const paper = text(200).nullable();
const DECIMAL = z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,4})?$/, "a decimal number: 12500.5");
const years = z.int().min(1).max(100);
const matchMinutes = z.int().min(5).max(1_440);

/** 宗地: use decides the longest term. Law: 39号令 9; 城镇国有土地暂行条例 12. */
const ParcelBody = z.strictObject({ kind: z.literal("parcel"), place: text(300), area: DECIMAL, boundary: text(1_000), space: text(500).nullable(), status: text(500), use: z.enum(["residential", "industrial", "commercial"]), years, planning: text(3_000) });
/** 矿业权. Law: 矿产资源法 19. */
const MiningBody = z.strictObject({ kind: z.literal("mining-right"), place: text(300), mineral: text(100), area: DECIMAL, coordinates: text(5_000), years, proceeds: text(1_000), restoration: text(2_000) });
/** 产权、资产、增资. Law: 32号令 15. */
const TransferBody = z.strictObject({ kind: z.enum(["equity", "assets", "increase"]), target: text(500), share: text(200).nullable() });

const hash = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
const minutesLong = z.int().min(5).max(1_440);
const weight = z.int().min(1).max(99);
const count = z.int().min(0).max(1_000_000_000);
const quantity = z.int().min(1).max(1_000_000_000);
/** What decides at the highest price: a lottery whose parties and supervisor are committed to before anybody applies, a second quantity, or one sealed price each. */
const AtCeilingBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("lottery"), contributors: z.array(z.strictObject({ name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), c: hash })).min(2).max(10), head: hash, answerMinutes: minutesLong, showMinutes: minutesLong }),
  z.strictObject({ kind: z.literal("quantity"), unit: text(20), start: quantity, step: quantity, most: quantity.nullable(), windowMinutes: z.int().min(1).max(60) }),
  z.strictObject({ kind: z.literal("average"), sealMinutes: minutesLong, showMinutes: minutesLong }),
]);

const LotBody = z.strictObject({
  lot: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), name: text(120), subject: z.discriminatedUnion("kind", [ParcelBody, MiningBody, TransferBody]),
  /** 起始价, 转让底价. */
  floor: MoneyBody, step: MoneyBody, deposit: MoneyBody,
  /** The step once the listing is over and offers restart the clock; null: the same. */
  laterStep: MoneyBody.nullable().default(null),
  /** What is asked first where the price goes down by its step to the floor. */
  asking: MoneyBody.nullable().default(null),
  /** 最高限价, and what decides there. */
  ceiling: MoneyBody.nullable().default(null), atCeiling: AtCeilingBody.nullable().default(null),
});

/** What a transfer of property hands in and discloses besides. Law: 企业国有资产法 53, 55; 32号令 15. */
const PropertyBody = z.strictObject({
  appraisal: paper, appraised: MoneyBody, approvedOn: DayBody, losesControl: z.boolean(), government: paper, shareholdersAsked: z.boolean(), consent: paper,
  holders: text(2_000), figures: text(3_000), managersTakePart: z.boolean(),
});

export const SaleBody = z.strictObject({
  title: text(120),
  profile: z.string().regex(/^[A-Z0-9]{1,20}$/),
  method: z.enum(["listing", "auction", "online-bidding", "one-round", "weighted", "dutch"]),
  papers: z.strictObject({ approval: paper, title: paper, restraint: paper, scheme: paper, plan: paper }),
  transfer: PropertyBody.nullable(),
  lots: z.array(LotBody).min(1).max(50),
  /** Whether there is a reserve price; null until somebody says. */
  reserve: z.boolean().nullable(),
  startsAt: TimeBody, listingEndsAt: TimeBody.nullable(), applyUntil: TimeBody,
  display: z.strictObject({ from: TimeBody, until: TimeBody, place: text(300) }).nullable(),
  /** The auction house that holds it; null where the exchange does. */
  auctioneer: z.strictObject({ name: text(120), licence: text(80) }).nullable(),
  conditions: text(5_000), documents: text(2_000), rules: text(3_000),
  /** When a losing deposit goes back, in working days after the end, where no law says. */
  refundDays: z.int().min(1).max(30).nullable(),
  payment: z.enum(["at-once", "instalments"]),
  /** Who may match the last price, asked before (优先购买权). */
  preemption: z.array(z.strictObject({ name: text(120), uscc: z.string().regex(/^[0-9A-Z]{18}$/), /** Of the company, by which several of them divide. */ share: z.string().regex(/^[1-9]\d{0,8}\/[1-9]\d{0,8}$/, "a fraction: 2/5") })).max(50),
  /** Bidding online: how long offers are free, how long each starts the limited period again, how long holders of a right are asked. */
  bidding: z.strictObject({ freeMinutes: z.int().min(10).max(14_400), limitedSeconds: z.int().min(60).max(3_600), matchMinutes }).nullable().default(null),
  /** An auction: how long its host prepares before the first call, how much time lies between two calls, how long holders of a right are asked. */
  calls: z.strictObject({ preparationMinutes: z.int().min(5).max(120), gapSeconds: z.int().min(5).max(300), matchMinutes: matchMinutes.nullable() }).nullable().default(null),
  /** One sealed price each: how long prices are sealed, how long they are shown after that, how long holders of a right are asked. */
  quotes: z.strictObject({ sealMinutes: z.int().min(10).max(14_400), showMinutes: z.int().min(5).max(1_440), matchMinutes }).nullable().default(null),
  /** Quotes by weight: rounds, what the price counts for, and what else counts, from its worst value to its best; weights make a hundred together. */
  weights: z.strictObject({
    rounds: z.int().min(1).max(20), roundMinutes: minutesLong, priceWeight: weight,
    values: z.array(z.strictObject({ name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), what: text(60), weight, worst: count, best: count })).min(1).max(10),
  }).nullable().default(null),
  /** A price that goes down: how long each stands, how long holders of a right are asked. */
  dutch: z.strictObject({ everySeconds: z.int().min(10).max(3_600), matchMinutes: matchMinutes.nullable() }).nullable().default(null),
  remarks: text(3_000).nullable(),
  contact: ContactBody, complaints: ContactBody,
  area: z.string().regex(/^\d{6}$/, "six digits of GB/T 2260").nullable().default(null),
});
export type SaleForm = z.infer<typeof SaleBody>;
export type SaleLotForm = SaleForm["lots"][number];

/** The form as it is stored: its times are instants already. */
export const readSale = (stored: unknown): SaleForm => stored as SaleForm;

const SERIAL_DIGITS = 5;
/** The code of a sale, ours: platform code, S and a serial of five digits. */
export const saleCode = (platform: string, serial: number): string => `${platform}S${String(serial).padStart(SERIAL_DIGITS, "0")}`;

const LOT_DIGITS = 2;
/** The code of a lot: what its auction is named by too. @param ordinal from 1 */
export const saleLotCode = (sale: string, ordinal: number): string => `${sale}-${String(ordinal).padStart(LOT_DIGITS, "0")}`;
