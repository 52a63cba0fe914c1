"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
import type { Account } from "@/components/shell/account-menu";
import { AppShell } from "@/components/shell/app-shell";
import { ConnectionBand } from "@/components/shell/connection-band";
import { PaletteButton } from "@/components/shell/palette-button";
import { ProgramEmergency, ProgramEnvironment } from "@/components/shell/program-environment";
import type { ForceInEffect } from "@/components/switches/force-words";
import { figuresQuery } from "@/lib/client/figures-query";
import { programQuery, switchesQuery } from "@/lib/client/switch-queries";
import type { Theme } from "@/lib/client/theme";
import { StreamStart, useProgramLive } from "@/lib/client/use-program-live";
import type { ProgramFigures, ProgramSummary } from "@/lib/contract/programs";

const forceBand = () => import("@/components/switches/force-band");
// With a boundary of its own: a force that comes hides nothing of the page while what shows it is fetched.
const ForceBand = dynamic(() => forceBand().then((module) => module.ForceBand), {
  loading: () => null,
});
const LiftDialog = dynamic(
  () => import("@/components/switches/lift-dialog").then((module) => module.LiftDialog),
  { ssr: false },
);

/** How many wait, beside the pages' names; what holds something up asks for attention. */
const waiting = ({ gatesBlocked, decisionsOpen, decisionsLate, blockersOpen }: ProgramFigures) => ({
  ...(gatesBlocked > 0 && { gates: { text: String(gatesBlocked), hot: true } }),
  ...(decisionsOpen > 0 && {
    decisions: { text: String(decisionsOpen), hot: decisionsLate > 0 },
  }),
  ...(blockersOpen > 0 && { blockers: { text: String(blockersOpen), hot: true } }),
});

type Frame = {
  initial: ProgramSummary;
  initialFigures: ProgramFigures;
  programs: readonly { key: string; name: string }[];
  account: Account;
  theme: Theme;
  children: ReactNode;
};

const ProgramFrame = ({ initial, initialFigures, programs, account, theme, children }: Frame) => {
  const { key } = initial;
  const client = useQueryClient();
  const live = useProgramLive(key);
  const { data: program } = useQuery({ ...programQuery(key), initialData: initial });
  const { data: figures } = useQuery({ ...figuresQuery(key), initialData: initialFigures });
  const [lifting, setLifting] = useState<ForceInEffect | null>(null);
  useEffect(() => {
    // A force is seen the moment it comes: what shows it is at hand by then.
    forceBand().catch(() => undefined);
  }, []);
  const firstEnvironment = initial.environments[0]?.key;
  const mayForce = program.may.includes("switch:rollback");
  const loadSources = useCallback(async () => {
    const { programPalette } = await import("@/components/shell/program-palette");
    return programPalette({
      program: initial,
      programs,
      mayForce,
      readSwitches: async () =>
        firstEnvironment === undefined
          ? null
          : client.fetchQuery(switchesQuery(key, firstEnvironment)),
    });
  }, [key, initial, programs, mayForce, client, firstEnvironment]);
  const forces = program.environments.flatMap(({ force, ...environment }) =>
    force.map((each) => ({ ...each, environment })),
  );
  const tracked = Object.values(program.counts.items).reduce((sum, count) => sum + count, 0);
  return (
    <AppShell
      account={account}
      band={
        <>
          <ConnectionBand live={live} />
          {forces.length > 0 && (
            <ForceBand
              forces={forces}
              legacy={program.owners.legacy}
              onLift={mayForce ? setLifting : undefined}
            />
          )}
        </>
      }
      environment={<ProgramEnvironment program={program} />}
      figures={{
        // A program that has ended waits for nobody.
        ...(program.status === "active" && waiting(figures)),
        ...(tracked > 0 && { inventory: { text: tracked.toLocaleString("en-GB") } }),
        ...(forces.length > 0 && { emergencies: { text: String(forces.length), hot: true } }),
      }}
      force={
        mayForce && (
          <Suspense>
            <ProgramEmergency program={program} />
          </Suspense>
        )
      }
      program={{ key, name: program.name, ...program.owners }}
      programs={programs}
      search={<PaletteButton loadSources={loadSources} placeholder="Find a route, worker, page" />}
      theme={theme}
    >
      {children}
      {lifting && (
        <LiftDialog
          force={lifting}
          onClose={() => setLifting(null)}
          owners={program.owners}
          program={key}
        />
      )}
    </AppShell>
  );
};

/** The frame of every page of a program: alive to what others do, with the emergency control in it. */
export const ProgramShell = ({ since, ...frame }: Frame & { since: number }) => (
  <StreamStart value={since}>
    <ProgramFrame {...frame} />
  </StreamStart>
);
