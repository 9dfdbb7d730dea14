/** Which of trust.md §2.6's twelve checks finds it; "log" is what comes before them, "bundle" what `daylight verify` says of a whole bundle. */
type Check = "log" | "bundle" | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;
type Row = { readonly check: Check; readonly zh: string; readonly en: string };

/** Everything a monitor can find, one plain sentence each with the fact that decides. The codes are stable. */
export const FOUND = {
  "checkpoint-unaccepted": { check: "log", zh: "检查点不成立：没有日志的签名，或者见证人不够：{why}", en: "The checkpoint does not hold; the log's signature or the witnesses' quorum is missing: {why}" },
  "checkpoint-stale": { check: "log", zh: "检查点过旧：见证人最后一次会签在 {at}，至今已过 {minutes} 分钟。", en: "The checkpoint is stale: witnesses saw it last at {at}, {minutes} minutes ago." },
  "log-shrank": { check: "log", zh: "日志变短了：此前有 {from} 个条目，现在只有 {to} 个。", en: "The log has shrunk: it had {from} entries and now has {to}." },
  "log-rewritten": { check: "log", zh: "日志被改写：从此前核对过的 {from} 个条目接着计算，得不到 {to} 个条目的检查点：{why}", en: "The log was rewritten: its {to} entries do not continue the {from} that were checked before: {why}" },
  "split-view": { check: "log", zh: "日志有两种说法：{who} 会签过的 {size} 个条目的树，与交易平台给本机看的不是同一棵。", en: "The log tells two stories: the tree of {size} entries that {who} has is not part of the one shown here." },
  "entry-malformed": { check: "log", zh: "日志条目 {idx} 的格式不对：{why}", en: "Entry {idx} of the log is malformed: {why}" },
  "key-change-wrong": { check: "log", zh: "日志条目 {idx} 所称的密钥更换不成立：{why}", en: "The change of a key in entry {idx} does not hold: {why}" },
  "terms-differ": { check: "log", zh: "{place} 的投标条款（条目 {idx}）不衔接上一版。", en: "The terms of {place} (entry {idx}) do not follow those before." },
  "bid-after-deadline": { check: 1, zh: "{place} 的截标名单中有投标在条目 {idx}，而截止时的日志只有 {size} 个条目。", en: "The closed list of {place} has a bid at entry {idx}; at the deadline the log had {size} entries." },
  "close-untimely": { check: 2, zh: "{place} 没有在截止时间 {deadline} 起 60 秒内依法截标：{why}", en: "{place} was not closed within 60 seconds from its deadline {deadline}: {why}" },
  "release-before-close": { check: 3, zh: "{place} 的密钥份额在截标名单固定以前就交出了（条目 {idx}）。", en: "A share of {place} was released before the closed list was final (entry {idx})." },
  "opening-list-differs": { check: 4, zh: "{place} 开标的名单与截标时固定的名单不一致：{why}", en: "The opened list of {place} is not the closed list: {why}" },
  "opening-differs": { check: 4, zh: "{place} 公布的开标记录不是日志所固定的那一份：{why}", en: "The opening record shown for {place} is not the one the log fixed: {why}" },
  "bidder-twice": { check: 5, zh: "{place} 的投标人 {bidder} 有不止一份有效投标。", en: "Bidder {bidder} has more than one live bid in {place}." },
  "opener-key-unpublished": { check: 6, zh: "{place} 的投标条款（条目 {idx}）使用的 {opener} 开启密钥此前没有公布。", en: "The terms of {place} (entry {idx}) use a key of opener {opener} that was not published before." },
  "opener-key-reused": { check: 6, zh: "{place} 的 {opener} 开启密钥已用于 {other}。", en: "The key of opener {opener} of {place} already serves {other}." },
  "notice-chain": { check: 7, zh: "公告 {id} 第 {version} 版（条目 {idx}）不衔接上一版。", en: "Version {version} of notice {id} (entry {idx}) does not follow the one before." },
  "draw-differs": { check: 8, zh: "{of} 的专家抽取重算不一致（共 {count} 处）：{why}", en: "A draw of {of} differs when computed again ({count} findings): {why}" },
  "score-differs": { check: 9, zh: "{of} 的评审得分重算不一致（共 {count} 处）：{why}", en: "The scores of {of} differ when computed again ({count} findings): {why}" },
  "asset-differs": { check: 10, zh: "{count} 个下发文件与公开日志不一致：{paths}", en: "{count} served files are not what the public log says: {paths}" },
  "notice-differs": { check: 11, zh: "公告 {id} 第 {version} 版下发的 {file} 与日志不一致：下发 {served}，日志 {logged}。", en: "The {file} served of notice {id}, version {version}, is not the logged one: {served} served, {logged} logged." },
  "notice-gone": { check: 11, zh: "公告 {id} 第 {version} 版的 {file} 曾经公开，现在不再提供。", en: "The {file} of notice {id}, version {version}, was public and is no longer served." },
  "notice-unlogged": { check: 11, zh: "公告 {id} 已于 {at} 公布，日志中却没有。", en: "Notice {id} was published at {at} and the log has no entry of it." },
  "witness-clocks": { check: 12, zh: "见证人的时钟相差 {seconds} 秒，超过 5 秒：{who}", en: "The witnesses' clocks differ by {seconds} seconds, more than 5: {who}" },
  "bundle-unsound": { check: "bundle", zh: "{of} 的公开审计包不成立（共 {count} 处）：{why}", en: "The public audit bundle of {of} does not hold ({count} findings): {why}" },
} as const satisfies Readonly<Record<string, Row>>;

