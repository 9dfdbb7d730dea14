import { z } from "zod";
import { faultOf, NO_ROWS, readRoot, withRows, type AuditFault, type AuditRow } from "../audit/root.js";
import { fromBase64, fromUtf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { act, JSON_OPTION } from "./act.js";
import { policyOf } from "./anchors.js";
import { fetchText, getJson, type Client } from "./client.js";
import { walkLog } from "./log-walk.js";
import { personFrom, readText, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const ROOTS = z.object({ roots: z.array(z.object({ serial: z.int(), sha256: z.string(), index: z.int().nullable(), fault: z.string().nullable() })) });
const ROW = z.object({ id: z.string(), xact: z.string(), at: z.string(), actor: z.string().nullable(), person: z.string().nullable(), address: z.string(), action: z.string(), object: z.string(), outcome: z.string(), token: z.string().nullable().default(null), signed: z.string().nullable().default(null) });
const ROOT = z.object({ file: z.string(), sha256: z.string(), index: z.int().nullable(), rows: z.array(ROW) });
const ENTRY = z.object({ type: z.string(), serial: z.int().optional(), sha256: z.string().optional() });

type CheckedHour = { readonly serial: number; readonly index: number | null; readonly fault: AuditFault | "withheld" | null };

/** What each fault means to whoever has to act on it. */
const WORDS: Readonly<Record<AuditFault | "withheld", string>> = {
  "not-logged": both("根文件与公开日志不符", "the file is not the one the log says"), "chain": both("前后不相连", "it does not continue the one before"),
  "count": both("记录有缺失或多出", "acts are missing, or too many"), "rows": both("有记录被改动", "an act was changed"), "withheld": both("项目截标前不提供明细", "its rows are withheld until boxes close"),
};

/**
 * Computes every hour's root again from its rows and holds it against the witnessed log: nothing is taken on the exchange's word. Every root the log has must be there.
 * @param policyText whose witnesses count; the exchange's own where null
 */
export async function checkedHours(client: Client, policyText: string | null): Promise<Result<readonly CheckedHour[]>> {
  const entries = await witnessedEntries(client, policyText);
  if (!entries.ok) return entries;
  const listed = await getJson(client, "/api/v1/audit/roots", ROOTS);
  if (!listed.ok) return listed;
  const logged = loggedRoots(entries.value);
  const hours: CheckedHour[] = [];
  let before: string | null = null;
  for (const each of listed.value.roots) {
    const hour = await checkHour(client, each, { logged: logged.get(each.serial) ?? null, before });
    if (!hour.ok) return hour;
    hours.push(hour.value.hour);
    before = hour.value.sha256;
  }
  const gone = [...logged.keys()].filter((serial) => !hours.some((hour) => hour.serial === serial));
  return ok([...hours, ...gone.map((serial) => ({ serial, index: null, fault: "count" as const }))]);
}

async function witnessedEntries(client: Client, policyText: string | null): Promise<Result<readonly Uint8Array[]>> {
  const text = policyText === null ? await fetchText(client, "/log/witnesses") : ok(policyText);
  const policy = text.ok ? policyOf(text.value, "--policy") : text;
  const walk = policy.ok ? await walkLog(client, policy.value, 0) : policy;
  return walk.ok ? ok(walk.value.entries) : walk;
}

type Listed = z.infer<typeof ROOTS>["roots"][number];

/** One hour; of one that is withheld the hash alone is known, which the next continues. */
async function checkHour(client: Client, { serial, sha256, index }: Listed, beside: Omit<Beside, "serial">): Promise<Result<{ readonly hour: CheckedHour; readonly sha256: string }>> {
  const answer = await getJson(client, `/api/v1/audit/roots/${String(serial)}`, ROOT);
  if (answer.ok) return ok({ hour: { index, ...judge(answer.value, { serial, ...beside }) }, sha256: sha256Hex(fromBase64(answer.value.file)) });
  return answer.refusal.code === "audit-withheld" ? ok({ hour: { serial, index, fault: beside.logged === sha256 || index === null ? "withheld" : "not-logged" }, sha256 }) : answer;
}

/** The hash the log says of each hour. */
function loggedRoots(entries: readonly Uint8Array[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const bytes of entries) {
    const entry = ENTRY.safeParse(JSON.parse(fromUtf8(bytes)));
    if (entry.success && entry.data.type === "audit.root") found.set(entry.data.serial ?? 0, entry.data.sha256 ?? "");
  }
  return found;
}

type Beside = { readonly serial: number; readonly logged: string | null; readonly before: string | null };

function judge({ file, rows, index }: z.infer<typeof ROOT>, { serial, logged, before }: Beside): Omit<CheckedHour, "index"> {
  const bytes = fromBase64(file);
  const sha256 = sha256Hex(bytes);
  const root = readRoot(bytes);
  const acts: AuditRow[] = rows.map((row) => ({ ...row, at: at(row.at) }));
  // Not sequenced yet: nothing to hold it against.
  return { serial, fault: faultOf({ root, sha256, logged: index === null ? sha256 : logged, before, found: withRows(NO_ROWS, acts) }) };
}

/** `daylight audit check`: for a supervisor, from outside. */
export const audit: Verb = (program, terminal, done) => {
  const group = program.command("audit").description(both("操作记录。", "The trail of acts."));
  withPerson(group.command("check"))
    .description(both("监督部门核对操作记录：逐小时重新计算，与有见证的公开日志比对。", "Check the trail of acts from outside: every hour computed again and held against the witnessed log."))
    .option("--policy <file>", both("见证规则文件", "the witness policy to judge by"))
    .option(...JSON_OPTION)
    .action(async (options: PersonOptions & { policy?: string; json?: boolean }) => {
      done(await act(terminal, options, async () => {
        const person = await personFrom(options);
        if (!person.ok) return person;
        const policy = options.policy === undefined ? ok(null) : await readText(options.policy);
        if (!policy.ok) return policy;
        const hours = await checkedHours(person.value.client, policy.value);
        if (!hours.ok) return hours;
        const wrong = hours.value.filter(({ fault }) => fault !== null && fault !== "withheld");
        if (wrong.length > 0) return refuse("audit-differs", { hours: wrong.map(({ serial, fault }) => `${String(serial)}：${WORDS[fault ?? "rows"]}`).join("；") });
        const withheld = hours.value.filter(({ fault }) => fault === "withheld").length;
        return ok({ lines: [both(`✓ ${String(hours.value.length)} 个小时的操作记录与公开日志相符${withheld === 0 ? "" : `，其中 ${String(withheld)} 个小时的明细在截标后才能核对`}`, `${String(hours.value.length)} hours agree with the log; the rows of ${String(withheld)} are withheld for now`)], json: { hours: hours.value.map((each) => ({ ...each })) } });
      }));
    });
  return group;
};
