import { z } from "zod";
import type { AcceptedCheckpoint, Policy } from "../../journal/policy.js";
import type { Result } from "../../kernel/result.js";
import { MINUTE_MS, rfc3339, type Instant } from "../../kernel/time.js";
import { judgeOpening, judgeReport, OPENING_VIEW } from "../../monitor/judge.js";
import type { MonitorState } from "../../monitor/state.js";
import { found, noted, type Found } from "../../monitor/words.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { checkServed } from "../assets.js";
import { answered, fetchBytes, getJson, type Client } from "../client.js";
import { checkedBundle } from "./bundle.js";
import { isPartOf, type Looked } from "./witnesses.js";

/** What has been looked at before is looked at again in turn, this many of a kind each time. */
const AGAIN_MAX = 50;
/** A notice stands in the log this long after it was published, at the latest. */
const LOGGED_MS_MAX = 2 * MINUTE_MS;
const LISTED = z.object({ notices: z.array(z.object({ id: z.string(), publishedAt: z.iso.datetime({ offset: true }) })) });

/** Those whose turn it is: all `due`, and of the rest the next in order. */
function turn<Value>(all: readonly Value[], looks: number, due: (value: Value) => boolean): Value[] {
  const rest = all.filter((each) => !due(each));
  const from = rest.length <= AGAIN_MAX ? 0 : ((looks * AGAIN_MAX) % rest.length);
  return [...all.filter(due), ...rest.slice(from, from + AGAIN_MAX)];
}

/** Every closed part as everybody may see it: those whose opening has not been judged yet, and the others in turn. */
export async function lookAtOpenings(client: Client, { state, policy }: { readonly state: MonitorState; readonly policy: Policy }): Promise<Looked> {
  const looked: Looked = { faults: [], notes: [] };
  const closed = Object.entries(state.parts).filter(([, { close }]) => close !== null);
  for (const [place, part] of turn(closed, state.looks, ([, { settled }]) => !settled)) {
    const [tender = "", lot = "", name = ""] = place.split("/").map(encodeURIComponent);
    const view = await getJson(client, `/api/v1/tenders/${tender}/lots/${lot}/parts/${name}/opening`, OPENING_VIEW);
    if (!view.ok && view.refusal.code === "not-found") { looked.faults.push(found("opening-list-differs", { place, why: "not-found" })); continue; }
    const { faults, settled } = judgeOpening(place, part, answered(view), policy);
    looked.faults.push(...faults);
    part.settled = settled;
  }
  return looked;
}

/** Every notice that is shown to everybody, byte for byte what the log says (T44, T58, T60): new ones, and the others in turn; and none that is listed and not logged. */
export async function lookAtNotices(client: Client, { state, now }: { readonly state: MonitorState; readonly now: Instant }): Promise<Looked> {
  const looked: Looked = { faults: [], notes: [] };
  for (const [id, notice] of turn(Object.entries(state.notices), state.looks, ([, { shown }]) => shown === null)) {
    const folder = `/notices/${encodeURIComponent(id)}/v/${String(notice.version)}`;
    let isShown = true;
    for (const [file, logged] of [["notice.json", notice.json], ["notice.pdf", notice.pdf]] as const) {
      const fault = judgeFile(await fetchBytes(client, `${folder}/${file}`), { id, version: notice.version, file, logged, shown: notice.shown === true });
      isShown = fault !== "hidden";
      if (!isShown) break;
      if (fault !== null && fault !== "hidden") looked.faults.push(fault);
    }
    notice.shown = notice.shown === true || isShown;
  }
  looked.faults.push(...await lookAtList(client, state, now));
  return looked;
}

type OfFile = { readonly id: string; readonly version: number; readonly file: string; readonly logged: string; readonly shown: boolean };

/** Papers for single firms are in the log too, and nobody else is shown them: hidden is no fault, hidden again after it was shown is. */
function judgeFile(bytes: Result<Uint8Array>, { shown, logged, ...named }: OfFile): Found | "hidden" | null {
  if (bytes.ok) {
    const served = sha256Hex(bytes.value);
    return served === logged ? null : found("notice-differs", { ...named, served, logged });
  }
  if (bytes.refusal.code !== "not-found") answered(bytes);
  return shown || named.file === "notice.pdf" ? found("notice-gone", named) : "hidden";
}

async function lookAtList(client: Client, state: MonitorState, now: Instant): Promise<Found[]> {
  const { notices } = answered(await getJson(client, "/api/v1/notices?limit=50", LISTED));
  return notices.filter(({ id, publishedAt }) => !Object.hasOwn(state.notices, id) && now - Date.parse(publishedAt) > LOGGED_MS_MAX)
    .map(({ id, publishedAt }) => found("notice-unlogged", { id, at: rfc3339(Date.parse(publishedAt) as Instant) }));
}

/** Every script, style and page file, the offline page among them, byte for byte what the log says (T44, T45). */
export async function lookAtServed(client: Client, { assets }: MonitorState): Promise<Looked> {
  const checked = await checkServed(client, new Map(Object.entries(assets)));
  if (checked.ok) return { faults: [], notes: [] };
  if (checked.refusal.code !== "asset-differs") answered(checked);
  const { count = 0, paths = "" } = checked.refusal.facts as Readonly<Record<string, string | number>>;
  return { faults: [found("asset-differs", { count, paths })], notes: [] };
}

type Bundles = { readonly state: MonitorState; readonly accepted: AcceptedCheckpoint; readonly ca: string | undefined };

/** The public bundle of everything that was archived since, through all of `daylight verify`, under this monitor's own policy; its log must be this log. */
export async function lookAtBundles(client: Client, { state, accepted, ca }: Bundles): Promise<Looked> {
  const looked: Looked = { faults: [], notes: [] };
  for (const each of state.bundles) {
    const checked = await checkedBundle(client, each, { policy: state.policy, ca });
    if (!checked.ok) { looked.notes.push(noted("bundle-away", { of: each.id, why: checked.refusal.code })); continue; }
    const { report, checkpoint } = checked.value;
    // What an archived bundle says does not change any more: it is a fault for good.
    state.faults.push(...judgeReport(each.id, report));
    if (checkpoint !== null && checkpoint.size <= accepted.size && !(await isPartOf(client, checkpoint, accepted))) state.faults.push(found("split-view", { who: each.id, size: checkpoint.size }));
    state.bundles = state.bundles.filter((other) => other !== each);
  }
  return looked;
}
