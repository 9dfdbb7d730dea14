import { recordLetter, guaranteeUntil } from "../../bidding/use-cases/guarantee.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { holdStanding } from "../../identity/use-cases/offices.js";
import { appendToLog } from "../../journal/outbox.js";
import { sealedEntry } from "../../journal/receipts.js";
import { fromHex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { squeezed } from "../../kernel/squeezed.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { OPEN_STAGES } from "../../procedure/procedure.js";
import { passRevocation, underNewest } from "../../revocation/use-cases/judge.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { moneyFen } from "../../tenders/amounts.js";
import { deadlineOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { checkName, checkTerms, checkWindow, letterFen, type HandIn } from "../check.js";
import { issuerOn, ISSUER_KINDS, type Issuer } from "../issuer.js";
import { readLetter, type Letter, type LetterTerms, type ReadLetter } from "../letter.js";
import { agreedIssuers, isNumberUsed } from "../queries.js";
import { insertLetter } from "../store.js";

export type Place = { readonly tenderId: string; readonly lot: string };
/** A letter as it came, and the detached CMS of its issuer. */
export type SentLetter = { readonly letter: Letter; readonly signature: Uint8Array };
export type HandedIn = { readonly reference: string; readonly sha256: string; /** Opens the sealed leaf by which the log has the letter. */ readonly salt: Uint8Array };

const SALT_BYTES = 16;

type Asked = Pick<HandIn, "terms" | "deadline" | "isOpen">;

/** What a letter for a lot must say, and until when it may be handed in. */
export async function lotTerms(db: Db | Tx, world: World, { tenderId, lot: code }: Place): Promise<Result<Asked>> {
  const tender = await tenderById(db, world.exchange.id, tenderId);
  const lot = tender?.lots.find((each) => each.lot === code);
  if (tender?.row.published_at == null || lot === undefined) return refuse("not-found", { what: `${tenderId}/${code}` });
  const terms = termsOf(world, tender, code);
  return terms === null ? refuse("guarantee-not-required", { lot: code }) : ok({ terms, deadline: deadlineOf(tender, code), isOpen: OPEN_STAGES.has(lot.stage) });
}

function termsOf({ exchange }: World, tender: Tender, lot: string): LetterTerms | null {
  const wanted = moneyFen(lotOf(tender.form, lot).deposit);
  const { tenderer_uscc: uscc, tenderer_name: name } = tender.project;
  return wanted === null ? null : { exchange: exchange.origin, tender: tender.id, lot, beneficiary: { uscc, name }, wanted, from: dayOf(deadlineOf(tender, lot)), until: guaranteeUntil(tender, lot) };
}

/**
 * A firm hands in a letter of guarantee. What issuer, signature and terms say decides: it becomes the guarantee that lodging asks for, and nobody types or
 * judges it. Until the opening the log has it as a sealed leaf alone. Law: 招标投标法 22; 招标投标法实施条例 26; 政府采购法实施条例 33.
 */
export async function handIn(world: World, actor: Actor, place: Place, sent: SentLetter, at: Instant): Promise<Result<HandedIn>> {
  const may = can(actor, "surety.hand-in");
  if (!may.ok) return may;
  const asked = await lotTerms(world.db, world, place);
  if (!asked.ok) return asked;
  const inTime = checkWindow(asked.value, at);
  if (!inTime.ok) return inTime;
  const read = readLetter(sent.letter);
  if (!read.ok) return read;
  // Outside the transaction: an authority may be asked about the certificate.
  const proved = await prove(world, read.value, sent.signature, at);
  return proved.ok ? allOrNothing(world.db, (tx) => taken(tx, world, actor, { place, ...read.value, ...proved.value }, at)) : proved;
}

type Proved = { readonly issuer: Issuer; readonly signature: Uint8Array };

/** Who issued it: in the register and in force today, by the certificate entered there, good at this moment and not taken back. */
async function prove(world: World, { letter, bytes }: ReadLetter, p7s: Uint8Array, at: Instant): Promise<Result<Proved>> {
  const agreed = await agreedIssuers(world.db, world.exchange.id, letter.issuer.uscc);
  if (agreed.length === 0) return refuse("issuer-unknown", { issuer: letter.issuer.uscc });
  const issuer = issuerOn(agreed, dayOf(at));
  if (issuer === null) return refuse("issuer-not-in-force", { issuer: letter.issuer.uscc, on: dayOf(at) });
  const named = checkName(letter.issuer, issuer);
  if (!named.ok) return named;
  await underNewest(world);
  const signed = verifyDetached(p7s, bytes, world.trust, at);
  if (!signed.ok) return signed;
  const signer = checkSigner(signed.value.certificate, { organisation: issuer.uscc, cert: issuer.certificate });
  if (!signer.ok) return signer;
  const stands = await passRevocation(world, signer.value, "guarantee-letter");
  return stands.ok ? ok({ issuer, signature: signed.value.reencoded }) : stands;
}

type Taking = ReadLetter & Proved & { readonly place: Place };

async function taken(tx: Tx, world: World, actor: Actor, { place, letter, bytes, issuer, signature }: Taking, at: Instant): Promise<Result<HandedIn>> {
  const fit = await fits(tx, world, actor, { place, letter });
  if (!fit.ok) return fit;
  const number = squeezed(letter.number);
  const used = refuse("surety-used", { issuer: issuer.name, number });
  if (await isNumberUsed(tx, world.exchange.id, issuer.uscc, number)) return used;
  const reference = await recordLetter(tx, world, { ...place, bidder: letter.applicant.uscc, kind: ISSUER_KINDS[issuer.kind].guarantee, amount: letterFen(letter), validUntil: letter.until }, at);
  if (reference === null) return refuse("guarantee-exists");
  const [sha256, salt] = [sha256Hex(bytes), world.random(SALT_BYTES)];
  const outboxId = await appendToLog(tx, world.exchange.id, sealedEntry(salt, fromHex(sha256)));
  const kept = await insertLetter(tx, {
    exchange_id: world.exchange.id, sha256, letter: bytes, signature, issuer: issuer.uscc, issuer_version: issuer.version, number, reference, salt, outbox_id: outboxId, handed_in_by: actor.id, handed_in_at: new Date(at),
  });
  return kept ? ok({ reference, sha256, salt }) : used;
}

/** Whether it is this firm's and says what the lot asks. */
async function fits(tx: Tx, world: World, { organisation }: Actor, { place, letter }: Pick<Taking, "place" | "letter">): Promise<Result<true>> {
  const applicant = { uscc: organisation?.uscc ?? "", name: organisation?.name ?? "" };
  const standing = await holdStanding(tx, world.exchange.id, [applicant.uscc]);
  if (!standing.ok) return standing;
  const asked = await lotTerms(tx, world, place);
  return asked.ok ? checkTerms(letter, { terms: asked.value.terms, applicant }) : asked;
}
