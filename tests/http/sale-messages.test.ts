import { afterAll, beforeAll, expect, test } from "vitest";
import { settleSale } from "../../src/sales/use-cases/settle.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";

// Who is told what of a sale: each firm of its own application, the seller of what waits for him, and nobody of who applies.
let town: ContestTown;
let sale: string;
let short: string;
beforeAll(async () => {
  town = await contestTown("2026-08-17T09:00:00+08:00");
  [sale, short] = [await town.listed(), await town.listed()];
}, 120_000);
afterAll(async () => { await town.stop(); });

type Told = { readonly kind: string; readonly words: { readonly zh: { readonly subject: string; readonly text: string } }; readonly href: string };
const inbox = async (actor: string, of: string): Promise<Told[]> => {
  const { messages } = (await town.bank.town.ask(actor, "GET", "/api/v1/messages")).json as { messages: Told[] };
  return messages.filter((each) => JSON.stringify(each).includes(of));
};
/** In no order: what is told in one instant has none. */
const kinds = async (actor: string, of: string): Promise<string[]> => (await inbox(actor, of)).map(({ kind }) => kind).sort();

test("a firm is told that its application is in, that money was not taken and why to look, that it was, and what was decided; the seller what waits", async () => {
  const { bank, lotUrl } = town;
  const { number } = await bank.town.done("bidder-1", "POST", `${lotUrl(sale)}/application`, { statement: "申请竞买。" });
  await bank.town.done("bidder-1", "POST", `${lotUrl(sale)}/application`, { statement: "申请竞买。" });
  expect(await kinds("bidder-1", sale)).toEqual(["sale-applied"]);
  expect(await kinds("tenderer-1", sale)).toEqual([]);
  await bank.transfer(bank.accountOf("bidder-1"), String(number), 2_399_999_999n);
  await bank.transfer(bank.accountOf("bidder-1"), String(number), 2_400_000_000n);
  expect(await kinds("bidder-1", sale)).toEqual(["sale-applied", "sale-deposit-taken", "sale-deposit-unclear"]);
  expect(await kinds("tenderer-1", sale)).toEqual(["sale-review-due"]);
  await bank.town.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: town.usccOf("A"), verdict: "refused", reason: "未提交联合竞买协议" });
  expect(await kinds("bidder-1", sale)).toEqual(["sale-applied", "sale-decided", "sale-deposit-taken", "sale-deposit-unclear"]);
});

test("what is told leads to the firm’s own page, names the sale, and says nothing of the reason or of another firm", async () => {
  const told = await inbox("bidder-1", sale);
  expect(told.map(({ href }) => href)).toEqual(told.map(() => `/my/sales/${sale}/1`));
  const [waits] = await inbox("tenderer-1", sale);
  expect(waits?.href).toBe(`/desk/sales/${sale}/1/applications`);
  const all = JSON.stringify([...told, waits]);
  expect(all).toContain("晨光市滨河区2026-08号地块");
  for (const secret of ["未提交联合竞买协议", town.usccOf("A"), "晨曦建设"]) expect(all, secret).not.toContain(secret);
  for (const actor of ["bidder-2", "tenderer-3", "staff-1", "cashier-1", "supervisor-1"]) expect(await kinds(actor, sale), actor).toEqual([]);
});

test("a refund that was paid is told to its firm alone", async () => {
  await town.refund(sale, "A");
  await town.bank.settle();
  await town.bank.town.advance("2026-08-19T09:00:00+08:00");
  expect(await kinds("bidder-1", sale)).toContain("sale-refund-paid");
  expect(await kinds("bidder-2", sale)).toEqual([]);
});

test("the end of a sale is told to who applied and to the seller, once each", async () => {
  await town.bank.town.done("bidder-3", "POST", `${town.lotUrl(sale)}/application`, { statement: "申请竞买。" });
  await town.bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/termination`, { reason: "规划条件调整" });
  for (const actor of ["bidder-1", "bidder-3", "tenderer-2"]) expect((await kinds(actor, sale)).filter((kind) => kind === "sale-over"), actor).toEqual(["sale-over"]);
  expect(await kinds("bidder-2", sale)).toEqual([]);
});

test("the result of a contest is told to all who took part and to the seller, with where the refund stands; to whoever won, that it won", async () => {
  await town.at("07T10:00:00");
  const [a, b] = [await town.seated(short, "A"), await town.seated(short, "B")];
  await town.at("08T10:00:00");
  expect(await town.offer(short, a, "12,000")).toBe("offered");
  expect(await town.offer(short, b, "12,200")).toBe("offered");
  await town.at("20T15:00:00");
  const file = await town.reserveFixed(short, "11,900");
  await town.at("21T10:16:00");
  await town.bank.town.world.floor.keep();
  await settleSale(town.bank.town.world, short, town.bank.town.world.clock());
  const due = async () => (await inbox("tenderer-1", short)).filter(({ kind }) => kind === "sale-reserve-due").map(({ href }) => href);
  expect(await due(), "the contest is over, and hangs on the reserve").toEqual([`/desk/sales/${short}/1/reserve`]);
  await settleSale(town.bank.town.world, short, town.bank.town.world.clock());
  expect(await due(), "looked at again, told once").toHaveLength(1);
  await town.open(short, file);
  const ends = async (actor: string) => (await kinds(actor, short)).filter((kind) => kind === "sale-result" || kind === "sale-won");
  expect([await ends("bidder-1"), await ends("bidder-2"), await ends("tenderer-1")]).toEqual([["sale-result"], ["sale-won"], ["sale-result"]]);
  expect(await kinds("bidder-3", short)).toEqual([]);
});
