import { day, type PlainDate } from "../kernel/time.js";

/** One festival of a yearly notice: its statutory days, the weekdays given in exchange, and the weekend days worked for them. */
export type Festival = {
  readonly zh: string;
  readonly en: string;
  /** 法定节假日, the 13 days of 全国年节及纪念日放假办法 art. 2 (CA-05), weekends among them included. */
  readonly statutory: readonly PlainDate[];
  /** Weekdays off by the notice. */
  readonly rest: readonly PlainDate[];
  /** Weekend days worked by the notice. */
  readonly worked: readonly PlainDate[];
};

/** A year whose State Council notice is loaded. Any other year is counted by weekends alone and marked provisional. */
export type HolidayYear = { readonly year: string; readonly notice: string; readonly festivals: readonly Festival[] };

const days = (year: string, list: string): readonly PlainDate[] => (list === "" ? [] : list.split(" ").map((each) => day(`${year}-${each}`)));

function festival(year: string, names: readonly [zh: string, en: string], statutory: string, rest = "", worked = ""): Festival {
  return { zh: names[0], en: names[1], statutory: days(year, statutory), rest: days(year, rest), worked: days(year, worked) };
}

const NEW_YEAR = ["元旦", "New Year's Day"] as const;
const SPRING = ["春节", "Spring Festival"] as const;
const TOMB_SWEEPING = ["清明节", "Tomb-Sweeping Day"] as const;
const LABOUR = ["劳动节", "Labour Day"] as const;
const DRAGON_BOAT = ["端午节", "Dragon Boat Festival"] as const;
const MID_AUTUMN = ["中秋节", "Mid-Autumn Festival"] as const;
const NATIONAL = ["国庆节", "National Day"] as const;

/** The loaded years, oldest first. */
export const HOLIDAY_YEARS: readonly HolidayYear[] = [
  { year: "2025", notice: "国务院办公厅关于2025年部分节假日安排的通知", festivals: [
    festival("2025", NEW_YEAR, "01-01"),
    festival("2025", SPRING, "01-28 01-29 01-30 01-31", "02-03 02-04", "01-26 02-08"),
    festival("2025", TOMB_SWEEPING, "04-04"),
    festival("2025", LABOUR, "05-01 05-02", "05-05", "04-27"),
    festival("2025", DRAGON_BOAT, "05-31", "06-02"),
    festival("2025", NATIONAL, "10-01 10-02 10-03", "10-07 10-08", "09-28 10-11"),
    festival("2025", MID_AUTUMN, "10-06"),
  ] },
  { year: "2026", notice: "国务院办公厅关于2026年部分节假日安排的通知", festivals: [
    festival("2026", NEW_YEAR, "01-01", "01-02", "01-04"),
    festival("2026", SPRING, "02-16 02-17 02-18 02-19", "02-20 02-23", "02-14 02-28"),
    festival("2026", TOMB_SWEEPING, "04-05", "04-06"),
    festival("2026", LABOUR, "05-01 05-02", "05-04 05-05", "05-09"),
    festival("2026", DRAGON_BOAT, "06-19"),
    festival("2026", MID_AUTUMN, "09-25"),
    festival("2026", NATIONAL, "10-01 10-02 10-03", "10-05 10-06 10-07", "09-20 10-10"),
  ] },
];
