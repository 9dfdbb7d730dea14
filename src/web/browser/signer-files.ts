import { fromBase64 } from "../../kernel/bytes.js";
import { must } from "../../kernel/result.js";
import { type Certificate, parseCertificate, readPem } from "../../signing/certificates.js";
import type { Signer } from "../../signing/cms-sign.js";

/** The person's certificate and key as read from files; the key stays in this page and cannot be taken out of it again. */
export type OwnSigner = { readonly certificate: Certificate; readonly signer: Signer };

/** @param certificate base64 DER known to the exchange, or a PEM file. @throws {RangeError} where the files do not fit together */
export async function readSigner(certificate: string | File, keyFile: File): Promise<OwnSigner> {
  const der = typeof certificate === "string" ? [fromBase64(certificate)] : readPem(await certificate.text(), "CERTIFICATE");
  const [own, ...chain] = der;
  if (own === undefined) throw new RangeError("证书文件里没有证书 / no certificate in the file");
  const parsed = must(parseCertificate(own));
  const [pkcs8] = readPem(await keyFile.text(), "PRIVATE KEY");
  if (pkcs8 === undefined) throw new RangeError("私钥须为未加密的 PKCS#8 PEM 文件 / the key must be unencrypted PKCS#8 PEM");
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, algorithmOf(parsed), false, ["sign"]);
  return { certificate: parsed, signer: { certificate: own, chain, key } };
}

function algorithmOf({ key }: Certificate): EcKeyImportParams | RsaHashedImportParams {
  if (key.kind === "ecdsa") return { name: "ECDSA", namedCurve: key.curve };
  if (key.kind === "ed25519") throw new RangeError("Ed25519");
  return { name: key.kind === "rsa" ? "RSASSA-PKCS1-v1_5" : "RSA-PSS", hash: "SHA-256" };
}
