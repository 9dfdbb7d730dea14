import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { ownerOf } from "../../tenders/owner.js";
import { tenderById } from "../../tenders/queries.js";
import { scheduleActsOf } from "../../tenders/queries/schedule-acts.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";

/** Approvals for a moment to come and what ended them, with what opens each entry of the log. */
export async function scheduleView(world: World, actor: Actor, tenderId: string): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const may = can(actor, "schedule.read", tender === null ? {} : ownerOf(tender));
  if (!may.ok) return may;
  if (tender === null) return refuse("not-found", { what: tenderId });
  const acts = await scheduleActsOf(world.db, world.exchange.id, tenderId);
  return ok({ body: { acts: acts.map(({ file, salt, idx }) => ({ file: JSON.parse(Buffer.from(file).toString("utf8")) as unknown, sha256: sha256Hex(file), salt: hex(salt), idx: idx === null ? null : Number(idx) })) } });
}
