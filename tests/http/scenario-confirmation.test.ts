import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepIdentity } from "../../src/cli/identities.js";
import { run } from "../../src/cli/program.js";
import { fromBase64 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { serveApp } from "../support/browsing.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { signedIn } from "../support/pages.js";
import { put, ticketsFor } from "../support/questions.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { COMPREHENSIVE, following, lodgements, lotBody, publishedTender, release, sealBid, tenderBody, TWO_PARTS, withdraw, type SealedBid, type TenderInTest } from "../support/works-tender.js";

// An amendment asks that lodged bids be confirmed or replaced (trust.md §1.3, docs/decisions/0020).
const DEADLINE = "2026-09-22T09:30:00+08:00";
const DEPOSIT = { amount: "500000.00", currency: "CNY" };
let town: TestTown;
let tender: TenderInTest;
let served: Awaited<ReturnType<typeof serveApp>>;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  served = await serveApp(town.app);
  tender = await publishedTender(town, tenderBody({ deadline: DEADLINE }, [lotBody({ deposit: DEPOSIT, depositDays: 90 }), lotBody({ lot: "2", parts: TWO_PARTS, method: COMPREHENSIVE })]));
  await town.advance("2026-09-02T10:00:00+08:00");
  for (const bidder of [1, 2, 3, 4, 5].map((each) => `bidder-${String(each)}`)) {
    await town.done("cashier-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/guarantees`, { bidder: town.actors.find(({ id }) => id === bidder)?.organisation?.uscc, kind: "letter", amount: DEPOSIT, validUntil: "2027-02-01" });
    await lodge(bidder);
  }
  await lodge("bidder-1", "2");
}, 120_000);
afterAll(async () => {
  served.stop();
  await town.stop();
});

