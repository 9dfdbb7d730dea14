import { byId } from "./dom.js";

type Moment = { item: HTMLElement; atMs: number };

/** Plays the opening again from its own lines: steps, rows and lines as they were at each second; `?t=` is linkable. The last second is the page as it came. */
export function startReplay(): void {
  const moments = [...document.querySelectorAll<HTMLElement>("#events > li")].map((item) => ({ item, atMs: Date.parse(item.dataset["at"] ?? "") })).reverse();
  const first = moments[0]?.atMs;
  if (first === undefined) return;
  const position = byId<HTMLInputElement>("position");
  const play = byId("play");
  const labels = byId("replay").dataset;
  let timer: number | null = null;
  byId("replay").hidden = false;
  const show = (): void => {
    const seconds = Number(position.value);
    showAt(moments, position.value === position.max ? Infinity : first + seconds * 1_000);
    byId("shown").textContent = new Date(seconds * 1_000).toISOString().slice(11, 19);
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    play.textContent = labels["play"] ?? "";
  };
  const tick = (): void => {
    position.value = String(Number(position.value) + Number(byId<HTMLSelectElement>("speed").value) / 4);
    show();
    if (position.value === position.max) stop();
  };
  play.addEventListener("click", () => {
    if (timer !== null) {
      stop();
      return;
    }
    if (position.value === position.max) position.value = "0";
    timer = window.setInterval(tick, 250);
    play.textContent = labels["pause"] ?? "";
  });
  position.addEventListener("input", show);
  const asked = /^(\d+):(\d{2}):(\d{2})$/.exec(new URLSearchParams(location.search).get("t") ?? "");
  position.value = asked === null ? position.max : String(Number(asked[1]) * 3_600 + Number(asked[2]) * 60 + Number(asked[3]));
  if (asked !== null) show();
}

function showAt(moments: readonly Moment[], instantMs: number): void {
  const past = moments.filter((moment) => moment.atMs <= instantMs);
  for (const moment of moments) moment.item.hidden = moment.atMs > instantMs;
  const step = past.findLast((moment) => moment.item.dataset["step"] !== undefined)?.item.dataset["step"];
  showStep(instantMs === Infinity ? Infinity : Number(step ?? 0));
  // What a row, a share or an objection says, it says since a moment: before it something else stood there, or nothing.
  for (const each of document.querySelectorAll<HTMLElement>("[data-since]")) each.hidden = Date.parse(each.dataset["since"] ?? "") > instantMs;
  for (const each of document.querySelectorAll<HTMLElement>("[data-until]")) each.hidden = Date.parse(each.dataset["until"] ?? "") <= instantMs;
  for (const each of document.querySelectorAll<HTMLElement>("[data-final]")) each.hidden = instantMs !== Infinity;
}

function showStep(current: number): void {
  const items = document.querySelectorAll("#steps li");
  for (const [at, item] of items.entries()) {
    item.classList.toggle("done", at < current);
    item.classList.toggle("near", Math.abs(at - Math.min(current, items.length - 1)) <= 1);
    if (at === current) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
}
