import { DAY_MS, HOUR_MS, rfc3339, type Instant } from "../kernel/time.js";

/** What a look at an installation found; null where it could not be looked at. */
export type Facts = {
  readonly node: string;
  readonly mode: string | null;
  /** Files that must be there; `mode` as chmod writes it, null: missing. Secret ones are their owner's alone. */
  readonly files: readonly { readonly path: string; readonly mode: number | null }[];
  /** Settings with a secret that stand in the environment itself, not in a file. */
  readonly secretsInEnvironment: readonly string[];
  readonly publicUrl: string | null;
  readonly trustedProxies: number;
  readonly disk: { readonly freeBytes: number; readonly allBytes: number };
  readonly database: DatabaseFacts | null;
  readonly authorities: readonly { readonly name: string; readonly notAfter: Instant; readonly isRehearsal: boolean }[];
  readonly seal: { readonly notAfter: Instant } | null;
  /** One for each authority that a revocation list is at hand of. */
  readonly lists: readonly { readonly issuer: string; readonly until: Instant | null }[];
  readonly witnesses: readonly { readonly name: string; /** Its clock less ours, in ms; null: it did not answer. */ readonly offsetMs: number | null }[];
  readonly quorum: "met" | "missed" | "none";
  readonly lastCheckpoint: "there" | "missing" | "unwritten";
  readonly backup: { readonly target: string; /** Null: nothing is there, or it lies where we cannot look. */ readonly newestAt: Instant | null; readonly isSeen: boolean } | null;
  readonly mail: { readonly isReachable: boolean } | null;
  readonly rehearsalFolder: boolean;
  /** One for each key that lies on a token: `why` it cannot be used, null where it can; whether it can be taken out of it. */
  readonly tokenKeys: readonly { readonly path: string; readonly why: string | null; readonly isExtractable: boolean }[];
};

export type DatabaseFacts = {
  readonly stamp: string | null;
  /** Tables with rows of a rehearsal. */
  readonly rehearsalRows: readonly string[];
  /** What our roles may do and must not, as `role privilege table`. */
  readonly excess: readonly string[];
  /** Tables of exchanges without row security. */
  readonly open: readonly string[];
  readonly administrators: number;
};

type Words = { readonly zh: string; readonly en: string };
/** `fault`: unsafe, or it will not work; `warning`: it works, and somebody should look. */
export type Level = "ok" | "warning" | "fault";
export type Finding = Words & { readonly check: string; readonly level: Level };

type Verdict = Words & { readonly level: "warning" | "fault" };
type Check = { readonly id: string; readonly fine: Words; readonly judge: (facts: Facts, now: Instant) => Verdict | null };

const NODE_MIN = [22, 17] as const;
const FREE_BYTES_MIN = 5_000_000_000;
const FREE_SHARE_MIN = 0.1;
/** An authority that ends within it is to be replaced now. */
const EXPIRY_DAYS = 60;
const BACKUP_HOURS_MAX = 26;
/** Allowed beside the witnesses (ET-16), and what their answers, in whole seconds, may be off themselves. */
const CLOCK_MS_MAX = 2_000;
const WITNESSES_MIN = 3;
const ADMINISTRATORS_MIN = 2;

const fault = (zh: string, en: string): Verdict => ({ level: "fault", zh, en });
const warning = (zh: string, en: string): Verdict => ({ level: "warning", zh, en });
const listed = (names: readonly string[]): string => names.join(", ");
const octal = (mode: number): string => `0${mode.toString(8)}`;

function nodeIsOld(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1]);
}

function filesVerdict({ files }: Facts): Verdict | null {
  const missing = files.filter(({ mode }) => mode === null).map(({ path }) => path);
  if (missing.length > 0) return fault(`缺少文件：${listed(missing)}。请放回正确的文件夹，或运行 daylight init。`, `Files are missing: ${listed(missing)}. Put the right folder back, or run daylight init.`);
  const open = files.filter(({ mode }) => mode !== null && (mode & 0o077) !== 0).map(({ path, mode }) => `${path} ${octal(mode ?? 0)}`);
  return open.length === 0 ? null : fault(`密钥文件除所有者外还有人可读：${listed(open)}。请执行 chmod 600。`, `Secret files are open to others than their owner: ${listed(open)}. Run chmod 600 on them.`);
}

