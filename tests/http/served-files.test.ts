import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { run } from "../../src/cli/program.js";
import { logServedAssets } from "../../src/served-assets.js";
import { serveApp } from "../support/browsing.js";
import { lieAt, lieInJson, lyingProxy, type LyingProxy } from "../support/lying-proxy.js";
import { testTown, type TestTown } from "../support/town.js";

/** `daylight assets` against an exchange that serves what it logged, and against one that does not (T44, T45). */
let town: TestTown;
let served: { base: string; stop: () => void };
let proxy: LyingProxy;
beforeAll(async () => {
  town = await testTown();
  await logServedAssets(town.world, town.assets);
  await town.world.journal.flush();
  served = await serveApp(town.app);
  proxy = await lyingProxy(served.base);
}, 120_000);
afterEach(() => { proxy.lie(); });
afterAll(async () => {
  await proxy.stop();
  served.stop();
  await town.stop();
});

async function checked(...more: readonly string[]): Promise<{ exit: number; said: string }> {
  const lines: string[] = [];
  const exit = await run(["assets", "--url", proxy.url, "--json", ...more], { out: (line) => { lines.push(line); }, err: (line) => { lines.push(line); } });
  return { exit, said: lines.join("\n") };
}
const aScript = (): string => [...town.assets.files.values()].find((file) => file.path.endsWith(".js"))?.path ?? "";

test("an exchange that serves what it logged passes, every script and the offline page by hash", async () => {
  const { exit, said } = await checked();
  expect(exit).toBe(0);
  const { result } = JSON.parse(said) as { result: { assets: { path: string; sha256: string; index: number }[] } };
  expect(result.assets.map((each) => each.path)).toEqual(expect.arrayContaining([aScript(), "/seal.html"]));
});

test("T45: a script with one byte more than logged is found and named", async () => {
  proxy.lie(lieAt(aScript(), (honest) => Buffer.concat([honest, Buffer.from(" ")])));
  const { exit, said } = await checked();
  expect(exit).toBe(1);
  expect(said).toContain("asset-differs");
  expect(said).toContain(aScript());
});

test("T45: a script that the front page loads and no entry names is found", async () => {
  proxy.lie(lieAt("/", (honest) => honest.toString("utf8").replace("</head>", '<script src="/assets/spy-0000.js"></script></head>')), lieAt("/assets/spy-0000.js", () => "send(price)"));
  const { exit, said } = await checked();
  expect(exit).toBe(1);
  expect(said).toContain("/assets/spy-0000.js");
});

test("T44: the offline page with one byte changed is found, served or saved", async () => {
  const honest = Buffer.from(await (await fetch(`${served.base}/seal.html`)).arrayBuffer());
  const saved = path.join(town.folder, "seal.html");
  writeFileSync(saved, honest);
  expect((await checked("--file", saved)).exit).toBe(0);
  honest[honest.length - 5] = (honest[honest.length - 5] ?? 0) ^ 1;
  writeFileSync(saved, honest);
  const copy = await checked("--file", saved);
  expect(copy.exit).toBe(1);
  expect(copy.said).toContain(saved);
  proxy.lie(lieAt("/seal.html", () => honest));
  expect((await checked()).said).toContain("/seal.html");
});

test("a list of files that names no index, or is no list, does not hide a difference", async () => {
  proxy.lie(lieInJson("/api/v1/assets", () => ({ assets: [] })), lieAt("/seal.html", () => "other"));
  expect((await checked()).exit).toBe(1);
  proxy.lie(lieAt("/api/v1/assets", () => "<html>"));
  const { exit, said } = await checked();
  expect(exit).toBe(3);
  expect(said).toContain("not JSON");
});

test("an answer that never ends, and one that breaks off, are told as an exchange that cannot be reached", async () => {
  proxy.lie({ at: (asked) => asked === "/api/v1/assets", tell: (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = (): void => { while (!response.destroyed && response.write(Buffer.alloc(1_048_576, 32))) continue; };
    response.on("drain", more);
    more();
    return null;
  } });
  const endless = await checked();
  expect([endless.exit, JSON.parse(endless.said)]).toMatchObject([3, { ok: false, code: "unreachable" }]);
  proxy.lie({ at: (asked) => asked === "/seal.html", tell: (honest, response) => {
    response.writeHead(200, { "content-length": String(honest.length) }).write(honest.subarray(0, 1_000), () => { response.destroy(); });
    return null;
  } });
  expect((await checked()).exit).toBe(3);
});
