import { z } from "zod";
import { canonicalText } from "../kernel/canonical-json.js";
import { isFormula } from "../kernel/plain-text.js";
import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { freezeRules, wholeOf } from "../rules/rules.js";
import { wrongForm } from "../tenders/wrong-form.js";
import { exclusionOf, NEVER_SAT, yearsBefore, type Avoided } from "./avoidance.js";
import { DayText, ExpertBody, KIN, strataFor, TIES, TITLE_LEVELS, type ExpertFile } from "./expert-file.js";
import type { ProvinceRequest } from "./province-files.js";
import { expertIn, HEADS, mayStand, type Head } from "./roster.js";

const NAME_MAX = 120;
const Text = z.string().max(NAME_MAX);
const Code = Text.nullable();
const LIST_MAX = 20;

/** One expert in an answer. Only its shape is read here: what may stand in the pool, the reader of the pool's own lists says. */
const RowBody = z.strictObject({
  /** The number the province keeps him under. */
  number: z.string().regex(/^[0-9A-Za-z-]{1,40}$/),
  name: Text, idNumber: Text, phone: Text, titleLevel: z.enum(Object.keys(TITLE_LEVELS) as [keyof typeof TITLE_LEVELS]), title: Text.nullable(), equalStanding: z.boolean(), years: z.int(),
  specialties: z.array(Text).max(LIST_MAX), region: Text, unit: z.strictObject({ name: Text, uscc: Code, since: DayText }),
  otherUnits: z.array(z.strictObject({ name: Text, uscc: Code, tie: z.enum(Object.keys(TIES) as [keyof typeof TIES]), from: DayText, until: DayText.nullable() })).max(LIST_MAX),
  kin: z.array(z.strictObject({ kin: z.enum(Object.keys(KIN) as [keyof typeof KIN]), unit: Text, uscc: Code })).max(LIST_MAX),
  /** The last day of his appointment. */
  validUntil: DayText,
});
type Row = z.infer<typeof RowBody>;

/** A row of the pool's list, by its heads. */
export type ListRow = Readonly<Record<Head, string>>;
const HEAD_KEYS = Object.keys(HEADS) as Head[];
const COLUMNS = new Map(HEAD_KEYS.map((head, at) => [head, at]));

/** Rows that pass, as the pool's list has them, and each that does not with why. `line` counts the answer's experts from 1. */
export type ProvinceReport = {
  readonly taken: readonly ListRow[]; readonly faults: readonly { readonly line: number; readonly number: string; readonly refusal: Refusal }[];
  /** Specialties of which fewer came than were asked for. */
  readonly short: readonly { readonly specialty: string; readonly wanted: number; readonly came: number }[];
};

/** Reads the experts of an answer line by line: each stands for itself, as in the pool's own lists. @param today when it is read */
export function reportOn(request: ProvinceRequest, experts: readonly unknown[], today: PlainDate): ProvinceReport {
  const [numbers, idNumbers] = [new Map<string, number>(), new Map<string, number>()];
  const avoided: Avoided = { own: [], bidders: request.avoid.map((uscc) => ({ name: uscc, uscc })), since: yearsBefore(today, wholeOf(freezeRules(today), "EX-04")) };
  const taken: { row: ListRow; file: ExpertFile }[] = [];
  const faults: ProvinceReport["faults"][number][] = [];
  for (const [index, given] of experts.entries()) {
    const line = index + 1;
    const read = RowBody.safeParse(given);
    const judged = read.success ? judgeRow(read.data, line, { request, avoided, today, numbers, idNumbers }) : wrongForm(read.error);
    if (judged.ok) taken.push(judged.value);
    else faults.push({ line, number: read.success ? read.data.number : "—", refusal: judged.refusal });
  }
  const short = request.wanted.map(({ specialty, count }) => ({ specialty, wanted: count, came: taken.filter(({ file }) => strataFor(file, [specialty]).length > 0).length })).filter(({ wanted, came }) => came < wanted);
  return { taken: taken.map(({ row }) => row), faults, short };
}

