import type { ItemDraft, Material } from "../items/item.js";
import type { PlainDate } from "../kernel/time.js";
import { ITEM_GUIDES, type GuideMaterial } from "./item-guides.js";

/** Whose window it is, who answers for it there, and where to complain; all made up. */
type UnitDesk = { readonly window: number; readonly handler: string; readonly leader: string };
const DESKS: Readonly<Record<string, UnitDesk>> = {
  "103": { window: 5, handler: "梁受理", leader: "付筑安" }, "104": { window: 6, handler: "丁守备", leader: "罗远防" }, "105": { window: 7, handler: "苗劳安", leader: "章社平" }, "106": { window: 8, handler: "田界清", leader: "岳图南" },
  "107": { window: 9, handler: "文知礼", leader: "许育才" }, "110": { window: 10, handler: "商启明", leader: "贾公平" }, "111": { window: 11, handler: "康守真", leader: "白济生" }, "112": { window: 12, handler: "安平和", leader: "铁守正" },
  "113": { window: 13, handler: "江澄", leader: "水长清" }, "114": { window: 14, handler: "路远航", leader: "车行远" }, "115": { window: 15, handler: "和顺", leader: "慈民安" }, "116": { window: 16, handler: "乐文华", leader: "游弘毅" },
  "117": { window: 17, handler: "街洁", leader: "市容和" }, "118": { window: 18, handler: "税务明", leader: "征清源" }, "119": { window: 19, handler: "帆远影", leader: "江渡" },
};

const CHANNEL = "大厅一楼投诉受理中心当面反映，或者拨打12345，也可以在本网站“投诉”栏目提交；五个工作日内答复。";

const materialOf = ([zh, en, form = "original", copies = 1, when]: GuideMaterial, at: number): Material => ({ id: `m${String(at + 1)}`, zh, en, form, copies, required: when === undefined, condition: when ?? null, sample: null });

/** The town's items as they have stood in the hall since a day. Names, numbers and local acts are made up; national acts are cited from memory and not as advice. */
export const rehearsalItems = (from: PlainDate): ItemDraft[] => Object.entries(ITEM_GUIDES).flatMap(([unit, guides]) => guides.map((guide): ItemDraft => {
  const { window, handler, leader } = DESKS[unit] ?? { window: 1, handler: "", leader: "" };
  return {
    code: `${unit}-${guide.no}`, unit, zh: guide.zh, en: guide.en, kind: guide.kind, caseType: guide.type, legalBasis: [...guide.basis], conditions: [...guide.conditions], materials: guide.materials.map(materialOf), steps: [...guide.steps],
    statutoryLimitWD: guide.days[0], promisedLimitWD: guide.days[1], feeItems: [...(guide.fees ?? [])], results: [...guide.results], complaintChannel: CHANNEL, window: guide.handling === "port-filed" ? null : window, handling: guide.handling ?? "in-hall", level: guide.level, handler, leader, from,
  };
}));
