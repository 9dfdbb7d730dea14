import type { Child } from "hono/jsx";
import { yuan } from "../../kernel/money.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import type { Messages } from "../messages.js";
import type { HallBid, HallView } from "../pages/hall.js";
import { Clock, Tag, type Tone } from "./text.js";

const TONES: Record<HallBid["state"], Tone> = { waiting: "", opened: "ok", failed: "bad", unopened: "" };
const CONFIRMATIONS: Record<HallBid["confirmation"], Tone> = { none: "", confirmed: "ok", objected: "bad", deemed: "" };

/** What is so since `at`, and what was so before it, which only a replay shows. Null: it never came, and `before` stands. */
export const Since = ({ at, before, children }: { at: Instant | null; before: Child; children?: Child }) => at === null ? <>{before}</> : (
  <><span data-since={rfc3339(at)}>{children}</span><span data-until={rfc3339(at)} hidden>{before}</span></>
);

type Table = { readonly bids: readonly HallBid[]; readonly prices: HallView["prices"]; readonly words: Messages };
type Sung = Pick<NonNullable<HallView["prices"]>, "price" | "asked"> & { readonly at: Instant };
type Cells = Pick<Sung, "asked"> & { readonly bid: HallBid; readonly words: Messages };

/** The bidders in the order of lodging; prices appear for all at once, and a bid without one says why. `data-since` and `data-until` tell a replay when. */
export const BidTable = ({ bids, prices, words }: Table) => {
  const { sungAt, price, asked } = prices ?? { sungAt: null, price: "", asked: [] };
  const done = bids.filter((bid) => bid.state === "opened").length;
  return (
    <>
      <div class="scroll" role="region" aria-label={words.hall.list} tabindex={0}>
        <table id="bids">
          <caption>{words.hall.list} <span class="num" data-final>{words.hall.decrypted(done, bids.length)}</span></caption>
          <thead>
            <tr>
              <th scope="col" class="n">{words.common.order}</th><th scope="col">{words.common.bidder}</th><th scope="col">{words.common.state}</th><th scope="col">{words.hall.openedAt}</th>
              {sungAt !== null && <SungHead at={sungAt} price={price} asked={asked} />}
              <th scope="col">{words.hall.confirmRecord}</th>
            </tr>
          </thead>
          <tbody>{bids.map((bid) => <Row bid={bid} sungAt={sungAt} asked={asked} words={words} />)}</tbody>
        </table>
      </div>
      <div data-final><progress max={bids.length} value={done} aria-label={words.hall.decrypted(done, bids.length)}></progress></div>
      {prices?.sungAt === null && <p class="hint">{words.hall.together}</p>}
    </>
  );
};

const SungHead = ({ at, price, asked }: Sung) => (
  <><th scope="col" class="n" data-since={rfc3339(at)}>{price}</th>{asked.map(({ name, isNumber }) => <th scope="col" class={isNumber ? "n" : undefined} data-since={rfc3339(at)}>{name}</th>)}</>
);

const Row = ({ bid, sungAt, asked, words }: Cells & { sungAt: Instant | null }) => (
  <tr>
    <td class="n">{String(bid.order)}</td>
    <th scope="row" lang="zh-CN">{bid.bidder}<span class="hint"><Since at={bid.signedInAt} before={words.hall.no}>{words.hall.yes}</Since></span></th>
    <td><Since at={bid.decidedAt} before={<Tag tone="">{words.hall.states[bid.state === "unopened" ? "unopened" : "waiting"]}</Tag>}><Tag tone={TONES[bid.state]}>{words.hall.states[bid.state]}</Tag>{bid.precheck !== null && sungAt !== null && <span class="hint" data-since={rfc3339(sungAt)}>{words.hall.prechecks[bid.precheck]}</span>}{bid.cause !== null && sungAt === null && <span class="hint cause" lang="zh-CN">{bid.cause}</span>}</Since></td>
    <td><Since at={bid.openedAt} before="—">{bid.openedAt !== null && <Clock at={bid.openedAt} />}</Since></td>
    {sungAt !== null && <SungCells bid={bid} at={sungAt} asked={asked} words={words} />}
    <td><Since at={bid.confirmedAt} before={<Tag tone="">{words.hall.confirmation.none}</Tag>}><Tag tone={CONFIRMATIONS[bid.confirmation]}>{words.hall.confirmation[bid.confirmation]}</Tag></Since></td>
  </tr>
);

/** A price and what is read out beside it, or over their whole width why there is none. */
const SungCells = ({ bid: { sung, cause }, at, asked, words }: Cells & { at: Instant }) => {
  const since = rfc3339(at);
  if (sung === null) return <td class="sung" colspan={asked.length + 1} data-since={since}>{words.hall.notSung}<span lang="zh-CN">{cause ?? ""}</span></td>;
  return (
    <>
      <td class="n sung" data-since={since}>{yuan(sung.priceFen)}</td>
      {asked.map(({ isNumber }, index) => <td class={isNumber ? "n sung" : "sung"} lang="zh-CN" data-since={since}>{sung.answers[index] ?? "—"}</td>)}
    </>
  );
};
