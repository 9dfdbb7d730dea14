import { applicationWords, type ApplicationWords } from "../../web/messages/applications.js";
import { paths } from "../../web/paths.js";
import type { Act, Place } from "./acts.js";

const saleApi = ({ item }: Place): string => `/api/v1/sales/${encodeURIComponent(item)}`;
const saleLotApi = (place: Place): string => `${saleApi(place)}/lots/${encodeURIComponent(place.lot)}`;
const both = (of: (words: ApplicationWords) => string) => ({ zh: of(applicationWords("zh")), en: of(applicationWords("en")) });

/** What is done about grants and transfers; the sale is the place’s item. */
export const SALE_ACTS: Readonly<Record<string, Act>> = {
  "sale-apply": {
    action: "sale.apply", ...both(({ apply }) => apply), method: "POST", api: (place) => `${saleLotApi(place)}/application`, page: ({ item, lot }) => paths.mySale(item, lot),
    fields: (language) => [{ name: "statement", label: applicationWords(language).statement, kind: "textarea", rows: 6, required: true, hint: applicationWords(language).statementHint }],
  },
};
