import { unzipSync, zipSync } from "fflate";
import { isPng, strippedJpeg, strippedPng } from "./strip-image.js";

/** What the parts of an office file may grow to, all together, in bytes. */
const INFLATED_BYTES_MAX = 128 * 1_048_576;
const PARTS_MAX = 10_000;
/** Office files may lie in one another; deeper than this nobody looks. */
const NESTED_MAX = 3;
/** Every copy is made at the same time: the first that a zip can say. */
const MADE_AT = "1980-01-01T00:00:00";

/** Parts that say who made the file, or that only programs read: properties, thumbnails, people, printers, macros' signatures, data of add-ins. */
const LEFT_OUT = /^(?:docProps\/|customXml\/|_xmlsignatures\/|(?:word|xl|ppt)\/(?:persons?|people\w*|printerSettings|revisions)(?:\/|\.xml$)|package\/)/u;
/** Kinds that hold no words about their making that anybody would look for. */
const AS_THEY_ARE = /\.(?:emf|wmf|gif|bmp|odttf|fntdata|ttf|wdp)$/iu;
const OFFICE = /\.(?:docx|xlsx|pptx)$/iu;

/** Attributes that tell who, when, and in which session of whose program (ECMA-376-1 17.13, 17.15.1; of comments and revisions). */
const ATTRIBUTE = /\s(?:\w+:)?(?:author|authorId|initials|userName|userId|providerId|lastUser|dateUtc|date|dt|created|modified|rsid\w*|paraId|textId|durableId|lastEdited|lastIdx)\s*=\s*(?:"[^"<]*"|'[^'<]*')/gu;
/** Elements whose words are names, or identify a machine or a session. */
const NAMED = /(<(?:\w+:)?(?:author|creator|lastModifiedBy|Company|Manager)(?:\s[^<>]*)?>)[^<]*(<\/)/gu;
const SESSIONS = /<w:rsids>.*?<\/w:rsids>|<w1[45]:docId\s[^<>]*\/>|<(?:\w+:)?(?:absPath|fileSharing|documentProtection)\s[^<>]*\/>/gsu;
/** Where a part is named in the list of parts and in relations; what names a part that is gone is gone too. */
const REFERENCE = /<(?:Override|Relationship)\s[^<>]*\/>/gu;

/**
 * An office file (ECMA-376-2) of the same words and pictures that says nothing of its making: without properties, names of those who
 * wrote, commented and revised, ids of sessions; pictures inside stripped too. The same bytes give the same bytes.
 * @throws {Error} on one that is broken, needs a password, or holds what cannot be stripped
 */
export function strippedOffice(bytes: Uint8Array, depth = 0): Uint8Array {
  if (depth > NESTED_MAX) throw new RangeError("office files inside one another");
  let [grown, count] = [0, 0];
  const seen = new Set<string>();
  const parts = unzipSync(bytes, { filter: ({ name, size, originalSize }) => {
    grown += Math.max(size, originalSize);
    count += 1;
    if (grown > INFLATED_BYTES_MAX || count > PARTS_MAX || seen.has(name)) throw new RangeError("an office file too large, or a part twice");
    seen.add(name);
    return !name.endsWith("/") && !LEFT_OUT.test(name);
  } });
  if (parts["[Content_Types].xml"] === undefined) throw new RangeError("no office file");
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, strippedPart(name, content, depth)])), { mtime: MADE_AT, level: 6 });
}

function strippedPart(name: string, content: Uint8Array, depth: number): Uint8Array {
  if (/\.(?:xml|rels|vml)$/iu.test(name)) return strippedXml(name, content);
  if (/\.(?:jpe?g)$/iu.test(name)) return strippedJpeg(content);
  if (/\.png$/iu.test(name)) return isPng(content) ? strippedPng(content) : strippedJpeg(content);
  if (OFFICE.test(name)) return strippedOffice(content, depth + 1);
  if (AS_THEY_ARE.test(name)) return content;
  throw new RangeError(`cannot be stripped: ${name}`);
}

function strippedXml(name: string, content: Uint8Array): Uint8Array {
  const xml = new TextDecoder("utf-8", { fatal: true }).decode(content);
  if (/^<\?xml[^>]*encoding=["'](?!utf-8)/iu.test(xml) || /<!DOCTYPE/iu.test(xml)) throw new RangeError(`cannot be read: ${name}`);
  const isList = name === "[Content_Types].xml" || name.endsWith(".rels");
  const plain = isList ? xml.replaceAll(REFERENCE, (whole) => (namesLeftOut(whole) ? "" : whole)) : xml.replaceAll(SESSIONS, "").replaceAll(/<[^<>]+>/gu, (tag) => tag.replaceAll(ATTRIBUTE, "")).replaceAll(NAMED, "$1$2");
  return new TextEncoder().encode(plain.replaceAll(/<!--.*?-->/gsu, ""));
}

/** Whether an entry of a list of parts, or a relation, leads to a part that is left out. */
function namesLeftOut(entry: string): boolean {
  const [, target = ""] = /\s(?:PartName|Target)="([^"]*)"/u.exec(entry) ?? [];
  return ["", "word/", "xl/", "ppt/"].some((folder) => LEFT_OUT.test(`${folder}${target.replaceAll(/^\/|\.\.\//gu, "")}`));
}
