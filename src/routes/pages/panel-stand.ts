import { opinionBytes, readOpinion, type Opinion, type OpinionPlace } from "../../judging/opinion.js";
import { oneLine } from "../../judging/method.js";
import { base64, hex } from "../../kernel/bytes.js";
import { refuse, type Result } from "../../kernel/result.js";
import { at } from "../../kernel/time.js";
import { isPrintable } from "../../notices/printable.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import type { ReportStandView } from "../../web/parts/report-stand.js";
import type { Field, RefusalView } from "../../web/views.js";
import { say } from "./acts.js";
import { faultsOf, typed, type Drawing } from "./buttons.js";

/** How the member stands, as GET …/panel answers it. */
export type RoomStand = {
  readonly refusal: RefusalView | null; readonly result: string | null; readonly signed: number; readonly dissenting: number; readonly open: number;
  readonly own: (Pick<Opinion, "agrees" | "opinion" | "reason"> & { readonly signedAt: string; readonly earlier: boolean }) | null;
};

/** The field by which the form about the report is known from the sheet's. */
export const STAND = "stand";
const SALT_BYTES = 32;

/** Agreement, or a dissent with its reasons. */
const standFields = (language: Language): Field[] => [
  { name: STAND, label: say(language, "对评标结果", "The result"), kind: "radio", required: true, options: [
    { value: "yes", label: say(language, "同意评标结果，签字", "I agree and sign") }, { value: "no", label: say(language, "不同意，书面说明如下", "I disagree, as written below") },
  ] },
  { name: "opinion", label: say(language, "不同意见（不同意的填写）", "What I think instead (if I disagree)"), kind: "textarea", rows: 3 }, { name: "reason", label: say(language, "理由（不同意的填写）", "Why (if I disagree)"), kind: "textarea", rows: 3 },
];

type Seen = { readonly tender: string; readonly lot: string; readonly isOpen: boolean; readonly stand: RoomStand; readonly where: Omit<OpinionPlace, "result"> };

/** The part of the room that is about the report, with what was chosen checked into the bytes that are then signed. */
export function standView(seen: Seen, drawing: Drawing, posted: Posted): { readonly view: ReportStandView | null; readonly faults: ReturnType<typeof faultsOf> } {
  const { stand, isOpen } = seen;
  if (!isOpen) return { view: null, faults: [] };
  const isSent = posted.has(STAND) && stand.result !== null;
  const prepared = isSent ? prepare(seen, drawing, posted) : null;
  const fields = isSent ? typed(standFields(drawing.language), posted) : standFields(drawing.language);
  return {
    view: {
      ...stand, own: stand.own === null ? null : { ...stand.own, signedAt: at(stand.own.signedAt) },
      form: { name: STAND, label: say(drawing.language, "核对，生成待签署的意见", "Check and prepare"), href: `${drawing.back}#stand`, fields, refusal: null, warning: null, idempotencyKey: "", version: null },
      prepared: prepared?.ok === true ? prepared.value : null, signHref: `/api/v1/tenders/${encodeURIComponent(seen.tender)}/lots/${encodeURIComponent(seen.lot)}/opinions`,
    },
    faults: prepared?.ok === false ? faultsOf({ act: STAND, refusal: prepared.refusal, posted }, drawing.language) : [],
  };
}

function prepare({ where, stand }: Seen, { world }: Drawing, posted: Posted): Result<NonNullable<ReportStandView["prepared"]>> {
  const text = (name: string): string => oneLine(posted.get(name)?.[0] ?? "");
  const agrees = text(STAND) === "yes";
  const said = { agrees, opinion: agrees ? "" : text("opinion"), reason: agrees ? "" : text("reason") };
  const result = stand.result ?? "";
  if (!isPrintable(said.opinion) || !isPrintable(said.reason)) return refuse("opinion-malformed", { where: isPrintable(said.opinion) ? "reason" : "opinion" });
  const bytes = opinionBytes({ v: "report-opinion/1", ...where, result, ...said, salt: hex(world.random(SALT_BYTES)) });
  const read = readOpinion(bytes, { ...where, result });
  return read.ok ? { ok: true, value: { ...said, bytes: base64(bytes) } } : read;
}
