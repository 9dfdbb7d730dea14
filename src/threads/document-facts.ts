import { plainText } from "../kernel/plain-text.js";
import { officeParts, wordsIn, wordsOfXml } from "../storage/office-file.js";
import { pagesOf, withPdf } from "./pdf-words.js";

/** A file as somebody brought it. */
export type NamedFile = { readonly name: string; readonly bytes: Uint8Array };

/**
 * What a file says of its own making, in its own words. `documentId` is given once and kept by every copy that is changed later (ISO 32000-1 14.4;
 * XMP 3.2 xmpMM:DocumentID); `editRoot` is the first editing session of a DOCX (ECMA-376-1 17.15.1.72).
 */
export type Particulars = Readonly<Partial<Record<Particular, string>>>;
export const PARTICULARS = ["title", "author", "lastAuthor", "company", "manager", "program", "producer", "template", "created", "modified", "documentId", "editRoot"] as const;
export type Particular = (typeof PARTICULARS)[number];

/** A file's words by page, "" for a page without any, and its particulars. What has no pages (office files, plain text) is one page. `kind` is what it is, not what it is called. */
export type DocumentFacts = { readonly kind: "pdf" | "docx" | "xlsx" | "text"; readonly pages: readonly string[]; readonly particulars: Particulars; /** Of a DOCX with any: headers, footers, comments, notes at the end, and what its pictures are said to show. */ readonly margins?: string };

/** Words of more than several thick books are left unread, in UTF-16 units: a technical bid may be one. */
const LENGTH_MAX = 3_000_000;
/** What the compressed parts of an office file may grow to, all together, in bytes. */
const INFLATED_BYTES_MAX = 64 * 1_048_576;
/** A particular of more is cut, in UTF-16 units. */
const PARTICULAR_MAX = 200;

/** Reads a file by what it is; null where it is none of these kinds, or longer than anybody reads. @throws {Error} on one that is broken or needs a password */
export async function readDocumentFacts({ name, bytes }: NamedFile): Promise<DocumentFacts | null> {
  if (begins(bytes, "%PDF-")) return readPdf(bytes);
  if (begins(bytes, "PK\u0003\u0004")) return readOffice(bytes);
  return /\.(?:txt|csv|md|json|xml)$/i.test(name.normalize("NFKC")) ? textFacts(plainText(bytes)) : null;
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
const begins = (bytes: Uint8Array, mark: string): boolean => latin1(bytes.subarray(0, mark.length)) === mark;

async function readPdf(bytes: Uint8Array): Promise<DocumentFacts | null> {
  const isOwnId = hasOwnId(latin1(bytes)); // before the library takes the bytes
  return withPdf(bytes, async (pdf) => {
    const pages = await pagesOf(pdf, LENGTH_MAX);
    if (pages === null) return null;
    const { info, metadata } = await pdf.getMetadata();
    const xmp = metadata as { readonly get: (name: string) => unknown } | null; // null where the file has none, whatever the library's types say
    const xmpId = xmp?.get("xmpmm:documentid");
    return { kind: "pdf", pages: pages.map(storable), particulars: pdfParticulars(info as Record<string, unknown>, xmpId ?? (isOwnId ? pdf.fingerprints[0] : undefined)) };
  });
}

/** Without an identifier of its own the library makes one of the first bytes, which many files share. */
const hasOwnId = (raw: string): boolean => /\/ID\s{0,9}\[/.test(raw);

/** What a database and a reader can take: no half characters, no control characters but line breaks. */
const storable = (text: string): string => text.toWellFormed().replaceAll(/[^\P{Cc}\n]/gu, "");

function particularsOf(given: Readonly<Record<Particular, unknown>>): Particulars {
  const said = PARTICULARS.flatMap((name): [Particular, string][] => {
    const value = given[name];
    const text = typeof value === "string" ? storable(value).replaceAll("\n", " ").normalize("NFC").trim().slice(0, PARTICULAR_MAX) : "";
    return text === "" ? [] : [[name, text.toWellFormed()]];
  });
  return Object.fromEntries(said);
}

function pdfParticulars(info: Readonly<Record<string, unknown>>, documentId: unknown): Particulars {
  const custom = (info["Custom"] ?? {}) as Readonly<Record<string, unknown>>;
  return particularsOf({
    title: info["Title"], author: info["Author"], lastAuthor: undefined, company: custom["Company"] ?? custom["SourceCompany"], manager: custom["Manager"], program: info["Creator"], producer: info["Producer"], template: undefined,
    created: info["CreationDate"], modified: info["ModDate"], documentId, editRoot: undefined,
  });
}

const MARGINS = /^word\/(?:(?:header|footer)\d*|comments|endnotes)\.xml$/;
const DESCRIPTION = /\s(?:descr|alt)="([^"<]{1,1000})"/g;
const WANTED = new Set(["word/document.xml", "word/footnotes.xml", "word/settings.xml", "xl/sharedStrings.xml", "docProps/core.xml", "docProps/app.xml"]);

