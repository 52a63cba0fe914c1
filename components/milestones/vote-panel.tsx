"use client";
import { useState } from "react";
import { voteLook } from "@/components/milestones/milestone-words";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { TextArea } from "@/components/ui/text-area";
import { type RoomAnswer, registerWrites, useRegisterWrite } from "@/lib/client/register-queries";

type Vote = NonNullable<RoomAnswer["mine"]>;

/** One's own vote, with its reason; it may be changed until the room is decided. */
export const VotePanel = ({ program, room }: { program: string; room: RoomAnswer }) => {
  const [vote, setVote] = useState<Vote | "">(room.mine ?? "");
  const [reason, setReason] = useState("");
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.castVote, () =>
    setReason(""),
  );
  const milestone = room.board.milestone.key;
  const isReady = vote !== "" && reason.trim().length >= 3;
  return (
    <Panel title="Your vote">
      <form
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (vote !== "" && isReady && !isBusy)
            run({ program, milestone, number: room.number, vote, reason });
        }}
      >
        {room.mine && (
          <p className="text-ink-2">
            You voted {voteLook[room.mine].word === "abstains" ? "to abstain" : room.mine}. You may
            change it until it is decided.
          </p>
        )}
        <ChipChoice
          label="Your vote"
          onChange={setVote}
          options={[
            { value: "go", label: "Go" },
            { value: "no-go", label: "No-go" },
            { value: "abstain", label: "Abstain" },
          ]}
          value={vote}
        />
        <TextArea
          className="w-full"
          label="Why"
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
          value={reason}
        />
        {fault && <ErrorState fault={fault} />}
        <Button busy={isBusy} disabled={!isReady} type="submit" variant="primary">
          {room.mine ? "Change the vote" : "Vote"}
        </Button>
      </form>
    </Panel>
  );
};
