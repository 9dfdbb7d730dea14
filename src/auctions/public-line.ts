import { fromUtf8 } from "../kernel/bytes.js";

/** Canonical JSON has one spelling, and a quote inside a text is escaped: this is a key of the happening, or of what it answers. */
const SECRET = /"kind":"(?:maximum|admitted|seat|quote|answer)/;

/**
 * A happening as everybody may read it. Until the end nobody reads another's maximum or quote, who wants to go on, nor who was
 * admitted: then such a one says its number and instant alone. The head of the chain after it is out all the same, and nobody tries amounts against it: the line holds
 * the bidder's signature, or a commitment with a salt.
 */
export function publicLine(bytes: Uint8Array, isOver: boolean): string {
  const text = fromUtf8(bytes);
  if (isOver || !SECRET.test(text)) return text;
  const { at, seq } = JSON.parse(text) as { readonly at: string; readonly seq: number };
  return `{"at":${JSON.stringify(at)},"kind":"hidden","seq":${String(seq)}}`;
}
