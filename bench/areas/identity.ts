import { sql } from "kysely";
import { searchAudit, type AuditSearch } from "../../src/audit/queries.js";
import { ACTIONS, can, type Action } from "../../src/identity/can.js";
import { askChallenge } from "../../src/identity/use-cases/challenges.js";
import { personByCertificate, type SignedLogin } from "../../src/identity/use-cases/certificates.js";
import { allActors } from "../../src/identity/queries.js";
import { indexMissingOrganisations } from "../../src/identity/use-cases/offices.js";
import { beginSession } from "../../src/identity/use-cases/sessions.js";
import { must } from "../../src/kernel/result.js";
import { searchOrganisations } from "../../src/parties/queries/search.js";
import type { Instant } from "../../src/kernel/time.js";
import { verifyDetached } from "../../src/signing/cms.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import type { TestTown } from "../../tests/support/town.js";
import { beside, each, figure, percentile, seconds, type Figure } from "../figure.js";
import { benchTown } from "../town.js";

const ROUNDS = 7;
const REQUESTS = 400;
const DECISIONS = 400_000;
const LOGINS = 400;
const WIDTH = 8;
const PEOPLE = 100_000;
const ACTS = 1_000_000;
const ORGANISATIONS = 100_000;
const BATCH = 100_000;
const SEARCHES = 300;
const NOW = Date.parse("2026-09-01T01:00:00Z");

const realNow = (): Instant => Date.now() as Instant;

/** Who asks and whether he may: what a session adds to a request, decisions of the table, certificates that sign in, acts that a supervisor looks for among a million, and organisations that staff look for. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    return [await measureSession(town), await measureDecisions(town), await measureLogins(town), ...await measureSearch(town), ...await measureOrganisations(town)];
  } finally {
    await town.stop();
  }
}

/** The same GET with a session's cookie and without, in turn; the address answers everybody. */
async function measureSession(town: TestTown): Promise<Figure> {
  const { world } = town;
  const secret = await beginSession(world.db, world.exchange.id, { personId: "bidder-1", how: "certificate", actorId: "bidder-1", address: "127.0.0.1", agent: "bench", old: null }, realNow(), world.random);
  const milliseconds = (headers: Record<string, string>) => async (): Promise<number> => 1_000 / REQUESTS * await seconds(async () => {
    for (let at = 0; at < REQUESTS; at += 1) await (await town.app.request("/api/v1/exchange", { headers })).text();
  });
  if ((await town.app.request("/api/v1/me", { headers: { cookie: `daylight=${secret}` } })).status !== 200) throw new RangeError("the session signs nobody in");
  const { signedIn, unsigned } = await beside(ROUNDS, { signedIn: milliseconds({ cookie: `daylight=${secret}` }), unsigned: milliseconds({}) });
  return figure({ name: "a session adds to a request", value: signedIn - unsigned, unit: "ms", goal: 0.3, better: "lower", limit: { name: "the same request without one", value: unsigned } });
}

async function measureDecisions({ world }: TestTown): Promise<Figure> {
  const actors = await allActors(world.db, world.exchange.id);
  const actions = Object.keys(ACTIONS) as Action[];
  const objects = [{}, { tenderer: "91341702MA00000159" }, { bidder: "91341702MA000004XN" }];
  let allowed = 0;
  const { decided, looked } = await beside(ROUNDS, {
    decided: async () => DECISIONS / await seconds(() => { for (let at = 0; at < DECISIONS; at += 1) if (can(actors[at % actors.length] ?? null, actions[at % actions.length] ?? "message.read", objects[at % objects.length]).ok) allowed += 1; }),
    looked: async () => DECISIONS / await seconds(() => { for (let at = 0; at < DECISIONS; at += 1) if ((ACTIONS[actions[at % actions.length] ?? "message.read"].roles as readonly string[]).includes(actors[at % actors.length]?.role ?? "")) allowed += 1; }),
  });
  if (allowed === 0) throw new RangeError("nobody may do anything");
  return figure({ name: "decisions of can", value: decided, unit: "/s", goal: 1_000_000, limit: { name: "looking the role up in the table alone", value: looked } });
}

