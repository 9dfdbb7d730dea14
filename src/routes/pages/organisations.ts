import { searchOrganisations } from "../../parties/queries/search.js";
import { ORGANISATION_STATES, type OrganisationState } from "../../parties/search.js";
import { can } from "../../identity/can.js";
import { kindOf } from "../../parties/organisation-file.js";
import { organisationsPage, type OrganisationsView } from "../../web/pages/organisations.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { readOrganisationQuery } from "../organisations.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

const TONES: Readonly<Record<OrganisationState, OrganisationsView["found"][number]["tone"]>> = { active: "ok", frozen: "bad", left: "" };

/** /desk/organisations: whoever is registered, looked for by name or code; frozen and let act again by staff. */
export async function drawOrganisations(c: PageRequest, site: Site, drawing: Drawing, url: URL): Promise<Response> {
  const may = inOffice(c, "organisation.search");
  if (!may.ok) return refusedPage(c, site, may.refusal);
  const search = readOrganisationQuery(Object.fromEntries(url.searchParams));
  if (!search.ok) return refusedPage(c, site, search.refusal);
  const page = contextOf(c, site);
  const { language } = page;
  const { rows, next } = await searchOrganisations(site.world.db, site.world.exchange.id, search.value);
  const mayFreeze = can(may.value, "organisation.freeze").ok;
  const act = (uscc: string, state: OrganisationState) => (!mayFreeze || state === "left" ? null : button(drawing, state === "active" ? "freeze-organisation" : "release-organisation", { item: uscc }, { suffix: `-${uscc}` }));
  return html(c, page, organisationsPage(page, {
    text: search.value.text, state: search.value.state ?? "", states: (Object.keys(ORGANISATION_STATES) as OrganisationState[]).map((value) => ({ value, label: ORGANISATION_STATES[value][language] })),
    found: rows.map(({ uscc, name, state, parent, successor, version, madeAt }) => ({ uscc, name, successor, kindName: kindOf(uscc)[language], stateName: ORGANISATION_STATES[state][language], tone: TONES[state], parent, version, since: instantOf(madeAt), act: act(uscc, state) })),
    next: next === null ? null : `${paths.deskOrganisations}?${new URLSearchParams({ q: search.value.text, state: search.value.state ?? "", cursor: next }).toString()}`, faults: faultsOf(drawing.refused, language),
  }), drawing.refused === null ? 200 : 422);
}
