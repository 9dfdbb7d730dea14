import type { Finding } from "../../../bidding/asked.js";
import { clearFindings, showFindings } from "./fields.js";
import { make, say, type Words } from "./say.js";

/** One screen of the page. `leave` says what is wrong before one goes on; `enter` draws anew what earlier screens decide. */
export type Step = {
  readonly name: Words;
  readonly section: HTMLElement;
  readonly enter?: () => void | Promise<void>;
  readonly leave: () => Promise<readonly Finding[]> | readonly Finding[];
  /** The last screens have buttons of their own. */
  readonly next?: Words | null;
};

/** A way through screens that a person walks forward and back. */
export type Walk = { readonly start: (steps: readonly Step[], from?: number) => Promise<void>; readonly to: (name: Words) => Promise<void> };

/** @param line where the steps are listed @param stage where the present one stands @param whole all steps, which may depend on what was answered */
export function walk(line: HTMLElement, stage: HTMLElement, whole: () => readonly Step[]): Walk {
  let steps: readonly Step[] = [];
  let current = 0;
  const draw = async (): Promise<void> => {
    const step = steps[current];
    if (step === undefined) return;
    clearFindings();
    line.replaceChildren(...steps.map((each, at) => lineItem(each, at, current)));
    line.hidden = steps.length < 2;
    await step.enter?.();
    const heading = say(step.name, "h2");
    heading.tabIndex = -1;
    stage.replaceChildren(heading, step.section, buttons(step));
    heading.focus();
  };
  const goOn = async (): Promise<void> => {
    const step = steps[current];
    if (step === undefined) return;
    clearFindings(); // what was wrong before is no answer while this attempt is at work
    const findings = await step.leave();
    const grave = findings.filter((finding) => finding.grave);
    showFindings(grave);
    if (grave.length > 0) return;
    steps = whole();
    current = Math.min(current + 1, steps.length - 1);
    await draw();
  };
  const goBack = async (): Promise<void> => {
    current = Math.max(0, current - 1);
    await draw();
  };
  const buttons = (step: Step): HTMLElement => {
    const back = say(["上一步", "Back"], "button", "btn alt") as HTMLButtonElement;
    const on = say(step.next ?? ["下一步", "Continue"], "button", "btn") as HTMLButtonElement;
    for (const [button, act] of [[back, goBack], [on, goOn]] as const) {
      button.type = "button";
      button.addEventListener("click", () => { void oneAtATime(button, act); });
    }
    back.hidden = current === 0;
    on.hidden = step.next === null;
    return make("p", "row", back, on);
  };
  return {
    start: async (begun, from = 0) => {
      [steps, current] = [begun, from];
      await draw();
    },
    to: async (name) => {
      const at = steps.findIndex((step) => step.name[0] === name[0]);
      if (at === -1) return;
      current = at;
      await draw();
    },
  };
}

/** A second press while the first is still at work does nothing; the button stays where it is for who cannot see it grey. */
export async function oneAtATime(button: HTMLElement, act: () => Promise<void>): Promise<void> {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    await act();
  } finally {
    button.ariaBusy = null;
  }
}

function lineItem(step: Step, at: number, current: number): HTMLElement {
  const item = say(step.name, "li", [at < current ? "done" : "", Math.abs(at - current) <= 1 ? "near" : ""].filter((each) => each !== "").join(" "));
  if (at === current) item.setAttribute("aria-current", "step");
  return item;
}
