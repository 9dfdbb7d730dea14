import type { Tender } from "../../tenders/queries.js";
import type { Firm } from "../avoidance.js";

/** The tenderer, and the agency its notice names: nobody of theirs is drawn. */
export function ownFirms({ project, form: { agency } }: Pick<Tender, "project" | "form">): Firm[] {
  return [{ name: project.tenderer_name, uscc: project.tenderer_uscc }, ...(agency === null ? [] : [{ name: agency.name, uscc: agency.uscc }])];
}
