import type { Child } from "hono/jsx";
import { SECOND_MS } from "../kernel/time.js";
import type { Language, PageContext } from "./context.js";
import { type Messages, messagesOf } from "./messages.js";
import { auctionWords } from "./messages/auction.js";
import { caseWords } from "./messages/cases.js";
import { centreWords } from "./messages/centre.js";
import { complaintWords } from "./messages/complaints.js";
import { conciergeWords } from "./messages/concierge.js";
import { feeWords } from "./messages/fees.js";
import { serviceWords } from "./messages/services.js";
import { figureWords } from "./messages/figures.js";
import { privacyWords } from "./messages/privacy.js";
import { timeIn } from "./parts/text.js";
import { inLanguage, paths, pathsOf, readPath, twinOf } from "./paths.js";

/** Where browsers report what broke the pages' policy. */
export const POLICY_REPORTS = "/api/v1/policy-reports";

/**
 * The pages' Content-Security-Policy: nothing inline, so that no nonce or hash is needed; nothing from elsewhere; and no script may turn
 * text into markup or code, for which it would need a Trusted Types policy, of which there is none.
 */
export const PAGE_CSP = [
  "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'", "form-action 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
  "require-trusted-types-for 'script'", "trusted-types 'none'", `report-uri ${POLICY_REPORTS}`, "report-to policy",
].join("; ");

export type PageOptions = {
  readonly title: string;
  /** The entry of the main navigation the page belongs to. */
  readonly current?: string;
  /** Address of the one script the page may load; reading never needs it. */
  readonly script?: string;
  /** The form just sent was wrong: the title says so first. */
  readonly faulty?: boolean;
  /** As wide as the screen: two things are worked at beside each other. */
  readonly wide?: boolean;
  /** Address of the Atom feed of the same content. */
  readonly feed?: string;
};

/** A whole document as text. @param body what stands in main, beginning with the page's one h1 */
export function renderPage(page: PageContext, options: PageOptions, body: Child): string {
  const document = <Document page={page} options={options}>{body}</Document>;
  // Pages await nothing, so the element is already text.
  return `<!doctype html>${(document as { toString(): string }).toString()}`;
}

const Document = ({ page, options, children }: { page: PageContext; options: PageOptions; children?: Child }) => {
  const words = messagesOf(page.language);
  const prefix = options.faulty === true ? words.site.error : "";
  return (
    <html lang={page.language === "zh" ? "zh-CN" : "en"} data-mode={page.display}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{`${prefix}${options.title} — ${page.exchangeName}${page.mode === "rehearsal" ? words.common.inBrackets(words.site.rehearsal) : ""}`}</title>
        <link rel="stylesheet" href={page.assets.css} />
        <link rel="icon" href={ICON} />
        <Twins url={page.url} />
        {options.feed !== undefined && <link rel="alternate" type="application/atom+xml" href={options.feed} />}
      </head>
      <body>
        <a class="skip" href="#main">{words.site.skip}</a>
        <Tools page={page} words={words} />
        <Rehearsal page={page} words={words} />
        <Drift page={page} words={words} />
        <Top page={page} words={words} current={options.current ?? ""} />
        <main id="main" class={options.wide === true ? "w wide" : "w"} tabindex={-1}>{children}</main>
        <Foot page={page} words={words} />
        {options.script !== undefined && <script type="module" src={options.script}></script>}
      </body>
    </html>
  );
};

const ICON = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'%3E%3Ccircle cx='14' cy='16' r='7' fill='%238a4200'/%3E%3Cpath d='M2 20h24' stroke='%230b4f82' stroke-width='3'/%3E%3C/svg%3E";

/** A public page's address in each language. */
const Twins = ({ url }: { readonly url: string }) => readPath(url.split("?")[0] ?? "").language === null ? null : (
  <><link rel="alternate" hreflang="zh-CN" href={twinOf(url, "zh")} /><link rel="alternate" hreflang="en" href={twinOf(url, "en")} /></>
);

type Part = { readonly page: PageContext; readonly words: Messages };

const Tools = ({ page, words }: Part) => (
  <section class="tools" aria-label={words.site.tools}>
    <div class="w">
      <span>{words.site.clock(timeIn(page.now, page.language))}</span>
      <ul>
        <li><a href={paths.display(page.display === "elder" ? "normal" : "elder", page.url)}>{page.display === "elder" ? words.site.normal : words.site.elder}</a></li>
        <li><a href={inLanguage(page.url, page.language === "zh" ? "en" : "zh")} lang={words.site.otherLang}>{words.site.other}</a></li>
        <Identity page={page} words={words} />
      </ul>
    </div>
  </section>
);

const Identity = ({ page, words }: Part) => {
  if (page.reader === null) return <li><a href={pathsOf(page).signIn}>{words.site.signIn}</a></li>;
  return (
    <>
      {page.reader.role !== "" && <li><Inbox page={page} words={words} /></li>}
      <li><a href={paths.account}>{words.site.actingAs(page.reader.name, page.reader.organisation ?? page.reader.roleName)}</a></li>
      <li><form method="post" action={paths.signOut}><button class="linklike">{words.site.signOut}</button></form></li>
    </>
  );
};

