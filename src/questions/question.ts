import { sha256 } from "@noble/hashes/sha2.js";
import { concat, hex, utf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { checkUscc } from "../kernel/codes.js";
import { codeOfHash, printedCode } from "../notices/verification-code.js";
import { squeezed } from "../kernel/squeezed.js";

/** What a question can be about: the documents, or what was seen on the site (招标投标法 21, 23). */
export const ABOUT = ["documents", "site-visit"] as const;
export type About = (typeof ABOUT)[number];
export const ABOUT_WORDS: Readonly<Record<About, { readonly zh: string; readonly en: string }>> = {
  "documents": { zh: "招标文件", en: "the documents" }, "site-visit": { zh: "踏勘现场", en: "the site visit" },
};

/** Characters; longer doubts are several questions. */
export const QUESTION_LENGTH_MAX = 2_000;
/** Tickets that a firm takes at once: always as many, so that the number tells nothing. */
export const TICKETS_AT_ONCE = 10;
/** How often a firm may take tickets of one tender. */
export const TICKET_BATCHES_MAX = 5;
export const TICKET_SECRET_BYTES = 32;

/** A question as its hash fixes it. `ticket` is the hash of a secret that the asker alone knows: by it the asker can prove authorship, and nobody can guess the text from the hash. */
export type QuestionFile = { readonly exchange: string; readonly tender: string; readonly about: About; readonly text: readonly string[]; readonly ticket: string };

/** The bytes whose SHA-256 the log keeps. */
export const questionBytes = ({ exchange, tender, about, text, ticket }: QuestionFile): Uint8Array => canonical({ v: "question/1", exchange, tender, about, text: [...text], ticket });

/** The paragraphs of a text as typed. */
export const paragraphsOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/** What a ticket is called: the hash of its secret. @param secret 32 bytes that never leave the asker */
export const ticketOf = (secret: Uint8Array): Uint8Array => sha256(secret);

/** What is signed blindly: the ticket, bound to one tender of one exchange. */
export const ticketMessage = ({ exchange, tender }: Pick<QuestionFile, "exchange" | "tender">, ticket: Uint8Array): Uint8Array =>
  concat(utf8(`daylight/question-ticket/v1\0${exchange}\0${tender}\0`), ticket);

/** The pseudonym of whoever asked, made of the question's own hash: two questions of one firm have nothing in common. */
export const pseudonymOf = (sha256Hex: string): string => printedCode(codeOfHash(sha256Hex));

/** The hash that the log keeps, which is also the question's name. */
export const questionSha256 = (file: QuestionFile): string => hex(sha256(questionBytes(file)));

const CANDIDATES: readonly RegExp[] = [/[0-9A-Z]{18}/gi, /(?<!\d)1[3-9]\d{9}(?!\d)/g, /(?<![\d-])0\d{2,3}-\d{7,8}(?!\d)/g, /[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}/gi];

/** What in a text tells who asks: a credit code, a telephone number, an address for mail, in any width; or one of the asker's own names. Null where nothing does. */
export function tellsWhoAsks(text: string, own: readonly string[] = []): string | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s\u00ad]/g, "");
  const name = own.map(squeezed).find((each) => each !== "" && plain.includes(each));
  if (name !== undefined) return name;
  const [codes = [], ...others] = CANDIDATES.map((pattern) => plain.match(pattern) ?? []);
  return codes.find((each) => checkUscc(each).ok) ?? others.flat()[0] ?? null;
}
