import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choiceOf, formOf, reader, signedIn, sungTender, type Reader } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { giveKey, lodgements, lotBody, publishedTender, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
let sung: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  sung = await sungTender(town);
});
afterAll(async () => { await town.stop(); });

const FIRMS = /晨曦建设|江海市政|北辰建工|91341702MA000004XN/;

describe("what everybody reads", () => {
  test.each(["/", "/notices", "/notices?type=tender-notice&q=滨河路&from=2026-09-01&until=2026-12-31", "/notices?q=%25", "/halls", "/log", "/log?before=5", "/verify", "/verify?q=abc", "/sign-in", "/problems/bid-too-late", "/en", "/en/notices?q=%E6%BB%A8%E6%B2%B3", "/en/halls", "/?mode=elder", "/rules/how?rule=GP-13&law=2026-09-01&from=2026-09-29T10:00:00%2B08:00", "/en/rules/how?rule=EC-13&law=2026-09-01&until=2026-10-08T09:30:00%2B08:00"])("%s answers with a page under the strict policy", async (path) => {
    const { status, headers, text } = await reader(town).get(path);
    expect(status).toBe(200);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(text).toMatch(/^<!doctype html>.*演练/s);
    // A sealed token or a hash may spell anything.
    expect(text.replaceAll(/[\w.-]{40,}/g, "")).not.toMatch(/undefined|\[object|NaN/);
  });

  test("a tender has its page by its own code and by its project's, and its notices and hall have theirs", async () => {
    const who = reader(town);
    expect((await who.get(`/projects/${sung.id}`)).text).toContain("37,000,000.00");
    const moved = await who.get(`/projects/${sung.id.slice(0, 17)}`);
    expect([moved.status, moved.headers.get("location")]).toEqual([302, `/projects/${sung.id}`]);
    for (const path of [`/notices/${sung.id}-N1`, `/notices/${sung.id}-N1/v/1`, `/verify?notice=${sung.id}-N1&v=1`, `/halls/${sung.id}-1`, `/halls/${sung.id}-1?part=bid&display=wall`]) expect((await who.get(path)).status, path).toBe(200);
    expect((await who.get(`/halls/${sung.id}-1`)).text).toMatch(/36,000,000\.00.*江海市政|江海市政.*36,000,000\.00/s);
  });

  test("an address that leads nowhere is a page for a reader and a problem document for a program", async () => {
    for (const path of ["/nothing", "/notices/none", "/projects/none", "/halls/none-1", "/problems/none", `/notices/${sung.id}-N1/v/9`]) expect((await reader(town).get(path)).status, path).toBe(404);
    expect((await reader(town).get("/nothing")).text).toContain("没有找到这个页面");
    expect((await town.ask(null, "GET", "/nothing")).json["code"]).toBe("not-found");
  });

  test("a tender's deadline leads to the page that counts it, with the dates of this tender, and an address that does not read says which part", async () => {
    const who = reader(town);
    const page = (await who.get(`/projects/${sung.id}`)).text;
    const address = /href="(\/rules\/how\?rule=EC-11[^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const counted = await who.get(address);
    expect(counted.status).toBe(200);
    expect(counted.text).toMatch(/招标投标法第二十四条.*不少于 20 日.*国务院办公厅关于2026年部分节假日安排的通知/s);
    expect(counted.text).toContain("符合这条规定");
    const wrong = await who.get("/rules/how?rule=EC-11&law=2026-09-01&from=yesterday");
    expect([wrong.status, wrong.text.includes("地址中的“from”")]).toEqual([400, true]);
  });

  test("a deadline in a list, a calendar or a hall leads there too, to the same count as on its tender's page", async () => {
    const who = reader(town);
    const addresses = (text: string): string[] => [...text.matchAll(/href="(?:\/en)?(\/rules\/how\?rule=EC-11[^"]*)"/g)].map(([, address = ""]) => address);
    const [counted = ""] = addresses((await who.get(`/projects/${sung.id}`)).text);
    const month = "2026-09-22";
    for (const path of ["/notices", "/en/notices", "/projects", "/halls", `/calendar?week=${month}`, `/en/calendar?day=${month}`]) expect(addresses((await who.get(path)).text), path).toContain(counted);
  });

  test("a notice's dates lead to where they are counted, by the short address that its PDF prints, in the language of the page", async () => {
    const who = reader(town);
    const page = (await who.get(`/notices/${sung.id}-N1`)).text;
    const codes = [...page.matchAll(/href="\/how\/([^"]+)"/g)].map(([, code = ""]) => code);
    expect(codes.map((code) => code.split(".")[0])).toEqual(["EC-06", "EC-13", "EC-11"]);
    for (const [base, words] of [["", "怎么算"], ["/en", "counted"]] as const) {
      expect((await who.get(`${base}/notices/${sung.id}-N1`)).text).toContain(`href="${base}/how/${codes[2] ?? ""}"`);
      const moved = await who.get(`${base}/how/${codes[2] ?? ""}`);
      const to = moved.headers.get("location") ?? "";
      expect([moved.status, to.split("?")[0]]).toEqual([302, `${base}/rules/how`]);
      expect((await who.get(to)).text).toContain(words);
    }
    expect((await who.get("/how/EC-11.20260901")).status).toBe(400);
  });

  test("a page speaks the language of its address, and the display that a reader chose stays with it", async () => {
    const who = reader(town);
    const { headers } = await who.get("/display/elder?back=%2Fen%2Fnotices");
    expect([headers.get("location"), (await who.get("/display/elder?back=https://evil.example")).headers.get("location")]).toEqual(["/en/notices", "/"]);
    expect((await who.get("/en/notices")).text).toMatch(/<html lang="en" data-mode="elder"/);
    expect((await who.get("/notices")).text).toMatch(/<html lang="zh-CN" data-mode="elder"/);
    await who.get("/display/normal?back=/");
    expect((await who.get("/notices")).text).toContain('data-mode="normal"');
  });

  test("the printed bytes of a notice are found by their hash, and what we never published is not", async () => {
    const json = await (await town.app.request(`/api/v1/notices/${sung.id}-N1`)).arrayBuffer();
    const sha256 = Buffer.from(await crypto.subtle.digest("SHA-256", json)).toString("hex");
    expect((await reader(town).get(`/verify?q=${sha256}`)).text).toContain("原件一致");
    expect((await town.ask(null, "GET", `/api/v1/verify/${sha256}`)).json).toMatchObject({ found: { what: "notice", superseded: false } });
    expect((await town.ask(null, "GET", `/api/v1/verify/${"0".repeat(64)}`)).json).toEqual({ found: null });
  });

  test("a served script comes with its content in its name, to be kept for ever", async () => {
    const path = /href="(\/assets\/daylight-[0-9a-f]{16}\.css)"/.exec((await reader(town).get("/")).text)?.[1] ?? "";
    const { status, headers } = await reader(town).get(path);
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
  });
});

test("T50, T74: the pages of a tender have the same bytes with no bid and with three, and name nobody", async () => {
  const tender = await publishedTender(town, tenderBody({ title: "晨光市望江公园提升工程", saleFrom: "2026-09-23T09:00:00+08:00", saleUntil: "2026-09-29T17:00:00+08:00", deadline: "2026-10-14T09:30:00+08:00" }, [lotBody()]));
  await town.advance("2026-09-24T09:00:00+08:00");
  const paths = ["/", "/notices", "/halls", `/projects/${tender.id}`, `/notices/${tender.id}-N1`, `/halls/${tender.id}-1`, `/halls/${tender.id}-1/events.json`, `/api/v1/tenders/${tender.id}`];
  const read = async (): Promise<string[]> => Promise.all(paths.map(async (path) => (await reader(town).get(path)).text.replace(/"after":\d+/, "")));
  const before = await read();
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", "36000000.00")).body);
  await town.world.journal.flush();
  const after = await read();
  expect(after).toEqual(before);
  for (const [index, path] of paths.entries()) if (path.includes(tender.id)) expect(after[index], path).not.toMatch(FIRMS);
  for (const actor of ["staff-1", "supervisor-1", "tenderer-1", "cashier-1"]) {
    const who = await signedIn(town, actor);
    for (const path of [`/halls/${tender.id}-1`, `/projects/${tender.id}`, `/desk/${tender.id}`, "/desk", "/watch"]) expect((await who.get(path)).text, `${actor} ${path}`).not.toMatch(FIRMS);
  }
});

describe("signing in for a rehearsal", () => {
  test("a chosen actor gets a session, works in its corner, and leaves it by signing out", async () => {
    const who = await signedIn(town, "bidder-1");
    expect((await who.get("/my")).text).toContain("卢晓东");
    const left = await who.post("/sign-out", {});
    expect(left.status).toBe(303);
    expect((await who.get("/my")).headers.get("location")).toBe("/sign-in?next=%2Fmy");
  });

  test("an id is no choice, nor is a choice that somebody changed", async () => {
    const who = reader(town);
    const token = choiceOf((await who.get("/sign-in")).text, "staff-1");
    for (const actor of ["staff-1", "", `${token.slice(0, -2)}AA`, token.replace(/^[^.]+/, "eyJhbGciOiJub25lIn0")]) {
      const answer = await who.post("/sign-in", { actor, next: "" });
      expect(answer.status).toBe(422);
      expect(answer.headers.getSetCookie().join()).not.toContain("daylight=");
    }
  });

  test("after signing in a reader is led to a page of ours, never to another site", async () => {
    const who = reader(town);
    for (const [next, to] of [["/my/a/b", "/my/a/b"], ["https://evil.example/", "/my"], ["//evil.example/", "/my"], ["/\\evil.example", "/my"]] as const) {
      const token = choiceOf((await who.get("/sign-in")).text, "bidder-2");
      expect((await who.post("/sign-in", { actor: token, next })).headers.get("location"), next).toBe(to);
    }
  });

  test("a form that another site posts is refused, with a session and without", async () => {
    const who = await signedIn(town, "staff-1");
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "", origin: "https://evil.example" }] as Record<string, string>[]) {
      const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
      const answer = await town.app.request(`/acts/hall-record?tender=${sung.id}&lot=1&part=bid&back=/`, { method: "POST", body: "x=1", headers: { "content-type": "application/x-www-form-urlencoded", ...sent } });
      expect(answer.status).toBe(403);
      expect((await who.post(`/acts/hall-record?tender=${sung.id}&lot=1&part=bid&back=/`, {}, { ...sent, ...("origin" in sent ? { "sec-fetch-site": "cross-site" } : {}) })).status).toBe(403);
    }
    expect((await reader(town).post("/sign-in", { actor: "x" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });
});

test("strangers are led to sign in, and a wrong role is told so", async () => {
  for (const path of ["/my", "/desk", "/panel", "/watch", `/my/${sung.id}/1`, `/desk/${sung.id}`]) expect((await reader(town).get(path)).headers.get("location"), path).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  const bidder = await signedIn(town, "bidder-1");
  for (const path of ["/desk", "/panel", "/watch", `/desk/${sung.id}`, `/panel/${sung.id}/1`]) expect((await bidder.get(path)).status, path).toBe(403);
  expect((await (await signedIn(town, "bidder-1")).get(`/my/${sung.id}/1`)).status).toBe(200);
  const late = await (await signedIn(town, "bidder-1")).get(`/my/${sung.id}/1/withdraw`);
  expect([late.status, late.text.includes("投标已截止"), late.text.includes("lodge-box")], "nothing is taken back after the deadline").toEqual([409, true, false]);
  expect(/<ol class="steps.*?<\/ol>/s.exec((await reader(town).get(`/projects/${sung.id}`)).text)?.[0]).toContain("候选人公示");
  const other = await signedIn(town, "tenderer-3");
  expect((await other.get(`/desk/${sung.id}`)).status).toBe(404);
});

test("a receipt is for its own bidder", async () => {
  const owner = await signedIn(town, "bidder-1");
  const path = /href="(\/my\/[^"]+\/receipts\/[0-9a-f]{64})"/.exec((await owner.get(`/my/${sung.id}/1`)).text)?.[1] ?? "";
  expect((await owner.get(path)).text).toContain("daylight/receipt");
  expect((await (await signedIn(town, "bidder-2")).get(path)).status).toBe(404);
});

test("in the hall each does what is his: the bidder confirms and objects, the host answers, then finishes with one button", async () => {
  const hall = `/halls/${sung.id}-1`;
  const bidder = await signedIn(town, "bidder-1");
  const signIn = formOf((await bidder.get(hall)).text, "hall-sign-in");
  expect((await bidder.post(signIn.action, signIn.fields)).status).toBe(303);
  const objection = formOf((await bidder.get(hall)).text, "hall-object");
  expect((await bidder.post(objection.action, { ...objection.fields, text: "唱标顺序有误" })).status).toBe(303);
  const staff = await signedIn(town, "staff-1");
  expect(formOf((await staff.get(hall)).text, "hall-record").action).toBe("");
  const answer = formOf((await staff.get(hall)).text, "hall-answer");
  expect((await staff.post(answer.action, { ...answer.fields, answer: "顺序按投标先后，经核对无误" })).headers.get("location")).toContain(hall);
  const record = formOf((await staff.get(hall)).text, "hall-record");
  const [first, again] = [await staff.post(record.action, record.fields), await staff.post(record.action, record.fields)];
  expect([first.status, again.status], first.text.slice(0, 500)).toEqual([303, 303]);
  const ended = (await reader(town).get(hall)).text;
  expect(ended).toMatch(/唱标顺序有误.*顺序按投标先后/s);
  expect(ended).toContain("查看开标记录");
});

test("an officer drafts by the form, is told what is wrong where it is, and a second officer publishes", async () => {
  const officer = await signedIn(town, "tenderer-1");
  const project = formOf((await officer.get("/desk/projects/new")).text, "project");
  const made = await officer.post(project.action, { ...project.fields, name: "环城北路大修工程", approval: "晨发改审批〔2026〕31号", funds: "财政资金 100%" });
  const form = formOf((await officer.get(`${made.headers.get("location") ?? ""}&line=works`)).text, "tender");
  const wrong = await officer.post(form.action, { ...form.fields, "lots.0.estimate": "三千万", title: "环城北路大修工程" });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toMatch(/href="#f-tender-lots\.0\.estimate"/);
  expect(formOf(wrong.text, "tender").fields).toMatchObject({ title: "环城北路大修工程", "lots.0.estimate": "三千万" });
  const saved = await officer.post(form.action, { ...form.fields, title: "环城北路大修工程", "lots.0.method.criteria.0.full": "20", "lots.0.method.criteria.1.full": "10" });
  expect(saved.status, saved.text.slice(saved.text.indexOf("id=\"faults\""), 3_000)).toBe(303);
  const desk = saved.headers.get("location") ?? "";
  const press = async (who: Reader, act: string): Promise<number> => {
    const { action, fields } = formOf((await who.get(desk)).text, act);
    return action === "" ? 0 : (await who.post(action, fields)).status;
  };
  expect(await press(officer, "register")).toBe(303);
  for (const part of ["technical", "price"]) for (const opener of ["agency", "supervisor", "notary"]) await giveKey(town, { tender: desk.slice("/desk/".length), lot: "1", part }, opener);
  expect(await press(officer, "submit")).toBe(303);
  expect((await officer.get(desk)).text).toContain("应由提出人以外的另一名人员复核办理");
  expect(await press(officer, "publish")).toBe(0);
  const second = await signedIn(town, "tenderer-2");
  expect((await second.get(desk)).text).not.toMatch(/现在不能办理[^/]*/);
  expect(await press(second, "publish")).toBe(303);
  expect((await reader(town).get("/notices")).text).toContain("环城北路大修工程");
});
