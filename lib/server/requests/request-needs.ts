import type { RequestDetail } from "@/lib/contract/requests";
import { timeWords, waitOf } from "@/lib/domain/environment-policy";
import type { MissingApproval } from "@/lib/domain/flip-request";
import { permissions, type Role } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import { accountsOfEach } from "@/lib/server/people/one-person";
import { permissionFor } from "@/lib/server/requests/draft-request";
import { missingFor, type PlannedRequest } from "@/lib/server/requests/plan-request";
import { askedOf, type RequestRow, standingApprovals } from "@/lib/server/requests/request-rows";
import { flipInterlocks } from "@/lib/server/switches/flip-checks";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

type Need = RequestDetail["missing"][number];
type Program = { readonly id: string; readonly key: string };

const namedAtMost = 6;

const listed = (names: readonly string[], otherwise: string): string => {
  if (names.length === 0) return otherwise;
  const rest = names.length - namedAtMost;
  return `${names.slice(0, namedAtMost).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
};

/** People who hold one of the roles in the program, by name. */
const peopleWith = async (
  tx: Transaction,
  programId: string,
  roles: readonly Role[],
  team?: string,
): Promise<{ id: string; name: string }[]> =>
  tx.person.findMany({
    where: {
      deactivatedAt: null,
      OR: [
        { isAdmin: true },
        {
          memberships: {
            some: { role: { in: [...roles] }, OR: [{ programId }, { programId: null }] },
          },
        },
      ],
      ...(team ? { teams: { some: { team: { key: team } } } } : {}),
    },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });

const approversOf = async (
  tx: Transaction,
  programId: string,
  row: RequestRow,
  missing: MissingApproval,
): Promise<string> => {
  const team = missing.kind === "owning-team" ? missing.team : undefined;
  const { roles } = permissions["switch:approve"];
  const people = await peopleWith(tx, programId, roles, team);
  const had = [row.requesterId, ...standingApprovals(row).map(({ personId }) => personId)];
  const ids = had.filter((id) => id !== null);
  const accounts = await accountsOfEach(tx, ids);
  const out = new Set(ids.flatMap(accounts));
  const names = people.filter(({ id }) => !out.has(id)).map(({ name }) => name);
  return listed(
    names,
    team
      ? `nobody in the team ${team} may approve: a manager gives somebody the role`
      : `nobody: a manager gives somebody the role ${roles.join(" or ")}`,
  );
};

/** What stands between an open request and its being applied: each in words, and whose it is. */
export const requestNeeds = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  row: RequestRow,
  planned: PlannedRequest,
  now: Date,
): Promise<Need[]> => {
  const needs: Need[] = [];
  if (row.state === "draft") {
    needs.push({
      kind: "draft",
      says: "It is a draft: nobody has been asked yet.",
      whose: row.requesterName,
    });
  }
  for (const missing of await missingFor(tx, program, board, planned, { ...row, standing: row })) {
    const whose = await approversOf(tx, program.id, row, missing);
    needs.push({ kind: "approval", says: missing.says, whose });
  }
  if (row.applyAt && row.applyAt > now) {
    const says = `It is scheduled for ${timeWords(row.applyAt)}.`;
    needs.push({ kind: "time", says, whose: "the schedule" });
  }
  if (planned.kind === "switches" && planned.plan.kind === "flip") {
    const wait = waitOf(board.policy, board.snapshot.environment, now);
    if (wait) {
      const whose = wait.kind === "freeze" ? (board.policy.freeze?.by ?? "") : "the clock";
      needs.push({ kind: wait.kind, says: wait.says, whose });
    }
    if (board.policy.interlocks === "refuse") {
      const readings = await flipInterlocks(tx, program, board, planned.plan, now);
      for (const { state, title, because } of readings) {
        if (state === "holds") continue;
        needs.push({ kind: "interlock", says: `${title}: ${because}`, whose: "who can settle it" });
      }
    }
  }
  if (needs.length === 0) {
    const { roles } = permissions[permissionFor(askedOf(row))];
    const people = await peopleWith(tx, program.id, roles);
    needs.push(
      row.applyAt
        ? { kind: "apply", says: "Its time has come: it is being applied.", whose: "the schedule" }
        : {
            kind: "apply",
            says: "Nothing stands in its way: somebody applies it.",
            whose: listed(
              people.map(({ name }) => name),
              `a person with the role ${roles.join(" or ")}`,
            ),
          },
    );
  }
  return needs;
};
