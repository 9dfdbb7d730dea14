import type { Title } from "./procedure.js";
import type { SaleLaw } from "./sale-law.js";

/** A local rule book for how a sale is held: what it sets beside, or in the place of, the national one. Fixed for a sale by its notice. */
export type SaleProfile = { readonly title: Title; readonly law: SaleLaw };

/** A line that sells, whole. */
export type SaleProcedure = {
  readonly title: Title;
  /** Which row of the law sets each number, where no profile sets it. */
  readonly law: SaleLaw;
  /** The local rules a notice may choose, by their name; the first is the nation's alone. */
  readonly profiles: Readonly<Record<string, SaleProfile>>;
};

/** The rows of a sale: those of its line, and over them those of the profile its notice fixed. @throws {RangeError} where the line has no such profile */
export function saleLawOf({ law, profiles }: SaleProcedure, name: string): SaleLaw {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) throw new RangeError(`no profile ${name}`);
  return { ...law, ...profile.law };
}
