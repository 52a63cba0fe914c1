import { expect, test } from "vitest";
import { accessCsv } from "@/components/people/access-csv";

test("each role, each team and each token is a line, and no name is a formula", () => {
  const csv = accessCsv(
    [
      {
        handle: "ada",
        name: '=HYPERLINK("http://x")',
        isAdmin: false,
        lastSeenAt: "2026-11-21T10:00:00.000Z",
        roles: [
          {
            role: "engineer",
            everywhere: false,
            source: "oidc platform",
            by: null,
            since: "2026-11-01T10:00:00.000Z",
            lastUsedAt: null,
            canBeUsed: true,
          },
        ],
        teams: [{ team: "storage", source: "person", by: "Boss, the", since: null }],
        may: [],
        did: [
          {
            permission: "switch:flip",
            accepted: 3,
            denied: 1,
            lastAt: "2026-11-20T10:00:00.000Z",
          },
        ],
        lastActAt: null,
      },
    ],
    [],
  );
  const name = `"'=HYPERLINK(""http://x"")"`;
  const did = "switch:flip 3 refused 1";
  expect(csv.split("\r\n")).toEqual([
    "kind,name,handle_or_token,access,granted_by,granted_at,last_used_at,last_seen_at,last_act_at,did",
    `person,${name},ada,engineer,group oidc platform,2026-11-01T10:00:00.000Z,,2026-11-21T10:00:00.000Z,,${did}`,
    `person,${name},ada,team storage,"Boss, the",,,2026-11-21T10:00:00.000Z,,${did}`,
    "",
  ]);
});
