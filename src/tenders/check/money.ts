import { yuan, type Fen } from "../../kernel/money.js";
import { fenOf, moneyFen } from "../amounts.js";
import type { TenderForm } from "../form.js";
import { eachLot, law, lotPlace, unless, type Check, type Finding, type Subject } from "./check.js";
import { writtenAt } from "./flat-text.js";
import { passagesOf, type FlatPassage } from "./passages.js";
import { FIGURES, fenOfFigures, fenOfWords, WORDS } from "./written-money.js";

/** Letters between an amount in words and the same in figures. */
const BESIDE = 24;

/** Amounts in text that name a field: what stands before the figures, and the fields they must agree with. */
const LABELLED = [
  { label: /投标保证金(?:的)?(?:金额|数额)?(?:为|:|是|人民币|¥|共|计|\()*$/u, zh: "投标保证金", en: "bid bond", of: (form: TenderForm) => form.lots.map(({ deposit }) => moneyFen(deposit)) },
  { label: /(?:最高投标限价|招标控制价|最高限价|拦标价)(?:的)?(?:金额|总价)?(?:为|:|是|人民币|¥|共|计|\()*$/u, zh: "最高投标限价", en: "ceiling price", of: (form: TenderForm) => form.lots.map(({ ceiling }) => moneyFen(ceiling)) },
  { label: /(?:招标项目估算价|估算价|预算金额|采购预算|项目预算)(?:为|:|是|人民币|¥|共|计|\()*$/u, zh: "估算价（预算）", en: "estimate (budget)", of: (form: TenderForm) => form.lots.map(({ estimate }): Fen | null => fenOf(estimate)) },
] as const;

const sum = (amounts: readonly (Fen | null)[]): Fen => amounts.reduce<Fen>((all, each) => all + (each ?? 0n), 0n);

function wordsBesideFigures({ place, flat }: FlatPassage): readonly Finding[] {
  const figures = [...flat.text.matchAll(FIGURES)].flatMap((match) => {
    const fen = fenOfFigures(match[1] ?? "", match[2], match[3]);
    return fen === null ? [] : [{ from: match.index, until: match.index + match[0].length, fen }];
  });
  return [...flat.text.matchAll(WORDS)].flatMap((match) => {
    const [from, until] = [match.index, match.index + match[0].length];
    const near = figures.filter((each) => each.from >= until ? each.from - until <= BESIDE : from - each.until <= BESIDE && from >= each.until);
    const fen = fenOfWords(match[0]);
    if (near.length === 0 || near.some((each) => each.fen === fen)) return [];
    const fact = writtenAt(flat, from, match[0].length);
    return [{ place, fact, zh: `大写“${fact}”与小写${near.map((each) => yuan(each.fen)).join("、")}元不一致`, en: `the words “${fact}” differ from the figures ${near.map((each) => yuan(each.fen)).join(", ")}` }];
  });
}

function labelledAmounts({ tender: { form } }: Subject, { place, flat }: FlatPassage): readonly Finding[] {
  return [...flat.text.matchAll(FIGURES)].flatMap((match) => {
    const before = flat.text.slice(Math.max(0, match.index - BESIDE), match.index);
    const label = LABELLED.find((each) => each.label.test(before));
    const fen = fenOfFigures(match[1] ?? "", match[2], match[3]);
    if (label === undefined || fen === null) return [];
    const fields = label.of(form);
    if ([...fields, sum(fields)].includes(fen)) return [];
    const shown = fields.map((each) => (each === null ? "无" : yuan(each))).join("、");
    return [{ place, fact: writtenAt(flat, match.index, match[0].length), zh: `文中${label.zh}${yuan(fen)}元，表中为${shown}元`, en: `the text says ${label.en} ${yuan(fen)}, the form ${shown}` }];
  });
}

const EXPERIENCE_AMOUNT = /(?:业绩|类似(?:工程|项目)|合同(?:金额|额|价)|造价|中标(?:金额|价))/u;
const NOT_BELOW = /(?:不低于|不少于|不小于|大于|超过|达到|≥|>=|及以上|以上)/u;

/** Amounts asked of earlier contracts that are above what is tendered now. */
function experienceAbove({ tender: { form } }: Subject, { place, flat, sentences }: FlatPassage): readonly Finding[] {
  const largest = form.lots.map(({ estimate }) => fenOf(estimate)).reduce((most, each) => (each > most ? each : most), 0n);
  return sentences.filter(({ text }) => EXPERIENCE_AMOUNT.test(text) && /业绩|类似/u.test(text) && NOT_BELOW.test(text)).flatMap((sentence) =>
    [...sentence.text.matchAll(FIGURES)].flatMap((match) => {
      const fen = fenOfFigures(match[1] ?? "", match[2], match[3]);
      return fen === null || fen <= largest ? [] : [{ place, fact: writtenAt(flat, sentence.index + match.index, match[0].length), zh: `要求的业绩金额${yuan(fen)}元高于标段估算价${yuan(largest)}元`, en: `experience of ${yuan(fen)} is asked, above the estimate of ${yuan(largest)}` }];
    }));
}

/** Money beside what the guards of the line hold. */
export const MONEY_CHECKS = {
  "ceiling-within-estimate": {
    law: law("招标投标法实施条例", "27; 87号令 12", "招标人设有最高投标限价的应当在招标文件中明确；采购人可以在采购预算额度内设定最高限价", "C:L2"), severity: "stop",
    zh: "最高投标限价不超过估算价（预算）", en: "the ceiling price is within the estimate or budget",
    check: eachLot((lot) => {
      const ceiling = moneyFen(lot.ceiling);
      return unless(ceiling === null || ceiling <= fenOf(lot.estimate), () => ({ place: lotPlace(lot, "ceiling", "最高投标限价", "ceiling price"), fact: yuan(ceiling ?? 0n), zh: `最高投标限价${yuan(ceiling ?? 0n)}元超过估算价${yuan(fenOf(lot.estimate))}元`, en: `the ceiling of ${yuan(ceiling ?? 0n)} is above the estimate of ${yuan(fenOf(lot.estimate))}` }));
    }) },
  "amounts-positive": {
    law: law("招标投标法实施条例", "26, 27", "保证金和限价应当为确定的金额；不要求提交或者不设定的，应当写明没有", "D"), severity: "stop",
    zh: "估算价、限价和保证金不为零：不设的留空", en: "no estimate, ceiling or bond of zero: what is not set is left empty",
    check: eachLot((lot) => ([["estimate", "招标项目估算价", "estimate", lot.estimate], ["ceiling", "最高投标限价", "ceiling price", lot.ceiling], ["deposit", "投标保证金", "bid bond", lot.deposit]] as const)
      .filter(([, , , money]) => moneyFen(money) === 0n).map(([field, zh, en]): Finding => ({ place: lotPlace(lot, field, zh, en), fact: "0.00", zh: `${zh}为零元`, en: `the ${en} is zero` }))) },
  "money-words-agree": {
    law: law("评标委员会和评标方法暂行规定（12号令）", "19", "大写金额和小写金额不一致的，以大写金额为准：招标文件自身不得出现不一致", "C:L3"), severity: "stop",
    zh: "文中金额的大写与小写一致", en: "amounts in words and figures agree", check: (subject) => passagesOf(subject).flatMap(wordsBesideFigures) },
  "amounts-agree": {
    law: law("招标公告和公示信息发布管理办法（10号令）", "15", "同一招标项目发布的内容应当一致", "C:L3"), severity: "stop",
    zh: "文中写明的保证金、限价、预算与表中一致", en: "bond, ceiling and budget named in the text agree with the form", check: (subject) => passagesOf(subject).flatMap((passage) => labelledAmounts(subject, passage)) },
  "experience-fits": {
    law: law("招标投标法实施条例", "32(二)", "设定的资格、技术、商务条件与招标项目的具体特点和实际需要不相适应", "C:L1"), severity: "warn",
    zh: "要求的业绩金额不高于本次招标的规模", en: "the experience asked for is no larger than this tender", check: (subject) => passagesOf(subject).flatMap((passage) => experienceAbove(subject, passage)) },
} as const satisfies Record<string, Check>;
