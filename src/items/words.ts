type Words = { readonly zh: string; readonly en: string };

/** What becomes of an application where all is in order (rule book D2). A case that is incomplete or not taken (补办件、退回件) is what becomes of a case, not of an item. */
export const CASE_TYPES = {
  "immediate": { zh: "即办件", en: "done at once" }, "promised": { zh: "承诺件", en: "within a promised limit" }, "joint": { zh: "联办件", en: "by several units together" }, "forwarded": { zh: "上报件", en: "decided by an upper level" },
} as const satisfies Readonly<Record<string, Words>>;
export type CaseType = keyof typeof CASE_TYPES;

export const ITEM_KINDS = {
  "licence": { zh: "行政许可", en: "administrative licence" }, "non-licence": { zh: "非许可审批", en: "approval other than a licence" }, "public-service": { zh: "公共服务", en: "public service" }, "fee": { zh: "收费", en: "fee" },
} as const satisfies Readonly<Record<string, Words>>;
export type ItemKind = keyof typeof ITEM_KINDS;

/** Where an item is dealt with: in the hall; on site, still kept by the centre; decided in the unit, taken in and handed out in the hall. */
export const HANDLING = {
  "in-hall": { zh: "进厅办理", en: "in the hall" }, "port-filed": { zh: "现场申报、纳入中心管理", en: "filed on site, kept by the centre" }, "unified-accept-deliver": { zh: "统一受理、统一送达", en: "taken in and handed out in the hall" },
} as const satisfies Readonly<Record<string, Words>>;
export type Handling = keyof typeof HANDLING;

/** Where an item stands (rule book D1). `in` says whether it is dealt with by the registry's rules now: until the answer nothing leaves. */
export const ITEM_STATES = {
  "draft": { zh: "编制中", en: "in draft", in: false }, "confirmed": { zh: "单位已确认，待进厅", en: "confirmed by its unit", in: false }, "in-service": { zh: "在办", en: "in service", in: true },
  "exit-requested": { zh: "在办（单位申请调整）", en: "in service, its unit asks to move it", in: true }, "under-study": { zh: "在办（调整研究中）", en: "in service, its move is studied", in: true },
  "kept": { zh: "在办（经研究不调整）", en: "in service, kept after a study", in: true }, "mode-changed": { zh: "在办（经研究调整办理方式）", en: "in service, handled in another way after a study", in: true },
  "exited": { zh: "已退出", en: "left the hall", in: false }, "abolished": { zh: "依法取消", en: "abolished by law", in: false },
} as const satisfies Readonly<Record<string, Words & { readonly in: boolean }>>;
export type ItemState = keyof typeof ITEM_STATES;

export const MATERIAL_FORMS = { "original": { zh: "原件", en: "original" }, "copy": { zh: "复印件", en: "copy" }, "electronic": { zh: "电子件", en: "electronic" } } as const satisfies Readonly<Record<string, Words>>;
export type MaterialForm = keyof typeof MATERIAL_FORMS;

/** Who decides, by level (四级审批, rule book D3). */
export const LEVELS = {
  1: { zh: "一级：窗口人员即收即办", en: "level 1: the window, at once" }, 2: { zh: "二级：首席代表或者窗口负责人", en: "level 2: the chief representative or head of the window" },
  3: { zh: "三级：单位分管领导坐班审批", en: "level 3: the deputy head of the unit, at a sitting" }, 4: { zh: "四级：上会、专家论证或者并联审批", en: "level 4: a meeting, experts, or several units" },
} as const satisfies Readonly<Record<number, Words>>;
export type Level = keyof typeof LEVELS;
