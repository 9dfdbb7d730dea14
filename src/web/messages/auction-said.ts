import type { ContestView } from "../../auctions/view.js";
import { grouped, inWords, moneyJson, parseMoney, type Fen, type MoneyJson } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import { auctionWords, type AuctionWords } from "./auction.js";
import type { Language } from "../context.js";

/** What a room says of a contest at one moment, by the name of its place on the page; empty where the place stays away. */
export type Said = Readonly<Record<"status" | "statusMore" | "phase" | "priceName" | "price" | "priceWords" | "leader" | "minimum" | "step" | "ceiling" | "note" | "counts" | "maximum", string>> & {
  readonly tone: "ok" | "bad" | "go" | "info";
  /** What is counted down to; null where nothing is. */
  readonly until: string | null;
};

/** What was asked about besides the contest: the moment, and what only its bidder knows. */
export type Moment = { readonly nowMs: number; readonly opensAt: string; readonly start: MoneyJson; readonly maximum: MoneyJson | null };

type Status = keyof AuctionWords["status"];
const TONES: Readonly<Record<Status, Said["tone"]>> = { leading: "ok", won: "ok", drawn: "ok", outbid: "bad", excluded: "bad", watching: "go", lost: "info", none: "info", over: "info" };

const fenOf = (money: MoneyJson): Fen => must(parseMoney(money));
/** An amount as it is shown: ¥12,000,000.00. */
export const shownMoney = (money: MoneyJson): string => `¥${grouped(money.amount)}`;
export const moneyInWords = (money: MoneyJson): string => `人民币${inWords(fenOf(money))}`;
/** A moment of the day, to the second, of an instant as the record writes it. */
export const timeOfDay = (at: string): string => at.slice(11, 19);

/** How it stands with whoever reads. */
export function statusOf({ own, endedAt, standing, phase }: ContestView): Status {
  if (own === null) return endedAt === null ? "none" : "over";
  if (own.status === "excluded" || endedAt === null) return own.status;
  if (standing?.paddle !== own.paddle) return "lost";
  return phase?.kind === "lottery" ? "drawn" : "won";
}

/** A paddle as a reader knows it: his own is marked. */
export const paddleIn = (paddle: string, own: string | null, language: Language): string => `${auctionWords(language).paddle(paddle)}${paddle === own ? auctionWords(language).you : ""}`;

export function saidOf(view: ContestView, moment: Moment, language: Language): Said {
  const words = auctionWords(language);
  const status = statusOf(view);
  return { status: words.status[status], statusMore: words.statusMore[status], tone: TONES[status], phase: phaseIn(view, words), ...priceIn(view, moment, language), note: noteIn(view, moment, words), ...countsIn(view, moment, words), maximum: moment.maximum === null || view.endedAt !== null ? "" : words.maximumIs(grouped(moment.maximum.amount)) };
}

function phaseIn({ phase, frozen, endedAt }: ContestView, words: AuctionWords): string {
  if (endedAt !== null) return words.over;
  if (frozen !== null) return words.frozen;
  return phase === null ? words.notOpen : words.phases[phase.kind];
}

function priceIn(view: ContestView, { start }: Moment, language: Language): Pick<Said, "priceName" | "price" | "priceWords" | "leader" | "minimum" | "step" | "ceiling"> {
  const words = auctionWords(language);
  const { standing, minimum, step, ceiling } = view;
  const shown = standing?.amount ?? start;
  return { priceName: standing === null ? words.start : words.price, price: shownMoney(shown), priceWords: moneyInWords(shown), leader: leaderIn(view, language), minimum: maybe(minimum), step: maybe(step), ceiling: maybe(ceiling) };
}

const maybe = (money: MoneyJson | null): string => (money === null ? "" : shownMoney(money));

function leaderIn({ standing, own, endedAt }: ContestView, language: Language): string {
  const words = auctionWords(language);
  if (standing === null) return endedAt === null ? words.startMore : words.noPrice;
  return paddleIn(standing.paddle, own?.paddle ?? null, language);
}

const isPaused = ({ pausedFrom, endedAt }: ContestView, nowMs: number): boolean => endedAt === null && pausedFrom !== null && Date.parse(pausedFrom) <= nowMs;

function noteIn(view: ContestView, { nowMs }: Moment, words: AuctionWords): string {
  const { frozen, endedAt } = view;
  if (endedAt !== null) return "";
  if (frozen === null) return isPaused(view, nowMs) ? words.paused : "";
  const left = frozen.savedMs === null ? "" : words.seconds(Math.ceil(frozen.savedMs / 1_000));
  return `${words.frozenMore(timeOfDay(frozen.since), left)}${frozen.resumesAt === null ? "" : words.resumes(timeOfDay(frozen.resumesAt))}`;
}

function countsIn(view: ContestView, { nowMs, opensAt }: Moment, words: AuctionWords): Pick<Said, "counts" | "until"> {
  const { stage, endsAt, frozen, endedAt, pausedFrom } = view;
  if (endedAt !== null) return { counts: words.over, until: null };
  if (frozen !== null) return frozen.resumesAt === null ? { counts: words.standsStill, until: null } : { counts: words.toResume, until: frozen.resumesAt };
  if (stage === 0) return { counts: words.toOpen, until: opensAt };
  if (endsAt === null) return { counts: words.byHost, until: null };
  return pausedFrom !== null && !isPaused(view, nowMs) ? { counts: words.toPause, until: pausedFrom } : { counts: words.toEnd, until: endsAt };
}

/** The rungs that a bidder is offered: the least amount and so many steps over it, none over the ceiling, none twice. */
export const RUNGS = [0, 1, 2, 5] as const;
export function rungsOf({ minimum, step, ceiling }: ContestView): readonly { readonly steps: number; readonly amount: MoneyJson }[] {
  if (minimum === null || step === null) return [];
  const [least, by, most] = [fenOf(minimum), fenOf(step), ceiling === null ? null : fenOf(ceiling)];
  return RUNGS.map((steps) => ({ steps, fen: least + by * BigInt(steps) })).filter(({ steps, fen }) => steps === 0 || most === null || fen <= most).map(({ steps, fen }) => ({ steps, amount: moneyJson(fen) }));
}

const TYPED = /^¥?(\d{1,16})(?:\.(\d{1,6}))?(万|亿)?元?$/;
const UNITS: Readonly<Record<string, number>> = { "": 2, "万": 6, "亿": 10 };

/** An amount as people type it: 12000000, 12,000,000.00, 1200万, 1.2亿元. Null: it is none, or has parts of a fen. */
export function typedMoney(text: string): MoneyJson | null {
  const [, whole = "", decimals = "", unit = ""] = TYPED.exec(text.replaceAll(/[\s,，]/g, "")) ?? [];
  const places = UNITS[unit] ?? 2;
  const kept = decimals.replace(/0+$/, "");
  if (whole === "" || kept.length > places) return null;
  const fen = BigInt(whole + kept.padEnd(places, "0"));
  return fen > 0n && fen < 10n ** 18n ? moneyJson(fen) : null;
}

/** What is left in hours, minutes and seconds; never below nothing. */
export function leftInWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  return `${days > 0 ? `${String(days)}d ` : ""}${days > 0 || hours > 0 ? `${two(hours)}:` : ""}${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
}
