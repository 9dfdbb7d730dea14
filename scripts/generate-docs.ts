/** Writes docs/generated from the code's own tables; with --check fails, naming the file, where one is stale or a rule is unaccounted for. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OpenAPIHono } from "@hono/zod-openapi";
import { ROLE_NAMES, ROLES } from "../src/identity/actor.js";
import { ACTIONS, IN_PERSON, type Action } from "../src/identity/can.js";
import type { ActionRow } from "../src/identity/action-row.js";
import { MANDATE_ACTS } from "../src/identity/mandate.js";
import { ENTRIES } from "../src/journal/entries.js";
import { REFUSALS } from "../src/kernel/refusal.js";
import type { RefusalRow } from "../src/kernel/refusals/row.js";
import { day } from "../src/kernel/time.js";
import { LINES, SALE_LINES } from "../src/lines/lines.js";
import { kindRow } from "../src/messages/kinds.js";
import { TOLD_BY_DUE } from "../src/messages/told.js";
import { GUARDS, type GuardId } from "../src/procedure/guards.js";
import type { Guard } from "../src/procedure/guard.js";
import type { LawfulNumber, LineLaw } from "../src/procedure/law.js";
import { SALE_GUARDS, type SaleGuard, type SaleGuardId } from "../src/procedure/sale-guards.js";
import type { SaleLaw } from "../src/procedure/sale-law.js";
import { saleLawOf, type SaleProcedure } from "../src/procedure/sale-procedure.js";
import { SALE_DOCUMENTS, SALE_ROLES, SALE_STAGES } from "../src/procedure/sale-words.js";
import { DOCUMENT_TITLES, ROLE_TITLES, STAGE_TITLES, type Move, type Procedure } from "../src/procedure/procedure.js";
import { apiRoutes, type ApiParts } from "../src/routes/api.js";
import type { Vars } from "../src/routes/endpoint.js";
import { confidenceOf, type RuleRow } from "../src/rules/rule.js";
import { freezeRules, RULES } from "../src/rules/rules.js";
import { checkOf } from "../src/tenders/check/checks.js";
import { CALL_MOVES } from "../src/tenders/entry.js";
import { guardChecks, guardInWords } from "../src/tenders/check/guard-checks.js";
import { parseGlossary } from "../src/web/glossary.js";
import { UNUSED_RULES } from "./unused-rules.js";

const ROOT = join(import.meta.dirname, "..");
const MADE_BY = "<!-- Written by `npm run docs` from the code. Do not edit. -->\n";
/** Rows, and what their days are counted from: neither holds facts against a number. */
const RULE_TABLES = /^src\/rules\/(?:(?:calendar|works|procurement|electronic|expert|collusion|service|land|mining|property|auction)-rules|counting)\.ts$/;
/** Guards are listed by name; a line says which row sets a number and the help tells of it, not that anything holds facts against it. */
const NAMED_ELSEWHERE = /^src\/(?:procedure\/(?:.*-guards|(?:sale-)?law)|lines\/.*|web\/help\/.*)\.ts$/;
const LINE_TITLES = { CAL: "期间计算 · Counting of time", ENG: "工程建设项目招标 · Construction works", GP: "政府采购招标 · Government procurement by tender", ET: "电子招标投标 · Electronic tendering", EX: "评标专家 · Evaluation experts", CO: "视为串通投标的情形 · What is deemed collusion", SV: "政务服务与资金支付 · Service and payment", LAND: "国有建设用地使用权 · Land-use rights", MINE: "矿业权 · Mining rights", PROP: "国有产权转让 · State property", AUC: "拍卖 · Auctions" } as const;

const row = (...cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => [row(...heads), row(...heads.map(() => "---")), ...rows.map((cells) => row(...cells))].join("\n");
const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" ");

/** Source files that name a rule, besides the tables that hold the rules and the guards, which are listed by name. */
function sourceMentions(): Map<string, string[]> {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).map((path) => `src/${path.replaceAll("\\", "/")}`);
  const mentions = new Map<string, string[]>();
  for (const file of files.filter((path) => /\.tsx?$/.test(path) && !RULE_TABLES.test(path) && !NAMED_ELSEWHERE.test(path)).sort()) {
    const text = readFileSync(join(ROOT, file), "utf8");
    const byName = [...NUMBERS].filter(([, names]) => [...names].some((name) => text.includes(`"${name}"`))).map(([id]) => id);
    for (const id of new Set([...(text.match(/\b(?:CA|CO|EC|EX|GP|ET|SV|LD|MR|PR|AU)-\d\d\b/g) ?? []), ...byName])) mentions.set(id, [...(mentions.get(id) ?? []), file]);
  }
  return mentions;
}

