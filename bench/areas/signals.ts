import { createHash } from "node:crypto";
import type { BidText } from "../../src/signals/alike.js";
import { openComparing } from "../../src/threads/reading.js";
import { beside, figure, seconds, type Figure } from "../figure.js";

const BIDS = 20;
/** Of each bid, in letters of three bytes: five megabytes, a fifth of it from the tender documents. */
const LETTERS = 5_000_000 / 3;
const ROUNDS = 2;
/** An office that looks for signals waits no longer than this for the largest lot of a year, in seconds. */
const SECONDS_MAX = 60;

/** The words of a large lot's bids held against each other, every two of them, on their thread. */
export async function measure(): Promise<Figure[]> {
  const given = words(0, LETTERS / 5);
  const bids: BidText[] = Array.from({ length: BIDS }, (_, at) => ({ bidder: String(at), files: [{ name: "bid.pdf", part: "bid", pages: [given, words(at + 1, LETTERS - given.length)] }] }));
  const bytes = bids.map(({ files }) => Buffer.from(files.flatMap(({ pages }) => pages).join("")));
  const comparing = openComparing();
  const { compared, hashed } = await beside(ROUNDS, {
    compared: () => seconds(() => comparing.read({ bids, documents: [{ name: "tender.pdf", part: "", pages: [given] }], others: [] })),
    hashed: () => seconds(() => { for (const left of bytes) for (const right of bytes) if (left !== right) createHash("sha256").update(left).digest(); }),
  });
  await comparing.end();
  return [figure({ name: `${String(BIDS)} bids of 5 MB of words, every two held together`, value: compared, unit: "s", goal: SECONDS_MAX, better: "lower", limit: { name: "SHA-256 of both words of each pair", value: hashed } })];
}

/** Words without sense that are never twice the same: a fixed row of numbers picks characters. */
function words(seed: number, length: number): string {
  let state = seed;
  return Array.from({ length: Math.floor(length) }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(0x4e00 + ((state >>> 8) % 3_000));
  }).join("");
}
