"use client";
import { roleWords } from "@/components/people/role-words";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Spinner } from "@/components/ui/spinner";
import type { Role } from "@/lib/domain/permissions";

export type ExamplePerson = {
  readonly handle: string;
  readonly name: string;
  readonly title: string;
  readonly isAdmin: boolean;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
};

/** One button each for the people of the example. */
export const ExamplePeople = ({
  people,
  under,
  onChoose,
}: {
  people: readonly ExamplePerson[];
  /** The handle that is being signed in. */
  under: string | null;
  onChoose: (handle: string) => void;
}) =>
  people.length === 0 ? (
    <EmptyState title="The example people are not loaded">
      They are made when Signalbox starts. Start it again, and look into its log if they stay away.
    </EmptyState>
  ) : (
    <ul className="overflow-hidden rounded-xl border bg-panel">
      {people.map((person) => (
        <li className="border-line-soft not-first:border-t" key={person.handle}>
          <button
            aria-busy={under === person.handle || undefined}
            className="flex min-h-13 w-full items-center gap-3 px-3.5 py-2 text-left hover:bg-target-soft disabled:cursor-not-allowed"
            disabled={under !== null}
            onClick={() => onChoose(person.handle)}
            type="button"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-strong">{person.name}</span>
              <span className="block text-ink-2 text-sm">
                {[person.title, ...person.teams].join(" · ")}
              </span>
            </span>
            <span className="flex flex-wrap justify-end gap-1">
              {person.isAdmin && <Badge tone="grey">admin</Badge>}
              {person.roles.map((role) => (
                <Badge key={role} tone="grey">
                  {roleWords[role].name}
                </Badge>
              ))}
            </span>
            <span className="grid w-4 shrink-0 place-items-center text-ink-3">
              {under === person.handle ? <Spinner /> : <Icon name="chevron-right" size={14} />}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
