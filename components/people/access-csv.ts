import type { PersonAccess, TokenAccess } from "@/lib/contract/access";

/** A field that no spreadsheet takes for a formula. */
const field = (value: string | number | null): string => {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const did = (access: Pick<PersonAccess, "did">): string =>
  access.did
    .map(({ permission, accepted, denied }) =>
      [`${permission} ${accepted}`, denied > 0 ? `refused ${denied}` : ""].join(" ").trim(),
    )
    .join("; ");

const from = ({ source, by }: { source: string; by: string | null }): string =>
  source === "person" ? (by ?? "") : `group ${source}`;

const head = [
  "kind",
  "name",
  "handle_or_token",
  "access",
  "granted_by",
  "granted_at",
  "last_used_at",
  "last_seen_at",
  "last_act_at",
  "did",
];

/** The access review as CSV: a line for each role, each team and each token. */
export const accessCsv = (
  people: readonly PersonAccess[],
  tokens: readonly TokenAccess[],
): string => {
  const lines = people.flatMap((person) => {
    const line = (
      access: string,
      grantedBy: string,
      grantedAt: string | null,
      usedAt: string | null,
    ) => [
      "person",
      person.name,
      person.handle,
      access,
      grantedBy,
      grantedAt,
      usedAt,
      person.lastSeenAt,
      person.lastActAt,
      did(person),
    ];
    return [
      ...(person.isAdmin ? [line("admin", "", null, person.lastActAt)] : []),
      ...person.roles.map((held) =>
        line(
          held.everywhere ? `${held.role} in every program` : held.role,
          from(held),
          held.since,
          held.lastUsedAt,
        ),
      ),
      ...person.teams.map((held) => line(`team ${held.team}`, from(held), held.since, null)),
    ];
  });
  const ofTokens = tokens.map((token) => [
    "token",
    token.owner?.name ?? token.by,
    token.name,
    token.scopes.join(" "),
    token.by,
    token.createdAt,
    token.lastUsedAt,
    token.lastUsedAt,
    token.lastActAt,
    did(token),
  ]);
  return `${[head, ...lines, ...ofTokens].map((line) => line.map(field).join(",")).join("\r\n")}\r\n`;
};
