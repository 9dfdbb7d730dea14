import { lodgementsOf, type LodgementRow } from "../../bidding/queries.js";
import type { Actor } from "../../identity/actor.js";
import { timeOfLeaf } from "../../journal/queries/for-pages.js";
import { rfc3339 } from "../../kernel/time.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { organisationName } from "../../identity/queries.js";
import { hallPage, type HallView } from "../../web/pages/hall.js";
import { pathsOf } from "../../web/paths.js";
import { logEvents, type Told } from "../log.js";
import { faultsOf, type Drawing } from "./buttons.js";
import type { Redraw } from "./forms.js";
import { hallActs } from "./hall-acts.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";
import { entryOf, textIn, type Entry } from "./views/entry-words.js";
import { hallView, type HallReading, isTold, lineWords, publicNotices, readHall, shownPart } from "./views/hall.js";

const REPLAY_MAX = 1_000;

/** The lot an address names: tender codes hold no hyphen, lots may. */
async function lotAt({ world }: Site, id: string): Promise<{ tender: Tender; lot: string } | null> {
  const [, code = "", lot = ""] = /^([^-]{1,40})-(.{1,64})$/.exec(id) ?? [];
  const tender = code === "" ? null : await tenderById(world.db, world.exchange.id, code);
  return tender?.row.published_at == null || !tender.lots.some((each) => each.lot === lot) ? null : { tender, lot };
}

/** The opening hall, live and afterwards: for everybody, without a sign-in. */
export function hallRoutes(site: Site): void {
  const { api } = site;
  api.get("/halls/:id", async (c) => (await drawHall(c, site, c.req.param("id"), null)) ?? missingPage(c, site));
  api.get("/halls/:id/events", async (c) => {
    const found = await lotAt(site, c.req.param("id"));
    return found === null ? missingPage(c, site) : logEvents(c, site.world.journal, toldOf(c, site, found.tender, found.lot));
  });
  api.get("/halls/:id/events.json", async (c) => {
    const found = await lotAt(site, c.req.param("id"));
    return found === null ? missingPage(c, site) : replay(c, site, found.tender, found.lot);
  });
}

/** The hall's page; null where there is no such lot. */
export async function drawHall(c: PageRequest, site: Site, id: string, refused: Parameters<Redraw>[2] | null): Promise<Response | null> {
  const found = await lotAt(site, id);
  const part = found === null ? null : shownPart(found.tender, found.lot, c.req.query("part"));
  if (found === null || part === null) return null;
  const { world } = site;
  const page = contextOf(c, site);
  const reading = await readHall(world, found.tender, part);
  const actor = c.get("actor");
  const drawing: Drawing | null = actor === null ? null : { world, actor, language: page.language, back: `${pathsOf(page).hall(id)}?part=${encodeURIComponent(part.part)}`, refused };
  return html(c, page, hallPage(page, withActs(await hallView(world, reading, page.language), drawing === null ? null : hallActs(reading, drawing, await ownBid(world, reading, drawing.actor)), faultsOf(refused, page.language))), refused === null ? 200 : 409);
}

/** What a bidder lodged last for a part whose list can still be disputed; null for everybody else. */
async function ownBid({ db, exchange }: Site["world"], { tender, part }: HallReading, { role, organisation }: Actor): Promise<LodgementRow | null> {
  if (role !== "bidder" || part.state !== "closed" || part.close_outbox === null) return null;
  return (await lodgementsOf(db, exchange.id, tender.id, part.lot, organisation?.uscc ?? "")).findLast((row) => row.part === part.part) ?? null;
}

/** The hall with what its reader may do. */
function withActs(view: HallView, acts: ReturnType<typeof hallActs> | null, faults: HallView["faults"]): HallView {
  const { reserveHref = null, ...own } = acts ?? {};
  return { ...view, ...own, faults, reserve: view.reserve === null ? null : { ...view.reserve, href: reserveHref } };
}

/** What of the log a hall says aloud, as its own lines do. */
function toldOf(c: PageRequest, site: Site, tender: Tender, lot: string): Told {
  const { world } = site;
  const { language } = contextOf(c, site);
  const say = sayer(site, tender, lot, language);
  return async ({ id, entry }) => {
    const line = await say(id, entry as Entry);
    return line === null ? null : { event: "message", data: JSON.stringify({ ...line, at: rfc3339((await timeOfLeaf(world.db, world.exchange.id, id)) ?? world.clock()) }) };
  };
}

type Line = { readonly seq: number; readonly text: string };

function sayer({ world }: Site, tender: Tender, lot: string, language: "zh" | "en"): (index: number, entry: Entry) => Promise<Line | null> {
  return async (seq, entry) => {
    const notices = textIn(entry, "type") === "notice" ? await publicNotices(world, tender.id, lot) : new Map<string, string>();
    if (!isTold(entry, tender.id, lot, notices)) return null;
    const bidder = textIn(entry, "bidder");
    const name = bidder === "" ? "" : ((await organisationName(world.db, world.exchange.id, bidder)) ?? bidder);
    return { seq, text: lineWords(entry, language, () => name, { notices, tender }) };
  };
}

/** The same lines as JSON, for who cannot keep a stream open. `after` is the last index that was read. */
async function replay(c: PageRequest, site: Site, tender: Tender, lot: string): Promise<Response> {
  const { world } = site;
  const asked = Number(c.req.query("after") ?? -1);
  const leaves = await world.journal.leavesAfter(Number.isSafeInteger(asked) && asked >= -1 ? asked : -1, REPLAY_MAX);
  const say = sayer(site, tender, lot, contextOf(c, site).language);
  const events = [];
  for (const { index, entry } of leaves) {
    const line = await say(index, entryOf(entry));
    if (line !== null) events.push({ ...line, at: rfc3339((await timeOfLeaf(world.db, world.exchange.id, index)) ?? world.clock()), entry: entryOf(entry) });
  }
  return c.json({ events, after: leaves.at(-1)?.index ?? asked }, 200, { "cache-control": "no-cache" });
}