/** Challenges are asked and signed beforehand: the exchange's part is to take the answer, check the signature and find the person. */
async function measureLogins(town: TestTown): Promise<Figure> {
  const { world } = town;
  const signer = await town.signer("bidder-1");
  const prepared = async (): Promise<SignedLogin[]> => Promise.all(Array.from({ length: LOGINS }, async () => {
    const { login } = await askChallenge(world, { purpose: "sign-in", personId: null, origin: "http://chenguang.example" }, realNow());
    return { login, signature: await signDetached(login, signer) };
  }));
  const { logins, checks } = await beside(ROUNDS, {
    logins: async () => { const given = await prepared(); return LOGINS / await seconds(() => each(given, WIDTH, async (one) => { must(await personByCertificate(world, one, realNow())); })); },
    checks: async () => { const given = await prepared(); return LOGINS / await seconds(() => { for (const { login, signature } of given) must(verifyDetached(signature, login, world.trust, world.clock())); }); },
  });
  return figure({ name: "logins by certificate", value: logins, unit: "/s", goal: 300, limit: { name: "CMS verifications", value: checks } });
}

const ACTS_DONE = ["bid.lodge", "tender.publish", "objection.file", "panel.score", "message.read", "message.settings"];
const OUTCOMES = ["201", "200", "422", "not-yours"];

/** A million acts of a hundred thousand people over two years, in the order they were done. */
async function fill(town: TestTown): Promise<void> {
  const [owner, exchange] = [town.database.as("owner"), town.world.exchange.id];
  for (let from = 0; from < ACTS; from += BATCH) {
    await sql`insert into audit (exchange_id, at, actor_id, person_id, address, action, object, outcome)
      select ${exchange}, to_timestamp(${NOW / 1_000}::float8 - (${ACTS} - at) * 60), 'a-' || (at::bigint * 7919 % ${PEOPLE}), 'p-' || (at::bigint * 7919 % ${PEOPLE}), '10.0.' || (at % 250) || '.0', (${ACTS_DONE}::text[])[1 + at % ${ACTS_DONE.length}],
        '/api/v1/tenders/D34170000010' || lpad((at % 40000)::text, 8, '0') || '/lots/1/x', (${OUTCOMES}::text[])[1 + at / 7 % ${OUTCOMES.length}] from generate_series(${from}::int + 1, ${from + BATCH}::int) as at`.execute(owner);
  }
  await sql`vacuum analyze audit`.execute(owner);
}

async function measureSearch(town: TestTown): Promise<Figure[]> {
  await fill(town);
  const { db, exchange } = town.world;
  const bare = await p95(async () => { await sql`select * from audit where exchange_id = ${exchange.id} order by audit_id desc limit 100`.execute(db); });
  const limit = { name: "the hundred newest rows, bare", value: bare };
  const searched = async (name: string, of: (at: number) => Omit<AuditSearch, "limit" | "withheldFrom">): Promise<Figure> =>
    figure({ name: `1 M acts ${name}, p95`, unit: "ms", goal: 50, better: "lower", limit, value: await p95(async (at) => { await searchAudit(db, exchange.id, { ...of(at), withheldFrom: null, limit: 100 }); }) });
  const day = (at: number): Instant => (NOW - ((at * 37) % 690) * 86_400_000) as Instant;
  return [
    await searched("by who did them", (at) => ({ actor: `a-${String((at * 331) % PEOPLE)}` })),
    await searched("by how the address begins", (at) => ({ object: `/api/v1/tenders/D34170000010${String((at * 131) % 40_000).padStart(8, "0")}` })),
    await searched("of a day", (at) => ({ from: day(at), until: (day(at) + 86_400_000) as Instant })),
    await searched("by act and outcome", (at) => ({ action: ACTS_DONE[at % ACTS_DONE.length] ?? "", outcome: OUTCOMES[at % OUTCOMES.length] ?? "" })),
    await searched("by act, outcome and an old day", (at) => ({ action: "objection.file", outcome: "422", from: day(at), until: (day(at) + 86_400_000) as Instant })),
    await searched("by an act that was never done", () => ({ action: "lot.order" })),
    await searched("by an outcome there never was", (at) => ({ action: ACTS_DONE[at % ACTS_DONE.length] ?? "", outcome: "four-eyes" })),
  ];
}

