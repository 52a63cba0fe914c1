"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import type { ConditionView } from "@/lib/contract/milestones";

const FinishDialog = dynamic(
  () => import("@/components/milestones/finish-dialog").then((module) => module.FinishDialog),
  { ssr: false },
);

const looks: Record<ConditionView["state"], { word: string; tone?: Tone }> = {
  open: { word: "open" },
  "due-soon": { word: "due soon", tone: "violet" },
  overdue: { word: "overdue", tone: "red" },
  done: { word: "met", tone: "green" },
};

/** What a go depends on, and how each stands now. */
export const ConditionList = ({
  program,
  milestone,
  conditions,
}: {
  program: string;
  milestone: string;
  conditions: readonly ConditionView[];
}) => {
  const [finishing, setFinishing] = useState<ConditionView | null>(null);
  return (
    <>
      <ol className="flex flex-col gap-2.5">
        {conditions.map((condition) => {
          const { word, tone } = looks[condition.state];
          return (
            <li
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1"
              key={condition.position}
            >
              <div className="min-w-0 flex-1 basis-56">
                <p className="wrap-anywhere">
                  {condition.text} <Badge {...(tone ? { tone } : {})}>{word}</Badge>
                </p>
                <p className="wrap-anywhere text-ink-2 text-sm">
                  {condition.owner}, due <Time iso={condition.dueAt} />
                  {condition.doneAt && (
                    <>
                      {"; met "}
                      <Time iso={condition.doneAt} />, says {condition.doneBy}: {condition.note}
                    </>
                  )}
                </p>
              </div>
              {condition.isMine && (
                <Button onClick={() => setFinishing(condition)} size="sm">
                  It is met
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {finishing && (
        <FinishDialog
          condition={finishing}
          milestone={milestone}
          onClose={() => setFinishing(null)}
          program={program}
        />
      )}
    </>
  );
};
