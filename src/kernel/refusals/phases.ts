type Words = { readonly zh: string; readonly en: string };

/** The kinds of phase of a contest in words, for pages, for the paper record and for refusals. */
export const PHASES = {
  listing: { zh: "挂牌报价", en: "Listing" },
  preparation: { zh: "准备", en: "Preparation" },
  countdown: { zh: "限时竞价", en: "Countdown" },
  english: { zh: "竞价", en: "Open bidding" },
  calls: { zh: "主持人报价", en: "Calls by the host" },
  willing: { zh: "询问是否继续参加", en: "Who goes on?" },
  dutch: { zh: "降价竞价", en: "Price goes down" },
  quotes: { zh: "一次报价", en: "One sealed quote" },
  lottery: { zh: "摇号", en: "Lottery" },
  quantity: { zh: "竞数量", en: "Second quantity" },
  weighted: { zh: "权重报价", en: "Weighted quotes" },
  match: { zh: "行使优先购买权", en: "Pre-emption" },
} as const satisfies Readonly<Record<string, Words>>;

/** The names that terms give their phases, where they are not the kind’s own. */
const NAMED: Readonly<Record<string, Words>> = { ...PHASES, "at-ceiling": PHASES.willing };

/** A phase by its name in words; a name that no rules of ours give stays as it is. */
export const phaseInWords = (name: string, language: "zh" | "en"): string => (Object.hasOwn(NAMED, name) ? (NAMED[name]?.[language] ?? name) : name);
