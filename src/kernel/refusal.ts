import { joined } from "./joined.js";
import { APPROVALS } from "./refusals/approvals.js";
import { AUCTIONS } from "./refusals/auctions.js";
import { BIDDING } from "./refusals/bidding.js";
import { CENTRE } from "./refusals/centre.js";
import { COMMON } from "./refusals/common.js";
import { CONCIERGE } from "./refusals/concierge.js";
import { ENTRY } from "./refusals/entry.js";
import { ENVELOPE } from "./refusals/envelope.js";
import { EXPERTS } from "./refusals/experts.js";
import { COMPLAINTS } from "./refusals/complaints.js";
import { FEES } from "./refusals/fees.js";
import { FIGURE_REFUSALS } from "./refusals/figures.js";
import { ITEMS } from "./refusals/items.js";
import { JUDGING } from "./refusals/judging.js";
import { MONEY } from "./refusals/money.js";
import { OPENING } from "./refusals/opening.js";
import { PARTIES } from "./refusals/parties.js";
import { PEOPLE } from "./refusals/people.js";
import { QUESTIONS } from "./refusals/questions.js";
import { lawBehind, sayRow } from "./refusals/row.js";
import { SIGNING } from "./refusals/signing.js";
import { STORAGE } from "./refusals/storage.js";
import { SALES } from "./refusals/sales.js";
import { SURETIES } from "./refusals/sureties.js";
import { TENDERING } from "./refusals/tendering.js";
import { TOOLS } from "./refusals/tools.js";
import { TREASURY } from "./refusals/treasury.js";
import { VENUES } from "./refusals/venues.js";

/**
 * Every way the exchange can say no: the HTTP status and the words, Chinese and English. The code is public and stable:
 * the same in page, API, CLI and log. `{name}` in the words is a fact that decided; `refuse` demands exactly these.
 */
export const REFUSALS = joined(COMMON, PEOPLE, PARTIES, TENDERING, ENTRY, QUESTIONS, BIDDING, ENVELOPE, OPENING, SIGNING, EXPERTS, JUDGING, STORAGE, TOOLS, VENUES, MONEY, CENTRE, CONCIERGE, ITEMS, COMPLAINTS, FEES, SURETIES, TREASURY, AUCTIONS, SALES, APPROVALS, FIGURE_REFUSALS);

export type RefusalCode = keyof typeof REFUSALS;
export type Fact = string | number;
export type Refusal = { readonly code: RefusalCode; readonly facts: Readonly<Record<string, Fact>> };

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type FactNames<Code extends RefusalCode> = NamesIn<(typeof REFUSALS)[Code]["zh" | "en"]>;
/** The facts a code's words need, as the rest arguments of `refuse`: none where the words name none. */
export type Facts<Code extends RefusalCode> = [FactNames<Code>] extends [never] ? [facts?: Readonly<Record<string, never>>] : [facts: Readonly<Record<FactNames<Code>, Fact>>];

/** The refusal in words of one language, its facts filled in. */
export const wordsOf = ({ code, facts }: Refusal, language: "zh" | "en"): string => sayRow(REFUSALS[code], language, facts);

/** The article behind a refusal, as people read it; null where no law decides. */
export const lawOfRefusal = ({ code, facts }: Refusal, language: "zh" | "en"): string | null => lawBehind(REFUSALS[code], language, facts);
