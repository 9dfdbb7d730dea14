import { joined } from "../kernel/joined.js";
import { questionQuery, type AskedDate } from "../rules/date-question.js";
import type { Language } from "./context.js";

/** Addresses that pages link to and post to; the routes serve exactly these. Public pages have an English twin below /en. */

const seg = encodeURIComponent;
/** Of what was dealt before the last notice. */
const ofRound = (round: number | undefined): string => (round === undefined ? "" : `/${String(round)}`);
const ENGLISH = "/en";
/** Where a date is counted out. */
export const HOW_COUNTED = "/rules/how";

/** The pool of experts and their draws, behind a sign-in. */
const EXPERTS = {
  call: "/call",
  pool: "/pool",
  poolExpert: (expert: string) => `/pool/${seg(expert)}`,
  myExpert: "/account/expert",
  attendance: "/attendance",
  attendanceOf: (tender: string, lot: string) => `/attendance/${seg(tender)}/${seg(lot)}`,
  drawRooms: "/draws",
  drawRoom: (tender: string, lot: string) => `/draws/${seg(tender)}/${seg(lot)}`,
};

/** Rooms, and what happens in them, behind a sign-in. */
const VENUES = {
  venues: "/venues",
  venueRooms: "/venues/rooms",
  booking: (booking: string) => `/venues/bookings/${seg(booking)}`,
};

/** The catalogue of fees and the check of a receipt, which everybody reads. */
const guaranteesBelow = (base: string) => ({ guarantees: `${base}/guarantees`, guarantee: (sha256: string) => `${base}/guarantees/${seg(sha256)}` });
/** What the records of the service centre come to. */
const figuresBelow = (base: string) => ({ figures: `${base}/figures` });
const feesBelow = (base: string) => ({ fees: `${base}/fees`, feeReceipt: (code: string, number: string, check: string) => `${base}/fees/receipts/${seg(code)}/${seg(number)}/${seg(check)}` });

/** What units do for people, and the guide of each item. */
const servicesBelow = (base: string) => ({ services: `${base}/services`, service: (code: string) => `${base}/services/${seg(code)}`, together: `${base}/services/together`, togetherBy: (template: string) => `${base}/services/together/${seg(template)}` });

/** Where items are drafted, confirmed, taken in and moved, behind a sign-in. */
const ITEM_DESK = { itemDesk: "/items", newItem: "/items/new", itemHandOvers: "/items/hand-overs", itemOnDesk: (code: string) => `/items/${seg(code)}` };

/** Live contests, which everybody watches; their desk stands behind a sign-in. */
const auctionsBelow = (base: string) => ({
  auctions: `${base}/auctions`,
  auction: (id: string) => `${base}/auctions/${seg(id)}`,
  auctionWall: (id: string) => `${base}/auctions/${seg(id)}/wall`,
  auctionReplay: (id: string) => `${base}/auctions/${seg(id)}/replay`,
  lottery: "/desk/lottery",
  deskAuction: (id: string) => `/desk/auctions/${seg(id)}`,
});

/** What is granted or transferred to whoever offers most. */
const salesBelow = (base: string) => ({
  sales: `${base}/sales`,
  sale: (code: string) => `${base}/sales/${seg(code)}`,
});

/** Where it is prepared and decided, behind a sign-in. */
const DESK_SALES = {
  deskSales: "/desk/sales",
  newSale: "/desk/sales/new",
  deskSale: (sale: string) => `/desk/sales/${seg(sale)}`,
  deskSaleForm: (sale: string) => `/desk/sales/${seg(sale)}/form`,
  deskApplicants: (sale: string, lot: string) => `/desk/sales/${seg(sale)}/${seg(lot)}/applications`,
  deskSaleReserve: (sale: string, lot: string) => `/desk/sales/${seg(sale)}/${seg(lot)}/reserve`,
  deskDeal: (sale: string, lot: string, round?: number) => `/desk/sales/${seg(sale)}/${seg(lot)}/deal${ofRound(round)}`,
  deskSingle: (sale: string, lot: string) => `/desk/sales/${seg(sale)}/${seg(lot)}/single`,
};

