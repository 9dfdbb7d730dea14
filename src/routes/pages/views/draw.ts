import { beaconValue, timeOfRound, type BeaconChain } from "../../../experts/beacon.js";
import { AMPLE, seatedIn, type DrawState } from "../../../experts/draw.js";
import { EXCLUSIONS, REPLACEMENT_REASONS, REVEAL_HOWS } from "../../../experts/files.js";
import { callsOf, confirmedOf } from "../../../experts/queries/calls.js";
import { arrivalsOf, drawOf, drawsOf, type DrawKey } from "../../../experts/queries/draws.js";
import { repeatFrom } from "../../../experts/repeat.js";
import { countsOf, DRAW_STEPS, leftOutOf, orderOf, seatsShort, stepsDone, type OrderedLabel } from "../../../experts/shown.js";
import { actorById } from "../../../identity/queries.js";
import { lotOf } from "../../../tenders/form.js";
import type { Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import { drawWords, type DrawWords } from "../../../web/messages/draw.js";
import type { DrawView } from "../../../web/parts/draw.js";
import type { Tone } from "../../../web/parts/text.js";
import type { World } from "../../../world.js";

/** Labels of the order that a page shows. */
const ORDER_MAX = 60;

export type LotDraw = { readonly key: DrawKey; readonly draw: DrawState };

/** The draws of a lot, the first first. */
export async function drawsOfLot({ db, exchange }: World, tenderId: string, lot: string): Promise<LotDraw[]> {
  const own = { exchangeId: exchange.id, tenderId, lot };
  const found: LotDraw[] = [];
  for (const number of await drawsOf(db, own)) {
    const draw = await drawOf(db, { ...own, number });
    if (draw !== null) found.push({ key: { ...own, number }, draw });
  }
  return found;
}

/** One draw as everybody may see it. */
export async function drawViewOf(world: World, tender: Tender, { key, draw }: LotDraw, language: Language): Promise<DrawView> {
  const words = drawWords(language);
  const api = `/api/v1/tenders/${encodeURIComponent(key.tenderId)}/lots/${encodeURIComponent(key.lot)}/draws`;
  const arrived = new Set((await arrivalsOf(world.db, key)).map(({ label }) => label));
  const order = orderOf(draw);
  return {
    number: key.number, draw: draw.id, lotName: lotOf(tender.form, key.lot).name, steps: stepsIn(draw, words), ...requestIn(draw, world.beacons), pool: poolIn(draw, language), contributions: contributionsIn(draw, language), codes: draw.codes,
    order: order.slice(0, ORDER_MAX).map((each, at) => ({ place: at + 1, label: each.label, stratum: each.stratum, ...stateIn(each.state, words, language) })), orderMore: Math.max(0, order.length - ORDER_MAX),
    confirmed: confirmedOf(await callsOf(world.db, key), seatedIn(draw)), arrived: seatedIn(draw).filter((label) => arrived.has(label)).length, seated: seatedIn(draw).length, short: seatsShort(draw), replacements: replacementsIn(draw, language),
    opened: await openedIn(world, draw, arrived), api, repeat: draw.result === null ? [] : repeatFrom(`${world.publicUrl}${api}`, key.number),
  };
}

function stepsIn(draw: DrawState, { steps }: DrawWords): DrawView["steps"] {
  const done = stepsDone(draw);
  const current = DRAW_STEPS.find((step) => !done.has(step));
  return DRAW_STEPS.map((step) => ({ label: steps[step], state: done.has(step) ? "done" : step === current ? "current" : "ahead" }));
}

const requestIn = (draw: DrawState, chains: readonly BeaconChain[]): Pick<DrawView, "beacon" | "seats" | "perOrg" | "representatives" | "widened" | "secret" | "chain"> => ({
  seats: countsOf(draw).map((each) => ({ ...each, isSmall: draw.pool !== null && each.eligible < AMPLE * each.seats })),
  perOrg: draw.request.perOrg, representatives: draw.request.representatives, widened: draw.request.widened, secret: draw.secretSha256, chain: draw.plan?.chain ?? null,
  beacon: beaconIn(draw, chains),
});

/** The round that a draw waits for, and what came of it. */
function beaconIn({ request, plan, beacon }: DrawState, chains: readonly BeaconChain[]): DrawView["beacon"] {
  const planned = plan === null ? request.beacon : plan.beacon;
  const chain = beacon?.chain ?? chains.find(({ hash }) => hash === planned?.chain);
  return planned === null || chain === undefined ? null : { chain: chain.beaconId, hash: chain.hash, round: planned.round, at: timeOfRound(chain, planned.round), value: beacon === null ? null : beaconValue(planned, beacon), missing: beacon?.missing ?? null };
}

function poolIn({ pool }: DrawState, language: Language): DrawView["pool"] {
  if (pool === null) return null;
  return { sha256: pool.sha256, isFixed: pool.approved, people: pool.file.rows.length, excluded: leftOutOf({ pool }).map(({ reason, count }) => ({ reason: EXCLUSIONS[reason][language], count })) };
}

const contributionsIn = ({ plan, commits, reveals, hows }: DrawState, language: Language): DrawView["contributions"] =>
  plan?.contributors.map((name) => ({ name, commitment: commits[name] ?? null, number: reveals[name] ?? null, how: hows[name] === undefined ? null : REVEAL_HOWS[hows[name]][language] })) ?? [];

const TONES: Partial<Readonly<Record<OrderedLabel["state"], Tone>>> = { seated: "ok", left: "bad" };
function stateIn(state: OrderedLabel["state"], words: DrawWords, language: Language): { readonly state: string; readonly tone: Tone } {
  const said = state === "seated" || state === "left" || state === "passed" ? words[state] : words.leftOut(EXCLUSIONS[state][language]);
  return { state: said, tone: TONES[state] ?? "" };
}

const replacementsIn = ({ replacements, asked }: DrawState, language: Language): DrawView["replacements"] => [
  ...replacements.map(({ label, reason, substitute }) => ({ left: label, reason: REPLACEMENT_REASONS[reason][language], next: substitute })),
  ...(asked === null ? [] : [{ left: asked.label, reason: REPLACEMENT_REASONS[asked.reason][language], next: null }]),
];

/** Who was drawn, once the law lets it out; by name who sat, by his id alone who did not come. */
async function openedIn({ db, exchange }: World, { opened }: DrawState, arrived: ReadonlySet<string>): Promise<DrawView["opened"]> {
  const shown: DrawView["opened"][number][] = [];
  for (const { expert, salt, label } of opened) shown.push({ expert, salt, label, name: arrived.has(label) ? (await actorById(db, exchange.id, expert))?.name ?? null : null });
  return shown;
}
