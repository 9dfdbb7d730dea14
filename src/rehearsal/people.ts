import type { UnitKind, UnitLevel, WindowTask } from "../centre/unit.js";
import type { Organisation, Role } from "../identity/actor.js";

/** The people of the rehearsal town 晨光市. All of them, their firms and their credit codes are fictional. */
export type Person = {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly organisation: Organisation | null;
  readonly opener?: string;
  readonly operatorFirm?: boolean;
};

export const TOWN = {
  host: "chenguang.example",
  name: "晨光市公共资源交易中心",
  nameEn: "Chenguang Public Resource Exchange",
  uscc: "12341700MB1A2C3D0P",
  /** Platform type, region, serial (rule book B6). */
  platformCode: "D3417000001",
} as const;

/** The town and its districts, with codes as GB/T 2260 forms them. */
export const AREAS = [
  { area: "341700", name: "晨光市本级", nameEn: "Chenguang, city level" },
  { area: "341702", name: "滨河区", nameEn: "Binhe District" },
  { area: "341721", name: "云麓县", nameEn: "Yunlu County" },
  { area: "341722", name: "青禾县", nameEn: "Qinghe County" },
  { area: "341771", name: "高新技术产业开发区", nameEn: "High-Tech Zone" },
] as const;

const TENDERER = { name: "晨光市城市建设投资集团有限公司", uscc: "91341702MA00000159" };
const WATER = { name: "晨光市水务发展有限公司", uscc: "91341702MA00000234" };
const LAND = { name: "晨光市自然资源和规划局", uscc: "11341700MB0000043K" };
const AGENCY = { name: "晓明工程咨询有限公司", uscc: "91341702MA0000031Y" };
const SUPERVISION = { name: "晨光市公共资源交易监督管理局", uscc: "11341700MB00000193" };
const NOTARY = { name: "晨光市公证处", uscc: "12341700MB00000190" };
const EXCHANGE = { name: TOWN.name, uscc: TOWN.uscc };
const FINANCE = { name: "晨光市财政局", uscc: "11341700MB0000027X" };
const HOUSING = { name: "晨光市住房和城乡建设局", uscc: "11341700MB000006X6" };
const STATION = { name: "晨光市建设工程质量安全监督站", uscc: "12341700MB00001234" };
const DEFENCE = { name: "晨光市国防动员办公室", uscc: "11341700MB00000786" };
const LABOUR = { name: "晨光市人力资源和社会保障局", uscc: "11341700MB00000861" };
const GOVERNMENT = { name: "晨光市人民政府", uscc: "11341700MB0000203T" };
const SERVICE = { name: "晨光市政务服务中心", uscc: "11341700MB0000035Q" };

/** The offices that hold opening keys, by the name `lot.terms` uses; the code is pinned by everybody's tools. */
export const OPENER_OFFICES: readonly { readonly opener: string; readonly organisation: Organisation }[] = [
  { opener: "agency", organisation: AGENCY }, { opener: "supervisor", organisation: SUPERVISION }, { opener: "notary", organisation: NOTARY },
];

