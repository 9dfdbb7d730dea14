import { execFileSync } from "node:child_process";

/** The commands a bundle's README.txt tells, in order. */
export const commandsOf = (readme: string): string[] => readme.split("\n").filter((line) => line.startsWith("    ")).map((line) => line.slice(4));

/** Runs a README's commands one after the other in one bash, in the bundle's folder. */
export function runReadme(folder: string, commands: readonly string[]): { readonly status: number; readonly output: string } {
  try {
    return { status: 0, output: execFileSync("bash", ["-c", commands.join("\n")], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { status, output: stdout + stderr };
  }
}

/** Makes the manifest fit, as a forger would. */
export const REMADE = "find . -type f ! -path ./MANIFEST.sha256 -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum > MANIFEST.sha256";

/** @throws {Error} naming the Debian package of the first tool that is not there */
export function needTools(tools: Readonly<Record<string, string>>): void {
  for (const [tool, debian] of Object.entries(tools)) {
    try {
      execFileSync("which", [tool]);
    } catch {
      throw new Error(`${tool} is missing: apt-get install ${debian}`);
    }
  }
}
