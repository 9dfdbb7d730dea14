import { oneLine } from "../../judging/method.js";
import type { Finding, Leaning } from "../../judging/findings.js";
import type { Item } from "../../judging/panel-changes.js";
import { meanOf } from "../../judging/scores.js";
import type { Criterion, Sheet } from "../../judging/sheet.js";
import { recheckWords } from "../../web/messages/recheck.js";
import type { FindingRow, RecheckView } from "../../web/parts/recheck.js";
import type { ActionView } from "../../web/views.js";
import { button, type Drawing } from "./buttons.js";
import { keepFields, recheckFields, type Choice } from "./committee-acts.js";

/** What GET …/panel answers of the signed sheets once all are. */
export type RoomRecheck = {
  readonly sheets: readonly Pick<Sheet, "expert" | "scores">[]; readonly findings: readonly Finding[]; readonly unsettled: readonly Finding[]; readonly leaning: readonly Leaning[];
  readonly kept: readonly (Item & { readonly expert: string; readonly score: string; readonly reason: string })[];
};

type Seen = { readonly place: { readonly tender: string; readonly lot: string }; readonly chairs: boolean; /** Whether prices that were sealed until the scores stood may be known: then no sheet is opened again. */ readonly isFree: boolean; readonly recheck: RoomRecheck; readonly criteria: readonly Criterion[]; readonly nameOf: (bidder: string) => string };

const short = (label: string): string => label.slice(0, 8);

/** All scores as the page lists them, with the chair's two forms. */
export function recheckView({ place, chairs, isFree, recheck, criteria, nameOf }: Seen, drawing: Drawing): RecheckView {
  const titles = new Map(criteria.map(({ id, title }) => [id, oneLine(title)]));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  const { sheets } = recheck;
  const bidders = sheets[0]?.scores.map(({ bidder }) => bidder) ?? [];
  return {
    members: sheets.map(({ expert }) => short(expert)),
    findings: recheck.findings.map((each) => findingRow(each, { recheck, titleOf, nameOf, drawing })),
    bids: bidders.map((bidder) => ({ name: nameOf(bidder), rows: criteria.map(({ id }) => ({ criterion: titleOf(id), scores: sheets.map((sheet) => scoreIn(sheet, bidder, id)), mean: meanOf(sheets, bidder, id) })) })),
    leaning: recheck.leaning.map(({ expert, points, apart }) => ({ member: short(expert), points, apart })),
    acts: chairs ? chairActs({ place, isFree, recheck, bidders, criteria, nameOf, titleOf }, drawing) : [],
  };
}

const scoreIn = ({ scores }: Pick<Sheet, "scores">, bidder: string, criterion: string): string => scores.find((each) => each.bidder === bidder)?.items.find((each) => each.criterion === criterion)?.score ?? "";

type Naming = { readonly titleOf: (id: string) => string; readonly nameOf: (bidder: string) => string };

function findingRow(finding: Finding, { recheck, titleOf, nameOf, drawing }: Naming & { readonly recheck: RoomRecheck; readonly drawing: Drawing }): FindingRow {
  const row = { kind: finding.kind, bid: nameOf(finding.bidder), criterion: titleOf(finding.criterion) };
  if (finding.kind === "objective-differs") return { ...row, kind: finding.kind, member: "", given: finding.scores.join(" / "), others: "", state: null };
  const words = recheckWords(drawing.language);
  const kept = recheck.kept.findLast((each) => each.expert === finding.expert && each.bidder === finding.bidder && each.criterion === finding.criterion && each.score === finding.score);
  return { ...row, kind: finding.kind, member: short(finding.expert), given: finding.score, others: words.others(finding.others), state: kept === undefined ? null : words.kept(kept.reason) };
}

type Chairing = Naming & Pick<Seen, "place" | "isFree"> & { readonly recheck: RoomRecheck; readonly bidders: readonly string[]; readonly criteria: readonly Criterion[] };

/** Nothing is offered that is not there: no form of a score that stays where none stands out, nor one to score again where prices are free. */
function chairActs({ place, isFree, recheck, bidders, criteria, nameOf, titleOf }: Chairing, drawing: Drawing): ActionView[] {
  const members: Choice[] = recheck.sheets.map(({ expert }) => ({ value: expert, label: short(expert) }));
  const again = isFree ? [] : [button(drawing, "recheck-score", place, { fields: recheckFields(drawing.language, { members, bids: bidders.map((value) => ({ value, label: nameOf(value) })), criteria: criteria.map(({ id }) => ({ value: id, label: titleOf(id) })) }) })];
  const waiting = recheck.unsettled.flatMap((each): Choice[] => (each.kind === "outlier" ? [{ value: `${each.expert} ${each.bidder} ${each.criterion}`, label: `${short(each.expert)} · ${nameOf(each.bidder)} · ${titleOf(each.criterion)} · ${each.score}` }] : []));
  return waiting.length === 0 ? again : [button(drawing, "keep-score", place, { fields: keepFields(drawing.language, waiting) }), ...again];
}
