import type { ConsortiumGrades } from "../../bidding/grades.js";
import type { Coded } from "../../blind/codes.js";
import type { FirmTwice } from "../../bidding/consortium.js";
import type { Rechecked } from "../../bidding/precheck.js";
import type { TieStep } from "../../bidding/ties.js";
import type { Inputs } from "../../judging/inputs.js";
import type { Item } from "../../judging/panel-changes.js";
import type { Criterion, Sheet } from "../../judging/sheet.js";
import type { MoneyJson } from "../../kernel/money.js";
import type { Method } from "../../tenders/form.js";
import type { MemberPlace } from "../../venues/queries.js";
import type { RefusalView } from "../../web/views.js";
import type { ShownQuestion } from "../views/bid-questions.js";
import type { ShownLeak } from "../views/blind.js";
import type { RoomRecheck } from "./panel-recheck.js";
import type { RoomStand } from "./panel-stand.js";

export type Placed = { readonly bidder: string; readonly price: MoneyJson; readonly total: string };

/** What GET …/panel answers: the page shows the same. */
export type Room = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly stage: string; readonly label: string; readonly chair: boolean; readonly method: Method;
  readonly criteria: readonly (Criterion & { readonly standard?: string })[]; readonly names: Readonly<Record<string, string>>; readonly sheet: Sheet;
  readonly bids: readonly { readonly bidder: string; readonly part: string; readonly form: { readonly price?: MoneyJson } | null; readonly files: readonly { readonly name: string; readonly size: number; readonly href: string }[]; readonly precheck: Rechecked | null; readonly guaranteed: boolean }[];
  readonly parts: readonly { readonly finished: boolean; /** Whether its bids may be opened though other parts were scored first. */ readonly free: boolean }[]; readonly signed: readonly { readonly sheet: string; readonly at: string }[];
  readonly firmsTwice: readonly FirmTwice[]; readonly blind: { readonly hidden: boolean; readonly codes: readonly Coded[] } | null; readonly leaks: readonly ShownLeak[];
  readonly report: RoomStand;
  readonly draft: readonly { readonly bidder: string; readonly criterion: string; readonly score: string; readonly reason: string; readonly at: string }[];
  /** Scores to give again; null where the sheet is signed or was never opened again. */
  readonly reopened: readonly Item[] | null;
  readonly recheck: RoomRecheck | null;
  readonly consortia: readonly ({ readonly bidder: string } & ConsortiumGrades)[];
  readonly reserve: MoneyJson | null;
  readonly place: (Omit<MemberPlace, "from" | "until"> & { readonly from: string; readonly until: string }) | null; readonly pausedSince: string | null;
  /** What bidders were asked in writing, with their answers. */
  readonly asked: readonly ShownQuestion[];
  readonly inputs: Inputs | null; readonly rejections: readonly { readonly bidder: string; readonly ground: string }[];
  readonly ranking: { readonly refusal: RefusalView | null; readonly places: readonly (Placed & { readonly rank: number; readonly decidedBy: TieStep | null })[]; readonly setAside: readonly (Placed & { readonly behind: string })[] } | null;
};

/** Whose bid a sheet's row is; while that is hidden the code stands for itself. */
export const bidderBehind = ({ blind }: Room, code: string): string => blind?.codes.find((each) => each.code === code)?.bidder ?? code;
