import { describe, expect, test } from "vitest";
import { inLanguage, paths, pathsOf, readPath, twinOf } from "../../src/web/paths.js";

describe("an address says in which language its page speaks", () => {
  test.each([
    ["/", "/", "zh"], ["/en", "/", "en"], ["/en/", "/", "en"], ["/notices", "/notices", "zh"], ["/en/notices", "/notices", "en"], ["/en/notices/A1-N1/v/2", "/notices/A1-N1/v/2", "en"],
    ["/en/halls/A1-1/events", "/halls/A1-1/events", "en"], ["/log", "/log", "zh"], ["/en/sign-in", "/sign-in", "en"], ["/en/v/7K3M-9QXA-2BCD", "/v/7K3M-9QXA-2BCD", "en"],
  ])("%s is the page %s in %s", (address, path, language) => {
    expect(readPath(address)).toEqual({ path, language });
  });

  test.each(["/my", "/en/my", "/desk/A1", "/api/v1/notices", "/en/api/v1/notices", "/log/checkpoint", "/en/log/checkpoint", "/noticesx", "/en/en/notices", "/assets/a.css", "/english"])("%s has no twin", (path) => {
    expect(readPath(path)).toEqual({ path, language: null });
  });
});

test("the switch keeps the page and its query, there and back", () => {
  expect(twinOf("/notices?q=%E6%BB%A8%E6%B2%B3", "en")).toBe("/en/notices?q=%E6%BB%A8%E6%B2%B3");
  expect(twinOf("/en/notices?q=%E6%BB%A8%E6%B2%B3", "zh")).toBe("/notices?q=%E6%BB%A8%E6%B2%B3");
  expect([twinOf("/", "en"), twinOf("/en", "zh"), twinOf("/my", "en")]).toEqual(["/en", "/", "/my"]);
});

test("a signed-in corner keeps one address and takes the choice in its query", () => {
  expect(inLanguage("/my/A1/1?x=1", "en")).toBe("/my/A1/1?x=1&lang=en");
  expect(inLanguage("/halls/A1-1", "en")).toBe("/en/halls/A1-1");
});

test("every English public address is the twin of the Chinese one", () => {
  const [zh, en] = [paths, pathsOf({ language: "en" })];
  for (const name of ["home", "notices", "halls", "verify", "log", "signIn"] as const) expect(en[name], name).toBe(twinOf(zh[name], "en"));
  expect(en.notice("A1-N1", 2)).toBe(twinOf(zh.notice("A1-N1", 2), "en"));
  expect(en.my).toBe(zh.my);
});