/** What a firm applied for of it, behind a sign-in. */
const MY_SALES = { mySales: "/my/sales", mySale: (sale: string, lot: string) => `/my/sales/${seg(sale)}/${seg(lot)}`, myDeal: (sale: string, lot: string, round?: number) => `/my/sales/${seg(sale)}/${seg(lot)}/deal${ofRound(round)}` };

/** The concierge service: its pool for everybody, and behind a sign-in what is done for whom. */
const conciergeBelow = (base: string) => ({ concierges: `${base}/concierge` });
const CONCIERGE = {
  conciergeDesk: "/concierge/desk",
  conciergePool: "/concierge/pool",
  conciergeAppraisals: "/concierge/appraisals",
  coordinations: "/concierge/meetings",
  coordination: (meeting: string) => `/concierge/meetings/${seg(meeting)}`,
  myInvestments: "/my/investments",
  investment: (project: string) => `/concierge/projects/${seg(project)}`,
};

/** Complaints and suggestions, which anybody makes and follows. */
const complaintsBelow = (base: string) => ({
  complaints: `${base}/complaints`,
  newComplaint: `${base}/complaints/new`,
  complaintTrack: `${base}/complaints/track`,
  complaintDecisions: `${base}/complaints/decisions`,
  complaintDecision: (complaint: string) => `${base}/complaints/decisions/${seg(complaint)}`,
  suggestions: `${base}/suggestions`,
});

/** Where they are handled, behind a sign-in. */
const COMPLAINT_DESK = {
  complaintDesk: "/complaints/desk",
  complaintOf: (complaint: string) => `/complaints/desk/${seg(complaint)}`,
  complaintCopies: "/complaints/copies",
  lotComplaint: (tender: string, lot: string) => `/complaints/lots/${seg(tender)}/${seg(lot)}`,
};

/** Bills, behind a sign-in or by their payment code. */
const BILLS = {
  bills: "/fees/bills",
  billOf: (bill: string) => `/fees/bills/${seg(bill)}`,
};

/** 国库集中支付, behind a sign-in. */
const TREASURY = {
  track: "/track",
  trackOf: (code: string) => `/track?code=${seg(code)}`,
  applyFor: (item: string) => `/services/${seg(item)}/apply`,
  myCases: "/my/cases",
  myCase: (code: string) => `/my/cases/${seg(code)}`,
  myVisits: "/my/visits",
  deskVisits: "/desk/cases/visits",
  deskCases: "/desk/cases",
  deskCase: (code: string) => `/desk/cases/${seg(code)}`,
  deskCounter: "/desk/cases/counter",
  caseImports: "/desk/cases/imports",
  caseImport: (name: string) => `/desk/cases/imports/${seg(name)}`,
  deskJoints: "/desk/together",
  jointCounter: "/desk/together/counter",
  deskJoint: (joint: string) => `/desk/together/${seg(joint)}`,
  applyTogether: (template: string) => `/services/together/${seg(template)}/apply`,
  myJoint: (joint: string) => `/my/together/${seg(joint)}`,
  caseLights: "/desk/cases/lights",
  chiefs: "/desk/cases/chiefs",
  treasury: "/treasury",
  budgets: "/treasury/budgets",
  payContracts: "/treasury/contracts",
  payments: "/treasury/requests",
  newPayment: "/treasury/requests/new",
  payment: (request: string) => `/treasury/requests/${seg(request)}`,
};

/** The one centre, its rules and its units, which everybody reads. */
const centreBelow = (base: string) => ({
  centre: `${base}/centre`,
  centreUnits: `${base}/centre/units`,
  appraisal: `${base}/centre/appraisal`,
  regulations: `${base}/centre/regulations`,
  regulation: (code: string) => `${base}/centre/regulations/${seg(code)}`,
});

