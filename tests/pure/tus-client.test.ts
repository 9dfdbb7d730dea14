import { expect, test } from "vitest";
import { refuse } from "../../src/kernel/result.js";
import { Unreachable } from "../../src/kernel/unreachable.js";
import { uploadByTus, type TusFile, type TusRequest, type TusWay } from "../../src/storage/tus-client.js";

const CONTENT = Uint8Array.from({ length: 10 * 1_048_576 }, (_, at) => at % 251);
type Step = "answer" | "keep, then cut" | "cut" | "busy" | "full";
type Peer = { readonly way: TusWay<Uint8Array, Response>; readonly stored: () => Uint8Array; readonly asked: string[]; readonly forget: () => void };

/** An exchange that keeps what it is sent and answers as its steps say, one a request; afterwards always. */
function peer(...steps: Step[]): Peer {
  let kept: Uint8Array | null = null;
  const asked: string[] = [];
  const take = ({ method, headers, body }: TusRequest<Uint8Array>): number => {
    if (method === "POST") kept = new Uint8Array();
    if (kept === null) return 404;
    if (method === "PATCH" && Number(headers["upload-offset"]) !== kept.length) return 409;
    kept = Buffer.concat([kept, body ?? new Uint8Array()]);
    return method === "POST" ? 201 : 204;
  };
  const send = async (request: TusRequest<Uint8Array>): Promise<Response> => {
    asked.push(request.method);
    const step = steps.shift() ?? "answer";
    if (step === "busy" || step === "full") return new Response(null, { status: step === "busy" ? 503 : 507 });
    const status = step === "cut" ? 0 : take(request);
    if (step !== "answer") throw new Unreachable("cut");
    return Promise.resolve(new Response(null, { status, headers: { "location": "/api/v1/uploads/1", "upload-offset": String(kept?.length ?? 0) } }));
  };
  return {
    way: { url: "http://127.0.0.1/", send, refused: (answer) => Promise.resolve(refuse("answered-otherwise", { code: String(answer.status), words: "" })) },
    stored: () => kept ?? new Uint8Array(), asked, forget: () => { kept = null; },
  };
}

function fileAt(address: string | null): TusFile<Uint8Array> & { readonly kept: (string | null)[] } {
  const kept: (string | null)[] = [];
  return { size: CONTENT.length, sha256: "00".repeat(32), address, kept, keep: (each) => { kept.push(each); return Promise.resolve(); }, piece: (from, length) => Promise.resolve(CONTENT.subarray(from, from + length)) };
}

test("a content goes up piece by piece and its address is remembered before the first of them", async () => {
  const { way, stored, asked } = peer();
  const file = fileAt(null);
  const seen: number[] = [];
  expect(await uploadByTus(way, file, (sent) => { seen.push(sent); })).toEqual({ ok: true, value: null });
  expect(Buffer.compare(stored(), CONTENT)).toBe(0);
  expect(asked).toEqual(["POST", "PATCH", "PATCH"]);
  expect(seen).toEqual([8 * 1_048_576, CONTENT.length]);
  expect(file.kept).toEqual(["/api/v1/uploads/1"]);
});

test.each([
  ["the line is cut before a piece is kept", ["answer", "cut"] as const],
  ["the answer is lost after a piece was kept", ["answer", "keep, then cut"] as const],
  ["the answer to the last piece is lost", ["answer", "answer", "keep, then cut"] as const],
  ["the exchange restarts", ["busy", "answer", "busy"] as const],
])("%s: the upload goes on where it is, and every byte arrives once", async (_, steps) => {
  const { way, stored } = peer(...steps);
  expect((await uploadByTus(way, fileAt(null))).ok).toBe(true);
  expect(Buffer.compare(stored(), CONTENT)).toBe(0);
});

test("an earlier try is gone on with; one the exchange no longer knows is begun anew", async () => {
  const { way, stored, asked, forget } = peer();
  await way.send({ method: "POST", path: "/api/v1/uploads", headers: {} });
  await way.send({ method: "PATCH", path: "/api/v1/uploads/1", headers: { "upload-offset": "0" }, body: CONTENT.subarray(0, 1_000) });
  const file = fileAt("/api/v1/uploads/1");
  expect((await uploadByTus(way, file)).ok).toBe(true);
  expect(asked.slice(2)).toEqual(["HEAD", "PATCH", "PATCH"]);
  expect(file.kept).toEqual([]);
  forget();
  const again = fileAt("/api/v1/uploads/1");
  expect((await uploadByTus(way, again)).ok).toBe(true);
  expect(again.kept).toEqual(["/api/v1/uploads/1"]);
  expect(Buffer.compare(stored(), CONTENT)).toBe(0);
});

test("a full store is an answer, not a cut: it is said at once and the address is forgotten", async () => {
  const { way, asked } = peer("answer", "full");
  const file = fileAt(null);
  expect(await uploadByTus(way, file)).toMatchObject({ ok: false, refusal: { code: "answered-otherwise", facts: { code: "507" } } });
  expect(asked).toEqual(["POST", "PATCH"]);
  expect(file.kept).toEqual(["/api/v1/uploads/1", null]);
});
