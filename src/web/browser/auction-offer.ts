import type { Contest } from "../../auctions/contest-state.js";
import { base64 } from "../../kernel/bytes.js";
import { grouped, type MoneyJson } from "../../kernel/money.js";
import { Unreachable } from "../../kernel/unreachable.js";
import { moneyInWords, paddleIn, shownMoney, timeOfDay, typedMoney } from "../messages/auction-said.js";
import { ask, postJson, reasonOf } from "./asking.js";
import { language, own, place, viewFor, words } from "./auction-draw.js";
import { isGiven, keptPair, makePair, publicHalf, signedBy } from "./auction-key.js";
import { confirmed } from "./confirming.js";
import { byId, element } from "./dom.js";

/** What the exchange answered that it took. */
export type Receipt = { readonly seq: number; readonly head: string; readonly at: string; readonly view: { readonly own: { readonly maximum: MoneyJson | null } | null } | null };
type Kind = "offer" | "maximum";
/** What stands in the box to be checked: the stage and the price it was made for do not change under it. */
type Wanted = { readonly kind: Kind; readonly amount: MoneyJson; readonly stage: number; readonly standing: string; sure: boolean };
type Room = { readonly contest: () => Contest; readonly taken: (receipt: Receipt) => void };

const api = `/api/v1/auctions/${encodeURIComponent(place["auction"] ?? "")}`;
const room = `${place["exchange"] ?? ""}/${place["auction"] ?? ""}/${own ?? ""}`;
const RETRY_MS = 1_000;
const RETRIES_MAX = 60;
const UNDECIDED = 503;

let pair: CryptoKeyPair | null = null;
let wanted: Wanted | null = null;

function say(text: string, tone: "ok" | "bad" | "hint"): void {
  byId("said").replaceChildren(element("p", text, tone === "hint" ? "hint" : `note ${tone}`));
}

const failed = (error: unknown): void => { say(error instanceof Error ? error.message : String(error), "bad"); };
const standingOf = (contest: Contest): string => viewFor(contest).standing?.amount.amount ?? "";

/** Shows what the bidder may do here: come in, or offer. */
async function showWays(): Promise<void> {
  const isIn = await isGiven(pair, place["key"] ?? "");
  byId("enter").hidden = isIn;
  byId("offer-form").hidden = !isIn;
  const maximum = document.getElementById("maximum");
  if (maximum !== null) maximum.hidden = !isIn;
}

/** Comes in: the key first, then the act that gives its public half, signed as every act. */
async function enter(): Promise<void> {
  const fresh = await makePair(room).catch(() => { throw new RangeError(words.noKeys); });
  byId("confirm-title").textContent = words.enter;
  say(words.entering, "hint");
  const publicKey = await publicHalf(fresh);
  const answer = await confirmed((headers) => postJson(`${api}/keys`, { publicKey }, headers));
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  pair = fresh;
  place["key"] = publicKey;
  byId("said").replaceChildren();
  await showWays();
  byId("amount").focus();
}

/** The first step: the amount as it was understood, in figures and in words. */
function check(kind: Kind, field: string, contest: Contest): void {
  const amount = typedMoney(byId<HTMLInputElement>(field).value);
  if (amount === null) {
    say(words.amountWrong, "bad");
    byId(field).focus();
    return;
  }
  wanted = { kind, amount, stage: viewFor(contest).stage, standing: standingOf(contest), sure: false };
  byId("said").replaceChildren();
  byId("check-amount").textContent = shownMoney(amount);
  byId("check-words").textContent = moneyInWords(amount);
  byId("check-note").hidden = true;
  byId("confirm-offer").textContent = kind === "offer" ? words.confirm : words.confirmMaximum;
  byId("check").hidden = false;
  byId("check").focus();
}

/** Says above the button what has to be known before it is pressed. */
function warn(text: string): void {
  const note = byId("check-note");
  note.textContent = text;
  note.hidden = false;
}

/** The price changed while somebody was checking: he is told, and what he checked stays what it was. */
export function priceMoved(contest: Contest): void {
  const { standing } = viewFor(contest);
  if (wanted === null || standing === null || standing.amount.amount === wanted.standing) return;
  wanted = { ...wanted, standing: standing.amount.amount };
  warn(words.staleCheck(grouped(standing.amount.amount), paddleIn(standing.paddle, own, language)));
}

function putAway(): void {
  wanted = null;
  byId("check").hidden = true;
}

