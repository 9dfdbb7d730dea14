import { createCipheriv, createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { moneyJson } from "../../kernel/money.js";

/** Bidding papers as large as real ones, made from a name alone: the same name gives the same bytes. */

const MEGABYTE = 1_048_576;
const PIECE_BYTES = MEGABYTE;

/** An endless stream of bytes that nobody can compress, from a name. */
function* noise(name: string, length: number): Generator<Buffer> {
  const key = createHash("sha256").update(`daylight demo ${name}`).digest();
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  for (let left = length; left > 0; left -= PIECE_BYTES) yield cipher.update(Buffer.alloc(Math.min(PIECE_BYTES, left)));
}

/** Whole numbers below `end` from a name, one after another. */
function* numbers(name: string, end: number): Generator<number, never> {
  for (let round = 0; ; round += 1) {
    const block = createHash("sha256").update(`${name} ${String(round)}`).digest();
    for (let at = 0; at < block.length; at += 4) yield block.readUInt32BE(at) % end;
  }
}

/** A PDF that opens: one page of words, and an attached stream as large as scanned drawings are. */
export function drawingsPdf(title: string, bytes: number): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  const add = (piece: Buffer | string): void => {
    const buffer = typeof piece === "string" ? Buffer.from(piece, "latin1") : piece;
    parts.push(buffer);
    length += buffer.length;
  };
  const object = (body: () => void): void => {
    offsets.push(length);
    add(`${String(offsets.length)} 0 obj\n`);
    body();
    add("\nendobj\n");
  };
  const words = `BT /F1 18 Tf 72 720 Td (${title.replaceAll(/[^ -~]|[()\\]/g, "?")}) Tj ET`;
  add("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
  object(() => { add("<< /Type /Catalog /Pages 2 0 R >>"); });
  object(() => { add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"); });
  object(() => { add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1191 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /PieceInfo << /Daylight << /LastModified (D:20260105) /Private 6 0 R >> >> >>"); });
  object(() => { add(`<< /Length ${String(words.length)} >>\nstream\n${words}\nendstream`); });
  object(() => { add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"); });
  object(() => {
    add(`<< /Length ${String(bytes)} >>\nstream\n`);
    for (const piece of noise(title, bytes)) add(piece);
    add("\nendstream");
  });
  const table = length;
  add(`xref\n0 ${String(offsets.length + 1)}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}`);
  add(`trailer\n<< /Size ${String(offsets.length + 1)} /Root 1 0 R >>\nstartxref\n${String(table)}\n%%EOF\n`);
  return Buffer.concat(parts);
}

const WORKS = ["挖沟槽土方", "回填方", "HDPE双壁波纹管DN400", "钢筋混凝土管DN800", "混凝土检查井", "沥青混凝土路面恢复", "钢板桩支护", "雨水口", "管道闭水试验", "余方弃置", "水泥稳定碎石基层", "花岗岩路缘石"];
const UNITS = ["m³", "m³", "m", "m", "座", "m²", "t", "座", "m", "m³", "m²", "m"];

/** A priced bill of quantities whose lines add up to the bid price. @param totalFen the price in fen */
export function billOfQuantities(name: string, totalFen: bigint, lines: number): Buffer {
  const next = numbers(name, 1_000_000);
  const draw = (): number => next.next().value;
  const weights = Array.from({ length: lines }, () => BigInt(1 + draw()));
  const sum = weights.reduce((left, right) => left + right, 0n);
  let left = totalFen;
  const rows = ["序号,项目编码,项目名称,单位,工程量,合价（元）"];
  for (const [at, weight] of weights.entries()) {
    const fen = at === weights.length - 1 ? left : (totalFen * weight) / sum;
    left -= fen;
    const work = at % WORKS.length;
    rows.push([String(at + 1), `0401${String(100_000 + at)}`, WORKS[work] ?? "", UNITS[work] ?? "", `${String(1 + (draw() % 9_999))}.${String(draw() % 100).padStart(2, "0")}`, moneyJson(fen).amount].join(","));
  }
  return Buffer.from(`\ufeff${rows.join("\r\n")}\r\n`, "utf8");
}

/** What one bidder hands in: sizes in MB, the price in yuan. */
export type BidPapers = { readonly bidder: string; readonly megabytes: number; readonly price: string; readonly days: number };

/** Writes a bid's papers below `folder`, one folder a part. */
export async function writeBid(folder: string, { bidder, megabytes, price, days }: BidPapers): Promise<void> {
  const [technical, priced] = [path.join(folder, "technical"), path.join(folder, "price")];
  await mkdir(technical, { recursive: true });
  await mkdir(priced, { recursive: true });
  const plan = Math.floor((megabytes * MEGABYTE) / 3);
  await writeFile(path.join(technical, "施工组织设计.pdf"), drawingsPdf(`${bidder} method statement`, plan));
  await writeFile(path.join(technical, "施工图深化设计.pdf"), drawingsPdf(`${bidder} drawings`, megabytes * MEGABYTE - plan));
  await writeFile(path.join(priced, "已标价工程量清单.csv"), billOfQuantities(`${bidder} bill`, BigInt(price.replace(".", "")), 12_000));
  await writeFile(path.join(priced, "form.json"), JSON.stringify({ v: "form/1", price: { amount: price, currency: "CNY" }, days, validityDays: 90, quality: "合格", deposit: { amount: "700000.00", currency: "CNY" }, leader: { name: "李建国", certificate: "一级建造师（市政公用工程）", certificateNumber: "皖1342025202600017" } }));
}
