import type { NewExpert } from "../experts/roster.js";
import { idNumberCheck } from "../kernel/id-number.js";
import { day } from "../kernel/time.js";
import { PEOPLE } from "./people.js";

/** The committee member who sits for the tenderer: he is no expert of the pool. */
const REPRESENTATIVE = "committee-5";
/** A region that no residence has, and a day on which none of them was born. */
const NUMBER_BEGINS = "99010019700101";

/** What the town's experts say of themselves, each under the office he judges in; all of it is fictional. */
export function pooledPeople(): readonly { readonly expert: string; readonly said: NewExpert }[] {
  return PEOPLE.filter(({ role, id }) => role === "committee-member" && id !== REPRESENTATIVE).map(({ id, name }, at) => ({ expert: id, said: saidBy(name, at + 1) }));
}

function saidBy(name: string, serial: number): NewExpert {
  const first = `${NUMBER_BEGINS}${String(serial).padStart(3, "0")}`;
  return {
    file: {
      name, titleLevel: "senior", title: "高级工程师", equalStanding: false, years: 12 + serial, specialties: ["A0802", "B0101"], region: "341700",
      units: [{ name: `晨光测算第${String(serial)}设计院`, uscc: null, tie: "employed", from: day("2012-03-01"), until: null }], kin: [],
    },
    idNumber: first + idNumberCheck(first), phone: `1390000${String(serial).padStart(4, "0")}`,
  };
}
