import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.js";
import { must, type Result } from "../../src/kernel/result.js";
import { DAY_MS, plusMs, type Instant } from "../../src/kernel/time.js";
import { openLog } from "../../src/log-lines.js";
import { makeAuthority, openAuthority, type Authority } from "../../src/rehearsal/authority.js";
import { openRevoking } from "../../src/rehearsal/revoking.js";
import { passRevocation, underNewest } from "../../src/revocation/use-cases/judge.js";
import { keepList, revocationKeeper } from "../../src/revocation/use-cases/snapshots.js";
import { trustUnder, watchRevocation, type RevocationSettings } from "../../src/revocation/watch.js";
import { parseCertificate, readPem, type Certificate } from "../../src/signing/certificates.js";
import { verifyDetached } from "../../src/signing/cms.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import type { World } from "../../src/world.js";
import { signedLogin, someone } from "../support/people.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
let authority: Authority;
const lines: string[] = [];
const heard = new Writable({ write: (chunk: Buffer, _, done) => { lines.push(chunk.toString()); done(); } });
const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));
const inTown = (name: string): string => readFileSync(path.join(town.folder, "rehearsal", name), "utf8");
const pemIn = (name: string, kind: string): Uint8Array<ArrayBuffer> => readPem(inTown(name), kind)[0] ?? new Uint8Array();
beforeAll(async () => {
  town = await testTown(undefined, "error", null, { log: openLog("error", heard) });
  authority = await openAuthority({ certificate: pemIn("ca/root.cert.pem", "CERTIFICATE"), privateKey: pemIn("ca/root.key.pem", "PRIVATE KEY") }, random);
});
afterAll(async () => { await town.stop(); });
beforeEach(() => { lines.length = 0; });

const codeOf = <Value>(result: Result<Value>): string => (result.ok ? "ok" : result.refusal.code);
const certificateOf = async (actor: string): Promise<Certificate> => must(parseCertificate((await town.signer(actor)).certificate));
async function signIn(actor: string, app: TestTown["app"] = town.app): Promise<unknown> {
  const who = someone({ ...town, app });
  const { status, json } = await who.ask("POST", "/api/v1/sessions", { certificate: await signedLogin(who, "sign-in", await town.signer(actor)) });
  return status === 201 ? 201 : json["code"];
}
/** The town's world, watching revocation by other means; on a clock of its own where one is given. */
function watching(settings: Partial<RevocationSettings>, clock = town.world.clock): World {
  const revocation = watchRevocation({ sources: [], responders: [], whenStale: "refuse", ...settings });
  return { ...town.world, revocation, clock, trust: trustUnder({ roots: town.world.trust.roots, intermediates: [], crls: [] }, revocation) };
}
const down = { name: "down", fetch: () => Promise.reject(new Error("no route")), ask: () => Promise.reject(new Error("no route")) };

describe("a certificate its issuer took back", () => {
  test("signs nobody in from then on, in any process, nor anything else; others go on", async () => {
    const other = watching({ whenStale: "refuse", sources: [down] });
    const elsewhere = createApp({ ...town, world: other, uploads: {} as never });
    expect([await signIn("bidder-1"), await signIn("bidder-2"), await signIn("bidder-1", elsewhere)]).toEqual([201, 201, 201]);
    const { sha256 } = await certificateOf("bidder-1");
    expect((await town.ask("bidder-2", "POST", "/api/v1/rehearsal/revocations", { certificate: sha256 })).status).toBe(403);
    await town.done("admin-1", "POST", "/api/v1/rehearsal/revocations", { certificate: sha256 });
    expect([await signIn("bidder-1"), await signIn("bidder-2"), await signIn("bidder-1", elsewhere)]).toEqual(["certificate-revoked", 201, "certificate-revoked"]);
    const text = new TextEncoder().encode("{}");
    expect(codeOf(verifyDetached(await signDetached(text, await town.signer("bidder-1")), text, town.world.trust, town.world.clock()))).toBe("certificate-revoked");
    expect(codeOf(verifyDetached(await signDetached(text, await town.signer("bidder-2")), text, town.world.trust, town.world.clock()))).toBe("ok");
    expect((await town.ask(null, "POST", "/api/v1/rehearsal/revocations", { certificate: sha256 })).status).toBe(401);
  });

  test("each sign-in is kept with the hash of the list it passed by, which everybody can fetch", async () => {
    await signIn("bidder-3");
    const { lists } = (await town.done(null, "GET", "/api/v1/revocation")) as { lists: { sha256: string; stale: boolean }[] };
    const kept = await town.database.db.selectFrom("certificate_checks").selectAll().where("certificate_sha256", "=", (await certificateOf("bidder-3")).sha256).execute();
    expect(kept.map(({ state, purpose, snapshot_sha256 }) => ({ state, purpose, snapshot_sha256 }))).toEqual([{ state: "good", purpose: "sign-in", snapshot_sha256: lists[0]?.sha256 }]);
    const bytes = new Uint8Array(await (await town.app.request(`/api/v1/revocation/${lists[0]?.sha256 ?? ""}`)).arrayBuffer());
    expect([sha256Hex(bytes), lists[0]?.stale]).toEqual([lists[0]?.sha256, false]);
  });
});

