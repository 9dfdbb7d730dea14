import { idNumberCheck } from "../../src/kernel/id-number.js";

/** An expert as a province names him, made up by a serial number below a million. */
export const provinceRow = (serial: number, over: Record<string, unknown> = {}) => ({
  number: `P-${String(serial)}`, name: `测专${"甲乙丙丁戊己庚辛壬癸"[serial % 10] ?? ""}`, idNumber: numberOf(serial), phone: "13900000000", titleLevel: "senior", title: "教授级高级工程师", equalStanding: false, years: 15,
  specialties: ["A080101", "A0602"], region: "990100", unit: { name: `晨光测算第${String(serial)}设计院`, uscc: null as string | null, since: "2012-03-01" }, otherUnits: [] as object[], kin: [] as object[], validUntil: "2099-12-31", ...over,
});

/** A thousand people a day of birth, from 1 January 1970 on. */
function numberOf(serial: number): string {
  const born = new Date(Date.UTC(1970, 0, 1 + Math.floor(serial / 1_000))).toISOString().slice(0, 10).replaceAll("-", "");
  const first = `110105${born}${String(serial % 1_000).padStart(3, "0")}`;
  return first + idNumberCheck(first);
}
