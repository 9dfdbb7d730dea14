import type { Language } from "../context.js";

/** The words of the list of organisations. */
const zh = {
  title: "登记主体", lead: "按名称中的字词，或者统一社会信用代码的开头几位查找；生僻字可以直接输入。", text: "名称或者信用代码", state: "状态", any: "全部", find: "查找", none: "没有找到。请减少字词，或者核对代码。", branchOf: "分支机构，所属单位", mergedInto: "已并入", version: (count: number) => (count === 0 ? "没有登记信息" : `登记信息第 ${String(count)} 版`), since: "登记时间", next: "下一页",
};

const en: typeof zh = {
  title: "Organisations", lead: "By words of a name, or by how a credit code begins; rare characters as they are.", text: "Name or credit code", state: "State", any: "all", find: "Find", none: "Nothing found. Use fewer words, or compare the code.", branchOf: "a branch of", mergedInto: "merged into", version: (count) => (count === 0 ? "no file" : `file version ${String(count)}`), since: "registered", next: "Next page",
};

export type OrganisationWords = typeof zh;
export const organisationWords = (language: Language): OrganisationWords => ({ zh, en })[language];
