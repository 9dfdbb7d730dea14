import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBlindCodes, blindCodesBytes, type Coded } from "../../src/blind/codes.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { blindTender, bundleOfBlind, codesIn, signBlind } from "../support/blind-tender.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { SEATS } from "../support/judging.js";
import { pdfOf } from "../support/pdfs.js";
import { signedIn } from "../support/pages.js";
import { usccOf } from "../support/prequalification.js";
import { testTown, type TestTown } from "../support/town.js";
import type { TenderInTest } from "../support/works-tender.js";

// A blind evaluation (暗标评审): until every sheet is signed the committee sees codes, and who is who cannot be changed afterwards.
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
const PRICES = { "bidder-1": "18600000.00", "bidder-2": "17985000.00", "bidder-3": "18052000.00" } as const;
const SCORES = { "bidder-1": ["17.00", "9.40"], "bidder-2": ["16.10", "9.00"], "bidder-3": ["18.00", "9.30"] } as const;

let town: TestTown;
let tender: TenderInTest;
let codes: readonly Coded[];
let lot: string;
const nameOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";
const ownFile = (actor: string): string => `${nameOf(actor)}资质.png`;
/** A technical bid whose author is the bidder, by its credit code. */
const ownPdf = (author: string, ...second: readonly string[]): Buffer => Buffer.from(pdfOf(["施工组织设计"], second).toString("latin1").replace("/Root 1 0 R >>", `/Root 1 0 R /Info << /Author (${author}) >> >>`), "latin1");
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  const own = (actor: (typeof BIDDERS)[number]) => ({ price: PRICES[actor], files: { "施工组织设计.pdf": ownPdf(usccOf(town, actor), ...(actor === "bidder-2" ? [`${nameOf(actor)}项目部`] : ["项目部"])), [ownFile(actor)]: "no picture" } });
  tender = await blindTender(town, Object.fromEntries(BIDDERS.map((actor) => [actor, own(actor)])));
  codes = await codesIn(town, tender.id);
  lot = `/api/v1/tenders/${tender.id}/lots/1`;
});
afterAll(async () => { await town.stop(); });

const codeOf = (actor: string): string => codes.find(({ bidder }) => bidder === usccOf(town, actor))?.code ?? "";
const ways = (actor: string): readonly string[] => [nameOf(actor), usccOf(town, actor), ownFile(actor), encodeURIComponent(ownFile(actor))];
const identities = (): readonly string[] => BIDDERS.flatMap(ways);
const namedIn = (answer: string): string[] => identities().filter((identity) => answer.includes(identity));

type Panel = { sheet: { scores: { bidder: string }[] }; bids: { bidder: string; part: string; files: { name: string; st: string; href: string }[] }[]; blind: { hidden: boolean; codes: Coded[] } | null; names: Record<string, string>; leaks: unknown[] };
const panelFor = async (actor: string): Promise<Panel> => (await town.done(actor, "GET", `${lot}/panel`)) as unknown as Panel;

