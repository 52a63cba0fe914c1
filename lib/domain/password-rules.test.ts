import { expect, test } from "vitest";
import { objectionToPassword } from "@/lib/domain/password-rules";

const ada = { handle: "ada.l", name: "Ada Lovelace", email: "countess@example.org" };

test.each([
  ["correct horse battery"],
  ["vier kleine Zebras"],
  ["שלום לכולם חברים"],
  ["lovelace writes notes on engines"],
])("%s is taken", (password) => {
  expect(objectionToPassword(password, ada)).toBeNull();
});

test.each([
  ["short-one", /has 9 characters; at least 12/],
  ["x".repeat(201), /at most 200/],
  ["aaaaaaaaaaaaaaaa", /same few/],
  ["abababababab12", /same few/],
  ["abcdefghijklmnop", /neighbouring/],
  ["password1234", /everybody tries/],
  ["Qwertyuiop123!", /everybody tries/],
  ["signalbox2026!", /everybody tries/],
  ["LovelaceAda12", /account/],
  ["countess-2026", /account/],
])("%s is refused", (password, words) => {
  expect(objectionToPassword(password, ada)).toMatch(words);
});
