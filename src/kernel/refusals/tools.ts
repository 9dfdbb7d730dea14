import type { RefusalRow } from "./row.js";

/** What the tools on people's own machines refuse: `daylight` and the offline pages. */
export const TOOLS = {
  "answered-otherwise": { status: 503, zh: "交易平台的答复本工具不认识（{code}）：{words}", en: "The exchange gave an answer this tool does not know ({code}): {words}" },
  "file-unreadable": { status: 422, zh: "文件 {path} 无法读取或内容不对：{why}", en: "{path} cannot be read, or is not what it should be: {why}" },
  "bundle-unreadable": { status: 422, zh: "无法读取：{why}", en: "Cannot be read: {why}" },
  "file-exists": { status: 409, zh: "{path} 已经存在，不覆盖。", en: "{path} exists and is not overwritten." },
  "actor-unknown": { status: 422, zh: "人员文件中没有 {id}。", en: "The actors file has no {id}." },
  "signer-missing": { status: 422, zh: "需要证书和私钥：请给出 --certificate 和 --key，或 --p7s。", en: "A certificate and key are needed: give --certificate and --key, or --p7s." },
  "key-not-kept": { status: 422, zh: "这里没有 {tender}/{lot}/{part} 的开启私钥。", en: "No opening key of {tender}/{lot}/{part} is kept here." },
  "passphrase-missing": { status: 422, zh: "需要口令：请设置环境变量 DAYLIGHT_PASSPHRASE，或在终端中运行。", en: "A passphrase is needed: set DAYLIGHT_PASSPHRASE, or run in a terminal." },
  "required-file-missing": { status: 422, zh: "“{part}”部分缺少文件 {name}。", en: "Part “{part}” lacks the file {name}." },
  "form-json-missing": { status: 422, zh: "“{part}”部分需要 form.json（开标一览表）。", en: "Part “{part}” needs form.json, the price form." },
  "form-json-not-here": { status: 422, zh: "“{part}”部分没有开标一览表，不应含 form.json。", en: "Part “{part}” has no price form: form.json does not belong here." },
  // The log as a tool walks it.
  "log-checkpoint": { status: 422, zh: "日志检查点（{which}）不成立：{why}", en: "The {which} checkpoint does not hold: {why}" },
  "log-walk": { status: 422, zh: "日志内容与检查点不符：{why}", en: "The log's entries do not give its checkpoint: {why}" },
  "terms-not-logged": { status: 422, zh: "“{part}”部分的招标条件不在日志中，或不是最新版本。", en: "The terms of part “{part}” are not in the log, or are not its newest." },
  "opener-key-unlogged": { status: 422, zh: "开启人 {opener} 的公钥未在公告之前写入日志，拒绝密封。", en: "The key of opener {opener} is not in the log before the notice; sealing is refused." },
  "asset-differs": { status: 422, zh: "{count} 个下发文件与公开日志不一致：{paths}", en: "{count} served files are not what the public log says: {paths}" },
  "bid-void": { status: 422, zh: "投标文件无效（{cause}）：{why} {where}", en: "The bid is void ({cause}): {why} {where}" },
  "shares-too-few": { status: 422, zh: "份额不足：有 {have} 份，需要 {need} 份。", en: "Too few shares: {have}, {need} are needed." },
  // A receipt.
  "receipt-wrong": { status: 422, zh: "回执不成立：{why}", en: "The receipt does not hold: {why}" },
  // The close, as an opener's tool sees it (trust.md §1.5).
  "close-terms": { status: 422, zh: "日志中“{part}”部分的招标条件不完整或不连续（序号 {idx}）。", en: "The terms of part “{part}” in the log are incomplete or out of order (index {idx})." },
  "close-missing": { status: 422, zh: "日志中没有“{part}”部分的截标记录。", en: "The log has no close of part “{part}”." },
  "close-twice": { status: 422, zh: "日志中“{part}”部分有 {count} 个截标记录，只能有一个：拒绝公开份额。", en: "The log has {count} closes of part “{part}”; there may be one. Nothing is released." },
  "close-deadline": { status: 422, zh: "截标记录的截止时间 {given} 与招标条件的 {wanted} 不一致。", en: "The close names the deadline {given}; the terms say {wanted}." },
  "close-note-differs": { status: 422, zh: "截标记录所指的不是截止时刻的检查点：可能在截止前已经写好。", en: "The close does not name the deadline checkpoint: it may have been written before the deadline." },
  "close-order": { status: 422, zh: "截标记录与检查点的先后不对（{which} {size}，截标序号 {idx}）。", en: "Close and checkpoints are out of order ({which} {size}, close at {idx})." },
  "close-released-before": { status: 422, zh: "序号 {idx} 的份额公开早于截标名单确定：拒绝公开份额。", en: "Shares were released at {idx}, before the closed list was final. Nothing is released." },
  "close-add-wrong": { status: 422, zh: "序号 {idx} 的截标名单更正不合规。", en: "The addition to the closed list at {idx} is out of order." },
  "close-dispute-open": { status: 409, zh: "日志第 {idx} 条的截标名单争议尚未决定：不得公开份额。", en: "The dispute over the close at entry {idx} is not decided: nothing may be released." },
  "close-failed": { status: 409, zh: "“{part}”部分已宣告失败（{reason}）：不得公开份额。", en: "Part “{part}” has failed ({reason}): nothing may be released." },
  "close-list-differs": { status: 422, zh: "截标名单（{count} 件）与按日志推出的有效投标（{live} 件）不一致。", en: "The closed list ({count}) is not the bids the log makes live ({live})." },
  "close-bid-unlogged": { status: 422, zh: "投标声明 {st} 不在日志所说的位置。", en: "Statement {st} is not in the log where it should be." },
  "close-bid-elsewhere": { status: 422, zh: "投标声明 {st} 不属于本部分或不符合招标条件：{why}", en: "Statement {st} does not belong to this part or its terms: {why}" },
  "not-proceeded": { status: 409, zh: "“{after}”部分的评审结果尚未写入日志，不得开启“{part}”部分。", en: "The results of part “{after}” are not in the log: part “{part}” may not be opened." },
} as const satisfies Record<string, RefusalRow>;
