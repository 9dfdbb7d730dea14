import { base64 } from "../kernel/bytes.js";
import { can } from "../identity/can.js";
import { ok, refuse } from "../kernel/result.js";
import { liveOf } from "../opening/use-cases/release.js";
import { fileVersion } from "../parties/queries.js";
import { ownerOf } from "../tenders/owner.js";
import { tenderById } from "../tenders/queries.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";

/** The file of every bidder as it was when its bid was lodged, once the part is opened: what it says since then is another version. */
export function lodgedFileRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/tenders/:tender/lots/:lot/parts/:part/organisation-files", summary: "The bidders’ own files as they were at lodging, after the opening", action: "organisation-file.read" }, async ({ actor, param }) => {
    const place = { tenderId: param("tender"), lot: param("lot"), part: param("part") };
    const tender = await tenderById(db, exchange.id, place.tenderId);
    const part = tender?.allParts.find((each) => each.lot === place.lot && each.part === place.part);
    if (tender === null || part?.state !== "opened") return refuse("not-found", { what: `${place.tenderId}/${place.lot}/${place.part}` });
    const may = can(actor, "organisation-file.read", ownerOf(tender));
    if (!may.ok) return may;
    const closed = await liveOf(db, { exchangeId: exchange.id, ...place });
    const bids = await Promise.all((closed?.live ?? []).map(async ({ row }) => {
      const kept = await fileVersion(db, exchange.id, row.bidder, row.file_version);
      return { bidder: row.bidder, statement: row.statement_sha256, file: kept === null ? null : { version: kept.version, sha256: kept.sha256, file: base64(kept.file) } };
    }));
    return ok({ body: { bids } });
  });
}
