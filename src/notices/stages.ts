import type { NoticeType } from "./record.js";

/** The stages under which a trade's documents are published, in the order of its life; readers know the words from the national platform. */
export type NoticeStage = "plan" | "notice" | "change" | "opening" | "candidates" | "result" | "ended" | "contract";

export const NOTICE_STAGES: Readonly<Record<NoticeStage, { readonly zh: string; readonly en: string }>> = {
  plan: { zh: "计划与意向", en: "Plans" },
  notice: { zh: "交易公告", en: "Notices" },
  change: { zh: "澄清与变更", en: "Changes" },
  opening: { zh: "开标记录", en: "Openings" },
  candidates: { zh: "候选人公示", en: "Candidates" },
  result: { zh: "交易结果", en: "Results" },
  ended: { zh: "流标与终止", en: "Failed or ended" },
  contract: { zh: "合同与履约", en: "Contracts" },
};

/** The stage of each kind of document; null for letters and reports, which are not for everybody. */
export const STAGE_OF: Readonly<Record<NoticeType, NoticeStage | null>> = {
  "tender-notice": "notice", "clarification": "change", "opening-record": "opening", "evaluation-report": null, "candidates": "candidates",
  "award-notice": "result", "procurement-result": "result", "award-letter": null, "result-letter": null, "failure-notice": "ended", "contract-notice": "contract", "objection-reply": null, "plan": "plan",
  "prequal-notice": "notice", "prequal-result": null, "invitation": null, "draw-record": null, "site-record": null, "sale-notice": "notice", "sale-end": "ended", "auction-record": "opening", "sale-confirmation": null, "sale-result": "result",
};

export const isStage = (text: string): text is NoticeStage => Object.hasOwn(NOTICE_STAGES, text);
export const isNoticeType = (text: string): text is NoticeType => Object.hasOwn(STAGE_OF, text);

/** The kinds of document of some stages. */
export const typesIn = (stages: readonly NoticeStage[]): NoticeType[] =>
  Object.entries(STAGE_OF).flatMap(([type, stage]) => (stage !== null && stages.includes(stage) ? [type as NoticeType] : []));

/** The stages that documents of these kinds are published under, in the order of a trade's life. */
export const stagesOf = (types: readonly NoticeType[]): NoticeStage[] =>
  Object.keys(NOTICE_STAGES).filter(isStage).filter((stage) => types.some((type) => STAGE_OF[type] === stage));