function tokenVerdict({ tokenKeys }: Facts): Verdict | null {
  const away = tokenKeys.filter(({ why }) => why !== null).map(({ path, why }) => `${path}（${why ?? ""}）`);
  if (away.length > 0) return fault(`密码设备上的密钥不能使用：${listed(away)}。`, `Keys on tokens cannot be used: ${listed(away)}.`);
  const loose = tokenKeys.filter(({ isExtractable }) => isExtractable).map(({ path }) => path);
  return loose.length === 0 ? null : fault(`密码设备上的密钥可以导出：${listed(loose)}。请换成在设备内生成、不可导出的密钥。`, `Keys can be taken out of their token: ${listed(loose)}. Change to keys made on the token, not extractable.`);
}

function authoritiesVerdict({ authorities, seal }: Facts, now: Instant): Verdict | null {
  if (authorities.length === 0) return fault("没有可信的电子认证机构：trust/ca.pem 不存在或不能读取。", "No certificate authority is trusted: trust/ca.pem is missing or does not read.");
  const rehearsal = authorities.find(({ isRehearsal }) => isRehearsal);
  if (rehearsal !== undefined) return fault(`trust/ca.pem 中有演练证书（${rehearsal.name}），必须去掉。`, `trust/ca.pem holds a rehearsal's certificate (${rehearsal.name}); take it out.`);
  const all = [...authorities, ...(seal === null ? [] : [{ name: "seal.cert.pem", ...seal }])];
  const over = all.filter(({ notAfter }) => notAfter <= now).map(({ name }) => name);
  if (over.length > 0) return fault(`证书已经过期：${listed(over)}。`, `Certificates have expired: ${listed(over)}.`);
  const soon = all.filter(({ notAfter }) => notAfter - now < EXPIRY_DAYS * DAY_MS).map(({ name, notAfter }) => `${name} ${rfc3339(notAfter).slice(0, 10)}`);
  return soon.length === 0 ? null : warning(`证书将在 ${String(EXPIRY_DAYS)} 天内过期：${listed(soon)}。`, `Certificates expire within ${String(EXPIRY_DAYS)} days: ${listed(soon)}.`);
}

function listsVerdict({ lists, authorities }: Facts, now: Instant): Verdict | null {
  const over = lists.filter(({ until }) => until !== null && until <= now).map(({ issuer }) => issuer);
  if (over.length > 0) return fault(`撤销列表已经过期：${listed(over)}。被撤销的证书可能仍被接受。`, `Revocation lists are out of date: ${listed(over)}. Revoked certificates may still be taken.`);
  if (authorities.length > 0 && lists.length === 0) return warning("trust/ca.pem 中没有撤销列表（X509 CRL）：证书被撤销后看不出来。", "trust/ca.pem holds no revocation list (X509 CRL): a revoked certificate is not noticed.");
  return null;
}

function clockVerdict({ witnesses }: Facts): Verdict | null {
  const offsets = witnesses.flatMap(({ offsetMs }) => (offsetMs === null ? [] : [offsetMs])).sort((left, right) => left - right);
  const middle = offsets[Math.floor(offsets.length / 2)];
  if (middle === undefined) return warning("没有见证人应答，时钟无从核对。", "No witness answered: the clock cannot be held against theirs.");
  return Math.abs(middle) <= CLOCK_MS_MAX ? null : fault(`本机时钟与见证人相差约 ${String(Math.round(middle / 1_000))} 秒，请校准（chrony）。`, `This clock is about ${String(Math.round(middle / 1_000))} s off the witnesses'; set it right (chrony).`);
}

