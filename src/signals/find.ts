import { compare, ratioText, type Ratio } from "../kernel/ratio.js";
import { yuan, type Fen } from "../kernel/money.js";
import type { PairText } from "./alike.js";
import { countedAmong, isRare, modelled } from "./chance.js";
import { itemPatterns } from "./items.js";
import { ALIKE_MIN, ODD_MIN, SIGNAL_KINDS } from "./kinds.js";
import type { ReadFile } from "./letters.js";
import { pairsOf, pricePatterns, SPREAD_MAX, spreadOf } from "./prices.js";
import type { Input, Signal } from "./signal.js";

/** A bidder's opened form: where it stands, its total and its unit prices by what they are for. */
export type PricedForm = { readonly uscc: string; readonly part: string; readonly price: Fen | null; readonly items: ReadonlyMap<string, Fen> };
/** Who a bidder is, and with whom it bids together. */
export type Named = { readonly uscc: string; readonly name: string; readonly members: readonly string[] };

/** What a lot's prices show. @param otherSpreads of the exchange's other lots, each of three bidders or more */
export function priceSignals(forms: readonly PricedForm[], otherSpreads: readonly Ratio[]): Signal[] {
  const priced = forms.flatMap(({ uscc, price }) => (price === null ? [] : [{ bidder: uscc, price }]));
  const inputOf = ({ bidder, price }: { readonly bidder: string; readonly price: Fen }): Input => ({ bidder, source: { of: "form", part: forms.find(({ uscc }) => uscc === bidder)?.part ?? "" }, said: yuan(price) });
  const patterns = pricePatterns(priced).map(({ kind, bids, value, chance }): Signal =>
    ({ kind, bidders: bids.map(({ bidder }) => bidder).sort(), value: kind === "even-steps" || kind === "same-price" ? yuan(BigInt(value)) : value, chance: modelled(chance), inputs: bids.map(inputOf) }));
  const narrow = narrowSignal(priced, otherSpreads, inputOf);
  return [...patterns, ...(narrow === null ? [] : [narrow]), ...itemSignals(forms)];
}

function narrowSignal(priced: readonly { readonly bidder: string; readonly price: Fen }[], others: readonly Ratio[], inputOf: (bid: { readonly bidder: string; readonly price: Fen }) => Input): Signal | null {
  const spread = spreadOf(priced.map(({ price }) => price));
  if (spread === null || compare(spread, SPREAD_MAX) > 0) return null;
  const have = others.filter((other) => compare(other, spread) <= 0).length;
  return isRare(have, others.length) ? { kind: "narrow", bidders: priced.map(({ bidder }) => bidder).sort(), value: ratioText(spread), chance: countedAmong("lots", have, others.length), inputs: priced.map(inputOf) } : null;
}

function itemSignals(forms: readonly PricedForm[]): Signal[] {
  return pairsOf(forms).flatMap(([left, right]) => itemPatterns({ bidder: left.uscc, items: left.items }, { bidder: right.uscc, items: right.items }).map(({ kind, count, of, value, chance }): Signal => ({
    kind, bidders: [left.uscc, right.uscc].sort(), value: kind === "items-same" ? `${String(count)}/${String(of)}` : `${String(count)}/${String(of)} × ${value}`, chance: modelled(chance),
    inputs: [left, right].map(({ uscc, part, items }) => ({ bidder: uscc, source: { of: "form", part }, said: [...items].slice(0, ITEMS_SHOWN).map(([name, price]) => `${name} ${yuan(price)}`).join("；") })),
  })));
}
/** Items of a form that are shown with a signal. */
const ITEMS_SHOWN = 20;

/** What the words of a lot's bids show. @param organisations how many others the words were held against */
export function textSignals(pairs: readonly PairText[], organisations: number): Signal[] {
  return pairs.flatMap((pair) => {
    const bidders = [pair.left, pair.right].sort();
    const alike = pair.alike >= ALIKE_MIN && isRare(pair.othersAsAlike, organisations);
    const odd = pair.oddities >= ODD_MIN && isRare(pair.othersAsOdd, organisations);
    return [
      ...(alike ? [{ kind: "alike", bidders, value: String(pair.alike), chance: countedAmong("organisations", pair.othersAsAlike, organisations), inputs: inputsOf(pair, pair.passages), passages: pair.passages } satisfies Signal] : []),
      ...(odd ? [{ kind: "odd", bidders, value: String(pair.oddities), chance: countedAmong("organisations", pair.othersAsOdd, organisations), inputs: inputsOf(pair, pair.odd), passages: pair.odd } satisfies Signal] : []),
    ];
  });
}

/** The files that the first passage stands in: every passage names its own. */
const inputsOf = ({ left, right }: PairText, [first]: PairText["passages"]): Input[] => first === undefined ? [] : [
  { bidder: left, source: { of: "file", part: first.left.part, file: first.left.file, page: first.left.page }, said: first.left.words },
  { bidder: right, source: { of: "file", part: first.right.part, file: first.right.file, page: first.right.page }, said: first.right.words },
];

/** Of the words round a name so many are shown on either side, in UTF-16 units. */
const ROUND_NAME = 30;

/** Bids that name another bidder of the lot; counted among the bidders that are neither. */
export function namedSignals(bidders: readonly (Named & { readonly files: readonly ReadFile[] })[]): Signal[] {
  return bidders.flatMap((named) => {
    const naming = bidders.filter(({ uscc, members }) => uscc !== named.uscc && !members.includes(named.uscc) && !named.members.includes(uscc)).flatMap((by) => { const input = whereNamed(by, named); return input === null ? [] : [input]; });
    return naming.flatMap((input): Signal[] => {
      const [have, of] = [naming.length - 1, Math.max(0, bidders.length - 2)];
      return isRare(have, of) ? [{ kind: "named", bidders: [input.bidder, named.uscc].sort(), value: named.name, chance: countedAmong("bidders", have, of), inputs: [input] }] : [];
    });
  });
}

function whereNamed({ uscc, files }: { readonly uscc: string; readonly files: readonly ReadFile[] }, named: Named): Input | null {
  for (const { name, part, pages } of files) for (const [index, page] of pages.entries()) {
    const at = [named.name, named.uscc].map((words) => page.indexOf(words)).find((place) => place >= 0);
    if (at !== undefined) return { bidder: uscc, source: { of: "file", part, file: name, page: index + 1 }, said: page.slice(Math.max(0, at - ROUND_NAME), at + named.name.length + ROUND_NAME).replaceAll(/\s+/g, " ").toWellFormed() };
  }
  return null;
}

/** In the order of the table, then by bidders and value: the same signals are the same bytes. */
export const inOrder = (signals: readonly Signal[]): Signal[] => signals.toSorted((one, other) => SIGNAL_KINDS.indexOf(one.kind) - SIGNAL_KINDS.indexOf(other.kind) || byText(one.bidders.join(), other.bidders.join()) || byText(one.value, other.value));

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
