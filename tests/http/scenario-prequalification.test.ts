import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { seatedByDraw } from "../support/draws.js";
import { appoint, seat, SEATS } from "../support/judging.js";
import { APPLICATION, apply, enterReview, finding, inviteAll, LATER, openApplications, PREQUALIFICATION, prequalBody, publishedPrequalification, registeredWithEntry, reviewApplications, signReview, usccOf } from "../support/prequalification.js";
import { testTown, type TestTown } from "../support/town.js";
import { bundleBytes } from "../support/whole-tender.js";
import { lodgements, priceForm, release, sealBid, withdraw, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error"); });
afterAll(async () => { await town.stop(); });

type Seen = { stage: string; parts: { part: string; state: string }[] };
const seen = async (id: string): Promise<Seen> => ((await town.done(null, "GET", `/api/v1/tenders/${id}`)) as { lots: [Seen] }).lots[0];
const stageOf = async (id: string): Promise<string> => (await seen(id)).stage;
type Notice = { id: string; type: string };
const noticesFor = async (actor: string | null, id: string): Promise<Notice[]> => ((await town.done(actor, "GET", `/api/v1/tenders/${id}`)) as { notices: Notice[] }).notices;
const textOf = async (actor: string | null, id: string): Promise<string> =>
  (await town.app.request(`/api/v1/notices/${id}`, { headers: actor === null ? {} : { authorization: `Bearer ${town.actors.find((each) => each.id === actor)?.token ?? ""}` } })).text();
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3", "bidder-4", "bidder-5"];
const names = () => BIDDERS.map((actor) => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "");
/** A member of bidder-1's consortium. */
const PARTNER = "12341700MB1A2C3D0P";
const FAILING = "所附合同签订于2019年，不在近三年内";

let tender: TenderInTest;

test("a deadline for applications less than five days after the sale ends is refused to the second; a sale of less than five days too", async () => {
  const soon = await registeredWithEntry(town, prequalBody({ deadline: "2026-09-13T16:59:59+08:00" }));
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${soon.id}/submission`)).json).toMatchObject({ code: "application-deadline-too-soon", facts: { min: 5, earliest: "2026-09-13T17:00:00+08:00", law: "招标投标法实施条例第十七条" } });
  const short = await registeredWithEntry(town, prequalBody({ saleUntil: "2026-09-07T09:29:59+08:00" }));
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${short.id}/submission`)).json["code"]).toBe("sale-too-short");
});

test("the prequalification notice is published by a second officer, for everybody, with what applicants are held against", async () => {
  tender = await registeredWithEntry(town, prequalBody({}, { consortium: true }));
  await town.app.request(`/api/v1/tenders/${tender.id}/documents/${encodeURIComponent("资格预审文件.txt")}`, { method: "PUT", headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "tenderer-1")?.token ?? ""}` }, body: "资格预审文件正文" });
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/submission`);
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/publication`)).json["code"]).toBe("four-eyes");
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/publication`);
  expect(await stageOf(tender.id)).toBe("prequal_open");
  const [notice] = await noticesFor(null, tender.id);
  expect(notice?.type).toBe("prequal-notice");
  const text = await textOf(null, notice?.id ?? "");
  for (const words of ["资格预审公告", "合格制", "类似业绩", "资格预审文件.txt", "2026-09-14T09:30:00+08:00"]) expect(text).toContain(words);
});

