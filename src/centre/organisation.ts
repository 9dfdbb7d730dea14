import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { DayBody } from "../tenders/form.js";
import { isInForce, type Dates, type Unit } from "./unit.js";

type Words = { readonly zh: string; readonly en: string };

/** The parts of one centre: four of the city, each once, and the centres of districts that share its building. */
export const SUB_CENTRES = {
  "approval": { zh: "行政审批办证中心", en: "approvals" },
  "complaints": { zh: "投诉受理中心", en: "complaints" },
  "exchange": { zh: "招投标交易中心", en: "exchange" },
  "treasury": { zh: "国库集中支付中心", en: "treasury payment" },
  "district": { zh: "区政务服务中心", en: "district centre" },
} as const satisfies Readonly<Record<string, Words>>;
export type SubCentreKind = keyof typeof SUB_CENTRES;

/** Posts of the centre. Those that `votes` says sit in its committee; `once`: one holder at a time, of each sub-centre where the post is of one. */
export const POSTS = {
  "committee-director": { zh: "管理委员会主任", en: "director of the management committee", once: true, votes: true },
  "party-secretary": { zh: "党工委书记", en: "secretary of the party working committee", once: true, votes: true },
  "head": { zh: "中心主任", en: "head of the centre", once: true, votes: true },
  "deputy-head": { zh: "中心副主任", en: "deputy head of the centre", once: false, votes: true },
  "sub-centre-head": { zh: "分中心负责人", en: "head of a sub-centre", once: true, votes: true },
  "conduct-supervisor": { zh: "作风监督员", en: "conduct supervisor", once: false, votes: false },
} as const satisfies Readonly<Record<string, Words & { readonly once: boolean; readonly votes: boolean }>>;
export type PostKind = keyof typeof POSTS;

/** A part of the centre, run by a unit; `place` is where it works, on the centre's premises or not. */
export type SubCentre = Dates & Words & { readonly code: string; readonly kind: SubCentreKind; readonly unit: string; readonly onSite: boolean; readonly place: string };
/** A hall of a sub-centre. */
export type Hall = Dates & Words & { readonly code: string; readonly subCentre: string; readonly place: string };
/** Who holds a post from when to when; `actor` is the office in which he signs in, null where he has none here. */
export type Post = Dates & { readonly id: string; readonly kind: PostKind; readonly subCentre: string | null; readonly name: string; readonly actor: string | null };

const Code = z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, "2 to 20 small letters, digits and hyphens");
export const SubCentreBody = z.strictObject({ code: Code, kind: z.enum(keysOf<SubCentreKind>(SUB_CENTRES)), unit: z.string().regex(/^\d{3,12}$/, "3 to 12 digits"), zh: Line(60), en: Line(120), onSite: z.boolean(), place: Line(120), from: DayBody });
export const HallBody = z.strictObject({ code: Code, subCentre: Code, zh: Line(60), en: Line(120), place: Line(120), from: DayBody });
export const PostBody = z.strictObject({ kind: z.enum(keysOf<PostKind>(POSTS)), subCentre: Code.nullable().default(null), name: Line(60), actor: z.string().min(1).max(80).nullable().default(null), from: DayBody });
export type NewSubCentre = z.infer<typeof SubCentreBody>;
export type NewHall = z.infer<typeof HallBody>;
export type NewPost = z.infer<typeof PostBody>;

/** A sub-centre is run by a unit that is in force when it opens. @param unit the unit of that code; null where there is none */
export const checkSubCentre = ({ unit: code, from }: Pick<NewSubCentre, "unit" | "from">, unit: Unit | null): Result<true> =>
  unit === null || !isInForce(unit, from) ? refuse("unit-not-in-force", { unit: code, on: from }) : ok(true);

/** What belongs to a sub-centre needs one that is in force then. */
export const checkBelongs = ({ subCentre: code, from }: { readonly subCentre: string; readonly from: NewHall["from"] }, subCentre: SubCentre | null): Result<true> =>
  subCentre === null || !isInForce(subCentre, from) ? refuse("sub-centre-not-in-force", { subCentre: code, on: from }) : ok(true);

/** The post of a sub-centre's head names which; no other post does. */
export function checkPost(given: NewPost, subCentre: SubCentre | null): Result<true> {
  const isOfOne = given.kind === "sub-centre-head";
  if (isOfOne !== (given.subCentre !== null)) return refuse("post-sub-centre", { post: POSTS[given.kind].zh, postEn: POSTS[given.kind].en });
  return given.subCentre === null ? ok(true) : checkBelongs({ subCentre: given.subCentre, from: given.from }, subCentre);
}

/** Who sits in the committee with a vote on a day: each office once, whatever posts it holds. */
export const votersOn = (posts: readonly Post[], on: Dates["from"]): Post[] =>
  posts.filter((post) => POSTS[post.kind].votes && post.actor !== null && isInForce(post, on)).filter(({ actor }, at, all) => all.findIndex((each) => each.actor === actor) === at);

/** What lasts between days, each table with the column that names a row. */
export const LASTING = { sub_centres: "code", service_halls: "code", posts: "post_id" } as const;
