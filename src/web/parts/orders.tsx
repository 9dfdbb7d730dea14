import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { watchWords } from "../messages/watch.js";
import { Tag, Time } from "./text.js";

/** An order of the supervisor over a lot, as it is in the log. */
export type OrderView = { readonly serial: number; readonly kind: "suspend" | "resume"; readonly reason: string; readonly at: Instant; readonly index: number | null };

/** What the supervisor ordered of a lot, oldest first: everybody reads it with its reason. */
export const Orders = ({ orders, page, level }: { orders: readonly OrderView[]; page: PageContext; level: "h3" | "h4" }) => {
  if (orders.length === 0) return <></>;
  const words = watchWords(page.language);
  return (
    <section>
      {level === "h3" ? <h3>{words.orders}</h3> : <h4>{words.orders}</h4>}
      <ol class="plain">
        {orders.map(({ kind, reason, at, index }) => (
          <li>
            <Tag tone={kind === "suspend" ? "bad" : "ok"}>{words.kinds[kind]}</Tag> <Time at={at} language={page.language} />
            <span lang="zh-CN"> {reason}</span>{index !== null && <span class="hint">{words.inLog(index)}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
};
