import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody } from "../support/works-tender.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

let town: TestTown;
let published: string;
beforeAll(async () => {
  town = await testTown();
  published = (await publishedTender(town, tenderBody({}, [lotBody({ deposit: { amount: "500000.00", currency: "CNY" }, depositDays: 90 })]))).id;
});
afterAll(async () => { await town.stop(); });

const PROJECT = { name: "滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金" };
const count = async (table: "projects" | "tenders" | "notices" | "guarantees" | "documents" | "outbox" | "leaves"): Promise<number> =>
  Number((await town.database.db.selectFrom(table).select(({ fn }) => fn.countAll<string>().as("n")).executeTakeFirstOrThrow()).n);
/** The code a request is refused with, nothing kept. */
async function refusedWith(ask: () => Promise<Answer>): Promise<string> {
  const before = [await count("projects"), await count("tenders"), await count("guarantees"), await count("documents"), (await count("outbox")) + (await count("leaves"))];
  const answer = await ask();
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(Object.keys(answer.json).sort()).toEqual(["code", "detail", "errors", "facts", "law", "serverTime", "status", "title", "traceId", "type"]);
  expect([await count("projects"), await count("tenders"), await count("guarantees"), await count("documents"), (await count("outbox")) + (await count("leaves"))]).toEqual(before);
  return `${String(answer.status)} ${String(answer.json["code"])}`;
}
const project = (text: string): (() => Promise<Answer>) => () => town.ask("tenderer-1", "POST", "/api/v1/projects", text);

describe("a body", () => {
  test.each<[string, string, string]>([
    ["that is no JSON", "{name:1}", "400 wrong-json"],
    ["that is empty", "", "400 wrong-json"],
    ["with a key nobody knows", JSON.stringify({ ...PROJECT, approved: true }), "422 wrong-form"],
    ["with __proto__ for a key", `{"__proto__":{"a":1},${JSON.stringify(PROJECT).slice(1)}`, "422 wrong-form"],
    ["without a key that must be there", JSON.stringify({ name: PROJECT.name }), "422 wrong-form"],
    ["with a key twice", `{"name":"甲",${JSON.stringify(PROJECT).slice(1)}`, "400 wrong-json"],
    ["with a key twice, once in disguise", `{"n\\u0061me":"甲",${JSON.stringify(PROJECT).slice(1)}`, "400 wrong-json"],
    ["with a key twice far inside", `{"name":"甲","approval":"乙","funds":[{"a":1,"a":2}]}`, "400 wrong-json"],
    ["with a float", JSON.stringify(PROJECT).replace(`"${PROJECT.funds}"`, "1.0"), "400 wrong-json"],
    ["with an exponent", JSON.stringify(PROJECT).replace(`"${PROJECT.funds}"`, "1e3"), "400 wrong-json"],
    ["with a NUL in a string", JSON.stringify({ ...PROJECT, name: "滨河\0路" }), "400 wrong-json"],
    ["with half a character in a string", JSON.stringify(PROJECT).replace("滨河路", "滨\\ud83d路"), "400 wrong-json"],
    ["with text that turns its direction", JSON.stringify({ ...PROJECT, name: "滨河路\u202e程工" }), "422 wrong-form"],
    ["with a line that is all blanks", JSON.stringify({ ...PROJECT, name: "   " }), "422 wrong-form"],
    ["that is a list", "[]", "422 wrong-form"],
    ["nested a hundred thousand deep", "[".repeat(100_000) + "]".repeat(100_000), "400 wrong-json"],
  ])("%s is refused", async (_, text, wanted) => {
    expect(await refusedWith(project(text))).toBe(wanted);
  });

  test("of the last byte that fits is read, one byte more is refused, announced or not", async () => {
    const body = (bytes: number): string => `{"x":"${"y".repeat(bytes - 8)}"}`;
    expect(await refusedWith(project(body(256 * 1_024)))).toBe("422 wrong-form");
    expect(await refusedWith(project(body(256 * 1_024 + 1)))).toBe("413 too-large");
    expect(await refusedWith(() => town.ask("tenderer-1", "POST", "/api/v1/projects", "{}", { "content-length": String(256 * 1_024 + 1) }))).toBe("413 too-large");
    let drawn = 0;
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => { drawn += 65_536; controller.enqueue(new Uint8Array(65_536).fill(0x20)); } });
    const answer = await town.app.request("/api/v1/projects", { method: "POST", headers: { "authorization": `Bearer ${town.actors.find(({ id }) => id === "tenderer-1")?.token ?? ""}`, "content-type": "application/json" }, body: endless, duplex: "half" });
    expect(answer.status).toBe(413);
    expect(drawn).toBeLessThan(1_048_576);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json-patch+json", ""])("that calls itself %j is refused", async (type) => {
    expect(await refusedWith(() => town.ask("tenderer-1", "POST", "/api/v1/projects", JSON.stringify(PROJECT), { "content-type": type }))).toBe("415 wrong-media-type");
  });

  test("that is not UTF-8 is refused, and so are UTF-16 and half a character at its end", async () => {
    for (const bytes of [Buffer.from([0x7b, 0xff, 0x7d]), Buffer.from(JSON.stringify(PROJECT), "utf16le"), Buffer.from(JSON.stringify(PROJECT)).subarray(0, 12), Buffer.from([0xc0, 0x80])]) {
      const headers = { "authorization": `Bearer ${town.actors.find(({ id }) => id === "tenderer-1")?.token ?? ""}`, "content-type": "application/json" };
      const answer = await town.app.request("/api/v1/projects", { method: "POST", headers, body: bytes });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "wrong-json"]);
    }
  });
});

