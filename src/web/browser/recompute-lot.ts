import { isScore } from "../../bidding/rank.js";
import { NOTHING_SUPPOSED, scoreKey, standings, suppose, type Standing, type Supposed } from "../../judging/what-if.js";
import { nameIn, type Judged } from "../../judging/totals.js";
import { grouped, parseMoney } from "../../kernel/money.js";
import { wordsOf } from "../../kernel/refusal.js";
import { recomputeWords } from "../messages/recompute.js";
import { element } from "./dom.js";

/** A lot computed again: what its ranking follows from, and in words how it differs from what was published; null where it does not. */
export type LotAgain = { readonly lot: string; readonly judged: Judged; readonly allRejected: boolean; readonly verdict: string | null };

type Language = "zh" | "en";
/** What the reader has changed so far. */
type Changed = { prices: Map<string, bigint>; scores: Map<string, string>; k: string | null; rejected: Map<string, boolean> };
const CANDIDATES = 3;

/** A lot as it was published beside what would be, with the fields that change it. */
export function lotSection({ lot, judged, allRejected, verdict }: LotAgain, language: Language): HTMLElement {
  const words = recomputeWords(language);
  const section = element("section", "", "card");
  section.append(element("h2", words.lot(lot)), element("p", verdict ?? words.same, verdict === null ? "note ok" : "note bad"));
  const rejected = judged.bids.filter(({ rejection }) => rejection !== null).length;
  const published = allRejected ? null : standings(judged);
  const rows = published?.ok === true ? published.value : [];
  section.append(element("p", words.counts(judged.bids.length, rejected, rows.filter(({ rank }) => rank !== null).length)));
  if (allRejected) section.append(element("p", words.rejectedAll, "note"));
  if (rows.length === 0) return section;
  const changed: Changed = { prices: new Map(), scores: new Map(), k: null, rejected: new Map() };
  const table = element("div", "");
  const said = element("p", "", "hint");
  said.setAttribute("role", "status");
  const redraw = (): void => {
    const now = standings(suppose(judged, changed));
    table.replaceChildren(ranking(judged, rows, isChanged(changed) && now.ok ? now.value : null, language));
    said.textContent = !isChanged(changed) ? "" : now.ok ? words.first(firstOf(judged, rows) ?? words.noFirst, firstOf(judged, now.value) ?? words.noFirst) : `${words.cannot}${wordsOf(now.refusal, language)}`;
  };
  redraw();
  section.append(table, said, whatIf(judged, changed, redraw, language));
  return section;
}

const isChanged = ({ prices, scores, k, rejected }: Changed): boolean => prices.size + scores.size + rejected.size > 0 || k !== null;
function firstOf({ bids }: Judged, rows: readonly Standing[]): string | undefined {
  const first = rows.find(({ rank }) => rank === 1);
  return first === undefined ? undefined : nameIn(bids, first.bidder);
}

/** A bidder's name with its credit code below; the code alone where no document names it. */
function bidderCell({ bids }: Judged, bidder: string): HTMLElement {
  const name = nameIn(bids, bidder);
  const made = cell("th", name);
  made.lang = "zh-CN";
  if (name !== bidder) made.append(element("span", bidder, "hint id"));
  return made;
}

function cell(name: "td" | "th", text: string, className = ""): HTMLElement {
  const made = element(name, text, className);
  if (name === "th") made.setAttribute("scope", "row");
  return made;
}

function tableOf(label: string, head: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const box = element("div", "", "scroll");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", label);
  box.tabIndex = 0;
  const [table, thead, tbody, line] = [element("table", ""), element("thead", ""), element("tbody", ""), element("tr", "")];
  for (const text of head) {
    const made = element("th", text);
    made.setAttribute("scope", "col");
    line.append(made);
  }
  thead.append(line);
  tbody.append(...rows);
  table.append(thead, tbody);
  box.append(table);
  return box;
}

/** Published and supposed ends beside each other. */
function ranking(judged: Judged, rows: readonly Standing[], supposed: readonly Standing[] | null, language: Language): HTMLElement {
  const words = recomputeWords(language);
  const extra = supposed === null ? [] : [`${words.supposed} ${words.rank}`, `${words.supposed} ${words.total}`];
  return tableOf(words.rank, [words.rank, words.bidder, words.total, words.price, ...extra], rows.map((row) => {
    const [line, name] = [element("tr", ""), bidderCell(judged, row.bidder)];
    if (row.rank !== null && row.rank <= CANDIDATES) name.append(element("span", words.candidate, "tag ok"));
    line.append(cell("td", rankText(row), "n"), name, cell("td", totalText(row), "n"), cell("td", row.price, "n"), ...supposed === null ? [] : supposedCells(row, supposed.find(({ bidder }) => bidder === row.bidder)));
    return line;
  }));
}

const rankText = (row: Standing | undefined): string => (row?.rank == null ? "—" : String(row.rank));
const totalText = (row: Standing | undefined): string => (row === undefined || row.total === "" ? "—" : grouped(row.total));
const supposedCells = (row: Standing, then: Standing | undefined): HTMLElement[] => [cell("td", rankText(then), then?.rank === row.rank ? "n" : "n changed"), cell("td", totalText(then), "n")];

