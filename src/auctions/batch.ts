import { sameBytes } from "../kernel/bytes.js";
import { at, type Instant } from "../kernel/time.js";
import type { Engine, Told } from "./engine.js";

/** Whose request a command is, so that the same one gets the same answer. `fingerprint`: SHA-256 of what was asked. */
export type Request = { readonly paddle: string; readonly key: string; readonly fingerprint: Uint8Array; readonly actorId: string; readonly address: string; /** Of the bidder's key over what was asked, base64; null in a row that was read. */ readonly signature: string | null };

/** One thing that waits for the writer. `order`: the serial of an order of the exchange, taken once. */
export type Item<Command> = { readonly command: Command; readonly request: Request | null; readonly order: number | null };

/** One happening as it is kept. */
export type KeptRow = { readonly seq: number; readonly bytes: Uint8Array; readonly head: Uint8Array; readonly at: Instant; readonly request: Request | null };

/** Which happening answers a request; `reused`: its key was used for something else; `early`: nothing was open yet, and nothing is kept of it. */
export type Answered = { readonly kind: "early" } | { readonly kind: "answered"; readonly row: KeptRow; readonly isAgain: boolean } | { readonly kind: "reused" };

/** What a writer holds in memory of its contest: all of it follows from the rows. */
export type Memory<Contest> = { readonly contest: Contest; readonly seq: number; readonly head: Uint8Array; readonly ordersTaken: number; /** Of the last happening; null before the first. */ readonly lastAt: Instant | null };

/** The happening that answered each request, by paddle and key. */
export type Answers = ReadonlyMap<string, KeptRow>;

/** The decisions over several waiting things at once: what to keep, what each is answered, the memory after it. */
export type Batch<Contest> = { readonly rows: readonly KeptRow[]; readonly answers: readonly (Answered | null)[]; readonly fresh: Answers; readonly memory: Memory<Contest> };

export const answerName = ({ paddle, key }: Pick<Request, "paddle" | "key">): string => `${paddle}/${key}`;

/** What somebody is told whose key was answered before: the same, if he asks the same. */
export const answerAgain = (row: KeptRow, request: Request | null): Answered =>
  (row.request !== null && request !== null && sameBytes(row.request.fingerprint, request.fingerprint) ? { kind: "answered", row, isAgain: true } : { kind: "reused" });

/** A contest before anything happened. */
export const freshMemory = <Contest, Command, Happening extends Told>(engine: Engine<Contest, Command, Happening>, terms: Uint8Array): Memory<Contest> =>
  ({ contest: engine.begun(terms), seq: 0, head: engine.firstHead(terms), ordersTaken: 0, lastAt: null });

/** The memory after a happening that is kept already. @throws {RangeError} where it does not follow */
export function withKept<Contest, Command, Happening extends Told>(engine: Engine<Contest, Command, Happening>, memory: Memory<Contest>, { bytes, head }: Pick<KeptRow, "bytes" | "head">): Memory<Contest> {
  const happening = engine.readHappening(bytes);
  const following = engine.nextHead(memory.head, bytes);
  if (happening.seq !== memory.seq + 1 || !sameBytes(following, head)) throw new RangeError(`happening ${String(happening.seq)} does not follow ${String(memory.seq)}`);
  return { ...memory, contest: engine.applied(memory.contest, happening), seq: happening.seq, head: following, lastAt: at(happening.at) };
}

/**
 * Decides what waits, in its order, over the memory as it stands. Nothing is said to anybody before the rows are committed; a batch
 * that is not is forgotten by forgetting what this returns.
 */
export function decideAll<Contest, Command, Happening extends Told>(engine: Engine<Contest, Command, Happening>, before: Memory<Contest>, known: Answers, items: readonly Item<Command>[]): Batch<Contest> {
  const rows: KeptRow[] = [];
  const answers: (Answered | null)[] = [];
  const fresh = new Map<string, KeptRow>();
  let memory = before;
  for (const item of items) {
    const earlier = earlierAnswer(item, memory, { fresh, known });
    if (earlier !== undefined) { answers.push(earlier); continue; }
    const { command, request, order } = item;
    if (request !== null && engine.isEarly(memory.contest, command)) { answers.push({ kind: "early" }); continue; }
    const made = rowsOf(engine, memory, engine.decide(memory.contest, command), request);
    memory = { ...made.memory, ordersTaken: order ?? memory.ordersTaken };
    rows.push(...made.rows);
    answers.push(request === null ? null : newAnswer(request, made.rows, fresh));
  }
  return { rows, answers, fresh, memory };
}

/** What was decided of a thing before: the answer of a request that comes again, null for an order that was taken; undefined where it is new. */
function earlierAnswer({ request, order }: Pick<Item<unknown>, "request" | "order">, { ordersTaken }: Pick<Memory<unknown>, "ordersTaken">, { fresh, known }: { readonly fresh: Answers; readonly known: Answers }): Answered | null | undefined {
  if (request === null) return order !== null && order <= ordersTaken ? null : undefined;
  const earlier = fresh.get(answerName(request)) ?? known.get(answerName(request));
  return earlier === undefined ? undefined : answerAgain(earlier, request);
}

/** @throws {RangeError} where nothing answers it */
function newAnswer(request: Request, rows: readonly KeptRow[], fresh: Map<string, KeptRow>): Answered {
  const row = rows.find((each) => each.request !== null);
  if (row === undefined) throw new RangeError("a request that nothing answers");
  fresh.set(answerName(request), row);
  return { kind: "answered", row, isAgain: false };
}

/** @throws {RangeError} where the engine skips a number */
function rowsOf<Contest, Command, Happening extends Told>(engine: Engine<Contest, Command, Happening>, before: Memory<Contest>, happenings: readonly Happening[], request: Request | null): { readonly rows: readonly KeptRow[]; readonly memory: Memory<Contest> } {
  const rows: KeptRow[] = [];
  const own = request === null ? -1 : happenings.findIndex(({ key }) => key === request.key);
  let { contest, head, seq, lastAt } = before;
  for (const [index, happening] of happenings.entries()) {
    seq += 1;
    if (happening.seq !== seq) throw new RangeError(`happening ${String(happening.seq)} where ${String(seq)} comes`);
    const bytes = engine.bytesOf(happening, index === own ? (request?.signature ?? null) : null);
    head = engine.nextHead(head, bytes);
    contest = engine.applied(contest, happening);
    lastAt = at(happening.at);
    rows.push({ seq, bytes, head, at: lastAt, request: index === own ? request : null });
  }
  return { rows, memory: { ...before, contest, head, seq, lastAt } };
}
