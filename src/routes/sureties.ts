import { z } from "@hono/zod-openapi";
import { REFUND_CAUSES } from "../bidding/refunds.js";
import { base64, hex } from "../kernel/bytes.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { LETTER_STATES } from "../sureties/check.js";
import { IssuerBody, ISSUER_KINDS } from "../sureties/issuer.js";
import { issuersOf, type KeptIssuer } from "../sureties/queries.js";
import { LetterBody } from "../sureties/letter.js";
import { demandFor } from "../sureties/use-cases/demand.js";
import { handIn, lotTerms } from "../sureties/use-cases/hand-in.js";
import { approveIssuer, enterIssuer, issuerToApprove } from "../sureties/use-cases/issuers.js";
import { ownLetter, verifiedLetter, type ShownLetter } from "../sureties/use-cases/show.js";
import type { World } from "../world.js";
import { document, endpoint, inOffice, type Answer, type Api } from "./endpoint.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";
import { Base64, created } from "./tenders.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot";
const ISSUERS = "/api/v1/guarantee-issuers";
/** Bytes of a letter with its signature, as one file of JSON; a proper one has about four thousand. */
export const LETTER_FILE_MAX = 65_536;
const SIGNATURE_MAX = 32_768;
const SignedLetterBody = z.strictObject({ letter: LetterBody, signature: Base64(SIGNATURE_MAX) });

/** Electronic letters of guarantee: what one must say, handing it in, checking it after the opening; and who may issue them. */
export function suretyRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${LOT}/guarantee-terms`, summary: "What a letter of guarantee for a lot must say, for its issuer to fill in", action: "anyone" }, async ({ param }) => {
    const asked = await lotTerms(world.db, world, { tenderId: param("tender"), lot: param("lot") });
    return asked.ok ? ok({ body: termsView(asked.value) }) : asked;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/guarantee-letter`, summary: "Hand in a letter of guarantee with its issuer’s signature, before the deadline", action: "surety.hand-in", bodyMax: LETTER_FILE_MAX, body: SignedLetterBody }, async ({ actor, body, param, receivedAt }) => {
    const taken = await handIn(world, actor, { tenderId: param("tender"), lot: param("lot") }, body, receivedAt);
    return taken.ok ? created({ reference: taken.value.reference, sha256: taken.value.sha256, salt: hex(taken.value.salt) }) : taken;
  });
  endpoint(api, world, { method: "get", path: `${LOT}/guarantee-letter`, summary: "One’s own letter of guarantee for a lot, and where it stands", action: "surety.hand-in" }, async ({ actor, param }) => {
    const own = await ownLetter(world, { tenderId: param("tender"), lot: param("lot") }, actor.organisation?.uscc ?? "");
    return own === null ? refuse("not-found", { what: param("lot") }) : letterAnswer(world, own);
  });
  endpoint(api, world, { method: "get", path: "/api/v1/guarantee-letters/:sha{[0-9a-f]{64}}", summary: "Whether a letter was taken and where it stands, for whoever holds it: after the opening", action: "anyone" }, async ({ param }) => {
    const letter = await verifiedLetter(world, param("sha"));
    return letter === null ? refuse("not-found", { what: param("sha") }) : letterAnswer(world, letter);
  });
  issuerRoutes(api, world);
  for (const isPdf of [true, false]) demandPaper(api, world, isPdf);
}

const termsView = ({ terms, deadline, isOpen }: Extract<Awaited<ReturnType<typeof lotTerms>>, { ok: true }>["value"]) => ({
  exchange: terms.exchange, tender: terms.tender, lot: terms.lot, beneficiary: terms.beneficiary, amount: moneyJson(terms.wanted), from: terms.from, until: terms.until, deadline: rfc3339(deadline), open: isOpen,
});

/** The very letter with its signature, so that its holder checks both with tools of his own. */
async function letterAnswer(world: World, { letter, signature, sha256, reference, salt, outboxId, state, releasedOn, why, handedInAt, demand }: ShownLetter): Promise<Result<Answer>> {
  return ok({ body: {
    letter, signature: base64(signature), sha256, reference, handedInAt: rfc3339(handedInAt), log: { salt: hex(salt), index: await world.journal.indexOf(outboxId) }, state: { code: state, zh: LETTER_STATES[state].zh, en: LETTER_STATES[state].en }, releasedOn, why: why === null ? null : { code: why, ...REFUND_CAUSES[why] },
    demand: demand === null ? null : { paper: demand.paper_id, ground: demand.ground, amount: moneyJson(BigInt(demand.amount_fen)), at: rfc3339(demand.made_at.getTime() as Instant), recordSha256: demand.json_sha256, pdfSha256: demand.pdf_sha256 },
  } });
}

function issuerRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: ISSUERS, summary: "Who may issue letters of guarantee: every version two officers agreed to", action: "anyone" }, async () =>
    ok({ body: { issuers: (await issuersOf(db, exchange.id)).filter(({ approvedBy }) => approvedBy !== null).map(issuerView) } }));
  endpoint(api, world, { method: "post", path: ISSUERS, summary: "Enter an issuer or its next version; it holds once another officer agrees", action: "issuer.keep", body: IssuerBody }, async ({ actor, body, receivedAt }) => {
    const entered = await enterIssuer(world, actor, body, receivedAt);
    return entered.ok ? created(entered.value) : entered;
  });
  endpoint(api, world, { method: "post", path: `${ISSUERS}/:uscc/versions/:version{[1-9][0-9]{0,5}}/approval`, summary: "Agree to a version (another person)", action: "issuer.keep", object: (param) => issuerToApprove(world, param("uscc"), Number(param("version"))) }, async ({ actor, param, receivedAt }) => {
    const agreed = await approveIssuer(world, actor, param("uscc"), Number(param("version")), receivedAt);
    return agreed.ok ? created(agreed.value) : agreed;
  });
}

const issuerView = ({ uscc, name, kind, licence, from, until, version, certificate, sha256, der }: KeptIssuer) =>
  ({ uscc, name, kind: { code: kind, zh: ISSUER_KINDS[kind].zh, en: ISSUER_KINDS[kind].en }, licence, from, until, version, sha256, certificate: { sha256: certificate, der: base64(der) } });

/** What was demanded of an issuer: the sealed PDF that it is sent, and its record. */
function demandPaper(api: Api, world: World, isPdf: boolean): void {
  const path = `/api/v1/guarantees/:reference/demand.${isPdf ? "pdf" : "json"}`;
  document(api, { method: "get", path, summary: `A demand on the issuer of a letter: ${isPdf ? "its sealed PDF" : "its record"}`, action: "demand.read" });
  api.get(path, async (c) => {
    const may = inOffice(c, "demand.read");
    const demand = may.ok ? await demandFor(world, may.value, c.req.param("reference") ?? "") : may;
    return demand.ok ? sendPaper(c, world, demand.value, isPdf) : problem(c, demand.refusal, c.get("receivedAt"));
  });
}
