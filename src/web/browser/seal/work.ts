import type { PriceForm } from "../../../bidding/asked.js";
import type { MemberGrade } from "../../../bidding/grades.js";
import type { Typed } from "../../../bidding/price-form.js";
import { readPriceForm } from "../../../bidding/price-form.js";
import type { Json } from "../../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../../kernel/result.js";
import { at, type Instant } from "../../../kernel/time.js";
import type { Certificate } from "../../../signing/certificates.js";
import type { Signer } from "../../../signing/cms-sign.js";
import { verifyDetachedOnWeb } from "../../../signing/cms-web.js";
import { noblePrimitives } from "../../../signing/primitives.js";
import { checkSealedTo, parseSealing, trustFromPem, type SealedTo, type SealPins, type Sealing, type SealingAnchors, type SealingPart } from "../../../signing/sealing.js";

/** A part to be sealed, checked on this machine. */
export type PartToSeal = Omit<SealingPart, "terms" | "termsSha256" | "openers"> & SealedTo;
/** Checked terms: nothing is asked of a bidder before they stand. */
export type Terms = { readonly sealing: Sealing; readonly anchors: SealingAnchors; readonly now: Instant; readonly priceForm: PriceForm | null; readonly parts: readonly PartToSeal[] };
/** Who signs, its certificate judged. */
export type Own = { readonly signer: Signer; readonly certificate: Certificate };

/** What has been put in so far. */
export type Work = {
  act: "bid" | "confirm" | "withdraw" | "key";
  terms: Terms | null; own: Own | null;
  /** The other members of a consortium, which this firm leads; none where it bids alone. */
  members: readonly string[];
  /** What the firms of a consortium state of their qualification. */
  grades: readonly MemberGrade[];
  typed: Typed; form: Json | null;
  readonly files: Map<string, readonly File[]>;
};

export const emptyWork = (): Work => ({ act: "bid", terms: null, own: null, members: [], grades: [], typed: { answers: new Map(), unitPrices: new Map() }, form: null, files: new Map() });

export const anchorsOf = ({ caPem, offices, mode }: SealPins): SealingAnchors =>
  ({ trust: trustFromPem(caPem, mode), offices: Object.fromEntries(Object.entries(offices).map(([opener, { uscc }]) => [opener, uscc])) });

/** Reads a terms file and checks every part of it against what this page is pinned to, or what the bidder holds itself. */
export async function readTerms(file: string, pins: SealPins, anchors: SealingAnchors): Promise<Result<Terms>> {
  const sealing = parseSealing(file);
  if (!sealing.ok) return sealing;
  const { exchange, mode } = sealing.value;
  if (exchange !== pins.exchange || mode !== pins.mode) return refuse("sealing-other-exchange", { given: exchange, wanted: pins.exchange });
  const parts: PartToSeal[] = [];
  for (const part of sealing.value.parts) {
    const to = await checkSealedTo(noblePrimitives, sealing.value, part, anchors, verifyDetachedOnWeb);
    if (!to.ok) return to;
    parts.push({ ...part, ...to.value });
  }
  const priceForm = parts.some(({ form }) => form) ? readPriceForm(sealing.value.priceForm) : ok(null);
  return priceForm.ok ? ok({ sealing: sealing.value, anchors, now: nowOf(sealing.value), priceForm: priceForm.value, parts }) : priceForm;
}

/** A rehearsal's clock may have been moved: its terms say the time. Otherwise this machine's clock is the later word. */
const nowOf = ({ mode, now }: Sealing): Instant => (mode === "rehearsal" ? at(now) : (Math.max(at(now), Date.now()) as Instant));
