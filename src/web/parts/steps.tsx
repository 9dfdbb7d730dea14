import type { Step } from "../views.js";

/** A line of steps; on a narrow screen only the present step and its neighbours, unless `whole`. */
export const Steps = ({ steps, label, whole = false }: { steps: readonly Step[]; label: string; whole?: boolean }) => {
  const found = steps.findIndex((step) => step.state === "current");
  const current = found >= 0 ? found : steps.findLastIndex((step) => step.state === "done");
  return (
    <ol class={whole ? "steps" : "steps fold"} aria-label={label}>
      {steps.map((step, at) => <li class={classOf(step, Math.abs(at - current) <= 1)} {...(step.state === "current" ? { "aria-current": "step" as const } : {})}>{step.label}</li>)}
    </ol>
  );
};

const classOf = (step: Step, near: boolean): string => [step.state === "done" ? "done" : "", near ? "near" : ""].filter((each) => each !== "").join(" ");
