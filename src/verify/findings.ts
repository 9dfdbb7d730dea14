import { wordsOf, type Fact, type Refusal } from "../kernel/refusal.js";
import { FAULTS, NOTES } from "./faults.js";

export type FaultCode = keyof typeof FAULTS;
export type NoteCode = keyof typeof NOTES;
type Told = Fact | Refusal;

/** Something wrong in a bundle: a stable code, the file it shows in, and the facts its sentence needs. */
export type Fault = { readonly code: FaultCode; readonly path: string; readonly facts: Readonly<Record<string, Told>> };
/** Something a reader must know that is not wrong. */
export type Note = { readonly code: NoteCode; readonly facts: Readonly<Record<string, Told>> };

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type FactsOf<Text extends string> = [NamesIn<Text>] extends [never] ? [] : [facts: Readonly<Record<NamesIn<Text>, Told>>];

/** Where the checks write what they find; one of them never stops another. */
export type Findings = {
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
  readonly fault: <Code extends FaultCode>(code: Code, path: string, ...facts: FactsOf<(typeof FAULTS)[Code]["zh"]>) => void;
  /** A fault unless it holds. */
  readonly demand: <Code extends FaultCode>(holds: boolean, code: Code, path: string, ...facts: FactsOf<(typeof FAULTS)[Code]["zh"]>) => void;
  readonly note: <Code extends NoteCode>(code: Code, ...facts: FactsOf<(typeof NOTES)[Code]["zh"]>) => void;
};

export function openFindings(): Findings {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  const notes: Note[] = [];
  const add = (code: FaultCode, path: string, facts: Fault["facts"] = {}) => {
    const fault = { code, path, facts };
    const key = JSON.stringify(fault);
    // Two checks may need the same missing file: it is one fault.
    if (!seen.has(key)) faults.push(fault);
    seen.add(key);
  };
  return {
    faults, notes,
    fault: (code, path, ...[facts]) => { add(code, path, facts); },
    demand: (holds, code, path, ...[facts]) => { if (!holds) add(code, path, facts); },
    note: (code, ...[facts]) => { notes.push({ code, facts: facts ?? {} }); },
  };
}

/** The fault in one sentence of one language. */
export const faultWords = (fault: Fault, language: "zh" | "en"): string => fill(FAULTS[fault.code][language], fault.facts, language);

/** The note in one sentence of one language. */
export const noteWords = (note: Note, language: "zh" | "en"): string => fill(NOTES[note.code][language], note.facts, language);

function fill(words: string, facts: Readonly<Record<string, Told>>, language: "zh" | "en"): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? "—";
    return typeof fact === "object" ? `${wordsOf(fact, language)} [${fact.code}]` : String(fact);
  });
}