function witnessVerdict({ witnesses, quorum }: Facts): Verdict | null {
  const silent = witnesses.filter(({ offsetMs }) => offsetMs === null).map(({ name }) => name);
  if (quorum !== "met") return fault(`应答的见证人达不到法定数：${listed(silent)} 没有应答。截标和开标会等待。`, `Too few witnesses answer for a quorum: silent are ${listed(silent)}. Closes and openings will wait.`);
  if (silent.length > 0) return warning(`见证人没有应答：${listed(silent)}。`, `Witnesses do not answer: ${listed(silent)}.`);
  return witnesses.length >= WITNESSES_MIN ? null : warning(`只有 ${String(witnesses.length)} 个见证人，建议至少 ${String(WITNESSES_MIN)} 个。`, `There are ${String(witnesses.length)} witnesses; three or more are advised.`);
}

function backupVerdict({ backup }: Facts, now: Instant): Verdict | null {
  if (backup === null) return fault("没有设置备份目标（BACKUP_URL）。", "No backup target is set (BACKUP_URL).");
  if (!backup.isSeen) return warning(`备份目标 ${backup.target} 在本机以外，这里看不到新旧，请另行检查。`, `The backup target ${backup.target} lies elsewhere; how old its backups are cannot be seen from here.`);
  if (backup.newestAt === null) return fault(`${backup.target} 中没有备份。`, `There is no backup at ${backup.target}.`);
  const hours = Math.floor((now - backup.newestAt) / HOUR_MS);
  return hours <= BACKUP_HOURS_MAX ? null : fault(`最近的备份已有 ${String(hours)} 小时。`, `The newest backup is ${String(hours)} hours old.`);
}

const ofDatabase = (judge: (database: DatabaseFacts) => Verdict | null) => ({ database }: Facts): Verdict | null => (database === null ? null : judge(database));

