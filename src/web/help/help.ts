import type { Language } from "../context.js";
import { helpEn } from "./en.js";
import type { HelpTopic, NumberOf } from "./topic.js";
import { helpZh } from "./zh.js";

type Zh = ReturnType<typeof helpZh>;
export type TopicId = keyof Zh;

/** The topics and sections that a language must have. */
export type Help = { readonly [Topic in TopicId]: Omit<HelpTopic, "sections"> & { readonly sections: { readonly [Section in keyof Zh[Topic]["sections"]]: HelpTopic["sections"][string] } } };

const HELP: Readonly<Record<Language, (n: NumberOf) => Help>> = { zh: helpZh, en: helpEn };

/** The help of one language with the numbers of today. */
export const helpIn = (language: Language, n: NumberOf): Readonly<Record<TopicId, HelpTopic>> => HELP[language](n);