const numbersOf = ({ law }: Procedure) => Object.entries(law) as [LawfulNumber, string][];

/** Rows that a line names for its numbers: by id, the names. */
const SALE_NUMBERS = Object.values(SALE_LINES).flatMap((line) => Object.keys(line.profiles).flatMap((profile) => Object.entries(saleLawOf(line, profile))));
const NUMBERS = [...Object.values(LINES).flatMap(numbersOf), ...SALE_NUMBERS].reduce((all, [name, id]) => all.set(id, (all.get(id) ?? new Set()).add(name)), new Map<string, Set<string>>());
const namesOf = (id: string): readonly string[] => [...(NUMBERS.get(id) ?? [])];

const guardsOf = (id: string): string[] => [...(Object.entries(GUARDS) as [string, Guard | SaleGuard][]), ...(Object.entries(SALE_GUARDS) as [string, Guard | SaleGuard][])]
  .filter(([, { rules, numbers = [] }]) => (rules as readonly string[]).includes(id) || numbers.some((name) => namesOf(id).includes(name))).map(([name]) => name);

function bites(id: string, mentions: ReadonlyMap<string, readonly string[]>, faults: string[]): string {
  const guards = guardsOf(id);
  const files = mentions.get(id) ?? [];
  const reason = UNUSED_RULES.get(id);
  const uses = [...guards, ...files];
  if (uses.length === 0) return whyUnused(id, reason, faults);
  if (reason !== undefined) faults.push(`rule ${id} is used (${uses.join(", ")}) and still listed in scripts/unused-rules.ts`);
  return [code(guards), code(files)].filter((part) => part !== "").join("; ");
}

function whyUnused(id: string, reason: { readonly zh: string; readonly en: string } | undefined, faults: string[]): string {
  if (reason !== undefined) return `— ${reason.zh} · ${reason.en}`;
  faults.push(`rule ${id} is used nowhere and not listed in scripts/unused-rules.ts`);
  return "—";
}

const numberText = ({ op, value, unit, also }: RuleRow): string =>
  [`${op === "range" ? "" : `${op} `}${value} ${unit}`, ...Object.entries(also ?? {}).map(([name, each]) => `${name} ${each.op} ${each.value} ${each.unit}`)].join("<br>");
const inForce = ({ from, to }: RuleRow): string => `${from} – ${to ?? ""}`;

function rulesDocument(faults: string[]): string {
  const mentions = sourceMentions();
  const sections = Object.entries(RULES).map(([line, rows]) => {
    const cells = rows.map((each: RuleRow) => [each.id, `${each.zh}<br>${each.en}`, numberText(each), each.article, `${each.mark} ${confidenceOf(each.mark)}`, inForce(each), bites(each.id, mentions, faults)]);
    return `## ${LINE_TITLES[line as keyof typeof LINE_TITLES]}\n\n${table(["id", "rule", "number", "law", "source", "in force", "where it bites"], cells)}\n`;
  });
  const intro = "Every number a law sets, with the guards and files that hold facts against it. CD calendar days, WD working days. Source: C the text was read, S an account of it, M from memory, D our own design; not legal advice.\n";
  return `${MADE_BY}# 法定数字 · Statutory numbers\n\n${intro}\n${sections.join("\n")}`;
}

const moverOf = (move: Move): string => (move.by === "clock" ? `${ROLE_TITLES.clock.zh} @${move.at}` : ROLE_TITLES[move.by].zh);

function diagram({ start, moves }: Procedure): string {
  const arrows = moves.filter(({ to }) => to !== "same" && to !== "back" && to !== "suspended" && to !== "terminated")
    .flatMap((move) => move.from.map((from) => `  ${from} --> ${move.to}: ${move.name}`));
  const names = [...new Set(moves.flatMap(({ from, to }) => [...from, ...(to === "same" || to === "back" ? [] : [to])]))];
  const labels = names.map((stage) => `  state "${STAGE_TITLES[stage].zh}" as ${stage}`);
  return ["```mermaid", "stateDiagram-v2", ...labels, `  [*] --> ${start}`, ...arrows, "```"].join("\n");
}

