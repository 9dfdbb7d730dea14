import { afterAll, beforeAll, expect, test } from "vitest";
import { asked, crawled, placing, plainPath, withoutQuery, type Given, type Placed } from "../support/crawl.js";
import { DRAFT_ROLES, READ_BY, SHOWN_IN, WORDS_READ_BY, type Audience } from "../support/crawl-matrix.js";
import { crawledTown, uscc, type CrawledTown, type CrawlReader } from "../support/crawled-town.js";
import { operationsOf, urlOf } from "../support/routes.js";
import { testTown, type TestTown } from "../support/town.js";

// Somebody signed in as each role follows the links he is shown; every address that anybody found is then asked for by everybody else.
const PAGES_MAX = 45;
let town: TestTown;
let made: CrawledTown;
let placed: (address: string) => Placed | null;
let patterns: readonly string[];
const given: Given[] = [];
const addresses = new Set<string>();

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  const paths = operationsOf(town.app).filter(({ method }) => method === "get").map(({ path }) => path);
  [placed, patterns] = [placing(paths), paths.map(plainPath)];
  made = await crawledTown(town);
}, 120_000);
afterAll(async () => { await town.stop(); });

const isOneOf = (who: "anyone" | "person" | readonly string[], { role, name }: CrawlReader): boolean => who === "anyone" || (who === "person" ? name !== "nobody" : who.includes(role));

/** What `own` asks of a reader in the role that is held to its own. */
const OWNERSHIP: Readonly<Record<NonNullable<Audience["own"]>, (reader: CrawlReader, params: Placed["params"]) => boolean>> = {
  tenderer: ({ role, uscc: own }, { tender, plan, sale }) => role !== "tenderer" || [undefined, "new"].includes(tender ?? plan ?? sale) || made.buyers.get(tender ?? plan ?? sale ?? "") === own,
  firm: ({ uscc: own }, { sha }) => made.receipts.get(sha ?? "") === own,
  seat: ({ name }, { tender }) => tender === made.judged && /^committee-[1-5]$/.test(name),
  registration: ({ name, role }, { id, registration }) => made.registrations.get(id ?? registration ?? "") === name || DRAFT_ROLES.includes(role),
};

/** Drafts are their buyer's, plans and sales nobody else's; tenders theirs too who see every draft. */
function mayReadDraft(reader: CrawlReader, { tender, plan, sale, id = "" }: Placed["params"]): boolean {
  const subject = tender ?? plan ?? sale ?? id;
  if (!made.unpublished.has(subject) || made.buyers.get(subject) === reader.uscc) return true;
  return plan === undefined && sale === undefined && DRAFT_ROLES.includes(reader.role);
}

/** Whether a reader may be shown what lies at an address. */
function mayRead(reader: CrawlReader, address: string): boolean {
  const at = placed(address);
  const row = at === null ? undefined : READ_BY[at.pattern];
  if (at === null || row === undefined || !isOneOf(row.who, reader)) return false;
  const isForHim = made.letters.get(at.params["id"] ?? "") ?? (() => true);
  return mayReadDraft(reader, at.params) && isForHim(reader) && (row.own === undefined || OWNERSHIP[row.own](reader, at.params));
}

test("every address that is read has its line in the matrix", () => {
  expect(patterns.filter((pattern) => !Object.hasOwn(READ_BY, pattern))).toEqual([]);
  expect(Object.keys(READ_BY).filter((pattern) => !patterns.includes(pattern))).toEqual([]);
});

test("nobody is shown a link that leads nowhere, to another's or to a failure", async () => {
  const wrong: string[] = [];
  for (const { given: pages, links: shown } of await Promise.all(made.readers.map((reader) => crawled(reader, PAGES_MAX)))) {
    given.push(...pages);
    for (const path of shown) addresses.add(withoutQuery(path));
    for (const { reader, path, status, isIn } of pages) if (status >= 500 || (!isIn && status !== 409 && shown.has(path))) wrong.push(`${reader.name} ${path} ${String(status)}`);
  }
  expect(wrong).toEqual([]);
  expect(addresses.size).toBeGreaterThan(150);
});

