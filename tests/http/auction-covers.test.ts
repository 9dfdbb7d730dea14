import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { admitBidder, excludeBidder } from "../../src/auctions/use-cases/bidders.js";
import { planAuction } from "../../src/auctions/use-cases/plan.js";
import { inTransaction } from "../../src/db/database.js";
import { base64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../../src/kernel/time.js";
import { biddersTool, offerBody, shortTerms, START } from "../support/auction-tools.js";
import { testTown, type TestTown } from "../support/town.js";

// Four contests that differ in how many wait for them and in nothing else: nobody, one, three, fifty.
const WAITING = [0, 1, 3, 50] as const;
const nameOf = (waiting: number): string => `COVER-${String(waiting).padStart(2, "0")}-A1`;
const tool = biddersTool();
let town: TestTown;
let opensAt: Instant;
const urlOf = (waiting: number): string => `/api/v1/auctions/${nameOf(waiting)}`;
const ownFirm = () => { const organisation = town.actors.find(({ id }) => id === "bidder-1")?.organisation; return { firm: organisation?.uscc ?? "", name: organisation?.name ?? "" }; };

beforeAll(async () => {
  town = await testTown();
  const { world } = town;
  opensAt = plusMs(world.clock(), 3_600_000);
  for (const waiting of WAITING) {
    await inTransaction(world.db, async (tx) => must(await planAuction(tx, world, { auction: nameOf(waiting), subject: { kind: "sale", sale: "COVER", lot: "1" }, terms: shortTerms(world.exchange.origin, nameOf(waiting), opensAt) }, world.clock())));
    await world.floor.keep();
    for (let each = 0; each < waiting; each += 1) {
      const firm = each === 0 ? ownFirm() : { firm: `9133010000000${String(10_000 + each)}`, name: `晨光第${String(each)}置业有限公司` };
      await inTransaction(world.db, async (tx) => must(await admitBidder(tx, world, nameOf(waiting), firm, world.clock())));
      await world.floor.keep();
    }
    if (waiting > 0) await town.done("bidder-1", "POST", `${urlOf(waiting)}/keys`, { publicKey: base64(tool.publicKey) });
    if (waiting > 1) await inTransaction(world.db, async (tx) => must(await excludeBidder(tx, world, nameOf(waiting), { firm: "913301000000010001", reason: "保证金被银行撤回" }, world.clock())));
    await world.floor.keep();
  }
});
afterAll(async () => {
  await town.world.floor.stop();
  await town.stop();
});

/** What differs by the contest's name alone: the name itself, and hashes of what says it; and what is drawn for each answer. */
const withoutName = (text: string, waiting: number): string => text.replaceAll(nameOf(waiting), "NAME").replaceAll(/[0-9a-f]{64}/g, "HASH").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "TRACE");

