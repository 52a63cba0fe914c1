import { describe, expect, test } from "vitest";
import { type AccountHold, holdStanding } from "./account-hold";

const at = new Date("2026-03-02T10:00:00Z");
const hours = (count: number): Date => new Date(at.getTime() + count * 3_600_000);
const hold = (more: Partial<AccountHold> = {}): AccountHold => ({
  because: "password",
  byName: "Sigrún",
  at,
  admins: ["ines", "omar"],
  confirmedAt: null,
  ...more,
});

describe("an account whose proof an admin replaced", () => {
  test.each<[string, AccountHold, string[], Date, string]>([
    ["waits for one of the other admins", hold(), ["ines", "sigrun"], hours(1), "stands"],
    ["waits for them however long", hold(), ["omar"], hours(1_000), "stands"],
    ["is free once one confirmed", hold({ confirmedAt: hours(1) }), ["ines"], hours(2), "over"],
    ["does not wait for admins who came later", hold(), ["new"], hours(23), "until 2026-03-03"],
    ["is free after a day where none is left", hold(), ["new"], hours(24), "over"],
    [
      "waits a day under the only admin",
      hold({ admins: [] }),
      ["s"],
      hours(23),
      "until 2026-03-03",
    ],
    ["is free after that day", hold({ admins: [] }), ["sigrun"], hours(24), "over"],
  ])("%s", (_, given, adminsNow, now, expected) => {
    const standing = holdStanding(given, adminsNow, now);
    const until = standing.kind === "stands" ? standing.until : null;
    expect(until ? `until ${until.toISOString().slice(0, 10)}` : standing.kind).toBe(expected);
  });

  test("says who did what, and what it waits for", () => {
    const standing = holdStanding(hold({ because: "second-factor" }), ["ines"], hours(1));
    expect(standing).toMatchObject({
      says: expect.stringMatching(
        /^Sigrún reset the second factor .* until another admin confirms/,
      ),
    });
  });
});
