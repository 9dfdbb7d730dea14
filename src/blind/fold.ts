/** How a text is read when names are looked for in it: what hides a name from a search but not from a reader is taken away. */

/** Traditional characters that names of firms and people are written with, each before its simplified form. */
const SIMPLIFIED =
  "設设築筑東东廣广華华國国團团業业電电機机龍龙興兴實实發发億亿義义聯联際际綠绿環环園园藝艺術术開开門门間间陽阳陰阴陳陈張张劉刘楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢許许蕭萧鄧邓馮冯葉叶蔣蒋呂吕蘇苏盧卢賈贾魯鲁韋韦鄒邹龐庞"
  + "鐵铁鋼钢銀银錦锦鴻鸿鳴鸣鵬鹏鳳凤鶴鹤麗丽豐丰財财貿贸資资質质車车軌轨軟软輪轮運运達达遠远連连進进鄉乡醫医長长階阶雲云靈灵頂顶順顺預预領领風风飛飞驗验體体點点齊齐區区勝胜勞劳勢势匯汇協协單单嚴严圖图場场報报壯壮備备夢梦學学寧宁寶宝導导"
  + "層层島岛嶺岭帶带師师應应廠厂廈厦強强徑径從从愛爱慶庆憲宪擇择據据擴扩數数時时書书會会樂乐樓楼標标橋桥檢检權权歐欧歲岁歷历歸归氣气沖冲淨净溫温準准潔洁澤泽濟济濱滨灣湾滬沪漢汉無无熱热燈灯營营爾尔現现瑪玛瓊琼畫画當当監监盤盘礎础礦矿"
  + "禮礼種种積积穩稳節节範范簡简糧粮紅红紀纪約约純纯紙纸級级紡纺終终組组結结統统經经維维網网線线績绩織织續续聖圣聰聪職职腦脑膠胶臨临舉举艦舰莊庄萬万蘭兰號号衛卫裝装視视親亲觀观計计訊讯訓训訂订評评試试詢询誠诚語语認认課课調调諾诺謀谋"
  + "證证護护變变讓让貝贝貨货貴贵買买費费賓宾賢贤賴赖贏赢軍军載载輝辉輸输轉转辦办農农邊边鄰邻鈞钧銅铜鋁铝錢钱鎮镇鏡镜鐘钟鑄铸閣阁閩闽陸陆隨随險险雙双靜静韓韩項项頭头題题顏颜類类飲饮館馆馳驰駿骏驅驱魚鱼鮮鲜鷹鹰麥麦";

/** Blanks, marks, signs, controls and what no one sees: none of it parts the letters of a name. */
const PASSED_OVER = /^[\p{Z}\p{P}\p{S}\p{Cc}\p{Cf}\p{Cn}\p{M}]$/u;
const UNITS = 0x1_00_00;
const [HIGH_FIRST, LOW_LAST] = [0xd800, 0xdfff];

/** The letter a UTF-16 unit is read as; 0 is passed over. */
export type Folding = Uint16Array;

let table: Folding | null = null;

/** Width, case, compatibility forms and traditional characters folded, unit by unit; made once, 128 KiB. */
export function folding(): Folding {
  table ??= made();
  return table;
}

function made(): Folding {
  const folded = new Uint16Array(UNITS);
  for (let unit = 0; unit < UNITS; unit += 1) folded[unit] = foldedUnit(unit);
  for (let at = 0; at < SIMPLIFIED.length; at += 2) folded[SIMPLIFIED.charCodeAt(at)] = SIMPLIFIED.charCodeAt(at + 1);
  return folded;
}

function foldedUnit(unit: number): number {
  if (unit >= HIGH_FIRST && unit <= LOW_LAST) return unit; // half of a rare character: as it is
  const character = String.fromCharCode(unit);
  const plain = character.normalize("NFKC").toLowerCase().normalize("NFKC");
  const read = plain.length === 1 ? plain : character;
  return PASSED_OVER.test(read) ? 0 : read.charCodeAt(0);
}

/** A text as it is compared. */
export function foldedUnits(text: string): number[] {
  const units = folding();
  return Array.from({ length: text.length }, (_, at) => units[text.charCodeAt(at)] ?? 0).filter((unit) => unit !== 0);
}

const [ZERO, NINE, A, Z] = [0x30, 0x39, 0x61, 0x7a];

/** A Latin letter or figure, folded: of these a word is made without blanks, so that a name inside a longer word is none. */
export const isLatin = (unit: number): boolean => (unit >= A && unit <= Z) || (unit >= ZERO && unit <= NINE);
