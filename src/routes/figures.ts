import type { Context } from "hono";
import { unitByCode, unitsOf } from "../centre/queries.js";
import { FIGURES, type FigureId } from "../figures/figures.js";
import { AnswerBody, OpeningBody, TargetBody } from "../figures/forms.js";
import { periodFrom, wholeYear, yearBefore, type Period } from "../figures/period.js";
import { countsWithOpenings, gradesOf, openingsOf, splitsOf, targetsOf, type Scope, type Split, type Splits } from "../figures/queries.js";
import { figuresReport } from "../figures/report.js";
import { shownFigures, type Shown } from "../figures/show-figures.js";
import { GRADES, type Grade } from "../figures/survey.js";
import { answerSurvey, enterOpening, setTarget } from "../figures/use-cases/keep.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import type { World } from "../world.js";
import { endpoint, type Api, type Vars } from "./endpoint.js";
import { figureCaseRoutes } from "./figure-cases.js";
import { statement } from "./statements.js";
import { created } from "./tenders.js";

const FIGURES_PATH = "/api/v1/figures";

/** What a period comes to, of the centre or of one unit, with all it rests on. */
export type FiguresRead = { readonly period: Period; readonly unit: string | null; readonly shown: readonly Shown[]; readonly grades: ReadonlyMap<Grade, bigint>; readonly sample: bigint; readonly openings: Awaited<ReturnType<typeof openingsOf>>; readonly today: PlainDate } & Splits;

type Asked = { readonly from: string | undefined; readonly until: string | undefined; readonly unit: string | undefined };

/** Reads the figures that an address asks for. */
export async function readFigures({ db, exchange }: World, asked: Asked, at: Instant): Promise<Result<FiguresRead>> {
  const today = dayOf(at);
  const period = periodFrom({ from: asked.from ?? null, until: asked.until ?? null }, today);
  if (!period.ok) return period;
  const unit = asked.unit === "" ? null : (asked.unit ?? null);
  if (unit !== null && (await unitByCode(db, exchange.id, unit)) === null) return refuse("not-found", { what: unit });
  return ok(await readPeriod(db, { exchangeId: exchange.id, unit }, period.value, today));
}

async function readPeriod(db: World["db"], scope: Scope, period: Period, today: PlainDate): Promise<FiguresRead> {
  const { exchangeId, unit } = scope;
  const [last, year] = [yearBefore(period), Number(period.from.slice(0, 4))];
  const [counts, before, targets, grades, splits, openings] = await Promise.all([
    countsWithOpenings(db, scope, period, today), countsWithOpenings(db, scope, last, today), unit === null ? targetsOf(db, exchangeId, year) : [], gradesOf(db, scope, period),
    splitsOf(db, scope, period), unit === null ? openingsOf(db, exchangeId, year - 1) : [],
  ]);
  return {
    period, unit, shown: shownFigures({ counts, before, targets: new Map(targets.map(({ figure, value, basis }): [FigureId, { value: string; basis: string }] => [figure, { value, basis }])) }),
    grades, sample: counts.answers ?? 0n, ...splits, openings, today,
  };
}

const askedIn = (c: Context<Vars>): Asked => ({ from: c.req.query("from"), until: c.req.query("until"), unit: c.req.query("unit") });
const splitJson = (splits: readonly Split[]) => splits.map(({ key, closed, inTime }) => ({ key, closed: closed.toString(), inTime: inTime.toString() }));

/** The figures of the service centre, open to all; its head enters what was handed over and sets targets; whoever holds the code of a case that is over judges it. */
export function figureRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: FIGURES_PATH, summary: "Figures of the service centre over months of a year (from=2026-01&until=2026-07), of all or of one unit, each with its formula and what was counted", action: "anyone" }, async ({ c, receivedAt }) => {
    const read = await readFigures(world, askedIn(c), receivedAt);
    if (!read.ok) return read;
    const { period, unit, shown, grades, months, units, items } = read.value;
    return ok({ body: {
      period, unit, asOf: rfc3339(receivedAt), figures: shown, answers: [...grades].map(([grade, count]) => ({ grade, words: GRADES[grade], count: count.toString() })),
      closed: { months: splitJson(months), units: splitJson(units), items: splitJson(items) },
    } });
  });
  statement(api, world, { path: `${FIGURES_PATH}/report`, summary: "The report of a period: figures in sentences and as a table, with formulas and what was counted", action: "anyone", make: async (c) => {
    const read = await readFigures(world, { ...askedIn(c), unit: undefined }, c.get("receivedAt"));
    if (!read.ok) return read;
    const [units, year] = [await unitsOf(world.db, world.exchange.id), wholeYear(read.value.period)];
    return ok(figuresReport({
      ...read.value, centre: units.find(({ kinds, level }) => level === "city" && kinds.includes("centre"))?.zh ?? world.exchange.name, names: new Map(units.map(({ code, zh }) => [code, zh])),
      targets: year === null ? [] : await targetsOf(world.db, world.exchange.id, year + 1),
    }));
  } });
  figureCaseRoutes(api, world);
  endpoint(api, world, { method: "post", path: `${FIGURES_PATH}/openings`, summary: "Enter what another system handed over of a year: once", action: "figure.keep", body: OpeningBody }, async ({ actor, body, receivedAt }) => {
    const entered = await enterOpening(world, actor, body, receivedAt);
    return entered.ok ? created(entered.value) : entered;
  });
  endpoint(api, world, { method: "post", path: `${FIGURES_PATH}/targets`, summary: `Set a figure’s target for a year (${Object.keys(FIGURES).join(", ")})`, action: "figure.keep", body: TargetBody }, async ({ actor, body, receivedAt }) => {
    const set = await setTarget(world, actor, body, receivedAt);
    return set.ok ? created(set.value) : set;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/track/:code/answer", summary: "Judge how a case was handled, once it is over: 1 very satisfied to 5 very dissatisfied", action: "anyone", body: AnswerBody }, async ({ body, param, receivedAt }) => {
    const answered = await answerSurvey(world, param("code"), body, receivedAt);
    return answered.ok ? created(answered.value) : answered;
  });
}
