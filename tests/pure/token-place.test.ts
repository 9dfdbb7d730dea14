import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlace, parsePlace, placeText } from "../../src/token/place.js";

test("a key's address is read again as it was written, whatever its label and id", () => {
  const label = fc.string({ unit: "binary", minLength: 1, maxLength: 32 }).filter((text) => text.isWellFormed());
  fc.assert(fc.property(label, fc.uint8Array({ minLength: 1, maxLength: 32 }), fc.option(label), (token, id, object) => {
    expect(parsePlace(`${placeText({ token, id, object })}\n-----BEGIN PUBLIC KEY-----\n`)).toEqual({ token, id, object });
  }));
});

test("an address by hand may name the key by its label alone", () => {
  expect(parsePlace("pkcs11:token=Exchange%201;object=log\n")).toEqual({ token: "Exchange 1", id: null, object: "log" });
  expect(isPlace("-----BEGIN PRIVATE KEY-----")).toBe(false);
});

test.each([
  ["with a PIN", "pkcs11:token=a;object=b?pin-value=2718"], ["with a PIN's place", "pkcs11:token=a;object=b?pin-source=file:/pin"], ["of a certificate", "pkcs11:token=a;object=b;type=cert"], ["without a token", "pkcs11:object=b"],
  ["without a key", "pkcs11:token=a"], ["of a slot", "pkcs11:token=a;object=b;slot-id=1"], ["that is cut", "pkcs11:token=a;id=%4"], ["that is no UTF-8", "pkcs11:token=%ff;object=b"], ["of another scheme", "https://token"],
])("an address %s is refused, and what it holds is not said again", (_, text) => {
  expect(() => parsePlace(text)).toThrow(RangeError);
  expect(() => parsePlace(text)).not.toThrow(/2718/);
});
