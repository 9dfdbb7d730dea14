import type { Finding, PriceForm, Question } from "../../../bidding/asked.js";
import { rowAmount } from "../../../bidding/form-check.js";
import { fillPriceForm, pastedPrices, priceRows, typedAmount } from "../../../bidding/price-form.js";
import { inWords, parseMoney, yuan, type Fen } from "../../../kernel/money.js";
import { isObject } from "../../../signing/shapes.js";
import { field, showFindings, type AskedField } from "./fields.js";
import { make, put, say, type Words } from "./say.js";
import { oneAtATime, type Step } from "./steps.js";
import type { Work } from "./work.js";

export const PRICE: Words = ["报价", "Price"];
type Fields = { readonly answers: ReadonlyMap<string, AskedField>; readonly rows: ReadonlyMap<string, AskedField> };

/** The price form of the lot, each amount echoed in capital words as it is typed. */
export function priceStep(work: Work): Step {
  const section = make("section", "");
  let drawn: PriceForm | null = null;
  let fields: Fields = { answers: new Map(), rows: new Map() };
  return {
    name: PRICE, section,
    enter: () => {
      const asked = work.terms?.priceForm ?? null;
      if (asked === null || asked === drawn) return;
      drawn = asked;
      fields = { answers: new Map(asked.questions.map((question) => [question.path, questionField(question)])), rows: new Map(asked.rows.map((row) => [row.item, rowField(row.item, row.name)])) };
      section.replaceChildren(...limitNotes(asked), ...scheduleView(asked, fields), ...[...fields.answers.values()].map(({ box }) => box));
    },
    leave: () => {
      const asked = work.terms?.priceForm ?? null;
      if (asked === null) return [];
      work.typed = { answers: typedIn(fields.answers), unitPrices: typedIn(fields.rows) };
      const { form, findings } = fillPriceForm(asked, work.typed);
      work.form = isObject(form) && work.grades.length > 0 ? { ...form, consortium: work.grades.map((each) => ({ ...each })) } : form;
      return findings.map((finding) => ({ ...finding, at: `f-${finding.at}` }));
    },
  };
}

const typedIn = (fields: ReadonlyMap<string, AskedField>): Map<string, string> => new Map([...fields].map(([path, { input }]) => [path, input.value]));

const BOUND_WORDS = { "at-most": ["不超过 ", "at most "], "at-least": ["不少于 ", "at least "] } as const;

function questionField({ path, kind, zh, en, wanted, bound, optional }: Question): AskedField {
  const asked = field({ id: `f-${path}`, label: optional === true ? [`${zh}（可以不填）`, `${en} (may be left empty)`] : [zh, en], hint: hintOf({ kind, wanted, bound }), money: kind === "money" });
  if ((kind === "text" || bound === "at-least") && wanted !== null) asked.input.value = wanted;
  if (kind === "money") echo(asked);
  return asked;
}

/** What the documents ask, or how money is written. */
function hintOf({ kind, wanted, bound }: Pick<Question, "kind" | "wanted"> & { readonly bound: Question["bound"] | undefined }): Words | undefined {
  const [most, mostEn] = bound === undefined ? ["", ""] : BOUND_WORDS[bound];
  if (wanted !== null) return [`招标文件要求：${most}${wanted}`, `The documents ask: ${mostEn}${wanted}`];
  return kind === "money" ? ["单位：元。可以带千分位，例如 38,650,000.00", "In yuan; separators are welcome: 38,650,000.00"] : undefined;
}

/** The amount in capital words, as documents write it, while it is typed. */
function echo({ box, input }: AskedField): void {
  const words = make("span", "hint");
  words.lang = "zh-CN";
  words.setAttribute("role", "status");
  box.append(words);
  input.addEventListener("input", () => {
    const fen = typedAmount(input.value);
    words.textContent = fen.ok ? `¥${yuan(fen.value)}　${inWords(fen.value)}` : "";
  });
}

/** The highest and the lowest price that the documents name. */
function limitNotes({ ceiling, floor }: PriceForm): HTMLElement[] {
  const limits = [{ words: ["最高投标限价：", "Ceiling: "], money: ceiling }, { words: ["最低价：", "Lowest price: "], money: floor ?? null }] as const;
  return limits.flatMap(({ words, money }) => {
    const limit = money === null ? null : parseMoney(money);
    return limit?.ok === true ? [make("p", "", say(words), make("span", "num", `¥${yuan(limit.value)}`), make("span", "hint", inWords(limit.value)))] : [];
  });
}

