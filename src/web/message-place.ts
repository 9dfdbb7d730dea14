import type { KindRow } from "../messages/kinds.js";
import { paths } from "./paths.js";

/** What the address of a message's page is made of. */
export type MessagePlace = { readonly tender: string | null; readonly lot: string | null; readonly notice: string | null; readonly plan: string | null; readonly sale: string | null };

const PAGES: Readonly<Record<KindRow["leads"], (place: { readonly tender: string; readonly lot: string; readonly notice: string; readonly plan: string; readonly sale: string }) => string>> = {
  desk: ({ tender }) => (tender === "" ? paths.desk : paths.deskTender(tender)),
  plan: ({ plan }) => paths.deskPlan(plan),
  questions: ({ tender }) => paths.deskQuestions(tender),
  hall: ({ tender, lot }) => paths.hall(`${tender}-${lot}`),
  bid: ({ tender, lot }) => paths.myBid(tender, lot),
  notice: ({ notice }) => paths.notice(notice),
  panel: () => paths.panel,
  watch: () => paths.watch,
  account: () => paths.account,
  recoveries: () => paths.deskRecoveries,
  mandates: () => paths.mandates,
  items: () => paths.itemDesk,
  bills: () => paths.bills,
  payments: () => paths.payments,
  centre: () => paths.deskCentre,
  concierge: () => paths.conciergeDesk,
  investments: () => paths.myInvestments,
  joints: () => paths.deskJoints,
  cases: () => paths.myCases,
  visits: () => paths.myVisits,
  "case-lights": () => paths.caseLights,
  meetings: () => paths.coordinations,
  committee: () => paths.deskMeetings,
  campaigns: () => paths.deskCampaigns,
  conduct: () => paths.deskConduct,
  "own-conduct": () => paths.myConduct,
  complaints: () => paths.complaintDesk,
  "complaint-copies": () => paths.complaintCopies,
  project: ({ tender }) => paths.project(tender),
  application: ({ sale, lot }) => paths.mySale(sale, lot),
  applicants: ({ sale, lot }) => paths.deskApplicants(sale, lot),
  "sale-reserve": ({ sale, lot }) => paths.deskSaleReserve(sale, lot),
  sale: ({ sale }) => paths.sale(sale),
};

/** The page where a message leads: an address that says no more than the message. */
export const messageHref = ({ leads }: Pick<KindRow, "leads">, { tender, lot, notice, plan, sale }: MessagePlace): string => PAGES[leads]({ tender: tender ?? "", lot: lot ?? "", notice: notice ?? "", plan: plan ?? "", sale: sale ?? "" });
