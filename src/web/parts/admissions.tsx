import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { watchWords } from "../messages/watch.js";
import { Table } from "./table.js";
import { Hash, ShortTime, Tag } from "./text.js";

/** Who may bid for a lot and what they answered; `index` is where the list is committed to. Null where everybody may bid. */
export type AdmissionsView = {
  readonly index: number | null;
  readonly firms: readonly { readonly name: string; readonly uscc: string; readonly basis: "invited" | "passed"; readonly declined: { readonly at: Instant; readonly reason: string } | null }[];
};

/** For the buyer and the supervisor alone until the bids are opened. */
export const Admissions = ({ view, page }: { view: AdmissionsView; page: PageContext }) => {
  const words = watchWords(page.language);
  if (view.firms.length === 0) return <p class="hint">{words.noneYet}</p>;
  return (
    <>
      <Table stack label={words.firms} head={[words.firm, words.basis, words.answer]}>
        {view.firms.map(({ name, uscc, basis, declined }) => (
          <tr>
            <th scope="row"><span lang="zh-CN">{name}</span><span class="hint"><Hash>{uscc}</Hash></span></th>
            <td data-column={words.basis}>{words.bases[basis]}</td>
            <td data-column={words.answer}>{declined === null ? words.silent : <><Tag tone="">{words.declined}</Tag> <ShortTime at={declined.at} />{declined.reason !== "" && <span class="hint" lang="zh-CN">{declined.reason}</span>}</>}</td>
          </tr>
        ))}
      </Table>
      {view.index !== null && <p class="hint">{words.committed(view.index)}</p>}
    </>
  );
};
