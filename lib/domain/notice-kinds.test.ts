import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { noticeKinds, noticeKindWords, takesKind } from "@/lib/domain/notice-kinds";

test("docs/notices.md lists every kind with its words, and no other", () => {
  const document = fs.readFileSync("docs/notices.md", "utf8");
  const listed = [...document.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, kind, title, says]) => [kind, title, says],
  );
  expect(listed).toEqual(
    noticeKinds.map((kind) => [kind, noticeKindWords(kind).title, noticeKindWords(kind).says]),
  );
});

describe("an endpoint takes", () => {
  test("everything where it names no kinds, else what it names", () => {
    expect(takesKind([], "force-on")).toBe(true);
    expect(takesKind(["force-on"], "force-on")).toBe(true);
    expect(takesKind(["review-late"], "force-on")).toBe(false);
  });

  test("no test that is sent to another", () => {
    expect(takesKind([], "test")).toBe(false);
    expect(takesKind(["test"], "test")).toBe(false);
  });
});
