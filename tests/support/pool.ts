import { HEADS } from "../../src/experts/roster.js";
import { base64, utf8 } from "../../src/kernel/bytes.js";
import { idNumberCheck } from "../../src/kernel/id-number.js";

/** A made-up identity number: a region and a sequence nobody has, born in 1970. */
export function idNumber(serial: number): string {
  const first = `11010519700101${String(serial % 1_000).padStart(3, "0")}`;
  return first + idNumberCheck(first);
}

type Unit = { readonly name: string; readonly uscc: string | null; readonly tie: "employed" | "director" | "holder"; readonly from: string; readonly until: string | null };
/** What an expert of a plainly made-up name says of himself. */
export const expertBody = (over: Record<string, unknown> = {}) => ({
  name: "钟晨测", titleLevel: "senior", title: "高级工程师", equalStanding: false, years: 12, specialties: ["A080101"], region: "990100",
  units: [{ name: "晨光市测算设计院", uscc: null, tie: "employed", from: "2015-03-01", until: null }] as Unit[], kin: [] as { kin: string; unit: string; uscc: string | null }[], ...over,
});

export const HEAD_LINE = Object.values(HEADS).join(",");
type Line = Partial<Record<keyof typeof HEADS, string>>;
/** A line of a list, whose person is made up by a serial number. */
export const line = (serial: number, over: Line = {}): string => {
  const cells: Record<keyof typeof HEADS, string> = {
    name: `测专${"甲乙丙丁戊己庚辛壬癸"[serial % 10] ?? ""}`, idNumber: idNumber(serial), phone: "13900000000", titleLevel: "高级", title: "教授级高级工程师", equalStanding: "", years: "15", specialties: "A080101；A0602", region: "990100",
    unit: `晨光测算第${String(serial)}设计院`, uscc: "", since: "2012-03-01", otherUnits: "", kin: "", ...over,
  };
  return (Object.keys(HEADS) as (keyof typeof HEADS)[]).map((key) => cells[key]).join(",");
};
/** A CSV file as base64, as its keeper’s program writes it. */
export const sheet = (...lines: readonly string[]): string => base64(utf8(`\ufeff${[HEAD_LINE, ...lines].join("\r\n")}\r\n`));
