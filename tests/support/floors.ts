import { randomBytes } from "node:crypto";
import { CONTEST } from "../../src/auctions/use-cases/contest-engine.js";
import type { AuctionTerms } from "../../src/auctions/terms.js";
import { planAuction } from "../../src/auctions/use-cases/plan.js";
import { admitBidder } from "../../src/auctions/use-cases/bidders.js";
import { openFloor } from "../../src/auctions/use-cases/floor.js";
import { inTransaction, type Db } from "../../src/db/database.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import type { Answered } from "../../src/auctions/batch.js";
import type { Fen } from "../../src/kernel/money.js";
import { must } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { newKey } from "./auction-tools.js";

export const ORIGIN = "chenguang.example/rehearsal/00000000";
export const EXCHANGE = { id: FIRST_EXCHANGE, origin: ORIGIN };
export const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));

/** An exchange to hold auctions at, where a test needs no town. */
export const foundExchange = (owner: Db): Promise<unknown> =>
  owner.insertInto("exchanges").values({ exchange_id: FIRST_EXCHANGE, host: "chenguang.example", name: "晨光市公共资源交易中心", name_en: "Chenguang Exchange", uscc: "12330000000000000X", platform_code: "D3417000001", origin: ORIGIN, made_at: new Date() }).onConflict((row) => row.doNothing()).execute();

type Quiet = { readonly warn: () => void; readonly error: (...what: unknown[]) => void };
const quiet: Quiet = { warn: () => undefined, error: (...what) => { console.error(...what); } };

/** A floor as a process has one. `wall` and `steady` are the machine's own unless a test sets them. */
export const floorOn = (db: Db, clock: () => Instant = () => Date.now() as Instant, more: { readonly wall?: () => number; readonly steady?: () => number } = {}) =>
  openFloor({ engine: CONTEST, db, exchangeId: FIRST_EXCHANGE, clock, steady: () => performance.now(), wall: Date.now, random, log: quiet as never, ...more });
export type TestFloor = ReturnType<typeof floorOn>;

/** Plans an auction and lets firms into it. @returns their paddles */
export async function plannedAuction(db: Db, terms: AuctionTerms, firms: number, at: Instant): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    must(await planAuction(tx, { exchange: EXCHANGE as never }, { auction: terms.auction, subject: { kind: "sale", sale: "S1", lot: "1" }, terms }, at));
    const paddles: string[] = [];
    for (let each = 0; each < firms; each += 1) paddles.push(must(await admitBidder(tx, { exchange: EXCHANGE as never, random }, terms.auction, { firm: `9133010000000${String(10_000 + each)}`, name: `晨光第${String(each + 1)}置业有限公司` }, at)).paddle);
    return paddles;
  });
}

/** Offers straight at a floor, as the route does once it has checked the signature. */
export function offer(floor: TestFloor, auction: string, { paddle, amount, key = newKey(), at = Date.now() as Instant, stage = 1 }: { readonly paddle: string; readonly amount: Fen; readonly key?: string; readonly at?: Instant; readonly stage?: number | null }): Promise<Answered | null> {
  const fingerprint = Buffer.from(sha256Hex(`${paddle}/${key}/${String(amount)}/${String(stage)}`), "hex");
  return floor.ask(auction, at, (stamp) => ({ kind: "offer", at: stamp, by: paddle, key, stage, amount }), { paddle, key, fingerprint, actorId: "bidder-1", address: "127.0.0.1", signature: "c2ln" });
}

/** What a happening says, read from its bytes. */
export const told = (answer: Answered | null): Record<string, unknown> => (answer?.kind === "answered" ? (JSON.parse(Buffer.from(answer.row.bytes).toString("utf8")) as Record<string, unknown>) : {});
