import path from "node:path";
import { readConfig } from "../config.js";
import { ok } from "../kernel/result.js";
import { publicKeyText, signingKey } from "../own-keys.js";
import { withSettings } from "../settings.js";
import { act, JSON_OPTION } from "./act.js";
import { both, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly json?: boolean };

/** `daylight bank key`: the key the exchange signs its requests to agent banks with, made once; its public half goes into the agreement with the bank. */
export const bank: Verb = (program, terminal, done) => {
  const group = program.command("bank").description(both("代理银行：接口密钥。", "Agent banks: the key of the interface."));
  group.command("key")
    .description(both("生成（首次）并显示交易所银行接口的公钥，交给代理银行登记。", "Make the exchange's key towards banks where there is none, and show its public half, which the bank registers."))
    .option("--data <folder>", both("数据文件夹", "the data folder"), process.env["DAYLIGHT_DATA"] ?? ".daylight")
    .option(...JSON_OPTION)
    .action(async (options: Options) => {
      done(await act(terminal, options, async () => {
        const { DAYLIGHT_DATA: data, DAYLIGHT_KEYS_PASSPHRASE: passphrase = null } = readConfig(withSettings({ ...process.env, DAYLIGHT_DATA: options.data }));
        const publicKey = publicKeyText(await signingKey(path.join(data, "keys", "bank.key"), { passphrase, make: true }));
        return ok({ lines: [publicKey], json: { publicKey } });
      }));
    });
};
