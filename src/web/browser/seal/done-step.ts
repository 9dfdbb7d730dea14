import { refuse } from "../../../kernel/result.js";
import type { Made } from "./envelope-zip.js";
import { showFindings } from "./fields.js";
import { sizeWords } from "./files-step.js";
import { code, facts, make, put, say, type Words } from "./say.js";
import type { Step } from "./steps.js";
import type { Work } from "./work.js";

/** Hands a made zip to the page of the exchange that opened this one; null where nobody did. */
export type HandOver = ((made: Made) => void) | null;

/** Sealed: the zip is saved first, for the bid key in it is nowhere else; then it is lodged, here or with the command line. */
export function doneStep(work: Work, made: () => Made | null, handOver: HandOver): Step {
  const section = make("section", "");
  return {
    name: ["保存并递交", "Save and lodge"], section, next: null, leave: () => [],
    enter: () => {
      const sealed = made();
      if (sealed !== null) section.replaceChildren(...view(work, sealed, handOver));
    },
  };
}

const MADE: Readonly<Record<"bid" | "confirm" | "withdraw", Words>> = {
  bid: ["已经封好。内容只有开标时才能打开，本页没有把任何东西送出这台电脑。", "Sealed. Nothing of it can be read before the opening, and this page has sent nothing from this machine."],
  confirm: ["确认声明已经签好，递交后才生效。", "The confirmation is signed; it takes effect when it is lodged."],
  withdraw: ["撤回声明已经签好，递交后才生效。", "The withdrawal is signed; it takes effect when it is lodged."],
};

function view(work: Work, sealed: Made, handOver: HandOver): HTMLElement[] {
  let isSaved = false;
  const status = make("p", "");
  status.setAttribute("role", "status");
  const save = say(["保存密封件（zip）", "Save the sealed bid (zip)"], "a", "btn") as HTMLAnchorElement;
  save.id = "save";
  save.href = URL.createObjectURL(sealed.zip);
  save.download = sealed.name;
  save.addEventListener("click", () => { isSaved = true; });
  const give = say(["交给交易平台页面递交", "Hand it to the exchange’s page"], "button", "btn alt") as HTMLButtonElement;
  give.type = "button";
  give.id = "give";
  give.hidden = handOver === null;
  give.addEventListener("click", () => {
    showFindings(isSaved ? [] : [{ at: "save", grave: true, refusal: refuse("envelope-not-saved").refusal }]);
    if (!isSaved || handOver === null) return;
    handOver(sealed);
    put(status, ["已交给打开本页的交易平台页面。请回到那个页面确认递交。", "Handed to the page that opened this one. Go back there to lodge it."]);
  });
  return [
    say(MADE[work.act === "key" ? "bid" : work.act], "p", "note ok"),
    facts([["文件", "File"], `${sealed.name}　${sizeWords(sealed.zip.size)}`], ...sealed.statements.map(({ title, sha256 }) => [[`声明 SHA-256：${title}`, `SHA-256 of the statement: ${title}`] as Words, code(sha256)] as const)),
    make("p", "row", save, give), status, ...after(work),
  ];
}

const after = ({ act }: Work): HTMLElement[] => [
  say(["接下来", "What happens next"], "h3"),
  make("ol", "", ...[
    ["把 zip 保存两份。里面的 bidder.key 是您的投标密钥，用您的口令加密；没有它，开标时无法用您自己的密钥解密。", "Keep two copies of the zip. Its bidder.key is your bid key, locked by your passphrase; without it your own key cannot open the bid."] as Words,
    ["在“我的投标”选择这个 zip 递交，或者用命令行：npx daylight lodge 文件.zip", "Lodge the zip under “My bids”, or by the command line: npx daylight lodge file.zip"] as Words,
    ["收到回执才算递交成功。", "Only a receipt says that it is lodged."] as Words,
  ].slice(act === "bid" ? 0 : 1).map((words) => say(words, "li"))),
];
