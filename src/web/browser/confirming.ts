import { stepUpHeader, STEP_UP_HEADER } from "../../identity/step-up.js";
import { postJson, reasonOf } from "./asking.js";
import { byId, element } from "./dom.js";
import { certificateProof, passkeyProof } from "./proving.js";

type ToSign = { readonly text: string; readonly request: PublicKeyCredentialRequestOptionsJSON | null; readonly rehearsal: string | null };
type Proving = (form: HTMLFormElement) => Promise<string>;

/** Sends a request; where the exchange wants it signed, asks the person in the page and sends it again with his signature. */
export async function confirmed(send: (headers: Readonly<Record<string, string>>) => Promise<Response>): Promise<Response> {
  const answer = await send({});
  const wanted = answer.status === 401 ? await toSignIn(answer) : null;
  return wanted === null ? answer : send({ [STEP_UP_HEADER]: await proofFor(wanted) });
}

async function toSignIn(answer: Response): Promise<ToSign | null> {
  const { code, stepUp } = (await answer.clone().json().catch(() => ({}))) as { code?: string; stepUp?: ToSign };
  return code === "step-up-needed" ? (stepUp ?? null) : null;
}

/** Shows the box in which the act is confirmed, and waits until it is: each way to sign is a form of it that the page brought along. */
function proofFor({ text, request, rehearsal }: ToSign): Promise<string> {
  const box = byId("confirm-here");
  const ways: Readonly<Record<string, Proving | null>> = {
    passkey: request === null ? null : () => passkeyProof(text, request),
    certificate: (form) => certificateProof(text, form),
    rehearsal: rehearsal === null ? null : () => rehearsedProof(text, rehearsal),
  };
  return new Promise((proven) => {
    for (const form of box.querySelectorAll<HTMLFormElement>("form[data-way]")) {
      const way = ways[form.dataset["way"] ?? ""] ?? null;
      form.hidden = way === null;
      form.onsubmit = (event) => {
        event.preventDefault();
        void way?.(form).then((proof) => {
          box.hidden = true;
          proven(proof);
        }, (error: unknown) => { byId("confirm-faults").replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad")); });
      };
    }
    byId("confirm-faults").replaceChildren();
    box.hidden = false;
    box.focus();
  });
}

async function rehearsedProof(text: string, where: string): Promise<string> {
  const answer = await postJson(where, { text });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  const { signature } = (await answer.json()) as { signature: string };
  return stepUpHeader({ text, certificate: signature });
}
