import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Where `daylight init` writes down how a live installation starts: lines NAME=value, as systemd and shells read them too. */
export const SETTINGS_FILE = "settings.env";

const LINE = /^([A-Z][A-Z0-9_]*)=(.*)$/;

/** Reads lines NAME=value; blank lines and those that begin with # are passed over. @throws {RangeError} naming the line that is neither */
export function parseSettings(text: string, file: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, name, value = ""] = LINE.exec(line.trim()) ?? [];
    if (name === undefined) throw new RangeError(`${file}, line ${String(at + 1)} is not NAME=value`);
    found[name] = value;
  }
  return found;
}

/** The environment over what lies in `settings.env` of DAYLIGHT_DATA, where there is one. Files named there are meant from that folder. @throws {RangeError} with one line for what a person must put right */
export function withSettings(environment: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== "" && value !== undefined));
  const folder = path.resolve(given["DAYLIGHT_DATA"] ?? ".daylight");
  const file = path.join(folder, SETTINGS_FILE);
  if (!existsSync(file)) return given;
  const settings = Object.entries(parseSettings(readFileSync(file, "utf8"), file));
  return { ...Object.fromEntries(settings.map(([name, value]) => [name, name.endsWith("_FILE") ? path.resolve(folder, value) : value])), ...given };
}
