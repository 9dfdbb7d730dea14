import type { Step } from "./readme.js";

/** The checks of money/ that stock tools can make; a public edition holds none of it, and they find nothing to do. */
export const MONEY_STEPS: readonly Step[] = [
  {
    zh: "每一笔记账分录借贷相等，并在日志所固定的账本树根之下（完整版）：叶 = SHA-256(0x00 ‖ 分录的 SHA-256)，逐层 SHA-256(0x01 ‖ 左 ‖ 右)。",
    en: "Every entry balances and lies under a root of the ledger that the log fixed (full edition): leaf = SHA-256(0x00 ‖ the entry’s SHA-256), then SHA-256(0x01 ‖ left ‖ right) level by level.",
    commands: [
      "[ ! -f money/postings.jsonl ] || while read -r line; do",
      "  [ \"$(jq '[.entry.lines[].fen | tonumber] | add' <<< \"$line\")\" = 0 ]; h=$(jq -cSj .entry <<< \"$line\" | sha256sum | cut -c1-64)",
      "  h=$({ printf '\\0'; bytes \"$h\"; } | sha256sum | cut -c1-64); at=$(jq .root.index <<< \"$line\")",
      "  for side in $(jq -r '.root.path[]' <<< \"$line\"); do if [ $((at % 2)) = 0 ]; then pair=$h$side; else pair=$side$h; fi",
      "    h=$({ printf '\\1'; bytes \"$pair\"; } | sha256sum | cut -c1-64); at=$((at / 2)); done",
      "  grep -r -a -q -F \"{\\\"serial\\\":$(jq .root.serial <<< \"$line\"),\\\"sha256\\\":\\\"$h\\\",\\\"type\\\":\\\"money.root\\\"\" log/tile/entries; done < money/postings.jsonl",
    ],
  },
  {
    zh: "账户余额由分录算出；已退的保证金子账户余额为零。", en: "Balances are what the entries make; the sub-account of a deposit that went back holds nothing.",
    commands: [
      "[ ! -f money/accounts.json ] || diff <(jq -r '.accounts[] | \"\\(.account) \\(.debit.amount) \\(.credit.amount) \\(.balance.amount | ltrimstr(\"-\"))\"' money/accounts.json | tr -d . | sed 's/ 0*\\([0-9]\\)/ \\1/g') \\",
      "  <(jq -s -r '[.[].entry.lines[]] | group_by(.account)[] | ([.[].fen | tonumber | select(. > 0)] | add // 0) as $in | (0 - ([.[].fen | tonumber | select(. < 0)] | add // 0)) as $out | \"\\(.[0].account) \\($in) \\($out) \\($in - $out | fabs)\"' money/postings.jsonl)",
    ],
  },
  {
    zh: "银行的通知由日志所登记的银行公钥签名（RFC 9421），正文正是被签的正文。", en: "What banks told is signed by keys that the log has of them (RFC 9421), over the very body that lies here.",
    commands: [
      "find . -path './money/bank-statements/*' -name 'key-*.pem' | while read -r key; do bank=$(basename \"$(dirname \"$key\")\")",
      "  raw=$(openssl pkey -pubin -in \"$key\" -outform DER | tail -c 32 | od -An -v -tx1 | tr -d ' \\n'); grep -r -a -q -F \"{\\\"bank\\\":\\\"$bank\\\",\\\"key\\\":\\\"$raw\\\",\\\"type\\\":\\\"bank.key\\\"\" log/tile/entries; done",
      "find . -path './money/bank-statements/*' -name '*.body' | while read -r body; do word=${body%.body}; [ \"$(sha256sum < \"$body\" | cut -c1-64)\" = \"$(basename \"$word\")\" ]",
      "  grep -q -x -F \"\\\"content-digest\\\": sha-256=:$(openssl dgst -sha256 -binary \"$body\" | base64 -w0):\" \"$word.signed\"; good=",
      "  for key in \"$(dirname \"$body\")\"/key-*.pem; do if openssl pkeyutl -verify -pubin -inkey \"$key\" -rawin -in \"$word.signed\" -sigfile \"$word.sig\" > /dev/null 2>&1; then good=1; fi; done; [ -n \"$good\" ]; done",
      "[ ! -d money/bank-statements ] || diff <(find money/bank-statements -name '*.body' -exec jq -r 'select(.kind == \"credit\") | \"\\(.transaction) \\(.money.amount) \\(.sub)\"' {} + | sort) <(jq -r '.deposits[] | .number as $n | .credits[] | \"\\(.transaction) \\(.money.amount) \\($n)\"' money/deposits.json | sort)",
    ],
  },
];
