import type { Role } from "../../src/identity/actor.js";
import { WORDS } from "./crawled-town.js";

/** Who an address is for, at most: nobody else may be answered with it. `own` holds one role to what is its organisation's, its seat's, its own. */
export type Audience = { readonly who: "anyone" | "person" | readonly Role[]; readonly own?: "tenderer" | "firm" | "seat" | "registration" };

const ANYONE: Audience = { who: "anyone" };
const PERSON: Audience = { who: "person" };
const BIDDER: Audience = { who: ["bidder"] };
const DESK: Audience = { who: ["tenderer", "exchange-staff", "cashier", "opener"], own: "tenderer" };
const BUYER: Audience = { who: ["tenderer"], own: "tenderer" };
const BUYER_OR_WATCH: Audience = { who: ["tenderer", "supervisor"], own: "tenderer" };
const WATCH: Audience = { who: ["supervisor"] };
const SEATED: Audience = { who: ["committee-member"], own: "seat" };
const FILES: Audience = { who: ["supervisor", "exchange-staff", "tenderer"], own: "tenderer" };
const ORGANISED: Audience = { who: ["bidder", "tenderer", "agency", "grantor", "transferor"] };
const OFFICE: Audience = PERSON;
const BILLS: Audience = { who: ["window-staff", "fee-officer", "finance-reviewer", "seal-keeper", "cashier", "supervisor", "bidder", "tenderer"] };
const ITEM_DESK: Audience = { who: ["window-staff", "chief-representative", "deputy-head", "sub-centre-head", "centre-committee", "city-leader", "duty-head", "conduct-supervisor", "supervisor"] };

const CENTRE: Audience = { who: ["centre-head", "sub-centre-head", "deputy-head", "duty-head", "conduct-supervisor", "admin", "supervisor"] };

const CASE_FILERS: Audience = { who: ["citizen", "bidder", "window-staff"] };
const CASE_OFFICES: Audience = { who: ["window-staff", "chief-representative", "deputy-head", "sub-centre-head", "city-leader", "supervisor", "conduct-supervisor"] };
const CASE_READERS: Audience = { who: ["citizen", "bidder", "window-staff", "chief-representative", "deputy-head", "sub-centre-head", "city-leader", "supervisor", "conduct-supervisor"] };
const COMMITTEE: Audience = { who: ["centre-head", "sub-centre-head", "centre-committee", "conduct-supervisor", "supervisor"] };
const CONDUCT: Audience = { who: ["duty-head", "conduct-supervisor", "centre-head"] };
const FINDINGS: Audience = { who: ["conduct-supervisor", "centre-head"] };
const CENTRE_STAFF: Audience = { who: ["window-staff", "chief-representative", "deputy-head", "centre-head", "sub-centre-head", "centre-committee", "duty-head", "conduct-supervisor", "complaint-officer", "concierge", "cashier", "fee-officer", "seal-keeper"] };

const COMPLAINTS: Audience = { who: ["complaint-officer", "supervisor"] };

const all = (audience: Audience, paths: readonly string[]): Record<string, Audience> => Object.fromEntries(paths.map((path) => [path, audience]));
const LOT = "/api/v1/tenders/:tender/lots/:lot";

