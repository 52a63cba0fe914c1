import Link from "next/link";
import { decisionLook, roomAddress } from "@/components/milestones/milestone-words";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { RoomSummary } from "@/lib/contract/milestones";

/** The rooms of a milestone, newest first: what was decided in each. */
export const RoomList = ({
  program,
  milestone,
  rooms,
}: {
  program: string;
  milestone: string;
  rooms: readonly RoomSummary[];
}) =>
  rooms.length === 0 ? (
    <p className="text-ink-3">
      Nobody has opened one. In a room people vote, and the board is kept as it was decided on.
    </p>
  ) : (
    <ol className="flex flex-col gap-2.5">
      {rooms.map((room) => {
        const look = room.decision && decisionLook[room.decision];
        return (
          <li key={room.number}>
            <p className="flex flex-wrap items-center gap-x-2">
              <Link
                className="font-medium text-target hover:underline"
                href={roomAddress(program, milestone, room.number)}
                prefetch={false}
              >
                Room {room.number}
              </Link>
              {look ? <Badge tone={look.tone}>{look.word}</Badge> : <Badge tone="blue">open</Badge>}
              <span className="text-ink-3 text-sm">
                {room.votes} {room.votes === 1 ? "vote" : "votes"}
              </span>
            </p>
            <p className="wrap-anywhere text-ink-2 text-sm">
              {room.decidedAt ? (
                <>
                  {room.decidedBy}, <Time iso={room.decidedAt} />: {room.reason}
                </>
              ) : (
                <>
                  opened by {room.openedBy}, <Time iso={room.openedAt} />
                </>
              )}
            </p>
          </li>
        );
      })}
    </ol>
  );
