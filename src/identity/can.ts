import { joined } from "../kernel/joined.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { notOpen } from "../procedure/advance.js";
import type { Move, Standing } from "../procedure/procedure.js";
import type { ActionRow } from "./action-row.js";
import { covers, mayUnder } from "./mandate.js";
import { RANK_NAMES, ROLE_NAMES, ROLES, type Actor, type Rank } from "./actor.js";
import { SERVICE_ACTIONS } from "./service-actions.js";

/** Every act a signed-in person can ask for, and who may. The same table draws the buttons. */
export const ACTIONS = joined(SERVICE_ACTIONS, {
  "project.register": { zh: "项目登记", en: "register a project", roles: ["tenderer"], own: "tenderer", act: "draft" },
  "plan.draft": { zh: "编制招标计划、采购意向", en: "draft a plan or intention", roles: ["tenderer"], own: "tenderer", act: "draft" },
  "plan.publish": { zh: "复核并发布招标计划、采购意向", en: "review and publish a plan or intention", roles: ["tenderer"], own: "tenderer", act: "publish", signed: true },
  "sale.draft": { zh: "登记出让、转让项目，编制公告", en: "register a grant or transfer and draft its notice", roles: ["tenderer"], own: "tenderer" },
  "sale.publish": { zh: "复核并发布出让、转让公告", en: "review and publish the notice of a grant or transfer", roles: ["tenderer"], own: "tenderer", signed: true },
  "sale.apply": { zh: "申请竞买、受让，查看本单位的申请", en: "apply for what is sold, and read of one’s own application", roles: ["bidder"] },
  "sale.review": { zh: "审查竞买、受让申请", en: "review applications for what one sells", roles: ["tenderer"], own: "tenderer" },
  "sale.reserve": { zh: "确定、公开底价", en: "fix and open the reserve of what one sells", roles: ["tenderer"], own: "tenderer", signed: true },
  "sale.single": { zh: "确认单一受让方成交", en: "deal with the one qualified transferee", roles: ["exchange-staff"], signed: true },
  "sale.suspend": { zh: "责令出让、转让中止、恢复", en: "order that a grant or transfer stand still or go on", roles: ["supervisor"], signed: true },
  "sale.confirm": { zh: "签署成交确认书", en: "sign the confirmation of a deal", roles: ["tenderer", "bidder"], own: "tenderer", signed: true },
  "sale.contract": { zh: "登记出让、转让合同和竞得人拒签，办结", en: "record the contract of a grant or transfer or that its winner refuses, and close it", roles: ["tenderer"], own: "tenderer", signed: true },
  "sale.settle": { zh: "向转让方结算交易价款", en: "pay the price of a transfer on to who sells", roles: ["cashier"], signed: true },
  "deal.read": { zh: "查看成交后的签约、缴款情况", en: "read what follows a deal", roles: ["tenderer", "bidder"], own: "tenderer" },
  "sale.end": { zh: "终止出让、转让", en: "end a grant or transfer", roles: ["tenderer"], own: "tenderer", signed: true },
  "tender.draft": { zh: "编制招标公告和招标文件", en: "draft a tender", roles: ["tenderer"], own: "tenderer", act: "draft" },
  "tender.check": { zh: "发布前检查", en: "check before publication", roles: ["tenderer", "exchange-staff", "supervisor"], own: "tenderer", act: "any" },
  "tender.submit": { zh: "提交发布复核", en: "submit for review", roles: ["tenderer"], own: "tenderer", act: "draft", signed: true },
  "tender.publish": { zh: "复核并发布", en: "review and publish", roles: ["tenderer"], own: "tenderer", act: "publish", signed: true, moves: ["publishNotice", "publishPrequalNotice", "sendInvitations", "invitePassed"] },
  "tender.return": { zh: "退回修改", en: "send back for changes", roles: ["tenderer"], own: "tenderer", act: "publish" },
  "tender.clarify": { zh: "澄清或修改招标文件", en: "clarify the documents", roles: ["tenderer"], own: "tenderer", act: "clarify", signed: true, moves: ["clarify", "clarifyPrequalification", "extendAfterOutage"] },
  "tender.terminate": { zh: "终止招标", en: "terminate the tender", roles: ["tenderer"], own: "tenderer", signed: true, moves: ["terminate"] },
  "firms.invite": { zh: "确定受邀单位", en: "name the firms to invite", roles: ["tenderer"], own: "tenderer", act: "invite" },
  "firms.read": { zh: "查看受邀或者通过资格预审的单位", en: "read which firms may bid", roles: ["tenderer", "supervisor"], own: "tenderer", act: "invite" },
  "invitation.decline": { zh: "答复不参加投标", en: "decline an invitation to bid", roles: ["bidder"] },
  "letter.read": { zh: "查看函件送达", en: "read when letters were delivered", roles: ["tenderer", "supervisor", "bidder"], own: "tenderer", act: "any" },
  "question.tickets": { zh: "领取提问凭证", en: "take tickets for questions", roles: ["bidder"] },
  "question.read": { zh: "查看提问", en: "read questions", roles: ["tenderer", "supervisor"], own: "tenderer", act: "clarify" },
  "question.answer": { zh: "拟答复提问", en: "draft answers to questions", roles: ["tenderer"], own: "tenderer", act: "clarify" },
  "opener-key.give": { zh: "提交开启公钥", en: "give an opening key", roles: ["opener"] },
  "bid.upload": { zh: "上传加密投标文件", en: "upload sealed content", roles: ["bidder"] },
  "bid.lodge": { zh: "递交投标文件", en: "lodge a bid", roles: ["bidder"] },
  "bid.receipt": { zh: "查看回执", en: "read a receipt", roles: ["bidder"], own: "bidder" },
  "bank.read": { zh: "查看银行对账", en: "read how banks and books agree", roles: ["cashier", "finance-reviewer", "supervisor"] },
  "bank.statement": { zh: "录入银行对账单", en: "bring a bank’s statement", roles: ["cashier", "finance-reviewer"] },
  "ledger.close": { zh: "办理月结、年结", en: "close a month or a year of the books", roles: ["finance-reviewer"], signed: true },
  "bank.settle": { zh: "处理银行对账差异", en: "settle what banks and books differ in", roles: ["cashier", "finance-reviewer"], signed: true },
  "guarantee.enter": { zh: "登记投标保证", en: "enter a guarantee", roles: ["cashier"] },
  "refund.record": { zh: "登记投标保证退还", en: "record a refund", roles: ["cashier"], signed: true },
  "auction.enter": { zh: "进入竞价、提交报价公钥", en: "come into an auction and give the key that signs one’s offers", roles: ["bidder"], signed: true },
  "auction.offer": { zh: "竞价报价", en: "offer in an auction", roles: ["bidder"] },
  "auction.host": { zh: "主持竞价：报价、调整增价幅度", en: "host an auction: call the price, change the step", roles: ["exchange-staff"] },
  "auction.draw": { zh: "竞价摇号：提交随机数和抽取码", en: "give randomness and the code of an auction’s lottery", roles: ["exchange-staff", "supervisor"] },
  "auction.interrupt": { zh: "申请、核准竞价冻结和恢复", en: "ask or approve that an auction stand still or go on", roles: ["exchange-staff", "supervisor"], signed: true },
  "auction.order": { zh: "责令竞价暂停、恢复", en: "order that an auction stop or go on", roles: ["supervisor"], signed: true },
  "deposit.ask": { zh: "申请、查看投标保证金缴纳号码", en: "ask for the number of a deposit, and read of it", roles: ["bidder"] },
  "deposit.account": { zh: "声明本单位基本账户", en: "state one’s own firm’s basic account", roles: ["bidder"], signed: true },
  "surety.hand-in": { zh: "提交、查看本单位的电子保函", en: "hand in one’s own letter of guarantee, and read of it", roles: ["bidder"] },
  "issuer.keep": { zh: "登记、复核保函开立人名册", en: "keep the register of issuers of guarantees", roles: ["cashier", "finance-reviewer"], signed: true },
  "surety.read": { zh: "查看保函开立人名册", en: "read the register of issuers of guarantees", roles: ["cashier", "finance-reviewer", "supervisor"] },
  "demand.read": { zh: "查看对保函开立人的索赔书", en: "read what is demanded of the issuer of a letter", roles: ["tenderer", "cashier", "finance-reviewer", "supervisor"], own: "tenderer", act: "any" },
  "deposit.refund": { zh: "退付投标保证金", en: "pay a deposit back", roles: ["cashier"], signed: true },
  "deposit.forfeit": { zh: "提出、决定投标保证金不予退还", en: "propose or decide that a deposit is not given back", roles: ["tenderer"], own: "tenderer", signed: true },
  "forfeit.read": { zh: "查看投标保证金不予退还事项", en: "read of deposits that are not given back", roles: ["tenderer", "cashier", "bidder", "supervisor"], own: "tenderer", act: "any" },
  "forfeit.answer": { zh: "对不予退还投标保证金陈述意见", en: "answer a proposal to keep one’s own deposit", roles: ["bidder"] },
  "deposit.convert": { zh: "投标保证金转为履约保证金、退还履约保证金", en: "turn a deposit into the performance bond, and give that back", roles: ["tenderer"], own: "tenderer", signed: true },
  "deposit.charge": { zh: "再次转付逾期退还资金占用费", en: "pay the charge of a late refund on again", roles: ["cashier"], signed: true },
  "deposit.rate": { zh: "登记保证金专户存款利率", en: "state the interest on the account of deposits", roles: ["finance-reviewer"], signed: true },
  "late-charge.read": { zh: "查看应付的逾期退还资金占用费", en: "read what late refunds cost", roles: ["tenderer", "cashier", "supervisor"], own: "tenderer", act: "any" },
  "refund.read": { zh: "查看投标保证退还", en: "read refunds", roles: ["cashier", "bidder"] },
  "schedule.read": { zh: "查看定时发布的复核记录", en: "read approvals of scheduled notices", roles: ["tenderer", "supervisor"], own: "tenderer", act: "any" },
  "tender.void": { zh: "认定废标", en: "declare a procurement void", roles: ["tenderer"], own: "tenderer", signed: true, moves: ["declareVoid"] },
  "guarantee.read": { zh: "查看投标保证", en: "read guarantees", roles: ["cashier"] },
  "close.add": { zh: "更正投标名单", en: "add to the closed list", roles: ["exchange-staff", "supervisor"], signed: true },
  "dispute.raise": { zh: "对截标名单提出争议", en: "dispute the closed list", roles: ["bidder"] },
  "dispute.decide": { zh: "决定截标名单争议", en: "decide a dispute over the closed list", roles: ["supervisor"] },
  "by-hand.order": { zh: "时钟偏差时人工截标、开标", en: "close or open by hand while the clock drifts", roles: ["exchange-staff", "supervisor"], signed: true },
  "hall.host": { zh: "主持开标", en: "host the opening", roles: ["exchange-staff"], signed: true },
  "objection.file": { zh: "提出异议（质疑）", en: "object to the documents or the result", roles: ["bidder"] },
  "objection.reply": { zh: "答复异议（质疑）", en: "reply to an objection", roles: ["tenderer"], own: "tenderer", act: "objections" },
  "winner.fail": { zh: "登记中标人不能履行中标", en: "record that the winner falls away", roles: ["tenderer"], own: "tenderer", moves: ["winnerFails", "winnerFailsForGood"] },
  "reserve.commit": { zh: "固定标底", en: "commit to the reserve estimate", roles: ["tenderer"], own: "tenderer", act: "opening" },
  "reserve.reveal": { zh: "公布标底", en: "read out the reserve estimate", roles: ["tenderer"], own: "tenderer", act: "opening" },
  "reserve.lose": { zh: "声明标底灭失", en: "declare the reserve estimate lost", roles: ["tenderer", "supervisor"], own: "tenderer" },
  "hall.sign-in": { zh: "开标签到", en: "sign in to the opening", roles: ["bidder"] },
  "hall.confirm": { zh: "确认开标记录", en: "confirm the opening record", roles: ["bidder"] },
  "hall.object": { zh: "对开标提出异议", en: "object to the opening", roles: ["bidder"] },
  "hall.answer": { zh: "答复开标异议", en: "answer an objection", roles: ["exchange-staff", "tenderer"], own: "tenderer", act: "opening" },
  "sealed.read": { zh: "取得待开启密文", en: "fetch sealed shares", roles: ["opener"] },
  "release.give": { zh: "提交开启份额", en: "release shares", roles: ["opener"] },
  "bidder-key.give": { zh: "用投标人密钥解密", en: "open with the bidder's key", roles: ["bidder"] },
  "cause.decide": { zh: "认定解密失败原因", en: "decide why a bid did not open", roles: ["exchange-staff", "supervisor"] },
  "qualification.review": { zh: "资格审查", en: "review who qualifies", roles: ["tenderer"], own: "tenderer", act: "review", moves: ["reviewQualification", "tooFewQualified"] },
  "ties.draw": { zh: "随机抽取区分并列投标", en: "draw between equal bids", roles: ["tenderer"], own: "tenderer", act: "review" },
  "way.change": { zh: "登记论证意见、变更采购方式", en: "record the finding on the documents and a change of way", roles: ["tenderer"], own: "tenderer" },
  "way.read": { zh: "查看论证意见和采购方式变更", en: "read the finding on the documents and a change of way", roles: ["tenderer", "supervisor"], own: "tenderer", act: "any" },
  "applications.review": { zh: "审查资格预审申请", en: "review the applications", roles: ["committee-member"] },
  "draw.read": { zh: "进入专家抽取", en: "take part in a draw of experts", roles: ["tenderer", "agency", "exchange-staff", "notary", "supervisor", "pool-keeper", "committee-member"], act: "any" },
  "draw.request": { zh: "申请抽取评标专家", en: "ask for a draw of experts", roles: ["tenderer"], own: "tenderer", act: "review" },
  "draw.keep": { zh: "管理抽取名单与公开", en: "keep the pool of a draw: secret, labels, names", roles: ["pool-keeper"] },
  "expert.replace": { zh: "提出更换评标专家", en: "ask that an expert be replaced", roles: ["pool-keeper"], signed: true },
  "expert.replace-agree": { zh: "同意更换评标专家、公布递补一次性码", en: "agree that an expert be replaced, by the next code", roles: ["supervisor"], signed: true },
  "draw.supervise": { zh: "监督抽取：批准方案、核对名单、公布一次性码", en: "supervise a draw: plan, pool and codes", roles: ["supervisor"] },
  "draw.beacon": { zh: "登记抽取等待的公开信标", en: "bring the round of a beacon that a draw waits for", roles: ["tenderer", "agency", "exchange-staff", "notary", "supervisor", "pool-keeper"], own: "tenderer" },
  "draw.contribute": { zh: "为抽取提供随机数", en: "put randomness into a draw", roles: ["tenderer", "agency", "exchange-staff", "notary"], own: "tenderer" },
  "draw.arrive": { zh: "评标专家签到", en: "sign in as an expert who was drawn", roles: ["committee-member"], signed: true },
  "expert.read": { zh: "查看专家库", en: "read the pool of experts", roles: ["pool-keeper", "supervisor"] },
  "expert.keep": { zh: "管理专家库：受理、聘任、暂停、出库、导入", en: "keep the pool of experts: review, appoint, suspend, remove, import", roles: ["pool-keeper"], signed: true },
  "attendance.read": { zh: "查看评审专家出勤和劳务报酬", en: "read attendance and fees of experts", roles: ["tenderer", "exchange-staff", "pool-keeper", "supervisor"], own: "tenderer", act: "results" },
  "expert.assess": { zh: "考核评审专家", en: "assess an expert after an evaluation", roles: ["tenderer", "exchange-staff", "supervisor"], own: "tenderer", act: "results", signed: true },
  "tariff.enter": { zh: "登记评审专家劳务报酬标准", en: "enter a tariff of experts’ fees", roles: ["pool-keeper"], signed: true },
  "fees.approve": { zh: "审定评审专家劳务报酬发放表", en: "approve the list of experts’ fees", roles: ["tenderer"], own: "tenderer", signed: true },
  "panel.seat": { zh: "登记评标委员会", en: "seat the panel", roles: ["tenderer"], own: "tenderer", act: "review", signed: true, moves: ["seatCommittee", "seatPrequalCommittee"] },
  "panel.read": { zh: "查阅投标文件", en: "read the bids", roles: ["committee-member"] },
  "panel.score": { zh: "提交评分表", en: "sign a scoring sheet", roles: ["committee-member"] },
  "panel.reject": { zh: "否决投标", en: "reject a bid", roles: ["committee-member"] },
  "panel.report": { zh: "提交评标报告", en: "submit the report", roles: ["committee-member"], moves: ["submitReport", "rejectAll"] },
  "panel.recheck": { zh: "复核评分", en: "have scores looked at again", roles: ["committee-member"] },
  "panel.ask": { zh: "要求投标人书面澄清", en: "ask a bidder in writing", roles: ["committee-member"] },
  "clarification.answer": { zh: "答复评标委员会", en: "answer the committee in writing", roles: ["bidder"] },
  "panel.change": { zh: "更换评标委员会成员", en: "change members of the panel", roles: ["tenderer"], own: "tenderer", act: "review", signed: true },
  "candidates.publish": { zh: "公示中标候选人", en: "publish the candidates", roles: ["tenderer"], own: "tenderer", act: "results", signed: true, moves: ["publishCandidates"] },
  "award.decide": { zh: "确定中标人", en: "determine the winner", roles: ["tenderer"], own: "tenderer", signed: true, moves: ["determineWinner", "determineByPrice", "nobodyWins"] },
  "award.notify": { zh: "发出中标通知书", en: "send the letters", roles: ["tenderer"], own: "tenderer", act: "results", signed: true, moves: ["sendNotices"] },
  "contract.record": { zh: "登记合同", en: "record the contract", roles: ["tenderer"], own: "tenderer", moves: ["signContract"] },
  "contract.announce": { zh: "公告采购合同", en: "announce the contract", roles: ["tenderer"], own: "tenderer", act: "results", signed: true, moves: ["announceContract"] },
  "acceptance.record": { zh: "登记合同验收", en: "record what was accepted of a contract", roles: ["tenderer"], own: "tenderer", signed: true },
  "treasury.read": { zh: "查看国库集中支付", en: "read the treasury’s payments", roles: ["treasury-checker", "treasury-approver", "supervisor"] },
  "payment.read": { zh: "查看支付申请", en: "read payments", roles: ["tenderer", "bidder", "treasury-checker", "treasury-approver", "supervisor"], own: "tenderer" },
  "indicator.keep": { zh: "下达、调整预算指标", en: "enter and adjust budget indicators", roles: ["treasury-checker"], signed: true },
  "spending.ask": { zh: "申请用款计划", en: "ask for a month’s spending plan", roles: ["tenderer"], own: "tenderer" },
  "spending.decide": { zh: "批复用款计划", en: "decide on a month’s spending plan", roles: ["treasury-approver"], signed: true },
  "payment.contract": { zh: "登记付款合同和收款账户", en: "enter contracts to pay under, and their accounts", roles: ["tenderer"], own: "tenderer" },
  "payment.draft": { zh: "编制、作废支付申请", en: "write and cancel payment requests", roles: ["tenderer"], own: "tenderer" },
  "payment.submit": { zh: "提交支付申请", en: "submit a payment request", roles: ["tenderer"], own: "tenderer", signed: true },
  "payment.check": { zh: "审核支付申请", en: "check a payment request", roles: ["treasury-checker", "treasury-approver"], signed: true },
  "payment.return": { zh: "退回支付申请", en: "send a payment request back", roles: ["treasury-checker", "treasury-approver", "tenderer"], own: "tenderer" },
  "payment.approve": { zh: "审批支付申请", en: "approve a payment request", roles: ["treasury-approver"], signed: true },
  "payment.order": { zh: "签发支付令", en: "order a payment at the bank", roles: ["treasury-checker", "treasury-approver"], signed: true },
  "voucher.issue": { zh: "签发财政授权支付凭证", en: "issue a voucher within the unit’s quota", roles: ["tenderer"], own: "tenderer", signed: true },
  "payment.refund": { zh: "登记退款、恢复用款计划", en: "take a refund back into the budget", roles: ["treasury-checker"], signed: true },
  "treasury.clear": { zh: "日终清算零余额账户", en: "clear the zero-balance accounts of a day", roles: ["treasury-checker", "treasury-approver"], signed: true },
  "treasury.account": { zh: "登记零余额账户", en: "enter zero-balance accounts", roles: ["treasury-approver"], signed: true },
  "report.file": { zh: "提交招标投标情况书面报告", en: "file the written report", roles: ["tenderer"], own: "tenderer", act: "filing", moves: ["report"] },
  "archive.order": { zh: "归档", en: "archive", roles: ["exchange-staff", "tenderer"], act: "filing" },
  "archive.accept": { zh: "接收归档移交", en: "take the archive over", roles: ["tenderer"], act: "filing" },
  "bundle.fetch": { zh: "取得审计包", en: "fetch the audit bundle", roles: ["supervisor", "exchange-staff", "tenderer"], act: "filing" },
  "lot.order": { zh: "责令暂停、恢复", en: "order a lot to stop or to go on", roles: ["supervisor"], moves: ["orderSuspension", "resume"] },
  "venue.read": { zh: "查看场地、预订和现场记录", en: "read rooms, bookings and what happened on site", roles: ["exchange-staff", "supervisor", "notary"] },
  "venue.keep": { zh: "管理场地：场所、房间、座位、储物柜", en: "keep venues, rooms, seats and lockers", roles: ["exchange-staff"] },
  "venue.book": { zh: "预订场地、排定座位", en: "book rooms and seat committees", roles: ["exchange-staff"] },
  "venue.admit": { zh: "登记进出评标室、远程连接", en: "keep the door of an evaluation room, and its links", roles: ["exchange-staff"] },
  "venue.witness": { zh: "作现场见证记录、登记录音录像", en: "witness on site: notes and recordings", roles: ["exchange-staff", "notary"] },
  "incident.report": { zh: "报告现场异常", en: "report an incident on site", roles: ["exchange-staff", "notary", "supervisor"] },
  "incident.handle": { zh: "处置现场异常", en: "say how an incident was dealt with", roles: ["exchange-staff", "supervisor"] },
  "committee.call": { zh: "召集、结束、取消管委会会议", en: "call, end and cancel meetings of the committee", roles: ["centre-head"], signed: true },
  "committee.take-part": { zh: "签到、表决、报告决定落实", en: "sign in to meetings, vote, and say that a decision is carried out", roles: ["centre-head", "sub-centre-head", "centre-committee"] },
  "committee.read": { zh: "查看管委会会议和专项活动", en: "read meetings of the committee and campaigns", roles: ["centre-head", "sub-centre-head", "centre-committee", "conduct-supervisor", "supervisor"] },
  "seat.keep": { zh: "安排窗口人员", en: "say who sits at which window", roles: ["centre-head", "duty-head"] },
  "sitting.announce": { zh: "公布坐班日期", en: "announce sitting days", roles: ["deputy-head"] },
  "unit.keep": { zh: "管理单位和窗口", en: "keep units and windows", roles: ["admin"], signed: true },
  "unit.appoint": { zh: "任命单位经办人员", en: "appoint officers of a unit", roles: ["admin"], signed: true },
  "told-once.issue": { zh: "生成窗口一次性告知单", en: "seal the one-time notice of a window", roles: ["window-staff", "sub-centre-head", "exchange-staff"] },
  "fee-item.enter": { zh: "登记收费项目及其新版本", en: "enter a fee item or its next version", roles: ["finance-reviewer"], signed: true },
  "bill.declare": { zh: "申报项目缴费", en: "declare a project for its fees", roles: ["window-staff", "bidder", "tenderer"] },
  "bill.read": { zh: "查看缴费账单", en: "read bills", roles: ["window-staff", "fee-officer", "finance-reviewer", "seal-keeper", "cashier", "supervisor", "bidder", "tenderer"] },
  "collection.read": { zh: "查看收缴日报", en: "read the collections of a day", roles: ["cashier", "finance-reviewer", "supervisor"] },
  "bill.calculate": { zh: "核算本单位收费", en: "calculate one’s own unit’s fees", roles: ["fee-officer"], signed: true },
  "bill.review": { zh: "复核缴费账单", en: "review a bill", roles: ["finance-reviewer"], signed: true },
  "bill.seal": { zh: "一章审定缴费账单", en: "seal a bill", roles: ["seal-keeper"], signed: true },
  "bill.cancel": { zh: "作废未缴账单", en: "cancel an unpaid bill", roles: ["finance-reviewer"], signed: true },
  "bill.refund": { zh: "批准退付", en: "order a refund", roles: ["finance-reviewer"], signed: true },
  "bill.book": { zh: "票据入账", en: "enter a receipt in one’s books", roles: ["bidder", "tenderer"] },
  "fees.clear": { zh: "开具票据、按日清算", en: "issue receipts and clear the day’s collections", roles: ["finance-reviewer", "cashier"] },
  "registration.read": { zh: "查看主体登记申请", en: "read registrations", roles: ["exchange-staff", "supervisor"] },
  "registration.decide": { zh: "核对主体登记申请", en: "decide on a registration", roles: ["exchange-staff"], signed: true },
  "organisation-file.read": { zh: "查看投标人递交时的登记信息", en: "read bidders’ files as they were at lodging", roles: ["tenderer", "supervisor", "exchange-staff"], own: "tenderer", act: "review" },
  "identity.reveal": { zh: "查看申请人身份证号码", en: "be shown an applicant’s identity number", roles: ["exchange-staff"] },
  "privacy.answer": { zh: "答复个人信息更正请求", en: "answer requests to put personal data right", roles: ["exchange-staff"] },
  "organisation.search": { zh: "查找登记主体", en: "look for organisations", roles: ["exchange-staff", "supervisor"] },
  "organisation.freeze": { zh: "冻结、恢复登记主体", en: "freeze an organisation or let it act again", roles: ["exchange-staff"], signed: true },
  "organisation.read": { zh: "查看本单位登记信息", en: "read one’s own organisation’s file", roles: ["bidder", "tenderer", "agency", "grantor", "transferor"] },
  "organisation.change": { zh: "更新本单位登记信息", en: "change one’s own organisation’s file", roles: ["bidder", "tenderer", "agency", "grantor", "transferor"], rank: "administrator" },
  "representative.manage": { zh: "管理本单位经办人", en: "invite and end representatives", roles: ["bidder", "tenderer", "agency", "grantor", "transferor"], rank: "administrator", signed: true },
  "organisation.leave": { zh: "注销本单位账户", en: "close one’s own organisation’s account", roles: ["bidder", "tenderer", "agency", "grantor", "transferor"], rank: "administrator", signed: true },
  "organisation.merge": { zh: "声明吸收合并其他单位", en: "say that one’s organisation takes in another", roles: ["bidder", "tenderer", "agency", "grantor", "transferor"], rank: "administrator", signed: true },
  "mandate.read": { zh: "查看委托", en: "read mandates", roles: ["tenderer", "agency"] },
  "mandate.give": { zh: "委托代理机构", en: "give an agency a mandate", roles: ["tenderer"], rank: "administrator" },
  "mandate.take": { zh: "接受委托", en: "take a mandate", roles: ["agency"], rank: "administrator" },
  "mandate.end": { zh: "终止委托", en: "end a mandate", roles: ["tenderer", "agency"], rank: "administrator" },
  "audit.read": { zh: "查阅操作记录", en: "read what was done", roles: ["supervisor"] },
  "audit.check": { zh: "重新核对操作记录", en: "hold what was done against the log again", roles: ["supervisor"] },
  "watch.read": { zh: "在线监督", en: "watch", roles: ["supervisor"] },
  "signal.read": { zh: "查看串通投标线索", en: "read signals between bidders", roles: ["supervisor"] },
  "signal.find": { zh: "查找、复算串通投标线索", en: "look for signals between bidders, and compute them again", roles: ["supervisor"] },
  "leak.read": { zh: "查看暗标身份标识线索", en: "read signs of identity in blind bids", roles: ["supervisor"] },
  "leak.find": { zh: "查找暗标身份标识", en: "look for signs of identity in blind bids", roles: ["supervisor"] },
  "signal.note": { zh: "登记串通投标线索的处理", en: "write down what became of signals between bidders", roles: ["supervisor"] },
  "desk.read": { zh: "查看工作台", en: "read the desk", roles: ["tenderer", "exchange-staff", "cashier", "opener"], act: "any" },
  "message.read": { zh: "查看消息", en: "read messages", roles: ROLES, act: "any" },
  "texts.read": { zh: "查看演练短信", en: "read a rehearsal's text messages", roles: ["admin"] },
  "message.settings": { zh: "设置消息接收方式", en: "choose how messages are sent", roles: ROLES, act: "any" },
  "recovery.read": { zh: "查看登录恢复申请", en: "read recoveries of access", roles: ["exchange-staff", "window-staff", "supervisor"] },
  "recovery.open": { zh: "核验身份、提出登录恢复", en: "check identity and ask that access be restored", roles: ["exchange-staff", "window-staff"] },
  "recovery.approve": { zh: "批准登录恢复", en: "approve that access be restored", roles: ["exchange-staff", "window-staff"] },
  "office.read": { zh: "查看本身份可见的内容（草稿、给本单位的函件、邀请项目的文件）", en: "read what is open to this office: drafts, letters to its organisation, documents for invited firms", roles: ROLES, act: "any" },
  "certificate.revoke": { zh: "吊销演练证书", en: "take back a rehearsal certificate", roles: ["admin"] },
  "clock.advance": { zh: "拨动演练时钟", en: "move the rehearsal clock", roles: ["admin", "supervisor"] },
} as const satisfies Record<string, ActionRow>);

