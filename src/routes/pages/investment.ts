import { unitsOf } from "../../centre/queries.js";
import { LOG_KINDS, stagesAfter, STAGES, INVESTORS } from "../../concierge/project.js";
import type { LogRow } from "../../concierge/queries.js";
import { isContent, RATINGS, REQUEST_STEPS, stepTo, type RequestStep } from "../../concierge/request.js";
import { showProject, type ShownProject, type ShownRequest } from "../../concierge/use-cases/show.js";
import { ROLE_NAMES, type Role } from "../../identity/actor.js";
import { keysOf } from "../../kernel/table-keys.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { conciergeWords } from "../../web/messages/concierge.js";
import { investmentPage, type InvestmentView, type LogLine, type RequestView } from "../../web/pages/investment.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { choiceFields, stageFields } from "./concierge-acts.js";
import { cardOf, choosable, standingOf } from "./views/concierge.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

type Shown = ShownProject & { readonly log: readonly LogRow[] };

/** /concierge/projects/{project}: one project for those whom it concerns. */
export async function drawInvestment(c: PageRequest, site: Site, drawing: Drawing, url: URL): Promise<Response> {
  const { world, actor, language, refused } = drawing;
  const project = decodeURIComponent(url.pathname.split("/")[3] ?? "");
  const seen = await showProject(world, actor, project, c.get("receivedAt"));
  if (!seen.ok) return refusedPage(c, site, seen.refusal, INVESTORS.includes(actor.role) ? paths.myInvestments : paths.conciergeDesk);
  const { row, concierge, requests, followUp, pool, log } = seen.value;
  const page = contextOf(c, site);
  const view: InvestmentView = {
    project, title: row.title, stage: { words: STAGES[row.stage][language], tone: "info" }, facts: factsOf(seen.value, language), registeredAt: instantOf(row.made_at), followUp, concierge: concierge === null ? null : cardOf(concierge, await unitsOf(world.db, world.exchange.id), language),
    requests: requests.map((each) => requestView(each, drawing)).toReversed(), acts: actsOf(seen.value, drawing, choosable(pool.filter((each) => each.concierge !== row.concierge))), log: log.map((each) => logLine(each, pool, language)).toReversed(), isOwn: INVESTORS.includes(actor.role), faults: faultsOf(refused, language),
  };
  return html(c, page, investmentPage(page, view), refused === null ? 200 : 422);
}

function factsOf({ row }: Shown, language: Language): InvestmentView["facts"] {
  const words = conciergeWords(language);
  return [{ name: words.investor, value: row.owner_name }, { name: words.place, value: row.area }, { name: words.business, value: row.business }, { name: words.contact, value: row.contact }, { name: words.contactPhone, value: row.phone }];
}

/** What this reader can do about the project as a whole. */
function actsOf({ row }: Shown, drawing: Drawing, others: Parameters<typeof choiceFields>[1]): ActionView[] {
  const { actor, language } = drawing;
  const place = { item: row.project };
  const known = { "invest-choose": choiceFields(language, others), "invest-propose": choiceFields(language, others), "invest-stage": stageFields(language, stagesAfter(row.stage)) } as const;
  return ["invest-raise", "invest-choose", "invest-note", "invest-stage", "invest-propose"].filter((name) => offers(actor, name)).map((name) => button(drawing, name, place, Object.hasOwn(known, name) ? { fields: known[name as keyof typeof known] } : {}));
}

function requestView(shown: ShownRequest, drawing: Drawing): RequestView {
  const { row } = shown;
  const { actor, language } = drawing;
  const steps = keysOf<RequestStep>(REQUEST_STEPS).filter((step) => stepTo(step, row, actor.role).ok && offers(actor, `request-${step}`));
  const mayBe = shown.light === "red" || (row.rating !== null && !isContent(row.rating));
  const supervises = mayBe && offers(actor, "request-supervise") ? [button(drawing, "request-supervise", { item: row.project, part: String(row.serial) }, { suffix: `-${String(row.serial)}` })] : [];
  return {
    serial: row.serial, title: row.title, ...standingOf(shown, language), content: row.content, raisedAt: instantOf(row.raised_at), rating: row.rating === null ? null : RATINGS[row.rating][language],
    acts: [...steps.map((step) => button(drawing, `request-${step}`, { item: row.project, part: String(row.serial) }, { suffix: `-${String(row.serial)}` })), ...supervises],
  };
}

type Named = readonly { readonly concierge: string; readonly name: string }[];
/** Whom a choice or a proposal names, with its reason; of every other line what it says. */
const saidIn = ({ kind, text, concierge }: LogRow, pool: Named): string => (kind === "chosen" || kind === "proposed" ? `${pool.find((each) => each.concierge === concierge)?.name ?? ""}（${text}）` : text);

/** Whether a step came by the day it was due; null of what ends no period. */
function timelyOf({ kind, due_on: due, made_at }: LogRow, language: Language): LogLine["timely"] {
  if (due === null || kind === "raised" || kind === "start" || kind === "supervise") return null;
  const words = conciergeWords(language);
  return dayOf(made_at.getTime() as Instant) > due ? { words: words.overdue, tone: "bad" } : { words: words.onTime, tone: "ok" };
}

const logLine = (row: LogRow, pool: Named, language: Language): LogLine =>
  ({ number: row.number, at: instantOf(row.made_at), what: LOG_KINDS[row.kind][language], request: row.request, text: saidIn(row, pool), by: INVESTORS.includes(row.made_as as Role) ? conciergeWords(language).investor : ROLE_NAMES[row.made_as as Role][language], timely: timelyOf(row, language) });