/** What is no fault but should be known. */
export const NOTED = {
  "policy-unpinned": { zh: "未提供 --policy：第一次采用了交易平台自己给出的见证策略。", en: "No --policy was given: the exchange's own was taken the first time." },
  "witness-silent": { zh: "见证人 {who} 没有应答，未能比对它看到的日志：{why}", en: "Witness {who} gave no answer, its view of the log was not compared: {why}" },
  "witness-ahead": { zh: "见证人 {who} 会签过 {size} 个条目的树，交易平台还没有给出；下一轮再比对。", en: "Witness {who} has cosigned a tree of {size} entries that the exchange does not show yet; it is compared next time." },
  "witnesses-unnamed": { zh: "见证策略没有写见证人的地址，无法向见证人查问（--policy 中可以写）。", en: "The policy names no address of a witness: their views cannot be asked for (a --policy may name them)." },
  "bundle-away": { zh: "{of} 的公开审计包暂时取不到：{why}", en: "The public audit bundle of {of} cannot be fetched now: {why}" },
} as const satisfies Readonly<Record<string, Omit<Row, "check">>>;

export type FoundCode = keyof typeof FOUND;
type NotedCode = keyof typeof NOTED;
/** `whyEn` stands where the reason has words of its own in English. */
type Facts = Readonly<Record<string, string | number>>;
/** A fault: a stable code, its facts, and where it proves misbehaviour by itself the notes that do. */
export type Found = { readonly code: FoundCode; readonly facts: Facts; readonly evidence?: readonly string[] };
export type Noted = { readonly code: NotedCode; readonly facts: Facts };

export const found = (code: FoundCode, facts: Facts, evidence?: readonly string[]): Found => ({ code, facts, ...(evidence === undefined ? {} : { evidence }) });
export const noted = (code: NotedCode, facts: Facts = {}): Noted => ({ code, facts });

/** A fault or a note in one sentence of one language. */
export function sentence({ code, facts }: Found | Noted, language: "zh" | "en"): string {
  const words: string = Object.hasOwn(FOUND, code) ? FOUND[code as FoundCode][language] : NOTED[code as NotedCode][language];
  const own = language === "en" && facts["whyEn"] !== undefined ? { ...facts, why: facts["whyEn"] } : facts;
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(own[name] ?? "—"));
}
