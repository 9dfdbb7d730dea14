import { articleWords } from "../../../rules/articles.js";
import { ruleOn } from "../../../rules/rules.js";
import { LIGHTS, type Light } from "../../../treasury/due.js";
import type { Dued } from "../../../treasury/use-cases/show.js";
import type { Language } from "../../../web/context.js";
import type { DueView } from "../../../web/pages/treasury.js";

const TONES: Readonly<Record<Light, DueView["light"]["tone"]>> = { green: "ok", yellow: "go", red: "bad" };

/** When a payment is due, by which article, and its light. */
export const duedLine = ({ due, light }: Dued, language: Language): DueView =>
  ({ on: due.on, from: due.from, law: articleWords(ruleOn(due.rule, due.from).article)[language], days: due.days, byContract: due.byContract, light: { words: LIGHTS[light][language], tone: TONES[light] } });
