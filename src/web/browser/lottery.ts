import { commitmentOf, upChain } from "../../experts/draw-order.js";
import { hex } from "../../kernel/bytes.js";
import { attemptIn, byId, wireFile } from "./dom.js";
import { readKept, save as keep } from "./draw-files.js";

/** What a party gives to the lottery of a contest: its number is made here and kept in a file, the notice is given its hash; at the lottery the file fills the form, if it is the one. */
const box = byId("lottery");
const data = (name: string): string => box.dataset[name] ?? "";
const RANDOM_BYTES = 32;
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

type Made = { readonly title: string; readonly auction: string; readonly content: object };
let made: Made | null = null;

const typed = (id: string, wrong: string): string => {
  const value = byId<HTMLInputElement>(id).value.trim();
  if (!NAME.test(value)) throw new RangeError(data(wrong));
  return value;
};

function make(): void {
  made = null;
  byId("made").hidden = true;
  const auction = typed("auction", "wrongAuction");
  const secret = hex(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
  if (byId<HTMLSelectElement>("kind").value === "code") {
    byId("hash").textContent = upChain(secret);
    made = { title: "code", auction, content: { v: "ddr-code/1", draw: auction, code: secret } };
  } else {
    const name = typed("name", "wrongName");
    byId("hash").textContent = commitmentOf(auction, name, secret);
    made = { title: `random-${name}`, auction, content: { v: "ddr-contribution/1", draw: auction, name, r: secret } };
  }
  byId("saved").hidden = true;
  byId("made").hidden = false;
}

function save(): void {
  if (made === null) return;
  keep(made.title, made.auction, made.content);
  byId("saved").hidden = false;
}

/** Fills a field of the form that is sent. */
function fill(act: string, name: string, value: string): void {
  const field = box.querySelector<HTMLInputElement | HTMLSelectElement>(`form[action^="/acts/${act}?"] [name="${name}"]`);
  if (field !== null) field.value = value;
}

/** Holds the file against the commitments of the notice here: another one never leaves this computer. */
async function check(): Promise<void> {
  const chosen = byId<HTMLInputElement>("file").files?.[0] ?? null;
  byId("checked").hidden = true;
  for (const [act, name] of [["auction-contribute", "r"], ["auction-draw", "code"]] as const) fill(act, name, "");
  const [auction, wrong] = [data("auction"), data("wrongFile")];
  const committed = new Set(data("commitments").split(" "));
  const given = await readKept(chosen, "random", auction, wrong).catch(() => null);
  const { code } = given === null ? await readKept(chosen, "code", auction, wrong) : { code: "" };
  if (!committed.has(given === null ? `:${upChain(code)}` : `${given.name}:${commitmentOf(auction, given.name, given.r)}`)) throw new RangeError(wrong);
  if (given === null) fill("auction-draw", "code", code);
  else {
    fill("auction-contribute", "name", given.name);
    fill("auction-contribute", "r", given.r);
  }
  byId("filled").textContent = given?.name ?? "DDR-1";
  byId("checked").hidden = false;
}

wireFile(attemptIn("wrong"), { make, check, save });
