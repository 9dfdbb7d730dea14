import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base64 } from "../../src/kernel/bytes.js";
import { formOf, signedIn, type Fields, type PageAnswer, type Reader } from "../support/pages.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { parcelForm, registeredSale } from "../support/sales.js";

// A seller drafts, registers, publishes, decides, fixes a reserve and ends in pages; what is refused stands beside its field, and nothing typed is lost.
let town: ContestTown;
let one: Reader;
let two: Reader;
/** Published on the first day, before the clock goes on. */
let decided: string;
let reserved: string;
beforeAll(async () => {
  town = await contestTown("2026-08-17T09:00:00+08:00");
  [one, two] = [await signedIn(town.bank.town, "tenderer-1"), await signedIn(town.bank.town, "tenderer-2")];
  [decided, reserved] = [await town.listed(), await town.listed()];
}, 120_000);
afterAll(async () => { await town.stop(); });

const read = async (who: Reader, path: string): Promise<string> => {
  const { status, text } = await who.get(path);
  expect(status, path).toBe(200);
  expect(text.replaceAll(/[\w.-]{40,}/g, "")).not.toMatch(/undefined|\[object|NaN/);
  return text;
};
const send = async (who: Reader, path: string, act: string, over: Fields = {}): Promise<PageAnswer> => {
  const { action, fields } = formOf(await read(who, path), act);
  expect(action, act).not.toBe("");
  return who.post(action, { ...fields, ...over });
};

const CONTACT = (path: string): Fields => ({ [`${path}.name`]: "晨光市自然资源和规划局", [`${path}.person`]: "高原", [`${path}.phone`]: "0000-1234567", [`${path}.address`]: "晨光市滨河路1号" });
const COMMON: Fields = { "papers.approval": "晨政地〔2026〕8号", "papers.title": "国有建设用地，净地", "papers.scheme": "晨资规方案〔2026〕3号", conditions: "境内外法人和其他组织", reserve: "yes", ...CONTACT("contact"), ...CONTACT("complaints") };
const LAND: Fields = {
  ...COMMON, title: "晨光市滨河区2026-11号地块", area: "341702", "papers.plan": "晨规条〔2026〕12号", "lots.0.name": "2026-11号地块", "lots.0.subject.place": "滨河路以南", "lots.0.subject.area": "26680.5", "lots.0.subject.use": "residential", "lots.0.subject.years": "70", "lots.0.subject.status": "净地", "lots.0.subject.boundary": "四至见宗地图",
  "lots.0.subject.planning": "容积率不大于2.2", "lots.0.floor": "120000000.00", "lots.0.step": "1000000.00", "lots.0.deposit": "24000000.00",
};
const MINING: Fields = {
  ...COMMON, title: "石门山采矿权", "lots.0.name": "石门山采矿权", "lots.0.subject.place": "石门镇", "lots.0.subject.mineral": "石灰岩", "lots.0.subject.area": "0.48", "lots.0.subject.years": "15", "lots.0.subject.coordinates": "1 2 3", "lots.0.subject.proceeds": "按成交价", "lots.0.subject.restoration": "边采边修复",
  "lots.0.floor": "36000000.00", "lots.0.step": "500000.00", "lots.0.deposit": "7200000.00",
};
const PROPERTY: Fields = {
  ...COMMON, title: "城投物业60%股权", reserve: "no", "lots.0.name": "60%股权", "lots.0.subject.kind": "equity", "lots.0.subject.target": "城投物业有限公司", "lots.0.subject.share": "60%", "lots.0.floor": "10000000.00", "lots.0.step": "50000.00", "lots.0.deposit": "2500000.00",
  "transfer.appraisal": "晨国资评备〔2026〕5号", "transfer.appraised": "10000000.00", "transfer.approvedOn": "2026-08-17", "transfer.shareholdersAsked": "yes", "transfer.holders": "城投集团 60%", "transfer.figures": "资产总额2,310万元",
};
const newForm = (line: string, method: string): string => `/desk/sales/new?line=${line}&method=${method}&lots=1`;
const saleOf = (answer: PageAnswer): string => /\/desk\/sales\/([A-Z0-9]+)/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";

test("the way in: a seller has his list and chooses what to draft, staff see what is out, a cashier what goes back, and nobody another’s", async () => {
  expect(await read(one, "/desk")).toContain('href="/desk/sales"');
  for (const words of ["国有建设用地使用权出让", "矿业权出让", "企业国有产权转让", "下一步：填写"]) expect(await read(one, "/desk/sales/new"), words).toContain(words);
  expect(await read(await signedIn(town.bank.town, "staff-1"), "/desk/sales")).toContain("已经公告的出让和转让");
  expect(await read(await signedIn(town.bank.town, "cashier-1"), "/desk/sales")).toContain("没有应当退还的保证金。");
  expect((await (await signedIn(town.bank.town, "staff-1")).get("/desk/sales/new")).status).toBe(403);
  expect((await (await signedIn(town.bank.town, "bidder-1")).get("/desk/sales")).status).toBe(403);
});

describe.each([["land", "listing", LAND], ["mining", "listing", MINING], ["property", "online-bidding", PROPERTY]] as const)("the form of %s", (line, method, values) => {
  test("is whole with what its line asks, is read again as it was typed, and registered", async () => {
    const made = await send(one, newForm(line, method), "sale-draft", values);
    expect(made.status, /id="faults".*?<\/ul>/s.exec(made.text)?.[0]).toBe(303);
    const sale = saleOf(made);
    const again = formOf(await read(one, `/desk/sales/${sale}/form`), "sale-redraft").fields;
    for (const [name, value] of Object.entries(values)) if (!["yes", "no"].includes(String(value))) expect(again[name], name).toBe(value);
    expect(again["reserve"]).toBe(values["reserve"]);
    expect((await send(one, `/desk/sales/${sale}`, "sale-register")).status).toBe(303);
    expect(await read(one, `/desk/sales/${sale}`)).toContain("已进场登记");
    expect((await (await signedIn(town.bank.town, "tenderer-3")).get(`/desk/sales/${sale}`)).status).toBe(404);
  });

  test.each(Object.keys(values).filter((name) => !/^(area|reserve|papers\.|lots\.0\.subject\.(use|kind|share)|transfer\.(appraisal|shareholdersAsked))/.test(name)))("left without %s it is refused beside that field, and nothing typed is lost", async (name) => {
    const { status, text } = await send(one, newForm(line, method), "sale-draft", { ...values, [name]: "" });
    expect(status).toBe(422);
    expect(text).toContain(`href="#f-sale-draft-${name}"`);
    const kept = formOf(text, "sale-draft").fields;
    for (const [each, value] of Object.entries(values)) if (each !== name && !each.includes("shareholdersAsked")) expect(kept[each], each).toBe(value);
  });
});

const WEIGHTED: Readonly<Record<string, string>> = { ...PROPERTY, "weights.values.0.name": "jobs", "weights.values.0.what": "承诺留用职工人数", "weights.values.0.weight": "20", "weights.values.0.worst": "0", "weights.values.0.best": "5000" };
const FALLING: Fields = { ...PROPERTY, "lots.0.asking": "12000000" };
test.each([["land", "auction", LAND], ["property", "one-round", PROPERTY], ["property", "auction", PROPERTY], ["property", "weighted", WEIGHTED], ["property", "dutch", FALLING]] as const)("%s by %s has a form of its own that comes back as it was saved", async (line, method, values) => {
  const made = await send(one, newForm(line, method), "sale-draft", values);
  expect(made.status, /id="faults".*?<\/ul>/s.exec(made.text)?.[0]).toBe(303);
  const text = await read(one, `/desk/sales/${saleOf(made)}/form`);
  expect(formOf(text, "sale-redraft").fields["method"]).toBe(method);
  expect((await send(one, `/desk/sales/${saleOf(made)}/form`, "sale-redraft")).status).toBe(303);
  expect(formOf((await one.get(`/desk/sales/${saleOf(made)}/form?method=${line === "land" ? "listing" : "online-bidding"}&lots=2`)).text, "sale-redraft").fields).toMatchObject({ method: line === "land" ? "listing" : "online-bidding", "lots.0.name": values["lots.0.name"], "lots.1.lot": "2" });
});

test.each([
  ["lots.0.floor", "很多钱"], ["lots.0.deposit", "1.234"], ["lots.0.subject.area", "约两万"], ["lots.0.subject.years", "零"], ["lots.0.subject.years", "101"], ["lots.0.subject.use", "orbit"], ["lots.0.lot", "一 号"], ["startsAt", "tomorrow"], ["listingEndsAt", "2026-13-01T00:00"], ["payment", "never"], ["title", "字".repeat(121)],
])("a wrong %s (%s) is told beside it, and stays to be mended", async (name, value) => {
  const { status, text } = await send(one, newForm("land", "listing"), "sale-draft", { ...LAND, [name]: value });
  expect(status).toBe(422);
  expect(text).toContain(`href="#f-sale-draft-${name}"`);
  if (name !== "lots.0.subject.use" && name !== "payment") expect(formOf(text, "sale-draft").fields[name]).toBe(value);
});

test("what the schema cannot say is told too: rules of another line, a lot twice", async () => {
  expect((await send(one, newForm("land", "listing"), "sale-draft", { ...LAND, profile: "XX" })).text).toContain("XX");
  const two = { ...LAND, ...Object.fromEntries(Object.entries(LAND).filter(([name]) => name.startsWith("lots.0.")).map(([name, value]) => [name.replace("lots.0", "lots.1"), value])), "lots.0.lot": "1", "lots.1.lot": "1" };
  expect((await send(one, newForm("land", "listing").replace("lots=1", "lots=2"), "sale-draft", two)).text).toContain("标的编号出现了两次");
});

test("a form with its lawful times is published by a second officer; whoever wrote it cannot, and is told so", async () => {
  const sale = saleOf(await send(one, newForm("land", "listing"), "sale-draft", LAND));
  expect(await read(one, `/desk/sales/${sale}`)).toContain("陈一鸣");
  await send(one, `/desk/sales/${sale}`, "sale-register");
  expect(formOf(await read(one, `/desk/sales/${sale}`), "sale-publish").action).toBe("");
  expect(await read(one, `/desk/sales/${sale}`)).toMatch(/发布出让公告<\/strong> <span class="tag">现在不能办理/);
  const published = await send(two, `/desk/sales/${sale}`, "sale-publish");
  expect(published.status, /id="faults".*?<\/ul>/s.exec(published.text)?.[0]).toBe(303);
  expect((await one.get(`/sales/${sale}`)).status).toBe(200);
  const text = await read(two, `/desk/sales/${sale}`);
  for (const words of ["公告中，接受申请", "发布出让公告", "李若溪", `/desk/sales/${sale}/1/applications`, `/desk/sales/${sale}/1/reserve`]) expect(text, words).toContain(words);
});

test("a notice that breaks a rule is not published, and the desk says which", async () => {
  const sale = await registeredSale(town.bank.town, "land", parcelForm({ startsAt: "2026-08-20T09:00:00+08:00" }));
  expect(await read(two, `/desk/sales/${sale}`)).toContain("39号令");
  expect(formOf(await read(two, `/desk/sales/${sale}`), "sale-publish").action).toBe("");
});

test("applications are decided beside their facts, with the reason; an empty decision and one without a deposit are refused and kept", async () => {
  const sale = decided;
  await town.at("07T10:00:00");
  const { number } = await town.bank.town.done("bidder-1", "POST", `${town.lotUrl(sale)}/application`, { statement: "申请竞买，接受公告的全部内容。" });
  const path = `/desk/sales/${sale}/1/applications`;
  for (const words of ["晨曦建设集团有限公司", "申请竞买，接受公告的全部内容。", "未到账", "请勿外泄"]) expect(await read(one, path), words).toContain(words);
  expect((await (await signedIn(town.bank.town, "tenderer-3")).get(path)).status).toBe(404);
  const empty = await send(one, path, "sale-review");
  expect([empty.status, empty.text.includes("审查结果：")]).toEqual([422, true]);
  const early = await send(one, path, "sale-review", { verdict: "qualified", reason: "符合条件" });
  expect([early.status, formOf(early.text, "sale-review").fields["reason"]]).toEqual([422, "符合条件"]);
  await town.bank.transfer(town.bank.accountOf("bidder-1"), String(number), 2_400_000_000n);
  expect((await send(one, path, "sale-review", { verdict: "qualified", reason: "符合条件" })).status).toBe(303);
  const text = await read(two, path);
  for (const words of [`${sale}-01-Q1`, "具备资格", "符合条件"]) expect(text, words).toContain(words);
  expect(formOf(text, "sale-review").action).toBe("");
});

test("a reserve is entered by one officer, fixed by another, and opened by the file after the end, in pages alone", async () => {
  const sale = reserved;
  const seat = await town.seated(sale, "B");
  await town.at("08T10:00:00");
  expect(await town.offer(sale, seat, "12,000")).toBe("offered");
  await town.at("20T15:00:00");
  const path = `/desk/sales/${sale}/1/reserve`;
  const file = town.reserveFile(sale, "11,900");
  const { commitment } = town.decision(file);
  const decision = { commitment, decidedOn: "2026-09-20", participants: "陈一鸣\n林晓\n周正平", record: "晨资规纪〔2026〕31号" };
  expect(await read(one, path)).toContain("还没有固定底价");
  for (const [name, value] of [["commitment", "abc"], ["decidedOn", ""], ["participants", "陈一鸣"], ["record", ""]] as const) {
    const { status, text } = await send(one, path, "sale-reserve", { ...decision, [name]: value });
    expect([status, text.includes(`#f-sale-reserve-${name}`)], name).toEqual([422, true]);
    for (const [each, kept] of Object.entries(decision)) if (each !== name) expect(formOf(text, "sale-reserve").fields[each], each).toBe(kept);
  }
  expect((await send(one, path, "sale-reserve", { ...decision, decidedOn: "2026-09-21" })).status).toBe(422);
  expect((await send(one, path, "sale-reserve", decision)).status).toBe(303);
  expect(formOf(await read(one, path), "sale-reserve-approve").action).toBe("");
  for (const words of ["等待另一名经办人核准", commitment, "陈一鸣、林晓、周正平"]) expect(await read(two, path), words).toContain(words);
  expect((await send(two, path, "sale-reserve-approve")).status).toBe(303);
  await town.bank.town.world.floor.keep();
  expect(await read(one, path)).toContain("底价已经固定");
  await town.at("21T10:16:00");
  await town.bank.town.world.floor.keep();
  expect(await read(one, path)).toContain("请保管人上传当时保存的底价文件");
  const wrong = await send(one, path, "sale-reserve-open", { file: "{}" });
  expect([wrong.status, formOf(wrong.text, "sale-reserve-open").fields["file"]]).toEqual([422, "{}"]);
  expect((await send(one, path, "sale-reserve-open", { file: Buffer.from(base64(file), "base64").toString("utf8") })).status).toBe(303);
  expect(await read(one, path)).toContain("底价已经公开");
  const shown = await read(one, `/sales/${sale}`);
  for (const words of ["成交价", "¥120,000,000.00", "最高报价达到底价", "底价金额不公布"]) expect(shown, words).toContain(words);
  expect(shown).not.toContain("119,000,000");
});

test("a deposit that is due is ordered back by the cashier, once", async () => {
  const sale = await town.listed({ startsAt: "2026-10-19T09:00:00+08:00", listingEndsAt: "2026-11-02T10:00:00+08:00", applyUntil: "2026-10-27T17:00:00+08:00" });
  const { number } = await town.bank.town.done("bidder-2", "POST", `${town.lotUrl(sale)}/application`, { statement: "申请竞买。" });
  await town.bank.transfer(town.bank.accountOf("bidder-2"), String(number), 2_400_000_000n);
  const cashier = await signedIn(town.bank.town, "cashier-1");
  expect(await read(cashier, "/desk/sales")).not.toContain(`sale-refund-${sale}`);
  const ended = await send(one, `/desk/sales/${sale}`, "sale-end");
  expect([ended.status, ended.text.includes("#f-sale-end-reason")]).toEqual([422, true]);
  expect((await send(one, `/desk/sales/${sale}`, "sale-end", { reason: "规划条件调整" })).status).toBe(303);
  expect(await read(one, `/desk/sales/${sale}`)).toContain("规划条件调整");
  const page = await read(cashier, "/desk/sales");
  for (const words of ["江海市政工程股份有限公司", "¥24,000,000.00", "出让（转让）未成交或者终止"]) expect(page, words).toContain(words);
  const form = new RegExp(`<form method="post" action="([^"]*sale-refund[^"]*item=${sale}[^"]*)"[^>]*>(.*?)</form>`, "s").exec(page);
  const fields = Object.fromEntries([...(form?.[2] ?? "").matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]));
  expect((await cashier.post((form?.[1] ?? "").replaceAll("&amp;", "&"), fields)).status).toBe(303);
  expect(await read(cashier, "/desk/sales")).toMatch(/24,000,000\.00 元，/);
  expect((await cashier.post((form?.[1] ?? "").replaceAll("&amp;", "&"), { ...fields, idempotencyKey: "again" })).status).toBe(422);
});