const rowField = (item: string, name: string): AskedField => {
  const made = field({ id: `f-rows.${item}`, label: [`${item} ${name} 单价（元）`, `${item} ${name}: unit price (yuan)`], money: true });
  made.box.querySelector("label")?.classList.add("vh");
  return made;
};

/** A row a line, with its amount and the sum; one paste from a spreadsheet fills them all. */
function scheduleView({ rows }: PriceForm, { answers, rows: fields }: Fields): HTMLElement[] {
  if (rows.length === 0) return [];
  const amounts = new Map(rows.map(({ item }) => [item, make("td", "n", "—")]));
  const total = make("td", "n", "—");
  const count = (): void => {
    const prices = typedIn(fields);
    for (const row of rows) {
      const price = typedAmount(prices.get(row.item) ?? "");
      const cell = amounts.get(row.item);
      if (cell !== undefined) cell.textContent = price.ok ? yuan(rowAmount(row, price.value)) : "—";
    }
    const { sum, findings } = priceRows(rows, prices);
    total.textContent = yuan(sum);
    if (findings.length === 0) takeSum(answers, sum);
  };
  for (const { input } of fields.values()) input.addEventListener("input", count);
  const head = make("tr", "", ...([["编号", "Item"], ["名称", "Name"], ["单位", "Unit"], ["数量", "Quantity"], ["单价（元）", "Unit price"], ["合价（元）", "Amount"]] as const).map((words) => say(words, "th")));
  const lines = rows.map((row) => make("tr", "", make("td", "", row.item), make("td", "", row.name), make("td", "", row.unit), make("td", "n", row.quantity), make("td", "", fields.get(row.item)?.box ?? ""), amounts.get(row.item) ?? ""));
  const table = make("table", "", make("thead", "", head), make("tbody", "", ...lines, make("tr", "", say(["合计", "Total"], "th"), make("td", ""), make("td", ""), make("td", ""), make("td", ""), total)));
  const scroll = make("div", "scroll", table);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "分项报价表");
  return [say(["分项报价表", "Price schedule"], "h3"), pasteBox((text) => paste(text, rows, fields, count)), scroll];
}

/** The bid price is the sum: it is put in for the bidder, who still sees and may question it. */
function takeSum(answers: Fields["answers"], sum: Fen): void {
  const price = answers.get("price")?.input;
  if (price === undefined) return;
  price.value = yuan(sum);
  price.dispatchEvent(new Event("input"));
}

function paste(text: string, rows: PriceForm["rows"], fields: Fields["rows"], count: () => void): readonly Finding[] {
  const prices = pastedPrices(text, rows);
  if (!prices.ok) return [{ at: "paste", grave: true, refusal: prices.refusal }];
  for (const [item, price] of prices.value) {
    const input = fields.get(item)?.input;
    if (input !== undefined) input.value = price;
  }
  count();
  return [];
}

function pasteBox(take: (text: string) => readonly Finding[]): HTMLElement {
  const area = document.createElement("textarea");
  area.id = "paste";
  const label = say(["从电子表格粘贴", "Paste from a spreadsheet"], "label") as HTMLLabelElement;
  label.htmlFor = "paste";
  const hint = say(["复制“编号”到“单价”各列，或者只复制单价一列，粘贴到这里。", "Copy the columns from item to unit price, or the unit prices alone."], "span", "hint");
  hint.id = "paste-hint";
  area.setAttribute("aria-describedby", hint.id);
  const done = make("span", "hint");
  done.setAttribute("role", "status");
  const button = say(["填入表中", "Fill in"], "button", "btn alt") as HTMLButtonElement;
  button.type = "button";
  button.addEventListener("click", () => {
    void oneAtATime(button, () => {
      const findings = take(area.value);
      showFindings(findings);
      if (findings.length === 0) put(done, ["已填入。", "Filled in."]);
      return Promise.resolve();
    });
  });
  return make("details", "field", say(["从电子表格粘贴单价", "Paste unit prices from a spreadsheet"], "summary"), make("div", "field", label, hint, area), make("p", "row", button, done));
}
