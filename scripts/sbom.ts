import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sbomOf } from "../src/sbom.js";

const text = sbomOf(readFileSync(path.resolve(import.meta.dirname, "../package-lock.json"), "utf8"));
writeFileSync("sbom.json", text);
console.log(`sbom.json  sha256 ${createHash("sha256").update(text).digest("hex")}`);
