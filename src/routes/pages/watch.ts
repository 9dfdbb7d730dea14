import { refusedAfterClose } from "../../bidding/queries/refusals.js";
import type { Actor } from "../../identity/actor.js";
import { REFUSALS } from "../../kernel/refusal.js";
import { driftNow } from "../../opening/use-cases/by-hand.js";
import { openedParts } from "../../signals/use-cases/read-bids.js";
import { lotLines, type LotLine } from "../../tenders/queries/lot-lines.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { lineOf } from "../../lines/lines.js";
import type { ActionView } from "../../web/views.js";
import { messagesOf } from "../../web/messages.js";
import { onSiteWords } from "../../web/messages/on-site.js";
import { tenderWatchPage } from "../../web/pages/tender-watch.js";
import { watchPage, type WatchView } from "../../web/pages/watch.js";
import type { Language, PageContext } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { lettersOfTender } from "./letters.js";
import { incidentLines } from "./venues.js";
import { watchedLots } from "./views/tender-watch.js";
import { hallId, instantOf, maybeInstant, stageName } from "./views/lists.js";
import type { Place } from "../../judging/use-cases/panel.js";
import { organisationName } from "../../identity/queries.js";
import { leakLine } from "../../web/messages/blind.js";
import { inOffice } from "../endpoint.js";
import { keepLeakReading } from "../leaks.js";
import { leaksShown } from "../views/blind.js";

const LOTS_MAX = 300;
const REFUSALS_MAX = 30;

/** The supervisor reads everything and changes nothing but by a recorded order. */
export function watchRoutes(site: Site): void {
  site.api.get(paths.watch, (c) => drawWatch(c, site, null));
  site.api.get("/watch/:tender", (c) => withTender(c, site, async ({ page }, tender) => html(c, page, tenderWatchPage(page, {
    tender: tender.id, title: tender.form.title, current: paths.watch, back: { label: messagesOf(page.language).watch.title, href: paths.watch }, lettersHref: paths.watchLetters(tender.id), lots: await Promise.all((await watchedLots(site.world, tender, page.language)).map(async (each) => ({ ...each, signalsHref: openedParts(tender, each.lot).length === 0 ? null : paths.watchSignalsOf(tender.id, each.lot), leaks: await leaksIn(c, site, { tenderId: tender.id, lot: each.lot }, page.language) }))),
  }))));
  site.api.get("/watch/:tender/letters", (c) => withTender(c, site, async (reading, tender) => {
    const drawn = await lettersOfTender(reading, tender, { current: paths.watch, href: paths.watchTender(tender.id) });
    return drawn.ok ? drawn.value : refusedPage(c, site, drawn.refusal, paths.watch);
  }));
}

/** Signs of identity in a blind lot's files, a line each; null where nobody looked. That they were read is kept. */
async function leaksIn(c: PageRequest, { world }: Site, place: Place, language: Language): Promise<string[] | null> {
  const leaks = await leaksShown(world, { exchangeId: world.exchange.id, ...place });
  if (leaks === null) return null;
  await keepLeakReading(world, c, "200");
  const names = new Map<string, string>();
  for (const { bidder } of leaks) names.set(bidder, (await organisationName(world.db, world.exchange.id, bidder)) ?? bidder);
  return leaks.map((leak) => leakLine(leak, names.get(leak.bidder) ?? leak.bidder, language));
}

type Reading = { readonly c: PageRequest; readonly site: Site; readonly page: PageContext; readonly actor: Actor };

