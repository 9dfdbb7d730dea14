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
