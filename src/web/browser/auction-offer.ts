import type { Contest } from "../../auctions/contest-state.js";
import { grouped, type MoneyJson } from "../../kernel/money.js";
import { moneyInWords, shownMoney, timeOfDay, typedMoney } from "../messages/auction-said.js";
import { askAtOnce, busy, isInRoom, propose, say, startAsking, type Receipt } from "./auction-ask.js";
import { viewFor, words } from "./auction-draw.js";
import { showWays, startWays } from "./auction-ways.js";
import { byId } from "./dom.js";

type Room = { readonly contest: () => Contest; readonly taken: (receipt: Receipt) => void };

/** Offers and maxima belong to phases in which the price goes up; every other phase has its own form. */
export function showForms(contest: Contest): void {
  if (document.getElementById("offer") === null) return;
  const rises = isInRoom() && contest.stage !== null && "steps" in contest.stage.phase;
  const waits = isInRoom() && contest.stage === null;
  byId("offer-form").hidden = !rises && !waits;
  const maximum = document.getElementById("maximum");
  if (maximum !== null) maximum.hidden = !rises;
  showWays(contest);
}

/** The amount in a field; null where it is none, which is said. */
export function amountIn(field: string): MoneyJson | null {
  const amount = typedMoney(byId<HTMLInputElement>(field).value);
  if (amount !== null) return amount;
  say(words.amountWrong, "bad");
  byId(field).focus();
  return null;
}

function check(kind: "offer" | "maximum", field: string, contest: Contest): void {
  const amount = amountIn(field);
  if (amount === null) return;
  const done = ({ seq, at }: Receipt): string => (kind === "offer" ? words.taken(grouped(amount.amount), seq, timeOfDay(at)) : words.maximumLeft);
  propose({ kind, wish: { amount }, figures: shownMoney(amount), words: moneyInWords(amount), button: kind === "offer" ? words.confirm : words.confirmMaximum, done }, contest);
}

/** Says the typed amount in words as it is typed. */
function inWordsWhileTyping(field: string): void {
  const input = document.getElementById(field);
  if (!(input instanceof HTMLInputElement)) return;
  input.addEventListener("input", () => {
    const amount = typedMoney(input.value);
    byId(`${field}-words`).textContent = amount === null ? "" : `${shownMoney(amount)} ${moneyInWords(amount)}`;
  });
}

function onRung(button: HTMLButtonElement, contest: Contest): void {
  const input = byId<HTMLInputElement>("amount");
  input.value = button.value;
  input.dispatchEvent(new Event("input"));
  check("offer", "amount", contest);
}

/** Sets the forms of a bidder going; a page without them is a watcher's. */
export async function startOffers({ contest, taken }: Room): Promise<void> {
  if (document.getElementById("offer") === null) return;
  byId("offer-form").addEventListener("submit", (event) => { event.preventDefault(); check("offer", "amount", contest()); });
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-steps]")) button.addEventListener("click", () => { onRung(button, contest()); });
  for (const field of ["amount", "most", "sealed", "weighted"]) inWordsWhileTyping(field);
  document.getElementById("maximum-form")?.addEventListener("submit", (event) => { event.preventDefault(); check("maximum", "most", contest()); });
  document.getElementById("take-back")?.addEventListener("click", () => { busy(async () => {
    await askAtOnce("maximum", { amount: null }, viewFor(contest()).stage);
    say(words.maximumGone, "ok");
  }); });
  startWays(contest, amountIn);
  await startAsking(taken, () => { showForms(contest()); });
}
