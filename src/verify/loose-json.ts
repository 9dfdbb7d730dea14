/** JSON in any form, for files that are checked elsewhere; null where there is none. */
export function looseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes ?? new Uint8Array()));
  } catch {
    return null;
  }
}
