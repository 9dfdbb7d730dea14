import type { BlindCodes } from "../blind/codes.js";
import { at } from "../kernel/time.js";
import type { EvaluationReportFacts } from "../notices/evaluation-report.js";
import { oneLine } from "./method.js";
import { LEAVING_GROUNDS, RECHECK_GROUNDS, type Item, type PanelChange } from "./panel-changes.js";
import type { Criterion } from "./sheet.js";
import { nameIn, type JudgedBid } from "./totals.js";

type Names = { readonly members: readonly { readonly label: string; readonly name: string }[]; readonly criteria: readonly Criterion[]; readonly bids: readonly JudgedBid[]; /** Where bids were judged blind. */ readonly codes: BlindCodes | null };

/** What was changed of sheets and seats as rows of the report. */
export const changeRows = (changes: readonly PanelChange[], names: Names): EvaluationReportFacts["changes"] =>
  changes.map((change) => ({ at: at(change.at), member: memberIn(names, change.expert), what: whatOf(change, names), reason: "reason" in change ? change.reason : "" }));

const memberIn = ({ members }: Names, label: string): string => members.find((each) => each.label === label)?.name ?? label.slice(0, 8);

function whatOf(change: PanelChange, names: Names): string {
  switch (change.kind) {
    case "reopened": return `${RECHECK_GROUNDS[change.ground].zh}，重新评分：${change.items.map((each) => itemIn(names, each)).join("；")}`;
    case "kept": return `评分${change.score}分经复核维持：${itemIn(names, change.item)}`;
    case "left": return `${LEAVING_GROUNDS[change.ground].zh}，退出评标委员会，其评审结论无效`;
    case "joined": return `接替${memberIn(names, change.instead)}，重新独立评审`;
    case "chair": return "任主任委员";
  }
}

const itemIn = ({ criteria, bids, codes }: Names, { bidder, criterion }: Item): string => `${nameIn(bids, codes?.codes.find(({ code }) => code === bidder)?.bidder ?? bidder)}“${oneLine(criteria.find(({ id }) => id === criterion)?.title ?? criterion)}”`;