/** The rows a guard holds facts against on one line. */
const rowsOf = ({ rules, numbers = [] }: Guard, law: LineLaw): readonly string[] => [...new Set([...numbers.flatMap((name) => law[name] ?? []), ...rules])];

const guardWords = (guards: readonly GuardId[], law: LineLaw): string => guards.map((name) => {
  const guard: Guard = GUARDS[name];
  const rows = rowsOf(guard, law);
  return `${guard.zh}${rows.length > 0 ? ` (${rows.join(", ")})` : ""}`;
}).join("；") || "—";

function movesTable({ moves, law }: Procedure): string {
  return table(["move", "from → to", "by", "guards, first no is the answer", "warns", "documents"], moves.map((move) => [
    `\`${move.name}\` ${move.title.zh}`, `${move.from.map((stage) => STAGE_TITLES[stage].zh).join("、")} → ${move.to === "same" ? "（不变）" : move.to === "back" ? "（恢复原阶段）" : STAGE_TITLES[move.to].zh}`,
    moverOf(move), guardWords(move.guards, law), guardWords(move.warns ?? [], law), move.issues.map((type) => `${DOCUMENT_TITLES[type].form} ${DOCUMENT_TITLES[type].zh}`).join("、") || "—",
  ]));
}

function formsTable({ kinds, forms }: Procedure): string {
  const rows = kinds.flatMap((kind) => (forms[kind]?.fields ?? []).map((field) => [
    `\`${kind}\``, `\`${field.path}\``, field.kind, `${field.ask.zh}<br>${field.ask.en}`, `${field.name.zh}<br>${field.name.en}`, field.required ? "是" : "否", field.said.join(", ") || "—", forms[kind]?.law.zh ?? "",
  ]));
  return table(["kind", "path", "answer", "asked as", "called", "required", "made known at", "law"], rows);
}

const saleGuardWords = (guards: readonly SaleGuardId[], law: SaleLaw): string => guards.map((name) => {
  const guard: SaleGuard = SALE_GUARDS[name];
  const rows = [...new Set([...(guard.numbers ?? []).flatMap((number) => law[number] ?? []), ...guard.rules])];
  return `${guard.zh}${rows.length > 0 ? ` (${rows.join(", ")})` : ""}`;
}).join("；") || "—";

/** A line that sells: its moves, and what each local profile sets in the place of the nation's rules. */
function saleSection(name: string, { title, moves, law, profiles }: SaleProcedure): string {
  const rows = moves.map((move) => [
    `\`${move.name}\` ${move.title.zh}`, `${move.from.map((stage) => SALE_STAGES[stage].zh).join("、")} → ${move.to === "same" ? "（不变）" : move.to === "back" ? "（恢复原阶段）" : SALE_STAGES[move.to].zh}`,
    move.by === "clock" ? `${SALE_ROLES.clock.zh} @${move.at}` : SALE_ROLES[move.by].zh, saleGuardWords(move.guards, law), saleGuardWords(move.warns ?? [], law), move.issues.map((type) => `${SALE_DOCUMENTS[type].form} ${SALE_DOCUMENTS[type].zh}`).join("、") || "—",
  ]);
  const sets = Object.entries(profiles).map(([profile, each]) => [`\`${profile}\` ${each.title.zh}`, Object.entries(each.law).map(([number, id]) => `\`${number}\` ${id}`).join(", ") || "—"]);
  return [`## \`${name}\` ${title.zh}`, title.en, table(["move", "from → to", "by", "guards, first no is the answer", "warns", "documents"], rows), "### 地方规则 · Local profiles", table(["profile", "sets"], sets)].join("\n\n");
}

