import { ok, refuse, type Result } from "../kernel/result.js";
import type { OrganisationFacts } from "./organisation-file.js";

/** What the name of a branch ends with. Law: 企业名称登记管理规定 13. */
const BRANCH_NAME = /(?:分公司|分厂|分店|分行|支行|分院|分所|分部|营业部)$/u;

/** The organisation a branch belongs to, as far as it is registered here; null: it is not. */
export type KnownParent = { readonly uscc: string; readonly name: string; readonly parent: string | null; readonly operatorFirm: boolean } | null;

/**
 * Whether what a registration says of a parent fits: whoever bears a branch's name names it, and a branch bears the name of the
 * organisation it belongs to, which is no branch itself. A branch acts in its own name and its parent answers for it.
 * Law: 民法典 74; 企业名称登记管理规定 13.
 */
export function checkBranch({ uscc, name, parent }: Pick<OrganisationFacts, "uscc" | "name" | "parent">, known: KnownParent): Result<true> {
  if (parent === undefined) return BRANCH_NAME.test(name) ? refuse("branch-parent-missing", { name }) : ok(true);
  if (parent === uscc) return refuse("branch-own-parent");
  if (known === null) return ok(true);
  if (known.parent !== null) return refuse("branch-of-branch", { parent: known.name });
  return name.startsWith(known.name) && name !== known.name ? ok(true) : refuse("branch-name", { parent: known.name });
}
