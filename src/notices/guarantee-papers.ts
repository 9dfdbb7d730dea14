import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import { rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { code, day, fact, facts, link, money, note, section, text, time } from "./blocks.js";
import { publishable } from "./printable.js";
import type { NoticeRecord, Office } from "./record.js";

/** The account that is paid. */
export type Payee = { readonly name: string; readonly account: string; readonly bank: string };

/** What a demand on the issuer of a letter says. `salt` keeps it from being guessed out of its hash. */
export type DemandFacts = {
  readonly exchange: string; readonly id: string; readonly mode: "rehearsal" | "live"; readonly sender: Office; readonly at: Instant; readonly verifyUrl: string; readonly publicUrl: string;
  readonly issuer: Office; readonly applicant: Office; readonly beneficiary: Office; readonly tender: string; readonly lot: string; readonly title: string;
  readonly letter: { readonly number: string; readonly sha256: string; readonly fen: Fen; readonly until: PlainDate; readonly handedInAt: Instant }; readonly amount: Fen; readonly ground: string; readonly payee: Payee; readonly salt: string;
};

const TITLE = "保函索赔书";
const LAW = "最高人民法院《关于审理独立保函纠纷案件若干问题的规定》第一条、第六条；事由所列的规定";

/** 保函索赔书: the demand that makes an issuer pay, with what it needs to find its letter again and to check who asks. */
export function demandPaper(given: DemandFacts): Result<NoticeRecord<"guarantee-demand">> {
  const { letter, issuer, applicant, beneficiary } = given;
  return publishable({
    v: "notice/1", type: "guarantee-demand", exchange: given.exchange, tender: given.tender, id: given.id, number: given.id, version: 1, title: TITLE, subject: given.title, publishedAt: rfc3339(given.at), mode: given.mode, issuer: given.sender,
    codes: { unified: null, project: null, tender: given.tender, lots: [] }, media: [given.publicUrl], verifyUrl: given.verifyUrl,
    sections: [
      section("基本信息", "About this document", facts(
        fact("文件名称", "Document", text(TITLE)), fact("编号", "Number", code(given.id)), fact("致（开立人）", "To the issuer", text(issuer.name)), fact("统一社会信用代码", "Credit code", code(issuer.uscc)), fact("发出时间", "Sent", time(given.at)), fact("办理依据", "Legal basis", text(LAW)),
      )),
      section("一、保函", "1. The letter", facts(
        fact("保函编号", "Letter number", code(letter.number)), fact("保函金额", "Amount of the letter", money(letter.fen)), fact("有效期至", "Valid until", day(letter.until)), fact("收到时间", "Handed in", time(letter.handedInAt)), fact("保函文件摘要（SHA-256）", "Its SHA-256", code(letter.sha256)),
        fact("被担保人", "For", text(applicant.name)), fact("统一社会信用代码", "Credit code", code(applicant.uscc)), fact("受益人", "Beneficiary", text(beneficiary.name)), fact("统一社会信用代码", "Credit code", code(beneficiary.uscc)),
        fact("招标项目", "Tender", text(given.title)), fact("招标项目编号、标段", "Tender and lot", code(`${given.tender}/${given.lot}`)),
      )),
      section("二、索赔", "2. The demand", facts(fact("索赔金额", "Demanded", money(given.amount)), fact("事由", "Ground", text(given.ground)), fact("收款户名", "Pay to", text(given.payee.name)), fact("收款账号", "Account", code(given.payee.account)), fact("开户行", "At", text(given.payee.bank))), note("保函为见索即付、无条件、不可撤销的独立保函。请开立人在收到本索赔书后，按保函的承诺将上列金额支付至上列账户。")),
      section("核验", "Verification", facts(fact("核验网址", "Verify at", link(given.verifyUrl))), note("PDF 内附 notice.json；电子签名可用任何 PDF 阅读器的签名面板查验，或者用 openssl 核验；两个文件的哈希记入公开日志。")),
    ],
    terms: { v: "guarantee-demand/1", letter: letter.sha256, number: letter.number, issuer: issuer.uscc, amount: given.amount.toString(), salt: given.salt },
  });
}
