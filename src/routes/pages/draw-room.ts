import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { scopeOf } from "../../identity/mandate.js";
import { allCommitted, drawsAt, isSpent, replacesAt, seatedIn } from "../../experts/draw.js";
import { contributorOf, dutiesOf } from "../../experts/duties.js";
import { REPLACEMENT_REASONS } from "../../experts/files.js";
import { isRoundOut } from "../../experts/round.js";
import { arrivalsOf } from "../../experts/queries/draws.js";
import { lotOf } from "../../tenders/form.js";
import { isOwnTender, ownerOf } from "../../tenders/owner.js";
import { lotLines, type LotLine } from "../../tenders/queries/lot-lines.js";
import type { World } from "../../world.js";
import type { Instant } from "../../kernel/time.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { Language, PageContext } from "../../web/context.js";
import { drawWords } from "../../web/messages/draw.js";
import { drawRoomPage, drawRoomsPage, type DrawRoomsView, type RoomDraw } from "../../web/pages/draw-room.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { languageOf } from "../problem.js";
import { requestFields } from "./draw-acts.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { drawsOfLot, drawViewOf, type LotDraw } from "./views/draw.js";
import { stageName } from "./views/lists.js";

const LOTS_MAX = 300;

/** Where the parties of a draw do their part. */
export function drawRoomRoutes(site: Site): void {
  site.api.get(paths.drawRooms, (c) => rooms(c, site));
  site.api.get("/draws/:tender/:lot", async (c) => (await drawRoom(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

async function rooms(c: PageRequest, site: Site): Promise<Response> {
  const may = inOffice(c, "draw.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const { db, exchange } = site.world;
  const lines = await lotLines(db, exchange.id, { published: true, limit: LOTS_MAX, ...(may.value.role === "tenderer" ? { tenderer: may.value.organisation?.uscc ?? "", codes: scopeOf(may.value.agency) } : {}) });
  const lots: DrawRoomsView["lots"][number][] = [];
  for (const line of lines) lots.push(...await roomLine(site, line, may.value, page));
  return html(c, page, drawRoomsPage(page, { lots }));
}

/** A lot that has a draw, or to which its tenderer may ask for one. */
async function roomLine({ world }: Site, { tender, lot, title, name, stage }: LotLine, actor: Actor, page: PageContext): Promise<DrawRoomsView["lots"]> {
  const last = (await drawsOfLot(world, tender, lot)).at(-1);
  const words = drawWords(page.language);
  const asks = offers(actor, "draw-request") && mayAsk(world, last, stage, page.now);
  if (last === undefined && !asks) return [];
  const due = [...(last === undefined ? [] : dutiesOf(last.draw, actor.role, stage, page.now).map((duty) => words.acts[duty])), ...(asks ? [words.ask] : [])];
  return [{ href: paths.drawRoom(tender, lot), title, lotName: name, stage, stageName: stageName(stage, page.language), due }];
}

/** Whether a draw may be asked for: the last one was for the other committee of the lot, or is spent. */
const mayAsk = ({ beacons }: World, last: LotDraw | undefined, stage: string, now: Instant): boolean =>
  drawsAt(stage) && (last === undefined || (last.draw.round === "prequalification") !== stage.startsWith("prequal_") || isSpent(last.draw, beacons, now));

/** The room of one lot, after a refusal with what was typed; null where the address is none. */
export async function drawRoom(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, code = "", lot = "", more] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "draws" || more !== undefined) return null;
  const may = inOffice(c, "draw.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const found = await lotFor(site, may.value, code, lot);
  return found === null ? null : room(c, { world: site.world, actor: may.value, language: languageOf(c), back: url.pathname, refused }, found, contextOf(c, site));
}

type Found = { readonly tender: Tender; readonly lot: string; readonly stage: string };

/** A lot of a published tender, a tenderer's own. */
async function lotFor({ world }: Site, actor: Actor, code: string, lot: string): Promise<Found | null> {
  const tender = await tenderById(world.db, world.exchange.id, code);
  const stage = tender?.lots.find((each) => each.lot === lot)?.stage;
  const isOthers = actor.role === "tenderer" && !isOwnTender(tender, actor);
  return tender?.row.published_at == null || stage === undefined || isOthers ? null : { tender, lot, stage };
}

async function room(c: PageRequest, drawing: Drawing, { tender, lot, stage }: Found, page: PageContext): Promise<Response> {
  const { world, actor, language, refused } = drawing;
  const draws: RoomDraw[] = [];
  const all = await drawsOfLot(world, tender.id, lot);
  for (const each of all) draws.push(await roomDraw(drawing, tender, each, stage, page));
  const asks = can(actor, "draw.request", ownerOf(tender)).ok && mayAsk(world, all.at(-1), stage, page.now);
  return html(c, page, drawRoomPage(page, {
    tender: tender.id, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, draws, request: asks ? button(drawing, "draw-request", { tender: tender.id, lot }, { owner: ownerOf(tender), fields: requestFields(language, world.beacons) }) : null, faults: faultsOf(refused, page.language),
  }), refused === null ? 200 : 422);
}

async function roomDraw(drawing: Drawing, tender: Tender, own: LotDraw, stage: string, page: PageContext): Promise<RoomDraw> {
  const { world, actor, language } = drawing;
  const { key, draw } = own;
  const name = contributorOf(draw, actor.role);
  const arrives = can(actor, "draw.arrive").ok && draw.result !== null && replacesAt(stage);
  const place = { tender: key.tenderId, lot: key.lot, item: String(key.number) };
  return {
    view: await drawViewOf(world, tender, own, language), duties: dutiesOf(draw, actor.role, stage, page.now), name, seated: seatedIn(draw), reasons: reasonsIn(language), poolSha256: draw.pool?.sha256 ?? null, codes: draw.codes.length,
    commitment: name === null ? null : (draw.commits[name] ?? null),
    beacon: beaconButton(drawing, tender, own, page), arrive: arrives ? button(drawing, "draw-arrive", place) : null, hasArrived: (await arrivalsOf(world.db, key)).some(({ actor_id }) => actor_id === actor.id),
  };
}

/** The form of the round that a draw waits for: for any party once it is out; for the supervisor, when it is late, the one that says it did not come. */
function beaconButton(drawing: Drawing, tender: Tender, { key, draw }: LotDraw, page: PageContext): RoomDraw["beacon"] {
  const { world, actor, language } = drawing;
  const place = { tender: key.tenderId, lot: key.lot, item: String(key.number) };
  const isDue = draw.plan !== null && allCommitted(draw.plan, draw.commits).ok && can(actor, "draw.beacon", ownerOf(tender)).ok && isRoundOut(draw, world.beacons, page.now);
  if (!isDue) return [];
  const gives = button(drawing, "draw-beacon", place, { owner: ownerOf(tender) });
  return actor.role === "supervisor" ? [gives, button(drawing, "draw-beacon-missing", place, { owner: ownerOf(tender), label: drawWords(language).beaconMissing })] : [gives];
}

const reasonsIn = (language: Language): RoomDraw["reasons"] => Object.entries(REPLACEMENT_REASONS).map(([value, words]) => ({ value, label: words[language] }));
