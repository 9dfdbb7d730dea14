import type { RefusalRow } from "./row.js";

/** Units and windows of the service centre. */
export const CENTRE = {
  "unit-taken": { status: 409, zh: "单位编码“{unit}”或者统一社会信用代码“{uscc}”已经登记。", en: "A unit has the code “{unit}”, or the credit code “{uscc}”, already." },
  "unit-not-in-force": { status: 422, zh: "{on}没有编码为“{unit}”的有效单位。", en: "No unit with the code “{unit}” is in force on {on}." },
  "unit-parent": { status: 422, zh: "单位“{unit}”本身有上级单位；单位只分两级。", en: "The unit “{unit}” itself stands under another; there are two levels of units." },
  "unit-in-use": { status: 409, zh: "下级单位“{unit}”到那时尚未终止。", en: "“{unit}”, which stands under it, has not ended by then." },
  "unit-office": { status: 422, zh: "“{unit}”不设这一岗位；该岗位设在：{kinds}。", en: "“{unit}” has no such office; it belongs to a {kindsEn}." },
  "window-taken": { status: 409, zh: "{number}号窗口在这一期间已经启用。", en: "Window {number} is open in these days already." },
  "ended-already": { status: 409, zh: "已经定为{until}终止。", en: "It ends on {until} already." },
  "ends-before-it-begins": { status: 422, zh: "终止日早于启用日{from}。", en: "It cannot end before it begins, on {from}." },
} as const satisfies Record<string, RefusalRow>;
