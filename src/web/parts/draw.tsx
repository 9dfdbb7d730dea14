import { CONTRIBUTOR_NAMES } from "../../experts/files.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import type { DrawWords } from "../messages/draw.js";
import type { Step } from "../views.js";
import { Steps } from "./steps.js";
import { Table } from "./table.js";
import { Hash, Tag, Time, type Tone } from "./text.js";

/** A draw as everybody may see it: labels and hashes, and names once they are opened. */
export type DrawView = {
  readonly number: number; readonly draw: string; readonly lotName: string; readonly steps: readonly Step[];
  readonly seats: readonly { readonly stratum: string; readonly seats: number; readonly people: number; readonly eligible: number; readonly isSmall: boolean }[];
  readonly perOrg: number; readonly representatives: number; readonly widened: string | null;
  /** The round of a public beacon that it waits for; null where it waits for none. */
  readonly beacon: { readonly chain: string; readonly hash: string; readonly round: number; readonly at: Instant; readonly value: string | null; readonly missing: string | null } | null;
  readonly secret: string | null; readonly chain: string | null;
  readonly pool: { readonly sha256: string; readonly isFixed: boolean; readonly people: number; readonly excluded: readonly { readonly reason: string; readonly count: number }[] } | null;
  readonly contributions: readonly { readonly name: string; readonly commitment: string | null; readonly number: string | null; /** How it came, where its contributor did not give it. */ readonly how: string | null }[];
  readonly codes: readonly string[];
  readonly order: readonly { readonly place: number; readonly label: string; readonly stratum: string; readonly state: string; readonly tone: Tone }[]; readonly orderMore: number;
  /** Who said that they come; how many only. */ readonly confirmed: number; readonly arrived: number | null; readonly seated: number; readonly short: number;
  readonly replacements: readonly { readonly left: string; readonly reason: string; readonly next: string | null }[];
  readonly opened: readonly { readonly expert: string; readonly name: string | null; readonly salt: string; readonly label: string }[];
  readonly api: string; readonly repeat: readonly string[];
};

type Part = { readonly view: DrawView; readonly page: PageContext; readonly words: DrawWords };

/** One draw, step by step. */
export const Draw = ({ view, page, words }: Part) => (
  <>
    <Steps steps={view.steps} label={words.title} />
    <Request view={view} words={words} page={page} />
    <Pool view={view} words={words} page={page} />
    {view.contributions.length > 0 && <Numbers view={view} words={words} page={page} />}
    {view.beacon !== null && <Beacon beacon={view.beacon} words={words} page={page} />}
    {view.codes.length > 0 && <Result view={view} words={words} page={page} />}
    {view.opened.length > 0 && <Names view={view} words={words} page={page} />}
    <Repeat view={view} words={words} page={page} />
  </>
);

const Request = ({ view, words }: Part) => (
  <>
    <h3>{words.request}</h3>
    <ul>
      {view.seats.map(({ stratum, seats }) => <li>{words.seats(seats, stratum)}</li>)}
      <li>{words.representatives(view.representatives)}</li><li>{words.perOrg(view.perOrg)}</li>
      {view.widened !== null && <li lang="zh-CN">{words.because(view.widened)}</li>}
    </ul>
    <dl class="facts">
      {view.secret !== null && <><dt>{words.secret}</dt><dd><Hash>{view.secret}</Hash></dd></>}
      {view.chain !== null && <><dt>{words.chain}</dt><dd><Hash>{view.chain}</Hash></dd></>}
    </dl>
  </>
);

const Pool = ({ view, words }: Part) => (
  <>
    <h3>{words.pool}</h3>
    {view.pool === null ? <p class="hint">{words.poolWaits}</p> : (
      <>
        <p class={view.pool.isFixed ? "note ok" : "note"}>{view.pool.isFixed ? words.poolFixed : words.poolBrought}</p>
        <Table label={words.pool} head={[words.stratum, { text: words.wanted, number: true }, { text: words.people, number: true }, { text: words.eligible, number: true }]}>
          {view.seats.map((each) => <tr><th scope="row"><span class="id">{each.stratum}</span>{each.isSmall && <span class="hint">{words.small}</span>}</th><td class="n">{each.seats}</td><td class="n">{each.people}</td><td class="n">{each.eligible}</td></tr>)}
        </Table>
        {view.pool.excluded.length > 0 && <p>{words.excluded(view.pool.excluded.map(({ reason, count }) => `${reason} ${String(count)}`).join(" · "))}</p>}
        <p class="hint">pool.json SHA-256 <Hash>{view.pool.sha256}</Hash></p>
      </>
    )}
  </>
);

