import type { Json } from "../../src/kernel/canonical-json.js";
import { moneyJson } from "../../src/kernel/money.js";
import { commitmentOf, makeReserveFile } from "../../src/signing/reserve-file.js";
import type { Papers } from "../../src/verify/bundle-layout.js";
import type { BundleIndex } from "../../src/verify/shapes.js";
import { TENDER } from "./bundle-orders.js";

/** Where a tender of a made-up bundle stands; `checkpoint` lies between the deadline checkpoint and the close. */
type Moment = "bidding" | "checkpoint" | "opening" | "recorded" | "never";

/** A reserve estimate: fixed and read out honestly unless told otherwise. */
export type Reserved = {
  readonly announced?: boolean; readonly committed?: Moment; readonly again?: boolean; readonly ended?: Moment; readonly lost?: boolean; readonly twice?: boolean;
  /** The file that is shown: with another salt, of another lot, or none. */
  readonly shown?: "other-salt" | "other-lot";
  /** The amounts that log and record say, and the record's state. */
  readonly logged?: bigint; readonly printed?: bigint; readonly said?: string; readonly hidden?: boolean;
};

type Scene = {
  readonly at: (moment: Moment) => void;
  /** What the notice and the opening record say beside their ids. */
  readonly call: Json; readonly record: () => Json;
  readonly index: () => Partial<BundleIndex["lots"][number]>; readonly papers: () => NonNullable<Papers["reserves"]>;
};

const AMOUNT = 365_000_000n;
const UNSET: Scene = { at: () => undefined, call: {}, record: () => ({}), index: () => ({}), papers: () => [] };

/** Plays it. @param log puts an entry about the lot into the log and gives its index */
export function reserveScene(exchange: string, given: Reserved | undefined, log: (type: string, body: object) => number): Scene {
  if (given === undefined) return UNSET;
  const fileOf = (salt: number, lot = "1"): Uint8Array => makeReserveFile({ exchange, tender: TENDER, lot }, AMOUNT, new Uint8Array(32).fill(salt));
  const sha256 = commitmentOf(fileOf(1));
  const seen = { committed: [] as number[], ended: [] as number[] };
  const played = new Set<Moment>();
  const end = (): number => (given.lost === true ? log("reserve.lost", { by: "tenderer", sha256: "00".repeat(32) }) : log("reserve.revealed", { sha256, amount: moneyJson(given.logged ?? AMOUNT) }));
  const play = (moment: Moment): void => {
    if (moment === (given.committed ?? "bidding")) for (const commitment of given.again === true ? [sha256, "11".repeat(32)] : [sha256]) seen.committed.push(log("reserve.committed", { commitment }));
    if (moment === (given.ended ?? "opening")) for (let times = given.twice === true ? 2 : 1; times > 0; times -= 1) seen.ended.push(end());
  };
  const state = (): string => given.said ?? (seen.committed.length === 0 ? "missed" : given.lost === true ? "lost" : "revealed");
  const [shown, first] = [given.lost !== true, (list: readonly number[]): number | null => list[0] ?? null];
  return {
    at: (moment) => { if (!played.has(moment)) play(moment); played.add(moment); },
    call: { type: "tender-notice", terms: { reserveEstimates: given.announced === false ? 0 : 1 } },
    record: () => recordOf(state(), { amount: moneyJson(given.printed ?? AMOUNT), sha256, index: first(seen.committed) }),
    index: () => (given.hidden === true || seen.committed.length === 0 ? {} : { reserve: { idx: first(seen.committed) ?? 0, revealed: shown ? first(seen.ended) : null, lost: shown ? null : first(seen.ended) } }),
    papers: () => (!shown || seen.ended.length === 0 || given.hidden === true ? [] : [{ lot: "1", json: given.shown === undefined ? fileOf(1) : given.shown === "other-salt" ? fileOf(2) : fileOf(1, "2") }]),
  };
}

type Said = { readonly amount: Json; readonly sha256: string; readonly index: number | null };

function recordOf(state: string, { amount, sha256, index }: Said): Json {
  const fixed = state === "revealed" ? { amount, sha256, index } : state === "lost" ? { reason: "硬盘损坏", sha256, index } : {};
  const value = state === "revealed" ? { kind: "money", ...(amount as Record<string, Json>), words: "" } : { kind: "text", text: state };
  return { type: "opening-record", terms: { v: "opening-record/1", lot: "1", part: "price", reserve: { state, ...fixed } }, sections: [{ zh: "一、开标概况", en: "1", blocks: [{ block: "facts", rows: [{ zh: "标底", en: "Reserve estimate", value }] }] }] };
}
