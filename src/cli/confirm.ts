import { ok, type Result } from "../kernel/result.js";
import { confirmationsOf } from "../signing/sealing.js";
import { act, JSON_OPTION } from "./act.js";
import { anchorsFrom, unpinnedLine, withAnchors, type AnchorOptions } from "./anchors.js";
import { bidderOf, lodgeFollowing } from "./follow.js";
import type { Lodged } from "./lodge.js";
import { personFrom, withSigner, type Person, type PersonOptions } from "./person.js";
import { checkSealing, fetchSealing } from "./sealing.js";
import { both, type Verb } from "./verb.js";

type Place = { readonly tender: string; readonly lot: string; readonly to: string; readonly anchors: AnchorOptions };
type Confirmed = { readonly lodged: readonly Lodged[]; readonly unpinned: readonly string[] };

/**
 * Says that a lodged bid stands under the newest terms, all its parts together. The terms are checked like those of a bid before they
 * are signed for: they stand in the witnessed log and name the same openers. Law: 招标投标法 23; trust.md §1.3.
 */
export async function confirmBid(person: Person, place: Place): Promise<Result<Confirmed>> {
  const said = await fetchSealing(person.client, place.tender, place.lot);
  if (!said.ok) return said;
  const anchors = await anchorsFrom(place.anchors, { ...said.value, policy: said.value.log.policy });
  if (!anchors.ok) return anchors;
  const parts = await checkSealing(person.client, said.value, anchors.value);
  if (!parts.ok) return parts;
  const bidder = await bidderOf(person);
  if (!bidder.ok) return bidder;
  const statements = confirmationsOf(said.value, parts.value, bidder.value);
  if (!statements.ok) return statements;
  const lodged = await lodgeFollowing(person, statements.value, place.to);
  return lodged.ok ? ok({ lodged: lodged.value, unpinned: anchors.value.unpinned }) : lodged;
}

/** `daylight confirm`. */
export const confirm: Verb = (program, terminal, done) => withAnchors(withSigner(program.command("confirm")))
  .argument("<tender>", both("招标项目编号", "the tender"))
  .argument("<lot>", both("标段", "the lot"))
  .description(both("招标文件修改后，截止前确认已递交的投标继续有效（全部部分一并确认）。", "After an amendment, confirm before the deadline that a lodged bid stands, all parts at once."))
  .requiredOption("-o, --out <folder>", both("确认声明和回执存放处", "where the confirmation and its receipts go"))
  .option(...JSON_OPTION)
  .action(async (tender: string, lot: string, options: PersonOptions & AnchorOptions & { out: string; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const confirmed = await confirmBid(person.value, { tender, lot, to: options.out, anchors: options });
      if (!confirmed.ok) return confirmed;
      const { lodged, unpinned } = confirmed.value;
      return ok({
        lines: [...unpinnedLine(unpinned), ...lodged.map(({ part, acceptedAt }) => both(`✓ ${part}：已确认 ${acceptedAt}`, "confirmed"))],
        json: { parts: lodged.map((each) => ({ ...each })), unpinned: [...unpinned] },
      });
    }));
  });
