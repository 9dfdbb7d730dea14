import type { RefusalRow } from "./row.js";

const LIMITS = { zh: "行政许可法第四十二条、第四十三条", en: "Administrative Licence Law, arts. 42 and 43" } as const;

/** The registry of items. */
export const ITEMS = {
  "unit-has-no-items": { status: 422, zh: "“{unit}”不是审批服务单位，不能登记事项。", en: "“{unit}” is no unit with items: it registers none." },
  "item-code": { status: 422, zh: "新事项的编码须以本单位编码“{unit}”开头。", en: "The code of a new item begins with its unit’s own, “{unit}”." },
  "item-backdated": { status: 422, zh: "事项的施行日期不能早于今天（{today}）。", en: "An item is not put in force before today, {today}." },
  "item-version-order": { status: 422, zh: "新版本须在上一版本施行日期{from}之后施行。", en: "A version begins after the one it follows, of {from}." },
  "item-limit-statutory": { status: 422, zh: "法定时限{days}个工作日超过规则{rule}规定的{max}个工作日。", en: "A statutory limit of {days} working days is above the {max} of rule {rule}.", law: LIMITS },
  "item-limit-immediate": { status: 422, zh: "即办件当日办结，承诺时限为0；其他办件类型须承诺1个工作日以上。填写的是{caseType}、{days}个工作日。", en: "What is done at once has a promised limit of 0, anything else of one working day at least; given: {caseTypeEn}, {days}." },
  "item-limit-promised": { status: 422, zh: "承诺时限{promised}个工作日不能长于法定时限{statutory}个工作日。", en: "A promised limit of {promised} working days is above the statutory one of {statutory}.", law: LIMITS },
  "item-level": { status: 422, zh: "{caseType}不能定为第{level}级审批：即办件为一级，联办件为四级，其他为二级以上。", en: "A case {caseTypeEn} is not decided at level {level}: at once means level 1, several units level 4, anything else level 2 or above." },
  "item-material-twice": { status: 422, zh: "材料编号“{material}”出现了两次。", en: "The material “{material}” stands twice." },
  "item-charges-nothing": { status: 422, zh: "收费事项“{item}”没有收费项目。", en: "“{item}” is a fee and charges nothing." },
  "item-without-window": { status: 422, zh: "办理方式为“{handling}”的事项须有受理窗口。", en: "An item that is handled {handlingEn} has a window." },
  "item-window": { status: 422, zh: "{on}没有启用{number}号窗口。", en: "Window {number} is not open on {on}." },
  "item-not-in-hall": { status: 409, zh: "事项“{item}”尚未进厅。", en: "“{item}” is not in the hall." },
  "item-exit-order": { status: 409, zh: "现在不能办理“{step}”：下一步是“{next}”。六个步骤不能跳过，答复单位之前事项不离开中心。", en: "“{stepEn}” is not the next step; “{nextEn}” is. None of the six is skipped, and nothing leaves the hall before the answer." },
  "item-study-ahead": { status: 422, zh: "对接研究的日期不能晚于今天（{today}）。", en: "A study was not held after today, {today}." },
  "item-handling-named": { status: 422, zh: "调整办理方式的须写明新的办理方式，其他结果不写。", en: "Another way of handling is named where the way changes, and only there." },
  "item-handling-same": { status: 422, zh: "事项现在就是{handling}。", en: "The item is handled {handlingEn} already." },
  "item-file-missing": { status: 422, zh: "本事项没有摘要为{sha256}的文件，请先上传。", en: "No file with the hash {sha256} is kept of this item: bring it first." },
  "hand-over-section": { status: 422, zh: "没有统一的审批科室，不能登记整建制前移。", en: "A section that is not one cannot have moved whole." },
  "hand-over-seal": { status: 422, zh: "启用审批专用章的须登记启用文件，未启用的不登记。", en: "A seal in use has the paper that put it in use; without one there is none." },
  "item-sheet-columns": { status: 422, zh: "表格第一行须有这些列名：{columns}；一次最多1000行。", en: "The first line of the sheet names these columns: {columns}; 1000 lines at most." },
  "item-gone": { status: 409, zh: "事项“{item}”的最后办理日为{on}，不再登记新版本；重新进厅须另立事项。", en: "“{item}” is dealt with until {on} and has no further version; what comes into the hall again is a new item." },
  "item-own-draft": { status: 403, zh: "确认人不能是编制人。", en: "Whoever drafted an item does not confirm it." },
  "item-confirmed-already": { status: 409, zh: "事项“{item}”的这一稿单位已经确认。", en: "The unit has confirmed this draft of “{item}” already." },
  "item-unconfirmed": { status: 409, zh: "事项“{item}”尚未由单位签署三进中心确认书。", en: "The unit has not confirmed “{item}” yet." },
  "item-window-of-another": { status: 422, zh: "{number}号窗口是其他单位的窗口。", en: "Window {number} is another unit’s." },
} as const satisfies Record<string, RefusalRow>;
