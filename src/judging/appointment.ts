import { z } from "zod";
import { canonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { Procedure } from "../procedure/procedure.js";
import type { Round } from "../tenders/entry.js";
import { Line } from "./inputs.js";
import type { LotPlace } from "./method.js";

/** Why a lot's experts are not drawn: the ground, what makes it so here, and the consent of the budget authority where the law asks for it. Law: 条例 47; 87号令 48. */
export const AppointmentBody = z.strictObject({ ground: z.string().max(40), reason: Line(2_000), consent: z.strictObject({ /** The budget authority. */ office: Line(200), /** Title and number of its document. */ document: Line(200) }).nullable() });
export type Appointment = z.infer<typeof AppointmentBody>;

/** Whether the line's law lets the buyer appoint on this ground, and whether the consent it asks for is there. */
export function decideAppointment(given: Appointment, { law, grounds, consent }: Procedure["appointment"]): Result<Appointment> {
  if (!Object.hasOwn(grounds, given.ground)) {
    const known = Object.values(grounds);
    return refuse("appointment-ground", { ground: given.ground, known: known.map(({ zh }) => zh).join("；"), knownEn: known.map(({ en }) => en).join("; ") });
  }
  return consent && given.consent === null ? refuse("appointment-consent", { law: law.zh, lawEn: law.en }) : ok(given);
}

/** appointment/1, as it is kept and logged. */
export const appointmentBytes = ({ round, ...place }: LotPlace & { readonly round: Round }, given: Appointment, appointedAt: Instant): Uint8Array<ArrayBuffer> =>
  canonical({ v: "appointment/1", ...place, round, appointedAt: rfc3339(appointedAt), ground: given.ground, reason: given.reason, consent: given.consent === null ? null : { ...given.consent } });

/** A kept appointment; null where there is none. */
export const readAppointment = (file: Uint8Array | null): Appointment | null => (file === null ? null : (JSON.parse(Buffer.from(file).toString("utf8")) as Appointment));

/** How the experts came to their seats, as the report says it. @param draw number of the draw; null where there was none */
export function chosenWords(appointed: Appointment | null, draw: string | null, { law, grounds }: Procedure["appointment"]): string {
  if (appointed === null) return draw === null ? "本项目不属于依法必须随机抽取专家的项目，由招标人确定" : `随机抽取，抽取编号 ${draw}`;
  const consent = appointed.consent === null ? "" : `；${appointed.consent.office}同意，${appointed.consent.document}`;
  const ground = grounds[appointed.ground];
  return `未经随机抽取，直接确定：${ground === undefined ? appointed.ground : `${ground.zh}（${law.zh}）`}；理由：${appointed.reason}${consent}`;
}
