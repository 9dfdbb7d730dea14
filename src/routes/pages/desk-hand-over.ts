import { ARCHIVE_KINDS } from "../../archive/hand-over.js";
import { readHandOver } from "../../archive/use-cases/hand-over.js";
import { archiveOf } from "../../archive/queries.js";
import { nameOfActor } from "../../identity/queries.js";
import { at } from "../../kernel/time.js";
import type { Tender } from "../../tenders/queries.js";
import { handOverPage } from "../../web/pages/hand-over.js";
import { paths } from "../../web/paths.js";
import { button, faultsOf, offers } from "./buttons.js";
import type { Desk } from "./desk-forms.js";
import { html, refusedPage } from "./site.js";

/** The archive list of a tender, for its buyer to take over and for staff to read. */
export async function deskHandOver({ c, site, page, actor, drawing }: Desk, tender: Tender): Promise<Response> {
  const { world } = site;
  const back = paths.deskTender(tender.id);
  const read = await readHandOver(world, actor, tender.id);
  if (!read.ok) return refusedPage(c, site, read.refusal, back);
  const { list, sha256, accepted } = read.value;
  const place = { tender: tender.id };
  const isPublic = (await archiveOf(world.db, world.exchange.id, { tenderId: tender.id, edition: "public", serial: null })) !== null;
  return html(c, page, handOverPage(page, {
    title: tender.form.title, back, packageHref: `/api/v1/tenders/${tender.id}/hand-over/package`, to: list.to, keep: list.keep, sha256,
    kinds: list.kinds.map(({ kind, files }) => ({ title: ARCHIVE_KINDS[kind][page.language], files })),
    accepted: accepted === null ? null : { by: (await nameOfActor(world.db, world.exchange.id, accepted.by)) ?? accepted.by, at: at(accepted.at) },
    accept: accepted === null && offers(actor, "hand-over") ? button(drawing, "hand-over", place) : null,
    actions: !isPublic && offers(actor, "archive-public") ? [button(drawing, "archive-public", place)] : [], faults: faultsOf(drawing.refused, page.language),
  }), drawing.refused === null ? 200 : 422);
}
