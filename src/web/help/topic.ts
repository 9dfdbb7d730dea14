import type { RuleId } from "../../rules/rules.js";

/** A place of the site that a section leads to: the name of its address. */
export type HelpLink = "notices" | "calendar" | "halls" | "verify" | "log" | "rules" | "glossary" | "signIn";

/** One section: paragraphs, then steps in order, then commands to type, then where to go on. */
export type HelpSection = { readonly heading: string; readonly text: readonly string[]; readonly steps?: readonly string[]; readonly commands?: readonly string[]; readonly see?: readonly HelpLink[] };
export type HelpTopic = { readonly title: string; readonly lead: string; readonly sections: Readonly<Record<string, HelpSection>> };

/** A number that a law sets, as it stands today. No text of ours writes one down. */
export type NumberOf = (id: RuleId) => string;
