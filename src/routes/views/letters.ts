import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { ownerOf } from "../../tenders/owner.js";
import { lettersOf, type LetterLine } from "../../tenders/queries/letters.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";

/** A letter as somebody may see it: whether a firm read it is kept from the buyer while the firm can still bid. */
export type ShownLetter = LetterLine & { readonly readHidden: boolean };

/** Letters of a tender for this reader: a firm's own, the buyer's and the supervisor's all. Who looks into invitations and answers would tell who means to bid (招标投标法 22). */
export async function shownLetters(world: World, actor: Actor, tenderId: string): Promise<Result<readonly ShownLetter[]>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  if (tender?.row.published_at == null) return refuse("not-found", { what: `招标项目 ${tenderId}` });
  const may = can(actor, "letter.read", ownerOf(tender));
  if (!may.ok) return may;
  const hides = actor.role === "tenderer" && tender.allParts.some(({ state }) => state === "draft" || state === "open");
  const all = (await lettersOf(world.db, world.exchange.id, tender.id)).filter(({ firm }) => actor.role !== "bidder" || firm === actor.organisation?.uscc);
  return ok(all.map((line) => ({ ...line, read: hides ? null : line.read, readHidden: hides })));
}
