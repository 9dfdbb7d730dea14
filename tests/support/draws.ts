import { createHash } from "node:crypto";
import { chainHeadOf, codeOf } from "../../src/experts/chain.js";
import type { DrawRequest } from "../../src/experts/draw.js";
import type { Candidate } from "../../src/experts/candidates.js";
import { commitmentOf, draw as drawFrom, labelOf, orgTagOf, randomnessOf, ranked, saltOf, type PoolRow } from "../../src/experts/draw-order.js";
import { drawIdOf, type Exclusion } from "../../src/experts/files.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { seat, SEATS } from "./judging.js";
import type { Answer, TestTown } from "./town.js";

/** Somebody of the pool as its keeper knows him: by the office he will sign in with. */
export type Pooled = { readonly expert: string; readonly stratum: string; readonly unit: string; readonly excluded?: Exclusion };
export const pooled = (numbers: readonly number[], over: Partial<Pooled> = {}): Pooled[] =>
  numbers.map((each) => ({ expert: `committee-${String(each)}`, stratum: "A0801", unit: `unit-${String(each)}`, ...over }));

/** Four experts of one specialty beside one representative. */
export const REQUEST: DrawRequest = { strata: { A0801: 4 }, perOrg: 1, contributors: ["tenderer", "exchange", "notary"], representatives: 1, widened: null };
const SPEAKERS: Readonly<Record<string, string>> = { tenderer: "tenderer-1", exchange: "staff-1", notary: "notary-1", agency: "agency-1" };

/** One draw with the secrets of everybody who takes part in it, each used by its holder alone. */
export function drawIn(town: TestTown, tender: string, people: readonly Pooled[], request: DrawRequest = REQUEST, number = 1) {
  const secret = utf8("pool keeper's secret (test only)");
  const chain = utf8("supervisor's chain (test only)");
  const id = drawIdOf(tender, "1", number);
  const path = `/api/v1/tenders/${tender}/lots/1/draws`;
  const at = `${path}/${String(number)}`;
  const contribution = (name: string, turn = 0): string => createHash("sha256").update(turn === 0 ? `${id} ${name}` : `${id} ${name} ${String(turn)}`).digest("hex");
  const salts = new Map(people.map(({ expert }) => [expert, saltOf(secret, expert)]));
  const saltFor = (expert: string): string => salts.get(expert) ?? "0".repeat(32);
  const label = (expert: string): string => labelOf(id, expert, saltFor(expert));
  const expertOf = (wanted: string): string => people.find(({ expert }) => label(expert) === wanted)?.expert ?? "";
  const rows: PoolRow[] = people.map(({ expert, stratum, unit, excluded }) => ({ label: label(expert), stratum, orgTag: orgTagOf(secret, unit), excluded: excluded ?? null })).sort((left, right) => (left.label < right.label ? -1 : 1));
  /** Whom the first code would draw, were these contributed: known here alone, where everybody's secrets are. */
  const wouldSeat = (poolSha256: string, turn: number): string[] => {
    const plan = { draw: id, ...request };
    const randomness = randomnessOf(plan, poolSha256, Object.fromEntries(request.contributors.map((name) => [name, contribution(name, turn)])), "-");
    return drawFrom(plan, ranked(rows, randomness, codeOf(chain, 0), nodePrimitives)).map((each) => expertOf(each.label));
  };
  const ask = (actor: string, step: string, body: unknown): Promise<Answer> => town.ask(actor, "POST", `${at}/${step}`, body);
  const steps = {
    id, path, at, rows, label, saltFor, expertOf, contribution, chain,
    code: (used: number): string => codeOf(chain, used),
    request: (over: Partial<DrawRequest> = {}, actor = "tenderer-1"): Promise<Answer> => town.ask(actor, "POST", path, { ...request, ...over }),
    secret: (): Promise<Answer> => ask("pool-keeper-1", "secret", { sha256: createHash("sha256").update(secret).digest("hex") }),
    plan: (head = chainHeadOf(chain)): Promise<Answer> => ask("supervisor-1", "plan", { chain: head }),
    pool: (given: readonly PoolRow[] = rows): Promise<Answer> => ask("pool-keeper-1", "pool", { rows: given }),
    fix: (sha256: unknown): Promise<Answer> => ask("supervisor-1", "pool/approval", { sha256 }),
    commit: (name: string, r = contribution(name)): Promise<Answer> => ask(SPEAKERS[name] ?? "", "commitments", { name, c: commitmentOf(id, name, r) }),
    reveal: (name: string, r = contribution(name)): Promise<Answer> => ask(SPEAKERS[name] ?? "", "reveals", { name, r }),
    result: (code = codeOf(chain, 0)): Promise<Answer> => ask("supervisor-1", "result", { code }),
    leaves: (leaving: string, reason = "declined"): Promise<Answer> => ask("pool-keeper-1", "replacements", { label: leaving, reason, evidence: createHash("sha256").update("通话记录").digest("hex") }),
    next: (code: string): Promise<Answer> => ask("supervisor-1", "replacements/code", { code }),
    arrive: (expert: string, salt = saltFor(expert)): Promise<Answer> => ask(expert, "arrivals", { salt }),
    names: (experts: readonly string[]): Promise<Answer> => ask("pool-keeper-1", "names", { opened: experts.map((expert) => ({ expert, salt: saltFor(expert), label: label(expert) })) }),
    view: async () => ((await town.done(null, "GET", path)) as { draws: { seated: string[]; codes: string[]; pool: { sha256: string } | null }[] }).draws[number - 1],
  };
  return {
    ...steps,
    /** Up to the fixed pool. */
    fixed: async (): Promise<void> => {
      expectAll([await steps.request(), await steps.secret(), await steps.plan()]);
      const brought = await steps.pool();
      expectAll([brought, await steps.fix(brought.json["sha256"])]);
    },
    /** Up to the result. @param wanted contributions are tried until these are drawn: a scenario has its own people @returns who is drawn, by office */
    made: async (wanted: (seated: readonly string[]) => boolean = () => true): Promise<string[]> => {
      const pool = (await steps.view())?.pool?.sha256 ?? "";
      let turn = 0;
      while (!wanted(wouldSeat(pool, turn))) turn += 1;
      for (const name of request.contributors) expectAll([await steps.commit(name, contribution(name, turn))]);
      for (const name of request.contributors) expectAll([await steps.reveal(name, contribution(name, turn))]);
      expectAll([await steps.result()]);
      return (await steps.view())?.seated.map(expertOf) ?? [];
    },
  };
}

