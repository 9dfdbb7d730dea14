import type { Phase } from "../../auctions/terms.js";
import type { ContestView } from "../../auctions/view.js";
import type { MoneyJson } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { saidOf, type Said } from "../messages/auction-said.js";
import { auctionWords, type AuctionWords } from "../messages/auction.js";
import { Names, type NamedPaddle } from "../parts/auction-names.js";
import { OfferCard } from "../parts/auction-offer.js";
import { Ways } from "../parts/auction-ways.js";
import { ProofWords } from "../parts/proof-forms.js";
import { Hash } from "../parts/text.js";
import { pathsOf } from "../paths.js";

/** A line of the record in words. */
export type AuctionLine = { readonly seq: number; readonly at: string; readonly text: string };

/** One auction at the moment its page was asked for. */
export type AuctionView = {
  readonly auction: string;
  readonly exchange: string;
  readonly subject: { readonly sale: string; readonly lot: string };
  /** As its reader may see it. */
  readonly view: ContestView;
  readonly seq: number;
  readonly head: string;
  readonly opensAt: string;
  readonly start: MoneyJson;
  readonly maxima: boolean;
  readonly phases: readonly Phase[];
  /** Newest first. */
  readonly lines: readonly AuctionLine[];
  /** Who stood behind each number; null before the end. */
  readonly names: readonly NamedPaddle[] | null;
  /** The reader’s number and the key that he gave last, base64; null for whoever is no bidder here. */
  readonly bidder: { readonly paddle: string; readonly key: string | null } | null;
  /** Where officers stop it and let it go on; null for everybody else. */
  readonly deskHref: string | null;
};

type As = "room" | "wall" | "replay";

/** /auctions/{id}, its wall and its replay: one page, drawn anew by its island from the record alone. */
export function auctionPage(page: PageContext, view: AuctionView, as: As): string {
  const words = auctionWords(page.language);
  const said = saidOf(view.view, { nowMs: page.now, opensAt: view.opensAt, start: view.start, maximum: view.view.own?.maximum ?? null }, page.language);
  const links = pathsOf(page);
  return renderPage(page, { title: `${as === "replay" ? `${words.replay} ` : view.view.endedAt === null ? "" : `${words.over} `}${words.room(view.auction)}`, current: links.auctions, script: page.assets.auction }, <>
    <div id="connection" class="offline" role="status"></div>
    <p class="crumbs"><a href={links.auctions}>{words.title}</a></p>
    <h1>{words.room(view.auction)}</h1>
    <p class="hint">{words.lotOf(view.subject.sale, view.subject.lot)}</p>
    <ProofWords language={page.language} />
    {as === "replay" && <Replay words={words} />}
    <div id="auction" {...dataOf(view, as)}>
      <Status said={said} isBidder={view.bidder !== null} words={words} />
      <div class="halves">
        <Price said={said} words={words} />
        <Countdown said={said} words={words} />
      </div>
      {as === "room" && view.bidder !== null && view.view.endedAt === null && <OfferCard page={page} words={words} maxima={view.maxima}><Ways phases={view.phases} words={words} /></OfferCard>}
    </div>
    <Names names={view.names} words={words} href={links.auction(view.auction)} />
    <History view={view} words={words} />
    <Checked view={view} words={words} />
    <Links view={view} words={words} page={page} as={as} />
  </>);
}

const dataOf = ({ auction, exchange, bidder, view }: AuctionView, as: As) => ({ "data-auction": auction, "data-exchange": exchange, "data-paddle": bidder?.paddle ?? "", "data-key": bidder?.key ?? "", "data-maximum": view.own?.maximum?.amount ?? "", "data-as": as });

type Part = { readonly said: Said; readonly words: AuctionWords };

/** How it stands with the reader: first and largest. */
const Status = ({ said, isBidder }: Part & { readonly isBidder: boolean }) => (
  <section class={`card own note ${said.tone}`} id="own" tabindex={-1}>
    {isBidder && <p class="own-status"><span data-said="status">{said.status}</span></p>}
    <p data-said="statusMore">{said.statusMore}</p>
    <p class="vh" role="status" id="say"></p>
    <p class="vh" role="alert" id="alarm"></p>
  </section>
);

const Price = ({ said, words }: Part) => (
  <section class="card" id="price">
    <h2><span data-said="priceName">{said.priceName}</span> <span class="tag info" data-said="leader">{said.leader}</span></h2>
    <p class="price num" data-said="price">{said.price}</p>
    <p class="hint" lang="zh-CN" data-said="priceWords">{said.priceWords}</p>
    <Amounts said={said} words={words} />
  </section>
);

const Countdown = ({ said, words }: Part) => (
  <div class="card">
    <p class="tags"><span class="tag go" data-said="phase">{said.phase}</span></p>
    <div class="clock" role="timer" aria-live="off"><small data-said="counts">{said.counts}</small><span id="left" class="num">{said.until === null ? "" : said.until.slice(5, 19).replace("T", " ")}</span></div>
    <p class="note bad" data-said="note" hidden={said.note === ""}>{said.note}</p>
    <p class="hint" id="time" hidden>{words.serverTime} <span class="num" id="now"></span> · {words.error} <span class="num" id="skew"></span> · {words.way} <span class="num" id="way"></span></p>
    <p class="hint" id="jumped" role="status"></p>
    <noscript><p class="hint">{words.noScript}</p></noscript>
  </div>
);

