import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { noteSigner, verifyEd25519 } from "../journal/ed25519-node.js";
import { parseVkey, type Vkey } from "../journal/note.js";
import { startWitness } from "../journal/witness-server.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { act, JSON_OPTION } from "./act.js";
import { readText } from "./person.js";
import { both, type Verb } from "./verb.js";

type Options = { readonly data: string; readonly log: string[]; readonly host: string; readonly port: string; readonly json?: boolean };

/** `daylight witness`: an independent witness of one or more exchanges' logs, on the machine's own clock, until it is stopped. */
export const witness: Verb = (program, terminal, done) => program.command("witness")
  .argument("<name>", both("见证人名称，如 witness.example", "the witness's name"))
  .description(both("运行日志见证人（C2SP tlog-witness）：只为延续旧日志的检查点签名。", "Run a log witness (C2SP tlog-witness): it cosigns only what continues what it saw."))
  .requiredOption("--log <file...>", both("所见证日志的公钥文件", "files with the verifier keys of the logs"))
  .option("--data <folder>", both("私钥与记忆存放处", "where key and memory are kept"), "daylight-witness")
  .option("--host <address>", both("监听地址", "address to listen on"), "127.0.0.1")
  .option("--port <port>", both("端口，0 为任意", "port, 0 for any"), "0")
  .option(...JSON_OPTION)
  .action(async (name: string, options: Options) => {
    done(await act(terminal, options, async () => {
      const logs = await logsIn(options.log);
      if (!logs.ok) return logs;
      const file = path.join(options.data, "witness.key");
      await mkdir(options.data, { recursive: true, mode: 0o700 });
      if (!existsSync(file)) await writeFile(file, generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
      const signer = noteSigner(name, 4, createPrivateKey(await readFile(file, "utf8")));
      const running = await startWitness({
        signer, logs: logs.value, clock: () => Date.now() as Instant, movableClock: false, stateFile: path.join(options.data, "seen.json"), verify: verifyEd25519, host: options.host, port: Number(options.port),
      });
      terminal.out(options.json === true ? JSON.stringify({ url: running.url, vkey: running.vkey }) : both(`见证人就绪：${running.url}  公钥 ${running.vkey}`, "witness ready"));
      await new Promise((stop) => { for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop); });
      await running.stop();
      return ok({ lines: [], json: {} });
    }));
  });

/** The verifier keys on the lines of these files; lines of witnesses are passed over. */
async function logsIn(files: readonly string[]): Promise<Result<Vkey[]>> {
  const logs: Vkey[] = [];
  for (const file of files) {
    const text = await readText(file);
    if (!text.ok) return text;
    try {
      logs.push(...text.value.split("\n").filter((line) => line.trim() !== "").map((line) => parseVkey(line.trim())).filter(({ algorithm }) => algorithm === 1));
    } catch (error) {
      return refuse("file-unreadable", { path: file, why: error instanceof RangeError ? error.message : "" });
    }
  }
  return logs.length === 0 ? refuse("file-unreadable", { path: files.join(" "), why: "no log key" }) : ok(logs);
}
