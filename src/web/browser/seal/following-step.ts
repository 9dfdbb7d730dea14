import type { Result } from "../../../kernel/result.js";
import { at } from "../../../kernel/time.js";
import { timeWords } from "./company-step.js";
import { makeConfirmation, makeWithdrawal, type Made } from "./envelope-zip.js";
import { code, make, say, type Words } from "./say.js";
import type { Step } from "./steps.js";
import type { Terms, Work } from "./work.js";

type Following = { readonly name: Words; readonly next: Words; readonly meaning: readonly Words[]; readonly sign: (work: Work) => Promise<Result<Made>>; readonly more?: (terms: Terms) => readonly HTMLElement[] };

/** What follows a lodged bid without a content of its own, in plain words, and its signature. */
const followingStep = (work: Work, made: (made: Made) => void, { name, next, meaning, sign, more }: Following): Step => {
  const section = make("section", "");
  return {
    name, section, next,
    enter: () => {
      const { terms } = work;
      const deadline = terms?.parts[0]?.terms.deadline;
      section.replaceChildren(...meaning.map((words) => say(words, "p")), ...(terms === null ? [] : (more?.(terms) ?? [])), ...(deadline === undefined ? [] : [make("p", "", say(["投标截止：", "Bids close: "]), say(timeWords(at(deadline)), "strong"))]));
    },
    leave: async () => {
      const signed = await sign(work);
      if (!signed.ok) return [{ at: work.act, grave: true, refusal: signed.refusal }];
      made(signed.value);
      return [];
    },
  };
};

export const withdrawStep = (work: Work, made: (made: Made) => void): Step =>
  followingStep(work, made, { name: ["撤回投标", "Withdraw the bid"], next: ["签署撤回声明", "Sign the withdrawal"], meaning: WITHDRAWAL, sign: makeWithdrawal });

/** The terms that are signed for stand beside the words: the hash is what the statement names. */
export const confirmStep = (work: Work, made: (made: Made) => void): Step => followingStep(work, made, {
  name: ["确认投标继续有效", "Confirm the bid"], next: ["签署确认声明", "Sign the confirmation"], meaning: CONFIRMATION, sign: makeConfirmation,
  more: ({ parts }) => parts.map(({ title, terms, termsSha256 }) => make("p", "hint", say([`${title}：第 ${String(terms.version)} 版招标条件 `, `${title}: terms, version ${String(terms.version)} `]), code(termsSha256))),
});

const WITHDRAWAL: readonly Words[] = [
  ["撤回的意思是：您已经递交的全部部分都不再参加本标段的开标，任何人都不会打开它们。", "To withdraw means: no part of the bid you lodged takes part in this opening, and nobody ever opens it."],
  ["撤回声明由您签名，递交后有回执，时间写入公开日志；截止之前没有人能从日志看出您撤回了。", "You sign the withdrawal, get a receipt, and its time is in the public log; until the deadline nobody can tell from the log that you withdrew."],
  ["截止前可以重新投标；投标保证金按招标文件退还。截止之后不能撤回，撤销要承担责任。", "Until the deadline you may bid again, and the guarantee is returned as the documents say. After it a bid cannot be withdrawn without liability."],
];

const CONFIRMATION: readonly Words[] = [
  ["确认的意思是：您看过招标文件的修改，已经递交的全部部分内容不变，按修改后的招标文件继续有效。", "To confirm means: you have read the amendment, and every part you lodged stands as it is under the amended documents."],
  ["内容需要改动的，请不要确认，应当重新制作并更换投标。", "If the bid has to change, do not confirm: make it anew and replace it."],
  ["截止前既未确认也未更换的，视为撤回：不予开启，也不计入投标人数，投标保证按撤回退还。", "A bid neither confirmed nor replaced by the deadline is deemed withdrawn: it is not opened and does not count, and the guarantee goes back."],
  ["确认声明由您签名，递交后有回执；截止之前没有人能从日志看出您确认了。", "You sign the confirmation and get a receipt; until the deadline nobody can tell from the log that you confirmed."],
];
