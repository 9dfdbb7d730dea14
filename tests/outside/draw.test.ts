import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startExchange, type DemoExchange } from "../../src/cli/demo/exchange.js";
import { openStage, type Stage } from "../../src/cli/demo/stage.js";
import { NamesFile } from "../../src/experts/names-file.js";
import { publishedByCli } from "../support/cli-tender.js";
import { opensslIn } from "../support/openssl.js";
import { line, sheet } from "../support/pool.js";
import { lotBody, tenderBody } from "../support/works-tender.js";

// Every party of a draw at its own command line, with its own files; then a stranger repeats it with openssl and sort.
let exchange: DemoExchange;
let stage: Stage;
let folder: string;
let tender: string;
const PARTIES = { tenderer: "tenderer-1", exchange: "staff-1", notary: "notary-1" } as const;
const at = (name: string): string => path.join(folder, name);
const draw = (actor: string, verb: string, file: string, more: readonly string[] = [], exit = 0) => stage.daylight(actor, ["draw", verb, tender, "1", "1", "--file", at(file), ...more], exit);
type Shown = { readonly codes: string[]; readonly seated: string[]; readonly reveals: Record<string, string>; readonly pool: { readonly sha256: string; readonly rows: { label: string; orgTag: string; excluded: string | null }[] } };
const shown = async (): Promise<Shown> => {
  const [first] = (await stage.get("tenderer-1", `/api/v1/tenders/${tender}/lots/1/draws`))["draws"] as unknown as readonly [Shown];
  return first;
};
const names = (): NamesFile => NamesFile.parse(JSON.parse(readFileSync(at("names.json"), "utf8")));

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-draw-"));
  exchange = await startExchange("2026-01-05T09:00:00+08:00");
  stage = openStage(exchange, folder, () => undefined);
  tender = await publishedByCli(stage, tenderBody({ saleFrom: "2026-01-05T10:00:00+08:00", saleUntil: "2026-01-12T17:00:00+08:00", deadline: "2026-01-26T09:30:00+08:00" }, [lotBody({ objectionMinutes: 5 })]));
  const people = Array.from({ length: 14 }, (_, serial) => line(serial, serial === 13 ? { unit: "晨光测算第12设计院" } : {}));
  await stage.post("pool-keeper-1", "/api/v1/experts/imports", { file: sheet(...people), until: "2028-12-31" });
  await stage.post("tenderer-1", `/api/v1/tenders/${tender}/lots/1/draws`, { strata: { A0801: 4 }, perOrg: 1, contributors: Object.keys(PARTIES), representatives: 1 });
}, 180_000);
afterAll(async () => {
  await exchange.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the keeper blinds the list on his own machine; the supervisor finds any label that is not the names', and then fixes the pool", async () => {
  await draw("pool-keeper-1", "secret", "keeper.json");
  expect(statSync(at("keeper.json")).mode & 0o777).toBe(0o600);
  await draw("supervisor-1", "plan", "chain.json");
  const brought = await draw("pool-keeper-1", "pool", "keeper.json", ["--names", at("names.json")]);
  expect(brought.result).toMatchObject({ people: 14, excluded: 0 });
  const whole = names();
  writeFileSync(at("short.json"), JSON.stringify({ ...whole, names: whole.names.slice(1) }));
  expect((await draw("supervisor-1", "fix", "short.json", [], 1)).code).toBe("pool-names-differ");
  writeFileSync(at("moved.json"), JSON.stringify({ ...whole, names: whole.names.map((each, index) => (index === 0 ? { ...each, unit: whole.names.find(({ unit }) => unit !== each.unit)?.unit } : each)) }));
  expect((await draw("supervisor-1", "fix", "moved.json", [], 1)).code).toBe("pool-names-differ");
  expect((await draw("supervisor-1", "fix", "names.json")).result).toEqual({ sha256: brought.result["sha256"] });
});

test("dice that are none, or too few, are refused before anything is committed to; then everybody commits and reveals; a beacon that nobody waits for is refused", async () => {
  expect((await draw("notary-1", "commit", "notary.json", ["--name", "notary", "--dice", "1 2 3 7"], 1)).code).toBe("dice-too-few");
  expect((await draw("notary-1", "commit", "notary.json", ["--name", "notary", "--dice", "123456".repeat(8)], 1)).code).toBe("dice-too-few");
  await draw("notary-1", "commit", "notary.json", ["--name", "notary", "--dice", "1 2 3 4 5 6 ".repeat(9)]);
  for (const name of ["tenderer", "exchange"] as const) await draw(PARTIES[name], "commit", `${name}.json`, ["--name", name]);
  for (const [name, actor] of Object.entries(PARTIES)) await draw(actor, "reveal", `${name}.json`);
  writeFileSync(at("round.json"), JSON.stringify({ round: 1000, signature: "b44679b9" }));
  expect((await draw("notary-1", "beacon", "round.json", [], 1)).code, "half a signature").toBe("file-unreadable");
  writeFileSync(at("round.json"), JSON.stringify({ round: 1000, randomness: "", signature: "ab".repeat(48) }));
  expect((await draw("notary-1", "beacon", "round.json", [], 1)).code, "this draw waits for none").toBe("beacon-not-planned");
});

