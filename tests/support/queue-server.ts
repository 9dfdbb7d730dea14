// A program: the writer of one auction with ten thousand requests in its queue, which says what it acknowledged, until a test kills it.
// argv: database URL, auction, paddles (joined by commas), how many.
import { actingFor, openDb, openPool } from "../../src/db/database.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { queuedOffers } from "./queued-offers.js";
import { floorOn, offer } from "./floors.js";

const [databaseUrl = "", auction = "", paddles = "", count = "0"] = process.argv.slice(2);
const floor = floorOn(openDb(openPool(databaseUrl, actingFor(FIRST_EXCHANGE, "daylight_app"))));
await floor.keep();
await floor.keep();
for (const asked of queuedOffers(paddles.split(","), Number(count))) {
  void offer(floor, auction, asked).then((answer) => {
    if (answer?.kind === "answered") process.send?.({ key: asked.key, seq: answer.row.seq, head: Buffer.from(answer.row.head).toString("hex") });
  });
}
process.once("disconnect", () => { process.exit(0); });