const Amounts = ({ said, words }: Part) => (
  <dl class="facts pairs">
    {(["minimum", "step", "ceiling"] as const).map((name) => <div data-row={name} hidden={said[name] === ""}><dt>{words[name]}</dt><dd class="num" data-said={name}>{said[name]}</dd></div>)}
  </dl>
);

const History = ({ view, words }: { readonly view: AuctionView; readonly words: AuctionWords }) => (
  <section>
    <h2>{words.history}</h2>
    <ol class="events card" id="lines" reversed tabindex={0} aria-label={words.history}>
      {view.lines.map((line) => <li id={`e${String(line.seq)}`}><time datetime={line.at}>{line.at.slice(11, 19)}</time> {line.text}</li>)}
    </ol>
    <noscript><p class="hint">{words.early}</p></noscript>
  </section>
);

const Checked = ({ view, words }: { readonly view: AuctionView; readonly words: AuctionWords }) => (
  <p class="hint"><span id="checked"></span> {words.head} <Hash><span id="head">{view.head}</span></Hash></p>
);

const Links = ({ view, words, page, as }: { readonly view: AuctionView; readonly words: AuctionWords; readonly page: PageContext; readonly as: As }) => {
  const links = pathsOf(page);
  const api = `/api/v1/auctions/${encodeURIComponent(view.auction)}`;
  return (
    <ul class="row plain noprint">
      {as === "room" ? <li><a href={links.auctionWall(view.auction)}>{words.wall}</a></li> : <li><a href={links.auction(view.auction)}>{words.normal}</a></li>}
      {as !== "replay" && view.seq > 0 && <li><a href={links.auctionReplay(view.auction)}>{words.replay}</a></li>}
      <li><a href={links.helpOn("interruptions")}>{words.outages}</a></li>
      <li><a href={api}>{words.terms}</a></li>
      <li><a href={`${api}/happenings`}>{words.record}</a></li>
      {view.deskHref !== null && <li><a href={view.deskHref}>{words.desk}</a></li>}
    </ul>
  );
};

const SPEEDS = ["1", "5", "10", "30", "60"];
const Replay = ({ words }: { readonly words: AuctionWords }) => (
  <section class="card noprint" id="replay" hidden>
    <p>{words.replayLead}</p>
    <p class="row"><button class="btn" id="play" type="button" data-play={words.play} data-pause={words.pause}>{words.play}</button>
      <label>{words.speed} <select id="speed" class="narrow">{SPEEDS.map((speed) => <option value={speed} selected={speed === "10"}>{speed}×</option>)}</select></label></p>
    <p><label for="position">{words.position}</label> <input id="position" type="range" min="0" max="1" value="0" /> <output id="shown" class="num" for="position"></output></p>
  </section>
);

/** What the list says of one auction. */
export type AuctionListLine = { readonly auction: string; readonly subject: AuctionView["subject"]; readonly state: "running" | "coming" | "ended"; readonly phase: string; readonly price: string; readonly at: string };
export type AuctionListView = { readonly state: string; readonly after: string | null; readonly lines: readonly AuctionListLine[] };

const STATES = ["running", "coming", "ended"] as const;

/** /auctions */
export function auctionsPage(page: PageContext, view: AuctionListView): string {
  const words = auctionWords(page.language);
  const links = pathsOf(page);
  const shown = STATES.filter((state) => view.state === "" || view.state === state);
  return renderPage(page, { title: words.title, current: links.auctions }, <>
    <h1>{words.title}</h1>
    <p>{words.lead} <a href={links.helpOn("interruptions")}>{words.outages}</a></p>
    <form class="row noprint" method="get" action={links.auctions}>
      <label for="state">{words.state}</label>
      <select id="state" name="state" class="narrow"><option value="">{words.all}</option>{STATES.map((state) => <option value={state} selected={view.state === state}>{words[state]}</option>)}</select>
      <button class="btn alt">{words.show}</button>
    </form>
    {shown.map((state) => {
      const lines = view.lines.filter((line) => line.state === state);
      return <><h2>{words[state]}</h2>{lines.length === 0 ? <p class="hint">{words.none}</p> : <ul class="list">{lines.map((line) => <ListLine line={line} words={words} href={links.auction(line.auction)} />)}</ul>}</>;
    })}
    {view.after !== null && <p><a class="btn alt" href={`${links.auctions}?after=${encodeURIComponent(view.after)}${view.state === "" ? "" : `&state=${view.state}`}`}>{words.next}</a></p>}
  </>);
}

const ListLine = ({ line, words, href }: { readonly line: AuctionListLine; readonly words: AuctionWords; readonly href: string }) => (
  <li>
    <a href={href}>{words.room(line.auction)}</a>
    <span class="end"><span class={`tag ${line.state === "running" ? "go" : ""}`.trim()}>{line.phase}</span></span>
    <span class="more">{words.lotOf(line.subject.sale, line.subject.lot)}</span>
    <span class="more">{line.price} · {line.state === "ended" ? words.endedAt : line.state === "coming" ? words.opensAt : words.toEnd} {line.at}</span>
  </li>
);
