import { ask, reasonOf } from "./asking.js";
import { byId } from "./dom.js";

/** Saves what is typed into a scoring sheet: score by score, so that two devices of a member lose nothing of each other's. Needed by nobody: the form itself saves too. */
const form = byId<HTMLFormElement>("sheet");
const said = byId("saved");
const words = said.dataset;
const PAUSE_MS = 800;
const changed = new Set<string>();
let timer = 0;
let sending = false;
/** Something was typed while the last save was on its way: it is saved after it. */
let typedSince = false;
const timeOfDay = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });

const text = (name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "";
};

/** `score:<bid>:<criterion>` and `reason:<bid>:<criterion>` are one score. */
const itemOf = (name: string): string | null => (/^(?:score|reason):(.+)$/.exec(name) ?? [])[1] ?? null;

function scoresOf(items: readonly string[]): object[] {
  return items.map((item) => {
    const at = item.indexOf(":");
    return { bidder: item.slice(0, at), criterion: item.slice(at + 1), score: text(`score:${item}`).trim(), reason: text(`reason:${item}`) };
  });
}

/** @returns what the page says of it */
async function sent(items: readonly string[]): Promise<string> {
  const answer = await ask(form.dataset["draft"] ?? "", { method: "PUT", body: JSON.stringify({ scores: scoresOf(items) }), headers: { "Content-Type": "application/json" } });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  return `${words["saved"] ?? ""} ${timeOfDay.format(new Date())}`;
}

async function save(): Promise<void> {
  if (sending || changed.size === 0) return;
  sending = true;
  const items = [...changed];
  changed.clear();
  said.textContent = words["saving"] ?? "";
  said.textContent = await sent(items).catch((error: unknown) => {
    for (const item of items) changed.add(item);
    return `${words["failed"] ?? ""}${error instanceof Error ? error.message : String(error)}`;
  });
  sending = false;
  if (typedSince) soon();
  typedSince = false;
}

function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => { void save(); }, PAUSE_MS);
}

form.addEventListener("input", (event) => {
  const item = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement ? itemOf(event.target.name) : null;
  if (item === null) return;
  changed.add(item);
  typedSince = sending;
  soon();
});
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") void save(); });
