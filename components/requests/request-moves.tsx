import { useState } from "react";
import type { ChangeEffect } from "@/lib/contract/switches";

const shownAtFirst = 20;

/** What changes owner, a line each, from -> to. */
export const RequestMoves = ({ effect }: { effect: ChangeEffect }) => {
  const [isWhole, setWhole] = useState(false);
  const rows = [
    ...effect.routeMoves.map((move) => ({ ...move, key: move.route })),
    ...effect.workerMoves.map((move) => ({
      ...move,
      key: move.worker,
      method: "worker",
      path: move.worker,
    })),
  ];
  const shown = isWhole ? rows : rows.slice(0, shownAtFirst);
  const hidden = effect.routesMoved + effect.workersMoved - shown.length;
  if (rows.length === 0) return <p className="text-ink-2">Nobody changes owner at once.</p>;
  return (
    <>
      <ul className="flex flex-col gap-1">
        {shown.map(({ key, method, path, from, to }) => (
          <li className="flex flex-wrap items-baseline gap-x-2.5" key={`${method} ${key}`}>
            <span className="w-13 shrink-0 text-ink-3 text-xs">{method}</span>
            <span className="mono min-w-0 flex-1 basis-60 break-all">{path}</span>
            <span className="text-ink-2">
              {from} → <span className="font-strong text-ink">{to}</span>
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 &&
        (isWhole ? (
          <p className="mt-1 text-ink-3">and {hidden.toLocaleString("en-GB")} more</p>
        ) : (
          <button
            className="mt-1 font-medium text-target hover:underline"
            onClick={() => setWhole(true)}
            type="button"
          >
            {hidden.toLocaleString("en-GB")} more
          </button>
        ))}
      {effect.masked.map(({ level, key, says }) => (
        <p className="mt-1.5 text-ink-2" key={`${level} ${key}`}>
          {says}
        </p>
      ))}
    </>
  );
};
