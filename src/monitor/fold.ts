import { verifyEd25519 } from "../journal/ed25519-node.js";
import { followKeys } from "../journal/key-change.js";
import { utf8, fromUtf8 } from "../kernel/bytes.js";
import { sha256Hex } from "../signing/hash-node.js";
import { followsTerms, parseTerms, type LotTerms } from "../signing/terms.js";
import { openFindings, type Fault } from "../verify/findings.js";
import { readEntry, type AnyEntry } from "../verify/log.js";
import type { EntryOf, EntryType } from "../verify/shapes.js";
import type { MonitoredPart, MonitorState } from "./state.js";
import { found, type Found } from "./words.js";

/** An entry as its check sees it: `state` is brought on, `tell` takes what is wrong. */
type Seen = { readonly state: MonitorState; readonly idx: number; readonly sha256: string; readonly bytes: Uint8Array; readonly tell: (fault: Found) => void };
type OfPart = { readonly tender: string; readonly lot: string; readonly part: string };
type Fold<Body> = (seen: Seen, body: Body) => void;

/**
 * Brings a monitor's state on by one entry of the log, and gives what is wrong by the entries alone: keys published before they
 * are used, terms and notices in their chains, one close, no share before it, one opening after it. Entries are told in the order of the log.
 */
export function fold(state: MonitorState, idx: number, bytes: Uint8Array): Found[] {
  const faults: Found[] = [];
  const findings = openFindings();
  const entry = readEntry(bytes, idx, "", findings);
  if (entry === undefined) return [found("entry-malformed", { idx, why: faultWhy(findings.faults[0]) })];
  apply({ state, idx, sha256: entry.sha256, bytes, tell: (fault) => { faults.push(fault); } }, entry);
  return faults;
}

/** Why the form of an entry is wrong, as the verifier says it. */
function faultWhy(fault: Fault | undefined): string {
  const why = fault?.facts["why"];
  return typeof why === "string" ? why : "—";
}

function apply(seen: Seen, { type, body }: AnyEntry): void {
  if (Object.hasOwn(FOLDS, type)) (FOLDS[type as keyof typeof FOLDS] as Fold<unknown>)(seen, body);
  else if (type === "asset") foldAsset(seen, body as Readonly<Record<string, unknown>>);
}

/** How a part is named in the state and in sentences. */
const placeOf = ({ tender, lot, part }: OfPart): string => `${tender}/${lot}/${part}`;

function partOf(state: MonitorState, body: OfPart): MonitoredPart {
  return (state.parts[placeOf(body)] ??= { keys: [], terms: null, close: null, released: null, opened: null, settled: false });
}

/** The newest terms of a part; null where it has none that can be read. */
export function termsOf(part: MonitoredPart): { readonly terms: LotTerms; readonly sha256: string } | null {
  const read = part.terms === null ? null : parseTerms(utf8(part.terms));
  return read?.ok === true ? { terms: read.value, sha256: sha256Hex(utf8(part.terms ?? "")) } : null;
}

function foldAsset({ state, idx }: Seen, { path, sha256 }: Readonly<Record<string, unknown>>): void {
  if (typeof path === "string" && typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256)) state.assets[path] = { sha256, index: idx };
}

function foldKey({ state, idx }: Seen, body: EntryOf<"key">): void {
  const { role, tender, lot, part, opener } = body as Readonly<Record<string, unknown>>;
  if (role !== "opener" || typeof tender !== "string" || typeof lot !== "string" || typeof part !== "string" || typeof opener !== "string") return;
  partOf(state, { tender, lot, part }).keys.push({ opener, idx });
}