/** Every check, in the order a person reads them. */
export const CHECKS: readonly Check[] = [
  { id: "node", fine: { zh: "Node 版本够新", en: "Node is new enough" }, judge: ({ node }) => (nodeIsOld(node) ? fault(`Node ${node} 太旧，需要 22.17 或更新。`, `Node ${node} is too old; 22.17 or newer is needed.`) : null) },
  { id: "mode", fine: { zh: "设置为正式运行", en: "set up as live" }, judge: ({ mode }) => (mode === "live" ? null : fault("没有设置为正式运行：请先运行 daylight init。", "This is not set up as live: run daylight init first.")) },
  { id: "files", fine: { zh: "密钥文件齐全，只有所有者可读", en: "key files are there and their owner's alone" }, judge: filesVerdict },
  { id: "token", fine: { zh: "密码设备上的密钥可用、不可导出（没有用密码设备的不检查）", en: "keys on tokens can be used and not taken out (or none lie there)" }, judge: tokenVerdict },
  { id: "secrets", fine: { zh: "机密都在文件里", en: "secrets lie in files" }, judge: ({ secretsInEnvironment: names }) => (names.length === 0 ? null : warning(`这些机密直接写在环境变量里：${listed(names)}。请改用 …_FILE。`, `Secrets stand in the environment itself: ${listed(names)}. Use …_FILE.`)) },
  { id: "origin", fine: { zh: "对外网址使用 https", en: "the public address is https" }, judge: ({ publicUrl }) => (publicUrl?.startsWith("https://") === true ? null : fault("DAYLIGHT_PUBLIC_URL 未设置或不是 https：登录状态和通行密钥都不能用。", "DAYLIGHT_PUBLIC_URL is not set, or not https: sessions and passkeys do not work.")) },
  { id: "proxies", fine: { zh: "反向代理已登记", en: "the proxy is named" }, judge: ({ trustedProxies }) => (trustedProxies > 0 ? null : warning("没有设置 TRUSTED_PROXIES：所有来访者会被当成同一个网络。", "TRUSTED_PROXIES names nobody: all readers count as one network.")) },
  { id: "disk", fine: { zh: "磁盘空间充足", en: "there is room on the disk" }, judge: ({ disk: { freeBytes, allBytes } }) => (freeBytes >= FREE_BYTES_MIN && freeBytes >= allBytes * FREE_SHARE_MIN ? null : fault(`数据文件夹所在磁盘只剩 ${String(Math.floor(freeBytes / 1_000_000_000))} GB。`, `Only ${String(Math.floor(freeBytes / 1_000_000_000))} GB are left where the data lies.`)) },
  { id: "database", fine: { zh: "数据库可连接，属于正式运行", en: "the database answers and is live" }, judge: ({ database }) => (database === null ? fault("数据库无法连接（自带数据库只在运行时可连接）。", "The database does not answer (the one within does so only while the exchange runs).") : database.stamp === "live" ? null : fault(`数据库的模式是 ${database.stamp ?? "—"}，不是正式运行。`, `The database is of mode ${database.stamp ?? "—"}, not live.`)) },
  { id: "grants", fine: { zh: "运行角色没有多余的权限", en: "our roles may do no more than they must" }, judge: ofDatabase(({ excess }) => (excess.length === 0 ? null : fault(`数据库角色权限过大：${listed(excess)}。`, `Database roles may do too much: ${listed(excess)}.`))) },
  { id: "row-security", fine: { zh: "每张表都有行级安全", en: "every table has row security" }, judge: ofDatabase(({ open }) => (open.length === 0 ? null : fault(`这些表没有行级安全：${listed(open)}。`, `Tables without row security: ${listed(open)}.`))) },
  { id: "administrators", fine: { zh: "至少两名管理员已到任", en: "two administrators have taken up their office" }, judge: ofDatabase(({ administrators }) => (administrators >= ADMINISTRATORS_MIN ? null : warning(`只有 ${String(administrators)} 名管理员用邀请码到任，需要两名。`, `${String(administrators)} administrators have taken up their office; two are needed.`))) },
  { id: "rehearsal", fine: { zh: "没有演练的残留", en: "nothing of a rehearsal is left" }, judge: ({ rehearsalFolder, database }) => {
    const left = [...(rehearsalFolder ? ["DAYLIGHT_DATA/rehearsal"] : []), ...(database?.rehearsalRows ?? [])];
    return left.length === 0 ? null : fault(`有演练的残留：${listed(left)}。`, `Something of a rehearsal is left: ${listed(left)}.`);
  } },
  { id: "authorities", fine: { zh: "证书和根证书有效", en: "authorities and seal are good" }, judge: authoritiesVerdict },
  { id: "revocation", fine: { zh: "撤销列表是新的", en: "revocation lists are fresh" }, judge: listsVerdict },
  { id: "witnesses", fine: { zh: "见证人都在应答", en: "the witnesses answer" }, judge: witnessVerdict },
  { id: "clock", fine: { zh: "时钟与见证人一致", en: "the clock agrees with the witnesses'" }, judge: clockVerdict },
  { id: "checkpoint", fine: { zh: "数据库以外保存了最近的检查点", en: "the last checkpoint is kept outside the database" }, judge: ({ lastCheckpoint }) => (lastCheckpoint === "missing" ? fault("日志已有内容，但 keys/last-checkpoint 不在：恢复旧备份时不会被发现。", "The log has entries, but keys/last-checkpoint is missing: an old backup restored would not be noticed.") : null) },
  { id: "backup", fine: { zh: "备份是新的", en: "the backup is fresh" }, judge: backupVerdict },
  { id: "mail", fine: { zh: "邮件服务器可连接", en: "the mail server answers" }, judge: ({ mail }) => (mail === null ? warning("没有设置邮件服务器：通知只在站内。", "No mail server is set: messages stay on the site.") : mail.isReachable ? null : fault("邮件服务器无法连接。", "The mail server does not answer.")) },
];

/** Holds an installation against every check. */
export const examine = (facts: Facts, now: Instant): Finding[] => CHECKS.map(({ id, fine, judge }) => ({ check: id, ...(judge(facts, now) ?? { level: "ok" as const, ...fine }) }));
