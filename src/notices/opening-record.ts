import type { Json } from "../kernel/canonical-json.js";
import { moneyJson, type Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { answerCells, answerColumns, type Answers } from "./bid-answers.js";
import { code, column, compose, count, fact, facts, money, note, paragraphs, section, table, text, time, type Common } from "./blocks.js";
import { priceName } from "../procedure/bid-form.js";
import type { Block, FactRow, Named, NoticeRecord } from "./record.js";

/** One bidder at the opening. What was not read out, because the bid stayed shut, is null. */
export type OpenedBid = {
  readonly name: string;
  readonly uscc: string;
  readonly receivedAt: Instant;
  readonly encryption: string;
  readonly decryption: string;
  readonly cause: string | null;
  readonly price: Fen | null;
  readonly answers: Answers;
  readonly bond: string | null;
  readonly confirmed: string | null;
};

/**
 * What became of the reserve estimate: the documents set none; it is read out when the part with the prices is opened; none was fixed before
 * the deadline; or it was fixed, by a commitment at a log index, and was read out or declared lost.
 */
export type ReserveInRecord =
  | { readonly state: "unset" } | { readonly state: "elsewhere"; readonly part: string } | { readonly state: "missed" }
  | { readonly state: "revealed"; readonly amount: Fen; readonly at: Instant; readonly commitment: string; readonly index: number }
  | { readonly state: "lost"; readonly reason: string; readonly at: Instant; readonly commitment: string; readonly index: number };

export type OpeningRecordFacts = {
  readonly lot: Named;
  readonly part: string;
  /** Lot and part by their ids, for machines. */
  readonly ids: { readonly lot: string; readonly part: string };
  readonly openedAt: Instant;
  readonly place: string;
  readonly host: string;
  readonly witness: string | null;
  readonly ceiling: Fen | null;
  readonly reserve: ReserveInRecord;
  readonly bids: readonly OpenedBid[];
  readonly objections: readonly { readonly from: string; readonly at: Instant; readonly text: string; readonly answer: string }[];
  readonly signatures: readonly { readonly role: string; readonly name: string; readonly at: Instant | null; readonly how: string }[];
  /** Where the time came from and how far it was off, in words. */
  readonly timeSource: string;
  /** The lines of the signed note that covers the close. */
  readonly closingCheckpoint: string;
  readonly log: { readonly origin: string; readonly index: number; readonly sha256: string };
};

const LAW = "《中华人民共和国招标投标法》第三十六条；《电子招标投标办法》（国家发展改革委等八部委令第20号）第三十条至第三十二条";

/** 开标记录 (E4). Law: 招标投标法 36; 20号令 30–32; 条例 44, 50. */
export const openingRecord = (common: Common, given: OpeningRecordFacts): Result<NoticeRecord> =>
  compose(common, { type: "opening-record", title: "开标记录", law: LAW, terms: { v: "opening-record/1", ...given.ids, reserve: reserveTerms(given.reserve) }, sections: [
    section("一、开标概况", "1. The opening", facts(
      fact("标段（包）", "Lot", text(given.lot.name)),
      fact("标段（包）编号", "Lot code", code(given.lot.code)),
      fact("开启部分", "Part opened", text(given.part)),
      fact("开标时间", "Time", time(given.openedAt)),
      fact("开标地点（网址）", "Place", text(given.place)),
      fact("主持人", "Host", text(given.host)),
      fact("监督（见证）人", "Witness", text(given.witness)),
      fact("最高投标限价", "Ceiling price", money(given.ceiling)),
      ...reserveRows(given.reserve),
      fact("投标人数量", "Bidders", count(given.bids.length, "家")),
    ), ...given.reserve.state === "revealed" ? [note(common.words.reserve?.record ?? RESERVE_NOTE)] : []),
    section("二、递交与解密", "2. Receipt and decryption", receiptTable(given.bids)),
    section("三、唱标", "3. Singing-out", ...songBlocks(common, given.bids)),
    section("四、开标现场的异议与答复", "4. Objections and answers", ...objectionBlocks(given.objections)),
    section("五、签名确认", "5. Signatures", table(null, [
      column("身份", "Role", 20), column("姓名（单位）", "Name", 30), column("确认时间", "Time", 30), column("方式", "How", 20),
    ], given.signatures.map((each) => [text(each.role), text(each.name), time(each.at), text(each.how)]))),
    section("六、时间来源与日志", "6. Time source and log", ...paragraphs(given.timeSource), facts(
      fact("日志名称", "Log", code(given.log.origin)),
      fact("关标记录序号", "Log index of the close", count(given.log.index, "")),
      fact("关标记录摘要（SHA-256）", "Its sha256", code(given.log.sha256)),
      ...given.closingCheckpoint.split("\n").filter((line) => line !== "").map((line, index) => fact(index === 0 ? "关标检查点" : `检查点第${String(index + 1)}行`, index === 0 ? "Closing checkpoint" : `Line ${String(index + 1)}`, code(line))),
    ), note("日志序号与摘要供任何人独立核验：公开日志中该序号的记录，其摘要必须与本表一致，且被上述检查点覆盖。")),
  ] });

const RESERVE_NOTE = "标底的哈希在投标截止前已写入公开日志，任何人都能核对公布的标底文件。标底只作为评标的参考：不得以投标报价是否接近标底作为中标条件，不得以投标报价超过标底上下浮动范围作为否决投标的条件（招标投标法实施条例第五十条）。";

function reserveRows(reserve: ReserveInRecord): readonly FactRow[] {
  const [zh, en] = ["标底", "Reserve estimate"];
  switch (reserve.state) {
    case "unset": return [fact(zh, en, null)];
    case "elsewhere": return [fact(zh, en, text(`在“${reserve.part}”开启时公布`))];
    case "missed": return [fact(zh, en, text("招标文件载明设有标底，投标截止前没有固定，本次评标不使用标底"))];
    case "revealed": return [fact(zh, en, money(reserve.amount)), fact("标底公布时间", "Read out at", time(reserve.at)), ...commitmentRows(reserve)];
    case "lost": return [fact(zh, en, text("文件灭失，没有公布，本次评标不使用标底")), fact("标底灭失的理由", "Why it is lost", text(reserve.reason)), fact("声明灭失时间", "Declared lost at", time(reserve.at)), ...commitmentRows(reserve)];
  }
}

const commitmentRows = ({ commitment, index }: { readonly commitment: string; readonly index: number }): readonly FactRow[] =>
  [fact("标底承诺值（SHA-256）", "Commitment", code(commitment)), fact("承诺值的日志序号", "Its log index", count(index, ""))];

function reserveTerms(reserve: ReserveInRecord): Json {
  if (reserve.state === "revealed") return { state: reserve.state, amount: moneyJson(reserve.amount), sha256: reserve.commitment, index: reserve.index };
  return reserve.state === "lost" ? { state: reserve.state, reason: reserve.reason, sha256: reserve.commitment, index: reserve.index } : { state: reserve.state };
}

const receiptTable = (bids: readonly OpenedBid[]): Block => table(null, [
  column("序号", "No.", 7, "center"), column("投标人", "Bidder", 27), column("送达时间", "Received", 21), column("加密检查", "Encryption", 12, "center"), column("解密结果", "Decryption", 12, "center"), column("未解密原因", "Cause", 21),
], bids.map((bid, index) => [text(String(index + 1)), text(bid.name), time(bid.receivedAt), text(bid.encryption), text(bid.decryption), text(bid.cause)]));

/** 开标一览表: what the line reads out (招标投标法 36). */
function songTable(bidForm: Common["bidForm"], bids: readonly OpenedBid[]): Block {
  const answers = answerColumns(bidForm);
  const price = priceName(bidForm.fields);
  return table("开标一览表", [
    column("序号", "No.", 7, "center"), column("投标人", "Bidder", 57 - answers.width), column(price.zh, price.en, 22, "right"), ...answers.columns, column("投标保证金", "Bond", 14, "center"),
  ], bids.map((bid, index) => [text(String(index + 1)), text(bid.name), money(bid.price), ...answerCells(bidForm, bid.answers), text(bid.bond)]));
}

/** Facts a bidder, for money in words needs a whole line; a table of prices first, for the eye. */
const songBlocks = ({ bidForm }: Common, bids: readonly OpenedBid[]): readonly Block[] => [
  songTable(bidForm, bids),
  table("投标人身份与确认", [
    column("序号", "No.", 7, "center"), column("投标人", "Bidder", 35), column("统一社会信用代码", "Credit code", 32), column("确认情况", "Confirmed", 26),
  ], bids.map((bid, index) => [text(String(index + 1)), text(bid.name), code(bid.uscc), text(bid.confirmed)])),
];

const objectionBlocks = (objections: OpeningRecordFacts["objections"]): readonly Block[] => objections.length === 0 ? paragraphs(null)
  : objections.map((each) => facts(
    fact("提出人", "From", text(each.from)), fact("提出时间", "At", time(each.at)),
    fact("异议内容", "Objection", text(each.text)), fact("当场答复", "Answer", text(each.answer)),
  ));
