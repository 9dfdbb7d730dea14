import { searchOrganisations, type OrganisationLine, type OrganisationSearch } from "../parties/queries/search.js";
import { isOrganisationState } from "../parties/search.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { readCursor } from "../tenders/queries/listing.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";

const NAMES = ["q", "state", "cursor"] as const;
/** Choices of the reader that are no filters. */
const READING = new Set(["display", "lang"]);
const TEXT_LENGTH_MAX = 100;
const PAGE = 50;

/** Reads a search's address strictly: a parameter nobody knows is refused, because a slip must not widen what is found. */
export function readOrganisationQuery(query: Readonly<Record<string, string>>): Result<OrganisationSearch> {
  const unknown = Object.keys(query).find((name) => !READING.has(name) && !(NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) return refuse("unknown-parameter", { name: unknown, known: NAMES.join(" ") });
  const { q = "", state = "", cursor = "" } = query;
  const place = readCursor(cursor);
  if (cursor !== "" && place === null) return refuse("wrong-parameter", { name: "cursor", wanted: "1788224400000.91341702MA000004XN" });
  const kind = isOrganisationState(state) ? state : null;
  if (state !== "" && kind === null) return refuse("wrong-parameter", { name: "state", wanted: "active frozen left" });
  return ok({ text: q.slice(0, TEXT_LENGTH_MAX), state: kind, cursor: place, limit: PAGE });
}

const lineView = ({ uscc, name, state, parent, successor, version, madeAt }: OrganisationLine) => ({ uscc, name, state, version, ...(parent === null ? {} : { parent }), ...(successor === null ? {} : { successor }), since: rfc3339(madeAt.getTime() as Instant) });

/** Organisations that are registered, for staff and supervisors. */
export function organisationRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: "/api/v1/organisations", summary: "Organisations by words of their names or how their credit codes begin, the newest first", action: "organisation.search" }, async ({ c }) => {
    const search = readOrganisationQuery(c.req.query());
    if (!search.ok) return search;
    const { rows, next } = await searchOrganisations(world.db, world.exchange.id, search.value);
    return ok({ body: { organisations: rows.map(lineView), next } });
  });
}
