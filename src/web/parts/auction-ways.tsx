import type { Phase } from "../../auctions/terms.js";
import type { AuctionWords } from "../messages/auction.js";
import { AmountField } from "./auction-offer.js";

type Part = { readonly words: AuctionWords };
type Of<Kind extends Phase["kind"]> = Extract<Phase, { readonly kind: Kind }>;

const YesNo = ({ words, kind }: Part & { readonly kind: "willing" | "match" }) => (
  <form data-way-of={kind} hidden>
    <p>{words.ways[`${kind}Lead`]}</p>
    <p class="row"><button class="btn" value="yes">{words.ways[`${kind}Yes`]}</button><button class="btn alt" value="no">{words.ways[`${kind}No`]}</button></p>
  </form>
);

const Weighted = ({ words, phase }: Part & { readonly phase: Of<"weighted"> }) => (
  <form data-way-of="weighted" hidden novalidate>
    <p>{words.ways.weightedLead(phase.rounds, phase.priceWeight)}</p>
    <AmountField id="weighted" words={words} label={words.amount} />
    {phase.values.map(({ name, weight, worst, best }, at) => (
      <div class="field"><label for={`value-${String(at)}`}>{name}</label><span class="hint" id={`value-${String(at)}-hint`}>{words.ways.weighs(weight, worst, best)}</span><input id={`value-${String(at)}`} data-value={name} type="number" required aria-describedby={`value-${String(at)}-hint`} /></div>
    ))}
    <p><button class="btn">{words.check}</button></p>
  </form>
);

/** The form of one phase in which no offers go up; null where bidders do nothing in it. */
const WayForm = ({ phase, words }: Part & { readonly phase: Phase }) => {
  if (phase.kind === "willing" || phase.kind === "match") return <YesNo words={words} kind={phase.kind} />;
  if (phase.kind === "dutch") return <form data-way-of="dutch" hidden><p>{words.ways.asked} <strong class="num" data-asked></strong></p><p><button class="btn">{words.ways.take}</button></p></form>;
  if (phase.kind === "quotes") return <form data-way-of="quotes" hidden novalidate><p>{words.ways.sealLead}</p><AmountField id="sealed" words={words} label={words.amount} /><p><button class="btn">{words.check}</button></p></form>;
  if (phase.kind === "quantity") return <form data-way-of="quantity" hidden novalidate><div class="field"><label for="quantity">{words.ways.quantity(phase.unit)}</label><input id="quantity" type="number" min="1" step={String(phase.step)} /></div><p><button class="btn">{words.check}</button></p></form>;
  return phase.kind === "weighted" ? <Weighted words={words} phase={phase} /> : null;
};

/** The forms of the phases that the terms have, each kind once. */
export const Ways = ({ phases, words }: Part & { readonly phases: readonly Phase[] }) => (
  <>{[...new Map(phases.map((phase) => [phase.kind, phase])).values()].map((phase) => <WayForm phase={phase} words={words} />)}</>
);
