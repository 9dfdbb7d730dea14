import { base64, hex } from "../../kernel/bytes.js";
import { type Refusal, wordsOf } from "../../kernel/refusal.js";
import type { Result } from "../../kernel/result.js";
import { at } from "../../kernel/time.js";
import { signDetached } from "../../signing/cms-sign.js";
import { sealPart, type SealedPart, type SealInput } from "../../signing/envelope.js";
import { PASSPHRASE_CHARACTERS_MIN, wrapIdentity } from "../../signing/opener-key.js";
import { noblePrimitives } from "../../signing/primitives.js";
import { chunksOf } from "../../signing/streams.js";
import { postJson, reasonOf, wordsIn } from "./asking.js";
import { byId, element } from "./dom.js";
import { type CheckedPart, checkPart, type SealingJson, trustOf } from "./sealing-terms.js";
import { type OwnSigner, readSigner } from "./signer-files.js";
import { upload } from "./upload.js";

/** Ciphertext is handed to the browser's own store in pieces of this size, so that memory holds no more. */
const SPILL_BYTES = 16_777_216;

const SALT_BYTES = 16;

const form = byId<HTMLFormElement>("seal");
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const status = byId("status");

/** Said to the person in words; anything else that is thrown is a bug and shows as such. */
class Stop extends Error {}

function orStop<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Stop(words(result.refusal));
}

const words = (refusal: Refusal): string => `${wordsOf(refusal, language)}（${refusal.code}）`;
const data = (name: string): string => form.dataset[name] ?? "";
const valueOf = (id: string): string => byId<HTMLInputElement>(id).value.trim();
const fileOf = (id: string): File => {
  const file = byId<HTMLInputElement>(id).files?.[0];
  if (file === undefined) throw new Stop(labelOf(id));
  return file;
};
const labelOf = (id: string): string => document.querySelector(`label[for="${id}"]`)?.textContent ?? id;

function say(text: string, className = "note"): void {
  status.append(element("p", text, className));
}

/** Fetches what to seal to and checks it here; the openers are shown with the names in their certificates. */
async function checkedParts(sealing: SealingJson): Promise<CheckedPart[]> {
  // Certificates are judged by the exchange clock, which a rehearsal may have moved.
  const [trust, now] = [trustOf(sealing), at(sealing.now)];
  const parts: CheckedPart[] = [];
  for (const json of sealing.parts) parts.push(orStop(await checkPart(json, sealing.exchange, trust, now)));
  return parts;
}

function filesOf(part: CheckedPart): SealInput[] {
  const chosen = [...(byId<HTMLInputElement>(`files-${part.json.part}`).files ?? [])];
  const missing = part.json.requiredFiles.filter((name) => !chosen.some((file) => file.name === name));
  if (missing.length > 0) throw new Stop(`${labelOf(`files-${part.json.part}`)}：${missing.join("、")}`);
  return chosen.map((file) => ({ name: file.name, size: file.size, stream: () => chunksOf(file.stream()) }));
}

/** form.json, the 开标一览表 as canonical JSON. */
function priceForm(): { v: "form/1"; price: { amount: string; currency: "CNY" }; days: number; quality: string; leader: { name: string; certificate: string; certificateNumber: string } } {
  const amount = valueOf("price");
  const ceiling = data("ceiling");
  if (!/^(0|[1-9]\d{0,15})\.\d{2}$/.test(amount)) throw new Stop(labelOf("price"));
  if (ceiling !== "" && BigInt(amount.replace(".", "")) > BigInt(ceiling)) throw new Stop(labelOf("price"));
  const days = Number(valueOf("days"));
  if (!Number.isSafeInteger(days) || days < 1) throw new Stop(labelOf("days"));
  return { v: "form/1", price: { amount, currency: "CNY" }, days, quality: valueOf("quality"), leader: { name: valueOf("manager"), certificate: valueOf("managerCertificate"), certificateNumber: valueOf("managerNumber") } };
}

function progress(done: number, total: number): void {
  const bar = byId<HTMLProgressElement>("bar");
  bar.max = total;
  bar.value = done;
}

type Sealed = { readonly part: CheckedPart; readonly sealed: SealedPart; readonly content: Blob };