type Circumstances = { readonly request: ProvinceRequest; readonly avoided: Avoided; readonly today: PlainDate; readonly numbers: Map<string, number>; readonly idNumbers: Map<string, number> };

function judgeRow(row: Row, line: number, { request, avoided, today, numbers, idNumbers }: Circumstances): Result<{ readonly row: ListRow; readonly file: ExpertFile }> {
  const earlier = firstOf(numbers, row.number, line);
  if (earlier !== null) return refuse("province-number-twice", { line: earlier });
  const read = readThrough(row, line, today);
  if (!read.ok) return read;
  const { cells, file, idNumber } = read.value;
  const same = firstOf(idNumbers, idNumber, line);
  if (same !== null) return refuse("sheet-row-twice", { line: same });
  const may = mayStand({ file }, today);
  if (!may.ok) return may;
  const wanted = request.wanted.map(({ specialty }) => specialty);
  if (strataFor(file, wanted).length === 0) return refuse("province-specialty", { has: file.specialties.join("、"), wanted: wanted.join("、") });
  if (exclusionOf({ file, state: "active", sat: NEVER_SAT }, avoided, today) !== null) return refuse("province-unit");
  return row.validUntil < request.until ? refuse("province-term", { validUntil: row.validUntil, until: request.until }) : ok({ row: cells, file });
}

/** The line that had this first; null where it is this one. */
function firstOf(seen: Map<string, number>, key: string, line: number): number | null {
  const earlier = seen.get(key) ?? null;
  if (earlier === null) seen.set(key, line);
  return earlier;
}

/** What the pool will read in the list must be what the province signed: a unit's name with a separator in it would be read as two. */
function readThrough(row: Row, line: number, today: PlainDate): Result<{ readonly cells: ListRow; readonly file: ExpertFile; readonly idNumber: string }> {
  const cells = cellsOf(row);
  if (Object.entries(cells).some(([head, cell]) => head !== "phone" && isFormula(cell))) return refuse("sheet-formula");
  const read = expertIn({ line, cells: HEAD_KEYS.map((head) => cells[head]), formula: false }, COLUMNS, today);
  if ("refusal" in read) return { ok: false, refusal: read.refusal };
  const { file, idNumber } = read.taken;
  const said = ExpertBody.safeParse(fileOf(row));
  return said.success && canonicalText(said.data) === canonicalText(file) ? ok({ cells, file, idNumber }) : refuse("province-row-differs");
}

const fileOf = ({ name, titleLevel, title, equalStanding, years, specialties, region, unit, otherUnits, kin }: Row) =>
  ({ name, titleLevel, title, equalStanding, years, specialties, region, units: [{ name: unit.name, uscc: unit.uscc, tie: "employed", from: unit.since, until: null }, ...otherUnits], kin });

const joined = (rows: readonly (readonly (string | null)[])[]): string => rows.map((row) => row.map((part) => part ?? "").join("|")).join("；");

/** A row in the words of the pool's list. */
const cellsOf = ({ unit, ...row }: Row): ListRow => ({
  name: row.name, idNumber: row.idNumber, phone: row.phone, titleLevel: TITLE_LEVELS[row.titleLevel].zh, title: row.title ?? "", equalStanding: row.equalStanding ? "是" : "", years: String(row.years),
  specialties: row.specialties.join("；"), region: row.region, unit: unit.name, uscc: unit.uscc ?? "", since: unit.since,
  // The keys, since the words of a tie hold the list's own separator.
  otherUnits: joined(row.otherUnits.map(({ name, uscc, tie, from, until }) => [name, uscc, tie, from, until])), kin: joined(row.kin.map(({ kin, unit: name, uscc }) => [KIN[kin].zh, name, uscc])),
});
