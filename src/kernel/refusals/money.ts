import type { RefusalRow } from "./row.js";

/** The ledger and the banks: what is refused before anything is booked. */
export const MONEY = {
  "entry-cause": { status: 422, zh: "记账事由的标识为{length}个字符，应为1至{max}个。", en: "The cause of an entry has {length} characters; 1 to {max}." },
  "account-unknown": { status: 422, zh: "科目表中没有账户“{account}”。", en: "The account plan has no account “{account}”." },
  "entry-lines": { status: 422, zh: "一笔分录应有两行以上，同一账户只列一次，现有{lines}行。", en: "An entry has two lines or more, each account once; this has {lines}." },
  "entry-amount": { status: 422, zh: "账户“{account}”的金额为零或者超出范围。", en: "The amount of account “{account}” is nothing, or out of range." },
  "entry-unbalanced": { status: 422, zh: "借贷不平，相差{apart}元。", en: "Debit and credit are {apart} yuan apart." },
  "entry-booked-otherwise": { status: 409, zh: "“{cause}”已经记账，内容不同：更正须用冲销分录。", en: "“{cause}” is booked already, otherwise: a mistake is reversed, never changed." },
  "reversal-of-reversal": { status: 409, zh: "“{cause}”本身是冲销分录，不能再冲销。", en: "“{cause}” is itself a reversal and is not reversed." },
  "month-closed": { status: 409, zh: "{month}已经结账，不再记账。", en: "{month} is closed: nothing more is booked into it." },
  "month-runs": { status: 409, zh: "{month}尚未结束，不能结账。", en: "{month} is not over: it cannot be closed." },
  "bank-account-number": { status: 422, zh: "“{number}”不是银行账号：账号为8至30位数字，子账户前缀为4至16位数字。", en: "“{number}” is no account number: 8 to 30 digits, the prefix of its sub-accounts 4 to 16." },
  "bank-account-there": { status: 409, zh: "账户{number}或者其子账户前缀已经登记。", en: "Account {number}, or the prefix of its sub-accounts, is entered already." },
  "bank-account-unknown": { status: 422, zh: "本中心在该银行没有账户{number}。", en: "There is no account {number} of ours at this bank." },
  "bank-account-holds": { status: 409, zh: "账户{number}尚有余额或者在途付款，不能销户。", en: "Account {number} still holds money, or a payment is under way: it is not closed." },
  "credit-unknown": { status: 409, zh: "尚未收到入账通知{transaction}。", en: "No credit {transaction} was advised yet." },
  "bank-signature": { status: 401, zh: "消息没有代理银行的有效签名，或者时间超出范围。", en: "The message bears no good signature of an agent bank, or is older or newer than it may be." },
  "bank-other-exchange": { status: 422, zh: "消息是发给{exchange}的。", en: "The message is for {exchange}." },
  "bank-event-otherwise": { status: 409, zh: "银行以同一标识{event}发来不同内容。", en: "The bank told something else under the id {event} before." },
  "order-payee": { status: 422, zh: "收款人的户名、账号、开户行应当完整。", en: "A payee has a name, an account and a bank." },
  "order-words": { status: 422, zh: "付款附言为1至{max}个字符，不含控制字符。", en: "The words of an order have 1 to {max} characters, none of control." },
  "order-amount": { status: 422, zh: "付款金额应当大于零且不超过上限，并注明从哪些账户付出，每个账户只列一次。", en: "An order pays more than nothing and no more than a bank takes, out of accounts of the plan, each once." },
  "order-placed-otherwise": { status: 409, zh: "“{cause}”已经下达付款指令，内容不同。", en: "An order for “{cause}” is placed already, otherwise." },
  "order-not-covered": { status: 409, zh: "账户“{account}”余额不足，不能付款。", en: "Account “{account}” does not hold what is to be paid." },
  "order-unknown": { status: 422, zh: "没有付款指令{number}。", en: "There is no order {number}." },
} as const satisfies Record<string, RefusalRow>;
