const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** @throws {TypeError} if the bytes are not UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string => strictDecoder.decode(bytes);

/** Every byte in hex: looking up is several times as fast as formatting. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte] ?? "";
  return text;
}

/** Lower-case hex only. @throws {RangeError} on anything else. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || /[^0-9a-f]/.test(text)) throw new RangeError("not lower-case hex");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function base64(bytes: Uint8Array): string {
  let binary = "";
  // Handed over as a whole: spread into arguments, every byte would go through an iterator.
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 8_192) as unknown as number[]);
  return btoa(binary);
}

/** The last group of four: whole, or one or two padded characters, the last of which ends in zero bits. */
const LAST_GROUP = /^(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)$/;
const NOT_BASE64 = /[^A-Za-z0-9+/]/;

/** Whether a text is the one way to write its bytes. Looked for is what must not be there: a pattern over all groups runs out of stack at some megabytes. */
const isCanonical = (text: string): boolean => text === "" || (text.length % 4 === 0 && LAST_GROUP.test(text.slice(-4)) && !NOT_BASE64.test(text.slice(0, -4)));

/** Standard, padded, canonical base64 only. @throws {RangeError} on anything else, stray low bits included. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!isCanonical(text)) throw new RangeError("not canonical base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Compares in time that depends on the lengths alone. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (const [at, byte] of left.entries()) difference |= byte ^ (right[at] ?? 0);
  return difference === 0;
}
