import { ok, type Result } from "../kernel/result.js";
import { withdrawalsOf } from "../signing/sealing.js";
import { act, JSON_OPTION } from "./act.js";
import { bidderOf, lodgeFollowing } from "./follow.js";
import type { Lodged } from "./lodge.js";
import { personFrom, withSigner, type Person, type PersonOptions } from "./person.js";
import { fetchSealing } from "./sealing.js";
import { both, type Verb } from "./verb.js";

/** Takes a bid back, all its parts together; the signed withdrawals and their receipts are kept under `to`. Law: 招标投标法 29. */
export async function withdrawBid(person: Person, place: { readonly tender: string; readonly lot: string; readonly to: string }): Promise<Result<Lodged[]>> {
  const said = await fetchSealing(person.client, place.tender, place.lot);
  if (!said.ok) return said;
  const bidder = await bidderOf(person);
  if (!bidder.ok) return bidder;
  const statements = withdrawalsOf(said.value, bidder.value);
  return statements.ok ? lodgeFollowing(person, statements.value, place.to) : statements;
}

/** `daylight withdraw`. */
export const withdraw: Verb = (program, terminal, done) => withSigner(program.command("withdraw"))
  .argument("<tender>", both("招标项目编号", "the tender"))
  .argument("<lot>", both("标段", "the lot"))
  .description(both("截止前撤回投标（全部部分一并撤回）。", "Withdraw a bid before the deadline, all parts at once."))
  .requiredOption("-o, --out <folder>", both("撤回声明和回执存放处", "where the withdrawal and its receipts go"))
  .option(...JSON_OPTION)
  .action(async (tender: string, lot: string, options: PersonOptions & { out: string; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const lodged = await withdrawBid(person.value, { tender, lot, to: options.out });
      if (!lodged.ok) return lodged;
      return ok({ lines: lodged.value.map(({ part, acceptedAt }) => both(`✓ ${part}：已撤回 ${acceptedAt}`, "withdrawn")), json: { parts: lodged.value.map((each) => ({ ...each })) } });
    }));
  });
