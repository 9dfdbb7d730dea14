import { checkAnswer, readAnswer, readRequest, type ProvinceRequest } from "../../experts/province-files.js";
import { reportOn, type ListRow, type ProvinceReport } from "../../experts/province-rows.js";
import { HEADS, type Head } from "../../experts/roster.js";
import { keepFile } from "../../kept-file.js";
import { wordsOf } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { trustFromPem } from "../../signing/sealing.js";
import { readPem, parseCertificate, type Certificate } from "../../signing/certificates.js";
import { csvOf } from "../../web/formats/csv.js";
import type { Done } from "../act.js";
import { readBytes, readText } from "../person.js";
import { both } from "../verb.js";
import type { Reply } from "./province.js";

/** Faults that are printed; the JSON holds all. */
const FAULTS_TOLD = 200;

/** A request with its bytes' hash, from its file. */
export async function requestIn(file: string): Promise<Result<{ readonly request: ProvinceRequest; readonly sha256: string; readonly bytes: Uint8Array }>> {
  const bytes = await readBytes(file);
  const read = bytes.ok ? readRequest(bytes.value) : bytes;
  return bytes.ok && read.ok ? ok({ request: read.value, sha256: sha256Hex(bytes.value), bytes: bytes.value }) : (read as Result<never>);
}

export type Judged = { readonly report: ProvinceReport; readonly madeAt: Instant };

/** What an answer is worth: first whose it is, then to which request and when, then line by line. @param pins PEM: the province's certificates and their authorities */
export function judgeAnswer({ answer, signature }: Reply, asked: { readonly request: ProvinceRequest; readonly sha256: string }, pins: string, now: Instant): Result<Judged> {
  const signed = signedByProvince({ answer, signature }, pins, now);
  if (!signed.ok) return signed;
  const read = readAnswer(answer);
  if (!read.ok) return read;
  const fits = checkAnswer(read.value, asked.request, asked.sha256, now);
  return fits.ok ? ok({ report: reportOn(asked.request, read.value.experts, dayOf(now)), madeAt: read.value.madeAt }) : fits;
}

/** The pinned file holds the very certificates a province signs with, and what they chain to: an authority alone would let everybody it knows answer. */
function signedByProvince({ answer, signature }: Reply, pins: string, now: Instant): Result<true> {
  const pinned = certificatesIn(pins).filter(({ authority }) => authority === null);
  if (pinned.length === 0) return refuse("file-unreadable", { path: "--province", why: "CERTIFICATE" });
  const signed = verifyDetached(signature, answer, trustFromPem(pins, "rehearsal"), now);
  if (!signed.ok) return signed;
  const { sha256 } = signed.value.certificate;
  return pinned.some((each) => each.sha256 === sha256) ? ok(true) : refuse("signer-other-certificate", { expected: pinned.map((each) => each.sha256).join("、"), found: sha256 });
}

function certificatesIn(pem: string): Certificate[] {
  return readPem(pem, "CERTIFICATE").flatMap((der) => {
    const read = parseCertificate(der);
    return read.ok ? [read.value] : [];
  });
}

/** `daylight pool answer`: an answer that came as files. @param out where the list for the pool goes */
export async function takeAnswer({ request, answer, signature, province, out }: { readonly request: string; readonly answer: string; readonly signature: string; readonly province: string; readonly out: string }, now: Instant): Promise<Result<Done>> {
  const [asked, pins, given, p7s] = [await requestIn(request), await readText(province), await readBytes(answer), await readBytes(signature)];
  if (!asked.ok) return asked;
  if (!pins.ok) return pins;
  if (!given.ok) return given;
  if (!p7s.ok) return p7s;
  const judged = judgeAnswer({ answer: given.value, signature: p7s.value }, asked.value, pins.value, now);
  return judged.ok ? keepList(judged.value, out) : judged;
}

const COLUMNS = (Object.keys(HEADS) as Head[]).map((head) => ({ head: HEADS[head], kind: "plain", of: (row: ListRow) => row[head] }) as const);

/** Writes the rows that passed as the list `POST /api/v1/experts/imports` takes, for its keeper's eyes alone, and says of each other line why not. */
export async function keepList({ report: { taken, faults, short }, madeAt }: Judged, out: string): Promise<Result<Done>> {
  if (!(await keepFile(out, csvOf(COLUMNS, taken)))) return refuse("file-exists", { path: out });
  return ok({
    lines: [
      both(`✓ 省级专家库答复（${rfc3339(madeAt)}）：${String(taken.length)} 名专家写入 ${out}，${String(faults.length)} 行不采用`, `${String(taken.length)} experts written, ${String(faults.length)} lines not taken`),
      ...faults.slice(0, FAULTS_TOLD).map(({ line, number, refusal }) => `✗ ${both(`第${String(line)}行（编号 ${number}）：${wordsOf(refusal, "zh")}`, `line ${String(line)} (${number}): ${wordsOf(refusal, "en")}`)}  [${refusal.code}]`),
      ...(faults.length > FAULTS_TOLD ? [both(`  另有 ${String(faults.length - FAULTS_TOLD)} 行`, "more")] : []),
      ...short.map(({ specialty, wanted, came }) => both(`! 专业 ${specialty}：申请 ${String(wanted)} 名，可用 ${String(came)} 名`, `${specialty}: ${String(came)} of ${String(wanted)}`)),
    ],
    json: { out, madeAt: rfc3339(madeAt), taken: taken.length, faults: faults.map(({ line, number, refusal: { code, facts } }) => ({ line, number, code, facts })), short: short.map((each) => ({ ...each })) },
  });
}
