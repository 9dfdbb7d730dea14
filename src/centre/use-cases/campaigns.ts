import { allOrNothing, type Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { checkCampaign, checkMove, type Move, type NewCampaign } from "../campaign.js";
import { subCentresOf } from "../queries.js";
import { campaignsOf } from "../queries/campaigns.js";
import { countOfYear } from "../queries/meetings.js";
import { holdCentre, insertCampaign, insertCampaignMove } from "../store.js";
import { isInForce } from "../unit.js";
import { ledBy } from "./organisation.js";

type By = { readonly id: string };

/** Issues a campaign to every sub-centre there is, in one act: the same to all, at one time. */
export const issueCampaign = (world: World, by: By, given: NewCampaign, at: Instant): Promise<Result<{ readonly campaign: string; readonly subCentres: readonly string[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const today = dayOf(at);
    const fit = checkCampaign(given, today);
    if (!fit.ok) return fit;
    await holdCentre(tx, exchange.id);
    const parts = (await subCentresOf(tx, exchange.id)).filter((each) => isInForce(each, today)).map(({ code }) => code);
    if (parts.length === 0) return refuse("campaign-nobody");
    const prefix = `C${today.slice(0, 4)}-`;
    const campaign = `${prefix}${String((await countOfYear(tx, exchange.id, "campaigns", prefix)) + 1).padStart(2, "0")}`;
    await insertCampaign(tx, { exchange_id: exchange.id, campaign, title: given.title, demands: given.demands, steps: JSON.stringify(given.steps), made_by: by.id, made_at: new Date(at) }, parts);
    await tell(tx, world, { kind: "campaign-issued", to: [audience.role("sub-centre-head")], tender: null, lot: null }, at);
    return ok({ campaign, subCentres: parts });
  });

type Asked = { readonly campaign: string; readonly step: number; readonly words: string };
type Made = Result<{ readonly campaign: string; readonly step: number; readonly subCentre: string; readonly move: Move }>;

async function moveIn(tx: Tx, world: World, by: By, { campaign, step, words, subCentre, move }: Asked & { readonly subCentre: string; readonly move: Move }, at: Instant): Promise<Made> {
  const held = (await campaignsOf(tx, world.exchange.id, { campaign, limit: 1 }))[0];
  if (held?.parts.includes(subCentre) !== true || held.steps[step - 1] === undefined) return refuse("not-found", { what: `${campaign}/${String(step)}` });
  const before = held.moved.filter((each) => each.subCentre === subCentre && each.step === step).toSorted((one, other) => one.serial - other.serial);
  const fit = checkMove(before.at(-1) ?? null, move);
  if (!fit.ok) return fit;
  await insertCampaignMove(tx, { exchange_id: world.exchange.id, campaign, sub_centre: subCentre, step, serial: before.length + 1, move, words, made_by: by.id, made_at: new Date(at) });
  return ok({ campaign, step, subCentre, move });
}

/** The head of a sub-centre says that a step is done there. */
export const reportStep = (world: World, by: By, asked: Asked, at: Instant): Promise<Made> =>
  allOrNothing(world.db, async (tx) => {
    await holdCentre(tx, world.exchange.id);
    const subCentre = await ledBy(tx, world.exchange.id, by.id, dayOf(at));
    return subCentre === null ? refuse("not-found", { what: asked.campaign }) : moveIn(tx, world, by, { ...asked, subCentre, move: "report" }, at);
  });

/** Checks what a sub-centre said of a step: by the same measure everywhere, passed or sent back; its head is told of the latter. */
export const checkStep = (world: World, by: By, asked: Asked & { readonly subCentre: string; readonly verdict: "pass" | "rework" }, at: Instant): Promise<Made> =>
  allOrNothing(world.db, async (tx) => {
    await holdCentre(tx, world.exchange.id);
    const made = await moveIn(tx, world, by, { ...asked, move: asked.verdict }, at);
    if (made.ok && asked.verdict === "rework") await tell(tx, world, { kind: "step-sent-back", to: [audience.role("sub-centre-head")], tender: null, lot: null }, at);
    return made;
  });
