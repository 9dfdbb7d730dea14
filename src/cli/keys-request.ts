import path from "node:path";
import { ok, refuse, type Result } from "../kernel/result.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { both, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly token?: string; readonly key: string; readonly out: string; readonly json?: boolean };

/** `daylight keys request`: a new key for notices, in a file or on a token, and the request an authority certifies; then `keys rotate seal` puts both in force. */
export const request: Verb = (group, terminal, done) => group.command("request")
  .description(both("为公告签章生成新密钥和证书请求（PKCS#10），交电子认证机构签发证书后用 keys rotate seal 换上。", "Make a new key for signing notices, and the request (PKCS#10) an authority certifies; keys rotate seal then puts both in force."))
  .option("--data <folder>", both("数据文件夹", "the data folder"), process.env["DAYLIGHT_DATA"] ?? ".daylight")
  .option("--token <label>", both("密钥生成在这个密码设备（PKCS#11）上，不给则存于文件", "the key is made on this token (PKCS#11); without it, in the file"))
  .requiredOption("--key <file>", both("私钥或者其 pkcs11: 地址写到", "where the private key, or its pkcs11: address, goes"))
  .requiredOption("--out <file>", both("证书请求写到", "where the request goes"))
  .option(...JSON_OPTION)
  .action(async (options: Options) => { done(await act(terminal, options, () => made(options))); });

async function made({ data: folder, token, key, out }: Options): Promise<Result<Done>> {
  const data = path.resolve(folder);
  const { readAnswers } = await import("../live/answers.js");
  const { keptAnswers, keySecrets, withTokens } = await import("../live/use-cases/ceremony.js");
  const { tokensOf } = await import("../live/set-up.js");
  const answers = readAnswers(await keptAnswers(data), path.join(data, "ceremony", "answers.json"));
  const secrets = answers.ok ? await keySecrets(answers.value) : answers;
  if (!answers.ok || !secrets.ok) return secrets as Result<never>;
  const { freshSealKey, sealRequest } = await import("../live/use-cases/trust-files.js");
  const { keepFile } = await import("../kept-file.js");
  return withTokens(tokensOf(data), async (tokens) => {
    const keys = { passphrase: secrets.value.passphrase, tokens };
    const text = await freshSealKey(token ?? null, keys);
    // A key that is there is never written over: somebody may have a certificate for it.
    if (!(await keepFile(path.resolve(key), text))) return refuse("file-exists", { path: key });
    const asked = await sealRequest(text, answers.value.exchange, keys);
    if (!(await keepFile(path.resolve(out), asked, 0o644))) return refuse("file-exists", { path: out });
    return ok({ lines: [both(`✓ 密钥：${key}，证书请求：${out}。取得证书后：daylight keys rotate seal --certificate 证书 --key ${key}`, "key and request are made; once certified, put them in force with keys rotate seal")], json: { key, out } });
  });
}
