import type { Role } from "../identity/actor.js";
import type { Instant } from "../kernel/time.js";
import { CONTRIBUTORS, isContributor, mayDrawNow, replacesAt, type DrawState } from "./draw.js";
import { namesMayOpen, stepsDone } from "./shown.js";

/** What a party of a draw does in its own browser, by files and secrets that stay there. */
export const DUTIES = ["secret", "plan", "pool", "fix", "commit", "reveal", "code", "next", "seated", "replace", "open"] as const;
export type Duty = (typeof DUTIES)[number];

/** The name by which an office puts in its random number; null where it puts in none of this draw. */
export function contributorOf({ request }: Pick<DrawState, "request">, role: Role): string | null {
  return request.contributors.find((name) => isContributor(name) && CONTRIBUTORS[name] === role) ?? null;
}

type Now = { readonly draw: DrawState; readonly done: ReturnType<typeof stepsDone>; /** Of the lot. */ readonly stage: string; readonly now: Instant };

/** When the pool keeper's duties are due. */
const KEEPS: Partial<Readonly<Record<Duty, (at: Now) => boolean>>> = {
  secret: ({ draw }) => draw.secretSha256 === null, pool: ({ done }) => done.has("planned") && !done.has("fixed"), seated: ({ done }) => done.has("drawn"),
  replace: ({ draw, done, stage }) => done.has("drawn") && draw.asked === null && replacesAt(stage), open: ({ done, stage }) => done.has("drawn") && !done.has("opened") && namesMayOpen(stage),
};

/** When the supervisor's are. */
const WATCHES: Partial<Readonly<Record<Duty, (at: Now) => boolean>>> = {
  plan: ({ draw, done }) => draw.secretSha256 !== null && !done.has("planned"), fix: ({ draw, done }) => draw.pool !== null && !done.has("fixed"), code: ({ draw, done, now }) => !done.has("drawn") && mayDrawNow(draw, now), next: ({ draw }) => draw.asked !== null,
};

/** When a contributor's are. */
const gives = (name: string): typeof KEEPS => ({
  commit: ({ draw, done }) => done.has("fixed") && !done.has("drawn") && draw.commits[name] === undefined, reveal: ({ draw, done }) => done.has("committed") && !done.has("drawn") && draw.reveals[name] === undefined,
});

/** What this office can do now, in the order of the draw. @param stage of the lot */
export function dutiesOf(draw: DrawState, role: Role, stage: string, now: Instant): Duty[] {
  const name = contributorOf(draw, role);
  const own = { ...(role === "pool-keeper" ? KEEPS : role === "supervisor" ? WATCHES : {}), ...(name === null ? {} : gives(name)) };
  const at: Now = { draw, done: stepsDone(draw), stage, now };
  return DUTIES.filter((duty) => own[duty]?.(at) === true);
}
