import { rename, writeFile } from "node:fs/promises";
import { fileOrNull } from "../kept-file.js";
import { utf8 } from "../kernel/bytes.js";
import type { Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { MINUTE_MS, SECOND_MS, type Instant } from "../kernel/time.js";
import { Unreachable } from "../kernel/unreachable.js";
import { freshState, parseState, type MonitorState } from "../monitor/state.js";
import { FOUND, noted, sentence } from "../monitor/words.js";
import { sha256Hex } from "../signing/hash-node.js";
import { refusalLine } from "./act.js";
import { policyOf } from "./anchors.js";
import { answered, type Client } from "./client.js";
import { look, type Look, type LookOrder } from "./monitor/look.js";
import { exchangeFacts, readText } from "./person.js";
import { both, EXIT, type Exit, type Terminal, type Verb } from "./verb.js";

type Options = { readonly state: string; readonly policy?: string; readonly ca?: string; readonly once?: boolean; readonly every: string; readonly fresh: string; readonly patience: string; readonly json?: boolean };

/** A fault that may come of looking while something was being published is looked for again after this long, before it is told. */
const AGAIN_MS = 2 * SECOND_MS;
/** Following ends when the exchange has not answered for this long. */
const AWAY_MS_MAX = 15 * MINUTE_MS;
const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** `daylight monitor`: follows an exchange from outside with the twelve checks of trust.md §2.6. */
export const monitor: Verb = (program, terminal, done) => program.command("monitor")
  .argument("<url>", both("交易平台地址", "the exchange"))
  .description(both("从外部跟随一个交易平台：日志、见证人、公告、截标、开标、下发的程序文件和审计包，发现问题即以退出码 1 结束。", "Follow an exchange from outside: log, witnesses, notices, closes, openings, served files and bundles; ends with exit code 1 at a fault."))
  .requiredOption("--state <file>", both("状态文件（第一次自动建立）", "the state file, made the first time"))
  .option("--policy <file>", both("您自己持有的见证策略（写有见证人地址的，会向见证人查问）", "the witness policy you hold yourself; witnesses whose address it names are asked"))
  .option("--ca <file>", both("您自己信任的证书机构（PEM）", "the certificate authorities you trust yourself (PEM)"))
  .option("--once", both("看一遍即结束（供定时任务）", "look once and end, for cron"))
  .option("--every <seconds>", both("每隔多少秒看一遍", "how often to look"), "30")
  .option("--fresh <minutes>", both("见证人会签最多可以早多少分钟", "how old the newest cosignature may be"), "130")
  .option("--patience <seconds>", both("一个答复最多等多少秒", "how long one answer may take"), "30")
  .option("--json", both("机器可读输出，每看一遍一行", "output for machines, one line a look"))
  .action(async (url: string, options: Options) => { done(await watch(url, options, terminal)); });

async function watch(url: string, options: Options, terminal: Terminal): Promise<Exit> {
  const client: Client = { url, token: null, patienceMs: Number(options.patience) * SECOND_MS };
  const ca = options.ca === undefined ? ok(undefined) : await readText(options.ca);
  if (!ca.ok) return refused(terminal, options, ca);
  const order: LookOrder = { freshMs: Number(options.fresh) * MINUTE_MS, ca: ca.value, now: () => Date.now() as Instant };
  let answeredAt = performance.now();
  for (;;) {
    const exit = await lookOnce(client, options, order, terminal);
    if (exit !== EXIT.unavailable) answeredAt = performance.now();
    const isOver = options.once === true || (exit !== EXIT.ok && exit !== EXIT.unavailable) || performance.now() - answeredAt > AWAY_MS_MAX;
    if (isOver) return exit;
    await pause(Number(options.every) * SECOND_MS);
  }
}

/** One look with all its endings; the state is kept where the exchange answered. */
async function lookOnce(client: Client, options: Options, order: LookOrder, terminal: Terminal): Promise<Exit> {
  try {
    const before = await stateFrom(client, options);
    if (!before.ok) return refused(terminal, options, before);
    let seen = await look(client, before.value, order);
    if (seen.faults.length > seen.state.faults.length) {
      await pause(AGAIN_MS);
      seen = await look(client, seen.state, order);
    }
    await keep(options.state, seen.state);
    tell(terminal, options, seen);
    return seen.faults.length === 0 ? EXIT.ok : EXIT.refused;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    if (options.json === true) terminal.out(JSON.stringify({ ok: false, code: "unreachable", zh: "无法连接", en: error.message, facts: {} }));
    else terminal.err(both(`✗ 无法连接：${error.message}`, "(cannot be reached)"));
    return EXIT.unavailable;
  }
}

function refused(terminal: Terminal, { json }: Options, { refusal }: Extract<Result<never>, { ok: false }>): Exit {
  if (json === true) terminal.out(JSON.stringify({ ok: false, code: refusal.code, facts: refusal.facts }));
  else terminal.err(refusalLine(refusal));
  return EXIT.usage;
}

/** What was kept, or the beginning: under the policy that is given, else the exchange's own word. */
async function stateFrom(client: Client, { state: file, policy }: Options): Promise<Result<MonitorState>> {
  const [kept, given] = [await fileOrNull(file), policy === undefined ? null : await readText(policy)];
  if (given?.ok === false) return given;
  return kept === null ? begin(client, given?.value ?? null) : resume(file, Buffer.from(kept).toString("utf8"), given?.value ?? null);
}

/** A state goes on under the policy it began with, and under no other. */
function resume(file: string, text: string, policy: string | null): Result<MonitorState> {
  const state = parseState(text);
  if (state === null) return refuse("file-unreadable", { path: file, why: "daylight-monitor/1" });
  return policy === null || sha256Hex(utf8(policy)) === state.begun ? ok(state) : refuse("file-unreadable", { path: file, why: `--policy ≠ ${state.begun}` });
}

async function begin(client: Client, policy: string | null): Promise<Result<MonitorState>> {
  const text = policy ?? answered(await exchangeFacts(client)).log.policy;
  const read = policyOf(text, "--policy");
  if (!read.ok) return read;
  const [log] = read.value.logs;
  if (log === undefined) return refuse("file-unreadable", { path: "--policy", why: "log" });
  return ok(freshState({ origin: log.vkey.name, begun: sha256Hex(utf8(text)), pinned: policy !== null, policy: text }));
}

/** The file is the state before or the state after, whenever the machine stops. */
async function keep(file: string, state: MonitorState): Promise<void> {
  const draft = `${file}.${String(process.pid)}.new`;
  await writeFile(draft, `${JSON.stringify(state)}\n`, { mode: 0o600, flush: true });
  await rename(draft, file);
}

function tell(terminal: Terminal, { json }: Options, { state, faults, notes }: Look): void {
  const all = [...(state.pinned ? [] : [noted("policy-unpinned")]), ...notes];
  if (json === true) {
    const told: Json = {
      ok: faults.length === 0, origin: state.origin, size: state.size,
      faults: faults.map((fault) => ({ check: FOUND[fault.code].check, code: fault.code, zh: sentence(fault, "zh"), en: sentence(fault, "en"), facts: fault.facts, evidence: fault.evidence ?? [] })),
      notes: all.map((note) => ({ code: note.code, zh: sentence(note, "zh"), en: sentence(note, "en") })),
    };
    terminal.out(JSON.stringify(told));
    return;
  }
  for (const fault of faults) terminal.err(`✗ ${both(sentence(fault, "zh"), sentence(fault, "en"))}  [${fault.code}]`);
  for (const note of all) terminal.out(`· ${both(sentence(note, "zh"), sentence(note, "en"))}`);
  if (faults.length === 0) terminal.out(both(`✓ ${state.origin}：${String(state.size)} 个条目，没有发现问题`, `${String(state.size)} entries, no fault`));
}
