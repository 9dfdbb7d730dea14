import { describe, expect, test } from "vitest";
import { mayBid } from "../../src/bidding/may-bid.js";
import type { Actor } from "../../src/identity/actor.js";
import { actsFor, ACTIONS, can, type Action } from "../../src/identity/can.js";
import { decideOffer, mandateState, periodOf } from "../../src/identity/mandate-file.js";
import { mandateStands, scopeOf, standingAgency, type Mandate } from "../../src/identity/mandate.js";
import { at, day, plusMs } from "../../src/kernel/time.js";

const TENDERER = { name: "晨光市城市建设投资集团有限公司", uscc: "91341702MA00000159" };
const AGENCY = { name: "晓明工程咨询有限公司", uscc: "91341702MA0000031Y" };
const PROJECT = "D3417000001000001";
const { from, until } = periodOf({ from: day("2026-09-01"), until: day("2026-09-30") });
const mandate = (over: Partial<Mandate> = {}): Mandate => ({ id: "m-0000000000000001", scope: null, acts: ["draft"], from, until, ended: null, ...over });
const agent = (...mandates: readonly Mandate[]): Actor => ({ id: "a-1", role: "tenderer", name: "周晓", organisation: TENDERER, opener: null, operatorFirm: false, rank: "member", agency: { ...AGENCY, mandates } });
const codeOf = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string => (result.ok ? "ok" : (result.refusal?.code ?? ""));

describe("a mandate", () => {
  test("stands from the first millisecond of its first day to the last of its last", () => {
    expect([codeOf(mandateStands(mandate(), plusMs(from, -1))), codeOf(mandateStands(mandate(), from))]).toEqual(["mandate-not-yet", "ok"]);
    expect([codeOf(mandateStands(mandate(), at("2026-09-30T23:59:59.999+08:00"))), codeOf(mandateStands(mandate(), at("2026-10-01T00:00:00.000+08:00")))]).toEqual(["ok", "mandate-over"]);
  });
  test("that was ended does not stand, whatever its days say; what is left of several is what counts", () => {
    const ended = mandate({ ended: { at: at("2026-09-10T10:00:00+08:00"), reason: "另行委托" } });
    expect(mandateStands(ended, at("2026-09-11T10:00:00+08:00"))).toMatchObject({ refusal: { code: "mandate-ended", facts: { reason: "另行委托" } } });
    const other = mandate({ id: "m-0000000000000002", acts: ["publish"] });
    const left = standingAgency({ ...AGENCY, mandates: [ended, other] }, at("2026-09-11T10:00:00+08:00"));
    expect(left.ok && left.value.mandates).toEqual([other]);
    expect(codeOf(standingAgency({ ...AGENCY, mandates: [ended] }, at("2026-09-11T10:00:00+08:00")))).toBe("mandate-ended");
  });
  test("covers its project with every tender under it, and one tender alone where it names one", () => {
    const [ofProject, ofTender] = [agent(mandate({ scope: [PROJECT] })), agent(mandate({ scope: [`${PROJECT}001`] }))];
    const asked = (actor: Actor, code?: string) => codeOf(can(actor, "tender.draft", { tenderer: TENDERER.uscc, ...(code === undefined ? {} : { code }) }));
    expect([asked(ofProject, PROJECT), asked(ofProject, `${PROJECT}001`), asked(ofProject, "D3417000001000002001"), asked(ofProject)]).toEqual(["ok", "ok", "mandate-elsewhere", "mandate-elsewhere"]);
    expect([asked(ofTender, PROJECT), asked(ofTender, `${PROJECT}001`), asked(ofTender, `${PROJECT}002`)]).toEqual(["mandate-elsewhere", "ok", "mandate-elsewhere"]);
    expect([asked(agent(mandate())), codeOf(can(agent(mandate()), "tender.draft", { tenderer: "11341702MB0000018K", code: PROJECT }))]).toEqual(["ok", "not-found"]);
  });
  test("of two, one that covers the act and another that covers the place do not add up", () => {
    const both = agent(mandate({ acts: ["publish"], scope: ["D3417000001000002"] }), mandate({ acts: ["draft"], scope: [PROJECT] }));
    expect(codeOf(can(both, "tender.publish", { tenderer: TENDERER.uscc, code: `${PROJECT}001` }))).toBe("mandate-elsewhere");
    expect(codeOf(can(both, "tender.draft", { tenderer: TENDERER.uscc, code: `${PROJECT}001` }))).toBe("ok");
  });
  test("covers no act it does not name, and what is the principal's own under no mandate", () => {
    const all = agent(mandate({ acts: ["draft", "publish", "clarify", "invite", "opening", "review", "results", "objections", "filing"] }));
    const object = { tenderer: TENDERER.uscc, code: `${PROJECT}001` };
    expect(codeOf(can(agent(mandate()), "tender.publish", object))).toBe("mandate-act");
    expect(codeOf(can(all, "tender.publish", object))).toBe("ok");
    const own = (Object.keys(ACTIONS) as Action[]).filter((action) => (ACTIONS[action].roles as readonly string[]).includes("tenderer") && codeOf(can({ ...all, rank: "administrator" }, action, object)) === "mandate-never");
    expect(own.sort()).toEqual(["acceptance.record", "award.decide", "bill.book", "bill.declare", "bill.read", "complaint.answer", "contract.record", "deal.read", "deposit.convert", "deposit.forfeit", "draw.beacon", "draw.contribute", "fees.approve", "mandate.end", "mandate.give", "mandate.read", "organisation.change", "organisation.leave", "organisation.merge", "organisation.read", "payment.contract", "payment.draft", "payment.read", "payment.return", "payment.submit", "representative.manage", "reserve.lose", "sale.confirm", "sale.contract", "sale.draft", "sale.end", "sale.publish", "sale.reserve", "sale.review", "spending.ask", "tender.terminate", "tender.void", "voucher.issue", "way.change", "winner.fail"]);
  });
  test("holds what is seen to its scope; the principal's own officers see everything", () => {
    const [own, held] = [{ ...agent(), agency: undefined }, agent(mandate({ scope: [PROJECT] }))];
    expect([actsFor({ organisation: own.organisation }, { tenderer: TENDERER.uscc, code: undefined }), actsFor(held, { tenderer: TENDERER.uscc, code: `${PROJECT}009` }), actsFor(held, { tenderer: TENDERER.uscc, code: undefined })]).toEqual([true, true, false]);
    expect([scopeOf(undefined), scopeOf(held.agency), scopeOf(agent(mandate({ scope: [PROJECT] }), mandate()).agency)]).toEqual([null, [PROJECT], null]);
  });
});

