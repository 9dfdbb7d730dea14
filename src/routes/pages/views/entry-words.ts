import { parseCanonical, type Json } from "../../../kernel/canonical-json.js";
import { parseMoney, yuan } from "../../../kernel/money.js";
import type { Language } from "../../../web/context.js";
import { pathsOf } from "../../../web/paths.js";

/** A leaf of the log as its JSON says it. */
export type Entry = Readonly<Record<string, Json>>;
/** What names a firm by its credit code; the code itself where nobody knows it. */
export type NameOf = (uscc: string) => string;

export const entryOf = (bytes: Uint8Array): Entry => parseCanonical(bytes) as Entry;
export const textIn = (entry: Entry, field: string): string => {
  const value = entry[field];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** The sum in an entry, as people read it. */
const amountIn = (entry: Entry): string => {
  const fen = parseMoney(entry["amount"]);
  return fen.ok ? yuan(fen.value) : "—";
};

type Say = (entry: Entry, name: NameOf) => { readonly zh: string; readonly en: string };

const both = (zh: string, en: string) => ({ zh, en });

const HALL: Readonly<Record<string, Say>> = {
  "start": (entry) => both(`“${textIn(entry, "part")}”部分开始解密，${textIn(entry, "until").slice(11, 16)} 截止`, `decryption of part ${textIn(entry, "part")} begins`),
  "sign-in": (entry, name) => (entry["bidder"] === undefined ? both("一家投标人签到", "a bidder signed in") : both(`${name(textIn(entry, "bidder"))} 签到`, `${name(textIn(entry, "bidder"))} signed in`)),
  "decrypted": (entry) => both(`已解密 ${textIn(entry, "count")} / ${textIn(entry, "of")}`, `${textIn(entry, "count")} of ${textIn(entry, "of")} decrypted`),
  "remedy": (entry) => both(`启用补救时段 ${textIn(entry, "minutes")} 分钟`, `remedy window of ${textIn(entry, "minutes")} minutes`),
  "sung": () => both("唱标：全部报价与承诺一次公布", "sung out: everything is shown at once"),
  "confirm": (entry, name) => both(`${name(textIn(entry, "bidder"))} 确认开标记录`, `${name(textIn(entry, "bidder"))} confirmed the record`),
  "object": (entry, name) => both(`${name(textIn(entry, "bidder"))} 当场提出异议`, `${name(textIn(entry, "bidder"))} objected`),
  "answer": (entry, name) => both(`对 ${name(textIn(entry, "bidder"))} 的异议已答复`, `the objection of ${name(textIn(entry, "bidder"))} was answered`),
  "finish": () => both("开标结束，形成开标记录", "the opening is finished and recorded"),
};

const OUTCOMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  "upheld": both("截标名单争议成立，本标段流标", "the dispute over the closed list is upheld: the lot fails"),
  "rejected": both("截标名单争议不成立，开标继续", "the dispute over the closed list is rejected: the opening goes on"),
  "added": both("已补入截标名单，争议终结", "the closed list is amended: the dispute is over"),
};

/** What went wrong, by the code the log keeps. */
const INCIDENTS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  "NO_DEADLINE_CHECKPOINT": ["截止后 10 秒内未取得截止检查点，本标段保持关闭，等待顺延公告", "no deadline checkpoint within ten seconds: the lot stays shut until an addendum"],
  "NOT_CLOSED_IN_TIME": ["未能在截止后一分钟内截标，本标段保持关闭，等待顺延公告", "the lot was not closed within a minute of its deadline: it stays shut until an addendum"],
  "CLOCK_DRIFT": ["交易所时钟偏差超过限度，暂不自动截标、开标", "the exchange’s clock drifts over its limit: nothing closes or opens by itself"],
  "CLOCK_BACK": ["交易所时钟已恢复正常", "the exchange’s clock is back within its limit"],
};

