import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { xlsxOf, type XlsxCell } from "../../src/web/formats/xlsx.js";
import { verifyPdf } from "../../src/notices/pades.js";
import { issueReceipts } from "../../src/fees/use-cases/receipts.js";
import { pay, sealedBill } from "../support/bills.js";
import { payingTown } from "../support/paying-town.js";
import { testTown, type TestTown } from "../support/town.js";

// Statements as tables, workbooks and sealed papers; openpyxl and poppler read what we wrote.
const READ = `
import sys, json, zipfile, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({
  "names": book.sheetnames, "parts": sorted(zipfile.ZipFile(sys.argv[1]).namelist()), "frozen": book.worksheets[0].freeze_panes,
  "sheets": [[[(cell.value if cell.data_type != "n" or cell.value is None else format(cell.value, ".2f"), cell.data_type, cell.number_format, bool(cell.quotePrefix)) for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets],
}))
`;
type Read = [value: string | null, type: string, format: string, quoted: boolean];
type Book = { names: string[]; parts: string[]; frozen: string | null; sheets: Read[][][] };

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), "daylight-statements-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function bookOf(bytes: Uint8Array): Book {
  const file = path.join(folder, "book.xlsx");
  writeFileSync(file, bytes);
  const done = spawnSync("/usr/bin/python3", ["-c", READ, file]);
  expect(done.status, done.stderr.toString()).toBe(0);
  return JSON.parse(done.stdout.toString()) as Book;
}

