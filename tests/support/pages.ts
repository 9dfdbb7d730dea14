import { expect } from "vitest";
import { PROOF_FIELD, REHEARSED } from "../../src/web/pages/confirm-act.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "./works-tender.js";
import type { TestTown } from "./town.js";

export type Fields = Readonly<Record<string, string | readonly string[]>>;
/** A reader in a browser: the cookies it was given ride along. */
export type Reader = {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<PageAnswer>;
  /** Posts a form; where the page asks to confirm the act, by one click. */
  readonly post: (path: string, form: Fields, headers?: Record<string, string>) => Promise<PageAnswer>;
  /** The same without confirming anything. */
  readonly postOnce: Reader["post"];
  /** Posts a form with one file. */
  readonly postFile: (path: string, field: string, name: string, bytes: Uint8Array, typed?: Readonly<Record<string, string>>) => Promise<PageAnswer>;
};
export type PageAnswer = { readonly status: number; readonly headers: Headers; readonly text: string };

export function reader(town: TestTown): Reader {
  const jar = new Map<string, string>();
  const ask = async (path: string, init: Pick<RequestInit, "method" | "body"> & { readonly headers: Record<string, string> }): Promise<PageAnswer> => {
    const cookie = Array.from(jar, ([name, value]) => `${name}=${value}`).join("; ");
    const response = await town.app.request(path, { ...init, headers: Object.assign({ accept: "text/html", cookie }, init.headers) });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const postOnce: Reader["post"] = (path, form, headers = {}) => ask(path, { method: "POST", body: new URLSearchParams(Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each]))).toString(), headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", ...headers } });
  return {
    get: (path, headers = {}) => ask(path, { headers }), postOnce,
    postFile: (path, field, name, bytes, typed = {}) => {
      const form = new FormData();
      for (const [key, value] of Object.entries({ idempotencyKey: "", ...typed })) form.set(key, value);
      form.set(field, new File([Uint8Array.from(bytes)], name));
      return ask(path, { method: "POST", headers: {}, body: form });
    },
    post: async (path, form, headers = {}) => {
      const answer = await postOnce(path, form, headers);
      return /<button[^>]*\sdata-confirm/.test(answer.text) ? postOnce(path, { ...form, [PROOF_FIELD]: REHEARSED }, headers) : answer;
    },
  };
}

/** Signs in as an actor by the page, as a person would. */
export async function signedIn(town: TestTown, actor: string): Promise<Reader> {
  const who = reader(town);
  const token = choiceOf((await who.get("/sign-in")).text, actor);
  const answer = await who.post("/sign-in", { actor: token, next: "" });
  expect(answer.status, answer.text.slice(0, 300)).toBe(303);
  return who;
}

/** The sealed choice of an actor on the sign-in page. */
export const choiceOf = (html: string, actor: string): string => new RegExp(`id="a-${actor}" value="([^"]+)"`).exec(html)?.[1] ?? "";

/** A form of a page, as it would be posted when nothing is typed: its address and its fields. */
export function formOf(html: string, act: string): { readonly action: string; readonly fields: Record<string, string | string[]> } {
  const [, action = "", body = ""] = new RegExp(`<form method="post" action="(/acts/${act}\\?[^"]*)"[^>]*>(.*?)</form>`, "s").exec(html) ?? [];
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of [...inputsOf(body), ...textareasOf(body), ...selectsOf(body)]) fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
  return { action: unescaped(action), fields };
}

type Named = readonly [name: string, value: string];
const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

function inputsOf(body: string): Named[] {
  const sent = [...body.matchAll(/<input[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/type="(checkbox|radio)"/.test(tag) || /\schecked/.test(tag));
  return sent.flatMap((tag): Named[] => { const name = attribute(tag, "name"); return name === undefined ? [] : [[name, unescaped(attribute(tag, "value") ?? "")]]; });
}

const textareasOf = (body: string): Named[] => [...body.matchAll(/<textarea([^>]*)>([^<]*)<\/textarea>/g)].map(([, tag = "", text = ""]) => [attribute(tag, "name") ?? "", unescaped(text)]);

const selectsOf = (body: string): Named[] => [...body.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)].map(([, tag = "", options = ""]) =>
  [attribute(tag, "name") ?? "", /<option value="([^"]*)" selected/.exec(options)?.[1] ?? /<option value="([^"]*)"/.exec(options)?.[1] ?? ""]);

const unescaped = (text: string): string => text.replaceAll("&amp;", "&").replaceAll("&quot;", "\"").replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">");

/** A tender in one part that three firms bid for, opened by two openers, sung out and not yet recorded. */
export async function sungTender(town: TestTown, over: { readonly saleFrom?: string; readonly deadline?: string } = {}): Promise<TenderInTest> {
  const tender = await publishedTender(town, tenderBody(over, [lotBody()]));
  await town.advance(over.saleFrom ?? "2026-09-01T09:30:00+08:00");
  for (const [bidder, price] of [["bidder-1", "37000000.00"], ["bidder-2", "36000000.00"], ["bidder-3", "35000000.00"]] as const) {
    await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price)).body);
  }
  const deadline = Date.parse(over.deadline ?? "2026-09-22T09:30:00+08:00");
  await town.advance(new Date(deadline + 6 * 60_000).toISOString().replace(/\.\d+Z$/, "Z"));
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  return tender;
}

/** Seals and lodges one firm's bid. */
export async function fileOf(town: TestTown, tender: TenderInTest, bidder: string, price = "36000000.00", lot = "1"): Promise<void> {
  await town.done(bidder, "POST", lodgements(tender.id, lot), (await sealBid(town, bidder, tender.id, lot, price)).body);
}
