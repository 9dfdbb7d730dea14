import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { fromUtf8, hex } from "../../kernel/bytes.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { Round } from "../../tenders/entry.js";
import type { LotKey } from "../../tenders/keys.js";
import type { BeaconFile } from "../beacon.js";
import type { DrawRequest, DrawState, ReplacementAsked } from "../draw.js";
import { drawIdOf, type OpenedLabel, type PlanFile, type PoolFile, type Replacement, type ResultFile } from "../files.js";

export type DrawKey = LotKey & { readonly number: number };

const lotColumns = ({ exchangeId, tenderId, lot }: LotKey) => ({ exchange_id: exchangeId, tender_id: tenderId, lot });
/** The columns every row of a draw begins with. */
export const drawColumns = ({ number, ...lot }: DrawKey) => ({ ...lotColumns(lot), number });

/** The numbers of a lot's draws, the first first; of one of its committees, or of both. */
export async function drawsOf(db: Db | Tx, key: LotKey, round: Round | null = null): Promise<number[]> {
  return (await db.selectFrom("draws").select("number").where((where) => where.and({ ...lotColumns(key), ...(round === null ? {} : { round }) })).orderBy("number").execute()).map(({ number }) => number);
}

/** Whether experts of a tender were ever asked to be drawn. */
export const hasDraws = async (db: Db | Tx, exchangeId: string, tenderId: string): Promise<boolean> =>
  (await db.selectFrom("draws").select("number").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).limit(1).executeTakeFirst()) !== undefined;

/** A draw, all its steps; null where there is none of that number. */
export async function drawOf(db: Db | Tx, key: DrawKey): Promise<DrawState | null> {
  const own = drawColumns(key);
  const row = await db.selectFrom("draws").selectAll().where((where) => where.and(own)).executeTakeFirst();
  if (row === undefined) return null;
  return stateOf(drawIdOf(key.tenderId, key.lot, key.number), row, {
    files: await db.selectFrom("draw_files").selectAll().where((where) => where.and(own)).orderBy("place").execute(),
    contributions: await db.selectFrom("draw_contributions").selectAll().where((where) => where.and(own)).execute(),
    escrows: await db.selectFrom("draw_escrows").select(["name", "sha256"]).where((where) => where.and(own)).execute(),
    codes: await db.selectFrom("draw_codes").selectAll().where((where) => where.and(own)).orderBy("place").execute(),
    asked: await db.selectFrom("draw_replacements").selectAll().where((where) => where.and(own)).orderBy("place").execute(),
  });
}

/** The last draw of a lot for one of its committees, which is the one that counts; null where it has none. */
export async function lastDrawOf(db: Db | Tx, key: LotKey, round: Round = "bid"): Promise<{ readonly key: DrawKey; readonly draw: DrawState } | null> {
  const number = (await drawsOf(db, key, round)).at(-1);
  const draw = number === undefined ? null : await drawOf(db, { ...key, number });
  return number === undefined || draw === null ? null : { key: { ...key, number }, draw };
}

type Steps = { readonly files: readonly Row<"draw_files">[]; readonly contributions: readonly Row<"draw_contributions">[]; readonly escrows: readonly Pick<Row<"draw_escrows">, "name" | "sha256">[]; readonly codes: readonly Row<"draw_codes">[]; readonly asked: readonly Row<"draw_replacements">[] };

function stateOf(id: string, { request, round }: Row<"draws">, { files, contributions, escrows, codes, asked }: Steps): DrawState {
  const last = (kind: Row<"draw_files">["kind"]): Uint8Array | null => files.findLast((each) => each.kind === kind)?.file ?? null;
  const json = (file: Uint8Array | null): unknown => (file === null ? null : JSON.parse(fromUtf8(file)));
  const [secret, pool, fixed] = [last("secret"), last("pool"), last("fixed")];
  const given = (kind: "commit" | "reveal"): Record<string, string> => Object.fromEntries(contributions.filter((each) => each.kind === kind).map(({ name, value }) => [name, value]));
  const lastOf = (kind: "commit" | "reveal"): Instant | null => {
    const times = contributions.filter((each) => each.kind === kind).map(({ made_at }) => made_at.getTime());
    return times.length === 0 ? null : (Math.max(...times) as Instant);
  };
  const replaced = asked.map(({ place, label, reason, evidence, asked_at }) => ({ at: asked_at.getTime() as Instant, code: codes.find((each) => each.place === place), asked: { label, reason, evidence } as ReplacementAsked }));
  const waits = replaced.find(({ code }) => code === undefined);
  return {
    id, round, request: { beacon: null, ...(JSON.parse(fromUtf8(request)) as Omit<DrawRequest, "beacon">) }, secretSha256: secret === null ? null : hex(secret), plan: json(last("plan")) as PlanFile | null,
    beacon: json(last("beacon")) as BeaconFile | null, beaconAt: (files.find(({ kind }) => kind === "beacon")?.made_at.getTime() ?? null) as Instant | null,
    pools: files.filter(({ kind }) => kind === "pool").length,
    pool: pool === null ? null : { file: JSON.parse(fromUtf8(pool)) as PoolFile, sha256: sha256Hex(pool), approved: fixed !== null },
    commits: given("commit"), lastCommitAt: lastOf("commit"), reveals: given("reveal"), lastRevealAt: lastOf("reveal"),
    hows: Object.fromEntries(contributions.flatMap(({ name, how }) => (how === null ? [] : [[name, how]]))), escrows: Object.fromEntries(escrows.map(({ name, sha256 }) => [name, sha256])), codes: codes.map(({ code }) => code), result: json(last("result")) as ResultFile | null,
    asked: waits?.asked ?? null, askedAt: waits?.at ?? null,
    replacements: replaced.flatMap(({ code, asked: each }): Replacement[] => (code?.substitute == null ? [] : [{ ...each, code: code.code, substitute: code.substitute }])),
    opened: (json(last("opened")) as OpenedLabel[] | null) ?? [],
  };
}

