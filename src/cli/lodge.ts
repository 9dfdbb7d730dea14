import { existsSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { openRefusalReceipt } from "../journal/receipts.js";
import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { signDetached } from "../signing/cms-sign.js";
import { lodgementPart } from "../signing/envelope-files.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { policyOf } from "./anchors.js";
import { postJson, type Client } from "./client.js";
import { envelopesIn, folderOf, NAMES, writeIn, type Envelope } from "./envelope-folder.js";
import { exchangeFacts, personFrom, readBytes, signerOf, withSigner, type ExchangeFacts, type Person, type PersonOptions } from "./person.js";
import { awaitFinal, checkFinal, checkProvisional, receiptKeysOf } from "./receipts.js";
import { uploadFile } from "./upload.js";
import { both, type Verb } from "./verb.js";

const LODGED = z.object({ parts: z.array(z.object({ part: z.string(), statement: z.string(), receipt: z.string(), acceptedAt: z.string() })) });
const UPLOAD = z.object({ url: z.string(), address: z.string() });
/** How long `--wait` waits for the witnesses, in ms. */
const WAIT_MS = 90_000;

export type LodgeOptions = { /** Fetch and check the final receipts. */ readonly wait: boolean; readonly policy?: string | undefined };
export type Lodged = { readonly part: string; readonly folder: string; readonly st: string; readonly acceptedAt: string; readonly index: number | null };
type Progress = (sent: number, size: number) => void;

/**
 * Lodges every envelope under a folder together: signs the statements (or takes the .p7s made elsewhere), uploads the contents
 * where an earlier try stopped, posts, checks and keeps the receipts. A refusal's signed note is kept beside the envelopes.
 */
export async function lodgeBid(person: Person, folder: string, options: LodgeOptions, progress: Progress = () => undefined): Promise<Result<Lodged[]>> {
  const facts = await exchangeFacts(person.client);
  const envelopes = await envelopesIn(folder);
  if (!facts.ok || !envelopes.ok) return facts.ok ? envelopes as Result<never> : facts;
  const uploaded = await uploadBid(person, envelopes.value, progress);
  if (!uploaded.ok) return uploaded;
  const posted = await postBid(person, envelopes.value);
  if (!posted.ok) {
    await keepRefusal(folder, envelopes.value, posted.refusal, facts.value);
    return posted;
  }
  const kept = await keepReceipts(envelopes.value, posted.value.parts, facts.value);
  return kept.ok && options.wait ? finish(person.client, envelopes.value, kept.value, options.policy ?? null, facts.value) : kept;
}

/** Uploads the contents alone: a careful bidder does this before the last minute. */
export async function uploadBid(person: Person, envelopes: readonly Envelope[], progress: Progress = () => undefined): Promise<Result<null>> {
  for (const { folder, statement } of envelopes) {
    if (statement.v !== "dse/1") continue;
    const file = path.join(folder, NAMES.content);
    const size = await stat(file).then((found) => found.size, () => -1);
    if (size !== statement.content.size) return refuse("file-unreadable", { path: file, why: `${String(size)} ≠ ${String(statement.content.size)}` });
    const done = await uploadFile(person.client, {
      path: file, ...statement.content, address: await earlierUpload(folder, person.client.url),
      keep: (address) => keepAddress(folder, person.client.url, address),
    }, progress);
    if (!done.ok) return done;
  }
  return ok(null);
}

const keepAddress = (folder: string, url: string, address: string | null): Promise<void> =>
  address === null ? forgetUploads([{ folder }]) : writeIn(folder, NAMES.upload, JSON.stringify({ url, address }));

/** An upload that the exchange does not know as whole is of no use to the next try. */
async function forgetUploads(envelopes: readonly Pick<Envelope, "folder">[]): Promise<void> {
  for (const { folder } of envelopes) await rm(path.join(folder, NAMES.upload), { force: true });
}

async function earlierUpload(folder: string, url: string): Promise<string | null> {
  const file = path.join(folder, NAMES.upload);
  if (!existsSync(file)) return null;
  const read = UPLOAD.safeParse(JSON.parse(await readFile(file, "utf8")));
  return read.success && read.data.url === url ? read.data.address : null;
}

async function postBid(person: Person, envelopes: readonly Envelope[]): Promise<Result<z.infer<typeof LODGED>>> {
  const [first] = envelopes;
  if (first === undefined) throw new RangeError("no envelope to lodge");
  const parts = [];
  for (const envelope of envelopes) {
    const signature = await signatureOf(person, envelope);
    if (!signature.ok) return signature;
    parts.push(lodgementPart(envelope, signature.value));
  }
  const { tender, lot } = first.statement;
  return postJson(person.client, `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}/lodgements`, { parts }, LODGED);
}

/** The statement's signature: the file made elsewhere (UKey, openssl), else made here and kept. */
async function signatureOf(person: Person, { folder, statementBytes }: Envelope): Promise<Result<Uint8Array>> {
  const file = path.join(folder, NAMES.signature);
  if (existsSync(file)) return readBytes(file);
  const signer = await signerOf(person);
  if (!signer.ok) return signer;
  const signature = await signDetached(statementBytes, signer.value);
  await writeIn(folder, NAMES.signature, signature);
  return ok(signature);
}

async function keepReceipts(envelopes: readonly Envelope[], receipts: z.infer<typeof LODGED>["parts"], facts: ExchangeFacts): Promise<Result<Lodged[]>> {
  const key = receiptKeysOf(facts);
  if (!key.ok) return key;
  const lodged: Lodged[] = [];
  for (const envelope of envelopes) {
    const mine = receipts.find((each) => each.statement === envelope.st);
    if (mine === undefined) return refuse("receipt-wrong", { why: envelope.st });
    await writeIn(envelope.folder, NAMES.receipt, mine.receipt);
    const checked = checkProvisional(mine.receipt, envelope, key.value);
    if (!checked.ok) return checked;
    lodged.push({ part: mine.part, folder: envelope.folder, st: envelope.st, acceptedAt: mine.acceptedAt, index: null });
  }
  return ok(lodged);
}

/** Fetches and checks the final receipts of lodged envelopes. @param policyFile the user's own witness policy; null takes the exchange's */
export async function finish(client: Client, envelopes: readonly Envelope[], lodged: readonly Lodged[], policyFile: string | null, facts: ExchangeFacts): Promise<Result<Lodged[]>> {
  const policy = policyOf(policyFile === null ? facts.log.policy : await readFile(policyFile, "utf8"), policyFile ?? "policy");
  if (!policy.ok) return policy;
  const done: Lodged[] = [];
  for (const each of lodged) {
    const envelope = envelopes.find(({ st }) => st === each.st);
    const proof = await awaitFinal(client, each.st, WAIT_MS);
    if (!proof.ok || envelope === undefined) return proof.ok ? refuse("receipt-wrong", { why: each.st }) : proof;
    const checked = checkFinal(proof.value, envelope, policy.value);
    if (!checked.ok) return checked;
    await writeIn(each.folder, NAMES.proof, proof.value);
    done.push({ ...each, index: checked.value.index });
  }
  return ok(done);
}

/** Keeps the signed refusal: with it a bidder proves that he came, and when. */
async function keepRefusal(folder: string, envelopes: readonly Envelope[], refusal: Refusal, facts: ExchangeFacts): Promise<void> {
  if (refusal.code === "content-missing") await forgetUploads(envelopes);
  const note = refusal.facts["refusalNote"];
  const key = receiptKeysOf(facts);
  if (typeof note !== "string" || !key.ok) return;
  try {
    openRefusalReceipt(note, key.value, verifyEd25519);
  } catch {
    return; // not signed by the exchange: nothing to keep
  }
  await writeIn(folder, NAMES.refusal, note);
}

const lodgedLines = (lodged: readonly Lodged[]): Done => ({
  lines: lodged.map(({ part, acceptedAt, index, folder }) => (index === null ? both(`✓ ${part}：已受理 ${acceptedAt}，受理回执在 ${folder}`, "accepted, provisional receipt kept") : both(`✓ ${part}：已受理 ${acceptedAt}，日志序号 ${String(index)}，最终回执已核验`, "accepted and final receipt verified"))),
  json: { parts: lodged.map((each) => ({ ...each })) },
});

/** `daylight lodge`: hands sealed envelopes, withdrawals or confirmations in. */
export const lodge: Verb = (program, terminal, done) => withSigner(program.command("lodge"))
  .argument("<folder>", both("daylight seal 做好的密封件，或离线封标页给出的 zip", "the envelopes daylight seal made, or the offline page’s zip"))
  .description(both("签名、断点续传、递交，并保存回执。", "Sign, upload with resume, lodge, and keep the receipts."))
  .option("--wait", both("等待并核验最终回执", "wait for the final receipt and check it"))
  .option("--policy <file>", both("您自己持有的见证策略", "the witness policy you hold yourself"))
  .option(...JSON_OPTION)
  .action(async (folder: string, options: PersonOptions & { wait?: boolean; policy?: string; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const opened = await folderOf(folder);
      if (!opened.ok) return opened;
      const lodged = await lodgeBid(person.value, opened.value, { wait: options.wait === true, policy: options.policy });
      return lodged.ok ? ok(lodgedLines(lodged.value)) : lodged;
    }));
  });
