import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { base64, fromBase64, fromUtf8 } from "../../src/kernel/bytes.js";
import { sheetBytes, type Sheet } from "../../src/judging/sheet.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { newAuthenticator } from "../support/authenticator.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { seat } from "../support/judging.js";
import { register, SITE, someone, type Someone } from "../support/people.js";
import { byPasskey, toSign } from "../support/step-up.js";
import { commandsOf, needTools, REMADE, runReadme } from "../support/readme.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";

// A member without a certificate signs its sheet by the passkey of its own device: the request that brings the sheet is what is signed, and the bundle shows it.
let town: TestTown;
let tender: string;
let bundle: MemoryBundle;
let member: Someone;
const said: Record<string, unknown> = {};
const ACTOR = "committee-3";

/** The member signs by its device; what is wrong on the way is tried first. */
async function signsByPasskey(here: TestTown, id: string): Promise<void> {
  await seat(here, id);
  member = someone(here);
  await register(member, "评委甲");
  await sql`update actors set person_id = (select person_id from people order by made_at desc limit 1) where actor_id = ${ACTOR}`.execute(here.database.as("owner"));
  await member.ask("PUT", "/api/v1/sessions/current/office", { office: ACTOR });
  const lot = `/api/v1/tenders/${id}/lots/1`;
  const { sheet } = (await member.ask("GET", `${lot}/panel`)).json as { sheet: Sheet };
  const filled = (score: string): string => base64(sheetBytes({ ...sheet, scores: sheet.scores.map(({ bidder, items }) => ({ bidder, items: items.map(({ criterion }, at) => ({ criterion, score: at === 0 ? score : "9.00", reason: "按评分标准" })) })) }));
  const unsigned = await member.askOnce("POST", `${lot}/sheets`, { sheet: filled("15.00") });
  said["unsigned"] = unsigned.json["code"];
  const wanted = toSign(unsigned);
  if (wanted === null) throw new RangeError("no signature is wanted");
  said["other device"] = (await member.askOnce("POST", `${lot}/sheets`, { sheet: filled("15.00") }, byPasskey(wanted, newAuthenticator(), SITE))).json["code"];
  const again = toSign(await member.askOnce("POST", `${lot}/sheets`, { sheet: filled("15.00") }));
  said["other scores"] = again === null ? null : (await member.askOnce("POST", `${lot}/sheets`, { sheet: filled("22.00") }, byPasskey(again, member.authenticator, SITE))).json["code"];
  said["signed"] = (await member.ask("POST", `${lot}/sheets`, { sheet: filled("15.00") })).status;
  said["twice"] = (await member.ask("POST", `${lot}/sheets`, { sheet: filled("15.00") })).json["code"];
}

beforeAll(async () => {
  town = await testTown();
  tender = await tenderWithResult(town, signsByPasskey);
  await archive(town, tender, "full");
  bundle = await bundleBytes(town, tender, "full");
}, 300_000);
afterAll(async () => { await town.stop(); });

const acts = (): string[] => [...bundle.keys()].filter((path) => path.endsWith(".act"));
const faultsOf = async (changed: Readonly<Record<string, Uint8Array | null>>): Promise<string[]> => (await verifyBundle(filesOf(spoiled(bundle, changed)))).faults.map(({ code }) => code);

test("nobody signs for the member: not without its device, not by another's, not other scores than were shown, and not twice", () => {
  expect(said).toEqual({ "unsigned": "step-up-needed", "other device": "step-up-not-yours", "other scores": "step-up-other", "signed": 201, "twice": "sheet-signed" });
});

test("the bundle holds the signed request beside the sheet, holds whole, and says by which key", async () => {
  const [act = "", ...more] = acts();
  expect(more).toEqual([]);
  expect(JSON.parse(fromUtf8(bundle.get(act) ?? new Uint8Array()))).toMatchObject({ v: "signed-act/1", how: "passkey" });
  expect(bundle.has(act.replace(/act$/, "p7s"))).toBe(false);
  const report = await verifyBundle(filesOf(bundle));
  expect(report.faults).toEqual([]);
  expect(report.notes.filter(({ code }) => code === "sheet-by-passkey")).toHaveLength(1);
});

test("another key, another signature, another request, another sheet's act or none passes for it nowhere", async () => {
  const [file = ""] = acts();
  const act = JSON.parse(fromUtf8(bundle.get(file) ?? new Uint8Array())) as Record<string, string>;
  const made = (change: Record<string, string>): Uint8Array => Buffer.from(JSON.stringify(Object.fromEntries(Object.entries({ ...act, ...change }).sort(([left], [right]) => (left < right ? -1 : 1)))));
  expect(await faultsOf({ [file]: made({}) }), "the same bytes").toEqual([]);
  const of = (name: string): string => act[name] ?? "";
  const flipped = (value: string, at: number): string => { const bytes = Uint8Array.from(fromBase64(value)); bytes[at] = (bytes[at] ?? 0) ^ 1; return base64(bytes); };
  const other = Buffer.from(newAuthenticator().key.export({ type: "pkcs8", format: "der" })).toString("base64");
  const wrong = {
    key: { key: flipped(of("key"), 40) }, foreign: { key: other }, signature: { signature: flipped(of("signature"), 20) }, unverified: { authenticatorData: flipped(of("authenticatorData"), 32) }, site: { authenticatorData: flipped(of("authenticatorData"), 0) },
    text: { text: base64(Buffer.from(Buffer.from(fromBase64(of("text"))).toString("utf8").replace("/lots/1/sheets", "/lots/2/sheets"))) },
    client: { clientDataJSON: base64(Buffer.from(Buffer.from(fromBase64(of("clientDataJSON"))).toString("utf8").replace("webauthn.get", "webauthn.create"))) },
  };
  for (const [name, change] of Object.entries(wrong)) expect(await faultsOf({ [file]: made(change) }), name).toContain("act-wrong");
  const [cms = ""] = [...bundle.keys()].filter((each) => each.startsWith("evaluation/1/sheets/") && each.endsWith(".p7s"));
  expect(await faultsOf({ [cms.replace(/p7s$/, "act")]: made({}), [cms]: null }), "beside another sheet").toContain("act-wrong");
  expect(await faultsOf({ [file]: null })).toContain("file-missing");
});

test("a stranger checks it with openssl and jq by the lines of README.txt, and finds one changed byte", () => {
  needTools({ openssl: "openssl", jq: "jq" });
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-passkey-"));
  try {
    for (const [name, bytes] of bundle) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), bytes);
    }
    const commands = commandsOf(readFileSync(path.join(folder, "README.txt"), "utf8"));
    expect(runReadme(folder, commands)).toEqual({ status: 0, output: "" });
    const [act = ""] = acts();
    const { signature = "" } = JSON.parse(fromUtf8(bundle.get(act) ?? new Uint8Array())) as Record<string, string>;
    const bytes = Uint8Array.from(fromBase64(signature));
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(path.join(folder, act), fromUtf8(bundle.get(act) ?? new Uint8Array()).replace(signature, base64(bytes)));
    execFileSync("bash", ["-c", REMADE], { cwd: folder });
    expect(runReadme(folder, commands).status).not.toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