function expectAll(answers: readonly Answer[]): void {
  const refused = answers.find(({ status }) => status !== 201);
  if (refused !== undefined) throw new RangeError(`a step of the draw was refused: ${JSON.stringify(refused.json)}`);
}

/** A draw from the exchange's own pool up to its plan and the keeper's list: who can be drawn, and who is left out for what. */
export async function listedDraw(town: TestTown, tender: string, request: DrawRequest): Promise<{ readonly draw: ReturnType<typeof drawIn>; readonly candidates: readonly Candidate[] }> {
  const asked = drawIn(town, tender, [], request);
  expectAll([await asked.request(), await asked.secret(), await asked.plan()]);
  const { candidates } = (await town.done("pool-keeper-1", "GET", `${asked.at}/candidates`)) as unknown as { candidates: readonly Candidate[] };
  return { candidates, draw: drawIn(town, tender, candidates.map(({ expert, stratum, unit, excluded }) => ({ expert, stratum, unit, ...(excluded === null ? {} : { excluded }) })), request) };
}

/** The town's experts judge this. */
export const TOWN_STRATUM = "A0802";
/** Seats the committee of five by a draw from the pool, once the bids are open: its experts are drawn, sign in and sit beside the representative. */
export const seatDrawn = async (town: TestTown, tender: string): Promise<Record<string, unknown>> => (await seatedByDraw(town, tender)).seated;

/** The same, with the secrets of its draw. */
export async function seatedByDraw(town: TestTown, tender: string): Promise<{ readonly draw: ReturnType<typeof drawIn>; readonly seated: Record<string, unknown> }> {
  const { draw } = await listedDraw(town, tender, { ...REQUEST, strata: { [TOWN_STRATUM]: 4 } });
  const brought = await draw.pool();
  expectAll([brought, await draw.fix(brought.json["sha256"])]);
  const experts = SEATS.filter(({ kind }) => kind === "expert").map(({ actor }) => actor);
  for (const expert of await draw.made((seated) => experts.every((each) => seated.includes(each)))) expectAll([await draw.arrive(expert)]);
  const seated = await seat(town, tender);
  const { members } = seated as { members: { actor: string; label: string }[] };
  if (!experts.every((each) => members.some(({ actor, label }) => actor === each && label === draw.label(each)))) throw new RangeError("the experts do not sit under the labels of their draw");
  return { draw, seated };
}

/** A draw of a tender up to a seat that waits for the supervisor's next code. */
export async function drawnFor(town: TestTown, tender: string): Promise<void> {
  const own = drawIn(town, tender, [...pooled([1, 2, 3, 4, 6, 7, 8]), ...pooled([9, 10], { excluded: "leave" })]);
  await own.fixed();
  await own.made();
  const [leaving = ""] = (await own.view())?.seated ?? [];
  expectAll([await own.leaves(leaving)]);
  await town.world.journal.flush();
}
