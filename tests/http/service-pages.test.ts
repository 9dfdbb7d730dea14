import { afterAll, beforeAll, expect, test } from "vitest";
import { reader } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// The guide to items as anybody reads it.
let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });
const page = (path: string) => reader(town).get(path);

test("anybody finds an item by its unit, its kind, how it is done, or any words of its guide", async () => {
  const all = (await page("/services")).text;
  for (const words of ["共 55 项", "建筑工程施工许可证核发", "3个工作日", "5号窗口", "城市基础设施配套费", "当日办结", "41 ÷ 41 = 100%"]) expect(all).toContain(words);
  const found = async (query: string): Promise<[boolean, boolean]> => { const { text } = await page(`/services?${query}`); return [text.includes("/services/103-001"), text.includes("/services/110-001")]; };
  expect([await found("unit=110"), await found("kind=fee"), await found("type=immediate"), await found(`q=${encodeURIComponent("施工图 承诺书")}`)]).toEqual([[false, true], [false, false], [false, true], [true, false]]);
  const last = await page("/services?page=99");
  expect([last.text.includes("现场申报点"), last.text.includes("第 3 页，共 3 页"), last.text.includes("/services/103-001")], "behind the last page there is the last").toEqual([true, true, false]);
  const doors = [...all.matchAll(/href="\/services\?(theme|unit)=([^"]+)">[^<]+<\/a> <span class="hint num">(\d+)</g)].map(([, name, value, count]) => ({ name: name ?? "", value: value ?? "", count: Number(count) }));
  expect(doors.filter(({ name }) => name === "unit").reduce((sum, { count }) => sum + count, 0), "each item is one unit’s").toBe(55);
  for (const { name, value, count } of doors) {
    const rows = (await (await town.app.request(`/api/v1/items/list.csv?${name}=${value}`)).text()).split("\n").filter((line) => /^\d{3,12}-\d{3}/.test(line)).length;
    expect([name, value, rows]).toEqual([name, value, count]);
  }
  expect((await page(`/services?q=${encodeURIComponent("<b>没有</b>")}`)).text).toContain("没有符合条件的事项");
  const english = (await page("/en/services")).text;
  for (const words of ["Permit to begin construction works", "3 working days", "/en/services/103-001"]) expect(english).toContain(words);
});

test("a guide has every field, each fee with its standard and basis, and says what it does not have", async () => {
  const { text } = await page("/services/103-001");
  for (const words of ["设定依据", "《中华人民共和国建筑法》第七条、第八条", "办理条件", "施工许可申请表", "办理程序", "法定时限", "7个工作日", "SV-02", "收费标准和依据", "/fees#i-103001", "晨光市建设项目收费目录", "办理结果", "投诉渠道", "12345", "梁受理", "付筑安", "首次登记"]) expect(text, words).toContain(words);
  expect((await page("/services/110-001")).text).toContain("不收费");
  expect((await page("/en/services/103-001")).text).toContain("Who answers for it");
  expect([(await page("/services/103-999")).status, (await page("/services/103-001?version=9")).status, (await page("/services/103-001?version=x")).status]).toEqual([404, 404, 404]);
});

test("the list goes out as sheets with every public field and as a sealed paper, filtered as the page is", async () => {
  const csv = await (await town.app.request("/api/v1/items/list.csv?unit=110")).text();
  expect(csv.split("\n").filter((line) => line.startsWith("110-"))).toHaveLength(6);
  for (const head of ["依据", "条件", "材料", "程序", "承诺时限", "收费标准及依据", "结果", "投诉渠道"]) expect(csv).toContain(head);
  const pdf = await town.app.request("/api/v1/items/list.pdf?unit=110");
  expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
});
