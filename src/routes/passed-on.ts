import type { Context } from "hono";
import { refuse } from "../kernel/result.js";
import type { World } from "../world.js";
import { problem } from "./problem.js";

/** Says that a request was passed on once; it is not passed on again. */
const PASSED = "daylight-passed-on";
/** What says who asks and how the answer is to be. */
const KEPT = ["authorization", "cookie", "content-type", "accept-language", "x-forwarded-for"];
const PASSING_MS_MAX = 5_000;

/** Passes a request on to the process that writes its contest, which finds out anew who asks, and hands its answer back. */
export async function passedOn(c: Context, world: World, url: string, body: Uint8Array): Promise<Response> {
  const undecided = (): Response => problem(c, refuse("auction-undecided").refusal, world.clock());
  if (c.req.header(PASSED) !== undefined) return undecided();
  const { pathname } = new URL(c.req.url);
  try {
    const headers = Object.fromEntries(KEPT.flatMap((name) => { const value = c.req.header(name); return value === undefined ? [] : [[name, value]]; }));
    const answer = await fetch(new URL(pathname, url), { method: "POST", headers: { ...headers, [PASSED]: "1" }, body: Buffer.from(body), redirect: "error", signal: AbortSignal.timeout(PASSING_MS_MAX) });
    return c.body(await answer.text(), answer.status as 200, { "content-type": answer.headers.get("content-type") ?? "application/json", "cache-control": "private, no-store" });
  } catch (error) {
    world.log.warn({ err: error }, "a contest’s writer does not answer"); // it is replaced within seconds: the same key asks again
    return undecided();
  }
}
