import { describe, expect, test } from "vitest";
import {
  type DraftedEdit,
  dropFromDraft,
  putIntoDraft,
  readDraft,
} from "@/lib/client/change-draft";

const drafted = (key: string, owner: string | null): DraftedEdit => ({
  edit: { level: "capability", key, owner },
  title: key,
  was: "python",
});

describe("a draft of a change", () => {
  test("holds a rule once, as it was asked last", () => {
    const draft = putIntoDraft([], [drafted("pull", "go"), drafted("push", "go")]);
    expect(putIntoDraft(draft, [drafted("pull", null)])).toEqual([
      drafted("pull", null),
      drafted("push", "go"),
    ]);
  });

  test("rules of the same name on other levels are others", () => {
    const family: DraftedEdit = {
      ...drafted("pull", "go"),
      edit: { level: "family", key: "pull", owner: "go" },
    };
    const draft = putIntoDraft([drafted("pull", "go")], [family]);
    expect(draft).toHaveLength(2);
    expect(dropFromDraft(draft, family.edit)).toEqual([drafted("pull", "go")]);
  });

  test.each([
    [null],
    ["{"],
    ['{"edit":1}'],
    ['[null, 1, {"title":"x","was":"y"}, {"title":"x","was":"y","edit":{"level":"route"}}]'],
  ])("what is kept as %s is no draft", (kept) => {
    expect(readDraft(kept)).toEqual([]);
  });

  test("what was kept is read again", () => {
    const draft = [drafted("pull", "go")];
    expect(readDraft(JSON.stringify(draft))).toEqual(draft);
  });
});
