import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { register, SITE, someone } from "../support/people.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender } from "../support/works-tender.js";
import { opensslIn } from "../support/openssl.js";

/** What acts were signed by, as openssl judges it: without this exchange, its database or its code. */
let town: TestTown;
let folder: string;
beforeAll(async () => {
  town = await testTown();
  folder = mkdtempSync(path.join(tmpdir(), "daylight-signed-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await town.stop();
});

type SignedFile = { readonly text: string; readonly how: string; readonly key: string; readonly signature: string; readonly authenticatorData?: string; readonly clientDataJSON?: string };
const write = (name: string, bytes: Uint8Array | string): void => { writeFileSync(path.join(folder, name), bytes); };
const bytes = (text = ""): Buffer => Buffer.from(text, "base64");

const openssl = (...args: readonly string[]): string => opensslIn(folder, ...args);

/** The newest signature under an address, from the trail of acts to its file. */
async function signedFor(search: string): Promise<SignedFile> {
  const rows = (await town.done("supervisor-1", "GET", `/api/v1/audit?${search}`))["rows"] as { signed?: string }[];
  const { file } = await town.done("supervisor-1", "GET", `/api/v1/audit/signatures/${rows.find(({ signed }) => signed !== undefined)?.signed ?? ""}`);
  return JSON.parse(bytes(String(file)).toString("utf8")) as SignedFile;
}

test("both officers' signatures under a publication verify under the authority, over a text that names the act; one byte more and they do not", async () => {
  const { id } = await publishedTender(town);
  write("ca.pem", town.world.caPem);
  for (const [action, address] of [["tender.submit", "submission"], ["tender.publish", "publication"]] as const) {
    const { how, text, signature } = await signedFor(`action=${action}`);
    expect([how, JSON.parse(bytes(text).toString("utf8"))]).toMatchObject(["certificate", { action, path: `/api/v1/tenders/${id}/${address}` }]);
    write("signature.p7s", bytes(signature));
    const verify = (): string => openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", "signature.p7s", "-content", "text", "-CAfile", "ca.pem", "-purpose", "any", "-attime", String(Math.ceil(town.world.clock() / 1_000)));
    write("text", bytes(text));
    expect(verify()).toContain(action);
    write("text", Buffer.concat([bytes(text), Buffer.from(" ")]));
    expect(verify).toThrow(/openssl cms/);
  }
});

test("a passkey's signature under a change of keys verifies by its public key, over the hash of the text that names the act", async () => {
  const who = someone(town);
  await register(who, "存证人");
  const [{ id = "" } = {}] = (await who.ask("GET", "/api/v1/proofs")).json["passkeys"] as { id?: string }[];
  await who.ask("DELETE", `/api/v1/passkeys/${id}`);
  const { how, text, key, signature, authenticatorData, clientDataJSON } = await signedFor(`object=/api/v1/passkeys/${id}`);
  const client = JSON.parse(bytes(clientDataJSON).toString("utf8")) as { challenge: string; origin: string };
  expect([how, client.origin, client.challenge]).toEqual(["passkey", SITE, createHash("sha256").update(bytes(text)).digest("base64url")]);
  expect(JSON.parse(bytes(text).toString("utf8"))).toMatchObject({ method: "DELETE", path: `/api/v1/passkeys/${id}` });
  write("key.der", bytes(key));
  write("signature", bytes(signature));
  write("data", Buffer.concat([bytes(authenticatorData), createHash("sha256").update(bytes(clientDataJSON)).digest()]));
  const verify = (): string => openssl("dgst", "-sha256", "-verify", "key.der", "-keyform", "DER", "-signature", "signature", "data");
  expect(verify()).toContain("Verified OK");
  write("data", Buffer.concat([bytes(authenticatorData), createHash("sha256").update(Buffer.concat([bytes(clientDataJSON), Buffer.from(" ")])).digest()]));
  expect(verify).toThrow(/openssl dgst/);
});
