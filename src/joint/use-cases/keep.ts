import { unitsOf } from "../../centre/queries.js";
import { eachInTurn, inTransaction } from "../../db/database.js";
import type { World } from "../../world.js";
import { membersOf, owedJoints } from "../queries.js";
import { holdJoint } from "../store.js";
import { settleJoint } from "./share.js";

/** Joint cases settled in one look; more come with the next. */
const AT_ONCE = 200;

/** Does what the clock owes joint cases. Made twice it does nothing the second time. */
export async function keepJoints(world: World): Promise<void> {
  const now = world.clock();
  await eachInTurn(await owedJoints(world.db, world.exchange.id, new Date(now), AT_ONCE), (joint) => inTransaction(world.db, async (tx) => {
    const row = await holdJoint(tx, world.exchange.id, joint);
    if (row !== null) await settleJoint(tx, world, { row, members: await membersOf(tx, { exchangeId: world.exchange.id, joint }), units: await unitsOf(tx, world.exchange.id) }, now);
  }));
}
