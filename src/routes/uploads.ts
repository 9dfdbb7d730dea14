import { Readable } from "node:stream";
import type { HttpBindings } from "@hono/node-server";
import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Refusal } from "../kernel/refusal.js";
import { refuse, type Result } from "../kernel/result.js";
import { decideAppend, parseBytes, parseMetadata, type Upload } from "../storage/upload.js";
import type { Addition, Uploads } from "../storage/use-cases.js";

const TUS_VERSION = "1.0.0";
const CONTENT_TYPE = "application/offset+octet-stream";
const PATH = "/api/v1/uploads";
const ONE = `${PATH}/:id{[0-9a-f]{32}}` as const;
/** A connection that brings nothing for so long is cut; the upload can be continued. */
const IDLE_MS_MAX = 60_000;

/** `actorOf` names whoever is signed in and may upload, or refuses; `take` counts the bytes he announces against his day; `refused` answers with a problem document. */
type UploadSurface = {
  readonly uploads: Uploads;
  readonly actorOf: (c: Context) => Result<{ readonly id: string }> | Promise<Result<{ readonly id: string }>>;
  readonly take: (c: Context, actorId: string, bytes: number) => Promise<Result<{ readonly giveBack: () => Promise<void> }>>;
  readonly refused: (c: Context, refusal: Refusal) => Response;
};

const UploadState = z.object({
  id: z.string(), name: z.string(), size: z.number().int(), received: z.number().int(), sha256: z.string().nullable(), state: z.enum(["open", "storing", "finished", "refused"]),
}).openapi("Upload");

/** Resumable uploads as tus 1.0 with creation and termination; every tus client works. */
export function uploadRoutes({ uploads, actorOf, take, refused }: UploadSurface): OpenAPIHono {
  const app = new OpenAPIHono();
  describe(app);
  const answer = async <T>(c: Context, work: (actorId: string) => Promise<Result<T>>, done: (value: T) => Response): Promise<Response> => {
    c.header("Tus-Resumable", TUS_VERSION);
    const actor = await actorOf(c);
    if (!actor.ok) return refused(c, actor.refusal);
    const result = await work(actor.value.id);
    return result.ok ? done(result.value) : refused(c, result.refusal);
  };
  app.on("OPTIONS", PATH, (c) => c.body(null, 204, {
    "Tus-Resumable": TUS_VERSION, "Tus-Version": TUS_VERSION, "Tus-Extension": "creation,termination", "Tus-Max-Size": String(uploads.sizeMax),
  }));
  app.post(PATH, (c) => answer(c, (actorId) => begin(c, { uploads, take }, actorId), ({ id }) => c.body(null, 201, { Location: `${PATH}/${id}` })));
  app.get(ONE, (c) => answer(c, (actorId) => uploads.look(actorId, c.req.param("id")), ({ id, name, size, received, sha256, state }) =>
    c.json({ id, name, size, received, sha256, state }, 200, { "Upload-Offset": String(received), "Upload-Length": String(size), "Cache-Control": "no-store" })));
  app.patch(ONE, (c) => answer(c, (actorId) => append(c, uploads, actorId, c.req.param("id")), ({ received }) => c.body(null, 204, { "Upload-Offset": String(received) })));
  app.delete(ONE, (c) => answer(c, (actorId) => uploads.cancel(actorId, c.req.param("id")), () => c.body(null, 204)));
  return app;
}

/** Writes the addresses into openapi.json; the handlers read headers and raw bytes, which zod has no say in. */
function describe(app: OpenAPIHono): void {
  const path = `${PATH}/{id}`;
  const parameters = [{ name: "id", in: "path" as const, required: true, schema: { type: "string" as const, pattern: "^[0-9a-f]{32}$" } }];
  const refusal = { description: "refused", content: { "application/problem+json": { schema: { type: "object" as const } } } };
  const responses = (status: number, description: string, rest: object = {}): Record<number | string, { description: string }> => ({ [status]: { description, ...rest }, default: refusal });
  const bytes = { content: { [CONTENT_TYPE]: { schema: { type: "string" as const, format: "binary" } } }, required: true };
  const { openAPIRegistry: registry } = app;
  registry.registerPath({ method: "options", path: PATH, summary: "What tus can do here", responses: responses(204, "versions, extensions and the largest size") });
  registry.registerPath({ method: "post", path: PATH, summary: "Begin a resumable upload (tus 1.0 creation)", responses: responses(201, "its address stands in Location") });
  registry.registerPath({
    method: "get", path, parameters, summary: "How far an upload is; HEAD gives the tus headers alone",
    responses: responses(200, "as JSON and as tus headers", { content: { "application/json": { schema: UploadState } } }),
  });
  registry.registerPath({ method: "patch", path, parameters, summary: "Add bytes at Upload-Offset", request: { body: bytes }, responses: responses(204, "taken; Upload-Offset says how much is here") });
  registry.registerPath({ method: "delete", path, parameters, summary: "Give an unfinished upload up (tus termination)", responses: responses(204, "given up") });
}

async function begin(c: Context, { uploads, take }: Pick<UploadSurface, "uploads" | "take">, actorId: string): Promise<Result<Upload>> {
  if (c.req.header("Tus-Resumable") !== TUS_VERSION) return refuse("wrong-tus-version", { wanted: TUS_VERSION });
  const size = parseBytes("Upload-Length", c.req.header("Upload-Length"));
  if (!size.ok) return size;
  const metadata = parseMetadata(c.req.header("Upload-Metadata") ?? "");
  if (!metadata.ok) return metadata;
  const taken = await take(c, actorId, size.value);
  if (!taken.ok) return taken;
  const begun = await uploads.start(actorId, { ...metadata.value, size: size.value });
  if (!begun.ok) await taken.value.giveBack();
  return begun;
}

async function append(c: Context, uploads: Uploads, actorId: string, id: string): Promise<Result<Upload>> {
  const addition = readAddition(c);
  if (!addition.ok) return addition;
  // Said before a byte is read: an upload that cannot fit must not cost its transfer.
  const upload = await uploads.look(actorId, id);
  if (!upload.ok) return upload;
  const decided = decideAppend(upload.value, addition.value.offset, addition.value.length);
  return decided.ok ? uploads.append(actorId, id, addition.value) : decided;
}

function readAddition(c: Context): Result<Addition> {
  if (c.req.header("Tus-Resumable") !== TUS_VERSION) return refuse("wrong-tus-version", { wanted: TUS_VERSION });
  if (c.req.header("Content-Type") !== CONTENT_TYPE) return refuse("wrong-media-type", { wanted: CONTENT_TYPE });
  const offset = parseBytes("Upload-Offset", c.req.header("Upload-Offset"));
  if (!offset.ok) return offset;
  const announced = c.req.header("Content-Length");
  const length = announced === undefined ? null : parseBytes("Content-Length", announced);
  if (length !== null && !length.ok) return length;
  return { ok: true, value: { offset: offset.value, length: length?.value ?? null, body: bodyOf(c) } };
}

/** The network stream itself where there is one: the web stream over it costs a third of the speed. */
function bodyOf(c: Context): Readable {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  if (incoming instanceof Readable) {
    const cut = (): void => { incoming.destroy(); };
    incoming.socket.setTimeout(IDLE_MS_MAX, cut);
    // A kept-alive connection carries many pieces: without this each would leave a listener behind.
    incoming.once("close", () => { incoming.socket.off("timeout", cut); });
    return incoming;
  }
  return c.req.raw.body === null ? Readable.from([]) : Readable.fromWeb(c.req.raw.body);
}
