"use client";
import Link from "next/link";
import { useState } from "react";
import { connectSnippets } from "@/components/clients/connect-snippets";
import type { Owners } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { ChipChoice } from "@/components/ui/chip";
import { Snippet } from "@/components/ui/snippet";

export type ConnectTo = {
  readonly place: ChangePlace;
  readonly owners: Owners;
  readonly address: string;
  readonly capability: string | null;
};

/** What to paste to follow this environment, in each language and for each gateway. */
export const ConnectClient = ({ place, owners, address, capability }: ConnectTo) => {
  const snippets = connectSnippets({ ...place, legacy: owners.legacy, address, capability });
  const [chosen, setChosen] = useState("typescript");
  const shown = snippets.find(({ key }) => key === chosen) ?? snippets[0];
  return (
    <div className="mt-3 flex flex-col gap-3">
      <ChipChoice
        label="Client"
        onChange={setChosen}
        options={snippets.map(({ key, label }) => ({ value: key, label }))}
        value={chosen}
      />
      {shown && (
        <div>
          <p className="mb-1.5 text-ink-2">{shown.says}</p>
          <Snippet label={`Copy the ${shown.label} example`} text={shown.text} />
        </div>
      )}
      <p className="text-ink-2">
        The token needs the scope <span className="mono">plane</span>, best for this environment
        alone; a manager makes it in{" "}
        <Link
          className="font-medium text-target hover:underline"
          href={`/programs/${place.program}/settings`}
        >
          Settings
        </Link>
        .
      </p>
    </div>
  );
};
