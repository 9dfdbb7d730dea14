import type { Refusal } from "../../kernel/refusal.js";
import { refuse } from "../../kernel/result.js";
import { Unreachable } from "../../kernel/unreachable.js";

/** One request of this page to its exchange. @throws {Unreachable} when there is no answer */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(path, { cache: "no-store", ...init });
  } catch (error) {
    throw new Unreachable(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Sends JSON once: the same request that is sent again counts once. */
export const postJson = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  ask(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID(), ...headers } });

/** A problem document as a refusal: it comes with the exchange's own words in the reader's language, and its code. */
export async function refusalIn(answer: Response): Promise<{ readonly ok: false; readonly refusal: Refusal }> {
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; code?: string };
  return refuse("answered-otherwise", { code: problem.code ?? String(answer.status), words: problem.detail ?? String(answer.status) });
}

/** What a page says of a refusal by the exchange: the words, the code behind. */
export const wordsIn = ({ facts }: Refusal): string => `${String(facts["words"] ?? "")}（${String(facts["code"] ?? "")}）`;

/** The words of a problem document. */
export const reasonOf = async (answer: Response): Promise<string> => wordsIn((await refusalIn(answer)).refusal);
