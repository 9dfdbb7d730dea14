import { fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { beside, figure, seconds, type Figure } from "../figure.js";

const ROUNDS = 5;
const REQUESTS = { page: 6_400, plain: 6_400 };
const CONNECTIONS = 32;

/** What `pages-server.ts` tells: where the exchange and the bare page listen, and which notice to ask for. */
type Serving = { readonly exchange: number; readonly bare: number; readonly notice: string };

/** The page of a published notice as a stranger gets it, beside a bare Hono page of the same process set-up. */
export async function measure(): Promise<Figure[]> {
  const server = fork(path.join(import.meta.dirname, "..", "pages-server.ts"), { execArgv: ["--import", import.meta.resolve("tsx")] });
  try {
    const [{ exchange, bare, notice }] = (await once(server, "message")) as [Serving];
    const { page, plain } = await beside(ROUNDS, {
      page: () => requestsPerSecond(exchange, notice, REQUESTS.page),
      plain: () => requestsPerSecond(bare, "/", REQUESTS.plain),
    });
    return [figure({ name: "rendered notice page", value: page, unit: "req/s", limit: { name: "a bare Hono page", value: plain }, goal: 0.25, on: "ratio" })];
  } finally {
    server.disconnect();
    await once(server, "exit");
  }
}

async function requestsPerSecond(port: number, url: string, requests: number): Promise<number> {
  return requests / await seconds(() => Promise.all(Array.from({ length: CONNECTIONS }, () => askAgain(port, url, requests / CONNECTIONS))));
}

/** Asks `count` times over one kept connection, the next once the last is answered whole. A client this plain leaves the cores to the server. */
async function askAgain(port: number, url: string, count: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const request = `GET ${url} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\naccept-language: zh-CN\r\n\r\n`;
  await new Promise<void>((resolve, reject) => {
    let left = count;
    socket.on("error", reject);
    readAnswers(socket, reject, () => {
      left -= 1;
      if (left === 0) resolve();
      else socket.write(request);
    });
    socket.write(request);
  });
  socket.destroy();
}

const HEAD_END = "\r\n\r\n";

/** Calls `whole` after every answer of status 200 with a Content-Length. */
function readAnswers(socket: Socket, wrong: (error: Error) => void, whole: () => void): void {
  let head = "";
  let missing = -1;
  socket.on("data", (chunk) => {
    if (missing >= 0) {
      missing -= chunk.length;
    } else {
      head += chunk.toString("latin1");
      const end = head.indexOf(HEAD_END);
      if (end < 0) return;
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      if (!head.startsWith("HTTP/1.1 200") || length === undefined) {
        wrong(new RangeError(head.slice(0, end)));
        return;
      }
      missing = Number(length) - (head.length - end - HEAD_END.length);
    }
    if (missing > 0) return;
    head = "";
    missing = -1;
    whole();
  });
}
