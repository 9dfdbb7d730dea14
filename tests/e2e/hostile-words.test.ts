import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostile, LONG, SHORT, walk } from "../support/hostile-pages.js";
import { clarified, seat, signReport, signSheets } from "../support/judging.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { COMPREHENSIVE, lodgements, lotBody, publishedTender, registeredTender, release, sealBid, tenderBody, TWO_PARTS } from "../support/works-tender.js";

let site: ServedTown;
let judged: string;
let bidding: string;

const FREE = new Set(["title", "content", "scale", "fundSource", "qualification", "documentsHow", "place", "name", "person", "phone", "address", "scope", "location", "quality", "standard", "funds", "approval", "finding", "other", "note"]);

const form = (over: Record<string, unknown> = {}, lot: Record<string, unknown> = {}): Record<string, unknown> => ({ ...(hostile(tenderBody({}, [lotBody(lot)]), FREE) as Record<string, unknown>), ...over });
const yuan = (amount: string) => ({ amount, currency: "CNY" });

beforeAll(async () => {
  site = await servedTown();
  const { town } = site;
  const tender = await registeredTender(town, form({}, { estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), parts: TWO_PARTS, method: COMPREHENSIVE }));
  judged = tender.id;
  const lot = `/api/v1/tenders/${judged}/lots/1`;
  await town.done("tenderer-1", "PUT", `/api/v1/tenders/${judged}/documents/${encodeURIComponent(`${SHORT}.txt`)}`, LONG);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${judged}/submission`);
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${judged}/returns`, { reason: LONG });
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${judged}/submission`);
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${judged}/publication`);
  await town.advance("2026-09-01T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${judged}/clarifications`, { changes: [{ what: SHORT, before: LONG, after: LONG }], mayAffectBid: false, newDeadline: null });
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${judged}/clarifications/1/publication`);
  await town.done("bidder-1", "POST", `${lot}/objections`, { about: "documents", text: LONG });
  await town.done("tenderer-1", "POST", `${lot}/objections/1/reply`, { upheld: false, answer: LONG, effect: LONG });
  await town.done("supervisor-1", "POST", `${lot}/suspension`, { reason: LONG });
  await town.done("supervisor-1", "POST", `${lot}/resumption`, { reason: LONG });
  await town.advance("2026-09-22T09:00:00+08:00");
  const bids = [["bidder-1", "18600000.00"], ["bidder-2", "17985000.00"], ["bidder-3", "18052000.00"]] as const;
  for (const [bidder, price] of bids) {
    const words = { v: "form/1", price: yuan(price), days: 240, quality: LONG.slice(0, 60), leader: { name: SHORT, certificate: SHORT, certificateNumber: SHORT } };
    await town.done(bidder, "POST", lodgements(judged), (await sealBid(town, bidder, judged, "1", { form: words }, { [`${SHORT}.txt`]: randomBytes(20) })).body);
  }
  await town.advance("2026-09-22T09:36:00+08:00");
  const open = async (part: string): Promise<void> => {
    for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: judged, lot: "1", part }, opener);
    await town.done("bidder-1", "POST", `${lot}/parts/${part}/objections`, { text: LONG });
    await town.done("staff-1", "POST", `${lot}/parts/${part}/answers`, { bidder: town.actors.find(({ id }) => id === "bidder-1")?.organisation?.uscc, at: "2026-09-22T09:36:00+08:00", answer: LONG });
    await town.done("staff-1", "POST", `${lot}/parts/${part}/record`);
  };
  await open("technical");
  await seat(town, judged);
  const firms = bids.map(([bidder]) => town.actors.find(({ id }) => id === bidder)?.organisation?.uscc ?? "");
  await signSheets(town, judged, Object.fromEntries(firms.map((firm, at) => [firm, [`${String(15 + at)}.00`, "9.00"]])));
  await open("price");
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: firms.map((bidder) => ({ bidder, score: "9.0" })), order: [] });
  await signReport(town, judged, "committee-2", { opinion: LONG.slice(0, 1_000), reason: LONG.slice(0, 1_000) });
  await clarified(town, judged, "bidder-1", [LONG, LONG]);
  await town.done("committee-1", "POST", `${lot}/report`, { beforeContract: [LONG] });
  await town.advance("2026-09-23T09:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/candidates`, {});
  await town.advance("2026-09-29T00:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const [first] = (await town.done("tenderer-1", "GET", `/api/v1/tenders/${judged}`) as { lots?: { price?: unknown }[] }).lots ?? [];
  if (first?.price !== undefined) await town.done("tenderer-1", "POST", `${lot}/contract`, { price: first.price });
  // One that takes bids when the pages are read, its title a formula besides.
  bidding = (await publishedTender(town, form({ title: `=HYPERLINK(${SHORT}` , saleFrom: "2026-09-29T09:30:00+08:00", saleUntil: "2026-10-08T17:00:00+08:00", deadline: "2026-11-20T09:30:00+08:00" }, { deposit: yuan("300000.00"), depositDays: 90 }))).id;
  await town.advance("2026-09-29T10:00:00+08:00");
}, 240_000);
afterAll(() => site.stop());

test.each<[string | null, number, number]>([[null, 40, 8], ["tenderer-1", 30, 4], ["bidder-1", 25, 3], ["committee-1", 15, 2], ["supervisor-1", 20, 1], ["staff-1", 20, 2]])("words that are markup run on no page that %s reads, and are shown as they were typed", async (actor, pagesMax, least) => {
  const context = await site.walkers.contextOf(actor);
  const corners = actor === null ? ["/", "/en", "/notices", "/en/notices", "/projects", "/results"] : ["/desk", "/my", "/panel", "/watch", `/desk/${judged}`, `/desk/${bidding}`, `/desk/${bidding}/amend`, `/my/${judged}/1`, `/my/${bidding}/1`, `/panel/${judged}/1`];
  const own = [`/projects/${judged}`, `/projects/${bidding}`, `/halls/${judged}-1`, `/projects/${judged}/changes`, `/projects/${judged}/documents`];
  const { shown, ran } = await walk(await context.newPage(), site.base, [...(actor === null ? [...own, ...corners] : [...corners, ...own]).filter((path) => actor !== null || !path.startsWith("/my"))], pagesMax);
  expect(ran).toEqual([]);
  expect(shown).toBeGreaterThanOrEqual(least);
  // A browser that was refused a page says so on its console; a breach of the policy would be markup that got through.
  expect(site.walkers.complaints.splice(0).filter((each) => each.includes("policy"))).toEqual([]);
  await context.close();
});

test("no cell of any table begins a formula", async () => {
  const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]./; // a lone sign, as rules have it, counts nothing
  const bad: string[] = [];
  let cells = 0;
  for (const list of ["notices", "results", "plans", "projects", "rules"]) {
    const text = (await (await site.town.app.request(`/${list}.csv`)).text()).replace(/^\ufeff/, "");
    for (const [, quoted, plain] of text.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)) {
      const cell = (quoted ?? plain ?? "").replaceAll('""', '"');
      cells += 1;
      if (FORMULA.test(cell) && !/^-?\d+(?:\.\d+)?$/.test(cell)) bad.push(`${list}: ${cell.slice(0, 60)}`);
    }
  }
  expect(bad).toEqual([]);
  expect(cells).toBeGreaterThan(500);
  expect(await (await site.town.app.request("/notices.csv")).text()).toContain("'=HYPERLINK(");
});
