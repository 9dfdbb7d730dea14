import { can } from "../../identity/can.js";
import { MANDATE_ACT_NAMES, MANDATE_ACTS } from "../../identity/mandate.js";
import { MANDATE_STATES, mandateState, readMandate } from "../../identity/mandate-file.js";
import { mandatesOf, type MandateRow } from "../../identity/queries.js";
import { base64, fromUtf8 } from "../../kernel/bytes.js";
import { dayOf } from "../../kernel/time.js";
import { mandatesPage, type MandateLine } from "../../web/pages/mandates.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";

/** /account/mandates: what one's own organisation gave or took, and a new one. */
export async function mandates(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "mandate.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.account);
  const page = contextOf(c, site);
  const { language } = page;
  const actor = may.value;
  const drawing: Drawing = { world, actor, language, back: paths.mandates, refused };
  const rows = await mandatesOf(world.db, world.exchange.id, actor.organisation?.uscc ?? "");
  return html(c, page, mandatesPage(page, {
    name: actor.organisation?.name ?? "", mandates: rows.map((row) => lineOf(row, drawing)), faults: faultsOf(refused, language),
    give: can(actor, "mandate.give").ok ? { acts: MANDATE_ACT_NAMES.map((value) => ({ value, label: MANDATE_ACTS[value][language] })), from: dayOf(world.clock()) } : null,
  }), refused === null ? 200 : 422);
}

const TONES = { "in-force": "ok", "offered": "go", "not-yet": "go", "declined": "", "ended": "", "over": "" } as const;

function lineOf(row: MandateRow, drawing: Drawing): MandateLine {
  const { actor, language, world } = drawing;
  const { scope, acts, from, until, fee, agreement } = readMandate(row.file);
  const state = mandateState(row, world.clock());
  const isOver = state === "ended" || state === "declined" || state === "over";
  const isTaker = row.agency_uscc === actor.organisation?.uscc;
  return {
    id: row.mandate_id, tenderer: row.tenderer_name, agency: row.agency_name, stateName: MANDATE_STATES[state][language], tone: TONES[state], scope, acts: acts.map((act) => MANDATE_ACTS[act][language]), from, until, fee, agreement,
    accepted: row.accepted_at !== null, reason: row.reason, text: fromUtf8(row.file), take: state === "offered" && isTaker && can(actor, "mandate.take").ok ? base64(row.file) : null,
    end: isOver || !can(actor, "mandate.end").ok ? null : button(drawing, "end-mandate", { item: row.mandate_id }, { suffix: `-${row.mandate_id}` }),
  };
}
