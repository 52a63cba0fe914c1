"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { namingQuery } from "@/lib/client/naming-query";
import type { NamingView } from "@/lib/contract/naming";

const NamingDialog = dynamic(
  () => import("@/components/naming/naming-dialog").then((module) => module.NamingDialog),
  { ssr: false },
);

const shownShared = 5;

const Samples = ({ view: { naming, samples } }: { view: NamingView }) => (
  <dl className="grid grid-cols-[minmax(5rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 py-3">
    {samples.map(({ level, key, name }) => (
      <div className="contents" key={level}>
        <dt className="text-ink-2">{level}</dt>
        <dd className="min-w-0 truncate">
          {name ? (
            <span className="mono">{name}</span>
          ) : (
            <span className="text-ink-3">no name</span>
          )}
          <span className="ml-2 text-ink-3">{key}</span>
        </dd>
      </div>
    ))}
    {naming && (
      <div className="contents">
        <dt className="text-ink-2">force</dt>
        <dd className="mono truncate">{naming.force}</dd>
      </div>
    )}
  </dl>
);

const Shared = ({ shared }: { shared: NamingView["shared"] }) => (
  <Banner title={`${shared.length} names stand for several switches`} tone="amber">
    <ul>
      {shared.slice(0, shownShared).map(({ name, switches }) => (
        <li className="[overflow-wrap:anywhere]" key={name}>
          <span className="mono">{name}</span>:{" "}
          {switches.map(({ level, key }) => `${level} ${key}`).join(", ")}
        </li>
      ))}
      {shared.length > shownShared && <li>{shared.length - shownShared} more</li>}
    </ul>
  </Banner>
);

/** How the program's own gateways and settings call its switches: a sample of each level, and a way to change it. */
export const NamingPanel = ({
  program,
  initial,
  mayConfigure,
}: {
  program: string;
  initial: NamingView;
  mayConfigure: boolean;
}) => {
  const { data: view } = useQuery({ ...namingQuery(program), initialData: initial });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <p className="mb-2 text-ink-2">
        What exports write and what the program's own settings read. Gateways and clients that
        follow Signalbox need no names.
      </p>
      {view.shared.length > 0 && (
        <div className="mb-2">
          <Shared shared={view.shared} />
        </div>
      )}
      <div className="flex flex-wrap items-start justify-between gap-2 rounded-lg border bg-panel">
        {view.naming ? (
          <Samples view={view} />
        ) : (
          <p className="px-4 py-3 text-ink-2">
            No names yet: the export as settings (<span className="mono">…/export/env</span>) has
            none to write.
          </p>
        )}
        {mayConfigure && (
          <div className="px-4 py-3">
            <Button aria-label="Edit the names" onClick={() => setOpen(true)} size="sm">
              Edit
            </Button>
          </div>
        )}
      </div>
      {isOpen && <NamingDialog onClose={() => setOpen(false)} program={program} view={view} />}
    </>
  );
};
