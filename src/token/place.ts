import { fromUtf8, utf8 } from "../kernel/bytes.js";

/** Where a private key lies on a token: the token's label, and the key's CKA_ID or CKA_LABEL. */
export type KeyPlace = { readonly token: string; readonly id: Uint8Array | null; readonly object: string | null };

const SCHEME = "pkcs11:";
/** What may stand in a value of RFC 7512 as it is; everything else is written as %XX. */
const PLAIN = /[A-Za-z0-9._~:[\]@!$'()*+,=&-]/;

/** Whether a key's file holds no key but the place of one. */
export const isPlace = (text: string): boolean => text.startsWith(SCHEME);

/**
 * Reads a PKCS#11 URI (RFC 7512) as far as a key's place goes: `pkcs11:token=LABEL;id=%XX…` or `;object=LABEL`, and `type=private`.
 * Module and PIN are settings of the exchange; a URI that holds a PIN is refused without repeating it. @throws {RangeError}
 */
export function parsePlace(text: string): KeyPlace {
  const [uri = ""] = text.trim().split(/\s/);
  if (!isPlace(uri)) throw new RangeError("not a pkcs11: address");
  if (uri.includes("?")) throw new RangeError("a pkcs11: address without a query: module and PIN stand in the settings (DAYLIGHT_TOKEN_MODULE, DAYLIGHT_TOKEN_PIN_FILE)");
  const parts = partsOf(uri.slice(SCHEME.length));
  const word = (name: string): string | null => textOf(parts.get(name));
  const [token, id, object] = [word("token") ?? "", parts.get("id") ?? null, word("object")];
  const isPrivate = [null, "private"].includes(word("type"));
  if (token === "" || (id ?? object) === null || !isPrivate) throw new RangeError("a pkcs11: address of a private key names token and id or object");
  return { token, id, object };
}

function partsOf(path: string): ReadonlyMap<string, Uint8Array> {
  const parts = new Map(path.split(";").map((part) => [part.slice(0, part.indexOf("=")), bytesOf(part.slice(part.indexOf("=") + 1))] as const));
  for (const name of parts.keys()) if (!["token", "id", "object", "type"].includes(name)) throw new RangeError("a pkcs11: address with token, id, object and type alone");
  return parts;
}

/** The address of a key. */
export function placeText({ token, id, object }: KeyPlace): string {
  const escaped = (bytes: Uint8Array, all: boolean): string => [...bytes].map((byte) => (!all && byte < 0x80 && PLAIN.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, "0")}`)).join("");
  return [`${SCHEME}token=${escaped(utf8(token), false)}`, ...(id === null ? [] : [`id=${escaped(id, true)}`]), ...(object === null ? [] : [`object=${escaped(utf8(object), false)}`]), "type=private"].join(";");
}

function utf8Of(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new RangeError("a pkcs11: address that is no UTF-8");
  }
}

function bytesOf(value: string): Uint8Array {
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) throw new RangeError("a pkcs11: address whose % is not %XX");
  return Uint8Array.from(Buffer.from(value.replace(/%([0-9A-Fa-f]{2})|[^%]/gu, (all, code: string | undefined) => code ?? Buffer.from(all, "utf8").toString("hex")), "hex"));
}

const textOf = (bytes: Uint8Array | undefined): string | null => (bytes === undefined ? null : utf8Of(bytes));
