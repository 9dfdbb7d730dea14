import { ok, refuse, type Result } from "../kernel/result.js";

/** What can go wrong where a lot is opened or judged. */
export const INCIDENTS = {
  discipline: { zh: "违反评标纪律", en: "breach of discipline" },
  contact: { zh: "与外界联系、无关人员打扰", en: "contact with outside, strangers" },
  absence: { zh: "成员缺席、离场", en: "a member absent or gone" },
  equipment: { zh: "设备、网络、监控故障", en: "equipment, network or monitoring failed" },
  link: { zh: "远程连接中断", en: "link to a guest venue lost" },
  overrun: { zh: "超出预订时间", en: "longer than booked" },
  other: { zh: "其他", en: "other" },
} as const;
export type IncidentKind = keyof typeof INCIDENTS;

/** An incident is dealt with once, by somebody else than who reported it. */
export function checkDisposal({ handled, reportedBy }: { readonly handled: boolean; readonly reportedBy: string }, by: string): Result<true> {
  if (handled) return refuse("incident-handled");
  return by === reportedBy ? refuse("incident-own") : ok(true);
}
