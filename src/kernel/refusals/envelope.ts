import type { RefusalRow } from "./row.js";

export const ENVELOPE = {
  // The signed statement (trust.md §1.3, §1.8).
  "statement-too-large": { status: 413, zh: "投标声明 {size} 字节，超过上限 {max} 字节。", en: "The statement is {size} bytes; the limit is {max}." },
  "statement-not-canonical": { status: 400, zh: "投标声明不是规范 JSON：{why}。", en: "The statement is not canonical JSON: {why}." },
  "statement-malformed": { status: 400, zh: "投标声明格式不符：{where}。", en: "The statement is malformed at {where}." },
  "statement-other-lot": { status: 422, zh: "投标声明的 {field} 为“{given}”，与本标段（{wanted}）不符。", en: "The statement's {field} is “{given}”, not {wanted}." },
  "terms-not-newest": { status: 409, zh: "投标声明所依据的招标条件不是最新版本（最新为 {newest}），请按最新条件重新制作。", en: "The statement rests on older terms; the newest are {newest}. Please seal again." },
  "openers-differ": { status: 422, zh: "第 {place} 份密钥份额的开启人或其公钥与公布的不一致，可能遭到替换，未接收。", en: "Share {place} is not for the published opener and key; they may have been exchanged. Not accepted." },
  "threshold-differs": { status: 422, zh: "门限 {given} 与公布的 {wanted} 不一致。", en: "The threshold is {given}; the published one is {wanted}." },
  "recipient-repeated": { status: 422, zh: "同一公钥不得用于两个开启人、两个分册或两个项目：{recipient}", en: "One key may not serve two openers, parts or tenders: {recipient}" },
  "seq-not-next": { status: 409, zh: "序号 {given} 不是下一个序号 {wanted}：不得以旧换新。", en: "Sequence number {given} is not the next one, {wanted}." },
  "prev-differs": { status: 409, zh: "声明所接续的上一份声明与系统记录不符（应为 {wanted}）。", en: "The statement does not follow the last one, which is {wanted}." },
  "nothing-to-withdraw": { status: 409, zh: "没有可以撤回或确认的投标。", en: "There is no bid to withdraw or confirm." },
  // Shares and content as uploaded.
  "share-count": { status: 422, zh: "应上传 {wanted} 份密钥份额，收到 {given} 份。", en: "{wanted} shares are due; {given} came." },
  "share-too-large": { status: 413, zh: "密钥份额 {opener} 为 {size} 字节，超过上限 {max} 字节。", en: "The share for {opener} is {size} bytes; the limit is {max}." },
  "share-differs": { status: 422, zh: "密钥份额 {opener} 与声明中的大小或哈希不一致。", en: "The share for {opener} is not the one the statement names." },
  "share-malformed": { status: 422, zh: "密钥份额 {opener} 不是只有一个收件人的 age 文件。", en: "The share for {opener} is not an age file for exactly one reader." },
  "content-not-as-stated": { status: 422, zh: "上传内容（{size} 字节，SHA-256 {sha256}）与声明不一致，可能传输不完整。", en: "What was uploaded ({size} bytes, SHA-256 {sha256}) is not what the statement names." },
  "content-not-age": { status: 422, zh: "密封内容不是 age v1 文件：投标文件未按要求加密（电子招标投标办法第26条）。", en: "The content is not an age v1 file: it is not encrypted as required (Measures art. 26)." },
  "content-header-too-long": { status: 422, zh: "密封内容的文件头超过 {max} 字节。", en: "The content's header is longer than {max} bytes." },
  "content-extra-reader": { status: 422, zh: "密封内容有 {count} 个收件人，只能有一个。", en: "The content is sealed to {count} readers; exactly one is allowed." },
  "content-header-malformed": { status: 422, zh: "密封内容的文件头不合规。", en: "The content's header is malformed." },
  "content-length-impossible": { status: 422, zh: "密封内容长度 {size} 字节不可能是完整的 age 文件，可能传输不完整。", en: "{size} bytes cannot be a whole age file; it may have been cut off." },
  // Sealing.
  "file-name-forbidden": { status: 422, zh: "文件名“{name}”不可用：不得含“/”或“..”，最长 100 字节（约 33 个汉字），不得使用保留名。", en: "The file name “{name}” cannot be used: no “/” or “..”, at most 100 bytes, no reserved name." },
  "file-name-repeated": { status: 422, zh: "有两个文件同名：{name}", en: "Two files are named {name}." },
  "file-changed": { status: 409, zh: "密封过程中文件“{name}”被改动，请重新密封。", en: "The file “{name}” changed while it was being sealed; please seal again." },
  "files-too-many": { status: 422, zh: "文件数 {count} 超过上限 {max}。", en: "{count} files are over the limit of {max}." },
  "opener-key-untrusted": { status: 422, zh: "开启人 {opener} 的公钥与其签名公布的不一致，拒绝密封。", en: "The key of opener {opener} is not the one it signed; sealing is refused." },
  // Openers' keys.
  "opener-key-malformed": { status: 400, zh: "开启人公钥声明格式不符：{where}。", en: "The opener's key statement is malformed at {where}." },
  "terms-malformed": { status: 400, zh: "招标条件（lot.terms）格式不符：{where}。", en: "The lot's terms are malformed at {where}." },
  "passphrase-too-weak": { status: 422, zh: "口令至少 {min} 个字符。", en: "The passphrase needs at least {min} characters." },
  "passphrase-wrong": { status: 422, zh: "口令不对，或密钥文件已损坏。", en: "The passphrase is wrong or the key file is damaged." },
  // One opener's share, at release.
  "opener-unknown": { status: 422, zh: "声明中没有开启人 {opener} 的份额。", en: "The statement has no share for {opener}." },
  "opener-key-differs": { status: 422, zh: "这把私钥不是开启人 {opener} 在本分册公布的公钥所对应的。", en: "This key is not the one {opener} published for this part." },
  "share-stored-differs": { status: 422, zh: "保存的份额（{opener}）与签名声明不一致：平台责任。", en: "The stored share for {opener} is not the signed one: the exchange is at fault." },
  "share-undecryptable": { status: 422, zh: "份额（{opener}）无法解密：若公开私钥后仍不能解密，责任在投标人。", en: "The share for {opener} does not decrypt; if it still does not with the key revealed, the bidder is at fault." },
  "share-commit-differs": { status: 422, zh: "份额（{opener}）与投标人的承诺不一致：责任在投标人。", en: "The share for {opener} is not what the bidder committed to: the bidder is at fault." },
  "share-copied": { status: 422, zh: "份额（{opener}）属于另一投标人：抄袭的密封，不予公开。", en: "The share for {opener} belongs to another bidder: a copied envelope, not released." },
  "share-context-differs": { status: 422, zh: "份额（{opener}）中的 {field} 与声明不一致：责任在投标人。", en: "The share for {opener} differs from the statement in {field}: the bidder is at fault." },
  // A release file.
  "release-malformed": { status: 400, zh: "份额公开文件格式不符：{where}。", en: "The release is malformed at {where}." },
  "release-other-lot": { status: 422, zh: "份额公开文件的 {field} 与本次开标不符：不得挪用。", en: "The release's {field} is not this opening's; it belongs elsewhere." },
  "release-other-close": { status: 422, zh: "份额公开文件针对另一次截标（{given}），本次为 {wanted}。", en: "The release is for another close ({given}); this one is {wanted}." },
  "release-unknown-envelope": { status: 422, zh: "份额公开文件含有不在开标名单上的密封件 {envelope}。", en: "The release names envelope {envelope}, which is not on the closed list." },
  "release-differs-from-commit": { status: 422, zh: "开启人 {opener} 公开的份额（密封件 {envelope}）与投标人的承诺不一致：责任在开启人。", en: "What {opener} released for envelope {envelope} is not the committed share: the opener is at fault." },
  "opening-malformed": { status: 400, zh: "开标结果文件格式不符：{where}。", en: "The opening file is malformed at {where}." },
  // Opening with a key.
  "key-not-an-identity": { status: 422, zh: "这不是 age 私钥。", en: "This is not an age identity." },
  "key-differs": { status: 422, zh: "这把密钥不是投标时承诺的密钥，打不开本投标文件。", en: "This is not the key the bid was committed to; it cannot open it." },
} as const satisfies Record<string, RefusalRow>;
