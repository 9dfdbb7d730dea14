import { METHOD_LAW } from "../../bidding/method.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { seatsOf, sheetsOf } from "../../judging/queries.js";
import { readSheet, sheetBytes, type Criterion, type Sheet } from "../../judging/sheet.js";
import { base64, fromBase64 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { at } from "../../kernel/time.js";
import { lotOf, type Method } from "../../tenders/form.js";
import { tenderById } from "../../tenders/queries.js";
import type { Posted } from "../../web/form-values.js";
import { panelPage, sheetPage, type PanelView, type SheetView } from "../../web/pages/panel.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import { panelView } from "../views/judging.js";
import { creditFields, rejectionFields } from "./act-table.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** The committee's room as a page. */
export function panelRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.panel, (c) => cases(c, site));
  api.get("/panel/:tender/:lot", async (c) => (await drawPanel(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  api.post("/panel/:tender/:lot", async (c) => {
    const posted = new Map<string, string[]>();
    for (const [name, value] of new URLSearchParams(await c.req.text())) posted.set(name, [...(posted.get(name) ?? []), value]);
    return (await drawPanel(c, site, new URL(c.req.url), null, posted)) ?? missingPage(c, site);
  });
}

async function cases(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const may = can(c.get("actor"), "panel.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const list: PanelView["cases"][number][] = [];
  for (const seat of await seatsOf(world.db, world.exchange.id, may.value.id)) {
    const tender = await tenderById(world.db, world.exchange.id, seat.tender_id);
    const lot = tender?.lots.find((each) => each.lot === seat.lot);
    if (tender === null || lot === undefined) continue;
    const signed = (await sheetsOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot })).some(({ label }) => label === seat.label);
    list.push({ tender: tender.id, lot: lot.lot, title: tender.form.title, lotName: lotOf(tender.form, lot.lot).name, state: lot.stage !== "evaluating" ? "closed" : signed ? "signed" : "open", href: panelHref(tender.id, lot.lot) });
  }
  return html(c, page, panelPage(page, { cases: list }));
}

const panelHref = (tender: string, lot: string): string => `${paths.panel}/${encodeURIComponent(tender)}/${encodeURIComponent(lot)}`;

/** What GET …/panel answers: the page shows the same. */
type Room = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly stage: string; readonly label: string; readonly chair: boolean; readonly method: Method;
  readonly criteria: readonly (Criterion & { readonly standard?: string })[]; readonly names: Readonly<Record<string, string>>; readonly sheet: Sheet;
  readonly bids: readonly { readonly bidder: string; readonly part: string; readonly files: readonly { readonly name: string; readonly size: number; readonly href: string }[] }[];
  readonly parts: readonly { readonly finished: boolean }[]; readonly signed: readonly { readonly sheet: string; readonly at: string }[];
};

/** The room of one lot: scores as they were posted, checked into the sheet that is then signed. */
export async function drawPanel(c: PageRequest, site: Site, url: URL, refused: Refused | null, posted: Posted = new Map()): Promise<Response | null> {
  const [, tender = "", lot = ""] = (/^\/panel\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? []).map(decodeURIComponent);
  if (lot === "") return null;
  const entered = await enter(c, site, tender, lot);
  if (!entered.ok) return refusedPage(c, site, entered.refusal, paths.panel);
  const { actor, room } = entered.value;
  const form = (await tenderById(site.world.db, site.world.exchange.id, tender))?.form;
  if (form === undefined) return null;
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor, language: page.language, back: url.pathname, refused };
  const view = sheetWith(room, drawing, posted, lotOf(form, lot).name);
  return html(c, page, sheetPage(page, view), view.faults.length === 0 ? 200 : 422);
}

/** The room, for a member of the lot's committee alone. */
async function enter(c: PageRequest, { world }: Site, tenderId: string, lot: string): Promise<Result<{ actor: Actor; room: Room }>> {
  const may = can(c.get("actor"), "panel.read");
  if (!may.ok) return may;
  const seen = await panelView(world, may.value, { tenderId, lot });
  return seen.ok ? ok({ actor: may.value, room: seen.value.body as Room }) : seen;
}

/** The sheet's view with what was sent checked: ready to be signed, or with what is wrong. */
function sheetWith(room: Room, drawing: Drawing, posted: Posted, lotName: string): SheetView {
  const view = sheetView(room, drawing, posted, lotName);
  const prepared = posted.size === 0 ? null : prepare(room, posted);
  if (prepared === null) return { ...view, prepared: null, faults: faultsOf(drawing.refused, drawing.language) };
  return prepared.ok ? { ...view, prepared: base64(prepared.value), faults: [] } : { ...view, prepared: null, faults: faultsOf({ act: "sheet", refusal: prepared.refusal, posted }, drawing.language) };
}

