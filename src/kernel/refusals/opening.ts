import type { RefusalRow } from "./row.js";

export const OPENING = {
  "part-not-releasing": { status: 409, zh: "“{part}”部分当前不在解密阶段（{state}）。", en: "Part “{part}” is not being opened now ({state})." },
  "release-given": { status: 409, zh: "开启人 {opener} 已公开本部分的份额；先登记的为准。", en: "Opener {opener} has released for this part; the first one counts." },
  "release-other-opener": { status: 403, zh: "份额公开文件属于开启人 {given}，不是您。", en: "The release is opener {given}’s, not yours." },
  "bidder-may-not-open": { status: 403, zh: "招标文件规定“{part}”部分由开启人解密。", en: "The documents let the openers alone open part “{part}”." },
  "bidder-key-given": { status: 409, zh: "“{part}”部分的密钥已经提交。", en: "The key for part “{part}” was given already." },
  "decryption-window-over": { status: 409, zh: "“{part}”部分的解密时限已过。", en: "The decryption window of part “{part}” is over." },
  "cause-decided": { status: 409, zh: "{bidder} 未解密的原因已经认定。", en: "Why {bidder} did not open is decided already." },
  "part-not-opened": { status: 409, zh: "“{part}”部分尚未全部解密。", en: "Part “{part}” is not all opened." },
  "opening-finished": { status: 409, zh: "“{part}”部分的开标已经结束。", en: "The opening of part “{part}” is finished." },
  "hall-not-open": { status: 409, zh: "本标段开标大厅尚未开放：公开投标名单之前只能查看公告。", en: "The hall of this lot is not open before the closed list is out." },
  "objections-unanswered": { status: 409, zh: "还有 {count} 件开标异议未答复（实施条例第四十四条）。", en: "{count} objections made at the opening wait for an answer (Regulations, art. 44)." },
  "not-a-bidder-here": { status: 403, zh: "贵单位不在本标段投标名单中。", en: "Your firm is not on this lot’s closed list." },
  "objection-waiting": { status: 409, zh: "贵单位有一件开标异议尚未答复，请等候答复后再提。", en: "An objection of yours waits for its answer; object again after it." },
  "close-complete": { status: 409, zh: "“{part}”部分的投标名单没有遗漏截标检查点之内的投标。", en: "The closed list of part “{part}” leaves out no bid that the deadline checkpoint covers." },
  "close-add-late": { status: 409, zh: "“{part}”部分的投标名单现在不能更正：只在截标后的异议期内、公开任何份额之前可以。", en: "The closed list of part “{part}” cannot be amended now: only within the objection window, before any release." },
  "clock-sane": { status: 409, zh: "时间源偏差{driftMs}毫秒，在限度内：截标、开标自动进行，不需要人工办理。", en: "The time source is {driftMs} ms off, within its limit: closing and opening go by the clock, not by hand." },
  "by-hand-not-now": { status: 409, zh: "标段当前阶段（{stage}）不能人工办理（{act}）。", en: "At stage {stage} this cannot be ordered by hand ({act})." },
  "by-hand-approved": { status: 409, zh: "第{serial}号人工办理决定已经核准。", en: "Order {serial} by hand is approved already." },
  "cause-not-here": { status: 422, zh: "{cause} 不能作为本部分未解密的原因。", en: "{cause} cannot be why a bid of this part did not open." },
} as const satisfies Record<string, RefusalRow>;
