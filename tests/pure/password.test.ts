import { describe, expect, test } from "vitest";
import { ROLES } from "../../src/identity/actor.js";
import { decidePassword, mayUsePassword } from "../../src/identity/password.js";
import { commonPasswords } from "../../src/identity/use-cases/password-hash.js";

const said = (password: string, own: readonly string[] = ["李新芽", "xinya.li", "晨光公共资源交易中心", "Chenguang Exchange"]): string => {
  const decided = decidePassword({ password, own, common: commonPasswords() });
  return decided.ok ? "taken" : decided.refusal.code;
};

describe("a password", () => {
  test("has twelve characters at least and 128 at most, counted as people count them", () => {
    expect(["q8#wTz!mK2v", "q8#wTz!mK2vX", "纸船过江七月半风起云落", "纸船过江七月半风起云落了", "👍🌊🚢🌙🎋🧧🍵🪁🐉🏮🎏", "👍🌊🚢🌙🎋🧧🍵🪁🐉🏮🎏🀄"].map((each) => said(each))).toEqual(["password-length", "taken", "password-length", "taken", "password-length", "taken"]);
    const long = Array.from({ length: 129 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 97) % 5_000))).join("");
    expect([said(long.slice(0, 128)), said(long)]).toEqual(["taken", "password-length"]);
  });

  test("may be of any kind: small letters alone, digits alone, blanks", () => {
    expect(["wqhtzkvbnpxr", "408215973364", "correct horse battery staple", "            x"].map((each) => said(each))).toEqual(["taken", "taken", "taken", "taken"]);
  });

  test.each([
    ["is on the list", "1q2w3e4r5t6y"], ["is a common one with digits and signs added", "Michael2026!!"], ["and before it too", "!!2026Dragon"], ["says a common one again", "dragondragon"], ["twice and with digits", "DragonDragon12"],
    ["is one character", "aaaaaaaaaaaa"], ["counts up", "123456789012"], ["counts down", "zyxwvutsrqpo"], ["counts up past nine", "567890123456"],
  ])("that %s is refused: %s", (_, password) => { expect(said(password)).toBe("password-common"); });

  test.each([["the name", "李新芽李新芽2026年好"], ["the mail address", "Xinya.Li-2026"], ["the exchange", "Chenguang-88-Daylight"], ["the word itself in Chinese", "晨光密码我的密码晨光1234"]])("that is made of %s is refused: %s", (_, password) => { expect(said(password)).toBe("password-own-words"); });

  test("that holds one of those words and enough besides is taken", () => { expect(said("李新芽-qzv8#wTm")).toBe("taken"); });
});

test("the list that is kept has more than the three thousand commonest", () => { expect(commonPasswords().size).toBeGreaterThan(40_000); });

test("passwords are for bidders and citizens; one other office is enough to have none", () => {
  expect(ROLES.filter((role) => mayUsePassword([role]))).toEqual(["bidder", "citizen"]);
  expect([mayUsePassword([]), mayUsePassword(["bidder", "citizen"]), mayUsePassword(["bidder", "expert"])]).toEqual([true, true, false]);
});
