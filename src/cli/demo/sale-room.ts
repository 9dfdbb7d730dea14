import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { makeAuctionReserve, reserveCommitment } from "../../auctions/reserve.js";
import { requestBytes } from "../../auctions/request.js";
import { base64 } from "../../kernel/bytes.js";
import { must } from "../../kernel/result.js";
import { exchangeFacts } from "../person.js";
import { text } from "./play.js";
import { auctionOf, cny, fenOf, firmAt, lotOf, said, why, type Act, type SalePlay, type Seat, type Wish } from "./sale.js";

// The contest, on the floor of the running exchange.

const HOST = "staff-1";
const RAW_KEY_BYTES = 32;
const KEY_BYTES = 12;
const [RESERVE_FILE, SALT_BYTES] = ["底价.json", 32] as const;

const auctionUrl = (play: SalePlay): string => `/api/v1/auctions/${auctionOf(play)}`;
const newKey = (): string => randomBytes(KEY_BYTES).toString("base64url");

/** Firms come into the room: each gives the key that signs its offers from here on, by an act that its certificate signs. @param who by their places */
export const enter = (...who: readonly number[]): Act => async (play) => {
  for (const each of who) play.seats.set(each, await seatOf(play, each));
  play.stage.say(`${String(who.length)} 家用证书签名入场，各交一把报价公钥：此后每次报价都由竞买人自己的密钥签名，平台不能代报、不能改动`);
};

async function seatOf(play: SalePlay, who: number): Promise<Seat> {
  const { actor } = firmAt(play, who);
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Uint8Array.from(publicKey.export({ type: "spki", format: "der" }).subarray(-RAW_KEY_BYTES));
  const paddle = text((await play.stage.post(actor, `${auctionUrl(play)}/keys`, { publicKey: base64(raw) }))["paddle"]);
  const { exchange } = must(await exchangeFacts((await play.stage.person(actor)).client));
  return { paddle, sign: (stage, key, wish) => base64(Uint8Array.from(sign(null, requestBytes({ exchange, auction: auctionOf(play), paddle, stage, key, wish }), privateKey))) };
}

const VIEW = z.object({ view: z.object({ stage: z.int(), endsAt: z.string().nullable(), standing: z.object({ paddle: z.string(), amount: z.object({ amount: z.string() }) }).nullable() }) });
const viewOf = async (play: SalePlay) => VIEW.parse(await play.stage.get(HOST, auctionUrl(play))).view;

/** What is asked of the room for the phase it is in, signed by the firm's own key. */
async function asked(play: SalePlay, who: number, kind: string, wish: Wish) {
  const seat = play.seats.get(who);
  if (seat === undefined) throw new RangeError(`${String(who)} is not in the room`);
  const [{ stage }, key] = [await viewOf(play), newKey()];
  return { seat, body: { stage, key, ...wish, signature: seat.sign(stage, key, { kind, ...wish }) } };
}

const RECEIPT = z.object({ seq: z.int() });

/** A firm offers, and it counts. @param amount in yuan */
export const offer = (who: number, amount: string): Act => async (play) => {
  const { seat, body } = await asked(play, who, "offer", { amount: cny(amount) });
  const { seq } = RECEIPT.parse(await play.stage.post(firmAt(play, who).actor, `${auctionUrl(play)}/offers`, body));
  play.stage.say(`${seat.paddle} 号报价 ${said(amount)}：受理，记录第 ${String(seq)} 号`);
};

/** A firm offers, and is refused: that is written down likewise. */
export const refusedOffer = (who: number, amount: string): Act => async (play) => {
  const { seat, body } = await asked(play, who, "offer", { amount: cny(amount) });
  play.stage.say(`${seat.paddle} 号报价 ${said(amount)}：拒绝 ${why(await play.stage.refused(firmAt(play, who).actor, `${auctionUrl(play)}/offers`, body))}`);
};

/** A holder of a right of pre-emption takes the last price over. */
export const takeOver = (who: number): Act => async (play) => {
  const { seat, body } = await asked(play, who, "answer", { yes: true });
  await play.stage.post(firmAt(play, who).actor, `${auctionUrl(play)}/answers`, body);
  play.stage.say(`${seat.paddle} 号有优先购买权，在场内答复：以最后报价受让`);
};

