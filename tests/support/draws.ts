import { createHash } from "node:crypto";
import { CHAIN_CODES, chainHeadOf, codeName, codeOf } from "../../src/experts/chain.js";
import type { DrawRequest } from "../../src/experts/draw.js";
import type { Candidate } from "../../src/experts/candidates.js";
import { commitmentOf, draw as drawFrom, labelOf, orgTagOf, randomnessOf, ranked, saltOf, type PoolRow } from "../../src/experts/draw-order.js";
import { drawIdOf, type Exclusion } from "../../src/experts/files.js";
import { base64, fromUtf8, utf8 } from "../../src/kernel/bytes.js";
import { canonicalText, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { makeEscrow, makeEscrowRelease, openEscrowShare, type EscrowFile, type EscrowOpeners } from "../../src/signing/escrow.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { enterCommittee, SEATS } from "./judging.js";
import type { Answer, TestTown } from "./town.js";

/** Somebody of the pool as its keeper knows him: by the office he will sign in with. */
export type Pooled = { readonly expert: string; readonly stratum: string; readonly unit: string; readonly excluded?: Exclusion };
export const pooled = (numbers: readonly number[], over: Partial<Pooled> = {}): Pooled[] =>
  numbers.map((each) => ({ expert: `committee-${String(each)}`, stratum: "A0801", unit: `unit-${String(each)}`, ...over }));

/** Four experts of one specialty beside one representative. */
export const REQUEST: DrawRequest = { strata: { A0801: 4 }, perOrg: 1, contributors: ["tenderer", "exchange", "notary"], representatives: 1, widened: null, beacon: null };
const SPEAKERS: Readonly<Record<string, string>> = { tenderer: "tenderer-1", exchange: "staff-1", notary: "notary-1", agency: "agency-1" };

/** The round of a beacon that a draw waits for: how it is asked for, its value, and how it comes once all have committed. */
export type Awaited = { readonly asked: { readonly chain: string; readonly at: string }; readonly value: string; readonly give: (at: string) => Promise<void> };

/** One draw with the secrets of everybody who takes part in it, each used by its holder alone. */
export function drawIn(town: TestTown, tender: string, people: readonly Pooled[], request: DrawRequest = REQUEST, number = 1, awaited: Awaited | null = null) {
  const secret = utf8("pool keeper's secret (test only)");
  const chain = Uint8Array.from(createHash("sha256").update("supervisor's chain (test only)").digest());
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
    const randomness = randomnessOf(plan, poolSha256, Object.fromEntries(request.contributors.map((name) => [name, contribution(name, turn)])), awaited?.value ?? "-");
    return drawFrom(plan, ranked(rows, randomness, codeOf(chain, 0), nodePrimitives)).map((each) => expertOf(each.label));
  };
  const ask = (actor: string, step: string, body: unknown): Promise<Answer> => town.ask(actor, "POST", `${at}/${step}`, body);
  const shown = async () => ((await town.done(null, "GET", path)) as { draws: { number: number; seated: string[]; codes: string[]; escrow: EscrowOpeners | null; pool: { sha256: string } | null }[] }).draws.find((each) => each.number === number);
  let openers: EscrowOpeners | null | undefined;
  const escrowed = async (name: string, commitment: string, secrets: readonly string[]): Promise<string[]> => {
    openers ??= (await shown())?.escrow ?? null;
    const to = openers;
    return to === null ? [] : secrets.map((each, at) => fromUtf8(makeEscrow(to, { draw: id, name: name === "" ? codeName(at) : name, commitment }, each)));
  };
  const steps = {
    id, path, at, rows, label, saltFor, expertOf, contribution, chain,
    code: (used: number): string => codeOf(chain, used),
    request: (over: Partial<Omit<DrawRequest, "beacon">> & { readonly beacon?: { readonly chain: string; readonly at: string } } = {}, actor = "tenderer-1"): Promise<Answer> => town.ask(actor, "POST", path, { ...request, ...(awaited === null ? {} : { beacon: awaited.asked }), ...over }),
    secret: (): Promise<Answer> => ask("pool-keeper-1", "secret", { sha256: createHash("sha256").update(secret).digest("hex") }),
    plan: async (head = chainHeadOf(chain), codes = Array.from({ length: CHAIN_CODES }, (_, used) => codeOf(chain, used))): Promise<Answer> => ask("supervisor-1", "plan", { chain: head, escrows: await escrowed("", head, codes) }),
    pool: (given: readonly PoolRow[] = rows): Promise<Answer> => ask("pool-keeper-1", "pool", { rows: given }),
    fix: (sha256: unknown): Promise<Answer> => ask("supervisor-1", "pool/approval", { sha256 }),
    /** @param sealed what is put in escrow: the very number, where nobody cheats */
    commit: async (name: string, r = contribution(name), sealed = r): Promise<Answer> => ask(SPEAKERS[name] ?? "", "commitments", { name, c: commitmentOf(id, name, r), escrow: (await escrowed(name, commitmentOf(id, name, r), [sealed]))[0] ?? null }),
    /** An opener opens its share of an escrow, by the identity it made for the part. @param over what it says otherwise */
    opens: async (name: string, opener: string, identities: ReadonlyMap<string, string>, over: Record<string, Json> = {}): Promise<Answer> => {
      const { escrows } = (await town.done(`opener-${opener}`, "GET", `${at}/escrow`)) as { escrows: { name: string; file: string | null }[] };
      const text = escrows.find((each) => each.name === name)?.file ?? (over["file"] as string | undefined) ?? "null";
      const file = JSON.parse(text) as EscrowFile | null;
      const identity = identities.get(`1/${openers?.part ?? ""}/${opener}`) ?? "";
      const said = file === null ? { v: "ddr-release/1", exchange: town.world.exchange.origin, draw: id, name, escrow: "0".repeat(64), opener, plaintext: null }
        : (JSON.parse(fromUtf8(makeEscrowRelease(file, createHash("sha256").update(text).digest("hex"), opener, must(await openEscrowShare(file, opener, identity))))) as Record<string, Json>);
      const bytes = utf8(canonicalText({ ...said, ...Object.fromEntries(Object.entries(over).filter(([key]) => key !== "file")) }));
      return town.ask(`opener-${opener}`, "POST", `${at}/escrow/releases`, { release: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(`opener-${opener}`))) });
    },
    reveal: (name: string, r = contribution(name)): Promise<Answer> => ask(SPEAKERS[name] ?? "", "reveals", { name, r }),
    result: (code = codeOf(chain, 0)): Promise<Answer> => ask("supervisor-1", "result", { code }),
    leaves: (leaving: string, reason = "declined"): Promise<Answer> => ask("pool-keeper-1", "replacements", { label: leaving, reason, evidence: createHash("sha256").update("通话记录").digest("hex") }),
    next: (code: string): Promise<Answer> => ask("supervisor-1", "replacements/code", { code }),
    arrive: (expert: string, salt = saltFor(expert)): Promise<Answer> => ask(expert, "arrivals", { salt }),
    names: (experts: readonly string[]): Promise<Answer> => ask("pool-keeper-1", "names", { opened: experts.map((expert) => ({ expert, salt: saltFor(expert), label: label(expert) })) }),
    view: shown,
  };
  const givenRound = async (): Promise<void> => { await awaited?.give(at); };
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
      await givenRound();
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
export async function listedDraw(town: TestTown, tender: string, request: DrawRequest, awaited: Awaited | null = null): Promise<{ readonly draw: ReturnType<typeof drawIn>; readonly candidates: readonly Candidate[] }> {
  const asked = drawIn(town, tender, [], request, 1, awaited);
  expectAll([await asked.request(), await asked.secret(), await asked.plan()]);
  const { candidates } = (await town.done("pool-keeper-1", "GET", `${asked.at}/candidates`)) as unknown as { candidates: readonly Candidate[] };
  return { candidates, draw: drawIn(town, tender, candidates.map(({ expert, stratum, unit, excluded }) => ({ expert, stratum, unit, ...(excluded === null ? {} : { excluded }) })), request, 1, awaited) };
}

/** The town's experts judge this. */
export const TOWN_STRATUM = "A0802";
/** Seats the committee of five by a draw from the pool, once the bids are open: its experts are drawn, sign in and sit beside the representative. */
export const seatDrawn = async (town: TestTown, tender: string): Promise<Record<string, unknown>> => (await seatedByDraw(town, tender)).seated;

/** The same, with the secrets of its draw. */
export async function seatedByDraw(town: TestTown, tender: string, awaited: Awaited | null = null): Promise<{ readonly draw: ReturnType<typeof drawIn>; readonly seated: Record<string, unknown> }> {
  const { draw } = await listedDraw(town, tender, { ...REQUEST, strata: { [TOWN_STRATUM]: 4 } }, awaited);
  const brought = await draw.pool();
  expectAll([brought, await draw.fix(brought.json["sha256"])]);
  const experts = SEATS.filter(({ kind }) => kind === "expert").map(({ actor }) => actor);
  for (const expert of await draw.made((seated) => experts.every((each) => seated.includes(each)))) expectAll([await draw.arrive(expert)]);
  const seated = await enterCommittee(town, tender);
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
