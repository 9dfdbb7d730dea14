import type { AuctionWords } from "../messages/auction.js";
import { Table } from "./table.js";

/** The firm behind a number, with what opens the commitment its admission was told by. */
export type NamedPaddle = { readonly paddle: string; readonly firm: string; readonly name: string; readonly salt: string };

/** Who stood behind each number, once the contest is over; its island holds each to its commitment. Before that a place for the news that they are out. */
export const Names = ({ names, words, href }: { readonly names: readonly NamedPaddle[] | null; readonly words: AuctionWords; readonly href: string }) =>
  names === null ? <p class="note" id="named" hidden>{words.namesOut} <a href={href}>{words.namesSee}</a></p> : (
    <section id="names">
      <h2>{words.names}</h2>
      <p class="hint">{words.namesLead}</p>
      {names.length === 0 ? <p>{words.namesNone}</p> : (
        <Table label={words.names} head={[words.paddleHead, words.nameHead, words.firmHead, words.checkHead]} stack>
          {names.map(({ paddle, firm, name, salt }) => (
            <tr data-named={paddle} data-firm={firm} data-name={name} data-salt={salt}>
              <td data-column={words.paddleHead} class="num">{paddle}</td><td data-column={words.nameHead} lang="zh-CN">{name}</td><td data-column={words.firmHead} class="num">{firm}</td><td data-column={words.checkHead} data-check="">{words.notChecked}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
