import { at as instantAt, type Instant } from "../kernel/time.js";
import { signerOfList, type TrustStore } from "../signing/chains.js";
import { sha256Hex } from "../signing/hash-node.js";
import { decideNatively } from "../signing/native-node.js";
import { parseCrl, type Crl } from "../signing/revocation.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readBytes } from "./read.js";
import type { BundleIndex } from "./shapes.js";

type ListRow = NonNullable<BundleIndex["revocation"]>[number];

/** Where a revocation list lies in a bundle: DER, by its hash. */
export const listPath = ({ sha256 }: Pick<ListRow, "sha256">): string => `trust/revocation/${sha256}.crl`;

/**
 * The authorities to believe, with the bundle's revocation lists: each is what bundle.json says and signed by the authority it names. A certificate that
 * stands on one with an instant not after a signature did not sign it.
 */
export function withLists(bundle: Loaded, { revocation = [] }: Pick<BundleIndex, "revocation">, trust: TrustStore, findings: Findings): TrustStore {
  const lists = revocation.flatMap((row) => {
    const crl = listIn(bundle, row, trust, findings);
    return crl === null ? [] : [crl];
  });
  return lists.length === 0 ? trust : { ...trust, crls: [...trust.crls, ...lists] };
}

function listIn(bundle: Loaded, row: ListRow, trust: TrustStore, findings: Findings): Crl | null {
  const path = listPath(row);
  const der = readBytes(bundle, path, findings);
  if (der === undefined) return null;
  const parsed = parseCrl(der);
  const why = sha256Hex(der) !== row.sha256 ? "sha256" : !parsed.ok ? "DER" : parsed.value.thisUpdate !== instantAt(row.thisUpdate) ? "thisUpdate" : decideNatively(signerOfList(trust, parsed.value))?.sha256 === row.issuer ? null : "issuer";
  if (why !== null) findings.fault("revocation-differs", path, { what: why });
  return why === null && parsed.ok ? parsed.value : null;
}

/** A list that came after the witnesses' newest word of this log was not there when anything in it was judged. @param newest that word's time */
export function checkListTimes({ revocation = [] }: Pick<BundleIndex, "revocation">, newest: Instant, findings: Findings): void {
  for (const row of revocation) if (instantAt(row.thisUpdate) > newest) findings.fault("revocation-later", listPath(row), { at: row.thisUpdate });
}