describe("an address", () => {
  test("with a NUL, broken escapes, a path climbing out or 4 kB of name is no outage", async () => {
    const { paths } = (await town.done(null, "GET", "/openapi.json")) as { paths: Record<string, Record<string, unknown>> };
    const outages: string[] = [];
    for (const path of Object.keys(paths).filter((each) => "get" in (paths[each] ?? {}) && each !== "/readyz")) {
      for (const bad of ["%00", "a%00b", "%ff", "%f0%28", "..%2F..%2Fetc%2Fpasswd", "x".repeat(4_096)]) {
        const url = path.includes("{") ? path.replace(/\{\w+\}/g, bad) : `${path}?cursor=${bad}&after=${bad}&limit=${bad}&q=${bad}&type=${bad}`;
        for (const actor of [null, "supervisor-1", "bidder-1", "opener-notary", "committee-1"]) {
          const { status } = await town.ask(actor, "GET", url);
          if (status >= 500) outages.push(`${String(status)} ${url.slice(0, 80)}`);
        }
      }
    }
    expect(outages).toEqual([]);
  });

  test("of nothing is not found, as a problem in the reader's language", async () => {
    const answer = await town.app.request("/api/v1/nothing", { headers: { "accept-language": "en" } });
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-language")]).toEqual([404, "application/problem+json; charset=utf-8", "en"]);
    expect(await answer.json()).toMatchObject({ code: "not-found", title: "Not found: /api/v1/nothing" });
  });
});

const guarantee = (change: object): (() => Promise<Answer>) => () => town.ask("cashier-1", "POST", `/api/v1/tenders/${published}/lots/1/guarantees`,
  { bidder: "91341702MA000004XN", kind: "letter", amount: { amount: "500000.00", currency: "CNY" }, validUntil: "2026-12-21", ...change });

describe("money", () => {
  test.each(["500000", "500,000.00", "-500000.00", "+500000.00", "500000.0", "500000.000", "0500000.00", " 500000.00", "500000.00 ", "５０００００.00", "5e5", "5e5.00", "", ".50", "99999999999999999.00", "NaN", "Infinity", "500000.00元", "伍拾万元整"])("written %j is refused", async (amount) => {
    expect(await refusedWith(guarantee({ amount: { amount, currency: "CNY" } }))).toBe("422 wrong-form");
  });
  test.each([["a number", 500_000, "422 wrong-form"], ["in another currency", { amount: "500000.00", currency: "USD" }, "422 wrong-form"], ["with more than it needs", { amount: "500000.00", currency: "CNY", tax: "0.00" }, "422 wrong-form"], ["a fen too little", { amount: "499999.99", currency: "CNY" }, "422 guarantee-too-small"]])("that is %s is refused", async (_, amount, wanted) => {
    expect(await refusedWith(guarantee({ amount }))).toBe(wanted);
  });
});

