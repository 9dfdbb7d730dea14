import type { Json } from "../kernel/canonical-json.js";
import { at } from "../kernel/time.js";
import type { Command, Happening } from "./happening.js";
import { inside } from "./terms.js";

type Keyed = Extract<Happening, { readonly key: string }>;
type Wishes = { readonly [Kind in Keyed["kind"]]: (happening: Extract<Keyed, { readonly kind: Kind }>) => Json };

const surely = (sure: boolean | undefined) => (sure === undefined ? {} : { sure });

/** What was asked, from what came of it. */
const WISHES: Wishes = {
  "admitted": ({ paddle, commitment, preemption }) => ({ kind: "admit", paddle, commitment, preemption }),
  "seated": ({ salt, seats }) => ({ kind: "seat", salt, seats }),
  "excluded": ({ paddle, reason }) => ({ kind: "exclude", paddle, reason }),
  "offered": ({ amount, sure }) => ({ kind: "offer", amount, ...surely(sure) }),
  "maximum-left": ({ amount, sure }) => ({ kind: "maximum", amount, ...surely(sure) }),
  "taken": ({ seen }) => ({ kind: "take", amount: seen }),
  "answered": ({ yes }) => ({ kind: "answer", yes }),
  "sealed": ({ c }) => ({ kind: "seal", c }),
  "shown": ({ amount, salt }) => ({ kind: "reveal", amount, salt }),
  "pledged": ({ quantity }) => ({ kind: "pledge", quantity }),
  "quoted": ({ amount, values }) => ({ kind: "quote", amount, values }),
  "called": () => ({ kind: "call" }),
  "contributed": ({ name, r }) => ({ kind: "contribute", name, r }),
  "coded": ({ code }) => ({ kind: "draw", code }),
  "step-changed": ({ step }) => ({ kind: "change-step", step }),
  "reserve-fixed": ({ commitment }) => ({ kind: "fix-reserve", commitment }),
  "frozen": ({ cause, reason }) => ({ kind: "freeze", cause, reason }),
  "thawed": ({ cause, asked: { resumesAt, leftMs } }) => ({ kind: "thaw", cause, resumesAt, leftMs }),
  "sampled": ({ driftMs, lagMs }) => ({ kind: "sample", driftMs, lagMs }),
  "refused": ({ asked }) => asked,
};

const isKeyed = (happening: Happening): happening is Keyed => "key" in happening;

/** The wish that a happening answers, as its bidder signed it; null where the clock or an earlier happening brought it. */
export const wishOf = (happening: Happening): Json => (isKeyed(happening) ? (WISHES[happening.kind] as (happening: Keyed) => Json)(happening) : null);

/** The command that made a happening: deciding it again at the same place must give the same. */
export function commandOf(happening: Happening): Command {
  if (!isKeyed(happening)) return { kind: "tick", at: at(happening.at) };
  const stage = "stage" in happening ? happening.stage : null;
  return { at: at(happening.at), by: happening.by, key: happening.key, stage, ...(inside(wishOf(happening)) as object) } as Command;
}
