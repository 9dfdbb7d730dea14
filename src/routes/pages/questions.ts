import type { Actor } from "../../identity/actor.js";
import type { Instant } from "../../kernel/time.js";
import { countQuestions, questionsOf, type QuestionRow } from "../../questions/queries.js";
import { pseudonymOf, type About } from "../../questions/question.js";
import { questionsEnd } from "../../questions/window.js";
import { isGated } from "../../tenders/entry.js";
import { tenderById } from "../../tenders/queries.js";
import { questionsPage, type QuestionsView, type QuestionView } from "../../web/pages/questions.js";
import { pathsOf } from "../../web/paths.js";
import { readsQuestions } from "../views/questions.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";

const PAGE = 50;

/** What was asked of a tender, and where to ask. Without a session the page is the same for everybody. */
export function questionPageRoutes(site: Site): void {
  site.api.get("/projects/:tender/questions", (c) => questions(c, site));
}

async function questions(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const tender = await tenderById(world.db, world.exchange.id, c.req.param("tender") ?? "");
  if (tender?.row.published_at == null) return missingPage(c, site);
  const after = /^[0-9a-f]{64}$/.exec(c.req.query("after") ?? "")?.[0];
  const rows = await questionsOf(world.db, world.exchange.id, tender.id, { limit: PAGE, ...(after === undefined ? {} : { after }) });
  const last = rows[PAGE - 1]?.sha256;
  const reads = { all: readsQuestions(tender, c.get("actor")), open: !isGated(tender.form) };
  return html(c, page, questionsPage(page, {
    tender: tender.id, title: tender.form.title, ...await countQuestions(world.db, world.exchange.id, tender.id), paged: after !== undefined, next: last === undefined ? null : `${pathsOf(page).questions(tender.id)}?after=${last}`,
    until: untilOf(questionsEnd(tender), page.now), taker: takerOf(c.get("actor")), questions: await Promise.all(rows.map((row) => lineOf(site, row, reads))),
  }));
}

async function lineOf({ world }: Site, { sha256, about, paragraphs, answer, notice_id: notice, outbox_id }: QuestionRow, { all, open }: { readonly all: boolean; readonly open: boolean }): Promise<QuestionView> {
  const shown = all || (notice !== null && open);
  return { pseudonym: pseudonymOf(sha256), index: await world.journal.indexOf(outbox_id), about: shown ? (about as About) : null, text: shown ? paragraphs : null, answer: shown ? answer : null, notice };
}

const untilOf = (end: Instant | null, now: Instant): QuestionsView["until"] => (end === null || end <= now ? null : { at: end, explanation: null });

const takerOf = (actor: Actor | null): QuestionsView["taker"] => (actor?.role === "bidder" ? { names: namesOf(actor.organisation?.name, actor.organisation?.uscc, actor.name) } : null);

/** What its own question should not hold; shorter words would hit by chance. */
const namesOf = (...names: readonly (string | undefined)[]): string[] => names.filter((each): each is string => each !== undefined && each.length > 1);
