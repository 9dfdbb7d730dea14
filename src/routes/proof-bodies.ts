import { z } from "@hono/zod-openapi";
import { fromBase64 } from "../kernel/bytes.js";

const BASE64URL = /^[A-Za-z0-9_-]{1,8000}$/;
const base64url = z.string().regex(BASE64URL);
/** Standard base64 of what a proof holds. */
export const Base64Text = z.base64().max(24_000);
const transports = z.array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])).max(8);
/** What a browser adds of its own accord; nothing of it is used. */
const extras = { clientExtensionResults: z.record(z.string(), z.unknown()), type: z.literal("public-key"), authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional() };
/** WebAuthn's RegistrationResponseJSON (§5.1). */
export const NewPasskeyBody = z.strictObject({
  id: base64url, rawId: base64url, ...extras,
  response: z.strictObject({ clientDataJSON: base64url, attestationObject: base64url, authenticatorData: base64url.optional(), transports: transports.optional(), publicKey: base64url.optional(), publicKeyAlgorithm: z.int().optional() }),
});
/** WebAuthn's AuthenticationResponseJSON (§5.1). */
export const PasskeyBody = z.strictObject({ id: base64url, rawId: base64url, ...extras, response: z.strictObject({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url, userHandle: base64url.optional() }) });

/** Six digits of an app (RFC 6238). */
const CodeText = z.string().regex(/^\d{6}$/);
/** Room for more than any password may have: one that is too long is told its length. */
const PasswordText = z.string().min(1).max(1_000);
/** A password, with the code that goes with it. */
export const PasswordAndCodeBody = z.strictObject({ password: PasswordText, code: CodeText });
/** How somebody signs in with a password. */
export const PasswordSignInBody = z.strictObject({ account: z.string().regex(/^\d{1,20}$/), password: PasswordText, code: CodeText });
/** A new password; `totp`: the offer of a secret given back with a code of it, null where the secret stays. */
export const NewPasswordBody = z.strictObject({ password: PasswordText, totp: z.strictObject({ offer: Base64Text, code: CodeText }).nullable() });
/** As the use cases take it. */
export const passwordGiven = ({ password, totp }: z.infer<typeof NewPasswordBody>) => ({ password, totp: totp === null ? null : { offer: fromBase64(totp.offer), code: totp.code } });