test.each([
  ["91341702MA000004X", "422 uscc-shape"], ["91341702MA000004XNN", "422 uscc-shape"], ["340000000000000", "422 uscc-old"], ["91341702MA0O0004XN", "422 uscc-letter"], ["91341702MA000004XP", "422 uscc-check"],
  ["91341702MA000004YN", "422 uscc-check"], ["９1341702MA000004XN", "422 uscc-shape"], ["91341702MA000004XN\u0000", "400 wrong-json"], ["", "422 uscc-shape"],
  ...["I", "O", "S", "V", "Z"].map((letter): [string, string] => [`12341700MB1A2C3${letter}0P`, "422 uscc-letter"]), ["12341700MB1A2C3D0N", "422 uscc-check"],
])("the credit code %j is refused", async (bidder, wanted) => {
  expect(await refusedWith(guarantee({ bidder }))).toBe(wanted);
});

test("G20: a credit code in lower case is the same firm's, an old one of 15 digits gets a hint", async () => {
  expect((await guarantee({ bidder: "12341700mb1a2c3d0p" })()).status).toBe(201);
  expect(await refusedWith(guarantee({ bidder: "12341700MB1A2C3D0P" }))).toBe("409 guarantee-exists");
  expect((await guarantee({ bidder: "341700000012345" })()).json["detail"]).toBe("“341700000012345”是15位旧注册号，请填写18位统一社会信用代码（见营业执照）。");
});

test("G20: a project's code has 17 characters, 11 of the platform and 6 of the serial, which is never 000000", async () => {
  const { project: id } = (await town.done("tenderer-1", "POST", "/api/v1/projects", PROJECT)) as { project: string };
  expect(id).toMatch(/^D3417000001\d{6}$/);
  const draft = (code: string, retenderOf: string | null = null) => town.ask("tenderer-1", "POST", "/api/v1/tenders", { project: code, line: "works", form: tenderBody(), retenderOf });
  for (const [code, wanted] of [["D3417000001000000", "422 code-serial"], ["D341700000100001", "422 code-shape"], ["D34170000010000010", "422 code-shape"], ["13417000001000001", "422 code-shape"], ["D3417000001999999", "404 not-found"]] as const) expect(await refusedWith(() => draft(code)), code).toBe(wanted);
  expect(await refusedWith(() => draft(id, `${id}000`))).toBe("422 code-serial");
  expect((await draft(id.toLowerCase())).status).toBe(201);
});

