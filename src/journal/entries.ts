import type { Json } from "../kernel/canonical-json.js";

/** What an entry type says, in both languages, with the fields it always has and those it may have. */
type EntryRow = { readonly zh: string; readonly en: string; readonly fields: readonly string[]; readonly optional?: readonly string[] };

/** Every type of log entry that the exchange writes; a type that is not here cannot be written. Printed as docs/generated/journal.md. */
export const ENTRIES = {
  "config": { zh: "日志启用：交易所的名称、模式与见证规则", en: "the log begins: the exchange’s name, mode and witness policy", fields: ["mode", "origin", "exchange", "policy_sha256"] },
  "policy": { zh: "见证规则全文", en: "the witness policy, line by line", fields: ["lines", "sha256"] },
  "key": {
    zh: "公钥或证书：receipt 回执，seal 签章，tsa 时间戳，ca 根证书，opener-office 开启单位，opener 某部分的开启密钥，question-tickets 某项目提问凭证的签发公钥，ceremony 建立仪式的记录",
    en: "a key or certificate: of receipts, seal, tsa, ca, an opener-office, an opener’s fresh key for one part, or what signs the tickets of a tender’s questions; ceremony: the transcript the administrators signed",
    fields: ["role"], optional: ["vkey", "sha256", "opener", "org", "tender", "lot", "part"],
  },
  "key.change": {
    zh: "更换密钥：log 日志签名密钥（此条目之后的树由新密钥签名），seal 公告签章证书，receipt 回执签名密钥；新旧密钥与两名管理员各自签名", en: "a key changes: log (the new key signs every tree larger than the one this entry ends) or seal, the certificate of notices, or receipt, the key of receipts; signed with both keys and by two administrators",
    fields: ["exchange", "role", "old", "new", "ceremony", "at", "signatures", "administrators"],
  },
  "asset": { zh: "网站下发的一个程序、样式或页面文件（含离线封标页）的哈希", en: "the hash of one script, style or page file that the site serves, the offline sealing page among them", fields: ["path", "sha256"] },
  "notice": { zh: "发布文件的一个版本：记录与签章 PDF 的哈希", en: "one version of a published document: hashes of its record and its sealed PDF", fields: ["tender", "id", "version", "prev", "json_sha256", "pdf_sha256"] },
  "notice.scheduled": { zh: "公告经复核、定于将来的时刻发布（承诺值，看不出由谁复核、定在何时）", en: "a notice is approved for a moment to come: a commitment that tells neither by whom nor for when", fields: ["tender", "c"] },
  "notice.unscheduled": { zh: "定时发布取消：撤回、退回或者到时不合法（承诺值）", en: "that approval ended: recalled, sent back or no longer lawful; a commitment", fields: ["tender", "c"] },
  "plan.notice": { zh: "发布招标计划或者采购意向：记录与签章 PDF 的哈希", en: "a tender plan or procurement intention is published: hashes of its record and its sealed PDF", fields: ["plan", "id", "version", "prev", "json_sha256", "pdf_sha256"] },
  "lot.terms": {
    zh: "某部分的投标条款：截止时间、门限、开启人", en: "the terms of one part: deadline, threshold, openers",
    fields: ["tender", "lot", "part", "version", "prev", "accepts", "deadline", "threshold", "open", "after", "openers", "notice"],
  },
  "sealed": { zh: "密封条目：投标、撤回、确认、不予接收、函件首次查阅或掩护，外人不可区分", en: "a bid, a withdrawal, a confirmation, a refusal, a letter first read or nothing: outsiders cannot tell", fields: ["c"] },
  "lot.close": { zh: "投标截止：有效清单的份数与哈希", en: "bidding is closed: how many bids live and the hash of their list", fields: ["tender", "lot", "part", "deadline", "after", "count", "bids"] },
  "lot.close.add": { zh: "更正有效清单：补入遗漏的投标，两人核准", en: "bids the list left out are added, two people agreeing: the whole amended list", fields: ["tender", "lot", "part", "close", "count", "bids"] },
  "lot.dispute": { zh: "对截标名单提出争议，材料的哈希", en: "the closed list is disputed: hash of the evidence", fields: ["tender", "lot", "part", "close", "ground", "sha256"] },
  "lot.dispute.decide": { zh: "争议的决定：成立（流标）、不成立、已补入名单；决定书的哈希", en: "the word on a dispute: upheld (the lot fails), rejected, or added to the list; hash of the decision", fields: ["tender", "lot", "part", "dispute", "outcome", "sha256"] },
  "by-hand": { zh: "时钟偏差期间，两名经办人决定人工截标或开标；drift 为毫秒，null 为无法判断", en: "two officers ordered a close or an opening by hand while the clock drifts; drift in ms, null where nobody can say", fields: ["tender", "lot", "act", "drift", "reason"] },
  "lot.fail": { zh: "标段流标或终止", en: "the lot failed or was ended", fields: ["tender", "lot", "part", "close", "reason"] },
  "lot.proceed": { zh: "技术评分已固定，下一部分可以开启", en: "the technical scores are fixed: the next part may be opened", fields: ["tender", "lot", "part", "scores"] },
  "lot.open": { zh: "某部分的开启结果已固定", en: "the results of one part are fixed", fields: ["tender", "lot", "part", "close", "sha256"] },
  "reserve.committed": { zh: "招标人固定了标底：只有哈希，金额在开标时公布", en: "the tenderer fixed its reserve estimate: a hash alone, the amount is read out at the opening", fields: ["tender", "lot", "commitment"] },
  "reserve.revealed": { zh: "开标时公布标底：金额，文件的哈希即此前的承诺值", en: "the reserve estimate is read out: its amount; the file's hash is the commitment", fields: ["tender", "lot", "sha256", "amount"] },
  "reserve.lost": { zh: "标底文件灭失，由招标人（tenderer）或者监督部门（supervisor）声明；sha256 为所述理由的哈希", en: "the file of the reserve estimate is declared lost by tenderer or supervisor: hash of the reason given", fields: ["tender", "lot", "by", "sha256"] },
  "share.release": { zh: "开启人交出密钥份额", en: "an opener gave its shares", fields: ["tender", "lot", "part", "opener", "sha256"] },
  "hall": {
    zh: "开标大厅的一步：开始、签到、解密进度、补救、唱标、确认、异议、答复、结束", en: "one step in the opening hall: start, sign-in, decrypted, remedy, sung, confirm, object, answer, finish",
    fields: ["tender", "lot", "part", "step"], optional: ["until", "count", "of", "minutes", "bidder", "sha256"],
  },
  "incident": { zh: "异常", en: "something went wrong that everybody should know", fields: ["what"], optional: ["tender", "lot", "deadline", "drift"] },
  "question": { zh: "收到一个对招标文件的提问：提问文件的哈希，看不出谁问、几时问", en: "a question on the documents was taken: the hash of its file, which tells neither who asked nor at what hour", fields: ["tender", "sha256"] },
  "objection.filed": { zh: "收到一件异议（内容盲化）", en: "an objection came: its blinded hash", fields: ["tender", "lot", "serial", "sha256"] },
  "objection.replied": { zh: "一件异议已答复", en: "an objection is answered", fields: ["tender", "lot", "serial", "sha256"] },
  "lot.admitted": { zh: "受邀请或者通过资格预审、可以投标的单位名单（承诺值，看不出是谁、有多少）", en: "who was invited or passed and may bid: commitments that tell neither who nor how many", fields: ["tender", "lot", "sha256"] },
  "prequal.reviewed": { zh: "资格预审审查结果已固定", en: "the review of the applications is fixed", fields: ["tender", "lot", "sha256"] },
  "lot.order": { zh: "监督部门责令暂停或者恢复，决定书的哈希", en: "the supervisor stops a lot or lets it go on: hash of the order", fields: ["tender", "lot", "kind", "sha256"] },
  "winner.failed": { zh: "中标人不能履行中标", en: "the winner falls away", fields: ["tender", "lot", "sha256"] },
  "draw.plan": { zh: "评标专家抽取方案：专业、席位、提供随机数的各方、监督部门承诺链的首码", en: "the plan of an expert draw: strata, seats, contributors, the head of the supervisor’s chain", fields: ["draw", "sha256"] },
  "draw.pool": { zh: "抽取名单（盲化标签）经监督部门核对固定", en: "the blinded pool, fixed by the supervisor who saw names and exclusions", fields: ["draw", "sha256"] },
  "draw.commit": { zh: "一方对其随机数的承诺值", en: "a contributor’s commitment", fields: ["draw", "name", "c"], optional: ["escrow"] },
  "draw.reveal": { zh: "一方公布的随机数；“-”为逾期缺席", en: "what a contributor reveals; “-” where it stayed silent", fields: ["draw", "name", "r"], optional: ["how"] },
  "draw.escrow": { zh: "开启人对一份托管公开其份额（或声明不能解密）的签名文件的哈希", en: "an opener’s signed word on its share of an escrow: hash of the file", fields: ["draw", "name", "opener", "sha256"] },
  "draw.beacon": { zh: "抽取所等待的公开信标一轮的签名，或者说明其未出现：文件的哈希", en: "the round of a public beacon that a draw waits for, or that it did not come: hash of the file", fields: ["draw", "round", "sha256"] },
  "draw.result": { zh: "监督部门公布一次性码，抽取结果（仅标签）", en: "the supervisor’s code, and who was drawn by label", fields: ["draw", "sha256", "code"] },
  "draw.replace": { zh: "一个席位由下一个一次性码递补；sha256 为至此全部递补记录的哈希", en: "a seat falls to another under the next code; hash of all replacements so far", fields: ["draw", "sha256", "code", "label"] },
  "draw.open": { zh: "依法可以公开后，公开抽中专家的姓名与标签的对应", en: "once the law lets names out: whose the labels of the drawn are", fields: ["draw", "sha256"] },
  "tie.drawn": { zh: "采购人对结果相同的投标进行了随机抽取，抽取记录的哈希", en: "the purchaser drew between equal bids: hash of the record", fields: ["tender", "lot", "sha256"] },
  "panel.appoint": { zh: "评标专家未经抽取直接确定，登记文件的哈希", en: "the experts of a lot are appointed without a draw: hash of the record", fields: ["tender", "lot", "round", "sha256"] },
  "way.finding": { zh: "投标人不足而废标后，评审专家对招标文件和招标程序出具论证意见，意见文件的哈希", en: "after a procurement void for too few suppliers, experts found on its documents and procedure: hash of the finding", fields: ["tender", "lot", "sha256"] },
  "way.change": { zh: "财政部门批准采用其他采购方式，登记文件的哈希", en: "the finance department allowed another way of procurement: hash of the record", fields: ["tender", "lot", "sha256"] },
  "qualification.reviewed": { zh: "采购人或者代理机构的资格审查结果已固定", en: "the purchaser's or agency's review of who qualifies is fixed", fields: ["tender", "lot", "sha256"] },
  "blind.codes": { zh: "暗标代码与投标人的对应关系已固定：加盐文件的哈希，评分结束后公开", en: "who stands behind which code of a blind evaluation is fixed: hash of a salted file that is shown once it is scored", fields: ["tender", "lot", "sha256"] },
  "score.sheet": { zh: "一名评委签署的评分表", en: "one expert’s signed scoring sheet", fields: ["tender", "lot", "expert", "sha256"] },
  "score.changed": { zh: "评审过程中的复核或者评标委员会成员变动，记录文件的哈希（加盐，看不出涉及谁、哪一项）", en: "a score was looked at again or a member changed: salted hash of the record, which tells neither whom nor what", fields: ["tender", "lot", "sha256"] },
  "clarification.asked": { zh: "评标委员会书面要求一名投标人澄清、说明或者补正，文件的哈希（加盐，看不出向谁要求）", en: "the committee asked a bidder in writing: salted hash of the question, which does not tell whom", fields: ["tender", "lot", "sha256"] },
  "clarification.answered": { zh: "被要求的投标人书面答复，其签署文件的哈希（加盐）", en: "that bidder answered in writing: salted hash of what it signed", fields: ["tender", "lot", "serial", "sha256"] },
  "score.opinion": { zh: "一名评委对评标报告签字或者写明不同意见，其签署文件的哈希（加盐，看不出是否同意）", en: "one expert signed the report or wrote a dissent: salted hash, which does not tell which", fields: ["tender", "lot", "expert", "sha256"] },
  "score.total": { zh: "评标报告、方法、汇总与录入已固定", en: "report, method, totals and what was entered of the evaluation are fixed", fields: ["tender", "lot", "pdf_sha256", "method_sha256", "totals_sha256"], optional: ["technical_sha256", "inputs_sha256"] },
  "award.decided": { zh: "招标人确定中标人", en: "the tenderer determined the winner", fields: ["tender", "lot", "sha256"] },
  "contract.recorded": { zh: "合同登记", en: "the contract is recorded", fields: ["tender", "lot", "sha256"] },
  "contract.announced": { zh: "采购合同公告", en: "the contract is announced", fields: ["tender", "lot", "sha256"] },
  "payment.paper": { zh: "国库支付令或者付款回单已签章：记录与 PDF 的哈希（加盐，看不出金额）", en: "an order of the treasury or the slip of its payment is sealed: salted hash of its record, hash of its PDF", fields: ["id", "kind", "json_sha256", "pdf_sha256"] },
  "contract.accepted": { zh: "采购人（招标人）验收了合同的一部分，验收登记的哈希", en: "the buyer accepted a part of the contract: hash of what it recorded", fields: ["tender", "lot", "serial", "sha256"] },
  "report.filed": { zh: "招标投标情况书面报告已提交", en: "the written report on the tender is filed", fields: ["tender", "lot"] },
  "guarantee.issuer": { zh: "保函开立人名册的一个版本经两名经办人同意：文件的哈希", en: "one version of an issuer of letters of guarantee, two officers agreeing: hash of its file", fields: ["uscc", "version", "sha256"] },
  "guarantee.demand": { zh: "向保函开立人提出索赔：记录（含随机数，看不出金额）与签章 PDF 的哈希", en: "a demand on the issuer of a letter of guarantee: hashes of its record, which is salted and tells no amount, and of its sealed PDF", fields: ["id", "json_sha256", "pdf_sha256"] },
  "fee.item": { zh: "收费项目的一个版本（名称、依据、标准、优惠、施行日期）：文件的哈希", en: "one version of a fee item (name, basis, standard, discount, days in force): hash of its file", fields: ["code", "version", "sha256"] },
  "fee.paper": { zh: "缴款通知书、票据或者冲红：记录（含随机数，看不出金额）与签章 PDF 的哈希", en: "a notice of payment, a receipt or one that takes it back: hashes of its record, which is salted and tells no amount, and of its sealed PDF", fields: ["id", "kind", "json_sha256", "pdf_sha256"] },
  "bank.key": { zh: "从此条起，一家代理银行用这把公钥（Ed25519）签发通知：此后银行说过的话任何人可以核对", en: "from here on an agent bank signs what it tells by this public key (Ed25519): what it said can be checked by anybody", fields: ["bank", "key"] },
  "money.root": { zh: "一段时间内记账分录（加盐）与填充的树根，看不出金额和笔数：事后改动会被发现，每一笔可单独证明", en: "the root over what was booked since the last one, salted, and fillers: it tells neither amounts nor how many; a line changed later is found, and each can be proved by itself", fields: ["serial", "sha256"] },
  "money.month": { zh: "一个月结账，月末全部账户余额的哈希", en: "a month is closed: hash of every balance at its end", fields: ["month", "sha256"] },
  "money.year": { zh: "一年结账：各月结账与年末全部账户余额的哈希", en: "a year is closed: hash of its months' closes and of every balance at its end", fields: ["year", "sha256"] },
  "audit.root": { zh: "一小时内操作记录的哈希（加盐，看不出有多少条）：记录事后改动会被发现", en: "the acts kept in an hour are fixed: a salted hash that does not tell how many; a row changed later is found", fields: ["serial", "sha256"] },
  "hand-over": { zh: "招标人（采购人）接收归档移交，移交清单的哈希", en: "the buyer took the archive over: hash of its list", fields: ["tender", "archive", "sha256"] },
  "archive": { zh: "审计包已固定：log/ 以外全部文件清单的哈希", en: "the audit bundle is fixed: the hash of its list of all files outside log/", fields: ["tender", "sha256"], optional: ["edition"] },
} as const satisfies Readonly<Record<string, EntryRow>>;

export type EntryType = keyof typeof ENTRIES;
type Optional<Type extends EntryType> = (typeof ENTRIES)[Type] extends { readonly optional: readonly (infer Field extends string)[] } ? Field : never;

/** What a leaf of the log says: a type with exactly the fields its row names. */
export type LogEntry = { [Type in EntryType]: { readonly v: "dl/1"; readonly type: Type }
  & Readonly<Record<(typeof ENTRIES)[Type]["fields"][number], Json>> & Readonly<Partial<Record<Optional<Type>, Json>>> }[EntryType];
