import { searchAudit } from "../../audit/queries.js";
import type { AuditRow } from "../../audit/root.js";
import { checkedRoots, withheldSince } from "../../audit/use-cases/roots.js";
import { ACTIONS, type Action } from "../../identity/can.js";
import { nameOfOffice } from "../../identity/queries.js";
import { wordsOf } from "../../kernel/refusal.js";
import { at } from "../../kernel/time.js";
import { auditPage } from "../../web/pages/audit.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import { nextAfter, readAuditQuery } from "../audit.js";
import { button } from "./buttons.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { inOffice } from "../endpoint.js";

const PAGE = 50;
/** Roots that are shown, the newest. */
const ROOTS_MAX = 48;

/** Supervisors look through what was done, and see whether it still is what the log fixed. */
export function auditPageRoutes(site: Site): void {
  site.api.get(paths.watchAudit, (c) => draw(c, site));
}

async function draw(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "audit.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const read = readAuditQuery(c.req.query(), PAGE);
  const withheldFrom = await withheldSince(world);
  const rows = read.ok ? await searchAudit(world.db, world.exchange.id, { ...read.value.search, withheldFrom }) : [];
  const names = await namesOf(site, rows);
  return html(c, page, auditPage(page, {
    asked: read.ok ? read.value.asked : {}, faults: read.ok ? [] : [{ field: null, text: wordsOf(read.refusal, page.language) }], withheldFrom, next: read.ok ? nextAfter(rows, PAGE, read.value.search.after) : null,
    rows: rows.map((row) => ({ at: row.at, who: whoOf(row, names), address: row.address, act: actName(row.action, page.language), object: row.object, outcome: row.outcome })),
    roots: (await checkedRoots(world, ROOTS_MAX)).reverse().map((root) => ({ ...root, at: at(root.at), checkedAt: root.checkedAt === null ? null : at(root.checkedAt) })),
    again: button({ world, actor: may.value, language: page.language, back: paths.watchAudit, refused: null }, "check-audit", {}),
  }), read.ok ? 200 : 400);
}

async function namesOf({ world }: Site, rows: readonly AuditRow[]): Promise<ReadonlyMap<string, string>> {
  const actors = new Set(rows.flatMap(({ actor }) => (actor === null ? [] : [actor])));
  return new Map(await Promise.all([...actors].map(async (actor) => [actor, named(await nameOfOffice(world.db, world.exchange.id, actor), actor)] as const)));
}

const named = (office: Awaited<ReturnType<typeof nameOfOffice>>, actor: string): string => (office === null ? actor : office.actingFor === null ? office.name : `${office.name}，${office.actingFor}`);

const whoOf = ({ actor, person }: AuditRow, names: ReadonlyMap<string, string>): string => (actor === null ? (person ?? "—") : `${names.get(actor) ?? actor}（${actor}）`);
const actName = (action: string, language: Language): string => (Object.hasOwn(ACTIONS, action) ? ACTIONS[action as Action][language] : action);
