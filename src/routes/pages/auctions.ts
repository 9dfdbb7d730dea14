import { auctionById, auctionsAfter, happeningsAfter, interruptionsOf, keysOf, namesOf, paddleOf, type AuctionRow } from "../../auctions/queries.js";
import { publicLine } from "../../auctions/public-line.js";
import type { Line } from "../../auctions/following.js";
import { viewOf } from "../../auctions/view.js";
import type { Contest } from "../../auctions/contest-state.js";
import { can } from "../../identity/can.js";
import { nameOfActor } from "../../identity/queries.js";
import { base64, hex } from "../../kernel/bytes.js";
import { moneyJson } from "../../kernel/money.js";
import { plusMs, rfc3339 } from "../../kernel/time.js";
import type { Language, PageContext } from "../../web/context.js";
import { lineInWords } from "../../web/messages/auction-lines.js";
import { saidOf } from "../../web/messages/auction-said.js";
import { auctionWords } from "../../web/messages/auction.js";
import { auctionPage, auctionsPage, type AuctionLine, type AuctionListLine, type AuctionView } from "../../web/pages/auction.js";
import { auctionDeskPage, type AuctionDeskView } from "../../web/pages/auction-desk.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { lotteryRoutes, lotteryView } from "./auction-lottery.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

const LIST_MAX = 100;
/** Lines that a page brings along; its island reads the others. */
const LINES_MAX = 60;
const STATES = ["running", "coming", "ended"];

