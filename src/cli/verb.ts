import type { Command } from "commander";

/** What a command tells the shell; the same for every verb. */
export const EXIT = {
  /** Done, or sound. */
  ok: 0,
  /** Refused by a rule, or a fault was found. */
  refused: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** A file or server cannot be read or reached; try again later. */
  unavailable: 3,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes; lines come without their newline. */
export type Terminal = { readonly out: (line: string) => void; readonly err: (line: string) => void };

/** Adds one verb, with its options and help, to the program. `done` takes its exit code. */
export type Verb = (program: Command, terminal: Terminal, done: (exit: Exit) => void) => void;

/** Chinese first, English behind: how every line of help and every message is written. */
export const both = (zh: string, en: string): string => `${zh} ${en}`;
