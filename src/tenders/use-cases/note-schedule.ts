import type { Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { SALT_BYTES, sealedEntry } from "../../journal/receipts.js";
import { fromHex } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { scheduleActsOf } from "../queries/schedule-acts.js";
import { insertScheduleAct } from "../store.js";

/** An approval for a moment to come, or what ended one: an officer took it back, the second sent the notice back, or it was no longer lawful at its moment. */
export type ScheduleAct = { readonly kind: "scheduled"; readonly publishAt: Instant; readonly preparedBy: string; readonly by: string } | { readonly kind: "unscheduled"; readonly publishAt: Instant; readonly why: "recalled" | "returned" | "unlawful"; readonly by: string };

/** Logs the act beside the tender's code; who acted and for which moment stays hidden under a salt, which its office and the supervisor get. The tender is held. */
export async function noteSchedule(tx: Tx, world: World, tenderId: string, { publishAt, ...act }: ScheduleAct, at: Instant): Promise<void> {
  const serial = (await scheduleActsOf(tx, world.exchange.id, tenderId)).length + 1;
  const file = canonical({ v: "schedule/1", exchange: world.exchange.origin, tender: tenderId, serial, publishAt: rfc3339(publishAt), at: rfc3339(at), ...act });
  const salt = world.random(SALT_BYTES);
  const { c } = sealedEntry(salt, fromHex(sha256Hex(file)));
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: `notice.${act.kind}`, tender: tenderId, c });
  await insertScheduleAct(tx, { exchange_id: world.exchange.id, tender_id: tenderId, serial, kind: act.kind, made_by: act.by, made_at: new Date(at), file, salt, outbox_id: outboxId });
}
