import { Hono } from "hono";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import { offsetOf, type ClockReading } from "../journal/clock-offset.js";
import { SECOND_MS } from "../kernel/time.js";

type Fetch = (request: Request, env: never) => Response | Promise<Response>;
/** What METRICS_PORT serves, and the count of what the exchange answers. */
export type Metrics = { readonly counting: (fetch: Fetch) => Fetch; readonly app: Hono };

/** Our clock beside the witnesses'; where too few answered the figures are NaN and their count says why. */
function gaugeClock(register: Registry, readClock: () => ClockReading): void {
  const gauge = (name: string, help: string, valueOf: (reading: ClockReading) => number): void => {
    const made = new Gauge({ name, help, registers: [register], collect: () => { made.set(valueOf(readClock())); } });
  };
  gauge("daylight_clock_offset_seconds", "Witnesses' clocks minus ours, the middle of them", (reading) => (reading.kind === "measured" ? offsetOf(reading) / SECOND_MS : Number.NaN));
  gauge("daylight_clock_error_seconds", "How exact that is", (reading) => (reading.kind === "measured" ? reading.errorMs / SECOND_MS : Number.NaN));
  gauge("daylight_clock_witnesses", "Witnesses whose clocks were heard lately", (reading) => (reading.kind === "nobody" ? 0 : reading.witnesses));
}

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * The process's own figures and how often each status was answered. No label names a tender, a person or an address: before
 * an opening, requests by tender would tell who prepares a bid.
 */
export function openMetrics(readClock: () => ClockReading): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  gaugeClock(register, readClock);
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