/** Never more than a few digits: the bar keeps its width. */
const UNREAD_SHOWN_MAX = 99;
const Inbox = ({ page, words }: Part) => (
  <a href={paths.inbox}>{words.site.inbox}{page.unread > 0 && <> <span class="count">{page.unread > UNREAD_SHOWN_MAX ? `${String(UNREAD_SHOWN_MAX)}+` : page.unread}<span class="vh"> {words.site.unread}</span></span></>}</a>
);

const Rehearsal = ({ page, words }: Part) => page.mode === "live" ? null : (
  <section class="rehearsal" aria-label={words.site.rehearsal}>
    <div class="w"><strong><span lang="zh-CN">演练</span>{words.site.rehearsal === "演练" ? "" : ` ${words.site.rehearsal}`}</strong><span>{words.site.rehearsalText}</span></div>
  </section>
);

/** Staff are told on every page that nothing closes or opens by itself now (ET-16). */
const Drift = ({ page, words }: Part) => page.driftMs === null ? null : (
  <section class="drift" aria-label={words.site.drift}>
    <div class="w"><strong>{words.site.drift}</strong><span>{words.site.driftText((page.driftMs / SECOND_MS).toFixed(1))}</span></div>
  </section>
);

/** The signed-in corner of each role: bidders bid, committees judge, supervisors watch, a desk for who works at one. */
const CORNERS: readonly (readonly [roles: readonly string[], href: string, word: "my" | "complaintDesk" | "panel" | "watch" | "drawRooms" | "pool" | "deskCentre" | "items" | "bills" | "treasury" | "desk"])[] = [
  [["bidder"], paths.my, "my"], [["committee-member"], paths.panel, "panel"], [["supervisor"], paths.watch, "watch"], [["notary"], paths.drawRooms, "drawRooms"], [["complaint-officer"], paths.complaintDesk, "complaintDesk"], [["pool-keeper"], paths.pool, "pool"],
  [["centre-head", "sub-centre-head", "duty-head", "conduct-supervisor"], paths.deskCentre, "deskCentre"], [["centre-committee", "city-leader"], paths.itemDesk, "items"],
  [["fee-officer", "finance-reviewer", "seal-keeper"], paths.bills, "bills"], [["treasury-checker", "treasury-approver"], paths.treasury, "treasury"], [["tenderer", "exchange-staff", "cashier", "opener"], paths.desk, "desk"],
];

const CASE_ROLES: ReadonlySet<string> = new Set(["window-staff", "chief-representative", "deputy-head"]);
/** Where a role works; whoever has no corner yet has his account. */
function corner(role: string, words: Messages, language: Language): readonly [string, string] {
  if (role === "citizen") return [paths.myCases, caseWords(language).mine];
  if (CASE_ROLES.has(role)) return [paths.deskCases, caseWords(language).queue];
  const own = CORNERS.find(([roles]) => roles.includes(role));
  return own === undefined ? [paths.account, words.site.account] : [own[1], words.site[own[2]]];
}

const Top = ({ page, words, current }: Part & { readonly current: string }) => {
  const links: (readonly [string, string])[] = [
    [paths.notices, words.site.notices], [paths.services, serviceWords(page.language).nav], [paths.calendar, words.site.calendar], [paths.halls, words.site.halls], [paths.auctions, auctionWords(page.language).title], [paths.verify, words.site.verify], [paths.log, words.site.log], [paths.help, words.site.help],
  ];
  if (page.reader !== null) links.push(corner(page.reader.role, words, page.language));
  return (
    <header class="top">
      <div class="w">
        <a class="brand" href={pathsOf(page).home}>
          <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><circle class="mark-sun" cx="14" cy="16" r="7" /><path class="mark-ground" d="M2 20h24" stroke-width="3" /><path class="mark-sun" d="M14 2v4M4 7l3 3M24 7l-3 3" stroke-width="2" /></svg>
          {page.exchangeName}
        </a>
        <nav aria-label={words.site.mainNav}>
          <ul class="nav">{links.map(([href, label]) => <li><a href={twinOf(href, page.language)} {...(current === href ? { "aria-current": "page" as const } : {})}>{label}</a></li>)}</ul>
        </nav>
      </div>
    </header>
  );
};

const footLinks = (page: PageContext, words: Part["words"]): readonly (readonly [href: string, label: string])[] => {
  const paths = pathsOf(page);
  return [[paths.help, words.site.help], [paths.rules, words.site.rules], [paths.centre, centreWords(page.language).title], [paths.fees, feeWords(page.language).title], [paths.figures, figureWords(page.language).title], [paths.concierges, conciergeWords(page.language).title], [paths.complaints, complaintWords(page.language).title], [paths.glossary, words.glossary.title], [paths.privacy, privacyWords(page.language).title], [paths.log, words.site.log], [paths.verify, words.site.verify], ["/openapi.json", "OpenAPI"]];
};

const Foot = ({ page, words }: Part) => (
  <footer class="site">
    <div class="w">
      <p>{words.site.footer} {words.site.footerLog}</p>
      <ul class="nav">{footLinks(page, words).map(([href, label]) => <li><a href={href}>{label}</a></li>)}</ul>
      <p class="printonly">{words.site.address} {page.base}{page.url}</p>
    </div>
  </footer>
);
