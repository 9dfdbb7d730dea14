import { checkUscc } from "../kernel/codes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { repeated, type Statement } from "../signing/statement.js";

/**
 * Whether the statements of one lodgement name a consortium that the documents accept: the same other members in every part, each a
 * firm of its own beside the leader, who signs. Whether a member bids elsewhere too is not asked here: the answer would tell one
 * bidder of another before the deadline. Law: 招标投标法 31; 实施条例 37.
 */
export function checkConsortium(statements: readonly Statement[], accepted: boolean): Result<true> {
  const [first] = statements;
  if (first === undefined) return ok(true);
  const members = first.bidder.members ?? [];
  const odd = statements.find(({ bidder }) => (bidder.members ?? []).join() !== members.join());
  if (odd !== undefined) return refuse("consortium-differs", { part: odd.part });
  if (members.length > 0 && !accepted) return refuse("consortium-not-accepted");
  const twice = repeated([first.bidder.id, ...members]);
  if (twice !== null) return refuse("consortium-member-twice", { member: twice });
  const wrong = members.map((member) => checkUscc(member)).find((each) => !each.ok);
  return wrong?.ok === false ? wrong : ok(true);
}

/** Who bids in one live bid: the bidder, in a consortium its leader, and the other members. */
export type Party = { readonly bidder: string; readonly members: readonly string[] };
/** A firm that stands in several bids of a lot, alone or in consortia, and whose bids these are: all of them are invalid. */
export type FirmTwice = { readonly firm: string; readonly bidders: readonly string[] };

/** The firms that bid more than once in a lot. Law: 实施条例 37: 相关投标均无效. */
export function firmsTwice(parties: readonly Party[]): FirmTwice[] {
  const firms = [...new Set(parties.flatMap(({ bidder, members }) => [bidder, ...members]))].sort();
  return firms.flatMap((firm) => {
    const bidders = parties.filter(({ bidder, members }) => bidder === firm || members.includes(firm)).map(({ bidder }) => bidder).sort();
    return bidders.length > 1 ? [{ firm, bidders }] : [];
  });
}