function readOffice(bytes: Uint8Array): DocumentFacts | null {
  const { parts, twice } = officeParts(bytes, (name) => WANTED.has(name) || MARGINS.test(name), INFLATED_BYTES_MAX);
  if (twice) throw new RangeError("a part stands in the file twice");
  const xml = (name: string): string => (parts[name] === undefined ? "" : new TextDecoder().decode(parts[name]));
  const kind = parts["word/document.xml"] !== undefined ? "docx" : parts["xl/sharedStrings.xml"] !== undefined ? "xlsx" : null;
  if (kind === null) return null;
  const words = ["word/document.xml", "word/footnotes.xml", "xl/sharedStrings.xml"].map((name) => wordsOfXml(xml(name), LENGTH_MAX)).filter((each) => each !== "").join("\n");
  return words.length > LENGTH_MAX ? null : { kind, pages: [storable(words)], particulars: officeParticulars(xml("docProps/core.xml"), xml("docProps/app.xml"), xml("word/settings.xml")), ...marginsOf(Object.keys(parts).filter((name) => MARGINS.test(name)).map(xml), xml("word/document.xml")) };
}

function marginsOf(beside: readonly string[], document: string): Pick<DocumentFacts, "margins"> {
  const described = [document, ...beside].flatMap((xml) => Array.from(xml.matchAll(DESCRIPTION), ([, words = ""]) => wordsIn(words)));
  const margins = storable([...beside.map((xml) => wordsOfXml(xml, LENGTH_MAX)), ...described].filter((each) => each.trim() !== "").join("\n")).slice(0, LENGTH_MAX);
  return margins === "" ? {} : { margins: margins.toWellFormed() };
}

const elementIn = (xml: string, name: string): string | undefined => {
  const words = new RegExp(`<${name}(?:\\s[^<>]{0,200})?>([^<]{0,1000})</${name}>`).exec(xml)?.[1];
  return words === undefined ? undefined : wordsIn(words);
};

function officeParticulars(core: string, app: string, settings: string): Particulars {
  const version = elementIn(app, "AppVersion");
  const program = elementIn(app, "Application");
  return particularsOf({
    title: elementIn(core, "dc:title"), author: elementIn(core, "dc:creator"), lastAuthor: elementIn(core, "cp:lastModifiedBy"), company: elementIn(app, "Company"), manager: elementIn(app, "Manager"),
    program: program === undefined || version === undefined ? program : `${program} ${version}`, producer: undefined, template: elementIn(app, "Template"), created: elementIn(core, "dcterms:created"), modified: elementIn(core, "dcterms:modified"),
    documentId: undefined, editRoot: /<w:rsidRoot\s[^<>]{0,100}?w:val="([0-9A-Fa-f]{8})"/.exec(settings)?.[1],
  });
}

const textFacts = (text: string): DocumentFacts | null => (text.length > LENGTH_MAX ? null : { kind: "text", pages: [storable(text)], particulars: {} });
