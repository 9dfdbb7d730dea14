import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { openWitness, originName, SIZE_TYPE, type WitnessArgs, type WitnessState } from "./witness.js";

export type RunningWitness = { readonly url: string; readonly vkey: string; readonly stop: () => Promise<void> };

const BODY_BYTES_MAX = 65_536;

/**
 * A witness over HTTP: `POST /add-checkpoint` (C2SP tlog-witness), `POST /add-key-change` (docs/trust.md §2.7), and for monitors `GET /checkpoint/<sha256 of the origin>`,
 * the last note it cosigned, and `GET /vkey`. @param args.port 0 for any free one
 */
export async function startWitness(args: WitnessArgs & { readonly host?: string; readonly port: number }): Promise<RunningWitness> {
  const state = openWitness(args);
  const server = createServer((request, response) => {
    answer(state, args, request).then(({ status, body, type }) => response.writeHead(status, { "content-type": type }).end(body), () => { fail(response); });
  });
  server.listen(args.port, args.host ?? "127.0.0.1");
  await once(server, "listening");
  const { address, port } = server.address() as AddressInfo;
  return { url: `http://${address}:${String(port)}`, vkey: state.vkey.text, stop: () => stop(server) };
}

type Answer = { readonly status: number; readonly body: string; readonly type: string };
const PLAIN = "text/plain; charset=utf-8";

async function answer(state: WitnessState, { logs }: WitnessArgs, request: IncomingMessage): Promise<Answer> {
  const { method, url } = request;
  if (method === "POST" && url === "/add-checkpoint") return take(state.addCheckpoint, request);
  if (method === "POST" && url === "/add-key-change") return take(state.addKeyChange, request);
  if (method !== "GET") return { status: 405, body: "", type: PLAIN };
  if (url === "/vkey") return { status: 200, body: `${state.vkey.text}\n`, type: PLAIN };
  const log = logs.find(({ name }) => url === `/checkpoint/${originName(name)}`);
  const note = log === undefined ? null : state.lastNote(log.name);
  return note === null ? { status: 404, body: "", type: PLAIN } : { status: 200, body: note, type: PLAIN };
}

async function take(say: WitnessState["addCheckpoint"], request: IncomingMessage): Promise<Answer> {
  if (Number(request.headers["content-length"] ?? Number.POSITIVE_INFINITY) > BODY_BYTES_MAX) return { status: 413, body: "", type: PLAIN };
  const { status, body } = say(await text(request));
  return { status, body, type: status === 409 ? SIZE_TYPE : PLAIN };
}

function fail(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  if (server.listening) await once(server, "close");
}
