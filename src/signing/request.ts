import { base64, utf8 } from "../kernel/bytes.js";
import { SIGNATURE_IDENTIFIER } from "./algorithms.js";
import { signBytes, type HeldKey, type SigningKey } from "./cms-sign.js";
import { context, oid, sequence, set, tlv, unsigned, TAG } from "./der.js";

/** An organisation as its certificate is to name it. */
export type RequestedName = { readonly name: string; readonly uscc: string };

const attribute = (type: string, tag: number, value: string): Uint8Array => set(sequence(oid(type), tlv(tag, utf8(value))));

/** A request for a certificate (PKCS#10, RFC 2986) in PEM: the organisation by its credit code, signed with the key it is for. @param spki that key's public half, DER */
export async function requestPem({ name, uscc }: RequestedName, spki: Uint8Array, key: SigningKey | HeldKey): Promise<string> {
  const subject = sequence(attribute("2.5.4.6", TAG.printable, "CN"), attribute("2.5.4.10", TAG.utf8, name), attribute("2.5.4.97", TAG.utf8, `NTRCN-${uscc}`), attribute("2.5.4.3", TAG.utf8, name));
  const asked = sequence(unsigned(Uint8Array.of(0)), subject, spki, tlv(context(0)));
  const { algorithm, signature } = await signBytes(key, asked);
  const der = sequence(asked, SIGNATURE_IDENTIFIER[algorithm], tlv(TAG.bits, Uint8Array.of(0), signature));
  return `-----BEGIN CERTIFICATE REQUEST-----\n${base64(der).replace(/(.{64})(?=.)/g, "$1\n")}\n-----END CERTIFICATE REQUEST-----\n`;
}
