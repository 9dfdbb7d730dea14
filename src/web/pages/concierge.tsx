import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { conciergeWords, type ConciergeWords } from "../messages/concierge.js";
import { coordinationWords } from "../messages/coordination.js";
import { Papers, type PaperLine } from "../parts/told-once.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Tag, type Tone } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

export type Shaded = { readonly words: string; readonly tone: Tone };
/** Somebody of the pool; `photo` is the address of the photograph, null where there is none. */
export type PoolCard = { readonly concierge: string; readonly name: string; readonly unit: string; readonly post: string; readonly phone: string; readonly areas: readonly string[]; readonly presence: Shaded; readonly isThere: boolean; readonly photo: string | null };
export type PoolView = { readonly served: number; readonly area: string; readonly areas: readonly string[]; readonly pool: readonly PoolCard[]; readonly papers: readonly PaperLine[]; /** Working days to dispatch, and to settle at each level; days between two services. */ readonly days: { readonly dispatch: number; readonly levels: readonly { readonly name: string; readonly days: number }[]; readonly follow: number } };

const Portrait = ({ card, words }: { readonly card: Pick<PoolCard, "photo" | "name">; readonly words: ConciergeWords }) =>
  card.photo === null ? <p class="hint">{words.noPhoto}</p> : <img class="portrait" src={card.photo} width={96} height={120} alt={words.photoOf(card.name)} />;

/** One of the pool as others see him. */
export const Card = ({ card, words, action }: { readonly card: PoolCard; readonly words: ConciergeWords; readonly action?: string }) => (
  <div class="card pool-card">
    <Portrait card={card} words={words} />
    <div>
      <h3 lang="zh-CN">{card.name} <Tag tone={card.presence.tone}>{card.presence.words}</Tag></h3>
      <dl class="facts">
        <dt>{words.unit}</dt><dd lang="zh-CN">{card.unit}</dd><dt>{words.post}</dt><dd lang="zh-CN">{card.post}</dd><dt>{words.area}</dt><dd lang="zh-CN">{card.areas.join("、")}</dd><dt>{words.phone}</dt><dd><a class="num" href={`tel:${card.phone.replaceAll(/[^0-9+]/g, "")}`}>{card.phone}</a></dd>
      </dl>
      {action !== undefined && card.isThere && <p><a class="btn alt" href={action}>{words.choose}<span class="vh" lang="zh-CN"> {card.name}</span></a></p>}
    </div>
  </div>
);

/** Who chooses a concierge: investors alone; whoever is not signed in is asked to. */
const INVESTORS: ReadonlySet<string> = new Set(["citizen", "bidder"]);
/** Who works at the desk of the service. */
const DESK_ROLES: ReadonlySet<string> = new Set(["concierge", "sub-centre-head", "exchange-staff", "supervisor"]);

/** /concierge: the pool, from which investors choose; what the service promises; how many projects it served. */
export function conciergePage(page: PageContext, view: PoolView): string {
  const words = conciergeWords(page.language);
  const own = pathsOf(page);
  const chooses = page.reader === null || INVESTORS.has(page.reader.role);
  return renderPage(page, { title: words.title, current: own.concierges }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <p class="row">{chooses && <a class="btn" href={paths.myInvestments}>{words.mine}</a>}{DESK_ROLES.has(page.reader?.role ?? "") && <a href={paths.conciergeDesk}>{words.desk}</a>}</p>
    <div class="note"><p class="when">{words.served}{page.language === "zh" ? "：" : ": "}<span class="num">{view.served}</span> {words.servedUnit}</p><p class="hint">{words.formula}</p></div>
    <h2>{words.pool}</h2>
    <form class="card" method="get" action={own.concierges}>
      <div class="field"><label for="area">{words.area}</label><select id="area" name="area"><option value="">{words.allAreas}</option>{view.areas.map((each) => <option value={each} selected={each === view.area} lang="zh-CN">{each}</option>)}</select></div>
      <p><button class="btn alt">{words.show}</button></p>
    </form>
    {view.pool.length === 0 ? <p class="hint">{words.empty}</p> : <ul class="plain pool">{view.pool.map((card) => <li><Card card={card} words={words} {...(chooses ? { action: `${paths.myInvestments}?concierge=${encodeURIComponent(card.concierge)}#register` } : {})} /></li>)}</ul>}
    <h2>{words.rules}</h2>
    <p>{words.rulesLead}</p>
    <ul><li>{words.dispatchRule(view.days.dispatch)}</li>{view.days.levels.map(({ name, days }, at, all) => <li>{words.levelRule(name, days, at === all.length - 1)}</li>)}<li>{words.followRule(view.days.follow)}</li></ul>
    <h2>{coordinationWords(page.language).toldOnce}</h2>
    <p>{coordinationWords(page.language).toldOnceLead}</p>
    <Papers papers={view.papers} words={coordinationWords(page.language)} />
    <p><a href="/api/v1/concierges">{words.feed}</a></p>
  </>);
}

export type KeepPoolView = { readonly enter: ActionView; readonly entries: readonly { readonly card: PoolCard; readonly change: ActionView; readonly photoHref: string }[]; readonly faults: FormFaults };