const PLACES = ["晨光", "滨河", "城东", "南湖", "翠屏", "望江", "清溪", "梅山", "石桥", "柳林", "云台", "白鹭", "青枫", "长岭", "东皋", "西塘", "杏花", "紫竹", "凤鸣", "龙泉"];
const MARKS = ["宏远", "恒信", "中泰", "华盛", "瑞丰", "鼎立", "锦程", "博大", "同济", "安泰", "诚达", "新益"];
const TRADES = ["建筑工程", "市政路桥", "水务环保", "信息科技", "物业服务", "医疗器械", "园林绿化", "勘察设计"];

/** A hundred thousand organisations, every thousandth frozen. */
async function fillOrganisations(town: TestTown): Promise<void> {
  const [owner, exchange] = [town.database.as("owner"), town.world.exchange.id];
  await sql`insert into organisations (exchange_id, uscc, name, state, made_at)
    select ${exchange}, '91341702' || lpad(at::text, 10, '0'), (${PLACES}::text[])[1 + at % ${PLACES.length}] || (${MARKS}::text[])[1 + at / 7 % ${MARKS.length}] || at || (${TRADES}::text[])[1 + at / 3 % ${TRADES.length}] || '有限公司',
      case when at % 1000 = 0 then 'frozen' else 'active' end, to_timestamp(${NOW / 1_000}::float8 - at * 600) from generate_series(1, ${ORGANISATIONS}::int) as at`.execute(owner);
  await indexMissingOrganisations(town.world.db, exchange);
  await sql`vacuum analyze organisations`.execute(owner);
}

/** By what nearly all bear, one in twenty, one in twelve, one in two hundred and forty, one alone, none; by how codes begin; by state. */
const ORGANISATION_QUERIES = ["有限公司", "晨光", "宏远", "滨河 恒信", "同济99999", "麒麟", "建筑工程", "紫竹 园林", "司"];

async function measureOrganisations(town: TestTown): Promise<Figure[]> {
  await fillOrganisations(town);
  const { db, exchange } = town.world;
  const limit = { name: "the fifty newest rows, bare", value: await p95(async () => { await sql`select * from organisations where exchange_id = ${exchange.id} order by made_at desc, uscc desc limit 50`.execute(db); }) };
  const searched = async (name: string, of: (at: number) => { readonly text: string; readonly state: "frozen" | null }): Promise<Figure> =>
    figure({ name: `100,000 organisations ${name}, p95`, unit: "ms", goal: 50, better: "lower", limit, value: await p95(async (at) => { await searchOrganisations(db, exchange.id, { ...of(at), cursor: null, limit: 50 }); }) });
  return [
    await searched("by words of a name", (at) => ({ text: ORGANISATION_QUERIES[at % ORGANISATION_QUERIES.length] ?? "", state: null })),
    await searched("by a code", (at) => ({ text: `91341702${String((at * 331) % ORGANISATIONS).padStart(10, "0")}`, state: null })),
    await searched("by how codes begin", (at) => ({ text: "913417020000099999".slice(0, 4 + (at % 14)), state: null })),
    await searched("that are frozen, by words", (at) => ({ text: ORGANISATION_QUERIES[at % ORGANISATION_QUERIES.length] ?? "", state: "frozen" })),
  ];
}

async function p95(work: (at: number) => Promise<void>): Promise<number> {
  const taken: number[] = [];
  for (let at = 0; at < SEARCHES; at += 1) taken.push(1_000 * await seconds(() => work(at)));
  return percentile(taken.slice(SEARCHES / 10), 95);
}
