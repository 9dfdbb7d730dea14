import type { Language } from "../context.js";

/** The words of what happens on site: the door, links, notes, recordings, incidents. */
const zh = {
  door: "进出登记", doorLead: "成员以牌号登记，入座指定房间；通讯设备存入储物柜，离开时清空。无关人员不得进入评标现场（招标投标法第三十八条；87号令第六十六条），拒绝进入的也登记。", inside: "现在室内人员", nobody: "室内没有人。", as: "身份", who: "牌号或者姓名", locker: "储物柜", since: "进入时间", room: "房间", noLocker: "无",
  enter: "登记进入", comer: "来人", otherComer: "其他人员（不得进入，只作登记）", otherName: "其他人员的姓名、单位", reason: "事由（工作人员进入须填写）", devices: "携带通讯设备，存入储物柜", leave: "登记离开", emptied: "储物柜已清空", unknownSeat: "未排座位",
  links: "远程连接", linksLead: "连接中断期间评标暂停，不能签名提交评分表；恢复后预订的结束时间按暂停的时长顺延。", lost: "登记中断", restored: "登记恢复", linkReason: "原因", up: "连接正常", down: "中断", paused: "评标暂停：远程连接中断，自", pausedEnd: "起。",
  witness: "见证", note: "作见证记录", noteText: "看到的情况", recording: "登记录音录像", reference: "录音录像编号", from: "开始（北京时间）", until: "结束（北京时间）", sha256: "文件的 SHA-256（64 位）", keepRecording: (years: string, law: string) => `录音录像作为采购文件一并存档（87号令第三十九条），保存不少于 ${years} 年（${law}）。`, keepWithFile: "录音录像随本项目的交易档案一并保存。",
  seatedAt: (venue: string, room: string, seat: number | null) => `评标地点：${venue} ${room}${seat === null ? "，座位待排定" : `，${String(seat)} 号座位`}`, pausedNow: (time: string) => `远程连接中断，评标自 ${time} 起暂停：可以继续填写，恢复前不能签署评分表。`,
  incidents: "现场异常", noIncidents: "没有未处置的异常。", report: "报告异常", kind: "类别", text: "情况", handle: "处置", disposal: "如何处置", open: "未处置", reportedAt: "报告时间", onSite: "未处置的现场异常", issue: "出具现场见证记录", issued: "已出具的现场见证记录",
};

const en: typeof zh = {
  door: "The door", doorLead: "Members are known by their labels and go where they sit; devices lie in lockers, emptied before their holder leaves. Nobody without a part in it enters (Tendering and Bidding Law, art. 38; Order 87, art. 66); who is turned away is noted too.", inside: "Inside now", nobody: "Nobody is inside.", as: "As", who: "Label or name", locker: "Locker", since: "Since", room: "Room", noLocker: "none",
  enter: "Note who enters", comer: "Who comes", otherComer: "somebody else (not let in, noted alone)", otherName: "Name and unit of somebody else", reason: "What for; staff must say", devices: "Brings devices, which go into a locker", leave: "Note that he leaves", emptied: "The locker is emptied", unknownSeat: "no seat",
  links: "Links between venues", linksLead: "While a link is lost the evaluation is paused and no sheet is signed; once it is back the end of the booking moves by as long.", lost: "Note as lost", restored: "Note as restored", linkReason: "Why", up: "up", down: "lost", paused: "The evaluation is paused: a link has been lost since", pausedEnd: ".",
  witness: "Witnessing", note: "Write a note", noteText: "What was seen", recording: "Note a recording", reference: "Number of the recording", from: "From (Beijing time)", until: "Until (Beijing time)", sha256: "SHA-256 of the file, 64 digits", keepRecording: (years, law) => `Recordings belong to the procurement file (Order 87, art. 39), which is kept ${years} years at least (${law}).`, keepWithFile: "Recordings are kept with the file of the tender.",
  seatedAt: (venue, room, seat) => `You evaluate at ${venue}, ${room}${seat === null ? "; your seat is still to be given" : `, seat ${String(seat)}`}`, pausedNow: (time) => `A link is lost and the evaluation is paused since ${time}: go on typing, but no sheet is signed until it is back.`,
  incidents: "Incidents", noIncidents: "No incident waits.", report: "Report an incident", kind: "Kind", text: "What happened", handle: "Deal with it", disposal: "How it was dealt with", open: "open", reportedAt: "Reported", onSite: "Incidents on site that wait", issue: "Issue the record of the site", issued: "Records issued",
};

export type OnSiteWords = typeof zh;
export const onSiteWords = (language: Language): OnSiteWords => (language === "zh" ? zh : en);
