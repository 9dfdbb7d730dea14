import PDFDocument from "pdfkit";
import { at, dateInChinese, dayOf } from "../kernel/time.js";
import { faces, type Face } from "./paper/faces.js";
import { drawSection, sectionHeight } from "./paper/flow.js";
import { breakLines, widthOf, type Line } from "./paper/lines.js";
import { openRareFaces } from "./paper/rare.js";
import { drawQr, qrOf } from "./paper/qr.js";
import { attachRecord, reserveSignature } from "./paper/seal.js";
import { BOTTOM, INK, LINE_WIDTH, PAGE, QUIET, RED, artifact, heightOf, keepTogether, styleOf, write, writeCentred, writeTagged, type Doc, type Sheet, type Tag } from "./paper/sheet.js";
import { noticeBytes, noticeHash, type NoticeRecord } from "./record.js";
import { codeOfHash, printedCode } from "./verification-code.js";

/** Points of the QR code at the foot of every page. */
const QR_SIDE = 46;
/** How much of the record's hash the foot of a page shows, in letters. */
const SHORT_HASH_LENGTH = 16;
/** Points above each part of the sign-off. */
const SIGN_OFF_GAP = 5;

/**
 * The record on paper: A4, tagged PDF 1.7 in zh-CN, the record embedded as notice.json, room left for one signature.
 * The same record gives the same bytes; `signPdf` fills the room.
 */
export async function renderPdf(record: NoticeRecord<string>): Promise<Uint8Array<ArrayBuffer>> {
  const doc = openDocument(record, await openRareFaces(JSON.stringify(record), faces().regular));
  const bytes = collect(doc);
  const sheet: Sheet = { doc, faces: faces(), y: PAGE.top, begin: (each) => {
    beginPage(each, record);
  } };
  beginPage(doc, record);
  const root = doc.struct("Document", { title: record.title });
  doc.addStructure(root);
  drawTitle(sheet, root, record);
  for (const section of record.sections.slice(0, -1)) drawSection(sheet, root, section);
  drawEnd(sheet, root, record);
  root.end();
  drawFeet(doc, record);
  attachRecord(doc, noticeBytes(record), at(record.publishedAt));
  reserveSignature(doc, record.issuer.name, at(record.publishedAt));
  doc.end();
  return await bytes;
}

function openDocument(record: NoticeRecord<string>, rare: readonly Face[]): Doc {
  const published = new Date(at(record.publishedAt));
  const doc = new PDFDocument({
    size: "A4", margin: 0, pdfVersion: "1.7", tagged: true, lang: "zh-CN", displayTitle: true, bufferPages: true,
    info: { Title: `${record.title} ${record.subject}`, Author: record.issuer.name, Subject: record.number, Creator: "Daylight", Producer: "Daylight", CreationDate: published, ModDate: published },
  });
  const { regular, bold } = faces();
  for (const face of [regular, bold, ...rare]) doc.registerFont(face.name, face.font as unknown as string);
  doc.font(regular.name);
  return doc;
}

function collect(doc: Doc): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => {
      resolve(new Uint8Array(Buffer.concat(chunks)));
    });
    doc.on("error", reject);
  });
}

/** What lies under the words of a page: in rehearsal the word 演练 across it, so that no copy passes for the real thing. */
function beginPage(doc: Doc, record: NoticeRecord<string>): void {
  if (record.mode === "live") return;
  const { regular, bold } = faces();
  const mark = { face: bold, size: 150, leading: 150, color: "#f7e6e4" };
  const line = { face: regular, size: 9, leading: 14, color: RED };
  artifact(doc, "Page", () => {
    doc.save().rotate(-35, { origin: [PAGE.width / 2, PAGE.height / 2] });
    write(doc, "演练", mark, (PAGE.width - widthOf("演练", mark)) / 2, PAGE.height / 2 - 75);
    doc.restore();
    writeCentred(doc, "演练文件，不具有法律效力", line, 30);
  });
}

/** The head of an official document: issuer over a red rule, number, project, kind. */
function drawTitle(sheet: Sheet, root: Tag, record: NoticeRecord<string>): void {
  const issuer = styleOf(sheet, 17, { bold: true, color: RED, leading: 26 });
  const kind = styleOf(sheet, 22, { bold: true, leading: 36 });
  const project = styleOf(sheet, 16, { bold: true, leading: 26 });
  const number = styleOf(sheet, 11, { leading: 20 });
  sheet.y = 60;
  centred(sheet, root, "P", record.issuer.name, issuer);
  sheet.y += 4;
  artifact(sheet.doc, "Layout", () => {
    sheet.doc.moveTo(PAGE.left, sheet.y).lineTo(PAGE.width - PAGE.right, sheet.y).lineWidth(1.6).stroke(RED);
  });
  sheet.y += 6;
  centred(sheet, root, "P", record.number, number);
  sheet.y += 10;
  centred(sheet, root, "P", record.subject, project);
  centred(sheet, root, "H1", record.title, kind);
  sheet.y += 2;
}

