import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../src/cli/program.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { advanceTo, comeIn, firmOf, inRoom, phase, price, said } from "../support/auction-room.js";
import { launchBrowser } from "../support/browser.js";
import { pictured, serveApp } from "../support/browsing.js";
import { bundleIn, filesOf, spoiled } from "../support/bundles.js";
import { countingPointers, focusIn, pointed, pressKey, tabTo } from "../support/keyboard.js";
import { keepsGates } from "../support/gates.js";
import { contestTown, FIRMS, type ContestTown, type Name } from "../support/sale-contest.js";
import { cappedSale, GIVEN, lotteryOf } from "../support/sale-lottery.js";
import { cny } from "../support/sales.js";
import type { ServedTown } from "../support/served-town.js";
import { formFor, press, walkersOf } from "../support/walkers.js";

// The land of G9 with a highest price, from its notice to its record: three firms in three browsers, one of them on a telephone by keyboard alone; a watcher and a wall beside them.
const NAMES = ["A", "B", "C"] as const;
const SAY = "#say";
let contest: ContestTown;
let site: ServedTown;
let cut: () => void;
let chromium: Browser;
let sale: string;
let auction: string;
const pages = new Map<string, Page>();
const room = (who: Name | "watcher" | "wall"): Page => {
  const page = pages.get(who);
  if (page === undefined) throw new RangeError(`${who} is not in the room`);
  return page;
};
beforeAll(async () => {
  [contest, chromium] = await Promise.all([contestTown("2026-08-17T09:00:00+08:00"), launchBrowser()]);
  const { town } = contest.bank;
  const served = await serveApp(town.app);
  cut = served.cut;
  site = { town, browser: chromium, base: served.base, walkers: walkersOf(chromium, served.base), stop: () => { served.stop(); return chromium.close(); } };
  sale = await cappedSale(town, lotteryOf, { laterStep: cny("1000000.00") });
  auction = `${sale}-01-A1`;
  await contest.at("07T10:00:00");
  for (const name of NAMES) {
    await contest.qualified(sale, name);
    const context = await site.walkers.contextOf(FIRMS[name], { viewport: name === "B" ? { width: 390, height: 844 } : { width: 1280, height: 900 } });
    if (name === "B") await countingPointers(context);
    pages.set(name, await inRoom(site, await context.newPage(), auction));
  }
  pages.set("watcher", await inRoom(site, await site.walkers.newPage("watcher"), auction));
  pages.set("wall", await inRoom(site, await site.walkers.newPage("wall"), `${auction}/wall`));
}, 240_000);
afterAll(async () => {
  await site.stop();
  await contest.stop();
});

/** Moves the clock on; whoever is in a room measures it again as after a network that came back, not only within the minute. */
async function advance(to: string): Promise<void> {
  await advanceTo(site, `2026-09-${to}+08:00`);
  for (const page of pages.values()) await page.evaluate("dispatchEvent(new Event('online'))");
}
const status = (who: Name, text: string): Promise<void> => room(who).locator(".own-status", { hasText: text }).waitFor();
const left = (page: Page, text: string): Promise<void> => page.locator("#left", { hasText: text }).waitFor();
const titled = (page: Page, start: string) => expect.poll(() => page.title(), { timeout: 30_000 }).toMatch(new RegExp(`^${start.replaceAll(/[.*+?^$()]/g, String.raw`\$&`)} · `));

/** Both steps of an offer, by pointer. */
async function offered(page: Page, amount: string): Promise<void> {
  await page.fill("#amount", amount);
  await page.press("#amount", "Enter");
  await page.click("#confirm-offer");
}
/** The same by keyboard, from wherever the focus is. */
async function typed(page: Page, amount: string): Promise<void> {
  await tabTo(page, "#amount");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(amount);
  await page.keyboard.press("Enter");
  await page.locator("#check").waitFor();
  expect(await focusIn(page), "what is to be checked has the focus").toBe("check");
  await pressKey(page, "#confirm-offer");
}
const answered = async (page: Page, answer: "yes" | "no"): Promise<void> => {
  await page.locator(`[data-way-of="willing"] button[value="${answer}"]`).click();
  await page.click("#confirm-offer");
};
const happenings = async (): Promise<readonly { readonly head: string; readonly happening: Readonly<Record<string, unknown>> }[]> =>
  (await site.town.ask(null, "GET", `/api/v1/auctions/${auction}/happenings`)).json["happenings"] as never;

