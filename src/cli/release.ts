import { z } from "zod";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { base64, fromBase64, fromHex } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { checkClose, type CheckedClose } from "../opening/check-close.js";
import { recipientOf } from "../signing/age.js";
import { signDetached } from "../signing/cms-sign.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import { makeRelease, openShare, type ReleasedShare } from "../signing/release.js";
import type { LotTerms, Place } from "../signing/terms.js";
import { act, JSON_OPTION, refusalLine } from "./act.js";
import { anchorsFrom, unpinnedLine, withAnchors, type AnchorOptions, type Anchors } from "./anchors.js";
import { getJson, postJson, type Client } from "./client.js";
import { identitiesOf, type IdentityStore } from "./identities.js";
import { partPath, storeFrom, withStore, type PartPlace, type StoreOptions } from "./keys.js";
import { walkLog } from "./log-walk.js";
import { exchangeFacts, personFrom, signerOf, withSigner, type Person, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const LODGED = z.object({ idx: z.number().int(), salt: z.string(), statement: z.string(), signature: z.string() });
const SEALED = z.object({
  exchange: z.string(), close: z.string(), deadlineNote: z.string().nullable(), closingNote: z.string().nullable(),
  bids: z.array(z.object({ st: z.string(), share: z.string().nullable() })), lodged: z.array(LODGED),
});
type Sealed = z.infer<typeof SEALED>;
const TENDER = z.object({ lots: z.array(z.object({ lot: z.string(), parts: z.array(z.object({ part: z.string(), openers: z.array(z.object({ opener: z.string(), index: z.number().int().nullable() })) })) })) });
const GIVEN = z.object({ wrong: z.array(z.string()) });
const ME = z.object({ opener: z.string().nullable() });

export type ReleaseOrder = PartPlace & { readonly anchors: AnchorOptions; readonly store: IdentityStore; /** Check everything and stop before anything is made public. */ readonly dryRun?: boolean };
export type Released = { readonly close: string; readonly live: number; readonly released: number; /** Shares that were not made public, and why. */ readonly withheld: readonly { readonly st: string; readonly line: string; readonly code: string }[]; readonly unpinned: readonly string[] };

/**
 * An opener's release of one part: fetches the sealed shares, walks the log itself, and makes shares public only where the
 * whole close holds (trust.md §1.5). What it refuses it refuses on this machine, before the exchange sees a byte.
 */
export async function releaseShares(person: Person, order: ReleaseOrder): Promise<Result<Released>> {
  const facts = await exchangeFacts(person.client);
  if (!facts.ok) return facts;
  const { exchange, mode, caPem, log } = facts.value;
  const anchors = await anchorsFrom(order.anchors, { exchange, mode, policy: log.policy, caPem, offices: {} });
  if (!anchors.ok) return anchors;
  const place: Place = { exchange, tender: order.tender, lot: order.lot, part: order.part };
  const sealed = await getJson(person.client, `${partPath(order)}/sealed`, SEALED);
  if (!sealed.ok) return sealed;
  const checked = await checkSealed(person.client, place, sealed.value, anchors.value);
  if (!checked.ok) return checked;
  const opened = await openAll(person, { place, order, sealed: sealed.value, close: checked.value });
  if (!opened.ok) return opened;
  const { opener, released, withheld } = opened.value;
  const given = order.dryRun === true ? ok(null) : await giveRelease(person, order, makeRelease(place, checked.value.close, opener, released));
  if (!given.ok) return given;
  return ok({ close: checked.value.close, live: checked.value.live.length, released: released.length, withheld, unpinned: anchors.value.unpinned.filter((name) => name !== "offices") });
}

/** Fetches the log from before the part's first terms and judges the close. */
async function checkSealed(client: Client, place: Place, sealed: Sealed, { policy, trust }: Anchors): Promise<Result<CheckedClose>> {
  const tender = await getJson(client, `/api/v1/tenders/${encodeURIComponent(place.tender)}`, TENDER);
  if (!tender.ok) return tender;
  const openers = tender.value.lots.find(({ lot }) => lot === place.lot)?.parts.find(({ part }) => part === place.part)?.openers ?? [];
  // The keys stand before the terms; where the exchange names too late an index, the first terms are missing and that is seen.
  const walk = await walkLog(client, policy, Math.min(...openers.map(({ index }) => index ?? 0), Number.MAX_SAFE_INTEGER));
  if (!walk.ok) return walk;
  const lodged = sealed.lodged.map(({ idx, salt, statement, signature }) => ({ idx, salt: fromHex(salt), statement: fromBase64(statement), signature: fromBase64(signature) }));
  return checkClose({ place, walk: walk.value, notes: { deadline: sealed.deadlineNote, closing: sealed.closingNote }, lodged, policy, trust, verify: verifyEd25519 });
}

type Opening = { readonly place: Place; readonly order: ReleaseOrder; readonly sealed: Sealed; readonly close: CheckedClose };
type Opened = { readonly opener: string; readonly released: readonly ReleasedShare[]; readonly withheld: Released["withheld"] };

async function openAll(person: Person, { place, order, sealed, close }: Opening): Promise<Result<Opened>> {
  const me = await getJson(person.client, "/api/v1/me", ME);
  if (!me.ok) return me;
  const opener = me.value.opener ?? "";
  const identity = await identityFor(order.store, place, close.terms, opener);
  if (!identity.ok) return identity;
  const released: ReleasedShare[] = [];
  const withheld: Released["withheld"][number][] = [];
  for (const { st, statement } of close.live) {
    const share = sealed.bids.find((each) => each.st === st)?.share ?? null;
    const opened = await openShare(nodePrimitives, { statement, opener, identity: identity.value, file: fromBase64(share ?? "") });
    if (opened.ok) released.push(opened.value);
    else withheld.push({ st, line: refusalLine(opened.refusal), code: opened.refusal.code });
  }
  return ok({ opener, released, withheld });
}

/** The kept identity whose recipient the terms name for this opener. */
async function identityFor(store: IdentityStore, place: Place, terms: LotTerms, opener: string): Promise<Result<string>> {
  const kept = await identitiesOf(store, place);
  if (!kept.ok) return kept;
  const wanted = terms.openers.find((each) => each.opener === opener)?.recipient;
  if (wanted === undefined) return refuse("opener-unknown", { opener });
  for (const identity of kept.value) if ((await recipientOf(identity)) === wanted) return ok(identity);
  return refuse("opener-key-differs", { opener });
}

async function giveRelease(person: Person, place: PartPlace, release: Uint8Array): Promise<Result<null>> {
  const signer = await signerOf(person);
  if (!signer.ok) return signer;
  const given = await postJson(person.client, `${partPath(place)}/releases`, { release: base64(release), signature: base64(await signDetached(release, signer.value)) }, GIVEN);
  return given.ok ? ok(null) : given;
}

type Options = PersonOptions & AnchorOptions & StoreOptions & { readonly dryRun?: boolean; readonly json?: boolean };

/** `daylight release`: an opener checks the close and makes its shares public. */
export const release: Verb = (program, terminal, done) => withStore(withAnchors(withSigner(program.command("release"))))
  .argument("<tender>", both("招标项目编号", "the tender"))
  .argument("<lot>", both("标段", "the lot"))
  .argument("<part>", both("部分", "the part"))
  .description(both("开启人：自行核验截标全过程，成立才公开本人份额。", "An opener checks the whole close itself and only then releases its shares."))
  .option("--dry-run", both("只核验，不公开", "check everything, release nothing"))
  .option(...JSON_OPTION)
  .action(async (tender: string, lot: string, part: string, options: Options) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const store = await storeFrom(options, person.value);
      if (!store.ok) return store;
      const released = await releaseShares(person.value, { tender, lot, part, anchors: options, store: store.value, dryRun: options.dryRun === true });
      if (!released.ok) return released;
      const { live, released: count, withheld, unpinned } = released.value;
      const verdict = options.dryRun === true ? both(`✓ 截标成立，有效投标 ${String(live)} 件；未公开任何份额`, "the close holds; nothing was released") : both(`✓ 截标成立，有效投标 ${String(live)} 件，公开份额 ${String(count)} 件`, "released");
      return ok({ lines: [...unpinnedLine(unpinned), ...withheld.map(({ st, line }) => `${st.slice(0, 12)} ${line}`), verdict], json: { ...released.value, withheld: withheld.map(({ st, code }) => ({ st, code })), unpinned: [...unpinned] } });
    }));
  });
