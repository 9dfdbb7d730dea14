import { syncedClock } from "./clock.js";
import { byId, element } from "./dom.js";
import { startReplay } from "./replay.js";

type HallLine = { seq: number; at: string; text: string };

const hall = byId("hall");
const clock = syncedClock("/api/v1/time");
const timeOfDay = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
const title = document.title;
const SPOKEN_S = [300, 60, 10];
const spoken = new Set<string>();
const RESYNC_MS = 60_000;

/** A countdown is read on demand; only five minutes, one minute and ten seconds are spoken. */
function speak(left: HTMLElement, seconds: number): void {
  const mark = SPOKEN_S.findLast((each) => seconds <= each);
  const key = `${left.dataset["until"] ?? ""}/${String(mark)}`;
  if (mark === undefined || seconds <= 0 || spoken.has(key)) return;
  spoken.add(key);
  byId("say").textContent = mark >= 60 ? `${String(mark / 60)}${left.dataset["minutes"] ?? ""}` : `${String(mark)}${left.dataset["seconds"] ?? ""}`;
}

const two = (value: number): string => String(value).padStart(2, "0");

function inClockWords(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  return `${hours > 0 ? `${String(hours)}:` : ""}${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
}

function draw(): void {
  const now = clock.now();
  byId("now").textContent = timeOfDay.format(now);
  const left = document.getElementById("left");
  if (left !== null) {
    const seconds = Math.max(0, Math.ceil((Date.parse(left.dataset["until"] ?? "") - now) / 1_000));
    left.textContent = inClockWords(seconds);
    document.title = `${left.textContent} ${title}`;
    speak(left, seconds);
  }
  setTimeout(draw, 1_000 - (Math.floor(now) % 1_000));
}

async function resync(): Promise<void> {
  await clock.sync();
  byId("skew").textContent = `±${String(clock.errorMs())} ms`;
  byId("time").hidden = false;
}

let redrawing = false;
let wanted = false;

/** Fetches this page again and puts in every region that changed, but never under the hands of somebody typing in it. */
async function redraw(): Promise<void> {
  wanted = true;
  if (redrawing) return;
  redrawing = true;
  while (wanted) {
    wanted = false;
    const fresh = await fetchPage();
    if (fresh !== null) replaceRegions(fresh);
  }
  redrawing = false;
}

/** This page as it is now, read by the browser itself: our policy lets no script make a document out of text. */
const fetchPage = (): Promise<Document | null> => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.setRequestHeader("cache-control", "no-cache");
  request.onloadend = () => { done(request.status === 200 ? (request.response as Document | null) : null); };
  request.send();
});

function replaceRegions(fresh: Document): void {
  for (const region of document.querySelectorAll("[data-live]")) {
    const next = fresh.querySelector(`[data-live="${region.getAttribute("data-live") ?? ""}"]`);
    const busy = region.contains(document.activeElement) && document.activeElement?.matches("input, textarea, select") === true;
    if (next !== null && !busy && next.innerHTML !== region.innerHTML) region.replaceChildren(...next.childNodes);
  }
}

function announce(line: HallLine): void {
  if (document.getElementById(`e${String(line.seq)}`) !== null) return;
  const item = element("li", "", "flash");
  item.id = `e${String(line.seq)}`;
  item.append(element("time", timeOfDay.format(Date.parse(line.at))), ` ${line.text}`);
  byId("events").prepend(item);
  byId("say").textContent = line.text;
}

function listen(): void {
  const banner = byId("connection");
  const source = new EventSource(`${hall.dataset["events"] ?? ""}?after=${hall.dataset["seq"] ?? "-1"}`);
  source.onerror = () => {
    if (banner.childElementCount === 0) banner.append(element("p", banner.dataset["lost"] ?? "", "note bad"));
  };
  source.onopen = () => {
    banner.replaceChildren();
    void resync();
  };
  source.onmessage = (event: MessageEvent<string>) => {
    announce(JSON.parse(event.data) as HallLine);
    // A rehearsal clock may have been moved, which is what made this line.
    void resync().then(redraw);
  };
  source.addEventListener("clock", () => void resync().then(redraw));
}

await resync();
draw();
if (hall.dataset["ended"] === "yes") startReplay();
else {
  listen();
  setInterval(() => void resync(), RESYNC_MS);
}
