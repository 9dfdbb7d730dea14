import { fillPostIn, openHallIn, openSubCentreIn } from "../centre/use-cases/organisation.js";
import type { NewHall, NewPost, NewSubCentre } from "../centre/organisation.js";
import type { Tx } from "../db/database.js";
import { must } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { World } from "../world.js";
import { PEOPLE } from "./people.js";

/** The rehearsal's one centre: four sub-centres of the city, of which the treasury's works elsewhere, and the centre of a district in the same building. */
const SUB_CENTRES: readonly Omit<NewSubCentre, "from">[] = [
  { code: "approval", kind: "approval", unit: "102", zh: "行政审批办证中心", en: "Approvals", onSite: true, place: "晨光市政务服务中心一、二层" },
  { code: "complaints", kind: "complaints", unit: "102", zh: "投诉受理中心", en: "Complaints", onSite: true, place: "晨光市政务服务中心三层301室" },
  { code: "exchange", kind: "exchange", unit: "108", zh: "招投标交易中心", en: "Exchange", onSite: true, place: "晨光市政务服务中心四层" },
  { code: "treasury", kind: "treasury", unit: "101", zh: "国库集中支付中心", en: "Treasury payment", onSite: false, place: "晨光市财政局办公楼二层（因场地原因暂未进驻）" },
  { code: "binhe", kind: "district", unit: "201", zh: "滨河区政务服务中心", en: "Binhe District", onSite: true, place: "晨光市政务服务中心一层东侧" },
];

const HALLS: readonly Omit<NewHall, "from">[] = [
  { code: "city-hall", subCentre: "approval", zh: "市级办证大厅", en: "Hall of the city", place: "一层" },
  { code: "complaint-hall", subCentre: "complaints", zh: "投诉接待大厅", en: "Hall of complaints", place: "三层" },
  { code: "trading-hall", subCentre: "exchange", zh: "交易大厅", en: "Trading hall", place: "四层" },
  { code: "treasury-hall", subCentre: "treasury", zh: "国库支付大厅", en: "Hall of treasury payment", place: "财政局二层" },
  { code: "binhe-hall", subCentre: "binhe", zh: "滨河区办证大厅", en: "Hall of Binhe District", place: "一层东侧" },
];

/** Somebody of the town in his post. */
const held = (kind: NewPost["kind"], actor: string, subCentre: string | null = null): Omit<NewPost, "from"> => ({ kind, subCentre, name: PEOPLE.find(({ id }) => id === actor)?.name ?? actor, actor });
/** Two posts of the leadership are held by people who do not sign in here; the rest by actors of the town, by their ids. */
const POSTS: readonly Omit<NewPost, "from">[] = [
  { kind: "committee-director", subCentre: null, name: "江定波", actor: null }, { kind: "party-secretary", subCentre: null, name: "洪致公", actor: null }, held("head", "head-1"),
  ...(["approval", "complaints", "exchange", "treasury"] as const).flatMap((subCentre, at): Omit<NewPost, "from">[] => { const actor = `sub-centre-${String(at + 1)}`; return [held("deputy-head", actor), held("sub-centre-head", actor, subCentre)]; }),
  held("sub-centre-head", "sub-centre-5", "binhe"), held("conduct-supervisor", "conduct-1"),
];

const BY = { id: "rehearsal" };

/** Enters the town's sub-centres, halls and posts; its units are there, its windows are not yet. */
export async function foundCentre(tx: Tx, world: World, from: PlainDate, at: Instant): Promise<void> {
  for (const each of SUB_CENTRES) must(await openSubCentreIn(tx, world, BY, { ...each, from }, at));
  for (const each of HALLS) must(await openHallIn(tx, world, BY, { ...each, from }, at));
  for (const each of POSTS) must(await fillPostIn(tx, world, BY, { ...each, from }, at));
}
