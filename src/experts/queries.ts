import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { fromUtf8, hex } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { LotKey } from "../tenders/keys.js";
import type { DrawRequest, DrawState, ReplacementAsked } from "./draw.js";
import { drawIdOf, type OpenedLabel, type PlanFile, type PoolFile, type Replacement, type ResultFile } from "./files.js";

export type DrawKey = LotKey & { readonly number: number };

/** The numbers of a lot's draws, the first first. */
export async function drawsOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<number[]> {
  return (await db.selectFrom("draws").select("number").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("number").execute()).map(({ number }) => number);
}

/** A draw, all its steps; null where there is none of that number. */
export async function drawOf(db: Db | Tx, key: DrawKey): Promise<DrawState | null> {
  const row = await db.selectFrom("draws").selectAll().where("exchange_id", "=", key.exchangeId).where("tender_id", "=", key.tenderId).where("lot", "=", key.lot).where("number", "=", key.number).executeTakeFirst();
  if (row === undefined) return null;
  const steps = { files: await filesOf(db, key), contributions: await contributionsOf(db, key), codes: await codesOf(db, key), asked: await askedOf(db, key) };
  return stateOf(drawIdOf(key.tenderId, key.lot, key.number), row, steps);
}

const filesOf = (db: Db | Tx, key: DrawKey): Promise<Row<"draw_files">[]> =>
  db.selectFrom("draw_files").selectAll().where("exchange_id", "=", key.exchangeId).where("tender_id", "=", key.tenderId).where("lot", "=", key.lot).where("number", "=", key.number).orderBy("place").execute();
const contributionsOf = (db: Db | Tx, key: DrawKey): Promise<Row<"draw_contributions">[]> =>
  db.selectFrom("draw_contributions").selectAll().where("exchange_id", "=", key.exchangeId).where("tender_id", "=", key.tenderId).where("lot", "=", key.lot).where("number", "=", key.number).execute();
const codesOf = (db: Db | Tx, key: DrawKey): Promise<Row<"draw_codes">[]> =>
  db.selectFrom("draw_codes").selectAll().where("exchange_id", "=", key.exchangeId).where("tender_id", "=", key.tenderId).where("lot", "=", key.lot).where("number", "=", key.number).orderBy("place").execute();
const askedOf = (db: Db | Tx, key: DrawKey): Promise<Row<"draw_replacements">[]> =>
  db.selectFrom("draw_replacements").selectAll().where("exchange_id", "=", key.exchangeId).where("tender_id", "=", key.tenderId).where("lot", "=", key.lot).where("number", "=", key.number).orderBy("place").execute();

type Steps = { readonly files: readonly Row<"draw_files">[]; readonly contributions: readonly Row<"draw_contributions">[]; readonly codes: readonly Row<"draw_codes">[]; readonly asked: readonly Row<"draw_replacements">[] };

function stateOf(id: string, { request }: Row<"draws">, { files, contributions, codes, asked }: Steps): DrawState {
  const last = (kind: Row<"draw_files">["kind"]): Uint8Array | null => files.findLast((each) => each.kind === kind)?.file ?? null;
  const json = (file: Uint8Array | null): unknown => (file === null ? null : JSON.parse(fromUtf8(file)));
  const [secret, pool, fixed] = [last("secret"), last("pool"), last("fixed")];
  const given = (kind: "commit" | "reveal"): Record<string, string> => Object.fromEntries(contributions.filter((each) => each.kind === kind).map(({ name, value }) => [name, value]));
  const times = contributions.filter(({ kind }) => kind === "commit").map(({ made_at }) => made_at.getTime());
  const replaced = asked.map(({ place, label, reason, evidence }) => ({ code: codes.find((each) => each.place === place), asked: { label, reason, evidence } as ReplacementAsked }));
  return {
    id, request: JSON.parse(fromUtf8(request)) as DrawRequest, secretSha256: secret === null ? null : hex(secret), plan: json(last("plan")) as PlanFile | null,
    pools: files.filter(({ kind }) => kind === "pool").length,
    pool: pool === null ? null : { file: JSON.parse(fromUtf8(pool)) as PoolFile, sha256: sha256Hex(pool), approved: fixed !== null },
    commits: given("commit"), lastCommitAt: times.length === 0 ? null : (Math.max(...times) as Instant), reveals: given("reveal"), codes: codes.map(({ code }) => code), result: json(last("result")) as ResultFile | null,
    asked: replaced.find(({ code }) => code === undefined)?.asked ?? null,
    replacements: replaced.flatMap(({ code, asked: each }): Replacement[] => (code?.substitute == null ? [] : [{ ...each, code: code.code, substitute: code.substitute }])),
    opened: (json(last("opened")) as OpenedLabel[] | null) ?? [],
  };
}

/** Who has signed in for a draw, by label. */
export function arrivalsOf(db: Db | Tx, key: DrawKey): Promise<Pick<Row<"draw_arrivals">, "label" | "actor_id">[]> {
  return db.selectFrom("draw_arrivals").select(["label", "actor_id"]).where("exchange_id", "=", key.exchangeId).where("tender_id", "=", key.tenderId).where("lot", "=", key.lot).where("number", "=", key.number).execute();
}
