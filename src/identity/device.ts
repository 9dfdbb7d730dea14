/** What a browser calls itself, in the words people use; the first that fits, since each also names those it was made from. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, "微信 WeChat"], [/DingTalk/, "钉钉 DingTalk"], [/HarmonyOS.*ArkWeb|ArkWeb/, "ArkWeb"], [/QQBrowser/, "QQ Browser"], [/Edg(?:e|A|iOS)?\//, "Edge"], [/OPR\/|Opera/, "Opera"], [/Firefox\/|FxiOS/, "Firefox"], [/Chrome\/|CriOS|Chromium/, "Chrome"], [/Safari\//, "Safari"],
  [/^(?:curl|node|undici|daylight)/i, "program"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [[/HarmonyOS|OpenHarmony/, "HarmonyOS"], [/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS X|Macintosh/, "macOS"], [/CrOS/, "ChromeOS"], [/Linux|X11/, "Linux"]];

const named = (table: typeof BROWSERS, agent: string): string | undefined => table.find(([pattern]) => pattern.test(agent))?.[1];

/** The device in words: `Chrome · Windows`. Without versions, so that an update makes no new device; "" where the browser says nothing known. */
export const deviceOf = (agent: string): string => [named(BROWSERS, agent), named(SYSTEMS, agent)].filter((each) => each !== undefined).join(" · ");
