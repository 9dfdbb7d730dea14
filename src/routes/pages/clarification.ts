import { ASKED_WORDS_MAX, askedBytes, readAnswer } from "../../judging/bid-questions.js";
import { oneLine } from "../../judging/method.js";
import { base64, hex } from "../../kernel/bytes.js";
import { refuse, type Result } from "../../kernel/result.js";
import { at } from "../../kernel/time.js";
import { isPrintable } from "../../notices/printable.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { Language } from "../../web/context.js";
import { clarificationWords } from "../../web/messages/clarifications.js";
import { clarificationPage, type ClarificationView } from "../../web/pages/clarification.js";
import type { AskedView } from "../../web/parts/asked.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { questionsTo, type ShownQuestion } from "../views/bid-questions.js";
import { faultsOf } from "./buttons.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";

const PATH = "/my/:tender/:lot/clarifications/:serial{[0-9]{1,4}}";
const SALT_BYTES = 32;
const ANSWER = "answer";

/** The page on which a bidder answers its committee: typed, checked into the bytes that are then signed. */
export function clarificationRoutes(site: Site): void {
  site.api.get(PATH, (c) => draw(c, site, null));
  site.api.post(PATH, async (c) => draw(c, site, new URLSearchParams(await c.req.text()).get(ANSWER) ?? ""));
}

/** A question as both sides' pages show it. @param bidder its name, for the committee alone */
export const askedView = (asked: ShownQuestion, { bidder, href }: Pick<AskedView, "bidder" | "href">): AskedView =>
  ({ bidder, kind: asked.kind, question: asked.question, askedAt: at(asked.askedAt), until: at(asked.until), answer: asked.answer, answeredAt: asked.answeredAt === null ? null : at(asked.answeredAt), href });

async function draw(c: PageRequest, site: Site, typed: string | null): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "clarification.answer");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.my);
  const place = { tenderId: c.req.param("tender") ?? "", lot: c.req.param("lot") ?? "" };
  const tender = await tenderById(world.db, world.exchange.id, place.tenderId);
  const asked = (await questionsTo(world, may.value, place)).find(({ serial }) => serial === Number(c.req.param("serial")));
  if (tender === null || asked === undefined) return refusedPage(c, site, refuse("not-found", { what: c.req.path }).refusal, paths.my);
  const page = contextOf(c, site);
  const isOpen = asked.answer === null && page.now < at(asked.until);
  const view = answering(site, { tender, lot: place.lot, asked, path: new URL(c.req.url).pathname }, isOpen ? typed : null, page.language);
  return html(c, page, clarificationPage(page, { ...view, form: isOpen ? view.form : null }), view.faults.length === 0 ? 200 : 422);
}

type Place = { readonly tender: Tender; readonly lot: string; readonly asked: ShownQuestion; readonly path: string };

function answering(site: Site, place: Place, typed: string | null, language: Language): ClarificationView {
  const { tender, lot, asked, path } = place;
  const prepared = typed === null ? null : prepare(site, place, oneLine(typed));
  const words = clarificationWords(language);
  const field: Field = { name: ANSWER, label: words.answer, kind: "textarea", required: true, rows: 6, ...(typed === null ? {} : { value: typed }) };
  return {
    tender: tender.id, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, asked: askedView(asked, { bidder: null, href: null }),
    form: { name: ANSWER, label: words.check, href: path, fields: [field], refusal: null, warning: null, idempotencyKey: "", version: null },
    prepared: prepared?.ok === true ? prepared.value : null, signHref: `/api/v1/tenders/${encodeURIComponent(tender.id)}/lots/${encodeURIComponent(lot)}/clarifications/${String(asked.serial)}/answer`,
    faults: prepared?.ok === false ? faultsOf({ act: ANSWER, refusal: prepared.refusal, posted: new Map([[ANSWER, [typed ?? ""]]]) }, language) : [],
  };
}

/** The canonical answer, held against its form as the act itself will hold it. */
function prepare({ world }: Site, { tender: { id }, asked, lot }: Place, answer: string): Result<NonNullable<ClarificationView["prepared"]>> {
  if (!isPrintable(answer)) return refuse("clarification-malformed", { where: ANSWER });
  const bytes = askedBytes({ v: "bid-answer/1", exchange: world.exchange.origin, tender: id, lot, serial: asked.serial, bidder: asked.bidder, question: asked.sha256, answer, salt: hex(world.random(SALT_BYTES)) });
  if (answer.length > ASKED_WORDS_MAX) return refuse("clarification-too-long", { given: answer.length, max: ASKED_WORDS_MAX });
  return readAnswer(bytes) === null ? refuse("clarification-malformed", { where: ANSWER }) : { ok: true, value: { answer, bytes: base64(bytes) } };
}
