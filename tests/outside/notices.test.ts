import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes, webcrypto } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "@noble/hashes/sha2.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { readSignedPdf, signPdf, verifyPdf } from "../../src/notices/pades.js";
import { noticeBytes, type NoticeRecord } from "../../src/notices/record.js";
import { renderPdf } from "../../src/notices/render-pdf.js";
import { valueInChinese } from "../../src/notices/words.js";
import { makeAuthority, type KeyPair } from "../../src/rehearsal/authority.js";
import { pemOf } from "../../src/rehearsal/key-files.js";
import { parseCertificate } from "../../src/signing/certificates.js";
import type { TrustStore } from "../../src/signing/chains.js";
import type { Signer } from "../../src/signing/cms-sign.js";
import { makeTimestampToken } from "../../src/signing/tsp.js";
import { samples } from "../support/notice-samples.js";

/** Stock tools judge the documents: poppler (pdfsig, pdftotext, pdffonts, pdfdetach, pdfinfo), NSS (certutil), qpdf and openssl. */

const folder = mkdtempSync(join(tmpdir(), "daylight-notices-"));
const path = (name: string): string => join(folder, name);
const nss = `sql:${path("nss")}`;
const NOW = at("2026-11-01T10:00:00+08:00");
const all = samples();
let signer: Signer;
let timestamp: (signature: Uint8Array) => Promise<Uint8Array>;
let trust: TrustStore;

function tool(name: string, ...parameters: readonly string[]): string {
  const run = spawnSync(name, parameters, { encoding: "utf8" });
  if (run.error !== undefined) throw new Error(`this test needs the Debian tool ${name}: ${run.error.message}`);
  return run.stdout + run.stderr;
}

async function signerOf(pair: KeyPair): Promise<Signer> {
  return { certificate: pair.certificate, key: await webcrypto.subtle.importKey("pkcs8", pair.privateKey, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]) };
}