/** How the centre is run, behind a sign-in. */
const DESK_CENTRE = {
  deskCentre: "/desk/centre",
  deskCatalogue: "/desk/centre/catalogue",
  deskMeetings: "/desk/centre/meetings",
  deskMeeting: (meeting: string) => `/desk/centre/meetings/${seg(meeting)}`,
  deskCampaigns: "/desk/centre/campaigns",
  deskConduct: "/desk/conduct",
  deskPatrol: "/desk/conduct/patrol",
  deskFindings: "/desk/conduct/findings",
  deskFinding: (finding: string) => `/desk/conduct/findings/${seg(finding)}`,
  deskAppraisal: "/desk/conduct/appraisal",
  myConduct: "/account/conduct",
};

/** Where money is looked after, behind a sign-in. */
const MONEY = {
  deskBank: "/desk/bank",
  deskFigures: "/desk/figures",
  figureCases: "/desk/figures/cases",
  deskIssuers: "/desk/issuers",
  deskReturns: "/desk/returns",
};

/** The supervisor's pages. */
const WATCH = {
  watch: "/watch",
  watchAudit: "/watch/audit",
  watchSignals: "/watch/signals",
  watchSignalsOf: (tender: string, lot: string) => `/watch/signals/${seg(tender)}/${seg(lot)}`,
  watchSales: "/watch/sales",
  watchSale: (sale: string) => `/watch/sales/${seg(sale)}`,
  watchTender: (tender: string) => `/watch/${seg(tender)}`,
  watchLetters: (tender: string) => `/watch/${seg(tender)}/letters`,
};

const made = (base: string) => joined({
  home: base === "" ? "/" : base,
  notices: `${base}/notices`,
  projects: `${base}/projects`,
  results: `${base}/results`,
  plans: `${base}/plans`,
  notice: (id: string, version?: number) => `${base}/notices/${seg(id)}${version === undefined ? "" : `/v/${String(version)}`}`,
  project: (code: string) => `${base}/projects/${seg(code)}`,
  changes: (tender: string) => `${base}/projects/${seg(tender)}/changes`,
  documents: (tender: string) => `${base}/projects/${seg(tender)}/documents`,
  draws: (tender: string) => `${base}/projects/${seg(tender)}/draws`,
  questions: (tender: string) => `${base}/projects/${seg(tender)}/questions`,
  calendar: `${base}/calendar`,
  halls: `${base}/halls`,
  hall: (id: string) => `${base}/halls/${seg(id)}`,
  howCounted: (asked: AskedDate) => `${base}${HOW_COUNTED}?${questionQuery(asked)}`,
  verify: `${base}/verify`,
  code: (code: string) => `${base}/v/${seg(code)}`,
  log: `${base}/log`,
  rules: `${base}/rules`,
  help: `${base}/help`,
  helpOn: (topic: string) => `${base}/help/${topic}`,
  glossary: `${base}/glossary`,
  privacy: `${base}/privacy`,
  problem: (code: string) => `${base}/problems/${seg(code)}`,
  signIn: `${base}/sign-in`,
  register: `${base}/register`,
  recover: `${base}/recover`,
  signOut: "/sign-out",
  account: "/account",
  myPrivacy: "/account/privacy",
  deskPrivacy: "/desk/privacy",
  newRegistration: "/account/registrations/new",
  registration: (id: string) => `/account/registrations/${seg(id)}`,
  myTokens: "/account/tokens",
  myOrganisation: "/account/organisation",
  mandates: "/account/mandates",
  deskRegistrations: "/desk/registrations",
  deskOrganisations: "/desk/organisations",
  deskRecoveries: "/desk/recoveries",
  display: (mode: "elder" | "normal", back: string) => `/display/${mode}?back=${seg(back)}`,
  my: "/my",
  myLetters: "/my/letters",
  inbox: "/my/inbox",
  inboxSettings: "/my/inbox/settings",
  mailStop: (token: string) => `/mail/stop/${seg(token)}`,
  myBid: (tender: string, lot: string) => `/my/${seg(tender)}/${seg(lot)}`,
  myBidKey: (tender: string, lot: string, part: string) => `/my/${seg(tender)}/${seg(lot)}/keys/${seg(part)}`,
  desk: "/desk",
  deskTender: (tender: string) => `/desk/${seg(tender)}`,
  deskLetters: (tender: string) => `/desk/${seg(tender)}/letters`,
  deskQuestions: (tender: string) => `/desk/${seg(tender)}/questions`,
  deskReserve: (tender: string, lot: string) => `/desk/${seg(tender)}/${seg(lot)}/reserve`,
  deskPlan: (plan: string) => `/desk/plans/${seg(plan)}`,
  panel: "/panel",
  deskAdmissions: (tender: string) => `/desk/${seg(tender)}/admissions`,
}, EXPERTS, ITEM_DESK, COMPLAINT_DESK, complaintsBelow(base), TREASURY, VENUES, BILLS, MY_SALES, DESK_SALES, CONCIERGE, conciergeBelow(base), feesBelow(base), figuresBelow(base), auctionsBelow(base), salesBelow(base), guaranteesBelow(base), centreBelow(base), DESK_CENTRE, servicesBelow(base), WATCH, MONEY);

