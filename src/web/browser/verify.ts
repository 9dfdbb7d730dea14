import { hex } from "../../kernel/bytes.js";
import { byId, element } from "./dom.js";
import { provedInLog } from "./log-proof.js";

type Found = { what: string; title: string; href: string | null; version: number | null; superseded: boolean; logIndex: number | null };

const result = byId("result");
const word = (name: string): string => result.dataset[name] ?? "";

function say(className: string, heading: string, ...rest: Node[]): void {
  const box = element("div", "", `note ${className}`);
  box.append(element("h2", heading), ...rest);
  result.replaceChildren(box);
  result.focus();
}

function link(found: Found): Node[] {
  if (found.href === null) return [];
  const anchor = element("a", word("open")) as HTMLAnchorElement;
  anchor.href = found.href;
  const line = element("p", "");
  line.append(anchor);
  return [line];
}

/** Hashes the file here, asks what the exchange knows under that hash, then looks into the log itself. */
async function check(file: File): Promise<void> {
  say("", word("working"));
  const sha256 = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
  const digest = element("p", "");
  digest.append(element("code", sha256, "id"));
  const answer = await fetch(`/api/v1/verify/${sha256}?lang=${document.documentElement.lang === "en" ? "en" : "zh"}`, { headers: { accept: "application/json" } });
  const found = answer.ok ? ((await answer.json()) as { found: Found | null }).found : null;
  if (found === null) {
    say("bad", word("unknown"), element("p", word("unknownHint")), digest);
    return;
  }
  const logged = found.logIndex === null ? [] : [await logLine(found.logIndex, sha256)];
  say(found.superseded ? "go" : "ok", word(found.superseded ? "superseded" : "genuine"), element("p", found.title), ...logged, digest, ...link(found));
}

async function logLine(index: number, sha256: string): Promise<HTMLElement> {
  const covered = await provedInLog(index, sha256);
  const said = covered === null ? word("logBad") : `${word("logOk")} ${word("witnesses")}${covered.witnesses.join("、")}`;
  return element("p", `${word("log")} ${String(index)}：${said}`, covered === null ? "err" : "");
}

const drop = byId("drop");
const input = byId<HTMLInputElement>("file");
const take = (files: FileList | null | undefined): void => {
  const file = files?.[0];
  if (file !== undefined) void check(file);
};
drop.hidden = false;
input.addEventListener("change", () => { take(input.files); });
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => { drop.classList.remove("over"); });
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take(event.dataTransfer?.files);
});
