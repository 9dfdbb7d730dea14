import type { RefusalRow } from "./row.js";

const BUDGET = { zh: "预算法第十三条", en: "Budget Law, art. 13" } as const;
const DIRECT = { zh: "预算法第六十一条", en: "Budget Law, art. 61" } as const;
const ACCEPTED = { zh: "政府采购法实施条例第四十五条", en: "Regulations on Government Procurement, art. 45" } as const;

/** 国库集中支付: what stands between a budget and a payment. */
export const TREASURY = {
  "indicator-below-plans": { status: 422, zh: "用款计划已占用{planned}元，指标不能调减到此数以下。", en: "Plans hold {planned} yuan: the indicator is not brought below.", law: BUDGET },
  "plan-below-used": { status: 422, zh: "本月计划已使用{used}元，不能调减到此数以下。", en: "{used} yuan of the month’s plan are used: it is not brought below." },
  "over-indicator": { status: 422, zh: "用款计划{wanted}元超过指标余额{left}元。", en: "A plan of {wanted} yuan is above the {left} yuan the indicator has left.", law: BUDGET },
  "plan-other-year": { status: 422, zh: "指标为{year}年度，不能编报{month}的用款计划。", en: "The indicator is of {year}: it has no plan for {month}." },
  "plan-waits": { status: 409, zh: "本月计划有一份申请待批复，请先批复。", en: "A request for this month waits for its decision." },
  "plan-not-asked": { status: 409, zh: "本月没有待批复的用款计划。", en: "No plan of this month waits for a decision." },
  "plan-differs": { status: 409, zh: "您批复的不是单位现在申请的{amount}元。", en: "The unit asks for {amount} yuan, which is not what you decided on." },
  "plan-note-missing": { status: 422, zh: "不批准的，请写明理由。", en: "Say why a plan is refused." },
  "payment-days": { status: 422, zh: "向中小企业采购，合同约定的付款期限最长{max}日，现为{days}日。", en: "A contract with a small or medium firm sets {max} days at most; this sets {days}.", law: { zh: "保障中小企业款项支付条例第九条", en: "Regulations on Payments to Small and Medium Firms, art. 9" } },
  "contract-not-signed": { status: 409, zh: "该标段还没有登记合同。", en: "No contract of this lot is recorded." },
  "contract-entered": { status: 409, zh: "该合同已经登记：{contract}。", en: "The contract is entered: {contract}." },
  "accepted-before": { status: 422, zh: "验收日期应在合同签订（{signedOn}）之后、今天（{today}）以前。", en: "An acceptance lies between the signature ({signedOn}) and today ({today})." },
  "acceptance-over-price": { status: 422, zh: "累计验收金额不能超过合同价，尚可验收{left}元。", en: "No more is accepted than the contract is worth: {left} yuan are left." },
  "acceptance-elsewhere": { status: 409, zh: "本平台交易的合同，验收在该标段登记。", en: "A contract of a lot is accepted at that lot." },
  "cash-never": { status: 422, zh: "不得支付现金。", en: "Nothing is paid in cash.", law: { zh: "国家金库条例第二十条", en: "Regulations on the State Treasury, art. 20" } },
  "invoice-used": { status: 409, zh: "发票{number}已用于支付申请{request}。", en: "Invoice {number} stands in request {request}." },
  "over-invoice": { status: 422, zh: "申请支付的金额超过发票金额{invoice}元。", en: "The invoice is for {invoice} yuan: no more is paid." },
  "payment-state": { status: 409, zh: "支付申请处于“{state}”，不能“{step}”。", en: "The request is “{stateEn}”: “{stepEn}” is not possible." },
  "mode-other": { status: 409, zh: "本笔为{mode}，不由您“{step}”。", en: "This is a {modeEn}: “{step}” is not yours." },
  "same-person": { status: 403, zh: "提交、审核、审批须由不同的人办理。", en: "Different people submit, check and approve.", law: DIRECT },
  "payee-not-contract": { status: 422, zh: "收款账户与合同约定的账户（{account}）不一致，请退回单位。", en: "The payee’s account is not the one of the contract ({account}): send it back.", law: { zh: "财库〔2019〕38号", en: "Notice 38 of 2019 of the Ministry of Finance" } },
  "contract-not-announced": { status: 409, zh: "政府采购合同尚未公告，不能支付。", en: "The procurement contract is not announced: nothing is paid.", law: { zh: "政府采购法实施条例第五十条", en: "Regulations on Government Procurement, art. 50" } },
  "contract-not-accepted": { status: 409, zh: "合同尚未验收，不能支付。", en: "Nothing of the contract is accepted: nothing is paid.", law: ACCEPTED },
  "over-accepted": { status: 422, zh: "申请支付{amount}元，超过已验收未支付的{left}元。", en: "{amount} yuan are asked for; {left} yuan are accepted and not paid.", law: ACCEPTED },
  "over-contract": { status: 422, zh: "申请支付{amount}元，超过合同未支付的{left}元。", en: "{amount} yuan are asked for; {left} yuan of the contract are not paid." },
  "over-plan": { status: 409, zh: "申请支付{amount}元，{month}用款计划余额{left}元。", en: "{amount} yuan are asked for; the plan of {month} has {left} yuan left.", law: DIRECT },
  "plan-not-yet": { status: 409, zh: "{month}还没有到，不能动用该月用款计划。", en: "{month} has not come: its plan is not used yet." },
  "plan-year": { status: 409, zh: "{month}的用款计划只能在当年使用，今天是{on}。", en: "The plan of {month} is used within its year alone; today is {on}." },
  "pays-next-year": { status: 409, zh: "已过代理银行截止时间，将于{valueOn}支付，跨年度，不能用本年预算支付。", en: "The bank would pay on {valueOn}, in another year: this year’s budget is not paid then.", law: { zh: "预算法第十八条", en: "Budget Law, art. 18" } },
  "no-zero-balance-account": { status: 409, zh: "没有登记“{mode}”使用的零余额账户。", en: "No zero-balance account is entered for “{modeEn}”." },
  "zero-balance-account-there": { status: 409, zh: "已经登记了零余额账户{number}。", en: "There is the zero-balance account {number} already." },
  "year-not-over": { status: 409, zh: "{year}年尚未结束，不能注销额度。", en: "{year} is not over: quotas do not lapse yet." },
  "payments-under-way": { status: 409, zh: "还有{count}笔支付申请在办理中，办结或者作废后再注销额度。", en: "{count} payments are under way: finish or cancel them before quotas lapse." },
  "refund-unknown": { status: 409, zh: "该零余额账户没有交易号为{transaction}的待查款项。", en: "The zero-balance account has no unclear money by the number {transaction}." },
  "refund-taken": { status: 409, zh: "交易{transaction}已经处理（登记为退款、转入其他款项或者退回）。", en: "{transaction} is dealt with already: refunded, assigned or sent back." },
  "refund-too-much": { status: 422, zh: "退款不能超过已支付未退的{left}元。", en: "{left} yuan are paid and not refunded: no more comes back." },
  "paper-not-yet": { status: 409, zh: "本笔支付现在没有这份凭证：支付令签发后有支付令，银行付款后有付款回单。", en: "This payment does not have the paper now: an order once it is ordered, a slip once the bank paid." },
  "refund-year": { status: 409, zh: "以前年度的退款缴回国库，不恢复用款计划。", en: "What comes back of an earlier year goes to the treasury: no plan is restored." },
  "not-unit-of": { status: 422, zh: "合同与指标不属于同一单位。", en: "Contract and indicator are of different units." },
} as const satisfies Record<string, RefusalRow>;
