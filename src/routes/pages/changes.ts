import type { NoticeRecord } from "../../notices/record.js";
import { callOf, tenderRound } from "../../tenders/entry.js";
import { noticesOf, recordOf, tenderById, type NoticeRow } from "../../tenders/queries.js";
import { changesPage, type ChangesView } from "../../web/pages/changes.js";
import { maySee } from "../notices.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** Sections of a correction that say what changed and what that does to bids. */
const SAYS_CHANGES: ReadonlySet<string> = new Set(["2. Before and after", "4. Effect on bids"]);

/** The corrections of a tender one by one, as far as the reader may see them. */
export function changePageRoutes(site: Site): void {
  site.api.get("/projects/:tender/changes", (c) => changes(c, site));
}

async function changes(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const tender = await tenderById(world.db, world.exchange.id, c.req.param("tender") ?? "");
  if (tender?.row.published_at == null) return missingPage(c, site);
  const shown: NoticeRow[] = [];
  for (const row of await noticesOf(world.db, world.exchange.id, tender.id)) if (await maySee(world, row, c.get("actor"))) shown.push(row);
  const call = callOf(shown, tenderRound(tender));
  return html(c, page, changesPage(page, {
    tender: tender.id, title: tender.form.title, call: call === undefined ? null : { notice: call.notice_id, at: instantOf(call.published_at) },
    corrections: shown.filter(({ type }) => type === "clarification").reverse().map(correctionOf),
  }));
}

function correctionOf(row: NoticeRow): ChangesView["corrections"][number] {
  const { number, sections } = recordOf(row) as NoticeRecord;
  return { notice: row.notice_id, number, at: instantOf(row.published_at), blocks: sections.filter(({ en }) => SAYS_CHANGES.has(en)).flatMap(({ blocks }) => blocks) };
}
