import type { Refusal } from "../../kernel/refusal.js";
import { wordsOf } from "../../kernel/refusal.js";
import type { Instant } from "../../kernel/time.js";
import type { SourceMark } from "../../rules/rule.js";
import type { Lawful } from "../../procedure/law.js";
import { lawOf } from "../facts.js";
import type { Fault, Faulted } from "../faulted.js";
import type { LotForm } from "../form.js";
import type { Tender } from "../queries.js";
import type { DocumentText } from "./document-text.js";

/** `stop`: the law forbids it, and nothing is published. `warn`: probably against the law, somebody must look. `hint`: lawful, and better otherwise. */
export type Severity = "stop" | "warn" | "hint";

/** Where a check comes from: the act, the article, and what it says, quoted or in short. */
export type Law = { readonly act: string; readonly article: string; readonly gist: string; readonly mark: SourceMark };

/** A place of the form or a document: its path for machines, its name for people. */
export type Place = { readonly path: string; readonly zh: string; readonly en: string };

/** One place where a check is not met: the fact that decides, and a sentence with it. `refusal` is what a guard answers for the same reason. */
export type Finding = { readonly place: Place; readonly fact: string; readonly zh: string; readonly en: string; readonly refusal?: Refusal };

/** An office that can hold an opening key, and whose organisation it is. */
export type OpenerOffice = { readonly opener: string; readonly name: string; readonly uscc: string };

/**
 * All that a check may look at: the tender as drafted, the instant it is checked for, and what only the exchange knows. A group
 * that is null is not known here, as in the command line's check without a network: checks that need it are not run.
 */
export type Subject = {
  readonly tender: Tender;
  readonly at: Instant;
  readonly offices: readonly OpenerOffice[] | null;
  readonly documents: readonly DocumentText[] | null;
  /** What earlier attempts of the project were found at fault for; absent where there was nothing. */
  readonly faults?: readonly EarlierFault[];
};

/** An adverse finding on an earlier attempt, the lot it is of, and all that the attempt said. */
export type EarlierFault = { readonly fault: Fault; readonly lot: string; readonly whole: readonly Faulted[] };

/** One check: pure, and complete in itself. It returns every place where it is not met; none is passed. */
export type Check = {
  readonly law: Law;
  readonly severity: Severity;
  /** What must hold. */
  readonly zh: string;
  readonly en: string;
  readonly needs?: "offices" | "documents";
  readonly check: (subject: Subject) => readonly Finding[];
};

export const law = (act: string, article: string, gist: string, mark: SourceMark): Law => ({ act, article, gist, mark });

/** The numbers a subject is held against: its rules, and those of them its line asks for. */
export const lawfulOf = ({ tender, at }: Subject): Lawful => lawOf(tender, at);

/** A finding about one lot's field. */
export const lotPlace = ({ lot }: Pick<LotForm, "lot">, field: string, zh: string, en: string): Place => ({ path: `lots.${lot}.${field}`, zh: `标段 ${lot} ${zh}`, en: `lot ${lot}, ${en}` });

export const formPlace = (path: string, zh: string, en: string): Place => ({ path, zh, en });

/** What a guard refuses, as a finding. */
export const refused = (place: Place, refusal: Refusal): Finding =>
  ({ place, fact: Object.values(refusal.facts).map(String).join(" / ") || place.zh, zh: wordsOf(refusal, "zh"), en: wordsOf(refusal, "en"), refusal });

/** The findings of each lot, one after another. */
export const eachLot = (find: (lot: LotForm, subject: Subject) => readonly Finding[]) => (subject: Subject): readonly Finding[] => subject.tender.form.lots.flatMap((lot) => find(lot, subject));

/** One finding where a condition is broken, else none. */
export const unless = (holds: boolean, finding: () => Finding): readonly Finding[] => (holds ? [] : [finding()]);
