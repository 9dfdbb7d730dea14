import type { NoticeRecord } from "../../notices/record.js";
import type { Instant } from "../../kernel/time.js";
import type { DateView, Step } from "../views.js";

/** One published notice: the page, the JSON and the PDF are three prints of `record`. */
export type NoticeView = {
  readonly record: NoticeRecord;
  readonly line: string;
  readonly project: string;
  readonly steps: readonly Step[];
  readonly deadline: DateView | null;
  readonly publishedAt: Instant;
  /** All versions, oldest first; the page says so where this one is not the last. */
  readonly versions: readonly { readonly version: number; readonly publishedAt: Instant; readonly reason: string | null }[];
  readonly jsonHref: string;
  readonly pdfHref: string | null;
  readonly jsonSha256: string;
  /** Null until the PDF is made and signed. */
  readonly pdfSha256: string | null;
  /** Null until sequenced. */
  readonly logIndex: number | null;
  readonly treeSize: number;
  /** Absolute address in the QR code. */
  readonly verifyUrl: string;
  readonly verifyCode: string;
  /** Where a bidder goes on from here: sign in, or the task list. */
  readonly takePart: string | null;
};
