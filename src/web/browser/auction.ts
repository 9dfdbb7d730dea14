import { Broken, withFrame, type FollowedRecord, type FrameTold } from "../../auctions/followed-record.js";
import type { ContestView } from "../../auctions/view.js";
import type { MoneyJson } from "../../kernel/money.js";
import { grouped } from "../../kernel/money.js";
import { leftInWords, type Said } from "../messages/auction-said.js";
import { priceMoved } from "./auction-ask.js";
import { drawChecked, drawLines, drawRoom, place, own, viewFor, words } from "./auction-draw.js";
import { checkNames } from "./auction-names.js";
import { showForms, startOffers } from "./auction-offer.js";
import { caughtUp, readRecord } from "./auction-record.js";
import { startReplay } from "./auction-replay.js";
import { syncedClock } from "./clock.js";
import { byId, element, keepFocus } from "./dom.js";

const auction = place["auction"] ?? "";
const clock = syncedClock("/api/v1/time");
const title = document.title;
const banner = byId("connection");
const RESYNC_MS = 60_000;
const TICK_MS = 200;
/** Further apart than this, our idea of the exchange's time is measured again. */
const OFF_MS = 1_000;
/** A device's clock that moves by more than this between two looks was set. */
const JUMP_MS = 500;
const SPOKEN_S = [300, 60, 10] as const;

let record: FollowedRecord = await readRecord(auction, own);
let maximum: MoneyJson | null = (place["maximum"] ?? "") === "" ? null : { amount: place["maximum"] ?? "", currency: "CNY" };
let said: Said | null = null;
let lostAt: number | null = null;
const receipts = new Map<number, string>();
const spoken = new Set<string>();

function tell(text: string, tone: "bad" | "ok"): void {
  banner.replaceChildren(element("p", text, `note ${tone}`));
}

/** Draws the record as it stands; who was led and is not any more hears it at once. */
function draw(): void {
  const [wasLeading, focused] = [said?.tone === "ok", document.activeElement];
  const { contest } = record;
  said = drawRoom(contest, clock.now(), maximum);
  alarm(viewFor(contest), wasLeading);
  priceMoved(contest);
  showForms(contest);
  drawLines(contest, record.lines);
  drawChecked(record.lines.length, record.head);
  checkNames(contest);
  if (contest.ended !== null) {
    byId("say").textContent = `${said.status} ${said.price}`;
    document.getElementById("offer")?.setAttribute("hidden", "");
  }
  keepFocus(focused, "offer", "own");
}

function alarm({ standing, own: mine, endedAt }: ContestView, wasLeading: boolean): void {
  if (wasLeading && mine?.status === "outbid" && endedAt === null && standing !== null) {
    byId("alarm").textContent = words.outbidSay(grouped(standing.amount.amount));
    document.querySelector("#said > .ok")?.classList.remove("ok"); // what was taken stands no more
  } else if (mine?.status === "leading") byId("alarm").textContent = "";
}

function takeOver(next: FollowedRecord): void {
  for (const { seq } of next.lines.slice(record.lines.length)) if (seq === next.contest.seq && (receipts.get(seq) ?? next.head) !== next.head) throw new Broken(`receipt ${String(seq)}`);
  record = next;
  draw();
}

/** One thing after the other: a frame that comes while lines are read waits for them. */
let queue: Promise<void> = Promise.resolve();
function inTurn(work: () => Promise<void>): void {
  queue = queue.then(work).catch((error: unknown) => {
    if (!(error instanceof Broken || error instanceof RangeError)) return; // unreachable: the stream comes back, and with it the lines
    source?.close();
    tell(`${words.broken}（${error.message}）`, "bad");
  });
}

async function onFrame(frame: FrameTold): Promise<void> {
  takeOver(withFrame(record, frame) ?? (await caughtUp(record, auction)));
  if (frame.now !== undefined && Math.abs(Date.parse(frame.now) - clock.now()) > OFF_MS) await resync();
}

async function resync(): Promise<void> {
  await clock.sync();
  byId("skew").textContent = `±${String(clock.errorMs())} ms`;
  byId("way").textContent = `${String(clock.errorMs() * 2)} ms`;
  byId("time").hidden = false;
  draw();
}

let source: EventSource | null = null;

/** Follows the stream from the last line that is here. */
function listen(): void {
  source?.close();
  const stream = new EventSource(`/api/v1/auctions/${encodeURIComponent(auction)}/events?after=${String(record.contest.seq)}`);
  source = stream;
  stream.onopen = () => {
    inTurn(async () => {
      const before = record.contest.seq;
      await resync();
      takeOver(await caughtUp(record, auction));
      if (lostAt !== null) tell(words.back(record.contest.seq - before), "ok");
      lostAt = null;
    });
  };
  stream.onerror = () => {
    lose();
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, OFF_MS);
  };
  stream.addEventListener("happenings", (event: MessageEvent<string>) => { inTurn(() => onFrame(JSON.parse(event.data) as FrameTold)); });
  stream.addEventListener("time", (event: MessageEvent<string>) => {
    if (Math.abs(Date.parse((JSON.parse(event.data) as { now: string }).now) - clock.now()) > OFF_MS) inTurn(resync);
  });
}

function lose(): void {
  if (lostAt !== null) return;
  lostAt = record.contest.seq;
  tell(words.lost, "bad");
}

/** Five minutes, one minute and ten seconds are spoken, each once for each end. */
function speak(until: string, seconds: number): void {
  const mark = SPOKEN_S.findLast((each) => seconds <= each);
  const key = `${until}/${String(mark)}`;
  if (mark === undefined || seconds <= 0 || spoken.has(key)) return;
  spoken.add(key);
  byId("say").textContent = mark >= 60 ? words.minutesLeft(mark / 60) : words.secondsLeft(mark);
}

const timeOfDay = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
let apart = Date.now() - performance.timeOrigin - performance.now();

function tick(): void {
  const now = clock.now();
  byId("now").textContent = timeOfDay.format(now);
  const until = said?.until ?? null;
  const left = until === null ? "" : leftInWords(Date.parse(until) - now);
  byId("left").textContent = left;
  entitle(left);
  if (until !== null) speak(until, Math.ceil((Date.parse(until) - now) / 1_000));
  lookAtClock();
  setTimeout(tick, TICK_MS);
}

/** The tab says how it stands: people watch it from other windows. */
function entitle(left: string): void {
  if (said !== null) document.title = [own === null ? "" : said.status, said.price, left, title].filter((each) => each !== "").join(" · ");
}

/** A device whose clock was set measures the exchange's time again. */
function lookAtClock(): void {
  const nowApart = Date.now() - performance.timeOrigin - performance.now();
  if (Math.abs(nowApart - apart) > JUMP_MS) {
    byId("jumped").textContent = words.jumped;
    inTurn(resync);
  }
  apart = nowApart;
}

if (place["as"] === "replay") {
  drawChecked(record.lines.length, record.head);
  startReplay(record);
} else {
  await resync();
  tick();
  listen();
  setInterval(() => { inTurn(resync); }, RESYNC_MS);
  addEventListener("offline", () => { source?.close(); lose(); });
  addEventListener("online", listen);
  await startOffers({ contest: () => record.contest, taken: (receipt) => {
    receipts.set(receipt.seq, receipt.head);
    maximum = receipt.view?.own?.maximum ?? null;
    inTurn(async () => { takeOver(await caughtUp(record, auction)); });
  } });
  document.body.dataset["ready"] = "yes";
}
