import type { Title, Traded } from "./procedure.js";

/**
 * One answer of a bid's form (开标一览表, form/1). `path` says where it stands in form.json; `days`, `validityDays`, `quality` and
 * `deposit` are held against what the documents ask under these names, whatever a line calls them.
 */
export type FormField = {
  readonly path: string;
  /** Money is asked in yuan, days are calendar days. */
  readonly kind: "money" | "days" | "text";
  /** What the bidder is asked. */
  readonly ask: Title;
  /** What hall and documents call the answer. */
  readonly name: Title;
  /** Whether a form without it is unfinished. */
  readonly required: boolean;
  /** Where the answer is made known: read out at the opening, repeated with candidates and award. */
  readonly said: readonly ("opening" | "result")[];
};

/** What bids of one kind answer, in the order it is asked and read out, and where the law says what is read out. */
export type BidForm = { readonly law: Title; /** What the documents call the time that they ask for. */ readonly term: Title; readonly fields: readonly FormField[] };

/** The forms of a line by what is bought or granted. */
export type BidForms = Readonly<Partial<Record<Traded, BidForm>>>;

/** What the opening reads out beside bidder, price and deposit, which it always does. */
export const readOut = (fields: readonly FormField[]): FormField[] => fields.filter(({ path, said }) => path !== "price" && said.includes("opening"));

/** What the documents of the result repeat beside the price. */
export const repeated = (fields: readonly FormField[]): FormField[] => fields.filter(({ path, said }) => path !== "price" && said.includes("result"));

/** An answer's heading in a table: days say what they count. */
export const headingOf = ({ kind, name }: FormField): Title => (kind === "days" ? { zh: `${name.zh}（天）`, en: `${name.en} (days)` } : name);

/** What the price is called. */
export const priceName = (fields: readonly FormField[]): Title => fields.find(({ path }) => path === "price")?.name ?? { zh: "投标报价", en: "Price" };
