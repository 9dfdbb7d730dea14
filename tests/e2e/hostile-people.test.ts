import { afterAll, beforeAll, expect, test } from "vitest";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { created } from "../support/authenticator.js";
import { hostile, LONG, SHORT, walk } from "../support/hostile-pages.js";
import { mandateBody, offered } from "../support/mandates.js";
import { certificateFor, challenged, draftFirm, secondPasskey, SITE, someone, type Someone } from "../support/people.js";
import { announce, parcelForm, registeredSale } from "../support/sales.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

// What people write of themselves and their firms, and staff of them, and sellers and applicants of a sale, where each other reads it: markup stays words.
let site: ServedTown;
let stranger: Someone;
let sale: string;
beforeAll(async () => {
  site = await servedTown();
  const { town } = site;
  stranger = someone(town);
  const done = async (method: string, url: string, body: unknown): Promise<Record<string, unknown>> => {
    const { status, json } = await stranger.ask(method, url, body, { "user-agent": LONG });
    expect(status, `${url} ${JSON.stringify(json)}`).toBeLessThan(300);
    return json;
  };
  const { creation: first } = await challenged(stranger, "register");
  const refused = await stranger.ask("POST", "/api/v1/people", { name: SHORT, email: null, label: SHORT, passkey: created(stranger.authenticator, first?.challenge ?? "", SITE) });
  expect([refused.status, String(refused.json["title"])]).toEqual([422, expect.stringContaining("证件上的姓名")]);
  const { creation } = await challenged(stranger, "register");
  await done("POST", "/api/v1/people", { name: "芒种", email: null, label: SHORT, passkey: created(stranger.authenticator, creation?.challenge ?? "", SITE) });
  await secondPasskey(stranger);
  // A firm that waits, came back with a reason, and waits again.
  const facts = { uscc: "91341702MA0000162T", name: "芒种采购代理有限公司", legalRepresentative: SHORT, address: LONG.slice(0, 190), roles: ["agency", "bidder"] };
  const handIn = async (): Promise<string> => {
    const { registration, file, sha256 } = await draftFirm(stranger, facts);
    await done("POST", `/api/v1/registrations/${registration}/submission`, { sha256, signature: base64(await signDetached(fromBase64(file), await certificateFor(stranger, registration))), letter: null });
    return registration;
  };
  const registration = await handIn();
  await town.done("staff-1", "POST", `/api/v1/registrations/${registration}/decision`, { decision: "return", reason: LONG });
  await handIn();
  await done("POST", "/api/v1/privacy/corrections", { name: "芒种儿", reason: LONG });
  await done("POST", "/api/v1/recoveries", { report: LONG });
  // Mandates: one that waits with a fee in words, one that ended for a reason.
  await offered(town, "tenderer-1", mandateBody({ fee: LONG.slice(0, 190) }));
  const { id } = await offered(town, "tenderer-1", mandateBody());
  await town.done("tenderer-1", "POST", `/api/v1/mandates/${id}/end`, { reason: LONG });
  await town.done("tenderer-1", "POST", "/api/v1/organisation/invitations", { role: "tenderer", rank: "member", name: SHORT });
  const bidder = String(town.actors.find(({ id: actor }) => actor === "bidder-7")?.organisation?.uscc);
  await town.done("staff-1", "PUT", `/api/v1/organisations/${bidder}/state`, { frozen: true, reason: LONG });
  // A sale in hostile words, who applies for it, and two supervisor's orders about it.
  sale = await registeredSale(town, "land", hostile(parcelForm({ startsAt: "2026-09-22T09:00:00+08:00", listingEndsAt: "2026-10-14T10:00:00+08:00", applyUntil: "2026-10-09T17:00:00+08:00" }), SOLD_IN_WORDS) as Record<string, unknown>);
  const out = await announce(town, sale);
  expect(out.status, JSON.stringify(out.json)).toBe(201);
  const lot = `/api/v1/sales/${sale}/lots/1`;
  await town.done("bidder-1", "POST", "/api/v1/basic-account", { account: "6230000000000000001", bank: SHORT });
  await town.done("bidder-1", "POST", `${lot}/application`, { statement: LONG });
  await town.done("supervisor-1", "POST", `/api/v1/sales/${sale}/suspension`, { reason: LONG });
  await town.done("supervisor-1", "POST", `/api/v1/sales/${sale}/resumption`, { reason: LONG });
}, 120_000);
afterAll(() => site.stop());

const SOLD_IN_WORDS = new Set(["title", "conditions", "documents", "rules", "name", "person", "phone", "address", "approval", "scheme", "plan", "place", "boundary", "status", "planning"]);
const WALKS: readonly [string, number, number, readonly string[]][] = [
  ["staff-1", 20, 4, ["/desk/registrations", "/desk/organisations", "/desk/privacy", "/desk/recoveries", "/desk"]],
  ["supervisor-1", 15, 1, ["/desk/organisations", "/watch/audit", "/desk/recoveries", "/watch"]],
  ["tenderer-1", 12, 2, ["/account/mandates", "/account/organisation", "/account/tokens", "/account/privacy", "/account", "/messages"]],
  ["agency-1", 10, 1, ["/account/mandates", "/account/organisation", "/account", "/messages"]],
];

test.each(WALKS)("what people and firms write of themselves is markup on no page that %s reads, and is shown as it was typed", async (actor, pagesMax, least, paths) => {
  const context = await site.walkers.contextOf(actor);
  const { shown, ran } = await walk(await context.newPage(), site.base, paths, pagesMax);
  expect(ran).toEqual([]);
  expect(shown).toBeGreaterThanOrEqual(least);
  expect(site.walkers.complaints.splice(0).filter((each) => each.includes("policy"))).toEqual([]);
  await context.close();
});

test("nor on one's own pages, where one's name, devices, browsers and answers stand", async () => {
  const context = await site.browser.newContext();
  const [name = "", value = ""] = (stranger.cookie() ?? "").split("=");
  await context.addCookies([{ name, value, url: site.base }]);
  const { shown, ran } = await walk(await context.newPage(), site.base, ["/account", "/account/privacy", "/account/organisation", "/account/registrations/new", "/messages"], 16);
  expect(ran).toEqual([]);
  expect(shown).toBeGreaterThanOrEqual(3);
  await context.close();
});

test.each<readonly [string | null, number, readonly string[]]>([
  [null, 3, ["/sales", "/notices", "/auctions"]], ["tenderer-1", 4, ["/desk/sales"]], ["bidder-1", 2, ["/my/sales", "/messages"]], ["supervisor-1", 1, ["/watch/sales"]],
])("what a seller and applicants write of a sale is markup on no page that %s reads", async (actor, least, paths) => {
  const context = actor === null ? await site.browser.newContext() : await site.walkers.contextOf(actor);
  const own = actor === null ? [`/sales/${sale}`] : actor === "tenderer-1" ? [`/desk/sales/${sale}`, `/desk/sales/${sale}/1/applications`] : actor === "bidder-1" ? [`/my/sales/${sale}/1`] : [`/watch/sales/${sale}`];
  const { shown, ran } = await walk(await context.newPage(), site.base, [...own, ...paths], 14);
  expect(ran).toEqual([]);
  expect(shown).toBeGreaterThanOrEqual(least);
  await context.close();
});
