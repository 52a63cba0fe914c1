import { expect, test } from "vitest";
import { operations } from "@/lib/contract/operations";
import { type AskedPermission, permissionTable } from "@/lib/domain/permission-table";
import { permissions, roles } from "@/lib/domain/permissions";
import { routeFiles } from "./test-border";
import { whoMay } from "./test-who-may";

/** What each operation asks for, out of the routes themselves. */
const declared = async (): Promise<Record<string, AskedPermission>> => {
  const handlers = (await routeFiles()).flatMap((file) => [...file.handlers.values()]);
  const asked = handlers.flatMap(({ operation, actions = [] }) => {
    const [first, last = first] = actions;
    if (!operation || !first || !last) return [];
    const further = last.kind === "command" ? last.further : [];
    const preview = actions.length > 1 ? first.allow : null;
    return [[operation.id, { allow: last.allow, further, preview }] as const];
  });
  return Object.fromEntries(asked.sort(([left], [right]) => (left < right ? -1 : 1)));
};

const quoted = (words: readonly string[]): string =>
  `[${words.map((word) => `"${word}"`).join(", ")}]`;

const moduleText = (asked: Record<string, AskedPermission>): string =>
  [
    'import type { AskedPermission } from "@/lib/domain/permission-table";',
    "",
    "/** What each operation asks of its caller. Made by `npm run permissions` out of the routes. */",
    "// biome-ignore format: a line each, as it is made",
    "export const operationPermissions: Readonly<Record<string, AskedPermission>> = {",
    ...Object.entries(asked).map(
      ([id, { allow, further, preview }]) =>
        `  ${id}: { allow: "${allow}", further: ${quoted(further)}, preview: ${preview === null ? null : `"${preview}"`} },`,
    ),
    "};",
    "",
  ].join("\n");

const mark = (is: boolean): string => (is ? "yes" : "");

const page = (asked: Record<string, AskedPermission>): string => {
  const head = ["operation", "asks for", ...roles, "token scopes"];
  const lines = permissionTable(operations, asked).flatMap(({ tag, operations: listed }) => [
    `## ${tag}`,
    "",
    `| ${head.join(" | ")} |`,
    `|${head.map(() => "---|").join("")}`,
    ...listed.flatMap(({ id, rows }) =>
      rows.map((row, at) => {
        const what = row.permission === "anybody" ? "any sign-in" : row.permission;
        const cells = [
          at === 0 ? `\`${id}\`` : "",
          [what, row.when && `(${row.when})`].filter(Boolean).join(" "),
          ...roles.map((role) => mark(row.isForAll || row.roles.includes(role))),
          row.permission === "nobody signed in"
            ? "none needed"
            : row.scopes.length === 0
              ? "a person only"
              : row.isForAll
                ? "any"
                : `${row.scopes.join(", ")}${row.isInstallation ? " (no program's token)" : ""}`,
        ];
        return `| ${cells.join(" | ")} |`;
      }),
    ),
    "",
  ]);
  return [
    "# Who may do what",
    "",
    "Made by `npm run permissions` out of the code; a test fails where it is out of date, and another",
    "sends every operation as every role, scope and stranger. The app shows the same at `/permissions`.",
    "",
    "An admin may everything that a person may. Roles are held in a program or in every one; whoever has",
    "none in a program is told the same as for one that does not exist. A token reaches its own program",
    "only, and one without a program the whole installation. Somebody deactivated, a token that expired or",
    "was revoked and a session that was ended are nobody at once. Besides this table a rule may look at",
    "what is asked: whose rows they are, who asked, who wrote the change (see the pages of each area); and",
    "of what everybody has of their own a token has none: sessions, a second factor, mail, notices.",
    "",
    "## Permissions",
    "",
    `| permission | roles | token scopes |`,
    "|---|---|---|",
    ...Object.entries(permissions).map(
      ([name, grant]) =>
        `| ${name} | ${grant.roles.join(", ") || "an admin"} | ${grant.scopes === "never" ? "a person only" : [...grant.scopes, "admin"].filter((scope, at, all) => all.indexOf(scope) === at).join(", ")} |`,
    ),
    "",
    ...lines,
  ].join("\n");
};

test("every operation declares what it asks for", async () => {
  const asked = await declared();
  expect(Object.keys(asked)).toEqual(operations.map(({ id }) => id).sort());
});

test("the table of permissions in the code is the one that the routes declare", async () => {
  await expect(moduleText(await declared())).toMatchFileSnapshot(
    "../../lib/contract/operation-permissions.ts",
  );
});

test("the page in the docs is up to date", async () => {
  await expect(page(await declared())).toMatchFileSnapshot("../../docs/permissions.md");
});

test("what is tested of an operation is what the table says of it", async () => {
  const asked = await declared();
  const rowsOf = new Map(
    permissionTable(operations, asked)
      .flatMap((area) => area.operations)
      .map(({ id, rows }) => [id, rows]),
  );
  const words = (list: string): string[] => list.split(" ").filter(Boolean).sort();
  const surprising = whoMay(() => {
    throw new Error("No row is sent here.");
  }).filter(({ operation, people, tokens }) => {
    if (people === "anybody") return false;
    const listed = rowsOf.get(operation) ?? [];
    const isListed = (who: string, names: readonly string[]): boolean =>
      words(who).every((word) => names.includes(word));
    const roleNames = [...new Set(listed.flatMap((row) => row.roles))];
    const scopeNames = [...new Set(listed.flatMap((row) => row.scopes))];
    const byToken = tokens === "never" || tokens === "nowhere" ? "" : tokens;
    return !isListed(people, roleNames) || !isListed(byToken, scopeNames);
  });
  expect(surprising.map(({ operation, when }) => [operation, when])).toEqual([]);
});