describe("a workbook as openpyxl reads it", () => {
  const text = (value: string): XlsxCell => ({ kind: "text", value });
  const number = (value: string): XlsxCell => ({ kind: "number", value });
  const cellsOf = (cells: readonly XlsxCell[]): Read[] => bookOf(xlsxOf([{ name: "a/b[c]*", widths: cells.map(() => 12), rows: [cells] }])).sheets[0]?.[0] ?? [];

  test("amounts are numbers to the fen, with two decimals shown; one with more digits than a spreadsheet keeps is words, whole", () => {
    expect(cellsOf([number("0.01"), number("-36268.27"), number("9999999999999.99"), number("12345678901234.56")])).toEqual([["0.01", "n", "#,##0.00", false], ["-36268.27", "n", "#,##0.00", false], ["9999999999999.99", "n", "#,##0.00", false], ["12345678901234.56", "s", "@", false]]);
    expect(() => xlsxOf([{ name: "x", widths: [], rows: [[number("1e5")]] }])).toThrow(RangeError);
  });

  test("words are words whatever they look like: formulas bear the mark that keeps them so, and nothing is worked out", () => {
    const hostile = ["=1+1", "=HYPERLINK(\"http://x\",\"点我\")", "+1", "-1+2", "@SUM(A1)", "＝1", "\t=1"];
    expect(cellsOf(hostile.map(text)).map(([value, type, , quoted]) => [value, type, quoted])).toEqual(hostile.map((each) => [each, "s", true]));
    expect(cellsOf([text("2026-09"), text("00123"), text("1E5"), text("TRUE")]).map(([value, type, format]) => [value, type, format])).toEqual([["2026-09", "s", "@"], ["00123", "s", "@"], ["1E5", "s", "@"], ["TRUE", "s", "@"]]);
  });

  test("what XML cannot hold is replaced, what it takes for its own is not; a text too long for a cell is cut", () => {
    const [odd, half, tag, spaces, long] = cellsOf([text("a\u0000b\u001f"), text("x\ud800y"), text("</t><c>&amp;\"'"), text("  a  "), text("字".repeat(40_000))]);
    expect([odd?.[0], half?.[0], tag?.[0], spaces?.[0], long?.[0]?.length]).toEqual(["a\ufffdb\ufffd", "x\ufffdy", "</t><c>&amp;\"'", "  a  ", 32_767]);
  });

  test("equal tables are equal bytes, a name of a sheet is one that programs take, and there is no part beside those of a table", () => {
    const sheet = { name: "a/b[c]*", widths: [10], rows: [[{ kind: "head", value: "金额" } as const], [number("1.00")]] };
    const book = bookOf(xlsxOf([sheet]));
    expect(Buffer.from(xlsxOf([sheet])).equals(Buffer.from(xlsxOf([sheet])))).toBe(true);
    expect([book.names, book.frozen]).toEqual([["a b c  "], "A2"]);
    expect(book.parts).toEqual(["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]);
  });
});

/** The words of a PDF, as poppler reads them. */
function pdfText(bytes: Buffer): string {
  const file = path.join(folder, "paper.pdf");
  writeFileSync(file, bytes);
  const done = spawnSync("pdftotext", ["-layout", file, "-"]);
  if (done.error !== undefined) throw new Error("pdftotext is missing: apt-get install poppler-utils");
  return done.stdout.toString();
}

describe("the statements of a town", () => {
  let town: TestTown;
  let bill: string;
  const file = async (actor: string | null, url: string): Promise<{ status: number; bytes: Buffer; type: string | null }> => {
    const token = town.actors.find(({ id }) => id === actor)?.token;
    const answer = await town.app.request(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), type: answer.headers.get("content-type") };
  };
  /** The three forms of one statement agree: as many lines, the same sums. */
  async function agreeing(actor: string, url: string): Promise<{ readonly rows: Read[][]; readonly sums: Map<string, string | null>; readonly text: string }> {
    const [csv, xlsx, pdf] = [await file(actor, `${url}.csv`), await file(actor, `${url}.xlsx`), await file(actor, `${url}.pdf`)];
    expect([csv.status, xlsx.status, pdf.status]).toEqual([200, 200, 200]);
    const [lines, about] = bookOf(xlsx.bytes).sheets;
    expect(lines?.length).toBe(csv.bytes.toString().trimEnd().split("\r\n").length);
    expect(verifyPdf(pdf.bytes, town.world.trust, town.world.clock()).ok).toBe(true);
    return { rows: lines?.slice(1) ?? [], sums: new Map((about ?? []).filter(([, value]) => value?.[1] === "n").map(([name, value]) => [String(name?.[0]), value?.[0] ?? null])), text: pdfText(pdf.bytes) };
  }

  beforeAll(async () => {
    town = await testTown("2026-09-22T10:00:00+08:00");
    await payingTown(town);
    const sealed = await sealedBill(town, "2026-10-20");
    ({ bill } = sealed);
    const { payable } = (await town.done("finance-1", "GET", `/api/v1/fees/bills/${bill}`)) as { payable: { amount: string } };
    await pay(town, sealed.code, BigInt(payable.amount.replace(".", "")));
    await issueReceipts(town.world, { id: "finance-1" }, town.world.clock());
  }, 120_000);
  afterAll(async () => { await town.stop(); });

  test("a payer's bill: every line with its standard and what is payable, which come to what was paid", async () => {
    const { rows, sums, text } = await agreeing("bidder-1", `/api/v1/fees/bills/${bill}/statement`);
    const payable = rows.reduce((sum, row) => sum + BigInt((row[7]?.[0] ?? "0").replace(".", "")), 0n);
    expect(rows).toHaveLength(12);
    expect(sums.get("应缴合计（元） Payable")?.replace(".", "")).toBe(payable.toString());
    expect(sums.get("已缴（元） Paid")).toBe(sums.get("应缴合计（元） Payable"));
    expect(text).toContain("缴费明细对账单");
    expect((await file("bidder-2", `/api/v1/fees/bills/${bill}/statement.xlsx`)).status).toBe(404);
    expect((await file(null, `/api/v1/fees/bills/${bill}/statement.pdf`)).status).toBe(404);
  });

  test("a day's collections: book by book with receipt and transaction; the next day is empty and says so", async () => {
    const { rows, sums, text } = await agreeing("cashier-1", "/api/v1/fees/days/2026-09-22/statement");
    expect(rows.length).toBeGreaterThan(1);
    expect(BigInt(sums.get("到账合计（元） Came in")?.replace(".", "") ?? "0")).toBe(rows.reduce((sum, row) => sum + BigInt((row[4]?.[0] ?? "0").replace(".", "")), 0n));
    expect(text).toContain("收缴日报");
    expect((await agreeing("finance-1", "/api/v1/fees/days/2026-09-23/statement")).rows).toEqual([]);
    expect((await file("bidder-1", "/api/v1/fees/days/2026-09-22/statement.csv")).status).toBe(403);
    expect((await file("cashier-1", "/api/v1/fees/days/2026-02-30/statement.csv")).status).toBe(400);
  });

  test("a month of the treasury: all for the treasury, a supplier's own for the supplier, nothing of another's; what the bank sent back is told apart from what is paid", async () => {
    const { rows, sums, text } = await agreeing("treasury-checker-1", "/api/v1/treasury/months/2026-09/statement");
    expect(rows).toHaveLength(2);
    expect([sums.get("支付令合计（元） Ordered"), sums.get("已支付（元） Paid"), sums.get("银行退回（元） Sent back by the bank")]).toEqual(["90000.00", "60000.00", "30000.00"]);
    expect(text).toContain("国库集中支付月度对账单");
    expect((await agreeing("tenderer-1", "/api/v1/treasury/months/2026-09/statement")).rows).toHaveLength(2);
    expect((await agreeing("bidder-2", "/api/v1/treasury/months/2026-09/statement")).rows).toEqual([]);
    expect((await agreeing("treasury-checker-1", "/api/v1/treasury/months/2026-10/statement")).rows).toEqual([]);
    expect((await file("treasury-checker-1", "/api/v1/treasury/months/2026-13/statement.csv")).status).toBe(400);
  });

  test("a month of reconciliation is there for who settles it, and for nobody else", async () => {
    expect((await agreeing("cashier-1", "/api/v1/bank/months/2026-09/statement")).text).toContain("银行对账月报");
    expect((await file("tenderer-1", "/api/v1/bank/months/2026-09/statement.pdf")).status).toBe(403);
  });
});
