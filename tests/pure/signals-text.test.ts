import { describe, expect, test } from "vitest";
import { compareTexts, type BidText, type KeptPrints } from "../../src/signals/alike.js";
import { textSignals } from "../../src/signals/find.js";
import { lettersOf, wordsFrom } from "../../src/signals/letters.js";
import { printsOf } from "../../src/signals/prints.js";

/** Words without sense that are never twice the same: a fixed row of numbers picks characters. */
function prose(seed: number, length: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(0x4e00 + ((state >>> 8) % 3_000));
  }).join("");
}
const bid = (bidder: string, ...pages: readonly string[]): BidText => ({ bidder, files: [{ name: "技术标.pdf", part: "bid", pages }] });
const pages = (...all: readonly string[]) => [{ name: "招标文件.pdf", part: "", pages: all }];
const kept = (organisation: string, text: string): KeptPrints => ({ organisation, hashes: printsOf(lettersOf(pages(text), 10_000_000).units).hashes });
const pairOf = (left: string, right: string, documents = "", others: readonly KeptPrints[] = []) => compareTexts({ bids: [bid("A", left), bid("B", right)], documents: pages(documents), others }).pairs[0];

const SHARED = prose(1, 600);

test("letters are compared however they are set: full width, blanks, marks and capitals make no difference", () => {
  const [one, other] = ["ＡＢＣ１２３，施 工\n组织。", "abc123施工组织"].map((text) => [...lettersOf(pages(text), 100).units]);
  expect(one).toEqual(other);
  expect(wordsFrom("一、ＡＢ，施 工。组织", 1, 4, 50)).toBe("ＡＢ，施 工");
});

describe("long passages alike", () => {
  test("are found wherever they stand, with the page of each and its own words", () => {
    const pair = compareTexts({ bids: [bid("A", prose(2, 900), `${prose(3, 50)}${SHARED}${prose(4, 70)}`), bid("B", `${prose(5, 20)}${SHARED.slice(0, 300)}，${SHARED.slice(300)}`, prose(6, 800))], documents: [], others: [] }).pairs[0];
    expect(pair?.alike).toBe(600);
    expect(pair?.passages.map(({ letters, own, left, right }) => [letters, own, left.page, right.page])).toEqual([[600, 600, 2, 1]]);
    expect(pair?.passages[0]?.left.words).toBe(SHARED.slice(0, 400));
    expect(pair?.passages[0]?.right.words.slice(295, 305)).toBe(`${SHARED.slice(295, 300)}，${SHARED.slice(300, 304)}`);
  });

  test("count from five hundred letters of their own, in stretches of a hundred", () => {
    const share = (length: number) => textSignals([pairOf(`${prose(2, 400)}${SHARED.slice(0, length)}${prose(3, 40)}`, `${prose(4, 300)}${SHARED.slice(0, length)}${prose(5, 60)}`)].filter((each) => each !== undefined), 0).map(({ kind, value }) => `${kind} ${value}`);
    expect(share(500)).toEqual(["alike 500"]);
    expect(share(499)).toEqual([]);
    const pieces = (length: number): string[] => [0, 1, 2, 3, 4].map((at) => SHARED.slice(at * 120, at * 120 + length));
    const woven = (seed: number, length: number): string => pieces(length).map((piece, at) => `${prose(seed + at, 90)}${piece}`).join("");
    expect(pairOf(woven(10, 100), woven(20, 100))?.alike).toBe(500);
    expect(pairOf(woven(10, 99), woven(20, 99))?.alike).toBe(0);
  });

  test("that the tender documents hold are nobody's own", () => {
    expect(pairOf(`${prose(2, 99)}${SHARED}`, `${SHARED}${prose(3, 99)}`, `${prose(4, 300)}${SHARED}`)?.alike).toBe(0);
    expect(pairOf(`${prose(2, 99)}${SHARED}`, `${SHARED}${prose(3, 99)}`, `${prose(4, 300)}${SHARED.slice(0, 300)}`)?.alike).toBe(300);
  });

  test("that bids of two other organisations hold belong to nobody; those of one do", () => {
    const [left, right] = [`${prose(2, 99)}${SHARED}`, `${SHARED}${prose(3, 99)}`];
    expect(pairOf(left, right, "", [kept("O1", SHARED), kept("O1", SHARED)])?.alike).toBe(600);
    expect(pairOf(left, right, "", [kept("O1", SHARED), kept("O2", SHARED)])?.alike).toBeLessThan(100);
  });

  test("are no signal where one in twenty of the others is as alike", () => {
    const pair = pairOf(`${prose(2, 99)}${SHARED}`, `${SHARED}${prose(3, 99)}`, "", [kept("O1", SHARED), ...Array.from({ length: 19 }, (_, at) => kept(`P${String(at)}`, prose(100 + at, 300)))]);
    expect(pair?.othersAsAlike).toBe(1);
    expect(pair === undefined ? [] : textSignals([pair], 20).map(({ chance }) => chance.ratio)).toEqual(["2/21"]);
    expect(pair === undefined ? [] : textSignals([pair], 19)).toEqual([]);
  });

  test("do not run from one file into another", () => {
    const cut = { bidder: "A", files: [{ name: "a", part: "bid", pages: [SHARED.slice(0, 95)] }, { name: "b", part: "bid", pages: [SHARED.slice(95, 190)] }] };
    expect(compareTexts({ bids: [cut, bid("B", SHARED.slice(0, 190))], documents: [], others: [] }).pairs[0]?.alike).toBe(0);
  });
});

