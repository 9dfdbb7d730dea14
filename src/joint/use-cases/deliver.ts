import { byActor } from "../../approvals/use-cases/held.js";
import { endMember } from "../../approvals/use-cases/members.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { billByNumber, catalogueOn } from "../../fees/queries.js";
import { declareBillIn } from "../../fees/use-cases/bills.js";
import type { KeptItem } from "../../fees/item.js";
import type { Actor } from "../../identity/actor.js";
import { must, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { readForm, type JointDelivering } from "../forms.js";
import { jointStep } from "../joint.js";
import { keyOf, took, type HeldJoint, type JointTaken } from "./base.js";
import { heldJoint } from "./held.js";
import { versionFor } from "./share.js";
import { tellOfJoint } from "./tell.js";

/** The fees of what was granted, each item once however many units ask for it. */
async function feesOf(tx: Tx, world: World, { members }: HeldJoint, at: Instant): Promise<KeptItem[]> {
  const granted = members.filter(({ counted }) => counted === "agreed" || counted === "silent");
  const codes = new Set((await Promise.all(granted.map(async (each) => (await versionFor(tx, each, at)).feeItems))).flat());
  return [...(await catalogueOn(tx, world.exchange.id, dayOf(at), [...codes])).values()].filter(({ status }) => status !== "ABOLISHED");
}

/** Asks for all fees by one bill of the money module (一口收费): the units whose items they are calculate their lines on it, from what the one form said. */
export const askJointFees = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken & { readonly bill?: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row } = held.value;
    const stands = jointStep("ask-fee", row.state);
    if (!stands.ok) return stands;
    const fees = await feesOf(tx, world, held.value, at);
    if (fees.length === 0) return refuse("case-free");
    if (row.applicant_uscc === null) return refuse("joint-payer");
    const form = readForm(row.form);
    const facts = form.floorArea !== null && /^(0|[1-9]\d{0,11})(\.\d{1,4})?$/.test(form.floorArea) ? { floorArea: form.floorArea } : {};
    const declared = await declareBillIn(tx, world, actor, { project: row.subject, payer: { name: row.applicant_name, uscc: row.applicant_uscc }, units: [...new Set(fees.map(({ unit }) => unit))].toSorted(), facts }, at);
    if (!declared.ok) return declared;
    const { bill } = declared.value;
    await tellOfJoint(tx, world, row, "case-changed", at);
    const taken = await took(tx, row, { step: "ask-fee", by: byActor(actor), at, words: { bill, items: fees.map(({ code, zh }) => ({ code, zh })) }, change: { fee_bill: bill } });
    return taken.ok ? { ...taken, value: { ...taken.value, bill } } : taken;
  });

const PAID: ReadonlySet<string> = new Set(["PAID", "RECEIPTED", "SETTLED", "WAIVED"]);

/** Notes that the one bill is paid, as its own books say: every fee of what was granted is on it, each on one line. */
export const noteJointFees = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row } = held.value;
    const stands = jointStep("pay", row.state);
    if (!stands.ok) return stands;
    const bill = row.fee_bill === null ? null : await billByNumber(tx, world.exchange.id, row.fee_bill);
    if (bill === null || !PAID.has(bill.row.state)) return refuse("case-fees-due", { bill: row.fee_bill ?? "—" });
    const wrong = (await feesOf(tx, world, held.value, at)).find(({ code }) => bill.lines.filter(({ item }) => item.code === code).length !== 1);
    if (wrong !== undefined) return refuse("joint-bill-line", { bill: bill.row.bill_no, item: wrong.zh, itemEn: wrong.en });
    return took(tx, row, { step: "pay", by: byActor(actor), at, words: { bill: bill.row.bill_no } });
  });

/** Delivers all results together, in one act (一单到底); the cases of the members end with it. Law: 行政许可法 44 (SV-07). */
export const deliverTogether = (world: World, actor: Actor, joint: string, given: JointDelivering, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, members } = held.value;
    const stands = jointStep("deliver", row.state);
    if (!stands.ok) return stands;
    if (row.state === "decided" && (await feesOf(tx, world, held.value, at)).length > 0) return refuse("case-fees-due", { bill: row.fee_bill ?? "—" });
    const by = byActor(actor);
    for (const { code } of members) if (code !== null) must(await endMember(tx, { exchangeId: keyOf(row).exchangeId, code }, "deliver", by, at));
    return took(tx, row, { step: "deliver", by, at, words: given, change: { delivered_at: new Date(at) } });
  });
