import { describe, expect, test } from "vitest";
import { canaryDraftOf, readCanaryDraft } from "@/components/switches/canary-draft";

const empty = canaryDraftOf(null);

describe("a cohort as it is typed", () => {
  test.each([
    ["10", 1000],
    ["12.5", 1250],
    ["12,05 %", 1205],
    ["0.07", 7],
    ["100%", 10_000],
    ["0", 0],
  ])("%s percent is %i basis points", (percent, points) => {
    expect(readCanaryDraft({ ...empty, percent })).toEqual({
      kind: "canary",
      canary: { percent: points, key: "user" },
    });
  });

  test.each(["101", "-1", "ten", "1.234", "1e2", "100.01"])("%s is no percentage", (percent) => {
    expect(readCanaryDraft({ ...empty, percent })).toMatchObject({ field: "percent" });
  });

  test("orgs are parted by commas, spaces or lines, and named once", () => {
    expect(readCanaryDraft({ ...empty, orgs: "acme, bank\nacme  corp," })).toEqual({
      kind: "canary",
      canary: { orgs: ["acme", "bank", "corp"] },
    });
  });

  test("naming nobody is said", () => {
    expect(readCanaryDraft(empty)).toMatchObject({ kind: "fault", field: "orgs" });
  });

  test("a cohort is typed as it stands, and edited part by part", () => {
    const canary = {
      percent: 500,
      key: "org" as const,
      orgs: ["acme"],
      users: ["ada"],
      except: { orgs: ["bank"], repos: ["bank/vault"] },
    };
    const draft = canaryDraftOf(canary);
    expect(readCanaryDraft(draft)).toEqual({ kind: "canary", canary });
    expect(
      readCanaryDraft({ ...draft, percent: "20", except: { ...draft.except, orgs: "" } }),
    ).toEqual({
      kind: "canary",
      canary: { ...canary, percent: 2000, except: { repos: ["bank/vault"] } },
    });
  });

  test("whom it leaves out alone makes no cohort", () => {
    const draft = { ...empty, except: { ...empty.except, users: "ada" } };
    expect(readCanaryDraft(draft)).toMatchObject({ kind: "fault", field: "orgs" });
  });
});
