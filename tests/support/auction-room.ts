import type { Page } from "playwright-core";
import type { AuctionTerms } from "../../src/auctions/terms.js";
import { admitBidder } from "../../src/auctions/use-cases/bidders.js";
import { planAuction } from "../../src/auctions/use-cases/plan.js";
import { inTransaction } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import type { ServedTown } from "./served-town.js";

/** A bidder's firm as it is admitted. */
export function firmOf({ town }: ServedTown, actor: string): { readonly firm: string; readonly name: string } {
  const { organisation } = town.actors.find(({ id }) => id === actor) as unknown as { organisation: { name: string; uscc: string } };
  return { firm: organisation.uscc, name: organisation.name };
}

/** Plans an auction and admits the firms of these people. @returns their paddles */
export async function plannedRoom(site: ServedTown, terms: Omit<AuctionTerms, "exchange">, bidders: readonly string[]): Promise<string[]> {
  const { world } = site.town;
  const { auction } = terms;
  const paddles = await inTransaction(world.db, async (tx) => {
    must(await planAuction(tx, world, { auction, subject: { kind: "sale", sale: auction.replace(/-A\d+$/, ""), lot: "1" }, terms: { ...terms, exchange: world.exchange.origin } }, world.clock()));
    const got: string[] = [];
    for (const actor of bidders) got.push(must(await admitBidder(tx, world, auction, firmOf(site, actor), world.clock())).paddle);
    return got;
  });
  await world.floor.keep();
  return paddles;
}

/** Opens a room and waits until its island follows the stream. */
export async function inRoom({ base }: ServedTown, page: Page, auction: string): Promise<Page> {
  await page.goto(`${base}/auctions/${auction}`);
  await page.locator("body[data-ready]").waitFor();
  return page;
}

/** Comes in by the one act that is signed. */
export async function comeIn(page: Page): Promise<void> {
  await page.click("#enter-now");
  await page.locator('#confirm-here form[data-way="rehearsal"] button').click();
  await page.locator("#enter").waitFor({ state: "hidden" });
}

/** Moves the town's clock and lets the contests take the steps that are due. */
export async function advanceTo({ town }: ServedTown, to: string): Promise<void> {
  await town.advance(to);
  await town.world.floor.keep();
}

export const said = (page: Page, text: string | RegExp): Promise<void> => page.locator("#said", { hasText: text }).waitFor();
export const price = (page: Page, text: string): Promise<void> => page.locator("#price .price", { hasText: text }).waitFor();
export const phase = (page: Page, text: string): Promise<void> => page.locator("[data-said=phase]", { hasText: text }).waitFor();
