import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { audience, type Audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { ProjectRow } from "../queries.js";

type Teller = Pick<World, "exchange" | "random">;
const USCC = /^[0-9A-Z]{18}$/;

/** Who invests in a project: the firm’s offices, or the one office of somebody who acts for himself. */
const investorOf = ({ owner }: Pick<ProjectRow, "owner">): Audience => (USCC.test(owner) ? audience.firm(owner) : audience.office(owner));

/** Tells the investor how a request goes, or whom the centre proposes. */
export const tellInvestor = (tx: Tx, world: Teller, project: Pick<ProjectRow, "owner">, kind: "concierge-proposed" | "concierge-progress", at: Instant): Promise<void> => tell(tx, world, { kind, to: [investorOf(project)], tender: null, lot: null }, at);

/** Tells the concierge what is his: that an investor chose him, that a request is his to take up or is looked into, how he was appraised. */
export const tellConcierge = (tx: Tx, world: Teller, actorId: string, kind: "concierge-chosen" | "concierge-dispatched" | "concierge-supervised" | "concierge-appraised", at: Instant): Promise<void> => tell(tx, world, { kind, to: [audience.office(actorId)], tender: null, lot: null }, at);

/** Tells those who coordinate that a request waits for them. */
export const tellCoordinators = (tx: Tx, world: Teller, at: Instant): Promise<void> => tell(tx, world, { kind: "concierge-waits", to: [audience.role("sub-centre-head"), audience.role("exchange-staff")], tender: null, lot: null }, at);

type Called = { readonly officers: readonly string[]; readonly project: Pick<ProjectRow, "owner"> | null; readonly meetsAt: Instant };
/** Tells everybody who is asked to a meeting: officers one by one, and the investor. */
export const tellMeeting = (tx: Tx, world: Teller, { officers, project, meetsAt }: Called, at: Instant): Promise<void> =>
  tell(tx, world, { kind: "concierge-meeting", to: [...officers.map(audience.office), ...(project === null ? [] : [investorOf(project)])], tender: null, lot: null, facts: { at: meetsAt } }, at);
