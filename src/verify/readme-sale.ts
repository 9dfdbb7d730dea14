import { OFFICES } from "../auctions/happening.js";
import { archiveStep, FILES_STEP, LOG_STEP, PDF_STEP, readmeText, type Step } from "./readme.js";

/** Lines for each auction of the bundle; `$d` is its folder, `$id` its name. */
const eachAuction = (lines: readonly string[]): readonly string[] => ["jq -r '.auctions[]' bundle.json | while read -r id; do d=auctions/$id", ...lines.map((line) => `  ${line}`), "done"];

const STEPS: readonly Step[] = [
  FILES_STEP, archiveStep("\"\\\"sale\\\":\\\"$(jq -r .sale bundle.json)\\\",\\\"sha256\\\":\\\"$archive\\\",\\\"type\\\":\\\"sale.archive\\\"\""), LOG_STEP,
  {
    zh: "每场竞价的规则在开始前记入日志；发生的每一件事接在前一件之后，最后的链头就是日志中竞价结束时的链头。",
    en: "The terms of each auction were logged before it began; everything that happened follows the thing before, and the last head is the one the log has of its end.",
    commands: eachAuction([
      "head=$(sha256sum < $d/terms.json | cut -c1-64); grep -r -a -q -F \"\\\"auction\\\":\\\"$id\\\",\\\"sha256\\\":\\\"$head\\\",\\\"type\\\":\\\"auction.terms\\\"\" log/tile/entries",
      "while IFS= read -r line; do head=$(printf '%s%s' \"$head\" \"$line\" | sha256sum | cut -c1-64); done < $d/happenings.jsonl",
      "grep -r -a -q -F \"\\\"auction\\\":\\\"$id\\\",\\\"head\\\":\\\"$head\\\"\" log/tile/entries; [ \"$(jq -r .head $d/result.json)\" = \"$head\" ]",
    ]),
  },
  {
    zh: "每块号牌后面的单位，就是它入场时承诺的那一个；得到标的的号牌和价格就是竞价结束时的号牌和价格。",
    en: "Behind each number stands the firm it was committed to when it was let in; the number and price of the result are those at the end.",
    commands: eachAuction([
      "jq -r '.paddles[].paddle' $d/names.json | while read -r paddle; do hash=$(jq -cSj --arg p \"$paddle\" '{v: \"paddle/1\", exchange, auction} + (.paddles[] | select(.paddle == $p))' $d/names.json | sha256sum | cut -c1-64)",
      "  [ \"$(jq -r --arg p \"$paddle\" '(select(.kind == \"admitted\"), select(.kind == \"seated\").seats[]) | select(.paddle == $p).commitment' $d/happenings.jsonl)\" = \"$hash\" ]; done",
      "[ \"$(jq -c 'select(.kind == \"ended\").standing | [.paddle, .amount.amount]' $d/happenings.jsonl)\" = \"$(jq -c '[.paddle, .amount.amount]' $d/result.json)\" ]",
    ]),
  },
  {
    zh: "竞买人的每一次请求——报价、应价、答复、密封和揭示、竞报数量，被拒绝的也在内——都由该号牌入场时交出的公钥签名。", en: "Everything a bidder asked, refused or not: offers, takes, answers, sealed and shown quotes, pledges: each is signed by a key that its number gave when it came in.",
    commands: eachAuction([
      "grep -r -a -h -o '{[^{}]*\"type\":\"auction.key\"[^{}]*}' log/tile/entries | jq -r --arg a \"$id\" 'select(.auction == $a) | \"\\(.paddle) \\(.key)\"' > \"$t/given\" || true",
      "jq -r 'select(.kind == \"seated\").seats[] | .paddle as $p | .keys[] | \"\\($p) \\(.key)\"' $d/happenings.jsonl >> \"$t/given\"",
      `jq -c 'select(has("key") and (.by | IN(${OFFICES.map((office) => `"${office}"`).join(", ")}) | not))' $d/happenings.jsonl | while IFS= read -r asked; do jq -cSj --argjson o "$asked" '{v: "auction-request/1", exchange, auction, paddle: $o.by, stage: $o.stage, key: $o.key, wish: ($o | (if has("sure") then {sure} else {} end) as $sure`,
      "    | {offered: ({kind: \"offer\", amount} + $sure), \"maximum-left\": ({kind: \"maximum\", amount} + $sure), taken: {kind: \"take\", amount: .seen}, answered: {kind: \"answer\", yes}, sealed: {kind: \"seal\", c}, shown: {kind: \"reveal\", amount, salt}, pledged: {kind: \"pledge\", quantity}, quoted: {kind: \"quote\", amount, values}, refused: .asked}[.kind])}' $d/terms.json > \"$t/text\"",
      "  base64 -d <<< \"$(jq -r .signature <<< \"$asked\")\" > \"$t/sig\"; signed=no; for key in $(awk -v p=\"$(jq -r .by <<< \"$asked\")\" '$1 == p { print $2 }' \"$t/given\"); do",
      "    { printf '\\x30\\x2a\\x30\\x05\\x06\\x03\\x2b\\x65\\x70\\x03\\x21\\x00'; base64 -d <<< \"$key\"; } > \"$t/key\"; openssl pkeyutl -verify -pubin -keyform DER -inkey \"$t/key\" -rawin -in \"$t/text\" -sigfile \"$t/sig\" > /dev/null 2>&1 && signed=yes; done; [ $signed = yes ]; done",
    ]),
  },
  {
    zh: "成交以后的每个环节都是日志所记录的那一份；双方签署的文字写明成交确认书 PDF 的摘要，签名对该文字作出。价款合计不超过合同价，保证金只转一次。没有公开的成交时这一步没有文件。",
    en: "Each act that followed a deal is the one in the log; the text that both parties signed names the hash of the confirmation’s PDF, and the signature is over that text. What was paid is no more than the price, and the deposit counts once. Where no result is public there are no such files.",
    commands: [
      "jq -r '.deals[]? | .lot as $l | .round as $r | .acts[] | \"\\($l) \\($r) \\(.)\"' bundle.json | while read -r lot round serial; do f=deals/$lot/$round/$serial.json",
      "  grep -r -a -q -F \"\\\"lot\\\":\\\"$lot\\\",\\\"round\\\":$round,\\\"sale\\\":\\\"$(jq -r .sale bundle.json)\\\",\\\"serial\\\":$serial,\\\"sha256\\\":\\\"$(sha256sum < $f | cut -c1-64)\\\",\\\"type\\\":\\\"sale.deal\\\"\" log/tile/entries; done",
      "jq -r '.deals[]? | \"deals/\\(.lot)/\\(.round)\"' bundle.json | while read -r d; do notice=$(jq -rs 'map(select(.step == \"prepared\")) | last.notice' $d/*.json); pdf=$(sha256sum < notices/$notice/v1/notice.pdf | cut -c1-64)",
      "  for party in seller winner; do jq -r .text $d/$party.act | base64 -d > \"$t/text\"; jq -r .signature $d/$party.act | base64 -d > \"$t/sig\"; [ \"$(jq -r .object \"$t/text\")\" = $pdf ]",
      "    [ \"$(jq -rs --arg p $party --arg d $pdf 'map(select(.step == \"signed\" and .party == $p and .document == $d)) | .[0].act' $d/*.json)\" = \"$(sha256sum < $d/$party.act | cut -c1-64)\" ]",
      "    [ \"$(jq -r .how $d/$party.act)\" = passkey ] || openssl cms -verify -binary -inform DER -in \"$t/sig\" -content \"$t/text\" -CAfile trust/ca.pem -purpose any -out /dev/null 2> /dev/null; done",
      "  jq -es '(map(select(.step == \"reversed\").of)) as $gone | (map(select(.step == \"paid\"))) as $paid | ($paid | map(select(.source == \"deposit\")) | length) <= 1 and ($paid | map(select(.serial as $s | $gone | index($s) | not).fen | tonumber) | add // 0) <= (map(select(.step == \"contracted\").price | tonumber) | last // 0)' $d/*.json > /dev/null; done",
    ],
  },
  PDF_STEP,
];

/** README.txt of a sale's bundle: how to check all of it without any program of ours. */
export const saleReadmeOf = (sale: string, mode: "rehearsal" | "live"): string => readmeText(sale, mode, STEPS);