describe("a list", () => {
  test("that is over lets nobody in, or in with an alarm, as the exchange was told: at its very end, not a millisecond before", async () => {
    const bidder = await certificateOf("bidder-4");
    const from = (Math.floor(town.world.clock() / 1_000) * 1_000 + 400 * DAY_MS) as Instant; // lists know seconds
    const end = plusMs(from, 30 * DAY_MS);
    must(await keepList(watching({}, () => from), await authority.revocationList([], from), "test", from));
    const stands = async (at: Instant, whenStale: "refuse" | "accept") => {
      const world = watching({ sources: [down], whenStale }, () => at);
      await underNewest(world);
      return passRevocation(world, bidder, "sign-in");
    };
    expect(must(await stands(plusMs(end, -1), "refuse")).state).toBe("good");
    expect(lines).toEqual([]);
    expect(codeOf(await stands(end, "refuse"))).toBe("revocation-unknown");
    expect(lines.some((line) => line.includes("no current word"))).toBe(true);
    expect(must(await stands(end, "accept")).state).toBe("stale");
  });

  test("that is over is asked for anew before anybody is turned away", async () => {
    const at = plusMs(town.world.clock(), 500 * DAY_MS);
    const world = watching({ sources: [{ name: "authority", fetch: () => authority.revocationList([], at) }] }, () => at);
    expect(must(await passRevocation(world, await certificateOf("bidder-4"), "sign-in")).state).toBe("good");
  });

  test("older than the one in force, of a stranger who bears our authority's name, or touched, is not taken", async () => {
    const now = plusMs(town.world.clock(), 600 * DAY_MS);
    const world = watching({}, () => now);
    const list = await authority.revocationList([], now);
    expect(codeOf(await keepList(world, list, "test", now))).toBe("ok");
    expect(codeOf(await keepList(world, await authority.revocationList([], plusMs(now, -1_000)), "test", now))).toBe("crl-older");
    expect(codeOf(await keepList(world, await (await makeAuthority(random)).revocationList([], plusMs(now, 1_000)), "test", now))).toBe("crl-stranger");
    const touched = Uint8Array.from(list);
    touched[touched.length - 1] = (touched.at(-1) ?? 0) ^ 1;
    expect(["crl-stranger", "wrong-crl"]).toContain(codeOf(await keepList(world, touched, "test", now)));
    for (const bytes of [new Uint8Array(), Uint8Array.of(0x30), new TextEncoder().encode("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----"), new TextEncoder().encode("<html>"), pemIn("ca/root.cert.pem", "CERTIFICATE")]) {
      expect(codeOf(await keepList(world, bytes, "test", now))).toBe("wrong-crl");
    }
    expect(codeOf(await keepList(world, new TextEncoder().encode(`-----BEGIN X509 CRL-----\n${Buffer.from(list).toString("base64")}\n-----END X509 CRL-----\n`), "test", now))).toBe("ok");
  });

  test("that no source brings raises the alarm once it is over, and says when lists are back", async () => {
    const at = { now: plusMs(town.world.clock(), 2_000 * DAY_MS), real: 0, isDown: true };
    const world = watching({ sources: [{ name: "authority", fetch: () => (at.isDown ? down.fetch() : authority.revocationList([], at.now)) }] }, () => at.now);
    const look = revocationKeeper({ ...world, log: openLog("info", heard) }, () => at.real);
    await look();
    expect(lines.filter((line) => line.includes("a list is over"))).toHaveLength(1);
    await look();
    expect(lines.filter((line) => line.includes("a list is over"))).toHaveLength(1);
    Object.assign(at, { real: 30_000, isDown: false });
    await look();
    expect(lines.filter((line) => line.includes("current again"))).toHaveLength(1);
  });
});