/** /concierge/pool: where the centre keeps the pool. */
export function keepPoolPage(page: PageContext, view: KeepPoolView): string {
  const words = conciergeWords(page.language);
  return renderPage(page, { title: words.keepPool, current: paths.conciergePool, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.conciergeDesk}>{words.desk}</a></p>
    <h1>{words.keepPool}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.entries.map(({ card, change, photoHref }) => (
      <section class="card">
        <Card card={card} words={words} />
        <form method="post" action={photoHref} enctype="multipart/form-data">
          <div class="field"><label for={`photo-${card.concierge}`}>{words.photo}<span class="vh" lang="zh-CN"> {card.name}</span></label><input id={`photo-${card.concierge}`} type="file" name="photo" accept="image/png,image/jpeg" required /></div>
          <p><button class="btn alt">{words.photoSend}</button></p>
        </form>
        <details class="act"><summary>{words.change}<span class="vh" lang="zh-CN"> {card.name}</span></summary><ActionForm action={change} language={page.language} primary={false} /></details>
      </section>
    ))}
    <section class="card"><h2>{words.enter}</h2><ActionForm action={view.enter} language={page.language} /></section>
  </>);
}

/** A request in a list, with its project. */
export type DeskLine = { readonly project: string; readonly projectTitle: string; readonly serial: number; readonly title: string; readonly concierge: string | null; readonly state: Shaded; readonly level: string; readonly due: { readonly on: string; readonly light: Shaded } | null };
export type ProjectLine = { readonly project: string; readonly title: string; readonly investor: string; readonly stage: string; readonly concierge: string | null; readonly open: number; readonly followUp: { readonly by: string; readonly late: boolean } };
export type DeskView = { readonly isCentre: boolean; readonly keeps: boolean; readonly groups: readonly { readonly title: string; readonly lines: readonly DeskLine[] }[]; readonly toFollow: readonly ProjectLine[]; readonly projects: readonly ProjectLine[] };

/** When something is due, with its light. */
export const DueBy = ({ due }: { readonly due: DeskLine["due"] }) => (due === null ? <>—</> : <><span class="num">{due.on}</span> <Tag tone={due.light.tone}>{due.light.words}</Tag></>);

const Lines = ({ lines, title, words }: { readonly lines: readonly DeskLine[]; readonly title: string; readonly words: ConciergeWords }) => (
  <Table label={title} head={[words.request, words.project, words.concierge, words.state, words.due]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row"><a href={`${paths.investment(each.project)}#r-${String(each.serial)}`} lang="zh-CN">{each.title}</a></th><td data-column={words.project} lang="zh-CN">{each.projectTitle}<span class="hint id">{each.project}</span></td><td data-column={words.concierge} lang="zh-CN">{each.concierge ?? words.unchosen}</td>
        <td data-column={words.state}><Tag tone={each.state.tone}>{each.state.words}</Tag><span class="hint">{each.level}</span></td><td data-column={words.due}><DueBy due={each.due} /></td>
      </tr>
    ))}
  </Table>
);

/** Projects as a table. */
export const Projects = ({ lines, title, words }: { readonly lines: readonly ProjectLine[]; readonly title: string; readonly words: ConciergeWords }) => lines.length === 0 ? <p class="hint">{words.noProjects}</p> : (
  <Table label={title} head={[words.project, words.investor, words.stage, words.concierge, { text: words.requests, number: true }, words.followUp]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row"><a href={paths.investment(each.project)} lang="zh-CN">{each.title}</a><span class="hint id">{each.project}</span></th><td data-column={words.investor} lang="zh-CN">{each.investor}</td><td data-column={words.stage}>{each.stage}</td><td data-column={words.concierge} lang="zh-CN">{each.concierge ?? words.unchosen}</td>
        <td class="n" data-column={words.requests}>{each.open}</td><td data-column={words.followUp}><span class="num">{each.followUp.by}</span>{each.followUp.late && <> <Tag tone="bad">{words.late}</Tag></>}</td>
      </tr>
    ))}
  </Table>
);

/** /concierge/desk: the concierge’s desk, or the board of those who dispatch and coordinate. */
export function conciergeDeskPage(page: PageContext, view: DeskView): string {
  const words = conciergeWords(page.language);
  return renderPage(page, { title: words.desk, current: paths.conciergeDesk }, <>
    <h1>{words.desk}</h1>
    <p>{view.isCentre ? words.deskCentre : words.deskConcierge}</p>
    <p class="row"><a href={pathsOf(page).concierges}>{words.title}</a><a href={paths.coordinations}>{coordinationWords(page.language).title}</a><a href={paths.conciergeAppraisals}>{coordinationWords(page.language).appraisals}</a>{view.keeps && <a href={paths.conciergePool}>{words.keepPool}</a>}</p>
    {view.groups.map(({ title, lines }) => <><h2>{title} <span class="count">{lines.length}</span></h2>{lines.length === 0 ? <p class="hint">{words.none}</p> : <Lines lines={lines} title={title} words={words} />}</>)}
    <h2>{words.toFollow} <span class="count">{view.toFollow.length}</span></h2>
    {view.toFollow.length === 0 ? <p class="hint">{words.none}</p> : <Projects lines={view.toFollow} title={words.toFollow} words={words} />}
    <h2>{words.all}</h2>
    <Projects lines={view.projects} title={words.all} words={words} />
  </>);
}