/** A published tender, for the supervisor alone. */
async function withTender(c: PageRequest, site: Site, draw: (reading: Reading, tender: Tender) => Promise<Response>): Promise<Response> {
  const may = inOffice(c, "watch.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const tender = await tenderById(site.world.db, site.world.exchange.id, c.req.param("tender") ?? "");
  return tender?.row.published_at == null ? missingPage(c, site) : draw({ c, site, page: contextOf(c, site), actor: may.value }, tender);
}

/** The page, with an order that has just been refused. */
export async function drawWatch(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "watch.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const lines = await lotLines(world.db, world.exchange.id, { published: true, limit: LOTS_MAX });
  const lateRefusals = await refusedAfterClose(world.db, world.exchange.id, REFUSALS_MAX);
  const drawing: Drawing = { world, actor: may.value, language: page.language, back: paths.watch, refused };
  return html(c, page, watchPage(page, {
    faults: faultsOf(refused, page.language), lots: lines.map((line) => lotOf(line, drawing)), alarms: [...clockAlarm(site, page), ...await incidentAlarms(site, page), ...lines.flatMap((line) => alarmOf(line, page.now, page.language))],
    refusals: lateRefusals.filter(({ code }) => Object.hasOwn(REFUSALS, code)).map(({ at, who, code, facts }) => ({ at: instantOf(at), who, refusal: { code, facts } })),
  }), refused === null ? 200 : 422);
}

const lotOf = (line: LotLine, drawing: Drawing): WatchView["lots"][number] => ({
  tender: line.tender, lot: line.lot, title: line.title, lotName: line.name, stage: line.stage, stageName: stageName(line.stage, drawing.language), nextDueAt: maybeInstant(line.nextDueAt),
  nextDue: line.nextDueAt === null ? null : drawing.language === "zh" ? "时钟推进" : "the clock’s next move", href: paths.project(line.tender), hall: hallId(line.tender, line.lot), orders: ordersFor(line, drawing),
});

/** To stop a lot that still goes on, or to let a suspended one go on. */
function ordersFor({ tender, lot, line, stage }: LotLine, drawing: Drawing): ActionView[] {
  const name = lineOf(line).moves.find(({ name: move, from }) => move in ORDERS && from.includes(stage))?.name;
  const act = name === undefined ? undefined : ORDERS[name as keyof typeof ORDERS];
  return act === undefined ? [] : [button(drawing, act, { tender, lot }, { suffix: `-${tender}-${lot}` })];
}

/** The acts behind a line's two moves of the supervisor. */
const ORDERS = { orderSuspension: "lot-suspend", resume: "lot-resume" } as const;

/** What the witnesses' clocks say of ours, where that stops something. */
function clockAlarm({ world }: Site, { now, language }: PageContext): WatchView["alarms"] {
  const { driftMs, isOff } = driftNow(world);
  const say = (zh: string, en: string): WatchView["alarms"] => [{ at: now, text: language === "zh" ? zh : en, href: null }];
  if (isOff) return say(`交易所时钟与见证方时钟相差 ${String(driftMs)} 毫秒，暂不自动截标、开标`, `The exchange’s clock is ${String(driftMs)} ms from the witnesses’ clocks: nothing closes or opens by itself`);
  if (driftMs !== null) return [];
  return say("近期作答的见证方不足，暂不能判断交易所时钟是否准确", "Too few witnesses answered lately to say whether the exchange’s clock is right");
}

/** What went wrong on site and waits. */
const incidentAlarms = async ({ world }: Site, { language }: PageContext): Promise<WatchView["alarms"]> =>
  (await incidentLines(world, language)).map(({ booking, text, at }) => ({ at, text: `${onSiteWords(language).incidents} · ${text}`, href: paths.booking(booking) }));

/** A lot whose close is disputed waits for the supervisor; one that should have closed and has not stays shut. */
function alarmOf(line: LotLine, now: number, language: Language): WatchView["alarms"] {
  if (line.disputed) return [{ at: instantOf(line.deadline), text: language === "zh" ? `${line.title}（${line.name}）截标名单有争议，待您决定` : `${line.title}: the closed list is disputed and waits for your decision`, href: paths.hall(hallId(line.tender, line.lot)) }];
  if (line.stage !== "bidding" || line.deadline.getTime() > now) return [];
  const text = language === "zh" ? `${line.title}（${line.name}）已过投标截止时间，尚未截标` : `${line.title}: the deadline has passed and the lot is not closed`;
  return [{ at: instantOf(line.deadline), text, href: paths.project(line.tender) }];
}
