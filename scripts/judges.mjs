import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";

/** Stock tools that judge our bytes in tests/outside and tests/e2e, with the Debian package each comes from. */
const JUDGES = [
  ["age", "age"], ["gfcombine", "libgfshare-bin"], ["openssl", "openssl"], ["pdfsig", "poppler-utils"], ["qpdf", "qpdf"], ["exiftool", "libimage-exiftool-perl"], ["jq", "jq"], ["go", "golang-go"],
  ["/usr/share/gocode/src/golang.org/x/mod", "golang-golang-x-mod-dev"], ["chromium-headless-shell", "chromium-headless-shell"], ["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"],
  ["/usr/lib/python3/dist-packages/feedparser", "python3-feedparser"], ["/usr/lib/python3/dist-packages/icalendar", "python3-icalendar"], ["/usr/lib/python3/dist-packages/openpyxl", "python3-openpyxl"], ["/usr/lib/python3/dist-packages/aiosmtpd", "python3-aiosmtpd"], ["/usr/lib/python3/dist-packages/dkim", "python3-dkim"], ["redis-server", "redis-server"], ["certutil", "libnss3-tools"], ["unzip", "unzip"], ["/usr/sbin/clamd", "clamav-daemon"], ["python3", "python3"], ["/usr/lib/python3/dist-packages/swift", "python3-swift"], ["/usr/lib/postgresql/15/bin/postgres", "postgresql-15"], ["softhsm2-util", "softhsm2"], ["script", "bsdutils"], ["systemd-analyze", "systemd"],
];

const isThere = (tool) => (tool.startsWith("/") ? existsSync(tool) : spawnSync("sh", ["-c", `command -v ${tool}`], { stdio: "ignore" }).status === 0);
const missing = () => JUDGES.filter(([tool]) => !isThere(tool)).map(([, name]) => name);

/** Installs the missing judges where this process may; else says which command does. The tests that need one then fail and say so. */
export function ensureJudges() {
  const packages = missing();
  if (packages.length === 0) return;
  const apt = (...args) => spawnSync("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=120", ...args], { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
  if (process.getuid?.() === 0 && isThere("apt-get")) {
    console.error(`Installing the tools that judge our bytes (once): ${packages.join(" ")} …`);
    keepPostgresQuiet(packages);
    if (!apt("install", "-y", "--no-install-recommends", ...packages) && apt("update")) apt("install", "-y", "--no-install-recommends", ...packages);
  }
  const left = missing();
  if (left.length > 0) console.error(`Some tests will fail: stock tools are missing. Install them with:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${left.join(" ")}`);
}

/** Debian's PostgreSQL would make and start a server of its own; we only want its programs. */
function keepPostgresQuiet(packages) {
  const folder = "/etc/postgresql-common/createcluster.d";
  if (!packages.includes("postgresql-15") || existsSync("/etc/postgresql-common")) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/daylight-tests.conf`, "create_main_cluster = false\n");
}
