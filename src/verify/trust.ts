import { sameBytes } from "../kernel/bytes.js";
import { parseCertificate, readPem, type Certificate } from "../signing/certificates.js";
import type { TrustStore } from "../signing/chains.js";
import { parseCrl } from "../signing/revocation.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readText } from "./read.js";
import type { BundleIndex } from "./shapes.js";

const CA = "trust/ca.pem";

/** Whose certificates to believe: the reader's own authorities, or the bundle's. A live bundle never rests on a rehearsal authority. */
export function chooseTrust(bundle: Loaded, index: Pick<BundleIndex, "mode">, given: string | undefined, findings: Findings): TrustStore | undefined {
  const own = storeOf(readText(bundle, CA, findings), CA, index.mode === "live", findings);
  if (given !== undefined) return storeOf(given, "--ca", index.mode === "live", findings);
  findings.note("ca-from-bundle");
  return own;
}

/** The authority for time stamps; nothing where none is set up. */
export function stampTrust(bundle: Loaded, index: Pick<BundleIndex, "mode">, findings: Findings): TrustStore | undefined {
  const path = "trust/tsa.pem";
  return bundle.files.has(path) ? storeOf(readText(bundle, path, findings), path, index.mode === "live", findings) : undefined;
}

/** A store of a PEM file: who issued themselves are roots, the others stand between; revocation lists may lie in it too. */
function storeOf(pem: string | undefined, path: string, live: boolean, findings: Findings): TrustStore | undefined {
  if (pem === undefined) return undefined;
  const certificates: Certificate[] = [];
  for (const der of blocks(pem, "CERTIFICATE")) {
    const parsed = parseCertificate(der);
    if (parsed.ok) certificates.push(parsed.value);
    else findings.fault("ca-wrong", path, { why: parsed.refusal });
  }
  const crls = blocks(pem, "X509 CRL").map(parseCrl).flatMap((parsed) => {
    if (parsed.ok) return [parsed.value];
    findings.fault("ca-wrong", path, { why: parsed.refusal });
    return [];
  });
  const isRoot = ({ subject, issuer }: Certificate) => sameBytes(subject.der, issuer.der);
  if (!certificates.some(isRoot)) findings.fault("ca-absent", path);
  return { roots: certificates.filter(isRoot), intermediates: certificates.filter((each) => !isRoot(each)), crls, live };
}

function blocks(pem: string, kind: string): Uint8Array[] {
  try {
    return readPem(pem, kind);
  } catch {
    return [];
  }
}
