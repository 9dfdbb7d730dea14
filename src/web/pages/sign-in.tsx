import type { FormFaults } from "../views.js";

/** Rehearsal: the actors of the town, to be chosen. Live: nobody can be chosen (`actors` null). Posts `actor` and `next` to /sign-in. */
export type SignInView = {
  readonly actors: readonly { readonly id: string; readonly name: string; readonly role: string; readonly roleName: string; readonly organisation: string | null }[] | null;
  readonly next: string;
  readonly faults: FormFaults;
};
