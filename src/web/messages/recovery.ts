import type { Language } from "../context.js";

/** The words of a lost way to sign in, at the account, the counter and the page for the code. */
const zh = {
  title: "恢复登录", lead: "登录用的设备、安全钥匙都丢了，或者都不能用了：请本人带身份证件到交易中心窗口办理。一名工作人员核验身份后提出，另一名工作人员批准；批准后原来的通行密钥、证书、登录和访问令牌全部失效，您会拿到一次性恢复码，在这里登记新的通行密钥。",
  code: "恢复码", codeHint: "43 位，三天内有效，只能用一次", label: "这台设备叫什么", labelHint: "例如：我的新手机", go: "登记新的通行密钥", lost: "丢了登录设备？", lostLink: "恢复登录", after: "登记后请马上再添加第二把通行密钥。",
  own: "登录凭据丢失", ownHint: "还能用另一种方式登录的，直接停用丢失的那一种就行。两种都可能落入他人之手的，在这里挂失，并到窗口核验身份。", report: "情况说明", reportGo: "挂失",
  underWay: (state: string) => `您的登录恢复：${state}。`, notMe: "如果不是您本人申请的，请立即撤销，并联系交易中心。", cancel: "撤销",
  desk: "恢复登录", deskLead: "申请人当面出示身份证件，或者经视频核对。提出和批准须是两个不同的人，都不能是申请人本人；自己的登录刚恢复不满七天的，不能办理。批准即刻使申请人的全部旧凭据失效。",
  search: "按姓名查找", searchGo: "查找", none: "没有这个姓名的登记人。", waiting: "办理中", noneWaiting: "没有办理中的恢复申请。", reason: "核验情况（证件种类、经办过程）", openGo: "核验无误，提出恢复", approveGo: "批准并生成恢复码", shown: "恢复码只显示这一次，请当面交给申请人，或者以密封信函寄送，三天内有效：", by: "提出人", at: "时间", offices: "身份",
};

const en: typeof zh = {
  title: "Restore access", lead: "If every device or key you sign in with is lost or broken, come to the counter with your papers. One officer checks who you are and asks, another approves; with that your old passkeys, certificates, sign-ins and tokens are dead, and a code that is good once lets you register a new passkey here.",
  code: "Code", codeHint: "43 characters, good for three days, once", label: "What to call this device", labelHint: "such as: my new phone", go: "Register the new passkey", lost: "Lost your device?", lostLink: "Restore access", after: "Add a second passkey right afterwards.",
  own: "Lost a way to sign in", ownHint: "If another way still works, take the lost one away above. If both may be in other hands, report it here and have your identity checked at the counter.", report: "What happened", reportGo: "Report it",
  underWay: (state) => `Restoring your access: ${state}.`, notMe: "If you did not ask for this, cancel it at once and call the exchange.", cancel: "Cancel",
  desk: "Restore access", deskLead: "The person stands before you with his papers, or is checked by video. Who asks and who approves are two people, neither of them the person himself; whose own access was restored within seven days may do neither. Approval kills all old proofs at once.",
  search: "Find by name", searchGo: "Find", none: "Nobody of that name is registered.", waiting: "Under way", noneWaiting: "None is under way.", reason: "How identity was checked (papers, course)", openGo: "Identity checked: ask for it", approveGo: "Approve and make the code", shown: "The code is shown this once. Hand it over, or send it in a sealed letter; it is good for three days:", by: "Asked by", at: "Time", offices: "Offices",
};

export type RecoveryWords = typeof zh;
const WORDS: Readonly<Record<Language, RecoveryWords>> = { zh, en };
export const recoveryWords = (language: Language): RecoveryWords => WORDS[language];