/** An escrow as it was brought; null where there is none of that name. */
export async function escrowFileOf(db: Db | Tx, key: DrawKey, name: string): Promise<Uint8Array | null> {
  return (await db.selectFrom("draw_escrows").select("file").where((where) => where.and({ ...drawColumns(key), name })).executeTakeFirst())?.file ?? null;
}

/** Escrows by name, in the order of the names. */
export function escrowFilesOf(db: Db | Tx, key: DrawKey, names: readonly string[]): Promise<Pick<Row<"draw_escrows">, "name" | "file">[]> {
  return db.selectFrom("draw_escrows").select(["name", "file"]).where((where) => where.and(drawColumns(key))).where("name", "in", [...names]).orderBy("name").execute();
}

/** What openers made public of the escrows of a draw, in the order of the log. */
export function escrowReleasesOf(db: Db | Tx, key: DrawKey): Promise<Pick<Row<"draw_releases">, "name" | "opener" | "release" | "signature">[]> {
  return db.selectFrom("draw_releases").select(["name", "opener", "release", "signature"]).where((where) => where.and(drawColumns(key))).orderBy("outbox_id").execute();
}

/** A step of a draw: what it was (a contributor's by his name), whose and when. */
export type StepRow = { readonly kind: Row<"draw_files">["kind"] | Row<"draw_contributions">["kind"] | "requested" | "code" | "asked"; readonly name: string | null; readonly by: string; readonly at: Date };

/** Every step of a draw. */
export async function stepsOf(db: Db | Tx, key: DrawKey): Promise<StepRow[]> {
  const own = drawColumns(key);
  const [requests, files, contributions, codes, asked] = [
    await db.selectFrom("draws").select(["requested_by", "requested_at"]).where((where) => where.and(own)).execute(), await db.selectFrom("draw_files").select(["kind", "made_by", "made_at"]).where((where) => where.and(own)).execute(),
    await db.selectFrom("draw_contributions").select(["kind", "name", "made_by", "made_at"]).where((where) => where.and(own)).execute(), await db.selectFrom("draw_codes").select(["place", "made_by", "made_at"]).where((where) => where.and(own)).where("place", ">", 0).execute(),
    await db.selectFrom("draw_replacements").select(["asked_by", "asked_at"]).where((where) => where.and(own)).execute(),
  ];
  return [
    ...requests.map(({ requested_by, requested_at }) => ({ kind: "requested" as const, name: null, by: requested_by, at: requested_at })), ...files.map(({ kind, made_by, made_at }) => ({ kind, name: null, by: made_by, at: made_at })),
    ...contributions.map(({ kind, name, made_by, made_at }) => ({ kind, name, by: made_by, at: made_at })), ...asked.map(({ asked_by, asked_at }) => ({ kind: "asked" as const, name: null, by: asked_by, at: asked_at })),
    ...codes.map(({ made_by, made_at }) => ({ kind: "code" as const, name: null, by: made_by, at: made_at })),
  ];
}

/** Who has signed in for a draw, by label, and when. */
export function arrivalsOf(db: Db | Tx, key: DrawKey): Promise<Pick<Row<"draw_arrivals">, "label" | "actor_id" | "arrived_at">[]> {
  return db.selectFrom("draw_arrivals").select(["label", "actor_id", "arrived_at"]).where((where) => where.and(drawColumns(key))).execute();
}
