import { blinded, differences, openingOf, rowsIn, standsBack } from "../../experts/blinding.js";
import { CHAIN_CODES, chainHeadOf, codeName, codeOf } from "../../experts/chain.js";
import { commitmentOf } from "../../experts/draw-order.js";
import { EXCLUSIONS } from "../../experts/files.js";
import { fromHex, fromUtf8, hex, utf8 } from "../../kernel/bytes.js";
import { makeEscrow, type EscrowOpeners } from "../../signing/escrow.js";
import { ask, postJson, reasonOf } from "./asking.js";
import { confirmed } from "./confirming.js";
import { byId, element } from "./dom.js";
import { readKept, save, SHAPES, type Names } from "./draw-files.js";

/** What a party of a draw does: secrets are made and used here, kept in files of their holder, and only hashes, labels and codes are sent. */
const box = byId("draw");
const data = (name: string): string => box.dataset[name] ?? "";
const draw = data("draw");
const lotApi = `/api/v1/tenders/${encodeURIComponent(data("tender"))}/lots/${encodeURIComponent(data("lot"))}/draws`;
const api = `${lotApi}/${data("number")}`;
const seated = data("seated").split(" ").filter((label) => label !== "");

const randomHex = (): string => hex(crypto.getRandomValues(new Uint8Array(32)));
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

async function told(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  return answer.json();
}
const post = async (step: string, body: unknown): Promise<unknown> => told(await confirmed((proof) => postJson(`${api}/${step}`, body, proof)));

function fileIn(form: HTMLFormElement): File | null {
  const field = form.elements.namedItem("file");
  return field instanceof HTMLInputElement ? (field.files?.[0] ?? null) : null;
}
const textIn = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement ? field.value : "";
};
const kept = <Kind extends keyof typeof SHAPES>(form: HTMLFormElement, kind: Kind) => readKept(fileIn(form), kind, draw, data("wrongFile"));

/** The keeper's list as it is now. */
const candidates = async (): Promise<Parameters<typeof blinded>[2]> => ((await told(await ask(`${api}/candidates`))) as { candidates: Parameters<typeof blinded>[2] }).candidates;

/** A contributor's number stays in this browser too, so that revealing it needs no file. */
const ownPlace = `daylight-draw/${draw}/${data("name")}`;

/** Throws of a die that hold 128 bits. */
const THROWS_MIN = 50;

/** Random bytes of this machine, with dice thrown by those present mixed in. */
async function contribution(form: HTMLFormElement): Promise<string> {
  const throws = textIn(form, "dice").replaceAll(/[\s,，、]/g, "");
  const own = crypto.getRandomValues(new Uint8Array(32));
  if (throws === "") return hex(own);
  if (!/^[1-6]+$/.test(throws) || throws.length < THROWS_MIN) throw new RangeError(data("diceWrong"));
  return sha256(Uint8Array.from([...own, ...utf8(throws)]));
}

type Send = () => Promise<unknown>;

type Shown = { readonly draws: readonly { readonly number: number; readonly escrow: EscrowOpeners | null; readonly pool: { readonly sha256: string; readonly rows: Parameters<typeof differences>[1] } | null; readonly result: { readonly drawn: readonly { readonly label: string }[] } | null; readonly replacements: readonly { readonly substitute: string }[] }[] };
const shownDraw = async (): Promise<Shown["draws"][number]> => {
  const { draws } = (await told(await ask(lotApi))) as Shown;
  const own = draws.find(({ number }) => String(number) === data("number"));
  if (own === undefined) throw new RangeError(data("wrongFile"));
  return own;
};

/** Secrets sealed to the lot's openers, who open what is not given in its time; none where the lot has no openers. */
async function escrowsOf(commitment: string, secrets: readonly (readonly [name: string, secret: string])[]): Promise<string[]> {
  const { escrow } = await shownDraw();
  return escrow === null ? [] : secrets.map(([name, secret]) => fromUtf8(makeEscrow(escrow, { draw, name, commitment }, secret)));
}

/** What is made here first and saved, and how it is sent then. */
const MAKING: Readonly<Record<string, (form: HTMLFormElement) => Promise<Send>>> = {
  secret: async () => {
    const secret = randomHex();
    save("keeper", draw, { v: "ddr-keeper/1", draw, secret });
    const hash = await sha256(fromHex(secret));
    return () => post("secret", { sha256: hash });
  },
  plan: async () => {
    const secret = randomHex();
    save("chain", draw, { v: "ddr-chain/1", draw, secret });
    const chain = chainHeadOf(fromHex(secret));
    const escrows = await escrowsOf(chain, Array.from({ length: CHAIN_CODES }, (_, used) => [codeName(used), codeOf(fromHex(secret), used)]));
    return () => post("plan", { chain, escrows });
  },
  pool: async (form) => {
    const { secret } = await kept(form, "keeper");
    const names = blinded(draw, fromHex(secret), await candidates());
    save("names", draw, names);
    return () => post("pool", { rows: rowsIn(names) });
  },
  commit: async (form) => {
    const [name, r] = [data("name"), await contribution(form)];
    const file = { v: "ddr-contribution/1", draw, name, r };
    localStorage.setItem(ownPlace, JSON.stringify(file));
    save(`random-${name}`, draw, file);
    const c = commitmentOf(draw, name, r);
    const [escrow = null] = await escrowsOf(c, [[name, r]]);
    return () => post("commitments", { name, c, escrow });
  },
};

