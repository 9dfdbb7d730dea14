import { afterAll, beforeAll, expect, test } from "vitest";
import { takeStatement } from "../../src/bank/use-cases/statements.js";
import { must } from "../../src/kernel/result.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { day } from "../../src/kernel/time.js";
import { ACCOUNT, DUE, openSub } from "../support/bank.js";
import { bankedTown, FIRM, type BankedTown } from "../support/banked-town.js";
import { formOf, signedIn } from "../support/pages.js";
import { inChunks, statementFile, statementLine } from "../support/statements.js";

// The office of reconciliation: money whose purpose is unclear is assigned or goes back by two people; what a bank did wrong waits for the bank.
let banked: BankedTown;
beforeAll(async () => { banked = await bankedTown("2026-09-01T10:00:00+08:00"); }, 60_000);
afterAll(async () => { await banked.stop(); });

type Matter = { readonly number: string; readonly kind: string; readonly transaction: string | null; readonly acts: readonly string[]; readonly asked: unknown; readonly payer: { readonly name: string } | null };
const matters = async (as = "finance-1"): Promise<Matter[]> => (await banked.town.done(as, "GET", "/api/v1/bank/matters"))["matters"] as Matter[];
const matterOf = async (transaction: string): Promise<Matter> => { const found = (await matters()).find((each) => each.transaction === transaction); if (found === undefined) throw new RangeError(`no matter of ${transaction}`); return found; };
const act = async (as: string, { number }: Matter, doing: string, more: Record<string, string> = {}) => {
  const { status, json } = await banked.town.ask(as, "POST", `/api/v1/bank/matters/${number}/acts`, { act: doing, reason: "核对无误", ...more });
  return status < 300 ? "done" : String(json["code"]);
};
const balance = (account: string): Promise<bigint> => balanceOf(banked.town.world.db, banked.town.world.exchange.id, account);
const stateOf = async (transaction: string) => (await banked.town.world.db.selectFrom("bank_orders").select("state").where("cause", "like", `unclear/%/${transaction}`).executeTakeFirst())?.state;
const unclear = async (fen = DUE - 1n): Promise<Matter> => matterOf((await banked.control("transfers", { from: FIRM, to: ACCOUNT, amount: fen.toString(), words: "转错" })).done);

test("money that nobody waits for goes back to its payer by two people, is paid by the bank, and is off the desk", async () => {
  const matter = await unclear();
  const before = BigInt((await banked.state()).firms[FIRM]?.amount ?? "");
  expect([matter.acts, await act("cashier-1", matter, "agree"), await act("cashier-1", matter, "return"), await act("cashier-1", matter, "agree"), await act("finance-1", matter, "return")]).toEqual([["assign", "return", "bank-error"], "bank-act-not-here", "done", "bank-same-person", "bank-act-not-here"]);
  expect((await matterOf(matter.transaction ?? "")).asked).toMatchObject({ by: "cashier-1" });
  expect([await act("finance-1", matter, "agree"), await act("finance-1", matter, "note")]).toEqual(["done", "bank-matter-settled"]);
  await banked.send();
  await banked.follow();
  expect(await stateOf(matter.transaction ?? "")).toBe("paid");
  expect([BigInt((await banked.state()).firms[FIRM]?.amount ?? "") - before, await balance("unclear"), (await matters()).some(({ number }) => number === matter.number)]).toEqual([DUE - 1n, 0n, false]);
});

test("two who agree at once send it back once", async () => {
  const matter = await unclear();
  expect(await act("cashier-1", matter, "return")).toBe("done");
  const answers = await Promise.all([1, 2, 3].map(() => act("finance-1", matter, "agree")));
  expect(answers.toSorted()).toEqual(["bank-matter-settled", "bank-matter-settled", "done"]);
  const { rows } = { rows: await banked.town.world.db.selectFrom("bank_orders").select("number").where("cause", "like", `unclear/%/${matter.transaction ?? ""}`).execute() };
  expect(rows).toHaveLength(1);
});

