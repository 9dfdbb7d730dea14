import type { Language } from "../context.js";

const zh = {
  title: "电子保函", lead: "可以用银行、保险公司、融资担保公司开立的电子保函代替现金。开立人对保函文件签名，系统自动核对签名和条款，通过后即为投标保证，无须人工登记。", secret: "开标前，除本单位和开立人外任何人都看不到是否提交。",
  terms: "保函须载明", exchange: "交易平台", tender: "招标项目编号、标段", beneficiary: "受益人", applicant: "被担保人", amount: "金额不低于（元）", from: "生效不晚于", until: "有效期至少至", kind: "性质", independent: "见索即付、无条件、不可撤销，没有提前失效的条款", issuers: "名册内的开立人", noIssuers: "名册内暂无开立人",
  file: "保函文件", fileHint: "开立人签名的一个文件（JSON），原样提交，不要打开修改", handIn: "提交保函", own: "本单位的保函", number: "保函编号", issuer: "开立人", sum: "金额（元）", valid: "有效期", why: "事由", handedIn: "提交时间", state: "状态", hash: "保函文件摘要", reference: "投标保证编号", verify: "开标后核验",
  released: (on: string): string => `${on}解除`, demanded: (sum: string): string => `已向开立人索赔 ${sum} 元`,
  verifyTitle: "保函核验", verifyLead: "持有保函文件的，可以凭文件中保函的 SHA-256 摘要查询是否已提交、现在是否有效。开标以后才能查询。", sha: "保函文件摘要（64 位）", look: "查询", none: "没有查到。开标以前、从未提交或者摘要不对，结果都一样。", found: "已提交并通过核对",
  log: "日志序号", pending: "待写入", salt: "随机数", howTitle: "自己核验", how: "把文件里的保函写成规范 JSON，用 openssl 核对开立人的签名：",
  desk: "保函开立人名册", deskLead: "名册内的开立人开立的保函由系统自动核对。登记和复核由两人分别办理，复核后记入公开日志。保函须用名册登记的证书签名。", entered: "等待复核", inForce: "有效", over: "已终止", ahead: "尚未起始", replaced: "已被新版本代替", version: "版本", licence: "许可", from2: "自", until2: "至", open: "长期", certificate: "签名证书摘要",
  enter: "登记开立人或者新版本", approve: "复核同意", uscc: "统一社会信用代码", name: "名称", kindOf: "类别", pem: "签名证书（PEM）", pemHint: "只贴一张证书，以 -----BEGIN CERTIFICATE----- 开头", empty: "名册里还没有开立人。", approveWarning: "复核后自起始日起，该证书签名的保函将被自动接受。",
};
const en: typeof zh = {
  title: "Electronic letter of guarantee", lead: "A letter of guarantee from a bank, insurer or guarantor takes the place of cash. Its issuer signs the file; signature and terms are checked by the system, and a letter that passes is the bid guarantee: nobody types it in.", secret: "Before the opening nobody but your firm and the issuer can see whether one was handed in.",
  terms: "The letter must say", exchange: "Exchange", tender: "Tender and lot", beneficiary: "Beneficiary", applicant: "For", amount: "At least (CNY)", from: "Begins by", until: "Valid at least until", kind: "Nature", independent: "payable on demand, unconditional, irrevocable, with no clause that ends it earlier", issuers: "Issuers in the register", noIssuers: "none in the register yet",
  file: "The letter’s file", fileHint: "One file (JSON) signed by the issuer: hand it in as it is", handIn: "Hand in the letter", own: "Your firm’s letter", number: "Letter number", issuer: "Issuer", sum: "Amount (CNY)", valid: "Valid", why: "Why", handedIn: "Handed in", state: "State", hash: "Hash of the letter", reference: "Guarantee", verify: "Check after the opening",
  released: (on) => `released on ${on}`, demanded: (sum) => `${sum} yuan were demanded of the issuer`,
  verifyTitle: "Check a letter of guarantee", verifyLead: "Whoever holds a letter can ask by its SHA-256 whether it was handed in and where it stands. Only after the opening.", sha: "SHA-256 of the letter (64 digits)", look: "Look up", none: "Nothing was found. Before the opening, for a letter never handed in, or for a wrong hash the answer is the same.", found: "Handed in and checked",
  log: "Log index", pending: "not yet written", salt: "Salt", howTitle: "Check it yourself", how: "Write the letter in the file as canonical JSON and check its issuer’s signature by openssl:",
  desk: "Issuers of guarantees", deskLead: "Letters of issuers in this register are checked by the system. One officer enters, another agrees; then it is logged. Letters are signed by the certificate entered here.", entered: "waits for a second officer", inForce: "in force", over: "over", ahead: "not begun", replaced: "replaced by a newer version", version: "Version", licence: "Licence", from2: "From", until2: "Until", open: "no end", certificate: "Hash of the signing certificate",
  enter: "Enter an issuer or a new version", approve: "Agree", uscc: "Credit code", name: "Name", kindOf: "Kind", pem: "Signing certificate (PEM)", pemHint: "One certificate, beginning with -----BEGIN CERTIFICATE-----", empty: "No issuer is in the register yet.", approveWarning: "From its first day on, letters signed by this certificate are taken by themselves.",
};
export type SuretyWords = typeof zh;
export const suretyWords = (language: Language): SuretyWords => (language === "zh" ? zh : en);
