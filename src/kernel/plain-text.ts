/** UTF-8, or GB 18030 as older programs write; a byte order mark is taken away. @throws {TypeError} on neither */
export function plainText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}

/** Whether a spreadsheet would work a text out instead of showing it, in full width too. */
export const isFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text);
