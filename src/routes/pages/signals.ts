import { nameOfOffice } from "../../identity/queries.js";
import type { Actor } from "../../identity/actor.js";
import { SIGNALS } from "../../signals/kinds.js";
import { DISPOSALS } from "../../signals/note.js";
import { pairsOf } from "../../signals/prices.js";
import { allNotes, keptOf, newestRuns, notesOf } from "../../signals/queries.js";
import type { Signal } from "../../signals/signal.js";
import { readSignals, type SignalsFile } from "../../signals/signals-file.js";
import { openedParts } from "../../signals/use-cases/read-bids.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { lotSignalsPage, signalListPage, unsoughtPage, type LotSignalsView, type SignalGroup } from "../../web/pages/signals.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { keepReading, newestSignals, signalLaw } from "../signals.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { signalNoteFields } from "./signal-acts.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** Lots listed, the newest. */
const LOTS_MAX = 300;
const PAGE = /^\/watch\/signals\/([^/]+)\/([^/]+)$/;

/** Supervisors read what the bids of a lot have in common; each reading is kept. */
export function signalPageRoutes(site: Site): void {
  site.api.get(paths.watchSignals, (c) => drawList(c, site));
  site.api.get("/watch/signals/:tender/:lot", (c) => drawLot(c, site, { tender: c.req.param("tender"), lot: c.req.param("lot") }, null));
}

/** The page of a lot with a form that has just been refused; null of any other address. */
export function drawSignals(c: PageRequest, site: Site, url: URL, refused: Refused): Promise<Response> | null {
  const [, tender, lot] = PAGE.exec(url.pathname) ?? [];
  return tender === undefined || lot === undefined ? null : drawLot(c, site, { tender: decodeURIComponent(tender), lot: decodeURIComponent(lot) }, refused);
}

async function drawList(c: PageRequest, site: Site): Promise<Response> {
  const { world: { db, exchange } } = site;
  const may = inOffice(c, "signal.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const [runs, notes] = [await newestRuns(db, exchange.id, LOTS_MAX), await allNotes(db, exchange.id)];
  const lots = [];
  for (const { tender_id: id, lot, file, made_at } of runs) {
    const [tender, { compared, signals }] = [await tenderById(db, exchange.id, id), readSignals(file)];
    const last = notes.findLast((each) => each.tender_id === id && each.lot === lot);
    if (tender !== null) lots.push({ tender: id, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, bidders: compared.bidders.length, signals: signals.length, madeAt: instantOf(made_at), disposal: last === undefined ? null : DISPOSALS[last.disposal][page.language] });
  }
  await keepReading(site.world, c, "200");
  return html(c, page, signalListPage(page, { lots }));
}

async function drawLot(c: PageRequest, site: Site, { tender: id, lot }: { readonly tender: string; readonly lot: string }, refused: Refused | null): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "signal.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const tender = await tenderById(world.db, world.exchange.id, id);
  const newest = tender === null ? null : await newestSignals(world, { tenderId: id, lot });
  await keepReading(world, c, newest === null ? "not-found" : "200");
  if (tender === null || (newest === null && openedParts(tender, lot).length === 0)) return missingPage(c, site);
  const page = contextOf(c, site);
  const drawing = { world, actor: may.value, language: page.language, back: paths.watchSignalsOf(id, lot), refused };
  if (newest === null) return html(c, page, unsoughtPage(page, { title: tender.form.title, lotName: lotOf(tender.form, lot).name, find: button(drawing, "signal-find", { tender: id, lot }), faults: faultsOf(refused, page.language) }));
  const view = await viewOf(site, { tender, lot, newest }, drawing, c.req.query("checked"));
  return html(c, page, lotSignalsPage(page, view), refused === null ? 200 : 422);
}

type Of = { readonly tender: Tender; readonly lot: string; readonly newest: NonNullable<Awaited<ReturnType<typeof newestSignals>>> };

