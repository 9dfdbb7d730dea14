import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { drawnFor } from "../support/draws.js";
import { expectSmall, keepsGates, MODES } from "../support/gates.js";
import { bidOnDisputable, disputableTender, invitedTender, pageTown, type PageTown } from "../support/judged-tender.js";
import type { TenderInTest } from "../support/works-tender.js";
import { archive } from "../support/whole-tender.js";
import { mandateBody, mandated, offered } from "../support/mandates.js";
import { waitingRegistration } from "../support/people.js";
import { salesOnPages, type SalesOnPages } from "../support/sale-pages.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { enterTariff } from "../support/tariffs.js";
import { bookedEvaluation, venuesIn } from "../support/venues.js";

let site: ServedTown;
let about: PageTown;
let sales: SalesOnPages;
/** One whose closed list can be disputed, one for those invited. */
let disputable: TenderInTest;
let invited: TenderInTest;
let booking: string;
let css: Uint8Array;
/** A window for each actor. */
const windows = new Map<string, Page>();

beforeAll(async () => {
  site = await servedTown();
  disputable = await disputableTender(site.town);
  about = await pageTown(site.town);
  await bidOnDisputable(site.town, disputable);
  invited = await invitedTender(site.town);
  await drawnFor(site.town, about.bidding.id);
  sales = await salesOnPages(site.town);
  await site.town.done("bidder-1", "POST", `/api/v1/sales/${sales.land}/lots/1/application`, { statement: "本单位申请竞买，已阅读并接受公告的全部内容。" });
  await site.town.world.journal.flush();
  await waitingRegistration(site.town);
  await mandated(site.town, "tenderer-1", mandateBody());
  await offered(site.town, "tenderer-1", mandateBody({ acts: ["draft", "objections"] }));
  await archive(site.town, about.judged.id, "full");
  await site.town.done("supervisor-1", "POST", `/api/v1/tenders/${about.judged.id}/lots/1/signals`);
  await enterTariff(site.town);
  booking = await bookedEvaluation(site.town, await venuesIn(site.town), about.judged.id, "2026-09-24");
  css = site.town.assets.files.get(site.town.assets.urls.css)?.bytes ?? new Uint8Array();
});
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

