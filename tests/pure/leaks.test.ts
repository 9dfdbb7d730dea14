import fc from "fast-check";
import { expect, test } from "vitest";
import { automatonOf } from "../../src/blind/automaton.js";
import { leakScanner, type Leak } from "../../src/blind/leaks.js";
import { marksOf, type Known } from "../../src/blind/marks.js";

// What gives a bidder away in a blind bid, however it is written; and what does not.
const FIRM: Known = {
  bidder: "91341702MA000004XN", names: ["晨光市鹤鸣建设工程有限公司"], codes: ["91341702MA000004XN"], people: ["欧阳鹤", "王明"], phones: ["13900000017"],
  mails: ["office@heming-build.example.cn", "heming@qq.com"], latin: ["Heming Construction"],
};
const RIVAL: Known = { ...FIRM, bidder: "91341702MA000007XU", names: ["华东路桥集团有限公司"], codes: ["91341702MA000007XU"], people: [], phones: [], mails: [], latin: [] };
const COMMON = "晨光市滨江道路工程招标文件，招标人晨光市城市建设局，联系电话13900000001";
const scan = leakScanner([FIRM, RIVAL], COMMON);
const leaksIn = (text: string): readonly Leak[] => scan([{ page: 3, field: null, text }]).leaks;
const told = (text: string): string[] => leaksIn(text).map(({ why, found, certainty }) => `${why} ${certainty} ${found}`);

test("a name is found by its page, with what stands round it and whose it is", () => {
  expect(leaksIn("　　本施工组织设计由晨光市鹤鸣建设工程有限公司编制。")).toEqual([
    { page: 3, field: null, why: "name", certainty: "certain", bidder: FIRM.bidder, found: "晨光市鹤鸣建设工程有限公司", excerpt: "本施工组织设计由晨光市鹤鸣建设工程有限公司编制。" },
  ]);
});

test.each([
  ["broken over two lines", "晨光市鹤鸣建设\n工程有限公司", "name"], ["spaced out", "晨 光 市 鹤 鸣 建 设 工 程 有 限 公 司", "name"], ["with characters nobody sees", "鹤\u200b鸣\u00ad建\u2060设\ufeff工程", "short-name"],
  ["in traditional characters", "晨光市鶴鳴建設工程有限公司", "name"], ["in full width", "９１３４１７０２ＭＡ０００００４ＸＮ", "credit-code"], ["a credit code in groups", "91341702-MA000004-XN", "credit-code"],
  ["a telephone number in groups", "139 0000 0017", "phone"], ["the firm's own domain", "www.heming-build.example.cn", "mail"], ["capitals and a trade mark", "HEMING® CONSTRUCTION", "latin-name"], ["letters apart", "h e m i n g construction", "latin-name"],
  ["a legal representative", "项目由欧阳鹤负责", "person"], ["a radical in place of its character", "晨光市鹤鸣建设⼯程有限公司", "name"],
])("%s is found: %s", (_, text, why) => {
  expect(leaksIn(`见${text}。`).map((leak) => leak.why)).toContain(why);
});

test.each([
  ["the city, which is in the tender documents too", "晨光市的道路"], ["a Latin name inside a longer word", "xheming constructions"], ["figures inside a longer number", "00139000000179"], ["ordinary words of the trade", "建设工程有限空间作业，路桥施工，集团军"],
  ["the purchaser's telephone number", "请拨打13900000001"], ["a free mail provider", "附件发至 qq.com"], ["half a name", "鹤立鸡群，鸣笛施工"],
])("%s is no finding", (_, text) => {
  expect(leaksIn(text)).toEqual([]);
});

test("the longer of two marks of one firm counts, and two firms beside one another are two findings", () => {
  expect(told("晨光市鹤鸣建设工程有限公司、华东路桥集团有限公司、鹤鸣")).toEqual(["name certain 晨光市鹤鸣建设工程有限公司", "name certain 华东路桥集团有限公司", "short-name possible 鹤鸣"]);
});