export type Action = keyof typeof ACTIONS;

/** Whether an act takes a signature of its own each time. */
export const isSigned = (action: Action): boolean => (ACTIONS[action] as ActionRow).signed === true;

/** Acts without a signature of their own that a person does himself all the same. */
const UNSIGNED_IN_PERSON: ReadonlySet<Action> = new Set<Action>([
  "tender.return", "guarantee.enter", "dispute.decide", "reserve.reveal", "reserve.lose", "bidder-key.give", "cause.decide", "ties.draw", "way.change", "qualification.review",
  "applications.review", "panel.score", "panel.reject", "panel.recheck", "panel.ask", "panel.report", "winner.fail", "contract.record", "archive.order", "archive.accept", "lot.order",
  "organisation.change", "mandate.end", "signal.note", "message.settings", "recovery.open", "recovery.approve", "venue.witness", "incident.handle", "complaint.file", "complaint.handle", "complaint.identity", "complaint.answer",
]);

/**
 * Acts a person does himself and no token of his: all that is signed each time, since a program signs nothing, and judging, deciding,
 * keys, people and organisations (trust.md §6). What carries a certificate's own signature over its bytes may come by a token.
 */
export const IN_PERSON: readonly Action[] = (Object.keys(ACTIONS) as Action[]).filter((action) => isSigned(action) || UNSIGNED_IN_PERSON.has(action));

