import { codeName } from "../experts/chain.js";
import { commitmentOf, upChain } from "../experts/draw-order.js";
import { at } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { checkEscrowRelease, combineEscrow, isEscrowOf, parseEscrowRelease, readEscrow, type EscrowFile, type EscrowOf, type EscrowOpeners, type EscrowRelease, type Unsealed } from "../signing/escrow.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { readBytes, readShape } from "./read.js";
import { checkSignature, type Claim } from "./signatures.js";
import { openerShape, type BundleIndex, type DrawFiles } from "./shapes.js";
import { ofPart } from "./terms.js";

export type EscrowArgs = { readonly index: BundleIndex; readonly log: BundleLog; readonly trust: TrustStore };
type Here = EscrowArgs & { readonly bundle: Loaded; readonly folder: string; readonly files: DrawFiles; readonly openers: EscrowOpeners; readonly findings: Findings };

const escrowPath = (folder: string, name: string): string => `draws/${folder}/escrow/${name}.json`;
const releasePath = (folder: string, place: number): string => `draws/${folder}/escrow/releases/${String(place)}.json`;

/**
 * The escrow of a draw (trust.md §3.4): sealed to the openers of the lot's own terms, logged with the commitment, made from the very number
 * that went into the draw, and what the openers said of it leaves no other outcome than the one that stands.
 */
export function checkDrawEscrow(bundle: Loaded, args: EscrowArgs, folder: string, files: DrawFiles, findings: Findings): void {
  const { escrow } = files.plan;
  const path = `draws/${folder}/plan.json`;
  const prefix = `draws/${folder}/escrow/`;
  const found = [...bundle.files.keys()].filter((each) => each.startsWith(prefix));
  if (escrow === undefined) { for (const extra of found) findings.fault("file-extra", extra); return; }
  const here: Here = { ...args, bundle, folder, files, openers: escrow, findings };
  checkOpeners(here, path);
  const releases = args.log.all("draw.escrow").filter(({ body }) => body.draw === files.plan.draw);
  const names = [...new Set([...files.plan.contributors, ...files.codes.map((_, used) => codeName(used)), ...releases.map(({ body }) => body.name)])];
  const due = new Set([...names.map((name) => escrowPath(folder, name)), ...releases.flatMap((_, place) => [releasePath(folder, place + 1), releasePath(folder, place + 1).replace(/json$/, "p7s")])]);
  for (const extra of found) if (!due.has(extra)) findings.fault("file-extra", extra);
  const said = releases.flatMap((entry, place) => readRelease(here, entry, releasePath(folder, place + 1)));
  for (const name of names) checkName(here, name, said);
}

/** The plan seals to the openers that terms of the lot, logged before it, name. */
function checkOpeners({ index, log, files, folder, openers, findings }: Here, path: string): void {
  const planned = log.all("draw.plan").find(({ body }) => body.draw === files.plan.draw)?.idx ?? 0;
  const lot = lotOf(folder);
  const terms = log.all("lot.terms").find(({ idx, sha256, body }) => idx < planned && sha256 === openers.terms && ofPart(index, lot, openers.part)(body));
  const same = terms?.body.threshold === openers.threshold && terms.body.openers.length === openers.openers.length && terms.body.openers.every(({ opener, recipient }, at) => openers.openers[at]?.opener === opener && openers.openers[at].recipient === recipient);
  findings.demand(same && openers.exchange === index.exchange, "draw-differs", path, { what: "escrow" });
}

type Said = { readonly idx: number; readonly release: EscrowRelease };

/** A release that is the logged one, signed by its opener. */
function readRelease(here: Here, { idx, body }: EntryOfType<"draw.escrow">, path: string): Said[] {
  const { bundle, index, trust, files, findings } = here;
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return [];
  if (bundle.hashes.get(path) !== body.sha256) findings.fault("entry-hash", path, { idx });
  const parsed = parseEscrowRelease(bytes);
  if (!parsed.ok) { findings.fault("release-wrong", path, { why: parsed.refusal }); return []; }
  const { name, draw, exchange } = parsed.value;
  const by = signerOf(here, body.opener);
  if (by === undefined || parsed.value.opener !== body.opener) { findings.fault("release-by-another", path, { opener: body.opener }); return []; }
  findings.demand(name === body.name && draw === files.plan.draw && exchange === index.exchange, "draw-differs", path, { what: "escrow" });
  checkSignature(bundle, trust, { content: path, signature: path.replace(/json$/, "p7s"), ...by }, findings);
  return [{ idx, release: parsed.value }];
}