/** Who asks for what all may read, and how others are told no: 303 leads to sign in. */
const [FEW, REFUSED] = [["nobody", "bidder-6", "tenderer-3", "supervisor-1"], [303, 401, 403, 404]];

/** Every address the API reads things at, with the identifiers this town has. */
function apiAddresses(): string[] {
  const sales = [...made.buyers.keys()].filter((id) => id.includes("S"));
  const tenders = [...made.buyers.keys()].filter((id) => !id.includes("P") && !id.includes("S"));
  const plans = [...made.buyers.keys()].filter((id) => id.includes("P"));
  const shas = [...made.sealed.statements.values(), ...made.receipts.keys()].slice(0, 2);
  const values: Readonly<Record<string, readonly string[]>> = { tender: tenders, plan: plans, sale: sales, lot: ["1"], part: ["bid", "technical"], sha: [...shas, ...made.questions], registration: [...made.registrations.keys()], id: [...made.letters.keys()].slice(0, 3), serial: ["1"], version: ["1"], st: shas, ordinal: ["1"], name: ["a.txt"], sha256: shas };
  const api = patterns.filter((pattern) => /^\/(?:api|documents)\//.test(pattern));
  return api.flatMap((pattern) => [...pattern.matchAll(/:(\w+)/g)].reduce<string[]>((made, [whole, name = ""]) => made.flatMap((path) => (values[name] ?? ["1"]).map((value) => path.replace(whole, value))), [pattern]));
}

test("every address anybody found, and every identifier put into every address of the API, is refused to whom it is not for", async () => {
  const wrong: string[] = [];
  const isPrivate = (path: string): boolean => { const at = placed(path); return at !== null && (READ_BY[at.pattern]?.who !== "anyone" || !made.readers.every((reader) => mayRead(reader, path))); };
  const all = [...new Set([...addresses].filter(isPrivate).concat(apiAddresses()))];
  for (const path of all) {
    const open = made.readers.every((reader) => mayRead(reader, path));
    const answers = await Promise.all(made.readers.filter(({ name }) => !open || FEW.includes(name)).map((reader) => asked(reader, path)));
    given.push(...answers);
    for (const { reader, status } of answers) if (status >= 500 || (!mayRead(reader, path) && !REFUSED.includes(status))) wrong.push(`${reader.name} ${path} ${String(status)}`);
  }
  expect(wrong).toEqual([]);
  expect(given.length).toBeGreaterThan(3_000);
}, 120_000);

/** The register names every organisation alike, whether it bids or not. */
const EVERYBODY = /^\/(?:desk|api\/v1)\/organisations$/;

test("no answer holds the words that only others may read: drafts, objections, questions, who bids before the close", () => {
  const wrong = new Set<string>();
  const firms = ["bidder-4", "bidder-5"].map((bidder) => [uscc(town, bidder), [bidder, "cashier-1"]] as const);
  for (const [word, readers] of [...Object.entries(WORDS_READ_BY), ...firms]) {
    if (readers.length > 0) expect(given.some(({ reader, text }) => readers.includes(reader.name) && text.includes(word)), word).toBe(true);
    for (const { reader, path, text } of given) if (text.includes(word) && !readers.includes(reader.name) && !EVERYBODY.test(path)) wrong.add(`${word}: ${reader.name} ${path}`);
  }
  expect([...wrong]).toEqual([]);
});

test("no answer holds a token, a cookie, a sealed share or the salt of a bid that is still sealed", () => {
  const parts = made.sealed.body.parts;
  const secrets = [...town.actors.map(({ token }) => token), ...made.readers.flatMap(({ cookie }) => (cookie === null ? [] : [cookie.split("=")[1] ?? ""])), ...parts.flatMap(({ shares, salt }) => [...shares, salt])];
  const all = new RegExp(secrets.map((secret) => secret.replace(/[+/=]/g, "\\$&")).join("|"));
  expect(secrets.length).toBeGreaterThan(60);
  expect(given.filter(({ text }) => all.test(text)).map(({ reader, path }) => `${reader.name} ${path}`)).toEqual([]);
});

const PERSONAL = /^(?:e-?mail|phone|telephone|token|secret|password|p12|shares?|salt|identity|session|address|agent|actor|person|personId|member|handle|credential|letter)$/i;
function keysOf(value: unknown, into = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) keysOf(each, into);
  else if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) { into.add(key); keysOf(inner, into); }
  return into;
}

