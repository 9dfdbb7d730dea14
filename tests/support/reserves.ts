import { randomBytes } from "node:crypto";
import { base64 } from "../../src/kernel/bytes.js";
import { commitmentOf, makeReserveFile } from "../../src/signing/reserve-file.js";
import type { Answer, TestTown } from "./town.js";

export const reserveApi = (tender: string, lot = "1"): string => `/api/v1/tenders/${tender}/lots/${lot}/reserve`;

export type Reserve = { readonly file: Uint8Array; readonly commitment: string };

/** A reserve estimate as the tenderer's own machine makes it. @param yuan whole yuan */
export function reserveFor(town: TestTown, tender: string, yuan: bigint, lot = "1"): Reserve {
  const file = makeReserveFile({ exchange: town.world.exchange.origin, tender, lot }, yuan * 100n, Uint8Array.from(randomBytes(32)));
  return { file, commitment: commitmentOf(file) };
}

export const commit = (town: TestTown, tender: string, { commitment }: Reserve, lot = "1", actor = "tenderer-1"): Promise<Answer> => town.ask(actor, "POST", reserveApi(tender, lot), { commitment });
export const reveal = (town: TestTown, tender: string, { file }: Reserve, lot = "1", actor = "tenderer-1"): Promise<Answer> => town.ask(actor, "POST", `${reserveApi(tender, lot)}/file`, { file: base64(file) });
