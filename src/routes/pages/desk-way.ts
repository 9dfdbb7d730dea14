import { ownerOf } from "../../tenders/owner.js";
import type { Tender } from "../../tenders/queries.js";
import type { DeskFormView } from "../../web/pages/desk.js";
import { wayView, type WayView } from "../views/way.js";
import { say } from "./acts.js";
import { button } from "./buttons.js";
import { formPage, readPage, type Desk } from "./desk-forms.js";
import { refusedPage } from "./site.js";
import { changeFields } from "./way-acts.js";

type Row = { readonly label: string; readonly text: string };
type Language = Desk["page"]["language"];

/** What experts found of a lot that ended for too few, the form for it, and then the form for the way that was allowed. */
export async function wayForm(desk: Desk, tender: Tender, lot: string, back: DeskFormView["back"]): Promise<Response> {
  const { language } = desk.page;
  const seen = await wayView(desk.site.world, desk.actor, { tenderId: tender.id, lot });
  if (!seen.ok) return refusedPage(desk.c, desk.site, seen.refusal, back.href);
  const place = { tender: tender.id, lot };
  const owner = ownerOf(tender);
  const { finding, change, otherWays } = seen.value;
  const title = say(language, "论证意见和采购方式变更", "Finding on the documents and change of way");
  if (finding === null) return formPage(desk, { act: "way", place, owner, back, title, lead: say(language, "投标人或者实质性响应的投标人不足，需要采用其他采购方式的，先由评标委员会或者三名以上评审专家论证招标文件有无不合理条款、招标程序是否符合规定（87号令第四十三条、74号令第二十八条）。采购人、采购代理机构的人员不得作为专家。重新招标不以此为前提。", "Where too few suppliers came and another way is wanted, the committee or three experts first find whether the documents hold unreasonable clauses and the procedure was lawful (Order 87, art. 43; Order 74, art. 28). Nobody of the purchaser or its agency may be one of them. A new tender does not wait for it.") });
  const rows = [...findingRows(seen.value, language), ...changeRows(seen.value, language)];
  const mayChange = finding.documentsReasonable && finding.procedureLawful && change === null;
  const lead = finding.documentsReasonable && finding.procedureLawful
    ? say(language, "论证认为招标文件没有不合理条款、招标程序符合规定：报财政部门批准后可以采用其他采购方式，也可以重新招标。", "Nothing was found wrong: with the finance department’s leave another way may be taken, or the lot tendered again.")
    : say(language, "论证认为应当改正：改正后依法重新招标，不得变更采购方式（87号令第四十三条第一项）。", "Something is to be put right: then it is tendered again, and no other way may be taken (Order 87, art. 43(1)).");
  return readPage(desk, { title, back, lead, rows, action: mayChange ? button(desk.drawing, "way-change", place, { fields: changeFields(language, otherWays), owner }) : null });
}

/** A finding in rows, as it is read at the desk and before a tender is made again. */
export function findingRows({ finding }: Pick<WayView, "finding">, language: Language): Row[] {
  if (finding === null) return [];
  return [
    { label: say(language, "招标文件", "Documents"), text: finding.documentsReasonable ? say(language, "没有不合理条款", "no unreasonable clause") : say(language, "存在不合理条款", "unreasonable clauses") },
    { label: say(language, "招标公告、时间等程序", "Notice, times and procedure"), text: finding.procedureLawful ? say(language, "符合规定", "as the rules ask") : say(language, "不符合规定", "not as the rules ask") },
    { label: say(language, "论证意见", "Finding"), text: finding.finding }, { label: say(language, "供应商质疑及处理", "Challenges"), text: finding.questioned },
    { label: say(language, "评审专家", "Experts"), text: finding.reviewers.map(({ name, office, post }) => `${name}（${office}，${post}）`).join("\n") }, { label: say(language, "登记时间", "Recorded"), text: finding.foundAt },
  ];
}

const changeRows = ({ change, otherWays }: WayView, language: Language): Row[] => (change === null ? [] : [
  { label: say(language, "批准采用的采购方式", "Way that was allowed"), text: otherWays[change.way]?.[language] ?? change.way }, { label: say(language, "财政部门批准文件", "Approval"), text: change.approval },
]);
