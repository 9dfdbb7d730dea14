import { fromBase64 } from "../../kernel/bytes.js";
import { tellsWhoAsks } from "../../questions/question.js";
import { blindedOf, finishTickets, prepareTickets, type Ticket } from "../../questions/tickets.js";
import { ask, postJson, reasonOf } from "./asking.js";
import { byId, element } from "./dom.js";
import { provedInLog } from "./log-proof.js";

/** Questions without a name: tickets are taken with the session, questions are sent without it, and what ties them together stays in this browser. */
const box = byId("ask");
const data = (name: string): string => box.dataset[name] ?? "";
const api = `/api/v1/tenders/${encodeURIComponent(data("tender"))}`;
/** Neither cookie nor page of origin comes with it; a browser keeps connections without credentials apart from those with. */
const UNSEEN: RequestInit = { credentials: "omit", referrerPolicy: "no-referrer" };
/** The key is new when its first ticket is taken: the witnesses’ next checkpoint covers it. */
const LOG_TRIES = 10;
const LOG_WAIT_MS = 1_000;

type Asked = { readonly question: string; readonly pseudonym: string; readonly text: string; readonly about: string; readonly secret: string; readonly receipt: string };
type Kept = { readonly tickets: readonly Ticket[]; readonly asked: readonly Asked[] };

const place = `daylight-questions/${data("tender")}`;
const kept = (): Kept => JSON.parse(localStorage.getItem(place) ?? `{"tickets":[],"asked":[]}`) as Kept;
const keep = (next: Kept): void => { localStorage.setItem(place, JSON.stringify(next)); };

type Key = { readonly key: string; readonly sha256: string; readonly index: number | null; readonly exchange: string; readonly tender: string };

async function take(): Promise<void> {
  byId("said").textContent = data("taking");
  const answer = await ask(`${api}/question-key`);
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  const key = (await answer.json()) as Key;
  await checkKey(key);
  const pending = prepareTickets({ exchange: key.exchange, tender: data("tender") }, fromBase64(key.key), (count) => crypto.getRandomValues(new Uint8Array(count)));
  if (!pending.ok) throw new RangeError(data("wrongKey"));
  const signed = await postJson(`${api}/question-tickets`, { blinded: blindedOf(pending.value) });
  if (!signed.ok) throw new RangeError(await reasonOf(signed));
  const tickets = finishTickets(pending.value, ((await signed.json()) as { signed: string[] }).signed.map(fromBase64));
  if (!tickets.ok) throw new RangeError(data("wrongTicket"));
  keep({ ...kept(), tickets: [...kept().tickets, ...tickets.value] });
  byId("said").textContent = "";
  show();
}

/** The key everybody is given stands in the log: one made for this firm alone would not. @throws {RangeError} in words */
async function checkKey({ key, sha256, index }: Key): Promise<void> {
  const digest = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", fromBase64(key)))).map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (digest !== sha256 || index === null) throw new RangeError(data("wrongKey"));
  for (let tries = 0; tries < LOG_TRIES; tries++) {
    if ((await provedInLog(index, sha256)) !== null) return;
    await new Promise((resolve) => setTimeout(resolve, LOG_WAIT_MS));
  }
  throw new RangeError(data("unlogged"));
}

async function send(): Promise<void> {
  const [text, about] = [byId<HTMLTextAreaElement>("text"), byId<HTMLSelectElement>("about").value];
  const [ticket, ...rest] = kept().tickets;
  if (ticket === undefined) throw new RangeError(data("none"));
  const found = tellsWhoAsks(text.value, data("names").split("\n"));
  if (found !== null) throw new RangeError(`“${found}”${data("tells")}`);
  const answer = await ask(`${api}/questions`, { ...UNSEEN, method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ about, text: text.value, ticket: ticket.ticket, signature: ticket.signature }) });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  const { question, pseudonym, receipt } = (await answer.json()) as Pick<Asked, "question" | "pseudonym" | "receipt">;
  keep({ tickets: rest, asked: [...kept().asked, { question, pseudonym, text: text.value, about, secret: ticket.secret, receipt }] });
  text.value = "";
  byId("said").textContent = `${data("sent")} ${pseudonym}`;
  show();
}

function show(): void {
  const { tickets, asked } = kept();
  byId("left").textContent = tickets.length === 0 ? data("none") : data("left").replace("{n}", String(tickets.length));
  byId<HTMLButtonElement>("send").disabled = tickets.length === 0;
  byId("mine").hidden = asked.length === 0;
  byId("asked").replaceChildren(...asked.map((each) => {
    const line = element("li", each.pseudonym);
    const state = element("span", "", "end");
    line.append(state, element("span", each.text, "more"));
    void stateOf(each.question).then((words) => { state.textContent = words; });
    return line;
  }));
}

async function stateOf(question: string): Promise<string> {
  const answer = await ask(`${api}/questions/${question}`, UNSEEN);
  if (!answer.ok) return data("unknown");
  return data(((await answer.json()) as { state: string }).state);
}

/** Everything this browser knows, as a file: whoever loses it can neither ask on nor prove that the question was his. */
function save(): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ v: "daylight-tickets/1", tender: data("tender"), ...kept() }, null, 2)], { type: "application/json" }));
  link.download = `tickets-${data("tender")}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function attempt(work: () => Promise<void>): void {
  const faults = byId("faults");
  faults.replaceChildren();
  work().catch((error: unknown) => {
    byId("said").textContent = "";
    faults.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
    faults.focus();
  });
}

document.getElementById("take")?.addEventListener("click", () => { attempt(take); });
byId("question").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(send);
});
byId("save").addEventListener("click", save);
byId("with-script").hidden = false;
show();