describe("the listing", () => {
  test("each comes in by one signed act, one of them by keyboard alone; who came in has the focus where offers are made", async () => {
    for (const name of ["A", "C"] as const) await comeIn(room(name));
    await pressKey(room("B"), "#enter-now");
    await room("B").locator("#confirm-here").waitFor();
    await pressKey(room("B"), '#confirm-here form[data-way="rehearsal"] button', "Space");
    await room("B").locator("#offer-form").waitFor();
    await expect.poll(() => focusIn(room("B"))).toBe("offer");
  });

  test("an offer is typed, checked and confirmed without a pointer; what is refused gives the focus back to the field it came from", async () => {
    await offered(room("A"), "12000万");
    await status("A", "领先");
    await titled(room("A"), "领先 · ¥120,000,000.00");
    await typed(room("B"), "12000.5万");
    await said(room("B"), "低于现在可以报的最低价121,000,000.00元");
    expect(await focusIn(room("B"))).toBe("amount");
    await typed(room("B"), "12100万");
    await status("B", "领先");
    await status("A", "被超过");
    await titled(room("A"), "被超过 · ¥121,000,000.00");
    await titled(room("watcher"), "¥121,000,000.00");
    await pictured(room("B"), "auction-lottery/leading-phone");
  });

  test("in another browser a bidder signs in anew; the window he left cannot offer any more and says why", async () => {
    const elsewhere = await inRoom(site, await (await site.walkers.contextOf(FIRMS.C)).newPage(), auction);
    await comeIn(elsewhere);
    await offered(elsewhere, "12200万");
    await elsewhere.locator(".own-status", { hasText: "领先" }).waitFor();
    await offered(room("C"), "12300万");
    await said(room("C"), "auction-signature-wrong");
    await room("C").locator("#enter-now").waitFor();
    await elsewhere.context().close();
    await comeIn(room("C"));
    await price(room("wall"), "¥122,000,000.00");
  });

  test("cut off by the server, a page comes back with the number it read last and reads everything it missed", async () => {
    const [away, watcher] = [room("C"), room("watcher")];
    await away.context().route("**/events*", (route) => route.abort());
    const again = watcher.waitForRequest((request) => request.url().includes("/events"));
    const seen = (await happenings()).length;
    cut();
    await away.locator("#connection", { hasText: "连接中断" }).waitFor();
    expect((await (await again).allHeaders())["last-event-id"]).toBe(String(seen));
    await advance("21T09:50:00");
    await offered(room("A"), "12300万");
    await status("A", "领先");
    await pressKey(room("B"), '[data-steps="0"]', "Space");
    await pressKey(room("B"), "#confirm-offer");
    await status("B", "领先");
    await away.context().unroute("**/events*");
    await away.locator("#connection", { hasText: "补齐" }).waitFor();
    await price(away, "¥124,000,000.00");
    const all = await happenings();
    for (const page of [away, watcher]) {
      await page.locator("#checked", { hasText: `已逐条核对 ${String(all.length)} 条记录` }).waitFor();
      expect(await page.locator("#head").textContent()).toBe(all.at(-1)?.head);
    }
  });
});