beforeAll(async () => {
  const random = (length: number): Uint8Array => randomBytes(length);
  const authority = await makeAuthority(random);
  signer = await signerOf(await authority.issue({ commonName: "晨光县公共资源交易中心电子签章", organisation: { name: "晨光县公共资源交易中心", uscc: "12341700MB1A2C3D0P" } }));
  const stamper = await signerOf(await authority.issueTimestamper());
  timestamp = (signature) => makeTimestampToken(sha256(signature), NOW, stamper, random(8));
  trust = { roots: [must(parseCertificate(authority.root.certificate))], intermediates: [], crls: [] };
  writeFileSync(path("ca.pem"), pemOf("CERTIFICATE", authority.root.certificate));
  execFileSync("mkdir", [path("nss")]);
  tool("certutil", "-N", "-d", nss, "--empty-password");
  tool("certutil", "-A", "-d", nss, "-n", "rehearsal", "-t", "CT,C,C", "-i", path("ca.pem"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function published(record: NoticeRecord): Promise<{ readonly file: string; readonly pdf: Uint8Array }> {
  const pdf = await signPdf(await renderPdf(record), signer, { timestamp });
  const file = path(`${record.id}.pdf`);
  writeFileSync(file, pdf);
  return { file, pdf };
}

/** Without the spaces and line breaks that the layout put in. */
const flat = (text: string): string => text.replace(/\s/g, "");

describe.each(Object.values(all))("$title", (record) => {
  test("pdfsig finds the signature valid, its certificate trusted and the whole document signed", async () => {
    const { file } = await published(record);
    const report = tool("pdfsig", "-nssdir", nss, file);
    expect(report).toContain("Signature is Valid.");
    expect(report).toContain("Certificate is Trusted.");
    expect(report).toContain("Total document signed");
    expect(report).toContain("ETSI.CAdES.detached");
    expect(tool("qpdf", "--check", file)).toContain("No syntax or stream encoding errors found");
  });

  test("pdftotext reads every published value, and 无/不适用 where there is none", async () => {
    const { file } = await published(record);
    const printed = flat(tool("pdftotext", "-raw", file, "-"));
    const body = withoutFeet(printed, record);
    for (const section of record.sections) for (const block of section.blocks) {
      if (block.block !== "facts") continue;
      for (const row of block.rows) for (const line of valueInChinese(row.value)) expect(body).toContain(flat(line));
    }
  });

  test("the attached notice.json is the record, byte for byte, and the fonts are embedded subsets", async () => {
    const { file, pdf } = await published(record);
    tool("pdfdetach", "-savefile", "notice.json", "-o", path("notice.json"), file);
    expect(new Uint8Array(readFileSync(path("notice.json")))).toEqual(new Uint8Array(noticeBytes(record)));
    expect(must(verifyPdf(pdf, trust, NOW)).record).toEqual(new Uint8Array(noticeBytes(record)));
    const fonts = tool("pdffonts", file).split("\n").slice(2).filter((line) => line !== "");
    const rare = fonts.filter((font) => !font.includes("NotoSansSC-"));
    expect(fonts.length - rare.length).toBe(2);
    expect(rare.length).toBe(JSON.stringify(record).includes("𠮷") ? 1 : 0);
    for (const font of fonts) expect(font).toMatch(/(?:NotoSansSC-|HanaMinB)\w* +CID TrueType +Identity-H +yes yes yes/);
    expect(tool("pdfinfo", file)).toMatch(/Tagged: +yes[^]*A4[^]*PDF version: +1\.7/);
  });
});

type PdfObject = { readonly value?: unknown };
type LinkAnnotation = { readonly uri: unknown; readonly says: unknown; readonly structParent: unknown };
/** The annotations that lead somewhere, as qpdf reads them. */
function linksIn(file: string): LinkAnnotation[] {
  const { qpdf: [, objects] } = JSON.parse(tool("qpdf", "--json", "--json-key=qpdf", file)) as { qpdf: [unknown, Readonly<Record<string, PdfObject>>] };
  const isDictionary = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
  const resolved = (value: unknown): unknown => (typeof value === "string" && /^\d+ 0 R$/.test(value) ? objects[`obj:${value}`]?.value : value);
  return Object.values(objects).map(({ value }) => value).filter(isDictionary).filter((value) => value["/Subtype"] === "/Link").map((link) => {
    const action = resolved(link["/A"]);
    return { uri: isDictionary(action) ? action["/URI"] : null, says: link["/Contents"], structParent: link["/StructParent"] };
  });
}

/** Where the dates of a record are counted out. */
const countedIn = (record: NoticeRecord): string[] => record.sections.flatMap(({ blocks }) => blocks).flatMap((block) => (block.block === "facts" ? block.rows : [])).flatMap(({ value }) => (value !== null && "how" in value ? [value.how] : []));

test("a date that the law sets leads to where it is counted: a tagged link that says so, on the address as printed", async () => {
  for (const record of Object.values(all)) {
    const { file } = await published(record);
    const links = linksIn(file);
    expect(new Set(links.map(({ uri }) => uri)), record.type).toEqual(new Set(countedIn(record).map((how) => `u:${how}`)));
    for (const { says, structParent } of links) {
      expect(says, record.type).toMatch(/^u:怎么算的：https:/);
      expect(structParent, record.type).toBeTypeOf("number");
    }
    if (links.length > 0) expect(tool("pdfinfo", "-struct", file)).toMatch(/Link[^]*Object \d+ 0/);
  }
  expect(Object.values(all).filter((record) => countedIn(record).length > 0).map(({ type }) => type)).toEqual(["tender-notice", "clarification", "candidates", "award-letter", "failure-notice", "procurement-result", "objection-reply", "invitation", "prequal-notice"]);
});

/** The feet of the pages stand between the lines of a value that runs over a page. */
const withoutFeet = (printed: string, record: NoticeRecord): string =>
  printed.replaceAll(/扫码核验：.*?第\d+页\/共\d+页/g, "").replaceAll("演练文件，不具有法律效力", "").replaceAll("演练", "").replaceAll(flat(`${record.title} · ${record.subject}`), "");

test("the unsigned bytes are the same each time, whatever was rendered before", async () => {
  const first = await renderPdf(all["tender-notice"]);
  await renderPdf(all["evaluation-report"]);
  expect(await renderPdf(all["tender-notice"])).toEqual(first);
});

test("openssl accepts the signature over the byte range", async () => {
  const { pdf } = await published(all["award-letter"]);
  const read = must(readSignedPdf(pdf));
  writeFileSync(path("covered"), read.covered);
  writeFileSync(path("cms"), read.cms);
  expect(tool("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", path("cms"), "-content", path("covered"), "-CAfile", path("ca.pem"), "-purpose", "any", "-out", path("out"))).toContain("CAdES Verification successful");
});

test("a byte appended after signing is refused, although pdfsig still calls the signature valid", async () => {
  const { pdf } = await published(all["candidates"]);
  const longer = Uint8Array.from([...pdf, 0x0a]);
  writeFileSync(path("longer.pdf"), longer);
  expect(tool("pdfsig", "-nssdir", nss, path("longer.pdf"))).toContain("Not total document signed");
  expect(verifyPdf(longer, trust, NOW)).toMatchObject({ ok: false, refusal: { code: "pdf-not-covered" } });
});

test("any covered byte changed is refused, and so is one hidden behind the signature", async () => {
  const { pdf } = await published(all["award-notice"]);
  expect(verifyPdf(pdf, trust, NOW).ok).toBe(true);
  const text = Buffer.from(pdf).toString("latin1");
  const hole = text.indexOf("/Contents <") + 11;
  for (const offset of [20, hole - 30, hole + 24_560, text.indexOf("notice/1"), pdf.length - 8]) {
    const changed = Uint8Array.from(pdf);
    changed[offset] = changed[offset] === 0x31 ? 0x32 : 0x31;
    expect(verifyPdf(changed, trust, NOW).ok, `byte ${String(offset)}`).toBe(false);
  }
});

test("a document nobody signed is refused", async () => {
  expect(verifyPdf(await renderPdf(all["award-notice"]), trust, NOW)).toMatchObject({ ok: false, refusal: { code: "pdf-not-covered" } });
});
