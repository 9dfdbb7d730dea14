import { hex } from "../../kernel/bytes.js";
import { byId } from "./dom.js";

/** Fields that ask for the SHA-256 of a file: it is reckoned here, and the file is not sent. */
for (const box of document.querySelectorAll<HTMLElement>("[data-fingerprint]")) {
  const chooser = box.querySelector("input");
  chooser?.addEventListener("change", () => { void fill(byId<HTMLInputElement>(box.dataset["fingerprint"] ?? ""), chooser.files?.[0]); });
  box.hidden = false;
}

async function fill(field: HTMLInputElement, file: File | undefined): Promise<void> {
  field.value = file === undefined ? "" : hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}