function linesDocument(): string {
  const yesNo = (given: boolean | undefined): string => (given === undefined ? "—" : given ? "是" : "否");
  const sections = Object.entries(LINES).map(([name, procedure]) => [
    `## \`${name}\` ${procedure.title.zh}`, procedure.title.en, diagram(procedure), "终止与中止未画出，见下表。 Termination and suspension are left out of the drawing; the table has them.", movesTable(procedure),
    "### 开标一览表 · What a bid’s form answers (form/1)", formsTable(procedure),
    "### 解密不足 · Shortfall after decryption", table(["left", "outside cause", "remedy left", "outcome", "words"], procedure.shortfall.map((each) =>
      [each.left.join(", "), yesNo(each.outsideCause), yesNo(each.remedyLeft), each.outcome, `${each.zh}<br>${each.en}`])),
    "### 期限提醒 · Reminders", table(["deadline", "told as", "to", "before", "number, counted from"], procedure.reminders.map(({ due, ahead, duty }) => {
      const { kind, to } = TOLD_BY_DUE[due];
      return [`\`${due}\``, `${kindRow(kind).zh}<br>${kindRow(kind).en}`, to.join(", "), ahead.map(({ count, unit }) => `${String(count)} ${unit}`).join(", "), duty === undefined ? "—" : `\`${duty.number}\`, ${duty.from}`];
    })),
  ].join("\n\n"));
  const guards = table(["guard", "asks", "numbers and rules"], (Object.entries(GUARDS) as [string, Guard][]).map(([name, { zh, en, rules, numbers = [] }]) => [`\`${name}\``, `${zh}<br>${en}`, [code(numbers), rules.join(", ")].filter((part) => part !== "").join(" ") || "—"]));
  const sales = Object.entries(SALE_LINES).map(([name, line]) => saleSection(name, line));
  const saleGuards = table(["guard", "asks", "numbers and rules"], (Object.entries(SALE_GUARDS) as [string, SaleGuard][]).map(([name, { zh, en, rules, numbers = [] }]) => [`\`${name}\``, `${zh}<br>${en}`, [code(numbers), rules.join(", ")].filter((part) => part !== "").join(" ") || "—"]));
  return `${MADE_BY}# 交易流程 · Trading lines\n\n${[...sections, ...sales].join("\n\n")}\n\n## 条件 · Guards\n\n${guards}\n\n## 出让和转让的条件 · Guards of lines that sell\n\n${saleGuards}\n`;
}

const SEVERITIES = { stop: "stop 违法，不能发布", warn: "warn 提醒", hint: "hint 提示" } as const;

/** The guards of whatever the line publishes to call firms. */
const publicationChecks = (moves: Procedure["moves"]): readonly string[] => [...new Set(CALL_MOVES.flatMap((move) => guardChecks(moves, move)))];

/** The checks of every line: the guards of its publication, then those it names. */
function checksDocument(): string {
  const rules = freezeRules(day("2026-01-01"));
  const lawOfGuard = (id: string) => Object.values(LINES).find(({ moves }) => publicationChecks(moves).includes(id))?.law ?? {};
  const ids = [...new Set(Object.values(LINES).flatMap(({ moves, checks }) => [...publicationChecks(moves), ...checks]))];
  const lines = (id: string): string => code(Object.entries(LINES).filter(([, { moves, checks }]) => publicationChecks(moves).includes(id) || checks.includes(id)).map(([name]) => name));
  const rows = ids.map((id) => {
    if (Object.hasOwn(GUARDS, id)) {
      const { zh, en, act, article } = guardInWords(id as GuardId, { rules, law: lawOfGuard(id) });
      return [`\`${id}\``, SEVERITIES.stop, `${zh}<br>${en}`, `${act} ${article}`.trim(), "guard", lines(id)];
    }
    const { law, severity, zh, en } = checkOf(id);
    return [`\`${id}\``, SEVERITIES[severity], `${zh}<br>${en}`, `${law.act} ${law.article}<br>${law.gist}`, `${law.mark} ${confidenceOf(law.mark)}`, lines(id)];
  });
  const intro = "What a notice is checked for before it is published. A finding of `stop` publishes nothing; warnings and hints are published with the notice. `guard` rows are the guards of the publication itself ([lines.md](lines.md)).\n";
  return `${MADE_BY}# 发布前检查 · Checks before publication\n\n${intro}\n${table(["check", "severity", "what must hold", "law", "source", "lines"], rows)}\n`;
}

function refusalsDocument(): string {
  const rows = Object.entries<RefusalRow>(REFUSALS).sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, { status, zh, en, law }]) => [`\`${name}\``, String(status), zh, en, law === undefined ? (zh.includes("{law}") ? "{law}" : "") : `${law.zh}<br>${law.en}`]);
  return `${MADE_BY}# 不予办理的情形 · Refusals\n\nThe code is the same in page, API, command line and log. \`{name}\` is the fact that decided.\n\n${table(["code", "status", "中文", "English", "law"], rows)}\n`;
}

function journalDocument(): string {
  const rows = Object.entries(ENTRIES).map(([type, each]) => [`\`${type}\``, `${each.zh}<br>${each.en}`, code(each.fields), code("optional" in each ? each.optional : [])]);
  const intro = "Every entry is `{v:\"dl/1\", type, …}` as canonical JSON; these are the fields beside `v` and `type`. What they hold stands in [contracts.md](../contracts.md) §5.\n";
  return `${MADE_BY}# 日志条目 · Log entries\n\n${intro}\n${table(["type", "says", "fields", "may have"], rows)}\n`;
}

