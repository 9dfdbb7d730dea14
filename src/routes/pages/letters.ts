import { organisationName } from "../../identity/queries.js";
import { ok, type Result } from "../../kernel/result.js";
import type { NoticeType } from "../../notices/record.js";
import type { Tender } from "../../tenders/queries.js";
import { lettersTo } from "../../tenders/queries/letters.js";
import { letterWords } from "../../web/messages/letters.js";
import { lettersPage, type LettersView } from "../../web/pages/letters.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { shownLetters, type ShownLetter } from "../views/letters.js";
import type { Desk } from "./desk-forms.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

const LETTERS_MAX = 500;

/** What a firm got, in all its tenders. */
export function letterPageRoutes(site: Site): void {
  site.api.get(paths.myLetters, (c) => mine(c, site));
}

async function mine(c: PageRequest, site: Site): Promise<Response> {
  const may = inOffice(c, "bid.lodge");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const lines = await lettersTo(site.world.db, site.world.exchange.id, may.value.organisation?.uscc ?? "", LETTERS_MAX);
  const letters = await Promise.all(lines.map((line) => letterView(site, { ...line, readHidden: false })));
  return html(c, page, lettersPage(page, { title: null, current: paths.my, named: false, back: { href: paths.my, label: letterWords(page.language).back }, letters }));
}

/** The letters of one tender as its buyer sees them; null for who may not. */
export async function deskLetters(desk: Desk, tender: Tender): Promise<Response | null> {
  const drawn = await lettersOfTender(desk, tender, { current: paths.desk, href: paths.deskTender(tender.id) });
  return drawn.ok ? drawn.value : null;
}

type Reading = Pick<Desk, "c" | "site" | "page" | "actor">;

/** The letters of one tender in the corner of who may see all of them. */
export async function lettersOfTender({ c, site, page, actor }: Reading, tender: Tender, corner: { readonly current: string; readonly href: string }): Promise<Result<Response>> {
  const shown = await shownLetters(site.world, actor, tender.id);
  if (!shown.ok) return shown;
  const letters = await Promise.all(shown.value.map((line) => letterView(site, line)));
  return ok(html(c, page, lettersPage(page, { title: tender.form.title, current: corner.current, named: true, back: { href: corner.href, label: tender.form.title }, letters })));
}

async function letterView({ world }: Site, { notice, type, title, firm, sentAt, outboxId, read, readHidden }: ShownLetter): Promise<LettersView["letters"][number]> {
  const { db, exchange, journal } = world;
  const known = read === null ? null : { at: instantOf(read.at), how: read.how, index: await journal.indexOf(read.outboxId) };
  return { notice, type: type as NoticeType, title, firm: (await organisationName(db, exchange.id, firm)) ?? firm, sentAt: instantOf(sentAt), sentIndex: await journal.indexOf(outboxId), read: readHidden ? "hidden" : known };
}