async function viewOf({ world }: Site, { tender, lot, newest }: Of, drawing: Drawing & { readonly actor: Actor }, checked: string | undefined): Promise<LotSignalsView> {
  const { file, madeAt, sha256 } = newest;
  const bidders = file.compared.bidders.map(({ uscc, name }) => ({ uscc, name }));
  const place = { tender: tender.id, lot };
  const groups = await groupsOf(world, { tender, lot, newest }, drawing);
  const kept = await keptOf(world.db, world.exchange.id, file.compared.against);
  return {
    faults: faultsOf(drawing.refused, drawing.language), tender: tender.id, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, madeAt, version: file.v, sha256, texts: file.texts, checked: checked === "same" || checked === "differs" ? checked : null,
    others: { organisations: new Set(kept.map(({ bidder }) => bidder).filter((uscc) => !bidders.some((each) => each.uscc === uscc))).size, lots: file.compared.against.length }, bidders, groups,
    pairs: pairCounts(file.signals, groups), unread: unreadIn(file), acts: [button(drawing, "signal-find", place), button(drawing, "signal-check", place)],
  };
}

/** Signals by who shares them, the fewest bidders first: what concerns two is said of these two. */
async function groupsOf({ db, exchange }: Site["world"], { tender, lot, newest: { file, madeAt } }: Of, drawing: Drawing): Promise<SignalGroup[]> {
  const notes = await notesOf(db, { exchangeId: exchange.id, tenderId: tender.id, lot });
  const names = new Map<string, string>();
  for (const { made_by } of notes) names.set(made_by, (await nameOfOffice(db, exchange.id, made_by))?.name ?? made_by);
  const nameOf = (uscc: string): string => file.compared.bidders.find((each) => each.uscc === uscc)?.name ?? uscc;
  const sets = Map.groupBy(file.signals, ({ bidders }) => bidders.join(" "));
  return [...sets].toSorted(([one], [other]) => one.length - other.length || (one < other ? -1 : 1)).map(([set, signals]) => {
    const usccs = set.split(" ");
    return {
      id: `g-${usccs.join("-")}`, bidders: usccs.map((uscc) => ({ uscc, name: nameOf(uscc) })), signals: signals.map((signal) => shown(signal, madeAt, drawing.language)),
      notes: notes.filter(({ bidders }) => bidders.join(" ") === set).map(({ made_at, made_by, disposal, note }) => ({ at: instantOf(made_at), who: names.get(made_by) ?? made_by, disposal: DISPOSALS[disposal][drawing.language], note })),
      note: button(drawing, "signal-note", { tender: tender.id, lot }, { fields: signalNoteFields(drawing.language, set), suffix: `-${usccs.join("-")}` }),
    };
  });
}

const shown = (signal: Signal, on: Of["newest"]["madeAt"], language: Language): SignalGroup["signals"][number] => {
  const row = SIGNALS[signal.kind];
  return { name: row[language], value: signal.value, chance: signal.chance, law: signalLaw(signal.kind, on)[language], formula: row.formula[language], innocent: row.innocent[language], inputs: signal.inputs, passages: signal.passages ?? [] };
};

/** How many signals there are between each two, and the group that says most directly what they are. */
function pairCounts(signals: readonly Signal[], groups: readonly SignalGroup[]): LotSignalsView["pairs"] {
  const pairs = new Map<string, { count: number; group: string }>();
  for (const { bidders } of signals) for (const pair of pairsOf(bidders)) {
    const key = pair.join(" ");
    const group = groups.find(({ bidders: all }) => pair.every((uscc) => all.some((each) => each.uscc === uscc)))?.id ?? "";
    pairs.set(key, { count: (pairs.get(key)?.count ?? 0) + 1, group });
  }
  return pairs;
}

const unreadIn = ({ compared }: SignalsFile): LotSignalsView["unread"] =>
  compared.bidders.flatMap(({ uscc, files }) => files.filter(({ read, wordless }) => read === null || wordless > 0).map(({ name, read, wordless }) => ({ bidder: uscc, name, pages: read === null ? null : wordless })));
