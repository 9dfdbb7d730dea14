import { checkUscc } from "../kernel/codes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { repeated, type Statement } from "../signing/statement.js";

/**
 * What a lot lets consortia be: whether the documents accept them, how many firms at most with the leader (null: any number), and the
 * members with which the bidder passed a prequalification, null where it passed none.
 */
export type ConsortiumRule = { readonly accepted: boolean; readonly firmsMax: number | null; readonly passedAs: readonly string[] | null };

/** What a consortium gives beside what everybody gives, as the documents name it: its agreement; null where they name none or a firm bids alone. Law: 招标投标法 31. */
export const agreementOf = ({ consortiumTerms }: { readonly consortiumTerms?: { readonly agreementFile: string } }, members: readonly string[]): string | null => (members.length === 0 ? null : (consortiumTerms?.agreementFile ?? null));

/** The files a part must hold: of a consortium the parts that open first also its agreement. */
export const filesAsked = ({ requiredFiles, after }: { readonly requiredFiles: readonly string[]; readonly after: string | null }, agreement: string | null): readonly string[] =>
  (agreement === null || after !== null || requiredFiles.includes(agreement) ? requiredFiles : [...requiredFiles, agreement]);

/** The same as a sealing tool is told it. */
export const filesFor = ({ requiredFiles, consortiumFiles }: { readonly requiredFiles: readonly string[]; readonly consortiumFiles?: readonly string[] | null }, members: readonly string[]): readonly string[] =>
  (members.length === 0 ? requiredFiles : [...requiredFiles, ...(consortiumFiles ?? [])]);

/** What a sealing tool was told of consortia: null where none is accepted; an older exchange does not say, and is left to judge itself. */
export const ruleTold = (told: { readonly firmsMax: number | null } | null | undefined): ConsortiumRule => ({ accepted: told !== null, firmsMax: told?.firmsMax ?? null, passedAs: null });

/**
 * Whether the statements of one lodgement name a consortium that the documents accept: the same other members in every part, each a
 * firm of its own beside the leader, who signs, and after a prequalification those who passed it together. Whether a member bids
 * elsewhere too is not asked here: the answer would tell one bidder of another before the deadline. Law: 招标投标法 31; 实施条例 37.
 */
export function checkConsortium(statements: readonly Statement[], rule: ConsortiumRule): Result<true> {
  const [first] = statements;
  if (first === undefined) return ok(true);
  const members = first.bidder.members ?? [];
  const odd = statements.find(({ bidder }) => (bidder.members ?? []).join() !== members.join());
  if (odd !== undefined) return refuse("consortium-differs", { part: odd.part });
  return checkMembers(first.bidder.id, members, rule);
}

/** The other members of a consortium, as its leader names them. */
export function checkMembers(leader: string, members: readonly string[], { accepted, firmsMax, passedAs }: ConsortiumRule): Result<true> {
  if (passedAs !== null && members.toSorted().join() !== passedAs.toSorted().join()) return refuse("consortium-changed");
  if (members.length > 0 && !accepted) return refuse("consortium-not-accepted");
  if (firmsMax !== null && members.length + 1 > firmsMax) return refuse("consortium-too-large", { firms: members.length + 1, max: firmsMax });
  const twice = repeated([leader, ...members]);
  if (twice !== null) return refuse("consortium-member-twice", { member: twice });
  const wrong = members.map((member) => checkUscc(member)).find((each) => !each.ok);
  return wrong?.ok === false ? wrong : ok(true);
}

/** Who bids in one live bid: the bidder, in a consortium its leader, and the other members. */
export type Party = { readonly bidder: string; readonly members: readonly string[] };
/** A firm that stands in several bids of a lot, alone, in consortia or by its branches, and whose bids these are: all of them are invalid. */
export type FirmTwice = { readonly firm: string; readonly bidders: readonly string[]; /** Its branches among those that stand in them. */ readonly branches: readonly string[] };

/**
 * The firms that bid more than once in a lot; a branch is its firm. Law: 实施条例 34, 37: 相关投标均无效.
 * @param parents of the branches among them, the organisation each belongs to
 */
export function firmsTwice(parties: readonly Party[], parents: ReadonlyMap<string, string>): FirmTwice[] {
  const standing = parties.map(({ bidder, members }) => ({ bidder, firms: [bidder, ...members] }));
  const headOf = (firm: string): string => parents.get(firm) ?? firm;
  const heads = [...new Set(standing.flatMap(({ firms }) => firms.map(headOf)))].sort();
  return heads.flatMap((head) => {
    const theirs = standing.filter(({ firms }) => firms.some((firm) => headOf(firm) === head));
    const branches = new Set(theirs.flatMap(({ firms }) => firms.filter((firm) => firm !== head && headOf(firm) === head)));
    return theirs.length > 1 ? [{ firm: head, bidders: theirs.map(({ bidder }) => bidder).sort(), branches: [...branches].sort() }] : [];
  });
}
