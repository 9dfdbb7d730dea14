import { z } from "@hono/zod-openapi";
import { settleAfterAct } from "../jobs/keep-deadlines.js";
import { moneyJson } from "../kernel/money.js";
import { commitReserve, loseReserve, revealReserve, type LotPlace } from "../opening/use-cases/reserve.js";
import { RESERVE_FILE_BYTES_MAX } from "../signing/reserve-file.js";
import { text } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { Base64, created } from "./tenders.js";
import { reserveView } from "./views/reserve.js";

const Commitment = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex");
/** One line: it is printed in the opening record. */
const Reason = text(500).refine((value) => !value.includes("\n"), "one line");

/** The reserve estimate of a lot: its hash before bids close, the file at the opening, or word that it is lost. */
export function reserveRoutes(api: Api, world: World): void {
  const path = "/api/v1/tenders/:tender/lots/:lot/reserve";
  const place = (param: (name: string) => string): LotPlace => ({ tenderId: param("tender"), lot: param("lot") });
  endpoint(api, world, { method: "get", path, summary: "What there is of the reserve estimate: its commitment, and after the opening the file", action: "anyone" }, ({ param }) => reserveView(world, place(param)));
  endpoint(api, world, { method: "post", path, summary: "Fix the reserve estimate before bids close, by its hash alone", action: "reserve.commit", body: z.strictObject({ commitment: Commitment }) },
    async ({ actor, body, param, receivedAt }) => {
      const committed = await commitReserve(world, actor, place(param), body.commitment, receivedAt);
      if (!committed.ok) return committed;
      await world.journal.flush();
      return created({ commitment: committed.value.commitment, index: await world.journal.indexOf(committed.value.outboxId) });
    });
  endpoint(api, world, { method: "post", path: `${path}/file`, summary: "Read out the reserve estimate at the opening: the file whose hash was fixed", action: "reserve.reveal", body: z.strictObject({ file: Base64(RESERVE_FILE_BYTES_MAX) }) },
    async ({ actor, body, param, receivedAt }) => {
      const revealed = await revealReserve(world, actor, place(param), body.file, receivedAt);
      if (!revealed.ok) return revealed;
      await settleAfterAct(world, param("tender"));
      return created({ amount: moneyJson(revealed.value.amount), index: await world.journal.indexOf(revealed.value.outboxId) });
    });
  endpoint(api, world, { method: "post", path: `${path}/loss`, summary: "Declare at the opening that the file of the reserve estimate is lost", action: "reserve.lose", body: z.strictObject({ reason: Reason }) },
    async ({ actor, body, param, receivedAt }) => {
      const lost = await loseReserve(world, actor, place(param), body.reason, receivedAt);
      if (!lost.ok) return lost;
      await settleAfterAct(world, param("tender"));
      return created({ index: await world.journal.indexOf(lost.value.outboxId) });
    });
}
