import type { Json } from "../kernel/canonical-json.js";
import { wordsOf, type Refusal } from "../kernel/refusal.js";
import { refuse, type Result } from "../kernel/result.js";
import { Unreachable } from "../kernel/unreachable.js";
import { TokenAway } from "../token/away.js";
import { both, EXIT, type Exit, type Terminal } from "./verb.js";

/** What a verb has done: lines for people, JSON for machines. */
export type Done = { readonly lines: readonly string[]; readonly json: Json };

/** A refusal in both languages, its code behind. */
export const refusalLine = (refusal: Refusal): string => `✗ ${both(wordsOf(refusal, "zh"), wordsOf(refusal, "en"))}  [${refusal.code}]`;

/** Runs a verb's work and says how it ended: 0 done, 1 refused, 3 who is asked cannot be reached. */
export async function act(terminal: Terminal, options: { readonly json?: boolean }, work: () => Promise<Result<Done>>): Promise<Exit> {
  const isJson = options.json === true;
  try {
    const done = await work();
    if (done.ok) {
      if (isJson) terminal.out(JSON.stringify({ ok: true, result: done.value.json }));
      else for (const line of done.value.lines) terminal.out(line);
      return EXIT.ok;
    }
    return said(terminal, isJson, done.refusal);
  } catch (error) {
    if (error instanceof TokenAway) return said(terminal, isJson, refuse("token-away", { why: error.message }).refusal);
    if (!(error instanceof Unreachable)) throw error;
    if (isJson) terminal.out(JSON.stringify({ ok: false, code: "unreachable", zh: "无法连接", en: error.message, facts: {} }));
    else terminal.err(both(`✗ 无法连接：${error.message}`, "(cannot be reached)"));
    return EXIT.unavailable;
  }
}

function said(terminal: Terminal, isJson: boolean, refusal: Refusal): Exit {
  if (isJson) terminal.out(JSON.stringify({ ok: false, code: refusal.code, zh: wordsOf(refusal, "zh"), en: wordsOf(refusal, "en"), facts: refusal.facts }));
  else terminal.err(refusalLine(refusal));
  return EXIT.refused;
}

/** The option every verb has. */
export const JSON_OPTION = ["--json", both("机器可读输出", "output for machines")] as const;
