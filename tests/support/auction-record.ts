import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { wishOf } from "../../src/auctions/asked.js";
import { happeningBytes } from "../../src/auctions/chain.js";
import { applied, begun } from "../../src/auctions/contest.js";
import type { Happening } from "../../src/auctions/happening.js";
import { outcomeOf } from "../../src/auctions/outcome.js";
import { paddleBytes, requestBytes } from "../../src/auctions/request.js";
import { makeAuctionReserve, reserveCommitment } from "../../src/auctions/reserve.js";
import { termsBytes } from "../../src/auctions/terms.js";
import { fromUtf8 } from "../../src/kernel/bytes.js";
import { canonicalText, type Json } from "../../src/kernel/canonical-json.js";
import { fujian, play, september, wan } from "./auctions.js";

/* A whole record of G9 as an exchange would publish it. */

const { exchange, auction } = fujian;
export const FOLDER = `auctions/${auction}`;
export type Entry = Readonly<Record<string, Json>> & { readonly type: string };
/** A record that can be forged: its files as text, and the entries of the log in order. */
export type AuctionRecord = { readonly files: Map<string, string>; entries: Entry[] };

const sha256 = (...parts: readonly string[]) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const salt = "07".repeat(16);
const firms = [["101", "晨曦建设集团有限公司"], ["102", "晨光城市建设有限公司"]] as const;
const firmOf = (paddle: string) => `9137010000000${paddle}00`;
const commitment = (paddle: string, name: string) => sha256(fromUtf8(paddleBytes({ exchange, auction, paddle, firm: firmOf(paddle), name, salt })));
const reserve = makeAuctionReserve(fujian, wan("12,950"), "2026-09-18 第3次集体决策", new Uint8Array(32).fill(7));
const keys = new Map<string, KeyObject>();
/** The key each paddle gave, as the log has it. */
export const publicKeys = new Map<string, string>();

for (const [paddle] of firms) {
  const pair = generateKeyPairSync("ed25519");
  keys.set(paddle, pair.privateKey);
  publicKeys.set(paddle, pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64"));
}

/** What happens in G9, shortened. */
export function happened(): readonly Happening[] {
  const room = play(fujian);
  const offer = (time: string, paddle: string, amount: string) => room.ask(september(time), paddle, { kind: "offer", amount: wan(amount) });
  for (const [paddle, name] of firms) room.ask(september("06 12:00"), "officer", { kind: "admit", paddle, commitment: commitment(paddle, name) });
  offer("08 10:06", "101", "12,000");
  offer("15 10:00", "102", "12,050");
  room.ask(september("20 15:00"), "officer", { kind: "fix-reserve", commitment: reserveCommitment(reserve) });
  offer("21 09:20", "101", "12,400");
  offer("21 09:45", "102", "12,600");
  room.ask(september("21 10:16"), "exchange", { kind: "sample", driftMs: 3, lagMs: 1 });
  offer("21 10:18:30", "101", "12,800");
  offer("21 10:23:29.900", "102", "13,000");
  room.tick(september("21 10:28:29.900"));
  return room.happenings;
}

/** A happening as its line, signed by its bidder. */
export function lineOf(happening: Happening): string {
  const own = "key" in happening ? keys.get(happening.by) : undefined;
  if (own === undefined || !("key" in happening)) return fromUtf8(happeningBytes(happening));
  const asked = requestBytes({ exchange, auction, paddle: happening.by, stage: "stage" in happening ? happening.stage : null, key: happening.key, wish: wishOf(happening) });
  return canonicalText({ ...(happening as unknown as Record<string, Json>), signature: sign(null, asked, own).toString("base64") });
}

/** The record of what happened, logged three happenings at a time. */
export function recordOf(lines: readonly string[]): AuctionRecord {
  const terms = fromUtf8(termsBytes(fujian));
  const heads = lines.reduce<string[]>((before, line) => [...before, sha256(before.at(-1) ?? "", line)], [sha256(terms)]);
  const batches = Array.from({ length: Math.ceil(lines.length / 3) }, (_, at) => ({ from: 3 * at + 1, to: Math.min(3 * at + 3, lines.length) }));
  const contest = lines.map((line) => JSON.parse(line) as Happening).reduce(applied, begun(fujian));
  const result = { v: "auction-result/1", exchange, auction, seq: lines.length, head: heads.at(-1) ?? "", ...outcomeOf(contest, reserve) };
  return {
    files: new Map([
      [`${FOLDER}/terms.json`, terms], [`${FOLDER}/happenings.jsonl`, lines.map((line) => `${line}\n`).join("")], [`${FOLDER}/reserve.json`, fromUtf8(reserve)],
      [`${FOLDER}/result.json`, canonicalText(result)],
      [`${FOLDER}/names.json`, canonicalText({ v: "auction-names/1", exchange, auction, paddles: firms.map(([paddle, name]) => ({ paddle, firm: firmOf(paddle), name, salt })) })],
    ]),
    entries: [
      { type: "auction.terms", auction, sha256: sha256(terms) },
      ...firms.map(([paddle]) => ({ type: "auction.key", auction, paddle, key: publicKeys.get(paddle) ?? "", act: "0".repeat(64) })),
      { type: "auction.reserve", auction, commitment: reserveCommitment(reserve) },
      ...batches.map(({ from, to }) => ({ type: "auction.batch", auction, from, to, head: heads[to] ?? "" })),
      { type: "auction.end", auction, seq: lines.length, head: heads.at(-1) ?? "" },
      { type: "auction.reserve.opened", auction, sha256: reserveCommitment(reserve), matches: true },
    ],
  };
}

/** The record as it is published. */
export const whole = (): AuctionRecord => recordOf(happened().map(lineOf));
