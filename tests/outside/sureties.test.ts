import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../src/cli/program.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { opensslIn } from "../support/openssl.js";
import { signedIn } from "../support/pages.js";
import { SCORING } from "../support/procurement-method.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// The issuer's own command line, a bidder's browser form, and a stranger with jq and openssl.
let served: ServedTown;
let tender: TenderInTest;
let folder: string;
const at = (name: string): string => path.join(folder, name);

function jq(...args: readonly string[]): Buffer {
  const done = spawnSync("jq", args);
  if (done.error !== undefined) throw new Error("jq is missing: apt-get install jq");
  expect(done.status, done.stderr.toString()).toBe(0);
  return done.stdout;
}

/** `daylight guarantee make`, as the issuer runs it. */
async function make(name: string, ...more: readonly string[]): Promise<{ readonly exit: number; readonly said: string }> {
  const lines: string[] = [];
  const keep = (line: string): void => { lines.push(line); };
  const firm = served.town.actors.find(({ id }) => id === "bidder-1")?.organisation;
  const keys = path.join(served.town.folder, "rehearsal", "keys");
  const exit = await run(["guarantee", "make", tender.id, "1", "--url", served.base, "--certificate", path.join(keys, "issuer-1.cert.pem"), "--key", path.join(keys, "issuer-1.key.pem"), "--applicant", firm?.uscc ?? "", "--applicant-name", firm?.name ?? "", "--out", at(name), ...more], { out: keep, err: keep });
  return { exit, said: lines.join("\n") };
}

beforeAll(async () => {
  served = await servedTown("2026-09-14T09:00:00+08:00");
  folder = mkdtempSync(path.join(tmpdir(), "daylight-surety-"));
  tender = await publishedTender(served.town, goodsTender({ validityDays: 90 }, [goodsLot({ method: SCORING, deposit: yuan("20000.00"), depositDays: 90 })]), "procurement");
}, 120_000);
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the issuer's command asks what the lot wants, signs it and writes one file over none; jq and openssl find letter and signature good", async () => {
  expect(await make("letter.baohan.json", "--number", "晨银保〔2026〕0001号")).toMatchObject({ exit: 0 });
  expect((await make("letter.baohan.json", "--number", "晨银保〔2026〕0002号")).said).toContain("file-exists");
  expect(jq("-cSj", ".", at("letter.baohan.json")).equals(readFileSync(at("letter.baohan.json"))), "canonical, no line break at its end").toBe(true);
  writeFileSync(at("letter.json"), jq("-cSj", ".letter", at("letter.baohan.json")));
  writeFileSync(at("letter.p7s"), Buffer.from(jq("-rj", ".signature", at("letter.baohan.json")).toString(), "base64"));
  const verify = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "letter.p7s", "-content", "letter.json", "-CAfile", path.join(served.town.folder, "rehearsal", "ca", "root.cert.pem"), "-out", "out.json"];
  opensslIn(folder, ...verify);
  writeFileSync(at("letter.json"), readFileSync(at("letter.json"), "utf8").replace("20000.00", "20000.01"));
  expect(() => opensslIn(folder, ...verify)).toThrow(/digest|verif/i);
});

test("a bidder hands the file in by the form on its page; a letter a fen short, one that is no JSON and a huge one come back with the reason; the good one shows", async () => {
  const bidder = await signedIn(served.town, "bidder-1");
  const page = `/my/${tender.id}/1`;
  expect((await bidder.get(page)).text).toContain("guarantee-letter");
  const send = (bytes: Uint8Array) => bidder.postFile(`${page}/guarantee-letter`, "letter", "保函.json", bytes);
  await make("short.json", "--number", "晨银保〔2026〕0003号", "--amount", "19999.99");
  expect((await send(readFileSync(at("short.json")))).text).toContain("19,999.99");
  expect((await send(Buffer.from("%PDF-1.7"))).text).toContain("JSON");
  expect((await send(Buffer.alloc(70_000, 32))).status).toBe(422);
  expect((await send(readFileSync(at("letter.baohan.json")))).status).toBe(303);
  const shown = (await bidder.get(page)).text;
  expect(shown).toContain("晨银保〔2026〕0001号");
  expect(shown).not.toContain("/guarantee-letter\"");
});
