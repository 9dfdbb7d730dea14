import { randomUUID } from "node:crypto";
import { z } from "zod";
import { callText, ticketHash, ticketOf, type Channel } from "../../experts/calls.js";
import { NamesFile } from "../../experts/names-file.js";
import { openPhones } from "../../messages/carriers/phone.js";
import type { Carrier } from "../../messages/carriers/carrier.js";
import type { TextMessage } from "../../messages/carriers/phone.js";
import { fromHex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { at } from "../../kernel/time.js";
import type { Done } from "../act.js";
import { getJson, postJson } from "../client.js";
import { exchangeFacts } from "../person.js";
import { both } from "../verb.js";
import { KeeperFile } from "./keeper.js";
import { secretFrom, type Here } from "./place.js";

export type Calling = { readonly secret: string; readonly channel: Channel; readonly at: string; readonly smsUrl: string | undefined };

const CALLS = z.object({ evaluation: z.string(), seats: z.array(z.object({ label: z.string(), calls: z.int(), state: z.string(), reason: z.string().nullable() })) });
const STATES: Readonly<Record<string, string>> = { waits: "等待答复", accepted: "确认参加", declined: "不能参加", conflict: "应当回避", silent: "三次通知无应答" };

/** The adaptor that sends texts and calls: set up on the keeper's machine, so that no number and no name goes by the exchange. In a rehearsal it is the exchange's own receiver. */
async function phonesOf(here: Here, given: string | undefined): Promise<Result<Carrier<TextMessage>>> {
  const secret = process.env["SMS_SECRET"];
  if (given !== undefined && secret !== undefined) return ok(openPhones({ url: () => given, secret }));
  const own = await getJson(here.client, "/api/v1/rehearsal/texts/key", z.object({ url: z.string(), secret: z.string() }));
  return own.ok ? ok(openPhones({ url: () => new URL(own.value.url, here.client.url).href, secret: own.value.secret })) : refuse("no-adaptor");
}

type Ready = { readonly names: NamesFile; readonly secret: Uint8Array; readonly phones: Carrier<TextMessage>; readonly exchange: string; readonly calls: z.infer<typeof CALLS> };

/** What calling needs: the keeper's own files, an adaptor, and how it stands. */
async function prepared(here: Here, file: string, calling: Calling): Promise<Result<Ready>> {
  const [names, keeper] = [await secretFrom(file, NamesFile, here.draw), await secretFrom(calling.secret, KeeperFile, here.draw)];
  if (!names.ok) return names;
  if (!keeper.ok) return keeper;
  const [phones, calls, facts] = [await phonesOf(here, calling.smsUrl), await getJson(here.client, `${here.path}/calls`, CALLS), await exchangeFacts(here.client)];
  if (!phones.ok) return phones;
  if (!calls.ok) return calls;
  return facts.ok ? ok({ names: names.value, secret: fromHex(keeper.value.secret), phones: phones.value, exchange: facts.value.name ?? facts.value.exchange, calls: calls.value }) : facts;
}

/** Calls everybody who holds a seat and has not answered, if it is time; the exchange is told the label before, and counts. */
export async function call(here: Here, file: string, calling: Calling): Promise<Result<Done>> {
  const ready = await prepared(here, file, calling);
  if (!ready.ok) return ready;
  const unsent: string[] = [];
  for (const { label } of ready.value.calls.seats.filter(({ state }) => state === "waits")) {
    const sent = await callOne(here, ready.value, calling, label);
    if (!sent.ok) return sent;
    if (sent.value !== null) unsent.push(`! ${label.slice(0, 8)}… 未能送出（${sent.value}）`);
  }
  return stateOf(here, unsent);
}

/** Calls one seat. @returns why it was not sent; null where it was, or where it is not time yet */
async function callOne(here: Here, { names, secret, phones, exchange, calls }: Ready, calling: Calling, label: string): Promise<Result<string | null>> {
  const own = names.names.find((each) => each.label === label);
  if (own === undefined) return refuse("label-differs", { expert: "—" });
  const ticket = ticketOf(secret, own.expert);
  const noted = await postJson(here.client, `${here.path}/calls`, { label, channel: calling.channel, ticket: ticketHash(ticket) }, z.object({ call: z.int() }));
  if (!noted.ok) return noted.refusal.code === "call-too-soon" || noted.refusal.code === "calls-over" ? ok(null) : noted;
  const text = callText("zh", { exchange, at: at(calls.evaluation), place: calling.at, answerAt: `${new URL("/call", here.client.url).href}#${ticket}` });
  const carried = await phones.carry({ id: randomUUID().replaceAll("-", ""), to: own.phone, by: calling.channel, language: "zh", text });
  return ok(carried.ok ? null : carried.code);
}

/** How many come, and how it stands with each label. */
async function stateOf(here: Here, unsent: readonly string[]): Promise<Result<Done>> {
  const now = await getJson(here.client, `${here.path}/calls`, CALLS);
  if (!now.ok) return now;
  const { seats } = now.value;
  const confirmed = seats.filter(({ state }) => state === "accepted").length;
  return ok({
    lines: [both(`${String(confirmed)}/${String(seats.length)} 已确认参加`, "confirmed"), ...seats.map(({ label, calls, state, reason }) => `  ${label.slice(0, 8)}… ${STATES[state] ?? state}（通知 ${String(calls)} 次）${reason ?? ""}`), ...unsent],
    json: { confirmed, unsent: unsent.length, seats: seats.map(({ label, calls, state, reason }) => ({ label, calls, state, reason })) },
  });
}