/** The host calls the price. @param times which call of the same price it is */
export const call = (times: 1 | 2 | 3): Act => async (play) => {
  const { stage, standing } = await viewOf(play);
  await play.stage.post(HOST, `${auctionUrl(play)}/calls`, { stage, key: newKey() });
  play.stage.say(`主持人第 ${String(times)} 次宣布 ${said(standing?.amount.amount ?? "0.00")}`);
};

/** What the room shows now: when the phase ends, and who leads. @param words what has come to be so */
export const look = (words: string): Act => async (play) => {
  const { endsAt, standing } = await viewOf(play);
  const end = endsAt === null ? "" : `，${endsAt.slice(11, 19)} 截止`;
  play.stage.say(`${words}${end}；${standing === null ? "尚无报价" : `最高报价 ${said(standing.amount.amount)}（${standing.paddle} 号）`}`);
};

const reserveFile = ({ folder }: SalePlay): string => path.join(folder, RESERVE_FILE);

/** A collective decision on the reserve: its hash is fixed by two officers, the amount stays with its keeper (39号令 10). */
export const fixReserve = (amount: string, decided: { readonly on: string; readonly by: readonly string[]; readonly record: string }): Act => async (play) => {
  const { stage, script: { seller } } = play;
  const { exchange } = must(await exchangeFacts((await stage.person(seller.clerk)).client));
  const file = makeAuctionReserve({ exchange, auction: auctionOf(play) }, fenOf(amount), decided.record, Uint8Array.from(randomBytes(SALT_BYTES)));
  await writeFile(reserveFile(play), file, { mode: 0o600 });
  const commitment = reserveCommitment(file);
  const { serial } = await stage.post(seller.clerk, `${lotOf(play)}/reserves`, { commitment, decidedOn: decided.on, participants: decided.by, record: decided.record });
  await stage.post(seller.second, `${lotOf(play)}/reserves/${text(serial)}/approval`);
  stage.say(`底价由集体决策（${decided.record}，${decided.by.join("、")}），两名经办人先后签名固定其承诺值 ${commitment.slice(0, 16)}…；金额留在保管人手中，平台也不知道`);
};

const OPENED = z.object({ matches: z.literal(true) });

/** After the last offer its keeper opens it; what everybody learns is whether it was reached (39号令 10). */
export const openReserve: Act = async (play) => {
  const { stage, script: { seller } } = play;
  OPENED.parse(await stage.post(seller.clerk, `${lotOf(play)}/reserve-opening`, { file: base64(Uint8Array.from(await readFile(reserveFile(play)))) }));
  stage.say("保管人开启底价：与先前固定的承诺值一致；对外只说是否达到");
};

const RESERVES = { none: "没有底价", reached: "达到底价" } as const;
const LOTS = z.object({ lots: z.tuple([z.object({ outcome: z.object({ how: z.literal("deal"), reserve: z.enum(["none", "reached"]), amount: z.object({ amount: z.string() }) }) })]) });
const NAMES = z.object({ paddles: z.array(z.object({ paddle: z.string(), name: z.string() })) });

/** The contest is decided, and numbers have their names. @param who by its place @param amount in yuan */
export const won = (who: number, amount: string): Act => async (play) => {
  const { lots: [{ outcome }] } = LOTS.parse(await play.stage.get(HOST, `/api/v1/sales/${play.sale}`));
  if (outcome.amount.amount !== amount) throw new Error(`竞价结果不符 The contest ended otherwise: ${JSON.stringify(outcome)}`);
  const { paddles } = NAMES.parse(await play.stage.get(HOST, `${auctionUrl(play)}/names`));
  const { paddle = "", name = "" } = paddles.find((each) => each.paddle === play.seats.get(who)?.paddle) ?? {};
  play.stage.say(`成交：${said(amount)}（${RESERVES[outcome.reserve]}）。号牌公开：${paddle} 号是 ${name}；竞价记录签章发布`);
};
