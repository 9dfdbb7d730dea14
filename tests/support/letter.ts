import { idNumberCheck } from "../../src/kernel/id-number.js";
import { created, newAuthenticator } from "./authenticator.js";
import { challenged, draftFirm, register, SITE, someone, type Someone } from "./people.js";
import type { TestTown } from "./town.js";

/** A number of nobody: a day of birth before there were such numbers, and its check character. */
export const idNumberOf = (sequence: string): string => {
  const first = `34170219010101${sequence}`;
  return first + idNumberCheck(first);
};
export const LETTER = new TextEncoder().encode("%PDF-1.7\n%%EOF\n");

/** Two passkeys: enough to hold an office. */
export async function secondPasskey(who: Someone): Promise<void> {
  const { creation } = await challenged(who, "passkey");
  const { status } = await who.ask("POST", "/api/v1/passkeys", { label: "备用", passkey: created(newAuthenticator(), creation?.challenge ?? "", SITE) });
  if (status !== 201) throw new RangeError("no second passkey");
}

/** Somebody who registers an organisation by letter and has handed nothing in yet. */
export async function byLetter(town: TestTown, name: string, uscc: string): Promise<{ readonly who: Someone; readonly registration: string; readonly person: string; readonly handIn: () => ReturnType<Someone["ask"]> }> {
  const who = someone(town);
  const { json } = await register(who, name);
  await secondPasskey(who);
  const { registration, sha256 } = await draftFirm(who, { uscc, name: `${name}文化馆`, roles: ["tenderer"] });
  const put = await town.app.request(`/api/v1/registrations/${registration}/letter`, { method: "PUT", headers: { cookie: who.cookie() ?? "" }, body: Uint8Array.from(LETTER) });
  const letter = ((await put.json()) as { sha256: string }).sha256;
  return { who, registration, person: String(json["person"]), handIn: () => who.ask("POST", `/api/v1/registrations/${registration}/submission`, { sha256, signature: null, letter }) };
}
