import type { Contest } from "../../auctions/contest-state.js";
import { base64 } from "../../kernel/bytes.js";
import { grouped, type MoneyJson } from "../../kernel/money.js";
import type { Json } from "../../kernel/canonical-json.js";
import { Unreachable } from "../../kernel/unreachable.js";
import { paddleIn } from "../messages/auction-said.js";
import { ask, postJson, reasonOf } from "./asking.js";
import { language, own, place, viewFor, words } from "./auction-draw.js";
import { isGiven, keptPair, makePair, publicHalf, signedBy } from "./auction-key.js";
import { confirmed } from "./confirming.js";
import { byId, element, keepFocus } from "./dom.js";

/** What the exchange answered that it took. */
export type Receipt = { readonly seq: number; readonly head: string; readonly at: string; readonly view: { readonly own: { readonly maximum: MoneyJson | null } | null } | null };
/** What a bidder may ask, and where. */
const PATHS = { offer: "offers", maximum: "maxima", take: "takes", answer: "answers", seal: "seals", reveal: "reveals", pledge: "pledges", quote: "quotes" } as const;
export type Kind = keyof typeof PATHS;
/** What stands in the box to be checked: in figures, in words, and what is said once it was taken. */
export type Wanted = { readonly kind: Kind; readonly wish: Readonly<Record<string, Json>>; readonly figures: string; readonly words: string; readonly button: string; readonly done: (receipt: Receipt) => string };
/** The stage and the price it was made for do not change under it. */
type Checking = Wanted & { readonly stage: number; readonly standing: string; readonly back: HTMLElement | null };

const api = `/api/v1/auctions/${encodeURIComponent(place["auction"] ?? "")}`;
export const room = `${place["exchange"] ?? ""}/${place["auction"] ?? ""}/${own ?? ""}`;
const RETRY_MS = 1_000;
const RETRIES_MAX = 60;
const UNDECIDED = 503;

let pair: CryptoKeyPair | null = null;
let checking: Checking | null = null;
let isIn = false;
let taken: (receipt: Receipt) => void = () => undefined;

/** Whether this browser holds the key that the exchange was given last. */
export const isInRoom = (): boolean => isIn;

export function say(text: string, tone: "ok" | "bad" | "hint"): void {
  byId("said").replaceChildren(element("p", text, tone === "hint" ? "hint" : `note ${tone}`));
}

/** Runs what a press began; what goes wrong is said. */
export function busy(work: () => Promise<void>): void {
  work().catch((error: unknown) => { say(error instanceof Error ? error.message : String(error), "bad"); });
}

async function look(): Promise<void> {
  isIn = await isGiven(pair, place["key"] ?? "");
  byId("enter").hidden = isIn;
}

/** Comes in: the key first, then the act that gives its public half, signed as every act. */
async function enter(then: () => void): Promise<void> {
  const fresh = await makePair(room).catch(() => { throw new RangeError(words.noKeys); });
  byId("confirm-title").textContent = words.enter;
  say(words.entering, "hint");
  const publicKey = await publicHalf(fresh);
  const answer = await confirmed((headers) => postJson(`${api}/keys`, { publicKey }, headers));
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  pair = fresh;
  place["key"] = publicKey;
  byId("said").replaceChildren();
  await look();
  then();
  byId("offer").focus();
}

/** The first step: what will be asked, as it was understood. */
export function propose(wanted: Wanted, contest: Contest): void {
  const view = viewFor(contest);
  checking = { ...wanted, stage: view.stage, standing: view.standing?.amount.amount ?? "", back: document.activeElement instanceof HTMLElement ? document.activeElement : null };
  byId("said").replaceChildren();
  byId("check-amount").textContent = wanted.figures;
  byId("check-words").textContent = wanted.words;
  byId("check-note").hidden = true;
  byId("confirm-offer").textContent = wanted.button;
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
  if (checking === null || standing === null || standing.amount.amount === checking.standing) return;
  checking = { ...checking, standing: standing.amount.amount };
  warn(words.staleCheck(grouped(standing.amount.amount), paddleIn(standing.paddle, own, language)));
}

function putAway(): void {
  const [was, back] = [document.activeElement, checking?.back ?? null];
  checking = null;
  byId("check").hidden = true;
  back?.focus();
  if (document.activeElement !== back) keepFocus(was, "offer");
}

const newKey = (): string => base64(crypto.getRandomValues(new Uint8Array(15))).replaceAll("+", "-").replaceAll("/", "_");
const waited = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

/** Sends one request until it is decided: the same bytes under the same key, which count once. */
async function sent(kind: Kind, wish: Wanted["wish"], stage: number): Promise<Response> {
  if (pair === null || own === null) throw new RangeError(words.enterLead);
  const key = newKey();
  const signature = await signedBy(pair, { exchange: place["exchange"] ?? "", auction: place["auction"] ?? "", paddle: own, stage, key, wish: { kind, ...wish } });
  const body = JSON.stringify({ stage, key, ...wish, signature });
  for (let turn = 1; turn <= RETRIES_MAX; turn += 1) {
    const answer = await answerTo(`${api}/${PATHS[kind]}`, body);
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

/** Asks without a second step: what takes something back, or shows what was confirmed before. */
export async function askAtOnce(kind: Kind, wish: Wanted["wish"], stage: number): Promise<void> {
  const answer = await sent(kind, wish, stage);
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  taken((await answer.json()) as Receipt);
}

/** The second step. An amount that is unusual is asked about once more. */
async function confirmCheck(): Promise<void> {
  if (checking === null) return;
  const { kind, wish, stage, done } = checking;
  say(words.sending, "hint");
  const answer = await sent(kind, wish, stage);
  if (!answer.ok) { await refused(answer, wish); return; }
  const receipt = (await answer.json()) as Receipt;
  putAway();
  say(done(receipt), "ok");
  taken(receipt);
}

async function refused(answer: Response, wish: Wanted["wish"]): Promise<void> {
  const { code } = (await answer.clone().json().catch(() => ({}))) as { code?: string };
  const reason = await reasonOf(answer);
  if (code === "offer-unusual" && checking !== null) {
    checking = { ...checking, wish: { ...wish, sure: true } };
    byId("said").replaceChildren();
    warn(reason);
    byId("confirm-offer").textContent = words.sure;
    return;
  }
  putAway();
  say(reason, "bad");
  if (code === "auction-key-missing" || code === "auction-signature-wrong") byId("enter").hidden = false;
}

/** Sets going what every bidder's room has. @param changed draws what depends on whether this browser is in */
export async function startAsking(onTaken: (receipt: Receipt) => void, changed: () => void): Promise<void> {
  taken = onTaken;
  byId("enter-now").addEventListener("click", () => { busy(() => enter(changed)); });
  byId("confirm-offer").addEventListener("click", () => { busy(confirmCheck); });
  byId("check-back").addEventListener("click", putAway);
  pair = await keptPair(room).catch(() => null);
  await look();
  changed();
}
