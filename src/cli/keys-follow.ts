import { writeFile } from "node:fs/promises";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { followKeys } from "../journal/key-change.js";
import { parsePolicy, withLaterKey } from "../journal/policy.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { policyOf } from "./anchors.js";
import type { Client } from "./client.js";
import { walkLog } from "./log-walk.js";
import { exchangeFacts, personFrom, readText, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

type Options = PersonOptions & { readonly policy: string; readonly out: string; readonly json?: boolean };

/** `daylight keys follow`: brings a policy that somebody holds up to the log's later keys, each proven by the one before. */
export const follow: Verb = (group, terminal, done) => withPerson(group.command("follow"))
  .description(both("更新您自己持有的见证策略：日志换过的每一把密钥，都由前一把密钥和见证人证明。", "Bring the witness policy you hold up to date: each later key of the log is proven by the one before and by the witnesses."))
  .requiredOption("--policy <file>", both("您自己持有的见证策略", "the witness policy you hold yourself"))
  .requiredOption("--out <file>", both("更新后的策略写到", "where the new policy goes"))
  .option(...JSON_OPTION)
  .action(async (options: Options) => {
    done(await act(terminal, options, async () => {
      const [pinned, person] = [await readText(options.policy), await personFrom(options)];
      if (!pinned.ok || !person.ok) return pinned.ok ? (person as Result<never>) : pinned;
      const followed = await followedPolicy(person.value.client, pinned.value, options.policy);
      if (!followed.ok) return followed;
      await writeFile(options.out, followed.value);
      return ok(told(followed.value, options.out));
    }));
  });

function told(policy: string, out: string): Done {
  const keys = parsePolicy(policy).logs.map(({ vkey, from }) => ({ vkey: vkey.text, from }));
  return { lines: keys.map(({ vkey, from }) => both(`✓ ${vkey}：自 ${String(from)} 个条目的树起`, `from trees of ${String(from)} leaves on`)).concat(both(`已写入 ${out}`, "written")), json: { keys, out } };
}

/** A policy with the later keys the exchange tells of, if the log proves each under the keys and witnesses of that policy. */
export async function followedPolicy(client: Client, pinned: string, file: string): Promise<Result<string>> {
  const [known, facts] = [policyOf(pinned, file), await exchangeFacts(client)];
  if (!known.ok || !facts.ok) return known.ok ? (facts as Result<never>) : known;
  const said = policyOf(facts.value.log.policy, "policy");
  if (!said.ok) return said;
  const later = said.value.logs.filter(({ vkey, from }) => from > 0 && !known.value.logs.some((each) => each.vkey.text === vkey.text));
  const [first] = later;
  return first === undefined ? ok(pinned) : proven(client, pinned, { claimed: later.reduce((text, { vkey, from }) => withLaterKey(text, vkey, from), pinned), from: first.from });
}

/** A policy that is claimed, if the log's entries make it out of the pinned one. */
async function proven(client: Client, pinned: string, { claimed, from }: { readonly claimed: string; readonly from: number }): Promise<Result<string>> {
  const policy = policyOf(claimed, "policy");
  // The change that a key of trees from n leaves on rests on is entry n - 2.
  const walk = policy.ok ? await walkLog(client, policy.value, Math.max(from - 2, 0)) : policy;
  if (!walk.ok) return walk;
  const wrong: string[] = [];
  const { before, entries } = walk.value;
  const followed = followKeys(pinned, entries.map((entry, at) => ({ index: before.size + at, entry })), verifyEd25519, (index, why) => { wrong.push(`${String(index)}: ${why}`); });
  return followed === claimed ? ok(followed) : refuse("key-change-unproven", { url: client.url, why: wrong.join("; ") || "log" });
}
