import { z } from "zod";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { ReportStand } from "../notices/evaluation-report.js";
import { isPrintable } from "../notices/printable.js";

/**
 * What a member says of the report over its own signature: that it agrees, or its own opinion and the reasons. `expert` is its label, `result` the SHA-256 of
 * totals.json as it stood, `salt` random, so that the logged hash tells nobody who agreed. Law: 条例 53; 12号令 43; 87号令 61.
 */
export type Opinion = {
  readonly v: "report-opinion/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly expert: string;
  readonly result: string; readonly agrees: boolean; readonly opinion: string; readonly reason: string; readonly salt: string;
};

/** Where an opinion must belong. */
export type OpinionPlace = Pick<Opinion, "exchange" | "tender" | "lot" | "expert" | "result">;

const OPINION_BYTES_MAX = 32_768;
/** As much as a cell of the report holds. */
const WORDS_MAX = 1_000;
const Words = z.string().max(WORDS_MAX).refine((text) => isPrintable(text) && text.trim() === text && !/[\r\n]/.test(text));
const SHAPE = z.strictObject({
  v: z.literal("report-opinion/1"), exchange: z.string(), tender: z.string(), lot: z.string(), expert: z.string(),
  result: z.string(), agrees: z.boolean(), opinion: Words, reason: Words, salt: z.string().regex(/^[0-9a-f]{64}$/),
});

export const opinionBytes = (opinion: Opinion): Uint8Array<ArrayBuffer> => canonical(opinion);

/** Reads an opinion strictly: canonical, of this member on the result that stands; a dissent says what and why, agreement says neither. */
export function readOpinion(bytes: Uint8Array, wanted: OpinionPlace): Result<Opinion> {
  if (bytes.length > OPINION_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: OPINION_BYTES_MAX });
  const opinion = parsed(bytes);
  if (typeof opinion === "string") return refuse("opinion-malformed", { where: opinion });
  for (const field of ["exchange", "tender", "lot", "expert"] as const) {
    if (opinion[field] !== wanted[field]) return refuse("opinion-malformed", { where: field });
  }
  if (opinion.result !== wanted.result) return refuse("opinion-other-result", { given: opinion.result.slice(0, 12), wanted: wanted.result.slice(0, 12) });
  return wholeOpinion(opinion);
}

function wholeOpinion(said: Opinion): Result<Opinion> {
  const given = [said.opinion, said.reason].filter((words) => words !== "").length;
  if (said.agrees) return given === 0 ? ok(said) : refuse("opinion-malformed", { where: "agrees" });
  return given === 2 ? ok(said) : refuse("dissent-without-reason");
}

/** The opinion, or where it is none. */
function parsed(bytes: Uint8Array): Opinion | string {
  try {
    const shape = SHAPE.safeParse(parseCanonical(bytes));
    return shape.success ? shape.data : (shape.error.issues[0]?.path.join(".") ?? "");
  } catch {
    return "canonical JSON";
  }
}

/** An opinion as it is kept. */
export type KeptOpinion = { readonly label: string; readonly serial: number; readonly file: Uint8Array; readonly sha256: string; readonly signedAt: Instant };

/** The last opinion of each member, by label. */
export function lastOpinions<Kept extends Pick<KeptOpinion, "label" | "serial">>(kept: readonly Kept[]): ReadonlyMap<string, Kept> {
  const last = new Map<string, Kept>();
  for (const each of kept) if ((last.get(each.label)?.serial ?? 0) < each.serial) last.set(each.label, each);
  return last;
}

/**
 * How each member stands to the result: signed, in dissent, or deemed to agree, which is who neither signed nor wrote. Agreement to an earlier result
 * is none to this one; a dissent stays until its member takes it back. Law: 条例 53; 12号令 43; 87号令 61.
 */
export function standsOf(members: readonly { readonly label: string; readonly name: string }[], kept: readonly KeptOpinion[], result: string): ReportStand[] {
  const last = lastOpinions(kept);
  return members.map(({ label, name }): ReportStand => {
    const own = last.get(label);
    const said = own === undefined ? null : (parseCanonical(own.file) as unknown as Opinion);
    if (own === undefined || said === null || (said.agrees && said.result !== result)) return { expert: label, member: name, stand: "deemed", sha256: null, signedAt: null, opinion: "", reason: "", earlier: false };
    return { expert: label, member: name, stand: said.agrees ? "signed" : "dissent", sha256: own.sha256, signedAt: rfc3339(own.signedAt), opinion: said.opinion, reason: said.reason, earlier: said.result !== result };
  });
}
