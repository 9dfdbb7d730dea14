import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { crawledTown, uscc } from "../support/crawled-town.js";
import { testTown, type TestTown } from "../support/town.js";

// Two tenderers and two bidders side by side: what one of them wrote is sent again by the other, with the same identifiers, signed as the other signs.
let town: TestTown;
type Written = { readonly actor: string; readonly method: string; readonly url: string; readonly body: string };
const written: Written[] = [];

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  const actors = new Map(town.actors.map(({ id, token }) => [`Bearer ${token}`, id]));
  const plain = town.app.request.bind(town.app);
  town.app.request = async (input, init, ...rest) => {
    const response = await plain(input, init, ...rest);
    const actor = actors.get(new Headers(init?.headers).get("authorization") ?? "");
    if (actor !== undefined && typeof input === "string" && typeof init?.method === "string" && init.method !== "GET" && response.ok) written.push({ actor, method: init.method, url: input, body: typeof init.body === "string" ? init.body : "" });
    return response;
  };
  await crawledTown(town);
  town.app.request = plain;
}, 240_000);
afterAll(async () => { await town.stop(); });

/** What an act names that is somebody's own: projects, tenders and plans by their codes. */
const NAMED = /D3417\d{6}(?:\d{6}(?:\d{3})?|P\d{5})/g;
const namedIn = ({ url, body }: Written): string[] => [...`${url} ${body}`.matchAll(NAMED)].map(([code]) => code);

/** Everything that is a tenderer's or a bidder's, in one hash. */
const TABLES = ["projects", "plans", "plan_corrections", "tenders", "lots", "parts", "moves", "documents", "document_drafts", "clarifications", "returns", "admissions", "notices", "opener_keys", "lodgements", "guarantees", "refunds", "panel_members", "sheets", "rejections", "evaluations", "mandates", "organisations", "organisation_files", "actors"];
async function everything(): Promise<string> {
  const [hash, owner] = [createHash("sha256"), town.database.as("owner")];
  for (const table of TABLES) hash.update(`${table}:${(await sql<{ rows: string | null }>`select string_agg(md5(each::text), '' order by each::text) as rows from ${sql.table(table)} as each`.execute(owner)).rows[0]?.rows ?? ""}`);
  return hash.digest("hex");
}

/** Sends again what one wrote, as the other. @returns what was not refused as it must be */
async function sentAgain(all: readonly Written[], other: string, isRefused: (status: number, code: unknown) => boolean): Promise<string[]> {
  const wrong: string[] = [];
  for (const { method, url, body } of all) {
    const { status, json } = await town.ask(other, method, url, body === "" ? undefined : body, body === "" ? {} : { "content-type": body.startsWith("{") ? "application/json" : "application/octet-stream" });
    if (!isRefused(status, json["code"])) wrong.push(`${other} ${method} ${url}: ${String(status)} ${String(json["code"])}`);
  }
  return wrong;
}

test.each([["tenderer-1", "tenderer-3"], ["tenderer-3", "tenderer-1"]])("whatever %s wrote about its own projects, plans and tenders is not there for %s, and nothing changes", async (owner, other) => {
  const own = written.filter((each) => each.actor === owner && namedIn(each).length > 0);
  const before = await everything();
  expect(await sentAgain(own, other, (status, code) => status === 404 && code === "not-found")).toEqual([]);
  expect(own.length).toBeGreaterThanOrEqual(owner === "tenderer-1" ? 12 : 1);
  expect(await everything()).toBe(before);
}, 120_000);

test("a bid, a withdrawal or an opening key of one is nobody's of another's, though its tender is for both", async () => {
  const lodged = written.filter(({ url }) => url.endsWith("/lodgements"));
  const before = await everything();
  for (const other of ["bidder-6", "bidder-7"]) {
    const theirs = lodged.filter(({ actor }) => actor !== other);
    expect(await sentAgain(theirs, other, (status, code) => status >= 400 && status < 500 && code !== "wrong-form")).toEqual([]);
  }
  expect(lodged.length).toBeGreaterThan(3);
  expect(await everything()).toBe(before);
}, 120_000);

test("an identifier of another in one's own request is not there: a project, a plan, an office, a mandate, an invitation", async () => {
  const before = await everything();
  const project = String(namedIn(written.find((each) => each.actor === "tenderer-1" && each.url === "/api/v1/tenders") ?? { actor: "", method: "", url: "", body: "" })[0]);
  const form = (JSON.parse(written.find((each) => each.actor === "tenderer-3" && each.url === "/api/v1/tenders")?.body ?? "{}") as { form?: unknown }).form;
  const codes = [
    await town.ask("tenderer-3", "POST", "/api/v1/tenders", { project, line: "works", form }),
    await town.ask("tenderer-3", "POST", "/api/v1/mandates/drafts", { agency: "91341702MA0000031Y", scope: [project], acts: ["draft"], from: "2026-09-25", until: "2026-12-31", fee: null, agreement: null }),
    await town.ask("tenderer-3", "DELETE", "/api/v1/offices/tenderer-2"), await town.ask("bidder-5", "DELETE", "/api/v1/offices/bidder-4"),
  ].map(({ json }) => json["code"]);
  expect(codes).toEqual(["not-found", "not-found", "not-found", "not-found"]);
  expect(uscc(town, "bidder-4")).not.toBe(uscc(town, "bidder-5"));
  expect(await everything()).toBe(before);
});
