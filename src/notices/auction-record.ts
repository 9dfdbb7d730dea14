import type { Cause } from "../auctions/happening.js";
import type { ContestRecord, RecordedOffer, Way } from "../auctions/record.js";
import { yuan, type Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { code, column, compose, count, fact, facts, link, money, note, section, table, text, time, type CommonBlock } from "./blocks.js";
import type { Block, NoticeRecord, Value } from "./record.js";

export type AuctionRecordGiven = {
  readonly auction: string;
  readonly lot: string;
  /** By which rules it was held, in words. */
  readonly profile: string;
  readonly law: string;
  readonly start: Fen;
  readonly ceiling: Fen | null;
  /** A phase in words, by its name in the terms. */
  readonly phaseName: (name: string) => string;
  readonly record: ContestRecord;
  /** Whoever was admitted: the number and the firm behind it, which is public from the end on. */
  readonly names: readonly { readonly paddle: string; readonly firm: string; readonly name: string }[];
  readonly result: { readonly how: "deal" | "no-deal"; readonly paddle: string | null; readonly amount: Fen | null; readonly reserve: "none" | "reached" | "not-reached" };
  readonly proof: { readonly happenings: number; readonly head: string; readonly termsSha256: string; readonly url: string };
};

/** Offers that are printed one by one; of more the last ones, since they decide. The whole record is public beside the paper. */
export const PRINTED_MAX = 1_000;

const WAYS: Readonly<Record<Way, string>> = { "offered": "报价", "offered-for": "委托报价", "taken": "应价", "shown": "密封报价（揭示）", "quoted": "本轮报价", "pledged": "承诺数量" };
const CAUSES: Readonly<Record<Cause, string>> = { "fault": "系统故障", "dispute": "争议", "force-majeure": "不可抗力", "order": "行政监督部门决定", "writer-lost": "系统自动冻结" };
const RESERVES = { "none": "未设底价", "reached": "达到底价", "not-reached": "未达到底价" } as const;

/** To the millisecond: an offer counts by it. */
const moment = (instant: Instant | null): Value => text(instant === null ? null : `${rfc3339(instant).slice(0, 19).replace("T", " ")}.${String(instant % 1_000).padStart(3, "0")}`);

/** 竞价记录: who offered what and when, what was refused, moved and interrupted, and who has it. Law: 39号令 15, 19, 22; 拍卖法 53. */
export const auctionRecord = (common: CommonBlock, given: AuctionRecordGiven): Result<NoticeRecord> =>
  compose(common, { type: "auction-record", title: "竞价记录", law: given.law, terms: { auction: given.auction, lot: given.lot, head: given.proof.head, seq: given.proof.happenings }, sections: [
    section("一、竞价概况", "1. The contest", facts(
      fact("竞价编号", "Contest", code(given.auction)), fact("适用规则", "Rules", text(given.profile)), fact("起始价", "Start", money(given.start)), fact("最高限价", "Ceiling", money(given.ceiling)),
      fact("取得竞买资格", "Admitted", count(given.record.admitted, "个")), fact("有效报价", "Offers that counted", count(given.record.offers.length, "次")), fact("未受理的报价和操作", "Refused", count(given.record.refused, "次")), fact("因报价延长", "Extended by offers", count(given.record.extended, "次")), fact("竞价结束", "Ended", moment(given.record.endedAt)),
    ), table("各阶段", [column("序号", "No.", 1, "right"), column("阶段", "Phase", 3), column("开始", "From", 4), column("当时的结束时间", "To end at", 4)], given.record.stages.map((each) => [code(String(each.number)), text(given.phaseName(each.phase)), moment(each.at), moment(each.endsAt)]))),
    section("二、结果", "2. Result", ...resultOf(given)),
    section("三、竞买人", "3. Bidders", table(null, [column("号牌", "Number", 2), column("名称", "Name", 6), column("统一社会信用代码", "Credit code", 5), column("有效报价次数", "Offers", 2, "right"), column("最高报价（元）", "Highest", 4, "right")], given.names.map((each) => nameRow(each, given.record.offers))),
      ...(given.record.excluded.length === 0 ? [] : [table("取消竞买资格", [column("号牌", "Number", 2), column("时间", "At", 4), column("原因", "Why", 6)], given.record.excluded.map((each) => [code(each.paddle), moment(each.at), text(each.reason)]))])),
    section("四、有效报价", "4. Offers that counted", ...offersOf(given)),
    section("五、中断", "5. Interruptions", table(null, [column("原因", "Cause", 3), column("说明", "Reason", 5), column("冻结", "From", 4), column("恢复", "Until", 4), column("保存的剩余时间（毫秒）", "Left, ms", 3, "right")], given.record.interruptions.map((each) => [text(CAUSES[each.cause]), text(each.reason), moment(each.from), moment(each.until), code(each.savedMs === null ? null : String(each.savedMs))]))),
    section("六、时间", "6. Clock", facts(fact("时钟采样", "Samples", count(given.record.clock.samples, "次")), fact("最大时钟偏差（毫秒）", "Worst drift, ms", code(given.record.clock.driftMs === null ? null : String(given.record.clock.driftMs))), fact("最大写入延迟（毫秒）", "Worst lag, ms", code(given.record.clock.lagMs === null ? null : String(given.record.clock.lagMs)))), note("报价以全部到达服务器的时刻为准，早于结束时刻的有效。")),
    section("七、记录的核验", "7. Proof", facts(fact("记录条数", "Lines of the record", count(given.proof.happenings, "条")), fact("末条摘要（SHA-256）", "Head", code(given.proof.head)), fact("规则文件摘要（SHA-256）", "Terms", code(given.proof.termsSha256)), fact("完整记录", "The whole record", link(given.proof.url))), note("每条记录的摘要都包含前一条；末条摘要记入公开日志，任何人都可以逐条重算。")),
  ] });

function resultOf({ result, names, record }: AuctionRecordGiven): readonly Block[] {
  const winner = result.how === "deal" ? names.find(({ paddle }) => paddle === result.paddle) : undefined;
  return [facts(
    fact("结果", "Result", text(result.how === "deal" ? "成交" : "未成交")), fact("竞得人（受让方）", "Winner", text(winner?.name ?? null)), fact("号牌", "Number", code(winner?.paddle ?? null)), fact("成交价", "Price", money(result.how === "deal" ? result.amount : null)),
    fact("成交时间", "At", time(result.how === "deal" ? record.endedAt : null)), fact("底价", "Reserve", text(RESERVES[result.reserve])),
  )];
}

function nameRow({ paddle, name, firm }: AuctionRecordGiven["names"][number], offers: readonly RecordedOffer[]): readonly Value[] {
  const own = offers.filter((each) => each.paddle === paddle);
  const best = own.reduce<Fen | null>((most, { amount }) => (amount !== null && (most === null || amount > most) ? amount : most), null);
  return [code(paddle), text(name), code(firm), code(String(own.length)), code(best === null ? null : yuan(best))];
}

function offersOf({ record: { offers } }: AuctionRecordGiven): readonly Block[] {
  const shown = offers.slice(-PRINTED_MAX);
  const left = offers.length - shown.length;
  return [
    ...(left === 0 ? [] : [note(`本表列出最后${String(shown.length)}次有效报价，此前${String(left)}次见完整记录。`)]),
    table(null, [column("记录号", "Line", 2, "right"), column("时间", "At", 6), column("号牌", "Number", 2), column("方式", "How", 3), column("报价（元）", "Offer", 4, "right"), column("其后的结束时间", "Ends then", 6)], shown.map((each) =>
      [code(String(each.seq)), moment(each.at), code(each.paddle), text(WAYS[each.way]), code(each.amount === null ? (each.quantity === null ? null : String(each.quantity)) : yuan(each.amount)), moment(each.endsAt)])),
  ];
}
