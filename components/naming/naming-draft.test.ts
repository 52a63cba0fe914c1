import { expect, test } from "vitest";
import { namingDraftOf, readNamingDraft } from "@/components/naming/naming-draft";
import type { SwitchNaming } from "@/lib/domain/switch-naming";

const naming: SwitchNaming = {
  values: "boolean",
  program: null,
  family: null,
  capability: "USE_GO_{KEY}",
  route: null,
  worker: "USE_GO_{KEY}",
  force: "EMERGENCY_ROLLBACK_TO_PYTHON",
  canary: { orgs: null, repos: null, users: null, percent: "GO_{KEY}_ROLLOUT_PERCENTAGE" },
  exceptions: {
    "worker:filewatcher": "USE_GO_FILE_WATCHER",
    "percent:filewatcher": "GO_WATCHER_ROLLOUT_PERCENTAGE",
  },
  gateways: { nginx: { org: "$cookie_org" } },
};

test("what the fields show of a naming reads as the same naming", () => {
  expect(readNamingDraft(namingDraftOf(naming), naming)).toEqual({ is: "naming", naming });
});

test("a program without names starts empty, and has to name its way back", () => {
  const draft = namingDraftOf(null);
  expect(readNamingDraft(draft, null)).toMatchObject({ is: "fault", field: "force" });
});

test("a line that is no exception is told by its number", () => {
  const draft = { ...namingDraftOf(naming), exceptions: "worker:a = B\n\nworker:b" };
  expect(readNamingDraft(draft, naming)).toMatchObject({
    is: "fault",
    field: "exceptions",
    says: expect.stringMatching(/^Line 3/),
  });
});