/** Every address that is read, as the router has it without patterns, and whom it is for. A notice's own audience and a draft's are asked for beside this. */
export const READ_BY: Readonly<Record<string, Audience>> = {
  ...all(ANYONE, [
    "/complaints", "/complaints/new", "/complaints/track", "/complaints/decisions", "/complaints/decisions/:complaint", "/suggestions", "/api/v1/complaints/decisions", ...["paper.pdf", "paper.json"].map((file) => `/api/v1/complaints/decisions/:complaint/${file}`), ...["csv", "xlsx", "pdf"].map((ending) => `/api/v1/complaints/decisions/statement.${ending}`),
    "/auctions", "/auctions/:auction", "/auctions/:auction/wall", "/auctions/:auction/replay", "/api/v1/auctions", "/api/v1/auctions/:auction", "/api/v1/auctions/:auction/happenings", "/api/v1/auctions/:auction/names", "/api/v1/auctions/:auction/events",
    "/healthz", "/readyz", "/log/checkpoint", "/log/vkeys", "/log/witnesses", "/log/tile/*", "/api/v1/changes", "/api/v1/time", "/api/v1/exchange", "/api/v1/rehearsal/clock", "/openapi.json", "/assets/:name", "/seal.html", "/api/v1/assets",
    "/guarantees", "/guarantees/:sha", `${LOT}/guarantee-terms`, "/api/v1/guarantee-letters/:sha", "/api/v1/guarantee-issuers", "/api/v1/units", "/figures", "/api/v1/figures", ...["csv", "xlsx", "pdf"].map((ending) => `/api/v1/figures/report.${ending}`), "/api/v1/centre", "/api/v1/centre/appraisal", "/centre/appraisal", "/api/v1/regulations", "/api/v1/regulations/:code", "/api/v1/regulations/:code/v/:version/paper.pdf", "/api/v1/regulations/:code/v/:version/paper.json", "/centre", "/centre/units", "/centre/regulations", "/centre/regulations/:code", "/api/v1/items", "/api/v1/items/:item", ...["csv", "xlsx", "pdf"].map((ending) => `/api/v1/items/list.${ending}`), "/services", "/services/:item", "/services/:item/samples/:sha256", "/api/v1/hand-overs", ...["pdf", "json"].flatMap((ending) => [`/api/v1/items/:item/versions/:version/confirmation.${ending}`, `/api/v1/items/:item/abolition.${ending}`]), "/api/v1/fees/items", "/api/v1/fees/items/:item", "/api/v1/fees/calculation", "/fees", "/fees/receipts/:code/:number/:check", "/api/v1/fees/receipts/:code/:number/:check", "/api/v1/revocation", "/api/v1/revocation/:sha256", "/rehearsal/ca.crl", "/calendar", "/calendar.ics", "/projects/:tender", "/", "/notices/:id", "/notices/:id/v/:version", "/projects/:id", "/halls", "/problems/:code", "/display/:mode", "/projects/:tender/changes", "/projects/:tender/documents", "/projects/:tender/questions", "/projects/:tender/draws", "/call",
    "/sales", "/sales/:sale", ...["json", "csv", "atom"].map((format) => `/sales.${format}`), "/notices", "/results", "/plans", "/projects", "/rules/how", "/how/:code", "/rules", "/rules.json", "/rules.csv", "/help", "/help/:topic", "/privacy", "/glossary", "/halls/:id", "/halls/:id/events", "/halls/:id/events.json", "/verify", "/verify/evaluation", "/v/:code", "/log", "/sign-in", "/recover", "/register",
    "/api/v1/verify/:sha256", "/api/v1/codes/:code", "/api/v1/notices/:id", "/notices/:id/v/:version/notice.json", "/notices/:id/v/:version/notice.pdf", "/api/v1/notices", "/mail/stop/:token", "/.well-known/security.txt", "/.well-known/change-password", "/sbom.json",
    ...["notices", "results", "plans", "projects"].flatMap((list) => ["json", "csv", "atom", "ics"].map((format) => `/${list}.${format}`)),
    "/api/v1/tenders/:tender", "/api/v1/tenders/:tender/check", "/api/v1/plans/:plan", "/api/v1/sales", "/api/v1/sales/:sale", "/api/v1/sales/:sale/bundle", "/documents/:tender/:name/v/:version", "/documents/:tender/:name/waiting", "/api/v1/tenders/:tender/questions", "/api/v1/tenders/:tender/questions/:sha",
    `${LOT}/evaluation`, `${LOT}/objections`, `${LOT}/orders`, `${LOT}/parts/:part/opening`, `${LOT}/reserve`, `${LOT}/draws`,
  ]),
  ...all(PERSON, ["/account", "/account/tokens", "/api/v1/tokens", "/account/registrations/new", "/api/v1/me", "/api/v1/sessions", "/api/v1/sign-ins", "/api/v1/proofs", "/api/v1/registrations", "/account/privacy", "/api/v1/privacy", "/api/v1/privacy/copy"]),
  ...all(OFFICE, ["/my/inbox", "/my/inbox/settings", "/api/v1/messages", "/api/v1/messages/settings"]),
  ...all({ who: "person", own: "registration" }, ["/account/registrations/:id", "/api/v1/registrations/:registration/letter"]),
  ...all(ORGANISED, ["/account/organisation", "/api/v1/organisation", "/api/v1/organisation/representatives"]),
  "/desk/lottery": { who: ["exchange-staff", "supervisor"] }, ...all({ who: ["centre-head", "sub-centre-head"] }, ["/desk/figures", "/desk/cases/imports", "/desk/cases/imports/:import", "/api/v1/cases/imports", "/api/v1/cases/imports/:import", "/api/v1/cases/imports/:import/refusals.csv"]), "/desk/auctions/:auction": { who: ["exchange-staff", "supervisor"] },
  ...all({ who: ["exchange-staff", "window-staff", "supervisor"] }, ["/desk/recoveries", "/api/v1/recoveries"]),
  "/api/v1/recoveries/people": { who: ["exchange-staff", "window-staff"] },
  ...all({ who: ["tenderer", "agency"] }, ["/account/mandates", "/api/v1/mandates"]),
  ...all({ who: ["exchange-staff", "supervisor"] }, ["/desk/registrations", "/desk/organisations", "/api/v1/organisations"]),
  ...all({ who: ["exchange-staff"] }, ["/desk/privacy", "/api/v1/privacy/requests"]),
  ...all(BIDDER, ["/my", "/my/sales", "/my/sales/:sale/:lot", "/my/sales/:sale/:lot/deal", "/my/sales/:sale/:lot/deal/:round", "/my/letters", "/my/:tender/:lot", "/my/:tender/:lot/seal", "/my/:tender/:lot/confirm", "/my/:tender/:lot/withdraw", "/my/:tender/:lot/keys/:part", "/my/:tender/:lot/clarifications/:serial", `${LOT}/clarifications`, `${LOT}/deposit-number`, `${LOT}/guarantee-letter`, `${LOT}/sealing`, "/api/v1/tenders/:tender/question-key", "/api/v1/uploads/:id"]),
  ...all({ who: ["bidder"], own: "firm" }, ["/my/:tender/:lot/receipts/:sha", "/api/v1/receipts/:sha", "/api/v1/receipts/:sha/proof"]),
  ...all(DESK, ["/desk", "/desk/projects/new", "/desk/tenders/new", "/desk/plans/:plan", "/desk/:tender", ...["plan", "form", "clarification", "amend", "questions", "letters", "admissions", "hand-over", "clarifications/:serial", ":lot/guarantee", ":lot/reserve", ":lot/committee", ":lot/appointment", ":lot/seat-leaves", ":lot/seat-substitutes", ":lot/invite", ":lot/qualification", ":lot/tie-draw", ":lot/way"].map((form) => `/desk/:tender/${form}`)]),
  ...all(BUYER, ["/api/v1/sales/:sale/lots/:lot/applications"]),
  ...all(BIDDER, ["/api/v1/sales/:sale/lots/:lot/application"]), "/desk/sales": DESK, ...all(BUYER, ["/desk/sales/new", "/desk/sales/:sale", "/desk/sales/:sale/form", "/desk/sales/:sale/:lot/applications", "/desk/sales/:sale/:lot/reserve", "/desk/sales/:sale/:lot/deal", "/desk/sales/:sale/:lot/deal/:round"]), "/desk/sales/:sale/:lot/single": { who: ["exchange-staff"] },
  ...all({ who: ["tenderer", "bidder"], own: "tenderer" }, ["/api/v1/sales/:sale/lots/:lot/deal"]),
  ...all(BUYER, ["/desk/plans/:plan/form", "/desk/plans/:plan/correction", `${LOT}/qualification`, `${LOT}/qualification/files/:st/:ordinal`, `${LOT}/tie-draw`]),
  ...all({ who: ["tenderer", "supervisor", "exchange-staff"], own: "tenderer" }, [`${LOT}/parts/:part/organisation-files`]),
  ...all(BUYER_OR_WATCH, ["/api/v1/tenders/:tender/schedule", `${LOT}/admissions`, `${LOT}/way`]),
  ...all({ who: ["tenderer", "bidder", "treasury-checker", "treasury-approver", "supervisor"] }, ["indicators", "contracts", "contracts/:contract", "requests", "requests/:request"].map((each) => `/api/v1/treasury/${each}`)),
  ...all({ who: ["tenderer", "bidder", "treasury-checker", "treasury-approver", "supervisor"] }, ["/treasury/budgets", "/treasury/contracts", "/treasury/requests", "/treasury/requests/:request", "/api/v1/treasury/requests.csv", ...["csv", "xlsx", "pdf"].map((ending) => `/api/v1/treasury/months/:month/statement.${ending}`), ...["order", "voucher"].flatMap((paper) => ["pdf", "json"].map((type) => `/api/v1/treasury/requests/:request/payment-${paper}.${type}`))]),
  ...all(ANYONE, ["/concierge", "/api/v1/concierges", "/api/v1/concierges/:concierge/photo", "/api/v1/told-once", "/api/v1/told-once/:paper/paper.pdf", "/api/v1/told-once/:paper/paper.json", "/api/v1/intermediaries"]), ...all({ who: ["concierge", "sub-centre-head", "exchange-staff", "supervisor"] }, ["/concierge/appraisals", "/api/v1/concierge-appraisals"]),
  ...all({ who: ["concierge", "sub-centre-head", "exchange-staff", "supervisor", "window-staff", "chief-representative", "deputy-head", "citizen", "bidder"] }, ["/concierge/meetings", "/concierge/meetings/:meeting", ...["", "/:meeting", "/:meeting/told-once.pdf", "/:meeting/told-once.json"].map((each) => `/api/v1/coordination-meetings${each}`)]),
  "/my/investments": { who: ["citizen", "bidder"] }, "/concierge/desk": { who: ["concierge", "sub-centre-head", "exchange-staff", "supervisor"] }, "/concierge/pool": { who: ["sub-centre-head", "exchange-staff"] },
  ...all({ who: ["citizen", "bidder", "concierge", "sub-centre-head", "exchange-staff", "supervisor"] }, ["/concierge/projects/:project", "/api/v1/investments", "/api/v1/investments/:project"]),
  "/treasury/requests/new": BUYER,
  ...all({ who: ["treasury-checker", "treasury-approver", "supervisor"] }, ["/treasury", "/api/v1/treasury/orders.csv"]),
  "/api/v1/treasury/day": { who: ["treasury-checker", "treasury-approver", "supervisor"] },
  "/api/v1/rehearsal/texts": { who: ["admin"] },
  ...all({ who: ["pool-keeper", "supervisor"] }, ["/api/v1/experts", "/api/v1/experts/:expert"]),
  ...all({ who: ["pool-keeper"] }, [`${LOT}/draws/:number/candidates`, `${LOT}/draws/:number/calls`, "/api/v1/rehearsal/texts/key"]),
  [`${LOT}/draws/:number/escrow`]: { who: ["opener"] },
  ...all({ who: ["tenderer", "cashier", "finance-reviewer", "supervisor"], own: "tenderer" }, ["/api/v1/guarantees/:reference/demand.pdf", "/api/v1/guarantees/:reference/demand.json"]),
  "/desk/returns": { who: ["cashier"] },
  ...all({ who: ["cashier", "finance-reviewer", "supervisor"] }, ["/desk/issuers", "/api/v1/deposit-rates", ...["csv", "xlsx", "pdf"].flatMap((ending) => [`/api/v1/fees/days/:day/statement.${ending}`, `/api/v1/bank/months/:month/statement.${ending}`]), "/desk/bank", "/api/v1/bank/matters", "/api/v1/bank/days", "/api/v1/ledger/closes"]),
  ...all({ who: ["pool-keeper", "supervisor"] }, ["/pool", "/pool/:expert", "/attendance", "/api/v1/experts/:expert/attendance", "/api/v1/experts/:expert/assessments"]),
  ...all({ who: ["tenderer", "exchange-staff", "pool-keeper", "supervisor"], own: "tenderer" }, ["/attendance/:tender/:lot", `${LOT}/attendance`, `${LOT}/attendance.csv`, `${LOT}/fees.csv`]),
  "/api/v1/expert-tariffs": { who: ["tenderer", "exchange-staff", "pool-keeper", "supervisor"] },
  "/api/v1/me/expert/attendance": PERSON, "/api/v1/me/expert/assessments": PERSON,
  ...all({ who: ["tenderer", "agency", "exchange-staff", "notary", "supervisor", "pool-keeper", "committee-member"], own: "tenderer" }, ["/draws", "/draws/:tender/:lot"]),
  ...all({ who: ["exchange-staff", "supervisor", "notary"] }, ["/api/v1/venues", "/api/v1/bookings", "/api/v1/bookings/:booking", "/api/v1/incidents", "/venues", "/venues/rooms", "/venues/bookings/:booking"]),
  ...all(ANYONE, ["/api/v1/track/:code", "/track", "/api/v1/service-slots"]),
  ...all(CASE_READERS, ["/my/together/:joint", "/my/cases", "/my/cases/:code", "/api/v1/cases", "/api/v1/cases/:code", ...["case-corrections", "case-acceptance", "case-rejection", "case-suspension", "case-extension", "case-decision", "case-refusal"].flatMap((kind) => ["pdf", "json"].map((type) => `/api/v1/cases/:code/papers/:serial/${kind}.${type}`))]),
  ...all({ who: ["citizen", "bidder"] }, ["/my/visits", "/api/v1/service-bookings"]), "/desk/cases/visits": { who: ["window-staff", "chief-representative"] }, "/api/v1/consultations": { who: ["citizen", "bidder", "window-staff", "chief-representative"] },
  ...all(ANYONE, ["/api/v1/joint/templates", "/api/v1/joint/track/:joint", "/services/together", "/services/together/:template"]), "/services/together/:template/apply": { who: ["citizen", "bidder"] }, "/api/v1/joint/drafts/:template": { who: ["citizen", "bidder"] },
  ...all(CASE_READERS, ["/api/v1/joint/cases", "/api/v1/joint/cases/:joint", ...["receipt", "corrections", "acceptance", "rejection", "pause", "extension", "minutes", "result"].flatMap((kind) => ["pdf", "json"].map((type) => `/api/v1/joint/cases/:joint/papers/:serial/joint-${kind}.${type}`))]),
  ...all({ who: ["window-staff", "chief-representative"] }, ["/desk/cases/counter", "/desk/together/counter"]),
  ...all(CASE_FILERS, ["/services/:item/apply", "/api/v1/cases/drafts", "/api/v1/cases/drafts/:item"]),
  ...all(CASE_OFFICES, ["/desk/figures/cases", "/api/v1/figures/cases", "/api/v1/figures/cases.csv", "/desk/together", "/desk/together/:joint", "/desk/cases", "/desk/cases/:code", "/desk/cases/lights", "/desk/cases/chiefs", "/api/v1/cases/lights", "/api/v1/approval-mandates", "/api/v1/sitting-days"]),
  ...all(ITEM_DESK, ["/api/v1/items/drafts", "/api/v1/items/:item/exits", "/api/v1/items/:item/files/:sha256", ...["request", "report", "study", "opinion", "decision", "answer"].flatMap((step) => ["pdf", "json"].map((ending) => `/api/v1/items/:item/exits/:exit/${step}.${ending}`)), "/items", "/items/hand-overs", "/items/:item"]),
  ...all({ who: ["window-staff", "chief-representative"] }, ["/items/new"]),
  ...all(COMPLAINTS, ["/complaints/desk", "/complaints/desk/:complaint", "/api/v1/complaints", "/api/v1/complaints/:complaint", ...["paper.pdf", "paper.json"].map((file) => `/api/v1/complaints/:complaint/papers/:type/${file}`)]), ...all({ who: ["tenderer"] }, ["/complaints/copies", "/api/v1/complaints/copies"]), "/complaints/lots/:tender/:lot": BIDDER,
  ...all(BILLS, ["/api/v1/fees/bills", "/api/v1/fees/bills/:bill", "/api/v1/fees/bills/:bill/papers/:paper/paper.pdf", "/api/v1/fees/bills/:bill/papers/:paper/paper.json", ...["csv", "xlsx", "pdf"].flatMap((ending) => [`/api/v1/fees/bills/:bill/statement.${ending}`, `/api/v1/fees/bills/:bill/refunds/:book/form.${ending}`]), "/fees/bills", "/fees/bills/:bill", "/fees/bills/:bill/:screen"]),
  "/account/expert": PERSON,
  "/api/v1/me/expert": PERSON,
  "/api/v1/tenders/:tender/letters": { who: ["tenderer", "supervisor", "bidder"], own: "tenderer" },
  ...all(FILES, ["/api/v1/tenders/:tender/bundle", "/api/v1/tenders/:tender/hand-over", "/api/v1/tenders/:tender/hand-over/package"]),
  ...all(WATCH, ["/watch", "/watch/audit", "/watch/signals", "/watch/signals/:tender/:lot", "/watch/sales", "/watch/sales/:sale", "/watch/:tender", "/watch/:tender/letters", "/api/v1/audit", "/api/v1/audit.csv", "/api/v1/audit/roots", "/api/v1/audit/roots/:serial", "/api/v1/audit/signatures/:sha256", `${LOT}/parts/:part/disputes`, `${LOT}/leaks`, `${LOT}/signals`, `${LOT}/signals.csv`]),
  ...all(COMMITTEE, ["/desk/centre/meetings", "/desk/centre/meetings/:meeting", "/desk/centre/campaigns", "/api/v1/centre/meetings", "/api/v1/centre/meetings/:meeting", "/api/v1/centre/meetings/:meeting/minutes.pdf", "/api/v1/centre/meetings/:meeting/minutes.json", "/api/v1/centre/campaigns"]),
  ...all(CONDUCT, ["/desk/conduct", "/desk/conduct/findings", "/desk/conduct/appraisal", "/api/v1/conduct/patrols", "/api/v1/conduct/activities"]), "/desk/conduct/patrol": { who: ["duty-head"] },
  ...all(FINDINGS, ["findings", "gifts", "interests", "appraisal"].map((each) => `/api/v1/conduct/${each}`)), ...all(CENTRE_STAFF, ["/account/conduct", "/api/v1/conduct/own", "/desk/conduct/findings/:finding"]),
  ...all(CENTRE, ["/desk/centre", "/desk/centre/catalogue"]),
  "/panel": { who: ["committee-member"] },
  ...all(SEATED, ["/panel/:tender/:lot", "/panel/:tender/:lot/bids/:bid", `${LOT}/panel`, `${LOT}/panel/files/:st/:ordinal`, `${LOT}/prequalification`]),
  [`${LOT}/parts/:part/sealed`]: { who: ["opener"] },
  [`${LOT}/late-charges`]: { who: ["tenderer", "cashier", "supervisor"] }, [`${LOT}/forfeitures`]: { who: ["tenderer", "cashier", "bidder", "supervisor"] },
  ...all({ who: ["cashier", "bidder"] }, [`${LOT}/refunds`, ...["csv", "xlsx", "pdf"].flatMap((ending) => [`${LOT}/refunds/:reference/form.${ending}`, `/api/v1/sales/:sale/lots/:lot/deposit-refunds/:reference/form.${ending}`])]),
};

