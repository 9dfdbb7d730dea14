type Words = { readonly zh: string; readonly en: string };

/** What a charge is in law. Only the first two are non-tax revenue; a deposit is owed back, and what a third party earns is its own (rule book D6, D7). */
export const NATURES = {
  "ADMIN_FEE": { zh: "行政事业性收费", en: "administrative fee", book: "non-tax" },
  "GOV_FUND": { zh: "政府性基金", en: "government fund", book: "non-tax" },
  "SERVICE_FEE": { zh: "经营服务性收费", en: "service fee", book: "third-party" },
  "DEPOSIT": { zh: "保证金", en: "deposit", book: "deposit" },
} as const satisfies Readonly<Record<string, Words & { readonly book: string }>>;
export type Nature = keyof typeof NATURES;

/** The four groups into which the items of a bill are gathered. Which items belong where is the city's own word, item by item. */
export const CATEGORIES = {
  "A": { zh: "规划建设类", en: "planning and building" },
  "B": { zh: "人防消防类", en: "civil defence and fire safety" },
  "C": { zh: "工程管理类", en: "supervision of works" },
  "D": { zh: "专项资金和保证金类", en: "special funds and deposits" },
} as const satisfies Readonly<Record<string, Words>>;
export type Category = keyof typeof CATEGORIES;

export const ITEM_STATUSES = { "IN_FORCE": { zh: "有效", en: "in force" }, "ABOLISHED": { zh: "已取消", en: "abolished" } } as const satisfies Readonly<Record<string, Words>>;
export type ItemStatus = keyof typeof ITEM_STATUSES;
