import { byId } from "./dom.js";

type Moment = { item: HTMLElement; atMs: number };

/** Plays the opening again from its own lines: steps, states and lines as they were at each second; `?t=` is linkable. */
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
    showAt(moments, first + seconds * 1_000);
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
  if (step !== undefined) showStep(Number(step));
  showStates(past);
}

function showStep(current: number): void {
  for (const [at, item] of document.querySelectorAll("#steps li").entries()) {
    item.classList.toggle("done", at < current);
    if (at === current) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
}

const TONES: Record<string, string> = { opening: "go", opened: "ok", failed: "bad" };

/** Rows show the state they had; prices stay away until every bid had been dealt with. */
function showStates(past: readonly Moment[]): void {
  const table = document.getElementById("bids");
  if (table === null) return;
  const words = JSON.parse(table.dataset["states"] ?? "{}") as Record<string, string>;
  const rows = [...table.querySelectorAll<HTMLElement>("tbody tr")];
  const states = rows.map((row) => past.findLast((moment) => moment.item.dataset["order"] === row.dataset["order"])?.item.dataset["state"] ?? "waiting");
  for (const [at, row] of rows.entries()) {
    const tag = row.querySelector(".tag");
    const state = states[at] ?? "waiting";
    if (tag === null) continue;
    tag.textContent = words[state] ?? state;
    tag.className = `tag ${TONES[state] ?? ""}`;
  }
  const open = states.every((state) => state !== "waiting" && state !== "opening");
  for (const cell of table.querySelectorAll<HTMLElement>(".sung")) cell.hidden = !open;
}
