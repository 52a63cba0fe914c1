"use client";
import { useState } from "react";
import { namesTyped, outcomeWords } from "@/components/sign-offs/review-words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import type { ReviewSessionView } from "@/lib/contract/review-sessions";

type Noted =
  | { readonly step: { readonly at: number; readonly isDone: boolean } }
  | { readonly attendee: { readonly name: string; readonly isHere: boolean } };

const Attendees = ({
  attendees,
  mayNote,
  onNote,
}: {
  attendees: readonly string[];
  mayNote: boolean;
  onNote: (noted: Noted) => void;
}) => {
  const [name, setName] = useState("");
  const [first] = namesTyped(name);
  return (
    <Panel title={`Who is here (${attendees.length})`}>
      <ul>
        {attendees.map((each) => (
          <li className="flex min-h-7 items-center justify-between gap-2" key={each}>
            <bdi className="wrap-anywhere">{each}</bdi>
            {mayNote && (
              <IconButton
                icon="cross"
                label={`${each} is not here`}
                onClick={() => onNote({ attendee: { name: each, isHere: false } })}
                size="sm"
                variant="ghost"
              />
            )}
          </li>
        ))}
      </ul>
      {mayNote && (
        <form
          className="mt-2 flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (!first) return;
            onNote({ attendee: { name: first, isHere: true } });
            setName("");
          }}
        >
          <TextField
            className="flex-1"
            label="Somebody else"
            maxLength={300}
            onChange={(event) => setName(event.target.value)}
            value={name}
          />
          <Button disabled={!first} type="submit">
            Add
          </Button>
        </form>
      )}
    </Panel>
  );
};

/** The checklist of a meeting, who is there, how far it is, and what to take care of. */
export const ReviewSide = ({
  session,
  mayNote,
  isBusy,
  onNote,
}: {
  session: ReviewSessionView;
  mayNote: boolean;
  isBusy: boolean;
  onNote: (noted: Noted) => void;
}) => {
  const { steps, cautions, counts } = session;
  const done = steps.filter(({ doneAt }) => doneAt !== null).length;
  return (
    <div className="flex flex-col gap-3.5">
      {steps.length > 0 && (
        <Panel title={`Checklist (${done} of ${steps.length})`}>
          <ol className="flex flex-col gap-2">
            {steps.map(({ says, doneBy, doneAt }, at) => (
              <li key={says}>
                <Checkbox
                  checked={doneAt !== null}
                  disabled={!mayNote || isBusy}
                  label={says}
                  onChange={(isDone) => onNote({ step: { at, isDone } })}
                  {...(doneBy ? { hint: doneBy } : {})}
                />
              </li>
            ))}
          </ol>
        </Panel>
      )}
      <Attendees attendees={session.attendees} mayNote={mayNote} onNote={onNote} />
      <Panel title="So far">
        <dl className="grid grid-cols-[1fr_auto] gap-y-1">
          {(["signed", "returned", "skipped", "open"] as const).map((outcome) => (
            <div className="contents" key={outcome}>
              <dt className="text-ink-2">{outcomeWords[outcome]}</dt>
              <dd className="text-right tabular-nums">{counts[outcome] ?? 0}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      {cautions.length > 0 && (
        <Panel title="Take care">
          <ul className="flex flex-col gap-1.5 text-ink-2">
            {cautions.map((says) => (
              <li className="wrap-anywhere" key={says}>
                {says}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
};
