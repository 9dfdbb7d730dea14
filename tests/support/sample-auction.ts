import { viewOf } from "../../src/auctions/view.js";
import type { AuctionTerms } from "../../src/auctions/terms.js";
import { termsJson } from "../../src/auctions/terms.js";
import { CONTEST } from "../../src/auctions/use-cases/contest-engine.js";
import { termsBytes } from "../../src/auctions/terms.js";
import { publicLine } from "../../src/auctions/public-line.js";
import type { Line } from "../../src/auctions/following.js";
import { hex } from "../../src/kernel/bytes.js";
import { moneyJson } from "../../src/kernel/money.js";
import { at, HOUR_MS, MINUTE_MS, plusMs, rfc3339 } from "../../src/kernel/time.js";
import { lineInWords } from "../../src/web/messages/auction-lines.js";
import { saidOf } from "../../src/web/messages/auction-said.js";
import { auctionWords } from "../../src/web/messages/auction.js";
import type { AuctionListView, AuctionView } from "../../src/web/pages/auction.js";
import type { LotteryView } from "../../src/web/parts/lottery.js";
import type { AuctionDeskView } from "../../src/web/pages/auction-desk.js";
import type { Language } from "../../src/web/context.js";
import { fujian, play, wan } from "./auctions.js";

export const SAMPLE_AUCTION = "CG-2026-7-A1";
const OPENS = at("2026-01-05T09:00:00+08:00");
const NOW = at("2026-01-12T10:00:00+08:00");
const terms: AuctionTerms = {
  ...fujian, exchange: "chenguang.example/rehearsal/0123abcd", auction: SAMPLE_AUCTION, reserve: null, maxima: true, opensAt: OPENS,
  phases: [{ ...fujian.phases[0], lasts: { untilAt: at("2026-01-12T10:24:31+08:00") } } as (typeof fujian.phases)[0], ...fujian.phases.slice(1)],
};

/** A listing in its last hour: three firms, a refusal, and one that was excluded. */
const room = play(terms, ["118", "356", "702"]);
const offer = (ms: number, by: string, amount: string): void => { room.ask(plusMs(OPENS, ms), by, { kind: "offer", amount: wan(amount) }); };
offer(26 * HOUR_MS, "118", "12,000");
offer(27 * HOUR_MS, "356", "12,000.1");
offer(27 * HOUR_MS + MINUTE_MS, "356", "12,300");
offer(50 * HOUR_MS, "702", "12,500");
room.ask(plusMs(OPENS, 51 * HOUR_MS), "officer", { kind: "exclude", paddle: "702", reason: "竞买保证金未按时到账" });
offer(168 * HOUR_MS, "118", "12,600");
offer(168 * HOUR_MS + 30 * MINUTE_MS, "356", "12,800");

/** What the API serves of it, for the island. */
export const sampleAuctionTerms = { terms: termsJson(terms) };
export const sampleHappenings = (() => {
  let head = CONTEST.firstHead(termsBytes(terms));
  return room.happenings.map((each) => {
    const bytes = CONTEST.bytesOf(each, null);
    head = CONTEST.nextHead(head, bytes);
    return { head: hex(head), happening: JSON.parse(publicLine(bytes, false)) as unknown };
  });
})();

const known = { opensAt: rfc3339(OPENS), start: moneyJson(terms.price.start) };
const lines = (language: Language, own: string | null) => room.happenings.flatMap((each) => {
  const line = JSON.parse(publicLine(CONTEST.bytesOf(each, null), false)) as Line;
  const text = lineInWords(line, { language, own, phaseName: () => auctionWords(language).phases.listing });
  return text === null ? [] : [{ seq: line.seq, at: line.at, text }];
}).reverse();

export const auctionSample = (language: Language, paddle: string | null): AuctionView => ({
  auction: SAMPLE_AUCTION, exchange: terms.exchange, subject: { sale: "CG-2026-7", lot: "1" }, view: viewOf(room.contest(), paddle), seq: room.contest().seq, head: sampleHappenings.at(-1)?.head ?? "", maxima: true, phases: [...terms.phases, { kind: "willing", name: "willing", lasts: { ms: MINUTE_MS }, then: [] }, { kind: "quotes", name: "quotes", who: "everybody", sealMs: MINUTE_MS, revealMs: MINUTE_MS, rule: "highest", over: true, most: null, then: [] }, { kind: "weighted", name: "weighted", rounds: 3, roundMs: MINUTE_MS, priceWeight: 80, values: [{ name: "安置房（平方米）", weight: 20, worst: 0, best: 5000 }], then: [] }], ...known,
  lines: lines(language, paddle), bidder: paddle === null ? null : { paddle, key: null }, deskHref: null, names: null,
});

/** The same once it is over: its numbers have their names. */
export const endedAuctionSample = (language: Language): AuctionView => {
  const view = auctionSample(language, null);
  return { ...view, view: { ...view.view, endedAt: rfc3339(NOW), endsAt: null, minimum: null, step: null }, names: [["118", "91341700MA2N0001XA", "晨光市远山置业有限公司"], ["356", "91341700MA2N0002X7", "晨光市龚𠮷建设有限公司"], ["702", "91341700MA2N0003X4", "晨光市长名称测试城市综合开发投资建设集团股份有限公司"]].map(([paddle = "", firm = "", name = ""]) => ({ paddle, firm, name, salt: "00".repeat(16) })) };
};

export const auctionListSample = (language: Language): AuctionListView => ({
  state: "", after: null, lines: [
    { auction: SAMPLE_AUCTION, subject: { sale: "CG-2026-7", lot: "1" }, state: "running", phase: auctionWords(language).phases.listing, price: "¥128,000,000.00", at: "2026-01-12 10:24" },
    { auction: "KQ-2026-2-A1", subject: { sale: "KQ-2026-2", lot: "1" }, state: "coming", phase: auctionWords(language).notOpen, price: "¥9,600,000.00", at: "2026-01-20 09:00" },
    { auction: "CQ-2025-31-A1", subject: { sale: "CQ-2025-31", lot: "2" }, state: "ended", phase: auctionWords(language).over, price: "¥3,210,000.00", at: "2026-01-08 15:42" },
  ],
});

export const auctionDeskSample = (language: Language, acts: Pick<AuctionDeskView, "request" | "order" | "lottery"> & { readonly approve: AuctionDeskView["requests"][number]["approve"] }): AuctionDeskView => ({
  auction: SAMPLE_AUCTION, said: saidOf(viewOf(room.contest(), null), { nowMs: NOW, ...known, maximum: null }, language), faults: [], lottery: acts.lottery, request: acts.request, order: acts.order,
  requests: [
    { serial: 2, act: "thaw", cause: "dispute", reason: "异议已经书面答复，可以恢复。", by: "赵启明", at: NOW, approvedBy: null, approve: acts.approve },
    { serial: 1, act: "freeze", cause: "dispute", reason: "竞买人对号牌 356 的报价提出异议。", by: "赵启明", at: NOW, approvedBy: "钱未央", approve: null },
  ],
});

/** The lottery of the same contest, one of its parties not there yet. */
export const lotterySample = (contribute: LotteryView["contribute"]): LotteryView => ({
  auction: SAMPLE_AUCTION, head: "5e".repeat(32), code: "missing", contribute, draw: null,
  parties: [{ name: "exchange", c: "1c".repeat(32), shown: "given" }, { name: "supervisor", c: "2d".repeat(32), shown: "missing" }],
});
