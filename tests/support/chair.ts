import { formOf, signedIn, type PageAnswer } from "./pages.js";
import type { TestTown } from "./town.js";

/** The chair of a lot at the page of the committee, with the form of inputs that the lot's method has. */
export type Chair = {
  readonly room: () => Promise<string>;
  readonly fields: () => Promise<Record<string, string | string[]>>;
  /** Posts the form as it stands, with these fields typed over. */
  readonly enter: (over: Readonly<Record<string, string>>) => Promise<PageAnswer>;
  /** Posts another form of the page. */
  readonly send: (act: string, over?: Readonly<Record<string, string>>) => Promise<PageAnswer>;
  /** The row of the form that is about a bidder. */
  readonly rowOf: (actor: string) => Promise<string>;
  /** The ranking as the page shows it: bidder, points or evaluated price, contract price. */
  readonly ranking: () => Promise<string[][]>;
};

/** Signs the chair in. @param form the act of the inputs: credits, prices or offers @param tender its id */
export async function chairOf(town: TestTown, tender: string, form: string): Promise<Chair> {
  const chair = await signedIn(town, "committee-1");
  const room = async (): Promise<string> => (await chair.get(`/panel/${tender}/1`)).text;
  const send = async (act: string, over: Readonly<Record<string, string>> = {}): Promise<PageAnswer> => {
    const { action, fields } = formOf(await room(), act);
    return chair.post(action, { ...fields, ...over });
  };
  const fields = async () => formOf(await room(), form).fields;
  return {
    room, send, fields, enter: (over) => send(form, over),
    rowOf: async (actor) => Object.entries(await fields()).find(([name, value]) => new RegExp(`^${form}\\.\\d+\\.bidder$`).test(name) && value === usccOf(town, actor))?.[0].split(".")[1] ?? "",
    ranking: async () => rowsOf(/按已录入内容的排序.*?<tbody>(.*?)<\/tbody>/s.exec(await room())?.[1] ?? "").map((cells) => cells.slice(1)),
  };
}

const rowsOf = (table: string): string[][] => [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = ""]) => cell.replace(/<span.*<\/span>/s, "")));

/** What a page complains of first: each fault in its words. */
export const faultsIn = (html: string): string => /<div class="note bad" role="alert".*?<\/div>/s.exec(html)?.[0].replaceAll(/<[^>]+>/g, " ") ?? "";

export const usccOf = (town: TestTown, actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
export const nameOf = (town: TestTown, actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";
