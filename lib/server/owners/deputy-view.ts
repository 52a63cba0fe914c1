import type { DeputyView } from "@/lib/contract/deputies";
import { deputyState } from "@/lib/domain/deputy";
import { type Actor, permissions, rolesIn } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";

type Row = {
  readonly id: string;
  readonly absentId: string;
  readonly deputyId: string;
  readonly team: string;
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly endedAt: Date | null;
  readonly reason: string;
  readonly createdByName: string;
};

/** Whether somebody arranges the deputies of others, and not only their own. */
export const arrangesDeputies = (actor: Actor, programId: string): boolean =>
  actor.kind === "person" &&
  (actor.isAdmin ||
    rolesIn(actor, programId).some((role) =>
      (permissions["people:manage"].roles as readonly string[]).includes(role),
    ));

/** Deputies as they are shown, with the teams that each may sign for. */
export const deputyViews = async (
  tx: Transaction,
  programId: string,
  rows: readonly Row[],
  reader: Actor,
  now: Date,
): Promise<DeputyView[]> => {
  const ids = rows.flatMap(({ absentId, deputyId }) => [absentId, deputyId]);
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: {
      id: true,
      handle: true,
      name: true,
      teams: { select: { team: { select: { key: true } } } },
    },
  });
  const known = new Map(people.map((person) => [person.id, person]));
  const nameOf = (id: string) => {
    const person = known.get(id);
    return { handle: person?.handle ?? "", name: person?.name ?? "somebody who is gone" };
  };
  const arranges = arrangesDeputies(reader, programId);
  return rows.map((row) => {
    const teams = (known.get(row.absentId)?.teams ?? []).map(({ team }) => team.key).sort();
    const state = deputyState(row, now);
    const isOwn = reader.kind === "person" && reader.id === row.absentId;
    return {
      id: row.id,
      absent: nameOf(row.absentId),
      deputy: nameOf(row.deputyId),
      team: row.team === "" ? null : row.team,
      teams: row.team === "" ? teams : teams.filter((team) => team === row.team),
      from: row.fromAt.toISOString(),
      until: row.untilAt.toISOString(),
      state,
      reason: row.reason,
      by: row.createdByName,
      endedAt: row.endedAt?.toISOString() ?? null,
      mayEnd: (state === "now" || state === "ahead") && (isOwn || arranges),
    };
  });
};