/** The supervisor fixes the very pool it held against the names. */
async function fix(form: HTMLFormElement): Promise<unknown> {
  const names = await kept(form, "names");
  const { pool } = await shownDraw();
  const wrong = pool === null ? [] : differences(names, pool.rows);
  if (pool === null || wrong.length > 0) throw new RangeError(`${data("wrongFile")}（${wrong.map((label) => label.slice(0, 8)).slice(0, 5).join("、")}）`);
  return post("pool/approval", { sha256: pool.sha256 });
}

async function reveal(form: HTMLFormElement): Promise<unknown> {
  const held = localStorage.getItem(ownPlace);
  const chosen = fileIn(form);
  const { r } = chosen === null && held !== null ? (JSON.parse(held) as { r: string }) : await kept(form, "random");
  if (commitmentOf(draw, data("name"), r) !== data("commitment")) throw new RangeError(data("wrongFile"));
  return post("reveals", { name: data("name"), r });
}

const nextCode = async (form: HTMLFormElement): Promise<string> => codeOf(fromHex((await kept(form, "chain")).secret), Number(data("codes")));

async function replace(form: HTMLFormElement): Promise<unknown> {
  const file = fileIn(form);
  if (file === null) throw new RangeError(data("again"));
  return post("replacements", { label: textIn(form, "label"), reason: textIn(form, "reason"), evidence: await sha256(new Uint8Array(await file.arrayBuffer())) });
}

/** Those who were ever drawn, and nobody else. */
async function open(form: HTMLFormElement): Promise<unknown> {
  return post("names", { opened: openingOf(await kept(form, "names"), await shownDraw()) });
}

/** Says on this computer alone who holds the seats, and who of them must stand back by the list as it is now. */
function showSeated({ names }: Names, now: Parameters<typeof standsBack>[1]): void {
  const list = element("ul", "");
  for (const label of seated) {
    const own = names.find((each) => each.label === label);
    if (own === undefined) throw new RangeError(data("wrongFile"));
    const line = element("li", `${own.name}（${own.stratum}）`);
    line.append(element("span", `${label.slice(0, 16)}… ${data("salt")} ${own.salt}`, "hint id"));
    const reason = standsBack(own, now);
    if (reason !== null) line.append(element("p", `${data("standsBack")}${EXCLUSIONS[reason][document.documentElement.lang.startsWith("en") ? "en" : "zh"]}`, "note bad"));
    list.append(line);
  }
  byId("shown").replaceChildren(list);
  byId("shown").hidden = false;
  byId("shown").focus();
}

const DOING: Readonly<Record<string, (form: HTMLFormElement) => Promise<unknown>>> = {
  fix, reveal, replace, open,
  code: async (form) => post("result", { code: await nextCode(form) }), next: async (form) => post("replacements/code", { code: await nextCode(form) }),
};

function attempt(form: HTMLFormElement, work: () => Promise<unknown>): void {
  const faults = byId("faults");
  faults.replaceChildren();
  const button = form.querySelector<HTMLButtonElement>("button:not([data-save])");
  const title = byId("confirm-title");
  title.textContent = `${title.dataset["before"] ?? ""}${button?.textContent ?? ""}`;
  work().catch((error: unknown) => {
    faults.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
    faults.focus();
  });
}

/** What is made is saved first, and sent when its holder says so. */
function prepare(form: HTMLFormElement, make: (form: HTMLFormElement) => Promise<Send>): void {
  const [keep, send] = [form.querySelector<HTMLButtonElement>("[data-save]"), form.querySelector<HTMLButtonElement>("button:not([data-save])")];
  let sending: Send | null = null;
  keep?.addEventListener("click", () => {
    attempt(form, async () => {
      sending = await make(form);
      if (send !== null) send.disabled = false;
    });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending !== null) attempt(form, async () => { await sending?.(); location.reload(); });
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-duty]")) {
  const duty = form.dataset["duty"] ?? "";
  const make = MAKING[duty];
  if (make !== undefined) prepare(form, make);
  else {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(form, duty === "seated" ? async () => { showSeated(await kept(form, "names"), await candidates()); } : async () => { await DOING[duty]?.(form); location.reload(); });
    });
  }
  form.hidden = false;
}