/** What a reader of one address gets, with what it costs in statements; of a stream the first event. */
async function read(path: string, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly length: number; readonly text: string; readonly headers: string; readonly statements: number }> {
  const { prototype } = pg.Query as unknown as { readonly prototype: object };
  const own = Object.getOwnPropertyDescriptor(prototype, "submit");
  const submit = own?.value as (...args: unknown[]) => unknown;
  let statements = 0;
  Object.defineProperty(prototype, "submit", { ...own, value: function counted(this: unknown, ...args: unknown[]): unknown { statements += 1; return submit.apply(this, args); } });
  try {
    const answer = await town.app.request(path, { headers });
    const text = path.includes("/events") ? await firstOf(answer) : await answer.text();
    const kept = [...answer.headers].filter(([name]) => name !== "date" && name !== "signature" && name !== "signature-input").map(([name, value]) => `${name}: ${value}`).join("\n");
    return { status: answer.status, length: Buffer.byteLength(text), text, headers: kept, statements };
  } finally {
    if (own !== undefined) Object.defineProperty(prototype, "submit", own);
  }
}
async function firstOf(answer: Response): Promise<string> {
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  let text = "";
  while (!/data: .*\n\n/.test(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += Buffer.from(value).toString("utf8");
  }
  await reader.cancel();
  return text;
}

/** Every address at which something is read of one contest, and all that the log has of it. */
async function everything(waiting: number): Promise<readonly unknown[]> {
  const url = urlOf(waiting);
  const reads: unknown[] = [];
  for (const path of [url, `${url}/happenings`, `${url}/happenings?after=0`, `${url}/names`, `${url}/events`, `${url}/events?after=0`, `${url}/events?after=1`, ...["", "/en"].flatMap((language) => ["", "/wall", "/replay"].map((as) => `${language}/auctions/${nameOf(waiting)}${as}`))]) {
    await read(path); // what a process keeps of a page it drew before is no sign of who waits
    const answer = await read(path);
    reads.push({ ...answer, path: withoutName(path, waiting), text: withoutName(answer.text, waiting), headers: withoutName(answer.headers, waiting) });
  }
  const { rows } = await sql<{ entry: Buffer }>`select entry from outbox union all select entry from leaves`.execute(town.database.as("owner"));
  return [...reads, rows.map(({ entry }) => entry.toString("utf8")).filter((entry) => entry.includes(nameOf(waiting))).map((entry) => withoutName(entry, waiting))];
}

test("before the opening no reader of record, stream, pages or log can tell nobody from one, three or fifty: the same bytes, as long, at the same cost", async () => {
  const all: (readonly unknown[])[] = [];
  for (const waiting of WAITING) all.push(await everything(waiting));
  expect(JSON.stringify(all[0])).toContain("auction.terms");
  expect(JSON.stringify(all[0]), "what is read is counted").toMatch(/"statements":[1-9]/);
  for (const [index, waiting] of WAITING.entries()) expect(all[index], `${String(waiting)} wait`).toEqual(all[0]);
});

test("who waits knows it, and what is asked before the opening is refused without a trace", async () => {
  for (const waiting of [1, 50]) {
    expect((await town.ask("bidder-1", "GET", urlOf(waiting))).json).toMatchObject({ seq: 0, view: { own: { status: "watching" } } });
    const { own } = (await town.ask("bidder-1", "GET", urlOf(waiting))).json["view"] as { own: { paddle: string } };
    const asked = await town.askOnce("bidder-1", "POST", `${urlOf(waiting)}/offers`, offerBody(tool, { exchange: town.world.exchange.origin, auction: nameOf(waiting), paddle: own.paddle }, { amount: START }));
    expect(asked).toMatchObject({ status: 409, json: { code: "auction-not-open" } });
    expect((await town.ask(null, "GET", urlOf(waiting))).json).toMatchObject({ seq: 0 });
  }
});

test("with the opening all of them are in one hidden line, and still nobody counts them; each offers with the key given before", async () => {
  await town.advance(rfc3339(plusMs(opensAt, 1_000)));
  const lines = async (waiting: number) => withoutName(JSON.stringify((await town.ask(null, "GET", `${urlOf(waiting)}/happenings`)).json), waiting);
  const nobody = await lines(0);
  expect(JSON.parse(nobody)).toMatchObject({ size: 2, happenings: [{ happening: { seq: 1, at: rfc3339(plusMs(opensAt, -1)), kind: "hidden" } }, { happening: { kind: "stage", stage: 1, at: rfc3339(opensAt) } }] });
  for (const waiting of [1, 3, 50]) expect(await lines(waiting), String(waiting)).toBe(nobody);
  for (const waiting of [1, 50]) {
    const { own } = (await town.ask("bidder-1", "GET", urlOf(waiting))).json["view"] as { own: { paddle: string } };
    expect(await town.askOnce("bidder-1", "POST", `${urlOf(waiting)}/offers`, offerBody(tool, { exchange: town.world.exchange.origin, auction: nameOf(waiting), paddle: own.paddle }, { amount: START }))).toMatchObject({ status: 201 });
  }
});

test("after the end the line says who they were: those who took part, and who was taken out before", async () => {
  await town.advance(rfc3339(plusMs(opensAt, 3_600_000)));
  for (const waiting of WAITING) {
    const [first] = (await town.ask(null, "GET", `${urlOf(waiting)}/happenings`)).json["happenings"] as { happening: { kind: string; seats: { paddle: string; takenOut: string | null; keys: object[] }[] } }[];
    expect(first?.happening.kind).toBe("seated");
    expect([first?.happening.seats.length, first?.happening.seats.filter(({ takenOut }) => takenOut !== null).length, first?.happening.seats.flatMap(({ keys }) => keys).length]).toEqual([waiting, waiting > 1 ? 1 : 0, Math.min(waiting, 1)]);
    expect(((await town.ask(null, "GET", `${urlOf(waiting)}/names`)).json["paddles"] as unknown[]).length).toBe(waiting);
  }
});
