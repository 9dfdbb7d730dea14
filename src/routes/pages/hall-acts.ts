import type { LodgementRow } from "../../bidding/queries.js";
import type { Role } from "../../identity/actor.js";
import { GROUND_WORDS } from "../../signing/dispute-file.js";
import { base64, hex, utf8 } from "../../kernel/bytes.js";
import { refuse } from "../../kernel/result.js";
import { rfc3339, timeInChinese } from "../../kernel/time.js";
import { titleOfPart } from "../../tenders/entry.js";
import { isOwnTender } from "../../tenders/owner.js";
import type { PartRow } from "../../tenders/queries.js";
import type { HallView } from "../../web/pages/hall.js";
import type { ActionView, Field } from "../../web/views.js";
import { paths } from "../../web/paths.js";
import { ACTS } from "./act-table.js";
import { button, type Drawing } from "./buttons.js";
import type { HallReading } from "./views/hall.js";
import { instantOf } from "./views/lists.js";

type Acts = Pick<HallView, "next" | "tasks" | "actions" | "script" | "keyHref"> & { readonly reserveHref?: string | null };
const NOTHING: Acts = { next: null, tasks: [], actions: [], script: null, keyHref: null };

/** What this reader does in the hall now: for the host exactly one next step. @param own what a bidder lodged last for this part */
export function hallActs(reading: HallReading, drawing: Drawing, own: LodgementRow | null): Acts {
  return BY_ROLE[drawing.actor.role]?.(reading, drawing, own) ?? NOTHING;
}

/** Everybody else only watches. */
const BY_ROLE: Readonly<Partial<Record<Role, (reading: HallReading, drawing: Drawing, own: LodgementRow | null) => Acts>>> = {
  "bidder": bidderActs, "exchange-staff": hostActs,
  "supervisor": (reading, drawing) => ({ ...NOTHING, actions: [...disputeActs(reading, drawing), ...additionActs(reading, drawing), ...handActs(reading, drawing), ...causeActs(reading, drawing), ...lossActs(reading, drawing)] }),
  "tenderer": (reading, drawing) => {
    const [next = null, ...actions] = answerActs(reading, drawing);
    const isOwn = isOwnTender(reading.tender, drawing.actor);
    return { ...NOTHING, next, actions, reserveHref: reading.reserve.isOwed && isOwn ? paths.deskReserve(reading.tender.id, reading.part.lot) : null };
  },
  "opener": (reading, drawing) => ({ ...NOTHING, script: openerScript(reading, drawing) }),
};

const placeOf = ({ tender, part }: HallReading) => ({ tender: tender.id, lot: part.lot, part: part.part });
const filled = (name: string, { language }: Drawing, values: Readonly<Record<string, string>>): Field[] =>
  (ACTS[name]?.fields?.(language) ?? []).map((field) => (values[field.name] === undefined ? field : { ...field, value: values[field.name] ?? "" }));

/** How a bidder who misses its bid on the list says so: with the receipt it holds. */
const disputeHint = ({ part }: HallReading, { language }: Drawing): string | null => {
  if (part.state !== "closed" || part.close_outbox === null || part.disputed) return null;
  const command = "npx daylight dispute <envelopes>";
  return language === "zh" ? `名单与您的回执不符的，请在异议时间内提出：用本页按钮，或者用您自己保存的回执，命令：${command}` : `If the list does not bear out your receipt, show it while the objection window runs: by the button here, or with the receipt you keep: ${command}`;
};

const TASKS = { zh: ["签到", "解密完成", "确认开标记录"], en: ["sign in", "decrypted", "confirm the record"] } as const;

function bidderActs(reading: HallReading, drawing: Drawing, own: LodgementRow | null): Acts {
  const { part, live, acts, openings } = reading;
  const uscc = drawing.actor.organisation?.uscc;
  const mine = live?.find(({ row }) => row.bidder === uscc);
  const disputing = raiseActs(reading, drawing, own);
  if (mine === undefined) return { ...NOTHING, script: disputeHint(reading, drawing), actions: disputing };
  const doneAt = (wanted: string): Date | null => acts.find(({ bidder, kind }) => bidder === uscc && kind === wanted)?.at ?? null;
  const end = openings.find(({ statement_sha256 }) => statement_sha256 === mine.row.statement_sha256);
  const done = [doneAt("sign-in"), end?.opened_at ?? null, doneAt("confirm")];
  const place = placeOf(reading);
  const isOpen = part.state === "opened" && part.finished_at === null;
  return {
    next: nextOfBidder(reading, drawing, done), script: null, tasks: tasksOf(done, drawing),
    actions: isOpen ? [button(drawing, "hall-object", place)] : disputing, keyHref: end === undefined && takesKeys(part) ? paths.myBidKey(place.tender, place.lot, place.part) : null,
  };
}

