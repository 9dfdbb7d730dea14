import type { Child } from "hono/jsx";

/** A table that scrolls by itself where the screen is narrow; the keyboard can reach and scroll it. */
export const Table = ({ caption, head, label, children }: { caption?: Child; head: readonly (string | { readonly text: string; readonly number: true })[]; label: string; children?: Child }) => (
  <div class="scroll" role="region" aria-label={label} tabindex={0}>
    <table>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead><tr>{head.map((each) => typeof each === "string" ? <th scope="col">{each}</th> : <th scope="col" class="n">{each.text}</th>)}</tr></thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