/** Units by the codes of the rehearsal's finance authority, departments before those under them. */
export const UNITS: readonly (Organisation & { readonly code: string; readonly parent: string | null; readonly level?: UnitLevel; readonly en: string; readonly kinds: readonly UnitKind[] })[] = [
  { code: "101", ...FINANCE, parent: null, en: "Finance Bureau of Chenguang", kinds: ["finance", "budget"] },
  { code: "102", ...SERVICE, parent: null, en: "Service Centre of Chenguang", kinds: ["centre", "budget"] },
  { code: "103", ...HOUSING, parent: null, en: "Housing and Construction Bureau of Chenguang", kinds: ["collecting", "budget", "approving"] },
  { code: "103001", ...STATION, parent: "103", en: "Station for Quality and Safety of Works of Chenguang", kinds: ["collecting", "budget"] },
  { code: "104", ...DEFENCE, parent: null, en: "Defence Mobilisation Office of Chenguang", kinds: ["collecting", "budget", "approving"] },
  { code: "105", ...LABOUR, parent: null, en: "Human Resources and Social Security Bureau of Chenguang", kinds: ["collecting", "budget", "approving"] },
  { code: "106", ...LAND, parent: null, en: "Natural Resources and Planning Bureau of Chenguang", kinds: ["collecting", "budget", "approving"] },
  { code: "107", name: "晨光市教育局", uscc: "11341700MB0000094U", parent: null, en: "Education Bureau of Chenguang", kinds: ["budget", "approving"] },
  { code: "108", ...EXCHANGE, parent: null, en: TOWN.nameEn, kinds: ["collecting", "budget"] },
  { code: "109", ...GOVERNMENT, parent: null, en: "Government of Chenguang", kinds: ["government"] },
  { code: "110", name: "晨光市市场监督管理局", uscc: "11341700MB0000211M", parent: null, en: "Market Regulation Bureau of Chenguang", kinds: ["approving"] },
  { code: "111", name: "晨光市卫生健康委员会", uscc: "11341700MB000022XD", parent: null, en: "Health Commission of Chenguang", kinds: ["approving"] },
  { code: "112", name: "晨光市公安局", uscc: "11341700MB0000238D", parent: null, en: "Public Security Bureau of Chenguang", kinds: ["approving"] },
  { code: "113", name: "晨光市生态环境局", uscc: "11341700MB00002468", parent: null, en: "Environment Bureau of Chenguang", kinds: ["approving"] },
  { code: "114", name: "晨光市交通运输局", uscc: "11341700MB00002543", parent: null, en: "Transport Bureau of Chenguang", kinds: ["approving"] },
  { code: "115", name: "晨光市民政局", uscc: "11341700MB0000262X", parent: null, en: "Civil Affairs Bureau of Chenguang", kinds: ["approving"] },
  { code: "116", name: "晨光市文化和旅游局", uscc: "11341700MB0000270Q", parent: null, en: "Culture and Tourism Bureau of Chenguang", kinds: ["approving"] },
  { code: "117", name: "晨光市城市管理局", uscc: "11341700MB0000289M", parent: null, en: "City Management Bureau of Chenguang", kinds: ["approving"] },
  { code: "118", name: "国家税务总局晨光市税务局", uscc: "11341700MB0000297G", parent: null, en: "Tax Service of Chenguang", kinds: ["approving"] },
  { code: "119", name: "晨光市港航管理局", uscc: "11341700MB000030X1", parent: null, en: "Port and Waterways Bureau of Chenguang", kinds: ["approving"] },
  { code: "201", name: "晨光市滨河区政务服务中心", uscc: "12341702MB00002387", parent: null, level: "district", en: "Service Centre of Binhe District", kinds: ["centre"] },
  { code: "202", name: "晨光市滨河区住房和城乡建设局", uscc: "11341702MB0000203P", parent: null, level: "district", en: "Housing and Construction Bureau of Binhe District", kinds: ["budget"] },
  { code: "203", name: "晨光市滨河区市场监督管理局", uscc: "11341702MB0000211J", parent: null, level: "district", en: "Market Supervision Bureau of Binhe District", kinds: ["budget"] },
];

