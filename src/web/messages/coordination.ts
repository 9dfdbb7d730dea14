import type { Language } from "../context.js";

/** The words of meetings, one-time notices and appraisals of the concierge service. */
const zh = {
  title: "协调会议和现场答疑", lead: "定期协调会议、分级协调会议和对投资者的现场答疑会；议定事项落实到单位、责任人和时限。", meeting: "会议", kind: "类型", when: "时间", place: "地点", level: "协调层级", project: "投资项目编号（定期会议不填）", state: "状态", called: "已通知", held: "已召开", none: "还没有会议。",
  call: "召开会议", callLead: "现场答疑会须写明投资项目；受邀单位的经办人、投资者和帮办代办员收到通知，中介机构由中心电话通知。", meetingTitle: "会议名称", meetsAt: "时间（北京时间）", units: "参加单位", intermediaries: "参加的中介机构", guests: "受邀单位和中介机构", came: "到会", notCame: "未到会", invited: "已邀请",
  record: "写会议记录", minutes: "会议记录", whoCame: "到会的", decisions: "议定事项", decision: (at: number) => `议定事项 ${String(at)}`, what: "事项", unit: "责任单位", owner: "责任人", dueOn: "办结时限", noUnit: "（不填）", done: "已落实", complete: "登记落实情况", completeText: "落实情况", light: "亮灯",
  toldOnce: "一次性告知单", toldOnceLead: "按窗口（单位）列明全部事项的条件、材料、程序、时限和收费，一次告知；盖章版本可以下载核验。", issue: "生成本单位告知单", issueMeeting: "生成现场答疑告知单", items: "告知的事项", pdf: "下载（PDF）", issued: "生成时间", number: "编号", noPapers: "还没有生成告知单。",
  register: "登记中介机构", uscc: "统一社会信用代码", name: "名称", services: "服务内容", contact: "联系人", phone: "电话", active: "可以邀请", ended: "停止邀请", end: "停止邀请", again: "恢复邀请",
  appraisals: "督办考核", appraisalsLead: "考核依据服务档案自动汇总：按期率和满意率中较低的一项达到优秀线且没有被督办的为优秀；低于称职线的为不称职，必须追究责任。", appraise: "考核", from: "自", until: "至", words: "考核意见", measure: "责任追究（不称职必填）", noMeasure: "（不追究）", grade: "等次", period: "考核期", concierge: "帮办代办员", noAppraisals: "还没有考核。",
  projects: "服务项目", solved: "办结", notes: "跟踪服务", inTime: "按期", satisfied: "满意", supervised: "被督办", supervise: "督办", superviseText: "督办意见", back: "帮办代办工作台",
};

const en: typeof zh = {
  title: "Meetings and answers on the spot", lead: "Periodic meetings, meetings at each level, and meetings that answer an investor on the spot. What is decided has a unit, a person and a day.", meeting: "Meeting", kind: "Kind", when: "At", place: "Place", level: "Level", project: "Number of the project (none: a periodic meeting)", state: "State", called: "called", held: "held", none: "No meeting yet.",
  call: "Call a meeting", callLead: "One that answers an investor names his project. Officers of the units, the investor and the concierge are told; intermediaries are told by telephone.", meetingTitle: "Name of the meeting", meetsAt: "At (Beijing time)", units: "Units", intermediaries: "Intermediaries", guests: "Who is invited", came: "came", notCame: "did not come", invited: "invited",
  record: "Write the minutes", minutes: "Minutes", whoCame: "Who came", decisions: "Decisions", decision: (at) => `Decision ${String(at)}`, what: "What", unit: "Unit", owner: "Owner", dueOn: "Due", noUnit: "(none)", done: "carried out", complete: "Say how it was carried out", completeText: "How it was carried out", light: "Light",
  toldOnce: "One-time notices", toldOnceLead: "All items of a window (unit) with conditions, materials, steps, limits and fees, told in one go; the sealed paper can be fetched and verified.", issue: "Seal the unit’s notice", issueMeeting: "Seal the meeting’s notice", items: "Items to tell", pdf: "Fetch (PDF)", issued: "Sealed", number: "Number", noPapers: "No notice was sealed yet.",
  register: "Register an intermediary", uscc: "Credit code", name: "Name", services: "Services", contact: "Contact", phone: "Telephone", active: "can be invited", ended: "not invited any more", end: "Invite no more", again: "Invite again",
  appraisals: "Supervision and appraisal", appraisalsLead: "Figures come from the files by themselves: the smaller of what was in time and who was satisfied decides; whoever was supervised is not excellent; whoever is deficient is held to account.", appraise: "Appraise", from: "From", until: "Until", words: "What is said", measure: "Measure (needed where deficient)", noMeasure: "(none)", grade: "Grade", period: "Period", concierge: "Concierge", noAppraisals: "No appraisal yet.",
  projects: "Projects", solved: "Solved", notes: "Followed up", inTime: "In time", satisfied: "Satisfied", supervised: "Supervised", supervise: "Have it looked into", superviseText: "What is said", back: "Desk of the concierge service",
};

export type CoordinationWords = typeof zh;
export const coordinationWords = (language: Language): CoordinationWords => (language === "zh" ? zh : en);
