import type { MessagePort, Transferable } from "node:worker_threads";

/** A conversation with another thread about one job. What one side sends the other gets in order. */
export type Line<Sent, Got> = {
  readonly send: (message: Sent, transfer?: readonly Transferable[]) => void;
  /** The next message. @throws {Error} what the other side failed with, or that it ended before it answered */
  readonly next: () => Promise<Got>;
  /** Ends the conversation; what was sent before still arrives. */
  readonly hangUp: () => void;
};

type Message<Said> = { readonly said: Said } | { readonly failed: string };

/** A line over a port. @param why says at its end what is known of the other side's death */
export function lineOver<Sent, Got>(port: MessagePort, why: () => unknown = () => undefined): Line<Sent, Got> {
  const arrived: Message<Got>[] = [];
  let isOver = false;
  let wake = (): void => undefined;
  port.on("message", (message: Message<Got>) => { arrived.push(message); wake(); });
  port.once("close", () => { isOver = true; wake(); });
  const next = async (): Promise<Got> => {
    while (arrived.length === 0 && !isOver) await new Promise<void>((done) => { wake = done; });
    const message = arrived.shift();
    if (message === undefined) throw new Error("the thread ended before it answered", { cause: why() });
    if ("failed" in message) throw new Error(message.failed);
    return message.said;
  };
  return { send: (said, transfer = []) => { port.postMessage({ said }, transfer); }, next, hangUp: () => { port.close(); } };
}

/** Tells the other side that a job failed. */
export function sendFailure(port: MessagePort, error: unknown): void {
  port.postMessage({ failed: error instanceof Error ? error.message : String(error) });
}