/** What an act is about: whose tender, whose bid, and which by its code (of a project or tender); absent where the action does not ask. Without a code it is about all that is the tenderer's. */
export type ObjectOwner = { readonly tenderer?: string; readonly bidder?: string; readonly code?: string };

/** Where a lot stands, and by which table it moves. */
export type State = { readonly procedure: { readonly moves: readonly Move[] }; readonly standing: Standing };

/** A reader of an organisation sees what its office sees, and does nothing. */
const READING = /^[a-z-]+\.(?:read|receipt|fetch)$/;
const RANKS: readonly Rank[] = ["reader", "member", "administrator"];
/** Who holds an office without a rank holds the whole of it. */
const reaches = (rank: Rank | undefined, wanted: Rank): boolean => rank === undefined || RANKS.indexOf(rank) >= RANKS.indexOf(wanted);

/**
 * Says whether this person may do this to this object: by role, by rank in the organisation, by whose it is, and for an agency by its
 * mandates as they stand; and given where a lot stands, whether an act that moves it can be done there, by the line's own table. The
 * guards of a move look at more than a stage: `advance` asks them. Law: 招标投标法 15; 政府采购法 19.
 */
export function can(actor: Actor | null, action: Action, object: ObjectOwner = {}, state?: State): Result<Actor> {
  const row: ActionRow = ACTIONS[action];
  if (actor === null) return refuse("not-signed-in");
  if (!row.roles.includes(actor.role)) return refuse("not-yours", { role: ROLE_NAMES[actor.role].zh, action: row.zh });
  const under = underMandate(actor, row, object);
  const never = isNever(actor, action, under);
  if (!never.ok) return never;
  if (!reaches(actor.rank, rankFor(action, row))) return refuse("rank-too-low", { rank: RANK_NAMES[actor.rank ?? "reader"].zh });
  if (isOthers(row, actor, object)) return refuse("not-found", { what: row.zh });
  return under.ok ? whereItStands(actor, row, state) : under;
}

