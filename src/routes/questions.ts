import { z } from "@hono/zod-openapi";
import { settleAfterAct } from "../jobs/keep-deadlines.js";
import { base64 } from "../kernel/bytes.js";
import { ok } from "../kernel/result.js";
import { rfc3339 } from "../kernel/time.js";
import { isPrintable } from "../notices/printable.js";
import { ABOUT, pseudonymOf, QUESTION_LENGTH_MAX, TICKETS_AT_ONCE, TICKET_SECRET_BYTES } from "../questions/question.js";
import { draftAnswers } from "../questions/use-cases/answer.js";
import { askQuestion } from "../questions/use-cases/ask.js";
import { takeTickets, ticketKey } from "../questions/use-cases/tickets.js";
import { BLIND_KEY_BYTES } from "../signing/blind-rsa.js";
import { text } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { Base64, created, Hex } from "./tenders.js";
import { questionsView, questionView } from "./views/questions.js";

const Sha = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex");
/** A number below the modulus, or a signature: always as long. */
const Number256 = Base64(BLIND_KEY_BYTES).refine((bytes) => bytes.length === BLIND_KEY_BYTES, `${String(BLIND_KEY_BYTES)} bytes`);
const QuestionBody = z.strictObject({
  about: z.enum(ABOUT), text: text(QUESTION_LENGTH_MAX).refine((value) => isPrintable(value.replaceAll("\n", "")), "characters that nobody sees are not allowed"), ticket: Hex(TICKET_SECRET_BYTES), signature: Number256,
});
/** Answers of one request; each to one question or to several alike. */
const ANSWERS_MAX = 1_000;
const AnswersBody = z.strictObject({ answers: z.array(z.strictObject({ questions: z.array(Sha).min(1).max(ANSWERS_MAX), answer: text(5_000) })).min(1).max(ANSWERS_MAX) });
const ANSWERS_BYTES_MAX = 16 * 1_048_576;

/** Questions on the documents: tickets for firms, the box for nobody in particular, answers for the buyer, the list for everybody. */
export function questionRoutes(api: Api, world: World): void {
  const tender = "/api/v1/tenders/:tender";
  endpoint(api, world, { method: "get", path: `${tender}/question-key`, summary: "The key that signs tickets for questions, and its place in the log", action: "question.tickets" }, async ({ actor, param, receivedAt }) => {
    const key = await ticketKey(world, actor, param("tender"), receivedAt);
    if (!key.ok) return key;
    await world.journal.flush();
    return ok({ body: { key: base64(key.value.spki), sha256: key.value.sha256, index: await world.journal.indexOf(key.value.outbox_id), exchange: world.exchange.origin, tender: param("tender"), policy: world.journal.policy, atOnce: TICKETS_AT_ONCE } });
  });
  endpoint(api, world, { method: "post", path: `${tender}/question-tickets`, summary: "Have tickets for questions signed blindly: always ten at once", action: "question.tickets", body: z.strictObject({ blinded: z.array(Number256).length(TICKETS_AT_ONCE) }) },
    async ({ actor, body, param, receivedAt }) => {
      const signed = await takeTickets(world, actor, param("tender"), body.blinded, receivedAt);
      return signed.ok ? created({ signed: signed.value.map(base64) }) : signed;
    });
  endpoint(api, world, { method: "post", path: `${tender}/questions`, summary: "Put a question on the documents, with a ticket and without signing in", action: "anyone", unseen: "question-signed-in", body: QuestionBody }, async ({ body, param, receivedAt }) => {
    const asked = await askQuestion(world, param("tender"), body, receivedAt);
    if (!asked.ok) return asked;
    await settleAfterAct(world, param("tender"));
    const { sha256, collectedAt, receipt } = asked.value;
    return created({ question: sha256, pseudonym: pseudonymOf(sha256), collectedAt: rfc3339(collectedAt), receipt });
  });
  endpoint(api, world, { method: "get", path: `${tender}/questions`, summary: "The questions of a tender by their hash (?state=all|unanswered|drafted|answered&after=&limit=); the buyer and the supervisor read all of them", action: "anyone" },
    async ({ c, param }) => questionsView(world, param("tender"), c.get("reader"), c.req.query()));
  endpoint(api, world, { method: "get", path: `${tender}/questions/:sha{[0-9a-f]{64}}`, summary: "How far a question is: in the box, in the log, answered", action: "anyone" }, async ({ param }) => questionView(world, param("tender"), param("sha")));
  endpoint(api, world, { method: "put", path: `${tender}/answers`, summary: "Keep answers in hand; a clarification brings them to everybody", action: "question.answer", bodyMax: ANSWERS_BYTES_MAX, body: AnswersBody }, async ({ actor, body, param, receivedAt }) => {
    const kept = await draftAnswers(world, actor, param("tender"), body.answers, receivedAt);
    return kept.ok ? ok({ body: kept.value }) : kept;
  });
}
