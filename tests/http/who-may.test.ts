import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "../../src/identity/actor.js";
import { publishedTender, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Who may ask for what, written down a second time: every operation of openapi.json has a line here, every other role is refused.
const ANYONE = "anyone";
const ORGANISED: readonly Role[] = ["bidder", "tenderer", "agency", "grantor", "transferor"];
const BILL_READERS: readonly Role[] = ["window-staff", "fee-officer", "finance-reviewer", "seal-keeper", "cashier", "supervisor", "bidder", "tenderer"];
const CASE_OFFICES: readonly Role[] = ["window-staff", "chief-representative", "deputy-head", "sub-centre-head", "city-leader", "supervisor", "conduct-supervisor"];
const CASE_READERS: readonly Role[] = ["citizen", "bidder", ...CASE_OFFICES];
const ITEM_READERS: readonly Role[] = ["window-staff", "chief-representative", "deputy-head", "sub-centre-head", "centre-committee", "city-leader", "duty-head", "conduct-supervisor", "supervisor"];
const COORDINATORS: readonly Role[] = ["sub-centre-head", "exchange-staff"];
const MEETING_READERS: readonly Role[] = ["concierge", ...COORDINATORS, "supervisor", "window-staff", "chief-representative", "deputy-head", "citizen", "bidder"];
const INVESTMENT_READERS: readonly Role[] = ["citizen", "bidder", "concierge", ...COORDINATORS, "supervisor"];
const COMMITTEE_READERS: readonly Role[] = ["centre-head", "sub-centre-head", "centre-committee", "conduct-supervisor", "supervisor"];
const CENTRE_STAFF: readonly Role[] = ["window-staff", "chief-representative", "deputy-head", "centre-head", "sub-centre-head", "centre-committee", "duty-head", "conduct-supervisor", "complaint-officer", "concierge", "cashier", "fee-officer", "seal-keeper"];
const TENDER = "/api/v1/tenders/{tender}";
const LOT = `${TENDER}/lots/{lot}`;
const DRAW = `${LOT}/draws/{number}`;
const PART = `${LOT}/parts/{part}`;
const STATEMENTS: Readonly<Record<string, typeof ANYONE | readonly Role[]>> = {
  "items/list": ANYONE, "complaints/decisions/statement": ANYONE, "tenders/{tender}/lots/{lot}/refunds/{reference}/form": ["cashier", "bidder"], "sales/{sale}/lots/{lot}/deposit-refunds/{reference}/form": ["cashier", "bidder"], "fees/bills/{bill}/refunds/{book}/form": ANYONE, "figures/report": ANYONE, "fees/bills/{bill}/statement": ANYONE, "fees/days/{day}/statement": ["cashier", "finance-reviewer", "supervisor"], "bank/months/{month}/statement": ["cashier", "finance-reviewer", "supervisor"], "treasury/months/{month}/statement": ["tenderer", "bidder", "treasury-checker", "treasury-approver", "supervisor"],
};
const COMPLAINT = "/api/v1/complaints/{complaint}";
const COMPLAINT_DESK: readonly Role[] = ["complaint-officer", "supervisor"];
const MAY: Readonly<Record<string, typeof ANYONE | readonly Role[]>> = {
  "post /api/v1/complaints": ANYONE, "post /api/v1/complaints/lookups": ANYONE, "post /api/v1/complaints/withdrawals": ANYONE, "get /api/v1/complaints": COMPLAINT_DESK, [`get ${COMPLAINT}`]: COMPLAINT_DESK, "get /api/v1/complaints/decisions": ANYONE,
  ...Object.fromEntries(["classification", "transfer", "acceptance", "refusal", "service", "closing", "handlers", "departure", "copy", "pauses", "extension", "proposal", "decision", "identity"].map((each) => [`post ${COMPLAINT}/${each}`, COMPLAINT_DESK])),
  ...Object.fromEntries(["pdf", "json"].map((ending) => [`get /api/v1/complaints/decisions/{complaint}/paper.${ending}`, ANYONE] as const)), ...Object.fromEntries(["pdf", "json"].map((ending) => [`get ${COMPLAINT}/papers/{type}/paper.${ending}`, COMPLAINT_DESK] as const)),
  "get /api/v1/complaints/copies": ["tenderer"], [`post ${COMPLAINT}/statement`]: ["tenderer"], [`post ${LOT}/complaints`]: ["bidder"],
  "get /healthz": ANYONE, "get /readyz": ANYONE, "get /log/checkpoint": ANYONE, "get /log/vkeys": ANYONE, "get /log/witnesses": ANYONE, "get /api/v1/changes": ANYONE, "get /api/v1/exchange": ANYONE,
  "get /api/v1/time": ANYONE, "get /api/v1/assets": ANYONE, "get /api/v1/rehearsal/clock": ANYONE, "get /api/v1/notices": ANYONE, "get /api/v1/verify/{sha256}": ANYONE, "get /api/v1/codes/{code}": ANYONE, "get /api/v1/notices/{id}": ANYONE, "get /notices/{id}/v/{version}/notice.json": ANYONE,
  "get /notices/{id}/v/{version}/notice.pdf": ANYONE, "get /documents/{tender}/{name}/v/{version}": ANYONE, [`get ${TENDER}`]: ANYONE, [`get ${PART}/opening`]: ANYONE, [`get ${LOT}/evaluation`]: ANYONE,
  "options /api/v1/uploads": ANYONE, "post /api/v1/policy-reports": ANYONE,
  "get /calendar.ics": ANYONE, "get /projects/{tender}.ics": ANYONE, "get /rules.json": ANYONE, "get /rules.csv": ANYONE,
  ...Object.fromEntries(["notices", "results", "plans", "projects"].flatMap((list) => ["json", "csv", "atom", "ics"].map((format) => [`get /${list}.${format}`, ANYONE]))), ...Object.fromEntries(["json", "csv", "atom"].map((format) => [`get /sales.${format}`, ANYONE])),
  "get /api/v1/auctions": ANYONE, "get /api/v1/auctions/{auction}": ANYONE, "get /api/v1/auctions/{auction}/happenings": ANYONE, "get /api/v1/auctions/{auction}/names": ANYONE, "get /api/v1/auctions/{auction}/events": ANYONE,
  "post /api/v1/auctions/{auction}/offers": ["bidder"], ...Object.fromEntries(["maxima", "takes", "answers", "seals", "reveals", "pledges", "quotes"].map((each) => [`post /api/v1/auctions/{auction}/${each}`, ["bidder"]] as const)), "post /api/v1/auctions/{auction}/keys": ["bidder"], "post /api/v1/auctions/{auction}/orders": ["supervisor"],
  ...Object.fromEntries([["calls", ["exchange-staff"]], ["steps", ["exchange-staff"]], ["contributions", ["exchange-staff", "supervisor"]], ["draws", ["exchange-staff", "supervisor"]]].map(([each, roles]) => [`post /api/v1/auctions/{auction}/${String(each)}`, roles as readonly Role[]] as const)),
  "post /api/v1/auctions/{auction}/interruptions": ["exchange-staff", "supervisor"], "post /api/v1/auctions/{auction}/interruptions/{serial}/approval": ["exchange-staff", "supervisor"],
  "get /api/v1/me": ROLES, "get /api/v1/messages": ROLES, "get /api/v1/rehearsal/texts": ["admin"], "get /api/v1/rehearsal/texts/key": ["pool-keeper"], "post /api/v1/messages/{id}/reading": ROLES, "post /api/v1/messages/readings": ROLES, "get /api/v1/messages/settings": ROLES, "put /api/v1/messages/settings": ROLES,
  "post /api/v1/challenges": ANYONE, "post /api/v1/people": ANYONE, "post /api/v1/sessions": ANYONE, "get /api/v1/sessions": ROLES, "delete /api/v1/sessions/current": ROLES, "delete /api/v1/sessions/others": ROLES, "delete /api/v1/sessions/{session}": ROLES, "get /api/v1/sign-ins": ROLES, "put /api/v1/sessions/current/office": ROLES,
  "post /api/v1/recoveries": ROLES, "delete /api/v1/recoveries/{recovery}": ROLES, "get /api/v1/recoveries": ["exchange-staff", "window-staff", "supervisor"], "get /api/v1/recoveries/people": ["exchange-staff", "window-staff"],
  "post /api/v1/recoveries/openings": ["exchange-staff", "window-staff"], "post /api/v1/recoveries/{recovery}/approval": ["exchange-staff", "window-staff"], "post /api/v1/recoveries/enrolment": ANYONE,
  "post /api/v1/password/secrets": ANYONE, "put /api/v1/password": ROLES, "delete /api/v1/password": ROLES, "post /api/v1/password/replacement": ROLES, "post /api/v1/passkeys/first": ROLES,
  "get /api/v1/tokens": ROLES, "post /api/v1/tokens": ROLES, "delete /api/v1/tokens/{token}": ROLES,
  "get /api/v1/privacy": ROLES, "put /api/v1/identity-number": ROLES, "delete /api/v1/identity-number": ROLES, "get /api/v1/privacy/copy": ROLES, "post /api/v1/privacy/corrections": ROLES, "post /api/v1/privacy/closing": ROLES,
  "get /api/v1/privacy/requests": ["exchange-staff"], "post /api/v1/privacy/requests/{request}/answer": ["exchange-staff"], "post /api/v1/registrations/{registration}/identity": ["exchange-staff"],
  "get /api/v1/proofs": ROLES, "post /api/v1/passkeys": ROLES, "delete /api/v1/passkeys/{id}": ROLES, "post /api/v1/certificates": ROLES, "delete /api/v1/certificates/{sha256}": ROLES, "post /api/v1/rehearsal/certificates": ROLES, "post /api/v1/rehearsal/signatures": ROLES, "get /api/v1/audit/signatures/{sha256}": ["supervisor"],
  "put /api/v1/registrations": ROLES, "get /api/v1/registrations": ROLES, "put /api/v1/registrations/{registration}/letter": ROLES, "get /api/v1/registrations/{registration}/letter": ROLES, "post /api/v1/registrations/{registration}/submission": ROLES, "post /api/v1/registrations/{registration}/decision": ["exchange-staff"], "post /api/v1/offices": ROLES, "delete /api/v1/offices/{office}": ROLES,
  "get /api/v1/organisation": ORGANISED, "get /api/v1/organisation/representatives": ORGANISED, "post /api/v1/organisation/invitations": ORGANISED, "post /api/v1/organisation/drafts": ORGANISED, "post /api/v1/organisation/leaving": ORGANISED, "post /api/v1/organisation/mergers": ORGANISED, "get /api/v1/organisations": ["exchange-staff", "supervisor"], "post /api/v1/organisation/files": ORGANISED, "put /api/v1/organisations/{uscc}/state": ["exchange-staff"],
  "get /api/v1/revocation": ANYONE, "get /api/v1/revocation/{sha256}": ANYONE, "post /api/v1/rehearsal/revocations": ["admin"],
  "get /api/v1/mandates": ["tenderer", "agency"], "post /api/v1/mandates/drafts": ["tenderer"], "post /api/v1/mandates": ["tenderer"], "post /api/v1/mandates/{mandate}/acceptance": ["agency"], "post /api/v1/mandates/{mandate}/end": ["tenderer", "agency"],
  [`get ${PART}/organisation-files`]: ["tenderer", "supervisor", "exchange-staff"],
  "get /api/v1/audit": ["supervisor"], "get /api/v1/audit.csv": ["supervisor"], "get /api/v1/audit/roots": ["supervisor"], "post /api/v1/audit/checks": ["supervisor"], "get /api/v1/audit/roots/{serial}": ["supervisor"],
  "post /api/v1/rehearsal/clock": ["admin", "supervisor"],
  "post /api/v1/sales/{sale}/lots/{lot}/application": ["bidder"], "get /api/v1/sales/{sale}/lots/{lot}/application": ["bidder"], "get /api/v1/sales/{sale}/lots/{lot}/applications": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/reviews": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/deposit-refunds": ["cashier"], "post /api/v1/sales/{sale}/termination": ["tenderer"], "post /api/v1/sales/{sale}/suspension": ["supervisor"], "post /api/v1/sales/{sale}/resumption": ["supervisor"], "post /api/v1/sales/{sale}/pre-disclosure": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/single-deal": ["exchange-staff"], "post /api/v1/sales/{sale}/lots/{lot}/reserves": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/reserves/{serial}/approval": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/reserve-opening": ["tenderer"],
  "get /api/v1/sales/{sale}/lots/{lot}/deal": ["bidder", "tenderer"], "put /api/v1/sales/{sale}/lots/{lot}/confirmation": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/confirmation": ["bidder", "tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/result": ["tenderer"],
  "post /api/v1/sales/{sale}/lots/{lot}/contract": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/settlement": ["cashier"], "post /api/v1/sales/{sale}/lots/{lot}/closing": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/refusal": ["tenderer"],
  "post /api/v1/sales/{sale}/lots/{lot}/forfeitures": ["tenderer"], "post /api/v1/sales/{sale}/lots/{lot}/forfeitures/answer": ["bidder"], "post /api/v1/sales/{sale}/lots/{lot}/forfeitures/decision": ["tenderer"],
  "post /api/v1/sales/{sale}/archive": ["exchange-staff", "tenderer"], "get /api/v1/sales/{sale}/bundle": ANYONE, "get /api/v1/sales": ANYONE, "get /api/v1/sales/{sale}": ANYONE, "post /api/v1/sales": ["tenderer"], "put /api/v1/sales/{sale}": ["tenderer"], "post /api/v1/sales/{sale}/registration": ["tenderer"], "post /api/v1/sales/{sale}/appraisal": ["tenderer"], "post /api/v1/sales/{sale}/rounds": ["tenderer"],
  "post /api/v1/plans": ["tenderer"], "put /api/v1/plans/{plan}": ["tenderer"], "post /api/v1/plans/{plan}/publication": ["tenderer"], "put /api/v1/plans/{plan}/correction": ["tenderer"], "post /api/v1/plans/{plan}/correction/publication": ["tenderer"], "get /api/v1/plans/{plan}": ANYONE, [`put ${TENDER}/plan`]: ["tenderer"],
  "post /api/v1/projects": ["tenderer"], "post /api/v1/tenders": ["tenderer"], [`put ${TENDER}/form`]: ["tenderer"], [`put ${TENDER}/documents/{name}`]: ["tenderer"], [`delete ${TENDER}/documents/{name}`]: ["tenderer"], "get /documents/{tender}/{name}/waiting": ANYONE,
  [`post ${TENDER}/registration`]: ["tenderer"], [`post ${TENDER}/submission`]: ["tenderer"], [`post ${TENDER}/publication`]: ["tenderer"], [`post ${TENDER}/schedule`]: ["tenderer"], [`get ${TENDER}/schedule`]: ["tenderer", "supervisor"], [`post ${TENDER}/schedule/recall`]: ["tenderer"],
  [`post ${TENDER}/check`]: ["tenderer", "exchange-staff", "supervisor"], [`get ${TENDER}/check`]: ANYONE,
  [`post ${TENDER}/returns`]: ["tenderer"], [`post ${TENDER}/clarifications/{serial}/returns`]: ["tenderer"], [`post ${TENDER}/clarifications`]: ["tenderer"], [`post ${TENDER}/clarifications/{serial}/publication`]: ["tenderer"],
  [`get ${TENDER}/letters`]: ["tenderer", "supervisor", "bidder"], [`get ${TENDER}/question-key`]: ["bidder"], [`post ${TENDER}/question-tickets`]: ["bidder"], [`post ${TENDER}/questions`]: ANYONE, [`get ${TENDER}/questions`]: ANYONE, [`get ${TENDER}/questions/{sha}`]: ANYONE, [`put ${TENDER}/answers`]: ["tenderer"],
  [`post ${PART}/opener-keys`]: ["opener"], [`post ${PART}/opener-keys/proof`]: ["opener"], [`get ${PART}/sealed`]: ["opener"], [`post ${PART}/releases`]: ["opener"],
  "post /api/v1/uploads": ["bidder"], "get /api/v1/uploads/{id}": ["bidder"], "patch /api/v1/uploads/{id}": ["bidder"], "delete /api/v1/uploads/{id}": ["bidder"],
  [`post ${LOT}/lodgements`]: ["bidder"], [`get ${LOT}/sealing`]: ["bidder"], "get /api/v1/receipts/{sha}": ["bidder"], "get /api/v1/receipts/{sha}/proof": ["bidder"],
  [`post ${PART}/bidder-keys`]: ["bidder"], [`post ${PART}/sign-ins`]: ["bidder"], [`post ${PART}/confirmations`]: ["bidder"], [`post ${PART}/objections`]: ["bidder"],
  [`post ${LOT}/guarantees`]: ["cashier"],
  [`get ${LOT}/guarantee-terms`]: ANYONE, [`post ${LOT}/guarantee-letter`]: ["bidder"], [`get ${LOT}/guarantee-letter`]: ["bidder"], "get /api/v1/guarantee-letters/{sha}": ANYONE,
  "get /api/v1/guarantee-issuers": ANYONE, "post /api/v1/guarantee-issuers": ["cashier", "finance-reviewer"], "post /api/v1/guarantee-issuers/{uscc}/versions/{version}/approval": ["cashier", "finance-reviewer"],
  "get /api/v1/guarantees/{reference}/demand.pdf": ["tenderer", "cashier", "finance-reviewer", "supervisor"], "get /api/v1/guarantees/{reference}/demand.json": ["tenderer", "cashier", "finance-reviewer", "supervisor"],
  [`post ${PART}/close-additions`]: ["exchange-staff", "supervisor"], [`post ${PART}/close-additions/{serial}/approval`]: ["exchange-staff", "supervisor"],
  [`post ${PART}/disputes`]: ["bidder"], [`get ${PART}/disputes`]: ["supervisor"], [`post ${PART}/disputes/{serial}/decision`]: ["supervisor"],
  [`post ${LOT}/by-hand`]: ["exchange-staff", "supervisor"], [`post ${LOT}/by-hand/{serial}/approval`]: ["exchange-staff", "supervisor"],
  "get /api/v1/venues": ["exchange-staff", "supervisor", "notary"], "post /api/v1/venues": ["exchange-staff"], "post /api/v1/venues/{venue}/retirement": ["exchange-staff"], "post /api/v1/venues/{venue}/rooms": ["exchange-staff"], "put /api/v1/rooms/{room}": ["exchange-staff"], "post /api/v1/rooms/{room}/retirement": ["exchange-staff"],
  "get /api/v1/bookings": ["exchange-staff", "supervisor", "notary"], "get /api/v1/bookings/{booking}": ["exchange-staff", "supervisor", "notary"], "post /api/v1/bookings": ["exchange-staff"], "post /api/v1/bookings/{booking}/moves": ["exchange-staff"], "post /api/v1/bookings/{booking}/cancellation": ["exchange-staff"], "put /api/v1/bookings/{booking}/seats": ["exchange-staff"],
  "post /api/v1/bookings/{booking}/entries": ["exchange-staff"], "post /api/v1/bookings/{booking}/exits": ["exchange-staff"], "post /api/v1/bookings/{booking}/links": ["exchange-staff"], "post /api/v1/bookings/{booking}/notes": ["exchange-staff", "notary"], "post /api/v1/bookings/{booking}/recordings": ["exchange-staff", "notary"], "post /api/v1/bookings/{booking}/site-record": ["exchange-staff", "notary"],
  "post /api/v1/bookings/{booking}/incidents": ["exchange-staff", "notary", "supervisor"], "post /api/v1/bookings/{booking}/incidents/{number}/disposal": ["exchange-staff", "supervisor"], "get /api/v1/incidents": ["exchange-staff", "supervisor", "notary"],
  "get /api/v1/items": ANYONE, "get /api/v1/items/{item}": ANYONE, "get /api/v1/items/drafts": ITEM_READERS, "post /api/v1/items": ["window-staff", "chief-representative"], "delete /api/v1/items/{item}/draft": ["window-staff", "chief-representative"],
  ...Object.fromEntries(["", "/{code}", ...["case-corrections", "case-acceptance", "case-rejection", "case-suspension", "case-extension", "case-decision", "case-refusal"].flatMap((kind) => [`/{code}/papers/{serial}/${kind}.pdf`, `/{code}/papers/{serial}/${kind}.json`])].map((path) => [`get /api/v1/cases${path}`, CASE_READERS])),
  ...Object.fromEntries(["get /api/v1/figures/cases", "get /api/v1/figures/cases.csv", "get /api/v1/cases/lights", "get /api/v1/approval-mandates", "get /api/v1/sitting-days"].map((each) => [each, CASE_OFFICES])), "get /api/v1/track/{code}": ANYONE, "get /api/v1/service-slots": ANYONE, "post /api/v1/service-slots": ["window-staff", "chief-representative"], "post /api/v1/service-slots/{slot}/booking": ["citizen", "bidder"], "delete /api/v1/service-slots/{slot}/booking": ["citizen", "bidder"], "get /api/v1/service-bookings": ["citizen", "bidder"], "get /api/v1/consultations": ["citizen", "bidder", "window-staff", "chief-representative"], "post /api/v1/consultations": ["citizen", "bidder"], "post /api/v1/consultations/{question}/answer": ["window-staff", "chief-representative"], "post /api/v1/approval-mandates": ["deputy-head"], "post /api/v1/approval-mandates/{mandate}/revocation": ["deputy-head"], "post /api/v1/sitting-days": ["deputy-head"],
  ...Object.fromEntries(["get /drafts", "get /drafts/{item}", "put /drafts/{item}", "delete /drafts/{item}", "delete /drafts/{item}/materials/{material}", "put /drafts/{item}/materials/{material}/{name}", "put /{code}/materials/{material}/{name}", "post ", "post /{code}/receipt", "post /{code}/resubmission", "post /{code}/withdrawal"].map((each) => [each.replace(" ", " /api/v1/cases"), ["citizen", "bidder", "window-staff"] as const])),
  ...Object.fromEntries(["counter", ...["materials", "acceptance", "corrections", "rejection", "fees", "payment", "delivery", "archive", "suspension", "resumption"].map((verb) => `{code}/${verb}`)].map((each) => [`post /api/v1/cases/${each}`, ["window-staff", "chief-representative"] as const])),
  "post /api/v1/cases/{code}/extension": ["deputy-head", "city-leader"], "post /api/v1/cases/{code}/decision": ["window-staff", "chief-representative", "deputy-head"], "post /api/v1/cases/{code}/supervision": ["supervisor", "conduct-supervisor"],
  "post /api/v1/items/{item}/exit/request": ["deputy-head"], "post /api/v1/items/{item}/exit/report": ["centre-committee"], "post /api/v1/items/{item}/exit/study": ["sub-centre-head"], "post /api/v1/items/{item}/exit/opinion": ["sub-centre-head"], "post /api/v1/items/{item}/exit/decision": ["city-leader"], "post /api/v1/items/{item}/exit/answer": ["sub-centre-head"],
  "post /api/v1/items/{item}/abolition": ["sub-centre-head"], "get /api/v1/items/{item}/exits": ITEM_READERS, "get /api/v1/hand-overs": ANYONE, "post /api/v1/units/{unit}/hand-over": ["sub-centre-head"], "put /api/v1/items/sheet": ["window-staff", "chief-representative"], "put /api/v1/items/{item}/files/{name}": ["window-staff", "chief-representative", "deputy-head", "sub-centre-head"],
  "get /api/v1/items/{item}/files/{sha256}": ITEM_READERS, "get /services/{item}/samples/{sha256}": ANYONE, ...Object.fromEntries(["pdf", "json"].flatMap((ending) => [[`get /api/v1/items/{item}/versions/{version}/confirmation.${ending}`, ANYONE], [`get /api/v1/items/{item}/abolition.${ending}`, ANYONE], ...["request", "report", "study", "opinion", "decision", "answer"].map((step) => [`get /api/v1/items/{item}/exits/{exit}/${step}.${ending}`, ITEM_READERS] as const)] as [string, typeof ANYONE | readonly Role[]][])),
  "post /api/v1/items/{item}/confirmation": ["deputy-head"], "post /api/v1/items/{item}/entry": ["sub-centre-head"], "post /api/v1/items/{item}/return": ["sub-centre-head"],
  ...Object.fromEntries(["", "/{joint}", ...["receipt", "corrections", "acceptance", "rejection", "pause", "extension", "minutes", "result"].flatMap((kind) => ["pdf", "json"].map((type) => `/{joint}/papers/{serial}/joint-${kind}.${type}`))].map((path) => [`get /api/v1/joint/cases${path}`, CASE_READERS])), "get /api/v1/joint/templates": ANYONE, "get /api/v1/joint/track/{joint}": ANYONE,
  ...Object.fromEntries(["get /drafts/{template}", "put /drafts/{template}", "delete /drafts/{template}", "put /drafts/{template}/materials/{material}/{name}", "put /cases/{joint}/materials/{material}/{name}", "post /cases", "post /cases/{joint}/resubmission"].map((each) => [each.replace(" ", " /api/v1/joint"), ["citizen", "bidder"] as const])), "post /api/v1/joint/cases/{joint}/withdrawal": ["citizen", "bidder", "window-staff"],
  "post /api/v1/joint/counter": ["window-staff", "chief-representative"], "post /api/v1/joint/cases/{joint}/extension": ["deputy-head", "city-leader"],
  ...Object.fromEntries(["materials", "corrections", "acceptance", "rejection", "pauses", "pauses/end", "meetings", "merger", "fees", "payment", "delivery"].map((verb) => [`post /api/v1/joint/cases/{joint}/${verb}`, ["window-staff", "chief-representative"] as const])), "post /api/v1/joint/cases/{joint}/decision": ["window-staff", "chief-representative", "deputy-head"],
  ...Object.fromEntries(["needs", "opinions", "hand-overs", "hand-overs/confirmation", "meetings/{nth}/tasks/{serial}/completion"].map((verb) => [`post /api/v1/joint/cases/{joint}/${verb}`, ["window-staff", "chief-representative", "deputy-head"] as const])),
  "get /api/v1/concierges": ANYONE, "get /api/v1/concierges/{concierge}/photo": ANYONE, ...Object.fromEntries(["post /api/v1/concierges", "put /api/v1/concierges/{concierge}", "put /api/v1/concierges/{concierge}/photo", ...["proposals", "requests/{serial}/dispatch"].map((each) => `post /api/v1/investments/{project}/${each}`)].map((each) => [each, COORDINATORS])),
  "get /api/v1/told-once": ANYONE, "get /api/v1/told-once/{paper}/paper.pdf": ANYONE, "get /api/v1/told-once/{paper}/paper.json": ANYONE, "post /api/v1/told-once": ["window-staff", ...COORDINATORS], "get /api/v1/intermediaries": ANYONE, "post /api/v1/intermediaries": COORDINATORS, "put /api/v1/intermediaries/{intermediary}": COORDINATORS,
  ...Object.fromEntries(["", "/{meeting}", "/{meeting}/told-once.pdf", "/{meeting}/told-once.json"].map((each) => [`get /api/v1/coordination-meetings${each}`, MEETING_READERS])), ...Object.fromEntries(["", "/{meeting}/minutes", "/{meeting}/told-once", "/{meeting}/decisions/{serial}/completion"].map((each) => [`post /api/v1/coordination-meetings${each}`, COORDINATORS])),
  "get /api/v1/concierge-appraisals": ["concierge", ...COORDINATORS, "supervisor"], "post /api/v1/concierges/{concierge}/appraisals": ["sub-centre-head"], "post /api/v1/investments/{project}/requests/{serial}/supervision": COORDINATORS,
  "get /api/v1/investments": INVESTMENT_READERS, "get /api/v1/investments/{project}": INVESTMENT_READERS, ...Object.fromEntries(["", "/{project}/choices", "/{project}/requests", "/{project}/requests/{serial}/rating"].map((each) => [`post /api/v1/investments${each}`, ["citizen", "bidder"] as const])),
  "post /api/v1/investments/{project}/requests/{serial}/start": ["concierge"], ...Object.fromEntries(["stages", "notes", "requests/{serial}/escalations", "requests/{serial}/solution"].map((each) => [`post /api/v1/investments/{project}/${each}`, ["concierge", ...COORDINATORS] as const])),
  ...Object.fromEntries(["post /api/v1/cases/imports", "get /api/v1/cases/imports", "get /api/v1/cases/imports/{import}", "get /api/v1/cases/imports/{import}/refusals.csv"].map((address) => [address, ["centre-head", "sub-centre-head"]])),
  "get /api/v1/figures": ANYONE, "post /api/v1/figures/openings": ["centre-head", "sub-centre-head"], "post /api/v1/figures/targets": ["centre-head", "sub-centre-head"], "post /api/v1/track/{code}/answer": ANYONE,
  "get /api/v1/fees/items": ANYONE, "get /api/v1/fees/items/{item}": ANYONE, "post /api/v1/fees/items": ["finance-reviewer"], "get /api/v1/fees/calculation": ANYONE,
  ...Object.fromEntries(["get /indicators", "get /contracts", "get /contracts/{contract}", "get /requests", "get /requests/{request}", "get /requests.csv", ...["order", "voucher"].flatMap((paper) => ["pdf", "json"].map((type) => `get /requests/{request}/payment-${paper}.${type}`))].map((each) => [each.replace(" ", " /api/v1/treasury"), ["tenderer", "bidder", "treasury-checker", "treasury-approver", "supervisor"] as const])),
  ...Object.fromEntries(["post /indicators/{indicator}/plans", "post /contracts", "post /contracts/{contract}/payees", "post /contracts/{contract}/acceptances", "post /requests", "put /requests/{request}", "post /requests/{request}/submission", "post /requests/{request}/cancellation"].map((each) => [each.replace(" ", " /api/v1/treasury"), ["tenderer"] as const])),
  "get /api/v1/treasury/day": ["treasury-checker", "treasury-approver", "supervisor"], "get /api/v1/treasury/orders.csv": ["treasury-checker", "treasury-approver", "supervisor"], "post /api/v1/treasury/accounts": ["treasury-approver"], "post /api/v1/treasury/clearings": ["treasury-checker", "treasury-approver"], "post /api/v1/treasury/lapses": ["treasury-approver"],
  "post /api/v1/treasury/requests/{request}/order": ["treasury-checker", "treasury-approver"], "post /api/v1/treasury/requests/{request}/voucher": ["tenderer"], "post /api/v1/treasury/requests/{request}/refunds": ["treasury-checker"],
  "post /api/v1/treasury/indicators": ["treasury-checker"], "post /api/v1/treasury/indicators/{indicator}/records": ["treasury-checker"], "post /api/v1/treasury/indicators/{indicator}/plans/decision": ["treasury-approver"], "post /api/v1/treasury/requests/{request}/approval": ["treasury-approver"],
  "post /api/v1/treasury/requests/{request}/check": ["treasury-checker", "treasury-approver"], "post /api/v1/treasury/requests/{request}/returns": ["treasury-checker", "treasury-approver", "tenderer"], [`post ${LOT}/acceptances`]: ["tenderer"],
  "post /api/v1/fees/bills": ["window-staff", "bidder", "tenderer"], "get /api/v1/fees/bills": BILL_READERS, "get /api/v1/fees/bills/{bill}": ANYONE, "put /api/v1/fees/bills/{bill}/units/{unit}": ["fee-officer"], "post /api/v1/fees/bills/{bill}/review": ["finance-reviewer"], "post /api/v1/fees/bills/{bill}/seal": ["seal-keeper"], "post /api/v1/fees/bills/{bill}/cancellation": ["finance-reviewer"], "post /api/v1/fees/bills/{bill}/refunds": ["finance-reviewer"],
  "post /api/v1/fees/bills/{bill}/bookings": ["bidder", "tenderer"], "get /api/v1/fees/bills/{bill}/papers/{paper}/paper.pdf": ANYONE, "get /api/v1/fees/bills/{bill}/papers/{paper}/paper.json": ANYONE, "post /api/v1/fees/clearing": ["finance-reviewer", "cashier"], "get /api/v1/fees/receipts/{code}/{number}/{check}": ANYONE,
  ...Object.fromEntries(["csv", "xlsx", "pdf"].flatMap((ending) => Object.entries(STATEMENTS).map(([path, who]) => [`get /api/v1/${path}.${ending}`, who]))),
  ...Object.fromEntries(["meetings", "meetings/{meeting}", "meetings/{meeting}/minutes.pdf", "meetings/{meeting}/minutes.json", "campaigns"].map((each) => [`get /api/v1/centre/${each}`, COMMITTEE_READERS])), ...Object.fromEntries(["meetings", "meetings/{meeting}/closing", "meetings/{meeting}/cancellation", "campaigns"].map((each) => [`post /api/v1/centre/${each}`, ["centre-head"] as const])),
  ...Object.fromEntries(["sign-ins", "items/{matter}/votes", "items/{matter}/report"].map((each) => [`post /api/v1/centre/meetings/{meeting}/${each}`, ["centre-head", "sub-centre-head", "centre-committee"] as const])), "post /api/v1/centre/campaigns/{campaign}/steps/{step}/reports": ["sub-centre-head"], "post /api/v1/centre/campaigns/{campaign}/steps/{step}/checks": ["centre-head", "conduct-supervisor"],
  ...Object.fromEntries(["patrols", "activities"].map((each) => [`get /api/v1/conduct/${each}`, ["duty-head", "conduct-supervisor", "centre-head"] as const])), ...Object.fromEntries(["findings", "gifts", "interests", "appraisal"].map((each) => [`get /api/v1/conduct/${each}`, ["conduct-supervisor", "centre-head"] as const])),
  "post /api/v1/conduct/patrols": ["duty-head"], "post /api/v1/conduct/seats": ["centre-head", "duty-head"], "post /api/v1/conduct/seats/{actor}/end": ["centre-head", "duty-head"], "post /api/v1/conduct/findings": ["duty-head", "conduct-supervisor"], "post /api/v1/conduct/findings/{finding}/steps": CENTRE_STAFF, "post /api/v1/conduct/formulas": ["centre-head"], "post /api/v1/conduct/activities": ["centre-head", "sub-centre-head"],
  "get /api/v1/conduct/own": CENTRE_STAFF, "post /api/v1/conduct/own/gifts": CENTRE_STAFF, "post /api/v1/conduct/own/interests": CENTRE_STAFF, "get /api/v1/centre/appraisal": ANYONE,
  "get /api/v1/centre": ANYONE, "get /api/v1/regulations": ANYONE, "get /api/v1/regulations/{code}": ANYONE, "get /api/v1/regulations/{code}/v/{version}/paper.pdf": ANYONE, "get /api/v1/regulations/{code}/v/{version}/paper.json": ANYONE,
  ...Object.fromEntries(["sub-centres", "halls", "posts"].flatMap((part) => [`post /api/v1/centre/${part}`, `post /api/v1/centre/${part}/{id}/end`]).map((each) => [each, ["centre-head", "admin"] as const])), "post /api/v1/regulations": ["centre-head"], "post /api/v1/centre/halls/{id}/policies": ["sub-centre-head"],
  "get /api/v1/units": ANYONE, "post /api/v1/units": ["admin"], "post /api/v1/units/{unit}/end": ["admin"], "post /api/v1/units/{unit}/officers": ["admin"], "post /api/v1/windows": ["admin"], "post /api/v1/windows/{number}/end": ["admin"],
  "get /api/v1/experts": ["pool-keeper", "supervisor"], "get /api/v1/experts/{expert}": ["pool-keeper", "supervisor"], "post /api/v1/experts/{expert}/steps": ["pool-keeper"], "post /api/v1/experts/{expert}/code": ["pool-keeper"], "post /api/v1/experts/imports": ["pool-keeper"],
  "get /api/v1/ledger/closes": ["cashier", "finance-reviewer", "supervisor"], "post /api/v1/ledger/closes": ["finance-reviewer"], "post /api/v1/ledger/years": ["finance-reviewer"],
  "get /api/v1/bank/matters": ["cashier", "finance-reviewer", "supervisor"], "get /api/v1/bank/days": ["cashier", "finance-reviewer", "supervisor"], "post /api/v1/bank/matters/{number}/acts": ["cashier", "finance-reviewer"], "post /api/v1/bank/acts": ["cashier", "finance-reviewer"], "post /api/v1/bank/statements": ["cashier", "finance-reviewer"],
  [`get ${LOT}/attendance`]: ["tenderer", "exchange-staff", "pool-keeper", "supervisor"], [`get ${LOT}/attendance.csv`]: ["tenderer", "exchange-staff", "pool-keeper", "supervisor"], [`get ${LOT}/fees.csv`]: ["tenderer", "exchange-staff", "pool-keeper", "supervisor"], [`post ${LOT}/fees`]: ["tenderer"],
  [`post ${LOT}/assessments`]: ["tenderer", "exchange-staff", "supervisor"], "get /api/v1/experts/{expert}/assessments": ["pool-keeper", "supervisor"], "get /api/v1/me/expert/assessments": ROLES, "post /api/v1/me/expert/assessments": ROLES,
  "get /api/v1/expert-tariffs": ["tenderer", "exchange-staff", "pool-keeper", "supervisor"], "post /api/v1/expert-tariffs": ["pool-keeper"], "get /api/v1/me/expert/attendance": ROLES, "get /api/v1/experts/{expert}/attendance": ["pool-keeper", "supervisor"],
  "get /api/v1/me/expert": ROLES, "post /api/v1/me/expert": ROLES, "put /api/v1/me/expert": ROLES, "post /api/v1/me/expert/steps": ROLES, "post /api/v1/me/expert/code": ROLES, [`get ${DRAW}/candidates`]: ["pool-keeper"],
  [`get ${LOT}/draws`]: ANYONE, [`post ${LOT}/draws`]: ["tenderer"], [`get ${DRAW}/escrow`]: ["opener"], [`post ${DRAW}/escrow/releases`]: ["opener"], [`post ${DRAW}/secret`]: ["pool-keeper"], [`post ${DRAW}/plan`]: ["supervisor"], [`post ${DRAW}/pool`]: ["pool-keeper"], [`post ${DRAW}/pool/approval`]: ["supervisor"],
  [`post ${DRAW}/commitments`]: ["tenderer", "agency", "exchange-staff", "notary"], [`post ${DRAW}/beacon`]: ["tenderer", "agency", "exchange-staff", "notary", "supervisor", "pool-keeper"], [`post ${DRAW}/reveals`]: ["tenderer", "agency", "exchange-staff", "notary"], [`post ${DRAW}/result`]: ["supervisor"], [`post ${DRAW}/replacements`]: ["pool-keeper"], [`post ${DRAW}/replacements/code`]: ["supervisor"], [`get ${DRAW}/calls`]: ["pool-keeper"], [`post ${DRAW}/calls`]: ["pool-keeper"], "post /api/v1/calls/answers": ANYONE, [`post ${DRAW}/arrivals`]: ["committee-member"], [`post ${DRAW}/names`]: ["pool-keeper"],
  [`get ${LOT}/reserve`]: ANYONE, [`post ${LOT}/reserve`]: ["tenderer"], [`post ${LOT}/reserve/file`]: ["tenderer"], [`post ${LOT}/reserve/loss`]: ["tenderer", "supervisor"],
  [`post ${PART}/causes`]: ["exchange-staff", "supervisor"], [`post ${PART}/answers`]: ["exchange-staff", "tenderer"], [`post ${PART}/record`]: ["exchange-staff"],
  [`put ${LOT}/admissions`]: ["tenderer"], [`get ${LOT}/admissions`]: ["tenderer", "supervisor"], [`post ${LOT}/declination`]: ["bidder"],
  [`get ${LOT}/prequalification`]: ["committee-member"], [`put ${LOT}/prequalification`]: ["committee-member"], [`post ${LOT}/prequalification/signatures`]: ["committee-member"], [`post ${LOT}/prequalification/result`]: ["committee-member"],
  [`post ${LOT}/committee/departures`]: ["tenderer"], [`post ${LOT}/committee/substitutes`]: ["tenderer"], [`put ${LOT}/panel/draft`]: ["committee-member"], [`post ${LOT}/sheets/rechecks`]: ["committee-member"], [`post ${LOT}/sheets/kept-scores`]: ["committee-member"], [`post ${LOT}/panel/questions`]: ["committee-member"], [`get ${LOT}/clarifications`]: ["bidder"], [`post ${LOT}/clarifications/{serial}/answer`]: ["bidder"],
  [`post ${LOT}/appointment`]: ["tenderer"], [`post ${LOT}/committee`]: ["tenderer"], [`get ${LOT}/panel`]: ["committee-member"], [`get ${LOT}/panel/files/{st}/{ordinal}`]: ["committee-member"], [`post ${LOT}/sheets`]: ["committee-member"], [`post ${LOT}/opinions`]: ["committee-member"],
  [`post ${LOT}/rejections`]: ["committee-member"], [`put ${LOT}/evaluation-inputs`]: ["committee-member"], [`post ${LOT}/report`]: ["committee-member"], [`post ${LOT}/rejection-of-all`]: ["committee-member"],
  [`post ${LOT}/candidates`]: ["tenderer"], [`post ${LOT}/award`]: ["tenderer"], [`post ${LOT}/award-by-price`]: ["tenderer"], [`post ${LOT}/letters`]: ["tenderer"], [`post ${LOT}/contract`]: ["tenderer"], [`post ${LOT}/written-report`]: ["tenderer"],
  [`post ${LOT}/qualification`]: ["tenderer"], [`get ${LOT}/qualification`]: ["tenderer"], [`get ${LOT}/qualification/files/{st}/{ordinal}`]: ["tenderer"], [`get ${LOT}/tie-draw`]: ["tenderer"], [`post ${LOT}/tie-draw`]: ["tenderer"], [`get ${LOT}/way`]: ["tenderer", "supervisor"], [`post ${LOT}/way-finding`]: ["tenderer"], [`post ${LOT}/way-change`]: ["tenderer"], [`post ${LOT}/contract-notice`]: ["tenderer"], [`post ${LOT}/objections`]: ["bidder"], [`get ${LOT}/objections`]: ANYONE,
  [`post ${LOT}/objections/{serial}/reply`]: ["tenderer"], [`post ${LOT}/winner-failures`]: ["tenderer"],
  [`post ${LOT}/suspension`]: ["supervisor"], [`post ${LOT}/resumption`]: ["supervisor"], [`get ${LOT}/orders`]: ANYONE,
  [`get ${LOT}/leaks`]: ["supervisor"], [`post ${LOT}/leaks`]: ["supervisor"],
  [`get ${LOT}/signals`]: ["supervisor"], [`get ${LOT}/signals.csv`]: ["supervisor"], [`post ${LOT}/signals`]: ["supervisor"], [`post ${LOT}/signals/checks`]: ["supervisor"], [`post ${LOT}/signals/notes`]: ["supervisor"],
  [`post ${LOT}/deposit-number`]: ["bidder"], [`get ${LOT}/deposit-number`]: ["bidder"], "post /api/v1/basic-account": ["bidder"], [`post ${LOT}/deposit-refunds`]: ["cashier"], [`post ${LOT}/deposit-charges`]: ["cashier"], [`get ${LOT}/forfeitures`]: ["tenderer", "cashier", "bidder", "supervisor"], [`post ${LOT}/forfeitures`]: ["tenderer"], [`post ${LOT}/forfeitures/decision`]: ["tenderer"], [`post ${LOT}/forfeitures/answer`]: ["bidder"], [`post ${LOT}/performance-bond`]: ["tenderer"], [`post ${LOT}/performance-bond/release`]: ["tenderer"], [`get ${LOT}/late-charges`]: ["tenderer", "cashier", "supervisor"], "post /api/v1/deposit-rates": ["finance-reviewer"], "get /api/v1/deposit-rates": ["cashier", "finance-reviewer", "supervisor"],
  [`get ${LOT}/refunds`]: ["cashier", "bidder"], [`post ${LOT}/refunds`]: ["cashier"], [`post ${LOT}/void`]: ["tenderer"],
  [`post ${LOT}/termination`]: ["tenderer"], [`post ${TENDER}/archive`]: ["exchange-staff", "tenderer"], [`get ${TENDER}/bundle`]: ["supervisor", "exchange-staff", "tenderer"], [`get ${TENDER}/hand-over`]: ["supervisor", "exchange-staff", "tenderer"], [`get ${TENDER}/hand-over/package`]: ["supervisor", "exchange-staff", "tenderer"], [`post ${TENDER}/hand-over`]: ["tenderer"],
};
/** No tender has this code, so that who may ask meets “not found” and changes nothing. */
const PARAMETERS: Readonly<Record<string, string>> = {
  book: "cases", nth: "1", import: "20260101-AAAAAAAAAA", joint: "20260101-AAAAAAAAAA", template: "enterprise",
  material: "form", slot: "0000000000000000", question: "0000000000000000",
  exit: "1", matter: "1", step: "1", campaign: "HD2026-99", actor: "nobody", finding: "JD2026-99",
  concierge: "BB-999", meeting: "XT2026-999", intermediary: "ZJ-999", project: "ZS2026-9999", complaint: "C2026999999", type: "complaint-receipt", sale: "D3417000001S00099", auction: "D3417000001-A1", day: "2026-09-22", month: "2026-09", reference: "BH-0000000000000000",  indicator: "ZB2026-00001", contract: "c-1", request: "ZF2026-00001", unit: "999", item: "9999", bill: "F2026000001", paper: "F2026000001-P", code: "34170126", check: "000000", venue: "v-0000000000000000", room: "h-0000000000000000", booking: "b-0000000000000000", expert: "e-0000000000000000", session: "0123456789abcdef", mandate: "m-0000000000000000", token: "t-0000000000000000", recovery: "l-0000000000000000", registration: "r-0000000000000000", office: "a-0000000000000000", uscc: "91341702MA00001465", plan: "D3417000001P00099", tender: "D3417000001000001099", lot: "1", number: "1", part: "bid", serial: "1", sha: "a".repeat(64), st: "a".repeat(64), ordinal: "1", sha256: "a".repeat(64), id: "b".repeat(32), version: "1", name: "x.pdf" };

let town: TestTown;
let operations: string[];
beforeAll(async () => {
  town = await testTown();
  const { paths } = (await town.done(null, "GET", "/openapi.json")) as { paths: Record<string, Record<string, unknown>> };
  operations = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
});
afterAll(async () => { await town.stop(); });

const actorIn = (role: Role): string => town.actors.find((each) => each.role === role)?.id ?? "";
/** What an address is knocked at with. @throws {RangeError} where nothing is said here: an empty one would lead elsewhere */
function sampleOf(name: string): string {
  const sample = PARAMETERS[name];
  if (sample === undefined) throw new RangeError(`no sample of {${name}}`);
  return sample;
}
/** A body no address knows: who may ask is told that, and nothing is done. */
async function knock(actor: string | null, operation: string): Promise<string> {
  const [method = "", path = ""] = operation.split(" ");
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => sampleOf(name));
  const { status, json } = await town.ask(actor, method.toUpperCase(), url, method === "get" || method === "options" || method === "delete" ? undefined : { nobodyKnowsThis: true });
  return typeof json["code"] === "string" ? json["code"] : String(status);
}

