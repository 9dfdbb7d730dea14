import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fromBase64 } from "../kernel/bytes.js";
import { must, ok } from "../kernel/result.js";
import { publicKeyText, signingKey } from "../own-keys.js";
import { firmsOfTown, TOWN_BANK } from "../rehearsal/bank/accounts.js";
import { openBooks } from "../rehearsal/bank/journal.js";
import { startBank } from "../rehearsal/bank/server.js";
import { act, JSON_OPTION } from "./act.js";
import { both, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly exchange: string; readonly exchangeKey: string; readonly port: string; readonly json?: boolean };

/** `daylight rehearsal-bank`: an agent bank for rehearsals, until it is stopped; its control endpoint takes the token of REHEARSAL_BANK_TOKEN. */
export const rehearsalBank: Verb = (program, terminal, done) => program.command("rehearsal-bank")
  .description(both("运行演练用的代理银行：自有密钥、自有账本，可按需出错。", "Run an agent bank for rehearsals: its own key, its own books, faults on demand."))
  .requiredOption("--exchange <name>", both("交易所的日志名称", "the log's name of the exchange"))
  .requiredOption("--exchange-key <base64>", both("交易所银行接口的公钥", "the exchange's public key towards banks"))
  .option("--data <folder>", both("密钥与账本存放处", "where key and books are kept"), "rehearsal-bank")
  .option("--port <port>", both("端口，0 为任意", "port, 0 for any"), "0")
  .option(...JSON_OPTION)
  .action(async (options: Options) => {
    done(await act(terminal, options, async () => {
      await mkdir(options.data, { recursive: true, mode: 0o700 });
      const key = { name: TOWN_BANK, key: await signingKey(path.join(options.data, "bank.key"), { passphrase: null, make: true }) };
      const kept = openBooks(path.join(options.data, "books.jsonl"), TOWN_BANK);
      for (const firm of firmsOfTown()) if (!kept.books.firms.has(firm.account)) must(kept.does({ c: "firm", ...firm }));
      const token = process.env["REHEARSAL_BANK_TOKEN"] ?? "";
      const running = await startBank({ kept, key, exchangeKey: { name: options.exchange, publicKey: fromBase64(options.exchangeKey) }, token, port: Number(options.port) });
      const ready = { url: running.url, key: publicKeyText(key.key), token };
      terminal.out(options.json === true ? JSON.stringify(ready) : both(`演练银行就绪：${ready.url}  公钥 ${ready.key}`, "rehearsal bank ready"));
      await new Promise<void>((stop) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => { stop(); });
        process.once("disconnect", () => { stop(); }); // the process that started us is gone
      });
      process.stdout.on("error", () => undefined); // and nobody reads what we say
      await running.stop();
      kept.close();
      return ok({ lines: [], json: {} });
    }));
  });
