/** Checks before publication that every line holds its notices to, in the order they are reported; a line adds its own. */
export const COMMON_CHECKS = [
  "deadline-ahead", "site-visit-in-time", "sale-ends-on-work-day", "opening-in-office-hours", "holidays-known", "written-dates-agree", "written-dates-exist", "written-weekdays-agree",
  "ceiling-within-estimate", "amounts-positive", "money-words-agree", "amounts-agree", "bond-cash-only",
  "region-restricted", "local-branch", "ownership-form", "brand-named", "origin-restricted", "performance-of-region", "award-named", "certificate-unneeded", "experience-fits",
  "gate-before-bidding", "lot-draw-decides", "fee-before-bidding", "site-visit-compulsory", "presence-required", "remedy-barred", "medium-ranked",
  "formula-divides", "criteria-add-up", "ties-distinct", "ties-decide", "standards-measurable",
  "openers-known", "openers-distinct", "tenderer-is-no-opener", "threshold-takes-most", "threshold-has-spare", "decryption-window-usual", "remedy-written", "files-asked-for", "files-distinct", "files-openable",
  "blind-part-apart", "blind-criteria-technical", "blind-files-strippable", "blind-agreement-elsewhere",
  "complaints-independent", "complaints-authority", "complaints-own-phone", "phones-complete", "people-named", "agency-code", "agency-independent",
  "text-printable", "no-placeholders", "lots-distinct", "consortium-consistent", "documents-uploaded", "documents-accessible", "documents-openable", "documents-named", "documents-read", "notice-same-in-documents", "faulted-clause-amended",
] as const;
