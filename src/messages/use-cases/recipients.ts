import { firmsLodged } from "../../bidding/queries.js";
import type { Db, Tx } from "../../db/database.js";
import { ROLES, type Role } from "../../identity/actor.js";
import { officesOfOpener, officesWith } from "../../identity/queries.js";
import { membersOf } from "../../judging/queries.js";
import type { Round } from "../../tenders/entry.js";
import { admissionsOf } from "../../tenders/queries/admissions.js";
import { classOf, type AudienceClass } from "../audiences.js";

type Told = { readonly audience: string; readonly told_at: Date };
type Asked = { readonly exchangeId: string; readonly rest: string; readonly toldAt: Date };

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** The offices behind each audience: what `inboxOf` says of one office, asked the other way round. */
const OFFICES: Readonly<Record<AudienceClass, (db: Db | Tx, asked: Asked) => Promise<string[]>>> = {
  office: (_, { rest }) => Promise.resolve([rest]),
  role: (db, { exchangeId, rest }) => (isRole(rest) ? officesWith(db, exchangeId, rest, null) : Promise.resolve([])),
  staff: (db, { exchangeId, rest }) => {
    const [role = "", uscc = ""] = rest.split("/");
    return isRole(role) ? officesWith(db, exchangeId, role, [uscc]) : Promise.resolve([]);
  },
  opener: (db, { exchangeId, rest }) => officesOfOpener(db, exchangeId, rest),
  tenderer: (db, { exchangeId, rest }) => officesWith(db, exchangeId, "tenderer", [rest]),
  firm: (db, { exchangeId, rest }) => officesWith(db, exchangeId, "bidder", [rest]),
  bidders: async (db, { exchangeId, rest, toldAt }) => {
    const [tender = "", lot = ""] = rest.split("/");
    return officesWith(db, exchangeId, "bidder", await firmsLodged(db, exchangeId, tender, lot, toldAt));
  },
  admitted: async (db, { exchangeId, rest }) => {
    const [tender = "", lot = ""] = rest.split("/");
    return officesWith(db, exchangeId, "bidder", (await admissionsOf(db, exchangeId, tender)).filter((each) => each.lot === lot).map(({ firm }) => firm));
  },
  committee: async (db, { exchangeId, rest }) => {
    const [tenderId = "", lot = "", round = ""] = rest.split("/");
    return (await membersOf(db, { exchangeId, tenderId, lot }, round as Round)).map(({ actor_id }) => actor_id);
  },
};

/** Every office a message is for. */
export const recipientsOf = (db: Db | Tx, exchangeId: string, { audience, told_at: toldAt }: Told): Promise<string[]> =>
  OFFICES[classOf(audience)](db, { exchangeId, rest: audience.slice(audience.indexOf(":") + 1), toldAt });
