import type { RefusalRow } from "./row.js";

/** The concierge service for investors. */
export const CONCIERGE = {
  "concierge-office": { status: 422, zh: "“{actor}”不是在任的帮办代办员。", en: "“{actor}” holds no office of a concierge." },
  "concierge-in-pool": { status: 409, zh: "“{actor}”已经在人员库中。", en: "“{actor}” stands in the pool already." },
  "concierge-changed": { status: 412, zh: "该条目已由他人改动（第{version}版），请核对后重新办理。", en: "Somebody changed this entry meanwhile (version {version}): look at it again." },
  "concierge-not-there": { status: 422, zh: "“{name}”{presence}，请另选一位。", en: "“{name}” is {presenceEn}: choose somebody else." },
  "concierge-unchosen": { status: 409, zh: "请先由投资者选定帮办代办员：中心只能推荐，不能指定。", en: "The investor chooses a concierge first: the centre may propose one and assigns none." },
  "concierge-chosen-already": { status: 409, zh: "项目的帮办代办员已经是“{name}”。", en: "“{name}” is the project’s concierge already." },
  "photo-kind": { status: 415, zh: "照片须为 PNG 或者 JPEG 图像。", en: "A photograph is a PNG or JPEG picture." },
  "request-state": { status: 409, zh: "诉求状态为“{state}”，不能办理这一步。", en: "The request is {stateEn}: this cannot be done now." },
  "request-top-level": { status: 409, zh: "已经在最高一级（{level}）协调。", en: "It is at the highest level already ({levelEn})." },
  "request-step-of-others": { status: 403, zh: "这一步由其他岗位办理；提请市领导协调由中心办理。", en: "Others take this step; the centre alone brings a request to the city’s leaders." },
  "stage-passed-over": { status: 422, zh: "项目现为“{from}”阶段，不能直接转为“{to}”。", en: "The project is at the stage of {fromEn}: it does not come to {toEn} from there." },
} as const satisfies Record<string, RefusalRow>;
