import { EncryptJWT, jwtDecrypt } from "jose";

/** What the one token of ours that is a JWT says in its header, and how it may be sealed: nothing else is read. */
const TYPE = "daylight-sign-in+jwt";
const KEY_MANAGEMENT = "dir";
const CONTENT = "A256GCM";
const LIFE = "5m";
const LIFE_MS = 300_000;
/** One way to write a token: the library would pass over blanks. Direct encryption has no key to send. */
const SHAPE = /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/;
export const SEAL_KEY_BYTES = 32;
/** What a token is sealed about: that a page of choices was sent. */
const PAGE = "choices";

/** Seals what the rehearsal's sign-in page sends, and reads it back. */
export type SealedChoices = { readonly seal: (subject: string) => Promise<string>; readonly open: (token: string) => Promise<string | null> };

/**
 * The choices of one page: each is the actor and the page's one token, which says that the page came from here within five minutes. What is random is random once: a
 * list of a whole town is no heavier than its names.
 */
export async function choicesOf(tokens: SealedChoices): Promise<(actorId: string) => string> {
  const token = await tokens.seal(PAGE);
  return (actorId) => `${actorId}~${token}`;
}

/** Whom a posted choice names; null where it is of no page of ours. */
export async function chosenBy(tokens: SealedChoices, choice: string): Promise<string | null> {
  const at = choice.indexOf("~");
  return at !== -1 && (await tokens.open(choice.slice(at + 1))) === PAGE ? choice.slice(0, at) : null;
}

/**
 * Tokens sealed under a key of this process (RFC 7519 in RFC 7516, direct encryption): for this page of this exchange, five minutes. The
 * algorithm is ours to name, never the token's.
 * @param key 32 bytes that live as long as the process: a token of yesterday opens nothing @param now real time
 */
export function sealedChoices(key: Uint8Array, origin: string, now: () => Date = () => new Date()): SealedChoices {
  const audience = `${origin}/sign-in`;
  return {
    seal: (subject) => new EncryptJWT({}).setProtectedHeader({ alg: KEY_MANAGEMENT, enc: CONTENT, typ: TYPE }).setSubject(subject).setIssuer(origin).setAudience(audience)
      .setJti(crypto.randomUUID()).setIssuedAt(now()).setExpirationTime(new Date(now().getTime() + LIFE_MS)).encrypt(key),
    open: async (token) => {
      if (!SHAPE.test(token)) return null;
      try {
        const { payload } = await jwtDecrypt(token, key, { issuer: origin, audience, typ: TYPE, keyManagementAlgorithms: [KEY_MANAGEMENT], contentEncryptionAlgorithms: [CONTENT], maxTokenAge: LIFE, requiredClaims: ["sub", "exp", "jti"], currentDate: now() });
        return payload.sub ?? null;
      } catch {
        return null; // the library throws for every fault of a token
      }
    },
  };
}

