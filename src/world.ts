import type { Contest } from "./auctions/contest-state.js";
import type { Command } from "./auctions/happening.js";
import type { Floor } from "./auctions/use-cases/floor.js";
import type { Logger } from "pino";
import type { Db } from "./db/database.js";
import type { NoteSigner, Vkey } from "./journal/note.js";
import type { Journal } from "./journal/sequencer.js";
import type { Clock, Instant } from "./kernel/time.js";
import type { BeaconChain } from "./experts/beacon.js";
import type { Mode } from "./config.js";
import type { HashPassword } from "./identity/use-cases/password-hash.js";
import type { KeyRing } from "./privacy/key-ring.js";
import type { RevocationWatch } from "./revocation/watch.js";
import type { TrustStore } from "./signing/chains.js";
import type { Signer } from "./signing/cms-sign.js";
import type { Antivirus } from "./storage/antivirus.js";
import type { Blobs } from "./storage/blobs.js";
import type { Openings } from "./threads/opening.js";
import type { Comparing, DocumentReading, Pdfs, Stripping } from "./threads/reading.js";

/** The exchange as everybody sees it. `origin` is the log's name and the `exchange` of every signed statement. */
export type Exchange = {
  readonly id: string;
  readonly host: string;
  readonly name: string;
  readonly nameEn: string;
  readonly uscc: string;
  readonly platformCode: string;
  readonly origin: string;
};


/** An RFC 3161 authority: a token over the SHA-256 of the bytes. */
export type Timestamp = (bytes: Uint8Array) => Promise<Uint8Array>;

/** Everything a use case may need from outside itself; made once by the programs and by each test. */
export type World = {
  readonly db: Db;
  readonly mode: Mode;
  readonly exchange: Exchange;
  readonly publicUrl: string;
  /** A host of its own for files that people brought; null where they come from the exchange's own. */
  readonly filesUrl: string | null;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly journal: Journal;
  readonly blobs: Blobs;
  /** Looks for viruses in what people bring; null where no scanner is set up. */
  readonly antivirus: Antivirus | null;
  /** Opens a stored content into the store, off this thread where it is large. */
  readonly openContent: Openings["open"];
  /** Reads a PDF that somebody brought, off this thread and within bounds. */
  readonly readPdf: Pdfs["read"];
  /** Reads words and particulars of a file of a bid, off this thread and within bounds. */
  readonly readFile: DocumentReading["read"];
  /** Holds the words of bids against each other, off this thread; null where they are too many. */
  readonly compareTexts: Comparing["read"];
  /** A file without what it says of its making, on a thread of its own; null where it is of no kind that can be stripped, hostile, too slow, or needs a password. */
  readonly stripFile: Stripping["read"];
  /** The authorities we believe, under the revocation lists in force. */
  readonly trust: TrustStore;
  readonly revocation: RevocationWatch;
  /** The public beacons whose rounds a draw may wait for. */
  readonly beacons: readonly BeaconChain[];
  /** Signs PDFs for the exchange. */
  readonly seal: Signer;
  /** Signs receipts and refusals; its public half is in the log. */
  readonly receiptKey: NoteSigner;
  /** Every key that signed them, the first one first: what an earlier one promised stays promised. */
  readonly receiptKeys: readonly Vkey[];
  /** Seals what is personal; in files beside the other keys. */
  readonly personalKeys: KeyRing;
  /** Hashes passwords, where this installation takes them from bidders and citizens; null where it takes none: then none signs in, and no session of one counts. */
  readonly passwords: HashPassword | null;
  readonly timestamp: Timestamp | null;
  /** The authorities everybody checks against, PEM: roots and intermediates; the time-stamping one, where there is one. */
  readonly caPem: string;
  readonly tsaPem: string | null;
  readonly log: Logger;
  /** Statements stamped at the edge and not decided yet: a close waits for them (trust.md §4). */
  readonly inFlight: InFlight;
  /** The contests that this process writes. */
  readonly floor: Floor<Contest, Command>;
};

/** Knows what was stamped but is not decided, so that closing can wait for it. */
export type InFlight = {
  /** In the same turn as the stamp; the answer is called when the statement is decided. */
  readonly enter: (stamp: Instant) => () => void;
  /** Waits for what was stamped before an instant, never for what came later, and `msMax` in real time at most: then the slow ones are waited for no more. */
  readonly drained: (before: Instant, msMax: number) => Promise<void>;
};
