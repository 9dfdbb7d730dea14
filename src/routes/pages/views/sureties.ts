import { REFUND_CAUSES } from "../../../bidding/refunds.js";
import { hex } from "../../../kernel/bytes.js";
import { dayOf } from "../../../kernel/time.js";
import { LETTER_STATES } from "../../../sureties/check.js";
import { issuerOn } from "../../../sureties/issuer.js";
import { issuersOf } from "../../../sureties/queries.js";
import { lotTerms } from "../../../sureties/use-cases/hand-in.js";
import { ownLetter, type ShownLetter } from "../../../sureties/use-cases/show.js";
import type { Language } from "../../../web/context.js";
import { suretyWords } from "../../../web/messages/sureties.js";
import type { SuretyBoxView, SuretyView } from "../../../web/parts/surety.js";
import { paths } from "../../../web/paths.js";
import type { ActionView } from "../../../web/views.js";
import type { World } from "../../../world.js";
import type { Drawing } from "../buttons.js";

/** The field of the form that brings a letter. */
export const LETTER_FIELD = "letter";
const KEY_BYTES = 16;

/** A letter in the words of a page. */
export const suretyView = ({ letter, fen, handedInAt, sha256, reference, state, releasedOn, why, demand }: ShownLetter, language: Language): SuretyView => ({
  number: letter.number, issuer: letter.issuer.name, applicant: letter.applicant.name, beneficiary: letter.beneficiary.name, place: `${letter.tender}/${letter.lot}`, fen, from: letter.from, until: letter.until, handedInAt, sha256, reference,
  state, stateName: LETTER_STATES[state][language], releasedOn, why: why === null ? (demand?.ground ?? null) : REFUND_CAUSES[why][language], demandedFen: demand === null ? null : BigInt(demand.amount_fen),
});

type Place = { readonly tenderId: string; readonly lot: string };

/** A firm's own letter for a lot and, while it can, the form to hand one in; null where the documents ask for no guarantee. */
export async function ownSurety(drawing: Drawing, place: Place): Promise<SuretyBoxView | null> {
  const { world, language, actor } = drawing;
  const asked = await lotTerms(world.db, world, place);
  if (!asked.ok) return null;
  const { uscc = "", name = "" } = actor.organisation ?? {};
  const { terms, deadline, isOpen } = asked.value;
  const own = await ownLetter(world, place, uscc);
  return {
    own: own === null ? null : suretyView(own, language), issuers: await namesInForce(world), handIn: isOpen && world.clock() < deadline && own?.state !== "stands" ? handInForm(drawing, place) : null,
    terms: { exchange: terms.exchange, place: `${terms.tender}/${terms.lot}`, beneficiary: `${terms.beneficiary.name}（${terms.beneficiary.uscc}）`, applicant: `${name}（${uscc}）`, fen: terms.wanted, from: terms.from, until: terms.until },
  };
}

async function namesInForce(world: World): Promise<string[]> {
  const today = dayOf(world.clock());
  const agreed = (await issuersOf(world.db, world.exchange.id)).filter(({ approvedBy }) => approvedBy !== null);
  return [...Map.groupBy(agreed, ({ uscc }) => uscc).values()].flatMap((versions) => issuerOn(versions, today)?.name ?? []);
}

/** Posted to an address of its own: the file goes on to the API as it is. */
const handInForm = ({ world, language }: Drawing, { tenderId, lot }: Place): ActionView => ({
  name: "guarantee-letter", label: suretyWords(language).handIn, href: `${paths.myBid(tenderId, lot)}/guarantee-letter`, fields: [{ name: LETTER_FIELD, label: suretyWords(language).file, kind: "file", hint: suretyWords(language).fileHint, required: true }],
  warning: null, refusal: null, idempotencyKey: hex(world.random(KEY_BYTES)), version: null,
});