function foldTerms({ state, idx, bytes, tell }: Seen, body: EntryOf<"lot.terms">): void {
  const [place, part] = [placeOf(body), partOf(state, body)];
  const read = parseTerms(bytes);
  if (!read.ok || !followsTerms(read.value, termsOf(part))) tell(found("terms-differ", { place, idx }));
  for (const { opener, recipient, idx: published } of body.openers) {
    const isOut = published < body.notice && part.keys.some((key) => key.opener === opener && key.idx === published);
    if (!isOut) tell(found("opener-key-unpublished", { place, idx, opener }));
    const holder = (state.recipients[recipient] ??= `${place}/${opener}`);
    if (holder !== `${place}/${opener}`) tell(found("opener-key-reused", { place, opener, other: holder }));
  }
  part.terms = fromUtf8(bytes);
}

function foldClose({ state, idx, tell }: Seen, body: EntryOf<"lot.close">): void {
  const part = partOf(state, body);
  const deadline = termsOf(part)?.terms.deadline ?? "—";
  const why = part.close !== null ? `lot.close ${String(part.close.idx)}, ${String(idx)}` : body.deadline === deadline ? null : `lot.close ${body.deadline}`;
  if (why !== null) tell(found("close-untimely", { place: placeOf(body), deadline, why }));
  part.close ??= { idx, lastIdx: idx, deadline: body.deadline, after: body.after, count: body.count, bids: body.bids };
}

function foldAddition({ state, idx, tell }: Seen, body: EntryOf<"lot.close.add">): void {
  const { close, released } = partOf(state, body);
  if (close?.idx !== body.close) tell(found("close-untimely", { place: placeOf(body), deadline: close?.deadline ?? "—", why: `lot.close.add ${String(idx)}` }));
  else if (released !== null) tell(found("release-before-close", { place: placeOf(body), idx: released }));
  else Object.assign(close, { lastIdx: idx, count: body.count, bids: body.bids });
}

function foldRelease({ state, idx, tell }: Seen, body: EntryOf<"share.release">): void {
  const part = partOf(state, body);
  if (part.close === null) tell(found("release-before-close", { place: placeOf(body), idx }));
  part.released ??= idx;
}

function foldOpening({ state, idx, tell }: Seen, body: EntryOf<"lot.open">): void {
  const part = partOf(state, body);
  const isOnce = part.close !== null && part.opened === null && [part.close.idx, part.close.lastIdx].includes(body.close);
  if (!isOnce) tell(found("opening-differs", { place: placeOf(body), why: `lot.open ${String(idx)}` }));
  part.opened ??= { idx, sha256: body.sha256 };
}

function foldNotice({ state, idx, sha256, tell }: Seen, body: EntryOf<"notice" | "sale.notice">): void {
  const before = Object.hasOwn(state.notices, body.id) ? state.notices[body.id] : undefined;
  const follows = body.version === (before?.version ?? 0) + 1 && body.prev === (before?.entry ?? null);
  if (!follows) tell(found("notice-chain", { id: body.id, version: body.version, idx }));
  state.notices[body.id] = { version: body.version, entry: sha256, json: body.json_sha256, pdf: body.pdf_sha256, shown: null };
}

function awaitBundle(state: MonitorState, kind: "tender" | "sale", id: string, idx: number): void {
  state.bundles = [...state.bundles.filter((each) => each.kind !== kind || each.id !== id), { kind, id, idx }];
}

function foldKeyChange({ state, idx, bytes, tell }: Seen): void {
  state.policy = followKeys(state.policy, [{ index: idx, entry: bytes }], verifyEd25519, (_, why) => { tell(found("key-change-wrong", { idx, why })); });
}

const FOLDS = {
  "key": foldKey, "lot.terms": foldTerms, "lot.close": foldClose, "lot.close.add": foldAddition, "share.release": foldRelease, "lot.open": foldOpening,
  "notice": foldNotice, "sale.notice": foldNotice, "key.change": foldKeyChange,
  "archive": ({ state, idx }: Seen, body: EntryOf<"archive">): void => { if (body.edition === "public") awaitBundle(state, "tender", body.tender, idx); },
  "sale.archive": ({ state, idx }: Seen, body: EntryOf<"sale.archive">): void => { awaitBundle(state, "sale", body.sale, idx); },
} as const satisfies Partial<Readonly<Record<EntryType, (seen: Seen, body: never) => void>>>;
