import type { Contest } from "../../auctions/contest-state.js";
import { quoteCommitment } from "../../auctions/quotes.js";
import type { Phase } from "../../auctions/terms.js";
import { hex } from "../../kernel/bytes.js";
import { moneyJson, parseMoney, type MoneyJson } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import { moneyInWords, shownMoney } from "../messages/auction-said.js";
import { askAtOnce, busy, isInRoom, propose, room, say } from "./auction-ask.js";
import { own, place, viewFor, words } from "./auction-draw.js";
import { keep, kept } from "./auction-key.js";
import { byId } from "./dom.js";

/** What phases ask in which no offers go up: who goes on, the price the clock asks, a sealed quote, a second quantity, a quote by weight, a right of pre-emption. */
type AmountIn = (field: string) => MoneyJson | null;
type Quote = { readonly amount: MoneyJson; readonly salt: string };
type Way = (contest: Contest, button: HTMLButtonElement | null, amountIn: AmountIn) => void;

const SALT_BYTES = 32;
const showing = new Set<number>();
const { ways } = words;
const taken = (): string => ways.taken;
const quoteAt = (stage: number): string => `${room}/quote/${String(stage)}`;

const answers: Way = (contest, button) => {
  const yes = button?.value === "yes";
  propose({ kind: "answer", wish: { yes }, figures: button?.textContent ?? "", words: "", button: ways.confirm, done: taken }, contest);
};

const askedNow = ({ stage }: Contest): MoneyJson | null => (stage?.play.kind === "dutch" ? moneyJson(stage.play.asked) : null);

const take: Way = (contest) => {
  const amount = askedNow(contest);
  if (amount !== null) propose({ kind: "take", wish: { amount }, figures: shownMoney(amount), words: moneyInWords(amount), button: ways.take, done: taken }, contest);
};

/** The quote is kept here before its commitment leaves: nobody else can show it. */
const seal: Way = (contest, _, amountIn) => {
  const amount = amountIn("sealed");
  if (amount !== null) busy(async () => {
    const { stage } = viewFor(contest);
    const salt = hex(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
    await keep(quoteAt(stage), { amount, salt } satisfies Quote);
    const c = quoteCommitment({ exchange: place["exchange"] ?? "", auction: place["auction"] ?? "", stage, paddle: own ?? "" }, must(parseMoney(amount)), salt);
    propose({ kind: "seal", wish: { c }, figures: shownMoney(amount), words: moneyInWords(amount), button: ways.seal, done: () => ways.sealed }, contest);
  });
};

const pledge: Way = (contest) => {
  const quantity = Number(byId<HTMLInputElement>("quantity").value);
  if (!Number.isSafeInteger(quantity) || quantity < 1) { say(ways.quantityWrong, "bad"); return; }
  const unit = contest.stage?.phase.kind === "quantity" ? contest.stage.phase.unit : "";
  propose({ kind: "pledge", wish: { quantity }, figures: `${String(quantity)} ${unit}`, words: "", button: ways.confirm, done: taken }, contest);
};

const quote: Way = (contest, _, amountIn) => {
  const amount = amountIn("weighted");
  const fields = [...document.querySelectorAll<HTMLInputElement>("[data-value]")];
  const values = fields.map(({ value }) => Number(value));
  if (amount !== null) propose({ kind: "quote", wish: { amount, values }, figures: shownMoney(amount), words: fields.map((field, index) => `${field.dataset["value"] ?? ""} ${String(values[index])}`).join(" · "), button: ways.confirm, done: taken }, contest);
};

const WAYS: Partial<Readonly<Record<Phase["kind"], Way>>> = { willing: answers, match: answers, dutch: take, quotes: seal, quantity: pledge, weighted: quote };

/** Shows the form of the phase that is played. */
export function showWays(contest: Contest): void {
  const kind = contest.stage?.phase.kind ?? "";
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-way-of]")) form.hidden = !isInRoom() || form.dataset["wayOf"] !== kind || isShowing(contest);
  const asked = askedNow(contest);
  for (const each of document.querySelectorAll("[data-asked]")) each.textContent = asked === null ? "" : shownMoney(asked);
  if (isInRoom() && isShowing(contest)) busy(() => showQuote(contest));
}

const isShowing = ({ stage }: Contest): boolean => stage?.play.kind === "quotes" && stage.play.isShowing;

/** Once no more quotes are sealed, the page shows the bidder's own by itself: it was confirmed when it was sealed. */
async function showQuote({ stage }: Contest): Promise<void> {
  if (stage?.play.kind !== "quotes" || stage.play.sealed.get(own ?? "")?.amount !== null || showing.has(stage.number)) return;
  showing.add(stage.number);
  const own_ = (await kept(quoteAt(stage.number))) as Quote | null;
  if (own_ === null) throw new RangeError(ways.quoteElsewhere);
  await askAtOnce("reveal", { amount: own_.amount, salt: own_.salt }, stage.number);
  say(ways.shown(shownMoney(own_.amount)), "ok");
}

/** Sets the forms of all phases going. */
export function startWays(contest: () => Contest, amountIn: AmountIn): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-way-of]")) form.addEventListener("submit", (event) => {
    event.preventDefault();
    WAYS[form.dataset["wayOf"] as Phase["kind"]]?.(contest(), event.submitter instanceof HTMLButtonElement ? event.submitter : null, amountIn);
  });
}
