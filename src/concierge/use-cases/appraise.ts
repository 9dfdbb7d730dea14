import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, endOf, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { checkAppraisal, figuresOf, gradeOf, type Figures, type Grade, type NewAppraisal } from "../appraisal.js";
import { conciergeById, requestsOf } from "../queries.js";
import { appraisalsOf, linesOf } from "../queries/meetings.js";
import { holdConcierge, insertAppraisal } from "../store.js";
import { isContent } from "../request.js";
import { heldServed, log } from "./projects.js";
import { tellConcierge } from "./tell.js";

/** Appraises a concierge for a period that is over, from what stands in the files; whoever is deficient is held to account. */
export const appraise = (world: World, actor: Actor, concierge: string, given: NewAppraisal, at: Instant): Promise<Result<{ readonly concierge: string; readonly grade: Grade; readonly figures: Figures }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const held = await holdConcierge(tx, exchange.id, concierge);
    if (held === null) return refuse("not-found", { what: concierge });
    const figures = figuresOf(await linesOf(tx, exchange.id, concierge, new Date(startOf(given.from)), new Date(endOf(given.until))));
    const grade = gradeOf(freezeRules(given.until), figures);
    const before = (await appraisalsOf(tx, exchange.id, concierge))[0]?.until_on ?? null;
    const fit = checkAppraisal(given, grade, { today: dayOf(at), before: before as PlainDate | null });
    if (!fit.ok) return fit;
    await insertAppraisal(tx, { exchange_id: exchange.id, concierge, from_on: given.from, until_on: given.until, figures: JSON.stringify(figures), grade, words: given.words, measure: given.measure, made_by: actor.id, made_at: new Date(at) });
    await tellConcierge(tx, world, held.actor_id, "concierge-appraised", at);
    return ok({ concierge, grade, figures });
  });

/** 督办: the centre has a request looked into that is overdue, or whose investor is not content; its concierge is told and the file says so. */
export const supervise = (world: World, actor: Actor, { project, serial, text }: { readonly project: string; readonly serial: number; readonly text: string }, at: Instant): Promise<Result<{ readonly request: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldServed(tx, world, actor, project);
    if (!row.ok) return row;
    const request = (await requestsOf(tx, world.exchange.id, [project])).find((each) => each.serial === serial);
    if (request === undefined) return refuse("not-found", { what: `${project}/${String(serial)}` });
    const isLate = request.due_on !== null && request.due_on < dayOf(at);
    if (!isLate && (request.rating === null || isContent(request.rating))) return refuse("supervise-nothing");
    await log(tx, world, project, { kind: "supervise", text, request: serial, concierge: row.value.concierge, due_on: request.due_on }, actor, at);
    const concierge = await conciergeById(tx, world.exchange.id, row.value.concierge ?? "");
    if (concierge !== null) await tellConcierge(tx, world, concierge.actor_id, "concierge-supervised", at);
    return ok({ request: serial });
  });
