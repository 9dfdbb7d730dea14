import { z } from "@hono/zod-openapi";
import { ASKED_WORDS_MAX } from "../judging/bid-questions.js";
import { Bidder, Line } from "../judging/inputs.js";
import { answerPanel, askBidder } from "../judging/use-cases/ask-bidder.js";
import { TimeBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { LOT, placeOf, settling } from "./judging.js";
import { Base64 } from "./tenders.js";
import { ownQuestions } from "./views/bid-questions.js";

const ANSWER_BYTES_MAX = 65_536;

/** What a committee asks a bidder in writing while it evaluates, and the bidder's signed answer (条例 52; 87号令 51). */
export function bidQuestionRoutes(api: Api, world: World): void {
  const settled = settling(world);
  endpoint(api, world, { method: "post", path: `${LOT}/panel/questions`, summary: "Ask a bidder in writing, for the committee (the chair; 条例 52, 87号令 51)", action: "panel.ask",
    body: z.strictObject({ bidder: Bidder, kind: z.enum(["clarification", "low-price"]), question: Line(ASKED_WORDS_MAX), until: TimeBody }) },
  async ({ actor, body, param, receivedAt }) => settled(param, await askBidder(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "get", path: `${LOT}/clarifications`, summary: "What the committee asks one’s own firm, and what it answered", action: "clarification.answer" },
    async ({ actor, param }) => ownQuestions(world, actor, placeOf(param)));
  endpoint(api, world, { method: "post", path: `${LOT}/clarifications/:serial{[0-9]{1,4}}/answer`, summary: "Answer the committee, signed with the firm’s certificate", action: "clarification.answer", body: z.strictObject({ answer: Base64(ANSWER_BYTES_MAX), signature: Base64(16_384) }) },
    async ({ actor, body, param, receivedAt }) => settled(param, await answerPanel(world, actor, placeOf(param), { ...body, serial: Number(param("serial")) }, receivedAt)));
}
