import { z } from "zod";
import type { Actor, Role } from "../identity/actor.js";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { plusDays, type PlainDate } from "../kernel/time.js";
import { wholeOf, type FrozenRules } from "../rules/rules.js";
import { text } from "../tenders/form.js";
import { RATINGS, type Rating } from "./request.js";

type Words = { readonly zh: string; readonly en: string };

/** How far an investment is. One that runs may be extended: it is built again. */
export const STAGES = {
  "landing": { zh: "落户", en: "landing", to: ["construction"] }, "construction": { zh: "建设", en: "construction", to: ["production"] },
  "production": { zh: "投产", en: "production", to: ["operation", "construction"] }, "operation": { zh: "经营", en: "operation", to: ["construction"] },
} as const satisfies Readonly<Record<string, Words & { readonly to: readonly string[] }>>;
export type Stage = keyof typeof STAGES;
export const stagesAfter = (stage: Stage): readonly Stage[] => STAGES[stage].to;

/** A project comes to the next stage, or is extended: none is passed over. */
export const checkStage = (from: Stage, to: Stage): Result<Stage> => stagesAfter(from).includes(to) ? ok(to) : refuse("stage-passed-over", { from: STAGES[from].zh, fromEn: STAGES[from].en, to: STAGES[to].zh, toEn: STAGES[to].en });

/** What stands in the file of a project, line by line. `serves`: somebody was served by it, which the number of projects served counts. */
export const LOG_KINDS = {
  "registered": { zh: "项目登记", en: "the project is registered", serves: false }, "proposed": { zh: "中心推荐帮办代办员", en: "the centre proposes a concierge", serves: false }, "chosen": { zh: "投资者选定帮办代办员", en: "the investor chooses a concierge", serves: false },
  "raised": { zh: "提出诉求", en: "a request is raised", serves: false }, "dispatch": { zh: "派单", en: "dispatched", serves: false }, "start": { zh: "接办", en: "taken up", serves: true }, "escalate": { zh: "提请协调", en: "brought to the next level", serves: true },
  "solve": { zh: "办结", en: "solved", serves: true }, "rate": { zh: "评价", en: "rated", serves: false }, "note": { zh: "跟踪服务", en: "followed up", serves: true }, "stage": { zh: "项目阶段变化", en: "the project moves on", serves: true },
  "meeting": { zh: "召开会议", en: "a meeting", serves: true }, "told-once": { zh: "一次性告知", en: "told in one go", serves: true }, "supervise": { zh: "督办", en: "looked into", serves: false },
} as const satisfies Readonly<Record<string, Words & { readonly serves: boolean }>>;
export type LogKind = keyof typeof LOG_KINDS;
export const SERVING_KINDS: readonly LogKind[] = keysOf<LogKind>(LOG_KINDS).filter((kind) => LOG_KINDS[kind].serves);

/** Who invests: those who raise requests and choose; `assignedBy` of rule book D8. */
export const INVESTORS: readonly Role[] = ["citizen", "bidder"];
/** Whose a project is: the firm’s, or of one who acts for himself. */
export const ownerOf = ({ organisation, id }: Pick<Actor, "organisation" | "id">): string => organisation?.uscc ?? id;

/** The day by which somebody should look after a project again (SV-62). */
export const followUpBy = (rules: FrozenRules, lastServed: PlainDate): PlainDate => plusDays(lastServed, wholeOf(rules, "SV-62"));

/** A telephone number as people write it. */
export const Phone = z.string().trim().regex(/^[0-9+() -]{3,24}$/, "digits, spaces, + ( ) and -");
export const ConciergeBody = z.strictObject({ actor: Line(64), name: Line(40), unit: z.string().regex(/^\d{3,12}$/, "3 to 12 digits"), post: Line(60), phone: Phone, areas: z.array(Line(40)).min(1).max(12) });
/** What of an entry may change; who leaves stays on file and is chosen no more. */
export const PRESENCE = { "active": { zh: "在岗", en: "on duty" }, "away": { zh: "暂离", en: "away" }, "left": { zh: "离库", en: "left the pool" } } as const satisfies Readonly<Record<string, Words>>;
export type Presence = keyof typeof PRESENCE;
export const ConciergeChange = ConciergeBody.omit({ actor: true, unit: true }).extend({ presence: z.enum(keysOf<Presence>(PRESENCE)), version: z.int().min(1) });
export const ProjectBody = z.strictObject({ title: Line(80), area: Line(40), business: text(400), contact: Line(40), phone: Phone, concierge: z.string().max(20).nullable().default(null) });
export const ChoiceBody = z.strictObject({ concierge: z.string().min(1).max(20), reason: text(300) });
export const RequestBody = z.strictObject({ title: Line(80), text: text(2_000) });
export const StepBody = z.strictObject({ text: text(2_000) });
export const NoteBody = z.strictObject({ text: text(2_000), request: z.int().min(1).max(9_999).nullable().default(null) });
export const StageBody = z.strictObject({ stage: z.enum(keysOf<Stage>(STAGES)), text: text(500) });
export const RatingBody = z.strictObject({ rating: z.enum(keysOf<Rating>(RATINGS)), text: z.string().trim().max(500).default("") });
export type NewConcierge = z.infer<typeof ConciergeBody>;
export type ChangedConcierge = z.infer<typeof ConciergeChange>;
export type NewProject = z.infer<typeof ProjectBody>;

/** A photograph for the pool, in bytes. */
export const PHOTO_BYTES_MAX = 524_288;
const PHOTO_MARKS = [{ type: "image/png", mark: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }, { type: "image/jpeg", mark: [0xff, 0xd8, 0xff] }] as const;
/** The kind of a photograph by the bytes it begins with; null for anything that is not shown as a picture. */
export const photoType = (head: Uint8Array): string | null => PHOTO_MARKS.find(({ mark }) => mark.every((byte, at) => head[at] === byte))?.type ?? null;
