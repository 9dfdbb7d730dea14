import { OUTAGE } from "../../auctions/outage.js";
import { MINUTE_MS, SECOND_MS } from "../../kernel/time.js";
import type { HelpTopic, NumberOf } from "./topic.js";
import type { Help } from "./help.js";

const ask = {
  title: "How to ask", lead: "What is unclear in the documents or on the site can be asked without anybody learning that it is you. The answer goes to everybody at once.",
  sections: {
    tickets: { heading: "1. Take tickets", text: ["Signed in, ten at a time, at most five times for a tender. A ticket is signed blindly: your computer hides its number, the exchange signs what it cannot read, and your computer takes the cover off. The exchange knows that your firm took tickets, and recognises none of them.", "One key signs the tickets of a tender, and it stands in the public log; your computer checks that first: nobody can be given a marked key of his own."] },
    ask: { heading: "2. Ask", text: ["A question comes without your session, with one ticket that is then used up. No address, hour or person is kept of it, only the day; at midnight all questions are taken out in the order of their pseudonyms, and go to the tenderer and into the public log at one moment.", "Write no firm, name, telephone or mail address; what can be recognised you are asked to take out. Do not ask right after taking tickets, and rather from another network."], commands: ["npx daylight tickets TENDER --as you --actors actors.json --out tickets.json", "npx daylight ask TENDER --tickets tickets.json --text question.txt"] },
    answers: { heading: "3. Answers", text: ["The tenderer sees questions and not who asks; answers go to everybody at once in a clarification that gives each question its pseudonym. Two questions of one firm have nothing in common.", "Where an answer may affect bids and the deadline is nearer than the law allows, the deadline moves."], see: ["notices"] },
    dropped: { heading: "4. When no answer comes", text: ["You get a receipt at once: the exchange promises, signed, that the question will stand in the public log. Everybody can count what was asked and what waits for an answer.", "The secret in your ticket is yours alone: hand it over where you must prove that a question was yours; without it nobody can."], see: ["log"] },
    limits: { heading: "5. What cannot be done", text: ["Where one firm alone took tickets, the question is that firm’s. Whoever controls the server sees connections: ask from another network if that matters. And the words of a question speak for themselves."] },
  },
} satisfies HelpTopic;

const interruptions = {
  title: "When an auction is interrupted", lead: "An interruption gives bidders time and never takes any. What follows is done by the system itself, and each step is in the record of the auction and in the public log.",
  sections: {
    still: { heading: "1. When the countdown stands still", text: [`When the service does not answer, its clock was set, or more than ${String(OUTAGE.awayPercent)} % of the bidders who were connected within a minute are away at once, auctions whose next deadline is less than ${String(OUTAGE.nearEndMs / MINUTE_MS)} minutes off stand still. A listing that has long to go does not: its end was announced, and it takes offers all the while.`] },
    from: { heading: "2. From when", text: ["From the last moment at which the service is known to have worked, not from when somebody noticed. What was left then is what is left afterwards."] },
    resume: { heading: "3. How it goes on", text: [`After up to ${String(OUTAGE.longMs / SECOND_MS)} seconds it goes on by itself, ${String(OUTAGE.resumeMs / SECOND_MS)} seconds after the service was replaced. After a longer silence, a clock that was off, or with most bidders away, two officers let it go on; where it stood still for long, the moment is told in advance as its terms say.`] },
    offers: { heading: "4. Whether an offer can be lost", text: ["An offer for which you saw a number is in the database and in the chain of hashes: a server that loses power does not lose it. Without a number, the page asks again under the same key, and what was taken is not taken twice."] },
    people: { heading: "5. Who may stop it", text: ["Two officers may stop an auction and let it go on, for a fault, a dispute or force majeure, with a reason in the record; the supervisor may order it. Each cause is lifted for itself, and it goes on when none is left."] },
  },
} satisfies HelpTopic;

