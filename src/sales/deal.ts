import type { Fen } from "../kernel/money.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { Instalment } from "../procedure/sale-prices.js";

/** Who signs a confirmation. */
export type Party = "seller" | "winner";

/** The grounds on which a winner loses what it won. */
export type RefusalGround = "refuses-to-sign" | "false-papers";

/** The contract as it was handed in. Amounts are decimal text in fen. */
export type Contract = {
  readonly number: string; readonly signedOn: PlainDate; readonly effectiveOn: PlainDate; readonly price: string; /** Of its file, SHA-256. */ readonly file: string;
  /** Which rules its dates come from: the line, its local rules, the day of the notice; and how it is paid. */
  readonly line: string; readonly profile: string; readonly rulesOn: PlainDate; readonly payment: "at-once" | "instalments";
  readonly schedule: readonly { readonly until: PlainDate; readonly paid: string }[];
  /** Of instalments of property: what secures the rest, and its interest in per cent a year. */
  readonly security: string | null; readonly rate: string | null;
};

/** What a file of one act says beside where it stands: `sale-deal/1`, one kind for each step. Hashes are SHA-256 in hex. */
export type DealStep =
  | { readonly step: "prepared"; /** The confirmation: its notice, and the hash of the PDF that both sign. */ readonly notice: string; readonly document: string; readonly signAt: string; readonly signPlace: string }
  | { readonly step: "signed"; readonly party: Party; readonly document: string; /** Hash of the `signed-act/1`. */ readonly act: string }
  | { readonly step: "published"; readonly notice: string }
  | ({ readonly step: "contracted" } & Contract)
  | { readonly step: "paid"; readonly source: "deposit" | "bank"; readonly fen: string; readonly valueOn: PlainDate }
  | { readonly step: "reversed"; /** The serial of what its bank took back. */ readonly of: number }
  | { readonly step: "settled"; readonly fen: string }
  | { readonly step: "refused"; readonly ground: RefusalGround; readonly reason: string; /** Of the written proof. */ readonly proof: string }
  | { readonly step: "proposed"; readonly firm: string; readonly grounds: readonly { readonly ground: string; readonly clause: string }[]; readonly finding: string; readonly heardUntil: string; readonly openUntil: string }
  | { readonly step: "answered"; readonly of: number; readonly text: string }
  | { readonly step: "kept" | "dropped"; readonly of: number; readonly reason: string };

/** What stands beside an act and in no file: numbers and accounts at banks. */
export type Aside = { readonly reference?: string; readonly bank?: string; readonly transaction?: string; readonly account?: string; readonly order?: string };

/** An act with its place and time. */
export type DealAct = DealStep & { readonly serial: number; readonly at: Instant; readonly by: string; readonly aside: Aside };

export type Of<Step extends DealAct["step"]> = Extract<DealAct, { readonly step: Step }>;

/** A deal as it stands, from its acts in turn. */
export type Deal = {
  readonly firm: string; readonly price: Fen; readonly endedOn: PlainDate; readonly endedAt: Instant;
  readonly acts: readonly DealAct[];
  /** The confirmation to be signed now; null before it is prepared. */
  readonly prepared: Of<"prepared"> | null;
  readonly signatures: Readonly<Record<Party, Of<"signed"> | null>>;
  readonly published: Of<"published"> | null;
  readonly contract: Of<"contracted"> | null;
  /** What came of the price and stayed, the deposit first. */
  readonly payments: readonly Of<"paid">[];
  readonly paid: Fen;
  readonly refused: Of<"refused"> | null;
};

/** What a deal's acts come to. A signature counts for the document that stands, a payment that its bank took back for nothing. */
export function dealOf(made: Pick<Deal, "firm" | "price" | "endedOn" | "endedAt">, acts: readonly DealAct[]): Deal {
  const prepared = last(acts, "prepared");
  const signed = (party: Party): Of<"signed"> | null => acts.find((act): act is Of<"signed"> => act.step === "signed" && act.party === party && act.document === prepared?.document) ?? null;
  const gone = new Set(all(acts, "reversed").map(({ of }) => of));
  const payments = all(acts, "paid").filter(({ serial }) => !gone.has(serial));
  return {
    ...made, acts, prepared, signatures: { seller: signed("seller"), winner: signed("winner") }, published: last(acts, "published"), contract: last(acts, "contracted"), refused: last(acts, "refused"),
    payments, paid: payments.reduce((sum, { fen }) => sum + BigInt(fen), 0n),
  };
}

const all = <Step extends DealAct["step"]>(acts: readonly DealAct[], step: Step): readonly Of<Step>[] => acts.filter((act): act is Of<Step> => act.step === step);
const last = <Step extends DealAct["step"]>(acts: readonly DealAct[], step: Step): Of<Step> | null => all(acts, step).at(-1) ?? null;

/** Whether both parties signed. */
export const isConfirmed = ({ signatures }: Pick<Deal, "signatures">): boolean => signatures.seller !== null && signatures.winner !== null;

/** The dates of the price with what was paid by then, and whether one is missed. @param today on which it is looked at */
export function scheduleNow({ contract, payments, paid }: Pick<Deal, "contract" | "payments" | "paid">, today: PlainDate): readonly (Instalment & { readonly came: Fen; readonly overdue: boolean })[] {
  return (contract?.schedule ?? []).map(({ until, paid: text }) => {
    const due = BigInt(text);
    return { until, paid: due, came: payments.filter(({ valueOn }) => valueOn <= until).reduce((sum, { fen }) => sum + BigInt(fen), 0n), overdue: today > until && paid < due };
  });
}

/** A proposal to keep a firm's deposit, as it stands. */
export type DepositProposal = { readonly act: Of<"proposed">; readonly answered: Of<"answered"> | null; readonly decided: Of<"kept" | "dropped"> | null };

/** The proposals to keep a firm's deposit, each as it stands, the first first. */
export const proposalsFor = ({ acts }: Pick<Deal, "acts">, firm: string): readonly DepositProposal[] =>
  all(acts, "proposed").filter((each) => each.firm === firm).map((act) => ({
    act, answered: all(acts, "answered").find(({ of }) => of === act.serial) ?? null, decided: acts.find((each): each is Of<"kept" | "dropped"> => (each.step === "kept" || each.step === "dropped") && each.of === act.serial) ?? null,
  }));

/** The newest of them; null where there was none. */
export const proposalFor = (deal: Pick<Deal, "acts">, firm: string): DepositProposal | null => proposalsFor(deal, firm).at(-1) ?? null;