test.each([
  ["lottery", { "contributors.0.name": "notary", "contributors.0.c": "1".repeat(64), "contributors.1.name": "supervisor", "contributors.1.c": "2".repeat(64), head: "3".repeat(64), answerMinutes: "10", showMinutes: "30" }],
  ["quantity", { unit: "平方米", start: "1000", step: "100", most: "", windowMinutes: "5" }], ["average", { sealMinutes: "30", showMinutes: "30" }],
] as const)("a highest price decided by %s is entered, comes back as it was saved, and is left out where its lot has none", async (top, said) => {
  const ceiling = { "lots.0.ceiling": "180000000.00", ...Object.fromEntries(Object.entries(said).map(([name, value]) => [`lots.0.atCeiling.${name}`, value])) };
  const path = `${newForm("land", "listing")}&top=${top}`;
  const made = await send(one, path, "sale-draft", { ...LAND, ...ceiling });
  expect(made.status, /id="faults".*?<\/ul>/s.exec(made.text)?.[0]).toBe(303);
  const again = formOf(await read(one, `/desk/sales/${saleOf(made)}/form`), "sale-redraft").fields;
  expect(again).toMatchObject({ ...ceiling, top, "lots.0.atCeiling.kind": top });
  expect((await send(one, `/desk/sales/${saleOf(made)}/form`, "sale-redraft")).status).toBe(303);
  const [field = ""] = Object.keys(said).filter((name) => /Minutes|head|unit/.test(name));
  const wrong = await send(one, path, "sale-draft", { ...LAND, ...ceiling, [`lots.0.atCeiling.${field}`]: "" });
  expect([wrong.status, wrong.text.includes(`#f-sale-draft-lots.0.atCeiling.${field}`)]).toEqual([422, true]);
  const none = await send(one, path, "sale-draft", LAND);
  expect(formOf(await read(one, `/desk/sales/${saleOf(none)}/form`), "sale-redraft").fields["lots.0.ceiling"]).toBeUndefined();
});
