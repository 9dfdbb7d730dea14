import { utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";

/** What ext4, NTFS, tar and ZIP all take. */
const NAME_BYTES_MAX = 255;
/** Control and format characters hide or turn round parts of a name (U+202E shows `fdp.exe` as `exe.pdf`); the others separate folders or streams somewhere. */
const FORBIDDEN = /[\p{C}\u2028\u2029/\\:*?"<>|]/u;

/** Takes a document's name as it is or refuses it: never repaired, so that what is signed is what was named. Refused with `wrong-file-name`. */
export function checkFileName(name: string): Result<string> {
  const bytes = utf8(name).length;
  if (bytes === 0 || bytes > NAME_BYTES_MAX) return refuse("wrong-file-name", { why: `${String(bytes)} bytes, 1–${String(NAME_BYTES_MAX)}` });
  if (FORBIDDEN.test(name)) return refuse("wrong-file-name", { why: `/ \\ : * ? " < > | U+0000…` });
  if (/^\.|^\s|[\s.]$/u.test(name)) return refuse("wrong-file-name", { why: ". ␠" });
  return ok(name);
}
