import { sha256 } from "@noble/hashes/sha2.js";
import { bidderOf, type Contest } from "../../auctions/contest-state.js";
import { paddleBytes } from "../../auctions/request.js";
import { hex } from "../../kernel/bytes.js";
import { place, words } from "./auction-draw.js";
import { element } from "./dom.js";

const said = ({ dataset }: HTMLElement, name: string): string => dataset[name] ?? "";

/** Whether the name of a row is the one that its number was admitted by. */
function holds(row: HTMLElement, contest: Contest): boolean {
  const paddle = said(row, "named");
  const bytes = paddleBytes({ exchange: place["exchange"] ?? "", auction: place["auction"] ?? "", paddle, firm: said(row, "firm"), name: said(row, "name"), salt: said(row, "salt") });
  return bidderOf(contest, paddle)?.commitment === hex(sha256(bytes));
}

/** Holds every name that the page shows to the commitment its number was admitted by; where the contest ended under the reader's eyes, says that names are out. */
export function checkNames(contest: Contest): void {
  if (contest.ended === null) return;
  document.getElementById("named")?.removeAttribute("hidden");
  for (const row of document.querySelectorAll<HTMLElement>("[data-named]")) {
    const [cell, isRight] = [row.querySelector("[data-check]"), holds(row, contest)];
    cell?.replaceChildren(element("span", isRight ? words.nameHolds : words.nameDiffers, `tag ${isRight ? "go" : "bad"}`));
  }
}
