import { createConnection, type Socket } from "node:net";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Blobs, Stored } from "./blobs.js";

/** One content on its way past the scanner. */
export type Scan = {
  /** The same bytes, each shown to the scanner before it is passed on. */
  readonly through: (content: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  /** What the scanner says once all has passed: nothing, refused with `virus-found` or, where it gave no answer, with `unavailable`. */
  readonly verdict: (name: string) => Promise<Result<null>>;
};
/** Begins to scan a content. */
export type Antivirus = () => Scan;

/** How long a scanner may say nothing, in ms. */
const SILENCE_MS_MAX = 120_000;
/** Its answer, in bytes. */
const ANSWER_MAX = 4_096;
const SCANNER_IS_DOWN = refuse("unavailable", { why: "antivirus" });

/**
 * A clamd spoken to by its INSTREAM command (clamd(8)): each piece with its length before it, then an empty one.
 * @param url tcp://host:port or unix:/path
 */
export function openAntivirus(url: string): Antivirus {
  const { protocol, hostname, port, pathname } = new URL(url);
  const connect = (): Socket => (protocol === "unix:" ? createConnection({ path: pathname }) : createConnection({ host: hostname.replaceAll(/[[\]]/g, ""), port: Number(port === "" ? DEFAULT_PORT : port) }));
  return () => scanOver(connect());
}

const DEFAULT_PORT = 3_310;

function scanOver(socket: Socket): Scan {
  const answer = answerOf(socket);
  socket.write("zINSTREAM\0");
  return {
    through: async function* (content) {
      for await (const piece of content) {
        if (piece.length > 0) await send(socket, Buffer.concat([lengthOf(piece.length), piece]));
        yield piece;
      }
      await send(socket, lengthOf(0));
    },
    verdict: async (name) => {
      const said = await answer;
      socket.destroy();
      if (said === "stream: OK") return ok(null);
      const signature = /^stream: (.{1,200}) FOUND$/.exec(said)?.[1];
      return signature === undefined ? SCANNER_IS_DOWN : refuse("virus-found", { name, signature });
    },
  };
}

const lengthOf = (count: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(count);
  return bytes;
};

/** Writes as fast as the other end reads. One that is gone gets nothing more: its verdict says so in the end, and the content must still be drained. */
const send = (socket: Socket, bytes: Buffer): Promise<void> => new Promise((done) => {
  if (!socket.writable || socket.write(bytes)) {
    done();
    return;
  }
  const go = (): void => {
    socket.off("drain", go).off("close", go);
    done();
  };
  socket.once("drain", go).once("close", go);
});

/** Its one answer; "" where the connection ends, fails or is silent before. */
const answerOf = (socket: Socket): Promise<string> => new Promise((done) => {
  let text = "";
  socket.setTimeout(SILENCE_MS_MAX, () => { socket.destroy(); });
  socket.on("data", (piece: Buffer) => {
    text += piece.toString("latin1");
    if (text.includes("\0") || text.length > ANSWER_MAX) done(text.split("\0")[0] ?? "");
  });
  socket.on("error", () => undefined); // "close" follows
  socket.on("close", () => { done(text.includes("\0") ? (text.split("\0")[0] ?? "") : ""); });
});

/** Shows a whole content to the scanner, where there is one. */
export async function scanned(antivirus: Antivirus | null, name: string, content: () => Promise<AsyncIterable<Uint8Array>>): Promise<Result<null>> {
  if (antivirus === null) return ok(null);
  const scan = antivirus();
  const passed = scan.through(await content())[Symbol.asyncIterator]();
  while ((await passed.next()).done !== true);
  return scan.verdict(name);
}

/** What somebody brings: how it is called where it is refused, and how large it may be, in bytes. */
type Brought = { readonly name: string; readonly stream: AsyncIterable<Uint8Array>; readonly sizeMax: number };

/** Keeps a content that passes the scanner, where there is one, on its way in; what does not pass is not kept. */
export async function keepScanned({ antivirus, blobs }: { readonly antivirus: Antivirus | null; readonly blobs: Pick<Blobs, "receive"> }, { name, stream, sizeMax }: Brought): Promise<Result<Stored>> {
  const scan = antivirus?.();
  const received = await blobs.receive(scan?.through(stream) ?? stream, { sizeMax });
  if (!received.ok) return received;
  const verdict = await (scan?.verdict(name) ?? ok(null));
  if (verdict.ok) return received.value.keep();
  await received.value.drop();
  return verdict;
}