async function sealOne(part: CheckedPart, exchange: string, own: OwnSigner): Promise<Sealed> {
  let content = new Blob();
  const bidder = { id: data("bidder"), cert: own.certificate.sha256 };
  const { previous, termsSha256 } = part.json;
  const order = { exchange, terms: part.terms, termsSha256, bidder, seq: (previous?.seq ?? 0) + 1, prev: previous?.sha256 ?? null, form: part.json.form ? priceForm() : null, files: filesOf(part) };
  const sink = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => { content = await gather(chunks); };
  return { part, sealed: orStop(await sealPart(noblePrimitives, order, sink, progress)), content };
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
  const spilled: Blob[] = [];
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    pending.push(Uint8Array.from(chunk));
    size += chunk.length;
    if (size < SPILL_BYTES) continue;
    spilled.push(new Blob(pending));
    [pending, size] = [[], 0];
  }
  return new Blob([...spilled, ...pending]);
}

async function lodgement({ part, sealed }: Sealed, own: OwnSigner): Promise<object> {
  const signature = await signDetached(sealed.statementBytes, own.signer);
  return { part: part.json.part, statement: base64(sealed.statementBytes), signature: base64(signature), salt: hex(crypto.getRandomValues(new Uint8Array(SALT_BYTES))), shares: sealed.shares.map(base64) };
}

/** The fallback key of a part, under the passphrase, as a file to be saved. */
async function offerKey({ part, sealed }: Sealed, passphrase: string): Promise<void> {
  const wrapped = orStop(await wrapIdentity(sealed.identity, passphrase));
  const link = element("a", `${status.dataset["save"] ?? ""}（${part.json.part}）`, "btn alt") as HTMLAnchorElement;
  link.href = URL.createObjectURL(new Blob([Uint8Array.from(wrapped)]));
  link.download = `bidder-${data("tender")}-${data("lot")}-${part.json.part}.key`;
  const line = element("p", "");
  line.append(link);
  status.append(line);
}

function passphraseOf(): string {
  const passphrase = byId<HTMLInputElement>("passphrase").value;
  if (passphrase.length < PASSPHRASE_CHARACTERS_MIN) throw new Stop(labelOf("passphrase"));
  if (passphrase !== byId<HTMLInputElement>("again").value) throw new Stop(labelOf("again"));
  return passphrase;
}

async function lodge(sealing: SealingJson, parts: readonly CheckedPart[]): Promise<void> {
  const passphrase = passphraseOf();
  const own = await readSigner(data("certificate") === "" ? fileOf("certificate") : data("certificate"), fileOf("key"));
  byId("progress").hidden = false;
  const sealed: Sealed[] = [];
  for (const part of parts) sealed.push(await sealOne(part, sealing.exchange, own));
  // The keys are offered before anything is sent: a bid that is lodged must never be without its fallback key.
  for (const each of sealed) await offerKey(each, passphrase);
  for (const each of sealed) {
    const uploaded = await upload(each.content, each.sealed.statement.content.sha256, (sent) => { progress(sent, each.content.size); });
    if (!uploaded.ok) throw new Stop(wordsIn(uploaded.refusal));
  }
  const answer = await postJson(data("lodge"), { parts: await Promise.all(sealed.map((each) => lodgement(each, own))) });
  if (!answer.ok) throw new Stop(await reasonOf(answer));
  const { parts: receipts } = (await answer.json()) as { parts: { part: string; statement: string; receipt: string; acceptedAt: string }[] };
  say(status.dataset["done"] ?? "", "note ok");
  for (const receipt of receipts) showReceipt(receipt);
  form.hidden = true;
}

function showReceipt(receipt: { part: string; statement: string; receipt: string; acceptedAt: string }): void {
  const link = element("a", `${status.dataset["receipt"] ?? ""}：${receipt.part} ${receipt.acceptedAt}`) as HTMLAnchorElement;
  link.href = `${location.pathname.replace(/\/seal$/, "")}/receipts/${receipt.statement}`;
  const line = element("p", "");
  line.append(link);
  status.append(line, element("pre", receipt.receipt));
}

function showFault(error: unknown): void {
  const faults = byId("faults");
  faults.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
  faults.focus();
  byId("progress").hidden = true;
}

async function begin(): Promise<void> {
  const answer = await fetch(data("sealing"), { cache: "no-store" });
  if (!answer.ok) throw new Stop(await reasonOf(answer));
  const sealing = (await answer.json()) as SealingJson;
  const parts = await checkedParts(sealing);
  const list = element("ul", "");
  for (const { opener, org, name } of parts[0]?.openers ?? []) list.append(element("li", `${opener}：${name} ${org}`));
  form.prepend(element("h2", status.dataset["check"] ?? ""), list);
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    byId("faults").replaceChildren();
    status.replaceChildren();
    lodge(sealing, parts).catch(showFault);
  });
}

await begin().catch(showFault);
