import type { RefusalRow } from "./row.js";

export const COMMON = {
  "not-found": { status: 404, zh: "没有找到：{what}", en: "Not found: {what}" },
  "not-signed-in": { status: 401, zh: "请先登录后再办理。", en: "Sign in first." },
  "not-yours": { status: 403, zh: "您的身份（{role}）不能办理“{action}”。", en: "Your role ({role}) may not do “{action}”." },
  "wrong-form": { status: 422, zh: "填写内容不符合要求：{where} {why}", en: "The form is wrong: {where} {why}" },
  "unknown-parameter": { status: 400, zh: "网址中的参数“{name}”本页不认识，可用的有：{known}。", en: "This address has no parameter “{name}”; it knows {known}." },
  "wrong-parameter": { status: 400, zh: "网址中的参数“{name}”不合要求，应为：{wanted}", en: "The parameter “{name}” is wrong; it should be: {wanted}" },
  "code-mistyped": { status: 422, zh: "查验码“{given}”有误：应为 12 位数字和字母，末位是校验位。请对照文件重新输入。", en: "The code “{given}” is mistyped: it has 12 digits and letters, the last of which checks the others." },
  "wrong-json": { status: 400, zh: "JSON 不合规：{why}", en: "Wrong JSON: {why}" },
  "wrong-media-type": { status: 415, zh: "本接口只接受 {wanted}。", en: "This address accepts {wanted} only." },
  "key-reused": { status: 422, zh: "幂等键 {key} 已用于另一份内容。", en: "Idempotency key {key} was used with another body." },
  "in-progress": { status: 409, zh: "同一请求正在办理，请稍后重试。", en: "The same request is being handled; try again shortly." },
  "stale": { status: 412, zh: "页面内容已被他人更新（当前版本 {version}），请刷新后再办理。", en: "Somebody changed this first (version {version}); reload and try again." },
  "too-large": { status: 413, zh: "内容 {size} 字节，超过上限 {max} 字节。", en: "{size} bytes is over the limit of {max}." },
  "too-many": { status: 429, zh: "请求过于频繁，请 {seconds} 秒后再试。", en: "Too many requests; try again in {seconds} s." },
  "disk-full": { status: 507, zh: "存储空间不足，未保存任何内容，请联系交易中心。", en: "Storage is full; nothing was kept. Please call the exchange." },
  "unavailable": { status: 503, zh: "系统暂时无法办理（{why}），请稍后重试；已受理的业务不受影响。", en: "Unavailable for now ({why}); try again. What was accepted is safe." },
  "clock-backwards": { status: 409, zh: "演练时钟只能向前拨：现在是 {now}，不能拨到 {to}。", en: "The rehearsal clock only moves forward: it is {now}, not {to}." },
  "date-question": { status: 400, zh: "地址中的“{where}”读不懂，无法说明日期怎么算。", en: "The part “{where}” of the address does not read, so the date cannot be explained." },
  "wrong-origin": { status: 403, zh: "请求来自其他网站（{origin}），已拒绝。", en: "The request comes from another site ({origin}) and was refused." },
} as const satisfies Record<string, RefusalRow>;
