import { moneyJson, parseMoney, type Fen } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import { yuan } from "./tender.js";

/** A firm that comes, as people of the demo call it: price in yuan, size in MB. */
export type Firm = { readonly actor: string; readonly uscc: string; readonly name: string; readonly megabytes: number; readonly price: string };

/** Seven firms in the order of the story: the second replaces its bid, the third comes at the last moment, the sixth withdraws, the seventh is late. */
export type Firms = readonly [Firm, Firm, Firm, Firm, Firm, Firm, Firm];

/** The instants every line has, in order. */
export type Times = { readonly early: string; readonly clarified: string; readonly drawn: string; readonly bidding: string; readonly lastHour: string; readonly lastMoment: string; readonly deadline: string; readonly listChecked: string; readonly opened: string };

/** What differs between the tenders that are played, up to the end of their opening: data alone. */
export type Script = {
  readonly line: string;
  /** Where the exchange's clock begins. */
  readonly startsAt: string;
  /** The plan or intention that comes first, and when its days are over; null where the line asks none. */
  readonly plan: { readonly form: object; readonly over: string } | null;
  readonly project: object; readonly form: object;
  /** The tender documents by name. */
  readonly documents: () => Readonly<Record<string, Buffer>>;
  readonly lot: string;
  /** Parts in the order in which they are opened. */
  readonly parts: readonly [string, ...string[]];
  readonly openers: readonly string[];
  readonly when: Times; readonly firms: Firms;
  /** What each bid is backed by, in yuan. */
  readonly deposit: { readonly amount: string };
  /** The reserve estimate in yuan, fixed by its hash before bids close; null where the documents set none. */
  readonly reserve: string | null;
  readonly clarification: object;
  /** What the clarification does, as the demo says it. */
  readonly clarified: string;
  /** What is taken off the price of a bid that replaces another. */
  readonly replacedBy: Fen;
  /** Writes a bid's papers below a folder, one folder a part. */
  readonly papers: (folder: string, firm: Firm, price: string, attempt: string) => Promise<void>;
};

/** The price of a firm's bid: a replacement costs less. */
export const priceOf = ({ replacedBy }: Script, firm: Firm, attempt: Attempt): string => (attempt === "第一次" ? firm.price : moneyJson(must(parseMoney(yuan(firm.price))) - replacedBy).amount);
export type Attempt = "第一次" | "第二次";
/** The attempt that counts: the second firm replaced its first bid. */
export const lastAttempt = ({ firms }: Script, firm: Firm): Attempt => (firm === firms[1] ? "第二次" : "第一次");
