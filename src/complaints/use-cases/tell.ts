import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { Step } from "../life.js";
import { handlersOf, type ComplaintRow } from "../queries.js";

const ABOUT_NONE = { tender: null, lot: null } as const;
type Teller = Pick<World, "exchange" | "random">;

/** After these the desk has something to do that it did not do itself. */
const FOR_DESK: ReadonlySet<Step> = new Set<Step>(["register", "transfer"]);
/** After these its handlers have. */
const FOR_HANDLERS: ReadonlySet<Step> = new Set<Step>(["state", "propose", "withdraw"]);

/** Tells whoever has something to do after a step; never what the complaint is about or whose it is. */
export async function tellHandlersOfStep(tx: Tx, world: Teller, row: ComplaintRow, { step, by }: { readonly step: Step; readonly by: string }, at: Instant): Promise<void> {
  if (FOR_DESK.has(step)) await tell(tx, world, { kind: "complaint-waits", to: [audience.role(row.desk)], ...ABOUT_NONE, notTo: by }, at);
  if (!FOR_HANDLERS.has(step)) return;
  const handlers = await handlersOf(tx, row.exchange_id, row.complaint_no);
  await tell(tx, world, { kind: "complaint-waits", to: handlers.map(({ actorId }) => audience.office(actorId)), ...ABOUT_NONE, notTo: by }, at);
}

/** Reminds of a period once for each of its lights: its handlers, or the desk while there are none. */
export async function tellOfClock(tx: Tx, world: Teller, row: ComplaintRow, { name, endsAt, light }: { readonly name: string; readonly endsAt: Instant; readonly light: string }, at: Instant): Promise<void> {
  const handlers = await handlersOf(tx, row.exchange_id, row.complaint_no);
  const to = handlers.length === 0 ? [audience.role(row.desk)] : handlers.map(({ actorId }) => audience.office(actorId));
  await tell(tx, world, { kind: "due-complaint", to, ...ABOUT_NONE, facts: { at: endsAt }, once: `complaint ${row.complaint_no} ${name} ${light} ${String(endsAt)}` }, at);
}

/** Tells the organisation complained of that a copy waits for its statement, by when. */
export const tellRespondent = (tx: Tx, world: Teller, uscc: string, until: Instant, at: Instant): Promise<void> =>
  tell(tx, world, { kind: "complaint-copy", to: [audience.tenderer(uscc)], ...ABOUT_NONE, facts: { at: until } }, at);