/** Windows of the city's hall; those of another say which. */
export const WINDOWS: readonly { readonly number: number; readonly unit: string | null; readonly hall?: string; readonly zh: string; readonly en: string; readonly tasks: readonly WindowTask[] }[] = [
  { number: 1, unit: null, zh: "综合受理窗口", en: "Applications of all kinds", tasks: ["consult", "accept"] }, { number: 2, unit: null, zh: "综合收费窗口", en: "Fees of all units", tasks: ["fees"] },
  { number: 3, unit: null, zh: "统一出件窗口", en: "Results", tasks: ["deliver"] }, { number: 4, unit: null, zh: "帮办代办服务窗口", en: "Concierge service", tasks: ["consult"] },
  { number: 5, unit: "103", zh: "住建窗口", en: "Housing and construction", tasks: ["consult", "accept", "fees"] },
  { number: 6, unit: "104", zh: "国动窗口", en: "Defence mobilisation", tasks: ["consult", "accept", "fees"] }, { number: 7, unit: "105", zh: "人社窗口", en: "Human resources and social security", tasks: ["consult", "accept", "fees"] },
  { number: 8, unit: "106", zh: "自然资源窗口", en: "Natural resources and planning", tasks: ["consult", "accept", "fees"] },
  { number: 9, unit: "107", zh: "教育窗口", en: "Education", tasks: ["consult", "accept", "deliver"] }, { number: 10, unit: "110", zh: "市场监管窗口", en: "Market regulation", tasks: ["consult", "accept", "deliver"] },
  { number: 11, unit: "111", zh: "卫健窗口", en: "Health", tasks: ["consult", "accept", "deliver"] }, { number: 12, unit: "112", zh: "公安窗口", en: "Public security", tasks: ["consult", "accept", "deliver"] },
  { number: 13, unit: "113", zh: "生态环境窗口", en: "Environment", tasks: ["consult", "accept", "deliver"] }, { number: 14, unit: "114", zh: "交通运输窗口", en: "Transport", tasks: ["consult", "accept", "deliver"] },
  { number: 15, unit: "115", zh: "民政窗口", en: "Civil affairs", tasks: ["consult", "accept", "deliver"] }, { number: 16, unit: "116", zh: "文旅窗口", en: "Culture and tourism", tasks: ["consult", "accept", "deliver"] },
  { number: 17, unit: "117", zh: "城管窗口", en: "City management", tasks: ["consult", "accept", "deliver"] }, { number: 18, unit: "118", zh: "税务窗口", en: "Taxes", tasks: ["consult", "accept", "deliver"] },
  { number: 19, unit: "119", zh: "港航窗口", en: "Port and waterways", tasks: ["consult", "accept", "deliver"] },
  { number: 51, unit: null, hall: "binhe-hall", zh: "区级综合窗口", en: "Applications to the district", tasks: ["consult", "accept", "deliver"] }, { number: 52, unit: "202", hall: "binhe-hall", zh: "区住建窗口", en: "Housing and construction of the district", tasks: ["consult", "accept"] },
];

const BIDDERS: readonly Organisation[] = [
  { name: "晨曦建设集团有限公司", uscc: "91341702MA000004XN" }, { name: "江海市政工程股份有限公司", uscc: "91341702MA0000058N" },
  { name: "北辰建工有限责任公司", uscc: "91341702MA0000066H" }, { name: "远山水务建设有限公司", uscc: "91341702MA0000074C" },
  { name: "旭日路桥工程有限公司", uscc: "91341702MA00000827" }, { name: "青禾建筑安装有限公司", uscc: "91341702MA00000902" },
  { name: "长风基础工程有限公司", uscc: "91341702MA0000103P" }, { name: "云帆市政建设有限公司", uscc: "91341702MA0000111J" },
];

/** Who bids for each of the firms. */
const BIDDING = ["卢晓东", "潘江帆", "贺北辰", "袁青山", "阮旭升", "庄禾生", "雷远风", "戴云帆"] as const;

const person = (id: string, role: Role, name: string, organisation: Organisation | null): Person => ({ id, role, name, organisation });

/** A unit as the organisation of who works for it. */
const unitOf = (code: string): Organisation => { const { name, uscc } = UNITS.find((unit) => unit.code === code) ?? SERVICE; return { name, uscc }; };

