import { isCancel, password } from "@clack/prompts";
import { ok, refuse, type Result } from "../kernel/result.js";
import { both } from "./verb.js";

/** The passphrase: from DAYLIGHT_PASSPHRASE, else asked for where a person sits at the terminal. It never stands on the command line. */
export async function passphraseFor(what: string): Promise<Result<string>> {
  const given = process.env["DAYLIGHT_PASSPHRASE"];
  if (given !== undefined && given !== "") return ok(given);
  if (!process.stdin.isTTY) return refuse("passphrase-missing");
  const typed = await password({ message: both(`${what}的口令`, "passphrase") });
  return isCancel(typed) ? refuse("passphrase-missing") : ok(typed);
}
