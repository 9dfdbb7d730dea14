import type { RefusalRow } from "./row.js";

/** Figures of the centre, and what applicants say of their cases. */
export const FIGURE_REFUSALS = {
  "figure-period": { status: 400, zh: "统计期间应当在同一年内、由先到后：{from}至{until}。", en: "A period is of one year, the earlier month first: {from} to {until}." },
  "figure-opening-twice": { status: 409, zh: "{year}年的“{measure}”已经登记过移交数据，不能更改。", en: "What was handed over of “{measure}” for {year} is entered already: it is not changed." },
  "answer-early": { status: 409, zh: "办件作出决定以后才能评价。", en: "A case is judged once it is decided." },
  "answered-already": { status: 409, zh: "这件办件已经评价过，每件只能评价一次。", en: "This case was judged already: each is judged once." },
} as const satisfies Readonly<Record<string, RefusalRow>>;
