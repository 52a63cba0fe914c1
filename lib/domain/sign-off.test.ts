import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultSignOffRules, missingTeams, objectionToSigning } from "@/lib/domain/four-eyes";
import { verificationStates } from "@/lib/domain/inventory";
import type { Actor } from "@/lib/domain/permissions";
import {
  brokenClaims,
  type Claim,
  defaultStaleness,
  orderedClaims,
  type PresentFacts,
  withOwnerClaim,
} from "@/lib/domain/sign-off-claims";
import {
  missingForStep,
  type SignOffFacts,
  signOffSteps,
  stepsFrom,
} from "@/lib/domain/sign-off-step";

const ready: SignOffFacts = {
  kind: "route",
  key: "ROUTE-0311",
  state: "verified-source-anchored",
  team: "registryd-v2",
  anchors: ["endpoints/v2/tag.py:72"],
  tests: [{ key: "PT-ROUTE-0311", outcome: "passed", commit: "8f2c1ab9" }],
  rollbackNote: "flip `ROUTE_OWNER_V2_TAGS` -> `python`",
  retirement: null,
  revision: null,
  unsignedDocuments: [],
};
const toVerified = stepsFrom("verified-source-anchored")[0];

describe("the ladder", () => {
  test("no machine takes a step beyond verified-source-anchored", () => {
    const byMachine = signOffSteps.filter((step) => step.byMachine).map(({ to }) => to);
    expect(byMachine).not.toContain("verified");
    expect(byMachine).not.toContain("retired-approved");
  });

  test("every state but the two ends leads on", () => {
    for (const state of verificationStates) {
      const isEnd = state === "verified" || state === "retired-approved";
      expect(stepsFrom(state).length > 0).toBe(!isEnd);
    }
  });

  test("a row with everything lacks nothing", () => {
    expect(toVerified && missingForStep(ready, toVerified)).toEqual([]);
  });

  const test0 = (
    outcome: SignOffFacts["tests"][number]["outcome"],
    commit: string | null = "8f2c1ab9",
  ) => ({
    tests: [{ key: "PT-ROUTE-0311", outcome, commit }],
  });
  test.each<[string, Partial<SignOffFacts>, string]>([
    ["no anchor", { anchors: [] }, "anchor"],
    ["an anchor without a line", { anchors: ["endpoints/v2/tag.py"] }, "anchor"],
    ["no test", { tests: [] }, "passing-test"],
    ["a test that never ran", test0(null), "passing-test"],
    ["a failing test", test0("failed"), "passing-test"],
    ["a skipped test", test0("skipped"), "passing-test"],
    ["a flaky test", test0("flaky"), "passing-test"],
    ["reports that disagree", test0("disputed"), "passing-test"],
    ["a pass of no build", test0("passed", null), "passing-test"],
    ["a blank rollback note", { rollbackNote: "  " }, "rollback-note"],
    ["no owner", { team: null }, "owner"],
  ])("%s is said", (_, facts, need) => {
    expect(toVerified && missingForStep({ ...ready, ...facts }, toVerified)).toMatchObject([
      { need },
    ]);
  });

  test.each([
    [null, 1],
    [{ decision: "D-001", state: "open" }, 1],
    [{ decision: "D-001", state: "approved" }, 0],
  ])("retiring takes an approved decision: %o", (retirement, missing) => {
    const step = stepsFrom("needs-triage").find(({ to }) => to === "retired-approved");
    expect(step && missingForStep({ ...ready, retirement }, step)).toHaveLength(missing);
  });
});

