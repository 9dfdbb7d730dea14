import type { Duty } from "../../experts/duties.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { drawWords, type DrawWords } from "../messages/draw.js";
import { Draw, type DrawView } from "../parts/draw.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { ConfirmBox, ProofFrame } from "../parts/proof-forms.js";
import { StageTag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults, LotStage } from "../views.js";

type Choice = { readonly value: string; readonly label: string };
/** Everything the browser of a party needs of a draw that it does its duties in. */
export type RoomDraw = {
  readonly view: DrawView; readonly duties: readonly Duty[]; /** The name its random number goes by. */ readonly name: string | null; readonly seated: readonly string[]; readonly reasons: readonly Choice[]; readonly poolSha256: string | null; readonly codes: number; readonly commitment: string | null;
  /** Forms of the round of the beacon that is waited for. */
  readonly beacon: readonly ActionView[]; readonly arrive: ActionView | null; readonly hasArrived: boolean;
};
export type DrawRoomView = { readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly draws: readonly RoomDraw[]; readonly request: ActionView | null; readonly faults: FormFaults };
export type DrawRoomsView = { readonly lots: readonly { readonly href: string; readonly title: string; readonly lotName: string; readonly stage: LotStage; readonly stageName: string; readonly due: readonly string[] }[] };

/** /draws: the lots whose experts are drawn, for whoever has a part in it. */
export function drawRoomsPage(page: PageContext, { lots }: DrawRoomsView): string {
  const words = drawWords(page.language);
  return renderPage(page, { title: words.room, current: paths.drawRooms }, <>
    <h1>{words.room}</h1>
    <p>{words.lead}</p>
    {lots.length === 0 ? <p class="hint">{words.noRoom}</p> : (
      <ul class="list">
        {lots.map((lot) => <li><a href={lot.href} lang="zh-CN">{lot.title}（{lot.lotName}）</a><StageTag stage={lot.stage} name={lot.stageName} /><span class="more">{lot.due.length === 0 ? words.nothing : lot.due.join(" · ")}</span></li>)}
      </ul>
    )}
  </>);
}

/** /draws/{tender}/{lot}: what a party of a draw does, its secrets staying in its browser. Law: 招标投标法 37. */
export function drawRoomPage(page: PageContext, view: DrawRoomView): string {
  const words = drawWords(page.language);
  const last = view.draws.at(-1);
  const works = (last?.duties.length ?? 0) > 0;
  return renderPage(page, { title: `${words.title} ${view.title}`, current: paths.drawRooms, faulty: view.faults.length > 0, ...(works ? { script: page.assets.draw } : {}) }, <>
    <p class="crumbs"><a href={paths.drawRooms}>{words.room}</a></p>
    <h1>{words.title}</h1>
    <p lang="zh-CN">{view.title}（{view.lotName}）</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <h2>{words.own}</h2>
    {last !== undefined && works && <Duties own={last} view={view} page={page} words={words} />}
    <Forms last={last} view={view} page={page} words={words} isIdle={!works} />
    <p class="note">{words.secrecy}</p>
    {view.draws.toReversed().map((each) => <section><h2>{words.number(each.view.number)} <span class="hint"><span class="id">{each.view.draw}</span></span></h2><Draw view={each.view} page={page} words={words} /></section>)}
    {view.draws.length === 0 && <p class="hint">{words.none}</p>}
    <p><a href={pathsOf(page).draws(view.tender)}>{words.public}</a></p>
  </>);
}

/** What is a plain form: signing in, asking for a draw. */
const Forms = ({ last, view, page, words, isIdle }: { readonly last: RoomDraw | undefined; readonly view: DrawRoomView; readonly page: PageContext; readonly words: DrawWords; readonly isIdle: boolean }) => {
  const arrive = last?.arrive ?? null;
  const beacons = last?.beacon ?? [];
  return (
    <>
      {beacons.map((each) => <section class="card"><h3>{each.label}</h3><ActionForm action={each} language={page.language} /></section>)}
      {arrive !== null && <section class="card"><Arrive arrive={arrive} has={last?.hasArrived === true} page={page} words={words} /></section>}
      {view.request !== null && <section class="card"><h3>{words.ask}</h3><p>{words.askLead}</p><ActionForm action={view.request} language={page.language} /></section>}
      {isIdle && [arrive, view.request, ...beacons].every((each) => each === null) && <p class="hint">{words.nothing}</p>}
    </>
  );
};

