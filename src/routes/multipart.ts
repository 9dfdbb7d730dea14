import { ok, refuse, type Result } from "../kernel/result.js";

/** A posted form with one file (RFC 7578): the file's name as the browser said it, its bytes, which are read once, and what was typed into the fields before it. */
export type PostedFile = { readonly name: string; readonly stream: AsyncIterable<Uint8Array>; readonly fields: ReadonlyMap<string, string> };

/** Bytes. What may stand before the file: some fields and the head of each. */
const BEFORE_MAX = 16_384;

/**
 * Reads a posted form up to its file, which is then streamed: a file of any size takes no memory. What comes after the file is
 * not read. Refused with `file-missing` where none was chosen. A form that breaks off
 * within its file throws while the file is read, as a broken connection does.
 */
export async function readPostedFile(contentType: string, body: AsyncIterable<Uint8Array>, field: string): Promise<Result<PostedFile>> {
  const boundary = /^multipart\/form-data\s*;\s*boundary="?([^\s;"]{1,70})"?\s*(?:;|$)/i.exec(contentType)?.[1];
  if (boundary === undefined) return refuse("wrong-media-type", { wanted: "multipart/form-data" });
  const { takeTo, fileTo } = readerOf(body[Symbol.asyncIterator]());
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const fields = new Map<string, string>();
  let of: string | null = null;
  // After a delimiter comes a line break and the part's head, or `--` and nothing more.
  for (let before = await takeTo(delimiter); before !== null; before = await takeTo(delimiter)) {
    if (of !== null) fields.set(of, before.toString("utf8"));
    const head = await takeTo(HEAD_END);
    if (head === null) break;
    const { name, filename } = dispositionOf(head.toString("utf8"));
    if (name === field && filename !== "") return ok({ name: filename, stream: fileTo(delimiter), fields });
    of = filename === "" ? name : null;
  }
  return refuse("file-missing");
}

const HEAD_END = Buffer.from("\r\n\r\n");

type Reader = {
  /** What stands before a mark, which is passed over; null where it does not come within the bound. */
  readonly takeTo: (mark: Buffer) => Promise<Buffer | null>;
  /** Everything before a mark, as it comes. */
  readonly fileTo: (mark: Buffer) => AsyncGenerator<Uint8Array>;
};

function readerOf(source: AsyncIterator<Uint8Array>): Reader {
  let held = Buffer.from("\r\n"); // the first delimiter stands at the very beginning, without the line break of the others
  let left = BEFORE_MAX;
  const more = async (): Promise<boolean> => {
    const next = await source.next();
    if (next.done !== true) held = Buffer.concat([held, next.value]);
    return next.done !== true;
  };
  const takeTo = async (mark: Buffer): Promise<Buffer | null> => {
    for (;;) {
      const at = held.indexOf(mark);
      if (at > left || (at < 0 && held.length > left + mark.length)) return null;
      if (at >= 0) {
        const taken = held.subarray(0, at);
        held = held.subarray(at + mark.length);
        left -= at;
        return taken;
      }
      if (!(await more())) return null;
    }
  };
  const fileTo = async function* (mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = held.indexOf(mark);
      const safe = at >= 0 ? at : held.length - mark.length + 1; // the mark may be cut by the end of a chunk
      if (safe > 0) yield held.subarray(0, safe);
      if (at >= 0) return;
      held = held.subarray(Math.max(0, safe));
      if (!(await more())) throw new RangeError("the form breaks off within its file");
    }
  };
  return { takeTo, fileTo };
}

/** Name and file name of a part, empty where it has none. Browsers write `"`, CR and LF as %22, %0D and %0A and everything else as it is. */
function dispositionOf(head: string): { readonly name: string; readonly filename: string } {
  const line = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1] ?? "";
  const parameter = (name: string): string => (new RegExp(`[\\s;]${name}="([^"]*)"`, "i").exec(` ${line}`)?.[1] ?? "").replaceAll(/%(?:22|0D|0A)/gi, (each) => decodeURIComponent(each));
  return { name: parameter("name"), filename: parameter("filename") };
}
