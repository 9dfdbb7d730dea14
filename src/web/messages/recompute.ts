import type { Language } from "../context.js";

/** The words of the page on which a reader ranks the bids of a bundle again, and of what its island shows. */
const zh = {
  title: "重算评标结果", lead: "选择完整版审计包（zip）。浏览器在您的电脑上读取评审办法、评委签署的评分表、开标一览表和录入内容，重新计算每一项得分、总分、名次和否决数量，与公布的结果逐字节对照。文件不上传，断网也能用。",
  file: "审计包（zip）", working: "正在读取、计算…", unreadable: "不能读取：", publicEdition: "这是公开版审计包，不含评分表和录入内容，不能重新排序；公开版的逐项计算在项目页面上核对。", none: "这个审计包里没有评标结果。", before: "评标时没有固定录入内容（早期版本），不能重新排序。",
  lot: (lot: string) => `标段 ${lot}`, same: "重算结果与公布的 totals.json 逐字节一致。", differs: "重算结果与公布的 totals.json 不一致：", rejectedAll: "评标委员会否决了全部投标，没有排序。",
  counts: (bids: number, rejected: number, ranked: number) => `投标 ${String(bids)} 份，否决（无效）${String(rejected)} 份，参加排序 ${String(ranked)} 份。`,
  rank: "名次", bidder: "投标人", total: "得分（评标价）", price: "合同价（元）", supposed: "假设后", rejected: "否决", priceOf: (bidder: string) => `${bidder} 的投标报价（元）`, rejectOf: (bidder: string) => `假设否决 ${bidder}`,
  whatIf: "如果…会怎样", whatIfLead: "改动下面任何一格，右侧立即给出假设后的名次；公布的结果不受影响，改动不保存。抽签的次序和低价认定保持原样。", k: "下浮系数 k", scores: (bidder: string) => `${bidder} 的评分`, scoreOf: (bidder: string, member: string, criterion: string) => `${bidder}，成员 ${member}，${criterion}`, member: "成员", criterion: "评分项", reset: "恢复原值",
  cannot: "假设下不能排序：", first: (was: string, is: string) => (was === is ? `第一名仍为 ${is}。` : `第一名由 ${was} 变为 ${is}。`), noFirst: "无", command: "用命令行核对整个审计包：npx daylight verify 审计包.zip；另有一个只用 Python 标准库的程序：tests/outside/recompute.py。", noScript: "未启用脚本：请用命令行工具。", candidate: "推荐",
};

const en: typeof zh = {
  title: "Compute an evaluation again", lead: "Choose a full audit bundle (zip). Your browser reads the method, the signed score sheets, the opened forms and what was entered, computes every score, total, rank and rejection again on this computer, and compares them byte for byte with what was published. Nothing is uploaded; it works without a network.",
  file: "Audit bundle (zip)", working: "Reading and computing…", unreadable: "It cannot be read: ", publicEdition: "This is a public edition: without score sheets and inputs the bids cannot be ranked again. The computation of each published score is checked on the tender’s page.", none: "This bundle holds no evaluation.", before: "The report of this lot fixed no inputs (an early version): it cannot be ranked again.",
  lot: (lot) => `Lot ${lot}`, same: "What comes out is the published totals.json, byte for byte.", differs: "What comes out is not the published totals.json: ", rejectedAll: "The committee rejected all bids: nobody is ranked.",
  counts: (bids, rejected, ranked) => `${String(bids)} bids, ${String(rejected)} rejected, ${String(ranked)} ranked.`,
  rank: "Rank", bidder: "Bidder", total: "Score (evaluated price)", price: "Contract price, yuan", supposed: "Supposed", rejected: "Rejected", priceOf: (bidder) => `Price of ${bidder}, yuan`, rejectOf: (bidder) => `Suppose ${bidder} rejected`,
  whatIf: "What if …", whatIfLead: "Change any field and the supposed ranking appears beside the published one, which stays as it is; nothing is saved. What was drawn between equals and found of low prices stays.", k: "Reduction k", scores: (bidder) => `Scores of ${bidder}`, scoreOf: (bidder, member, criterion) => `${bidder}, member ${member}, ${criterion}`, member: "Member", criterion: "Criterion", reset: "Back to the published",
  cannot: "Supposed so, there is no ranking: ", first: (was, is) => (was === is ? `${is} stays first.` : `First is ${is} instead of ${was}.`), noFirst: "nobody", command: "The whole bundle by command: npx daylight verify BUNDLE.zip; by a program of Python’s standard library: tests/outside/recompute.py.", noScript: "Scripts are off: use the command line tool.", candidate: "candidate",
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const recomputeWords = (language: Language): typeof zh => WORDS[language];
