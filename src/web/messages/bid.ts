import type { Language } from "../context.js";

/** The words of a bidder's pages: making, lodging, withdrawing, receipts, the own key. */
const zh = {
  make: "制作并封装投标文件",
  makeLead: "投标文件在封标页里制作：封标页没有网络，报价、文件和私钥都不离开您的电脑；本页有网络，但只看得到密文。",
  openSeal: "打开封标页", openWithdraw: "打开封标页签署撤回声明", openConfirm: "打开封标页签署确认声明", terms: "下载招标条件文件", sealPage: "下载封标页（可断网使用）", sealHash: "封标页 SHA-256", sealWhy: "封标页的哈希写在公开日志里：差一个字节，核对就不通过。核对命令：", checkHash: "查公开日志",
  noScript: "未启用脚本：请用命令行工具制作、递交。", cli: (tender: string, lot: string) => `npx daylight seal ${tender} ${lot} 投标文件夹/ -o 密封件/\nnpx daylight lodge 密封件/`, cliWithdraw: (tender: string, lot: string) => `npx daylight withdraw ${tender} ${lot} -o 撤回/`, cliConfirm: (tender: string, lot: string) => `npx daylight confirm ${tender} ${lot} -o 确认/`,
  lodge: "递交密封件", zip: "封标页给出的 zip 文件", zipHint: "如果从这里打开封标页，封好后会自动交回本页。", found: "将要递交", send: "确认递交", sendWithdraw: "确认撤回", sendConfirm: "递交确认声明", progress: "上传进度",
  bad: "这不是封标页做的密封件，或者已经损坏", elsewhere: "密封件是另一个标段的", otherFirm: "密封件是另一家单位的", otherAct: "密封件的种类不对：投标请到“递交密封件”，确认请到“确认投标”，撤回请到“撤回投标”", unsigned: "密封件还没有签名", away: "连接不上交易平台。已上传的部分不会丢失，请稍后再按一次。", blocked: "浏览器拦截了新窗口，请允许后再试。",
  withdraw: "撤回投标", stays: (law: string) => `标书投入标箱后不可撤回（${law}）`, replace: "更换投标：重新制作并递交，最后一次为准", withdrawLead: "撤回的意思", withdrawn: "您没有可以撤回的投标。",
  meaning: ["已经递交的全部部分都不再参加本标段的开标，任何人都不会打开它们。", "撤回声明由您签名，递交后有回执；截止前没有人能从公开日志看出您撤回了。", "截止前可以重新投标，次序接着往下排；投标保证按法定期限退还。", "截止后不能撤回；要撤销投标的，投标保证可以不予退还。"],
  confirm: "确认投标", confirmLead: "确认的意思", confirmNone: "现在没有需要您确认的投标。", amended: "招标文件已经修改", amendment: "修改公告",
  confirmMeaning: ["已经递交的全部部分内容不变，按修改后的招标文件继续有效。", "内容需要改动的，请不要确认，重新制作并递交即可更换。", "截止前既未确认也未更换的，视为撤回：任何人都不会打开它，也不计入投标人数。", "确认声明由您签名，递交后有回执；截止前没有人能从公开日志看出您确认了。"],
  asked: (until: string) => `您的投标是按修改前的招标文件递交的。请在 ${until} 前确认或者更换，逾期视为撤回，不予开启。`, confirmIt: "确认投标继续有效", replaceIt: "重新制作并更换",
  taskConfirm: "招标文件已修改：确认或者更换投标", taskConfirmed: "已按修改后的招标文件确认或者更换", untilWhen: (until: string) => `最迟 ${until}`,
  lapsed: "招标文件修改后，您的投标在截止前既未确认也未更换，视为撤回：没有列入截标名单，任何人都不会打开它。", refundBy: "投标保证最迟退还",
  stands: (count: number) => `现在有效的投标：${String(count)} 个部分`,
  reference: "回执编号", acceptedAt: "受理时间", parts: "本次递交的全部部分", log: "公开日志", logAt: (index: number) => `第 ${String(index)} 号`, logPending: "正在等待见证人签名，数秒后刷新本页", bookmark: "可以收藏本页，随时回来看；也可以打印。", proof: "下载日志证明", statement: "投标声明 SHA-256", content: "密文 SHA-256", code: "扫码回到本页",
  nextBid: ["截止前可以更换或撤回，最后一次有效递交为准。", "开标前任何人（包括交易中心）都看不到内容，也看不到有几家投标。", "妥善保存封标页给出的 zip：里面的 bidder.key 是您的投标密钥，开标密钥不够时要用它解密。", "建议现在就在封标页选“检查投标密钥”，用口令试一次。", "截止后到开标大厅签到、确认开标记录。"],
  nextWithdraw: ["投标已经撤回，任何人都不会打开它。", "截止前可以重新投标。", "投标保证按招标文件规定退还。"],
  nextConfirm: ["您已确认原投标在新的招标条件下继续有效。", "截止前仍可以更换或撤回。"],
  key: "用投标密钥解密", keyLead: "开标密钥的份额不够时，由您自己的密钥打开您的投标文件。bidder.key 和口令在本机使用，只有解出的投标密钥交给交易平台；投标声明已经写明这把密钥，它只能打开这一份投标文件。",
  keyFile: "bidder.key，或者保存的 zip", keyPassphrase: "投标密钥口令", keyCheck: "检查密钥", keyGive: "用这把密钥解密", healthy: "密钥完好：口令正确，是投标时承诺的那一把，能打开试验密文。", wrongPassphrase: "口令不对，或者密钥文件已损坏。", differs: "这把密钥不是投标时承诺的密钥，打不开本投标文件。", noKey: "文件里没有投标密钥。", need: "请选择 bidder.key 或保存的 zip。",
  keyBefore: "解密时限还没有开始。现在可以在封标页选“检查投标密钥”，断网试一次。", keyOver: "这部分已经处理完毕，不需要您的密钥。", keyNever: "本标段只用开标密钥份额开启，不用投标人密钥。", hall: "回到开标大厅",
};

