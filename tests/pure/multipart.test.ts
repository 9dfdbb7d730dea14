import { expect, test } from "vitest";
import fc from "fast-check";
import { readPostedFile } from "../../src/routes/multipart.js";

const TYPE = "multipart/form-data; boundary=----b0undary";
const part = (disposition: string, body: string): string => `------b0undary\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${body}\r\n`;
const END = "------b0undary--\r\n";

/** The form as a connection brings it: cut anywhere. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const size of [...sizes, bytes.length]) {
    if (from >= bytes.length) return;
    yield await Promise.resolve(bytes.subarray(from, from + size));
    from += size;
  }
}

async function read(form: Uint8Array, sizes: readonly number[] = [], type = TYPE): Promise<{ name: string; bytes: Buffer } | string> {
  const posted = await readPostedFile(type, inPieces(form, sizes), "file");
  if (!posted.ok) return posted.refusal.code;
  const chunks: Uint8Array[] = [];
  for await (const chunk of posted.value.stream) chunks.push(Uint8Array.from(chunk));
  return { name: posted.value.name, bytes: Buffer.concat(chunks) };
}

test("a file comes out of its form byte for byte, however the connection cuts it", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 40 }), async (file, sizes) => {
    const hostile = Buffer.concat([Buffer.from("\r\n------b0undar\r\n--\r\n"), file]);
    const form = Buffer.concat([Buffer.from(`${part(`name="idempotencyKey"`, "k1")}------b0undary\r\nContent-Disposition: form-data; name="file"; filename="招标文件.pdf"\r\nContent-Type: application/pdf\r\n\r\n`), hostile, Buffer.from(`\r\n${END}`)]);
    expect(await read(form, sizes)).toEqual({ name: "招标文件.pdf", bytes: hostile });
  }), { numRuns: 200 });
});

test("a name is given as the browser wrote it: for the caller to refuse, never repaired", async () => {
  for (const [written, name] of [["../x", "../x"], ["a%22b.pdf", `a"b.pdf`], ["a%0D%0Ab", "a\r\nb"], ["a%2Fb", "a%2Fb"], ["C:\\tmp\\x.pdf", "C:\\tmp\\x.pdf"], ["\u202efdp.exe", "\u202efdp.exe"], ["x".repeat(4_096), "x".repeat(4_096)]] as const) {
    expect(await read(Buffer.from(`${part(`name="file"; filename="${written}"`, "1")}${END}`))).toEqual({ name, bytes: Buffer.from("1") });
  }
});

test("a form without a chosen file, of another kind or without end before its file is refused", async () => {
  expect(await read(Buffer.from(`${part(`name="file"; filename=""`, "")}${END}`))).toBe("file-missing");
  expect(await read(Buffer.from(`${part(`name="file"`, "text")}${END}`))).toBe("file-missing");
  expect(await read(Buffer.from(`${part(`name="other"; filename="a.pdf"`, "1")}${END}`))).toBe("file-missing");
  expect(await read(Buffer.from(END))).toBe("file-missing");
  expect(await read(Buffer.from(""))).toBe("file-missing");
  expect(await read(Buffer.from(`${part(`name="k"`, "x".repeat(20_000))}${part(`name="file"; filename="a"`, "1")}${END}`))).toBe("file-missing");
  for (const type of ["application/x-www-form-urlencoded", "multipart/form-data", `multipart/form-data; boundary=${"b".repeat(71)}`]) expect(await read(Buffer.from(END), [], type)).toBe("wrong-media-type");
});

test("a form that breaks off within its file is no file", async () => {
  const form = Buffer.from(`${part(`name="file"; filename="a.pdf"`, "0123456789")}${END}`);
  await expect(read(form.subarray(0, form.length - END.length - 4))).rejects.toThrow(RangeError);
});
