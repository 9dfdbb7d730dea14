import { expect } from "vitest";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "./works-tender.js";
import type { TestTown } from "./town.js";

export type Fields = Readonly<Record<string, string | readonly string[]>>;
/** A reader in a browser: the cookies it was given ride along. */
export type Reader = {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<PageAnswer>;
  readonly post: (path: string, form: Fields, headers?: Record<string, string>) => Promise<PageAnswer>;
};
export type PageAnswer = { readonly status: number; readonly headers: Headers; readonly text: string };

export function reader(town: TestTown): Reader {
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit & { headers: Record<string, string> }): Promise<PageAnswer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await town.app.request(path, { ...init, headers: { accept: "text/html", ...(cookie === "" ? {} : { cookie }), ...init.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, form, headers = {}) => ask(path, { method: "POST", body: new URLSearchParams(Object.entries(form).flatMap(([name, value]) => [value].flat().map((each) => [name, each]))).toString(), headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", ...headers } }),
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
  const form = new RegExp(`<form method="post" action="(/acts/${act}\\?[^"]*)"[^>]*>(.*?)</form>`, "s").exec(html);
  const fields: Record<string, string | string[]> = {};
  for (const [tag] of (form?.[2] ?? "").matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name === undefined || (/type="(checkbox|radio)"/.test(tag) && !/\schecked/.test(tag))) continue;
    const value = unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? "");
    fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
  }
  for (const [, name = "", body = ""] of (form?.[2] ?? "").matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g)) fields[name] = unescaped(body);
  for (const [, name = "", body = ""] of (form?.[2] ?? "").matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) fields[name] = /<option value="([^"]*)" selected/.exec(body)?.[1] ?? /<option value="([^"]*)"/.exec(body)?.[1] ?? "";
  return { action: unescaped(form?.[1] ?? ""), fields };
}

const unescaped = (text: string): string => text.replaceAll("&amp;", "&").replaceAll("&quot;", "\"").replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">");

/** A tender in one part that three firms bid for, opened by two openers, sung out and not yet recorded. */
export async function sungTender(town: TestTown, over: Record<string, unknown> = {}): Promise<TenderInTest> {
  const tender = await publishedTender(town, tenderBody(over, [lotBody()]));
  await town.advance(String(over["saleFrom"] ?? "2026-09-01T09:30:00+08:00"));
  for (const [bidder, price] of [["bidder-1", "37000000.00"], ["bidder-2", "36000000.00"], ["bidder-3", "35000000.00"]] as const) {
    await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price)).body);
  }
  const deadline = Date.parse(String(over["deadline"] ?? "2026-09-22T09:30:00+08:00"));
  await town.advance(new Date(deadline + 6 * 60_000).toISOString().replace(/\.\d+Z$/, "Z"));
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  return tender;
}

/** Seals and lodges one firm's bid. */
export async function fileOf(town: TestTown, tender: TenderInTest, bidder: string, price = "36000000.00", lot = "1"): Promise<void> {
  await town.done(bidder, "POST", lodgements(tender.id, lot), (await sealBid(town, bidder, tender.id, lot, price)).body);
}