describe("a signature", () => {
  const claims: Claim[] = [
    { kind: "anchor", place: "endpoints/v2/tag.py:72" },
    { kind: "test", test: "PT-ROUTE-0311", passes: true },
    { kind: "value", field: "path", value: "/v2/<name>/tags/list" },
    { kind: "no-contradiction" },
    { kind: "decision", decision: "D-008", state: "approved" },
    { kind: "owner", owner: "registryd-v2", of: ["registryd-v2", "security"] },
  ];
  const asSigned: PresentFacts = {
    anchors: ["endpoints/v2/tag.py:72"],
    tests: { "PT-ROUTE-0311": "passed" },
    values: { path: "/v2/<name>/tags/list" },
    contradictions: [],
    decisions: { "D-008": "approved" },
    owners: ["registryd-v2"],
  };

  test("is fresh while what it vouches for is so, and over reruns that pass", () => {
    expect(brokenClaims(claims, asSigned)).toEqual([]);
  });

  test.each<[string, Partial<PresentFacts>, string | null]>([
    ["a confirmed failure", { tests: { "PT-ROUTE-0311": "failed" } }, "PT-ROUTE-0311 fails."],
    ["a flaky run", { tests: { "PT-ROUTE-0311": "flaky" } }, null],
    ["a run that was skipped", { tests: { "PT-ROUTE-0311": "skipped" } }, null],
    ["no run any more", { tests: { "PT-ROUTE-0311": null } }, null],
    [
      "no test of the row any more",
      { tests: { "PT-ROUTE-0999": "passed" } },
      "PT-ROUTE-0311 is no test of it any more.",
    ],
    ["another anchor", { anchors: ["endpoints/v2/tag.py:80"] }, "endpoints/v2/tag.py:80"],
    ["another path", { values: { path: "/v2/x" } }, "path was /v2/<name>/tags/list and is /v2/x."],
    ["blanks set otherwise", { values: { path: " /v2/<name>/tags/list\t" } }, null],
    ["a value that is gone", { values: {} }, "is nothing"],
    ["a contradiction", { contradictions: ["Two files differ."] }, "Two files differ."],
    ["a decision reopened", { decisions: { "D-008": "open" } }, "D-008 was approved and is open."],
    ["another team", { owners: ["api"] }, "Its owner was registryd-v2 and is api."],
    ["nobody's any more", { owners: [] }, "Its owner was registryd-v2 and is nobody."],
    ["two others", { owners: ["api", "@ana"] }, "Its owner was registryd-v2 and is api and @ana."],
    ["one more owner", { owners: ["api", "registryd-v2"] }, null],
    ["only the one that signs as well", { owners: ["security"] }, null],
    ["words that name nobody here", { owners: null }, null],
  ])("after %s", (_, now, says) => {
    const broken = brokenClaims(claims, { ...asSigned, ...now });
    expect(broken.map((each) => each.says).join(" ")).toContain(says ?? "");
    expect(broken).toHaveLength(says === null ? 0 : 1);
  });

  test("changes that the program does not count break nothing", () => {
    const changed = { ...asSigned, anchors: [], values: {} };
    const policy = {
      ...defaultStaleness,
      counts: defaultStaleness.counts.filter((kind) => kind !== "anchor"),
      ignoredFields: ["path"],
    };
    expect(brokenClaims(claims, changed, policy)).toEqual([]);
  });

  test.each<[string, string, string | null, readonly string[], string | null]>([
    ["its team", "registryd-v2", "registryd-v2", ["api"], "registryd-v2 and is api."],
    ["a person by name", "@kenji", "registryd-v2", ["api"], "@kenji and is api."],
    ["its team, and others had to sign", "registryd-v2", "registryd-v2", ["security"], null],
    ["a team that had to sign besides", "security", "registryd-v2", ["api"], null],
    ["nobody that it tells", "registryd-v2", null, ["api"], null],
  ])("that tells no owner was for %s", (_, team, shown, owners, says) => {
    const old: Claim[] = [{ kind: "anchor", place: "endpoints/v2/tag.py:72" }];
    const broken = brokenClaims(withOwnerClaim(old, team, shown, ["security"]), {
      ...asSigned,
      owners,
    });
    expect(broken.map((each) => each.says)).toEqual(says === null ? [] : [`Its owner was ${says}`]);
  });

  test("that tells its owner is left as it is", () => {
    expect(withOwnerClaim(claims, "registryd-v2", "registryd-v2", [])).toBe(claims);
  });

  test.each([
    ["skipped", "PT-ROUTE-0311 was skipped."],
    ["flaky", "PT-ROUTE-0311 passed only when it was tried again."],
    ["disputed", "PT-ROUTE-0311 has reports that disagree."],
  ] as const)("a run that is %s breaks it where the program counts that", (outcome, says) => {
    const now = { ...asSigned, tests: { "PT-ROUTE-0311": outcome } };
    expect(brokenClaims(claims, now)).toEqual([]);
    const policy = { ...defaultStaleness, alsoOutcomes: [outcome] };
    expect(brokenClaims(claims, now, policy).map((each) => each.says)).toEqual([says]);
  });

  test("has its claims in one order whatever order they came in", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...claims, ...claims], { minLength: 12 }), (shuffled) => {
        expect(orderedClaims(shuffled)).toEqual(orderedClaims(claims));
      }),
    );
  });
});

