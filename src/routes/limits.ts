import type { Context, MiddlewareHandler } from "hono";
import { countReads, type ReadAction } from "../limits/limit.js";
import { networkOf } from "../limits/network.js";
import { allow, giveBack, type Use } from "../limits/use-cases.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { POLICY_REPORTS } from "../web/layout.js";
import type { World } from "../world.js";
import type { Vars } from "./endpoint.js";
import { problem } from "./problem.js";

/** Limits, sessions and challenges count real time: a rehearsal clock that jumps a month must neither forgive nor end them. */
export const realNow = (): Instant => Date.now() as Instant;

/**
 * Tries to sign somebody in, unless too many tries failed: five of an account from a network in fifteen minutes, three hundred of a
 * network. A secret that can be guessed has a limit `everywhere` beside. Every way of signing in is one line: `const proven = await trySignIn(c, world, account, () => prove(…))`. What works counts nothing.
 */
export async function trySignIn<Value>(c: Context<Vars>, { db, exchange }: Pick<World, "db" | "exchange">, account: string, prove: () => Promise<Result<Value>>, everywhere: readonly Use[] = []): Promise<Result<Value>> {
  const address = c.get("address");
  const taken: Use[] = [];
  const returned = async (): Promise<void> => { for (const use of taken) await giveBack(db, exchange.id, use); };
  // The network first: a list of made-up names must not fill the table.
  for (const use of [{ action: "sign-in-network", account: "", address }, { action: "sign-in", account, address }, ...everywhere] as const) {
    const allowed = await allow(db, exchange.id, use, realNow());
    if (!allowed.ok) {
      await returned();
      return refuse("too-many", { seconds: allowed.seconds });
    }
    taken.push(use);
  }
  const proven = await prove();
  if (proven.ok) await returned();
  return proven;
}

/** The limit of an account's password, whatever network it is tried from. */
export const passwordTries = (account: string): readonly Use[] => [{ action: "sign-in-account", account, address: "" }];

/** Bytes an account announces for upload. `giveBack` where the upload is not begun after all. */
export async function takeUploadBytes(c: Context, { db, exchange }: Pick<World, "db" | "exchange">, account: string, bytes: number): Promise<Result<{ readonly giveBack: () => Promise<void> }>> {
  const use: Use = { action: "upload-bytes", account, address: c.get("address") as string, cost: bytes };
  const allowed = await allow(db, exchange.id, use, realNow());
  if (!allowed.ok) return refuse("too-many-bytes", { max: allowed.max, seconds: allowed.seconds });
  return ok({ giveBack: () => giveBack(db, exchange.id, use) });
}

const LISTS = /^\/(?:notices|results|plans|projects)(?:\.(?:json|csv|atom|ics))?$|^\/api\/v1\/notices$/;
const PROOFS = /^\/log(?:\/|$)|^\/v(?:erify)?(?:\/|$)|^\/api\/v1\/(?:verify|codes|receipts|changes|assets)(?:\/|$)/;

function readOf(path: string): ReadAction | null {
  if (path === POLICY_REPORTS) return "report";
  if (LISTS.test(path)) return "search";
  return PROOFS.test(path) ? "proof" : null;
}

/** Turns away who asks for lists and proofs faster than anybody reads. A request that comes from no network is our own. */
export function limitReads(world: Pick<World, "clock">, count = countReads()): MiddlewareHandler<Vars> {
  return async (c, next) => {
    const action = readOf(c.req.path);
    const address = c.get("address");
    const seconds = action === null || address === "-" ? null : count(action, networkOf(address), realNow());
    if (seconds !== null) return problem(c, refuse("too-many", { seconds }).refusal, world.clock());
    await next();
    return undefined;
  };
}
