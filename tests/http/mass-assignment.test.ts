import { afterAll, beforeAll, expect, test } from "vitest";
import { urlOf } from "../support/routes.js";
import { testTown, type TestTown } from "../support/town.js";

type Schema = { readonly $ref?: string; readonly type?: string | readonly string[]; readonly properties?: Record<string, Schema>; readonly additionalProperties?: unknown; readonly items?: Schema; readonly anyOf?: readonly Schema[]; readonly oneOf?: readonly Schema[]; readonly allOf?: readonly Schema[] };
type Operation = { readonly requestBody?: { readonly content?: Record<string, { readonly schema?: Schema }> } };

let town: TestTown;
let bodies: (readonly [operation: string, schema: Schema])[];
let components: Record<string, Schema>;
beforeAll(async () => {
  town = await testTown();
  const document = (await town.done(null, "GET", "/openapi.json")) as { paths: Record<string, Record<string, Operation>>; components?: { schemas?: Record<string, Schema> } };
  components = document.components?.schemas ?? {};
  bodies = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, { requestBody }]) => {
    const schema = requestBody?.content?.["application/json"]?.schema;
    return schema === undefined ? [] : [[`${method} ${path}`, schema] as const];
  }));
});
afterAll(async () => { await town.stop(); });

/** What a browser's authenticator adds of its own accord is passed over, never used. */
const OPEN = new Set(["clientExtensionResults", /* specialties, each held to its pattern */ "strata", /* quantities of a project by the names the fee catalogue asks, each held to its pattern */ "facts"]);

const isOpen = ({ type, properties, additionalProperties }: Schema): boolean => (type === "object" || properties !== undefined) && additionalProperties !== false;

/** Every place in a body that would take a key nobody named. */
function openPlaces(schema: Schema, at: string): string[] {
  if (schema.$ref !== undefined) return openPlaces(components[schema.$ref.split("/").at(-1) ?? ""] ?? {}, at);
  const own = isOpen(schema) && !OPEN.has(at.split(".").at(-1) ?? "") ? [at] : [];
  const same = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((each) => each ?? []);
  const below: [string, Schema][] = Object.entries(schema.properties ?? {}).map(([key, each]) => [`${at}.${key}`, each]);
  if (schema.items !== undefined) below.push([`${at}[]`, schema.items]);
  return [...own, ...same.flatMap((each) => openPlaces(each, at)), ...below.flatMap(([place, each]) => openPlaces(each, place))];
}

test("no body of any address has room for a key that it does not name, at any depth", () => {
  expect(bodies.flatMap(([operation, schema]) => openPlaces(schema, operation))).toEqual([]);
  expect(bodies.length).toBeGreaterThan(50);
});

test("every address that reads a body says so when a key too many comes, and does nothing", async () => {
  const taken: string[] = [];
  const roles = [...new Map(town.actors.map((actor) => [actor.role, actor.id])).values()];
  for (const [operation] of bodies) {
    const [method = "", path = ""] = operation.split(" ");
    const url = urlOf(path.replaceAll(/\{(\w+)\}/g, ":$1"));
    const said = new Set<string>();
    for (const actor of [null, ...roles]) {
      const { json, status } = await town.ask(actor, method.toUpperCase(), url, { role: "admin", operatorFirm: false, exchange_id: "other", isAdmin: true });
      said.add(typeof json["code"] === "string" ? json["code"] : String(status));
    }
    if (![...said].every((code) => ["wrong-form", "not-signed-in", "not-yours", "not-found", "question-signed-in", "answer-signed-in", "complaint-signed-in"].includes(code))) taken.push(`${operation}: ${[...said].join(" ")}`);
    if (!said.has("wrong-form")) taken.push(`${operation} looked at no key: ${[...said].join(" ")}`);
  }
  expect(taken).toEqual([]);
}, 240_000);
