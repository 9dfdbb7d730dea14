import { shareText } from "../figures/show.js";
import { ratio } from "../kernel/ratio.js";
import type { ItemKind } from "./words.js";

/** Which items are counted together, as the centre reports them: approvals (审批项目), fees (收费项目), public services. */
export const ENTRY_GROUPS = {
  "approvals": { zh: "审批事项", en: "approvals", kinds: ["licence", "non-licence"] }, "fees": { zh: "收费事项", en: "fees", kinds: ["fee"] }, "services": { zh: "公共服务事项", en: "public services", kinds: ["public-service"] },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string; readonly kinds: readonly ItemKind[] }>>;
export type EntryGroup = keyof typeof ENTRY_GROUPS;

/** 应进已进率 of one group: of what its units confirmed that is due in the hall, what is in. `percent`: as shown, null where nothing is due. */
export type EntryRate = { readonly group: EntryGroup; readonly in: number; readonly confirmed: number; readonly percent: string | null };

/** An item that its unit confirmed and that no law or answer took out: whether it is in the hall on the day. */
export type DueItem = { readonly kind: ItemKind; readonly isIn: boolean };

const PLACES = 2;
const percentOf = (part: number, whole: number): string | null => (whole === 0 ? null : shareText(ratio(BigInt(part) * 100n, BigInt(whole)), PLACES));

/** in ÷ confirmed, as every share of the centre is shown; 100% only where both are the same (rule book D11). */
export const entryRates = (items: readonly DueItem[]): EntryRate[] => (Object.keys(ENTRY_GROUPS) as EntryGroup[]).map((group) => {
  const kinds: readonly ItemKind[] = ENTRY_GROUPS[group].kinds;
  const due = items.filter(({ kind }) => kinds.includes(kind));
  const isIn = due.filter((each) => each.isIn).length;
  return { group, in: isIn, confirmed: due.length, percent: percentOf(isIn, due.length) };
});
