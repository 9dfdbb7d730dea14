import { z } from "@hono/zod-openapi";
import { addFirstPasskey, offerSecret, removePassword, replacePassword, setPassword, type PasswordAndCode } from "../identity/use-cases/passwords.js";
import type { SignedIn } from "../identity/person.js";
import { base64 } from "../kernel/bytes.js";
import { ok, type Result } from "../kernel/result.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api, type Asked } from "./endpoint.js";
import { passwordTries, realNow, trySignIn } from "./limits.js";
import { Label, personIn } from "./people.js";
import { NewPasskeyBody, NewPasswordBody, PasswordAndCodeBody, passwordGiven } from "./proof-bodies.js";
import { sitesOf } from "./sites.js";

const answered = (account: Result<string>): Result<Answer> => (account.ok ? ok({ body: { account: account.value } }) : account);

/** Passwords with one-time codes, where the installation takes them (docs/trust.md §6). Where it does not, each of these answers that it does not. */
export function passwordRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: "/api/v1/password/secrets", summary: "A secret for an app that shows one-time codes, to be given back with a code of it", action: "anyone", body: z.strictObject({}) }, ({ person }) => {
    const made = offerSecret(world, person?.name ?? "", realNow());
    return Promise.resolve(made.ok ? ok({ status: 201, body: { secret: made.value.secret, uri: made.value.uri, offer: base64(made.value.offer), expiresAt: made.value.exp } }) : made);
  });
  endpoint(api, world, { method: "put", path: "/api/v1/password", summary: "Set one’s own password, or put a new one in its place", action: "person", signed: true, body: NewPasswordBody }, async (asked) =>
    answered(await setPassword(world, personIn(asked).id, passwordGiven(asked.body), realNow())));
  endpoint(api, world, { method: "post", path: "/api/v1/password/replacement", summary: "The same by the password of now, for whoever has no key to sign with", action: "person", body: NewPasswordBody.extend({ current: PasswordAndCodeBody }) }, async (asked) => {
    const { current, ...given } = asked.body;
    return answered(await byCurrent(asked, world, (person) => replacePassword(world, person.id, { ...passwordGiven(given), current }, realNow())));
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/password", summary: "Take one’s own password away", action: "person", signed: true }, async (asked) => {
    const gone = await removePassword(world, personIn(asked).id);
    return gone.ok ? ok({ body: { removed: true } }) : gone;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/passkeys/first", summary: "The first passkey of somebody who has a password alone", action: "person", body: z.strictObject({ label: Label, passkey: NewPasskeyBody, current: PasswordAndCodeBody }) }, async (asked) => {
    const { label, passkey, current } = asked.body;
    const added = await byCurrent(asked, world, (person) => addFirstPasskey(world, person.id, { label, response: passkey as never, sites: sitesOf(asked.c, world), current }, realNow()));
    return added.ok ? ok({ status: 201, body: { added: true } }) : added;
  });
}

/** What is done by the password of now is tried under the limits of signing in: whoever finds a screen left open guesses no faster. */
function byCurrent<Value>(asked: Asked<{ readonly current: PasswordAndCode }>, world: World, act: (person: SignedIn) => Promise<Result<Value>>): Promise<Result<Value>> {
  const person = personIn(asked);
  return trySignIn(asked.c, world, person.id, () => act(person), passwordTries(person.id));
}
