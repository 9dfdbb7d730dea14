import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startExchange, type DemoExchange } from "../../src/cli/demo/exchange.js";
import { openStage, type Stage } from "../../src/cli/demo/stage.js";
import { run } from "../../src/cli/program.js";
import { commandsOf, runReadme } from "../support/readme.js";
import { lotBody, tenderBody } from "../support/works-tender.js";
import { publishedByCli } from "../support/cli-tender.js";

/** The tenderer's own command line, and a stranger with openssl, jq and grep. */
let exchange: DemoExchange;
let stage: Stage;
let folder: string;
let tender: string;
const REFUSED = 1;
const at = (...names: string[]): string => path.join(folder, ...names);
const lot = (): string => `/api/v1/tenders/${tender}/lots/1`;

function tool(program: string, ...args: readonly string[]): string {
  const done = spawnSync(program, args);
  if (done.error !== undefined) throw new Error(`${program} is missing: apt-get install ${program}`);
  expect(done.status, done.stderr.toString()).toBe(0);
  return done.stdout.toString();
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-reserve-"));
  exchange = await startExchange("2026-01-05T09:00:00+08:00");
  stage = openStage(exchange, folder, () => undefined);
  const form = tenderBody({ saleFrom: "2026-01-05T10:00:00+08:00", saleUntil: "2026-01-12T17:00:00+08:00", deadline: "2026-01-26T09:30:00+08:00", reserveEstimates: 1 }, [lotBody({ objectionMinutes: 5 })]);
  tender = await publishedByCli(stage, form);
  await stage.until("2026-01-25T10:00:00+08:00");
}, 120_000);
afterAll(async () => {
  await exchange.stop();
  rmSync(folder, { recursive: true, force: true });
});

let commitment = "";

test("the file is made without telling the exchange, is never written over, and openssl gives its commitment", async () => {
  writeFileSync(at("amount.txt"), "36500000.00\n");
  const made = await stage.daylight("tenderer-1", ["reserve", "make", tender, "1", "--amount", at("amount.txt"), "--out", at("reserve.json")]);
  commitment = made.result["commitment"] as string;
  expect(await stage.get("citizen-1", `${lot()}/reserve`)).toMatchObject({ state: "due", commitment: null });
  expect(tool("openssl", "dgst", "-sha256", "-r", at("reserve.json")).slice(0, 64)).toBe(commitment);
  expect(tool("jq", "-cSj", ".", at("reserve.json")), "canonical, no line break at its end").toBe(readFileSync(at("reserve.json"), "utf8"));
  expect(statSync(at("reserve.json")).mode & 0o077).toBe(0);
  expect((await stage.daylight("tenderer-1", ["reserve", "make", tender, "1", "--amount", at("amount.txt"), "--out", at("reserve.json")], REFUSED)).code).toBe("file-exists");
  writeFileSync(at("nothing.txt"), "0.00");
  expect((await stage.daylight("tenderer-1", ["reserve", "make", tender, "1", "--amount", at("nothing.txt"), "--out", at("nothing.json")], REFUSED)).code).toBe("reserve-file-malformed");
  writeFileSync(at("words.txt"), "3650万");
  expect((await stage.daylight("tenderer-1", ["reserve", "make", tender, "1", "--amount", at("words.txt"), "--out", at("words.json")], REFUSED)).code).toBe("money-amount");
});

test("it is fixed by its hash, which stands in the witnessed log and nowhere says the amount", async () => {
  const { policy } = (await stage.get("citizen-1", "/api/v1/exchange"))["log"] as { policy: string };
  writeFileSync(at("policy.txt"), policy);
  expect((await stage.daylight("tenderer-1", ["reserve", "commit", tender, "2", at("reserve.json")], REFUSED)).code, "another lot's").toBe("reserve-file-elsewhere");
  const fixed = await stage.daylight("tenderer-1", ["reserve", "commit", tender, "1", at("reserve.json"), "--policy", at("policy.txt")]);
  expect(fixed.result).toMatchObject({ commitment, unpinned: [] });
  expect((await stage.daylight("tenderer-1", ["reserve", "commit", tender, "1", at("reserve.json")])).result, "again: the first answer").toMatchObject({ commitment, index: fixed.result["index"] });
});

test("before the log shows the close the tool gives the file to nobody", async () => {
  expect((await stage.daylight("tenderer-1", ["reserve", "reveal", tender, "1", at("reserve.json")], REFUSED)).code).toBe("reserve-close-not-logged");
});

test("at the opening it is read out from the very file, and a stranger checks all of it with stock tools", async () => {
  for (const [bidder, price] of [["bidder-1", "37000000.00"], ["bidder-2", "36000000.00"], ["bidder-3", "35000000.00"]] as const) {
    mkdirSync(at("papers", bidder, "bid"), { recursive: true });
    writeFileSync(at("papers", bidder, "bid", "form.json"), JSON.stringify({ v: "form/1", price: { amount: price, currency: "CNY" }, days: 230, quality: "合格" }));
    await stage.daylight(bidder, ["seal", tender, "1", at("papers", bidder), "--out", at("envelopes", bidder), "--rehearsal-plain-key"]);
    await stage.daylight(bidder, ["lodge", at("envelopes", bidder)]);
  }
  await stage.until("2026-01-26T09:36:00+08:00");
  writeFileSync(at("other.json"), readFileSync(at("reserve.json"), "utf8").replace("36500000.00", "36500000.01"));
  expect((await stage.daylight("tenderer-1", ["reserve", "reveal", tender, "1", at("other.json")], REFUSED)).code, "told by the tool itself").toBe("reserve-file-differs");
  expect((await stage.daylight("tenderer-1", ["reserve", "reveal", tender, "1", at("reserve.json"), "--policy", at("policy.txt")])).result).toMatchObject({ amount: { amount: "36500000.00" }, unpinned: [] });
  expect((await stage.daylight("tenderer-1", ["reserve", "lose", tender, "1", "--reason", "硬盘损坏"], REFUSED)).code).toBe("reserve-revealed");
  for (const opener of ["agency", "notary"]) await stage.daylight(`opener-${opener}`, ["release", tender, "1", "bid"]);
  await stage.post("staff-1", `${lot()}/parts/bid/record`);
  await stage.post("staff-1", `/api/v1/tenders/${tender}/archive`, { edition: "full" });
  await stage.daylight("staff-1", ["bundle", tender, "--edition", "full", "--out", at("bundle")]);
  const shown = tool("openssl", "dgst", "-sha256", "-r", at("bundle", "reserve", "1.json")).slice(0, 64);
  expect(shown).toBe(commitment);
  expect(tool("grep", "-r", "-a", "-o", "-h", `{"commitment":"${shown}","lot":"1","tender":"${tender}","type":"reserve.committed","v":"dl/1"}`, at("bundle", "log", "tile", "entries")).split("\n").filter((line) => line !== "")).toHaveLength(1);
  expect(tool("jq", "-r", ".amount.amount", at("bundle", "reserve", "1.json")).trim()).toBe("36500000.00");
  expect(runReadme(at("bundle"), commandsOf(readFileSync(at("bundle", "README.txt"), "utf8")))).toMatchObject({ status: 0 });
  expect(await run(["verify", at("bundle"), "--policy", at("policy.txt")], { out: () => undefined, err: () => undefined })).toBe(0);
}, 120_000);
