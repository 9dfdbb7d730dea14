import { viewOf } from "../../auctions/view.js";
import type { Contest } from "../../auctions/contest-state.js";
import type { Line } from "../../auctions/following.js";
import { moneyJson, type MoneyJson } from "../../kernel/money.js";
import { plusMs, rfc3339 } from "../../kernel/time.js";
import { lineInWords } from "../messages/auction-lines.js";
import { rungsOf, saidOf, shownMoney, timeOfDay, type Said } from "../messages/auction-said.js";
import { auctionWords } from "../messages/auction.js";
import { byId, element } from "./dom.js";

/** The room as the page shows it: every place is filled by the same words as the server's. */
export const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
export const words = auctionWords(language);
export const place = byId("auction").dataset;
export const own = (place["paddle"] ?? "") === "" ? null : (place["paddle"] ?? null);

export const viewFor = (contest: Contest) => viewOf(contest, own);

/** Fills every place. @returns what it said */
export function drawRoom(contest: Contest, nowMs: number, maximum: MoneyJson | null): Said {
  const { terms, movedMs } = contest;
  const view = viewFor(contest);
  const said = saidOf(view, { nowMs, opensAt: rfc3339(plusMs(terms.opensAt, movedMs)), start: moneyJson(terms.price.start), maximum }, language);
  for (const each of document.querySelectorAll<HTMLElement>("[data-said]")) fill(each, said[each.dataset["said"] as keyof Said] ?? "");
  for (const row of document.querySelectorAll<HTMLElement>("[data-row]")) row.hidden = said[row.dataset["row"] as keyof Said] === "";
  byId("own").className = `card own note ${said.tone}`;
  drawRungs(view.frozen === null ? rungsOf(view) : []);
  return said;
}

/** Only what changed is touched: a screen reader and a selection stay where they are. */
function fill(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
  if (place.tagName === "P" && place.hidden !== (text === "")) place.hidden = text === "";
}

function drawRungs(rungs: ReturnType<typeof rungsOf>): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-steps]")) {
    const rung = rungs.find(({ steps }) => String(steps) === button.dataset["steps"]);
    const amount = button.querySelector("[data-amount]");
    button.disabled = rung === undefined;
    button.value = rung?.amount.amount ?? "";
    if (amount !== null) amount.textContent = rung === undefined ? "" : shownMoney(rung.amount);
  }
}

/** The lines in words, the newest first; those that stand there stay. */
export function drawLines(contest: Contest, lines: readonly Line[], isFresh = true): void {
  const list = byId("lines");
  const phaseName = (name: string): string => words.phases[contest.terms.phases.find((each) => each.name === name)?.kind ?? "english"];
  for (const line of lines) {
    const text = document.getElementById(`e${String(line.seq)}`) === null ? lineInWords(line, { language, own, phaseName }) : null;
    if (text === null) continue;
    const item = element("li", "", isFresh ? "flash" : "");
    item.id = `e${String(line.seq)}`;
    item.append(element("time", timeOfDay(line.at)), ` ${text}`);
    list.prepend(item);
  }
}

export function drawChecked(count: number, head: string): void {
  byId("checked").textContent = words.checked(count);
  byId("head").textContent = head;
}