/** Whether a bidder's own key may open: the documents allow it, and the window runs. */
const takesKeys = ({ state, open_mode }: PartRow): boolean => state === "releasing" && open_mode !== "threshold";

/** A bidder's three times of the day: signed in, opened, confirmed. */
type Done = readonly (Date | null)[];

function nextOfBidder(reading: HallReading, drawing: Drawing, [signedIn, , confirmed]: Done): ActionView | null {
  const { part } = reading;
  if (part.finished_at !== null) return null;
  if (signedIn === null) return button(drawing, "hall-sign-in", placeOf(reading));
  return part.state === "opened" && confirmed === null ? button(drawing, "hall-confirm", placeOf(reading)) : null;
}

const tasksOf = (done: Done, { language }: Drawing): Acts["tasks"] => TASKS[language].map((label, at) => {
  const when = done[at] ?? null;
  return when !== null ? { label, state: "done", at: instantOf(when) } : { label, state: at === done.indexOf(null) ? "current" : "ahead", at: null };
});

/** The host's one next step: answer what waits for an answer, else wait with the reason, else finish. */
function hostActs(reading: HallReading, drawing: Drawing): Acts {
  const { part } = reading;
  if (part.state === "open") return { ...NOTHING, script: script(reading), actions: handActs(reading, drawing) };
  if (part.finished_at !== null || part.state === "not-opened" || part.state === "draft") return NOTHING;
  const [answer, ...more] = answerActs(reading, drawing);
  const refusal = part.state === "opened" ? (reading.reserve.isOwed ? refuse("reserve-waits").refusal : null) : refuse("part-not-opened", { part: titleOfPart(reading.tender.form, part.lot, part.part) }).refusal;
  const next = answer ?? button(drawing, "hall-record", placeOf(reading), { refusal });
  return { ...NOTHING, next, script: script(reading), actions: [...more, ...additionActs(reading, drawing), ...handActs(reading, drawing), ...causeActs(reading, drawing)] };
}

/** A bidder shows what the exchange received of it and the receipt it gave, where the list does not bear that out. */
function raiseActs(reading: HallReading, drawing: Drawing, own: LodgementRow | null): ActionView[] {
  const { part, disputes } = reading;
  if (own === null || part.disputed || disputes.some(({ statement_sha256 }) => statement_sha256 === own.statement_sha256)) return [];
  return [button(drawing, "dispute-raise", placeOf(reading), { fields: filled("dispute-raise", drawing, { statement: base64(own.statement), signature: base64(own.signature), salt: hex(own.salt), receipt: base64(utf8(own.receipt)) }) })];
}

/** Whether the closed list may still be added to: its objection window runs, or a dispute keeps the lot shut beyond it. */
const isMendable = ({ state, close_outbox, disputed, objections_until }: PartRow, now: number): boolean =>
  state === "closed" && close_outbox !== null && (disputed || now < (objections_until?.getTime() ?? 0));

/** While the list can still be mended: asking for a bid that it left out to be added, and approving what another officer asked. */
function additionActs(reading: HallReading, drawing: Drawing): ActionView[] {
  const { part, additions } = reading;
  if (!isMendable(part, drawing.world.clock())) return [];
  const waiting = additions.filter(({ approved_by }) => approved_by === null).at(-1);
  if (waiting === undefined) return [button(drawing, "close-add", placeOf(reading))];
  return [button(drawing, "approve-close-add", { ...placeOf(reading), item: String(waiting.serial) }, {
    label: `${ACTS["approve-close-add"]?.[drawing.language] ?? ""}：${waiting.reason}`, refusal: waiting.requested_by === drawing.actor.id ? refuse("four-eyes").refusal : null,
  })];
}

/** The supervisor's word on each dispute that waits for it. */
function disputeActs(reading: HallReading, drawing: Drawing): ActionView[] {
  const { language } = drawing;
  return reading.disputes.filter(({ outcome }) => outcome === null).flatMap(({ serial, ground, bidder }) => ["dispute-reject", "dispute-uphold"].map((act) => button(drawing, act, { ...placeOf(reading), item: String(serial) }, {
    suffix: String(serial), label: `${ACTS[act]?.[language] ?? ""}（${reading.names.get(bidder) ?? bidder}：${GROUND_WORDS[ground][language]}）`,
  })));
}

