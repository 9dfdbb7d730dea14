import { MINUTE_MS, plusMs, SECOND_MS, type Instant } from "../kernel/time.js";

/**
 * The published rule of interruptions (docs/decisions/0086; /help/outages). Each number is a promise to bidders:
 * within it nothing is lost, beyond it the countdown stands still from the last moment at which the writer is known to have worked.
 */
export const OUTAGE = {
  /** A writer says this often that it lives, and looks as often for contests that nobody writes. */
  aliveMs: 400,
  /** One that has not said so for this long is replaced. */
  leaseMs: 2_000,
  /** Silence up to this is no interruption. */
  silenceMs: 2_500,
  /** Only a contest that would end within it after the silence began stands still; a listing of days does not. */
  nearEndMs: 10 * MINUTE_MS,
  /** After a short silence the contest goes on by itself, this long after its new writer opened it. */
  resumeMs: 10 * SECOND_MS,
  /** Beyond it nobody can know who still watches: two officers let it go on. */
  longMs: 60 * SECOND_MS,
  /** Our clocks may differ by this between two looks before the contest stands still. */
  clockStepMs: 500,
  /** Where more than this share of the bidders who were connected in the last minute are away at once, in hundredths. */
  awayPercent: 50,
  /** Of fewer bidders no share is made. */
  connectedMin: 2,
} as const;

/** What an interruption asks of a contest. `resumeAt` null: officers let it go on. */
export type Stand = { readonly from: Instant; readonly resumeAt: Instant | null };

/**
 * What a silence means for a contest: null where it changes nothing. @param lastAlive the last moment at which the writer is known to
 * have worked: its last commit or word @param now when it works again @param dueAt when the clock owes the contest its next step
 */
export function standAfterSilence(lastAlive: Instant, now: Instant, dueAt: Instant | null): Stand | null {
  const silence = now - lastAlive;
  if (dueAt === null || dueAt > plusMs(lastAlive, Math.max(silence, OUTAGE.nearEndMs))) return null;
  return { from: lastAlive, resumeAt: silence > OUTAGE.longMs ? null : plusMs(now, OUTAGE.resumeMs) };
}

/** Whether a contest would end so soon after an instant that standing still matters. */
export const isNear = (from: Instant, dueAt: Instant | null): boolean => dueAt !== null && dueAt <= plusMs(from, OUTAGE.nearEndMs);

/** Whether the stamping clock was set between two looks: how far it is apart from the one that is never set, now and then, in ms. */
export const isSet = (apartMs: number, beforeMs: number): boolean => Math.abs(apartMs - beforeMs) > OUTAGE.clockStepMs;

/** Whether too many of those who were there a minute ago are away at once. */
export const isEmptied = (lately: number, now: number): boolean => lately >= OUTAGE.connectedMin && (lately - now) * 100 > lately * OUTAGE.awayPercent;
