import type { Instant } from "../../kernel/time.js";
import { noticesOf, tenderById, type DocumentRow, type NoticeRow, type Tender } from "../../tenders/queries.js";
import { compared, versionOf } from "../../tenders/use-cases/document-changes.js";
import { documentsPage, type DocumentsView, type DocumentVersion } from "../../web/pages/documents.js";
import { shownDocuments } from "../documents.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** Every version of the tender documents that was in force, with what each changed. */
export function documentPageRoutes(site: Site): void {
  site.api.get("/projects/:tender/documents", (c) => documents(c, site));
}

async function documents(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const tender = await tenderById(world.db, world.exchange.id, c.req.param("tender") ?? "");
  if (tender?.row.published_at == null) return missingPage(c, site);
  const [rows, notices] = [await shownDocuments(world, tender, c.get("actor")), await noticesOf(world.db, world.exchange.id, tender.id)];
  const shown: DocumentsView["documents"][number][] = [];
  for (const [name, versions] of Map.groupBy(rows, (row) => row.name)) {
    const pairs = versions.slice(1).flatMap((after, at) => { const before = versions[at]; return before === undefined ? [] : [{ before: versionOf(before), after: versionOf(after) }]; });
    shown.push({ name, versions: versions.map((row) => versionView(row, tender, notices)), changes: await compared(world.db, world, pairs) });
  }
  return html(c, page, documentsPage(page, { tender: tender.id, title: tender.form.title, documents: shown }));
}

function versionView({ name, version, size, sha256, notice_id, made_at }: DocumentRow, tender: Tender, notices: readonly NoticeRow[]): DocumentVersion {
  const notice = notices.find((each) => each.notice_id === notice_id);
  const at: Instant = instantOf(notice?.published_at ?? tender.row.published_at ?? made_at);
  return { version, at, size: Number(size), sha256, href: `/documents/${tender.id}/${encodeURIComponent(name)}/v/${String(version)}`, notice: notice_id };
}
