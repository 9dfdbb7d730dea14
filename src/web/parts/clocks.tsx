import { CLOCK_NAMES, type Clock } from "../../complaints/clocks.js";
import { LIGHTS } from "../../treasury/due.js";
import type { Language } from "../context.js";
import { complaintWords } from "../messages/complaints.js";
import { Table } from "./table.js";
import { ShortTime, Tag, type Tone } from "./text.js";

const TONES: Readonly<Record<Clock["light"], Tone>> = { green: "ok", yellow: "go", red: "bad" };

/** The light of a period, in words; what was met says so. */
export const ClockLight = ({ clock, language }: { readonly clock: Clock; readonly language: Language }) => <Tag tone={TONES[clock.light]}>{LIGHTS[clock.light][language]}</Tag>;

/** The periods of a complaint with their rules. @param articles of each rule in the reader's language */
export const Clocks = ({ clocks, articles, language }: { readonly clocks: readonly Clock[]; readonly articles: Readonly<Record<string, string>>; readonly language: Language }) => {
  const words = complaintWords(language);
  return (
    <Table label={words.clocks} head={[words.what, words.from, words.until, words.light, words.rule]} stack>
      {clocks.map((clock) => (
        <tr><th scope="row">{CLOCK_NAMES[clock.name][language]}</th><td data-column={words.from}><span class="num">{clock.period.from}</span></td><td data-column={words.until}><span class="num">{clock.period.rolledDate}</span></td>
          <td data-column={words.light}><ClockLight clock={clock} language={language} />{clock.metAt !== null && <span class="hint">{words.met} <ShortTime at={clock.metAt} /></span>}</td><td data-column={words.rule}>{articles[clock.rule]}<span class="hint id">{clock.rule}</span></td></tr>
      ))}
    </Table>
  );
};