test("money that went to the wrong number is assigned where it belongs, if that flow takes it", async () => {
  const sub = await openSub(banked.town.world, "assigned");
  const [short, whole] = [await unclear(), await unclear(DUE)];
  const before = await balance("unclear");
  expect([await act("finance-1", short, "assign", { sub }), await act("finance-1", whole, "assign"), await act("finance-1", whole, "assign", { sub: "341700010000000000000000" }), await act("finance-1", whole, "assign", { sub })]).toEqual(["bank-assign-refused", "bank-assign-where", "not-found", "done"]);
  expect([await balance(accountOf("deposits", sub)), before - await balance("unclear")]).toEqual([DUE, DUE]);
  await banked.control("reversals", { transaction: whole.transaction ?? "" });
  expect([await balance(accountOf("deposits", sub)), before - await balance("unclear"), banked.heard.at(-1)], "what the bank then takes back is taken back where it was assigned").toEqual([0n, DUE, "reversed assigned"]);
});

test("what stands on the statement and was never told is taken from it, once", async () => {
  const sub = await openSub(banked.town.world, "from the statement");
  const line = statementLine({ sub, transaction: "NEVER-TOLD" });
  must(await takeStatement(banked.town.world, inChunks(statementFile([line], { day: day("2026-08-31") })), { id: "bank" }, banked.town.world.clock()));
  const matter = await matterOf("NEVER-TOLD");
  expect([matter.kind, await act("cashier-1", matter, "note"), await act("cashier-1", matter, "take"), await act("cashier-1", matter, "take"), await balance(accountOf("deposits", sub))]).toEqual(["missing-here", "bank-act-not-here", "done", "bank-matter-settled", DUE]);
});

test("matters of one kind are settled by one form, those that are ticked, all or none", async () => {
  const [kept, other] = [await openSub(banked.town.world, "alike 1"), await openSub(banked.town.world, "alike 2")];
  const lines = [statementLine({ sub: kept, transaction: "ALIKE-1" }), statementLine({ sub: other, transaction: "ALIKE-2" })];
  must(await takeStatement(banked.town.world, inChunks(statementFile(lines, { day: day("2026-08-30") })), { id: "bank" }, banked.town.world.clock()));
  const [first, second] = [await matterOf("ALIKE-1"), await matterOf("ALIKE-2")];
  const desk = await signedIn(banked.town, "cashier-1");
  const press = async (act: string): Promise<number> => { const { action, fields } = formOf((await desk.get("/desk/bank")).text, "bank-many"); return (await desk.post(action, { ...fields, matters: first.number, act, reason: "核对无误" })).status; };
  expect([await press("note"), await press("take")], "a matter of this kind is not just noted").toEqual([422, 303]);
  expect([(await matters()).some(({ number }) => number === first.number), (await matters()).some(({ number }) => number === second.number), await balance(accountOf("deposits", kept)), await balance(accountOf("deposits", other))]).toEqual([false, true, DUE, 0n]);
});

test("of an account of deposits a day says whether it agrees and no sum; nobody else reads the desk, and a matter that is not there is not found", async () => {
  const { days } = await banked.town.done("supervisor-1", "GET", "/api/v1/bank/days") as { days: Record<string, unknown>[] };
  expect(days.find(({ account }) => account === ACCOUNT)).toMatchObject({ sums: null, agrees: false });
  expect([(await banked.town.ask("bidder-1", "GET", "/api/v1/bank/matters")).status, (await banked.town.ask("supervisor-1", "POST", "/api/v1/bank/matters/1/acts", { act: "note", reason: "x" })).status, (await banked.town.ask("finance-1", "POST", "/api/v1/bank/matters/999999/acts", { act: "note", reason: "x" })).status]).toEqual([403, 403, 404]);
});

test("while a flow keeps quiet nobody learns that money came for its number, nor can act on it", async () => {
  const quiet = banked.flows["test"] as { isQuiet?: unknown };
  const sub = await openSub(banked.town.world, "quiet");
  const { done } = await banked.control("transfers", { from: FIRM, to: sub, amount: "1" });
  const matter = await matterOf(done);
  quiet.isQuiet = () => Promise.resolve(true);
  expect([(await matters()).some(({ transaction }) => transaction === done), await act("finance-1", matter, "bank-error")]).toEqual([false, "not-found"]);
  delete quiet.isQuiet;
  expect((await matterOf(done)).payer?.name).toBe("晨光第一建筑有限公司");
});
