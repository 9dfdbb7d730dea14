import path from "node:path";
import { ok, refuse, type Result } from "../kernel/result.js";
import { MINUTE_MS, rfc3339, timeInChinese, type Instant } from "../kernel/time.js";
import type { Answers } from "../live/answers.js";
import type { Asking, Held } from "../live/use-cases/ceremony.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { askAnswers, typedFingerprint, typedPassphrase } from "./init-asking.js";
import { readText } from "./person.js";
import { both, type Terminal, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly answers?: string; readonly confirm: string[]; readonly json?: boolean };

/** `daylight init`: sets up a live exchange on this machine, two administrators present. */
export const init: Verb = (program, terminal, done) => program.command("init")
  .description(both("建立正式运行的交易所：两名管理员到场，各自核对仪式记录并签名。中断后再运行一次即可继续；已有的密钥从不覆盖。", "Set up a live exchange: two administrators present, each reads and signs the transcript. Interrupted, run it again; no key is ever written over."))
  .option("--data <folder>", both("数据文件夹", "the data folder"), process.env["DAYLIGHT_DATA"] ?? ".daylight")
  .option("--answers <file>", both("答案文件（JSON），不给则逐项询问", "a file of answers (JSON); without it they are asked"))
  .option("--confirm <fingerprint...>", both("仪式记录的指纹，每名管理员一个，按答案中的次序", "the transcript's fingerprint, once for each administrator in their order"), [])
  .option(...JSON_OPTION)
  .action(async (options: Options) => {
    done(await act(terminal, options, async () => {
      const data = path.resolve(options.data);
      const answers = await answersFor(data, options);
      if (!answers.ok) return answers;
      const { holdCeremony, keepAnswers, keptTranscript } = await import("../live/use-cases/ceremony.js");
      if ((await keptTranscript(data)) === null) await keepAnswers(data, answers.value);
      const held = await holdCeremony({ data, answers: answers.value, asking: askingFor(terminal, options, answers.value), now: Date.now() as Instant });
      return held.ok ? found(data, answers.value, held.value) : held;
    }));
  });

/** Answers from the file given, else from an earlier run, else from the person at the terminal. */
async function answersFor(data: string, { answers: file }: Options): Promise<Result<Answers>> {
  const { readAnswers } = await import("../live/answers.js");
  const { keptAnswers } = await import("../live/use-cases/ceremony.js");
  if (file !== undefined) {
    const text = await readText(file);
    if (!text.ok) return text;
    try {
      return readAnswers(placed(JSON.parse(text.value), path.dirname(path.resolve(file))), file);
    } catch (error) {
      if (error instanceof SyntaxError) return refuse("file-unreadable", { path: file, why: "JSON" });
      throw error;
    }
  }
  const kept = await keptAnswers(data);
  if (kept !== null) return readAnswers(kept, path.join(data, "ceremony", "answers.json"));
  return process.stdin.isTTY ? askAnswers(data) : refuse("answers-missing");
}

/** Files are named from the folder of the answers. */
function placed(given: unknown, folder: string): unknown {
  if (Array.isArray(given)) return given.map((each) => placed(each, folder));
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, name.endsWith("File") && typeof value === "string" ? path.resolve(folder, value) : placed(value, folder)]));
}

/** By files and options where they are given, else by whoever sits at the terminal. */
export function askingFor(terminal: Terminal, { confirm }: { readonly confirm: readonly (string | undefined)[] }, { administrators }: Answers): Asking {
  return {
    passphrase: async ({ index, name, isNew }) => {
      const file = administrators[index]?.passphraseFile;
      if (file === undefined) return typedPassphrase(name, isNew);
      const text = await readText(file);
      return text.ok ? ok(text.value.trim()) : text;
    },
    fingerprint: async ({ index, name }, { path: file, text, fingerprint }) => {
      const typed = confirm[index];
      if (typed !== undefined) return ok(typed);
      if (!process.stdin.isTTY) return refuse("ceremony-unconfirmed", { name, path: file, fingerprint });
      terminal.err(`\n${JSON.stringify(JSON.parse(text), null, 2)}\n\n${both("仪式记录的指纹", "fingerprint of the transcript")}: ${fingerprint}\n`);
      return typedFingerprint(name);
    },
  };
}

/** To the minute, rounded down: nobody comes a second late. */
function lastsUntil(expiresAt: Instant): string {
  const minute = (expiresAt - (expiresAt % MINUTE_MS)) as Instant;
  return both(`有效至${timeInChinese(minute)}`, `until ${rfc3339(minute)}`);
}

/** The database takes the exchange up; the codes are shown this once. */
async function found(data: string, answers: Answers, held: Held): Promise<Result<Done>> {
  const { setUpDatabase } = await import("../live/set-up.js");
  const founded = await setUpDatabase(data, { answers, ...held });
  if (!founded.ok) return founded;
  const { isNew, seats } = founded.value;
  const lines = [
    both(`✓ ${answers.exchange.name}${isNew ? "已建立" : "此前已建立"}：${held.facts.origin}`, isNew ? "the exchange is set up" : "was set up before"),
    both(`仪式记录：${held.transcript}（指纹 ${held.fingerprint}）`, "the transcript and its signatures; keep copies elsewhere"),
    ...seats.map(({ role, name, code, expiresAt }) => `${role}  ${name}  ${code}  ${lastsUntil(expiresAt)}`),
    ...(seats.length === 0 ? [] : [both(`以上每行末尾是一次性邀请码，只显示这一次：本人在 ${answers.publicUrl.replace(/\/$/, "")}/register 注册，添加两种登录凭据后在“我的账户”中使用。`, "One-time codes, shown this once: each person registers, adds two ways to sign in, and uses the code under “My account”.")]),
    both(`下一步：DAYLIGHT_DATA=${data} npx daylight doctor，然后 DAYLIGHT_DATA=${data} npm start`, "next: doctor, then start"),
  ];
  return ok({ lines, json: { isNew, origin: held.facts.origin, transcript: held.transcript, fingerprint: held.fingerprint, seats: seats.map(({ role, name, code, expiresAt }) => ({ role, name, code, expiresAt: new Date(expiresAt).toISOString() })) } });
}
