import { TREASURY_PAPERS, type TreasuryPaperType } from "../notices/treasury-papers.js";
import { paperFor } from "../treasury/use-cases/papers.js";
import type { World } from "../world.js";
import { document, inOffice, type Api } from "./endpoint.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";

/** The sealed papers of a payment, for whoever may see it: the order, and the slip once the bank paid; each with its record. */
export function treasuryPapers(api: Api, world: World): void {
  for (const type of Object.keys(TREASURY_PAPERS) as TreasuryPaperType[]) {
    for (const isPdf of [true, false]) paper(api, world, { type, isPdf });
  }
}

function paper(api: Api, world: World, { type, isPdf }: { readonly type: TreasuryPaperType; readonly isPdf: boolean }): void {
  const ending = isPdf ? "pdf" : "json";
  const path = `/api/v1/treasury/requests/:request/${type}.${ending}`;
  document(api, { method: "get", path, summary: `${TREASURY_PAPERS[type].direct.en}: ${isPdf ? "its sealed PDF" : "its record"}`, action: "payment.read" });
  api.get(path, async (c) => {
    const may = inOffice(c, "payment.read");
    const found = may.ok ? await paperFor(world, may.value, c.req.param("request") ?? "", type, c.get("receivedAt")) : may;
    if (!found.ok) return problem(c, found.refusal, c.get("receivedAt"));
    return sendPaper(c, world, found.value, isPdf);
  });
}
