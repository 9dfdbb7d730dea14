import type { Language } from "./context.js";
import type { Field } from "./views.js";

/**
 * The fields of the desk's forms. Each list fills the body that the API takes for the same act (`bodyOf`): the names are the
 * body's own paths.
 */

const pick = (language: Language) => (zh: string, en: string): string => (language === "zh" ? zh : en);
type Pick = ReturnType<typeof pick>;

/** Registers a project: ProjectBody. @param areas the districts to choose from */
export function projectFields(language: Language, areas: readonly { readonly value: string; readonly label: string }[] = []): Field[] {
  const say = pick(language);
  return [
    { name: "name", label: say("项目名称", "Project name"), kind: "text", required: true },
    { name: "approval", label: say("审批、核准或备案文号", "Approval"), kind: "text", required: true },
    { name: "funds", label: say("资金来源及落实情况", "Funds"), kind: "text", required: true },
    { name: "investment", label: say("投资总额（使用预算资金的项目填写）", "Whole investment, of a project with budget money"), kind: "money" },
    { name: "budgetMoney", label: say("其中预算资金", "Budget money in it"), kind: "money", hint: say("预算资金 200 万元以上且占投资额 10% 以上的，属于必须招标的范围（16号令第二条）", "2,000,000 yuan or more that are a tenth of the investment put it in scope (Order 16, art. 2)") },
    { name: "area", label: say("项目所在地区", "Area"), kind: "select", options: [{ value: "", label: say("全市", "whole area") }, ...areas] },
  ];
}

const contact = (say: Pick, path: string, who: string): Field[] => [
  { name: `${path}.name`, label: `${who}：${say("单位", "office")}`, kind: "text", required: true, begins: true },
  { name: `${path}.person`, label: `${who}：${say("联系人", "person")}`, kind: "text", required: true },
  { name: `${path}.phone`, label: `${who}：${say("电话", "telephone")}`, kind: "text", required: true },
  { name: `${path}.address`, label: `${who}：${say("地址", "address")}`, kind: "text", required: true },
];

/** An office's contact by itself: ContactBody. */
export const contactFieldsOf = (language: Language, path: string, who: string): Field[] => contact(pick(language), path, who);

/** A clarification with its consequence (E3): ClarificationBody. @param lots to choose from; a tender of one lot needs no choice */
export function clarificationFields(language: Language, lots: readonly { readonly value: string; readonly label: string }[] = []): Field[] {
  const say = pick(language);
  const change = (row: number): Field[] => [
    { name: `changes.${String(row)}.what`, label: `${say("事项", "Subject")} ${String(row + 1)}`, kind: "text" },
    { name: `changes.${String(row)}.before`, label: `${say("修改前", "Before")} ${String(row + 1)}`, kind: "textarea" },
    { name: `changes.${String(row)}.after`, label: `${say("修改后", "After")} ${String(row + 1)}`, kind: "textarea" },
  ];
  return [
    ...[0, 1, 2].flatMap(change),
    { name: "withDocuments", label: say("附上待替换的文件", "With the documents that wait"), kind: "checkbox", hint: say("在本项目页“招标文件”里上传的替换文件一并生效，公告列明逐行差异", "files added on the tender’s page come into force, with their differences line by line") },
    { name: "withAnswers", label: say("附上已拟的答复", "With the answers in hand"), kind: "checkbox", hint: say("提问和答复一并公告，不写明提问单位", "questions and answers go out together, without who asked") },
    { name: "mayAffectBid", label: say("可能影响投标文件编制", "May affect the bids"), kind: "checkbox", hint: say("可能影响的，距投标截止不足 15 日须顺延（条例第二十一条）", "then 15 days must remain, or the deadline moves") },
    { name: "newDeadline", label: say("新的投标截止时间", "New deadline"), kind: "time" },
    { name: "reconfirm", label: say("已递交的投标须确认或者更换", "Lodged bids must be confirmed or replaced"), kind: "checkbox", hint: say("勾选后，截止前既未确认也未更换的投标视为撤回，不予开启；须同时勾选“可能影响投标文件编制”。不勾选的，已递交的投标继续有效", "a bid neither confirmed nor replaced by the deadline is then deemed withdrawn; otherwise lodged bids stay good") },
    { name: "lots", label: say("所涉标段", "Lots it is about"), kind: "checkboxes", options: lots, hint: say("都不选：因故障未能截标的标段；没有这样的标段时，全部仍在接收投标的标段", "none chosen: the lots that an outage shut, else all that still take bids") },
  ];
}

/** A recorded guarantee, entered by the cashier. */
export function guaranteeFields(language: Language): Field[] {
  const say = pick(language);
  return [
    { name: "bidder", label: say("投标人统一社会信用代码", "Bidder’s credit code"), kind: "text", required: true },
    { name: "kind", label: say("形式", "Kind"), kind: "select", required: true, options: [{ value: "letter", label: say("银行保函", "Bank guarantee") }, { value: "insurance", label: say("保证保险", "Bond insurance") }, { value: "transfer", label: say("转账", "Transfer") }] },
    { name: "amount", label: say("金额", "Amount"), kind: "money", required: true },
    { name: "validUntil", label: say("有效期至", "Valid until"), kind: "date", required: true },
  ];
}
