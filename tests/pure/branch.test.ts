import { expect, test } from "vitest";
import { checkBranch, type KnownParent } from "../../src/parties/branch.js";
import { courseOf } from "../../src/parties/registration.js";

const PARENT: KnownParent = { uscc: "P", name: "晨曦建设有限公司", parent: null, operatorFirm: false };
const said = (name: string, parent: string | undefined, known: KnownParent = null): string => {
  const checked = checkBranch({ uscc: "B", name, ...(parent === undefined ? {} : { parent }) }, known);
  return checked.ok ? "ok" : checked.refusal.code;
};

test("whoever bears the name of a branch names the organisation it belongs to; a legal person names none", () => {
  expect(["晨曦建设有限公司远山分公司", "新芽银行晨光支行", "滨河保险营业部"].map((name) => said(name, undefined))).toEqual(["branch-parent-missing", "branch-parent-missing", "branch-parent-missing"]);
  expect(["晨曦建设有限公司", "分公司管理咨询有限公司"].map((name) => said(name, undefined))).toEqual(["ok", "ok"]);
});

test("a branch bears the name of its organisation and something more, and belongs neither to itself nor to a branch", () => {
  expect(said("晨曦建设有限公司远山分公司", "P", PARENT)).toBe("ok");
  expect(said("远山晨曦建设分公司", "P", PARENT)).toBe("branch-name");
  expect(said("晨曦建设有限公司", "P", PARENT)).toBe("branch-name");
  expect(said("晨曦建设有限公司远山分公司", "B")).toBe("branch-own-parent");
  expect(said("晨曦建设有限公司远山分公司", "P", { ...PARENT, parent: "Q" })).toBe("branch-of-branch");
  expect(said("晨曦建设有限公司远山分公司", "P", null)).toBe("ok");
});

test("a branch whose organisation is not registered here waits for staff", () => {
  const facts = { uscc: "B", name: "晨曦建设有限公司远山分公司", legalRepresentative: "甲", address: "乙", phone: "0566-1234567", roles: ["bidder"], parent: "P" } as const;
  const authority = { by: "certificate", organisation: "B", name: facts.name } as const;
  expect([true, false].map((isParentKnown) => courseOf(facts, authority, { alike: [], isParentKnown }))).toEqual([{ ok: true, value: "accept" }, { ok: true, value: "review" }]);
});
