import { base64 } from "../../kernel/bytes.js";
import { inWords, parseMoney, yuan, type Fen } from "../../kernel/money.js";
import { commitmentOf, makeReserveFile, openReserveFile, RESERVE_SALT_BYTES, type LotPlace } from "../../signing/reserve-file.js";
import { postJson, reasonOf } from "./asking.js";
import { attemptIn, byId, element, wireFile } from "./dom.js";
import { provedInLog } from "./log-proof.js";

/** The reserve estimate: amount and random number are put together here, the tenderer keeps the file, and the exchange gets its hash; at the opening the file itself, if it is the one. */
const box = byId("reserve");
const data = (name: string): string => box.dataset[name] ?? "";
const place: LotPlace = { exchange: data("exchange"), tender: data("tender"), lot: data("lot") };
const api = `/api/v1/tenders/${encodeURIComponent(place.tender)}/lots/${encodeURIComponent(place.lot)}/reserve`;
/** The witnesses' next checkpoint covers a new entry. */
const LOG_TRIES = 10;
const LOG_WAIT_MS = 1_000;

let file: Uint8Array<ArrayBuffer> | null = null;

const show = (fen: Fen): void => { byId("sum").textContent = `${yuan(fen)} 元（${inWords(fen)}）`; };

function make(): void {
  const amount = parseMoney({ amount: byId<HTMLInputElement>("amount").value.trim().replaceAll(",", ""), currency: "CNY" });
  if (!amount.ok || amount.value === 0n) throw new RangeError(data("wrongAmount"));
  file = makeReserveFile(place, amount.value, crypto.getRandomValues(new Uint8Array(RESERVE_SALT_BYTES)));
  show(amount.value);
  byId("hash").textContent = commitmentOf(file);
  byId("made").hidden = false;
  byId<HTMLButtonElement>("send").disabled = true;
}

function save(): void {
  if (file === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: "application/json" }));
  link.download = `reserve-${place.tender}-${place.lot}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  byId<HTMLButtonElement>("send").disabled = false;
}

/** Sends the hash, and shows only what the log proves. */
async function commit(): Promise<void> {
  if (file === null) return;
  byId<HTMLButtonElement>("send").disabled = true;
  const commitment = commitmentOf(file);
  const answer = await postJson(api, { commitment });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  const { index } = (await answer.json()) as { index: number | null };
  for (let tries = 0; index !== null && tries < LOG_TRIES; tries++) {
    if (await provedInLog(index, commitment)) {
      byId("make").hidden = true;
      byId("said").replaceChildren(element("span", data("fixed"), "note ok"));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOG_WAIT_MS));
  }
  throw new RangeError(data("unproved"));
}

/** Holds the file against the commitment here: another one never leaves this computer. */
async function check(): Promise<void> {
  const [chosen] = byId<HTMLInputElement>("file").files ?? [];
  byId("checked").hidden = true;
  file = null;
  if (chosen === undefined) return;
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const amount = openReserveFile(bytes, place, data("commitment"));
  if (!amount.ok) throw new RangeError(`${data("wrongFile")}（${amount.refusal.code}）`);
  file = bytes;
  show(amount.value);
  byId("checked").hidden = false;
}

async function reveal(): Promise<void> {
  if (file === null) return;
  const answer = await postJson(`${api}/file`, { file: base64(file) });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  location.reload();
}

const attempt = attemptIn("faults");
const makes = wireFile(attempt, { make, check, save });
byId("send").addEventListener("click", () => { attempt(makes ? commit : reveal); });