/** Every address behind a sign-in, with who reads it. */
const PAGES: readonly (readonly [name: string, actor: string, path: () => string])[] = [
  ["my", "bidder-1", () => "/my"], ["my-bid", "bidder-1", () => `/my/${about.bidding.id}/1`], ["my-lodged", "bidder-1", () => `/my/${about.judged.id}/1`], ["my-clarification", "bidder-1", () => `/my/${about.judged.id}/1/clarifications/1`], ["seal", "bidder-1", () => `/my/${about.bidding.id}/1/seal`],
  ["desk-tenderer", "tenderer-1", () => "/desk"], ["desk-tender", "tenderer-1", () => `/desk/${about.judged.id}`], ["desk-draft", "tenderer-1", () => "/desk/tenders/new"], ["desk-amend", "tenderer-1", () => `/desk/${about.bidding.id}/amend`], ["desk-draft-form", "tenderer-1", () => "/desk/tenders/new?line=works&way=prequalification&lots=3&visit=yes"], ["desk-clarify", "tenderer-1", () => `/desk/${about.bidding.id}/clarification`],
  ["draw-rooms", "supervisor-1", () => "/draws"], ["draw-room", "supervisor-1", () => `/draws/${about.bidding.id}/1`], ["draw-arrive", "committee-1", () => `/draws/${about.bidding.id}/1`], ["draw-request", "tenderer-1", () => `/draws/${disputable.id}/1`], ["pool", "pool-keeper-1", () => "/pool"], ["attendance", "pool-keeper-1", () => "/attendance"], ["attendance-lot", "pool-keeper-1", () => `/attendance/${about.judged.id}/1`], ["pool-read", "supervisor-1", () => "/pool"], ["pool-expert", "pool-keeper-1", () => "/pool/committee-1"], ["my-expert", "committee-1", () => "/account/expert"], ["expert-apply", "bidder-1", () => "/account/expert"], ["call", "bidder-1", () => "/call"],
  ["watch-audit", "supervisor-1", () => "/watch/audit"], ["watch-signals", "supervisor-1", () => "/watch/signals"], ["watch-signals-lot", "supervisor-1", () => `/watch/signals/${about.judged.id}/1`], ["account", "bidder-1", () => "/account"], ["my-privacy", "bidder-1", () => "/account/privacy"], ["desk-privacy", "staff-1", () => "/desk/privacy"], ["tokens", "bidder-1", () => "/account/tokens"], ["desk-recoveries", "window-1", () => "/desk/recoveries?name=%E8%B5%B5%E5%90%AF%E6%98%8E"], ["registration-new", "bidder-1", () => "/account/registrations/new"], ["organisation", "bidder-1", () => "/account/organisation"], ["mandates", "tenderer-1", () => "/account/mandates"], ["mandates-taken", "agency-1", () => "/account/mandates"], ["desk-registrations", "staff-1", () => "/desk/registrations"], ["desk-organisations", "staff-1", () => `/desk/organisations?q=${encodeURIComponent("晨光")}`],
  ["my-sales", "bidder-1", () => "/my/sales"], ["my-sale", "bidder-1", () => `/my/sales/${sales.land}/1`], ["my-sale-new", "bidder-2", () => `/my/sales/${sales.mining}/1`], ["desk-sales", "tenderer-1", () => "/desk/sales"], ["desk-sales-staff", "staff-1", () => "/desk/sales"], ["desk-sales-cashier", "cashier-1", () => "/desk/sales"],
  ["desk-single", "staff-1", () => `/desk/sales/${sales.property}/1/single`], ["watch-sales", "supervisor-1", () => "/watch/sales"], ["watch-sale", "supervisor-1", () => `/watch/sales/${sales.land}`],
  ["desk-sale-new", "tenderer-1", () => "/desk/sales/new"], ["desk-sale-form", "tenderer-1", () => "/desk/sales/new?line=property&method=online-bidding"], ["desk-sale", "tenderer-2", () => `/desk/sales/${sales.land}`], ["desk-sale-draft", "tenderer-1", () => `/desk/sales/${sales.draft}/form`], ["desk-applicants", "tenderer-1", () => `/desk/sales/${sales.land}/1/applications`], ["desk-sale-reserve", "tenderer-1", () => `/desk/sales/${sales.land}/1/reserve`],
  ["desk-staff", "staff-1", () => "/desk"], ["desk-hand-over", "staff-1", () => `/desk/${about.judged.id}/hand-over`], ["desk-questions", "tenderer-1", () => `/desk/${about.bidding.id}/questions`], ["desk-opener", "opener-agency", () => "/desk"], ["desk-guarantee", "cashier-1", () => `/desk/${about.bidding.id}/1/guarantee`], ["hall-host", "staff-1", () => `/halls/${about.bidding.id}-1`],
  ["desk-plan-new", "tenderer-2", () => "/desk/plans/new"], ["desk-plan", "tenderer-2", () => `/desk/plans/${about.waitingPlan}`], ["desk-plan-out", "tenderer-2", () => `/desk/plans/${about.plan}`], ["desk-plan-correction", "tenderer-2", () => `/desk/plans/${about.plan}/correction`], ["desk-tie-draw", "tenderer-1", () => `/desk/${about.judged.id}/1/tie-draw`], ["panel", "committee-1", () => "/panel"], ["sheet", "committee-1", () => `/panel/${about.judged.id}/1`], ["watch", "supervisor-1", () => "/watch"], ["inbox", "bidder-1", () => "/my/inbox"], ["inbox-buyer", "tenderer-2", () => "/my/inbox"], ["inbox-settings", "bidder-1", () => "/my/inbox/settings"],
  ["watch-tender", "supervisor-1", () => `/watch/${invited.id}`], ["watch-letters", "supervisor-1", () => `/watch/${invited.id}/letters`], ["desk-admissions", "tenderer-1", () => `/desk/${invited.id}/admissions`], ["desk-letters", "tenderer-1", () => `/desk/${invited.id}/letters`],
  ["venues", "staff-1", () => `/venues?day=2026-09-24`], ["venues-watch", "supervisor-1", () => `/venues?day=2026-09-24`], ["venue-rooms", "staff-1", () => "/venues/rooms"], ["booking", "staff-1", () => `/venues/bookings/${booking}`], ["booking-notary", "notary-1", () => `/venues/bookings/${booking}`],
  ["hall-bidder", "bidder-1", () => `/halls/${disputable.id}-1`], ["hall-closed", "staff-1", () => `/halls/${disputable.id}-1`],
];
const SCREENS = MODES.filter(({ name }) => ["desktop", "phone", "elder"].includes(name));

async function windowOf(actor: string): Promise<Page> {
  const page = windows.get(actor) ?? (await (await site.walkers.contextOf(actor)).newPage());
  windows.set(actor, page);
  return page;
}

test.each(PAGES)("page %s has one h1, breaks no WCAG 2.2 AA rule at a desk, on a phone and in large type, fits 320 px, and weighs under 30 KB with its style", async (name, actor, path) => {
  const page = await windowOf(actor);
  const answer = await page.goto(`${site.base}${path()}`);
  expect(await page.locator("h1").count()).toBe(1);
  // Written by the server, so it is there without JavaScript.
  const html = (await answer?.text()) ?? "";
  expect(html).toMatch(/<h1/);
  expectSmall(html, css);
  await keepsGates(page, `corners/${name}`, SCREENS);
});
