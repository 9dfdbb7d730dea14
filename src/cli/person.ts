import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { ok, refuse, type Result } from "../kernel/result.js";
import { signDetached, type Signer } from "../signing/cms-sign.js";
import { signerFromFiles } from "../signing/key-file.js";
import { getJson, type Client } from "./client.js";
import { passphraseFor } from "./passphrase.js";
import { both } from "./verb.js";

const ACTOR = z.object({
  id: z.string(), role: z.string(), name: z.string(), organisation: z.object({ name: z.string(), uscc: z.string() }).nullable(), token: z.string(),
  certificateFile: z.string(), keyFile: z.string(), p12File: z.string(), ageIdentityFile: z.string().nullable(),
});

/** Who uses the tool: by a line of the rehearsal's actors file, or by token and key files. */
export type PersonOptions = { readonly url?: string; readonly actors?: string; readonly as?: string; readonly tokenFile?: string; readonly certificate?: string; readonly key?: string };

/** The person, with what signs and where a rehearsal keeps its opening keys. */
export type Person = { readonly client: Client; readonly certificateFile: string | null; readonly keyFile: string | null; readonly ageIdentityFile: string | null };

const DEFAULT_URL = "http://127.0.0.1:8080";

/** The options every verb that talks to an exchange has. */
export const withPerson = (command: Command): Command => command
  .option("--url <address>", both("交易平台地址（或环境变量 DAYLIGHT_URL）", "the exchange (or DAYLIGHT_URL)"))
  .option("--actors <file>", both("演练人员文件 actors.json", "a rehearsal's actors.json"))
  .option("--as <id>", both("以其中哪一位办理", "which of them acts"))
  .option("--token-file <file>", both("令牌文件（或环境变量 DAYLIGHT_TOKEN）", "a file with the token (or DAYLIGHT_TOKEN)"));

/** And those of a verb that signs. */
export const withSigner = (command: Command): Command => withPerson(command)
  .option("--certificate <file>", both("签名证书（PEM）", "the signing certificate (PEM)"))
  .option("--key <file>", both("签名私钥（PKCS#8 PEM），或连同证书的 .p12、.pfx 文件", "its private key (PKCS#8 PEM), or a .p12 or .pfx file with both"));

/** Reads who acts. The token never stands on the command line, where other users of the machine could read it. */
export async function personFrom(options: PersonOptions, environment: Readonly<Record<string, string | undefined>> = process.env): Promise<Result<Person>> {
  const url = options.url ?? environment["DAYLIGHT_URL"] ?? DEFAULT_URL;
  const person = options.actors === undefined ? await byToken(url, options, environment["DAYLIGHT_TOKEN"]) : await byActor(url, options.actors, options.as ?? "");
  if (!person.ok) return person;
  const whole: Person = { ...person.value, ...(options.certificate === undefined ? {} : { certificateFile: options.certificate }), ...(options.key === undefined ? {} : { keyFile: options.key }) };
  return ok(whole.keyFile === null ? whole : { ...whole, client: { ...whole.client, sign: async (text) => signedBy(whole, text) } });
}

/** A detached signature over bytes by what signs for this person. */
async function signedBy(person: Person, bytes: Uint8Array): Promise<Result<Uint8Array>> {
  const signer = await signerOf(person);
  return signer.ok ? ok(await signDetached(bytes, signer.value)) : signer;
}

async function byToken(url: string, { tokenFile }: PersonOptions, token: string | undefined): Promise<Result<Person>> {
  const read = tokenFile === undefined ? ok(token ?? null) : await readText(tokenFile);
  return read.ok ? ok({ client: { url, token: read.value?.trim() ?? null }, certificateFile: null, keyFile: null, ageIdentityFile: null }) : read;
}

async function byActor(url: string, file: string, id: string): Promise<Result<Person>> {
  const actor = await actorIn(file, id);
  if (!actor.ok) return actor;
  const { token, certificateFile, keyFile, ageIdentityFile } = actor.value;
  const beside = (name: string): string => path.resolve(path.dirname(file), name);
  return ok({ client: { url, token }, certificateFile: beside(certificateFile), keyFile: beside(keyFile), ageIdentityFile: ageIdentityFile === null ? null : beside(ageIdentityFile) });
}

async function actorIn(file: string, id: string): Promise<Result<z.infer<typeof ACTOR>>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const read = z.array(ACTOR).safeParse(jsonOf(text.value));
  if (!read.success) return refuse("file-unreadable", { path: file, why: read.error.issues[0]?.message ?? "" });
  const actor = read.data.find((each) => each.id === id);
  return actor === undefined ? refuse("actor-unknown", { id }) : ok(actor);
}

/** A text as JSON; null where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A file of the caller's as text; a file that is not there is a refusal that names it. */
export async function readText(file: string): Promise<Result<string>> {
  const bytes = await readBytes(file);
  return bytes.ok ? ok(Buffer.from(bytes.value).toString("utf8")) : bytes;
}

/** The same as bytes. */
export async function readBytes(file: string): Promise<Result<Uint8Array>> {
  try {
    return ok(new Uint8Array(await readFile(file)));
  } catch (error) {
    return refuse("file-unreadable", { path: file, why: (error as NodeJS.ErrnoException).code ?? "" });
  }
}

/** What signs for this person: certificate and key as PEM, or one PKCS#12 file; asked for its password only where it has one. */
export async function signerOf({ certificateFile, keyFile }: Person): Promise<Result<Signer>> {
  if (keyFile === null) return refuse("signer-missing");
  const files: Uint8Array[] = [];
  for (const file of [certificateFile, keyFile]) {
    const bytes = file === null ? null : await readBytes(file);
    if (bytes?.ok === false) return bytes;
    if (bytes !== null) files.push(bytes.value);
  }
  const open = await signerFromFiles(files, "");
  if (open.ok || open.refusal.code !== "passphrase-wrong") return open;
  const password = await passphraseFor(path.basename(keyFile));
  return password.ok ? signerFromFiles(files, password.value) : password;
}

const EXCHANGE = z.object({ exchange: z.string(), name: z.string().optional(), mode: z.enum(["rehearsal", "live"]), log: z.object({ vkeys: z.string(), policy: z.string() }), receiptKey: z.string(), receiptKeys: z.array(z.string()).optional(), caPem: z.string() });
/** What an exchange says of itself; the policy and the keys are believed only where the caller pins none of its own. */
export type ExchangeFacts = z.infer<typeof EXCHANGE>;

/** Asks the exchange what it is. */
export const exchangeFacts = (client: Client): Promise<Result<ExchangeFacts>> => getJson(client, "/api/v1/exchange", EXCHANGE);
