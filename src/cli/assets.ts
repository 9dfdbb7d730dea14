import { z } from "zod";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { sha256Hex } from "../signing/hash-node.js";
import { act, JSON_OPTION } from "./act.js";
import { policyOf, unpinnedLine } from "./anchors.js";
import { fetchBytes, fetchText, getJson, type Client } from "./client.js";
import { walkLog } from "./log-walk.js";
import { exchangeFacts, personFrom, readBytes, readText, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const SEAL_PAGE = "/seal.html";
const ASSETS = z.object({ assets: z.array(z.object({ path: z.string(), index: z.number().int().nullable() })) });
const REFERENCE = /(?:src|href)="(\/assets\/[^"]+)"/g;

export type AssetsOrder = { readonly policy?: string | undefined; /** A saved copy of the offline page. */ readonly file?: string | undefined };
/** The newest entry of a path: its hash, and where it stands. */
type LoggedFile = { readonly sha256: string; readonly index: number };
type CheckedAsset = LoggedFile & { readonly path: string };

/**
 * Compares what an exchange serves, byte for byte, with what its witnessed log says it serves (T44, T45): every file that it
 * names, that its front page loads, and the offline page, of which a saved copy may be checked too. Every difference is named.
 */
export async function checkAssets(client: Client, { policy: policyFile, file }: AssetsOrder): Promise<Result<CheckedAsset[]>> {
  const policyText = policyFile === undefined ? await exchangePolicy(client) : await readText(policyFile);
  if (!policyText.ok) return policyText;
  const policy = policyOf(policyText.value, policyFile ?? "policy");
  const served = await servedPaths(client);
  if (!policy.ok || !served.ok) return policy.ok ? (served as Result<never>) : policy;
  const walk = await walkLog(client, policy.value, served.value.from);
  if (!walk.ok) return walk;
  return compare(await bytesToCheck(client, served.value.paths, file), loggedAssets(walk.value.before.size, walk.value.entries));
}

/** The same for whoever has walked the log already and knows the newest entry of every path. */
export async function checkServed(client: Client, logged: ReadonlyMap<string, LoggedFile>): Promise<Result<CheckedAsset[]>> {
  const served = await servedPaths(client);
  return served.ok ? compare(await bytesToCheck(client, served.value.paths, undefined), logged) : served;
}

/** What one file is said to be: itself under its path, or a saved copy of the offline page. */
type ToCheck = { readonly called: string; readonly path: string; readonly bytes: Result<Uint8Array> };

function compare(files: readonly ToCheck[], logged: ReadonlyMap<string, LoggedFile>): Result<CheckedAsset[]> {
  const checked: CheckedAsset[] = [];
  const wrong: string[] = [];
  for (const { called, path, bytes } of files) {
    const found = logged.get(path);
    const sha256 = bytes.ok ? sha256Hex(bytes.value) : bytes.refusal.code;
    if (found?.sha256 === sha256) checked.push({ ...found, path: called });
    else wrong.push(`${called}（${sha256} ≠ ${found?.sha256 ?? "—"}）`);
  }
  return wrong.length === 0 ? ok(checked) : refuse("asset-differs", { count: wrong.length, paths: wrong.join("，") });
}

async function exchangePolicy(client: Client): Promise<Result<string>> {
  const facts = await exchangeFacts(client);
  return facts.ok ? ok(facts.value.log.policy) : facts;
}

/** What the exchange says it serves and what its front page really loads; the log is walked from the earliest entry it names. */
async function servedPaths(client: Client): Promise<Result<{ readonly paths: readonly string[]; readonly from: number }>> {
  const said = await getJson(client, "/api/v1/assets", ASSETS);
  if (!said.ok) return said;
  const front = await fetchText(client, "/");
  if (!front.ok) return front;
  const loaded = [...front.value.matchAll(REFERENCE)].map(([, path = ""]) => path);
  const indexes = said.value.assets.flatMap(({ index }) => (index === null ? [] : [index]));
  return ok({ paths: [...new Set([...said.value.assets.map(({ path }) => path), ...loaded, SEAL_PAGE])], from: Math.min(...indexes, Number.MAX_SAFE_INTEGER) });
}

async function bytesToCheck(client: Client, paths: readonly string[], file: string | undefined): Promise<ToCheck[]> {
  const read: ToCheck[] = [];
  for (const path of paths) read.push({ called: path, path, bytes: await fetchBytes(client, path) });
  if (file !== undefined) read.push({ called: file, path: SEAL_PAGE, bytes: await readBytes(file) });
  return read;
}

/** The newest entry of every path in the walked part of the log. */
function loggedAssets(begin: number, entries: readonly Uint8Array[]): ReadonlyMap<string, LoggedFile> {
  const newest = new Map<string, LoggedFile>();
  for (const [at, entry] of entries.entries()) {
    const { type, path, sha256 } = bodyOf(entry);
    if (type === "asset" && typeof path === "string" && typeof sha256 === "string") newest.set(path, { sha256, index: begin + at });
  }
  return newest;
}

function bodyOf(bytes: Uint8Array): Readonly<Record<string, Json>> {
  try {
    return parseCanonical(bytes) as Readonly<Record<string, Json>>;
  } catch {
    return {};
  }
}

type Options = PersonOptions & AssetsOrder & { readonly json?: boolean };

/** `daylight assets`: whether the site serves what its log says it serves. */
export const assets: Verb = (program, terminal, done) => withPerson(program.command("assets"))
  .description(both("核对网站下发的程序文件（含离线封标页）与公开日志是否一致。", "Check that what the site serves, the offline page among it, is what the public log says."))
  .option("--file <seal.html>", both("您保存的离线封标页", "your saved copy of the offline page"))
  .option("--policy <file>", both("您自己持有的见证策略", "the witness policy you hold yourself"))
  .option(...JSON_OPTION)
  .action(async (options: Options) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const checked = await checkAssets(person.value.client, options);
      if (!checked.ok) return checked;
      return ok({
        lines: [...unpinnedLine(options.policy === undefined ? ["policy"] : []), ...checked.value.map(({ path, sha256, index }) => both(`✓ ${path}：${sha256}，日志序号 ${String(index)}`, "as logged"))],
        json: { assets: checked.value.map((each) => ({ ...each })) },
      });
    }));
  });