test("budget money of two million that is a tenth of the investment puts works in scope, whatever is declared (EC-04)", async () => {
  const yuan = (amount: string) => ({ amount, currency: "CNY" });
  expect(await refusedWith(project(JSON.stringify({ ...PROJECT, investment: yuan("20000000.00") })))).toBe("422 investment-odd");
  expect(await refusedWith(project(JSON.stringify({ ...PROJECT, investment: yuan("20000000.00"), budgetMoney: yuan("20000000.01") })))).toBe("422 investment-odd");
  const entered = async (budget: string, total: string): Promise<unknown> => {
    const { project: id } = await town.done("tenderer-1", "POST", "/api/v1/projects", { ...PROJECT, investment: yuan(total), budgetMoney: yuan(budget) });
    const { tender } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project: id, line: "works", form: tenderBody({ compulsory: false, stateControlled: false }) })) as { tender: string };
    return (await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`)).json["code"] ?? "registered";
  };
  expect([await entered("2000000.00", "20000000.00"), await entered("1999999.99", "19999999.90"), await entered("2000000.00", "20000000.01")]).toEqual(["must-be-compulsory", "registered", "registered"]);
});

test("a guarantee a day too short, and a day that does not exist, are refused; the last day that holds is taken, once", async () => {
  expect(await refusedWith(guarantee({ validUntil: "2026-12-20" }))).toBe("422 guarantee-too-short");
  expect(await refusedWith(guarantee({ validUntil: "2027-02-30" }))).toBe("422 wrong-form");
  expect((await guarantee({})()).status).toBe(201);
  expect(await refusedWith(guarantee({}))).toBe("409 guarantee-exists");
});

test("a document's name is one plain name, whatever it tries", async () => {
  const { project: id } = await town.done("tenderer-1", "POST", "/api/v1/projects", PROJECT);
  const { tender } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project: id, line: "works", form: tenderBody() })) as { tender: string };
  const put = (name: string, actor = "tenderer-1"): Promise<Answer> => town.ask(actor, "PUT", `/api/v1/tenders/${tender}/documents/${name}`, "招标文件", { "content-type": "application/octet-stream" });
  for (const name of ["..%2Fx", "%2e%2e%2fx.pdf", "..%5Cx", "a%2Fb.pdf", "a%00.pdf", "%2e%2e%5c", "a%0d%0aSet-Cookie:x", "%7f", "x".repeat(4_096), "图".repeat(34), "%e2%80%aefdp.exe"]) expect(await refusedWith(() => put(name)), name).toMatch(/^4(22 wrong-form|04 not-found)$/);
  expect((await put("图".repeat(32) + ".pdf")).status).toBe(201);
  expect((await put("招标文件 (一).pdf")).json).toMatchObject({ name: "招标文件 (一).pdf", version: 1 });
  expect((await put("招标文件 (一).pdf")).json).toMatchObject({ version: 2 });
});

test("a tender's form says what is odd about it and keeps nothing", async () => {
  const { project: id } = await town.done("tenderer-1", "POST", "/api/v1/projects", PROJECT);
  const draft = (over: Record<string, unknown>, lot: Record<string, unknown> = {}) => refusedWith(() => town.ask("tenderer-1", "POST", "/api/v1/tenders", { project: id, line: "works", form: tenderBody(over, [lotBody(lot)]) }));
  for (const deadline of ["2026-09-22", "2026-09-22T09:30:00", "2026-09-31T09:30:00+08:00", "2026-09-22T24:01:00+08:00", "yesterday", 1_790_000_000]) expect(await draft({ deadline })).toBe("422 wrong-form");
  for (const lot of [{ threshold: 1 }, { threshold: 4 }, { openers: ["agency"] }, { openers: ["agency", "agency", "notary"] }, { parts: [] }, { lot: "../1" }, { lot: "a b" }, { termDays: 1.5 }, { open: "anybody" }]) expect(await draft({}, lot), JSON.stringify(lot)).toMatch(/^4(00 wrong-json|22 wrong-form)$/);
  expect(await draft({ validityDays: 0 })).toBe("422 wrong-form");
  expect(await refusedWith(() => town.ask("tenderer-1", "POST", "/api/v1/tenders", { project: id, line: "no-such-line", form: tenderBody() }))).toMatch(/^422 /);
});

test("a lodgement's body has its own bounds", async () => {
  await town.advance("2026-09-01T10:00:00+08:00");
  const { body } = await sealBid(town, "bidder-2", published, "1", "37000000.00");
  const [part] = body.parts;
  const ask = (change: unknown) => refusedWith(() => town.ask("bidder-2", "POST", lodgements(published), change));
  for (const wrong of [{ parts: [] }, { parts: Array.from({ length: 5 }, () => part) }, { parts: [{ ...part, salt: "00" }] }, { parts: [{ ...part, salt: "A".repeat(32) }] }, { parts: [{ ...part, signature: "not base64" }] },
    { parts: [{ ...part, statement: "AA" }] }, { parts: [{ ...part, shares: Array.from({ length: 10 }, () => "AAAA") }] }, { parts: [{ ...part, bidder: "x" }] }]) expect(await ask(wrong)).toBe("422 wrong-form");
});