test("every operation of openapi.json says here who may use it", () => {
  expect(operations.filter((operation) => !Object.hasOwn(MAY, operation))).toEqual([]);
  expect(operations.length).toBeGreaterThan(45);
});

test("openapi.json names every address of the API", () => {
  const PATTERN = /:(\w+)(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g;
  const served = town.app.routes.filter(({ method, path }) => method !== "ALL" && (path.startsWith("/api/") || path.startsWith("/documents/"))).map(({ method, path }) => `${method.toLowerCase()} ${path.replace(PATTERN, "{$1}")}`);
  expect([...new Set(served)].filter((each) => !operations.includes(each))).toEqual([]);
});

test("nobody gets past a door without signing in, and no role through another's", async () => {
  const open: string[] = [];
  for (const operation of operations) {
    const may = MAY[operation] ?? [];
    if (may === ANYONE) continue;
    const unsigned = await knock(null, operation);
    if (unsigned !== "not-signed-in") open.push(`${operation} unsigned: ${unsigned}`);
    await Promise.all(ROLES.filter((each) => !may.includes(each)).map(async (role) => {
      const said = await knock(actorIn(role), operation);
      if (said !== "not-yours") open.push(`${operation} as ${role}: ${said}`);
    }));
  }
  expect(open).toEqual([]);
}, 240_000);

test("whoever may is let in: what is refused then is refused for another reason", async () => {
  const shut: string[] = [];
  for (const operation of operations) {
    const may = MAY[operation] ?? [];
    for (const role of may === ANYONE ? [null] : may) {
      const said = await knock(role === null ? null : actorIn(role), operation);
      if (["not-signed-in", "not-yours", "unavailable"].includes(said)) shut.push(`${operation} as ${role ?? "anyone"}: ${said}`);
    }
  }
  expect(shut).toEqual([]);
}, 240_000);

test("a token that is nobody's, half a token and a cookie that is nobody's sign nobody in", async () => {
  const token = town.actors[0]?.token ?? "";
  for (const authorization of [`Bearer ${"A".repeat(43)}`, `Bearer ${token.slice(0, 30)}`, `Bearer ${token}x`, `Basic ${token}`, token, "Bearer "]) {
    expect((await town.ask(null, "GET", "/api/v1/me", undefined, { authorization })).status).toBe(401);
  }
  expect((await town.ask(null, "GET", "/api/v1/me", undefined, { cookie: `daylight=${"A".repeat(43)}` })).status).toBe(401);
});

test("another organisation's tender is not there for a tenderer, whatever it asks", async () => {
  const { id } = await publishedTender(town);
  const tender = `/api/v1/tenders/${id}`;
  const clarification = { changes: [{ what: "工期", before: "240日", after: "250日" }], mayAffectBid: false, newDeadline: null };
  const asked: [string, string, unknown][] = [
    ["POST", "/registration", undefined], ["POST", "/submission", undefined], ["POST", "/publication", undefined], ["POST", "/schedule", { publishAt: "2026-09-02T09:00:00+08:00" }], ["POST", "/schedule/recall", undefined], ["PUT", "/form", { version: 1, form: tenderBody() }],
    ["POST", "/clarifications", clarification], ["POST", "/clarifications/1/publication", undefined], ["PUT", "/documents/a.pdf", "%PDF-1.7"],
  ];
  for (const [method, rest, body] of asked) expect((await town.ask("tenderer-3", method, `${tender}${rest}`, body)).status, rest).toBe(404);
  await town.done("tenderer-1", "POST", `${tender}/clarifications`, clarification);
  expect((await town.ask("tenderer-3", "POST", `${tender}/clarifications/1/publication`)).status).toBe(404);
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕19号", funds: "财政资金" });
  expect((await town.ask("tenderer-3", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() })).status).toBe(404);
});

test("a draft is seen by its own people and those who give keys, by nobody else", async () => {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕20号", funds: "财政资金" });
  const { tender } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() })) as { tender: string };
  for (const actor of ["tenderer-1", "tenderer-2", "staff-1", "opener-notary", "supervisor-1"]) expect((await town.ask(actor, "GET", `/api/v1/tenders/${tender}`)).status, actor).toBe(200);
  for (const actor of [null, "bidder-1", "tenderer-3", "cashier-1", "committee-1", "admin-1", "journalist-1"]) expect((await town.ask(actor, "GET", `/api/v1/tenders/${tender}`)).status, String(actor)).toBe(404);
  expect((await town.ask("bidder-1", "GET", `/api/v1/tenders/${tender}/lots/1/sealing`)).status).toBe(404);
});
