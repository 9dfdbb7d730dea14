import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { base64, utf8 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { makeAuthority } from "../../src/rehearsal/authority.js";
import { certificatesPem, pemOf } from "../../src/rehearsal/key-files.js";
import { parseCertificate } from "../../src/signing/certificates.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { bytesOf } from "../../src/signing/statement.js";
import { BIDDER_A, EXCHANGE, sha256, testLot, type TestLot } from "./envelopes.js";

export type Lodged = { readonly parts: { readonly part: string; readonly statement: string; readonly signature: string; readonly salt: string; readonly shares: string[] }[] };
/** The exchange's side of lodging, as far as the sealing page sees it: it keeps whatever it is sent. */
export type LodgingPeer = {
  readonly app: Hono; readonly lot: TestLot; readonly caDer: Uint8Array; readonly certificatePem: string; readonly keyPem: string; readonly certificateSha256: string;
  readonly lodged: Lodged[]; readonly uploads: Map<string, Uint8Array>;
};

const ORGS: Record<string, string> = { agency: "91310000DDDDDDDD04", supervisor: "11310000EEEEEEEE05", notary: "91310000FFFFFFFF06" };

/** @param forged the opener whose key is signed by somebody else's certificate */
export async function lodgingPeer(forged: string | null = null): Promise<LodgingPeer> {
  const authority = await makeAuthority(randomBytes);
  const lot = await testLot();
  const key = await authority.issue({ commonName: "张伟", organisation: { name: "晨光建设", uscc: BIDDER_A.id } });
  const stranger = await authority.issue({ commonName: "外人", organisation: { name: "外人", uscc: "91310000CCCCCCCC03" } });
  const openers = await Promise.all(lot.openers.map(async ({ opener, recipient }) => {
    const own = await authority.issue({ commonName: opener, organisation: { name: opener, uscc: ORGS[opener] ?? "" } });
    const statement = bytesOf({ v: "dse-opener/1", ...lot.place, opener, org: ORGS[opener] ?? "", recipient, cert: sha256(own.certificate) });
    const by = opener === forged ? stranger : own;
    const imported = await crypto.subtle.importKey("pkcs8", by.privateKey, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    return { opener, statement: base64(statement), signature: base64(await signDetached(statement, { certificate: by.certificate, key: imported })) };
  }));
  const sealing = {
    exchange: EXCHANGE, mode: "rehearsal", now: "2026-12-01T09:00:00+08:00", caPem: certificatesPem([authority.root.certificate]),
    parts: [{ part: "price", terms: base64(bytesOf(lot.terms)), termsSha256: lot.termsSha256, openers, requiredFiles: ["工程量清单.csv"], form: true, previous: null }],
  };
  const lodged: Lodged[] = [];
  const uploads = new Map<string, Uint8Array>();
  return {
    app: peerApp(sealing, lodged, uploads), lot, caDer: authority.root.certificate, lodged, uploads,
    certificatePem: certificatesPem([key.certificate]), keyPem: pemOf("PRIVATE KEY", key.privateKey), certificateSha256: must(parseCertificate(key.certificate)).sha256,
  };
}

function peerApp(sealing: object, lodged: Lodged[], uploads: Map<string, Uint8Array>): Hono {
  const app = new Hono();
  let cut = false;
  app.get("/sealing", (c) => c.json(sealing));
  app.post("/lodge", async (c) => {
    lodged.push(await c.req.json<Lodged>());
    return c.json({ parts: [{ part: "price", statement: sha256(utf8("s")), receipt: "receipt\n", acceptedAt: "2026-12-01T09:00:01+08:00" }] }, 201);
  });
  app.post("/uploads", (c) => {
    uploads.set("/uploads/1", new Uint8Array());
    return c.body(null, 201, { Location: "/uploads/1" });
  });
  app.on(["HEAD", "GET"], "/uploads/1", (c) => c.body(null, 200, { "Upload-Offset": String(uploads.get("/uploads/1")?.length ?? 0) }));
  app.patch("/uploads/1", async (c) => {
    const sent = new Uint8Array(await c.req.arrayBuffer());
    if (!cut) {
      // The first piece arrives half, then the server is gone: the page must ask how far it came and go on from there.
      cut = true;
      uploads.set("/uploads/1", sent.slice(0, Math.floor(sent.length / 2)));
      return c.body(null, 503);
    }
    const before = uploads.get("/uploads/1") ?? new Uint8Array();
    if (Number(c.req.header("Upload-Offset")) !== before.length) return c.body(null, 409);
    uploads.set("/uploads/1", Buffer.concat([before, sent]));
    return c.body(null, 204, { "Upload-Offset": String(before.length + sent.length) });
  });
  return app;
}
