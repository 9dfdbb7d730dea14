import type { RefusalRow } from "./row.js";

export const BIDDING = {
  "bid-too-late": { status: 409, zh: "投标已截止：收到时间 {receivedAt}，截止时间 {deadline}，迟到 {late}。逾期送达的投标文件应当拒收（招标投标法第二十八条）。", en: "Too late: received {receivedAt}, deadline {deadline}, {late} late. A late bid must be refused (Tendering Law, art. 28)." },
  "box-not-open": { status: 409, zh: "标段 {lot} 当前不接受投标（状态：{state}）。", en: "Lot {lot} takes no bids now (state: {state})." },
  "bid-part-unknown": { status: 422, zh: "标段没有“{part}”部分。", en: "The lot has no part “{part}”." },
  "bid-part-twice": { status: 422, zh: "“{part}”部分在同一次递交中出现两次。", en: "Part “{part}” comes twice in one lodgement." },
  "bid-parts-missing": { status: 422, zh: "投标文件不完整：缺少 {parts}。未完整传输视为撤回（电子招标投标办法第二十七条）。", en: "The bid is incomplete: {parts} missing (E-tendering Measures, art. 27)." },
  "bid-other-firm": { status: 403, zh: "签章证书属于 {given}，不是登录单位 {wanted}。", en: "The certificate belongs to {given}, not to {wanted}, who is signed in." },
  "bid-mixed": { status: 422, zh: "一次递交只能全部是投标或全部是撤回。", en: "One lodgement is all bids or all withdrawals." },
  "operator-may-not-bid": { status: 403, zh: "交易中心运营单位及其关联单位不得在本平台投标（电子招标投标办法第二十三条）。", en: "The operator's own firms may not bid here (E-tendering Measures, art. 23)." },
  "guarantee-missing": { status: 409, zh: "尚未登记本标段的投标保证（{amount}元），请先办理。", en: "No bid guarantee of {amount} yuan is recorded for this lot." },
  "content-missing": { status: 409, zh: "“{part}”部分的密文尚未传输完成（摘要 {sha256}）。", en: "The content of part “{part}” is not fully uploaded ({sha256})." },
  "guarantee-not-required": { status: 409, zh: "标段 {lot} 不要求投标保证。", en: "Lot {lot} asks for no guarantee." },
  "guarantee-too-small": { status: 422, zh: "投标保证 {given} 元低于要求的 {wanted} 元。", en: "A guarantee of {given} yuan is below the {wanted} asked." },
  "guarantee-too-short": { status: 422, zh: "投标保证有效期至 {given}，应不短于投标有效期 {wanted}（实施条例第二十六条）。", en: "The guarantee ends on {given}; it must last as long as the bid, until {wanted} (Regulations, art. 26)." },
  "guarantee-exists": { status: 409, zh: "该单位本标段的投标保证已登记。", en: "A guarantee is already recorded for this firm and lot." },
  "receipt-not-final": { status: 425, zh: "最终回执正在等待见证人签名，请稍后再取；受理回执已经有效。", en: "The final receipt waits for the witnesses; the provisional one is good." },
  "bid-not-encrypted": { status: 422, zh: "投标文件未按规定加密，拒收（电子招标投标办法第二十六条）。", en: "The bid is not encrypted as required and is refused (Order 20, art. 26)." },
  "bid-incomplete": { status: 409, zh: "投标截止时间{deadline}前未完成传输（完成时间{completedAt}），视为撤回（电子招标投标办法第二十七条）。", en: "Transmission was not complete before the deadline {deadline} (complete at {completedAt}): deemed withdrawn (Order 20, art. 27)." },
  "bid-repeated": { status: 409, zh: "“{part}”部分的同一密文或密钥您已经递交过，请重新封装后再递交。", en: "You lodged this ciphertext or key for part “{part}” before; seal again." },
} as const satisfies Record<string, RefusalRow>;
