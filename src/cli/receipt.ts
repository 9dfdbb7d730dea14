import { existsSync } from "node:fs";
import path from "node:path";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339 } from "../kernel/time.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { policyOf } from "./anchors.js";
import { envelopesIn, NAMES, writeIn, type Envelope } from "./envelope-folder.js";
import { exchangeFacts, personFrom, readText, withPerson, type PersonOptions } from "./person.js";
import { awaitFinal, checkFinal, checkProvisional, receiptKeysOf } from "./receipts.js";
import { both, type Verb } from "./verb.js";

type Options = PersonOptions & { readonly fetch?: boolean; readonly policy?: string; readonly receiptKey?: string; readonly json?: boolean };
type Keys = { readonly policy: string; /** One a line. */ readonly receiptKey: string | null };

/** The policy and the exchange's receipt key: the user's own files, else asked of the exchange. */
async function keysFrom(options: Options): Promise<Result<Keys>> {
  if (options.policy !== undefined) {
    const policy = await readText(options.policy);
    if (!policy.ok) return policy;
    const key = options.receiptKey === undefined ? ok(null) : await readText(options.receiptKey);
    return key.ok ? ok({ policy: policy.value, receiptKey: key.value?.trim() ?? null }) : key;
  }
  const person = await personFrom(options);
  if (!person.ok) return person;
  const facts = await exchangeFacts(person.value.client);
  return facts.ok ? ok({ policy: facts.value.log.policy, receiptKey: [facts.value.receiptKey, ...(facts.value.receiptKeys ?? [])].join("\n") }) : facts;
}

/** Checks what receipts an envelope has. At least one must be there. */
async function checkOne(envelope: Envelope, keys: Keys): Promise<Result<{ readonly part: string; readonly acceptedAt: string | null; readonly index: number | null }>> {
  const { folder, statement } = envelope;
  const has = (name: string): boolean => existsSync(path.join(folder, name));
  if (!has(NAMES.receipt) && !has(NAMES.proof)) return refuse("file-unreadable", { path: path.join(folder, NAMES.receipt), why: "ENOENT" });
  const accepted = has(NAMES.receipt) && keys.receiptKey !== null ? await provisional(envelope, keys.receiptKey) : ok(null);
  if (!accepted.ok) return accepted;
  const index = has(NAMES.proof) ? await final(envelope, keys.policy) : ok(null);
  return index.ok ? ok({ part: statement.part, acceptedAt: accepted.value, index: index.value }) : index;
}

async function provisional(envelope: Envelope, receiptKey: string): Promise<Result<string>> {
  const note = await readText(path.join(envelope.folder, NAMES.receipt));
  const [first = "", ...others] = receiptKey.split(/\s+/);
  const key = receiptKeysOf({ receiptKey: first, receiptKeys: others });
  if (!note.ok || !key.ok) return note.ok ? (key as Result<never>) : note;
  const checked = checkProvisional(note.value, envelope, key.value);
  return checked.ok ? ok(rfc3339(checked.value.acceptedAt)) : checked;
}

async function final(envelope: Envelope, policyText: string): Promise<Result<number>> {
  const proof = await readText(path.join(envelope.folder, NAMES.proof));
  const policy = policyOf(policyText, "policy");
  if (!proof.ok || !policy.ok) return proof.ok ? (policy as Result<never>) : proof;
  const checked = checkFinal(proof.value, envelope, policy.value);
  return checked.ok ? ok(checked.value.index) : checked;
}

async function checkAll(folder: string, options: Options): Promise<Result<Done>> {
  const envelopes = await envelopesIn(folder);
  if (!envelopes.ok) return envelopes;
  if (options.fetch === true) {
    const fetched = await fetchProofs(envelopes.value, options);
    if (!fetched.ok) return fetched;
  }
  const keys = await keysFrom(options);
  if (!keys.ok) return keys;
  const parts = [];
  for (const envelope of envelopes.value) {
    const one = await checkOne(envelope, keys.value);
    if (!one.ok) return one;
    parts.push(one.value);
  }
  return ok({
    lines: parts.map(({ part, acceptedAt, index }) => both(`✓ ${part}：${acceptedAt === null ? "" : `受理于 ${acceptedAt}`}${index === null ? "，最终回执尚无" : `，日志序号 ${String(index)}，见证人已签名`}`, index === null ? "provisional receipt holds" : "final receipt holds")),
    json: { parts },
  });
}

async function fetchProofs(envelopes: readonly Envelope[], options: Options): Promise<Result<null>> {
  const person = await personFrom(options);
  if (!person.ok) return person;
  for (const { folder, st } of envelopes) {
    const proof = await awaitFinal(person.value.client, st, 0);
    if (!proof.ok) return proof;
    await writeIn(folder, NAMES.proof, proof.value);
  }
  return ok(null);
}

/** `daylight receipt`: checks the receipts beside an envelope; with --policy (and --receipt-key) without a network. */
export const receipt: Verb = (program, terminal, done) => withPerson(program.command("receipt"))
  .argument("<folder>", both("已递交的密封件", "the lodged envelopes"))
  .description(both("核验回执：签名、日志包含证明、见证人签名、盐值承诺。", "Check receipts: signature, inclusion, the witnesses' quorum, the salt."))
  .option("--fetch", both("先取得最终回执", "fetch the final receipts first"))
  .option("--policy <file>", both("您自己持有的见证策略（离线核验）", "the witness policy you hold yourself (offline)"))
  .option("--receipt-key <file>", both("交易平台回执公钥", "the exchange's receipt key"))
  .option(...JSON_OPTION)
  .action(async (folder: string, options: Options) => { done(await act(terminal, options, () => checkAll(folder, options))); });