/** Auctions, for everybody to watch; and the desk of one. */
export function auctionPageRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.auctions, (c) => list(c, site));
  api.get("/auctions/:auction", (c) => room(c, site, "room"));
  api.get("/auctions/:auction/wall", (c) => room(c, site, "wall"));
  api.get("/auctions/:auction/replay", (c) => room(c, site, "replay"));
  lotteryRoutes(site);
  api.get("/desk/auctions/:auction", async (c) => (await drawAuctionDesk(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

async function list(c: PageRequest, site: Site): Promise<Response> {
  const { db, exchange, floor } = site.world;
  const page = contextOf(c, site);
  const rows = await auctionsAfter(db, exchange.id, c.req.query("after") ?? "", LIST_MAX);
  const lines: AuctionListLine[] = [];
  for (const row of rows) {
    const memory = await floor.memory(row.auction_id);
    if (memory !== null) lines.push(listLine(row, memory.contest, page));
  }
  const asked = c.req.query("state") ?? "";
  return html(c, page, auctionsPage(page, { state: STATES.includes(asked) ? asked : "", after: rows.length < LIST_MAX ? null : (rows.at(-1)?.auction_id ?? null), lines }));
}

function listLine({ auction_id: auction, subject }: AuctionRow, contest: Contest, page: PageContext): AuctionListLine {
  const view = viewOf(contest, null);
  const said = saidOf(view, { nowMs: page.now, ...known(contest), maximum: null }, page.language);
  const state = view.endedAt !== null ? "ended" : view.stage === 0 ? "coming" : "running";
  const at = view.endedAt ?? said.until;
  return { auction, subject, state, phase: said.phase, price: `${said.priceName} ${said.price}`, at: at === null ? said.counts : at.slice(0, 16).replace("T", " ") };
}

/** What the terms say that a page shows. */
const known = ({ terms, movedMs }: Contest) => ({ opensAt: rfc3339(plusMs(terms.opensAt, movedMs)), start: moneyJson(terms.price.start) });

async function room(c: PageRequest, site: Site, as: "room" | "wall" | "replay"): Promise<Response> {
  const page = contextOf(c, site);
  const view = await read(c, site, page.language);
  return view === null ? missingPage(c, site) : html(c, page, auctionPage(as === "wall" ? { ...page, display: "wall" } : page, view, as));
}

async function read(c: PageRequest, { world }: Site, language: Language): Promise<AuctionView | null> {
  const { db, exchange, floor } = world;
  const auction = c.req.param("auction") ?? "";
  const key = { exchangeId: exchange.id, auctionId: auction };
  const [row, memory, actor] = [await auctionById(db, key), await floor.memory(auction), c.get("actor")];
  if (row === null || memory === null) return null;
  const paddle = actor?.role === "bidder" ? await paddleOf(db, key, actor.organisation?.uscc ?? "") : null;
  const view = viewOf(memory.contest, paddle);
  return {
    auction, exchange: exchange.origin, subject: row.subject, view, seq: memory.seq, head: hex(memory.head), maxima: memory.contest.terms.maxima, phases: memory.contest.terms.phases, ...known(memory.contest),
    lines: await linesOf(world, key, { after: Math.max(0, memory.seq - LINES_MAX), isOver: view.endedAt !== null, own: paddle, language }),
    names: row.ended_at === null ? null : (await namesOf(db, exchange, auction)).paddles, bidder: await seatOf(world, key, paddle),
    deskHref: can(actor, "auction.interrupt").ok ? paths.deskAuction(auction) : null,
  };
}

const seatOf = async ({ db }: Site["world"], key: Parameters<typeof keysOf>[1], paddle: string | null): Promise<AuctionView["bidder"]> => (paddle === null ? null : { paddle, key: newestKey(await keysOf(db, key, paddle)) });
const newestKey = (keys: readonly { readonly public_key: Uint8Array }[]): string | null => { const last = keys.at(-1); return last === undefined ? null : base64(last.public_key); };

type Reading = { readonly after: number; readonly isOver: boolean; readonly own: string | null; readonly language: Language };

async function linesOf({ db, floor }: Site["world"], key: { readonly exchangeId: string; readonly auctionId: string }, { after, isOver, own, language }: Reading): Promise<AuctionLine[]> {
  const phases = (await floor.memory(key.auctionId))?.contest.terms.phases ?? [];
  const { phases: names } = auctionWords(language);
  const phaseName = (name: string): string => names[phases.find((each) => each.name === name)?.kind ?? "english"];
  const rows = await happeningsAfter(db, key, after, LINES_MAX);
  return rows.flatMap(({ bytes }) => {
    const line = JSON.parse(publicLine(bytes, isOver)) as Line;
    const text = lineInWords(line, { language, own, phaseName });
    return text === null ? [] : [{ seq: line.seq, at: line.at, text }];
  }).reverse();
}

/** The desk of one auction, after a refusal with what was typed; null where the address is another’s. */
export async function drawAuctionDesk(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, corner, auction = "", more] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "desk" || corner !== "auctions" || more !== undefined) return null;
  const may = inOffice(c, "auction.interrupt");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const { world } = site;
  const memory = await world.floor.memory(auction);
  if (memory === null) return null;
  const page = contextOf(c, site);
  const drawing: Drawing = { world, actor: may.value, language: page.language, back: paths.deskAuction(auction), refused };
  return html(c, page, auctionDeskPage(page, await deskView(drawing, auction, memory.contest, page)), refused === null ? 200 : 422);
}

async function deskView(drawing: Drawing, auction: string, contest: Contest, page: PageContext): Promise<AuctionDeskView> {
  const { world: { db, exchange }, actor, language, refused } = drawing;
  const rows = await interruptionsOf(db, { exchangeId: exchange.id, auctionId: auction });
  const isOver = contest.ended !== null;
  const requests: AuctionDeskView["requests"][number][] = [];
  for (const row of rows) {
    const waits = row.approved_by === null && !isOver && row.requested_by !== actor.id;
    requests.push({
      serial: row.serial, act: row.act, cause: row.cause, reason: row.reason, by: await nameOfActor(db, exchange.id, row.requested_by), at: instantOf(row.requested_at), approvedBy: row.approved_by === null ? null : await nameOfActor(db, exchange.id, row.approved_by),
      approve: waits ? button(drawing, "auction-interrupt-approve", { item: auction, lot: String(row.serial) }, { suffix: String(row.serial) }) : null,
    });
  }
  return {
    auction, said: saidOf(viewOf(contest, null), { nowMs: page.now, ...known(contest), maximum: null }, language), requests: requests.reverse(), lottery: lotteryView(drawing, auction, contest), faults: faultsOf(refused, language),
    request: isOver ? null : button(drawing, "auction-interrupt", { item: auction }), order: isOver || !can(actor, "auction.order").ok ? null : button(drawing, "auction-order", { item: auction }),
  };
}