describe("who may be given one", () => {
  const offer = (known: Parameters<typeof decideOffer>[1], wanted = AGENCY.uscc, period = { from: day("2026-09-01"), until: day("2026-09-30") }) => codeOf(decideOffer(TENDERER, known, wanted, period, at("2026-09-30T23:59:59+08:00")));
  const known = { ...AGENCY, isAgency: true };
  test("a registered agency, no organ of the state and not the tenderer itself", () => {
    expect([offer(known), offer({ ...known, isAgency: false }), offer(null), offer({ ...known, uscc: TENDERER.uscc }, TENDERER.uscc), offer({ name: "晨光市某局", uscc: "11341702MB0000018K", isAgency: true }, "11341702MB0000018K")])
      .toEqual(["ok", "mandate-no-agency", "mandate-no-agency", "mandate-self", "mandate-authority"]);
  });
  test("for days that do not end before they begin or before today", () => {
    expect([offer(known, AGENCY.uscc, { from: day("2026-09-30"), until: day("2026-09-30") }), offer(known, AGENCY.uscc, { from: day("2026-09-01"), until: day("2026-09-29") }), offer(known, AGENCY.uscc, { from: day("2026-10-02"), until: day("2026-10-01") })]).toEqual(["ok", "mandate-period", "mandate-period"]);
  });
  test("its state is what its days, signatures and end say", () => {
    const times = { from_at: new Date(from), until_at: new Date(until), accepted_at: new Date(from), ended_at: null };
    const states = [mandateState({ ...times, accepted_at: null }, from), mandateState(times, plusMs(from, -1)), mandateState(times, from), mandateState(times, until), mandateState({ ...times, ended_at: new Date(from) }, from), mandateState({ ...times, accepted_at: null, ended_at: new Date(from) }, from)];
    expect(states).toEqual(["offered", "not-yet", "in-force", "over", "ended", "declined"]);
  });
});

describe("who runs a tender does not bid in it", () => {
  const known = new Map(["A", "A1", "A2", "B", "OP", "GONE"].map((uscc) => [uscc, { uscc, name: `单位${uscc}`, operatorFirm: uscc === "OP", left: uscc === "GONE", parent: { A1: "A", A2: "A" }[uscc] ?? null }]));
  const nobody = { agencies: [], bidders: [] };
  test("neither alone nor in a consortium, nor its people for others; the operator's firms nowhere", () => {
    expect([codeOf(mayBid(["A", "B"], "x", nobody, known)), codeOf(mayBid(["A"], "x", { agencies: ["A"], bidders: [] }, known)), codeOf(mayBid(["B", "A"], "x", { agencies: ["A"], bidders: [] }, known)), codeOf(mayBid(["B"], "x", { agencies: ["A"], bidders: ["x"] }, known)), codeOf(mayBid(["B"], "y", { agencies: ["A"], bidders: ["x"] }, known))])
      .toEqual(["ok", "agency-may-not-bid", "agency-may-not-bid", "agency-may-not-bid", "ok"]);
    expect([codeOf(mayBid(["OP"], "x", nobody, known)), codeOf(mayBid(["A", "OP"], "x", nobody, known)), codeOf(mayBid(["unknown"], "x", nobody, known))]).toEqual(["operator-may-not-bid", "operator-may-not-bid", "ok"]);
    expect([codeOf(mayBid(["GONE"], "x", nobody, known)), codeOf(mayBid(["A", "GONE"], "x", nobody, known))]).toEqual(["organisation-left", "organisation-left"]);
    expect([["A", "A1"], ["A1", "B", "A2"], ["A1", "B"]].map((firms) => codeOf(mayBid(firms, "x", nobody, known)))).toEqual(["branch-with-parent", "branch-with-parent", "ok"]);
    expect(codeOf(mayBid(["A1"], "x", { agencies: ["A"], bidders: [] }, known))).toBe("agency-may-not-bid");
  });
});
