import { CONTEST } from "../../auctions/use-cases/contest-engine.js";
import type { Outcome } from "../../auctions/use-cases/outcome.js";
import { auctionById, biddersOf, happeningsAfter } from "../../auctions/queries.js";
import { recordOf } from "../../auctions/record.js";
import { readTerms } from "../../auctions/terms.js";
import { PHASE_WORDS } from "../../auctions/words.js";
import type { Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { parseCanonical } from "../../kernel/canonical-json.js";
import { must } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { auctionRecord } from "../../notices/auction-record.js";
import type { World } from "../../world.js";
import { contestOf } from "../contest.js";
import { readSale } from "../form.js";
import type { Sale } from "../queries.js";
import { lotOfSale } from "./hold.js";
import { issueDocument } from "./issue-document.js";

/** Publishes the record of a contest that is decided (竞价记录), with the names behind the numbers. The sale is held. @throws {RangeError} where it cannot be printed: all it says was checked before */
export async function publishRecord(tx: Tx, world: World, { sale, lot }: { readonly sale: Sale; readonly lot: Sale["lots"][number] }, { how, paddle, amount, reserve }: Outcome, at: Instant): Promise<void> {
  const auction = contestOf(lot.code, sale.rounds.length);
  const key = { exchangeId: world.exchange.id, auctionId: auction };
  const [row, form] = [await auctionById(tx, key), readSale(sale.rounds.at(-1)?.form)];
  if (row === null || reserve === null || reserve === "mismatch") throw new RangeError(`${auction} is not decided`);
  const terms = must(readTerms(parseCanonical(row.terms)));
  const happenings = await happeningsAfter(tx, key, 0, Number(row.seq));
  const { documents, profiles } = saleLineOf(sale.row.line);
  const phaseName = (name: string): string => { const phase = terms.phases.find((each) => each.name === name); return phase === undefined ? name : PHASE_WORDS[phase.kind].zh; };
  const given = {
    auction, lot: lot.lot, profile: profiles[form.profile]?.title.zh ?? form.profile, law: documents.result.law, start: terms.price.start, ceiling: terms.price.ceiling, phaseName, record: recordOf(happenings.map(({ bytes }) => CONTEST.readHappening(bytes))),
    names: await biddersOf(tx, key), result: { how: how === "deal" ? "deal" : "no-deal", paddle, amount, reserve },
    proof: { happenings: Number(row.seq), head: hex(happenings.at(-1)?.head ?? new Uint8Array()), termsSha256: row.terms_sha256, url: `${world.publicUrl}/auctions/${encodeURIComponent(auction)}` },
  } as const;
  must(await issueDocument(tx, world, { sale, form, named: lotOfSale(form, lot.lot).name }, (common) => auctionRecord(common, given), at));
}