/** Where the tenderer does not come, the supervisor says that its reserve estimate is lost. */
const lossActs = ({ tender, part, reserve }: HallReading, drawing: Drawing): ActionView[] => (reserve.isOwed ? [button(drawing, "reserve-loss", { tender: tender.id, lot: part.lot })] : []);

/** While the clock drifts: asking for a close or an opening by hand, and approving what another officer asked. */
function handActs({ tender, part, orders, isClockOff }: HallReading, drawing: Drawing): ActionView[] {
  if (!isClockOff || part.finished_at !== null || part.state === "opened") return [];
  const place = { tender: tender.id, lot: part.lot };
  const act = part.close_outbox === null ? "close" : "opening";
  const standing = orders.filter((order) => order.act === act && order.deadline.getTime() === part.deadline.getTime());
  if (standing.some(({ approved_by }) => approved_by !== null)) return [];
  const waiting = standing.map((order) => button(drawing, "approve-by-hand", { ...place, item: String(order.serial) }, {
    suffix: String(order.serial), label: `${ACTS["approve-by-hand"]?.[drawing.language] ?? ""}（${HAND_ACTS[act][drawing.language]}）：${order.reason}`, refusal: order.requested_by === drawing.actor.id ? refuse("four-eyes").refusal : null,
  }));
  return waiting.length > 0 ? waiting : [button(drawing, "by-hand", place, { fields: filled("by-hand", drawing, { act }), label: `${ACTS["by-hand"]?.[drawing.language] ?? ""}（${HAND_ACTS[act][drawing.language]}）` })];
}

const HAND_ACTS = { close: { zh: "截标", en: "close" }, opening: { zh: "开标", en: "opening" } } as const;

function answerActs(reading: HallReading, drawing: Drawing): ActionView[] {
  const waiting = reading.part.finished_at === null ? reading.acts.filter(({ kind, answer }) => kind === "object" && answer === null) : [];
  return waiting.map((each, at) => button(drawing, "hall-answer", placeOf(reading), {
    suffix: String(at), fields: filled("hall-answer", drawing, { bidder: each.bidder, at: rfc3339(instantOf(each.at)) }), label: `${ACTS["hall-answer"]?.[drawing.language] ?? ""}：${reading.names.get(each.bidder) ?? each.bidder}`,
  }));
}

/** Bids that are not open in a running window: why is for staff or supervisor to say, before the window ends. */
function causeActs(reading: HallReading, drawing: Drawing): ActionView[] {
  const { part, live, openings, names } = reading;
  if (part.state !== "releasing") return [];
  const shut = (live ?? []).filter(({ row }) => !openings.some((each) => each.statement_sha256 === row.statement_sha256));
  return shut.map(({ row }, at) => button(drawing, "hall-cause", placeOf(reading), {
    suffix: String(at), fields: filled("hall-cause", drawing, { bidder: row.bidder }), label: `${ACTS["hall-cause"]?.[drawing.language] ?? ""}：${names.get(row.bidder) ?? row.bidder}`,
  }));
}

function openerScript({ tender, part, releases }: HallReading, { actor, language }: Drawing): string | null {
  if (part.state !== "releasing" || actor.opener === null || releases.has(actor.opener)) return null;
  const command = `npx daylight release ${tender.id} ${part.lot} ${part.part}`;
  return language === "zh" ? `请用您保管的开标密钥提交份额，命令：${command}` : `Release your shares with your key: ${command}`;
}

/** What the host reads out at this step. */
function script({ tender, part, live, openings }: HallReading): string | null {
  const count = String((live ?? []).length);
  const title = tender.form.title;
  switch (part.state) {
    case "draft": case "not-opened": return null;
    case "open": return `${title}将于${timeInChinese(instantOf(part.deadline))}截止投标。截止前任何人不能得知投标人名单和数量。`;
    case "closed": return closedScript(part, count);
    case "releasing": return `现在解密，已解密 ${String(openings.length)} / ${count}。请各开标密钥持有人提交份额。全部解密或认定后，报价一次公布。`;
    case "opened": return "全部投标文件已经处理，开标结果一次公布。请各投标人核对并确认；对开标有异议的，请当场提出，当场答复。";
  }
}

function closedScript(part: PartRow, count: string): string {
  if (part.disputed) return "截标名单有争议，已提请监督部门决定。决定前不开标，请各方等候。";
  if (part.close_outbox === null) return "投标截止时间已到，不再接收投标文件。截标尚未完成，投标名单暂不公布，请等候。";
  return part.after === null
    ? `投标已经截止，本部分收到有效递交的投标文件 ${count} 份，名单哈希已写入公开日志。投标人如认为名单遗漏本单位，请在异议时间内提出。`
    : "技术评分全部签署并固定后，才能开启价格部分。";
}
