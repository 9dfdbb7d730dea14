import type { Action } from "../../identity/can.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import { bodyOf, type Posted } from "../../web/form-values.js";
import type { Field } from "../../web/views.js";

/** What an act is about. Empty where it does not ask. */
export type Place = { readonly tender: string; readonly lot: string; readonly part: string; /** A clarification's serial or a project's code. */ readonly item: string };

/**
 * An act of a signed-in person as a form. The form fills the body of one request of the API: the same address, schema, use
 * case, audit line and idempotency, so that a page can do nothing a program cannot, and the other way round.
 */
export type Act = {
  /** `person`: about the person himself, whatever office he acts in. */
  readonly action: Action | "person";
  readonly zh: string;
  readonly en: string;
  readonly method: "POST" | "PUT" | "DELETE";
  readonly api: (place: Place) => string;
  /** Its fields; none: the request has no body. */
  readonly fields?: (language: Language) => readonly Field[];
  /** The same, where which fields there are follows from what was posted. */
  readonly fieldsOf?: (language: Language, posted: Posted) => readonly Field[];
  /** The body, where it is not just what the fields say. */
  readonly body?: (filled: Json, place: Place, version: number) => Json;
  /** Said above the button of an act that cannot be undone. */
  readonly warning?: { readonly zh: string; readonly en: string };
  /** The page that holds the form, to which a refused person comes back with what was typed; absent: the page it came from. */
  readonly page?: (place: Place) => string;
  /** Where a person goes on afterwards; absent: back to the page it came from. */
  readonly then?: (answer: Readonly<Record<string, unknown>>, place: Place) => string;
};

const API = "/api/v1";
export const tenderApi = ({ tender }: Place): string => `${API}/tenders/${encodeURIComponent(tender)}`;
export const lotApi = (place: Place): string => `${tenderApi(place)}/lots/${encodeURIComponent(place.lot)}`;

/** The fields of an act; undefined where it has no body. */
export const fieldsOfAct = ({ fields, fieldsOf }: Act, language: Language, posted: Posted): readonly Field[] | undefined => fieldsOf?.(language, posted) ?? fields?.(language);

/** A word of a form in its reader's language. */
export const say = (language: Language, zh: string, en: string): string => (language === "zh" ? zh : en);

/** A text of a filled form; empty where it has none. */
export const textOf = (body: Json, name: string): string => {
  const value = (body as Readonly<Record<string, Json>>)[name];
  return typeof value === "string" ? value : "";
};

/** The address a form is posted to. */
export function actHref(name: string, place: Partial<Place>, back: string): string {
  const query = new URLSearchParams(Object.entries(place).filter(([, value]) => value !== ""));
  query.set("back", back);
  return `/acts/${name}?${query.toString()}`;
}

/** The body of the request that a posted form stands for; null where it has none. */
export function requestBody(act: Act, language: Language, posted: Posted, place: Place): Json {
  const fields = fieldsOfAct(act, language, posted);
  if (fields === undefined) return null;
  const filled = bodyOf(fields, posted);
  return act.body === undefined ? filled : act.body(filled, place, Number(posted.get("version")?.[0] ?? 0));
}
