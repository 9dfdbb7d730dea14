import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { ErrorSummary } from "../parts/form.js";
import { pathsOf } from "../paths.js";
import type { FormFaults } from "../views.js";

/** Rehearsal: the actors of the town, to be chosen. Live: nobody can be chosen (`actors` null). Posts `actor` and `next` to /sign-in. */
export type SignInView = {
  readonly actors: readonly { readonly id: string; /** The sealed choice that is posted. */ readonly token: string; readonly name: string; readonly role: string; readonly roleName: string; readonly organisation: string | null }[] | null;
  readonly next: string;
  readonly faults: FormFaults;
};

const STAFF = new Set(["tenderer", "agency", "exchange-staff", "cashier", "opener", "admin", "finance-reviewer"]);

/** /sign-in */
export function signInPage(page: PageContext, view: SignInView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.signIn.title, faulty: view.faults.length > 0 }, <>
    <h1>{words.signIn.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.actors === null ? <p>{words.signIn.live}</p> : <Choose actors={view.actors} next={view.next} words={words} action={pathsOf(page).signIn} />}
  </>);
}

type Actors = NonNullable<SignInView["actors"]>;

const Choose = ({ actors, next, words, action }: { actors: Actors; next: string; words: Messages; action: string }) => {
  const groups: readonly (readonly [string, Actors])[] = [
    [words.signIn.staff, actors.filter((actor) => STAFF.has(actor.role))],
    [words.signIn.bidders, actors.filter((actor) => actor.role === "bidder")],
    [words.signIn.others, actors.filter((actor) => !STAFF.has(actor.role) && actor.role !== "bidder")],
  ];
  return (
    <form method="post" action={action}>
      <p>{words.signIn.lead}</p>
      <input type="hidden" name="next" value={next} />
      {groups.filter(([, group]) => group.length > 0).map(([title, group]) => (
        <fieldset class="field">
          <legend>{title}</legend>
          <div class="grid">
            {group.map((actor) => (
              <div class="choice"><input type="radio" name="actor" id={`a-${actor.id}`} value={actor.token} /><label for={`a-${actor.id}`}>{actor.name}（{actor.roleName}）<span class="hint">{actor.organisation ?? ""}</span></label></div>
            ))}
          </div>
        </fieldset>
      ))}
      <p><button class="btn">{words.signIn.go}</button></p>
    </form>
  );
};
