import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  documentApprovalIn,
  listedDocuments,
  namesOfDocument,
  sameDocuments,
} from "./document-approval";

describe("a line that says of documents that they are approved", () => {
  it.each([
    ["`dal.md` approved", "", ["dal.md"], []],
    ["The design `plans/dal.md` is approved.", "", ["plans/dal.md"], []],
    ["G8: `dal.md` approved (G8-G15)", "", ["dal.md"], []],
    [
      "`go.md` approved and Go scaffold/CI checks green",
      "",
      ["go.md"],
      ["Go scaffold/CI checks green"],
    ],
    ["`s.md` approved with tracker coverage", "`s.csv`", ["s.md"], ["tracker coverage"]],
    ["`a.md`/`b.md` approved", "", ["a.md", "b.md"], []],
    ["`a.md` and `b.md` are approved", "", ["a.md", "b.md"], []],
    ["`a.md` approved, `b.md` signed off", "", ["a.md", "b.md"], []],
    ["`a.md` approved and `b.md` reviewed", "", ["a.md", "b.md"], ["b.md reviewed"]],
    ["`a.md` complete and approved", "", ["a.md"], ["a.md complete"]],
    ["tests are green and `a.md` approved", "", ["a.md"], ["tests are green"]],
    ["`a.md` approved by two owners", "", ["a.md"], ["by two owners"]],
    ["`a.md` approved, <= 5 open points", "", ["a.md"], ["<= 5 open points"]],
    ["deployment/TLS plans approved", "`p/d.md`, `p/tls.md`", ["p/d.md", "p/tls.md"], []],
    ["auth backend + notification plans approved", "a.md b.md", ["a.md", "b.md"], []],
    ["TLS design must be approved", "a.md", ["a.md"], []],
    ["`a.md` approved and `b.md`", "", ["a.md", "b.md"], []],
    ["load test run and plans approved", "a.md", ["a.md"], ["load test run"]],
  ])("%s (%s)", (title, evidence, documents, besides) => {
    expect(documentApprovalIn(title, evidence)).toEqual({ documents, besides });
  });

  it.each([
    ["`dal.md` complete and reviewed", "`dal.md`"],
    ["`dal.md` not approved", ""],
    ["Nothing broad starts until `dal.md` is approved", ""],
    ["plans approved", "said at the meeting"],
    ["`dal.md` unapproved", ""],
    ["Owners have signed", "`signoff.md`"],
    ["Data access is approved", "`dal.md`"],
    ["The release is approved", "`plans.md`"],
  ])("is not %s (%s)", (title, evidence) => {
    expect(documentApprovalIn(title, evidence)).toBeNull();
  });

  it("loses no word that could be a condition, wherever it stands", () => {
    const word = fc.stringMatching(/^[b-df-hj-np-tv-z]{4,8}$/);
    const line = fc.constantFrom(
      (more: string) => `\`a.md\` approved and ${more}`,
      (more: string) => `\`a.md\` approved ${more}`,
      (more: string) => `${more} and \`a.md\` approved`,
      (more: string) => `${more}, \`a.md\` approved`,
      (more: string) => `\`a.md\` ${more} and approved`,
    );
    fc.assert(
      fc.property(word, line, (more, write) => {
        const { besides = [] } = documentApprovalIn(write(more), "") ?? {};
        expect(besides.join(" ")).toContain(more);
      }),
    );
  });
});

describe("the names of one document", () => {
  const all = ["dal.md", "plans/dal.md", "README.md", "a/README.md", "b/README.md", "x.md"];
  it.each([
    ["dal.md", ["dal.md", "plans/dal.md"]],
    ["plans/dal.md", ["plans/dal.md", "dal.md"]],
    ["README.md", ["README.md"]],
    ["a/README.md", ["a/README.md"]],
    ["x.md", ["x.md"]],
    ["l.md", ["l.md"]],
  ])("of %s", (name, names) => {
    expect(namesOfDocument(name, all)).toEqual(names);
  });
});

describe("the documents of a list", () => {
  // `!` marks what a gate reads by its name or of which something was said here.
  it.each([
    ["one by its path and by its name", "x.md plans/x.md", "plans/x.md"],
    ["one by its name and by its path", "plans/x.md y.md x.md", "plans/x.md y.md"],
    ["one by three names", "x.md plans/x.md repo/plans/x.md", "repo/plans/x.md"],
    ["one whose name a gate reads", "x.md! plans/x.md", "x.md!"],
    ["one whose path was put down", "x.md plans/x.md!", "plans/x.md!"],
    ["two names that gates read", "x.md! plans/x.md!", "x.md! plans/x.md!"],
    [
      "a name that two places have",
      "README.md a/README.md b/README.md",
      "README.md a/README.md b/README.md",
    ],
    [
      "a path that two places have",
      "x.md a/x.md b/a/x.md c/a/x.md",
      "x.md a/x.md b/a/x.md c/a/x.md",
    ],
    ["names that only end alike", "x.md max.md", "x.md max.md"],
    ["the same name once more", "x.md", "x.md"],
  ])("%s", (_, named, listed) => {
    const documents = named
      .split(" ")
      .map((each) => ({ key: each.replace("!", ""), isKept: each.endsWith("!") }));
    expect(
      listedDocuments(documents)
        .map(({ key, isKept }) => `${key}${isKept ? "!" : ""}`)
        .join(" "),
    ).toBe(listed);
  });

  it("lose no document, and a document is the same as another both ways", () => {
    const key = fc
      .array(fc.constantFrom("a", "b"), { minLength: 0, maxLength: 3 })
      .map((folders) => [...folders, "x.md"].join("/"));
    const list = fc.uniqueArray(fc.record({ key, isKept: fc.boolean() }), {
      selector: (one) => one.key,
      maxLength: 8,
    });
    fc.assert(
      fc.property(list, (documents) => {
        const all = documents.map((one) => one.key);
        const listed = listedDocuments(documents).map((one) => one.key);
        const same = sameDocuments(all);
        for (const one of all) {
          expect(same(one).some((other) => listed.includes(other))).toBe(true);
          for (const other of same(one)) expect(same(other)).toContain(one);
        }
      }),
    );
  });
});