test("what names somebody by its form is possible, nobody's, and told once", () => {
  expect(told("供应商：江北仪表有限责任公司，电话13811112222，a.b@maker.example，统一代码91341702MA000009XA")).toEqual([
    "any-credit-code possible 91341702MA000009XA", "any-phone possible 13811112222", "any-mail possible a.b@maker.example", "any-company possible 江北仪表有限责任公司",
  ]);
});

test("a field where programs leave an author is a finding whatever it says, and a name in it is the surer one", () => {
  const field = (name: string, text: string): string[] => scan([{ page: null, field: name, text }]).leaks.map(({ why, field: at, certainty }) => `${String(at)} ${why} ${certainty}`);
  expect(field("Author", "administrator")).toEqual(["Author author-field possible"]);
  expect(field("cp:lastModifiedBy", "鹤鸣建设")).toEqual(["cp:lastModifiedBy short-name likely"]);
  expect(field("Title", "施工组织设计")).toEqual([]);
  expect(field("Company", " \u200b")).toEqual([]);
});

test("findings beyond two hundred of a file are counted, not kept", () => {
  const { leaks, more } = scan([{ page: 1, field: null, text: "鹤鸣建设，".repeat(203) }]);
  expect([leaks.length, more]).toEqual([200, 3]);
});

test("marks are whole and short names, in order of sureness, none that the documents say themselves", () => {
  expect(marksOf(FIRM, COMMON).map(({ text, certainty }) => `${text} ${certainty}`)).toEqual([
    "91341702MA000004XN certain", "晨光市鹤鸣建设工程有限公司 certain", "晨光市鹤鸣建设工程 likely", "鹤鸣建设工程 likely", "鹤鸣建设 likely", "晨光市鹤鸣 likely", "鹤鸣 possible", "欧阳鹤 likely", "王明 possible", "13900000017 certain", "office@heming-build.example.cn likely", "heming-build.example.cn likely", "heming@qq.com likely", "Heming Construction likely",
  ]);
  expect(marksOf({ ...FIRM, names: ["晨光市建设工程有限公司"] }, COMMON).filter(({ kind }) => kind === "short-name").map(({ text }) => text)).toEqual(["晨光市建设工程"]);
});

const noise = fc.constantFrom("", "", "", " ", "\n", "\u3000", "\u200b", "·", "\u00ad", "-");
const filler = fc.stringMatching(/^[施工组织设计方案质量措施管理技术abc0-9，。 \n]{0,60}$/u);

test("a mark put anywhere with any noise between its letters is found there, and text without one gives none", () => {
  const marks = marksOf(FIRM, COMMON);
  fc.assert(fc.property(filler, filler, fc.nat(marks.length - 1), fc.array(noise, { minLength: 40, maxLength: 40 }), (before, after, which, between) => {
    const mark = marks[which];
    const hidden = Array.from(mark?.text ?? "").map((letter, at) => `${at === 0 ? "" : between[at % 40] ?? ""}${letter}`).join("");
    expect(leaksIn(`${before}。\n${after}`).filter(({ bidder }) => bidder !== null)).toEqual([]);
    expect(leaksIn(`${before}。${hidden}。${after}`).map(({ bidder }) => bidder)).toContain(FIRM.bidder);
  }));
});

test("the automaton finds what a search for every word by itself finds, overlapping ones too", () => {
  const word = fc.stringMatching(/^[甲乙丙]{1,4}$/u);
  fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.stringMatching(/^[甲乙丙丁]{0,60}$/u), (words, text) => {
    const wanted = words.flatMap((each, at) => Array.from({ length: text.length }, (_, from) => from).filter((from) => text.startsWith(each, from)).map((from) => ({ word: at, from, to: from + each.length })));
    const order = (hits: readonly { word: number; from: number }[]) => hits.toSorted((left, right) => left.from - right.from || left.word - right.word);
    expect(order(automatonOf(words)(text))).toEqual(order(wanted));
  }));
});
