import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { signedLogin, someone, type Someone } from "./people.js";
import { askSigning, byCertificate } from "./step-up.js";
import type { TestTown } from "./town.js";

export const AGENCY = { name: "晓明工程咨询有限公司", uscc: "91341702MA0000031Y" };
export type MandateBody = { readonly agency: string; readonly scope: readonly string[] | null; readonly acts: readonly string[]; readonly from: string; readonly until: string; readonly fee: string | null; readonly agreement: string | null };

/** What the city gives its agency where a test does not say otherwise. */
export const mandateBody = (over: Partial<MandateBody> = {}): MandateBody => ({ agency: AGENCY.uscc, scope: null, acts: ["draft", "publish", "clarify", "opening", "review", "results"], from: "2026-09-01", until: "2026-12-31", fee: "按合同约定由招标人支付", agreement: null, ...over });

/** Offers a mandate, signed by the tenderer. @returns its id and the bytes */
export async function offered(town: TestTown, by: string, body: MandateBody): Promise<{ readonly id: string; readonly file: string }> {
  const { id, file } = await town.done(by, "POST", "/api/v1/mandates/drafts", body);
  await town.done(by, "POST", "/api/v1/mandates", { ...body, id, signature: base64(await signDetached(fromBase64(String(file)), await town.signer(by))) });
  return { id: String(id), file: String(file) };
}

/** A mandate both sides signed. */
export async function mandated(town: TestTown, by: string, body: MandateBody): Promise<string> {
  const { id, file } = await offered(town, by, body);
  await town.done("agency-1", "POST", `/api/v1/mandates/${id}/acceptance`, { signature: base64(await signDetached(fromBase64(file), await town.signer("agency-1"))) });
  return id;
}

type Listed = { readonly id: string; readonly role: string; readonly organisation: { readonly uscc: string } | null };

/** The agency's officer in his browser, in his office at a principal; he signs by his certificate. */
export async function agentFor(town: TestTown, tenderer: string): Promise<Someone> {
  const who = someone(town);
  const { json } = await who.ask("POST", "/api/v1/sessions", { certificate: await signedLogin(who, "sign-in", await town.signer("agency-1")) });
  const office = (json["offices"] as Listed[]).find(({ role, organisation }) => role === "tenderer" && organisation?.uscc === tenderer);
  if (office === undefined) throw new RangeError(`no office at ${tenderer}: ${JSON.stringify(json)}`);
  const taken = await who.ask("PUT", "/api/v1/sessions/current/office", { office: office.id });
  if (taken.status !== 200) throw new RangeError(`office not taken: ${JSON.stringify(taken.json)}`);
  const signer = await town.signer("agency-1");
  return { ...who, ask: (method, url, body, headers = {}) => askSigning((proof) => who.askOnce(method, url, body, { ...headers, ...proof }), (wanted) => byCertificate(wanted, signer)) };
}