describe("the overtime", () => {
  test("two different bidders in the last hour lead to it; five minutes, one minute and ten seconds are announced, and the tab counts", async () => {
    await advance("21T10:00:00");
    await phase(room("A"), "准备");
    await expect.poll(() => focusIn(room("B")), { message: "the field is gone, the card has the focus" }).toBe("offer");
    await advance("21T10:15:00");
    for (const who of ["A", "B", "C", "watcher", "wall"] as const) await phase(room(who), "限时竞价");
    for (const [to, shown, spoken] of [["21T10:15:00", "05:00", "还剩 5 分钟"], ["21T10:19:00", "01:00", "还剩 1 分钟"], ["21T10:19:50", "00:10", "还剩 10 秒"]] as const) {
      await advance(to);
      for (const who of ["B", "watcher"] as const) {
        await left(room(who), shown);
        await room(who).locator(SAY).getByText(spoken, { exact: true }).waitFor({ state: "attached" });
      }
      await titled(room("B"), `领先 · ¥124,000,000.00 · ${shown}`);
    }
    expect([await room("B").locator(SAY).getAttribute("role"), await room("B").locator("#alarm").getAttribute("role")]).toEqual(["status", "alert"]);
  });

  test("an offer ten seconds before the end starts the countdown again for everybody; who was outbid hears it, and the new end is announced anew", async () => {
    await offered(room("C"), "12500万");
    await status("C", "领先");
    await status("B", "被超过");
    expect(await room("B").locator("#alarm").textContent()).toContain("您被超过，现在的价格 ¥125,000,000.00");
    for (const who of ["A", "B", "watcher", "wall"] as const) await left(room(who), "05:00");
    await titled(room("B"), "被超过 · ¥125,000,000.00 · 05:00");
    await advance("21T10:23:50");
    await room("watcher").locator(SAY).getByText("还剩 1 分钟", { exact: true }).waitFor({ state: "attached" });
  });

  test("a device whose clock jumps measures the exchange's time again: time, error and countdown are right, whatever the device says", async () => {
    const page = room("C");
    await advanceTo(site, "2026-09-21T10:24:20+08:00");
    await page.evaluate("(() => { const own = Date.now; Date.now = () => own() + 3_600_000; })()");
    await page.locator("#jumped", { hasText: "本机时钟跳变，已经重新对时" }).waitFor();
    await left(page, "00:30");
    await page.locator("#now", { hasText: "10:24:20" }).waitFor();
    const [error = 0, way = 0] = (await Promise.all(["#skew", "#way"].map((id) => page.locator(id).innerText()))).map((text) => Number(/\d+/.exec(text)?.[0]));
    expect(error).toBeGreaterThan(0);
    expect(way).toBe(2 * error);
  });

  test("the highest price ends it; who goes on is asked, and nobody reads what another answered", async () => {
    await pressKey(room("B"), '[data-steps="0"]');
    await pressKey(room("B"), "#confirm-offer");
    for (const who of ["A", "B", "C", "watcher"] as const) await phase(room(who), "询问是否继续参加");
    await pictured(room("B"), "auction-lottery/at-ceiling-phone");
    await answered(room("A"), "yes");
    await answered(room("C"), "no");
    await said(room("C"), "已受理");
    expect(JSON.stringify(await happenings())).not.toContain('"kind":"answered"');
    await pressKey(room("B"), '[data-way-of="willing"] button[value="yes"]');
    await pressKey(room("B"), "#confirm-offer");
    for (const who of ["A", "B", "C", "wall"] as const) await phase(room(who), "摇号");
  });
});

