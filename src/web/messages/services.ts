import type { Language } from "../context.js";

/** The words of the guide to items. */
const zh = {
  nav: "办事指南", title: "政务服务事项", lead: "每个事项写明名称、依据、条件、材料、程序、时限、收费，以及办理结果和投诉渠道，一项不缺。事项按版本发布，每个版本写入公开日志。", count: (count: number) => `共 ${String(count)} 项`,
  theme: "主题", people: "个人办事：您来办什么", business: "企业办事：您来办什么", byUnit: "按单位找", units: (count: number) => `${String(count)} 个单位`, pages: "分页", previous: "上一页", next: "下一页", pageOf: (nth: number, pages: number) => `第 ${String(nth)} 页，共 ${String(pages)} 页`,
  search: "查找", q: "关键词", qHint: "名称、材料、依据等任意内容", unit: "单位", kind: "事项类型", caseType: "办件类型", all: "全部", none: "没有符合条件的事项。", list: "事项清单：", feed: "全部事项（JSON，114、12345 等可直接引用）",
  rate: "应进已进率", rateLead: "应进已进率＝已进厅办理的事项数 ÷ 单位签署三进中心确认书的应进事项数，按当天实时计算；经答复退出和依法取消的不再计入。", group: "类别", isIn: "已进", due: "应进", percent: "应进已进率", notAny: "无应进事项",
  item: "事项", limit: "承诺时限", fee: "收费", window: "窗口", free: "不收费", windowNo: (number: number) => `${String(number)}号窗口`, onSite: "现场申报点", sameDay: "当日办结", days: (days: number) => `${String(days)}个工作日`, legalDays: "法定时限", state: "状态", handling: "办理方式", level: "审批层级",
  basis: "设定依据", conditions: "办理条件", materials: "申请材料", material: "材料", form: "形式", copies: "份数", needed: "是否必需", always: "必需", when: "有条件", sample: "样本", noSample: "无", download: "下载样本", steps: "办理程序", limits: "办理时限", limitRule: (rule: string) => `法定时限不超过规则 ${rule}；从受理次日起算，听证、检测、专家评审等依法不计入的时间书面告知。`,
  fees: "收费标准和依据", feeItem: "收费项目", standard: "标准", feeBasis: "依据", results: "办理结果", complaints: "投诉渠道", people: "由谁负责", handler: "窗口办件人员", leader: "窗口管事领导", versions: "历次版本", version: "版本", from: "施行", changed: "有什么变化", first: "首次登记", nothing: "文字以外没有变化", shown: "本页显示",
  old: (version: number) => `这是第 ${String(version)} 版，不是今天有效的版本。此前受理的申请仍按受理时的版本办理。`, ahead: (day: string) => `本版本自${day}起施行。`, now: "查看今天有效的版本", gone: (day: string) => `本事项的最后办理日为${day}。此前受理的申请按受理时的版本办完。`, json: "本事项全部版本（JSON）", qr: "扫码在手机上打开本指南", hash: "版本摘要（SHA-256，见公开日志）", print: "打印：用浏览器的打印功能，或者下载签章 PDF 清单。",
  fields: { zh: "名称", en: "英文名称", unit: "单位", kind: "事项类型", caseType: "办件类型", legalBasis: "设定依据", conditions: "办理条件", materials: "申请材料", steps: "办理程序", statutoryLimitWD: "法定时限", promisedLimitWD: "承诺时限", feeItems: "收费", results: "办理结果", complaintChannel: "投诉渠道", window: "窗口", handling: "办理方式", level: "审批层级", handler: "窗口办件人员", leader: "窗口管事领导" },
};

const en: typeof zh = {
  nav: "Services", title: "Services of the centre", lead: "Of every item: name, basis, conditions, materials, steps, limits and fees, its results and whom to complain to; none is missing. Items are published in versions, each of them in the public log. Their text is Chinese.", count: (count) => (count === 1 ? "1 item" : `${String(count)} items`),
  theme: "What for", people: "For people: what do you come for", business: "For business: what do you come for", byUnit: "By unit", units: (count) => `${String(count)} units`, pages: "Pages", previous: "Previous page", next: "Next page", pageOf: (nth, pages) => `Page ${String(nth)} of ${String(pages)}`,
  search: "Search", q: "Words", qHint: "of a name, a material, a law: anything in a guide", unit: "Unit", kind: "Kind", caseType: "How it is done", all: "all", none: "No item fits.", list: "List of items:", feed: "All items (JSON, for hotlines and programs)",
  rate: "Share of items in the hall", rateLead: "Share = items dealt with in the hall ÷ items that are due in it by their units’ confirmations, as of today; what left by an answer or was abolished by law is not due.", group: "Group", isIn: "In", due: "Due", percent: "Share", notAny: "none due",
  item: "Item", limit: "Promised", fee: "Fees", window: "Window", free: "free of charge", windowNo: (number) => `window ${String(number)}`, onSite: "on site", sameDay: "the same day", days: (days) => (days === 1 ? "1 working day" : `${String(days)} working days`), legalDays: "Statutory limit", state: "State", handling: "Handled", level: "Decided at",
  basis: "Basis", conditions: "Conditions", materials: "Materials", material: "Material", form: "Form", copies: "Copies", needed: "Needed", always: "always", when: "on a condition", sample: "Sample", noSample: "none", download: "Download", steps: "Steps", limits: "Limits", limitRule: (rule) => `The statutory limit is within rule ${rule}; it runs from the day after acceptance. Hearings, tests and expert reviews do not count by law, and are told in writing.`,
  fees: "Fees and their basis", feeItem: "Fee", standard: "Standard", feeBasis: "Basis", results: "Results", complaints: "Whom to complain to", people: "Who answers for it", handler: "At the window", leader: "Responsible leader", versions: "Versions", version: "Version", from: "From", changed: "What changed", first: "first entered", nothing: "nothing but words", shown: "shown here",
  old: (version) => `This is version ${String(version)}, not the one in force today. What was accepted under it is decided by it.`, ahead: (day) => `This version is in force from ${day}.`, now: "See the version in force today", gone: (day) => `This item is dealt with until ${day}. What was accepted before is decided by the version it was accepted under.`, json: "Every version of this item (JSON)", qr: "Opens this guide on a phone", hash: "Hash of the version (SHA-256, in the public log)", print: "To print, use your browser or the sealed PDF of the list.",
  fields: { zh: "name", en: "English name", unit: "unit", kind: "kind", caseType: "how it is done", legalBasis: "basis", conditions: "conditions", materials: "materials", steps: "steps", statutoryLimitWD: "statutory limit", promisedLimitWD: "promised limit", feeItems: "fees", results: "results", complaintChannel: "whom to complain to", window: "window", handling: "where it is handled", level: "level", handler: "handler", leader: "leader" },
};

export type ServiceWords = typeof zh;
const WORDS: Readonly<Record<Language, ServiceWords>> = { zh, en };
export const serviceWords = (language: Language): ServiceWords => WORDS[language];
