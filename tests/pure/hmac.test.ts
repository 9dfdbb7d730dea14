import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { noblePrimitives } from "../../src/signing/primitives.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";

test.each(Object.entries({ node: nodePrimitives, noble: noblePrimitives }))("HMAC-SHA-256 of %s is OpenSSL's, for keys and messages of any length, one after another under one key", (_, primitives) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 5 }), (key, messages) => {
    const under = primitives.hmacSha256(key);
    expect(messages.map(under)).toEqual(messages.map((message) => createHmac("sha256", key).update(message).digest("hex")));
  }));
});
