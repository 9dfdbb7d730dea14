/** UTF-8, or GB 18030 as older programs write; a byte order mark is taken away. @throws {TypeError} on neither */
export function plainText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}
