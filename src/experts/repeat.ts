/**
 * How a stranger repeats a draw with stock tools (trust.md §3.5): lines of bash over the files of one draw in the folder `$d`, with a folder `$t` for
 * its own and `bytes`, which turns hex into bytes. The bundle's README.txt and the page of a draw tell the same lines; any fault ends them.
 */

/** Ranks the rows of the pool under a code: openssl mac for each label, then sort. */
export const ORDERING: readonly string[] = [
  "order() { local prk; prk=$(openssl mac -digest SHA256 -macopt hexkey:\"$1\" -in \"$d/randomness.txt\" HMAC)",
  "  while read -r label rest; do printf '%s\\001' \"$label\" > \"$t/label\"; echo \"$(openssl mac -digest SHA256 -macopt hexkey:\"$prk\" -in \"$t/label\" HMAC) $label $rest\"; done < \"$t/rows\" | sort > \"$t/order\"; }",
];

/** The value of the beacon's round, a dash where the draw has none. */
const BEACON = "beacon=$([ -f \"$d/beacon.json\" ] && jq -r '.signature // \"-\"' \"$d/beacon.json\" || echo -); [ \"$beacon\" = - ] || beacon=$(bytes \"$beacon\" | sha256sum | cut -c1-64)";

/** Commitments, randomness, chain, ranking, seats, replacements and opened names of one draw. Leaves who holds the seats in `$t/sitting`. */
export const REPEATING: readonly string[] = [
  "id=$(jq -r .draw \"$d/plan.json\"); per=$(jq .perOrg \"$d/plan.json\"); pool=$(sha256sum < \"$d/pool.json\" | cut -c1-64)",
  "jq -r '.rows[] | \"\\(.label) \\(.stratum) \\(.orgTag) \\(.excluded // \"-\")\"' \"$d/pool.json\" > \"$t/rows\"; jq -r '.strata | to_entries[] | \"\\(.key) \\(.value)\"' \"$d/plan.json\" > \"$t/seats\"",
  "jq -r 'to_entries[] | select(.value != \"-\") | \"\\(.key) \\(.value)\"' \"$d/reveals.json\" | while read -r name r; do",
  "  [ \"$({ printf 'daylight/contrib/v1\\0%s\\0%s\\0' \"$id\" \"$name\"; bytes \"$r\"; } | sha256sum | cut -c1-64)\" = \"$(jq -r --arg n \"$name\" '.[$n]' \"$d/commits.json\")\" ]; done",
  BEACON,
  "printf 'daylight/draw/v1/%s/pool:%s/%sbeacon:%s/' \"$id\" \"$pool\" \"$(jq -r --slurpfile r \"$d/reveals.json\" '[.contributors[] | \"\\(.):\\($r[0][.] // \"-\")/\"] | add' \"$d/plan.json\")\" \"$beacon\" | cmp - \"$d/randomness.txt\"",
  "head=$(jq -r .chain \"$d/plan.json\"); for code in $(jq -r '.[]' \"$d/codes.json\"); do [ \"$(bytes \"$code\" | sha256sum | cut -c1-64)\" = \"$head\" ]; head=$code; done",
  "order \"$(jq -r '.[0]' \"$d/codes.json\")\"",
  "awk -v per=\"$per\" 'NR==FNR {seats[$1]=$2; next} $5==\"-\" && seats[$3]>0 && org[$4]<per {seats[$3]--; org[$4]++; print $2}' \"$t/seats\" \"$t/order\" > \"$t/ever\"; cp \"$t/ever\" \"$t/sitting\"",
  "cmp \"$t/ever\" <(jq -r '.drawn[].label' \"$d/result.json\")",
  "jq -r '.[] | \"\\(.label) \\(.code) \\(.substitute)\"' \"$d/replacements.json\" | while read -r out code substitute; do order \"$code\"; grep -v -x \"$out\" \"$t/sitting\" > \"$t/staying\" || true",
  "  [ \"$(awk -v per=\"$per\" -v out=\"$out\" -v t=\"$t\" 'FILENAME==t\"/ever\" {ever[$1]; next} FILENAME==t\"/staying\" {stays[$1]; next} FILENAME==t\"/rows\" {if ($1==out) want=$2; if ($1 in stays) org[$3]++; next} $5==\"-\" && $3==want && !($2 in ever) && org[$4]<per {print $2; exit}' \"$t/ever\" \"$t/staying\" \"$t/rows\" \"$t/order\")\" = \"$substitute\" ]",
  "  echo \"$substitute\" >> \"$t/ever\"; { cat \"$t/staying\"; echo \"$substitute\"; } > \"$t/sitting\"; done",
  "jq -r '.[] | \"\\(.expert) \\(.salt) \\(.label)\"' \"$d/opened.json\" | while read -r expert salt label; do [ \"$({ printf 'daylight/expert/v1\\0%s\\0%s\\0' \"$id\" \"$expert\"; bytes \"$salt\"; } | sha256sum | cut -c1-64)\" = \"$label\" ]; done",
];

/** The same over what the exchange answers, from nothing. @param url of the lot's draws @param number which draw of the lot */
export const repeatFrom = (url: string, number: number): readonly string[] => [
  "set -euo pipefail; export LC_ALL=C; d=$(mktemp -d); t=$d",
  "bytes() { printf \"$(sed 's/../\\\\x&/g' <<< \"$1\")\"; }",
  `curl -fsS '${url}' | jq '.draws[] | select(.number == ${String(number)})' > "$d/draw.json"`,
  "for file in plan commits reveals codes result replacements opened beacon; do jq -cSj \".$file\" \"$d/draw.json\" > \"$d/$file.json\"; done",
  "jq -cSj '{v: \"ddr/1\", draw, rows: .pool.rows}' \"$d/draw.json\" > \"$d/pool.json\"; [ \"$(sha256sum < \"$d/pool.json\" | cut -c1-64)\" = \"$(jq -r .pool.sha256 \"$d/draw.json\")\" ]",
  BEACON,
  "printf 'daylight/draw/v1/%s/pool:%s/%sbeacon:%s/' \"$(jq -r .draw \"$d/draw.json\")\" \"$(jq -r .pool.sha256 \"$d/draw.json\")\" \"$(jq -r '.reveals as $r | [.plan.contributors[] | \"\\(.):\\($r[.] // \"-\")/\"] | add' \"$d/draw.json\")\" \"$beacon\" > \"$d/randomness.txt\"",
  ...ORDERING, ...REPEATING, "cat \"$t/sitting\"",
];
