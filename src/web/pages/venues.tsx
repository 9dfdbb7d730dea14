import { dateInChinese, dateInEnglish, day, type Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { onSiteWords } from "../messages/on-site.js";
import { venueWords, type VenueWords } from "../messages/venues.js";
import { DayBar, type Taken } from "../parts/day-bar.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { OnSite, type OnSiteView } from "../parts/on-site.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** A booking in a list. */
export type BookingLine = { readonly booking: string; readonly span: string; readonly purposeName: string; readonly title: string; readonly lotName: string; readonly rooms: readonly string[]; readonly people: number; readonly cancelled: boolean };

/** /venues: the rooms of a day, and its bookings. */
export type VenuesView = {
  readonly day: string; readonly before: string; readonly after: string;
  readonly rooms: readonly { readonly name: string; readonly venueName: string; readonly kindName: string; readonly seats: number; readonly taken: readonly Taken[]; readonly bookings: readonly { readonly booking: string; readonly text: string }[] }[];
  readonly bookings: readonly BookingLine[];
  /** Incidents on site that nobody has dealt with. */
  readonly incidents: readonly { readonly booking: string; readonly text: string; readonly at: Instant }[];
  /** Booking; null for who only looks. */
  readonly book: ActionView | null;
  readonly keeps: boolean;
  readonly faults: FormFaults;
};

const back = (page: PageContext) => (page.reader?.role === "supervisor" ? <a href={paths.watch}>{page.language === "zh" ? "监督" : "Watch"}</a> : page.reader?.role === "notary" ? null : <a href={paths.desk}>{page.language === "zh" ? "工作台" : "Desk"}</a>);

export function venuesPage(page: PageContext, view: VenuesView): string {
  const words = venueWords(page.language);
  return renderPage(page, { title: words.title, current: paths.venues, faulty: view.faults.length > 0 }, <>
    <p class="crumbs">{back(page)}</p>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <form class="card" method="get" action={paths.venues}>
      <div class="field"><label for="venues-day">{words.day}</label><input id="venues-day" name="day" type="date" value={view.day} /></div>
      <p class="row"><button class="btn alt">{words.show}</button><a href={`${paths.venues}?day=${view.before}`}>{words.before}</a><a href={`${paths.venues}?day=${view.after}`}>{words.after}</a>{view.keeps && <a href={paths.venueRooms}>{words.manage}</a>}</p>
    </form>
    {view.incidents.length > 0 && <><h2>{onSiteWords(page.language).onSite}</h2><ul class="list">{view.incidents.map((each) => <li><a href={paths.booking(each.booking)}>{each.text}</a><ShortTime at={each.at} /></li>)}</ul></>}
    <h2>{words.roomsOf(page.language === "zh" ? dateInChinese(day(view.day)) : dateInEnglish(day(view.day)))}</h2>
    {view.rooms.length === 0 ? <p class="hint">{words.noRooms}</p> : <DayTable view={view} words={words} />}
    <h2>{words.bookings}</h2>
    {view.bookings.length === 0 ? <p class="hint">{words.none}</p> : <Bookings lines={view.bookings} words={words} />}
    {view.book !== null && view.rooms.length > 0 && <><h2>{words.book}</h2><p>{words.bookLead}</p><ActionForm action={view.book} language={page.language} /></>}
  </>);
}

const DayTable = ({ view, words }: { readonly view: VenuesView; readonly words: VenueWords }) => (
  <Table label={words.roomsOf(view.day)} head={[words.rooms, words.time, "0–24"]} stack>
    {view.rooms.map((room) => (
      <tr>
        <th scope="row" lang="zh-CN">{room.name}<span class="hint">{room.venueName} · {room.kindName} · {words.seatCount(room.seats)}</span></th>
        <td data-column={words.time}>{room.bookings.length === 0 ? <span class="hint">{words.free}</span> : <ul class="plain">{room.bookings.map(({ booking, text }) => <li><a href={paths.booking(booking)}>{text}</a></li>)}</ul>}</td>
        <td><DayBar taken={room.taken} /></td>
      </tr>
    ))}
  </Table>
);

const Bookings = ({ lines, words }: { readonly lines: readonly BookingLine[]; readonly words: VenueWords }) => (
  <Table label={words.bookings} head={[words.time, words.purpose, words.project, words.where, words.people, words.state]} stack>
    {lines.map((line) => (
      <tr>
        <th scope="row"><a href={paths.booking(line.booking)}>{line.span}</a></th><td data-column={words.purpose}>{line.purposeName}</td><td data-column={words.project} lang="zh-CN">{line.title}（{line.lotName}）</td>
        <td data-column={words.where} lang="zh-CN">{line.rooms.join("、") || "—"}</td><td data-column={words.people}>{line.people}</td><td><Tag tone={line.cancelled ? "bad" : "ok"}>{line.cancelled ? words.cancelled : words.live}</Tag></td>
      </tr>
    ))}
  </Table>
);

/** /venues/rooms: buildings and rooms as they are fitted out. */
export type VenueRoomsView = {
  readonly venues: readonly {
    readonly venue: string; readonly name: string; readonly address: string; readonly retired: boolean; readonly acts: readonly ActionView[];
    readonly rooms: readonly { readonly name: string; readonly kindName: string; readonly seats: number; readonly devices: string; readonly lockers: number; readonly bufferMinutes: number; readonly retired: boolean; readonly acts: readonly ActionView[] }[];
  }[];
  readonly open: ActionView | null;
  readonly faults: FormFaults;
};

export function venueRoomsPage(page: PageContext, view: VenueRoomsView): string {
  const words = venueWords(page.language);
  const acts = (actions: readonly ActionView[]) => actions.map((action) => <details class="act" open={action.fields.some(({ error }) => error !== undefined)}><summary>{action.label}</summary><ActionForm action={action} language={page.language} primary={false} /></details>);
  return renderPage(page, { title: words.roomsTitle, current: paths.venues, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.venues}>{words.title}</a></p>
    <h1>{words.roomsTitle}</h1>
    <p>{words.roomsLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.venues.map((venue) => (
      <section>
        <h2 lang="zh-CN">{venue.name}{venue.retired && <> <Tag tone="bad">{words.retired}</Tag></>}</h2>
        <p class="hint" lang="zh-CN">{venue.address}</p>
        {venue.rooms.map((room) => (
          <div class="card">
            <h3 lang="zh-CN">{room.name} <span class="tag">{room.kindName}</span>{room.retired && <> <Tag tone="bad">{words.retired}</Tag></>}</h3>
            <p>{words.seatCount(room.seats)} · {words.lockers} {room.lockers} · {words.buffer} {room.bufferMinutes}</p>
            {room.devices !== "" && <p class="hint">{words.devices}{page.language === "zh" ? "：" : ": "}<span lang="zh-CN">{room.devices}</span></p>}
            {acts(room.acts)}
          </div>
        ))}
        {acts(venue.acts)}
      </section>
    ))}
    {view.open !== null && <><h2>{words.openVenue}</h2><ActionForm action={view.open} language={page.language} /></>}
  </>);
}

/** /venues/bookings/{booking}: one booking with its whole record. */
export type BookingView = {
  readonly title: string; readonly lotName: string; readonly purposeName: string; readonly from: Instant; readonly until: Instant; readonly people: number; readonly cancelled: boolean; readonly projectHref: string; readonly day: string;
  readonly rooms: readonly { readonly name: string; readonly venueName: string; readonly partName: string; readonly heldUntil: Instant }[];
  readonly siteWitness: string | null;
  readonly seats: readonly { readonly label: string; readonly room: string; readonly seat: number; readonly device: string | null }[];
  /** Null: no committee to seat, or nobody who seats it. */
  readonly arrange: ActionView | null;
  readonly isEvaluation: boolean;
  readonly onSite: OnSiteView;
  readonly records: readonly { readonly number: number; readonly at: Instant; readonly what: string; readonly detail: string; readonly by: string; readonly sha256: string }[];
  readonly acts: readonly ActionView[];
  readonly faults: FormFaults;
};

export function bookingPage(page: PageContext, view: BookingView): string {
  const words = venueWords(page.language);
  return renderPage(page, { title: `${view.purposeName} ${view.title}`, current: paths.venues, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={`${paths.venues}?day=${view.day}`}>{words.back}</a></p>
    <h1>{view.purposeName} · <span lang="zh-CN">{view.title}（{view.lotName}）</span></h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <dl class="facts">
      <dt>{words.state}</dt><dd><Tag tone={view.cancelled ? "bad" : "ok"}>{view.cancelled ? words.cancelled : words.live}</Tag></dd>
      <dt>{words.time}</dt><dd><Time at={view.from} language={page.language} /> – <Time at={view.until} language={page.language} /></dd>
      <dt>{words.where}</dt><dd>{view.rooms.length === 0 ? "—" : <ul class="plain">{view.rooms.map((room) => <li><span lang="zh-CN">{room.venueName} {room.name}</span> <span class="tag">{room.partName}</span> <span class="hint">{words.held} <ShortTime at={room.heldUntil} /></span></li>)}</ul>}</dd>
      <dt>{words.people}</dt><dd>{view.people}</dd><dt>{words.witness}</dt><dd lang="zh-CN">{view.siteWitness ?? words.noWitness}</dd>
      <dt>{words.project}</dt><dd><a href={view.projectHref} lang="zh-CN">{view.title}</a></dd>
    </dl>
    <OnSite view={view.onSite} page={page} />
    {view.isEvaluation && <Seating view={view} page={page} words={words} />}
    {view.acts.length > 0 && <h2>{words.change}</h2>}
    {view.acts.map((action) => <details class="act" open={action.fields.some(({ error }) => error !== undefined)}><summary>{action.label}</summary><ActionForm action={action} language={page.language} primary={false} /></details>)}
    <h2>{words.records}</h2>
    <p>{words.recordsLead}</p>
    <Table label={words.records} head={[words.number, words.time, words.what, words.by, words.hash]} stack>
      {view.records.map((each) => (
        <tr>
          <td data-column={words.number}>{each.number}</td><td data-column={words.time}><ShortTime at={each.at} /></td><th scope="row">{each.what}{each.detail !== "" && <span class="hint" lang="zh-CN">{each.detail}</span>}</th>
          <td data-column={words.by} lang="zh-CN">{each.by}</td><td><details><summary>{words.hash}</summary><Hash>{each.sha256}</Hash></details></td>
        </tr>
      ))}
    </Table>
  </>);
}

const Seating = ({ view, page, words }: { readonly view: BookingView; readonly page: PageContext; readonly words: VenueWords }) => (
  <>
    <h2>{words.seating}</h2>
    <p>{words.seatingLead}</p>
    {view.seats.length > 0 && (
      <Table label={words.seating} head={[words.label, words.rooms, words.seat, words.devices]} stack>
        {view.seats.map((each) => <tr><th scope="row"><code class="id">{each.label}</code></th><td data-column={words.rooms} lang="zh-CN">{each.room}</td><td data-column={words.seat}>{each.seat}</td><td data-column={words.devices} lang="zh-CN">{each.device ?? "—"}</td></tr>)}
      </Table>
    )}
    {view.arrange === null ? view.seats.length === 0 && <p class="hint">{words.seatingNone}</p> : <details class="act"><summary>{words.arrange}</summary><ActionForm action={view.arrange} language={page.language} primary={false} /></details>}
  </>
);
