import { Command, CommanderError } from "commander";
import { assets } from "./assets.js";
import { audit } from "./audit.js";
import { bank } from "./bank.js";
import { bundle } from "./bundle.js";
import { blind } from "./blind.js";
import { cases } from "./cases.js";
import { check } from "./check.js";
import { clock } from "./clock.js";
import { confirm } from "./confirm.js";
import { dispute } from "./dispute.js";
import { doctor } from "./doctor.js";
import { draw } from "./draw.js";
import { find, watch } from "./find.js";
import { guarantee } from "./guarantee.js";
import { init } from "./init.js";
import { keys } from "./keys.js";
import { lodge } from "./lodge.js";
import { monitor } from "./monitor.js";
import { open } from "./open.js";
import { pool } from "./pool.js";
import { receipt } from "./receipt.js";
import { rehearsalBank } from "./rehearsal-bank.js";
import { release } from "./release.js";
import { reserve } from "./reserve.js";
import { seal } from "./seal.js";
import { unit } from "./unit.js";
import { EXIT, both, type Exit, type Terminal, type Verb } from "./verb.js";
import { ask, tickets } from "./tickets.js";
import { verify } from "./verify.js";
import { withdraw } from "./withdraw.js";
import { witness } from "./witness.js";

/** Every verb of the program, in the order `--help` lists them. */
const VERBS: readonly Verb[] = [find, watch, check, blind, tickets, ask, reserve, seal, lodge, confirm, withdraw, receipt, dispute, pool, draw, keys, release, open, bundle, verify, assets, monitor, witness, bank, cases, guarantee, rehearsalBank, clock, init, doctor, unit, audit];

const CODES = both(
  "退出码：0 完成；1 被拒绝或发现问题；2 命令写错；3 无法读取或连接。",
  "Exit codes: 0 done; 1 refused, or a fault found; 2 wrong command line; 3 cannot be read or reached.",
);

/** Runs one command line to its end. @param args without the program's own name */
export async function run(args: readonly string[], terminal: Terminal, verbs: readonly Verb[] = VERBS): Promise<Exit> {
  let exit: Exit = EXIT.ok;
  const program = new Command("daylight").description(both("晨光：公共资源交易的封存、开启与核验。", "Daylight: seal, open and verify public tenders."));
  program.exitOverride().addHelpText("after", `\n${CODES}`);
  program.configureOutput({ writeOut: (text) => { terminal.out(text.trimEnd()); }, writeErr: (text) => { terminal.err(text.trimEnd()); } });
  for (const verb of verbs) verb(program, terminal, (code) => { exit = code; });
  for (const command of program.commands) command.exitOverride().addHelpText("after", `\n${CODES}`).copyInheritedSettings(program);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exit;
}