const limits: Help["limits"] = {
  title: "What cannot be done", lead: "All cryptography ends somewhere. These are the limits we know of, and what to do about each.",
  sections: {
    script: { heading: "1. We serve the page's program", text: ["Whoever controls the server could serve you a sealing page that leaks. So: seal with the command line or with stock tools alone; compare the program's files with their hashes in the public log; safest of all, seal on a computer without a network."], see: ["log"] },
    refusal: { heading: "2. Refusing to take a bid", text: ["The log cannot prove that we refused yours. If you cannot lodge, hand the signed statement, one or two kilobytes, to the supervisor or any witness before the deadline; time-stamped there it counts as lodged by the published protocol."] },
    collusion: { heading: "3. Key holders who collude", text: ["Enough holders together can open bids early, and nobody can detect it. The remedy is to choose holders independent of each other."] },
    experts: { heading: "4. Who the experts are", text: ["Somebody must call the experts that were drawn, and that somebody knows them."] },
    outside: { heading: "5. Agreements outside", text: ["Bidders who agree on prices elsewhere are beyond any cryptography."] },
    who: { heading: "6. Who lodges, and when", text: ["The server must check signatures, so whoever controls it sees who lodges and when, but never what."] },
  },
};

/** The help in English: every topic and section that Chinese has. */
export const helpEn = (n: NumberOf): Help => ({
  bid: {
    title: "How to bid", lead: "From finding a notice to holding a receipt, everything is done online. Your bid is encrypted on your own computer: nobody can read it before the opening.",
    sections: {
      find: { heading: "1. Find a tender", text: ["Search the notices by words, stage, area and date. Two characters are enough; fragments of codes and of names are found too.", "Add the deadline to your calendar: when it moves, the entry in your calendar moves."], see: ["notices", "calendar"] },
      prepare: { heading: "2. Prepare the bid", text: ["The tender documents are free on the project's page, each with its SHA-256.", `Whoever objects to the documents tells the tenderer at least ${n("EC-13")} days before the deadline. The tenderer answers within ${n("EC-14")} days; until then the tender stands still.`] },
      seal: { heading: "3. Encrypt and lodge", text: ["Sign in, choose your files, certificate and private key under “My bids”; the browser encrypts and signs them and uploads the ciphertext. Plain files and private key never leave your computer. The command line does the same on a computer without a network."],
        steps: ["Choose the files each part asks for and fill in the price form.", "Sign with your organisation's certificate.", "Set a passphrase for the bid key and keep bidder.key safe: should you have to decrypt yourself on the day, you need it.", "Lodge, and keep the receipt. It states the time, the hashes and our signature."], commands: ["npx daylight seal --help", "npx daylight lodge --help"], see: ["signIn"] },
      change: { heading: "4. Replace, confirm or withdraw", text: ["Until the deadline you can replace or withdraw as often as you like; the last valid lodgement counts, and each has a receipt.", "Where an amendment asks for it, “My bids” tells you to confirm or replace your bid: one that is neither by the deadline is deemed withdrawn and is not opened.", `After a withdrawal the tenderer returns the bond within ${n("EC-21")} days of the written notice.`, "The exchange's clock decides: the deadline's own millisecond is late. A late bid is not taken, but you get a signed refusal that says by how much."] },
      after: { heading: "5. After the deadline", text: ["Seconds later you can fetch the final receipt: proof that your bid is in the public log below the deadline checkpoint. Then sign in to the hall, check the list and confirm the record."], see: ["halls"] },
    },
  },
  ask,
  opening: {
    title: "How an opening works", lead: "Bids are opened the moment they close. Anyone can attend without signing in, and replay it afterwards.",
    sections: {
      close: { heading: "1. The close", text: ["Before it, nothing on this site says who bids or how many; the log holds sealed entries that nobody can tell apart. At the close the hash of the list goes into the public log, and nobody can change it unnoticed."] },
      list: { heading: "2. Checking the list", text: ["A bidder missing from the list shows the receipt at once. Adding a bid takes two people, one of the exchange and one of the supervisor, and is logged."] },
      decrypt: { heading: "3. Decryption", text: ["The key is split among the agency, the supervisor, a notary and others; without enough of them nothing opens. The exchange alone can open no bid.", "Where the documents allow it, a bidder can decrypt with its own key. Every failure states its cause, the bidder's or another's, because the law treats them differently."] },
      sing: { heading: "4. Singing-out", text: ["When every bid is dealt with, all prices and promises are published at once, none before another.", "Where the tenderer has a reserve estimate, the log holds the hash of its file before bids close; at the opening it is read out before the prices. Nobody can see it early or change it late. It is a reference alone: no bid wins or is rejected by it."] },
      record: { heading: "5. Confirmation and record", text: ["Bidders confirm, or object on the spot; objections and answers become part of the record, a signed PDF that anyone can download and check.", "With fewer bids than the law asks for, the lot fails, and bids that were not opened stay sealed."], see: ["halls", "calendar"] },
    },
  },
  verify: {
    title: "How to verify", lead: "You need not trust this exchange: notices, receipts, openings and evaluations can be checked with stock tools.",
    sections: {
      paper: { heading: "1. You hold a document", text: ["Every page has a verification code and a QR code at its foot. Type the code or scan it to learn whether it is the original and still in force.", "Drop a PDF on the verify page: your browser hashes it and checks it against the public log; the file is not uploaded."], see: ["verify"] },
      code: { heading: "2. Where the code comes from", text: ["It is taken from the SHA-256 of the notice's data (notice.json), written in base 32 with Crockford's alphabet: the first eleven consecutive symbols whose Crockford check symbol is a digit or letter, and that symbol. Anybody can extract notice.json from the PDF and compute it."], commands: ["pdfdetach -saveall notice.pdf && sha256sum notice.json", "pdfsig notice.pdf"] },
      log: { heading: "3. The public log", text: ["Every public record is written to a log that can only grow and that independent witnesses cosign. Its formats are common ones, with ready programs to read and verify them."], see: ["log"] },
      whole: { heading: "4. A whole tender", text: ["Once a tender is archived, download its audit bundle and check it from the beginning by one command, or with stock tools alone (age, gfcombine, openssl, sha256sum, jq, pdfsig), without this site."], commands: ["npx daylight verify bundle/"] },
    },
  },
  object: {
    title: "How to object and complain", lead: "First object to the tenderer; if the answer does not satisfy you, complain to the supervising authority. The law sets the periods; the numbers below come from the table of rules.",
    sections: {
      documents: { heading: "1. To the documents", text: [`At least ${n("EC-13")} days before the deadline, to the tenderer, who answers within ${n("EC-14")} days; until then the tender stands still.`] },
      opening: { heading: "2. To the opening", text: ["On the spot; the tenderer answers on the spot and it is recorded. Online, use “Object” in the hall."], see: ["halls"] },
      result: { heading: "3. To the evaluation", text: [`While the candidates are published, at least ${n("EC-31")} days. The tenderer answers within ${n("EC-32")} days; until then the tender stands still.`] },
      complaint: { heading: "4. Complaint", text: [`Within ${n("EC-38")} days of when you knew or should have known, not counting the time of the objection. The authority decides within ${n("EC-39")} working days whether to accept it, and within ${n("EC-40")} working days of acceptance on the matter, in writing.`, "Whom to complain to stands at the end of every notice. Government procurement has its own queries and complaints with other periods: see the rules."], see: ["rules"] },
    },
  },
  unseen: {
    title: "What the exchange cannot see", lead: "These are not promises not to look: we do not hold the keys.",
    sections: {
      content: { heading: "The content of bids", text: ["Bids are encrypted on the bidders' computers; the server holds ciphertext. Whoever steals its disks can read nothing before the opening."] },
      key: { heading: "Bidders' private keys and passphrases", text: ["Signing and encryption happen on your computer; neither key nor passphrase is uploaded."] },
      file: { heading: "The files you verify", text: ["Only the hash is sent, never the file."] },
      public: { heading: "What nobody sees before the close", text: ["Until bids close, public pages, data, log and calendar hold no bidder's name and no number of bids: with bids and without they are the same bytes."] },
    },
  },
  interruptions,
  limits,
});
