import { MONEY_STEPS } from "./readme-money.js";
import { ORDERING, REPEATING } from "../experts/repeat.js";

/** A check with stock tools. */
export type Step = { readonly zh: string; readonly en: string; readonly commands: readonly string[] };

/** The files of a bundle are those of its manifest. */
export const FILES_STEP: Step = {
  zh: "文件与清单一致，一个不多、一个不少。", en: "The files are those of the manifest, none missing, none more.",
  commands: [
    "set -euo pipefail; export LC_ALL=C",
    "sha256sum --check --strict --quiet MANIFEST.sha256",
    "diff <(cut -c67- MANIFEST.sha256) <(find . -type f ! -path ./MANIFEST.sha256 -printf '%P\\n' | sort)",
  ],
};

/** The log fixes them. @param entry what stands in the entry, for grep */
export const archiveStep = (entry: string): Step => ({
  zh: "日志中的归档条目固定 log/ 以外的全部文件。", en: "The archive entry in the log fixes every file outside log/.",
  commands: [
    "archive=$(grep -v '^[0-9a-f]*  log/' MANIFEST.sha256 | sha256sum | cut -c1-64)",
    `grep -r -a -q ${entry} log/tile/entries`,
  ],
});

/** The log is its own, by whatever keys it had. */
export const LOG_STEP: Step = {
  zh: "检查点由日志当时的密钥签名。第一把写在 log/vkeys 第一行；以后每一把由一个日志条目交接，前一把、新的一把和至少两名管理员都在其上签名，此后更大的树由新的一把签名。见证人的签名同法核验（正文前加 cosignature/v1 与时间两行）；整棵树可用任何 C2SP tlog-tiles 工具核验。",
  en: "The log signed the checkpoints, each with the key of its size. The first key is the first line of log/vkeys; each later one is named by an entry that the key before, the new key and two administrators at least signed, and signs every larger tree. Witness lines are checked alike (two lines, cosignature/v1 and the time, stand before the text); the whole tree by any C2SP tlog-tiles tool.",
  commands: [
    "t=$(mktemp -d); trap 'rm -rf \"$t\"' EXIT",
    "holds() { { printf '\\x30\\x2a\\x30\\x05\\x06\\x03\\x2b\\x65\\x70\\x03\\x21\\x00'; base64 -d <<< \"$1\" | tail -c 32; } > \"$t/key\"; base64 -d <<< \"$2\" | tail -c 64 > \"$t/sig\"",
    "  openssl pkeyutl -verify -pubin -keyform DER -inkey \"$t/key\" -rawin -in \"$t/text\" -sigfile \"$t/sig\" > /dev/null; }",
    "find log/tile/0 -type f | sort | xargs cat | od -An -v -tx1 -w32 | tr -d ' ' > \"$t/leaves\"",
    "vkey=$(head -1 log/vkeys); echo \"1 $vkey\" > \"$t/keys\"",
    "change='{\"administrators\":[^]]*],\"at\":\"[^\"]*\",\"ceremony\":\"[^\"]*\",\"exchange\":\"[^\"]*\",\"new\":\"[^\"]*\",\"old\":\"[^\"]*\",\"role\":\"log\",\"signatures\":{[^}]*},\"type\":\"key.change\",\"v\":\"dl/1\"}'",
    "while read -r entry; do",
    "  [ \"$(jq -r '\"\\(.exchange) \\(.old)\"' <<< \"$entry\")\" = \"$(jq -r .logOrigin bundle.json) $vkey\" ]; [ \"$(jq '[.administrators[].key] | unique | length' <<< \"$entry\")\" -ge 2 ]",
    "  jq -cSj '{v:\"key-change/1\",exchange,role,old,new,ceremony,at}' <<< \"$entry\" > \"$t/text\"",
    "  while read -r key sig; do holds \"$key\" \"$sig\"; done < <(jq -r 'def key: split(\"+\")[2:] | join(\"+\"); \"\\(.old | key) \\(.signatures.old)\", \"\\(.new | key) \\(.signatures.new)\", (.administrators[] | \"\\(.key) \\(.signature)\")' <<< \"$entry\")",
    "  leaf=$({ printf '\\0'; printf %s \"$entry\"; } | sha256sum | cut -c1-64); at=$(grep -n -m1 \"^$leaf\\$\" \"$t/leaves\" | cut -d: -f1)",
    "  vkey=$(jq -r .new <<< \"$entry\"); echo \"$((at + 1)) $vkey\" >> \"$t/keys\"",
    "done < <(find log/tile/entries -type f | sort | xargs grep -a -h -o \"$change\")",
    "cmp <(cut -d' ' -f2 \"$t/keys\") <(grep -F \"$(jq -r .logOrigin bundle.json)+\" log/vkeys)",
    "for note in $(find log/checkpoint log/deadline log/closing -type f 2> /dev/null); do case $note in *.tsr) continue;; esac",
    "  sed '/^$/,$d' \"$note\" > \"$t/text\"; key=$(awk -v size=\"$(sed -n 2p \"$note\")\" '$1 <= size { key = $2 } END { print key }' \"$t/keys\")",
    "  holds \"$(cut -d+ -f3- <<< \"$key\")\" \"$(sed -n '/^— /{s/^.* //p;q}' \"$note\")\"; done",
  ],
};

