import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { code, column, compose, count, countedDay, day, fact, facts, list, money, note, section, table, text, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

/** What was bought, as the bid offers it; an empty field prints 无/不适用. */
export type BoughtGoods = { readonly name: string; readonly model: string; readonly quantity: string; readonly unitPrice: Fen | null; readonly service: string };

export type ProcurementResultFacts = {
  readonly lot: Named;
  readonly winner: { readonly name: string; readonly uscc: string; readonly address: string };
  readonly price: Fen;
  readonly goods: readonly BoughtGoods[];
  /** Names of the experts who judged: public once the result is (87号令 69). */
  readonly experts: readonly string[];
  readonly determinedOn: PlainDate;
  /** Working days the announcement stands, and its last day. */
  readonly announced: { readonly days: number; readonly until: PlainDate; readonly asked: AskedDate };
  /** The tender documents, published with the result: name, version and hash of each. */
  readonly documents: readonly { readonly name: string; readonly version: number; readonly sha256: string }[];
  readonly bidders: number;
};

const LAW = "《中华人民共和国政府采购法实施条例》第四十三条；《政府采购货物和服务招标投标管理办法》（财政部令第87号）第六十九条";

/** 政府采购中标结果公告 (E9). Law: 87号令 69; 政府采购法实施条例 43. */
export const procurementResult = (common: Common, given: ProcurementResultFacts): Result<NoticeRecord> =>
  compose(common, { type: "procurement-result", title: "中标结果公告", law: LAW, sections: [
    section("一、采购人、采购代理机构与项目", "1. Purchaser and project", facts(
      fact("采购人", "Purchaser", text(common.contact.name)), fact("采购人地址", "Purchaser: address", text(common.contact.address)), fact("采购人联系方式", "Purchaser: telephone", text(common.contact.phone)),
      fact("标段（包）", "Lot", text(given.lot.name)), fact("标段（包）编号", "Lot code", code(given.lot.code)), fact("投标人数量", "Bidders", count(given.bidders, "家")),
      fact("确定中标人日期", "Determined on", day(given.determinedOn)),
    )),
    section("二、中标结果", "2. Result", facts(
      fact("中标人", "Winner", text(given.winner.name)), fact("中标人统一社会信用代码", "Winner: credit code", code(given.winner.uscc)), fact("中标人地址", "Winner: address", text(given.winner.address)),
      fact("中标金额", "Price", money(given.price)),
    )),
    section("三、主要中标标的", "3. What is bought", table(null, [
      column("名称", "Name", 26), column("规格型号", "Model", 22), column("数量", "Quantity", 12, "right"), column("单价", "Unit price", 18, "right"), column("服务要求", "Service", 22),
    ], given.goods.map((each) => [text(each.name), text(each.model), text(each.quantity), money(each.unitPrice), text(each.service)]))),
    section("四、评审专家名单", "4. Experts", list(given.experts)),
    section("五、公告期限", "5. Announcement", facts(
      fact("公告期限", "Days", text(`自本公告发布之日起 ${String(given.announced.days)} 个工作日`)), fact("公告期限届满之日", "Until", countedDay(common, given.announced.until, given.announced.asked)),
    ), note("供应商认为中标结果使自己的权益受到损害的，可以自中标结果公告期限届满之日起七个工作日内，以书面形式向采购人、采购代理机构提出质疑（政府采购法第五十二条）。")),
    section("六、招标文件", "6. Tender documents", table(null, [
      column("文件名称", "Name", 40), column("版本", "Version", 10, "center"), column("摘要（SHA-256）", "sha256", 50),
    ], given.documents.map((each) => [text(each.name), text(String(each.version)), code(each.sha256)]))),
  ] });
