import { sha256 } from "@noble/hashes/sha2.js";
import { readZip, type ZipPlace } from "../../archive/read-zip.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { Unreachable } from "../../kernel/unreachable.js";
import { ENVELOPE_NAMES, lodgementPart, readEnvelopeFiles, type EnvelopeFiles } from "../../signing/envelope-files.js";
import { ask, postJson, refusalIn, wordsIn } from "./asking.js";
import { byId, element } from "./dom.js";
import { forgetUpload, upload } from "./upload.js";
import { zipSource } from "./zip-source.js";

/** This page has a network and sees ciphertext alone: it hands the sealing page the terms, and takes from it what is sealed. */
const box = byId("lodge");
const data = (name: string): string => box.dataset[name] ?? "";
const faults = byId("faults");
const KINDS: Readonly<Record<string, string>> = { "dse/1": "bid", "dse-withdraw/1": "withdraw", "dse-confirm/1": "confirm" };

/** Said to the person in words; anything else that is thrown is a bug and shows as such. */
class Stop extends Error {}

type Part = EnvelopeFiles & { readonly signature: Uint8Array; readonly content: Blob | null };

/** What the exchange said comes with its words; what was found here with its code and place. */
const stop = (refusal: Refusal): Stop => new Stop(refusal.code === "answered-otherwise" ? wordsIn(refusal) : `${data("bad")}（${[refusal.code, ...Object.values(refusal.facts)].join(" ")}）`);

async function partsOf(zip: Blob, name: string): Promise<Part[]> {
  const read = await readZip(zipSource(zip), name);
  if (!read.ok) throw stop(read.refusal);
  const parts: Part[] = [];
  for (const path of read.value.keys()) {
    if (!path.endsWith(`/${ENVELOPE_NAMES.statement}`)) continue;
    parts.push(await partIn(zip, read.value, path.slice(0, -ENVELOPE_NAMES.statement.length)));
  }
  if (parts.length === 0) throw stop(refuse("file-unreadable", { path: name, why: ENVELOPE_NAMES.statement }).refusal);
  return parts;
}

async function partIn(zip: Blob, places: ReadonlyMap<string, ZipPlace>, folder: string): Promise<Part> {
  const slice = (name: string): Blob | null => {
    const place = places.get(folder + name);
    return place === undefined ? null : zip.slice(place.start, place.start + place.size);
  };
  const read = async (name: string): Promise<Result<Uint8Array>> => {
    const blob = slice(name);
    return blob === null ? refuse("file-unreadable", { path: folder + name, why: "zip" }) : ok(new Uint8Array(await blob.arrayBuffer()));
  };
  const envelope = await readEnvelopeFiles({ sha256 }, read);
  if (!envelope.ok) throw stop(envelope.refusal);
  const signature = slice(ENVELOPE_NAMES.signature);
  if (signature === null) throw new Stop(data("unsigned"));
  const part: Part = { ...envelope.value, signature: new Uint8Array(await signature.arrayBuffer()), content: slice(ENVELOPE_NAMES.content) };
  checkPlace(part);
  return part;
}

/** For this lot, by this firm, of this kind, and whole: everything else the exchange checks when it comes. */
function checkPlace({ statement, content }: Part): void {
  if (statement.tender !== data("tender") || statement.lot !== data("lot")) throw new Stop(`${data("elsewhere")}（${statement.tender} ${statement.lot}）`);
  if (statement.bidder.id !== data("bidder")) throw new Stop(`${data("otherFirm")}（${statement.bidder.id}）`);
  if (KINDS[statement.v] !== data("act")) throw new Stop(data("otherAct"));
  if (statement.v === "dse/1" && content?.size !== statement.content.size) throw stop(refuse("content-not-as-stated", { size: content?.size ?? 0, sha256: statement.content.sha256 }).refusal);
}

const sizeWords = (bytes: number): string => (bytes < 1_000_000 ? `${String(Math.ceil(bytes / 1_000))} KB` : `${String(Math.round(bytes / 100_000) / 10)} MB`);

/** Shows what would be lodged; nothing is sent before the person says so. */
async function take(zip: Blob, name: string): Promise<void> {
  const parts = await partsOf(zip, name);
  const list = byId("found");
  list.replaceChildren(...parts.map(({ statement, st, content }) => {
    const line = element("li", "");
    line.append(element("span", `${statement.part}　${content === null ? "" : sizeWords(content.size)}`), element("code", st, "id"));
    return line;
  }));
  byId("ready").hidden = false;
  const button = byId("send");
  button.onclick = () => { void attempt(() => send(parts)); };
  button.focus();
}

async function send(parts: readonly Part[]): Promise<void> {
  const bar = byId<HTMLProgressElement>("bar");
  byId("progress").hidden = false;
  const total = parts.reduce((sum, { content }) => sum + (content?.size ?? 0), 0);
  let done = 0;
  for (const { statement, content } of parts) {
    if (statement.v !== "dse/1" || content === null) continue;
    const sent = await upload(content, statement.content.sha256, (bytes) => { [bar.max, bar.value] = [total, done + bytes]; });
    if (!sent.ok) throw stop(sent.refusal);
    done += content.size;
  }
  const answer = await postJson(data("lodge"), { parts: parts.map((part) => lodgementPart(part, part.signature)) });
  for (const { statement } of parts) if (statement.v === "dse/1") forgetUpload(statement.content.sha256);
  if (!answer.ok) throw stop((await refusalIn(answer)).refusal);
  const [first] = parts;
  location.assign(`${data("receipts")}${first?.st ?? ""}`);
}

/** One attempt at a time; what goes wrong is said, and may be tried again. */
let isBusy = false;
async function attempt(work: () => Promise<void>): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  faults.replaceChildren();
  try {
    await work();
  } catch (error) {
    faults.replaceChildren(element("p", error instanceof Unreachable ? data("away") : error instanceof Error ? error.message : String(error), "note bad"));
    faults.focus();
    byId("progress").hidden = true;
  } finally {
    isBusy = false;
  }
}

/** Opens the sealing page, hands it the terms when it says that it is ready, and takes what it gives back. */
async function openSealing(): Promise<void> {
  const page = window.open(data("page"), "daylight-seal");
  const answer = await ask(data("sealing"));
  if (!answer.ok) throw stop((await refusalIn(answer)).refusal);
  const terms = await answer.text();
  if (page === null) throw new Stop(data("blocked"));
  const give = (): void => { page.postMessage({ v: "daylight/terms/1", terms, act: data("act") }, location.origin); };
  window.addEventListener("message", (event: MessageEvent<{ v?: string; zip?: unknown; name?: unknown } | null>) => {
    if (event.source !== page || event.origin !== location.origin) return;
    if (event.data?.v === "daylight/ready/1") give();
    const { zip, name } = event.data ?? {};
    if (event.data?.v === "daylight/sealed/1" && zip instanceof Blob) void attempt(() => take(zip, String(name)));
  });
  // It may have been ready before the terms were here.
  give();
}

byId("open-seal").addEventListener("click", () => { void attempt(openSealing); });
const chosen = byId<HTMLInputElement>("sealed");
chosen.addEventListener("change", () => {
  const [file] = chosen.files ?? [];
  if (file !== undefined) void attempt(() => take(file, file.name));
});
byId("with-script").hidden = false;
