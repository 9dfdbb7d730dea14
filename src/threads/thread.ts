import { MessageChannel, parentPort, Worker, type MessagePort, type ResourceLimits } from "node:worker_threads";
import { lineOver, sendFailure, type Line } from "./line.js";

/** Lets a thread run TypeScript as the program that starts it does. */
const LOADER = import.meta.resolve("tsx");
/** Swept often, so that used-up buffers, which lie outside the heap, do not pile up by the dozen megabytes. */
const NURSERY_MB = 4;

/** A program of ours on a thread of its own. */
export type Thread = {
  /** Gives it a job and opens the line about it. */
  readonly call: <Sent, Got>(job: unknown) => Line<Sent, Got>;
  readonly end: () => Promise<void>;
};

type Call = { readonly job: unknown; readonly port: MessagePort };

/**
 * A thread that starts with its first job, and again with the first one after it died; it keeps no process alive. When it dies every line to it ends.
 * @param given what the program finds as `workerData` @param limits what its heap may take; a thread that needs more dies
 */
export function openThread(program: URL, given: unknown, limits: ResourceLimits = {}): Thread {
  let running: Worker | null = null;
  const start = (): Worker => {
    const worker = new Worker(program, { workerData: given, execArgv: ["--import", LOADER], resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB, ...limits } });
    worker.unref();
    // Heard as long as it lives, so that a thread that dies after its line was hung up ends itself alone; and no job goes to one that is dying.
    const forget = (): void => { if (running === worker) running = null; };
    worker.on("error", forget).once("exit", forget);
    return worker;
  };
  const call = <Sent, Got>(job: unknown): Line<Sent, Got> => {
    const worker = (running ??= start());
    const { port1, port2 } = new MessageChannel();
    let why: unknown;
    const died = (error: unknown): void => { why = error; };
    const ended = (): void => { port1.close(); };
    worker.once("error", died).once("exit", ended);
    port1.once("close", () => { worker.off("error", died).off("exit", ended); });
    worker.postMessage({ job, port: port2 } satisfies Call, [port2]);
    return lineOver(port1, () => why);
  };
  return { call, end: async () => { await running?.terminate(); } };
}

/** The other side: does every job this thread is given; one that throws fails alone. */
export function answerCalls<Sent, Got>(work: (job: unknown, line: Line<Sent, Got>) => Promise<void>): void {
  parentPort?.on("message", ({ job, port }: Call) => {
    const line = lineOver<Sent, Got>(port);
    work(job, line).catch((error: unknown) => { sendFailure(port, error); }).finally(line.hangUp);
  });
}
