import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seat } from "../support/judging.js";
import { formOf, signedIn } from "../support/pages.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// A works tender from its review to its committee, as it is told to everybody in it.
let town: TestTown;
let tender: TenderInTest;
let unbid: TenderInTest;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"];
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  tender = await publishedTender(town, tenderBody({}, [lotBody({ open: "threshold-or-bidder" })]));
  unbid = await publishedTender(town, tenderBody({ title: "无人投标的工程" }, [lotBody({ open: "threshold-or-bidder" })]));
  await town.advance("2026-09-02T10:00:00+08:00");
}, 120_000);
afterAll(async () => { await town.stop(); });

type Message = { readonly id: string; readonly kind: string; readonly tender: string | null; readonly readAt: string | null; readonly href: string; readonly words: { readonly zh: { readonly subject: string; readonly text: string } } };
type Inbox = { readonly unread: number; readonly messages: readonly Message[]; readonly next: string | null };
const inbox = async (actor: string, query = ""): Promise<Inbox> => (await town.done(actor, "GET", `/api/v1/messages${query}`)) as unknown as Inbox;
const kinds = async (actor: string, of = tender.id): Promise<string[]> => (await inbox(actor)).messages.filter((each) => each.tender === of).map(({ kind }) => kind);
const lodge = async (bidder: string): Promise<unknown> => town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", "31000000.00")).body);
const amend = async (id: string, over: Record<string, unknown> = {}): Promise<void> => {
  const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${id}/clarifications`, { changes: [{ what: "管材", before: "HDPE 双壁波纹管", after: "球墨铸铁管" }], mayAffectBid: true, newDeadline: null, reconfirm: true, ...over });
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${id}/clarifications/${String(serial)}/publication`);
  await town.world.journal.flush();
};

describe("before the close", () => {
  test("what waits for four eyes is told to the buyer's other officer, not to who prepared it and not to another buyer", async () => {
    expect(await kinds("tenderer-2")).toEqual(["review-due"]);
    expect(await kinds("tenderer-1")).toEqual([]);
    expect(await kinds("tenderer-3")).toEqual([]);
  });

  test("an amendment that asks for confirmation is told to who had lodged, and to nobody who had not", async () => {
    await lodge("bidder-1");
    await lodge("bidder-2");
    await amend(tender.id);
    await amend(unbid.id);
    await town.advance("2026-09-02T10:00:01+08:00");
    await lodge("bidder-3");
    for (const bidder of ["bidder-1", "bidder-2"]) expect((await kinds(bidder)).toSorted()).toEqual(["confirm-needed", "terms-changed"]);
    expect(await kinds("bidder-3")).toEqual([]); // lodged under the new terms
    expect(await kinds("bidder-4")).toEqual([]);
    expect((await inbox("bidder-1")).messages.find(({ kind }) => kind === "confirm-needed")).toMatchObject({ href: `/my/${tender.id}/1`, words: { zh: { text: expect.stringContaining("2026年9月22日（星期二）09:30") as string } } });
  });

  test("what is stored of a tender with bids differs in nothing from what is stored of one without", async () => {
    const stored = async (id: string): Promise<string[]> => (await town.world.db.selectFrom("messages").select(["kind", "audience", "not_to"]).where("tender_id", "=", id).execute()).map((row) => JSON.stringify(row).replaceAll(id, "T")).toSorted();
    expect(await stored(tender.id)).toEqual(await stored(unbid.id));
    expect(JSON.stringify(await town.world.db.selectFrom("messages").selectAll().execute())).not.toContain(town.actors.find(({ id }) => id === "bidder-1")?.organisation?.uscc);
  });

  test("no office sees another's messages, reads them for it, or learns that they exist", async () => {
    const [secret] = (await inbox("bidder-1")).messages;
    for (const stranger of ["tenderer-1", "staff-1", "supervisor-1", "admin-1", "bidder-4"]) {
      expect((await inbox(stranger)).messages.map(({ id }) => id)).not.toContain(secret?.id);
      expect((await town.ask(stranger, "POST", `/api/v1/messages/${secret?.id ?? ""}/reading`)).json["code"]).toBe("not-found");
    }
    for (const { id } of (await inbox("staff-1")).messages) expect(id).toMatch(/^[0-9a-f]{32}$/); // a number would count what others are told
  });
});