const SAY: Readonly<Record<string, Say>> = {
  "config": () => both("交易所日志启用", "the log begins"),
  "policy": () => both("公布见证规则", "witness policy"),
  "key": (entry) => both(`登记公钥（${textIn(entry, "role")}${textIn(entry, "opener") === "" ? "" : `：${textIn(entry, "opener")}`}）`, `key of ${textIn(entry, "role")} ${textIn(entry, "opener")}`),
  "asset": (entry) => both(`网站程序文件 ${textIn(entry, "path")}`, `site file ${textIn(entry, "path")}`),
  "notice": (entry) => both(`发布文件 ${textIn(entry, "id")}（第 ${textIn(entry, "version")} 版）`, `document ${textIn(entry, "id")}, version ${textIn(entry, "version")}`),
  "notice.scheduled": (entry) => both(`招标项目 ${textIn(entry, "tender")} 的公告经复核，定时发布`, `the notice of ${textIn(entry, "tender")} is approved for a moment to come`),
  "notice.unscheduled": (entry) => both(`招标项目 ${textIn(entry, "tender")} 的定时发布取消`, `the approval of ${textIn(entry, "tender")} for a moment to come ended`),
  "sale.notice": (entry) => both(`发布出让（转让）文件 ${textIn(entry, "sale")}`, `document of grant or transfer ${textIn(entry, "sale")} published`),
  "plan.notice": (entry) => (entry["version"] === 1 ? both(`发布招标计划或者采购意向 ${textIn(entry, "plan")}`, `plan ${textIn(entry, "plan")} published`) : both(`更正招标计划或者采购意向 ${textIn(entry, "plan")}`, `plan ${textIn(entry, "plan")} corrected`)),
  "lot.terms": (entry) => both(`公布标段 ${textIn(entry, "lot")} “${textIn(entry, "part")}”部分的投标条款（第 ${textIn(entry, "version")} 版）`, `terms of lot ${textIn(entry, "lot")}, part ${textIn(entry, "part")}, version ${textIn(entry, "version")}`),
  "sealed": () => both("密封条目（投标、回执或掩护条目，不可区分）", "sealed entry: a bid, a receipt or a cover, nobody can tell"),
  "lot.close": (entry) => both(`投标截止，“${textIn(entry, "part")}”部分共 ${textIn(entry, "count")} 份`, `closed: ${textIn(entry, "count")} bids in part ${textIn(entry, "part")}`),
  "draw.plan": (entry) => both(`评标专家抽取 ${textIn(entry, "draw")} 的方案`, `plan of the expert draw ${textIn(entry, "draw")}`),
  "draw.pool": (entry) => both(`抽取 ${textIn(entry, "draw")} 的名单已固定（盲化标签）`, `the blinded pool of draw ${textIn(entry, "draw")} is fixed`),
  "draw.commit": (entry) => both(`“${textIn(entry, "name")}”提交抽取 ${textIn(entry, "draw")} 的随机数承诺`, `${textIn(entry, "name")} committed to a number for draw ${textIn(entry, "draw")}`),
  "draw.reveal": (entry) => (textIn(entry, "r") === "-" ? both(`“${textIn(entry, "name")}”没有公布抽取 ${textIn(entry, "draw")} 的随机数`, `${textIn(entry, "name")} stayed silent in draw ${textIn(entry, "draw")}`) : both(`“${textIn(entry, "name")}”公布抽取 ${textIn(entry, "draw")} 的随机数`, `${textIn(entry, "name")} revealed its number for draw ${textIn(entry, "draw")}`)),
  "draw.beacon": (entry) => both(`抽取 ${textIn(entry, "draw")} 等待的公开信标第 ${textIn(entry, "round")} 轮`, `round ${textIn(entry, "round")} of the beacon for draw ${textIn(entry, "draw")}`),
  "draw.result": (entry) => both(`抽取 ${textIn(entry, "draw")} 完成（仅标签）`, `draw ${textIn(entry, "draw")} is made (labels alone)`),
  "draw.replace": (entry) => both(`抽取 ${textIn(entry, "draw")} 的席位 ${textIn(entry, "label").slice(0, 8)} 递补`, `seat ${textIn(entry, "label").slice(0, 8)} of draw ${textIn(entry, "draw")} fell to another`),
  "draw.open": (entry) => both(`抽取 ${textIn(entry, "draw")} 的专家姓名已公开`, `the names of draw ${textIn(entry, "draw")} are opened`),
  "tie.drawn": () => both("采购人随机抽取区分并列投标（记录的哈希）", "the purchaser drew between equal bids (hash of the record)"),
  "way.finding": () => both("评审专家对招标文件和招标程序出具论证意见（意见的哈希）", "experts found on the documents and procedure (hash of the finding)"),
  "way.change": () => both("财政部门批准采用其他采购方式（登记的哈希）", "the finance department allowed another way of procurement (hash of the record)"),
  "lot.proceed": () => both("技术评分已固定，价格部分可以开启", "technical scores are fixed: the price part may be opened"),
  "share.release": (entry) => both(`开启人 ${textIn(entry, "opener")} 提交“${textIn(entry, "part")}”部分的密钥份额`, `opener ${textIn(entry, "opener")} released for part ${textIn(entry, "part")}`),
  "lot.open": (entry) => both(`“${textIn(entry, "part")}”部分的开启结果已固定`, `the results of part ${textIn(entry, "part")} are fixed`),
  "reserve.committed": (entry) => both(`标段 ${textIn(entry, "lot")} 的标底已固定（只有哈希）`, `the reserve estimate of lot ${textIn(entry, "lot")} is fixed, by a hash alone`),
  "reserve.revealed": (entry) => both(`公布标底：${amountIn(entry)} 元`, `the reserve estimate is read out: ${amountIn(entry)} yuan`),
  "reserve.lost": (entry) => (textIn(entry, "by") === "supervisor" ? both("监督部门声明标底文件灭失，本次评标不使用标底", "the supervisor declared the reserve estimate lost: none is used") : both("招标人声明标底文件灭失，本次评标不使用标底", "the tenderer declared its reserve estimate lost: none is used")),
  "lot.fail": () => both("本标段流标或终止", "the lot failed or was ended"),
  "incident": (entry) => {
    const [zh, en] = INCIDENTS[textIn(entry, "what")] ?? [textIn(entry, "what"), textIn(entry, "what")];
    return both(`异常：${zh}`, `incident: ${en}`);
  },
  "lot.order": (entry) => (textIn(entry, "kind") === "suspend" ? both("监督部门责令本标段暂停", "the supervisor ordered the lot to stop") : both("监督部门准予本标段恢复", "the supervisor let the lot go on")),
  "lot.dispute": (entry) => both(`“${textIn(entry, "part")}”部分的截标名单被提出争议，待监督部门决定`, `the closed list of part ${textIn(entry, "part")} is disputed; the supervisor decides`),
  "lot.dispute.decide": (entry) => OUTCOMES[textIn(entry, "outcome")] ?? both("截标名单争议已有决定", "a dispute over the closed list is decided"),
  "by-hand": (entry) => (textIn(entry, "act") === "close" ? both("时钟偏差期间，两名经办人决定人工截标", "two officers ordered the close by hand while the clock drifts") : both("时钟偏差期间，两名经办人决定人工开标", "two officers ordered the opening by hand while the clock drifts")),
  "score.opinion": () => both("一名评委对评标报告签字或者写明不同意见（加盐哈希）", "a committee member signed the report or a dissent (salted hash)"),
  "clarification.asked": () => both("评标委员会书面要求澄清、说明或者补正（加盐哈希）", "the committee asked a bidder in writing (salted hash)"),
  "clarification.answered": () => both("投标人书面答复评标委员会（加盐哈希）", "a bidder answered the committee in writing (salted hash)"),
  "blind.codes": () => both("暗标代码已分配（加盐哈希）", "the codes of a blind evaluation are given (salted hash)"),
  "money.root": () => both("一段时间的记账已固定", "what was booked is fixed"),
  "money.year": () => both("一年已结账", "a year is closed"),
  "money.month": () => both("一个月已结账", "a month is closed"),
  "score.sheet": () => both("一份评分表已签署", "a scoring sheet was signed"),
  "score.changed": () => both("评审过程中有一项复核或者成员变动", "a score was looked at again or a member changed"),
  "score.total": () => both("评标结果已固定", "the evaluation is fixed"),
  "award.decided": () => both("确定中标人", "the winner is determined"),
  "contract.recorded": () => both("合同已登记", "the contract is recorded"),
  "report.filed": () => both("书面报告已提交", "the written report is filed"),
  "archive": () => both("审计包已固定", "the audit bundle is fixed"),
  "hall": (entry, name) => (HALL[textIn(entry, "step")] ?? (() => both(textIn(entry, "step"), textIn(entry, "step"))))(entry, name),
};

/** One leaf in one sentence. */
export function entryWords(entry: Entry, language: Language, name: NameOf = (uscc) => uscc): string {
  const type = textIn(entry, "type");
  return (SAY[type]?.(entry, name) ?? both(type, type))[language];
}

/** The page a leaf is about; null where there is none. */
export function entryHref(entry: Entry, language: Language): string | null {
  const paths = pathsOf({ language });
  const [tender, id] = [textIn(entry, "tender"), textIn(entry, "id")];
  if (["notice", "plan.notice", "sale.notice"].includes(textIn(entry, "type"))) return id === "" ? null : paths.notice(id);
  if (tender === "" || ["key", "sealed"].includes(textIn(entry, "type"))) return null;
  return paths.project(tender);
}
