"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { problemOf } from "@/lib/client/problem-error";
import type { TeamView } from "@/lib/contract/teams";

export type TeamChange = { readonly add: string[]; readonly remove: string[] };
type Person = { readonly handle: string; readonly name: string };

/** Who is in a team: people are put in and taken out, and one press sends all of it. */
export const TeamDialog = ({
  team,
  people,
  onSend,
  onClose,
}: {
  team: TeamView;
  /** Who can be put in. */
  people: readonly Person[];
  onSend: (change: TeamChange) => Promise<unknown>;
  onClose: () => void;
}) => {
  const [add, setAdd] = useState<readonly string[]>([]);
  const [remove, setRemove] = useState<readonly string[]>([]);
  const send = useMutation({
    mutationFn: () => onSend({ add: [...add], remove: [...remove] }),
    onSuccess: onClose,
  });
  const inside = new Set([...team.members.map(({ handle }) => handle), ...add]);
  const nameOf = (handle: string): string =>
    people.find((person) => person.handle === handle)?.name ?? handle;
  return (
    <FormDialog
      action="Save"
      description="Whoever is in the team signs for its rows, wherever they are."
      fault={send.error ? problemOf(send.error) : null}
      isBusy={send.isPending}
      isReady={add.length + remove.length > 0}
      onClose={onClose}
      onSubmit={() => send.mutate()}
      title={`Who is in ${team.key}`}
    >
      <ul className="flex max-h-72 flex-col gap-1 overflow-y-auto">
        {team.members.map((member) => {
          const isGoing = remove.includes(member.handle);
          return (
            <li className="flex items-center justify-between gap-2" key={member.handle}>
              <span className={isGoing ? "text-ink-3 line-through" : undefined}>
                <bdi>{member.name}</bdi>
                {!member.isActive && <span className="text-ink-3"> deactivated</span>}
              </span>
              {member.source === "person" ? (
                <Button
                  aria-label={`${isGoing ? "Keep" : "Take out"} ${member.name}`}
                  onClick={() =>
                    setRemove((held) =>
                      isGoing
                        ? held.filter((handle) => handle !== member.handle)
                        : [...held, member.handle],
                    )
                  }
                  size="sm"
                  variant="ghost"
                >
                  {isGoing ? "Keep" : "Take out"}
                </Button>
              ) : (
                <span className="text-ink-3 text-sm">by group {member.source}</span>
              )}
            </li>
          );
        })}
        {add.map((handle) => (
          <li className="flex items-center justify-between gap-2" key={handle}>
            <span className="font-strong">
              <bdi>{nameOf(handle)}</bdi>
            </span>
            <Button
              aria-label={`Do not put in ${nameOf(handle)}`}
              onClick={() => setAdd((held) => held.filter((one) => one !== handle))}
              size="sm"
              variant="ghost"
            >
              Not
            </Button>
          </li>
        ))}
      </ul>
      <Select
        label="Put in"
        onChange={(handle) => handle !== "" && setAdd((held) => [...held, handle])}
        options={[
          { value: "", label: "choose a person" },
          ...people
            .filter(({ handle }) => !inside.has(handle))
            .map(({ handle, name }) => ({ value: handle, label: `${name} (${handle})` })),
        ]}
        value=""
      />
    </FormDialog>
  );
};
