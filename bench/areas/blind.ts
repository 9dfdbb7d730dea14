import { leakScanner } from "../../src/blind/leaks.js";
import type { Known } from "../../src/blind/marks.js";
import { beside, figure, seconds, type Figure } from "../figure.js";

const ROUNDS = 7;
const BIDDERS = 60;
const [CHINESE_TIMES, LATIN_TIMES] = [60_000, 100_000];
const MEGABYTE = 1_000_000;

/** The look for signs of identity through technical bids, in both scripts, for every mark of sixty bidders; beside a bare walk over the same text. */
export async function measure(): Promise<Figure[]> {
  const scan = leakScanner(Array.from({ length: BIDDERS }, (_, at) => known(at)), "晨光市滨江道路工程招标文件");
  const chinese = "施工组织设计：本工程采用分段流水施工，钢筋混凝土结构，建设单位要求工期二百四十日，质量合格。晨光市道路设计有关的技术措施与安全文明施工方案，详见第3.2节。".repeat(CHINESE_TIMES);
  const latin = "Concrete pavement of 220 mm on a firm subgrade; section 3.2.1 requires 95% compaction, see JTG/T F30-2014. ".repeat(LATIN_TIMES);
  const rate = async (text: string, work: (text: string) => unknown): Promise<number> => Buffer.byteLength(text) / MEGABYTE / await seconds(() => work(text));
  const looked = (text: string): unknown => scan([{ page: 1, field: null, text }]);
  const rates = await beside(ROUNDS, { chinese: () => rate(chinese, looked), walkedChinese: () => rate(chinese, walked), latin: () => rate(latin, looked), walkedLatin: () => rate(latin, walked) });
  const limit = "a bare walk over the units of the same text";
  return [
    figure({ name: `leak scan, ${String(BIDDERS)} bidders, Chinese`, value: rates.chinese, unit: "MB/s", goal: 20, limit: { name: limit, value: rates.walkedChinese } }),
    figure({ name: `leak scan, ${String(BIDDERS)} bidders, Latin`, value: rates.latin, unit: "MB/s", goal: 20, limit: { name: limit, value: rates.walkedLatin } }),
  ];
}

const known = (at: number): Known => {
  const [first, second, number] = [String.fromCharCode(0x6000 + at * 7), String.fromCharCode(0x6100 + at * 5), String(at).padStart(5, "0")];
  return {
    bidder: `91341702MA0${number}XN`, names: [`晨光市${first}${second}建设工程有限公司`], codes: [`91341702MA0${number}XN`], people: [`王${first}明`], phones: [`138000${number}`], mails: [`office@firm${number}.example.cn`], latin: [`Firm ${number} Construction`],
  };
};

function walked(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}