describe("a responder (OCSP)", () => {
  const responder = (answers: { count: number }, at: Instant, by = authority) => {
    const own = openRevoking(by, town.folder);
    return { own, responder: { name: "responder", ask: (request: Uint8Array) => { answers.count += 1; return Promise.resolve(own.answer(request, at)); } } };
  };

  test("says that a certificate is good, is asked once until its next word is due, and turns the revoked away though no list knows", async () => {
    const at = plusMs(town.world.clock(), 700 * DAY_MS);
    const answers = { count: 0 };
    const { own, responder: one } = responder(answers, at);
    const [bidder, revoked] = [await certificateOf("bidder-5"), await certificateOf("bidder-6")];
    await own.revoke(revoked.der, at);
    const world = watching({ responders: [one] }, () => at);
    const first = must(await passRevocation(world, bidder, "sign-in"));
    expect(must(await passRevocation(world, bidder, "sign-in"))).toEqual(first);
    expect([first.state, answers.count]).toEqual(["good", 1]);
    expect(codeOf(await passRevocation(world, revoked, "sign-in"))).toBe("certificate-revoked");
    expect(codeOf(await passRevocation(watching({ responders: [down] }, () => plusMs(at, 90 * DAY_MS)), revoked, "sign-in"))).toBe("certificate-revoked");
  });

  test("is believed with our nonce, our issuer's signature and a word of now alone", async () => {
    const at = plusMs(town.world.clock(), 800 * DAY_MS);
    const [bidder, other] = [await certificateOf("bidder-7"), await certificateOf("bidder-8")];
    const { own } = responder({ count: 0 }, at);
    const spoiled: Record<string, (request: Uint8Array) => Uint8Array> = {
      "of another authority": (request) => openRevoking({ ...authority, root: { ...authority.root, privateKey: stranger.root.privateKey } }, town.folder).answer(request, at),
      "of two days ago": (request) => own.answer(request, plusMs(at, -2 * DAY_MS)), "of tomorrow": (request) => own.answer(request, plusMs(at, DAY_MS)),
      "of nothing": () => new Uint8Array(), "of a page": () => new TextEncoder().encode("<html>"), "cut short": (request) => own.answer(request, at).subarray(0, 60),
      "touched": (request) => { const bytes = own.answer(request, at); bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1; return bytes; },
    };
    const stranger = await makeAuthority(random);
    let earlier: Uint8Array = new Uint8Array();
    const recording = { name: "recording", ask: (request: Uint8Array) => Promise.resolve((earlier = own.answer(request, at))) };
    must(await passRevocation(watching({ responders: [recording] }, () => at), other, "sign-in"));
    spoiled["kept from another question"] = () => earlier;
    for (const [what, answer] of Object.entries(spoiled)) {
      expect(codeOf(await passRevocation(watching({ responders: [{ name: what, ask: (request) => Promise.resolve(answer(request)) }] }, () => at), bidder, "sign-in")), what).toBe("revocation-unknown");
    }
    expect(must(await passRevocation(watching({ responders: [down, { name: "good", ask: (request) => Promise.resolve(own.answer(request, at)) }] }, () => at), bidder, "sign-in")).state).toBe("good");
  });
});

test("where no source is set up a certificate passes, and that is what is kept", async () => {
  expect(must(await passRevocation(watching({}), await certificateOf("bidder-4"), "sign-in"))).toEqual({ state: "unwatched", snapshot: null });
});
