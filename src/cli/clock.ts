import { z } from "zod";
import { ok, type Result } from "../kernel/result.js";
import { act, JSON_OPTION } from "./act.js";
import { getJson, postJson, type Client } from "./client.js";
import { personFrom, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const CLOCK = z.object({ now: z.string(), held: z.boolean() });
type Standing = z.infer<typeof CLOCK>;
const PATH = "/api/v1/rehearsal/clock";

/** Where a rehearsal's clock stands. */
export const clockNow = (client: Client): Promise<Result<Standing>> => getJson(client, PATH, CLOCK);

/** Moves it forward; every due move is made before it answers. @param advanceTo RFC 3339; null leaves it where it is */
export const advanceClock = (client: Client, advanceTo: string | null, hold: boolean): Promise<Result<Standing>> => postJson(client, PATH, { ...(advanceTo === null ? {} : { advanceTo }), hold }, CLOCK);

/** `daylight clock`: rehearsals only. */
export const clock: Verb = (program, terminal, done) => withPerson(program.command("clock"))
  .argument("[time]", both("拨到的时间，如 2026-02-02T09:30:00+08:00", "where to move it"))
  .description(both("演练时钟：查看，或向前拨动。", "The rehearsal clock: show it, or move it forward."))
  .option("--hold", both("停在那里", "hold it there"))
  .option("--run", both("继续走时", "let it run on"))
  .option(...JSON_OPTION)
  .action(async (time: string | undefined, options: PersonOptions & { hold?: boolean; run?: boolean; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const isMove = time !== undefined || options.hold === true || options.run === true;
      const stands = isMove ? await advanceClock(person.value.client, time ?? null, options.hold === true) : await clockNow(person.value.client);
      if (!stands.ok) return stands;
      const { now, held } = stands.value;
      return ok({ lines: [both(`演练时钟 ${now}${held ? "（停住）" : ""}`, held ? "held" : "running")], json: { now, held } });
    }));
  });