/** The canonical sheet of the posted scores, held against the documents as the act itself will hold it. */
function prepare({ sheet, criteria }: Room, posted: Posted): Result<Uint8Array> {
  const text = (name: string): string => (posted.get(name)?.[0] ?? "").trim();
  const scores = sheet.scores.map(({ bidder }) => ({ bidder, items: criteria.map(({ id }) => ({ criterion: id, score: text(`score:${bidder}:${id}`), reason: text(`reason:${bidder}:${id}`).replaceAll(/\s+/gu, " ") })) }));
  const bytes = sheetBytes({ ...sheet, scores });
  const read = readSheet(bytes, { ...sheet, bidders: sheet.scores.map(({ bidder }) => bidder), criteria });
  return read.ok ? { ok: true, value: bytes } : read;
}

type ShownScores = Readonly<Record<string, { readonly score: string; readonly reason: string }>>;

function sheetView(room: Room, drawing: Drawing, posted: Posted, lotName: string): Omit<SheetView, "faults" | "prepared"> {
  const { language } = drawing;
  const own = room.signed[0];
  const signed = own === undefined ? null : (JSON.parse(Buffer.from(fromBase64(own.sheet)).toString("utf8")) as Sheet);
  const place = { tender: room.tender, lot: room.lot };
  const bidders = room.sheet.scores.map(({ bidder }) => bidder);
  const labels = [...new Set(room.bids.map(({ bidder }) => bidder))].map((bidder) => ({ value: bidder, label: room.names[bidder] ?? bidder }));
  const isOpen = room.stage === "evaluating";
  return {
    ...place, title: room.title, lotName, expert: language === "zh" ? `评委 ${room.label.slice(0, 8)}` : `member ${room.label.slice(0, 8)}`,
    criteria: room.criteria.map(({ id, title, full, standard }) => ({ id, name: title, max: full, step: "0.01", guide: standard ?? "" })),
    bids: bidders.map((bidder) => ({ id: bidder, label: room.names[bidder] ?? bidder, files: room.bids.filter((each) => each.bidder === bidder).flatMap(({ files }) => files), scores: scoresOf(room, bidder, signed, posted) })),
    save: plain(language === "zh" ? "核对分数，生成待签署的评分表" : "Check and prepare the sheet", panelHref(room.tender, room.lot), isOpen ? null : refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" }).refusal),
    signHref: `/api/v1/tenders/${encodeURIComponent(room.tender)}/lots/${encodeURIComponent(room.lot)}/sheets`, signedAt: own === undefined ? null : at(own.at),
    chair: room.chair && isOpen ? chairActs(room, drawing, labels) : [],
  };
}

const plain = (label: string, href: string, refusal: ActionView["refusal"]): ActionView => ({ name: "save", label, href, fields: [], refusal, warning: null, idempotencyKey: "", version: null });

function scoresOf({ criteria }: Room, bidder: string, signed: Sheet | null, posted: Posted): ShownScores {
  const items = signed?.scores.find((each) => each.bidder === bidder)?.items;
  return Object.fromEntries(criteria.map(({ id }) => {
    const item = items?.find(({ criterion }) => criterion === id);
    return [id, { score: item?.score ?? posted.get(`score:${bidder}:${id}`)?.[0] ?? "", reason: item?.reason ?? posted.get(`reason:${bidder}:${id}`)?.[0] ?? "" }];
  }));
}

/** What the chair enters and submits for all. */
function chairActs(room: Room, drawing: Drawing, bids: readonly { value: string; label: string }[]): ActionView[] {
  const place = { tender: room.tender, lot: room.lot };
  const waiting = room.parts.every(({ finished }) => finished) ? null : refuse("price-not-opened").refusal;
  const credits = room.method.kind === "comprehensive" ? [button(drawing, "credits", place, { fields: creditFields(drawing.language, bids, room.method.k) })] : [];
  return [button(drawing, "reject-bid", place, { fields: rejectionFields(drawing.language, bids, METHOD_LAW[room.method.kind].grounds) }), ...credits, button(drawing, "evaluation-report", place, { refusal: waiting }), button(drawing, "reject-all", place)];
}