test("fields about people and secrets stand only in the answers of which the allow-list says so", () => {
  const wrong = new Set<string>();
  for (const { path, text, isIn } of given.filter(({ path: each, text: json }) => each !== "/openapi.json" && /^[{[]/.test(json))) {
    const pattern = placed(path)?.pattern ?? "";
    for (const key of isIn ? keysOf(JSON.parse(text)) : []) if (PERSONAL.test(key) && !(SHOWN_IN[pattern] ?? []).includes(key)) wrong.add(`${pattern} ${key}`);
  }
  expect([...wrong].toSorted()).toEqual([]);
});

test("before the close the audit search tells the supervisor nothing of who bids, nor does the file of an hour", async () => {
  const rows = async (query: string): Promise<unknown[]> => (await town.done("supervisor-1", "GET", `/api/v1/audit?${query}`))["rows"] as unknown[];
  expect(await rows("actor=bidder-4")).toEqual([]);
  expect(await rows("action=sale.apply"), "nor of who applies for what is sold").toEqual([]);
  expect(await rows(`object=/api/v1/tenders/${made.bidding}/lots/1/guarantees`)).toEqual([]);
  expect(await rows(`object=/api/v1/tenders/${made.bidding}/question-tickets`)).toEqual([]);
  expect((await rows(`object=/api/v1/tenders/${made.judged}/lots/1/lodgements`)).length, "of a lot that is closed every act is shown").toBe(3);
  expect((await town.ask("supervisor-1", "GET", "/api/v1/audit/roots/1")).json["code"]).toBe("audit-withheld");
});

/** Every operation of the application, asked with a cookie; the status of each. */
async function statuses(cookie: string): Promise<readonly (readonly [string, number])[]> {
  const all = operationsOf(town.app).filter(({ method, path }) => !/\/(?:sign-out|sessions\/current|events|people|challenges)$|policy-reports|mail\/stop|^\/sign-in$/.test(path) && method !== "options");
  return Promise.all(all.map(async ({ method, path }) => {
    const response = await town.app.request(urlOf(path, { tender: made.judged }), { method: method.toUpperCase(), headers: { cookie, accept: "application/json", "content-type": "application/json" }, ...(method === "get" ? {} : { body: '{"nobodyKnowsThis":true}' }) });
    await response.body?.cancel();
    return [`${method} ${path}`, response.status] as const;
  }));
}

test("a cookie whose session, office or firm has ended opens nothing from the next request on, on any route (ASVS V7.4)", async () => {
  const cookieOf = (name: string): string => made.readers.find((reader) => reader.name === name)?.cookie ?? "";
  const [nobody, person] = [await statuses(""), await statuses(cookieOf("person-alone"))];
  const before = await statuses(cookieOf("bidder-6"));
  expect(before.filter(([operation, status], at) => status !== nobody[at]?.[1] && !operation.includes("/account")).length).toBeGreaterThan(60);
  await town.done("staff-1", "PUT", `/api/v1/organisations/${uscc(town, "bidder-6")}/state`, { frozen: true, reason: "虚假登记，核查期间冻结" });
  expect(await statuses(cookieOf("bidder-6")), "a frozen firm's person is a person without an office").toEqual(person);
  await town.done("tenderer-1", "DELETE", "/api/v1/offices/tenderer-2");
  expect(await statuses(cookieOf("tenderer-2")), "an ended office").toEqual(person);
  await town.app.request("/api/v1/sessions/current", { method: "DELETE", headers: { cookie: cookieOf("bidder-1"), "content-type": "application/json" } });
  expect(await statuses(cookieOf("bidder-1")), "a session that was signed out of").toEqual(nobody);
  expect(nobody.filter(([operation, status]) => operation.includes("/api/") && status < 400).map(([operation]) => operation).filter((operation) => READ_BY[plainPath(operation.replace(/^\w+ /, ""))]?.who !== "anyone")).toEqual([]);
});
