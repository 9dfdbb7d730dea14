import type { Unit } from "../../../centre/unit.js";
import { PRESENCE, type Presence } from "../../../concierge/project.js";
import type { ConciergeRow } from "../../../concierge/queries.js";
import { LEVELS, REQUEST_STATES, type RequestState } from "../../../concierge/request.js";
import type { ShownRequest } from "../../../concierge/use-cases/show.js";
import { LIGHTS, type Light } from "../../../treasury/due.js";
import type { Language } from "../../../web/context.js";
import type { DeskLine, PoolCard, Shaded } from "../../../web/pages/concierge.js";
import type { Tone } from "../../../web/parts/text.js";
import { photoHref } from "../../concierges.js";

const PRESENCE_TONES: Readonly<Record<Presence, Tone>> = { active: "ok", away: "info", left: "" };
/** Somebody of the pool as a card. */
export const cardOf = (row: ConciergeRow, units: readonly Unit[], language: Language): PoolCard => ({
  concierge: row.concierge, name: row.name, unit: units.find(({ code }) => code === row.unit_code)?.[language] ?? row.unit_code, post: row.post, phone: row.phone, areas: row.areas,
  presence: { words: PRESENCE[row.presence][language], tone: PRESENCE_TONES[row.presence] }, isThere: row.presence === "active", photo: row.photo_sha256 === null ? null : photoHref(row.concierge),
});

/** Whom somebody can choose now, as choices of a form. */
export const choosable = (rows: readonly ConciergeRow[]) => rows.filter(({ presence }) => presence === "active").map(({ concierge, name, areas }) => ({ value: concierge, label: `${name}（${areas.join("、")}）` }));

const STATE_TONES: Readonly<Record<RequestState, Tone>> = { "raised": "info", "dispatched": "info", "in-progress": "go", "escalated": "bad", "solved": "ok", "rated": "ok" };
const LIGHT_TONES: Readonly<Record<Light, Tone>> = { green: "ok", yellow: "go", red: "bad" };
/** State, level and day of a request in the words of a page. */
export const standingOf = ({ row: { state, level, due_on: on }, light }: ShownRequest, language: Language): { readonly state: Shaded; readonly level: string; readonly due: DeskLine["due"] } => ({
  state: { words: REQUEST_STATES[state][language], tone: STATE_TONES[state] }, level: LEVELS[level]?.[language] ?? "", due: on === null || light === null ? null : { on, light: { words: LIGHTS[light][language], tone: LIGHT_TONES[light] } },
});
