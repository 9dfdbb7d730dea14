import { plusMs, type Instant } from "../../kernel/time.js";
import type { Memory } from "../batch.js";
import type { Still, Told } from "../engine.js";
import { isEmptied, isNear, isSet, OUTAGE, standAfterSilence } from "../outage.js";
import type { Held, State } from "./state.js";
import type { Writer } from "./writer.js";

const LATELY_MS = 60_000;

type Silence = { readonly lastAlive: Instant; readonly reason: string };

/** After a silence a contest that was close to its end stands still from the last sign of life, and goes on by the published rule. */
export function afterSilence<Contest, Command, Happening extends Told>({ engine, clock, log }: State<Contest, Command, Happening>, writer: Writer<Contest, Command>, memory: Memory<Contest>, { lastAlive, reason }: Silence): void {
  const isStill = engine.stillFor(memory.contest).includes("writer-lost");
  const now = clock();
  const stand = isStill ? { from: null, resumeAt: plusMs(now, OUTAGE.resumeMs) } : standAfterSilence(lastAlive, now, engine.dueAt(memory.contest));
  if (stand === null) return;
  const still: Still = stand.resumeAt === null ? "fault" : "writer-lost";
  log.warn({ from: stand.from, resumeAt: stand.resumeAt, reason }, "a contest stood still");
  if (stand.from !== null) writer.first(engine.freeze(stand.from, still, reason));
  const { resumeAt } = stand;
  if (resumeAt !== null) writer.say(now, (at) => engine.thaw(at, still, resumeAt));
}

/** Stops every contest here that is close to its end, until two officers let it go on. @param from the last moment that can be trusted */
function stopAll<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>, from: Instant, reason: string): void {
  for (const one of state.held.values()) stopOne(state, one, from, reason);
}

function stopOne<Contest, Command, Happening extends Told>({ engine }: State<Contest, Command, Happening>, { writer }: Held<Contest, Command>, from: Instant, reason: string): void {
  const memory = writer.memory();
  if (memory === null || engine.stillFor(memory.contest).includes("fault") || !isNear(from, engine.dueAt(memory.contest))) return;
  writer.first(engine.freeze(Math.max(from, memory.lastAt ?? 0) as Instant, "fault", reason));
}

/** A process that did nothing for a while stamped nothing either: the time is given back. */
export function lookForSilence<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>): void {
  const { watch, steady, held } = state;
  if (watch.saidAt === null || steady() - watch.saidSteady <= OUTAGE.silenceMs) return;
  for (const { writer } of held.values()) {
    const memory = writer.memory();
    if (memory !== null) afterSilence(state, writer, memory, { lastAlive: Math.max(watch.saidAt, memory.lastAt ?? 0) as Instant, reason: "stalled" });
  }
}

/** Looks whether the clock that stamps was set, or the witnesses say that it is off. */
export function lookAtClock<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>): void {
  const { watch, wall, steady, clock } = state;
  const apart = wall() - steady();
  if (isSet(apart, watch.apart)) stopAll(state, plusMs(clock(), Math.min(0, watch.apart - apart)), "clock");
  else if (watch.isOff) stopAll(state, clock(), "clock");
  watch.apart = apart;
}

/** Looks whether too many of the bidders who were connected a minute ago are away; before the opening the line would say that some wait. */
export function lookAtPeople<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>): void {
  const now = state.steady();
  for (const one of state.held.values()) {
    const count = one.people.size;
    one.lately.push({ steady: now, count });
    while ((one.lately[0]?.steady ?? now) < now - LATELY_MS) one.lately.shift();
    const contest = one.writer.memory()?.contest;
    if (contest !== undefined && state.engine.isOpen(contest) && isEmptied(Math.max(...one.lately.map((each) => each.count)), count)) stopOne(state, one, state.clock(), "connections");
  }
}

/** How often clock and lag are put on record while a contest is close to its end, in ms. */
const SAMPLE_MS = 10_000;

/** Puts on record, in every contest that is close to its end, how far our clock is off and how long a commit takes. */
export function sampleAll<Contest, Command, Happening extends Told>({ watch, steady, clock, held, engine }: State<Contest, Command, Happening>): void {
  if (steady() - watch.sampledSteady < SAMPLE_MS) return;
  watch.sampledSteady = steady();
  for (const { writer } of held.values()) {
    const memory = writer.memory();
    if (memory !== null && isNear(clock(), engine.dueAt(memory.contest))) writer.say(clock(), (at) => engine.sample(at, watch.driftMs, watch.lagMs));
  }
}