test("the supervisor's codes draw and replace, and a stranger gets the same with openssl mac and sort", async () => {
  await draw("supervisor-1", "code", "chain.json");
  const first = await shown();
  expect(repeated(first, first.codes[0] ?? "").slice(0, 4)).toEqual(first.seated);
  const [leaving = ""] = first.seated;
  writeFileSync(at("calls.txt"), "三次呼叫无应答");
  expect((await draw("pool-keeper-1", "replace", "calls.txt", ["--label", leaving.slice(0, 8), "--reason", "bored"], 1)).code).toBe("replacement-reason");
  await draw("pool-keeper-1", "replace", "calls.txt", ["--label", leaving.slice(0, 8), "--reason", "declined"]);
  await draw("supervisor-1", "code", "chain.json");
  const second = await shown();
  const next = repeated(second, second.codes[1] ?? "", first.seated.filter((label) => label !== leaving)).find((label) => !first.seated.includes(label));
  expect(second.seated.at(-1)).toBe(next);
});

test("the keeper's tool calls whoever holds a seat: the text tells time and place, and neither the tender nor anybody of it", async () => {
  const calling = ["--secret", at("keeper.json"), "--at", "晨光市公共资源交易中心评标区"];
  const called = (await draw("pool-keeper-1", "call", "names.json", calling)).result as { confirmed: number; unsent: number; seats: { label: string; calls: number; state: string }[] };
  expect(called).toMatchObject({ confirmed: 0, unsent: 0, seats: Array.from({ length: 4 }, () => ({ calls: 1, state: "waits" })) });
  const { texts } = (await stage.get("admin-1", "/api/v1/rehearsal/texts")) as unknown as { texts: { to: string; by: string; text: string }[] };
  expect(texts).toHaveLength(4);
  const said = texts.map(({ text }) => text).join("\n");
  expect(said).toContain("2026年1月26日（星期一）09:30（北京时间）");
  for (const word of [tender, tender.slice(0, 17), "雨污", "城市建设投资", "陈一鸣", ...names().names.flatMap(({ name, expert }) => [name, expert])]) expect(said).not.toContain(word);
  const [link = ""] = /http\S+\/call#[0-9a-f]{32}/.exec(texts[0]?.text ?? "") ?? [];
  const answer = await fetch(new URL("/api/v1/calls/answers", exchange.url), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ticket: link.slice(-32), answer: "accept", reason: null }) });
  expect(answer.status).toBe(201);
  const again = (await draw("pool-keeper-1", "call", "names.json", calling)).result;
  expect(again).toMatchObject({ confirmed: 1 });
  expect(((await stage.get("admin-1", "/api/v1/rehearsal/texts"))["texts"] as unknown[]).length, "nobody is called again within ten minutes").toBe(4);
});

test("the keeper alone says who holds the seats, and nobody opens names before the law lets them out", async () => {
  type Seated = { seated: { expert: string; name: string; label: string; standsBack: string | null }[] };
  const { seated } = (await draw("pool-keeper-1", "seated", "names.json")).result as Seated;
  expect(seated.map(({ standsBack }) => standsBack)).toEqual([null, null, null, null]);
  await stage.post("pool-keeper-1", `/api/v1/experts/${seated[1]?.expert ?? ""}/steps`, { step: "investigate", reason: "收到举报" });
  expect(((await draw("pool-keeper-1", "seated", "names.json")).result as Seated).seated.map(({ standsBack }) => standsBack), "what comes up after the draw is marked").toEqual([null, "suspended", null, null]);
  expect(seated.map(({ label }) => label)).toEqual((await shown()).seated);
  expect((await draw("pool-keeper-1", "open", "names.json", [], 1)).code).toBe("names-still-secret");
  const logged = JSON.stringify(await shown());
  for (const { name, expert } of names().names) for (const word of [name, expert]) expect(logged).not.toContain(word);
});

/** The order of labels by the commands that stand in docs/trust.md §3.5, people of one unit after the first passed over. @param sitting who holds other seats */
function repeated({ pool, reveals }: Shown, code: string, sitting: readonly string[] = []): string[] {
  writeFileSync(at("rand"), `daylight/draw/v1/${tender}/1/D1/pool:${pool.sha256}/${Object.keys(PARTIES).map((name) => `${name}:${reveals[name] ?? "-"}/`).join("")}beacon:-/`);
  const key = opensslIn(folder, "mac", "-digest", "SHA256", "-macopt", `hexkey:${code}`, "-in", "rand", "HMAC").trim();
  const places = pool.rows.filter(({ excluded }) => excluded === null).map(({ label }) => {
    writeFileSync(at("label"), Buffer.concat([Buffer.from(label), Buffer.from([1])]));
    return `${opensslIn(folder, "mac", "-digest", "SHA256", "-macopt", `hexkey:${key}`, "-in", "label", "HMAC").trim()} ${label}`;
  });
  const order = execFileSync("sort", { input: `${places.join("\n")}\n`, env: { LC_ALL: "C", PATH: process.env["PATH"] }, encoding: "utf8" }).trim().split("\n").map((each) => each.slice(65));
  const tagOf = new Map(pool.rows.map(({ label, orgTag }) => [label, orgTag]));
  const tags = new Set(sitting.map((label) => tagOf.get(label)));
  return order.filter((label) => {
    const tag = tagOf.get(label);
    const isFree = !tags.has(tag);
    tags.add(tag);
    return isFree;
  });
}