/** Who an opener is by its own statement, and when its certificate had to hold. */
function signerOf({ bundle, index, folder, openers, findings }: Here, opener: string): Pick<Claim, "at" | "by"> | undefined {
  const lot = lotOf(folder);
  const part = index.lots.find((each) => each.lot === lot)?.parts.find((each) => each.part === openers.part);
  const statement = part === undefined ? undefined : readShape(bundle, `openers/${lot}/${openers.part}/${opener}.json`, openerShape, findings);
  return part === undefined || statement === undefined ? undefined : { at: at(part.deadline), by: { organisation: statement.org, cert: statement.cert } };
}

/** One escrow: logged, in form, made from what came of it, and opened only where its holder was silent. */
function checkName(here: Here, name: string, said: readonly Said[]): void {
  const { bundle, files: { plan, commits, codes, reveals }, folder, openers, findings } = here;
  const path = escrowPath(folder, name);
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return;
  const used = commits[name] === undefined ? codesBefore(name) : -1;
  const of: EscrowOf = { draw: plan.draw, name, commitment: commits[name] ?? plan.chain };
  const file = readEscrow(bytes, openers, of);
  findings.demand(file.ok && bundle.hashes.get(path) === loggedHash(here, name, used), "draw-differs", path, { what: "escrow" });
  if (!file.ok) return;
  const value = shownOf(used < 0 ? reveals[name] : codes[used]);
  if (value !== null) findings.demand(isEscrowOf(bytes, openers, of, value), "draw-differs", path, { what: name });
  checkSaid(here, { path, name, file: file.value, used, value }, said.filter(({ release }) => release.name === name));
}

const codesBefore = (name: string): number => Number(/^code-(\d+)$/.exec(name)?.[1] ?? 0) - 1;
const shownOf = (value: string | undefined): string | null => (value === undefined || value === "-" ? null : value);

/** The hash that the log fixed: with the commitment, or by the plan. */
const loggedHash = ({ log, files: { plan } }: Here, name: string, used: number): string | undefined =>
  (used < 0 ? log.all("draw.commit").find(({ body }) => body.draw === plan.draw && body.name === name)?.body.escrow : plan.escrow?.codes[used]);

type Named = { readonly path: string; readonly name: string; readonly file: EscrowFile; /** Codes before this one; -1 of a contribution. */ readonly used: number; readonly value: string | null };

/** What the openers said fits the escrow, and what follows from it is what stands. */
function checkSaid({ bundle, log, files, openers, findings }: Here, { path, name, file, used, value }: Named, said: readonly Said[]): void {
  const good = said.filter(({ idx, release }) => {
    const checked = checkEscrowRelease(release, file, bundle.hashes.get(path) ?? "");
    if (!checked.ok) findings.fault("release-wrong", path, { why: checked.refusal });
    if (idx <= owedFrom(log, files.plan.draw, used)) findings.fault("draw-order", path, { idx });
    return checked.ok;
  });
  const head = used < 1 ? files.plan.chain : (files.codes[used - 1] ?? "");
  const opened = combineEscrow(file, openers, good.map(({ release }) => release), (secret) => (used < 0 ? commitmentOf(files.plan.draw, name, secret) === file.commitment : upChain(secret) === head));
  const reveal = log.all("draw.reveal").find(({ body }) => body.draw === files.plan.draw && body.name === name);
  if (used < 0) findings.demand(reveal !== undefined && standsBy(opened.kind, reveal.body), "draw-differs", path, { what: name });
  findings.demand(opened.kind !== "secret" || value === opened.secret, "draw-differs", path, { what: name });
}

/** Whether a revealed value, or its dash, came as the log says, by what the openers said of its escrow. Too few of them leave it to the contributor himself, or to nobody. */
const standsBy = (opened: Unsealed["kind"], { r, how }: { readonly r: string; readonly how?: string }): boolean =>
  (opened === "secret" ? how === "escrow" : opened === "bad" ? how === "bad-escrow" : r === "-" ? how === "unopened" : how === undefined);

const lotOf = (folder: string): string => /^(.+)-D\d+$/.exec(folder)?.[1] ?? "";
/** After which entry an escrow may be opened: all commitments, and of a further code the one before it. */
function owedFrom(log: BundleLog, draw: string, used: number): number {
  if (used < 1) return lastCommit(log, draw);
  const codes = [...log.all("draw.result"), ...log.all("draw.replace")].filter(({ body }) => body.draw === draw);
  return codes[used - 1]?.idx ?? log.size;
}
const lastCommit = (log: BundleLog, draw: string): number => Math.max(-1, ...log.all("draw.commit").filter(({ body }) => body.draw === draw).map(({ idx }) => idx));
