import { openedFor, type FollowedRecord } from "../../auctions/followed-record.js";
import { followed } from "../../auctions/following.js";
import { leftInWords } from "../messages/auction-said.js";
import { drawLines, drawRoom, own } from "./auction-draw.js";
import { byId } from "./dom.js";

const TICK_MS = 200;
/** A little before the first line, so that the replay shows it come. */
const BEFORE_MS = 1_000;

/** Plays the record from its beginning, at one to sixty times the speed: the same fold as the live room, at another instant. */
export function startReplay({ terms, lines }: FollowedRecord): void {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return;
  const from = Date.parse(first.at) - BEFORE_MS;
  const position = byId<HTMLInputElement>("position");
  const play = byId("play");
  let timer: number | null = null;
  position.max = String(Date.parse(last.at) - from);
  position.step = "any";
  const show = (): void => {
    const now = from + Number(position.value);
    const past = lines.filter(({ at }) => Date.parse(at) <= now);
    const contest = past.reduce(followed, openedFor(terms, own));
    const said = drawRoom(contest, now, null);
    byId("lines").replaceChildren();
    drawLines(contest, past, false);
    byId("left").textContent = said.until === null ? "" : leftInWords(Date.parse(said.until) - now);
    byId("shown").textContent = new Date(now + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    play.textContent = play.dataset["play"] ?? "";
  };
  play.addEventListener("click", () => {
    if (timer !== null) { stop(); return; }
    if (Number(position.value) >= Number(position.max)) position.value = "0";
    play.textContent = play.dataset["pause"] ?? "";
    timer = window.setInterval(() => {
      position.value = String(Number(position.value) + TICK_MS * Number(byId<HTMLSelectElement>("speed").value));
      show();
      if (Number(position.value) >= Number(position.max)) stop();
    }, TICK_MS);
  });
  position.addEventListener("input", show);
  byId("replay").hidden = false;
  position.value = position.max;
  show();
}
