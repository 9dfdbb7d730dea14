import { canonical, canonicalText, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { checkFiles, isSealableName, PRECHECK_NAME, SEALED_BYTES_MAX, sealedSizeOf, type ListedFile } from "../signing/envelope.js";
import { hasShape, isList, listOf, literal, safeName, sha256Hex, text } from "../signing/shapes.js";
import type { FormField } from "../procedure/bid-form.js";
import type { LotForm } from "../tenders/form.js";
import { filesAsked } from "./consortium.js";
import type { FilledFile, Finding, PriceForm } from "./asked.js";
import { kindFault } from "./file-kind.js";
import { formFindings, type FormCheck } from "./form-check.js";
import { priceFormOf, readPriceForm, type AskedLot } from "./price-form.js";

/** The version of the checks below: it changes with every check that is added, dropped or decides otherwise. */
export const PRECHECK_VERSION = "precheck/1";

/** What the documents ask of one part. `priceForm` is null where the part carries none. */
export type AskedPart = { readonly part: string; readonly title: string; readonly form: boolean; readonly requiredFiles: readonly string[]; readonly priceForm: PriceForm | null };
/** What a bidder has put into a part; a form it has not filled in yet is null, and is checked where it is typed. */
export type FilledPart = { readonly files: readonly FilledFile[]; readonly form: Json };

type CheckId = "files-present" | "files-readable" | FormCheck;
export type PrecheckFinding = Finding & { readonly check: CheckId };

/** A check as it went; one that the documents gave no reason for is not among them. `failed` stands in no envelope that this program sealed. */
export type CheckRow = { readonly check: string; readonly result: "passed" | "warned" | "failed"; readonly found: readonly { readonly code: string; readonly facts: Readonly<Record<string, string | number>> }[] };
/** precheck.json, the last listed file of a part: what was asked, what was checked of it, and over which files. */
export type PrecheckRecord = { readonly v: typeof PRECHECK_VERSION; readonly asked: Json; /** SHA-256 of the canonical list of the other listed files. */ readonly over: string; readonly checks: readonly CheckRow[] };

/** What a notice asks of every bid: how long it binds, and what its form answers. `agreement` is what a consortium gives beside; null for a firm that bids alone. */
export type AskedOfAll = { readonly validityDays: number; readonly fields: readonly FormField[]; readonly agreement: string | null };

/** What a part of a notice's lot asks. */
export function askedOf(lot: AskedLot & Pick<LotForm, "parts">, part: string, { validityDays, fields, agreement }: AskedOfAll): AskedPart | null {
  const found = lot.parts.find((each) => each.part === part);
  if (found === undefined) return null;
  const { title, form } = found;
  return { part, title, form, requiredFiles: filesAsked(found, agreement), priceForm: form ? priceFormOf(lot, validityDays, fields) : null };
}

/**
 * What is still missing or wrong in a part before it is sealed: told on the bidder's own machine, where it can be put right, and
 * not by a rejection. Grave is what would have the bid rejected or unread. Law: 招标投标法 27; 实施条例 51.
 */
export function precheckPart(asked: AskedPart, { files, form }: FilledPart): PrecheckFinding[] {
  const { part, title, requiredFiles } = asked;
  const missing = requiredFiles.filter((name) => !files.some((file) => file.name === name));
  const present = [...(files.length === 0 && !asked.form ? [refuse("part-empty", { part: title })] : []), ...missing.map((name) => refuse("required-file-missing", { part: title, name }))];
  const readable = [
    ...files.filter(({ name }) => !isSealableName(name)).map(({ name }) => refuse("file-name-forbidden", { name })),
    ...files.filter(({ size }) => size === 0).map(({ name }) => refuse("file-empty", { name })),
    checkFiles(files.filter(({ name }) => isSealableName(name))), checkSize(sealedSizeOf(files.map((file) => file.size))),
  ];
  const at = (check: CheckId, refusals: readonly Result<unknown>[]): PrecheckFinding[] => refusals.flatMap((each) => (each.ok ? [] : [{ check, at: `files-${part}`, grave: true, refusal: each.refusal }]));
  const kinds = files.flatMap((file): PrecheckFinding[] => {
    const refusal = file.size === 0 ? null : kindFault(file);
    return refusal === null ? [] : [{ check: "files-readable", at: `files-${part}`, grave: requiredFiles.includes(file.name), refusal }];
  });
  return [...at("files-present", present), ...at("files-readable", readable), ...kinds, ...(asked.priceForm === null || form === null ? [] : formFindings(asked.priceForm, form))];
}

const checkSize = (size: number): Result<null> => (size > SEALED_BYTES_MAX ? refuse("too-large", { size, max: SEALED_BYTES_MAX }) : ok(null));

/** The checks that the documents give reason for, in their order. */
function checksOf({ priceForm }: AskedPart): CheckId[] {
  if (priceForm === null) return ["files-present", "files-readable"];
  const asks = (path: string): boolean => priceForm.questions.some((question) => question.path === path);
  const due: readonly (readonly [FormCheck, boolean])[] = [
    ["answers-given", true], ["price-within-ceiling", priceForm.ceiling !== null], ["price-not-under-floor", priceForm.floor !== undefined], ["sums-agree", priceForm.rows.length > 0], ["term-kept", asks("days")], ["validity-kept", asks("validityDays")], ["deposit-stated", asks("deposit")],
  ];
  return ["files-present", "files-readable", ...due.filter(([, isDue]) => isDue).map(([check]) => check)];
}

/** Hash of bytes, lower-case hex. */
type Hash = (bytes: Uint8Array) => string;

/**
 * precheck.json of a part: bound into the sealed content, so that after the opening anybody sees what the tool had checked and that
 * nothing was changed after it. The exchange sees it no sooner than the bid. @param listed the other files as the manifest lists them
 */
export function precheckRecord(asked: AskedPart, filled: FilledPart, listed: readonly ListedFile[], hash: Hash): PrecheckRecord {
  const findings = precheckPart(asked, filled);
  const checks = checksOf(asked).map((check): CheckRow => {
    const mine = findings.filter((finding) => finding.check === check);
    return { check, result: mine.some(({ grave }) => grave) ? "failed" : mine.length > 0 ? "warned" : "passed", found: mine.map(({ refusal: { code, facts } }) => ({ code, facts })) };
  });
  return { v: PRECHECK_VERSION, asked: asked, over: hash(canonical(listed.map(({ name, size, sha256 }) => ({ name, size, sha256 })))), checks };
}

/**
 * What an opened part's record is worth: `holds` where checking the opened files again gives the same, `differs` where it does not,
 * `unread` where it is none that this program reads. A bid is judged the same with any of them: the check is help, not law.
 */
export type Rechecked = { readonly state: "absent" | "unread" | "holds" | "differs"; /** Checks that warned. */ readonly warned: readonly string[]; /** `asked`, `over`, or a check that gives another result now. */ readonly differs: readonly string[] };

/** The checks, and what beside them may differ, in words. */
export const PRECHECK_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  "asked": { zh: "招标文件的要求", en: "what the documents ask" }, "over": { zh: "文件内容", en: "the files" },
  "files-present": { zh: "要求的文件齐全", en: "the files asked for" }, "files-readable": { zh: "文件可以打开", en: "files that open" }, "answers-given": { zh: "开标一览表填写完整", en: "the form’s answers" },
  "price-within-ceiling": { zh: "不高于最高投标限价", en: "within the ceiling" }, "price-not-under-floor": { zh: "不低于公布的最低价", en: "not below the lowest price" }, "sums-agree": { zh: "分项合计与总价一致", en: "the sums" }, "term-kept": { zh: "期限符合要求", en: "the term" },
  "validity-kept": { zh: "投标有效期符合要求", en: "the validity" }, "deposit-stated": { zh: "投标保证金符合要求", en: "the deposit" },
};