function centred(sheet: Sheet, root: Tag, kind: string, text: string, style: ReturnType<typeof styleOf>): void {
  const lines = breakLines(text, LINE_WIDTH, style);
  const tag = sheet.doc.struct(kind);
  root.add(tag);
  writeTagged(sheet, tag, kind, lines, { x: PAGE.left, y: sheet.y, width: LINE_WIDTH, align: "center" });
  sheet.y += heightOf(lines);
  tag.end();
}

/** The last section, and under it issuer and day at the right as under every official letter, then the whole hash: all on one page. */
function drawEnd(sheet: Sheet, root: Tag, record: NoticeRecord<string>): void {
  const lines = signOffLines(sheet, record);
  const signOffHeight = lines.reduce((sum, each) => sum + SIGN_OFF_GAP + heightOf(each.lines), 0);
  const last = record.sections.at(-1);
  if (last !== undefined) {
    keepTogether(sheet, Math.min(sectionHeight(sheet, last) + signOffHeight, BOTTOM - PAGE.top));
    drawSection(sheet, root, last);
  }
  const tag = sheet.doc.struct("Sect");
  root.add(tag);
  keepTogether(sheet, signOffHeight);
  for (const each of lines) {
    const line = sheet.doc.struct("P");
    tag.add(line);
    sheet.y += SIGN_OFF_GAP;
    writeTagged(sheet, line, "P", each.lines, { x: PAGE.left, y: sheet.y, width: LINE_WIDTH, align: each.align });
    sheet.y += heightOf(each.lines);
  }
  tag.end();
}

function signOffLines(sheet: Sheet, record: NoticeRecord<string>): readonly { readonly lines: readonly Line[]; readonly align: "left" | "right" }[] {
  const body = styleOf(sheet, 12, { leading: 20, color: INK });
  const small = styleOf(sheet, 8.5, { leading: 14, color: QUIET, anywhere: true });
  const day = dateInChinese(dayOf(at(record.publishedAt))).replace(/（.*/, "");
  const sealed = `本件由${record.issuer.name}加盖电子签名。notice.json 摘要（SHA-256）：${noticeHash(record)}`;
  return [
    { lines: breakLines(record.issuer.name, LINE_WIDTH, body), align: "right" },
    { lines: breakLines(day, LINE_WIDTH, body), align: "right" },
    { lines: breakLines(sealed, LINE_WIDTH, small), align: "left" },
  ];
}

/** Foot of every page: QR code, address, verification code, short hash, page x of y; from the second page on a running head. */
function drawFeet(doc: Doc, record: NoticeRecord<string>): void {
  const { count } = doc.bufferedPageRange();
  const qr = qrOf(record.verifyUrl);
  const { regular } = faces();
  const style = { face: regular, size: 8, leading: 13, color: QUIET };
  const x = PAGE.left + QR_SIDE + 10;
  const y = PAGE.height - 76;
  const hash = noticeHash(record);
  const code = printedCode(codeOfHash(hash));
  // Papers of one payer alone are verified at their own address and called up by no code.
  const isCalledUp = record.tender !== null || record.plan !== undefined;
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    artifact(doc, "Pagination", () => {
      doc.moveTo(PAGE.left, y - 7).lineTo(PAGE.width - PAGE.right, y - 7).lineWidth(0.4).stroke("#c9c5bb");
      drawQr(doc, qr, PAGE.left, y, QR_SIDE);
      const place = `第 ${String(page + 1)} 页 / 共 ${String(count)} 页`;
      write(doc, `扫码核验：${shortened(record.verifyUrl, 84)}`, style, x, y);
      write(doc, `${isCalledUp ? `查验码：${code}  ` : ""}摘要：${hash.slice(0, SHORT_HASH_LENGTH)}…`, style, x, y + 14);
      write(doc, `文号：${shortened(record.number, 60)}`, style, x, y + 28);
      write(doc, place, style, PAGE.width - PAGE.right - widthOf(place, style), y + 28);
      if (page > 0) write(doc, shortened(`${record.title} · ${record.subject}`, 60), style, PAGE.left, 46);
    });
  }
}

const shortened = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max - 1)}…`);
