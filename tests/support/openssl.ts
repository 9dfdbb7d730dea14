import { execFileSync } from "node:child_process";

/** What the tool prints, run in a folder. @throws with its own words if it says no or is not installed (Debian package: openssl) */
export function opensslIn(folder: string, ...args: readonly string[]): string {
  try {
    return execFileSync("openssl", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    throw new Error(code === "ENOENT" ? "openssl is missing: apt-get install openssl" : `openssl ${args.join(" ")}\n${stderr ?? ""}`, { cause: error });
  }
}
