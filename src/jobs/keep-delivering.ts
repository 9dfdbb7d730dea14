import type { Carriers } from "../messages/carriers/carrier.js";
import { deliverNext } from "../messages/use-cases/deliver.js";
import type { World } from "../world.js";

/** How often what is due is looked for, in ms. */
const LOOK_MS = 1_000;

/** Sends what falls due, one after another, until it is stopped: the one under way is finished first. @returns how to stop */
export function keepDelivering(world: World, carriers: Carriers): () => Promise<void> {
  let looking: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const sendDue = async (): Promise<void> => {
    while (!stopped && (await deliverNext(world, carriers, Date.now))) continue;
  };
  const look = (): void => {
    looking = sendDue().catch((error: unknown) => { world.log.warn({ code: (error as { code?: unknown }).code }, "sending: trying again"); }).finally(() => {
      if (!stopped) timer = setTimeout(look, LOOK_MS);
    });
  };
  look();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await looking;
    carriers.mail?.close();
    carriers.phone?.close();
  };
}
