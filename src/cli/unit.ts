import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ok, refuse, type Result } from "../kernel/result.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { both, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly user: string; readonly json?: boolean };

const ROOT = path.resolve(import.meta.dirname, "../..");
const USER = /^[a-z_][a-z0-9_-]{0,31}$/;

/** `daylight unit`: prints the systemd unit of a live installation. It writes nothing. */
export const unit: Verb = (program, terminal, done) => program.command("unit")
  .description(both("打印正式运行的 systemd 单元：只能写自己的数据，机密由 LoadCredential 交给它。", "Print the systemd unit of a live installation: it may write its own data alone, and is given its secrets by LoadCredential."))
  .option("--data <folder>", both("数据文件夹", "the data folder"), process.env["DAYLIGHT_DATA"] ?? ".daylight")
  .option("--user <name>", both("运行它的系统用户", "the system user who runs it"), "daylight")
  .option(...JSON_OPTION)
  .action(async (options: Options) => { done(await act(terminal, options, () => printed(path.resolve(options.data), options.user))); });

async function printed(data: string, user: string): Promise<Result<Done>> {
  const settings = path.join(data, "settings.env");
  if (!existsSync(settings)) return refuse("file-unreadable", { path: settings, why: "ENOENT" });
  if (!USER.test(user)) return refuse("unit-wrong", { why: `--user ${user}` });
  const { readConfig, SECRETS } = await import("../config.js");
  const { withSettings } = await import("../settings.js");
  const { unitText } = await import("../live/unit.js");
  try {
    const given = withSettings({ DAYLIGHT_DATA: data });
    const config = readConfig(given);
    const secrets = [...SECRETS, "MAIL_DKIM_KEY"].flatMap((setting) => { const file = given[`${setting}_FILE`]; return file === undefined ? [] : [{ setting, file }]; });
    const contents = config.BLOB_URL.startsWith("file:") ? fileURLToPath(config.BLOB_URL) : data;
    const text = unitText({
      name: config.DAYLIGHT_EXCHANGE ?? "", root: ROOT, node: process.execPath, data, user, isDatabaseWithin: config.DATABASE_URL === undefined, secrets,
      writes: contents === data || contents.startsWith(`${data}/`) ? [] : [contents], hasToken: config.DAYLIGHT_TOKEN_MODULE !== undefined,
    });
    return ok({ lines: [text.trimEnd()], json: { unit: text } });
  } catch (error) {
    if (error instanceof RangeError) return refuse("unit-wrong", { why: error.message });
    throw error;
  }
}
