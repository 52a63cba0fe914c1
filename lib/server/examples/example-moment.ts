import type { Transaction } from "@/lib/server/db";
import { examplePeople } from "@/prisma/examples/people";

type ExampleEnvironment = {
  readonly id: string;
  readonly key: string;
  readonly isProtected: boolean;
};

/** What everything of an example is written with: its program, its people, and the moment its days count from. */
export type ExampleMoment = {
  readonly programId: string;
  readonly now: Date;
  /** So many days from now; negative ago. */
  readonly dateIn: (days: number) => Date;
  readonly environment: (key: string) => ExampleEnvironment;
  readonly environments: readonly ExampleEnvironment[];
  readonly person: (handle: string) => { readonly id: string; readonly name: string };
  readonly stamp: { readonly changedAt: Date; readonly changedByName: string };
};

/** Where people are not examples (sign-in is somebody else's), their words stand under ids of nobody. */
const nobodyAt = (place: number): string =>
  `00000000-0000-0000-0000-${String(place).padStart(12, "0")}`;

const dayMs = 86_400_000;

/** Reads what there is of a program that an example is being loaded into. */
export const exampleMoment = async (
  tx: Transaction,
  programId: string,
  by: string,
  now: Date,
): Promise<ExampleMoment> => {
  const environments = await tx.environment.findMany({
    where: { programId },
    orderBy: { position: "asc" },
    select: { id: true, key: true, isProtected: true },
  });
  const people = await tx.person.findMany({
    where: { handle: { in: examplePeople.map(({ handle }) => handle) } },
    select: { id: true, handle: true },
  });
  return {
    programId,
    now,
    environments,
    dateIn: (days) => new Date(now.getTime() + Math.round(days * dayMs)),
    environment: (key) => {
      const found = environments.find((environment) => environment.key === key);
      if (!found) throw new Error(`The example has no environment ${key}.`);
      return found;
    },
    person: (handle) => {
      const known = examplePeople.find((person) => person.handle === handle);
      if (!known) throw new Error(`There is no example person ${handle}.`);
      const stored = people.find((person) => person.handle === handle);
      return { id: stored?.id ?? nobodyAt(examplePeople.indexOf(known)), name: known.name };
    },
    stamp: { changedAt: now, changedByName: by },
  };
};