test("applications are lodged, replaced and withdrawn as bids are; before the deadline nothing tells who applied", async () => {
  await town.advance("2026-09-13T10:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2", "bidder-3", "bidder-4", "bidder-1"]) await apply(town, actor, tender.id);
  // The newest application of bidder-1 is that of a consortium, which it leads.
  await town.done("bidder-1", "POST", lodgements(tender.id), (await sealBid(town, "bidder-1", tender.id, "1", { form: priceForm("0.00"), members: [PARTNER] }, { "资格预审申请函.txt": "联合体的申请" })).body);
  await apply(town, "bidder-5", tender.id);
  await withdraw(town, "bidder-5", tender.id, "1");
  const open = JSON.stringify(await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) + JSON.stringify(await town.done(null, "GET", `/api/v1/tenders/${tender.id}/lots/1/parts/${APPLICATION}/opening`));
  for (const actor of BIDDERS) expect(open).not.toContain(usccOf(town, actor));
  expect((await town.ask("bidder-2", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/${APPLICATION}/confirmations`)).json["code"]).toBe("hall-not-open");
});

test("an application in the deadline's own millisecond is late", async () => {
  const sealed = await sealBid(town, "bidder-5", tender.id, "1", "0.00");
  await town.advance("2026-09-14T09:30:00+08:00");
  expect((await town.ask("bidder-5", "POST", lodgements(tender.id), sealed.body)).json["code"]).toBe("bid-too-late");
  expect(await stageOf(tender.id)).toBe("prequal_review");
});

test("two of three openers open them; nothing is read out, and nobody outside learns who applied", async () => {
  await town.advance("2026-09-14T09:36:00+08:00");
  await openApplications(town, tender);
  expect((await seen(tender.id)).parts).toMatchObject([{ part: APPLICATION, state: "opened" }, { part: "bid", state: "draft" }]);
  expect((await town.ask("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/${APPLICATION}/record`)).json["code"]).toBe("application-not-read-out");
  expect((await town.ask("bidder-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/${APPLICATION}/confirmations`)).json["code"]).toBe("application-not-read-out");
  const opening = await town.done(null, "GET", `/api/v1/tenders/${tender.id}/lots/1/parts/${APPLICATION}/opening`);
  expect(opening["results"]).toBeNull();
  const pages = await Promise.all([`/halls/${tender.id}-1`, `/projects/${tender.id}`, "/log", `/api/v1/changes`].map(async (url) => (await town.app.request(url)).text()));
  for (const word of [...names(), ...BIDDERS.map((actor) => usccOf(town, actor))]) for (const page of pages) expect(page).not.toContain(word);
});

test("of a compulsory project under state money the committee is composed as an evaluation committee, and sits once", async () => {
  const committee = `/api/v1/tenders/${tender.id}/lots/1/committee`;
  expect((await town.ask("tenderer-1", "POST", committee, { members: SEATS })).json["code"], "neither drawn nor appointed").toBe("draw-needed");
  await appoint(town, tender.id);
  expect((await town.ask("tenderer-1", "POST", committee, { members: SEATS.slice(0, 3) })).json["code"]).toBe("committee-size");
  expect((await town.ask("tenderer-1", "POST", committee, { members: SEATS.map((each) => ({ ...each, kind: "representative" })) })).json["code"]).toBe("too-few-experts");
  await town.done("tenderer-1", "POST", committee, { members: SEATS });
  expect((await town.ask("tenderer-1", "POST", committee, { members: SEATS })).json["code"]).toBe("committee-seated");
});

test("every applicant is ruled on in whole, who fails is told why, and all sign before the chair submits", async () => {
  const review = `/api/v1/tenders/${tender.id}/lots/1/prequalification`;
  const four = ["bidder-1", "bidder-2", "bidder-3", "bidder-4"].map((actor) => usccOf(town, actor));
  expect((await town.ask("committee-1", "POST", `${review}/result`)).json["code"]).toBe("review-missing");
  expect((await town.ask("committee-2", "PUT", review, { results: [finding(four[0] ?? "")] })).json["code"]).toBe("not-the-chair");
  expect((await town.ask("committee-1", "PUT", review, { results: four.slice(0, 3).map((each) => finding(each)) })).json).toMatchObject({ code: "applications-undecided", facts: { undecided: 1 } });
  expect((await town.ask("committee-1", "PUT", review, { results: [...four.slice(0, 3).map((each) => finding(each)), { ...finding(four[3] ?? "", "x"), items: [{ id: "licence", met: true, finding: "" }, { id: "record", met: false, finding: "" }] }] })).json["code"]).toBe("application-result");
  expect((await town.ask("committee-1", "PUT", review, { results: [...four, usccOf(town, "bidder-5")].map((each) => finding(each)) })).json["code"]).toBe("bid-not-here");
  await enterReview(town, tender.id, four.map((each) => finding(each)));
  await signReview(town, tender.id, ["committee-1"]);
  await enterReview(town, tender.id, [...four.slice(0, 3).map((each) => finding(each)), finding(four[3] ?? "", FAILING)]);
  expect((await town.ask("committee-1", "POST", `${review}/result`)).json).toMatchObject({ code: "review-unsigned", facts: { unsigned: 5 } });
  await signReview(town, tender.id, SEATS.slice(0, 4).map(({ actor }) => actor));
  expect((await town.ask("committee-1", "POST", `${review}/result`)).json).toMatchObject({ code: "review-unsigned", facts: { unsigned: 1 } });
  await signReview(town, tender.id, ["committee-5"]);
  expect(await town.done("committee-1", "POST", `${review}/result`)).toMatchObject({ stage: "prequal_done", passed: 3, letters: 4 });
});

test("each applicant reads its own result and nobody else's; who passed stands nowhere in public", async () => {
  const letter = (await noticesFor("bidder-4", tender.id)).find(({ type }) => type === "prequal-result")?.id ?? "";
  expect(await textOf("bidder-4", letter)).toContain(FAILING);
  expect((await town.ask("bidder-1", "GET", `/api/v1/notices/${letter}`)).status).toBe(404);
  const passed = (await noticesFor("bidder-1", tender.id)).filter(({ type }) => type === "prequal-result");
  expect(passed).toHaveLength(1);
  expect(await textOf("bidder-1", passed[0]?.id ?? "")).toContain("通过资格预审");
  expect((await noticesFor(null, tender.id)).map(({ type }) => type)).toEqual(["prequal-notice"]);
  expect((await town.ask("bidder-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/admissions`)).status).toBe(403);
  expect(((await town.done("tenderer-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/admissions`)) as { firms: { uscc: string }[] }).firms.map(({ uscc }) => uscc).sort()).toEqual(["bidder-1", "bidder-2", "bidder-3"].map((actor) => usccOf(town, actor)).sort());
});

test("the documents are made and the invitation is sent; what the prequalification called for stands", async () => {
  const { version } = (await town.done("tenderer-1", "GET", `/api/v1/tenders/${tender.id}`)) as { version: number };
  const change = (over: Record<string, unknown>) => town.ask("tenderer-1", "PUT", `/api/v1/tenders/${tender.id}/form`, { version, form: { ...prequalBody({}, { consortium: true, ...over }) } });
  expect((await change({ qualification: "特级资质" })).json["code"]).toBe("call-fixed");
  expect((await change({ entry: { way: "open" } })).json["code"]).toBe("way-fixed");
  const later = { ...LATER, deadline: "2026-10-19T09:30:00+08:00" };
  expect((await change(later)).status).toBe(200);
  await town.advance("2026-09-16T10:00:00+08:00");
  await inviteAll(town, tender.id);
  expect(await stageOf(tender.id)).toBe("noticed");
  expect((await noticesFor("bidder-1", tender.id)).map(({ type }) => type)).toContain("invitation");
  for (const actor of ["bidder-4", "bidder-5", null]) expect((await noticesFor(actor, tender.id)).map(({ type }) => type)).not.toContain("invitation");
});

test("only who passed bids: others are refused with the fact, before and after they seal", async () => {
  await town.advance("2026-10-18T10:00:00+08:00");
  expect(await stageOf(tender.id)).toBe("bidding");
  expect((await town.ask("bidder-4", "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`)).json).toMatchObject({ code: "not-admitted", facts: { lot: "1" } });
  const lent = await sealBid(town, "bidder-1", tender.id, "1", "30000000.00");
  expect((await town.ask("bidder-4", "POST", lodgements(tender.id), lent.body)).json["code"]).toBe("not-admitted");
  const bidAs = async (actor: string, members: readonly string[]) => town.ask(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", { form: priceForm("31000000.00"), ...(members.length === 0 ? {} : { members }) })).body);
  for (const [actor, members] of [["bidder-1", []], ["bidder-1", [usccOf(town, "bidder-5")]], ["bidder-1", [PARTNER, usccOf(town, "bidder-5")]], ["bidder-2", [PARTNER]]] as const) expect((await bidAs(actor, members)).json, `${actor} with ${members.join()}`).toMatchObject({ code: "consortium-changed", law: "招标投标法实施条例第三十七条" });
  expect((await bidAs("bidder-1", [PARTNER])).status).toBe(201);
  for (const [actor, price] of [["bidder-2", "32000000.00"], ["bidder-3", "33000000.00"]] as const) await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", price)).body);
  expect(await town.done("bidder-3", "POST", `/api/v1/tenders/${tender.id}/lots/1/declination`, { reason: "" })).toEqual({ declined: "1" });
  expect((await town.ask("bidder-4", "POST", `/api/v1/tenders/${tender.id}/lots/1/declination`, { reason: "" })).json["code"]).toBe("not-admitted");
});

test("no amendment touches how bidders come in, nor what the prequalification called for; what else the documents say it may", async () => {
  const draft = (amend: object) => town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, { changes: [], mayAffectBid: true, newDeadline: null, amend });
  for (const entry of [{ way: "open" }, { ...PREQUALIFICATION, items: [] }]) expect((await draft({ entry })).json["code"]).toBe("wrong-form");
  for (const amend of [{ qualification: "特级资质" }, { consortium: false }]) expect((await draft(amend)).json, JSON.stringify(amend)).toMatchObject({ code: "call-fixed", facts: { tender: tender.id } });
  expect((await draft({ content: "滨河路沿线雨污分流改造及绿化恢复" })).status).toBe(201);
});

test("the bids open in public, the second committee sits, and a stranger finds every bidder on the committed list", async () => {
  await town.advance("2026-10-19T09:36:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/bid/record`);
  await seat(town, tender.id);
  expect(await stageOf(tender.id)).toBe("evaluating");
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" });
  const files = must(await makeBundle(town.world, { tenderId: tender.id, edition: "full" }));
  expect((await verifyBundle(files)).faults).toEqual([]);
  expect([...files.keys()]).toEqual(expect.arrayContaining(["admitted/1.json", "prequalification/1/review.json"]));
});

describe("a full edition, its manifest remade by the forger, is refused", () => {
  type Index = { lots: { admitted?: { opened: { firm: string; salt: string }[] }; parts: { part: string; bids: { bidder: string; live: boolean; kind: string; statement: string }[] }[] }[] };
  type Review = { results: { applicant: string; passed: boolean }[]; members: string[] };
  const [REVIEW, LIST] = ["prequalification/1/review.json", "admitted/1.json"];
  let sound: MemoryBundle;
  beforeAll(async () => { sound = await bundleBytes(town, tender.id, "full"); });
  const read = (file: string): unknown => JSON.parse(Buffer.from(sound.get(file) ?? []).toString());
  const written = (value: unknown): Uint8Array => canonical(value as Json);
  /** The faults that speak of who may bid, each with the fact that decided. */
  const faultsOf = async (changes: Record<string, Uint8Array | null>): Promise<string[]> =>
    (await verifyBundle(filesOf(spoiled(sound, changes)))).faults.filter(({ code }) => /^(?:not-admitted|admitted-differs|applications-differ|signature-wrong|entry-count|file-missing|consortium-differs)$/.test(code))
      .map(({ code, facts }) => `${code} ${(facts as { what?: string }).what ?? (facts as { bidder?: string }).bidder ?? ""}`.trim());
  function withIndex(change: (lot: Index["lots"][number]) => void): Record<string, Uint8Array> {
    const index = read("bundle.json") as Index;
    for (const lot of index.lots) change(lot);
    return { "bundle.json": written(index) };
  }
  const firstBidder = (): string => (read("bundle.json") as Index).lots[0]?.parts.find(({ part }) => part === "bid")?.bids[0]?.bidder ?? "";

  test("where a bidder is not opened on the list, or the list is left out", async () => {
    const faults = await faultsOf(withIndex((lot) => { if (lot.admitted !== undefined) lot.admitted.opened = lot.admitted.opened.filter(({ firm }) => firm !== firstBidder()); }));
    expect(faults).toContain(`not-admitted ${firstBidder()}`);
    expect(faults, "and the review let it pass").toContain("applications-differ passed");
    expect(await faultsOf(withIndex((lot) => { delete lot.admitted; }))).toContain("entry-count");
  });

  test("where a firm is opened that the list does not commit to, or the list is another", async () => {
    const stranger = usccOf(town, "bidder-operator");
    expect(await faultsOf(withIndex((lot) => { lot.admitted?.opened.push({ firm: stranger, salt: "00".repeat(32) }); }))).toContain(`admitted-differs ${stranger}`);
    const list = read(LIST) as { c: string[]; lot: string };
    expect(await faultsOf({ [LIST]: written({ ...list, c: [...list.c.slice(1), "f".repeat(64)] }) })).toContain("admitted-differs sha256");
    expect(await faultsOf({ [LIST]: written({ ...list, lot: "2" }) })).toEqual(expect.arrayContaining(["admitted-differs sha256", "admitted-differs place"]));
    expect(await faultsOf({ [LIST]: written({ ...list, c: [...list.c, list.c[0]] }) })).toContain("admitted-differs c");
  });

  test("where a bidder bids with members that it did not pass the prequalification with, whichever of the two statements was changed", async () => {
    const bidOf = (part: string) => (read("bundle.json") as Index).lots[0]?.parts.find((each) => each.part === part)?.bids.find(({ bidder, live, kind }) => bidder === firstBidder() && live && kind === "bid")?.statement ?? "";
    for (const part of ["bid", "prequalification"]) {
      const file = `bids/${bidOf(part)}/statement.json`;
      const statement = read(file) as { bidder: { members?: string[] } };
      const faults = await faultsOf({ [file]: written({ ...statement, bidder: { ...statement.bidder, members: [...(statement.bidder.members ?? []), usccOf(town, "bidder-operator")] } }) });
      expect(faults, part).toContain(`consortium-differs ${firstBidder()}`);
    }
  });

  test("where the signed review says that somebody else passed, leaves somebody out, or is not signed by each of its members", async () => {
    const review = read(REVIEW) as Review;
    const signatures = review.members.map((label) => `prequalification/1/${label}.p7s`);
    const faults = await faultsOf({ [REVIEW]: written({ ...review, results: review.results.map((each) => ({ ...each, passed: true })) }) });
    expect(faults).toEqual(expect.arrayContaining(["applications-differ sha256", "applications-differ passed"]));
    expect(faults.filter((each) => each === "signature-wrong"), "no member signed this").toHaveLength(signatures.length);
    expect(await faultsOf({ [REVIEW]: written({ ...review, results: review.results.slice(1) }) })).toContain("applications-differ applicants");
    expect(await faultsOf({ [REVIEW]: written({ ...review, tender: "D3417000001000009001" }) })).toContain("applications-differ place");
    expect(await faultsOf({ [signatures[0] ?? ""]: null })).toContain("applications-differ signatures");
    expect(await faultsOf({ [signatures[0] ?? ""]: sound.get(signatures[1] ?? "") ?? new Uint8Array() }), "one member's signature under two names").toEqual(["applications-differ signers"]);
    expect(await faultsOf({ [REVIEW]: null })).toContain("file-missing");
  });
});

const OCTOBER = { saleFrom: "2026-10-20T09:30:00+08:00", saleUntil: "2026-10-27T17:00:00+08:00", deadline: "2026-11-02T09:30:00+08:00" };
const NOVEMBER = { saleFrom: "2026-11-10T09:30:00+08:00", saleUntil: "2026-11-17T17:00:00+08:00", deadline: "2026-12-08T09:30:00+08:00" };

test("two who pass are not enough: the lot fails and says so, naming nobody", async () => {
  const few = await publishedPrequalification(town, prequalBody(OCTOBER, NOVEMBER));
  const two = await publishedPrequalification(town, prequalBody(OCTOBER, NOVEMBER));
  await town.advance("2026-11-01T10:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2", "bidder-3"]) await apply(town, actor, few.id);
  for (const actor of ["bidder-1", "bidder-2"]) await apply(town, actor, two.id);
  await town.advance("2026-11-02T09:36:00+08:00");
  await openApplications(town, few);
  const results = [finding(usccOf(town, "bidder-1")), finding(usccOf(town, "bidder-2")), finding(usccOf(town, "bidder-3"), FAILING)];
  expect(await reviewApplications(town, few.id, results)).toMatchObject({ stage: "failed", passed: 2, letters: 3 });
  const failure = (await noticesFor(null, few.id)).find(({ type }) => type === "failure-notice")?.id ?? "";
  const text = await textOf(null, failure);
  expect(text).toContain("招标投标法实施条例第十九条");
  for (const name of names()) expect(text).not.toContain(name);
  expect(await stageOf(two.id)).toBe("failed");
  for (const each of [few, two]) {
    await town.done("staff-1", "POST", `/api/v1/tenders/${each.id}/archive`, { edition: "full" });
    expect((await verifyBundle(must(await makeBundle(town.world, { tenderId: each.id, edition: "full" })))).faults).toEqual([]);
  }
});

test("a clarification within three days of the deadline moves it; an objection comes until two days before", async () => {
  const entry = { saleFrom: "2026-11-03T09:30:00+08:00", saleUntil: "2026-11-10T17:00:00+08:00", deadline: "2026-11-16T09:30:00+08:00" };
  const late = await publishedPrequalification(town, prequalBody(entry, NOVEMBER));
  await town.advance("2026-11-13T09:30:00.001+08:00");
  const clarifications = `/api/v1/tenders/${late.id}/clarifications`;
  const draft = async (newDeadline: string | null): Promise<string> => String((await town.done("tenderer-1", "POST", clarifications, { changes: [{ what: "3.4", before: "近三年", after: "近五年" }], mayAffectBid: true, newDeadline }))["serial"]);
  expect((await town.ask("tenderer-2", "POST", `${clarifications}/${await draft(null)}/publication`)).json).toMatchObject({ code: "clarification-too-late", facts: { min: 3, law: "招标投标法实施条例第二十一条" } });
  await town.done("tenderer-2", "POST", `${clarifications}/${await draft("2026-11-17T09:30:00+08:00")}/publication`);
  const objections = `/api/v1/tenders/${late.id}/lots/1/objections`;
  await town.advance("2026-11-15T23:59:59+08:00");
  await town.done("bidder-1", "POST", objections, { about: "documents", text: "业绩要求过高" });
  expect(await stageOf(late.id)).toBe("suspended");
  await town.done("tenderer-1", "POST", `${objections}/1/reply`, { upheld: false, answer: "与项目规模相适应", effect: "无" });
  expect(await stageOf(late.id)).toBe("prequal_open");
  await town.advance("2026-11-16T00:00:00.001+08:00");
  expect((await town.ask("bidder-2", "POST", objections, { about: "documents", text: "业绩要求过高" })).json["code"]).toBe("objection-too-late");
});

test("有限数量制: the best by score pass, equals in the last place together", async () => {
  const limit = { max: 3, criteria: [{ id: "record", title: "业绩", full: "60", standard: "每项 20 分" }, { id: "money", title: "财务", full: "40", standard: "按负债率" }] };
  const entry = { saleFrom: "2026-11-17T09:30:00+08:00", saleUntil: "2026-11-24T17:00:00+08:00", deadline: "2026-11-30T09:30:00+08:00", limit };
  const limited = await publishedPrequalification(town, prequalBody(entry, { saleFrom: "2026-12-10T09:30:00+08:00", saleUntil: "2026-12-17T17:00:00+08:00", deadline: "2027-01-12T09:30:00+08:00" }));
  await town.advance("2026-11-29T10:00:00+08:00");
  for (const actor of BIDDERS) await apply(town, actor, limited.id);
  await town.advance("2026-11-30T09:36:00+08:00");
  await openApplications(town, limited);
  const scores = [["60", "40"], ["60", "30"], ["40", "30"], ["40.0", "30.00"], ["20", "40"]];
  const results = BIDDERS.map((actor, at) => finding(usccOf(town, actor), null, [{ criterion: "record", points: scores[at]?.[0] ?? "" }, { criterion: "money", points: scores[at]?.[1] ?? "" }]));
  const { draw } = await seatedByDraw(town, limited.id);
  expect(draw.id, "the committee that reviews applications is drawn too").toBe(`${limited.id}/1/D1`);
  expect((await town.ask("committee-1", "PUT", `/api/v1/tenders/${limited.id}/lots/1/prequalification`, { results: [...results.slice(0, 4), finding(usccOf(town, "bidder-5"), null, [{ criterion: "record", points: "60.01" }, { criterion: "money", points: "1" }])] })).json["code"]).toBe("application-result");
  expect(await enterReview(town, limited.id, results)).toMatchObject({ passed: 4 });
});