/** A draft is its own people's, and theirs who give keys, watch or check. */
export const DRAFT_ROLES: readonly string[] = ["exchange-staff", "opener", "supervisor"];

const [CITY, WATER] = [["tenderer-1", "tenderer-2"], ["tenderer-3"]];
const WITH_DRAFTS = ["staff-1", "supervisor-1", "opener-agency"];
/** Who of the readers is shown words that stand in one place alone. */
export const WORDS_READ_BY: Readonly<Record<string, readonly string[]>> = {
  [WORDS.saleDraft]: CITY, [WORDS.application]: [...CITY, "bidder-1"], [WORDS.draft]: [...CITY, ...WITH_DRAFTS], [WORDS.waterDraft]: [...WATER, ...WITH_DRAFTS], [WORDS.waterPlan]: WATER, [WORDS.clarification]: CITY,
  [WORDS.objection]: [...CITY, "bidder-1", "supervisor-1"], [WORDS.question]: [...CITY, "supervisor-1"], [WORDS.registrationPhone]: ["firm-new", "staff-1", "supervisor-1"], [WORDS.email]: ["bidder-6"], [WORDS.complaint]: ["complaint-1"], [WORDS.complainant]: [],
};

const CONTACT = ["address", "person", "phone"];
/** Fields about people and secrets, and the answers they may stand in: contacts a notice prints, one's own things, what supervisors search. */
export const SHOWN_IN: Readonly<Record<string, readonly string[]>> = {
  "/api/v1/conduct/patrols": ["actor"], "/api/v1/conduct/gifts": ["actor"], "/api/v1/conduct/interests": ["actor"], "/api/v1/conduct/appraisal": ["actor"], "/api/v1/conduct/own": ["actor"], "/api/v1/centre/meetings/:meeting": ["actor"],
  "/api/v1/notices/:id": ["member"], "/api/v1/tenders/:tender": CONTACT, "/api/v1/plans/:plan": CONTACT, "/api/v1/sales": [...CONTACT, "share"], "/api/v1/sales/:sale": [...CONTACT, "share"], "/api/v1/registrations": ["address", "phone"], "/api/v1/sessions": ["address", "agent"], "/api/v1/proofs": ["password"], "/api/v1/sign-ins": ["address"], "/api/v1/messages/settings": ["email", "phone"], "/api/v1/me/expert": ["phone"], "/api/v1/rehearsal/texts/key": ["secret"],
  "/api/v1/concierges": ["phone"], "/api/v1/complaints/:complaint": ["actor", "person"], "/api/v1/audit": ["actor", "address", "person"], "/api/v1/audit/roots/:serial": ["actor", "address", "person"], [`${LOT}/parts/:part/opening`]: ["salt"],
};