/** The fields that suppose something: k, who is rejected, prices, scores. */
function whatIf(judged: Judged, changed: Changed, redraw: () => void, language: Language): HTMLElement {
  const words = recomputeWords(language);
  const box = element("details", "", "act");
  const form = document.createElement("form");
  form.addEventListener("submit", (event) => { event.preventDefault(); });
  const reset = element("button", words.reset, "btn alt") as HTMLButtonElement;
  reset.type = "reset";
  form.addEventListener("reset", () => {
    Object.assign(changed, emptied());
    redraw();
  });
  form.append(element("p", words.whatIfLead, "hint"), ...kField(judged, changed, redraw, language), bidsTable(judged, changed, redraw, language), ...judged.bids.flatMap(({ bidder }) => scoresOf(judged, bidder, changed, redraw, language)), reset);
  box.append(element("summary", words.whatIf), form);
  return box;
}

const emptied = (): Changed => ({ ...(NOTHING_SUPPOSED satisfies Supposed), prices: new Map(), scores: new Map(), rejected: new Map() });

function kField({ method, inputs }: Judged, changed: Changed, redraw: () => void, language: Language): HTMLElement[] {
  if (method.kind !== "comprehensive" || method.k.length < 2) return [];
  const [field, label, select] = [element("div", "", "field"), element("label", recomputeWords(language).k) as HTMLLabelElement, document.createElement("select")];
  const own = inputs?.kind === "comprehensive" ? inputs.k : null;
  for (const k of method.k) select.append(new Option(k, k, k === own, k === own));
  select.id = "what-if-k";
  label.htmlFor = select.id;
  select.addEventListener("change", () => {
    changed.k = select.value === own ? null : select.value;
    redraw();
  });
  field.append(label, select);
  return [field];
}

/** An input that says what it is to a reader who does not see its row. @param onInput whether the text is one */
function inputOf(label: string, value: string, onInput: (value: string) => boolean): HTMLInputElement {
  const input = document.createElement("input");
  input.defaultValue = value;
  input.className = "narrow";
  input.inputMode = "decimal";
  input.setAttribute("aria-label", label);
  input.addEventListener("input", () => { input.setAttribute("aria-invalid", String(!onInput(input.value.trim()))); });
  return input;
}

function put<Value>(map: Map<string, Value>, key: string, value: Value | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function bidsTable(judged: Judged, changed: Changed, redraw: () => void, language: Language): HTMLElement {
  const words = recomputeWords(language);
  return tableOf(words.whatIf, [words.bidder, words.price, words.rejected], judged.bids.filter(({ form }) => form?.price != null).map(({ bidder, name, form, rejection }) => {
    const [line, price, reject] = [element("tr", ""), element("td", ""), element("td", "")];
    const own = form?.price ?? 0n;
    price.append(inputOf(words.priceOf(name), `${(own / 100n).toString()}.${(own % 100n).toString().padStart(2, "0")}`, (text) => {
      const read = parseMoney({ amount: text, currency: "CNY" });
      put(changed.prices, bidder, read.ok && read.value !== own ? read.value : null);
      redraw();
      return read.ok;
    }));
    const box = document.createElement("input");
    box.type = "checkbox";
    box.defaultChecked = rejection !== null;
    box.setAttribute("aria-label", words.rejectOf(name));
    box.addEventListener("change", () => {
      put(changed.rejected, bidder, box.checked === (rejection !== null) ? null : box.checked);
      redraw();
    });
    reject.append(box);
    line.append(bidderCell(judged, bidder), price, reject);
    return line;
  }));
}

/** The members' scores of one bid, a column a member. */
function scoresOf({ method, sheets, bids }: Judged, bidder: string, changed: Changed, redraw: () => void, language: Language): HTMLElement[] {
  const words = recomputeWords(language);
  if (!("criteria" in method) || !sheets.some(({ scores }) => scores.some((each) => each.bidder === bidder))) return [];
  const name = nameIn(bids, bidder);
  const rows = method.criteria.map(({ id, title, full }) => {
    const line = element("tr", "");
    line.append(cell("th", title), ...sheets.map((sheet) => {
      const own = sheet.scores.find((each) => each.bidder === bidder)?.items.find(({ criterion }) => criterion === id)?.score ?? "";
      const box = element("td", "");
      box.append(inputOf(words.scoreOf(name, sheet.expert.slice(0, 8), title), own, (text) => {
        const isOne = isScore(text, full);
        put(changed.scores, scoreKey(sheet.expert, bidder, id), text === own || !isOne ? null : text);
        redraw();
        return isOne;
      }));
      return box;
    }));
    return line;
  });
  const [box, summary] = [element("details", "", "act"), element("summary", words.scores(name))];
  box.append(summary, tableOf(words.scores(name), [words.criterion, ...sheets.map(({ expert }) => `${words.member} ${expert.slice(0, 8)}`)], rows));
  return [box];
}
