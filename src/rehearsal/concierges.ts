import { conciergesOf } from "../concierge/queries.js";
import { enterConciergeIn, keepPhoto } from "../concierge/use-cases/pool.js";
import { inTransaction } from "../db/database.js";
import { must } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { portrait, type Look } from "./portraits.js";

const LOOKS: readonly Look[] = [
  { ground: [214, 228, 240], coat: [11, 79, 130], hair: [44, 38, 36], skin: [240, 208, 178] }, { ground: [240, 226, 206], coat: [138, 66, 0], hair: [90, 60, 40], skin: [226, 186, 150] }, { ground: [222, 236, 222], coat: [38, 100, 66], hair: [150, 150, 154], skin: [236, 200, 172] },
];
/** The rehearsal’s pool: made-up people with telephone numbers that nobody has. */
const POOL = [
  { actor: "concierge-1", name: "祁助远", unit: "102", post: "帮办代办窗口负责人", phone: "0566-5550101", areas: ["工业制造", "高新技术产业开发区"] },
  { actor: "concierge-2", name: "路同行", unit: "103", post: "住建窗口帮办代办员", phone: "0566-5550102", areas: ["工程建设", "滨河区"] },
  { actor: "concierge-3", name: "门常开", unit: "105", post: "人社窗口帮办代办员", phone: "0566-5550103", areas: ["商贸服务", "用工社保"] },
] as const;

/** Enters the rehearsal’s concierges with their drawn portraits, once. */
export async function foundConcierges(world: World, by: { readonly id: string }, at: Instant): Promise<void> {
  if ((await conciergesOf(world.db, world.exchange.id)).length > 0) return;
  const entered = await inTransaction(world.db, async (tx) => {
    const ids: string[] = [];
    for (const { areas, ...each } of POOL) ids.push(must(await enterConciergeIn(tx, world, by, { ...each, areas: [...areas] }, at)).concierge);
    return ids;
  });
  for (const [place, concierge] of entered.entries()) {
    const look = LOOKS[place];
    if (look !== undefined) must(await keepPhoto(world, concierge, once(portrait(look))));
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