const PATHS: Readonly<Record<Language, ReturnType<typeof made>>> = { zh: made(""), en: made(ENGLISH) };

/** The addresses as the routes know them, which are the Chinese pages'. */
export const paths = PATHS.zh;

/** The addresses in the language of a page; a signed-in corner has one address for all, its language is its reader's choice. */
export const pathsOf = ({ language }: { readonly language: Language }): typeof paths => PATHS[language];

/** The pages everybody reads, by their path without language. */
const PUBLIC = /^\/(?:$|log$|concierge$|fees$|suggestions$|complaints$|complaints\/(?:new|track|decisions)(?:$|\/)|fees\/receipts\/|services$|services\/\d{3,12}-\d{3}$|services\/together(?:\/[a-z-]+)?$|(?:notices|guarantees|projects|results|plans|calendar|halls|auctions|sales|verify|v|how|rules|help|glossary|privacy|centre|sign-in|register|recover|problems)(?:$|[/.]))/;

/**
 * What an address says: the path the routes know, and the language of a public page. Null where the address says none: in the
 * signed-in corners, the API and everything else that has no twin.
 */
export function readPath(path: string): { readonly path: string; readonly language: Language | null } {
  if (PUBLIC.test(path)) return { path, language: "zh" };
  if (!isBelowEnglish(path)) return { path, language: null };
  const rest = path.slice(ENGLISH.length);
  const asked = rest === "" ? "/" : rest;
  return PUBLIC.test(asked) ? { path: asked, language: "en" } : { path, language: null };
}

const isBelowEnglish = (path: string): boolean => path === ENGLISH || path.startsWith(`${ENGLISH}/`);

/** The language that an address itself says; an English one may lead nowhere. */
export const languageAt = (path: string): Language | null => readPath(path).language ?? (isBelowEnglish(path) ? "en" : null);

/** A public page's address in a language, with its query; what has no twin stays as it is. */
export function twinOf(url: string, language: Language): string {
  const [whole = "/", query] = url.split("?");
  const { path, language: now } = readPath(whole);
  if (now === null) return url;
  const other = language === "zh" ? path : path === "/" ? ENGLISH : `${ENGLISH}${path}`;
  return query === undefined ? other : `${other}?${query}`;
}

/** The same page in another language: a public page's twin, anything else with the choice in its query. */
export const inLanguage = (url: string, language: Language): string => (readPath(url.split("?")[0] ?? "").language === null ? withQuery(url, "lang", language) : twinOf(url, language));

/** `url` with one query parameter set, or taken away where `value` is empty. */
export function withQuery(url: string, name: string, value: string): string {
  const [path = "/", query = ""] = url.split("?");
  const parameters = new URLSearchParams(query);
  if (value === "") parameters.delete(name);
  else parameters.set(name, value);
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}
