import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { code, compose, day, fact, facts, link, money, note, section, text, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

export type ContractNoticeFacts = {
  readonly contract: Named;
  readonly lot: Named;
  readonly supplier: { readonly name: string; readonly uscc: string };
  readonly subject: string;
  readonly quantity: string;
  readonly price: Fen;
  readonly term: string;
  readonly place: string;
  readonly signedOn: PlainDate;
  /** Where the full text stands, without what the law keeps secret; null where all of it is secret. */
  readonly text: { readonly name: string; readonly url: string; readonly sha256: string } | null;
  /** What was left out as a State or trade secret, or null. */
  readonly withheld: string | null;
};

const LAW = "《中华人民共和国政府采购法实施条例》第五十条";

/** 采购合同公告 (E12). Law: 政府采购法实施条例 50. */
export const contractNotice = (common: Common, given: ContractNoticeFacts): Result<NoticeRecord> =>
  compose(common, { type: "contract-notice", title: "政府采购合同公告", law: LAW, sections: [
    section("一、合同", "1. Contract", facts(
      fact("合同编号", "Contract number", code(given.contract.code)), fact("合同名称", "Contract", text(given.contract.name)),
      fact("标段（包）", "Lot", text(given.lot.name)), fact("标段（包）编号", "Lot code", code(given.lot.code)),
      fact("采购人", "Purchaser", text(common.issuer.name)), fact("供应商", "Supplier", text(given.supplier.name)), fact("供应商统一社会信用代码", "Supplier: credit code", code(given.supplier.uscc)),
    )),
    section("二、主要内容", "2. Terms", facts(
      fact("标的", "Subject", text(given.subject)), fact("数量", "Quantity", text(given.quantity)), fact("合同金额", "Price", money(given.price)),
      fact("履约期限", "Term", text(given.term)), fact("履约地点", "Place", text(given.place)), fact("签订日期", "Signed on", day(given.signedOn)),
    )),
    section("三、合同文本", "3. Text", facts(
      fact("文件名称", "File", text(given.text?.name ?? null)), fact("文件地址", "Address", link(given.text?.url ?? null)), fact("文件摘要（SHA-256）", "sha256", code(given.text?.sha256 ?? null)),
      fact("不予公开的内容", "Withheld", text(given.withheld)),
    ), note("合同文本中涉及国家秘密、商业秘密的内容依法不予公告。")),
  ] });