const lodge = async (bidder: string, lot = "1", price = "31000000.00") => town.done(bidder, "POST", lodgements(tender.id, lot), (await sealBid(town, bidder, tender.id, lot, price)).body);
const confirmation = (bidder: string, lot = "1") => following(town, bidder, tender.id, lot, "dse-confirm/1");
const send = async (bidder: string, body: SealedBid["body"], lot = "1"): Promise<unknown> => {
  const { status, json } = await town.ask(bidder, "POST", lodgements(tender.id, lot), body);
  return status === 201 ? "accepted" : json["code"];
};
const amend = async (over: Record<string, unknown>): Promise<unknown> => {
  const body = { changes: [{ what: "管材", before: "HDPE 双壁波纹管", after: "球墨铸铁管" }], mayAffectBid: true, newDeadline: null, ...over };
  const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, body);
  const { status, json } = await town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(serial)}/publication`);
  await town.world.journal.flush();
  return status === 201 ? "published" : json["code"];
};
type Entry = Readonly<Record<string, Json>>;
const terms = async (lot: string, part: string): Promise<Entry[]> => {
  await town.world.journal.flush();
  return (await town.world.journal.leavesAfter(-1, 2_000)).map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as Entry).filter((entry) => entry["type"] === "lot.terms" && entry["tender"] === tender.id && entry["lot"] === lot && entry["part"] === part);
};
const page = async (bidder: string, rest = ""): Promise<string> => (await (await signedIn(town, bidder)).get(`/my${rest}`)).text;
const daylight = async (bidder: string, ...args: string[]): Promise<{ exit: number; said: Record<string, unknown> }> => {
  const lines: string[] = [];
  const keep = (line: string): void => { lines.push(line); };
  const exit = await run([...args, "--url", served.base, "--actors", path.join(town.folder, "rehearsal", "actors.json"), "--as", bidder, "--json"], { out: keep, err: keep });
  return { exit, said: JSON.parse(lines.join("\n")) as Record<string, unknown> };
};

test("the tool takes tickets under a key that the witnessed log holds, and asks without saying who", async () => {
  const [file, text] = [path.join(town.folder, "tickets.json"), path.join(town.folder, "question.txt")];
  await writeFile(text, "管材环刚度按图纸Ｓ－３还是清单？\n𠮷田·买买提路段如何？\n");
  const aloud = async (...args: string[]): Promise<Record<string, unknown>> => {
    const lines: string[] = [];
    await run([...args, "--url", served.base, "--json"], { out: (line) => { lines.push(line); }, err: (line) => { lines.push(line); } });
    return JSON.parse(lines.join("\n")) as Record<string, unknown>;
  };
  expect((await daylight("bidder-1", "tickets", tender.id, "--out", file)).said).toMatchObject({ ok: true, result: { tickets: 10, unpinned: ["policy"] } });
  expect((await daylight("bidder-1", "tickets", tender.id, "--out", file)).said["code"]).toBe("file-exists");
  const { result } = (await aloud("ask", tender.id, "--tickets", file, "--text", text)) as { result: { question: string; collectedAt: string } };
  expect(result.collectedAt).toBe("2026-09-03T00:00:00+08:00");
  const kept = JSON.parse(await readFile(file, "utf8")) as { tickets: unknown[]; asked: { question: string; receipt: string }[] };
  expect([kept.tickets.length, kept.asked[0]?.question]).toEqual([9, result.question]);
  expect(kept.asked[0]?.receipt).toContain("daylight/question-receipt/v1");
  await writeFile(text, "请电13800138000");
  expect((await aloud("ask", tender.id, "--tickets", file, "--text", text))["code"]).toBe("question-tells-asker");
  await writeFile(file, JSON.stringify({ ...kept, tickets: [] }));
  expect((await aloud("ask", tender.id, "--tickets", file, "--text", text))["code"]).toBe("tickets-gone");
  expect((await aloud("ask", "D3417000001000009999", "--tickets", file, "--text", text))["code"]).toBe("file-unreadable");
});

test("one ticket that is used twice at the same moment puts one question", async () => {
  const [ticket] = await ticketsFor(town, "bidder-2", tender.id);
  const answers = await Promise.all(["甲问：工期？", "乙问：质量？", "甲问：工期？"].map((text) => put(town, tender.id, ticket ?? { ticket: "", signature: "" }, text)));
  const taken = answers.filter(({ status }) => status === 201).map(({ json }) => json["question"]);
  expect(new Set(taken).size).toBe(1);
  expect(answers.filter(({ status }) => status !== 201).map(({ json }) => json["code"]).every((code) => code === "ticket-used")).toBe(true);
});

test("before any amendment a bid needs no confirmation, and one is refused by its own code", async () => {
  expect(await send("bidder-1", await confirmation("bidder-1"))).toBe("confirmation-not-asked");
  expect(await send("bidder-6", await confirmation("bidder-6"))).toBe("nothing-to-confirm");
  expect((await daylight("bidder-6", "confirm", tender.id, "1", "--out", path.join(town.folder, "none"))).said["code"]).toBe("nothing-to-confirm");
  expect(await page("bidder-1", `/${tender.id}/1`)).not.toContain("招标文件已经修改");
});

test("only what may affect bids can ask for confirmation, and it has the days of such an amendment", async () => {
  await town.advance("2026-09-03T10:00:00+08:00");
  expect(await amend({ reconfirm: true, mayAffectBid: false })).toBe("confirmation-without-effect");
  expect(await amend({ reconfirm: true })).toBe("published");
  expect((await terms("1", "bid")).map(({ version, accepts }) => [version, accepts])).toEqual([[1, []], [2, []]]);
  const { notices } = (await town.done(null, "GET", "/api/v1/notices?type=clarification")) as { notices: { id: string; tender: string }[] };
  const record = (await town.done(null, "GET", `/api/v1/notices/${notices.find((each) => each.tender === tender.id)?.id ?? ""}`)) as { terms: unknown };
  expect(record.terms).toMatchObject({ v: "clarification/1", lots: ["1", "2"], mayAffectBids: true, reconfirm: true });
  expect(JSON.stringify(record)).toContain("既未确认也未替换的，视为撤回");
});

test("whoever lodged before sees what to do and until when; whoever did not sees nothing of it", async () => {
  expect(await page("bidder-1")).toContain("请确认或更换");
  const own = await page("bidder-1", `/${tender.id}/1`);
  for (const words of ["招标文件已经修改", "2026年9月22日", "逾期视为撤回", `/my/${tender.id}/1/confirm`]) expect(own).toContain(words);
  expect(await page("bidder-1", `/${tender.id}/1/confirm`)).toContain("签署确认声明");
  expect(await page("bidder-6")).not.toContain("请确认或更换");
  expect(await page("bidder-6", `/${tender.id}/1/confirm`)).toContain("没有需要您确认的投标");
});

test("the command line checks the amended terms in the log and confirms; a second confirmation is refused, the same sent again gets its first answer", async () => {
  const confirmed = await daylight("bidder-1", "confirm", tender.id, "1", "--out", path.join(town.folder, "confirmed"));
  expect(confirmed).toMatchObject({ exit: 0, said: { result: { parts: [{ part: "bid" }] } } });
  expect((await daylight("bidder-1", "receipt", path.join(town.folder, "confirmed"))).exit).toBe(0);
  expect(await send("bidder-1", await confirmation("bidder-1"))).toBe("bid-confirmed");
  const same = await confirmation("bidder-2");
  expect([await send("bidder-2", same), await send("bidder-2", same)]).toEqual(["accepted", "accepted"]);
  expect(await page("bidder-1", `/${tender.id}/1`)).not.toContain("招标文件已经修改");
});

test("a confirmation that names other terms, another part, or too few parts is refused", async () => {
  const { parts: [honest] } = await confirmation("bidder-3");
  const renamed = Buffer.from(fromBase64(honest?.statement ?? "")).toString().replace(/"notice":"[0-9a-f]{64}"/, `"notice":"${"ab".repeat(32)}"`);
  expect(await send("bidder-3", { parts: honest === undefined ? [] : [{ ...honest, statement: Buffer.from(renamed).toString("base64") }] })).toBe("terms-not-newest");
  const whole = await confirmation("bidder-1", "2");
  expect(await send("bidder-1", { parts: whole.parts.slice(0, 1) }, "2")).toBe("bid-parts-missing");
  const sealed = (await sealBid(town, "bidder-1", tender.id, "2", "31000000.00")).body;
  expect(await send("bidder-1", { parts: sealed.parts.slice(1) }, "2"), "half a replacement while the other half is unconfirmed").toBe("bid-parts-missing");
  expect(await send("bidder-1", { parts: [...whole.parts.slice(0, 1), ...sealed.parts.slice(1)] }, "2")).toBe("bid-mixed");
  expect(await send("bidder-1", whole, "2")).toBe("accepted");
  const replaced = (await sealBid(town, "bidder-1", tender.id, "2", "30000000.00")).body;
  expect(await send("bidder-1", { parts: replaced.parts.slice(1) }, "2"), "one part replaced once all are confirmed").toBe("accepted");
});

test("a later amendment that asks for nothing keeps what was confirmed and revives nothing", async () => {
  await town.advance("2026-09-04T10:00:00+08:00");
  expect(await amend({ changes: [{ what: "联系电话", before: "0000-1234567", after: "0000-7654321" }], mayAffectBid: false })).toBe("published");
  const [first, second, third] = await terms("1", "bid");
  expect(third?.["accepts"]).toEqual([third?.["prev"]]);
  expect([first?.["accepts"], second?.["accepts"]]).toEqual([[], []]);
  expect(await send("bidder-1", await confirmation("bidder-1"))).toBe("bid-confirmed");
  expect(await page("bidder-4")).toContain("请确认或更换");
});

test("a replacement made under the new terms needs no confirmation; a withdrawn bid can get none", async () => {
  await lodge("bidder-3", "1", "30500000.00");
  expect(await send("bidder-3", await confirmation("bidder-3"))).toBe("confirmation-not-asked");
  const before = await confirmation("bidder-5");
  await withdraw(town, "bidder-5", tender.id, "1");
  expect(await send("bidder-5", before)).toBe("nothing-to-confirm");
  const late = await confirmation("bidder-4");
  await town.advance(DEADLINE);
  expect(await send("bidder-4", late)).toBe("bid-too-late");
});

describe("at the close", () => {
  const part = () => `/api/v1/tenders/${tender.id}/lots/1/parts/bid`;
  let full: MemoryBundle;
  let open: MemoryBundle;

  test("the confirmed and the replaced count, the unconfirmed does not: it is told so, and when its guarantee goes back", async () => {
    const lots = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"] as { parts: { close: { count: number } | null }[] }[];
    expect(lots[0]?.parts[0]?.close?.count).toBe(3);
    expect(await page("bidder-4")).toContain("未确认，视为撤回");
    const own = await page("bidder-4", `/${tender.id}/1`);
    for (const words of ["视为撤回：没有列入截标名单，任何人都不会打开它", "投标保证最迟退还", "2026年9月28日"]) expect(own).toContain(words);
    expect((await (await signedIn(town, "bidder-4")).get(`/my/${tender.id}/1/keys/bid`)).status).toBe(404);
  });

  test("an opener's own tool walks the log and takes the close for right: three bids, no share of the unconfirmed one", async () => {
    await town.advance("2026-09-22T09:36:00+08:00");
    const own = town.actors.find(({ id }) => id === "opener-supervisor");
    const identity = tender.identities.get("1/bid/supervisor") ?? "";
    must(await keepIdentity({ kind: "rehearsal", file: path.join(town.folder, "rehearsal", own?.ageIdentityFile ?? "") }, { exchange: town.world.exchange.origin, tender: tender.id, lot: "1", part: "bid", opener: "supervisor", recipient: "", identity }));
    const checked = await daylight("opener-supervisor", "release", tender.id, "1", "bid", "--dry-run");
    expect(checked).toMatchObject({ exit: 0, said: { result: { live: 3, released: 3 } } });
  });

  test("its opening shows three bids, and no opener is asked for a share of the unconfirmed one", async () => {
    const sealed = (await town.done("opener-agency", "GET", `${part()}/sealed`)) as { bids: { statement: string }[] };
    expect(sealed.bids).toHaveLength(3);
    for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
    const { results } = (await town.done(null, "GET", `${part()}/opening`))["results"] as { results: { bidder: string }[] };
    const names = [1, 2, 3].map((each) => town.actors.find(({ id }) => id === `bidder-${String(each)}`)?.organisation?.uscc);
    expect(results.map(({ bidder }) => bidder).sort()).toEqual(names.sort());
  });

  test("the full audit bundle holds", async () => {
    await archive(town, tender.id, "full");
    full = await bundleBytes(town, tender.id, "full");
    expect((await verifyBundle(filesOf(full))).faults).toEqual([]);
  });

  const faultsOf = async (bundle: MemoryBundle): Promise<string[]> => [...new Set((await verifyBundle(filesOf(bundle))).faults.map(({ code }) => code))];
  type Row = { readonly kind: string; readonly bidder: string; readonly live: boolean; readonly how: string | null; readonly statement: string };
  type Index = { readonly lots: readonly { readonly parts: readonly { readonly bids: readonly Row[] }[] }[] };
  const forged = (bundle: MemoryBundle, change: (row: Row) => Row | null, more: Record<string, null> = {}): MemoryBundle => {
    const index = JSON.parse(Buffer.from(bundle.get("bundle.json") ?? []).toString()) as Index;
    const lots = index.lots.map((lot) => ({ ...lot, parts: lot.parts.map((each) => ({ ...each, bids: each.bids.flatMap((row) => change(row) ?? []) })) }));
    return spoiled(bundle, { "bundle.json": canonical({ ...index, lots }), ...more });
  };
  const usccOf = (bidder: string): string => town.actors.find(({ id }) => id === bidder)?.organisation?.uscc ?? "";

  test("one that says the unconfirmed bid is live is refused, and so is one that leaves out a confirmation", async () => {
    const revived = forged(full, (row) => (row.bidder === usccOf("bidder-4") ? { ...row, live: true, how: "not-opened" } : row));
    expect(await faultsOf(revived)).toEqual(expect.arrayContaining(["should-not-count", "list-differs"]));
    const rows = (JSON.parse(Buffer.from(full.get("bundle.json") ?? []).toString()) as Index).lots.flatMap(({ parts }) => parts.flatMap(({ bids }) => bids));
    const confirmed = rows.find((row) => row.kind === "confirm" && row.bidder === usccOf("bidder-2"))?.statement ?? "";
    const files = Object.fromEntries([...full.keys()].filter((file) => file.startsWith(`bids/${confirmed}/`)).map((file) => [file, null]));
    expect(await faultsOf(forged(full, (row) => (row.statement === confirmed ? null : row), files))).toEqual(expect.arrayContaining(["should-not-count"]));
  });

  test("of a lot that failed for want of bidders the public edition holds with the confirmations by which its bids lived, and not without one", async () => {
    tender = await publishedTender(town, tenderBody({ saleFrom: "2026-09-23T09:00:00+08:00", saleUntil: "2026-09-29T17:00:00+08:00", deadline: "2026-10-14T09:30:00+08:00" }, [lotBody()]));
    await town.advance("2026-09-23T10:00:00+08:00");
    for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) await lodge(bidder);
    expect(await amend({ reconfirm: true })).toBe("published");
    for (const bidder of ["bidder-1", "bidder-2"]) expect(await send(bidder, await confirmation(bidder))).toBe("accepted");
    await town.advance("2026-10-14T09:36:00+08:00");
    expect((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"]).toMatchObject([{ stage: "failed" }]);
    await archive(town, tender.id, "public");
    open = await bundleBytes(town, tender.id, "public");
    expect(await faultsOf(open)).toEqual([]);
    const rows = (JSON.parse(Buffer.from(open.get("bundle.json") ?? []).toString()) as Index).lots.flatMap(({ parts }) => parts.flatMap(({ bids }) => bids));
    expect(rows.map(({ kind, live }) => `${kind} ${String(live)}`)).toEqual(["bid true", "bid true", "confirm false", "confirm false"]);
    const dropped = rows.at(-1)?.statement ?? "";
    const files = Object.fromEntries([...open.keys()].filter((file) => file.startsWith(`bids/${dropped}/`)).map((file) => [file, null]));
    expect(await faultsOf(forged(open, (row) => (row.statement === dropped ? null : row), files))).toEqual(expect.arrayContaining(["should-not-count"]));
  });
});
