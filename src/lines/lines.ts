import type { Procedure } from "../procedure/procedure.js";
import { works } from "./works.js";

/** The trading lines. Adding one is adding a file here: the engine, the pages and the tests read this. */
export const LINES: Readonly<Record<string, Procedure>> = { works };

/** The procedure of a line. @throws {RangeError} if the exchange does not trade it. */
export function lineOf(name: string): Procedure {
  const procedure = Object.hasOwn(LINES, name) ? LINES[name] : undefined;
  if (procedure === undefined) throw new RangeError(`no line ${name}`);
  return procedure;
}
