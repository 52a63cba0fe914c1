"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { FlipSubject } from "@/components/matrix/matrix-row-props";
import { callForce, type ForceCall } from "@/components/switches/force-call";
import { Button } from "@/components/ui/button";
import type { MatrixAnswer } from "@/lib/client/matrix-queries";

const ChangeDialog = dynamic(
  () => import("@/components/switches/change-dialog").then((module) => module.ChangeDialog),
  { ssr: false },
);

/** A family or a capability can be forced as a whole; a route or a worker is rolled back. */
const forceOf = ({ level, subject }: FlipSubject): ForceCall | null =>
  level === "family" || level === "capability" ? { scope: level, key: subject } : null;

/** What is marked, to be flipped or rolled back as one change. */
export const MarkedBar = ({
  program,
  answer,
  environment,
  marks,
  onClear,
}: {
  program: string;
  answer: MatrixAnswer;
  /** The one the reader looks at. */
  environment: MatrixAnswer["environments"][number];
  marks: ReadonlyMap<string, FlipSubject>;
  onClear: () => void;
}) => {
  const [to, setTo] = useState<"legacy" | "target" | null>(null);
  const what = marks.size === 1 ? "1 marked" : `${marks.size} marked`;
  const word = to && answer.owners[to];
  const [only] = marks.values();
  const forced = marks.size === 1 && only ? forceOf(only) : null;
  const verb = to === "legacy" ? "Roll back" : "Flip";
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2 rounded-lg border border-target/30 bg-target-soft px-3 py-1.5">
      <span className="font-strong">{what}</span>
      <span className="text-ink-2">in {environment.name}</span>
      <span className="ml-auto flex flex-wrap gap-2">
        <Button onClick={() => setTo("target")} size="sm">
          Flip to {answer.owners.target}
        </Button>
        <Button onClick={() => setTo("legacy")} size="sm">
          Roll back to {answer.owners.legacy}
        </Button>
        {forced && (
          <Button
            aria-haspopup="dialog"
            onClick={() => callForce({ environment: environment.key, ...forced })}
            size="sm"
            variant="danger-outline"
          >
            Force {answer.owners.legacy}
          </Button>
        )}
        <Button onClick={onClear} size="sm" variant="ghost">
          Clear
        </Button>
      </span>
      {to && word && (
        <ChangeDialog
          action={() => `${verb} to ${word}`}
          description={[...marks.values()].map(({ title }) => title).join(", ")}
          onClose={() => setTo(null)}
          place={{ program, environment: environment.key }}
          isRollback={to === "legacy"}
          asked={{
            rules: [...marks.values()].map(({ level, subject }) => ({
              level,
              key: subject,
              owner: word,
            })),
          }}
          title={`${verb} ${what} in ${environment.name}`}
        />
      )}
    </div>
  );
};
