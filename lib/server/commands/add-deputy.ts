import { addDeputy as operation } from "@/lib/contract/deputies";
import { deputyTimeFault } from "@/lib/domain/deputy";
import { permissions } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tell } from "@/lib/server/notices/tell";
import { deputyViews } from "@/lib/server/owners/deputy-view";
import { lockSigning } from "@/lib/server/sign-offs/lock-signing";

const invalid = (field: string, says: string): Refusal =>
  new Refusal("invalid", says, [{ field, says }]);

const dateWords = (at: Date): string => at.toISOString().slice(0, 10);

/** Lets somebody sign for the teams of somebody absent; whoever is absent arranges it, or a manager. */
export const addDeputy = command(
  {
    name: "add-deputy",
    allow: "sign-off:give",
    further: ["people:manage"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    if (actor.kind !== "person" || actor.handle !== input.absent) authorise("people:manage");
    const inProgram = { OR: [{ programId: program.id }, { programId: null }] };
    const people = await tx.person.findMany({
      where: {
        handle: { in: [input.absent, input.deputy] },
        deactivatedAt: null,
        isService: false,
      },
      select: {
        id: true,
        handle: true,
        name: true,
        isAdmin: true,
        memberships: { where: inProgram, select: { role: true } },
        teams: { select: { team: { select: { key: true } } } },
      },
    });
    const personOf = (handle: string, field: string) => {
      const person = people.find((one) => one.handle === handle);
      if (person && (person.isAdmin || person.memberships.length > 0)) return person;
      throw invalid(field, `Nobody in ${program.name} is called "${handle}".`);
    };
    const absent = personOf(input.absent, "absent");
    const deputy = personOf(input.deputy, "deputy");
    if (absent.id === deputy.id) throw invalid("deputy", "Nobody is their own deputy.");
    const signers: readonly string[] = permissions["sign-off:give"].roles;
    if (!deputy.isAdmin && !deputy.memberships.some(({ role }) => signers.includes(role))) {
      throw invalid(
        "deputy",
        `${deputy.name} may not sign in ${program.name}: give them the role ${signers.join(" or ")} first.`,
      );
    }
    const teams = absent.teams.map(({ team }) => team.key);
    if (teams.length === 0) {
      throw invalid("absent", `${absent.name} is in no team, so there is nothing to sign for.`);
    }
    const team = input.team ?? "";
    if (team !== "" && !teams.includes(team)) {
      throw invalid("team", `${absent.name} is not in ${team}.`);
    }
    const [fromAt, untilAt] = [new Date(input.from), new Date(input.until)];
    const fault = deputyTimeFault(fromAt, untilAt, now);
    if (fault) throw invalid(fault.field, fault.says);
    await lockSigning(tx, program.id);
    const twice = await tx.deputy.findFirst({
      where: {
        programId: program.id,
        absentId: absent.id,
        deputyId: deputy.id,
        team: { in: [team, ""] },
        endedAt: null,
        fromAt: { lt: untilAt },
        untilAt: { gt: fromAt },
      },
    });
    if (twice) {
      throw new Refusal(
        "conflict",
        `${deputy.name} stands in for ${absent.name} already from ${dateWords(twice.fromAt)} to ${dateWords(twice.untilAt)}. End that first.`,
      );
    }
    const row = await tx.deputy.create({
      data: {
        programId: program.id,
        absentId: absent.id,
        deputyId: deputy.id,
        team,
        fromAt,
        untilAt,
        reason: input.reason,
        createdByName: actor.name,
        createdAt: now,
      },
    });
    const [view] = await deputyViews(tx, program.id, [row], actor, now);
    if (!view) throw new Error("A deputy was written and is not there.");
    await tell(tx, {
      program,
      kind: "deputy-named",
      says: `${deputy.name} signs for ${view.teams.join(", ")} in ${absent.name}'s place from ${dateWords(fromAt)} to ${dateWords(untilAt)}, arranged by ${actor.name}.`,
      link: `/programs/${program.key}/sign-offs/owners`,
      subject: { deputy: row.id },
      dedupe: `deputy-named ${row.id}`,
      to: [{ people: [deputy.id, absent.id] }],
      except: [actor.kind === "person" ? actor.id : null],
      at: now,
    });
    return {
      event: {
        subject: { deputy: row.id, absent: absent.handle, by: deputy.handle },
        now: { team: team || null, teams: view.teams, from: view.from, until: view.until },
        reason: input.reason || null,
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
