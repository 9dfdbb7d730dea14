import { agentBank } from "./agent-bank.js";
import { T, treasuryOf, yuan } from "./treasury.js";
import type { TestTown } from "./town.js";

/** A treasury with something at every step: one to check, one to approve, one to order, one paid, one sent back, one returned by the bank; begun on 22 September 2026, 10:00. */
export async function payingTown(town: TestTown): Promise<{ readonly indicator: string; readonly contract: string; readonly submitted: string; readonly paid: string; readonly returned: string; readonly sentBack: string }> {
  const play = treasuryOf(town);
  const bank = agentBank(town);
  const [indicator, contract] = [await play.indicator(), await play.contract()];
  await play.plan(indicator, "300000.00");
  const given = (amount: string) => ({ contract, indicator, amount });
  const [paid, sentBack] = [await play.approved(given("60000.00")), await play.approved(given("30000.00"))];
  for (const each of [paid, sentBack]) await town.done("treasury-checker-1", "POST", `${T}/requests/${each}/order`);
  await bank.work();
  await bank.sendBack(sentBack, "收款账户已销户");
  await town.done("treasury-checker-1", "POST", `${T}/clearings`);
  const submitted = await play.submitted(given("45000.00"), { purpose: "第三季度绿化养护费" });
  await play.act("treasury-checker-1", await play.submitted(given("20000.00")), "check");
  await play.approved(given("25000.00"));
  const returned = await play.submitted(given("15000.00"), { invoice: { number: "2634200000099", receivedOn: "2026-08-28", amount: yuan("15000.00"), sha256: "ab".repeat(32) } });
  await play.act("treasury-checker-1", returned, "returns", { reason: "发票抬头与合同不一致，请更正后重新提交" });
  await play.ask(indicator, "350000.00");
  return { indicator, contract, submitted, paid, returned, sentBack };
}
