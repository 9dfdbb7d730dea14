import type { RefusalRow } from "./row.js";

/** Units, windows, sub-centres, posts and rules of the service centre. */
export const CENTRE = {
  "unit-taken": { status: 409, zh: "单位编码“{unit}”或者统一社会信用代码“{uscc}”已经登记。", en: "A unit has the code “{unit}”, or the credit code “{uscc}”, already." },
  "unit-not-in-force": { status: 422, zh: "{on}没有编码为“{unit}”的有效单位。", en: "No unit with the code “{unit}” is in force on {on}." },
  "unit-parent": { status: 422, zh: "单位“{unit}”本身有上级单位；单位只分两级。", en: "The unit “{unit}” itself stands under another; there are two levels of units." },
  "unit-in-use": { status: 409, zh: "下级单位“{unit}”到那时尚未终止。", en: "“{unit}”, which stands under it, has not ended by then." },
  "unit-office": { status: 422, zh: "“{unit}”不设这一岗位；该岗位设在：{kinds}。", en: "“{unit}” has no such office; it belongs to a {kindsEn}." },
  "window-taken": { status: 409, zh: "{number}号窗口在这一期间已经启用。", en: "Window {number} is open in these days already." },
  "sub-centre-taken": { status: 409, zh: "分中心“{subCentre}”的编码或者这一类分中心在这一期间已经登记。", en: "A sub-centre has the code “{subCentre}”, or is of this kind, in these days already." },
  "sub-centre-not-in-force": { status: 422, zh: "{on}没有编码为“{subCentre}”的有效分中心。", en: "No sub-centre “{subCentre}” is in force on {on}." },
  "hall-taken": { status: 409, zh: "大厅编码“{hall}”已经登记。", en: "A hall has the code “{hall}” already." },
  "hall-not-in-force": { status: 422, zh: "{on}没有编码为“{hall}”的有效大厅。", en: "No hall “{hall}” is in force on {on}." },
  "post-sub-centre": { status: 422, zh: "只有分中心负责人属于某个分中心；“{post}”填写不符。", en: "A sub-centre is named for its head and for nobody else: look at “{postEn}”." },
  "post-taken": { status: 409, zh: "这一期间已有{post}。", en: "There is a {postEn} in these days already." },
  "centre-part-in-use": { status: 409, zh: "“{part}”到那时尚未终止。", en: "“{part}”, which stands on it, has not ended by then." },
  "policy-code": { status: 422, zh: "统一政策只有四项（{codes}），其他制度不得使用这四个编码。", en: "There are four unified policies ({codesEn}); nothing else has their codes." },
  "policy-repealed": { status: 422, zh: "统一政策只能由新版本代替，不能废止。", en: "A unified policy is replaced by its next version, never repealed." },
  "policy-not-issued": { status: 409, zh: "统一政策“{policy}”尚未施行。", en: "The unified policy “{policy}” is not in force yet." },
  "policy-taken-up": { status: 409, zh: "“{hall}”已经执行第{version}版。", en: "“{hall}” works by version {version} already." },
  "regulation-kind": { status: 422, zh: "“{code}”是{kind}，新版本不能改变类别。", en: "“{code}” is a {kindEn}: its next version is one too." },
  "regulation-unknown": { status: 422, zh: "没有制度“{code}”，不能废止。", en: "There is no rule “{code}” to repeal." },
  "regulation-backdated": { status: 422, zh: "新版本不得早于今日（{today}）施行。", en: "No version begins before today ({today})." },
  "regulation-order": { status: 422, zh: "上一版本自{from}施行，新版本须在其后。", en: "The version before it begins on {from}: the next begins after it." },
  "ended-already": { status: 409, zh: "已经定为{until}终止。", en: "It ends on {until} already." },
  "ends-before-it-begins": { status: 422, zh: "终止日早于启用日{from}。", en: "It cannot end before it begins, on {from}." },
} as const satisfies Record<string, RefusalRow>;
