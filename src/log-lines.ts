import { pino, type DestinationStream, type Logger } from "pino";

/** What a log never holds, by how it looks. A line is read by many, kept for long and sent to machines of others. */
const SECRETS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "[key]"],
  [/AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]+/gi, "[key]"],
  [/\bBearer\s+[\w.~+/=-]+/gi, "Bearer [token]"],
  [/\b(?:__Host-)?daylight=[^;\s"\\]+/g, "daylight=[session]"],
  // An address with a password in it, such as DATABASE_URL.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"\\]+@/gi, "$1[password]@"],
  [/([?&](?:token|key|secret|password|passphrase|signature)=)[^&\s"\\]+/gi, "$1[secret]"],
  [/dltk_[\w-]+/g, "[token]"],
  // 256 bits in base64url, which is how every token and session id of ours is written.
  [/(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])/g, "[token]"],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, "[e-mail]"],
  [/(?<!\d)\d{17}[\dXx](?![\dA-Za-z])/g, "[id]"],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, "[phone]"],
];

/** A line with a word in place of each secret. Hashes, times and codes of projects stay: they are what one looks for. */
export const withoutSecrets = (line: string): string => SECRETS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);

/** Names under which a secret would be given to the log by mistake. */
const NAMES = ["authorization", "cookie", "password", "passphrase", "pin", "secret", "token", "privateKey", "key", "email", "phone", "idNumber"];

/** Of an error its kind, code and words: what a database adds of the row it was about is somebody's business. */
function errorLine(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return { type: name, ...(typeof code === "string" ? { code } : {}), message, stack: stack ?? "", ...(cause === undefined ? {} : { cause: errorLine(cause) }) };
}

/** The log: JSON lines on stderr, of which every one passes `withoutSecrets` on its way out. */
export const openLog = (level: string, destination: DestinationStream = pino.destination(2)): Logger => pino({
  level, serializers: { err: errorLine, error: errorLine }, redact: { paths: NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
  hooks: { streamWrite: withoutSecrets },
}, destination);