const newKey = (): string => base64(crypto.getRandomValues(new Uint8Array(15))).replaceAll("+", "-").replaceAll("/", "_");
const waited = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

/** Sends one request until it is decided: the same bytes under the same key, which count once. */
async function sent(kind: Kind, wish: { readonly amount: MoneyJson | null; readonly sure?: true }, stage: number): Promise<Response> {
  if (pair === null || own === null) throw new RangeError(words.enterLead);
  const key = newKey();
  const signature = await signedBy(pair, { exchange: place["exchange"] ?? "", auction: place["auction"] ?? "", paddle: own, stage, key, wish: { kind, ...wish } });
  const body = JSON.stringify({ stage, key, ...wish, signature });
  const path = `${api}/${kind === "offer" ? "offers" : "maxima"}`;
  for (let turn = 1; turn <= RETRIES_MAX; turn += 1) {
    const answer = await answerTo(path, body);
    if (answer !== null) return answer;
    say(words.undecided, "hint");
    await waited(RETRY_MS);
  }
  throw new RangeError(words.undecided);
}

/** What was decided; null where nothing was, so that it may be asked again. */
async function answerTo(path: string, body: string): Promise<Response | null> {
  try {
    const answer = await ask(path, { method: "POST", body, headers: { "Content-Type": "application/json" } });
    return answer.status === UNDECIDED ? null : answer;
  } catch (error) {
    if (error instanceof Unreachable) return null;
    throw error;
  }
}

/** The second step. An amount that is unusual is asked about once more. */
async function offer(taken: Room["taken"]): Promise<void> {
  if (wanted === null) return;
  const { kind, amount, stage, sure } = wanted;
  say(words.sending, "hint");
  const answer = await sent(kind, { amount, ...(sure ? { sure: true as const } : {}) }, stage);
  if (answer.ok) {
    const receipt = (await answer.json()) as Receipt;
    putAway();
    say(kind === "offer" ? words.taken(grouped(amount.amount), receipt.seq, timeOfDay(receipt.at)) : words.maximumLeft, "ok");
    taken(receipt);
    return;
  }
  const { code } = (await answer.clone().json().catch(() => ({}))) as { code?: string };
  const reason = await reasonOf(answer);
  if (code === "offer-unusual") {
    wanted = { ...wanted, sure: true };
    byId("said").replaceChildren();
    warn(reason);
    byId("confirm-offer").textContent = words.sure;
    return;
  }
  putAway();
  say(reason, "bad");
  if (code === "auction-key-missing" || code === "auction-signature-wrong") byId("enter").hidden = false;
  byId("amount").focus();
}

async function takeBack(contest: Contest, taken: Room["taken"]): Promise<void> {
  const answer = await sent("maximum", { amount: null }, viewFor(contest).stage);
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  say(words.maximumGone, "ok");
  taken((await answer.json()) as Receipt);
}

/** Says the typed amount in words as it is typed. */
function inWordsWhileTyping(field: string): void {
  const input = document.getElementById(field);
  if (!(input instanceof HTMLInputElement)) return;
  const show = (): void => {
    const amount = typedMoney(input.value);
    byId(`${field}-words`).textContent = amount === null ? "" : `${shownMoney(amount)} ${moneyInWords(amount)}`;
  };
  input.addEventListener("input", show);
}

/** Sets the forms of a bidder going; a page without them is a watcher's. */
export async function startOffers({ contest, taken }: Room): Promise<void> {
  if (document.getElementById("offer") === null) return;
  const busy = (work: () => Promise<void>): void => { work().catch(failed); };
  byId("enter-now").addEventListener("click", () => { busy(enter); });
  byId("offer-form").addEventListener("submit", (event) => { event.preventDefault(); check("offer", "amount", contest()); });
  byId("confirm-offer").addEventListener("click", () => { busy(() => offer(taken)); });
  byId("check-back").addEventListener("click", () => { putAway(); byId("amount").focus(); });
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-steps]")) button.addEventListener("click", () => {
    const input = byId<HTMLInputElement>("amount");
    input.value = button.value;
    input.dispatchEvent(new Event("input"));
    check("offer", "amount", contest());
  });
  inWordsWhileTyping("amount");
  inWordsWhileTyping("most");
  document.getElementById("maximum-form")?.addEventListener("submit", (event) => { event.preventDefault(); check("maximum", "most", contest()); });
  document.getElementById("take-back")?.addEventListener("click", () => { busy(() => takeBack(contest(), taken)); });
  pair = await keptPair(room).catch(() => null);
  await showWays();
}
