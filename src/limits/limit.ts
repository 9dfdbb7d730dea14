import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from "../kernel/time.js";
import { SEALED_BYTES_MAX } from "../signing/envelope.js";

/** How much of something may be done in a window, which begins with the first time. */
export type Limit = { readonly max: number; readonly windowMs: number };

/**
 * What may not be done without end, by account and network. Kept in the database, so that a restart forgives nobody. None of them
 * stands before a lodgement: only refused ones count, after they were decided.
 */
export const LIMITS = {
  /** Sign-ins of one account that failed. */
  "sign-in": { max: 5, windowMs: 15 * MINUTE_MS },
  /** Sign-ins from one network that failed, whatever the account: a stolen list names each account once. */
  "sign-in-network": { max: 300, windowMs: 15 * MINUTE_MS },
  /** Passwords tried at one account from wherever: whoever commands many networks guesses no faster. */
  "sign-in-account": { max: 50, windowMs: HOUR_MS },
  /** Refusals of lodgements that are signed and logged: each is a leaf of the public log for ever. */
  "lodgement-refused": { max: 60, windowMs: HOUR_MS },
  /** Complaints from one network: a hall has one for everybody in it. */
  complaint: { max: 60, windowMs: HOUR_MS },
  /** Codes of complaints tried from one network. */
  "complaint-code": { max: 300, windowMs: HOUR_MS },
  /** Bytes announced for upload: a hundred of the largest contents. */
  "upload-bytes": { max: 100 * SEALED_BYTES_MAX, windowMs: DAY_MS },
} as const satisfies Record<string, Limit>;

export type LimitedAction = keyof typeof LIMITS;

/** What is read without signing in, by network; counted in memory, where a restart forgets a minute at most. */
export const READ_LIMITS = {
  /** Lists, searches and their feeds. */
  search: { max: 600, windowMs: MINUTE_MS },
  /** Tiles, proofs, receipts and verification codes: a monitor takes in a whole log. */
  proof: { max: 6_000, windowMs: MINUTE_MS },
  /** What browsers report about our own policy. */
  report: { max: 30, windowMs: MINUTE_MS },
} as const satisfies Record<string, Limit>;

export type ReadAction = keyof typeof READ_LIMITS;

/** Full seconds until a window is over, one at least: what Retry-After says. */
export const secondsUntil = (endsAt: Instant, now: Instant): number => Math.max(1, Math.ceil((endsAt - now) / SECOND_MS));

/** Networks remembered at once; past them the oldest windows are forgotten. */
const NETWORKS_MAX = 20_000;

/** Counts reads in memory. @returns how long a reader must wait, in seconds; null where he may go on */
export function countReads(limits: Readonly<Record<ReadAction, Limit>> = READ_LIMITS, networksMax = NETWORKS_MAX): (action: ReadAction, network: string, now: Instant) => number | null {
  const windows = new Map<string, { used: number; readonly endsAt: Instant }>();
  return (action, network, now) => {
    const { max, windowMs } = limits[action];
    const key = `${action} ${network}`;
    const running = windows.get(key);
    if (running !== undefined && running.endsAt > now) {
      running.used += 1;
      return running.used <= max ? null : secondsUntil(running.endsAt, now);
    }
    windows.delete(key); // so that the newest window stands last
    windows.set(key, { used: 1, endsAt: (now + windowMs) as Instant });
    const [oldest] = windows.keys();
    if (windows.size > networksMax && oldest !== undefined) windows.delete(oldest);
    return null;
  };
}