export const PEOPLE: readonly Person[] = [
  person("tenderer-1", "tenderer", "陈一鸣", TENDERER), person("tenderer-2", "tenderer", "李若溪", TENDERER), person("tenderer-3", "tenderer", "何清源", WATER),
  person("tenderer-4", "tenderer", "岳青岚", LAND), person("tenderer-5", "tenderer", "石界明", LAND),
  person("agency-1", "agency", "周晓", AGENCY), person("grantor-1", "grantor", "高原", LAND),
  person("transferor-1", "transferor", "田野", { name: "晨光市国有资产经营有限公司", uscc: "91341702MA000012XA" }),
  { ...person("opener-agency", "opener", "吴晓明", AGENCY), opener: "agency" },
  { ...person("opener-supervisor", "opener", "郑公达", SUPERVISION), opener: "supervisor" },
  { ...person("opener-notary", "opener", "方正平", NOTARY), opener: "notary" },
  person("supervisor-1", "supervisor", "严正", SUPERVISION), person("supervisor-2", "supervisor", "顾秉公", SUPERVISION), person("supervisor-3", "supervisor", "卫明察", SUPERVISION), person("notary-1", "notary", "公孙信", NOTARY),
  ...BIDDERS.map((firm, index) => person(`bidder-${String(index + 1)}`, "bidder", BIDDING[index] ?? "", firm)),
  { ...person("bidder-operator", "bidder", "明信安", { name: "晨光交易信息技术有限公司", uscc: "91341702MA0000138A" }), operatorFirm: true },
  ...["沈思远", "陆知行", "顾怀瑾", "温明哲", "苏景行", "江若水", "叶知秋", "秦望舒", "韩采薇", "程晓岚", "范知白", "祝云舟", "崔映雪"].map((name, index) => person(`committee-${String(index + 1)}`, "committee-member", name, null)),
  person("expert-1", "expert", "白鹿原", null), person("pool-keeper-1", "pool-keeper", "安平", SUPERVISION),
  person("staff-1", "exchange-staff", "赵启明", EXCHANGE), person("staff-2", "exchange-staff", "钱未央", EXCHANGE), person("cashier-1", "cashier", "孙明算", EXCHANGE),
  person("window-1", "window-staff", "柳窗明", SERVICE), person("chief-1", "chief-representative", "秦明岸", SERVICE), person("deputy-1", "deputy-head", "付维新", SERVICE),
  ...["宋致远", "唐和鸣", "冯立衡", "葛守仓", "滕滨生"].map((name, index) => person(`sub-centre-${String(index + 1)}`, "sub-centre-head", name, SERVICE)), person("head-1", "centre-head", "曾怀民", SERVICE),
  person("duty-1", "duty-head", "夏巡安", SERVICE), person("conduct-1", "conduct-supervisor", "谢明镜", SERVICE),
  person("window-2", "window-staff", "梁受理", HOUSING), person("chief-2", "chief-representative", "柯代正", HOUSING), person("deputy-2", "deputy-head", "付筑安", HOUSING), person("window-3", "window-staff", "田界清", LAND), person("deputy-3", "deputy-head", "岳图南", LAND),
  ...([["window-4", "110", "商启明"], ["window-5", "111", "康守真"], ["window-6", "116", "乐文华"], ["window-7", "118", "税务明"], ["window-8", "113", "江澄"], ["window-9", "104", "丁守备"], ["window-10", "110", "商继往"]] as const).map(([id, unit, name]) => person(id, "window-staff", name, unitOf(unit))),
  person("deputy-4", "deputy-head", "贾公平", unitOf("110")),
  person("centre-committee-1", "centre-committee", "管明远", SERVICE), person("city-leader-1", "city-leader", "施政和", GOVERNMENT),
  person("complaint-1", "complaint-officer", "倪静听", SERVICE), person("complaint-2", "complaint-officer", "解民忧", SERVICE), person("complaint-3", "complaint-officer", "闻必复", SERVICE), person("concierge-1", "concierge", "祁助远", SERVICE), person("concierge-2", "concierge", "路同行", HOUSING), person("concierge-3", "concierge", "门常开", LABOUR),
  person("fee-1", "fee-officer", "林核数", HOUSING), person("fee-2", "fee-officer", "程算清", DEFENCE), person("fee-3", "fee-officer", "尹计明", LABOUR), person("fee-4", "fee-officer", "魏标准", EXCHANGE), person("fee-5", "fee-officer", "邵监收", STATION),
  person("seal-1", "seal-keeper", "贺章正", SERVICE), person("cashier-2", "cashier", "米知数", SERVICE),
  person("finance-1", "finance-reviewer", "毕核清", FINANCE), person("treasury-checker-1", "treasury-checker", "殷审言", FINANCE), person("treasury-approver-1", "treasury-approver", "史秉衡", FINANCE), person("treasury-approver-2", "treasury-approver", "龚慎行", FINANCE),
  person("citizen-1", "citizen", "陶安然", null), person("journalist-1", "journalist", "纪如实", { name: "晨光日报社", uscc: "12341700MB0000051B" }), person("admin-1", "admin", "尤维安", EXCHANGE),
];
