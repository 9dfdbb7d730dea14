import type { BeaconChain } from "../../experts/beacon.js";
import { CONTRIBUTORS } from "../../experts/draw.js";
import { CONTRIBUTOR_NAMES } from "../../experts/files.js";
import type { Json } from "../../kernel/canonical-json.js";
import { drawWords } from "../../web/messages/draw.js";
import { paths } from "../../web/paths.js";
import type { Language } from "../../web/context.js";
import type { Field } from "../../web/views.js";
import { lotApi, textOf, type Act, type Place } from "./acts.js";

/** Specialties that one request names; rows left empty are none. */
const STRATA = [0, 1, 2, 3];
const PROPOSED = ["tenderer", "exchange", "notary"];

export const requestFields = (language: Language, chains: readonly BeaconChain[] = []): Field[] => {
  const words = drawWords(language);
  return [
    ...STRATA.flatMap((at): Field[] => [
      { name: `strata.${String(at)}.code`, label: words.specialty(at + 1), kind: "text", required: at === 0, begins: true },
      { name: `strata.${String(at)}.seats`, label: words.seatCount(at + 1), kind: "number", required: at === 0, ...(at === 0 ? { value: "4" } : {}) },
    ]),
    { name: "perOrg", label: words.perOrgField, kind: "number", required: true, value: "1" }, { name: "representatives", label: words.reps, kind: "number", required: true, value: "1" },
    { name: "contributors", label: words.who, kind: "checkboxes", required: true, values: PROPOSED, options: Object.keys(CONTRIBUTORS).map((value) => ({ value, label: CONTRIBUTOR_NAMES[value]?.[language] ?? value })) },
    { name: "widened", label: words.widened, kind: "textarea", rows: 2 },
    { name: "beacon.chain", label: words.beaconAsk, kind: "select", options: [{ value: "", label: words.beaconNone }, ...chains.map(({ hash, beaconId }) => ({ value: hash, label: `drand ${beaconId}` }))] },
    { name: "beacon.at", label: words.beaconAt, kind: "time" },
  ];
};

/** Rows of a form as the table the API takes. */
function requestBody(filled: Json): Json {
  const { strata, ...rest } = filled as Readonly<Record<string, Json>>;
  const rows = (strata as readonly Json[]).filter((row) => textOf(row, "code") !== "");
  return { ...rest, strata: Object.fromEntries(rows.map((row) => [textOf(row, "code"), (row as Readonly<Record<string, Json>>)["seats"] ?? 0])), widened: textOf(filled, "widened") || null, beacon: textOf(rest["beacon"] ?? null, "chain") === "" ? null : (rest["beacon"] ?? null) };
}

const beaconFields = (language: Language): Field[] => [{ name: "signature", label: drawWords(language).beaconSignature, kind: "textarea", required: true, rows: 3 }];
const missingFields = (language: Language): Field[] => [{ name: "missing", label: drawWords(language).beaconWhy, kind: "textarea", required: true, rows: 2 }];
/** A signature alone, or out of the JSON of a relay. */
const beaconBody = (filled: Json): Json => ({ signature: /"signature"\s*:\s*"([0-9a-f]{96})"/.exec(textOf(filled, "signature"))?.[1] ?? textOf(filled, "signature").trim() });
const beaconAct = { action: "draw.beacon", method: "POST", api: (place: Place) => `${lotApi(place)}/draws/${encodeURIComponent(place.item)}/beacon`, page: (place: Place) => paths.drawRoom(place.tender, place.lot) } as const;

const saltFields = (language: Language): Field[] => [{ name: "salt", label: drawWords(language).arriveSalt, kind: "text", required: true, hint: drawWords(language).arriveLead }];
const room = ({ tender, lot }: Place): string => paths.drawRoom(tender, lot);

/** What of a draw is a plain form; what needs a secret of its holder is done in his browser. */
export const DRAWING_ACTS: Readonly<Record<string, Act>> = {
  "draw-request": { action: "draw.request", zh: drawWords("zh").ask, en: drawWords("en").ask, method: "POST", api: (place) => `${lotApi(place)}/draws`, fields: (language) => requestFields(language), body: requestBody, page: room },
  "draw-beacon": { ...beaconAct, zh: drawWords("zh").beaconGive, en: drawWords("en").beaconGive, fields: beaconFields, body: beaconBody },
  "draw-beacon-missing": { ...beaconAct, zh: drawWords("zh").beaconMissing, en: drawWords("en").beaconMissing, fields: missingFields },
  "draw-arrive": { action: "draw.arrive", zh: drawWords("zh").arrive, en: drawWords("en").arrive, method: "POST", api: (place) => `${lotApi(place)}/draws/${encodeURIComponent(place.item)}/arrivals`, fields: saltFields, page: room, then: () => paths.panel },
};
