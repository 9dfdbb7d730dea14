import type { Context } from "hono";
import type { z } from "zod";
import { auctionById } from "../auctions/queries.js";
import { askForOffice, nobodyWrites, type AskedBody } from "../auctions/use-cases/requests.js";
import { recordAct } from "../audit/use-cases/record.js";
import type { Actor } from "../identity/actor.js";
import type { Action } from "../identity/can.js";
import { refuse, type Result } from "../kernel/result.js";
import { MoneyBody, text } from "../tenders/form.js";
import type { World } from "../world.js";
import { Asking, Hash, readAsked, receiptAnswer, REQUEST_BYTES_MAX } from "./auction-asking.js";
import { actedBy, document, inOffice, readUpTo, type Api, type Vars } from "./endpoint.js";
import { passedOn } from "./passed-on.js";
import { problem } from "./problem.js";

/** Keys of orders are the exchange's own: nobody answers for one before it is taken. */
const OfficeAsking = Asking.refine(({ key }) => !key.startsWith("order-"), { path: ["key"], message: "a key that is no order’s" });
type Body = z.infer<typeof Asking> & Readonly<Record<string, unknown>>;
type Act = { readonly kind: AskedBody["wish"]["kind"]; readonly path: string; readonly summary: string; readonly action: Action; readonly body: z.ZodType<Body> };

/** What the host of a contest and whoever gives randomness to its lottery ask, each at an address of its own. Law: 39号令 15, 18. */
const ACTS: readonly Act[] = [
  { kind: "call", path: "calls", summary: "The host calls the price; the last of its calls brings the hammer", action: "auction.host", body: OfficeAsking },
  { kind: "change-step", path: "steps", summary: "The host changes the step", action: "auction.host", body: OfficeAsking.safeExtend({ step: MoneyBody }) },
  { kind: "contribute", path: "contributions", summary: "Show what a contributor to the lottery was committed to", action: "auction.draw", body: OfficeAsking.safeExtend({ name: text(64), r: Hash }) },
  { kind: "draw", path: "draws", summary: "Show the code that draws the lottery", action: "auction.draw", body: OfficeAsking.safeExtend({ code: Hash }) },
];

/**
 * Acts of a contest that no bidder asks. Like a bidder's they are stamped when their body is in and queued in that turn; the row of the
 * happening and the record of acts keep who did it.
 */
export function auctionHostRoutes(api: Api, world: World): void {
  for (const act of ACTS) {
    const path = `/api/v1/auctions/:auction/${act.path}`;
    document(api, { method: "post", path, summary: act.summary, action: act.action, body: act.body });
    api.post(path, async (c) => {
      const may = inOffice(c, act.action);
      if (!may.ok) return problem(c, may.refusal, world.clock());
      const answered = await asked(c, world, act, may.value);
      await recordAct(world.db, world.exchange.id, { at: c.get("receivedAt"), ...actedBy(c), action: act.action, object: c.req.path, outcome: String(answered.status), signed: null });
      return answered;
    });
  }
}

async function asked(c: Context<Vars>, world: World, { body, kind }: Act, actor: Actor): Promise<Response> {
  const auction = c.req.param("auction") ?? "";
  const claimed = await claimedBy(world, auction);
  const bytes = await readUpTo(c.req.raw.body, REQUEST_BYTES_MAX);
  const at = world.clock();
  const read = readAsked(bytes, body, kind);
  if (!read.ok) return problem(c, read.refusal, at);
  if (!claimed.ok) return problem(c, claimed.refusal, at);
  if (claimed.value.kind === "there") return passedOn(c, world, claimed.value.url, read.value.bytes);
  const asker = { auction, by: actor.role === "supervisor" ? "supervisor" : "host", actorId: actor.id, address: c.get("address") } as const;
  const done = claimed.value.kind === "nowhere" ? await nobodyWrites(world, auction) : await askForOffice(world, asker, read.value.asked, at);
  return done.ok ? receiptAnswer(c, world, done.value, { auction, paddle: null }) : problem(c, done.refusal, at);
}

type Claimed = Awaited<ReturnType<World["floor"]["claim"]>>;

async function claimedBy({ db, exchange, floor }: World, auction: string): Promise<Result<Claimed>> {
  const row = await auctionById(db, { exchangeId: exchange.id, auctionId: auction });
  return row === null ? refuse("not-found", { what: auction }) : { ok: true, value: await floor.claim(auction) };
}
