import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PersonName } from "@/components/sign-offs/person-name";

const shown = (name: string): string => renderToStaticMarkup(createElement(PersonName, { name }));

test.each([
  ["Inês Example", "Inês Example"],
  ["ענבל כהן", "ענבל כהן"],
  ["\u202edetrevni\u202c \u2067Kenji\u200f\u001b", "detrevni Kenji"],
  ["<b>Kenji</b>", "&lt;b&gt;Kenji&lt;/b&gt;"],
  ["\u2067\u2069", "a name that cannot be printed"],
  ["é".repeat(300), "é".repeat(120)],
])("the name %j is set apart from the line, and turns nothing round", (name, text) => {
  expect(shown(name)).toBe(`<bdi class="wrap-anywhere">${text}</bdi>`);
});
