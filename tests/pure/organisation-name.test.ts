import { expect, test } from "vitest";
import { checkName } from "../../src/parties/name.js";
import { courseOf } from "../../src/parties/registration.js";

test.each(["晨光建设（集团）有限公司", "晨光市第一建设有限公司", "晨光O2O科技有限公司", "㐀里科技有限公司", "ལྷ་ས་建设有限公司", "晨光·新芽(滨河)分公司"])("a name as licences have it is taken: %s", (name) => {
  expect(checkName(name).ok).toBe(true);
});

test.each([["Cyrillic А", "晨光А建设", "U+0410"], ["Greek Ο", "晨光Ο建设", "U+039F"], ["katakana for a character", "晨光エ程有限公司", "U+30A8"], ["a radical for a character", "晨光⼯程有限公司", "U+2F2F"], ["a compatibility ideograph", "金\uF90A山有限公司", "U+F90A"], ["full-width letters", "晨光Ａ建设", "U+FF21"]])("%s in a name is refused and named", (_, name, code) => {
  expect(checkName(name)).toMatchObject({ ok: false, refusal: { code: "organisation-name-letter", facts: { code } } });
});

test("a firm whose name looks like another's is not in at once, although its certificate bears it", () => {
  const facts = { uscc: "91341702MA00001465", name: "新芽建筑工程有限公司", legalRepresentative: "新芽", address: "滨河区", phone: "0566-1234567", roles: ["bidder"] as const };
  const authority = { by: "certificate", organisation: facts.uscc, name: facts.name } as const;
  expect([courseOf(facts, authority), courseOf(facts, authority, { alike: [{ uscc: "91341702MA00001540", name: "新芽建筑工程有限公司" }], isParentKnown: true })]).toEqual([{ ok: true, value: "accept" }, { ok: true, value: "review" }]);
});
