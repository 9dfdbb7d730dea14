import { FIGURES, FIGURE_IDS } from "../../figures/figures.js";
import { MEASURES, MEASURE_NAMES } from "../../figures/measures.js";
import type { Language } from "../../web/context.js";
import { figureWords } from "../../web/messages/figures.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

const openingFields = (language: Language): Field[] => {
  const words = figureWords(language);
  return [
    { name: "year", label: words.year, kind: "number", required: true }, { name: "measure", label: words.measure, kind: "select", required: true, options: MEASURE_NAMES.map((name) => ({ value: name, label: MEASURES[name][language] })) },
    { name: "value", label: words.amount, kind: "text", required: true }, { name: "source", label: words.source, kind: "text", required: true },
  ];
};
const targetFields = (language: Language): Field[] => {
  const words = figureWords(language);
  return [
    { name: "year", label: words.year, kind: "number", required: true }, { name: "figure", label: words.figure, kind: "select", required: true, options: FIGURE_IDS.map((id) => ({ value: id, label: `${FIGURES[id][language]}（${FIGURES[id].unit[language]}）` })) },
    { name: "value", label: words.targetValue, kind: "text", required: true }, { name: "basis", label: words.targetBasis, kind: "text", required: true },
  ];
};
const atDesk = { page: () => paths.deskFigures, then: () => paths.figures };

/** What the head of the centre enters about figures. */
export const FIGURE_ACTS: Readonly<Record<string, Act>> = {
  "figure-opening": {
    action: "figure.keep", zh: figureWords("zh").openingForm, en: figureWords("en").openingForm, method: "POST", api: () => "/api/v1/figures/openings", fields: openingFields, warning: { zh: figureWords("zh").warning, en: figureWords("en").warning }, ...atDesk,
    body: (filled) => ({ year: Number(textOf(filled, "year")), measure: textOf(filled, "measure"), value: textOf(filled, "value"), source: textOf(filled, "source") }),
  },
  "figure-target": {
    action: "figure.keep", zh: figureWords("zh").targetForm, en: figureWords("en").targetForm, method: "POST", api: () => "/api/v1/figures/targets", fields: targetFields, ...atDesk,
    body: (filled) => ({ year: Number(textOf(filled, "year")), figure: textOf(filled, "figure"), value: textOf(filled, "value"), basis: textOf(filled, "basis") }),
  },
};
