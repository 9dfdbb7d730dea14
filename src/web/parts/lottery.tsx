import type { PageContext } from "../context.js";
import { lotteryWords } from "../messages/lottery.js";
import type { ActionView } from "../views.js";
import { ActionForm } from "./form.js";
import { Table } from "./table.js";
import { Hash, Tag } from "./text.js";

type Shown = "given" | "missing" | "late";
/** The lottery of a contest: who is committed to what, what was shown, and the forms that show it while it is played. */
export type LotteryView = {
  readonly auction: string; readonly parties: readonly { readonly name: string; readonly c: string; readonly shown: Shown }[]; readonly head: string; readonly code: Shown;
  readonly contribute: ActionView | null; readonly draw: ActionView | null;
};

/** The script that reads a kept file, where there is a form to fill. */
export const lotteryScript = ({ assets }: PageContext, view: LotteryView | null): { readonly script?: string } => ((view?.contribute ?? view?.draw ?? null) === null ? {} : { script: assets.lottery });

/** What the parties of a lottery read and do; a kept file is held against the commitment by the page’s script. Law: 39号令 17. */
export const Lottery = ({ view, page }: { readonly view: LotteryView; readonly page: PageContext }) => {
  const words = lotteryWords(page.language);
  const forms = [view.contribute, view.draw].filter((each) => each !== null);
  return (
    <section aria-labelledby="lottery-title">
      <h2 id="lottery-title">{words.title}</h2>
      <p>{words.lead}</p>
      <Table label={words.title} head={[words.party, words.commitment, words.shown]}>
        {[...view.parties, { name: words.head, c: view.head, shown: view.code }].map(({ name, c, shown }) => <tr><th scope="row">{name}</th><td><Hash>{c}</Hash></td><td><Tag tone={TONES[shown]}>{words[shown]}</Tag></td></tr>)}
      </Table>
      {forms.length === 0 ? <p class="hint">{words.waits}</p> : (
        <div id="lottery" class="halves" data-auction={view.auction} data-commitments={[...view.parties.map(({ name, c }) => `${name}:${c}`), `:${view.head}`].join(" ")} data-wrong-file={words.wrongFile}>
          <section class="card">
            <noscript><p class="note">{words.noScript}</p></noscript>
            <div id="wrong" role="alert" tabindex={-1}></div>
            <form id="check" hidden>
              <div class="field"><label for="file">{words.file}</label><input id="file" type="file" accept=".json,application/json" required /></div>
              <p><button class="btn alt">{words.read}</button></p>
            </form>
            <p id="checked" class="note ok" role="status" hidden>{words.reads}<strong id="filled"></strong></p>
          </section>
          {forms.map((each) => <section class="card"><h3>{each.label}</h3><ActionForm action={each} language={page.language} /></section>)}
        </div>
      )}
    </section>
  );
};

const TONES = { given: "ok", missing: "go", late: "bad" } as const;