/** A comparison as it was stored; null where a bid did not open. */
export const readRechecked = (stored: unknown): Rechecked | null => (stored ?? null) as Rechecked | null;

const NOTHING = { warned: [], differs: [] } as const;

/**
 * Checks an opened part again and compares. @param record precheck.json; null where the part has none @param asked what the notice
 * asks; null takes the record's word for it
 */
export function recheck(record: Uint8Array | null, asked: AskedPart | null, opened: { readonly filled: FilledPart; readonly listed: readonly ListedFile[] }, hash: Hash): Rechecked {
  if (record === null) return { state: "absent", ...NOTHING };
  const said = readRecord(record);
  if (said === null) return { state: "unread", ...NOTHING };
  const others = <File extends { readonly name: string }>(files: readonly File[]): File[] => files.filter(({ name }) => name !== PRECHECK_NAME);
  const filled = { ...opened.filled, files: others(opened.filled.files) };
  const now = precheckRecord(asked ?? (said.asked as unknown as AskedPart), filled, others(opened.listed), hash);
  const same = (left: unknown, right: unknown): boolean => canonicalText(left as Json) === canonicalText(right as Json);
  const checks = [...new Set([...now.checks, ...said.checks].map(({ check }) => check))];
  const differs = [
    ...(same(now.asked, said.asked) ? [] : ["asked"]), ...(now.over === said.over ? [] : ["over"]),
    ...checks.filter((check) => !same(rowOf(now, check), rowOf(said, check))),
  ];
  return { state: differs.length === 0 ? "holds" : "differs", warned: said.checks.filter(({ result }) => result !== "passed").map(({ check }) => check), differs };
}

const rowOf = ({ checks }: PrecheckRecord, check: string): CheckRow | null => checks.find((each) => each.check === check) ?? null;

const ASKED = hasShape({ part: safeName, title: text(200), form: (value) => typeof value === "boolean", requiredFiles: listOf(text(400), 0, 500), priceForm: (value) => value === null || readPriceForm(value).ok });
const RECORD = hasShape({
  v: literal(PRECHECK_VERSION), asked: ASKED, over: sha256Hex,
  checks: listOf(hasShape({ check: text(60), result: literal("passed", "warned", "failed"), found: isList }), 0, 100),
});

function readRecord(bytes: Uint8Array): PrecheckRecord | null {
  try {
    const value = parseCanonical(bytes);
    return RECORD(value) ? (value as unknown as PrecheckRecord) : null;
  } catch {
    return null;
  }
}
