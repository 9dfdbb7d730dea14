import type { Context } from "hono";
import { recordAct } from "../audit/use-cases/record.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { articleWords } from "../rules/articles.js";
import { ruleOn } from "../rules/rules.js";
import { SIGNALS } from "../signals/kinds.js";
import { NoteBody } from "../signals/note.js";
import { newestRun, notesOf } from "../signals/queries.js";
import type { Signal } from "../signals/signal.js";
import { readSignals, type SignalsFile } from "../signals/signals-file.js";
import { checkSignals, lookForSignals, type Place } from "../signals/use-cases/find-signals.js";
import { noteSignals } from "../signals/use-cases/note-signals.js";
import { csvOf, type CsvColumn } from "../web/formats/csv.js";
import type { World } from "../world.js";
import { actedBy, document, endpoint, inOffice, type Api, type Vars } from "./endpoint.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot/signals";

/** That a supervisor read the signals of a lot is an act of his, as what he does is. */
export const keepReading = (world: World, c: Context<Vars>, outcome: string): Promise<void> =>
  recordAct(world.db, world.exchange.id, { at: c.get("receivedAt"), ...actedBy(c), action: "signal.read", object: c.req.path, outcome });

type Newest = { readonly serial: number; readonly sha256: string; readonly madeAt: Instant; readonly file: SignalsFile };

/** The newest run of a lot. */
export async function newestSignals({ db, exchange }: World, { tenderId, lot }: Place): Promise<Newest | null> {
  const row = await newestRun(db, { exchangeId: exchange.id, tenderId, lot });
  return row === null ? null : { serial: row.serial, sha256: row.sha256, madeAt: row.made_at.getTime() as Instant, file: readSignals(row.file) };
}

/** The article a signal bears on, in words, as it stands on a day. */
export const signalLaw = (kind: Signal["kind"], on: Instant): { readonly zh: string; readonly en: string } => articleWords(ruleOn(SIGNALS[kind].rule, dayOf(on)).article);

const COLUMNS = (file: SignalsFile, on: Instant): readonly CsvColumn<Signal>[] => {
  const nameOf = (uscc: string): string => file.compared.bidders.find((each) => each.uscc === uscc)?.name ?? uscc;
  return [
    { head: "线索", kind: "text", of: ({ kind }) => SIGNALS[kind].zh }, { head: "投标人", kind: "text", of: ({ bidders }) => bidders.map(nameOf).join("；") }, { head: "相同的内容", kind: "text", of: ({ value }) => value },
    { head: "偶然出现", kind: "text", of: ({ chance }) => chance.ratio }, { head: "关系到的条款", kind: "text", of: ({ kind }) => signalLaw(kind, on).zh }, { head: "算法", kind: "text", of: ({ kind }) => SIGNALS[kind].formula.zh }, { head: "可能的正常原因", kind: "text", of: ({ kind }) => SIGNALS[kind].innocent.zh },
  ];
};

/** What the opened bids of a lot have in common that few others have: for supervisors alone. Evidence, no finding. */
export function signalRoutes(api: Api, world: World): void {
  const placeOf = (param: (name: string) => string): Place => ({ tenderId: param("tender"), lot: param("lot") });
  endpoint(api, world, { method: "get", path: LOT, summary: "Signals between the bidders of an opened lot, with what was compared, how, and how often it comes by chance", action: "signal.read" }, async ({ c, param }) => {
    const read = await shown(world, placeOf(param));
    await keepReading(world, c, read.ok ? "200" : read.refusal.code);
    return read.ok ? ok({ body: read.value }) : read;
  });
  document(api, { method: "get", path: `${LOT}.csv`, summary: "The same as a table", action: "signal.read" });
  api.get(`${LOT}.csv`, async (c) => {
    const may = inOffice(c, "signal.read");
    if (!may.ok) return problem(c, may.refusal, c.get("receivedAt"));
    const newest = await newestSignals(world, { tenderId: c.req.param("tender"), lot: c.req.param("lot") });
    await keepReading(world, c, newest === null ? "not-found" : "200");
    if (newest === null) return problem(c, refuse("not-found", { what: c.req.path }).refusal, c.get("receivedAt"));
    return c.body(csvOf(COLUMNS(newest.file, newest.madeAt), newest.file.signals), 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="signals.csv"', "cache-control": "private, no-store" });
  });
  endpoint(api, world, { method: "post", path: LOT, summary: "Look for signals now; nothing new is kept where nothing changed", action: "signal.find" }, async ({ actor, param }) => {
    const run = await lookForSignals(world, actor, placeOf(param));
    return run.ok ? created(run.value) : run;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/checks`, summary: "Compute the last run again, as of its instant: the same byte for byte or not", action: "signal.find" }, async ({ actor, param }) => {
    const checked = await checkSignals(world, actor, placeOf(param));
    return checked.ok ? created(checked.value) : checked;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/notes`, summary: "Write down what became of signals between some bidders", action: "signal.note", body: NoteBody }, async ({ actor, body, param, receivedAt }) => {
    const noted = await noteSignals(world, actor, placeOf(param), body, receivedAt);
    return noted.ok ? created(noted.value) : noted;
  });
}

async function shown(world: World, place: Place): Promise<Result<object>> {
  const newest = await newestSignals(world, place);
  if (newest === null) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const notes = await notesOf(world.db, { exchangeId: world.exchange.id, ...place });
  return ok({
    serial: newest.serial, sha256: newest.sha256, madeAt: rfc3339(newest.madeAt), run: newest.file,
    kinds: Object.fromEntries(Object.entries(SIGNALS).map(([kind, { zh, en, rule, formula, innocent }]) => [kind, { zh, en, rule, law: signalLaw(kind as Signal["kind"], newest.madeAt), formula, innocent }])),
    notes: notes.map(({ serial, bidders, disposal, note, made_by, made_at }) => ({ serial, bidders, disposal, note, by: made_by, at: rfc3339(made_at.getTime() as Instant) })),
  });
}
