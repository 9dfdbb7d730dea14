import { makeAuctionReserve, readAuctionReserve, reserveCommitment } from "../../auctions/reserve.js";
import { inWords, parseMoney, yuan, type Fen } from "../../kernel/money.js";
import { attemptIn, byId, wireFile } from "./dom.js";

/** The reserve of an auction: amount and random number are put together here, its keeper keeps the file, and the form beside is given its hash; after the end the file itself, if it is the one. */
const box = byId("reserve");
const data = (name: string): string => box.dataset[name] ?? "";
const place = { exchange: data("exchange"), auction: data("auction") };
const SALT_BYTES = 32;

let file: Uint8Array<ArrayBuffer> | null = null;

const show = (fen: Fen): void => { byId("sum").textContent = `${yuan(fen)} 元（${inWords(fen)}）`; };
/** A field of the form that is sent. */
const field = (name: string): HTMLInputElement | HTMLTextAreaElement | null => box.querySelector(`form[action^="/acts/"] [name="${name}"]`);
function fill(name: string, value: string): void {
  const found = field(name);
  if (found !== null) found.value = value;
}

function make(): void {
  const amount = parseMoney({ amount: byId<HTMLInputElement>("amount").value.trim().replaceAll(",", ""), currency: "CNY" });
  if (!amount.ok || amount.value === 0n) throw new RangeError(data("wrongAmount"));
  const minutes = byId<HTMLInputElement>("minutes").value.trim();
  if (minutes === "") throw new RangeError(data("wrongRecord"));
  file = makeAuctionReserve(place, amount.value, minutes, crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
  show(amount.value);
  byId("hash").textContent = reserveCommitment(file);
  byId("made").hidden = false;
  fill("record", minutes);
  fill("commitment", "");
}

/** Only what was saved is entered: a reserve whose file is lost can never be opened. */
function save(): void {
  if (file === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: "application/json" }));
  link.download = `reserve-${place.auction}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  fill("commitment", reserveCommitment(file));
}

/** Holds the file against the commitment here: another one never leaves this computer. */
async function check(): Promise<void> {
  const [chosen] = byId<HTMLInputElement>("file").files ?? [];
  byId("checked").hidden = true;
  fill("file", "");
  if (chosen === undefined) return;
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const read = readAuctionReserve(bytes, place);
  if (!read.ok || reserveCommitment(bytes) !== data("commitment")) throw new RangeError(data("wrongFile"));
  const amount = read.value.reserve === null ? null : parseMoney(read.value.reserve);
  if (amount?.ok === true) show(amount.value);
  byId("checked").hidden = false;
  fill("file", new TextDecoder().decode(bytes));
}

wireFile(attemptIn("wrong"), { make, check, save });
