import type { zh } from "./zh.js";

/** Every interface word in English. */
export const en = {
  noticeTypes: {
    "prequal-notice": "Prequalification notice", "prequal-result": "Result of the prequalification", "draw-record": "Record of the draw of experts", "site-record": "Record of what was witnessed on site", "invitation": "Invitation to bid", "tender-notice": "Tender notice", "clarification": "Clarification", "opening-record": "Opening record", "evaluation-report": "Evaluation report",
    "candidates": "Award candidates", "award-notice": "Award notice", "award-letter": "Award letter", "result-letter": "Result letter", "failure-notice": "Failure notice", "procurement-result": "Procurement result", "contract-notice": "Contract announcement", "plan": "Plan or intention", "objection-reply": "Reply to an objection",
  },
  none: "None / not applicable",
  site: {
    skip: "Skip to content", tools: "Site tools", mainNav: "Main", elder: "Large type", normal: "Standard type", other: "中文", otherLang: "zh-CN", signIn: "Sign in", signOut: "Sign out", inbox: "Messages", account: "My account", unread: "unread",
    notices: "Notices", calendar: "Calendar", halls: "Opening halls", help: "Help", rules: "Statutory rules", address: "Address", verify: "Verify", log: "Public log", my: "My bids", desk: "Desk", panel: "Evaluation", watch: "Supervision", drawRooms: "Expert draws", treasury: "Treasury", pool: "Pool", bills: "Bills",
    rehearsal: "Rehearsal", rehearsalText: "Everything on this site is a rehearsal and has no legal force.", clock: (time) => `Exchange clock: ${time}`,
    drift: "Clock drift", driftText: (seconds) => `This site’s clock is ${seconds} s from the witnesses’ clocks, over its limit: nothing closes or opens by itself until it is set right, or two officers order it in the hall.`,
    footer: "All times are Beijing time by the exchange clock.", footerLog: "Every public record of this site is written to a log that anyone can check.", openSource: "How to check", error: "Error: ", home: "Home", here: "You are here",
    actingAs: (name, role) => `${name} (${role})`,
  },
  common: {
    more: "See all", none: "Nothing here yet", back: "Back", size: "Size", download: "Download", version: (n) => `Version ${String(n)}`, name: "Name", state: "State", time: "Time", published: "Published",
    deadline: "Bids close", left: (days, hours) => `${String(days)} days ${String(hours)} hours left`, leftMinutes: (minutes) => `${String(minutes)} minutes left`, passed: "closed",
    yuan: "CNY", ceiling: "Ceiling price", bidder: "Bidder", price: "Bid price (CNY)", order: "No.", hash: "SHA-256", scrollTable: "Table that scrolls sideways", colon: ": ", stop: ". ", inBrackets: (text) => ` (${text})`,
  },
  date: {
    how: "How it was counted", rule: "Rule", article: "Law", from: "Starts from", period: "Period", skipped: "Days that do not count", noneSkipped: "Every day of it counts", provisional: "Provisional: the State Council has not yet published that year's holidays; the date will be counted again when it has.",
    calendar: "Count it day by day", title: "How this date is counted", until: "Counted back from", lawOn: "By the law in force on", way: "How", strict: "Last day without rolling", rolled: "Last day after rolling", rolledWhy: "The last day is not a working day, so the period ends on the next one (Civil Code, art. 203). Order 87, art. 85, speaks of statutory holidays alone, so both dates are given; a purchaser or agency should keep its duty by the one without rolling.",
    answers: { "<=": "At the latest: ", "=": "Until: ", ">=": "At the earliest: ", "<": "Before: ", ">": "After: ", "range": "" }, ops: { "<=": "", "=": "", ">=": "at least ", "<": "fewer than ", ">": "more than ", "range": "" },
    units: { CD: (n: number) => `${String(n)} days`, WD: (n: number) => (n === 1 ? "1 working day" : `${String(n)} working days`) },
    ways: {
      "working": "The day of the event does not count; working days alone do, weekend days worked in exchange among them; until 24:00 of the last one.", "whole-days": "The day of the event does not count; every day after it does; a last day off rolls to the next working day; until 24:00.", "same-clock": "The day of the event does not count; every day after it does; to the same clock time, without rolling. It is a shortest time that protects bidders.",
      "rolled-clock": "The day of the event does not count; every day after it does; a last day off rolls to the next working day; to the same clock time.", "before-purchaser": "Counted back from the deadline, every day; the tenderer's or purchaser's side has until the same clock time.", "before-bidder": "Counted back from the day of the deadline, every day; a bidder has until 24:00 of that day.",
    },
    confidence: { confirmed: "checked against the text of the law", confirmed_example: "checked against the text of another city’s rules, an example", secondary: "from somebody's account, not yet checked against the text", from_memory: "from memory, not yet checked against the text", design: "set by this platform, not by a law" },
    notScheduled: "That is not a working day, and the platform opens nothing on a day off; the earliest day it takes is ", shown: "The date that was set: ", keeps: "it keeps this rule", breaks: "it does not keep this rule",
    colon: ": ", sheet: "Calendar", legend: "Below each number stands its place in the count; days crossed out do not count; “off” is a holiday or a day of rest, “on” a weekend day worked in exchange.", eachDay: "Day by day", day: "Day", kind: "What day it is", counts: "In the count", source: "Source", eventDay: "event", endDay: "last day", notCounted: "does not count", and: ", ", nth: (n: number) => `day ${String(n)}`,
    month: (year: number, month: number) => `${String(year)}-${String(month).padStart(2, "0")}`, weekdays: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"], offMark: "off", workedMark: "on", noNotice: "the holidays of that year are not published; weekends alone are counted", check: "Check it yourself", checkText: "Put the event, the number of days and the State Council's notice beside each other: a paper calendar gives the same day. The address of this page stays; send it to anybody.",
  },
  form: {
    summary: "Please correct the following", required: "required", optional: "optional", save: "Save", cannot: "Not possible now", moneyHint: "In yuan, with at most two decimals, such as 38650000.00", grave: "This cannot be undone",
  },
  home: {
    title: "Home", lead: "Construction tenders and government procurement online, from notice to contract: every step is public and can be checked independently.", search: "Search notices", searchHint: "Project name, code or organisation", go: "Search",
    today: "Coming openings", noOpenings: "No opening is planned.", allHalls: "All openings", lines: "Trading lines", running: (n) => `${String(n)} under way`, latest: "Latest notices", allNotices: "All notices",
    trust: "Check it yourself", trust1: "Drop a PDF on the verify page: it never leaves your computer and you learn whether it is the original.", trust2: "Bids are encrypted on the bidder's own computer; before the opening not even the exchange can read them.", trust3: "Anyone can attend or replay an opening, and recompute the scores in the browser.",
  },
  notices: {
    title: "Notices", filters: "Filters", q: "Words", qHint: "Project name, code or organisation; several words with spaces between", stage: "Stage", type: "Type", line: "Line", area: "Area", from: "Published from", until: "Until", all: "All", apply: "Filter", clear: "Clear filters",
    total: (n, more) => (more ? `More than ${n} found` : `${n} found`), none: "Nothing matches. Try fewer words or clear the filters.", next: "Next page", first: "First page", due: (time) => `Bids close ${time}`,
    kinds: { notices: "Notices", projects: "Projects", results: "Results", plans: "Plans" }, lists: "Kinds of list",
    leads: { notices: "All public documents, the newest first.", projects: "One page for each project, from notice to contract.", results: "Who won, and which tenders failed or were ended.", plans: "Tender plans and procurement intentions, published ahead of their notices." },
    noPlans: "No tender plan or purchase intention is published at present.", winner: "Winner", award: (yuan) => `Price CNY ${yuan}`, ceiling: (yuan) => `Ceiling CNY ${yuan}`, planned: (month, yuan) => `Expected ${month} · CNY ${yuan}`,
    feeds: "Subscribe and download (same filters)", feedNames: { atom: "Atom feed", csv: "CSV table", json: "JSON data", ics: "Calendar" }, area0: "Whole area",
  },
  notice: {
    lifeLine: "Progress of the project", takePart: "Take part", takePartHint: "See what is to be done; seal on your own computer and lodge.", followedBy: "Announced since as:", project: "Project", check: "Check this notice", checkHint: "Scan, or type the code, to learn whether a copy is the original.", code: "Code",
    logIndex: "Log index", logPending: "Being written to the log", logOf: (index) => `No. ${String(index)}`, json: "Data (JSON)", pdf: "Original (PDF, signed)", pdfPending: "The PDF is being made; please come back shortly.",
    versions: "Versions", superseded: (n) => `This is an earlier version; version ${String(n)} is in force.`, see: "See the version in force", this: "this page", qr: "QR code to verify", downloads: "Downloads", questionsUntil: "Questions until", objectionsUntil: "Objections to the documents until", number: "Number",
  },
  project: {
    attempts: "Tendered more than once", attempt: (n: number) => `attempt ${String(n)}`,
    code: "Project code", tenderer: "Tenderer", agency: "Tendering agency", place: "Place", approval: "Approval", funds: "Funds", lots: "Lots", lot: (name) => `Lot: ${name}`, method: "Evaluation method", documents: "Tender documents", notices: "Notices",
    changes: "Corrections so far", changesLead: "Every correction of the notice and the documents since they were published, before and after, the newest first.", asCalled: "As first published", versionsLead: "Every version that was in force can be had; what replaced one is shown line by line. Scans and drawings, which hold no text, are told apart by size and SHA-256.", changed: (before, after) => `Version ${String(before)} → ${String(after)}: what changed`, line: "Line", before: "Before", after: "After", versions: "Versions and differences", questions: "Questions and answers", question: "Q", answer: "A", opening: "Opening", ranking: "Evaluation and ranking", rank: "Rank", total: "Score or evaluated price", why: "How it was computed", rejected: "Rejected bids", ground: "Ground", clause: "Clause", reason: "Reason",
    award: "Award", winner: "Winner", awardPrice: "Award price", decidedAt: "Decided", contract: "Contract", contractPrice: "Contract price", signedOn: "Signed on", hall: "Enter the hall", objections: "Objections until", ended: "This lot has ended", stands: "Stage",
    bundle: "Audit bundle", bundleText: "Download the whole case and check it with stock tools, without this system.", recomputed: "Your browser has recomputed this from the published data: the result agrees.", differs: "Your browser computes another result than the published one. Please tell the supervisor.", result: "Result", notYet: "not yet",
  },
  tree: { formula: "Formula", rounding: (places) => `rounded to ${String(places)} places` },
  help: { title: "Help", lead: "In plain words: how to bid, how an opening works, how to verify, how to object, what the exchange cannot see and what cannot be done.", more: "More", others: "Other topics", see: "Go to" },
  rules: {
    title: "Statutory rules", lead: "Every number a law sets, as this system applies it, with its article, the days it is in force and how far it was confirmed. A tender keeps the rules of the day of its first notice, whatever the law becomes later.", caution: "For checking the system; no legal advice. The law's own text decides.", id: "Id", rule: "Rule", number: "Number", article: "Law", inForce: "In force", source: "Source",
    confidence: { confirmed: "text was read", confirmed_example: "another city’s, text was read", secondary: "by an account", from_memory: "to be confirmed", design: "our own design" }, since: "on", notInForce: "not in force now", count: (shown, all) => `${String(shown)} of ${String(all)} rules`, files: "Download all rules",
  },
  glossary: { title: "Glossary", lead: "One word for one thing, in code, pages and papers.", zh: "中文", en: "English", meaning: "Meaning", code: "In code" },
  files: {
    columns: { id: "Document", version: "Version", type: "Type", title: "Title", line: "Line", area: "Area", tender: "Tender", plan: "Plan", budget: "Estimate or budget (CNY)", expected: "Expected month", project: "Project", lot: "Lot", tenderer: "Tenderer", stage: "Stage", published: "Published", deadline: "Bids close", ceiling: "Ceiling (CNY)", winner: "Winner", winnerCode: "Winner’s credit code", award: "Award (CNY)", code: "Code", url: "Address" },
  },
  calendar: {
    title: "Opening calendar", lead: "Bids close and are opened at the same moment. See it by week or day, or subscribe: when a time moves, your calendar’s entry moves.", opening: "Bids close and open", code: "Tender", hall: "Hall", sale: "Documents available until", objection: "Objections to the documents until", publicity: "Candidates published until",
    today: "Today", thisWeek: "This week", previous: "Week before", following: "Week after", previousDay: "Day before", followingDay: "Day after", week: "By week", noneOn: "No opening", off: "day off", subscribe: "Subscribe", subscribeHint: "Add this address to the calendar of your phone or computer:", ofTender: "Add to calendar", span: (from, until) => `${from} to ${until}`, provisional: "The holidays are not announced yet: days off are shown by weekends alone.",
  },
  halls: { title: "Opening halls", lead: "Anyone can attend an opening without signing in, and replay it afterwards.", today: "Today", coming: "Coming", ended: "Ended, to replay", noToday: "No opening today.", planned: "Planned", running: "Running", over: "Ended", enter: "Enter", replay: "Replay" },
  hall: {
    planned: "Planned", running: "Running", ended: "Ended", host: "Host", supervisors: "Supervisors", opensAt: "Opens", steps: "Steps of the opening", sealed: "Until bids close nobody learns who bids or how many. Then the list is published at once and checked against the public log.", list: "Bidders and progress",
    decrypted: (done, all) => `Decrypted ${String(done)} / ${String(all)}`, signIn: "Signed in", states: { waiting: "Waiting", opened: "Decrypted", failed: "Not decrypted", unopened: "Unopened, returned" }, openedAt: "Decrypted at",
    prechecks: { absent: "no check before sealing", unread: "check before sealing unreadable", holds: "checked before sealing, unchanged", differs: "check before sealing differs" }, together: "All prices are published at once at singing-out.", notSung: "Not sung out: ", confirmation: { none: "To confirm", confirmed: "Confirmed", objected: "Objection", deemed: "not objected to, deemed confirmed" }, yes: "Signed in", no: "Not signed in", clock: "Clock", serverTime: "Exchange time", error: "error", noScript: "Scripts are off: reload the page to see the latest.", yourTurn: "What you do", next: "Next step",
    nothing: "There is nothing for you to do now.", live: "Live", objections: "Objections and answers", noAnswer: "To be answered", script: "Host's words", record: "Opening record", listHash: "Hash of the list", releases: (made, needed) => `Key shares released: ${String(made)} of ${String(needed)} needed`, released: "Released", notReleased: "Not yet",
    wall: "Wall mode", wallOff: "Leave wall mode", watcher: "You are an observer and cannot act for a bidder.", confirmRecord: "Record", replay: "Replay", play: "Play", pause: "Pause", speed: "Speed", position: "Position", lost: "The connection is lost; reconnecting. Your sign-in and what you sent are safe.", changed: "The opening has moved on", remaining: (text) => `${text} left`, minutes: " minutes", seconds: " seconds", until: "Until",
  },
  verify: {
    title: "Verify", lead: "Learn whether a notice, document or receipt is an original of this exchange. Your file is hashed on your computer and never sent.", file: "Choose the file", drop: "or drop it here", local: "The file stays here; only its SHA-256 is sent.", noScript: "Scripts are off: compute the file's SHA-256 with sha256sum and type it below.",
    code: "By code or SHA-256", codeHint: "The code stands beside the QR code at the foot of every page, 12 symbols such as 7K3M-9QXA-2BCD; a SHA-256 has 64 hexadecimal digits.", go: "Verify", genuine: "This is the original", superseded: "An original, but replaced by a later version", unknown: "Not a file of this exchange, or it was changed", unknownHint: "A single byte makes the difference. Download it again from the notice page and retry.",
    supersededBy: (n) => `Version ${String(n)} is in force.`, mistyped: "The code is mistyped", mistypedHint: "A code has 12 digits and letters (no I, L, O or U); the last one checks the others. Compare it with the foot of the document.", letterHint: "A document for one addressee: its text is not public. Its number, version, time and hash agree with the public log.",
    what: { letter: "Private document", notice: "Notice", document: "Tender document", receipt: "Receipt", asset: "Program file of this site", statement: "Bid statement" }, kind: "Kind", open: "Open its page", working: "Computing…", inLog: "Log index", how: "Check it by hand", logOk: "Your browser found the record in the public log and checked its inclusion proof.", logBad: "The log and this answer differ. Please tell the supervisor.",
  },
  log: {
    title: "Public log", lead: "Every key act of a trade is written, as it happens, to a log that can only grow. Independent witnesses cosign it, so anybody can detect a change.", size: "Entries", root: "Root hash", origin: "Origin", at: "Time of checkpoint", checkpoint: "Newest checkpoint", witnesses: "Witnesses", quorum: (n) => `Published only when at least ${String(n)} witnesses have cosigned`, cosigned: "Last cosigned", entries: "Latest entries", index: "Index", entry: "Entry", older: "Older entries",
    how: "Check with stock tools", how1: "The log is in C2SP tlog-tiles format and its checkpoints are signed notes: Go's sumdb/note and sumdb/tlog read them.", how2: "Fetch the checkpoint and the keys:", how3: "Fetch entries and hash tiles, recompute the root and compare with line three of the checkpoint:", how4: "For a whole case, download its audit bundle and check it with one command:", keys: "Keys", never: "not yet",
  },
  signIn: { title: "Sign in", lead: "In a rehearsal you may also just choose whom to be, without a key.", rehearsal: "Rehearsal: choose somebody", go: "Enter as this actor", staff: "Tendering and exchange", bidders: "Bidders", others: "Supervisors, experts and others" },
  my: {
    title: "My bids", lead: "Nearest deadline first.", tender: "Tender and lot", stage: "Stage", lodged: { none: "Not lodged", some: "Partly lodged", all: "Lodged", withdrawn: "Withdrawn", unconfirmed: "Confirm or replace", lapsed: "Not confirmed: deemed withdrawn" }, state: "Lodged", empty: "No tender yet. Find one among the notices.", find: "Find a tender notice",
    tasks: "Tasks", states: { "not-started": "Not started", "in-progress": "In progress", "done": "Done", "blocked": "Cannot start yet", "fault": "Problem" }, lodgedParts: "What you have lodged", part: "Part", seq: "Sequence", acceptedAt: "Accepted", receipt: "Receipt", proof: "Log proof", notLodged: "Not lodged", other: "Other acts",
    price: "Price form", words: "In words", over: "Above the ceiling: it would be rejected.", receiptTitle: "Your bid is accepted", withdrawTitle: "Your withdrawal is accepted", confirmTitle: "Your confirmation is accepted", next: "What happens next", next1: "Until the deadline you can replace or withdraw it; the last valid one counts.", next2: "Until the opening nobody, the exchange included, can read it.", next3: "Keep the bid key file bidder.key safe: the fallback decryption needs it.",
    next4: "Seconds after the deadline you get the final receipt (log proof).", content: "Ciphertext SHA-256", statement: "Statement SHA-256", print: "Print this page or keep its address.", receiptText: "Receipt as issued", final: "Final receipt", finalPending: "To be had once the deadline checkpoint is published.", savePath: "Bidder",
  },
  seal: {
    title: "Seal and lodge", lead: "Your browser encrypts and signs the bid, then uploads the ciphertext. Plain files and private key never leave this computer.", need: "This needs scripts and a recent browser (last two versions of Chrome, Edge, Firefox, Safari). The command line does the same:", step1: "Choose the files", step2: "Choose certificate and private key", step3: "Passphrase for the bid key", step4: "Encrypt, sign and lodge",
    files: (part) => `Files: ${part}`, requiredFiles: "Required by the documents: ", certificate: "Certificate (cert.pem)", key: "Private key (key.pem, PKCS#8)", keyHint: "Used on this computer only; never uploaded.", keyPassword: "Password of the key, if any", passphrase: "Passphrase for the bid key", passphraseHint: "Encrypts bidder.key, which the fallback decryption needs on the day. At least 12 characters.", again: "Once more", go: "Encrypt and lodge",
    progress: "Progress", check: "Checking the openers' keys", done: "Lodged; here is the receipt", save: "Save the bid key bidder.key",
  },
  desk: { title: "Desk", due: "Due, earliest legal date first", what: "What", dueAt: "Latest", overdue: "overdue", nothingDue: "Nothing is due.", tenders: "Tenders", drafts: "Drafts to review", noDocuments: "No documents yet. Add them before the notice, which states the SHA-256 of each.", kind: "Type", otherKind: "other", added: "Added", waits: "waits, not in force", replaced: "replaced by a newer version", returns: "Sent back for changes", returnedBy: (name) => `Sent back by ${name}`, by: (name) => `Drafted by ${name}`, questions: "Questions of bidders", answered: "answered", unanswered: "open", dates: "Key dates", hall: "Host the opening", actions: "What can be done", read: "Read it", open: "Open", new: "New" },
  amend: {
    title: "Amend the notice by its fields", lead: "This is the notice as it stands. Change what must change and look first: the page shows each field before and after, the deadline that moves, and what becomes of lodged bids; then it is drafted for a second officer. Fields that the law fixes are not listed.", preview: "Preview", again: "Change more", changes: "Before and after", field: "Field", before: "Before", after: "After", follows: "Once it is published",
    bears: "May affect the bids", doesBear: "yes", bearsNot: "no", days: (n: number) => `${String(n)} days must be left before the deadline`, deadlineBefore: "Deadline now", deadlineAfter: "Moves to", unmoved: "as it is", proposed: "Proposed by the law, with a day for the second officer; preview again if it takes longer.", lodged: "Bids lodged before", confirm: "are confirmed or replaced before the deadline, else deemed withdrawn and never opened.", stands: "stay good, and may be replaced.", secret: "Before the deadline nobody knows how many there are.",
  },
  review: {
    title: "Review of the applications", inList: ", prequalification", all: "Everybody who meets every item passes (Regulations, art. 18).", limited: (n: number) => `Of those who meet every item the best ${String(n)} by score pass, equals in the last place together.`, secret: "Who applied and how they are found is secret until the opening.",
    items: "Items and their standards", applications: "Applications", applicant: "Applicant", files: "Files", none: "The chair has not entered any rulings yet.", standing: (n: number) => `Rulings, version ${String(n)}`, signed: (n: number, all: number) => `${String(n)} of ${String(all)} signed`, result: "Result", score: "Score", unmet: "Items not met",
    passed: "passes", failed: "does not pass", mine: "You signed this version. A changed one is signed again.",
  },
  panel: {
    stand: {
      title: "The report: sign it, or write a dissent", law: "The report is signed by every member. Who disagrees says what and why in writing, over the own signature, and the report prints it word for word; who neither signs nor writes is deemed to agree (Regulations, art. 53; Order 12, art. 43; Order 87, art. 61).",
      counts: (signed, dissenting, open) => `The result as it stands: ${String(signed)} signed, ${String(dissenting)} disagree, ${String(open)} said nothing yet.`, own: (time) => `You signed on ${time}. Until the report is submitted you may sign again; the last time counts.`, earlier: (time) => `You signed this dissent on ${time}; the result was changed since. Unless you take it back the report prints it and says so.`,
      about: "What you are about to sign", agrees: "I agree with the result", opinion: "What I think instead", reason: "Why",
    },
    title: "Evaluation", ranking: "Ranking by what is entered, to check before the report", evaluated: "Evaluated price, yuan", points: "Total points", contractPrice: "Contract price, yuan", cases: "Cases", states: { open: "open", signed: "signed", closed: "closed" }, sheet: "Scoring sheet", criterion: "Criterion", max: (n) => `of ${n}`, score: "Score", reason: "Reason", bids: "Bids", sign: "Sign", signed: (time) => `Signed on ${time}; it cannot be changed.`, empty: "Nothing for you to evaluate.", keep: "Scores count once signed; until then only you see them.", scoreOf: (bid, name) => `${bid}, ${name}, score`, reasonOf: (bid, name) => `${bid}, ${name}, reason` },
  check: {
    title: "Checked before publication", published: "Checked before publication", passed: (n) => `Checks that were met (${String(n)})`, notRun: (n) => `Checks that were not made (${String(n)})`, severities: { stop: "unlawful: not published", warn: "warning", hint: "hint" },
  },
  refunds: {
    form: "Form:",
    title: "Refunds of guarantees", firm: "Firm", kind: "Kind", amount: "Amount (CNY)", why: "Why", due: "Latest", state: "State", stands: "stands for a bid", notDue: "not due yet", owed: "to be paid back", overdue: (days) => `${String(days)} days overdue`, late: (days) => `${String(days)} days late`,
    paid: (on) => `paid back on ${on}`, charge: (yuan) => `capital charge CNY ${yuan}`, released: (on) => `released on ${on}`, record: (name) => `Record the refund: ${name}`, release: (name) => `Record the release of the letter: ${name}`, own: "Your guarantee",
  },
  remedies: {
    title: "Objections", own: "Your objections", serial: (n: number) => `no. ${String(n)}`, filed: "Made", due: "Reply due", waits: "waits for a reply", overdue: "overdue", upheld: "upheld", notUpheld: "not upheld", answer: "Reply", effect: "What follows", letter: "The reply’s letter", reply: (n: number) => `Reply to no. ${String(n)}`,
  },
  watch: { title: "Supervision", lead: "All tenders, read only. Orders are written to the public log.", alarms: "To look at", noAlarms: "Nothing unusual.", lots: "Tenders", nextDue: "Next date", refusals: "Recent refusals", noRefusals: "No refusals.", order: "Give an order", who: "Who", why: "Reason" },
  handOver: {
    title: "Hand-over of the archive", lead: "Every electronic file handed to the buyer once the tender is archived, by what the law wants kept (Order 20, art. 40). The package holds the whole audit bundle and every version of the tender documents; the exchange seals the list.",
    waiting: "Waits for the buyer to check it and take it over.", acceptedBy: (name: string) => `${name} checked it and took it over:`, to: "To", count: "Files", files: (count: number, size: string) => `${String(count)}, ${size}`,
    keep: "To be kept", years: (years: number, law: string) => `at least ${String(years)} years (${law}); nothing is deleted here`, hash: "SHA-256 of the list", download: "Download the package (ZIP)", how: "Download the package, check every file with stock tools, then enter the hash of the list as you computed it:",
    list: "The list", pieces: (count: number) => String(count), none: "The exchange has no electronic file of this kind; the buyer adds its own.", file: "File", published: "Published", size: "Size", signOff: "Handed over by: ____________   Taken over by: ____________   Date: ________",
  },
  problem: { title: "Not done", notFound: "Page not found", broken: "Something broke", brokenText: "It was not your doing, and what was accepted is safe. Try again shortly; if it goes on, tell the exchange the number below.", law: "Law", lawByLine: "by kind of trade; named where it is refused", noLaw: "A rule of the exchange; no article decides", code: "Code", trace: "Number", back: "Back", home: "Home", notFoundText: "The address may be wrong or the page has moved. Search from the home page." },
} satisfies typeof zh;
