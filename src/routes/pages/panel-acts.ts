import { GROUND_LISTS, type GroundList } from "../../bidding/rejection.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { oneLine } from "../../judging/method.js";
import { clarificationWords } from "../../web/messages/clarifications.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, say, textOf, type Act, type Place } from "./acts.js";
import { creditFields, creditsBody, offerFields, offersBody, priceFields, pricesBody, tieDrawBody, tieDrawFields, type BidChoice } from "./panel-inputs.js";

/** Rejection of one bid, on a ground of the list that counts for the method. */
export const rejectionFields = (language: Language, bids: readonly BidChoice[] = [], list: GroundList = "article-51"): Field[] => [
  { name: "bidder", label: say(language, "投标人", "Bidder"), kind: "select", required: true, options: bids },
  { name: "ground", ...GROUND_WORDS[list][language], kind: "select", required: true, options: Object.entries<{ readonly zh: string; readonly en: string }>(GROUND_LISTS[list]).map(([value, row]) => ({ value, label: row[language] })) },
  { name: "clause", label: say(language, "招标文件条款", "Clause of the documents"), kind: "text", required: true }, { name: "finding", label: say(language, "认定的事实", "What was found"), kind: "textarea", required: true },
];

const GROUND_WORDS: Readonly<Record<GroundList, Readonly<Record<Language, { readonly label: string }>>>> = {
  "article-51": { zh: { label: "否决情形（实施条例第五十一条）" }, en: { label: "Ground (Regulations, art. 51)" } },
  "article-63": { zh: { label: "无效投标情形（87号令第六十三条等）" }, en: { label: "Ground (Order 87, art. 63 and others)" } },
  "grant": { zh: { label: "否决情形（39号令等）" }, en: { label: "Ground (Order 39 and others)" } },
};

/** Whom the committee asks in writing, about what, and until when. */
export const askFields = (language: Language, bids: readonly BidChoice[] = []): Field[] => {
  const words = clarificationWords(language);
  return [
    { name: "bidder", label: words.bidder, kind: "select", required: true, options: bids }, { name: "kind", label: words.kind, kind: "select", required: true, options: Object.entries(words.kinds).map(([value, label]) => ({ value, label })) },
    { name: "question", label: words.question, kind: "textarea", required: true, rows: 3 }, { name: "until", label: words.until, kind: "time", required: true },
  ];
};

const lackingFields = (language: Language): Field[] => [{ name: "competitionLacking", label: say(language, "明显缺乏竞争的书面理由（有效投标仍有时填写）", "Why competition is plainly lacking"), kind: "textarea" }];

/** What the report says beside the numbers: matters before the contract (12号令 42). */
const remarkFields = (language: Language): Field[] => [
  { name: "beforeContract.heading", label: say(language, "签订合同前要处理的事项", "Before the contract"), kind: "heading", fold: { isOpen: false } },
  { name: "beforeContract", label: say(language, "要处理的事项", "Matters"), kind: "textarea", lines: true, rows: 3, hint: say(language, "每行一项；没有的留空", "one a line, or none") },
];

const remarksIn = (filled: Json): Readonly<Record<string, Json>> => ({ beforeContract: (filled as Readonly<Record<string, Json>>)["beforeContract"] ?? [] });

/** As many bids as the API takes inputs of. */
const ROWS_MAX = 500;
const ANYBODY: readonly BidChoice[] = Array.from({ length: ROWS_MAX }, () => ({ value: "", label: "" }));

const inputsApi = (place: Place): string => `${lotApi(place)}/evaluation-inputs`;

/** What the committee does beside its sheets, which are signed in the page. The forms of inputs differ by method; all are entered at one address. */
export const PANEL: Readonly<Record<string, Act>> = {
  "reject-bid": { action: "panel.reject", zh: "否决投标", en: "Reject a bid", method: "POST", api: (place) => `${lotApi(place)}/rejections`, fields: rejectionFields },
  "ask-bidder": {
    action: "panel.ask", zh: "书面要求投标人澄清", en: "Ask a bidder in writing", method: "POST", api: (place) => `${lotApi(place)}/panel/questions`, fields: askFields,
    body: (filled) => ({ ...(filled as Readonly<Record<string, Json>>), question: oneLine(textOf(filled, "question")) }), warning: { zh: clarificationWords("zh").lead, en: clarificationWords("en").lead },
  },
  "tie-draw": { action: "ties.draw", zh: "登记随机抽取结果", en: "Record the draw between equals", method: "POST", api: (place) => `${lotApi(place)}/tie-draw`, fields: (language) => tieDrawFields(language, ANYBODY), body: tieDrawBody,
    page: (place) => `${paths.deskTender(place.tender)}/${encodeURIComponent(place.lot)}/tie-draw`, then: (_, { tender }) => paths.deskTender(tender), warning: { zh: "抽取结果记入公开日志，不得重抽。", en: "The draw is logged and is not made again." } },
  "credits": { action: "panel.report", zh: "录入下浮率和信用得分", en: "Enter k and credit scores", method: "PUT", api: inputsApi, fields: (language) => creditFields(language, ANYBODY, { ks: [], draws: true }), body: creditsBody },
  "prices": { action: "panel.report", zh: "录入算术修正和评标价调整", en: "Enter corrections and adjustments", method: "PUT", api: inputsApi, fields: (language) => priceFields(language, ANYBODY, { clauses: [], draws: true }), body: pricesBody },
  "offers": { action: "panel.report", zh: "录入报价核对、企业类型和低价说明", en: "Enter prices, kinds of firm and explanations", method: "PUT", api: inputsApi, fields: (language) => offerFields(language, ANYBODY, null), body: offersBody },
  "evaluation-report": { action: "panel.report", zh: "提交评标报告", en: "Submit the report", method: "POST", api: (place) => `${lotApi(place)}/report`, fields: remarkFields, body: remarksIn, warning: { zh: "评标报告提交后，评分、排序和推荐的候选人即告固定。", en: "Scores, ranking and candidates are fixed." } },
  "reject-all": { action: "panel.report", zh: "否决全部投标", en: "Reject all bids", method: "POST", api: (place) => `${lotApi(place)}/rejection-of-all`, fields: (language) => [...lackingFields(language), ...remarkFields(language)], body: (filled) => ({ ...remarksIn(filled), competitionLacking: textOf(filled, "competitionLacking") || null }), warning: { zh: "否决全部投标后本标段流标。", en: "The lot fails." } },
};
