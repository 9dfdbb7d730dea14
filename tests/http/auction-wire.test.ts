import { createAdaptorServer } from "@hono/node-server";
import { once } from "node:events";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { admitBidder } from "../../src/auctions/use-cases/bidders.js";
import { planAuction } from "../../src/auctions/use-cases/plan.js";
import { inTransaction } from "../../src/db/database.js";
import { base64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { plusMs, rfc3339 } from "../../src/kernel/time.js";
import { biddersTool, offerBody, shortTerms, START, STEP, type Tool } from "../support/auction-tools.js";
import { testTown, type TestTown } from "../support/town.js";

// Offers as they come over the wire: in pieces, too long, without a length. The instant of an offer is the one at which the whole of it is in.
const AUCTION = "WIRE-A1";
let town: TestTown;
let server: ReturnType<typeof createAdaptorServer>;
let tool: Tool;
let paddle = "";

beforeAll(async () => {
  town = await testTown();
  const { world, actors } = town;
  const { organisation } = actors.find(({ id }) => id === "bidder-1") as unknown as { organisation: { name: string; uscc: string } };
  paddle = must(await inTransaction(world.db, async (tx) => {
    must(await planAuction(tx, world, { auction: AUCTION, subject: { kind: "sale", sale: "S1", lot: "1" }, terms: shortTerms(world.exchange.origin, AUCTION, plusMs(world.clock(), 60_000)) }, world.clock()));
    return admitBidder(tx, world, AUCTION, { firm: organisation.uscc, name: organisation.name }, world.clock());
  })).paddle;
  await world.floor.keep();
  tool = biddersTool();
  await town.done("bidder-1", "POST", `/api/v1/auctions/${AUCTION}/keys`, { publicKey: base64(tool.publicKey) });
  await town.advance(rfc3339(plusMs(world.clock(), 120_000)));
  server = createAdaptorServer({ fetch: town.app.fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}, 60_000);
afterAll(async () => {
  server.close();
  await town.world.floor.stop();
  await town.stop();
});

const bodyOf = (amount: bigint): string => JSON.stringify(offerBody(tool, { exchange: town.world.exchange.origin, auction: AUCTION, paddle }, { amount }));
const head = (more: string): string => `POST /api/v1/auctions/${AUCTION}/offers HTTP/1.1\r\nhost: chenguang.example\r\nauthorization: Bearer ${town.actors.find(({ id }) => id === "bidder-1")?.token ?? ""}\r\ncontent-type: application/json\r\n${more}\r\n\r\n`;

async function line(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/** The next whole answer: its status and what it says. */
function answered(socket: Socket): Promise<{ readonly status: number; readonly json: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const hear = (chunk: Buffer): void => {
      text += chunk.toString("utf8");
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? Infinity);
      if (end === -1 || Buffer.byteLength(text.slice(end + 4)) < length) return;
      socket.off("data", hear);
      resolve({ status: Number(text.slice(9, 12)), json: JSON.parse(text.slice(end + 4)) as Record<string, unknown> });
    };
    socket.on("data", hear);
    socket.once("error", reject);
  });
}

/** Until the server has taken what was sent: it answers somebody who asked after. */
async function taken(): Promise<void> {
  const other = await line();
  const heard = answered(other);
  other.write("GET /api/v1/health HTTP/1.1\r\nhost: chenguang.example\r\n\r\n");
  await heard;
  other.destroy();
}

test("an offer that comes in pieces counts at the instant its last byte is in, not when it began", async () => {
  const body = bodyOf(START);
  const socket = await line();
  const began = town.world.clock();
  socket.write(head(`content-length: ${String(body.length)}`) + body.slice(0, 40));
  await taken();
  await town.advance(rfc3339(plusMs(began, 5_000)));
  const heard = answered(socket);
  socket.write(body.slice(40));
  const { status, json } = await heard;
  expect([status, json["at"]]).toEqual([201, rfc3339(plusMs(began, 5_000))]);
  socket.destroy();
});

test("one connection carries one offer after the other, each answered before the next", async () => {
  const socket = await line();
  for (const steps of [1n, 2n, 3n]) {
    const body = bodyOf(START + steps * STEP);
    const heard = answered(socket);
    socket.write(head(`content-length: ${String(body.length)}`) + body);
    expect((await heard).status).toBe(201);
  }
  socket.destroy();
});

test("a body that is too long is refused, announced or not, and an offer without a length is taken", async () => {
  const long = JSON.stringify({ padding: "x".repeat(2_100) });
  const announced = await line();
  const first = answered(announced);
  announced.write(head(`content-length: ${String(long.length)}`) + long);
  expect(await first).toMatchObject({ status: 413, json: { code: "too-large" } });
  announced.destroy();
  const unannounced = await line();
  const second = answered(unannounced);
  unannounced.write(`${head("transfer-encoding: chunked")}${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`);
  expect(await second).toMatchObject({ status: 413, json: { code: "too-large" } });
  unannounced.destroy();
  const body = bodyOf(START + 4n * STEP);
  const chunked = await line();
  const third = answered(chunked);
  chunked.write(`${head("transfer-encoding: chunked")}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  expect((await third).status).toBe(201);
  chunked.destroy();
});
