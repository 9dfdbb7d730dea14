import type { Child } from "hono/jsx";

/** A table that scrolls by itself where the screen is narrow, and the keyboard can reach and scroll it; `stack`: there its rows become cards, whose cells say their column in `data-column`. */
export const Table = ({ caption, head, label, stack = false, children }: { caption?: Child; head: readonly (string | { readonly text: string; readonly number: true })[]; label: string; stack?: boolean; children?: Child }) => (
  <div class={stack ? "scroll stack" : "scroll"} role="region" aria-label={label} tabindex={0}>
    <table>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead><tr>{head.map((each) => typeof each === "string" ? <th scope="col">{each}</th> : <th scope="col" class="n">{each.text}</th>)}</tr></thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
