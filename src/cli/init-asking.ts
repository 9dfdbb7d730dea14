import { confirm, isCancel, note, password, text } from "@clack/prompts";
import { PASSPHRASE_MIN } from "../config.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { readAnswers, type Answers } from "../live/answers.js";
import { both } from "./verb.js";

class Cancelled extends Error {}

async function line(zh: string, en: string, initial = ""): Promise<string> {
  const given = await text({ message: both(zh, en), ...(initial === "" ? {} : { initialValue: initial }) });
  if (isCancel(given)) throw new Cancelled();
  return given.trim();
}

async function secret(zh: string, en: string): Promise<string> {
  const given = await password({ message: both(zh, en) });
  if (isCancel(given)) throw new Cancelled();
  return given;
}

async function yes(zh: string, en: string): Promise<boolean> {
  const given = await confirm({ message: both(zh, en), initialValue: false });
  if (isCancel(given)) throw new Cancelled();
  return given;
}

/** Rows of fields, asked until the first field is left empty. */
async function rows<Name extends string>(zh: string, en: string, fields: readonly (readonly [Name, string, string])[]): Promise<Record<Name, string>[]> {
  note(both(`${zh}（第一项留空即结束）`, `${en} (leave the first field empty to end)`));
  const found: Record<Name, string>[] = [];
  for (;;) {
    const row: Partial<Record<Name, string>> = {};
    for (const [at, [name, inZh, inEn]] of fields.entries()) {
      const value = await line(inZh, inEn);
      if (at === 0 && value === "") return found;
      row[name] = value;
    }
    found.push(row as Record<Name, string>);
  }
}

const FIRM = [["name", "单位名称", "organisation"], ["uscc", "统一社会信用代码", "unified social credit code"]] as const;

/** Asks everything a live exchange needs to know; secrets that are typed go to files at once. */
export async function askAnswers(data: string): Promise<Result<Answers>> {
  try {
    return readAnswers(await asked(data), both("终端", "terminal"));
  } catch (error) {
    if (error instanceof Cancelled) return refuse("answers-missing");
    throw error;
  }
}

async function asked(data: string): Promise<unknown> {
  const exchange = await askExchange();
  const administrators = [{ name: await line("第一名管理员的姓名", "name of the first administrator") }, { name: await line("第二名管理员的姓名", "name of the second administrator") }];
  const openerOffices = await rows("开启单位，至少两家", "offices that keep opening keys, two at least", [["opener", "日志中的简称", "its name in the log, e.g. supervisor"], ...FIRM]);
  return {
    v: "init/1", exchange, administrators, openerOffices,
    publicUrl: await line("对外网址", "public address", `https://${exchange.host}`),
    listen: { host: await line("监听地址", "address to listen on", "127.0.0.1"), port: Number(await line("端口", "port", "8080")) },
    trustedProxies: (await line("可信反向代理的地址，逗号分隔", "trusted proxies, with commas between", "127.0.0.1")).split(",").filter((each) => each !== ""),
    securityContact: await line("安全问题联系地址", "where to report a weakness", `mailto:security@${exchange.host}`),
    operatorFirms: await rows("运营机构控股或者有管理关系的单位，不得在本平台投标", "the operator's own firms, which may never bid", FIRM),
    areas: await rows("行政区划，含本级", "regions, the exchange's own among them", [["area", "区划代码（GB/T 2260）", "code"], ["name", "名称", "name"], ["nameEn", "英文名称", "name in English"]]),
    offices: (await rows("其他岗位（工作人员、出纳、监督、开启人等）", "other offices", [["role", "角色，如 exchange-staff", "role"], ["name", "姓名", "person"], ["organisation", "单位名称", "organisation"], ["uscc", "统一社会信用代码", "unified social credit code"], ["opener", "开启单位简称（仅开启人）", "opener office, for openers"]]))
      .map(({ role, name, organisation, uscc, opener }) => ({ role, name, organisation: { name: organisation, uscc }, ...(opener === "" ? {} : { opener }) })),
    trust: await askTrust(), ...(await askAdaptors(data)),
  };
}

async function askExchange(): Promise<Record<"id" | "host" | "name" | "nameEn" | "uscc" | "platformCode", string>> {
  return {
    id: await line("交易所编号（小写字母、数字）", "id of the exchange, a-z and 0-9"), host: await line("主机名", "host name"),
    name: await line("名称", "name"), nameEn: await line("英文名称", "name in English"),
    uscc: await line("运营机构统一社会信用代码", "unified social credit code of the operator"), platformCode: await line("平台代码（类型、区划、序号，共 11 位）", "platform code: type, region, serial"),
  };
}

