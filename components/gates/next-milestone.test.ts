import { expect, test } from "vitest";
import { nextMilestone } from "@/components/gates/next-milestone";

const milestone = (
  key: string,
  position: number,
  state: "open" | "go" | "conditional-go" | "no-go" | "reopened",
  verdict: "go" | "no-go" | "unknown",
) => ({ key, position, state, readiness: { verdict } });

test("the next milestone is the first that was not let go; a reopened one is", () => {
  const all = [
    milestone("M2", 3, "open", "go"),
    milestone("M0", 1, "go", "go"),
    milestone("M1", 2, "reopened", "no-go"),
  ];
  expect(nextMilestone(all)).toEqual({ key: "M1", says: "no-go", isOpen: false });
  expect(nextMilestone(all.slice(0, 2))).toEqual({ key: "M2", says: "go", isOpen: true });
});

test("where everything went there is none", () => {
  expect(nextMilestone([milestone("M0", 1, "conditional-go", "go")])).toBeNull();
});