const en: typeof zh = {
  make: "Make and seal your bid",
  makeLead: "A bid is made in the sealing page, which has no network: price, files and private key stay on your computer. This page has a network and sees ciphertext alone.",
  openSeal: "Open the sealing page", openWithdraw: "Open the sealing page to sign the withdrawal", openConfirm: "Open the sealing page to sign the confirmation", terms: "Download the terms file", sealPage: "Download the sealing page (works offline)", sealHash: "SHA-256 of the sealing page", sealWhy: "The hash of the sealing page is in the public log: one byte changed, and the check fails. To check:", checkHash: "look it up in the log",
  noScript: "Scripts are off: make and lodge your bid with the command line tool.", cli: (tender, lot) => `npx daylight seal ${tender} ${lot} bid/ -o sealed/\nnpx daylight lodge sealed/`, cliWithdraw: (tender, lot) => `npx daylight withdraw ${tender} ${lot} -o withdrawal/`, cliConfirm: (tender, lot) => `npx daylight confirm ${tender} ${lot} -o confirmation/`,
  lodge: "Lodge the sealed bid", zip: "The zip the sealing page gave you", zipHint: "If you opened the sealing page from here, it hands the sealed bid back by itself.", found: "To be lodged", send: "Lodge it", sendWithdraw: "Withdraw it", sendConfirm: "Lodge the confirmation", progress: "Upload",
  bad: "This is not a sealed bid of the sealing page, or it is damaged", elsewhere: "This is sealed for another lot", otherFirm: "This is another firm’s", otherAct: "This is of another kind: bids are lodged under “Lodge the sealed bid”, confirmations under “Confirm”, withdrawals under “Withdraw”", unsigned: "This is not signed yet", away: "The exchange cannot be reached. What was uploaded is safe; press again in a moment.", blocked: "The browser blocked the new window; allow it and try again.",
  withdraw: "Withdraw the bid", stays: (law) => `A bid in the box is not taken back (${law})`, replace: "Replace: make and lodge anew, the last one counts", withdrawLead: "What a withdrawal means", withdrawn: "You have no bid to withdraw.",
  meaning: ["No part of the bid you lodged takes part in this opening, and nobody ever opens it.", "You sign the withdrawal and get a receipt; until the deadline nobody can tell from the public log that you withdrew.", "Until the deadline you may bid again, with the next number; the guarantee is returned within the statutory time.", "After the deadline a bid cannot be withdrawn; whoever revokes it may lose the guarantee."],
  confirm: "Confirm the bid", confirmLead: "What a confirmation means", confirmNone: "There is no bid of yours to confirm now.", amended: "The documents were amended", amendment: "Amendment",
  confirmMeaning: ["Every part you lodged stands as it is, under the amended documents.", "If the bid has to change, do not confirm: make it anew and lodge it, which replaces it.", "A bid neither confirmed nor replaced by the deadline is deemed withdrawn: nobody ever opens it, and it does not count.", "You sign the confirmation and get a receipt; until the deadline nobody can tell from the public log that you confirmed."],
  asked: (until) => `Your bid was lodged before the documents were amended. Confirm or replace it by ${until}; after that it is deemed withdrawn and is not opened.`, confirmIt: "Confirm that it stands", replaceIt: "Make it anew and replace it",
  taskConfirm: "The documents were amended: confirm or replace your bid", taskConfirmed: "Confirmed or replaced under the amended documents", untilWhen: (until) => `by ${until}`,
  lapsed: "The documents were amended and your bid was neither confirmed nor replaced by the deadline. It is deemed withdrawn: it is not on the closed list and nobody ever opens it.", refundBy: "The guarantee is returned by",
  stands: (count) => `Your bid stands with ${String(count)} parts`,
  reference: "Reference", acceptedAt: "Accepted", parts: "Everything lodged in this act", log: "Public log", logAt: (index) => `no. ${String(index)}`, logPending: "waiting for the witnesses; reload this page in a few seconds", bookmark: "Bookmark this page to come back to it, or print it.", proof: "Download the log proof", statement: "SHA-256 of the statement", content: "SHA-256 of the ciphertext", code: "Leads back to this page",
  nextBid: ["Until the deadline you may replace or withdraw; the last one counts.", "Before the opening nobody, the exchange among them, can read the bid or learn how many bid.", "Keep the zip of the sealing page: its bidder.key is your bid key, which opens the bid where too few key shares come.", "Try it now: choose “Check the bid key” in the sealing page.", "After the deadline, sign in to the opening hall and confirm the record."],
  nextWithdraw: ["The bid is withdrawn; nobody ever opens it.", "Until the deadline you may bid again.", "The guarantee is returned as the documents say."],
  nextConfirm: ["You confirmed that the bid stands under the new terms.", "Until the deadline you may still replace or withdraw it."],
  key: "Open with your own key", keyLead: "Where too few key shares come, your own key opens your bid. bidder.key and passphrase are used on this machine; the bid key alone goes to the exchange. Your statement committed to this key: it opens this bid and no other.",
  keyFile: "bidder.key, or the zip you saved", keyPassphrase: "Passphrase of the bid key", keyCheck: "Check the key", keyGive: "Open with this key", healthy: "The key is sound: the passphrase is right, it is the one the bid committed to, and it opens a test ciphertext.", wrongPassphrase: "The passphrase is wrong, or the key file is damaged.", differs: "This is not the key the bid was committed to; it cannot open it.", noKey: "There is no bid key in this file.", need: "Choose bidder.key or the zip you saved.",
  keyBefore: "The decryption window has not begun. You can try your key offline now: choose “Check the bid key” in the sealing page.", keyOver: "This part is dealt with; your key is not needed.", keyNever: "This lot is opened by key shares alone, not by bidders’ keys.", hall: "Back to the hall",
};

export type BidWords = typeof zh;
export const bidWords = (language: Language): BidWords => (language === "zh" ? zh : en);
