import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { moneyJson, yuan, type Fen, type MoneyJson } from "../kernel/money.js";
import { ratio, ratioText } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { inPhase, mayAct, type StageOf } from "./acting.js";
import { isEligible, type Contest, type Sealed } from "./contest-state.js";
import type { Asking, Draft } from "./happening.js";

type Quoting = StageOf<"quotes", "quotes">;
type Asked<Kind extends Asking["kind"]> = Extract<Asking, { readonly kind: Kind }>;

/** One sealed price as its bidder keeps it; the exchange has its hash until the bidder shows it. */
type QuoteFile = { readonly v: "auction-quote/1"; readonly exchange: string; readonly auction: string; readonly stage: number; readonly paddle: string; readonly amount: MoneyJson; /** 32 bytes in hex. */ readonly salt: string };

/** What a bidder seals: the SHA-256 of the canonical quote, made on the bidder's own machine. */
export function quoteCommitment(place: Pick<QuoteFile, "exchange" | "auction" | "stage" | "paddle">, amount: Fen, salt: string): string {
  const { exchange, auction, stage, paddle } = place;
  return hex(sha256(canonical({ v: "auction-quote/1", exchange, auction, stage, paddle, amount: { ...moneyJson(amount) }, salt } satisfies QuoteFile)));
}

function quoting(contest: Contest, command: Asking): Result<Quoting> {
  const stage = mayAct(contest, command);
  return stage.ok ? inPhase(stage.value, "quotes", "quotes") : stage;
}

/** Takes one commitment of each who takes part. */
export function seal(contest: Contest, command: Asked<"seal">): Result<Draft> {
  const stage = quoting(contest, command);
  if (!stage.ok) return stage;
  const { by, key, c } = command;
  const { pool, sealed, isShowing } = stage.value.play;
  if (!pool.includes(by)) return refuse("not-taking-part", { paddle: by });
  if (isShowing) return refuse("quotes-sealed", { phase: stage.value.phase.name });
  if (sealed.has(by)) return refuse("quote-given");
  return ok({ kind: "sealed", by, key, stage: command.stage, c });
}

/** Takes the amount behind a commitment, once no more commitments are taken. */
export function reveal(contest: Contest, command: Asked<"reveal">): Result<Draft> {
  const stage = quoting(contest, command);
  if (!stage.ok) return stage;
  const { by, key, amount, salt } = command;
  const { play: { sealed, isShowing }, number } = stage.value;
  const own = sealed.get(by);
  if (!isShowing) return refuse("quotes-not-sealed");
  if (own === undefined) return refuse("quote-none");
  if (own.amount !== null) return refuse("quote-given");
  const { exchange, auction } = contest.terms;
  if (quoteCommitment({ exchange, auction, stage: number, paddle: by }, amount, salt) !== own.c) return refuse("quote-differs", { committed: own.c });
  const fits = quoteFits(contest, stage.value, amount);
  return fits.ok ? ok({ kind: "shown", by, key, stage: command.stage, amount: moneyJson(amount), salt }) : fits;
}

function quoteFits({ terms: { price: { start, grid } }, standing }: Contest, { phase: { over, most } }: Quoting, amount: Fen): Result<null> {
  const least = standing === null ? start : over ? standing.amount + grid : standing.amount;
  if (amount % grid !== 0n) return refuse("offer-off-grid", { amount: yuan(amount), grid: yuan(grid) });
  if (amount < least) return refuse("quote-too-low", { amount: yuan(amount), min: yuan(least) });
  return most !== null && amount > most ? refuse("offer-over-ceiling", { amount: yuan(amount), ceiling: yuan(most) }) : ok(null);
}

type Shown = Sealed & { readonly amount: Fen };
const shownIn = (contest: Contest, { play }: Quoting): Shown[] => [...play.sealed.values()].filter((quote): quote is Shown => quote.amount !== null && isEligible(contest, quote.paddle));

/** Whether everybody who sealed a quote has shown it. */
export const isAllShown = (contest: Contest, { play }: Quoting): boolean => [...play.sealed.values()].every(({ amount, paddle }) => amount !== null || !isEligible(contest, paddle));

/** Who has it by the rule, of the quotes that were shown. The average is exact; of two as near the lower, of equal ones the first sealed. */
export function chooseQuote(contest: Contest, stage: Quoting): Draft {
  const shown = shownIn(contest, stage);
  const sum = shown.reduce((total, { amount }) => total + amount, 0n);
  const count = BigInt(shown.length);
  const far = ({ amount }: Shown): Fen => (amount * count > sum ? amount * count - sum : sum - amount * count);
  const [best] = shown.sort(stage.phase.rule === "highest" ? byAmount : (left, right) => order(far(left), far(right)) || order(left.amount, right.amount) || left.seq - right.seq);
  if (best === undefined) return { kind: "chosen", standing: null, by: {} };
  const by = { rule: stage.phase.rule, average: ratioText(ratio(sum, count * 100n)), quotes: shown.map(({ paddle, amount }) => ({ paddle, amount: { ...moneyJson(amount) } })) };
  return { kind: "chosen", standing: { paddle: best.paddle, amount: moneyJson(best.amount) }, by };
}

const byAmount = (left: Shown, right: Shown): number => order(right.amount, left.amount) || left.seq - right.seq;
const order = (left: Fen, right: Fen): number => (left < right ? -1 : left > right ? 1 : 0);
