import type { Letter } from "../letter.js";
import type { TextMessage } from "./phone.js";

/** What became of what was handed over: taken, or refused with a code; `forGood` where another attempt would get the same answer. */
export type Carried = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly forGood: boolean };
export type Carrier<Thing> = { readonly carry: (thing: Thing) => Promise<Carried>; readonly close: () => void };

/** The ways out that are set up. */
export type Carriers = { readonly mail: Carrier<Letter> | null; readonly phone: Carrier<TextMessage> | null };
