import path from "node:path";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { Changed, Wanted } from "../live/use-cases/change-key.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { askingFor } from "./init.js";
import { both, type Terminal, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly certificate?: string; readonly key?: string; readonly lost?: boolean; readonly token?: string; readonly by: string[]; readonly confirm: string[]; readonly json?: boolean };

/** `daylight keys rotate`: the log's key or the certificate of notices is replaced, two administrators present, the exchange stopped. */
export const rotate: Verb = (group, terminal, done) => group.command("rotate")
  .argument("<key>", both("log（日志签名密钥）、seal（公告签章证书）或 receipt（回执签名密钥）", "log (signs the log), seal (signs notices) or receipt (signs receipts)"))
  .description(both("更换交易所的密钥：交易所停止，两名管理员各自核对、输入指纹并签名；旧密钥作出的证明继续有效。中断后再运行一次即可继续。", "Change a key of the exchange, stopped: two administrators read, type the fingerprint and sign. What the old key proved stays proven. Interrupted, run it again."))
  .option("--data <folder>", both("数据文件夹", "the data folder"), process.env["DAYLIGHT_DATA"] ?? ".daylight")
  .option("--certificate <file>", both("seal：新证书（PEM，含中间证书）", "seal: the new certificate with its chain (PEM)"))
  .option("--key <file>", both("seal：新证书的私钥文件，或者写有 pkcs11: 地址的文件", "seal: the file of its private key, or one with its pkcs11: address"))
  .option("--lost", both("seal、receipt：旧私钥已经丢失，不能签名", "seal, receipt: the old key is lost and cannot sign"))
  .option("--token <label>", both("log：新密钥生成在这个密码设备（PKCS#11）上，不给则存于文件", "log: the new key is made on this token (PKCS#11); without it, in a file"))
  .option("--by <place...>", both("签名的两名管理员在仪式记录中的次序", "the two who sign, by their places in the ceremony's transcript"), ["1", "2"])
  .option("--confirm <fingerprint...>", both("换钥声明的指纹，按 --by 的次序各一个", "the statement's fingerprint, once for each, in the order of --by"), [])
  .option(...JSON_OPTION)
  .action(async (key: string, options: Options) => {
    done(await act(terminal, options, async () => {
      const wanted = wantedFrom(key, options);
      return wanted.ok ? change(terminal, wanted.value, options) : wanted;
    }));
  });

function wantedFrom(key: string, { certificate, key: keyFile, lost, token }: Options): Result<Wanted> {
  if (key === "log") return ok({ role: "log", token: token ?? null });
  if (key === "receipt") return ok({ role: "receipt", isLost: lost === true });
  if (key !== "seal") return refuse("not-found", { what: key });
  if (certificate === undefined || keyFile === undefined) return refuse("file-unreadable", { path: "--certificate --key", why: "ENOENT" });
  return ok({ role: "seal", certificateFile: certificate, keyFile, isLost: lost === true });
}

async function change(terminal: Terminal, wanted: Wanted, options: Options): Promise<Result<Done>> {
  const data = path.resolve(options.data);
  const { readAnswers } = await import("../live/answers.js");
  const { keptAnswers, keySecrets, withTokens } = await import("../live/use-cases/ceremony.js");
  const answers = readAnswers(await keptAnswers(data), path.join(data, "ceremony", "answers.json"));
  const secrets = answers.ok ? await keySecrets(answers.value) : answers;
  if (!answers.ok || !secrets.ok) return secrets as Result<never>;
  const by = options.by.map((place) => Number(place) - 1);
  const confirm = Array.from({ length: answers.value.administrators.length }, (_, index) => options.confirm[by.indexOf(index)]);
  const { changeKeyIn, tokensOf } = await import("../live/set-up.js");
  const { passphrase } = secrets.value;
  const changed = await withTokens(tokensOf(data), (tokens) => changeKeyIn(data, { data, answers: answers.value, passphrase, tokens, wanted, by, asking: askingFor(terminal, { confirm }, answers.value), now: Date.now() as Instant }));
  return changed.ok ? ok(told(changed.value)) : changed;
}

const NEXT: Readonly<Record<Changed["facts"]["role"], string>> = {
  log: both("启动交易所：换钥写入日志后，更大的树都由新密钥签名。持有旧见证策略的人用 daylight keys follow 更新。", "Start the exchange: once the change is in the log, every larger tree is signed with the new key. Who holds the earlier witness policy brings it up to date with daylight keys follow."),
  seal: both("启动交易所：此后的公告用新证书签章。", "Start the exchange: notices from here on are signed with the new certificate."),
  receipt: both("启动交易所：此后的回执由新密钥签名，以前的回执继续有效。", "Start the exchange: receipts from here on are signed with the new key; earlier ones stay good."),
};

function told({ facts, statement }: Changed): Done {
  return { lines: [both(`✓ 换钥已签名：${facts.old} → ${facts.new}`, "the change is signed"), both(`换钥声明：${statement}`, "what was signed; keep copies elsewhere"), NEXT[facts.role]], json: { ...facts, statement } };
}
