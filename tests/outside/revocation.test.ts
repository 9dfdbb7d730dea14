import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import { passRevocation, underNewest } from "../../src/revocation/use-cases/judge.js";
import { crlSource } from "../../src/revocation/use-cases/sources.js";
import { trustUnder, watchRevocation, type RevocationSettings } from "../../src/revocation/watch.js";
import { parseCertificate, readPem, type Certificate } from "../../src/signing/certificates.js";
import type { World } from "../../src/world.js";
import { serveApp } from "../support/browsing.js";
import { testTown, type TestTown } from "../support/town.js";
import { opensslIn } from "../support/openssl.js";

// OpenSSL is the authority whose lists and answers we judge, and judges those of ours.
let folder: string;
let town: TestTown;
const file = (name: string): string => path.join(folder, name);
const CNF = `[ca]\ndefault_ca=own\n[own]\ndir=.\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ncertificate=ca.pem\nprivate_key=ca.key\ndefault_md=sha256\ndefault_days=30\ndefault_crl_days=7\npolicy=any\ncrl_extensions=list\nunique_subject=no
[any]\ncommonName=supplied\n[list]\nauthorityKeyIdentifier=keyid\n[authority]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash
[person]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nauthorityKeyIdentifier=keyid\n[responder]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nauthorityKeyIdentifier=keyid
[stranger]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nauthorityKeyIdentifier=keyid\n`;

const openssl = (...args: readonly string[]): string => opensslIn(folder, ...args);

function issue(name: string, extensions: string): void {
  openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
  openssl("ca", "-config", "ca.cnf", "-batch", "-notext", "-in", `${name}.csr`, "-out", `${name}.pem`, "-extensions", extensions);
}
const parsed = (name: string): Certificate => must(parseCertificate(readPem(readFileSync(file(name), "utf8"), "CERTIFICATE")[0] ?? new Uint8Array()));

beforeAll(async () => {
  town = await testTown();
  folder = mkdtempSync(path.join(tmpdir(), "daylight-revocation-"));
  writeFileSync(file("ca.cnf"), CNF);
  writeFileSync(file("index.txt"), "");
  writeFileSync(file("serial"), "1000\n");
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Outside CA", "-days", "30", "-config", "ca.cnf", "-extensions", "authority", "-batch");
  for (const [name, extensions] of [["anna", "person"], ["bert", "person"], ["responder", "responder"], ["stranger", "stranger"]] as const) issue(name, extensions);
  openssl("ca", "-config", "ca.cnf", "-revoke", "bert.pem", "-crl_reason", "keyCompromise");
  openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "list.pem");
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await town.stop();
});

/** The town's world under OpenSSL's authority, at real time. */
function under(settings: Partial<RevocationSettings>): World {
  const revocation = watchRevocation({ sources: [], responders: [], whenStale: "refuse", ...settings });
  return { ...town.world, revocation, clock: () => (Date.now() + 1_000) as Instant, trust: trustUnder({ roots: [parsed("ca.pem")], intermediates: [], crls: [] }, revocation) };
}
const stands = async (world: World, name: string): Promise<string> => {
  await underNewest(world);
  const result = await passRevocation(world, parsed(`${name}.pem`), "sign-in");
  return result.ok ? result.value.state : result.refusal.code;
};

describe("of OpenSSL's authority", () => {
  test("the list, fetched from a file, turns the revoked away and lets the other in", async () => {
    const world = under({ sources: [crlSource(`file://${file("list.pem")}`)] });
    expect([await stands(world, "anna"), await stands(world, "bert")]).toEqual(["good", "certificate-revoked"]);
  });

  /** OpenSSL's responder, by files: a request in, its answer out. */
  const answering = (signer: string) => ({
    name: signer, ask: (request: Uint8Array): Promise<Uint8Array> => {
      writeFileSync(file("request.der"), request);
      openssl("ocsp", "-index", "index.txt", "-CA", "ca.pem", "-rsigner", `${signer}.pem`, "-rkey", `${signer}.key`, "-reqin", "request.der", "-respout", "answer.der", "-ndays", "1", "-rmd", "sha256");
      return Promise.resolve(new Uint8Array(readFileSync(file("answer.der"))));
    },
  });

  test.each(["ca", "responder"])("answers signed by its %s are believed, of both kinds", async (signer) => {
    const world = under({ responders: [answering(signer)] });
    expect([await stands(world, "anna"), await stands(world, "bert")]).toEqual(["good", "certificate-revoked"]);
  });

  test("an answer signed by a certificate that is for no answering is not believed", async () => {
    const fresh = "carl";
    issue(fresh, "person");
    const taken = async (): Promise<number> => (await town.database.db.selectFrom("revocation_snapshots").select("sha256").where("kind", "=", "ocsp").where("serial", "=", parsed(`${fresh}.pem`).serial).execute()).length;
    await stands(under({ responders: [answering("stranger")] }), fresh);
    expect(await taken()).toBe(0);
    await stands(under({ responders: [answering("responder")] }), fresh);
    expect(await taken()).toBe(1);
  });
});

describe("of the rehearsal's authority", () => {
  const inTown = (name: string): string => path.join(town.folder, "rehearsal", name);

  test("openssl takes the list for signed and finds the revoked certificate in it", async () => {
    await town.done("admin-1", "POST", "/api/v1/rehearsal/revocations", { certificate: must(parseCertificate((await town.signer("bidder-1")).certificate)).sha256 });
    writeFileSync(file("ours.crl"), new Uint8Array(await (await town.app.request("/rehearsal/ca.crl")).arrayBuffer()));
    const text = openssl("crl", "-inform", "DER", "-in", "ours.crl", "-CAfile", inTown("ca/root.cert.pem"), "-noout", "-text");
    const { serial } = must(parseCertificate((await town.signer("bidder-1")).certificate));
    expect(text).toContain(`Serial Number: ${serial.toUpperCase()}`);
  });

  test("openssl asks our responder over HTTP and believes it, of both kinds", async () => {
    const { base, stop } = await serveApp(town.app);
    try {
      const ask = (actor: string): Promise<string> => new Promise((resolve, reject) => {
        execFile("openssl", ["ocsp", "-sha256", "-issuer", inTown("ca/root.cert.pem"), "-cert", inTown(`keys/${actor}.cert.pem`), "-url", `${base}/rehearsal/ocsp`, "-CAfile", inTown("ca/root.cert.pem"), "-attime", String(Math.floor(town.world.clock() / 1_000)), "-validity_period", "10000000000", "-nonce"],
          (error, stdout, stderr) => { if (error === null) resolve(stdout + stderr); else reject(new Error(stdout + stderr)); });
      });
      for (const [actor, status] of [["bidder-2", "good"], ["bidder-1", "revoked"]] as const) {
        const said = await ask(actor);
        expect(said).toContain("Response verify OK");
        expect(said).toContain(`${actor}.cert.pem: ${status}`);
      }
    } finally {
      stop();
    }
  });
});
