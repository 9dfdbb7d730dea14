import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { BANK } from "../support/bank.js";
import { bankedTown, type BankedTown } from "../support/banked-town.js";
import { PAYEE, T, treasuryOf } from "../support/treasury.js";

// A unit pays within its quota through a bank that speaks HTTP, each side believing the other's signature alone: paid, sent back, refused, told twice.
const [NUMBER, NAME, FIRM] = ["41000000000000025", "城投零余额账户", PAYEE.account.replaceAll(" ", "")];
let banked: BankedTown;
let play: ReturnType<typeof treasuryOf>;
let indicator: string;
let contract: string;
beforeAll(async () => {
  banked = await bankedTown("2026-09-22T10:00:00+08:00", { flows: MONEY_FLOWS, accounts: [{ number: NUMBER, name: NAME }] });
  play = treasuryOf(banked.town);
  await banked.town.done("treasury-approver-1", "POST", `${T}/accounts`, { number: NUMBER, bank: BANK, name: NAME, mode: "authorised", unit: play.usccOf("tenderer-1") });
  await banked.control("firms", { account: FIRM, name: PAYEE.name, amount: "0" });
  [indicator, contract] = [await play.indicator(), await play.contract()];
  await play.plan(indicator, "300000.00", { mode: "authorised" });
}, 60_000);
afterAll(async () => { await banked.stop(); });

const balance = (): Promise<bigint> => balanceOf(banked.town.world.db, banked.town.world.exchange.id, accountOf("bank", NUMBER));
const atBank = async (): Promise<string | undefined> => (await banked.state()).houses[NUMBER];
const left = () => play.left(indicator, "2026-09", "authorised");
/** A voucher, sent on its way. */
async function issued(amount: string): Promise<string> {
  const request = await play.submitted({ contract, indicator, amount }, { mode: "authorised" });
  expect((await play.act("tenderer-2", request, "voucher")).json).toMatchObject({ state: "ordered" });
  return request;
}
/** A second passes: what was stamped just now is due, and the bank does what it has to. */
let seconds = 0;
async function passes(): Promise<void> {
  await banked.town.advance(`2026-09-22T10:01:${String(seconds += 1).padStart(2, "0")}+08:00`);
  await banked.send();
  await banked.follow();
}

test("the bank pays what was issued, tells it twice, and it is paid once; bank and ledger agree, and the clearing leaves nothing here", async () => {
  const request = await issued("180000.00");
  await banked.control("faults", { kind: "duplicate" });
  await passes();
  expect([await play.stateOf(request), await balance(), await atBank(), (await banked.state()).firms[FIRM]?.amount]).toEqual(["paid", -18_000_000n, "-18000000", "18000000"]);
  await banked.town.done("treasury-checker-1", "POST", `${T}/clearings`);
  expect([await play.stateOf(request), await balance(), await left()]).toEqual(["settled", 0n, "120000.00"]);
});

test("what the bank refuses comes back into its plan with the bank’s reason", async () => {
  await banked.control("faults", { kind: "refuse" });
  const request = await issued("50000.00");
  await passes();
  expect([await play.stateOf(request), await left()]).toEqual(["bank-returned", "120000.00"]);
  const { steps } = (await banked.town.done("bidder-1", "GET", `${T}/requests/${request}`)) as { steps: { step: string; reason: string | null }[] };
  expect(steps.at(-1)).toMatchObject({ step: "bank-return", reason: "银行系统校验未通过" });
});

test("paid to a closed account, the bank sends it back on its next working day, after the clearing: the plan is restored, and the next clearing gives it back", async () => {
  await banked.control("closures", { account: FIRM });
  const request = await issued("120000.00");
  await passes();
  expect([await play.stateOf(request), await left()]).toEqual(["paid", "0.00"]);
  await banked.town.done("treasury-checker-1", "POST", `${T}/clearings`);
  expect(await play.stateOf(request)).toBe("settled");
  await banked.town.advance("2026-09-23T18:00:00+08:00");
  await banked.follow();
  expect([await play.stateOf(request), await left(), await balance()]).toEqual(["bank-returned", "120000.00", 12_000_000n]);
  await banked.town.done("treasury-checker-1", "POST", `${T}/clearings`);
  expect(await balance()).toBe(0n);
});
