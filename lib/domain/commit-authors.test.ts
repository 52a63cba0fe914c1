import { describe, expect, test } from "vitest";
import { authorsAmong, type KnownPerson, readAuthor } from "@/lib/domain/commit-authors";

const ana: KnownPerson = {
  id: "ana",
  handle: "ana",
  addresses: ["Ana.Lima@example.org", "ana@old.example.org"],
  subjects: ["12345"],
};
const kenji: KnownPerson = { id: "kenji", handle: "Kenji", addresses: [], subjects: [] };

describe("who wrote the commits of what is signed", () => {
  test.each<[string, string[]]>([
    ["ana.lima@EXAMPLE.org 8f2c1ab", ["ana"]],
    ["Ana@old.example.org 8f2c1ab", ["ana"]],
    ["@ana", ["ana"]],
    ["ANA", ["ana"]],
    ["12345+someoneelse@users.noreply.github.com 8f2c1ab", ["ana"]],
    ["kenji@users.noreply.github.com", ["kenji"]],
    ["kenji@example.org", []],
    ["ana.lima@example.org.evil", []],
    ["", []],
  ])("%s", (author, people) => {
    expect([...authorsAmong([readAuthor(author)], [ana, kenji]).keys()]).toEqual(people);
  });

  test("are known with a commit of theirs, also where another report names none", () => {
    const authors = ["ana", "ana.lima@example.org 8F2C1AB", "ana@x.org 1234567"].map(readAuthor);
    expect(authorsAmong(authors, [ana])).toEqual(new Map([["ana", "8f2c1ab"]]));
  });

  test("are everybody of one address, where several people have it", () => {
    const twin = { ...kenji, id: "twin", addresses: ["ana.lima@example.org"] };
    expect([...authorsAmong([readAuthor("ana.lima@example.org")], [ana, twin]).keys()]).toEqual([
      "ana",
      "twin",
    ]);
  });
});
