/** A package as package-lock.json (version 3) has it, by its folder. */
type Locked = {
  readonly name?: string; readonly version?: string; readonly integrity?: string; readonly license?: string; readonly dev?: boolean; readonly optional?: boolean; readonly devOptional?: boolean; readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>; readonly optionalDependencies?: Readonly<Record<string, string>>; readonly peerDependencies?: Readonly<Record<string, string>>; readonly devDependencies?: Readonly<Record<string, string>>;
};
type Lock = { readonly name: string; readonly version: string; readonly packages: Readonly<Record<string, Locked>> };

const FOLDER = "node_modules/";
const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf(FOLDER) + FOLDER.length);
const refOf = (folder: string, { version = "" }: Locked): string => `${nameOf(folder)}@${version}`;
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace("@", "%40")}@${version}`;

/**
 * The software bill of materials of this version: every package the lock file names, with what it must hash to and what it needs, as
 * CycloneDX 1.6. The same lock file gives the same bytes: neither time nor serial number is in it, so that its hash can be logged and compared.
 */
export function sbomOf(lockFile: string): string {
  const { name, version, packages } = JSON.parse(lockFile) as Lock;
  const folders = Object.keys(packages).filter((folder) => folder !== "").sort();
  const own = `${name}@${version}`;
  const components = new Map(folders.map((folder) => [refOf(folder, packages[folder] ?? {}), componentOf(folder, packages[folder] ?? {})]));
  const needs = new Map<string, Set<string>>([[own, needsOf(packages, "")]]);
  for (const folder of folders) {
    const ref = refOf(folder, packages[folder] ?? {});
    needs.set(ref, new Set([...(needs.get(ref) ?? []), ...needsOf(packages, folder)]));
  }
  const sorted = <Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] => [...map].sort(([left], [right]) => (left < right ? -1 : 1));
  return `${JSON.stringify({
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
    metadata: { lifecycles: [{ phase: "pre-build" }], component: { "bom-ref": own, type: "application", name, version, purl: purlOf(name, version), ...licenseOf(packages[""] ?? {}) } },
    components: sorted(components).map(([, component]) => component),
    dependencies: sorted(needs).map(([ref, on]) => ({ ref, dependsOn: [...on].sort() })),
  }, null, 1)}\n`;
}

function componentOf(folder: string, locked: Locked): object {
  const { version = "", integrity, dev = false, optional = false, devOptional = false } = locked;
  const name = nameOf(folder);
  return {
    "bom-ref": refOf(folder, locked), type: "library", name, version, scope: dev ? "excluded" : optional || devOptional ? "optional" : "required", purl: purlOf(name, version),
    ...(integrity === undefined ? {} : { hashes: hashesOf(integrity) }), ...licenseOf(locked), ...(dev ? { properties: [{ name: "cdx:npm:package:development", value: "true" }] } : {}),
  };
}

const ALGORITHMS = new Map([["sha512", "SHA-512"], ["sha384", "SHA-384"], ["sha256", "SHA-256"], ["sha1", "SHA-1"]]);

/** Subresource Integrity as the lock file has it: `sha512-<base64>`. */
const hashesOf = (integrity: string): object[] => integrity.split(/\s+/).map((each) => {
  const [name = "", digest = ""] = each.split(/-(.*)/s);
  return { alg: ALGORITHMS.get(name) ?? name, content: Buffer.from(digest, "base64").toString("hex") };
});

/** One licence by its SPDX id, or a choice of several as the expression it is. */
const licenseOf = ({ license }: Locked): object => (license === undefined ? {} : { licenses: [/^[A-Za-z0-9.+-]+$/.test(license) ? { license: { id: license } } : { expression: license }] });

/** What a package needs, where Node finds it: in its own folder, else in that of whoever stands above. */
function needsOf(packages: Lock["packages"], folder: string): Set<string> {
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = packages[folder] ?? {};
  const found = new Set<string>();
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies, ...devDependencies })) {
    const at = resolved(packages, folder, name);
    if (at !== null) found.add(refOf(at, packages[at] ?? {}));
  }
  return found;
}

function resolved(packages: Lock["packages"], folder: string, name: string): string | null {
  const above = folder.split(`/${FOLDER}`).map((_, at, parts) => `${parts.slice(0, parts.length - at).join(`/${FOLDER}`)}/${FOLDER}${name}`);
  return [...(folder === "" ? [] : above), `${FOLDER}${name}`].find((each) => Object.hasOwn(packages, each)) ?? null;
}
