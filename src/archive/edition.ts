import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ENDED_STAGES } from "../procedure/procedure.js";
import type { BundleIndex } from "../verify/shapes.js";

/** `full` is for those who supervise and answer for the tender, `public` for everybody. docs/decisions/0005 says what each holds. */
export type Edition = "full" | "public";

type PartIndex = BundleIndex["lots"][number]["parts"][number];

/** A lot's stages at and after which its result is out: what is then published can be given to everybody. */
const RESULT_STAGES: ReadonlySet<string> = new Set(["notified", "contracted", "reported", "archived", "failed", "terminated"]);

type LotStage = { readonly lot: string; readonly stage: string };

/** A lot whose bidders are still secret, because a part of it still takes bids; null where every lot is past that. Law: 招标投标法 22. */
export const stillTakingBids = (lots: readonly LotStage[], parts: readonly { readonly lot: string; readonly close_outbox: string | null }[]): string | null =>
  lots.find(({ lot, stage }) => !ENDED_STAGES.has(stage) && parts.some((part) => part.lot === lot && part.close_outbox === null))?.lot ?? null;

/** A lot whose result is not out; null where all are. */
export const stillWithoutResult = (lots: readonly LotStage[]): string | null => lots.find(({ stage }) => !RESULT_STAGES.has(stage))?.lot ?? null;

/** Whether a bid's content, shares and key stand in this edition: public ones only of parts that are public, and never of a bid that stayed shut. */
export const showsSealed = (edition: Edition, isPublicPart: boolean, { outcome }: PartIndex, how: string | null): boolean =>
  outcome === "opened" && (edition === "full" || (isPublicPart && how !== "not-opened"));

/** A release without the shares it made known: who released for which bids stays. Its signature does not cover this form. */
export function withoutPlaintexts(release: Uint8Array): Uint8Array<ArrayBuffer> {
  const { releases, ...head } = parseCanonical(release) as { readonly [key: string]: Json; readonly releases: readonly { readonly envelope: string; readonly index: number }[] };
  return canonical({ ...head, releases: releases.map(({ envelope, index }) => ({ envelope, index })) });
}
