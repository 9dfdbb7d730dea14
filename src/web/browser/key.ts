import { readZip } from "../../archive/read-zip.js";
import { fromUtf8, hex } from "../../kernel/bytes.js";
import { refuse, type Result } from "../../kernel/result.js";
import { ENVELOPE_NAMES } from "../../signing/envelope-files.js";
import { checkOwnKey } from "../../signing/open.js";
import { answerChallenge, makeChallenge, readIdentity, unwrapIdentity } from "../../signing/opener-key.js";
import { postJson, reasonOf } from "./asking.js";
import { byId, element } from "./dom.js";
import { zipSource } from "./zip-source.js";

/** The bidder opens by its own key, inside the window: the passphrase and the wrapped key stay here, the key alone goes to the exchange. */
const form = byId<HTMLFormElement>("key-form");
const data = (name: string): string => form.dataset[name] ?? "";
const faults = byId("faults");
const NONCE_BYTES = 32;
let identity: string | null = null;

const WORDS: Readonly<Record<string, string>> = { "passphrase-wrong": "passphrase", "key-differs": "differs", "key-not-an-identity": "none" };

/** The key file itself, or the one of this part out of the zip that was saved with it. */
async function keyFile(file: File): Promise<Uint8Array> {
  const zip = await readZip(zipSource(file), file.name);
  const place = zip.ok ? zip.value.get(`${data("part")}/${ENVELOPE_NAMES.key}`) : undefined;
  const bytes = place === undefined ? file : file.slice(place.start, place.start + place.size);
  return new Uint8Array(await bytes.arrayBuffer());
}

async function open(file: File, passphrase: string): Promise<Result<string>> {
  const bytes = await keyFile(file);
  const plain = textOf(bytes) === null ? null : readIdentity(bytes);
  const read = plain === null ? await unwrapIdentity(bytes, passphrase) : { ok: true as const, value: plain };
  if (!read.ok) return read;
  const own = await checkOwnKey({ recipient: data("recipient") }, read.value);
  return own.ok ? read : own;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return fromUtf8(bytes);
  } catch {
    return null;
  }
}

/** A test ciphertext sealed to the key that the bid committed to: what opens it opens the bid. */
async function isHealthy(key: string): Promise<boolean> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return (await answerChallenge(key, await makeChallenge(data("recipient"), nonce))) === hex(nonce);
}

async function check(): Promise<void> {
  const [file] = byId<HTMLInputElement>("key-file").files ?? [];
  const passphrase = byId<HTMLInputElement>("key-passphrase");
  identity = null;
  byId("give").hidden = true;
  if (file === undefined) throw new RangeError(data("need"));
  const opened = await open(file, passphrase.value);
  if (!opened.ok) throw new RangeError(`${data(WORDS[opened.refusal.code] ?? "none")}（${opened.refusal.code}）`);
  if (!(await isHealthy(opened.value))) throw new RangeError(`${data("differs")}（${refuse("key-differs").refusal.code}）`);
  identity = opened.value;
  byId("health").replaceChildren(element("p", data("healthy"), "note ok"));
  byId("give").hidden = false;
  byId("give").focus();
}

async function give(): Promise<void> {
  if (identity === null) return;
  const answer = await postJson(data("href"), { identity });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  location.assign(data("hall"));
}

function attempt(work: () => Promise<void>): void {
  faults.replaceChildren();
  byId("health").replaceChildren();
  work().catch((error: unknown) => {
    faults.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
    faults.focus();
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(check);
});
byId("give").addEventListener("click", () => { attempt(give); });
form.hidden = false;
