import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.js";
import { rowBytes } from "../../src/audit/root.js";
import { ACTIONS, can, IN_PERSON } from "../../src/identity/can.js";
import { officesOf } from "../../src/identity/queries.js";
import { scopesOf, TOKEN_DAYS_MAX, TOKENS_MAX } from "../../src/identity/token.js";
import { secretHash } from "../../src/identity/use-cases/sessions.js";
import { holderOf, makeToken } from "../../src/identity/use-cases/tokens.js";
import { must } from "../../src/kernel/result.js";
import { dayOf, endOf, plusDays, plusMs, type Instant } from "../../src/kernel/time.js";
import { openLog } from "../../src/log-lines.js";
import { registeredFirm, signedLogin, someone } from "../support/people.js";
import { urlOf } from "../support/routes.js";
import { tenderBody } from "../support/works-tender.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

let town: TestTown;
const lines: string[] = [];
const heard = new Writable({ write: (chunk: Buffer, _, done) => { lines.push(chunk.toString()); done(); } });
beforeAll(async () => { town = await testTown(undefined, "trace", null, { log: openLog("trace", heard) }); });
afterAll(async () => { await town.stop(); });

const now = (): Instant => Date.now() as Instant;
const today = () => dayOf(now());
/** So that no test runs over its token's end at midnight. */
const tomorrow = () => plusDays(today(), 1);
const codeOf = ({ json }: Answer): unknown => json["code"];
type Made = { readonly id: string; readonly token: string; readonly until: string };
const made = async (office: string, scopes: readonly string[], more: Record<string, unknown> = {}): Promise<Made> =>
  (await town.done(office, "POST", "/api/v1/tokens", { office, name: "脚本", scopes, until: tomorrow(), ...more })) as unknown as Made;
const by = (token: string, method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => town.ask(null, method, url, body, { authorization: `Bearer ${token}`, ...headers });
const draft = async (): Promise<string> => {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: `晨发改审批〔2026〕${randomBytes(3).toString("hex")}号`, funds: "财政资金" });
  return String((await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() }))["tender"]);
};

