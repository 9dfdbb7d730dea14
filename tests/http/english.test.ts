import { afterAll, beforeAll, expect, test } from "vitest";
import { leftInChinese } from "../support/languages.js";
import { reader, signedIn, sungTender } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import type { TenderInTest } from "../support/works-tender.js";

// An English page is English: what it holds in Chinese is a name, a document or what somebody wrote.
let town: TestTown;
let sung: TenderInTest;
let written: string[];
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  sung = await sungTender(town);
  // Whoever chooses a language finds it by its own name.
  written = [...stringsOf([await town.done(null, "GET", `/api/v1/tenders/${sung.id}`), await town.done(null, "GET", `/api/v1/notices/${sung.id}-N1`), town.actors]), "中文"].toSorted((left, right) => right.length - left.length);
});
afterAll(async () => { await town.stop(); });

/** Every text in what a program reads of the town: names and words of people. */
const stringsOf = (value: unknown): string[] => (typeof value === "string" ? value.split("\n").filter((line) => line !== "") : value === null || typeof value !== "object" ? [] : Object.values(value).flatMap(stringsOf));

const PUBLIC = ["", "/notices", "/results", "/plans", "/projects", "/sales", "/halls", "/auctions", "/log", "/verify", "/verify?q=abc", "/sign-in", "/register", "/calendar", "/calendar?week=2026-10-01", "/calendar?day=2026-09-22", "/rules",
  "/rules/how?rule=EC-11&law=2026-09-01&from=2026-09-01T09:30:00%2B08:00", "/help", "/privacy", "/recover", "/nothing", "/problems/bid-too-late"];

test("what everybody reads has nothing left in Chinese", async () => {
  const ofTender = [`/projects/${sung.id}`, `/projects/${sung.id}/documents`, `/projects/${sung.id}/questions`, `/notices/${sung.id}-N1`, `/halls/${sung.id}-1`];
  for (const path of [...PUBLIC, ...ofTender]) {
    const { headers, text } = await reader(town).get(`/en${path}`);
    expect([headers.get("content-language"), leftInChinese(text, written)], path).toEqual(["en", []]);
  }
});

const PAGES: Readonly<Record<string, readonly string[]>> = {
  "tenderer-1": ["/desk", "/desk/{tender}", "/desk/{tender}/letters", "/my/inbox", "/my/inbox/settings", "/account", "/account/tokens", "/account/mandates", "/account/privacy"],
  "staff-1": ["/desk", "/desk/{tender}", "/en/halls/{tender}-1", "/desk/recoveries"], "bidder-1": ["/my", "/my/{tender}/1", "/my/letters"], "committee-1": ["/panel"], "supervisor-1": ["/watch", "/watch/{tender}", "/watch/audit"],
};

test.each(Object.keys(PAGES))("nor what %s works with", async (actor) => {
  const who = await signedIn(town, actor);
  for (const path of PAGES[actor] ?? []) {
    const { status, text } = await who.get(`${path.replace("{tender}", sung.id)}?lang=en`);
    expect([status, leftInChinese(text, written)], path).toEqual([200, []]);
  }
});
