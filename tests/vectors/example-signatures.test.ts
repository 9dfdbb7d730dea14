import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { parseCertificate, readPem } from "../../src/signing/certificates.js";
import type { TrustStore } from "../../src/signing/chains.js";
import { verifyDetached } from "../../src/signing/cms.js";

const bundle = new URL("bundle-example/", import.meta.url);
const read = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, bundle)));

const trust: TrustStore = {
  roots: readPem(readFileSync(new URL("trust/ca.pem", bundle), "utf8"), "CERTIFICATE").map((der) => must(parseCertificate(der))), intermediates: [], crls: [],
};
const signatures = readdirSync(bundle, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".p7s"));

test("every signature of a bundle made by an independent program is accepted, and written again the same", () => {
  expect(signatures).toHaveLength(13);
  for (const path of signatures) {
    const p7s = read(path);
    const content = read(path.replace(/p7s$/, "json"));
    const { certificate, reencoded } = must(verifyDetached(p7s, content, trust, at("2026-12-01T00:00:00+08:00")));
    expect(certificate.organisation).toMatch(/^91310000[A-Z]+\d+$/);
    expect(reencoded).toEqual(p7s);
    expect(verifyDetached(p7s, content, { ...trust, roots: [] }, at("2026-12-01T00:00:00+08:00"))).toMatchObject({ ok: false, refusal: { code: "certificate-untrusted" } });
  }
});
