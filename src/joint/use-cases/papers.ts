import type { Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { must } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { jointPaper, type JointFacts, type JointSaid } from "../../notices/joint-papers.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { readForm } from "../forms.js";
import { answerable } from "../joint.js";
import { jointMaterialsOf, jointPapersOf, officersOf, type JointMaterialRow, type OfficerRow } from "../queries.js";
import { insertJointPaper } from "../store.js";
import { FORM_FIELDS, unitOfItem } from "../template.js";
import { instantOf, keyOf, templateOf, unitName, type HeldJoint } from "./base.js";

const SALT_BYTES = 16;

/** The last of each material. */
export const currentFiles = (rows: readonly JointMaterialRow[]): readonly JointMaterialRow[] => [...new Map(rows.map((row) => [row.material, row])).values()];
export const officerIn = ({ actor, name, confirmed_at }: OfficerRow) => ({ actor, name, confirmed: confirmed_at !== null });

/** Seals a paper of a joint case in the name of its lead, logs it by its hashes and keeps it for ever. The case is held. */
export async function sealJoint(tx: Tx, world: World, { row, units }: Pick<HeldJoint, "row" | "units">, said: JointSaid, at: Instant): Promise<void> {
  const serial = (await jointPapersOf(tx, keyOf(row))).length + 1;
  const lead = units.find(({ code }) => code === row.unit);
  const { exchange, mode, publicUrl } = world;
  const issuer = { name: lead?.zh ?? exchange.name, uscc: lead?.uscc ?? exchange.uscc };
  const record = must(jointPaper({ exchange: exchange.origin, mode, issuer, publishedAt: at, publicUrl, serial }, await factsOf(tx, world, { row, units }), said));
  const sealed = await sealRecord(world, record);
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "case.paper", id: record.id, kind: said.kind, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  await insertJointPaper(tx, { exchange_id: exchange.id, joint: row.joint, kind: said.kind, serial, paper_id: record.id, ...sealed, outbox_id: outboxId, made_at: new Date(at) });
}

async function factsOf(tx: Tx, world: World, { row, units }: Pick<HeldJoint, "row" | "units">): Promise<JointFacts> {
  const template = templateOf(row);
  const [files, officers, form] = [currentFiles(await jointMaterialsOf(tx, keyOf(row))), await officersOf(tx, keyOf(row)), readForm(row.form)];
  const shared = new Map(template.materials.map((each) => [each.id, each]));
  return {
    joint: row.joint, template: template.zh, applicant: row.applicant_name, subject: row.subject, receivedAt: instantOf(row.received_at), officer: answerable(officers.map(officerIn)).name,
    form: template.form.map((field) => ({ name: FORM_FIELDS[field].zh, value: form[field] ?? "" })),
    materials: files.map((each) => ({ name: shared.get(each.material)?.zh ?? each.material, at: instantOf(each.made_at), sha256: each.sha256, units: [...new Set((shared.get(each.material)?.uses ?? []).map(([item]) => unitName(units, unitOfItem(item))))] })), salt: hex(world.random(SALT_BYTES)),
  };
}