/** Papers are sealed over all their bytes. */
export const PDF_STEP: Step = {
  zh: "每份 PDF 的签名有效且覆盖全文。", en: "Each PDF's signature is valid and covers the whole document.",
  commands: ["find . -name '*.pdf' | while read -r pdf; do pdfsig -nocert \"$pdf\" > \"$t/pdf\"; grep -q 'Signature is Valid' \"$t/pdf\"; grep -q 'Total document signed' \"$t/pdf\"; done"],
};

/** Every check a stranger can make with stock tools. The commands run one after the other in one bash, in the bundle's folder. */
const STEPS: readonly Step[] = [
  FILES_STEP, archiveStep("\"\\\"sha256\\\":\\\"$archive\\\",\\\"tender\\\":\\\"$(jq -r .tender bundle.json)\\\",\\\"type\\\":\\\"archive\\\"\""), LOG_STEP,
  {
    zh: "每份投标声明正是日志在该位置承诺的内容：叶 = SHA-256(0x00 ‖ 条目)。", en: "Each statement is what the log committed to at its place: leaf = SHA-256(0x00 ‖ entry).",
    commands: [
      "bytes() { printf \"$(sed 's/../\\\\x&/g' <<< \"$1\")\"; }",
      "jq -r '.lots[].parts[].bids[] | \"\\(.idx) \\(.salt) \\(.statement)\"' bundle.json | while read -r idx salt st; do",
      "  [ \"$(sha256sum < bids/$st/statement.json | cut -c1-64)\" = \"$st\" ]",
      "  c=$({ printf 'daylight/sealed/v1\\0'; bytes \"$salt$st\"; } | sha256sum | cut -c1-64)",
      "  leaf=$({ printf '\\0'; printf '{\"c\":\"%s\",\"type\":\"sealed\",\"v\":\"dl/1\"}' \"$c\"; } | sha256sum | cut -c1-64)",
      "  [ \"$(sed -n \"$((idx + 1))p\" \"$t/leaves\")\" = \"$leaf\" ]; done",
    ],
  },
  {
    zh: "每个签名（CAdES）成立，以截标时刻为准。", en: "Every signature (CAdES) holds, as of the deadline.",
    commands: [
      "at=$(date -d \"$(jq -r '.lots[0].parts[0].deadline' bundle.json)\" +%s)",
      "find . -name '*.p7s' | while read -r p7s; do openssl cms -verify -cades -binary -inform DER -in \"$p7s\" -content \"${p7s%.p7s}.json\" -CAfile trust/ca.pem -purpose any -attime \"$at\" -out /dev/null 2> \"$t/cms\" || { cat \"$t/cms\"; exit 1; }; done",
    ],
  },
  {
    zh: "由签署请求代替证书签名的评分表（.act，通行密钥或者证书）：签署的正是提交这份评分表的请求。", en: "A sheet whose member signed the request that brought it (.act, by a passkey or a certificate): what was signed is the request with this very sheet.",
    commands: [
      "find . -path './evaluation/*' -name '*.act' | while read -r act; do field() { jq -r \".$1\" \"$act\" | base64 -d > \"$t/$1\"; }; field text; field key; field signature",
      "  [ \"$(jq -r .body \"$t/text\")\" = \"$(printf '{\"sheet\":\"%s\"}' \"$(base64 -w0 \"${act%.act}.json\")\" | sha256sum | cut -c1-64)\" ]",
      "  if [ \"$(jq -r .how \"$act\")\" = certificate ]; then openssl cms -verify -cades -binary -inform DER -in \"$t/signature\" -content \"$t/text\" -CAfile trust/ca.pem -purpose any -attime \"$at\" -out /dev/null 2> /dev/null; continue; fi",
      "  field authenticatorData; field clientDataJSON; { cat \"$t/authenticatorData\"; openssl dgst -sha256 -binary \"$t/clientDataJSON\"; } > \"$t/asserted\"",
      "  [ \"$(jq -r .challenge \"$t/clientDataJSON\")\" = \"$(openssl dgst -sha256 -binary \"$t/text\" | basenc --base64url | tr -d =)\" ]",
      "  openssl pkey -pubin -inform DER -in \"$t/key\" -out \"$t/key.pem\"; if grep -q ED25519 <<< \"$(openssl pkey -pubin -in \"$t/key.pem\" -noout -text)\"; then openssl pkeyutl -verify -pubin -inkey \"$t/key.pem\" -rawin -in \"$t/asserted\" -sigfile \"$t/signature\" > /dev/null; else openssl dgst -sha256 -verify \"$t/key.pem\" -signature \"$t/signature\" \"$t/asserted\" > /dev/null; fi; done",
    ],
  },
  {
    zh: "证书撤销列表由机构签发，以内容的哈希命名；截标时没有一个签名证书已被撤销。", en: "Revocation lists are signed by their authorities and named by their hash; no certificate that signed was revoked by the deadline.",
    commands: [
      "find trust -name '*.crl' | while read -r crl; do",
      "  [ \"$(sha256sum < \"$crl\" | cut -c1-64)\" = \"$(basename \"$crl\" .crl)\" ]; openssl crl -inform DER -in \"$crl\" -CAfile trust/ca.pem -noout 2>&1 | grep -q '^verify OK'",
      "  openssl crl -inform DER -in \"$crl\" -noout -text | sed -n 's/^ *Serial Number: *//p; s/^ *Revocation Date: *//p' | while read -r serial; read -r day; do",
      "    [ \"$(date -d \"$day\" +%s)\" -gt \"$at\" ] || echo \"$serial\"; done; done > \"$t/revoked\"",
      "find . -name '*.p7s' | while read -r p7s; do openssl pkcs7 -inform DER -in \"$p7s\" -print_certs | openssl x509 -noout -serial | cut -d= -f2; done | sort -u > \"$t/signers\"",
      "[ -z \"$(grep -i -x -F -f \"$t/revoked\" \"$t/signers\" || true)\" ]",
    ],
  },
  {
    zh: "按日志次序最先公开的份额合成投标时承诺的密钥；密钥打开的内容与清单、声明和开标记录一致。",
    en: "The first shares in log order give the key the bid committed to; what it opens is as manifest, statement and opening record say.",
    commands: [
      "jq -r '.lots[].parts[] | . as $p | .bids[] | select(.how == \"threshold\") | \"\\(.statement) \\($p.threshold) \\($p.openIdx) \\($p.releaseIdx | join(\",\"))\"' bundle.json | while read -r st need open releases; do",
      "  [ -f bids/$st/content.age ] || continue",
      "  d=$t/$st; mkdir \"$d\"; envelope=$(jq -r .envelope bids/$st/statement.json)",
      "  for r in ${releases//,/ }; do jq -c --arg e \"$envelope\" '.releases[] | select(.envelope == $e)' releases/$r.json; done | sed -n \"1,${need}p\" > \"$d/released\"",
      "  while read -r share; do jq -r .plaintext <<< \"$share\" | jq -r .share | base64 -d > \"$d/share.$(printf %03d \"$(jq .index <<< \"$share\")\")\"; done < \"$d/released\"",
      "  gfcombine -o \"$d/key\" \"$d\"/share.*; cmp \"$d/key\" bids/$st/envelope.key",
      "  [ \"$(age-keygen -y bids/$st/envelope.key)\" = \"$(jq -r .recipient bids/$st/statement.json)\" ]",
      "  mkdir \"$d/bid\"; age -d -i bids/$st/envelope.key bids/$st/content.age | tar -x -C \"$d/bid\"",
      "  head='{exchange,tender,lot,part,bidder,seq,prev,notice,envelope,suite}'",
      "  cmp <(jq -cS \"$head\" \"$d/bid/manifest.json\") <(jq -cS \"$head\" bids/$st/statement.json)",
      "  jq -r '.files[] | \"\\(.sha256)  \\(.name)\"' \"$d/bid/manifest.json\" | (cd \"$d/bid\"; sha256sum --check --strict --quiet)",
      "  [ ! -f \"$d/bid/form.json\" ] || cmp <(jq -cSj . \"$d/bid/form.json\") <(jq -cSj --arg st $st '.results[] | select(.st == $st) | .form' opening/$open.json); done",
    ],
  },
  {
    zh: "公布的标底正是截止前在日志中固定的那一份。", en: "A reserve estimate that was read out is the one the log fixed before bids closed.",
    commands: [
      "jq -r '.lots[] | select(.reserve.revealed != null) | .lot' bundle.json | while read -r lot; do",
      "  c=$(openssl dgst -sha256 -r \"reserve/$lot.json\" | cut -c1-64)",
      "  grep -r -a -q -F \"{\\\"commitment\\\":\\\"$c\\\",\\\"lot\\\":\\\"$lot\\\",\\\"tender\\\":\\\"$(jq -r .tender bundle.json)\\\",\\\"type\\\":\\\"reserve.committed\\\"\" log/tile/entries; done",
    ],
  },
  {
    zh: "专家抽取可以重做：名单、随机数、一次性码先后固定，排序、席位、递补和公开的姓名编号都一致。",
    en: "The draw of experts can be repeated: pool, random numbers and codes were fixed in turn; order, seats, replacements and opened names agree.",
    commands: [
      ...ORDERING,
      "logged() { grep -r -a -q -F \"\\\"sha256\\\":\\\"$(sha256sum < \"$d/$1.json\" | cut -c1-64)\\\",\\\"type\\\":\\\"draw.$1\\\"\" log/tile/entries; }",
      "jq -r '.draws[]' bundle.json | while read -r folder; do d=draws/$folder",
      "  for file in plan pool result; do logged $file; done",
      ...REPEATING.map((line) => `  ${line}`), "done",
    ],
  },
  {
    zh: "抽取中从托管开启的数：托管文件随承诺或方案记入日志，开启人的签名文件记入日志，最先登记的份额合成的正是所用的数。",
    en: "What was opened from escrow in a draw: escrows were logged with the commitment or the plan, openers' signed words are in the log, and the first shares logged give the very value that was used.",
    commands: [
      "jq -r '.draws[]' bundle.json | while read -r folder; do d=draws/$folder; [ -d \"$d/escrow\" ] || continue; need=$(jq .escrow.threshold \"$d/plan.json\")",
      "  for escrow in \"$d\"/escrow/*.json; do hash=$(sha256sum < \"$escrow\" | cut -c1-64); grep -q -F \"$hash\" \"$d/plan.json\" || grep -r -a -q -F \"\\\"escrow\\\":\\\"$hash\\\"\" log/tile/entries",
      "    name=$(jq -r .name \"$escrow\"); used=$(jq -r --arg n \"$name\" --slurpfile c \"$d/codes.json\" '.[$n] // $c[0][($n | ltrimstr(\"code-\") | tonumber) - 1] // \"-\"' \"$d/reveals.json\"); [ \"$used\" != - ] || continue",
      "    rm -f \"$t\"/part.*; find \"$d/escrow/releases\" -name '*.json' 2>/dev/null | sort -V > \"$t/said\" || true",
      "    while read -r said; do [ \"$(jq -r .name \"$said\")\" = \"$name\" ] || continue; grep -r -a -q -F \"$(sha256sum < \"$said\" | cut -c1-64)\" log/tile/entries",
      "      [ \"$(jq -r '.plaintext == null' \"$said\")\" = false ] && [ \"$(find \"$t\" -name 'part.*' | wc -l)\" -lt \"$need\" ] || continue",
      "      grep -q -F \"$(jq -j .plaintext \"$said\" | sha256sum | cut -c1-64)\" \"$escrow\"; jq -r .plaintext \"$said\" | jq -r .share | base64 -d > \"$t/part.$(printf %03d \"$(jq -r .plaintext \"$said\" | jq .index)\")\"; done < \"$t/said\"",
      "    [ \"$(find \"$t\" -name 'part.*' | wc -l)\" -eq \"$need\" ] || continue; gfcombine -o \"$t/opened\" \"$t\"/part.*",
      "    [ \"$(cat \"$t/opened\")\" = \"$used\" ]; done; done",
    ],
  },
  {
    zh: "评审结果可以重算（完整版）：evaluation/<标段>/ 下的 method.json（评审办法）、sheets/（评委签名的评分表）、inputs.json（录入的系数、信用分、报价核对、否决、抽签）和 opening/ 中的报价，逐项得出 totals.json 中每家的各项得分、总分、名次。算法、取舍位数和并列的处理见平台公开的 docs/contracts.md 第 5 节“Recomputing an evaluation”；tests/outside/recompute.py 只用 Python 标准库照此重算。本步核对四份文件正是日志固定的那几份。",
    en: "The evaluation can be computed again (full edition): in evaluation/<lot>/ method.json, the signed sheets/ and inputs.json (k, credit, prices as checked, rejections, draws), with the prices in opening/, give every score, total and rank of totals.json. Formulas, rounding and ties: docs/contracts.md section 5, “Recomputing an evaluation”; tests/outside/recompute.py does it with Python's standard library alone. This step finds the files to be those the log fixed.",
    commands: [
      "find . -path './evaluation/*/inputs.json' | while read -r inputs; do d=${inputs%/inputs.json}; entries=$(grep -r -a -h -o '{[^{}]*\"type\":\"score.total\"[^{}]*}' log/tile/entries)",
      "  for file in method totals inputs; do grep -q -F \"\\\"${file}_sha256\\\":\\\"$(sha256sum < \"$d/$file.json\" | cut -c1-64)\\\"\" <<< \"$entries\"; done; done",
    ],
  },
  ...MONEY_STEPS,
  PDF_STEP,
];

