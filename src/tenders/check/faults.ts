import { standingOf } from "../faulted.js";
import { law, type Check, type Finding } from "./check.js";

/** What an earlier attempt was faulted for. */
export const FAULT_CHECKS = {
  "faulted-clause-amended": {
    law: law("招标投标法实施条例", "23", "招标文件的内容违反法律、行政法规的强制性规定，违反公开、公平、公正和诚实信用原则，影响潜在投标人投标的，应当在修改招标文件后重新招标；政府采购货物和服务招标投标管理办法（87号令）43：招标文件存在不合理条款的，应当改正后依法重新招标", "C:L2"), severity: "stop",
    zh: "前次招标文件被认定有问题的条款已经修改", en: "clauses of the earlier documents that were found at fault are changed",
    check: ({ tender, documents, faults = [] }) => faults.flatMap(({ fault, whole, lot }) => {
      const now = { form: tender.form, line: tender.row.line, lot, documents: documents ?? [] };
      return standingOf(fault, whole, now).map(({ path, zh, en }): Finding => (fault.faulted.length === 0
        ? { place: { path: "form", zh: "招标文件", en: "the documents" }, fact: fault.by.zh, zh: `${fault.by.zh}认定前次招标文件有问题，本次招标的内容和文件与前次完全相同`, en: `${fault.by.en}: the earlier documents are at fault, and nothing was changed in them` }
        : { place: { path: path.replace(/^lot\./, `lots.${lot}.`), zh, en }, fact: zh, zh: `${fault.by.zh}认定“${zh}”有问题，本次招标没有修改`, en: `${fault.by.en}: “${en}” is at fault, and stands unchanged` }));
    }),
  },
} as const satisfies Record<string, Check>;
