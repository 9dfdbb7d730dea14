import { z } from "@hono/zod-openapi";

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