const Numbers = ({ view, page, words }: Part) => (
  <>
    <h3>{words.numbers}</h3>
    <p>{words.numbersLead}</p>
    <Table label={words.numbers} head={[words.contributor, words.committed, words.revealed]} stack>
      {view.contributions.map(({ name, commitment, number, how }) => (
        <tr>
          <th scope="row">{CONTRIBUTOR_NAMES[name]?.[page.language] ?? name}</th>
          <td data-column={words.committed}>{commitment === null ? <Tag tone="">{words.waits}</Tag> : <Hash>{commitment}</Hash>}</td>
          <td data-column={words.revealed}>{number === null ? <Tag tone="">{words.waits}</Tag> : <>{number !== "-" && <Hash>{number}</Hash>}{number === "-" && how === null && words.silent}{how !== null && <span class="hint">{how}</span>}</>}</td>
        </tr>
      ))}
    </Table>
  </>
);

/** A value that nobody could know when the parties committed. */
const Beacon = ({ beacon, page, words }: { readonly beacon: NonNullable<DrawView["beacon"]>; readonly page: PageContext; readonly words: DrawWords }) => (
  <>
    <h3>{words.beacon}</h3>
    <p>{words.beaconLead}</p>
    <dl class="facts">
      <dt>{words.beaconChain}</dt><dd>{beacon.chain} <Hash>{beacon.hash}</Hash></dd>
      <dt>{words.beaconRound}</dt><dd><span class="id">{beacon.round}</span> <Time at={beacon.at} language={page.language} /></dd>
      <dt>{words.beaconValue}</dt><dd>{beacon.value === null ? <Tag tone="">{words.waits}</Tag> : beacon.value === "-" ? <span lang="zh-CN">{words.beaconAbsent(beacon.missing ?? "")}</span> : <Hash>{beacon.value}</Hash>}</dd>
    </dl>
  </>
);

/** How much of a label stands in a sentence. */
const SHORT = 12;
const short = (label: string): string => `${label.slice(0, SHORT)}…`;

const Result = ({ view, words }: Part) => (
  <>
    <h3>{words.result}</h3>
    {view.short > 0 && <p class="note bad">{words.short(view.short)}</p>}
    <p class="note ok">{words.coming(view.confirmed, view.seated)} {words.confirmed(view.arrived ?? 0, view.seated)}</p>
    <dl class="facts"><dt>{words.codes}</dt><dd>{view.codes.map((code) => <div><Hash>{code}</Hash></div>)}</dd></dl>
    <h4>{words.order}</h4>
    <p>{words.orderLead}</p>
    <Table label={words.order} head={[{ text: words.place, number: true }, words.label, words.stratum, words.state]}>
      {view.order.map((each) => <tr><td class="n">{each.place}</td><th scope="row"><Hash>{each.label}</Hash></th><td><span class="id">{each.stratum}</span></td><td><Tag tone={each.tone}>{each.state}</Tag></td></tr>)}
    </Table>
    {view.orderMore > 0 && <p class="hint">{words.orderMore(view.orderMore)}</p>}
    {view.replacements.length > 0 && <><h4>{words.replacements}</h4><ul>{view.replacements.map(({ left, reason, next }) => <li>{next === null ? words.replacementWaits(short(left), reason) : words.replacement(short(left), reason, short(next))}</li>)}</ul></>}
  </>
);

const Names = ({ view, words }: Part) => (
  <>
    <h3>{words.names}</h3>
    <p>{words.namesLead}</p>
    <Table label={words.names} head={[words.names, words.expert, words.salt, words.label]} stack>
      {view.opened.map((each) => <tr><th scope="row" lang="zh-CN">{each.name ?? words.unnamed}</th><td data-column={words.expert}><span class="id">{each.expert}</span></td><td data-column={words.salt}><Hash>{each.salt}</Hash></td><td data-column={words.label}><Hash>{each.label}</Hash></td></tr>)}
    </Table>
  </>
);

const Repeat = ({ view, words }: Part) => (
  <>
    <h3>{words.repeat}</h3>
    {view.repeat.length === 0 ? <p class="hint">{words.repeatLater}</p> : <><p>{words.repeatLead}</p><pre tabindex={0}>{view.repeat.join("\n")}</pre></>}
    <p><a href={view.api}>{words.api}</a></p>
  </>
);
