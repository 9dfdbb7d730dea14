import { auditRoot, searchAudit, rowsBetween, newestActBetween, type AuditSearch } from "../audit/queries.js";
import { readRoot, type AuditRow } from "../audit/root.js";
import { isOpenToAll } from "../audit/withheld.js";
import { checkAudit, checkedRoots, withheldSince } from "../audit/use-cases/roots.js";
import { approvalBy, signedActBy } from "../identity/queries.js";
import { base64 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at, rfc3339, type Instant } from "../kernel/time.js";
import { csvOf, type CsvColumn } from "../web/formats/csv.js";
import type { World } from "../world.js";
import { document, endpoint, inOffice, type Api } from "./endpoint.js";
import { realNow } from "./limits.js";
import { problem } from "./problem.js";

const NAMES = ["actor", "person", "action", "object", "outcome", "from", "until", "after"] as const;
/** Choices of the reader that are no filters. */
const READING = new Set(["display", "lang"]);
const LENGTH_MAX = 200;
const PAGE = 100;
/** Rows a file holds at most: an hour of a busy city. */
const FILE_MAX = 50_000;
const ROWS_OF_ROOT_MAX = 200_000;

export type AuditAsked = Partial<Record<(typeof NAMES)[number], string>>;

/** Reads a search's address strictly: a parameter nobody knows is refused, because a slip must not widen what is found. */
export function readAuditQuery(query: Readonly<Record<string, string>>, limit: number): Result<{ readonly asked: AuditAsked; readonly search: Omit<AuditSearch, "withheldFrom"> }> {
  const given = Object.entries(query).filter(([name, value]) => !READING.has(name) && value.trim() !== "");
  const unknown = given.find(([name]) => !(NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) return refuse("unknown-parameter", { name: unknown[0], known: NAMES.join(" ") });
  const asked: AuditAsked = Object.fromEntries(given.map(([name, value]) => [name, value.trim().slice(0, LENGTH_MAX)]));
  const { from, until, after, ...rest } = asked;
  const [begin, end] = [timeIn(from), timeIn(until)];
  if (begin === null || end === null) return refuse("wrong-parameter", { name: begin === null ? "from" : "until", wanted: "2026-09-01T09:00 或者 2026-09-01T09:00:00+08:00" });
  const cursor = after === undefined ? undefined : /^(\d{1,15})\.(\d{1,9})$/.exec(after);
  if (cursor === null) return refuse("wrong-parameter", { name: "after", wanted: "1788224400000.1" });
  return ok({ asked, search: { ...rest, ...(begin === undefined ? {} : { from: begin }), ...(end === undefined ? {} : { until: end }), ...(cursor === undefined ? {} : { after: { at: Number(cursor[1]) as Instant, skip: Number(cursor[2]) } }), limit } });
}

/** A time as a form or a program writes it; undefined where none is given, null where it does not read. */
function timeIn(text: string | undefined): Instant | null | undefined {
  if (text === undefined) return undefined;
  try {
    return at(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00+08:00` : text);
  } catch {
    return null;
  }
}

/** Where the list goes on after these rows; null at its end. */
export function nextAfter(rows: readonly AuditRow[], limit: number, after: AuditSearch["after"]): string | null {
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return null;
  const same = rows.filter((row) => row.at === last.at).length;
  return `${String(last.at)}.${String(same + (after?.at === last.at ? after.skip : 0))}`;
}

const view = ({ at: when, actor, person, address, action, object, outcome, token, signed }: AuditRow) => ({ at: rfc3339(when), actor, person, address, action, object, outcome, ...(token === null ? {} : { token }), ...(signed === null ? {} : { signed }) });

const COLUMNS: readonly CsvColumn<AuditRow>[] = [
  { head: "时间", kind: "plain", of: (row) => rfc3339(row.at) }, { head: "身份", kind: "text", of: ({ actor }) => actor }, { head: "个人", kind: "text", of: ({ person }) => person },
  { head: "网络地址", kind: "text", of: ({ address }) => address }, { head: "办理事项", kind: "text", of: ({ action }) => action }, { head: "对象", kind: "text", of: ({ object }) => object }, { head: "结果", kind: "text", of: ({ outcome }) => outcome }, { head: "令牌", kind: "text", of: ({ token }) => token ?? "" }, { head: "签名", kind: "text", of: ({ signed }) => signed },
];

/** What was done, for supervisors: searched, exported, and held against the log. */
export function auditRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/audit", summary: "What was done, the newest first", action: "audit.read" }, async ({ c }) => {
    const query = readAuditQuery(c.req.query(), PAGE);
    if (!query.ok) return query;
    const withheldFrom = await withheldSince(world);
    const rows = await searchAudit(db, exchange.id, { ...query.value.search, withheldFrom });
    return ok({ body: { rows: rows.map(view), next: nextAfter(rows, PAGE, query.value.search.after), withheldFrom: withheldFrom === null ? null : rfc3339(withheldFrom) } });
  });
  document(api, { method: "get", path: "/api/v1/audit.csv", summary: "The same as a table", action: "audit.read" });
  api.get("/api/v1/audit.csv", async (c) => {
    const may = inOffice(c, "audit.read");
    if (!may.ok) return problem(c, may.refusal, c.get("receivedAt"));
    const query = readAuditQuery(c.req.query(), FILE_MAX);
    if (!query.ok) return problem(c, query.refusal, c.get("receivedAt"));
    const text = csvOf(COLUMNS, await searchAudit(db, exchange.id, { ...query.value.search, withheldFrom: await withheldSince(world) }));
    return c.body(text, 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="audit.csv"', "cache-control": "private, no-store" });
  });
  endpoint(api, world, { method: "get", path: "/api/v1/audit/roots", summary: "Every hour's root, and what was found when it was held against the log and its rows last", action: "audit.read" }, async () => ok({ body: { roots: await checkedRoots(world) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/audit/checks", summary: "Hold every root against the log and the rows that are there now", action: "audit.check" }, async () => ok({ status: 201, body: { roots: await checkAudit(world, realNow()) } }));
  endpoint(api, world, { method: "get", path: "/api/v1/audit/roots/:serial{[0-9]{1,9}}", summary: "One root's file with all its rows: what anybody needs to compute it again", action: "audit.read" }, async ({ param }) => {
    const row = await auditRoot(db, exchange.id, Number(param("serial")));
    if (row === null) return refuse("not-found", { what: param("serial") });
    const { from, until } = readRoot(row.file);
    if (!isOpenToAll(await newestActBetween(db, exchange.id, { from, until }), await withheldSince(world))) return refuse("audit-withheld");
    const rows = await rowsBetween(db, exchange.id, { after: null, from, until, limit: ROWS_OF_ROOT_MAX });
    return ok({ body: { file: base64(row.file), sha256: row.sha256, index: await world.journal.indexOf(row.outbox_id), rows: rows.map((each) => ({ ...view(each), id: each.id, xact: each.xact })) } });
  });
  endpoint(api, world, { method: "get", path: "/api/v1/audit/signatures/:sha256{[0-9a-f]{64}}", summary: "What an act was signed by (signed-act/1), and what two people agreed on by it", action: "audit.read" }, async ({ param }) => {
    const row = await signedActBy(db, exchange.id, param("sha256"));
    if (row === null) return refuse("not-found", { what: param("sha256") });
    const approved = await approvalBy(db, exchange.id, row.sha256);
    return ok({ body: { file: base64(row.file), sha256: row.sha256, person: row.person_id, actor: row.actor_id, action: row.action, approved: approved === null ? null : { kind: approved.kind, object: approved.object, step: approved.step, version: approved.version } } });
  });
}
