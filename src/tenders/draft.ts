import { ok, type Result } from "../kernel/result.js";
import { TenderBody, type TenderForm } from "./form.js";
import type { Tender } from "./queries.js";
import { wrongForm } from "./wrong-form.js";

/** Reads a notice form as the API takes it: the form alone, or the whole body of `POST /api/v1/tenders`. */
export function readTenderForm(json: unknown): Result<TenderForm> {
  const form = typeof json === "object" && json !== null && "form" in json ? json.form : json;
  const read = TenderBody.safeParse(form);
  if (read.success) return ok(read.data);
  return wrongForm(read.error);
}

/** A form as the tender it would be, of nobody yet: what checks look at where there is no exchange to ask. */
export function tenderOfForm(form: TenderForm, line: string): Tender {
  const never = new Date(0);
  return {
    id: "", form, lots: [], parts: [], allParts: [], plan: null,
    project: { exchange_id: "", project_id: "", name: form.title, tenderer_name: form.contact.name, tenderer_uscc: "", area: null, investment_fen: null, budget_fen: null, approval: "", funds: form.fundSource, made_by: "", made_at: never },
    row: {
      exchange_id: "", tender_id: "", project_id: "", line, form, version: 1, rules: null, rules_on: null, submitted_by: null, submitted_at: null, published_by: null, published_at: null, next_due_at: null, remind_at: null, publish_at: null, approved_by: null, approved_at: null, retender_of: null, plan_id: null, plan_exempt: null, made_by: "", made_at: never,
    },
  };
}