function whereItStands(actor: Actor, { moves }: ActionRow, state: State | undefined): Result<Actor> {
  const shut = state === undefined || moves === undefined ? null : notOpen(state.procedure, state.standing, moves);
  return shut === null ? ok(actor) : { ok: false, refusal: shut };
}

/** A program does what its token names, and nothing of what a person does himself, whatever the token names. */
const isWithin = ({ scopes }: Actor, action: Action): boolean => scopes === undefined || (scopes.includes(action) && !IN_PERSON.includes(action));

/** As whom somebody reads what is open to all but shows some more: a program whose token does not name that reads as a stranger. */
export const readsAs = (actor: Actor | null): Actor | null => (actor?.scopes === undefined || can(actor, "office.read").ok ? actor : null);
/** What no token and no mandate reaches, whatever else is asked. */
function isNever(actor: Actor, action: Action, under: Result<true>): Result<true> {
  const row: ActionRow = ACTIONS[action];
  if (!isWithin(actor, action)) return refuse("token-scope", { action: row.zh, actionEn: row.en });
  return !under.ok && under.refusal.code === "mandate-never" ? under : ok(true);
}

const underMandate = ({ agency }: Actor, { act, zh }: ActionRow, { tenderer, code }: ObjectOwner): Result<true> => (agency === undefined ? ok(true) : mayUnder(agency, act, tenderer === undefined ? null : { code }, zh));

function isOthers(row: ActionRow, actor: Actor, object: ObjectOwner): boolean {
  const wanted = ownerFor(row, actor, object);
  return wanted !== undefined && wanted !== actor.organisation?.uscc;
}

/** Whether somebody acts for a tenderer in one of its projects or tenders: as its own officer, or as its agency within the mandate. */
export const actsFor = ({ organisation, agency }: Pick<Actor, "organisation" | "agency">, object: { readonly tenderer: string; readonly code: string | undefined }): boolean =>
  organisation?.uscc === object.tenderer && (agency === undefined || agency.mandates.some((mandate) => covers(mandate, object.code)));

const rankFor = (action: Action, { rank }: ActionRow): Rank => rank ?? (READING.test(action) ? "reader" : "member");

/** Whose the object is, where this role is held to its own. */
const ownerFor = ({ own, roles }: ActionRow, { role }: Actor, object: ObjectOwner): string | undefined => (own === undefined || (roles.length > 1 && role !== own) ? undefined : object[own]);
