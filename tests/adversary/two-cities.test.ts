import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../src/db/database.js";
import { openQueue } from "../../src/jobs/queue.js";
import { startRelay } from "../../src/jobs/relay.js";
import { doJob, enqueue, jobsLeft } from "../../src/jobs/use-cases.js";
import { asserted } from "../support/authenticator.js";
import { asked, crawled, plainPath, withoutQuery, type Given } from "../support/crawl.js";
import { crawledTown, sessionOf, WORDS, type CrawledTown, type CrawlReader } from "../support/crawled-town.js";
import { challenged, register, signedLogin, signInByPasskey, SITE, someone } from "../support/people.js";
import { operationsOf } from "../support/routes.js";
import { testTown, townBeside, type TestTown } from "../support/town.js";
import { lodgements, publishedTender, sealBid, tenderBody } from "../support/works-tender.js";

// Two cities on one database, one store of contents and one host name, with the same people, firms, platform code and numbers. One has tenders, bids and registrations;
// everybody of the other asks for them by every address. The other's process runs as the owner, whom no policy holds: every query names its exchange by itself,
// and row security (tests/db/exchanges-apart.test.ts) would stop one that forgot.
let here: TestTown;
let there: TestTown;
let made: CrawledTown;
let patterns: readonly string[];
const addresses = new Set<string>();

beforeAll(async () => {
  here = await testTown();
  there = await townBeside(here, "muguang");
  made = await crawledTown(here);
  const paths = operationsOf(here.app).filter(({ method }) => method === "get").map(({ path }) => path);
  patterns = paths.map(plainPath);
  for (const { links } of await Promise.all(made.readers.map((reader) => crawled(reader, 20)))) for (const path of links) addresses.add(withoutQuery(path));
}, 240_000);
afterAll(async () => {
  await there.stop();
  await here.stop();
});

const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];

/** One person of the other city for each role, signed in there, and somebody who is not. */
async function foreigners(): Promise<CrawlReader[]> {
  const ofRole = new Map(there.actors.map((actor) => [actor.role, actor]));
  const named = await Promise.all([...ofRole.values(), ...there.actors.filter(({ id }) => ["tenderer-1", "bidder-4", "committee-1"].includes(id))].map(async ({ id, role, organisation }) => ({ name: id, role, uscc: organisation?.uscc ?? null, cookie: await sessionOf(there, id) })));
  return [...named, { name: "nobody", role: "nobody", uscc: null, cookie: null }].map((who) => ({ ...who, get: async (path) => there.app.request(path, { headers: { accept: path.startsWith("/api") ? "application/json" : "text/html", ...(who.cookie === null ? {} : { cookie: who.cookie }) } }) }));
}

/** What names a thing of the first city, changed to name nothing anywhere: the same form, another value. */
const unmade = (address: string): string => address.replace(NAMES, (name) => (name.startsWith("D") ? name.slice(0, 11) + "9".repeat(name.length - 11) : "a".repeat(name.length)));
const NAMES = /[0-9a-f]{32,}|D3417000001[0-9A-Z]{6,}/g;
/** What an answer comes to: its status, of a refusal its code, of data all of it but the names that were asked for. */
const gist = ({ status, text }: Given): string => `${String(status)} ${!text.startsWith("{") ? "" : status < 400 ? text.replace(NAMES, "") : String((JSON.parse(text) as { code?: unknown }).code)}`;
/** Words that stand in the first city alone. */
const OWN_WORDS = [...Object.values(WORDS), "雨污分流", "望江公园", "第一中学教学设备"];

/** What each reader is told of things that nobody made, asked once. */
function ofNothing(): (reader: CrawlReader, address: string) => Promise<Given> {
  const known = new Map<string, Promise<Given>>();
  return (reader, address) => {
    const key = `${reader.name} ${unmade(address)}`;
    const answer = known.get(key) ?? asked(reader, unmade(address));
    known.set(key, answer);
    return answer;
  };
}

