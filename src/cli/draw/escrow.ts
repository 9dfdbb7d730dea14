import { z } from "zod";
import { base64, fromUtf8, utf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { recipientOf } from "../../signing/age.js";
import { signDetached } from "../../signing/cms-sign.js";
import { makeEscrow, makeEscrowRelease, openEscrowShare, readEscrow, type EscrowFile, type EscrowOf, type EscrowOpeners } from "../../signing/escrow.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { parseTerms, type LotTerms, type Place } from "../../signing/terms.js";
import type { Done } from "../act.js";
import { anchorsFrom, type AnchorOptions } from "../anchors.js";
import { getJson, postJson } from "../client.js";
import { identitiesOf, type IdentityStore } from "../identities.js";
import { storeFrom, type StoreOptions } from "../keys.js";
import { walkLog } from "../log-walk.js";
import { exchangeFacts, personFrom, signerOf, type Person } from "../person.js";
import { both } from "../verb.js";
import { shownDraw, type DrawShown, type Here, type Options } from "./place.js";

const ME = z.object({ opener: z.string().nullable() });
const ESCROWS = z.object({ escrows: z.array(z.object({ name: z.string(), from: z.string(), due: z.boolean(), file: z.string().nullable(), given: z.array(z.string()) })) });
const GIVEN = z.object({ name: z.string(), outcome: z.enum(["secret", "bad", "too-few"]) });
const OUTCOMES = { "secret": ["已开启", "opened"], "bad": ["托管的不是所承诺的数", "what was sealed is not what was committed to"], "too-few": ["等待其他开启人", "waits for another opener"] } as const;

/**
 * The escrow of secrets of a draw, as their holder makes it (trust.md §3.4): sealed to the keys of the lot's own terms, which stand in the
 * witnessed log and which every bidder checks against the openers' offices, so that no key is put in for the draw alone.
 */
export async function escrowsFor(here: Here, options: AnchorOptions, draw: DrawShown, secrets: readonly (Pick<EscrowOf, "name" | "commitment"> & { readonly secret: string })[]): Promise<Result<string[]>> {
  const openers = draw.escrow;
  if (openers === null) return ok([]);
  const terms = await loggedTerms(here, options, openers);
  if (!terms.ok) return terms;
  return ok(secrets.map(({ secret, ...of }) => fromUtf8(makeEscrow(openers, { draw: here.draw, ...of }, secret))));
}

/** The terms by which openers are named, out of the log; refused where they are not there or name others. */
async function loggedTerms(here: Here, options: AnchorOptions, openers: EscrowOpeners): Promise<Result<LotTerms>> {
  const facts = await exchangeFacts(here.client);
  if (!facts.ok) return facts;
  const { exchange, mode, caPem, log } = facts.value;
  const anchors = await anchorsFrom(options, { exchange, mode, policy: log.policy, caPem, offices: {} });
  if (!anchors.ok) return anchors;
  const walk = await walkLog(here.client, anchors.value.policy, 0);
  if (!walk.ok) return walk;
  const entry = walk.value.entries.find((each) => sha256Hex(each) === openers.terms);
  const terms = entry === undefined ? null : parseTerms(entry);
  return terms?.ok === true && openers.exchange === exchange && namedBy(openers, terms.value, here.draw) ? terms : refuse("terms-not-logged", { part: openers.part });
}

/** Whether terms of the draw's own lot name these openers, keys and threshold. */
function namedBy(openers: EscrowOpeners, terms: LotTerms, draw: string): boolean {
  const keys = (list: EscrowOpeners["openers"]): string => list.map(({ opener, recipient }) => `${opener} ${recipient}`).join();
  return draw.startsWith(`${terms.tender}/${terms.lot}/D`) && terms.part === openers.part && terms.threshold === openers.threshold && keys(terms.openers) === keys(openers.openers);
}

type Opening = { readonly opener: string; readonly openers: EscrowOpeners; readonly identity: string; readonly draw: DrawShown };

/** Who opens, by which key, to what plan: the terms of the plan are in the witnessed log. */
async function openingOf(here: Here, options: Options & AnchorOptions & StoreOptions, person: Person): Promise<Result<Opening>> {
  const [me, draw] = [await getJson(here.client, "/api/v1/me", ME), await shownDraw(here)];
  if (!me.ok) return me;
  if (!draw.ok) return draw;
  const openers = draw.value.escrow;
  if (openers === null) return refuse("escrow-nothing-due");
  const terms = await loggedTerms(here, options, openers);
  if (!terms.ok) return terms;
  const opener = me.value.opener ?? "";
  const identity = await identityOf(await storeFrom(options, person), { exchange: openers.exchange, tender: terms.value.tender, lot: terms.value.lot, part: openers.part }, openers, opener);
  return identity.ok ? ok({ opener, openers, identity: identity.value, draw: draw.value }) : identity;
}

/** An opener opens its share of everything that is owed in a draw, and of nothing else; what its share does not open to it says so. */
export async function openEscrows(here: Here, options: Options & AnchorOptions & StoreOptions): Promise<Result<Done>> {
  const person = await personFrom(options);
  if (!person.ok) return person;
  const [opening, listed] = [await openingOf(here, options, person.value), await getJson(here.client, `${here.path}/escrow`, ESCROWS)];
  if (!opening.ok) return opening;
  if (!listed.ok) return listed;
  const owed = listed.value.escrows.filter(({ due, given }) => due && !given.includes(opening.value.opener));
  if (owed.length === 0) return refuse("escrow-nothing-due");
  const lines: string[] = [];
  for (const { name, file } of owed) {
    const given = await openOne(here, person.value, opening.value, { name, file: file ?? "" });
    if (!given.ok) return given;
    lines.push(both(`✓ “${name}”：${OUTCOMES[given.value][0]}`, OUTCOMES[given.value][1]));
  }
  return ok({ lines, json: { draw: here.draw, opened: owed.map(({ name }) => name) } });
}

async function openOne(here: Here, person: Person, { opener, openers, identity, draw }: Opening, { name, file }: { readonly name: string; readonly file: string }): Promise<Result<keyof typeof OUTCOMES>> {
  const signer = await signerOf(person);
  if (!signer.ok) return signer;
  const read = readEscrow(utf8(file), openers, { draw: here.draw, name, commitment: draw.commits[name] ?? draw.plan?.chain ?? "" });
  const said = read.ok ? await sayOf(read.value, sha256Hex(file), opener, identity) : read;
  if (!said.ok) return said;
  const given = await postJson(here.client, `${here.path}/escrow/releases`, { release: base64(said.value), signature: base64(await signDetached(said.value, signer.value)) }, GIVEN);
  return given.ok ? ok(given.value.outcome) : given;
}

async function sayOf(file: EscrowFile, sha256: string, opener: string, identity: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const plaintext = await openEscrowShare(file, opener, identity);
  return plaintext.ok ? ok(makeEscrowRelease(file, sha256, opener, plaintext.value)) : plaintext;
}

/** The kept identity whose recipient the plan names for this opener. */
async function identityOf(store: Result<IdentityStore>, place: Place, openers: EscrowOpeners, opener: string): Promise<Result<string>> {
  const kept = store.ok ? await identitiesOf(store.value, place) : store;
  if (!kept.ok) return kept;
  const wanted = openers.openers.find((each) => each.opener === opener)?.recipient;
  for (const identity of kept.value) if ((await recipientOf(identity)) === wanted) return ok(identity);
  return refuse("opener-key-differs", { opener });
}
