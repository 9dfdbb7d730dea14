import { zipSync } from "fflate";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.js";
import { openAntivirus, scanned } from "../../src/storage/antivirus.js";
import { EICAR, startClamd } from "../support/clamd.js";
import { LETTER } from "../support/letter.js";
import { draftFirm, register, someone } from "../support/people.js";
import { pageTown } from "../support/judged-tender.js";
import { tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let clamd: Awaited<ReturnType<typeof startClamd>>;
let town: TestTown;
beforeAll(async () => { [clamd, town] = await Promise.all([startClamd(), testTown()]); });
afterAll(async () => {
  await clamd.stop();
  await town.stop();
});

/** The town as it would be with a scanner. */
const appWith = (url: string) => createApp({ ...town, world: { ...town.world, antivirus: openAntivirus(url) }, uploads: {} as never });
const bearer = (actor: string) => ({ authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` });
async function draft(): Promise<string> {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金" });
  return String((await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() }))["tender"]);
}
async function put(url: string, tender: string, name: string, body: string | Uint8Array): Promise<string> {
  const answer = await appWith(url).request(`/api/v1/tenders/${tender}/documents/${encodeURIComponent(name)}`, { method: "PUT", headers: bearer("tenderer-1"), body: typeof body === "string" ? body : Uint8Array.from(body) });
  const json = (await answer.json()) as { code?: string; facts?: { signature?: string } };
  return [String(answer.status), json.code, json.facts?.signature].filter((each) => each !== undefined).join(" ");
}
const documents = async (): Promise<number> => Number((await town.database.db.selectFrom("documents").select(({ fn }) => fn.countAll<string>().as("n")).executeTakeFirstOrThrow()).n);
const FOUND = "422 virus-found Daylight.Eicar.UNOFFICIAL";

describe("a document", () => {
  test("with a virus is refused by its name and not kept, plain or zipped; one without is taken whole", async () => {
    const tender = await draft();
    const before = await documents();
    expect(await put(clamd.url, tender, "图纸.txt", EICAR)).toBe(FOUND);
    expect(await put(clamd.url, tender, "图纸.zip", zipSync({ "a/b.txt": Buffer.from(EICAR) }))).toBe(FOUND);
    expect(await documents()).toBe(before);
    expect(await put(clamd.url, tender, "图纸.txt", "图纸正文")).toBe("201");
    expect(await documents()).toBe(before + 1);
    const large = Buffer.alloc(9_000_000, "晨光");
    expect(await put(clamd.url, tender, "大图.dwg", large)).toBe("201");
    const served = await town.app.request(`/documents/${tender}/${encodeURIComponent("大图.dwg")}/v/1`, { headers: bearer("tenderer-1") });
    expect(Buffer.from(await served.arrayBuffer()).equals(large)).toBe(true);
  });

  test("that the scanner cannot judge is not taken: it is down, over its limit, silent in mid-stream, or talks nonsense", async () => {
    const tender = await draft();
    const before = await documents();
    expect(await put("unix:/nowhere/clamd.ctl", tender, "a.txt", "正文")).toBe("503 unavailable");
    expect(await put("tcp://127.0.0.1:1", tender, "a.txt", "正文")).toBe("503 unavailable");
    const small = await startClamd("1M");
    expect(await put(small.url, tender, "a.dwg", Buffer.alloc(3_000_000, 1))).toBe("503 unavailable");
    await small.stop();
    const answers: readonly ((socket: Socket) => void)[] = [(socket) => { socket.destroy(); }, (socket) => { socket.end("stream: OK FOUND maybe\0"); }, (socket) => { socket.end("stream: OK"); }, (socket) => { socket.end("x".repeat(10_000)); }];
    for (const answer of answers) {
      const server = createServer((socket) => { socket.on("error", () => undefined).once("data", () => { answer(socket); }); });
      await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
      expect(await put(`tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`, tender, "a.txt", "正文")).toBe("503 unavailable");
      server.close();
    }
    expect(await documents()).toBe(before);
  });
});

test("a file of an opened bid reaches the committee past the scanner, or not at all", async () => {
  const { judged } = await pageTown(town);
  const panel = await town.done("committee-1", "GET", `/api/v1/tenders/${judged.id}/lots/1/panel`);
  const links = [...JSON.stringify(panel).matchAll(/\/api\/v1\/tenders\/[^"]+\/panel\/files\/[0-9a-f]{64}\/\d+/g)].map(([each]) => each);
  const url = links[0] ?? `/api/v1/tenders/${judged.id}/lots/1/panel/files/${/"st":"([0-9a-f]{64})"/.exec(JSON.stringify(panel))?.[1] ?? ""}/1`;
  const plain = await town.app.request(url, { headers: bearer("committee-1") });
  expect(plain.status).toBe(200);
  const checked = await appWith(clamd.url).request(url, { headers: bearer("committee-1") });
  expect([checked.status, Buffer.from(await checked.arrayBuffer()).equals(Buffer.from(await plain.arrayBuffer()))]).toEqual([200, true]);
  const infected = createApp({ ...town, world: { ...town.world, antivirus: openAntivirus(clamd.url), blobs: { ...town.world.blobs, open: () => Promise.resolve(ReadableStream.from([Buffer.from(EICAR)]) as unknown as AsyncIterable<Uint8Array>) } }, uploads: {} as never });
  const refused = await infected.request(url, { headers: bearer("committee-1") });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([422, "virus-found"]);
  expect((await appWith("unix:/nowhere/clamd.ctl").request(url, { headers: bearer("committee-1") })).status).toBe(503);
});

test("sixteen scans at once each get their own verdict", async () => {
  const antivirus = openAntivirus(clamd.url);
  const said = await Promise.all(Array.from({ length: 16 }, (_, at) => scanned(antivirus, "a", () => Promise.resolve(ReadableStream.from([Buffer.alloc(100_000, 7), Buffer.from(at % 2 === 0 ? EICAR : "正文")]) as unknown as AsyncIterable<Uint8Array>))));
  expect(said.map(({ ok }) => ok)).toEqual(Array.from({ length: 16 }, (_, at) => at % 2 !== 0));
});

test("a letter of authority with a virus is refused by its name and not kept, and one that the scanner cannot judge is not taken", async () => {
  const who = someone(town);
  await register(who, "授权");
  const { registration } = await draftFirm(who, { uscc: "12341700MB000006X3", name: "晨光文化馆", roles: ["tenderer"] });
  const bring = async (url: string, body: Uint8Array) => {
    const answer = await appWith(url).request(`/api/v1/registrations/${registration}/letter`, { method: "PUT", headers: { cookie: who.cookie() ?? "" }, body: Uint8Array.from(body) });
    return [answer.status, ((await answer.json()) as { code?: string }).code];
  };
  const kept = async () => (await town.database.db.selectFrom("registrations").select("letter").where("registration_id", "=", registration).executeTakeFirstOrThrow()).letter;
  expect(await bring(clamd.url, Buffer.from(EICAR))).toEqual([422, "virus-found"]);
  expect(await bring("tcp://127.0.0.1:1", LETTER)).toEqual([503, "unavailable"]);
  expect(await kept()).toBeNull();
  expect((await bring(clamd.url, LETTER))[0]).toBe(201);
  expect(await kept()).toMatch(/^[0-9a-f]{64}$/);
});
