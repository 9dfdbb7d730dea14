import type { NoticeType } from "../../notices/record.js";
import type { NoticeLine } from "../views.js";

/** The filters of the list, all of them in the address. Dates are YYYY-MM-DD, `until` included. */
export type NoticeFilters = { readonly q: string; readonly type: NoticeType | ""; readonly line: string; readonly area: string; readonly from: string; readonly until: string };

/** The list of notices, newest first, paged by key. */
export type NoticesView = {
  readonly filters: NoticeFilters;
  readonly lines: readonly { readonly code: string; readonly name: string }[];
  readonly areas: readonly string[];
  readonly notices: readonly NoticeLine[];
  readonly total: number;
  /** Opaque cursor of the following page. */
  readonly next: string | null;
  /** True where a cursor brought the reader here, so that a way back to the top is shown. */
  readonly paged: boolean;
};
