import type { Finding, Question } from "../../../bidding/asked.js";
import { inWords, parseMoney, yuan } from "../../../kernel/money.js";
import { refuse, type Result } from "../../../kernel/result.js";
import { PASSPHRASE_CHARACTERS_MIN } from "../../../signing/opener-key.js";
import { COMPANY, timeWords } from "./company-step.js";
import { makeBid, type Made } from "./envelope-zip.js";
import { field, type AskedField } from "./fields.js";
import { FILES, sizeWords } from "./files-step.js";
import { PRICE } from "./price-step.js";
import { facts, make, say, type Words } from "./say.js";
import type { Step } from "./steps.js";
import type { Terms, Work } from "./work.js";

/** Everything once more before it is sealed, each with the way back to it; then the passphrase of the bid key. */
export function answersStep(work: Work, change: (to: Words) => void, made: (made: Made) => void): Step {
  const answers = make("div", "");
  const passphrase = field({
    id: "passphrase", type: "password", label: ["投标密钥口令", "Passphrase of the bid key"],
    hint: [`至少 ${String(PASSPHRASE_CHARACTERS_MIN)} 个字符。开标当天需要用投标密钥解密时用到它；平台不知道它，忘了无法找回。`, `At least ${String(PASSPHRASE_CHARACTERS_MIN)} characters. You need it if your own key has to open the bid; the exchange does not know it and cannot restore it.`],
  });
  const again = field({ id: "again", type: "password", label: ["再输入一次口令", "The passphrase again"] });
  const bar = progressBar();
  return {
    name: ["核对并封标", "Check your answers and seal"], section: make("section", "", answers, passphrase.box, again.box, bar.box), next: ["加密、签名、封标", "Encrypt, sign and seal"],
    enter: () => { answers.replaceChildren(...answersOf(work, change)); },
    leave: async () => {
      const weak = passphraseFindings(passphrase, again);
      if (weak.length > 0) return weak;
      const sealed = await bar.over((progress) => makeBid(work, passphrase.input.value, progress));
      if (!sealed.ok) return [{ at: sealed.refusal.code === "file-changed" ? "files" : "passphrase", grave: true, refusal: sealed.refusal }];
      passphrase.input.value = again.input.value = "";
      made(sealed.value);
      return [];
    },
  };
}

function passphraseFindings(first: AskedField, second: AskedField): Finding[] {
  const [typed, again] = [first.input.value, second.input.value];
  if (typed.length < PASSPHRASE_CHARACTERS_MIN) return [{ at: "passphrase", grave: true, refusal: refuse("passphrase-too-weak", { min: PASSPHRASE_CHARACTERS_MIN }).refusal }];
  return typed === again ? [] : [{ at: "again", grave: true, refusal: refuse("passphrase-differs").refusal }];
}

type Bar = { readonly box: HTMLElement; readonly over: (work: (progress: (done: number, total: number) => void) => Promise<Result<Made>>) => Promise<Result<Made>> };

function progressBar(): Bar {
  const bar = document.createElement("progress");
  const label = say(["正在加密，请不要关闭本页", "Encrypting; keep this page open"], "label", "hint") as HTMLLabelElement;
  bar.id = "bar";
  label.htmlFor = "bar";
  const box = make("p", "", label, bar);
  box.hidden = true;
  return {
    box,
    over: async (work) => {
      box.hidden = false;
      try {
        return await work((done, total) => { [bar.max, bar.value] = [total, done]; });
      } finally {
        box.hidden = true;
      }
    },
  };
}

function answersOf(work: Work, change: (to: Words) => void): HTMLElement[] {
  const { terms, own } = work;
  if (terms === null || own === null) return [];
  const name = own.certificate.subject.organisation ?? own.certificate.subject.commonName ?? "";
  return [
    group(["单位和证书", "Firm and certificate"], COMPANY, change, facts([["投标人", "Bidder"], `${name} ${own.certificate.organisation ?? ""}`], [["证书有效期至", "Certificate valid until"], say(timeWords(own.certificate.notAfter))])),
    ...priceAnswers(work, terms, change),
    ...terms.parts.map((part) => group([`文件：${part.title}`, `Files: ${part.title}`], FILES, change,
      fileList(work.files.get(part.part) ?? []))),
  ];
}

const fileList = (files: readonly File[]): HTMLElement => (files.length === 0 ? say(["没有其他文件", "no other file"], "p", "hint") : make("ul", "plain", ...files.map((file) => make("li", "", `${file.name}　${sizeWords(file.size)}`))));

function priceAnswers({ typed, form }: Work, { priceForm }: Terms, change: (to: Words) => void): HTMLElement[] {
  if (priceForm === null || form === null) return [];
  const rows = priceForm.rows.length === 0 ? [] : [[["分项报价", "Schedule"] as Words, say([`${String(priceForm.rows.length)} 行，合计与总价一致`, `${String(priceForm.rows.length)} rows; their sum is the price`])] as const];
  return [group(["报价", "Price"], PRICE, change, facts(...priceForm.questions.map((question) => [[question.zh, question.en] as Words, answerView(question, typed.answers.get(question.path) ?? "", form)] as const), ...rows))];
}

function answerView({ kind, path }: Question, typed: string, form: NonNullable<Work["form"]>): Node | string {
  const money = kind === "money" ? parseMoney((form as Readonly<Record<string, unknown>>)[path]) : null;
  if (money?.ok !== true) return typed;
  return make("span", "", make("span", "num", `¥${yuan(money.value)}`), make("span", "hint", inWords(money.value)));
}

function group(words: Words, to: Words, change: (to: Words) => void, inside: HTMLElement): HTMLElement {
  const link = say(["更改", "Change"], "button", "linklike") as HTMLButtonElement;
  link.type = "button";
  const of = say([`：${words[0]}`, `: ${words[1]}`], "span", "vh");
  const button = make("span", "row", say(words, "h3", "first"), link);
  link.setAttribute("aria-describedby", (of.id = `of-${words[1].replace(/[^A-Za-z]/g, "")}`));
  link.addEventListener("click", () => { change(to); });
  return make("div", "", button, of, inside);
}