/** Everything a member can ask for or try while it scores, as text with its headers. */
async function answersTo(actor: string): Promise<string[]> {
  const { token = "" } = town.actors.find(({ id }) => id === actor) ?? {};
  const panel = await panelFor(actor);
  const asked = [`${lot}/panel`, `${lot}/evaluation`, `${lot}/qualification`, `${lot}/prequalification`, `${lot}/tie-draw`];
  const answers = [];
  for (const path of asked) answers.push(await (await town.app.request(path, { headers: { authorization: `Bearer ${token}` } })).text());
  for (const { href } of panel.bids.flatMap(({ files }) => files)) {
    const file = await town.app.request(href, { headers: { authorization: `Bearer ${token}` } });
    answers.push(JSON.stringify([...file.headers]), decodeURIComponent(file.headers.get("content-disposition") ?? ""), Buffer.from(await file.arrayBuffer()).toString("utf8"));
  }
  const [code = ""] = panel.sheet.scores.map(({ bidder }) => bidder);
  const tried: [string, string, unknown][] = [
    ["POST", `${lot}/rejections`, { bidder: code, ground: "no-substantive-response", clause: "3.1", finding: "未响应" }], ["PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: [], order: [] }],
    ["POST", `${lot}/report`, {}], ["POST", `${lot}/sheets`, { sheet: Buffer.from(canonical({ ...panel.sheet, scores: panel.sheet.scores.slice(1) })).toString("base64"), signature: "AAAA" }],
  ];
  for (const [method, path, body] of tried) answers.push(JSON.stringify((await town.ask(actor, method, path, body)).json));
  answers.push((await (await signedIn(town, actor)).get(`/panel/${tender.id}/1`)).text);
  return answers;
}

test("while sheets are missing no answer to any member names a bidder, its credit code or a file as it called it", async () => {
  for (const { actor } of SEATS) for (const answer of await answersTo(actor)) expect(namedIn(answer), answer.slice(0, 300)).toEqual([]);
});

test("bids stand under codes, in the order of codes, with the names of files that the documents ask for and numbers for others", async () => {
  const { bids, sheet, blind } = await panelFor("committee-2");
  expect(blind).toEqual({ hidden: true, codes: [] });
  expect(bids.map(({ bidder, part }) => [bidder, part])).toEqual(codes.map(({ code }) => [code, "technical"]));
  expect(sheet.scores.map(({ bidder }) => bidder)).toEqual(codes.map(({ code }) => code));
  expect(codes.map(({ code }) => code)).toEqual(codes.map(({ code }) => code).toSorted());
  expect(bids[0]?.files.map(({ name }) => name)).toEqual([`${codes[0]?.code ?? ""}-施工组织设计.pdf`, `${codes[0]?.code ?? ""}-附件2.png`]);
});

test("a member gets the pages without their author; what cannot be stripped is kept from it, in words that name nobody", async () => {
  const [own, other] = (await panelFor("committee-2")).bids[0]?.files ?? [];
  const { token = "" } = town.actors.find(({ id }) => id === "committee-2") ?? {};
  const pages = Buffer.from(await (await town.app.request(own?.href ?? "", { headers: { authorization: `Bearer ${token}` } })).arrayBuffer()).toString("latin1");
  expect([pages.startsWith("%PDF-"), pages.includes("/Author")]).toEqual([true, false]);
  expect((await town.ask("committee-2", "GET", other?.href ?? "")).json).toMatchObject({ code: "blind-file-unshown", facts: { name: other?.name } });
});

test("a file is not had by its statement's hash, which is public beside its bidder", async () => {
  const { bids } = await panelFor("committee-2");
  const rows = await town.world.db.selectFrom("opened_files").select(["statement_sha256", "ordinal"]).where("exchange_id", "=", town.world.exchange.id).execute();
  const aliases = bids.flatMap(({ files }) => files.map(({ st }) => st));
  for (const { statement_sha256: st, ordinal } of rows) {
    expect(aliases).not.toContain(st);
    expect((await town.ask("committee-2", "GET", `${lot}/panel/files/${st}/${String(ordinal)}`)).status).toBe(404);
  }
});

test("acts by name wait: a rejection, what the chair enters, and rejecting all are refused by the sheets that are missing", async () => {
  const blind = { code: "blind-until-signed", facts: { missing: 5 } };
  expect((await town.ask("committee-1", "POST", `${lot}/rejections`, { bidder: usccOf(town, "bidder-1"), ground: "no-substantive-response", clause: "3.1", finding: "未响应" })).json).toMatchObject(blind);
  expect((await town.ask("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: [], order: [] })).json).toMatchObject(blind);
  expect((await town.ask("committee-1", "POST", `${lot}/rejection-of-all`, { competitionLacking: null })).json).toMatchObject(blind);
});

test("a sheet that names bidders instead of codes is refused", async () => {
  const { sheet } = await panelFor("committee-2");
  const forged = { ...sheet, scores: BIDDERS.map((actor) => ({ bidder: usccOf(town, actor), items: [] })) };
  expect((await town.ask("committee-2", "POST", `${lot}/sheets`, { sheet: Buffer.from(canonical(forged as never)).toString("base64"), signature: "AAAA" })).json).toMatchObject({ code: "sheet-malformed", facts: { where: "bidders" } });
});

type Looked = { look: { files: { bidder: string; name: string; read: string | null; leaks: { page: number | null; field: string | null; why: string; certainty: string; found: string }[] }[] } };

test("the supervisor is told what gives bidders away: file, page, what and how sure; nobody else is, and a second look keeps nothing new", async () => {
  const { rows } = await sql<{ data: unknown }>`select data from job_outbox where name = 'find-leaks'`.execute(town.database.db);
  expect(rows).toEqual([{ data: { tender: tender.id, lot: "1" } }]);
  expect(await town.done("supervisor-1", "POST", `${lot}/leaks`)).toMatchObject({ serial: 1, isNew: true });
  expect(await town.done("supervisor-1", "POST", `${lot}/leaks`)).toMatchObject({ serial: 1, isNew: false });
  const { look } = (await town.done("supervisor-1", "GET", `${lot}/leaks`)) as unknown as Looked;
  const mine = (actor: string) => look.files.filter(({ bidder }) => bidder === usccOf(town, actor));
  for (const actor of BIDDERS) {
    const [pages, picture] = mine(actor);
    expect(pages?.leaks).toEqual(expect.arrayContaining([expect.objectContaining({ page: null, field: "author", why: "credit-code", certainty: "certain", found: usccOf(town, actor) })]));
    expect(picture).toMatchObject({ name: ownFile(actor), read: null, leaks: [{ page: null, field: "name", why: "name", certainty: "certain", found: nameOf(actor) }] });
  }
  expect(mine("bidder-2")[0]?.leaks).toEqual(expect.arrayContaining([expect.objectContaining({ page: 2, field: null, why: "name", found: nameOf("bidder-2") })]));
  for (const actor of ["committee-1", "tenderer-1", "staff-1", "bidder-1"]) expect((await town.ask(actor, "GET", `${lot}/leaks`)).status).toBe(403);
  expect((await (await signedIn(town, "supervisor-1")).get(`/watch/${tender.id}`)).text).toContain(`${nameOf("bidder-2")}《施工组织设计.pdf》第 2 页：“${nameOf("bidder-2")}项目部”（投标人名称，确定）`);
  expect((await (await signedIn(town, "tenderer-1")).get(`/desk/${tender.id}/admissions`)).text).not.toContain("身份标识线索");
  expect((await panelFor("committee-1")).leaks).toEqual([]);
});

test("four of five sheets keep the codes closed, the fifth opens them: to every member, with the price part to follow", async () => {
  await signBlind(town, tender, SCORES, SEATS.slice(0, 4).map(({ actor }) => actor));
  for (const answer of await answersTo("committee-1")) expect(namedIn(answer)).toEqual([]);
  await signBlind(town, tender, SCORES, ["committee-5"]);
  const { blind, bids, names } = await panelFor("committee-1");
  expect(blind).toEqual({ hidden: false, codes });
  expect(bids.map(({ bidder }) => bidder).toSorted()).toEqual(BIDDERS.map((actor) => usccOf(town, actor)).toSorted());
  expect(names[usccOf(town, "bidder-2")]).toBe(nameOf("bidder-2"));
  const page = (await (await signedIn(town, "committee-2")).get(`/panel/${tender.id}/1`)).text;
  expect(page).toContain(`${codeOf("bidder-2")} ${nameOf("bidder-2")}`);
  expect(page).toContain("17.00");
  expect((await panelFor("committee-2")).leaks).toEqual([]);
  const chair = (await (await signedIn(town, "committee-1")).get(`/panel/${tender.id}/1`)).text;
  expect(chair).toContain(`${nameOf("bidder-2")}《施工组织设计.pdf》第 2 页：“${nameOf("bidder-2")}`);
});

let bundle: MemoryBundle;
const faultsOf = async (changes: Readonly<Record<string, Uint8Array | null>> = {}): Promise<string[]> => [...new Set((await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map(({ code }) => code))];

test("the ranking follows from sheets by code, and the bundle shows who was who", async () => {
  bundle = await bundleOfBlind(town, tender, BIDDERS);
  const { totals } = (await town.done(null, "GET", `${lot}/evaluation`)) as { totals: { results: { bidder: string; tree: { children: { id: string; value: string }[] } }[] } };
  const technical = totals.results.map(({ bidder, tree }) => [bidder, tree.children.find(({ id }) => id === "technical")?.value]);
  expect(Object.fromEntries(technical)).toEqual(Object.fromEntries(BIDDERS.map((actor, at) => [usccOf(town, actor), ["26.4", "25.1", "27.3"][at]])));
  expect(readBlindCodes(bundle.get("evaluation/1/blind.json") ?? new Uint8Array())?.codes).toEqual(codes);
  expect(await faultsOf()).toEqual([]);
});

test("daylight verify refuses codes that were exchanged afterwards, and a bundle that keeps them back", async () => {
  const path = "evaluation/1/blind.json";
  const file = readBlindCodes(bundle.get(path) ?? new Uint8Array());
  if (file === null) throw new RangeError("no codes");
  const [first, second, ...rest] = file.codes;
  if (first === undefined || second === undefined) throw new RangeError("too few");
  const exchanged = blindCodesBytes({ ...file, codes: [{ ...first, bidder: second.bidder }, { ...second, bidder: first.bidder }, ...rest] });
  expect(await faultsOf({ [path]: exchanged })).toEqual(expect.arrayContaining(["entry-hash", "total-differs"]));
  expect(await faultsOf({ [path]: null })).toEqual(expect.arrayContaining(["file-missing", "sheet-bidders"]));
});