const Arrive = ({ arrive, has, page, words }: { readonly arrive: ActionView; readonly has: boolean; readonly page: PageContext; readonly words: DrawWords }) =>
  has ? <p class="note ok">{words.arrived}</p> : <ActionForm action={arrive} language={page.language} />;

type Part = { readonly own: RoomDraw; readonly words: DrawWords };

const Duties = ({ own, view, page, words }: Part & { readonly view: DrawRoomView; readonly page: PageContext }) => (
  <section id="draw" {...dataOf(own, view, words)}>
    <ProofFrame language={page.language} />
    <p id="said" role="status"></p>
    <ConfirmBox language={page.language} />
    <noscript><p class="note">{words.noScript}</p></noscript>
    {own.duties.map((duty) => (
      <section class="card" aria-labelledby={`duty-${duty}`}>
        <h3 id={`duty-${duty}`}>{words.acts[duty]}</h3>
        <p>{words.acts[`${duty}Lead`]}</p>
        <form data-duty={duty} hidden>
          {FIELDS[duty]({ own, words })}
          <p class="row">{MAKES.has(duty) && <button class="btn alt" type="button" data-save>{words.download}</button>} <button class="btn" {...(MAKES.has(duty) ? { disabled: true } : {})}>{words.acts[duty]}</button></p>
          {MAKES.has(duty) && <p class="hint">{words.kept}</p>}
        </form>
      </section>
    ))}
    <div id="shown" tabindex={-1} hidden></div>
  </section>
);

/** What is saved on this computer before anything is sent. */
const MAKES: ReadonlySet<Duty> = new Set(["secret", "plan", "pool", "commit"]);

const FileField = ({ duty, words, required = true, label }: { readonly duty: Duty; readonly words: DrawWords; readonly required?: boolean; readonly label?: string }) => (
  <div class="field"><label for={`file-${duty}`}>{label ?? words.again}</label><input id={`file-${duty}`} name="file" type="file" {...(label === undefined ? { accept: ".json,application/json" } : {})} required={required} /></div>
);

const nothing = () => null;
const FIELDS: Readonly<Record<Duty, (part: Part) => unknown>> = {
  secret: nothing, plan: nothing,
  pool: ({ words }) => <FileField duty="pool" words={words} />, fix: ({ words }) => <FileField duty="fix" words={words} />, code: ({ words }) => <FileField duty="code" words={words} />, next: ({ words }) => <FileField duty="next" words={words} />,
  seated: ({ words }) => <FileField duty="seated" words={words} />, open: ({ words }) => <FileField duty="open" words={words} />, reveal: ({ words }) => <FileField duty="reveal" words={words} required={false} />,
  commit: ({ words }) => <div class="field"><label for="dice">{words.acts.dice}</label><textarea id="dice" name="dice" rows={2} autocomplete="off" inputmode="numeric"></textarea></div>,
  replace: ({ own, words }) => (
    <>
      <div class="field"><label for="leaving">{words.acts.replaceLabel}</label><select id="leaving" name="label">{own.seated.map((label) => <option value={label}>{label.slice(0, 16)}…</option>)}</select></div>
      <div class="field"><label for="reason">{words.acts.replaceReason}</label><select id="reason" name="reason">{own.reasons.map(({ value, label }) => <option value={value}>{label}</option>)}</select></div>
      <FileField duty="replace" words={words} label={words.acts.evidence} />
    </>
  ),
};

const dataOf = (own: RoomDraw, view: DrawRoomView, words: DrawWords): Record<string, string> => ({
  "data-tender": view.tender, "data-lot": view.lot, "data-number": String(own.view.number), "data-draw": own.view.draw, "data-name": own.name ?? "", "data-pool": own.poolSha256 ?? "", "data-codes": String(own.codes), "data-commitment": own.commitment ?? "",
  "data-seated": own.seated.join(" "), "data-wrong-file": words.wrongFile, "data-dice-wrong": words.acts.diceWrong, "data-done": words.done, "data-salt": words.salt, "data-stands-back": words.standsBack, "data-again": words.again,
});