describe("the lottery and what is left of it", () => {
  let winner: "A" | "B";

  test("two parties give what they were committed to and the supervisor the code; the room names who was drawn, and names are out with the end alone", async () => {
    for (const page of [room("watcher"), room("wall")]) for (const name of NAMES) for (const word of Object.values(firmOf(site, FIRMS[name]))) expect(await page.content()).not.toContain(word);
    const desk = (actor: string) => site.walkers.at(actor, `/desk/auctions/${auction}`);
    const chosen = async (page: Page, file: object): Promise<void> => {
      await page.locator("#file").setInputFiles({ name: "kept.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ draw: auction, ...file })) });
      await page.click("#check button");
    };
    const gives = async (actor: string, act: string, file: object): Promise<void> => {
      const page = await desk(actor);
      await chosen(page, file);
      await page.locator("#checked").waitFor();
      await pictured(page, `auction-lottery/${act}-${actor}`);
      await press(page, act);
    };
    const first = await desk("staff-1");
    expect(await first.locator('form[action^="/acts/auction-draw?"]').count(), "no code before every number is there").toBe(0);
    await chosen(first, { v: "ddr-contribution/1", name: "exchange", r: GIVEN.supervisor });
    await first.locator("#wrong .bad").waitFor();
    expect(await formFor(first, "auction-contribute").locator("[name=r]").inputValue()).toBe("");
    await gives("staff-1", "auction-contribute", { v: "ddr-contribution/1", name: "exchange", r: GIVEN.exchange });
    await keepsGates(await desk("supervisor-1"), "auction-lottery/desk", [{ name: "phone", width: 390 }, { name: "desktop", width: 1280 }]);
    await gives("supervisor-1", "auction-contribute", { v: "ddr-contribution/1", name: "supervisor", r: GIVEN.supervisor });
    await gives("supervisor-1", "auction-draw", { v: "ddr-code/1", code: GIVEN.code });
    const drawn = (await happenings()).map(({ happening }) => happening).find(({ kind }) => kind === "chosen") as { readonly standing: { readonly paddle: string }; readonly by: { readonly pool: readonly string[]; readonly places: readonly { readonly label: string }[] } };
    expect(drawn.by.pool).toHaveLength(2);
    expect(drawn.by.places[0]?.label).toBe(drawn.standing.paddle);
    winner = (await room("A").getAttribute("#auction", "data-paddle")) === drawn.standing.paddle ? "A" : "B";
    for (const name of NAMES) await status(name, name === winner ? "摇号选中" : "未成交");
    expect(await room(winner).locator(SAY).textContent()).toContain("摇号选中");
    await expect.poll(() => focusIn(room("B"))).toBe("own");
    expect(await pointed(room("B")), "B had no pointer").toBe(0);
    await room("watcher").reload();
    await expect.poll(() => room("watcher").locator("#names .tag.go").allInnerTexts()).toEqual(["一致", "一致", "一致"]);
    await room("watcher").locator(`[data-named="${drawn.standing.paddle}"]`, { hasText: firmOf(site, FIRMS[winner]).name }).waitFor();
    await pictured(room(winner), "auction-lottery/won");
  });

  test("the replay goes at the speed that is chosen, once or sixty times, and stands still where it is stopped", async () => {
    const page = await site.walkers.newPage("replayer");
    await page.clock.install();
    await page.goto(`${site.base}/auctions/${auction}/replay`);
    await page.locator("#replay").waitFor();
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.locator("#position").press("Home");
    const goes = async (speed: string): Promise<number> => {
      const before = Number(await page.locator("#position").inputValue());
      await page.locator("#speed").selectOption(speed);
      await page.clock.runFor(2_000);
      return Number(await page.locator("#position").inputValue()) - before;
    };
    await page.locator("#play").press("Enter");
    expect([await goes("1"), await goes("60")]).toEqual([2_000, 120_000]);
    const [first] = await happenings();
    const shown = new Date(Date.parse(String(first?.happening["at"])) - 1_000 + 122_000 + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    expect(await page.locator("#shown").innerText()).toBe(shown);
    await page.locator("#play").press("Enter");
    expect(await goes("60")).toBe(0);
    await page.close();
  });

  test("the record on paper says winner, price and how it came about", async () => {
    await contest.at("21T10:40:00");
    expect(await contest.lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "none", amount: { amount: "126000000.00" } } });
    const paper = path.join(site.town.folder, "record.pdf");
    writeFileSync(paper, Buffer.from(await (await fetch(`${site.base}/notices/${sale}-N2/v/1/notice.pdf`)).arrayBuffer()));
    const printed = execFileSync("pdftotext", ["-raw", paper, "-"], { encoding: "utf8" }).replaceAll(/\s/g, "");
    for (const words of ["竞价记录", "摇号", firmOf(site, FIRMS[winner]).name, "126,000,000.00", "2026-09-2110:19:50.000", "2026-09-2110:24:50.000", (await happenings()).at(-1)?.head ?? ""]) expect(printed, words).toContain(words);
  });

  test("daylight verify computes winner, price, extensions and lottery again from the bundle, and finds each that was made up", async () => {
    await site.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
    const zip = path.join(site.town.folder, "bundle.zip");
    writeFileSync(zip, Buffer.from(await (await fetch(`${site.base}/api/v1/sales/${sale}/bundle`)).arrayBuffer()));
    const told: string[] = [];
    expect(await run(["verify", zip], { out: (line) => { told.push(line); }, err: (line) => { told.push(line); } }), told.join("\n")).toBe(0);
    execFileSync("unzip", ["-q", zip, "-d", path.join(site.town.folder, "bundle")]);
    const bundle = bundleIn(path.join(site.town.folder, "bundle"));
    const of = (name: string): string => `auctions/${auction}/${name}`;
    const text = (name: string): string => Buffer.from(bundle.get(of(name)) ?? []).toString("utf8");
    const loser = (await room(winner === "A" ? "B" : "A").getAttribute("#auction", "data-paddle")) ?? "";
    const drawn = (await room(winner).getAttribute("#auction", "data-paddle")) ?? "";
    for (const [what, name, change, code] of [
      ["an end that was not moved", "happenings.jsonl", (all: string) => all.replace("2026-09-21T10:24:50", "2026-09-21T10:20:00"), "auction-decided-otherwise"],
      ["another one drawn", "happenings.jsonl", (all: string) => all.replace(new RegExp(`("kind":"chosen".*"paddle":")${drawn}`), `$1${loser}`), "auction-decided-otherwise"],
      ["another contribution", "happenings.jsonl", (all: string) => all.replace(GIVEN.exchange, "12".repeat(32)), "auction-decided-otherwise"],
      ["another winner", "result.json", (all: string) => all.replace(drawn, loser), "auction-result-differs"],
      ["another price", "result.json", (all: string) => all.replace("126000000.00", "125000000.00"), "auction-result-differs"],
    ] as const) {
      expect(change(text(name)), what).not.toBe(text(name));
      expect((await verifyBundle(filesOf(spoiled(bundle, { [of(name)]: utf8(change(text(name))) })))).faults.map((fault) => fault.code), what).toContain(code);
    }
    expect(site.walkers.complaints.filter((each) => !/status of (?:401|409|422)|net::ERR_/.test(each))).toEqual([]);
  });
});