describe("reading", () => {
  test("the bar counts what is unread, the page marks one read, the rest at once, and a second time changes nothing", async () => {
    const who = await signedIn(town, "bidder-1");
    expect((await who.get("/notices")).text).toContain('<span class="count">2<span class="vh"> 条未读</span></span>');
    const page = (await who.get("/my/inbox")).text;
    expect(page).toContain("投标须确认或者更换");
    const first = formOf(page, "read-message");
    expect((await who.post(first.action, first.fields)).status).toBe(303);
    expect((await who.get("/my/inbox?unread=yes&lang=en")).text).toContain('<span class="count">1<span class="vh"> unread</span></span>');
    const all = formOf((await who.get("/my/inbox")).text, "read-messages");
    expect((await who.post(all.action, all.fields)).status).toBe(303);
    expect((await who.get("/my/inbox")).text).not.toContain('class="count"');
    const [message] = (await inbox("bidder-1")).messages;
    expect(await town.done("bidder-1", "POST", `/api/v1/messages/${message?.id ?? ""}/reading`)).toEqual({ readAt: message?.readAt });
    expect((await inbox("bidder-1", "?unread=yes")).messages).toEqual([]);
    expect((await inbox("bidder-2")).unread).toBe(2); // another firm's reading is its own
  });

  test("pages follow one another by their cursor; a cursor that is none and a parameter nobody knows are refused", async () => {
    const { messages } = await inbox("tenderer-2");
    const last = messages[0];
    const told = (await town.world.db.selectFrom("messages").select("told_at").where("message_id", "=", last?.id ?? "").executeTakeFirstOrThrow()).told_at.getTime();
    expect((await inbox("tenderer-2", `?cursor=${String(told)}-${last?.id ?? ""}`)).messages.map(({ id }) => id)).toEqual(messages.slice(1).map(({ id }) => id));
    expect((await town.ask("tenderer-2", "GET", "/api/v1/messages?cursor=0")).json["code"]).toBe("wrong-parameter");
    expect((await town.ask("tenderer-2", "GET", "/api/v1/messages?after=0")).json["code"]).toBe("unknown-parameter");
  });
});

describe("from the opening on", () => {
  test("the opening is told to bidders, buyer and staff, shares to the lot's openers, keys to bidders, each with its last moment", async () => {
    for (const bidder of ["bidder-1", "bidder-2"]) await lodge(bidder); // replaced under the new terms
    await town.advance("2026-09-22T09:36:00+08:00");
    for (const bidder of BIDDERS) expect((await kinds(bidder)).slice(0, 2).toSorted()).toEqual(["key-needed", "opening-begins"]);
    expect((await kinds("tenderer-1"))[0]).toBe("opening-begins");
    expect((await kinds("staff-1"))[0]).toBe("opening-begins");
    expect((await kinds("opener-agency"))[0]).toBe("shares-due");
    expect(await kinds("bidder-4")).toEqual([]);
    expect(await kinds("bidder-1", unbid.id)).toEqual([]);
    expect((await kinds("staff-1", unbid.id))[0]).toBe("lot-ended"); // nobody bid
  });

  test("a member of the committee is told of the duty and of no colleague; who is not seated is told nothing", async () => {
    for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
    await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/bid/record`);
    expect((await kinds("tenderer-1"))[0]).toBe("your-turn");
    await seat(town, tender.id);
    const { messages } = await inbox("committee-2");
    expect(messages.map(({ kind }) => kind)).toEqual(["panel-seated"]);
    for (const { name, role } of town.actors) if (role === "committee-member") expect(JSON.stringify(messages)).not.toContain(name);
    expect((await inbox("committee-7")).messages).toEqual([]);
  });

  test("the supervisor's stop and go are told to those in the lot", async () => {
    await town.done("supervisor-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/suspension`, { reason: "收到线索，核查" });
    await town.done("supervisor-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/resumption`, { reason: "核查完毕" });
    for (const actor of ["bidder-2", "tenderer-1", "staff-1"]) expect((await kinds(actor)).filter((kind) => kind.startsWith("lot-")).toSorted()).toEqual(["lot-resumed", "lot-suspended"]);
  });
});

test("what is told stays as it was told: the application may neither change nor take back a row", async () => {
  await expect(town.world.db.updateTable("messages").set({ audience: "role:citizen" }).execute()).rejects.toThrow();
  await expect(town.world.db.deleteFrom("messages").execute()).rejects.toThrow();
});
