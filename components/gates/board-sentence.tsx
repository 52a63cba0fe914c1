import { boardWords, plural } from "@/components/gates/gate-words";
import { Time } from "@/components/ui/time";
import type { GateBoard } from "@/lib/contract/gates";
import type { ProgramGateView } from "@/lib/contract/program-gates";

export type NextMilestone = {
  readonly key: string;
  readonly says: string;
  readonly isOpen: boolean;
};

/** Can we go, in one sentence. */
export const BoardSentence = ({
  board,
  programGates,
  next,
  live,
}: {
  board: GateBoard;
  programGates: readonly ProgramGateView[];
  next: NextMilestone | null;
  live: "live" | "reconnecting";
}) => {
  const words = boardWords(board);
  const blocked = programGates.filter(({ state }) => state === "blocked").length;
  return (
    <>
      {next && (
        <>
          {next.key} reads <b className={next.isOpen ? "text-pass" : "text-fail"}>{next.says}</b>
          {": "}
        </>
      )}
      {programGates.length > 0 && `${plural(blocked, "program gate")} blocked, `}
      {words.failing}, {words.unknown}. {words.since}{" "}
      <span className="whitespace-nowrap text-ink-3">
        Read <Time iso={board.readAt} />
        {live === "live" ? ", live" : ", reconnecting"}
      </span>
    </>
  );
};
