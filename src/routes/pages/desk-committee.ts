import { allActors } from "../../identity/queries.js";
import { vacantIn } from "../../judging/panel-changes.js";
import { changesOf, everSeatedOf, membersOf } from "../../judging/queries.js";
import { lineOf } from "../../lines/lines.js";
import { ownerOf } from "../../tenders/owner.js";
import type { Tender } from "../../tenders/queries.js";
import type { DeskFormView } from "../../web/pages/desk.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";
import { appointmentFields, committeeFields, leavingFields, type Choice } from "./committee-acts.js";
import { formPage, type Desk } from "./desk-forms.js";

type Asked = { readonly lot: string; readonly form: string | undefined };

/** The forms of a lot's committee: seating it, a member that goes, who takes the seat; null for any other. */
export async function committeeForm(desk: Desk, tender: Tender, { lot, form }: Asked, back: DeskFormView["back"]): Promise<Response | null> {
  const { page: { language }, site: { world } } = desk;
  const common = { place: { tender: tender.id, lot }, owner: ownerOf(tender), back };
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot };
  if (form === "committee") {
    const lead = say(language, "五人以上单数，专家不少于三分之二（招标投标法第三十七条）。名单在结果确定前保密。", "Odd, five or more, two thirds of them experts.");
    return formPage(desk, { act: form, ...common, lead, fields: seated(committeeFields(language, await committeeMembers(desk))) });
  }
  if (form === "appointment") {
    const lead = say(language, "评标专家应当随机抽取。技术复杂、专业性强或者国家有特殊要求，抽取的专家难以保证胜任的，可以直接确定；须在评标委员会组建前登记。", "Experts are drawn. Where the law lets the buyer appoint them, because those drawn could hardly be equal to the task, it is recorded before the committee sits.");
    return formPage(desk, { act: form, ...common, lead, fields: appointmentFields(language, lineOf(tender.row.line).appointment) });
  }
  if (form === "seat-leaves") {
    const members = (await membersOf(world.db, key)).map(({ actor_id, name }): Choice => ({ value: actor_id, label: name }));
    const lead = say(language, "评标委员会成员因回避、擅离职守、健康等原因不能继续评标的，及时更换；被更换的成员作出的评审结论无效，由更换后的成员重新评审（实施条例第四十八条；87号令第四十九条）。随机抽取的专家由专家库管理单位提出更换，按下一个一次性码递补。", "A member who must avoid the tender, leaves or falls ill is replaced at once; what it found does not count and is judged anew (Regulations, art. 48; Order 87, art. 49). An expert's seat falls to whom the draw's next code names.");
    return formPage(desk, { act: form, ...common, lead, fields: leavingFields(language, members) });
  }
  if (form !== "seat-substitutes") return null;
  const vacant = vacantIn(await changesOf(world.db, key)).length;
  const sat = new Set((await everSeatedOf(world.db, key)).map(({ actor_id }) => actor_id));
  const lead = say(language, `空缺席位 ${String(vacant)} 个，一次补齐；补齐后的委员会仍须符合法定人数和专家比例。主任委员退出的，由接替的专家之一担任。`, `${String(vacant)} vacant seats, filled at once; the committee must be lawful afterwards. Where the chair left, one of the new experts chairs.`);
  return formPage(desk, { act: form, ...common, lead, fields: committeeFields(language, (await committeeMembers(desk)).filter(({ value }) => !sat.has(value)), false).slice(0, FIELDS_A_SEAT * Math.max(1, vacant)) });
}

const FIELDS_A_SEAT = 3;

const committeeMembers = async ({ site: { world } }: Desk): Promise<Choice[]> =>
  (await allActors(world.db, world.exchange.id)).filter(({ role }) => role === "committee-member").sort((left, right) => left.id.localeCompare(right.id, "en", { numeric: true })).map(({ id, name }) => ({ value: id, label: name }));

/** The smallest lawful committee. */
const SEATS_FILLED = 5;
const seated = (fields: readonly Field[]): Field[] => fields.map((field) => (field.name.endsWith(".actor") && Number(field.name.split(".")[1]) >= SEATS_FILLED ? { ...field, value: "" } : field));
