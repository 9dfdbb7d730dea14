import type { Language } from "../context.js";

/** The words of the pages of experts' attendance and fees. */
const zh = {
  title: "评审专家出勤和劳务报酬", tariffs: "劳务报酬标准", tariffsLead: "国家没有规定数额：按本省（市）文件登记。登记后只增不改，按评标当日有效的最新一项计发。", noTariffs: "还没有登记标准。", enter: "登记标准",
  lines: "适用的交易分类", from: "施行日期", document: "文件名称和文号", article: "条款", halfDayMinutes: "半日的分钟数（含）", halfDayHint: "恰好这么多分钟仍算一个半日，多一分钟即开始下一个半日或者超时的第一个小时；不足的按一个半日。", halfDay: "每半日（元）", overHour: "半日之后每小时（元）", overHourHint: "留空：半日之后按半日计。", inVain: "到场未评审的补助（元）", travelMax: "每人差旅费上限（元）", forfeits: "不予支付的退出原因（法律规定的之外）", paysHalfDay: "半日", paysHour: "之后每小时", paysInVain: "到场未评审", paysTravel: "差旅上限", paysNothing: "不予支付",
  lots: "评标项目", noLots: "还没有评标结束的项目。", attendance: "出勤", starts: "预订的开始时间", ended: "评标结束", label: "成员", name: "姓名", outcome: "出勤", came: "到场", late: "迟到", minutes: "评审时间", source: "依据", minute: (count: number) => `${String(count)} 分钟`,
  fees: "劳务报酬发放表", payer: "支付人", by: "标准", basis: "计发依据", units: "计发单位", half: (count: number) => `${String(count)} 个半日`, hours: (count: number) => `另 ${String(count)} 小时`, fee: "劳务报酬", travel: "差旅费", sum: "合计", travelOf: (name: string) => `${name} 的差旅费（凭据，元）`,
  draft: "待审定。审定前按现有出勤记录和标准计算。", approved: "已审定，待支付", approveLead: "审定后不能修改。差旅费凭据填写，没有的留空。代扣税款不在本表计算。", hash: "发放表的 SHA-256", csvAttendance: "出勤（CSV）", csvFees: "发放表（CSV）", own: "我的出勤", noOwn: "还没有参加过已结束的评标。", project: "项目",
};

const en: typeof zh = {
  title: "Attendance and fees of experts", tariffs: "Tariffs", tariffsLead: "The country sets no amounts: enter what the paper of the province or city says. A tariff is never changed, only followed by another; the last one in force on the day of the evaluation counts.", noTariffs: "No tariff is entered yet.", enter: "Enter a tariff",
  lines: "Trading lines", from: "In force from", document: "Paper and its number", article: "Article", halfDayMinutes: "Minutes of a half day, inclusive", halfDayHint: "Exactly so many are one half day; one minute more begins the next half day, or the first further hour. Fewer count as one half day.", halfDay: "A half day, yuan", overHour: "Each hour after it, yuan", overHourHint: "Empty: more time counts by half days.", inVain: "For who came in vain, yuan", travelMax: "Bound of one journey, yuan", forfeits: "Grounds of leaving on which nothing is paid, beside those of the law", paysHalfDay: "Half day", paysHour: "Hour after", paysInVain: "In vain", paysTravel: "Journey, at most", paysNothing: "Nothing for",
  lots: "Evaluations", noLots: "No evaluation has ended yet.", attendance: "Attendance", starts: "Booked to begin", ended: "Evaluation ended", label: "Member", name: "Name", outcome: "Attendance", came: "Came", late: "Late", minutes: "Time worked", source: "Known by", minute: (count) => `${String(count)} min`,
  fees: "List of fees", payer: "Payer", by: "Tariff", basis: "Paid for", units: "Units", half: (count) => `${String(count)} half day(s)`, hours: (count) => `and ${String(count)} hour(s)`, fee: "Fee", travel: "Journey", sum: "Total", travelOf: (name) => `Journey of ${name}, by receipts, yuan`,
  draft: "Not approved yet: worked out from attendance and tariff as they are.", approved: "Approved, to be paid", approveLead: "It cannot be changed afterwards. Enter journeys by their receipts, or leave them empty. Tax withheld is not worked out here.", hash: "SHA-256 of the list", csvAttendance: "Attendance (CSV)", csvFees: "List (CSV)", own: "My attendance", noOwn: "No evaluation you took part in has ended yet.", project: "Tender",
};

export type AttendanceWords = typeof zh;
const WORDS: Readonly<Record<Language, AttendanceWords>> = { zh, en };
export const attendanceWords = (language: Language): AttendanceWords => WORDS[language];
