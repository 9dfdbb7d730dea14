import { readZip } from "../../../archive/read-zip.js";
import type { Finding } from "../../../bidding/asked.js";
import { ok, refuse, type Result } from "../../../kernel/result.js";
import { ENVELOPE_NAMES, readEnvelopeFiles } from "../../../signing/envelope-files.js";
import { checkOwnKey, openContent } from "../../../signing/open.js";
import { unwrapIdentity } from "../../../signing/opener-key.js";
import { noblePrimitives } from "../../../signing/primitives.js";
import { chunksOf } from "../../../signing/streams.js";
import { zipSource } from "../zip-source.js";
import { field, filesIn } from "./fields.js";
import { make, say, wordsOf } from "./say.js";
import type { Step } from "./steps.js";

/** Proves, while there is time, that bidder.key and its passphrase open the sealed bid: the commonest way to lose one is a lost key. */
export function keyStep(): Step {
  const zip = field({ id: "zip", type: "file", label: ["封好的 zip", "The sealed zip"], hint: ["您保存的密封件，里面有 bidder.key 和密文。", "The zip you saved, with bidder.key and ciphertext."] });
  const passphrase = field({ id: "key-passphrase", type: "password", label: ["投标密钥口令", "Passphrase of the bid key"] });
  const results = make("ul", "tasks");
  const status = make("div", "", results);
  status.setAttribute("role", "status");
  return {
    name: ["检查投标密钥", "Check the bid key"], section: make("section", "", zip.box, passphrase.box, status), next: ["检查", "Check"],
    leave: async () => {
      results.replaceChildren();
      const [file] = filesIn(zip);
      if (file === undefined) return [finding("zip", refuse("answer-missing", { question: "封好的 zip" }))];
      const checked = await checkKeys(file, passphrase.input.value);
      if (!checked.ok) return [finding(checked.refusal.code === "passphrase-wrong" ? "key-passphrase" : "zip", checked)];
      results.append(...checked.value.map(lineOf));
      return [];
    },
  };
}

const finding = (at: string, { refusal }: { readonly refusal: Finding["refusal"] }): Finding => ({ at, grave: true, refusal });

type KeyCheck = { readonly part: string; readonly opened: Result<number> };

const lineOf = ({ part, opened }: KeyCheck): HTMLElement => make("li", "", make("strong", "", part),
  opened.ok ? say([`口令正确，密钥打得开密文，${String(opened.value)} 个文件与清单一致`, `the passphrase is right, the key opens the content, its ${String(opened.value)} file(s) are as listed`], "span", "tag ok") : say(wordsOf(opened.refusal), "span", "err"));

/** Opens every part of a zip with its own key, as the opening would; what comes out is read to its end and thrown away. */
async function checkKeys(file: File, passphrase: string): Promise<Result<KeyCheck[]>> {
  const zip = await readZip(zipSource(file), file.name);
  if (!zip.ok) return zip;
  const slice = (name: string): Blob | null => {
    const place = zip.value.get(name);
    return place === undefined ? null : file.slice(place.start, place.start + place.size);
  };
  const checks: KeyCheck[] = [];
  for (const name of zip.value.keys()) {
    if (!name.endsWith(`/${ENVELOPE_NAMES.key}`)) continue;
    const part = name.slice(0, -ENVELOPE_NAMES.key.length - 1);
    const opened = await openPart((each) => slice(`${part}/${each}`), passphrase);
    if (!opened.ok && opened.refusal.code === "passphrase-wrong") return opened;
    checks.push({ part, opened });
  }
  return checks.length === 0 ? refuse("file-unreadable", { path: file.name, why: ENVELOPE_NAMES.key }) : ok(checks);
}

async function openPart(slice: (name: string) => Blob | null, passphrase: string): Promise<Result<number>> {
  const read = async (name: string): Promise<Result<Uint8Array>> => {
    const blob = slice(name);
    return blob === null ? refuse("file-unreadable", { path: name, why: "zip" }) : ok(new Uint8Array(await blob.arrayBuffer()));
  };
  const [envelope, key, content] = [await readEnvelopeFiles(noblePrimitives, read), await read(ENVELOPE_NAMES.key), slice(ENVELOPE_NAMES.content)];
  if (!envelope.ok || !key.ok) return envelope.ok ? (key as Result<never>) : envelope;
  const { statement } = envelope.value;
  if (statement.v !== "dse/1" || content === null) return refuse("file-unreadable", { path: ENVELOPE_NAMES.content, why: statement.v });
  const identity = await unwrapIdentity(key.value, passphrase);
  if (!identity.ok) return identity;
  const own = await checkOwnKey(statement, identity.value);
  if (!own.ok) return own;
  const verdict = await openContent(noblePrimitives, { statement, identity: identity.value, content: chunksOf(content.stream()) }, drain);
  if (verdict.outcome === "opened") return ok(verdict.files.length);
  return verdict.outcome === "void" ? refuse("bid-void", { cause: verdict.cause, why: verdict.why, where: verdict.where }) : refuse("content-not-as-stated", { size: verdict.size, sha256: verdict.sha256 });
}

async function drain(_name: string, _size: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = bytes[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}