const METHODS = ["get", "put", "post", "patch", "delete", "options"] as const;

/** Registers the API over no world at all: nothing of it is used before a request comes, and none does. */
function apiDocument(): string {
  const app = new OpenAPIHono<Vars>();
  apiRoutes(app, { world: {}, movable: {}, uploads: {} } as ApiParts);
  const { paths } = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Daylight", version: "1" } });
  const rows = Object.entries(paths ?? {}).sort(([left], [right]) => (left < right ? -1 : 1)).flatMap(([path, item]) => METHODS.flatMap((method) => {
    const operation = item[method];
    if (operation === undefined) return [];
    const statuses = Object.keys(operation.responses ?? {});
    return [[`${method.toUpperCase()} \`${path}\``, operation.summary ?? firstDescription(operation.responses), operation.description ?? "—", statuses.filter((status) => status !== "default").join(" ")]];
  }));
  const intro = "Bodies and answers stand in `/openapi.json` of a running exchange; every other answer is a problem document whose `code` stands in [refusals.md](refusals.md).\n";
  return `${MADE_BY}# 接口 · HTTP addresses\n\n${intro}\n${table(["address", "does", "who may", "answers"], rows)}\n`;
}

function firstDescription(responses: object | undefined): string {
  const [first] = Object.values(responses ?? {}) as { readonly description?: string }[];
  return first?.description ?? "—";
}

/** GLOSSARY.md is a page too: a row that the page could not show is named here. */
function readGlossary(faults: string[]): void {
  try {
    parseGlossary(readFileSync(join(ROOT, "GLOSSARY.md"), "utf8"));
  } catch (error) {
    faults.push(error instanceof RangeError ? error.message : String(error));
  }
}

/** Where an act can be done, for each line whose table knows one of its moves. */
const stagesOf = (moves: readonly string[]): string => Object.values(LINES).flatMap(({ title, moves: all }) => {
  const from = all.filter(({ name }) => moves.includes(name)).flatMap((move) => move.from);
  return from.length === 0 ? [] : [`${title.zh}：${[...new Set(from)].map((stage) => STAGE_TITLES[stage].zh).join("、")}`];
}).join("<br>");

function permissionsDocument(): string {
  const rows = (Object.entries(ACTIONS) as [Action, ActionRow][]).map(([action, { zh, en, roles, own, rank, signed, act, moves }]) => [
    `\`${action}\``, `${zh}<br>${en}`, roles.length === ROLES.length ? "任何身份 any" : roles.map((role) => ROLE_NAMES[role].zh).join("、"), own === undefined ? "" : `只限本单位的（${ROLE_NAMES[own].zh}） own`, rank === undefined ? "" : "单位管理员 administrator",
    signed === true ? "每次签名 signed" : IN_PERSON.includes(action) ? "本人 in person" : "", act === undefined ? "" : act === "any" ? "任何委托 any" : MANDATE_ACTS[act].zh, moves === undefined ? "" : stagesOf(moves),
  ]);
  const intro = "One table decides, `can` in src/identity/can.ts, and draws the buttons: who may ask for an act, whose object it must be, whether the person signs each request, what an agency may do under a mandate, and in which stages of a lot an act that moves it can be done (from the lines' own tables). Where a cell is empty nothing more is asked.\n";
  return `${MADE_BY}# 谁可以办理什么 · Who may do what\n\n${intro}\n${table(["act", "事项", "身份 who", "对象 whose", "级别 rank", "签名 signature", "代理机构委托 mandate", "阶段 when"], rows)}\n`;
}

function main(check: boolean): readonly string[] {
  const faults: string[] = [];
  readGlossary(faults);
  const documents = { "rules.md": rulesDocument(faults), "lines.md": linesDocument(), "refusals.md": refusalsDocument(), "checks.md": checksDocument(), "journal.md": journalDocument(), "api.md": apiDocument(), "permissions.md": permissionsDocument() };
  for (const [name, text] of Object.entries(documents)) {
    const path = join(ROOT, "docs/generated", name);
    if (check) {
      if (textOf(path) !== text) faults.push(`docs/generated/${name} is stale: run npm run docs`);
    } else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
  return faults;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

const faults = main(process.argv.includes("--check"));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
