import type { Language } from "../context.js";

/** The words of the pages of the one centre: its parts, people, halls and rules. */
const zh = {
  title: "政务服务中心", lead: "一个中心：行政审批、投诉受理、招投标交易、国库支付四个分中心同受一个班子领导，按同样的制度运行；区级中心同楼办公，单位和数字分别统计。",
  subCentres: "分中心", subCentre: "分中心", runBy: "承办单位", premises: "是否进驻", onSite: "在中心办公", offSite: "不在中心", place: "办公地点", head: "负责人", none: "暂无登记。",
  posts: "领导班子和监督员", post: "职务", holder: "任职人", since: "自", halls: "各大厅执行“四个统一”", hallsLead: "项目管理、办件管理、工作标准、收缴分离四项统一政策各有版本；只有四项都执行现行版本的大厅才算统一。", hall: "大厅",
  uniform: "全部大厅统一", notUniform: (count: number, of: number) => `尚未全部统一：${String(of)}个大厅中${String(count)}个统一`, isUniform: "统一", isNot: "不统一", verdict: "是否统一", current: (version: number) => `第${String(version)}版`, older: (taken: number, now: number) => `仍为第${String(taken)}版（现行第${String(now)}版）`, missing: "未执行", notIssued: "未颁布",
  figures: "窗口和单位", units: "进驻单位", windows: "窗口", independent: "独立窗口", composite: "综合窗口", byLevel: (city: number, district: number) => `市直 ${String(city)} 个，区直 ${String(district)} 个`, windowCount: (own: number, all: number) => `独立窗口 ${String(own)} 个，综合窗口 ${String(all)} 个`, allUnits: "单位和窗口一览",
  policies: "统一政策", regulations: "制度汇编", regulationsLead: "中心公布的工作制度、操作规程、管理办法，以及学习的法律法规。每一版都有签章文件，摘要记入公开日志；旧版保留。", rule: "名称", version: "版本", from: "施行日期", state: "状态", published: "公布时间", allRules: "制度汇编",
  text: "正文", versions: "各版本", file: "签章文件（PDF）", record: "记录（JSON）", hash: "记录摘要（SHA-256）", of: (count: number) => `${String(count)} 项`,
  unitsTitle: "单位和窗口", unitsLead: "市直和区直单位、下属单位，以及大厅里的独立窗口和综合窗口。综合窗口受理各单位的事项。", unit: "单位", code: "编码", level: "层级", parent: "上级单位", kinds: "性质", number: "窗口号", tasks: "办理内容", ended: "终止", open: "启用",
  deskTitle: "中心管理", deskLead: "分中心、大厅、任职、统一政策和制度。修改须本人签名；公布的制度和执行记录不能改动。", change: "登记和公布", take: "执行统一政策", takeLead: "由分中心负责人对本分中心的大厅逐项登记；登记的是现行版本。", catalogue: "单位、窗口和收费目录", publicPage: "对外公开的页面", own: "本分中心大厅",
  catalogueTitle: "单位、窗口和收费目录", catalogueLead: "单位、窗口的启用和终止，收费项目的每一个版本。", feeVersions: "收费项目各版本", item: "收费项目", standard: "标准", basis: "依据", catalogueFees: "收费目录",
};

const en: typeof zh = {
  title: "The service centre", lead: "One centre: approvals, complaints, the exchange and treasury payment stand under one leadership and work by the same rules. The district’s centre shares the building; its units and figures are counted apart.",
  subCentres: "Sub-centres", subCentre: "Sub-centre", runBy: "Run by", premises: "Premises", onSite: "at the centre", offSite: "elsewhere", place: "Where", head: "Head", none: "Nothing is entered yet.",
  posts: "Leadership and supervisors", post: "Post", holder: "Holder", since: "Since", halls: "The four unified policies, hall by hall", hallsLead: "Items, cases, work standards, and collection apart from payment each have one policy in versions. A hall is uniform only where it works by the version in force of all four.", hall: "Hall",
  uniform: "Every hall is uniform", notUniform: (count, of) => `Not every hall is uniform yet: ${String(count)} of ${String(of)} are`, isUniform: "uniform", isNot: "not uniform", verdict: "Uniform?", current: (version: number) => `version ${String(version)}`, older: (taken: number, now: number) => `still version ${String(taken)} (in force: ${String(now)})`, missing: "not taken up", notIssued: "not issued",
  figures: "Windows and units", units: "Units", windows: "Windows", independent: "Windows of one unit", composite: "Composite windows", byLevel: (city: number, district: number) => `${String(city)} of the city, ${String(district)} of the district`, windowCount: (own: number, all: number) => `${String(own)} of one unit, ${String(all)} composite`, allUnits: "All units and windows",
  policies: "Unified policies", regulations: "Rules of the centre", regulationsLead: "Working rules, operating procedures and systems of rules that the centre has published, and laws it studies. Each version is a sealed file whose hash is in the public log; earlier versions stay.", rule: "Title", version: "Version", from: "In force from", state: "State", published: "Published", allRules: "Rules of the centre",
  text: "Text", versions: "Versions", file: "Sealed file (PDF)", record: "Record (JSON)", hash: "Hash of the record (SHA-256)", of: (count: number) => String(count),
  unitsTitle: "Units and windows", unitsLead: "Units of city and district, those under them, and the windows in the halls. A composite window takes applications for all units.", unit: "Unit", code: "Code", level: "Level", parent: "Under", kinds: "What it is", number: "Window", tasks: "What it does", ended: "Ended", open: "Open",
  deskTitle: "The centre", deskLead: "Sub-centres, halls, posts, unified policies and rules. Changes are signed; what is published or taken up is never changed.", change: "Enter and publish", take: "Take up a policy", takeLead: "The head of a sub-centre enters it for each of its halls; what is taken up is the version in force.", catalogue: "Units, windows and the catalogue of fees", publicPage: "The public page", own: "Halls of your sub-centre",
  catalogueTitle: "Units, windows and the catalogue of fees", catalogueLead: "When units and windows stand, and every version of every fee item.", feeVersions: "Fee items in all versions", item: "Fee item", standard: "Standard", basis: "Basis", catalogueFees: "The catalogue of fees",
};

export type CentreWords = typeof zh;
export const centreWords = (language: Language): CentreWords => (language === "zh" ? zh : en);
