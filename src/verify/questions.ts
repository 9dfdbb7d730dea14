import { z } from "zod";
import { questionSha256 } from "../questions/question.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";

/** What a clarification says of questions in `terms.questions` of its notice.json (contracts.md §3). */
const tally = z.looseObject({
  terms: z.looseObject({ questions: z.looseObject({
    received: z.int().min(0), answered: z.int().min(0),
    here: z.array(z.looseObject({ sha256: z.string(), about: z.enum(["documents", "site-visit"]), ticket: z.string(), text: z.array(z.string()) })),
  }) }),
});

/**
 * The questions on the documents: each that a clarification answers is one the log took before, with the very text that was asked, and is
 * answered once; and a clarification claims no more than were taken. How many the archive leaves unanswered is told.
 */
export function checkQuestions(bundle: Loaded, { index, log }: { readonly index: BundleIndex; readonly log: BundleLog }, findings: Findings): void {
  const taken = log.all("question").filter(({ idx, body }) => body.tender === index.tender && idx < index.treeSize);
  const answered = new Set<string>();
  for (const { id, version, idx } of index.notices) {
    const path = `notices/${id}/v${String(version)}/notice.json`;
    const read = tally.safeParse(looseJson(bundle.bytes.get(path)));
    if (!read.success) continue;
    const { received, here } = read.data.terms.questions;
    const before = new Set(taken.filter((each) => each.idx < idx).map(({ body }) => body.sha256));
    findings.demand(received <= before.size, "questions-count", path, { said: received, taken: before.size });
    for (const { sha256, about, ticket, text } of here) {
      const isAsked = before.has(sha256) && questionSha256({ exchange: index.exchange, tender: index.tender, about, text, ticket }) === sha256;
      findings.demand(isAsked && !answered.has(sha256), "question-differs", path, { question: sha256 });
      answered.add(sha256);
    }
  }
  // A public edition may lack the clarifications that were for admitted firms alone.
  if (index.edition === "full" && taken.length > answered.size) findings.note("questions-unanswered", { count: taken.length - answered.size, of: taken.length });
}