/** The API's addresses with every identifier the first city has. */
function apiAddresses(): string[] {
  const shas = [...made.sealed.statements.values(), ...made.receipts.keys(), ...made.questions];
  const values: Readonly<Record<string, readonly string[]>> = { tender: [made.judged, made.bidding, ...made.unpublished], plan: [...made.buyers.keys()].filter((id) => id.includes("P")), sha: shas, st: shas.slice(0, 2), sha256: shas.slice(0, 3), registration: [...made.registrations.keys()], id: [...made.letters.keys()].slice(0, 3), part: ["technical"] };
  return patterns.filter((pattern) => /^\/(?:api|documents)\//.test(pattern) && pattern.includes(":")).flatMap((pattern) => [...pattern.matchAll(/:(\w+)/g)].reduce<string[]>((paths, [whole, name = ""]) => paths.flatMap((path) => (values[name] ?? ["1"]).map((value) => path.replace(whole, value))), [pattern]));
}

test("no page, list, search, feed or export of the other city holds a word of the first", async () => {
  const words = [...OWN_WORDS, made.judged, made.bidding, ...made.questions, ...made.receipts.keys()];
  const lists = ["notices", "results", "plans", "projects"].flatMap((list) => ["", ".json", ".csv", ".atom", ".ics"].map((suffix) => `/${list}${suffix}`));
  const searches = lists.flatMap((path) => [path, `${path}?q=${encodeURIComponent("望江公园")}`, `${path}?q=${encodeURIComponent("雨污分流")}`]);
  const open = ["/", "/halls", "/log", "/calendar.ics", "/api/v1/changes", "/api/v1/notices", "/watch", "/watch/audit", "/desk", "/desk/registrations", "/my", "/my/inbox", "/panel", "/account", "/account/organisation", "/api/v1/audit", "/api/v1/audit.csv", "/api/v1/audit/roots", "/api/v1/audit?actor=bidder-4", "/api/v1/messages", "/api/v1/messages/settings", "/api/v1/registrations", "/api/v1/organisation", "/api/v1/organisation/representatives", "/api/v1/sessions", "/api/v1/proofs", "/api/v1/rehearsal/texts"];
  const wrong = new Set<string>();
  let shown = 0;
  for (const reader of await foreigners()) {
    for (const path of [...open, ...(["nobody", "supervisor-1"].includes(reader.name) ? searches : [])]) {
      const { text, status, isIn } = await asked(reader, path);
      if (isIn) shown += 1;
      if (status >= 500) wrong.add(`${reader.name} ${path} ${String(status)}`);
      for (const word of words) if (text.includes(word) && !decodeURIComponent(path).includes(word)) wrong.add(`${reader.name} ${path}: ${word}`);
    }
  }
  expect([...wrong]).toEqual([]);
  expect(shown).toBeGreaterThan(150);
  expect((await here.ask(null, "GET", `/notices.json?q=${encodeURIComponent("望江公园")}`)).json["notices"] ?? []).not.toEqual([]);
}, 240_000);

test("an address of the one city's things is answered in the other as one that names nothing, to everybody", async () => {
  const all = [...new Set([...addresses, ...apiAddresses()])].filter((address) => unmade(address) !== address);
  expect(all.length).toBeGreaterThan(150);
  const wrong: string[] = [];
  const given: Given[] = [];
  const [readers, nothingAt] = [await foreigners(), ofNothing()];
  for (const address of all) {
    const answers = await Promise.all(readers.map(async (reader) => [await asked(reader, address), await nothingAt(reader, address)] as const));
    for (const [theirs, nothing] of answers) {
      given.push(theirs);
      if (gist(theirs) !== gist(nothing) || OWN_WORDS.some((word) => theirs.text.includes(word))) wrong.push(`${theirs.reader.name} ${address} ${gist(theirs)}, of nothing ${gist(nothing)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(given.filter(({ status }) => status === 404).length).toBeGreaterThan(500);
}, 240_000);

describe("who signed in or proved himself in one city is nobody in the other", () => {
  test("a session's cookie and an actor's token", async () => {
    for (const { name, cookie } of made.readers) if (cookie !== null) expect((await there.app.request("/api/v1/sessions", { headers: { cookie } })).status, name).toBe(401);
    for (const { token, id } of here.actors) expect((await there.app.request("/api/v1/me", { headers: { authorization: `Bearer ${token}` } })).status, id).toBe(401);
    expect((await here.app.request("/api/v1/me", { headers: { authorization: `Bearer ${here.actors[0]?.token ?? ""}` } })).status).toBe(200);
  });

  test("signing out in the one ends no session of the other", async () => {
    const cookie = await sessionOf(here, "bidder-2");
    await there.app.request("/api/v1/sessions/current", { method: "DELETE", headers: { cookie, "content-type": "application/json" } });
    expect((await here.app.request("/api/v1/sessions", { headers: { cookie } })).status).toBe(200);
  });

  test("a passkey", async () => {
    const who = someone(here);
    await register(who, "双城人");
    const abroad = { ...someone(there), authenticator: who.authenticator };
    expect(codeOf(await signInByPasskey(abroad))).toBe("passkey-unknown");
    who.use(null);
    expect((await signInByPasskey(who)).status).toBe(201);
  });

  test("the answer to a challenge", async () => {
    const [at, abroad] = [someone(here), someone(there)];
    await register(at, "同城人");
    await register(abroad, "同城人");
    const { request } = await challenged(at, "sign-in");
    const answer = { passkey: asserted(abroad.authenticator, request?.challenge ?? "", SITE) };
    expect(codeOf(await abroad.ask("POST", "/api/v1/sessions", answer))).toBe("challenge-over");
    const signed = await signedLogin(someone(here), "sign-in", await here.signer("bidder-1"));
    expect((await someone(there).ask("POST", "/api/v1/sessions", { certificate: signed })).status).toBeGreaterThanOrEqual(400);
    expect((await someone(here).ask("POST", "/api/v1/sessions", { certificate: signed })).status, "still good where it was asked for").toBe(201);
  });
});

describe("what is counted and kept by name in one city", () => {
  test("a limit used up in the one is untouched in the other", async () => {
    const signed = async (town: TestTown) => (await someone(town).ask("POST", "/api/v1/sessions", { certificate: { login: Buffer.from("{}").toString("base64"), signature: "AAAA" } }));
    let last = await signed(here);
    for (let tries = 0; tries < 100 && last.status !== 429; tries += 1) last = await signed(here);
    const other = await signed(there);
    expect([codeOf(last) === "too-many", codeOf(other) === "too-many"]).toEqual([true, false]);
  });

  test("an Idempotency-Key of the same actor is another's act there", async () => {
    const body = { name: "同一把钥匙的项目", approval: "晨发改审批〔2026〕40号", funds: "财政资金" };
    const [first, abroad, again] = [await here.ask("tenderer-1", "POST", "/api/v1/projects", body, { "idempotency-key": "one-key-in-two-cities" }), await there.ask("tenderer-1", "POST", "/api/v1/projects", body, { "idempotency-key": "one-key-in-two-cities" }), await here.ask("tenderer-1", "POST", "/api/v1/projects", body, { "idempotency-key": "one-key-in-two-cities" })];
    expect([first.status, abroad.status, again.json["project"]]).toEqual([201, 201, first.json["project"]]);
    expect(String(abroad.json["project"]), "numbers begin anew in each city").toBe(made.judged.slice(0, 17));
  });

  test("settings, messages and acts of the same office are its own in each", async () => {
    await there.done("bidder-6", "PUT", "/api/v1/messages/settings", { version: 0, language: "en", email: "elsewhere@example.test", mailOff: [] });
    expect(await here.done("bidder-6", "GET", "/api/v1/messages/settings")).toMatchObject({ language: "zh", email: WORDS.email });
    const acts = ((await there.done("supervisor-1", "GET", "/api/v1/audit?actor=bidder-6"))["rows"] as { object: string }[]).map(({ object }) => object);
    expect(acts).toEqual(["/api/v1/messages/settings"]);
  });
});

describe("the same number and the same content in both", () => {
  test("a tender of the same number is each city's own: published, lodged for and read apart", async () => {
    const own = await publishedTender(there, tenderBody({ title: "暮光市同号工程" }));
    const { id } = own;
    expect(id, "the number a tender of the first city bears too").toBe(made.bidding);
    await there.advance("2026-09-03T09:00:00+08:00");
    const bid = await sealBid(there, "bidder-4", id, "1", "36500000.00");
    expect((await here.ask("bidder-4", "POST", lodgements(id), bid.body)).status, "a bid sealed for one city is no bid in the other").toBeGreaterThanOrEqual(400);
    expect((await there.ask("bidder-4", "POST", lodgements(id), bid.body)).status).toBe(201);
    await there.world.journal.flush();
    const [title, abroad] = [(await here.ask(null, "GET", `/projects/${id}`)).json["text"], (await there.ask(null, "GET", `/projects/${id}`)).json["text"]];
    expect([String(title).includes("暮光市同号工程"), String(abroad).includes("暮光市同号工程")]).toEqual([false, true]);
    expect((await here.ask("bidder-4", "GET", `/api/v1/receipts/${[...bid.statements.values()][0] ?? ""}`)).status).toBe(404);
  });

  test("a content that lies in the store is nobody's in a city where it was not brought", async () => {
    const { pdf_sha256: sha256 } = await here.world.db.selectFrom("notices").select("pdf_sha256").where("audience", "is", null).executeTakeFirstOrThrow();
    expect((await here.ask(null, "GET", `/api/v1/verify/${sha256}`)).json["found"]).not.toBeNull();
    expect(await there.world.blobs.has(sha256), "the store itself knows no cities").not.toBeNull();
    for (const actor of ["bidder-4", "opener-agency", "staff-1", "tenderer-1", "supervisor-1", null]) expect((await there.ask(actor, "GET", `/api/v1/verify/${sha256}`)).json).toEqual({ found: null });
  });
});

test("work written down in one city is done by its own processes alone, whoever is handed it", async () => {
  const done: string[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  for (const town of [here, there]) {
    const handlers = { "two-cities": async () => { done.push(town.world.exchange.id); await Promise.resolve(); } };
    await inTransaction(town.world.db, async (tx) => { for (let count = 0; count < 20; count += 1) await enqueue(tx, town.world.exchange.id, { name: "two-cities", data: {} }); });
    const strayed = { exchangeId: town === here ? "muguang" : "chenguang", id: "1", name: "two-cities", data: {} };
    for (let id = 1; id <= 60; id += 1) await doJob({ db: town.world.db, exchangeId: town.world.exchange.id }, handlers, { ...strayed, id: String(id) });
    expect(done.length, "another's job finds no row").toBe(0);
  }
  for (const town of [here, there]) await town.world.db.deleteFrom("job_outbox").where("exchange_id", "=", town.world.exchange.id).where("name", "<>", "two-cities").execute();
  for (const town of [here, there]) {
    const handlers = { "two-cities": async (_: unknown, job: { exchangeId: string }) => { done.push(`${job.exchangeId} by ${town.world.exchange.id}`); await Promise.resolve(); } };
    const queue = await openQueue({ databaseUrl: here.database.url, exchangeId: town.world.exchange.id }, (job) => doJob({ db: town.world.db, exchangeId: town.world.exchange.id }, handlers, job), () => undefined);
    const relay = startRelay(town.world.db, town.world.exchange.id, { send: queue.send, onError: () => undefined });
    closers.push(relay.stop, queue.close);
  }
  await expect.poll(async () => (await jobsLeft(here.world.db, "chenguang")) + (await jobsLeft(there.world.db, "muguang")), { timeout: 50_000 }).toBe(0);
  for (const close of closers) await close();
  expect([done.length, [...new Set(done)].sort()]).toEqual([40, ["chenguang by chenguang", "muguang by muguang"]]);
});
