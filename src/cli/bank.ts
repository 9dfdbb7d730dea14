import path from "node:path";
import { z } from "zod";
import { readConfig } from "../config.js";
import { ok, type Result } from "../kernel/result.js";
import { publicKeyText, signingKey } from "../own-keys.js";
import { withSettings } from "../settings.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { getJson, postJson, refusalOf, send, type Client } from "./client.js";
import { personFrom, readText, withSigner, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly json?: boolean };
type StatementOptions = PersonOptions & { readonly take?: string; readonly json?: boolean };

/** `daylight bank key`: the key the exchange signs its requests to agent banks with, made once; its public half goes into the agreement with the bank. `daylight bank statement`: brings the statement of a bank by files. */
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
  withSigner(group.command("statement <file>"))
    .description(both("录入文件方式代理银行的对账单；可一并按对账单补记未收到通知的收付款。", "Bring the statement of a bank by files; and take from it what was never told."))
    .option("--take <reason>", both("理由：本账户对账单所列而未收到通知的收付款，全部按对账单补记", "why: take from the statement all that stands on it and was never told"))
    .option(...JSON_OPTION)
    .action(async (file: string, options: StatementOptions) => {
      done(await act(terminal, options, () => bringStatement(file, options)));
    });
};

const Taken = z.object({ account: z.string(), day: z.string(), lines: z.int(), isNew: z.boolean() });
const Matters = z.object({ matters: z.array(z.object({ number: z.string(), account: z.string(), acts: z.array(z.string()) })) });
const Acted = z.object({ matters: z.array(z.object({ number: z.string() })) });

async function bringStatement(file: string, options: StatementOptions): Promise<Result<Done>> {
  const person = await personFrom(options);
  if (!person.ok) return person;
  const { client } = person.value;
  const text = await readText(file);
  if (!text.ok) return text;
  const answer = await send(client, { method: "POST", path: "/api/v1/bank/statements", headers: { "content-type": "text/csv" }, body: text.value });
  if (!answer.ok) return refusalOf(answer);
  const { account, day, lines } = Taken.parse(await answer.json());
  const taken = options.take === undefined ? ok(0) : await takeAll(client, account, options.take);
  return taken.ok ? ok({ lines: [both(`对账单已入库：${account} ${day}，${String(lines)} 笔；按对账单补记 ${String(taken.value)} 项。`, `taken: ${String(lines)} lines; ${String(taken.value)} matters taken from it`)], json: { account, day, lines, taken: taken.value } }) : taken;
}

/** Takes from the statements of an account all that waits to be taken. @returns how many matters */
async function takeAll(client: Client, account: string, reason: string): Promise<Result<number>> {
  for (let count = 0; ;) {
    const listed = await getJson(client, "/api/v1/bank/matters", Matters);
    if (!listed.ok) return listed;
    const matters = listed.value.matters.filter((each) => each.account === account && each.acts.includes("take")).map(({ number }) => number);
    if (matters.length === 0) return ok(count);
    const acted = await postJson(client, "/api/v1/bank/acts", { act: "take", reason, matters }, Acted);
    if (!acted.ok) return acted;
    count += acted.value.matters.length;
  }
}
