import { computed, given, TWO_PLACES } from "../../src/bidding/explain.js";

/** The winner of a comprehensive evaluation: a deviation, a price score, a mean of two members, a credit score. */
export const sampleTree = computed({ id: "total", zh: "总分", en: "Total" }, "price + tech + credit", [
  computed({ id: "price", zh: "价格分", en: "Price score" }, "full − dev × e1", [given({ id: "full", zh: "价格满分", en: "Full price score" }, "60"), given({ id: "dev", zh: "偏差率", en: "Deviation" }, "2.07"), given({ id: "e1", zh: "扣分系数", en: "Factor" }, "1")], TWO_PLACES),
  computed({ id: "tech", zh: "技术分", en: "Technical score" }, "(m1 + m2) ÷ 2", [given({ id: "m1", zh: "评委 1", en: "Member 1" }, "28.00"), given({ id: "m2", zh: "评委 2", en: "Member 2" }, "28.40")], TWO_PLACES),
  given({ id: "credit", zh: "信用分", en: "Credit score" }, "9.0"),
], TWO_PLACES);
