import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a dishonest exchange says in the place of an honest one: the whole answer made anew, or its own way with the response. */
type Lie = { readonly at: (path: string) => boolean; readonly tell: (honest: Buffer, response: ServerResponse, path: string) => Buffer | null };
export type LyingProxy = { readonly url: string; /** Everything is as the honest exchange says it, but this; no more lies where left out. */ readonly lie: (...lies: readonly Lie[]) => void; readonly stop: () => Promise<void> };

/** Stands between a reader and an honest exchange and changes what it is told to. @param base the honest one */
export async function lyingProxy(base: string): Promise<LyingProxy> {
  let lies: readonly Lie[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? "/";
      const honest = await fetch(new URL(path, base), { headers: request.headers.authorization === undefined ? {} : { authorization: request.headers.authorization } });
      const bytes = Buffer.from(await honest.arrayBuffer());
      const told = lies.filter(({ at }) => at(path)).reduce<Buffer | null>((before, { tell }) => (before === null ? null : tell(before, response, path)), bytes);
      if (told !== null) response.writeHead(honest.status, { "content-type": honest.headers.get("content-type") ?? "text/plain" }).end(told);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    lie: (...told) => { lies = told; },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A lie about one path, or about all that begin so. */
export const lieAt = (path: string | RegExp, tell: (honest: Buffer) => Buffer | string): Lie => ({ at: (asked) => (typeof path === "string" ? asked === path : path.test(asked)), tell: (honest) => Buffer.from(tell(honest)) });

/** The same of JSON. */
export const lieInJson = (path: string | RegExp, change: (body: Record<string, unknown>) => unknown): Lie => lieAt(path, (honest) => JSON.stringify(change(JSON.parse(honest.toString("utf8")) as Record<string, unknown>)));