describe("four eyes", () => {
  const person = (teams: readonly string[]): Actor => ({
    kind: "person",
    id: "p1",
    handle: "ana",
    name: "Ana",
    isAdmin: false,
    roles: [],
    teams,
    authentication: "password",
  });
  const nobody = {
    authors: new Map<string, string | null>(),
    reporters: [],
    askedBy: [],
    decidedBy: [],
  };
  const row = { team: "registryd-v2", deputyOf: [] as string[], authorship: nobody };
  const token: Actor = {
    kind: "token",
    id: "t",
    name: "ci",
    scopes: ["admin"],
    programId: null,
    environmentId: null,
  };

  test.each<[string, Actor, Partial<typeof row>, boolean]>([
    ["somebody of the owning team", person(["registryd-v2"]), {}, true],
    ["somebody of another team", person(["api-service"]), {}, false],
    ["a deputy of somebody of that team", person([]), { deputyOf: ["registryd-v2"] }, true],
    ["an admin token", token, {}, false],
    ["anybody, where no team owns it", person(["registryd-v2"]), { team: null as never }, false],
    [
      "its author",
      person(["registryd-v2"]),
      { authorship: { ...nobody, authors: new Map([["p1", null]]) } },
      false,
    ],
    [
      "who owns the CI identity",
      person(["registryd-v2"]),
      { authorship: { ...nobody, reporters: ["p1"] as never } },
      false,
    ],
    [
      "who approved the decision that retires it",
      person(["registryd-v2"]),
      { authorship: { ...nobody, decidedBy: ["p1"] as never } },
      false,
    ],
    [
      "who asked",
      person(["registryd-v2"]),
      { authorship: { ...nobody, askedBy: ["p1"] as never } },
      false,
    ],
  ])("%s", (_, actor, more, may) => {
    expect(objectionToSigning(actor, { ...row, ...more }, defaultSignOffRules) === null).toBe(may);
  });

  test("an author hears which commit is theirs, and signs where the program does not ask for four eyes", () => {
    const authorship = { ...nobody, authors: new Map([["p1", "8f2c1ab98f2c1ab9"]]) };
    const own = { ...row, authorship };
    const actor = person(["registryd-v2"]);
    expect(objectionToSigning(actor, own, defaultSignOffRules)).toBe(
      "You wrote commit 8f2c1ab98 of it: somebody else has to vouch for it.",
    );
    expect(objectionToSigning(actor, own, { ...defaultSignOffRules, fourEyes: false })).toBeNull();
  });

  test("a program that asks for two teams waits for both", () => {
    const rules = { ...defaultSignOffRules, alsoTeams: ["security"] };
    expect(missingTeams("registryd-v2", [], rules)).toEqual(["registryd-v2", "security"]);
    expect(missingTeams("registryd-v2", ["security"], rules)).toEqual(["registryd-v2"]);
    expect(missingTeams("security", ["security"], rules)).toEqual([]);
  });
});
