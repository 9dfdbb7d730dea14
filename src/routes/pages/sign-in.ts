import { actorById, allActors, type Office } from "../../identity/queries.js";
import { actingFor, ROLE_NAMES } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Language } from "../../web/context.js";
import { signInPage, type SignInView } from "../../web/pages/sign-in.js";
import { paths, pathsOf } from "../../web/paths.js";
import type { World } from "../../world.js";
import { trySignIn } from "../limits.js";
import { languageOf } from "../problem.js";
import { choicesOf, chosenBy, SEAL_KEY_BYTES, sealedChoices, type SealedChoices } from "../sealed-choice.js";
import { endSession, startSession } from "../session.js";
import { localhostOf } from "../sites.js";
import { contextOf, html, keepChoice, missingPage, ownPath, refusedPage, type PageRequest, type Site } from "./site.js";

/** By a passkey or a certificate, which the API takes; in a rehearsal whoever comes may choose an actor of the town instead. */
export function signInRoutes(site: Site): void {
  const { api, world } = site;
  const tokens = sealedChoices(world.random(SEAL_KEY_BYTES), world.exchange.origin);
  api.get(paths.signIn, (c) => choices(c, site, tokens, 200));
  api.post(paths.signIn, async (c) => {
    if (world.mode === "live") return missingPage(c, site);
    const form = await c.req.parseBody();
    const id = typeof form["actor"] === "string" ? await chosenBy(tokens, form["actor"]) : null;
    const chosen = await trySignIn(c, world, id ?? "", () => actorNamed(world, id));
    if (!chosen.ok) return chosen.refusal.code === "too-many" ? refusedPage(c, site, chosen.refusal) : choices(c, site, tokens, 422);
    const actor = chosen.value;
    keepChoice(c, site, "lang", languageOf(c));
    await startSession(c, world, { personId: actor.personId, how: "rehearsal", actorId: actor.id });
    return c.redirect(ownPath(typeof form["next"] === "string" ? form["next"] : undefined, cornerOf(actor.role)), 303);
  });
  api.post(paths.signOut, async (c) => {
    await endSession(c, world);
    return c.redirect(pathsOf({ language: languageOf(c) }).home, 303);
  });
}

async function actorNamed({ db, exchange }: World, id: string | null): Promise<Result<Office>> {
  const actor = id === null ? null : await actorById(db, exchange.id, id);
  return actor === null ? refuse("not-found", { what: "actor" }) : ok(actor);
}

/** Where a role's work is. */
export const cornerOf = (role: string): string => ({ "bidder": paths.my, "committee-member": paths.panel, "supervisor": paths.watch, "tenderer": paths.desk, "exchange-staff": paths.desk, "cashier": paths.desk, "opener": paths.desk, "notary": paths.drawRooms, "pool-keeper": paths.pool, "window-staff": paths.bills, "fee-officer": paths.bills, "finance-reviewer": paths.bills, "seal-keeper": paths.bills, "treasury-checker": paths.treasury, "treasury-approver": paths.treasury, "centre-head": paths.deskCentre, "sub-centre-head": paths.deskCentre, "duty-head": paths.deskCentre, "conduct-supervisor": paths.deskCentre } as Record<string, string>)[role] ?? paths.home;

/** The town's people as they are chosen on one page. */
async function choosable({ db, exchange }: World, tokens: SealedChoices, language: Language): Promise<SignInView["actors"]> {
  const choice = await choicesOf(tokens);
  return (await allActors(db, exchange.id)).map((office) => ({ id: office.id, token: choice(office.id), name: office.name, role: office.role, roleName: ROLE_NAMES[office.role][language], organisation: actingFor(office) }));
}

async function choices(c: PageRequest, site: Site, tokens: SealedChoices, status: 200 | 422): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const actors = world.mode === "live" ? null : await choosable(world, tokens, page.language);
  const faults = status === 200 ? [] : [{ field: null, text: page.language === "zh" ? "请重新选择一个身份：所选身份的登录凭据已过期或不正确。" : "Choose again: the choice has expired or is wrong." }];
  return html(c, page, signInPage(page, { actors, passwords: world.passwords !== null, localhost: localhostOf(c), next: ownPath(c.req.query("next"), ""), faults }), status);
}
