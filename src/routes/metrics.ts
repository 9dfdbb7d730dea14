import { Hono } from "hono";
import { collectDefaultMetrics, Counter, Registry } from "prom-client";

type Fetch = (request: Request, env: never) => Response | Promise<Response>;
/** What METRICS_PORT serves, and the count of what the exchange answers. */
export type Metrics = { readonly counting: (fetch: Fetch) => Fetch; readonly app: Hono };

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * The process's own figures and how often each status was answered. No label names a tender, a person or an address: before
 * an opening, requests by tender would tell who prepares a bid.
 */
export function openMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const answered = new Counter({ name: "daylight_answers_total", help: "Answers by method and status", labelNames: ["method", "status"], registers: [register] });
  const app = new Hono();
  app.get("/metrics", async (c) => c.body(await register.metrics(), 200, { "content-type": register.contentType }));
  return {
    app,
    counting: (fetch) => async (request, env) => {
      const response = await fetch(request, env);
      answered.inc({ method: METHODS.has(request.method) ? request.method : "other", status: response.status });
      return response;
    },
  };
}
