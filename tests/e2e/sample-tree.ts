import type { Tree } from "../../src/web/parts/tree.js";

export const sampleTree: Tree = { label: "总分", formula: "价格分 + 技术分 + 信用分", inputs: {}, rounding: null, value: "95.13", children: [
  { label: "价格分", formula: "60 − 偏差率 × 1", inputs: { 偏差率: "2.07" }, rounding: "四舍五入至 0.01", value: "57.93", children: [] },
  { label: "技术分", formula: "各评委得分的平均值", inputs: { 评委1: "28.00", 评委2: "28.40" }, rounding: null, value: "28.20", children: [] },
  { label: "信用分", formula: "按信用评价结果", inputs: {}, rounding: null, value: "9.00", children: [] }] };
