import type { SaleStage } from "../../procedure/sale-words.js";
import { Tag, type Tone } from "./text.js";

const TONES: Partial<Record<SaleStage, Tone>> = {
  noticed: "go", contest: "go", pre_disclosed: "info", deal: "ok", confirmed: "ok", result_public: "ok", contracted: "ok", price_paid: "ok", no_deal: "bad", expired: "bad", terminated: "bad", suspended: "bad",
};

/** The stage of a lot of a sale as a tag whose colour only repeats what the word says. */
export const SaleTag = ({ stage, name }: { readonly stage: SaleStage; readonly name: string }) => <Tag tone={TONES[stage] ?? ""}>{name}</Tag>;

/** A text as it was typed, line by line. */
export const Lines = ({ text }: { readonly text: string }) => <span lang="zh-CN">{text.split("\n").map((line, at) => <>{at > 0 && <br />}{line}</>)}</span>;
