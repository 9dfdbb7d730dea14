import { yuan } from "../../kernel/money.js";
import type { Messages } from "../messages.js";
import type { HallBid } from "../pages/hall.js";
import { Clock, Tag, type Tone } from "./text.js";

const TONES: Record<HallBid["state"], Tone> = { waiting: "", opening: "go", opened: "ok", failed: "bad", withdrawn: "" };
const CONFIRMATIONS: Record<HallBid["confirmation"], Tone> = { none: "", confirmed: "ok", objected: "bad" };

/** The bidders in the order of lodging; prices appear for all at once. The state words of the replay stand in data-states. */
export const BidTable = ({ bids, words }: { bids: readonly HallBid[]; words: Messages }) => {
  const sung = bids.some((bid) => bid.sung !== null);
  const done = bids.filter((bid) => bid.state === "opened").length;
  return (
    <>
      <div class="scroll" role="region" aria-label={words.hall.list} tabindex={0}>
        <table id="bids" data-states={JSON.stringify(words.hall.states)}>
          <caption>{words.hall.list}　<span class="num">{words.hall.decrypted(done, bids.length)}</span></caption>
          <thead>
            <tr>
              <th scope="col" class="n">{words.common.order}</th><th scope="col">{words.common.bidder}</th><th scope="col">{words.common.state}</th><th scope="col">{words.hall.openedAt}</th>
              {sung && <SungHead words={words} />}
              <th scope="col">{words.hall.confirmRecord}</th>
            </tr>
          </thead>
          <tbody>{bids.map((bid) => <Row bid={bid} sung={sung} words={words} />)}</tbody>
        </table>
      </div>
      <div><progress max={bids.length} value={done} aria-label={words.hall.decrypted(done, bids.length)}></progress></div>
      {!sung && <p class="hint">{words.hall.together}</p>}
    </>
  );
};

const SungHead = ({ words }: { words: Messages }) => (
  <><th scope="col" class="n sung">{words.common.price}</th><th scope="col" class="n sung">{words.hall.days}</th><th scope="col" class="sung">{words.hall.quality}</th><th scope="col" class="sung">{words.hall.manager}</th></>
);

const Row = ({ bid, sung, words }: { bid: HallBid; sung: boolean; words: Messages }) => (
  <tr data-order={String(bid.order)}>
    <td class="n">{String(bid.order)}</td>
    <th scope="row" lang="zh-CN">{bid.bidder}<span class="hint">{bid.signedIn ? words.hall.yes : words.hall.no}</span></th>
    <td><Tag tone={TONES[bid.state]}>{words.hall.states[bid.state]}</Tag>{bid.cause !== null && <span class="hint">{bid.cause}</span>}</td>
    <td>{bid.openedAt === null ? "—" : <Clock at={bid.openedAt} />}</td>
    {sung && <SungCells bid={bid} />}
    <td><Tag tone={CONFIRMATIONS[bid.confirmation]}>{words.hall.confirmation[bid.confirmation]}</Tag></td>
  </tr>
);

const SungCells = ({ bid }: { bid: HallBid }) => (
  <>
    <td class="n sung">{bid.sung === null ? "—" : yuan(bid.sung.priceFen)}</td>
    <td class="n sung">{bid.sung?.days === null || bid.sung === null ? "—" : String(bid.sung.days)}</td>
    <td class="sung" lang="zh-CN">{bid.sung?.quality ?? "—"}</td>
    <td class="sung" lang="zh-CN">{bid.sung?.manager ?? "—"}</td>
  </>
);