async function askTrust(): Promise<unknown> {
  const caFile = await line("电子认证根证书文件", "file of the certificate authorities (PEM)");
  const witnessesFile = await line("见证人文件", "file of the witnesses (C2SP tlog-policy without a log line)");
  const seal = (await yes("已有签章证书和私钥？", "Is there a notice-signing certificate with its key already?"))
    ? { certificateFile: await line("证书文件", "certificate"), keyFile: await line("私钥文件", "private key") } : null;
  return { caFile, witnessesFile, seal };
}

/** Ways out of the machine; what is secret is kept in a file of its own at once. */
async function askAdaptors(data: string): Promise<Readonly<Record<string, unknown>>> {
  const { keepSecret } = await import("../live/use-cases/ceremony.js");
  const kept = async (name: Parameters<typeof keepSecret>[1], zh: string, en: string): Promise<string | null> => {
    const value = await secret(`${zh}（留空为不设）`, `${en} (empty for none)`);
    return value === "" ? null : keepSecret(data, name, value);
  };
  const adaptor = async (name: "SMS_SECRET", zh: string, en: string) => {
    const url = await line(`${zh}网址（留空为不设）`, `${en}, address (empty for none)`);
    return url === "" ? null : { url, secretFile: (await kept(name, `${zh}密钥`, `${en}, secret in base64`)) ?? "" };
  };
  const mailUrl = await kept("SMTP_URL", "邮件服务器 smtp://用户:口令@主机:端口", "mail server smtp://user:password@host:port");
  return {
    keysPassphraseFile: await kept("DAYLIGHT_KEYS_PASSPHRASE", "交易所密钥的口令", "passphrase of the exchange's keys"),
    token: await askToken(kept),
    databaseUrlFile: await kept("DATABASE_URL", "数据库 postgres://…，不设则使用自带的", "database postgres://…, none: the one within"), blobUrlFile: await kept("BLOB_URL", "文件存储 s3://…，不设则存于本机", "contents s3://…, none: this machine"),
    mail: mailUrl === null ? null : { urlFile: mailUrl, from: await line("发件地址", "mail is sent from") },
    texts: await adaptor("SMS_SECRET", "短信适配器", "adaptor for texts"), bank: await askBank(),
    backupUrlFile: await kept("BACKUP_URL", "备份目标 s3://… 或 file:…", "backup target s3://… or file:…"),
  };
}

async function askBank(): Promise<unknown> {
  const url = await line("代理银行的接口网址，或者文件交换目录 file:/…（留空为不设）", "agent bank: address https://…, or the folder of its files file:/… (empty for none)");
  if (url === "") return null;
  const code = await line("代理银行代码（小写字母、数字）", "code of the bank, a-z and 0-9");
  return { code, url, publicKey: url.startsWith("file:") ? null : await line("代理银行的公钥（Ed25519，base64）", "public key of the bank (Ed25519, base64)") };
}

/** Files or token: where the keys of log and notices are made. */
async function askToken(kept: (name: "DAYLIGHT_TOKEN_PIN", zh: string, en: string) => Promise<string | null>): Promise<unknown> {
  const moduleFile = await line("密码设备（PKCS#11）模块的路径；留空：密钥存于文件", "PKCS#11 module of a token; empty: keys lie in files");
  if (moduleFile === "") return null;
  const label = await line("密码设备的标签", "label of the token");
  const pinFile = (await kept("DAYLIGHT_TOKEN_PIN", "密码设备的 PIN", "PIN of the token")) ?? "";
  const keys = [...((await yes("日志密钥生成在密码设备上？", "Is the log's key made on it?")) ? ["log"] : []), ...((await yes("签章密钥生成在密码设备上？", "Is the notice-signing key made on it?")) ? ["seal"] : [])];
  return keys.length === 0 ? null : { moduleFile, label, pinFile, keys };
}

/** An administrator's passphrase: chosen by typing it twice. */
export async function typedPassphrase(name: string, isNew: boolean): Promise<Result<string>> {
  if (!process.stdin.isTTY) return refuse("passphrase-missing");
  try {
    for (;;) {
      const typed = await secret(isNew ? `${name}：设定口令，至少 ${String(PASSPHRASE_MIN)} 个字符` : `${name}：口令`, isNew ? `${name}: choose a passphrase` : `${name}: passphrase`);
      if (!isNew || typed === await secret(`${name}：再输入一次`, `${name}: once more`)) return ok(typed);
      note(both("两次输入不同，请重来。", "They differ; again."));
    }
  } catch (error) {
    if (error instanceof Cancelled) return refuse("passphrase-missing");
    throw error;
  }
}

/** The fingerprint as an administrator types it. */
export async function typedFingerprint(name: string): Promise<Result<string>> {
  try {
    return ok(await line(`${name}：核对以上记录后输入指纹`, `${name}: read the transcript, then type its fingerprint`));
  } catch (error) {
    if (error instanceof Cancelled) return ok("");
    throw error;
  }
}