describe("odd wording", () => {
  const template = prose(9, 900);
  const changed = (...places: readonly number[]): string => Array.from(template, (char, at) => (places.includes(at) ? "错" : char)).join("");
  const odd = (bids: readonly BidText[], others: readonly KeptPrints[] = []) => compareTexts({ bids, documents: pages(template), others }).pairs.find(({ left, right }) => left === "A" && right === "B");

  test("that two share alone within text of the tender documents is found slip by slip, with its surroundings", () => {
    const pair = odd([bid("A", changed(200, 400, 600)), bid("B", changed(200, 400, 600)), bid("C", changed(500))]);
    expect([pair?.oddities, pair?.alike]).toEqual([3, 0]);
    expect(pair?.odd[0]?.left.words).toBe(`${template.slice(188, 200)}错${template.slice(201, 213)}`);
  });

  test("counts from three slips, and not where a third has them too", () => {
    const signals = (bids: readonly BidText[]) => { const pair = odd(bids); return pair === undefined ? [] : textSignals([pair], 0).map(({ kind, value }) => `${kind} ${value}`); };
    expect(signals([bid("A", changed(200, 400, 600)), bid("B", changed(200, 400, 600))])).toEqual(["odd 3"]);
    expect(signals([bid("A", changed(200, 400)), bid("B", changed(200, 400))])).toEqual([]);
    expect(signals([bid("A", changed(200, 400, 600)), bid("B", changed(200, 400, 600)), bid("C", changed(600))])).toEqual([]);
  });

  test("is counted among the others who have it", () => {
    expect(odd([bid("A", changed(200, 400, 600)), bid("B", changed(200, 400, 600))], [kept("O1", changed(400))])?.othersAsOdd).toBe(1);
  });
});

describe("independent bids", () => {
  test("of unlike words share nothing; what a template brings is nobody's", () => {
    const bids = Array.from({ length: 12 }, (_, at) => bid(`B${String(at)}`, `${SHARED}${prose(1_000 + at, 4_000)}`));
    const { pairs } = compareTexts({ bids, documents: pages(SHARED), others: [] });
    expect(pairs).toHaveLength(66);
    expect(textSignals(pairs, 0)).toEqual([]);
  });
});

test("the same texts compare to the same result, and a text of one letter over and over in no time that grows with its square", () => {
  const given = { bids: [bid("A", "一".repeat(200_000)), bid("B", "一".repeat(200_000))], documents: [], others: [] };
  expect(compareTexts(given)).toEqual(compareTexts(given));
});
