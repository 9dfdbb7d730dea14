import type { Language } from "../context.js";

/** The words of the pages of joint cases. */
const zh = {
  title: "并联审批", lead: "一份表、一套材料、一次受理，各单位同时办理，一次送达。每件有一名终身负责人。", leadUnit: "牵头单位", promised: "整件承诺", before: "原来分头办理", days: (count: number) => `${String(count)}个工作日`, silenceAgrees: "成员单位逾期未答复：视为同意，并亮红灯记录", silenceHolds: "成员单位逾期未答复：不视为同意，亮红灯督办",
  members: "成员单位和事项", unit: "单位", item: "事项", stage: "阶段", within: "承诺", materials: "材料（每份只交一次）", material: "材料", usedBy: "共享给", formAsked: "一张表（信息只采集一次）", apply: "网上申请", again: "事项目录", alone: "要办多个事项？看并联审批",
  applicant: "申请人", phone: "联系电话", subject: "申请内容", save: "保存表格", filed: "核对并提交", choose: "选择文件", fileHint: "不超过64 MB，上传后先查病毒", upload: "上传", uploaded: "已上传", saved: "填写的内容保存在这里，换一台电脑也能接着填。", missing: "还缺",
  code: "办件查询码", state: "状态", officer: "终身负责人", received: "收件时间", tellBy: "告知补正期限", accepted: "受理日期", due: "办结期限", remaining: "剩余", overdue: (count: number) => `逾期${String(count)}个工作日`, standing: "特别程序期间不计时", used: "实际用时", mergedAt: "意见汇总时间", deliverBy: "送达期限", delivered: "送达时间", stageNow: "当前阶段", bill: "账单（一口收费）",
  opinion: "意见", limitDay: "期限", light: "灯", silentAt: "逾期记录", officers: "负责人和移交", name: "姓名", since: "自", why: "缘由", waiting: "待接收人确认", steps: "办理过程", step: "步骤", at: "时间", ledger: "期限怎样计算", day: "日期", nth: "计第几日", notCounted: "不计", reason: "说明",
  mine: "我的联办件", desk: "联办件", deskLead: "本单位牵头或者参加的联办件。成员单位在受理前一次提出需要补正的内容，受理后在承诺期限内提出意见。", none: "还没有联办件。", acts: "现在可以办理", about: "申请情况", needs: "各单位提出的补正内容", meetings: "并联审批会议", minutes: "纪要", present: "参加", tasks: "议定事项", done: "已办结", papers: "文书", noPapers: "还没有文书。",
  what: "问题", standard: "标准", remedy: "救济途径", agree: "同意", object: "不同意", words: "意见内容", document: "证照或者意见书编号", procedure: "程序", waitItems: "等待该程序的事项", expectedDays: "预计天数", conclusion: "结论", number: "纪要编号", heldOn: "会议日期", place: "地点", task: "议定事项", owner: "责任单位", taskDue: "完成期限",
  basis: "依据", how: "送达方式", window: "窗口", post: "邮寄", online: "网上", receivedBy: "签收人", to: "移交给", doneWords: "办理结果", partOf: "所属联办件", noAnswer: "—",
};

const en: typeof zh = {
  title: "Joint approval", lead: "One form, one set of materials, one acceptance; all units work at once, everything is delivered together. One officer answers for each case, for life.", leadUnit: "Lead", promised: "Promised for the whole", before: "Applied for one by one it took", days: (count) => `${String(count)} working days`, silenceAgrees: "A unit silent past its time is taken for consenting, and a red light is kept", silenceHolds: "A unit silent past its time does not consent: red light, supervision",
  members: "Units and items", unit: "Unit", item: "Item", stage: "Stage", within: "Within", materials: "Materials, each handed in once", material: "Material", usedBy: "Shared with", formAsked: "One form: everything is asked once", apply: "Apply", again: "Items", alone: "Several items at once? See joint approval",
  applicant: "Applicant", phone: "Telephone", subject: "What for", save: "Save the form", filed: "Check and file", choose: "Choose a file", fileHint: "up to 64 MB; scanned for viruses", upload: "Upload", uploaded: "uploaded", saved: "What you fill in is kept here: go on from any machine.", missing: "Still missing",
  code: "Query code", state: "State", officer: "Answers for it, for life", received: "Received", tellBy: "Corrections are told by", accepted: "Accepted on", due: "Due on", remaining: "Left", overdue: (count) => `${String(count)} working days overdue`, standing: "time stands still for a special procedure", used: "It took", mergedAt: "Opinions merged", deliverBy: "To be delivered by", delivered: "Delivered", stageNow: "Stage in hand", bill: "The one bill",
  opinion: "Opinion", limitDay: "Due", light: "Light", silentAt: "Silent, noted", officers: "Who answers, and hand-overs", name: "Name", since: "Since", why: "Why", waiting: "to be confirmed", steps: "What was done", step: "Step", at: "At", ledger: "How the days count", day: "Day", nth: "Counted as", notCounted: "no", reason: "Why",
  mine: "My joint cases", desk: "Joint cases", deskLead: "Joint cases your unit leads or is a member of. Before acceptance each unit says at once what it needs corrected; afterwards it gives its opinion within the days it promised.", none: "No joint cases yet.", acts: "What can be done now", about: "About", needs: "What units need corrected", meetings: "Joint meetings", minutes: "Minutes", present: "Present", tasks: "Decisions", done: "done", papers: "Papers", noPapers: "No papers yet.",
  what: "What is wrong", standard: "Standard", remedy: "Remedy", agree: "agree", object: "object", words: "Opinion in words", document: "Number of the licence or opinion", procedure: "Procedure", waitItems: "Items that wait for it", expectedDays: "Days expected", conclusion: "What it came to", number: "Number of the minutes", heldOn: "Held on", place: "Place", task: "Decision", owner: "Who does it", taskDue: "By",
  basis: "Basis", how: "How", window: "at the window", post: "by post", online: "online", receivedBy: "Received by", to: "Hand over to", doneWords: "What was done", partOf: "Part of joint case", noAnswer: "—",
};

export type JointWords = typeof zh;
export const jointWords = (language: Language): JointWords => ({ zh, en })[language];
