import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { must, ok, type Result } from "../../kernel/result.js";
import { apply, emptyBooks, type Books, type Command } from "./books.js";

/** Books on disk: what is done is on disk before anybody is told. */
export type KeptBooks = { readonly books: Books; readonly does: (command: Command) => Result<string>; readonly close: () => void };

/** Opens the books in a file of commands, one a line; the beginning of a line that a kill cut off was never answered, and is dropped. */
export function openBooks(file: string, bank: string): KeptBooks {
  const books = emptyBooks(bank);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  for (const line of whole.split("\n").filter((each) => each !== "")) must(apply(books, JSON.parse(line) as Command));
  const handle = openSync(file, "a", 0o600);
  return {
    books,
    does: (command) => {
      const done = apply(books, command);
      if (!done.ok) return done;
      writeSync(handle, `${JSON.stringify(command)}\n`);
      fsyncSync(handle);
      return ok(done.value);
    },
    close: () => { closeSync(handle); },
  };
}
