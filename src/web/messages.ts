import type { Language } from "./context.js";
import { en } from "./messages/en.js";
import { zh } from "./messages/zh.js";

/** The interface words. Chinese is the measure: a language that lacks a word does not compile. */
export type Messages = typeof zh;

const MESSAGES: Record<Language, Messages> = { zh, en };

/** The words of one language. Texts of law, notices and names stay as published. */
export const messagesOf = (language: Language): Messages => MESSAGES[language];