/** README.txt of a bundle: how to check all of it without any program of ours. Its words may grow; those of a made bundle stay as its archive entry fixed them. */
export const readmeOf = (tender: string, mode: "rehearsal" | "live"): string => readmeText(tender, mode, STEPS);

/** The same by steps of another kind of bundle. */
export function readmeText(about: string, mode: "rehearsal" | "live", given: readonly Step[]): string {
  const head = [
    `审计包 Audit bundle: ${about}${mode === "rehearsal" ? "（演练 rehearsal）" : ""}`, "",
    "一条命令核验全部内容 One command checks everything: npx daylight verify . [--policy FILE] [--ca FILE]",
    "以下只用通用工具，请在本文件夹的 bash 中依次执行；每步不报错即为通过。",
    "What follows needs stock tools only; run it in bash in this folder, step by step. A step that says nothing has passed.",
    "Debian: apt-get install age libgfshare-bin openssl jq poppler-utils coreutils",
    "策略与证书请用您自己保存的那份与 trust/ 比较。 Compare trust/ with the policy and certificates you hold yourself.",
  ];
  const steps = given.flatMap(({ zh, en, commands }, at) => ["", `${String(at + 1)}. ${zh}`, `   ${en}`, ...commands.map((command) => `    ${command}`)]);
  return [...head, ...steps, ""].join("\n");
}