describe("a token", () => {
  test("does the acts it names for its office, and none beside them", async () => {
    const { token } = await made("tenderer-1", ["project.register"]);
    expect(token).toMatch(/^dltk_[A-Za-z0-9_-]{43}$/);
    const project = { name: "滨河路", approval: "晨发改审批〔2026〕31号", funds: "财政资金" };
    const registered = await by(token, "POST", "/api/v1/projects", project);
    expect(registered.status).toBe(201);
    expect(codeOf(await by(token, "POST", "/api/v1/tenders", { project: registered.json["project"], line: "works", form: tenderBody() }))).toBe("token-scope");
    expect(codeOf(await by(token, "POST", "/api/v1/tenders/D3417000001000001099/lots/1/lodgements", {}))).toBe("not-yours");
  });

  test("is given nothing its office may not do, nothing unknown, and nothing that is done in person", async () => {
    const given = async (office: string, scopes: readonly string[]) => codeOf(await town.ask(office, "POST", "/api/v1/tokens", { office, name: "脚本", scopes, until: tomorrow() }));
    for (const scope of ["bid.lodge", "no.such", "toString", "tender.publish", "award.decide", "message.settings"]) expect(await given("tenderer-1", ["tender.draft", scope]), scope).toBe("token-scope-wrong");
    expect(await given("tenderer-2", ["tender.draft"])).toBeUndefined();
    expect(codeOf(await town.ask("tenderer-1", "POST", "/api/v1/tokens", { office: "tenderer-2", name: "脚本", scopes: ["tender.draft"], until: tomorrow() }))).toBe("not-found");
  });

  test("whose row was given more behind the exchange's back still does nothing that is done in person", async () => {
    const [office] = await officesOf(town.world.db, town.world.exchange.id, "tenderer-1");
    if (office === undefined) throw new RangeError("no office");
    const actor = { ...office, scopes: Object.keys(ACTIONS) };
    for (const action of IN_PERSON) if (can(office, action).ok) expect(can(actor, action), action).toMatchObject({ ok: false, refusal: { code: "token-scope" } });
    for (const action of scopesOf(office)) expect(can(actor, action).ok, action).toBe(true);
  });

  test("works to the last millisecond of its last day and not in the next", async () => {
    const from = now();
    const { token } = must(await makeToken(town.world, "bidder-3", { office: "bidder-3", name: "脚本", scopes: ["bid.receipt"], until: plusDays(dayOf(from), 2) }, from));
    const end = endOf(plusDays(dayOf(from), 2));
    const holder = (at: Instant) => holderOf(town.world.db, town.world.exchange.id, token, at);
    expect((await holder(plusMs(end, -1)))?.actor.id).toBe("bidder-3");
    expect(await holder(end)).toBeNull();
  });

  test("ends within a year of today, and not before it", async () => {
    const until = async (day: string) => codeOf(await town.ask("bidder-4", "POST", "/api/v1/tokens", { office: "bidder-4", name: "脚本", scopes: ["bid.receipt"], until: day }));
    expect(await until(plusDays(today(), TOKEN_DAYS_MAX))).toBeUndefined();
    expect(await until(plusDays(today(), TOKEN_DAYS_MAX + 2))).toBe("token-end-wrong");
    expect(await until(plusDays(today(), -2))).toBe("token-end-wrong");
  });

  test("that was revoked is nobody's with the next request, on every server of the exchange; only its owner revokes it", async () => {
    const { id, token } = await made("bidder-1", ["organisation.read"]);
    const elsewhere = createApp({ ...town, uploads: {} as never });
    const there = async (): Promise<number> => (await elsewhere.request("/api/v1/organisation", { headers: { authorization: `Bearer ${token}` } })).status;
    const here = async (): Promise<number> => (await by(token, "GET", "/api/v1/organisation")).status;
    expect([await here(), await there()]).toEqual([200, 200]);
    expect((await town.ask("bidder-2", "DELETE", `/api/v1/tokens/${id}`)).status).toBe(404);
    expect((await town.ask("bidder-1", "DELETE", `/api/v1/tokens/${id}`)).status).toBe(200);
    expect([await here(), await there()]).toEqual([401, 401]);
    expect((await town.ask("bidder-1", "DELETE", `/api/v1/tokens/${id}`)).status).toBe(404);
  });

  test("falls with its office: while the organisation is frozen, and for good when the office ends", async () => {
    const { who } = await registeredFirm(town);
    const office = String((await who.ask("GET", "/api/v1/me")).json["id"]);
    const wanted = { office, name: "脚本", scopes: ["organisation.read"], until: tomorrow() };
    expect(codeOf(await who.askOnce("POST", "/api/v1/tokens", wanted)), "a session alone makes none").toBe("step-up-needed");
    const { token } = (await who.ask("POST", "/api/v1/tokens", wanted)).json as unknown as Made;
    const status = async (): Promise<number> => (await by(token, "GET", "/api/v1/organisation")).status;
    expect(await status()).toBe(200);
    const freeze = (frozen: boolean) => town.done("staff-1", "PUT", "/api/v1/organisations/91341702MA00001465/state", { frozen, reason: "营业执照已吊销，待核实。" });
    await freeze(true);
    expect(await status()).toBe(401);
    await freeze(false);
    expect(await status()).toBe(200);
    await town.database.db.updateTable("actors").set({ ended_at: new Date() }).where("actor_id", "=", office).execute();
    expect(await status()).toBe(401);
  });

  test("signs in nowhere, manages no account and makes no token: nothing that is about a person takes it", async () => {
    const { token } = await made("tenderer-1", scopesOf((await officesOf(town.world.db, town.world.exchange.id, "tenderer-1"))[0] as never));
    const { paths } = (await town.done(null, "GET", "/openapi.json")) as { paths: Record<string, Record<string, { description?: string }>> };
    const own = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).filter(([, { description }]) => description?.startsWith("本人") === true).map(([method]) => [method.toUpperCase(), urlOf(path.replace(/\{(\w+)\}/g, ":$1"))] as const));
    expect(own.length).toBeGreaterThan(15);
    const open: string[] = [];
    for (const [method, url] of [...own, ["POST", "/api/v1/challenges"], ["POST", "/api/v1/sessions"], ["POST", "/api/v1/people"]] as const) {
      const code = String(codeOf(await by(token, method, url, method === "GET" || method === "DELETE" ? undefined : { nobodyKnowsThis: true })));
      if (code !== "token-not-here" && code !== "not-signed-in") open.push(`${method} ${url}: ${code}`);
    }
    expect(open).toEqual([]);
    for (const page of ["/account", "/account/tokens", "/desk", "/my/inbox"]) expect((await by(token, "GET", page)).status, page).toBe(303);
  });

  test("reads as a stranger what is open to all, unless it names what its office reads", async () => {
    const id = await draft();
    const [blind, seeing] = [await made("tenderer-1", ["tender.draft"]), await made("tenderer-1", ["office.read"])];
    const url = `/api/v1/tenders/${id}`;
    expect([(await by(blind.token, "GET", url)).status, (await by(seeing.token, "GET", url)).status]).toEqual([404, 200]);
  });

  test("in an address is refused, whatever the address, and is in no line of the log", async () => {
    const { token } = await made("tenderer-1", ["desk.read"]);
    for (const url of [`/notices?token=${token}`, `/api/v1/me?access_token=${token}`, `/x/${token}`, `/api/v1/projects?q=${token.replace("_", "%5F")}`]) {
      expect(codeOf(await by(token, "GET", url)), url).toBe("token-in-address");
      expect(codeOf(await town.ask(null, "POST", url, {})), url).toBe("token-in-address");
    }
    const broken = createApp({ ...town, world: { ...town.world, blobs: new Proxy(town.world.blobs, { get: () => () => Promise.reject(new Error(`it said no to ${token}`)) }) }, uploads: {} as never });
    const id = await draft();
    expect((await broken.request(`/api/v1/tenders/${id}/documents/a.txt`, { method: "PUT", body: "x", headers: { authorization: `Bearer ${(await made("tenderer-1", ["tender.draft"])).token}` } })).status).toBe(503);
    expect(lines.some((line) => line.includes("it said no to"))).toBe(true);
    expect(lines.filter((line) => line.includes("dltk_"))).toEqual([]);
  });

  test("is shown once and kept as its hash: no table holds it, and asking again with the same key shows nothing", async () => {
    const body = { office: "bidder-5", name: "脚本", scopes: ["bid.receipt"], until: tomorrow() };
    const first = await town.ask("bidder-5", "POST", "/api/v1/tokens", body, { "idempotency-key": "once-1" });
    const token = String(first.json["token"]);
    const again = await town.ask("bidder-5", "POST", "/api/v1/tokens", body, { "idempotency-key": "once-1" });
    expect([again.status, codeOf(again), again.json["token"]]).toEqual([409, "shown-once", undefined]);
    const listed = (await town.done("bidder-5", "GET", "/api/v1/tokens"))["tokens"] as Record<string, unknown>[];
    expect(listed).toEqual([{ id: first.json["id"], office: "bidder-5", name: "脚本", scopes: ["bid.receipt"], since: expect.any(String) as string, until: first.json["until"], used: null }]);
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(town.database.db);
    for (const { name } of rows) {
      const held = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)} as each where position(${token} in each::text) > 0`.execute(town.database.db);
      expect(held.rows[0]?.n, name).toBe(0);
    }
    expect(Buffer.from((await town.database.db.selectFrom("api_tokens").select("token_sha256").where("person_id", "=", "bidder-5").executeTakeFirstOrThrow()).token_sha256).equals(Buffer.from(secretHash(token)))).toBe(true);
  });

  test("is listed with its last use, and the audit says which token acted", async () => {
    const { id, token } = await made("tenderer-2", ["project.register"]);
    await by(token, "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕32号", funds: "财政资金" });
    await by(token, "POST", "/api/v1/tenders", {});
    const listed = ((await town.done("tenderer-2", "GET", "/api/v1/tokens"))["tokens"] as { id: string; used: string | null }[]).find((each) => each.id === id);
    expect(Math.abs(Date.parse(listed?.used ?? "") - Date.now())).toBeLessThan(600_000);
    const { rows } = (await town.done("supervisor-1", "GET", "/api/v1/audit?actor=tenderer-2")) as { rows: Record<string, unknown>[] };
    expect(rows.filter((row) => row["token"] === id).map(({ actor, person, action, outcome }) => ({ actor, person, action, outcome }))).toEqual([
      { actor: "tenderer-2", person: "tenderer-2", action: "tender.draft", outcome: "403" }, { actor: "tenderer-2", person: "tenderer-2", action: "project.register", outcome: "201" },
    ]);
  });

  test("a person has twenty at most, however many are asked for at once", async () => {
    const answers = await Promise.all(Array.from({ length: TOKENS_MAX + 8 }, () => town.ask("bidder-6", "POST", "/api/v1/tokens", { office: "bidder-6", name: "脚本", scopes: ["bid.receipt"], until: tomorrow() })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(TOKENS_MAX);
    expect(answers.filter((answer) => codeOf(answer) === "tokens-too-many")).toHaveLength(8);
  });

  test("that is half, longer, of another prefix or nobody's signs nobody in, not even beside a good cookie", async () => {
    const { token } = await made("bidder-7", ["organisation.read"]);
    for (const wrong of [token.slice(0, -1), `${token}x`, token.replace("dltk_", "dltx_"), `dltk_${"A".repeat(43)}`]) expect((await by(wrong, "GET", "/api/v1/organisation")).status, wrong.length.toString()).toBe(401);
    const who = someone(town);
    await who.ask("POST", "/api/v1/sessions", { certificate: await signedLogin(who, "sign-in", await town.signer("bidder-7")) });
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(200);
    expect((await who.ask("GET", "/api/v1/sessions", undefined, { authorization: `Bearer dltk_${"A".repeat(43)}` })).status).toBe(401);
  });
});

test("an audit row's leaf names the token that acted, and is what it was where none did", () => {
  const row = { id: "1", xact: "2", at: 0 as Instant, actor: "a", person: "p", address: "-", action: "x", object: "/", outcome: "200", token: null, signed: null };
  expect(Buffer.from(rowBytes(row)).toString()).not.toContain("token");
  expect(Buffer.from(rowBytes({ ...row, token: "t-1" })).equals(Buffer.from(rowBytes({ ...row, token: "t-2" })))).toBe(false);
});
