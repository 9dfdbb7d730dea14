import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { ok, refuse, type Result } from "../kernel/result.js";
import { canonical } from "../kernel/canonical-json.js";
import { unwrapIdentity, readIdentity } from "../signing/opener-key.js";
import { checkOwnKey, combineFirst, openContent, type FileSink } from "../signing/open.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import { checkRelease, parseRelease, type CommittedShare } from "../signing/release.js";
import type { BidStatement } from "../signing/statement.js";
import { act, JSON_OPTION } from "./act.js";
import { postJson } from "./client.js";
import { chunksOf, NAMES, readEnvelope, type Envelope } from "./envelope-folder.js";
import { partPath } from "./keys.js";
import { passphraseFor } from "./passphrase.js";
import { personFrom, readBytes, withPerson, type Person, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const GIVEN = z.object({ statement: z.string() });

/** The bidder's key of an envelope: plain as `age-keygen` writes it, else under its passphrase. */
export async function bidderKeyOf(file: string): Promise<Result<string>> {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  const plain = readIdentity(bytes.value);
  if (plain !== null) return ok(plain);
  const passphrase = await passphraseFor(path.basename(file));
  return passphrase.ok ? unwrapIdentity(bytes.value, passphrase.value) : passphrase;
}

/** The bidder opens by its own key, inside the decryption window: the key goes to the exchange. Law: 电子招标投标办法 29–31. */
export async function giveOwnKey(person: Person, folder: string): Promise<Result<{ part: string; st: string }>> {
  const bid = await bidIn(folder);
  if (!bid.ok) return bid;
  const identity = await bidderKeyOf(path.join(folder, NAMES.key));
  if (!identity.ok) return identity;
  const fits = await checkOwnKey(bid.value.bid, identity.value);
  if (!fits.ok) return fits;
  const given = await postJson(person.client, `${partPath(bid.value.bid)}/bidder-keys`, { identity: identity.value }, GIVEN);
  return given.ok ? ok({ part: bid.value.bid.part, st: bid.value.st }) : given;
}

async function bidIn(folder: string): Promise<Result<Envelope & { readonly bid: BidStatement }>> {
  const envelope = await readEnvelope(folder);
  if (!envelope.ok) return envelope;
  const { statement } = envelope.value;
  return statement.v === "dse/1" ? ok({ ...envelope.value, bid: statement }) : refuse("statement-malformed", { where: "v" });
}

/** How an envelope is opened on this machine: by its key, or by openers' release files in log order. */
export type OfflineKey = { readonly key: string } | { readonly releases: readonly string[] };

/** Opens an envelope folder without a network and writes its files under `to`; a file that is not as the manifest says is void, and said. */
export async function openOffline(folder: string, to: string, by: OfflineKey): Promise<Result<{ files: number; refused: readonly string[] }>> {
  const bid = await bidIn(folder);
  if (!bid.ok) return bid;
  const identity = "key" in by ? await bidderKeyOf(by.key) : await combined(bid.value.bid, by.releases);
  if (!identity.ok) return identity;
  const fits = await checkOwnKey(bid.value.bid, identity.value);
  if (!fits.ok) return fits;
  if (existsSync(to) && (await readdir(to)).length > 0) return refuse("file-exists", { path: to });
  await mkdir(to, { recursive: true, mode: 0o700 });
  const verdict = await openContent(nodePrimitives, { statement: bid.value.bid, identity: identity.value, content: chunksOf(path.join(folder, NAMES.content)) }, sinkInto(to));
  if (verdict.outcome === "stored-differs") return refuse("content-not-as-stated", { size: verdict.size, sha256: verdict.sha256 });
  if (verdict.outcome === "void") return refuse("bid-void", { cause: verdict.cause, why: verdict.why, where: verdict.where });
  if (verdict.form !== null) canonical(verdict.form);
  return ok({ files: verdict.files.length, refused: verdict.refused.map(({ name }) => name) });
}

/** Names come from a checked manifest: no path, no dots alone. Never over a file that is there. */
const sinkInto = (to: string): FileSink => (name, _size, bytes) => pipeline(Readable.from(bytes), createWriteStream(path.join(to, name), { flags: "wx", mode: 0o600 }));

async function combined(statement: BidStatement, files: readonly string[]): Promise<Result<string>> {
  const shares: CommittedShare[] = [];
  for (const file of files) {
    const bytes = await readBytes(file);
    if (!bytes.ok) return bytes;
    const release = parseRelease(bytes.value);
    if (!release.ok) return release;
    const { close } = release.value;
    const mine = { ...release.value, releases: release.value.releases.filter(({ envelope }) => envelope === statement.envelope) };
    const checked = checkRelease(nodePrimitives, mine, { place: statement, close, live: new Map([[statement.envelope, statement]]) });
    if (!checked.ok) return checked;
    for (const { share } of checked.value) {
      if (!share.ok) return share;
      shares.push(share.value);
    }
  }
  const key = await combineFirst(statement, shares);
  if (key.kind === "key") return ok(key.identity);
  return key.kind === "void" ? refuse("bid-void", { cause: key.cause, why: key.cause, where: key.used.join(",") }) : refuse("shares-too-few", { have: key.have, need: key.need });
}

type Options = PersonOptions & { readonly out?: string; readonly key?: string; readonly releases?: string[]; readonly json?: boolean };

async function run(folder: string, options: Options): Promise<Result<{ lines: string[]; json: Record<string, string | number | readonly string[]> }>> {
  if (options.out === undefined) {
    const person = await personFrom(options);
    const given = person.ok ? await giveOwnKey(person.value, folder) : person;
    return given.ok ? ok({ lines: [both(`✓ ${given.value.part}：已用投标人密钥请求解密`, "opened by the bidder's own key")], json: { ...given.value } }) : given;
  }
  const by: OfflineKey = options.releases === undefined ? { key: options.key ?? path.join(folder, NAMES.key) } : { releases: options.releases };
  const opened = await openOffline(folder, options.out, by);
  return opened.ok ? ok({ lines: [both(`✓ 打开 ${String(opened.value.files)} 个文件，存于 ${options.out}`, "opened"), ...opened.value.refused.map((name) => both(`· 不合规的文件未取出：${name}`, "put aside"))], json: { ...opened.value } }) : opened;
}

/** `daylight open`: by the bidder's own key at the exchange, or with --out offline from shares or keys. */
export const open: Verb = (program, terminal, done) => withPerson(program.command("open"))
  .argument("<envelope>", both("一个部分的密封件文件夹", "the folder of one envelope"))
  .description(both("投标人在解密时限内用自己的密钥解密；给出 --out 时在本机离线打开。", "Open by the bidder's own key inside the window; with --out, offline on this machine."))
  .option("-o, --out <folder>", both("离线打开，文件存放处", "open offline, the files go here"))
  .option("--key <file>", both("密钥文件（默认 bidder.key）", "the key file (bidder.key)"))
  .option("--releases <files...>", both("开启人公开的份额文件，按日志先后", "openers' release files, in log order"))
  .option(...JSON_OPTION)
  .action(async (folder: string, options: Options) => { done(await act(terminal, options, () => run(folder, options))); });
