import { kindRow, type Kind } from "./kinds.js";
import type { Words } from "./templates.js";

type Language = "zh" | "en";
type Mode = "rehearsal" | "live";

/** A mail as it is handed to its carrier. */
export type Letter = {
  /** Names the mail for ever: every attempt sends the same. */
  readonly id: string; readonly to: string; readonly subject: string; readonly text: string; readonly date: Date;
  /** Where one POST stops mail of this kind (RFC 8058); null where the law wants it told. */
  readonly stop: string | null;
};

type Letting = {
  readonly kind: Kind; readonly language: Language; readonly mode: Mode; readonly exchange: string; readonly inbox: string;
  /** What it is about, and its page; null where nobody on the way may learn more than that there is a message. */
  readonly about: (Words & { readonly page: string }) | null;
  readonly stop: string | null; readonly settings: string;
};

const QUIET: Readonly<Record<Language, Words>> = {
  zh: { subject: "您有一条新消息", text: "交易中心有一条消息给您，请登录后查看。为保守投标和评标的秘密，邮件不写明是什么事、哪个项目。" },
  en: { subject: "You have a new message", text: "The exchange has a message for you: sign in to read it. To keep bids and evaluations secret, mail says neither what it is nor which tender." },
};
const REHEARSAL: Readonly<Record<Language, string>> = { zh: "【演练】", en: "[rehearsal] " };
const FOOT: Readonly<Record<Language, { readonly stop: (settings: string, stop: string) => string; readonly legal: string }>> = {
  zh: { stop: (settings, stop) => `选择接收哪些邮件：${settings}\n不再接收这一类邮件（不用登录）：${stop}`, legal: "这一类消息依法应当告知，或者逾期将失去权利，邮件不能退订。" },
  en: { stop: (settings, stop) => `Choose which mail you get: ${settings}\nStop mail of this kind (no sign-in): ${stop}`, legal: "Messages of this kind are told by law, or a right is lost where they are not read: this mail cannot be turned off." },
};

/** The words of a mail and, short, of a text message: what and where, and how to stop it or why it cannot be stopped. Lines are the reader's to wrap. */
export function letterWords({ kind, language, mode, exchange, inbox, about, stop, settings }: Letting): Pick<Letter, "subject" | "text"> & { readonly short: string } {
  const { subject, text } = about ?? QUIET[language];
  const foot = stop === null || kindRow(kind).legal === true ? FOOT[language].legal : FOOT[language].stop(settings, stop);
  const head = `${mode === "rehearsal" ? REHEARSAL[language] : ""}${subject}`;
  return { subject: head, short: language === "zh" ? `【${exchange}】${head}：${inbox}` : `[${exchange}] ${head}: ${inbox}`, text: `${text}\n\n${about?.page ?? inbox}\n\n-- \n${exchange}\n${foot}\n` };
}

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = 2 * MINUTE_MS;
const WAIT_MS_MAX = 6 * 60 * MINUTE_MS;
const PATIENCE_MS = 4 * 24 * 60 * MINUTE_MS;

/** When a mail that failed is tried again; null when it is given up. Real time in ms. @param attempts how often it was tried */
export function nextAttempt({ madeAt, attempts, now }: { readonly madeAt: number; readonly attempts: number; readonly now: number }): number | null {
  const next = now + Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), WAIT_MS_MAX);
  return next > madeAt + PATIENCE_MS ? null : next;
}

const BELL_MS = 30 * MINUTE_MS;
/** A mail that says nothing leaves with all others of its half hour: the moment it leaves says as little as its words. */
export const nextBell = (now: number): number => Math.ceil((now + 1) / BELL_MS) * BELL_MS;
