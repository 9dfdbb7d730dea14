import type { Result } from "../kernel/result.js";
import { column, compose, countedTime, fact, facts, link, list, money, note, paragraphs, section, table, text, time, yesNo, type Common } from "./blocks.js";
import type { NoticeRecord } from "./record.js";
import { filesTable, keysTable, lotFacts, officeRows, type TenderNoticeFacts } from "./tender-notice.js";

type Criterion = { readonly title: string; readonly full: string; readonly standard: string };

export type PrequalNoticeFacts = Omit<TenderNoticeFacts, "announced" | "evaluation" | "opening" | "siteVisit" | "questionsUntil"> & {
  /** What every applicant must meet, each with its clause. */
  readonly items: readonly { readonly clause: string; readonly title: string; readonly standard: string }[];
  /** 有限数量制: how many pass at most, and by which score; null where all who meet the items pass. */
  readonly limit: { readonly max: number; readonly criteria: readonly Criterion[] } | null;
  readonly requiredFiles: readonly string[];
};

const LAW = "《中华人民共和国招标投标法实施条例》第十五条至第十九条；《招标公告和公示信息发布管理办法》（国家发展改革委令第10号）第五条；《电子招标投标办法》（国家发展改革委等八部委令第20号）第十七条";

/** 资格预审公告 (E1). Law: 实施条例 15–19; 10号令 5; 20号令 17. */
export function prequalNotice(common: Common, given: PrequalNoticeFacts): Result<NoticeRecord> {
  const { buyer, agency } = common.words;
  return compose(common, { type: "prequal-notice", title: "资格预审公告", law: LAW, terms: given.terms, sections: [
    section("一、招标条件与项目概况", "1. The project", facts(
      fact("项目审批、核准或备案文件", "Approval", text(given.approval)),
      fact("招标内容", "Content", text(given.content)),
      fact(common.words.scale.zh, common.words.scale.en, text(given.scale)),
      fact(common.words.location.zh, common.words.location.en, text(given.place)),
      fact("资金来源及落实情况", "Source of funds", text(given.fundSource)),
      fact("招标方式", "Method", text(given.method)),
    )),
    section("二、招标范围", "2. Lots and scope", ...given.lots.map((each) => lotFacts(common, each))),
    section("三、申请人资格要求", "3. Qualification", list(given.qualification), facts(
      fact("是否接受联合体申请", "Consortium accepted", yesNo(given.consortium.accepted)),
      fact("联合体要求", "Terms for a consortium", text(given.consortium.terms)),
    )),
    section("四、资格预审的标准和方法", "4. How applications are judged", itemsTable(given.items), ...methodBlocks(given.limit)),
    section("五、资格预审文件的获取", "5. Prequalification documents", facts(
      fact("获取开始时间", "From", time(given.documents.from)),
      fact("获取截止时间", "Until", countedTime(common, given.documents.to, given.asked.documents)),
      fact("获取方式", "How", text(given.documents.way)),
      fact("售价", "Price", money(given.documents.price)),
      fact("对资格预审文件提出异议的截止时间", "Objections to the documents until", countedTime(common, given.objectionUntil, given.asked.objection)),
    ), filesTable("资格预审文件清单", given.documents.files)),
    section("六、资格预审申请文件的递交", "6. Applications", facts(
      fact("申请截止时间", "Deadline", countedTime(common, given.deadline, given.asked.deadline)),
      fact("递交方式", "How to submit", text(given.submission)),
      fact("申请文件应当包含的文件", "Files the application holds", text(given.requiredFiles.join("、"))),
    ), keysTable(given.parts), note("申请文件加密递交，与投标文件同样保管：截止后、开启之前，任何一方单独不能解密。申请人的名称和数量在开标之前不对外公布；审查结果以书面通知书同时发给全部申请人，通过的申请人名单不公开（招标投标法第二十二条）。")),
    section(`七、${buyer.zh}与${agency.zh}`, `7. ${buyer.en} and agency`, facts(...officeRows(buyer.zh, buyer.zh, buyer.en, given.tenderer)), given.agency === null
      ? facts(fact(agency.zh, "Agency", null))
      : facts(...officeRows(agency.zh, "代理机构", "Agency", given.agency))),
    section("八、电子交易平台", "8. Platform", facts(
      fact("平台名称", "Platform", text(given.platform.name)),
      fact("平台网址", "Address", link(given.platform.url)),
      fact("使用方法", "How to use it", text(given.platform.method)),
    )),
    section("九、其他依法应当载明的内容", "9. Other", ...given.other.length === 0 ? paragraphs(null) : [list(given.other)]),
    section("十、发布前检查", "10. Checked before publication", facts(fact("检查结果", "Result", text(given.check.tally))), ...given.check.findings.length === 0 ? [] : [list(given.check.findings)],
      note("检查由平台按公开的规则自动进行，每项规则及其依据见平台公布的检查清单；检查不代替招标人的判断和行政监督。")),
  ] });
}

const itemsTable = (items: PrequalNoticeFacts["items"]) => table("资格审查项目", [
  column("条款号", "Clause", 12), column("审查项目", "Item", 24), column("审查标准", "Standard", 64),
], items.map(({ clause, title, standard }) => [text(clause), text(title), text(standard)]));

const methodBlocks = (limit: PrequalNoticeFacts["limit"]) => (limit === null
  ? [facts(fact("审查方法", "Method", text("合格制：满足全部审查项目的申请人均通过资格预审。")))]
  : [
    facts(fact("审查方法", "Method", text(`有限数量制：满足全部审查项目的申请人按得分由高到低，通过的不超过${String(limit.max)}个；末位得分相同的一并通过。`))),
    table("评分因素", [column("评分因素", "Criterion", 26), column("满分", "Points", 12, "right"), column("评分标准", "Standard", 62)], limit.criteria.map(({ title, full, standard }) => [text(title), text(full), text(standard)])),
  ]);
