import type { PageContext } from "../context.js";
import { messagesOf } from "../messages.js";
import { venueWords } from "../messages/venues.js";
import { pathsOf } from "../paths.js";
import type { OpeningLine } from "../views.js";
import { ListedHow } from "./how-counted.js";
import { Tag, Time, type Tone } from "./text.js";

const TONES: Record<OpeningLine["state"], Tone> = { planned: "", running: "go", ended: "" };

/** Openings as a list, each leading to its hall. */
export const OpeningList = ({ openings, page, empty, places }: { openings: readonly OpeningLine[]; page: PageContext; empty: string; /** Where each is held, by its hall. */ places?: ReadonlyMap<string, string> }) => {
  const words = messagesOf(page.language).hall;
  if (openings.length === 0) return <p class="hint">{empty}</p>;
  return (
    <ul class="list">
      {openings.map((opening) => (
        <li>
          <a href={pathsOf(page).hall(opening.hall)} lang="zh-CN">{opening.title}（{opening.lot}）</a>
          <span class="end"><Tag tone={TONES[opening.state]}>{words[opening.state]}</Tag></span>
          {places?.has(opening.hall) === true && <span class="more">{venueWords(page.language).hall}{messagesOf(page.language).common.colon}<span lang="zh-CN">{places.get(opening.hall)}</span></span>}
          <span class="more"><Time at={opening.opensAt} language={page.language} /> <ListedHow asked={opening.asked} of={opening.title + messagesOf(page.language).common.inBrackets(opening.lot)} language={page.language} /></span>
        </li>
      ))}
    </ul>
  );
};
