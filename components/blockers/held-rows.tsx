import Link from "next/link";
import type { BlockerAnswer } from "@/lib/client/blocker-queries";
import { itemAddress } from "@/lib/client/program-address";

/** The rows that a blocker holds, each a link to the row. */
export const HeldRows = ({
  program,
  rows,
  total,
}: {
  program: string;
  rows: BlockerAnswer["heldRows"];
  total: number;
}) => (
  <>
    <ul className="max-h-96 overflow-y-auto">
      {rows.map(({ kind, key, title, capability, family }) => (
        <li
          className="flex flex-wrap items-baseline gap-x-3 border-line-soft border-t px-4 py-1.5"
          key={`${kind} ${key}`}
        >
          <Link
            className="mono min-w-0 wrap-anywhere hover:underline"
            href={itemAddress(program, kind, key)}
          >
            {key}
          </Link>
          <span className="min-w-0 flex-1 basis-48 wrap-anywhere text-ink-2">
            {title === key ? "" : title}
          </span>
          <span className="text-ink-3">{capability ?? family ?? kind.replace("-", " ")}</span>
        </li>
      ))}
    </ul>
    {total > rows.length && (
      <p className="border-line-soft border-t px-4 py-1.5 text-ink-3">
        and {(total - rows.length).toLocaleString("en-GB")} more
      </p>
    )}
    {total === 0 && (
      <p className="border-line-soft border-t px-4 py-2 text-ink-3">
        Nothing of what it names is in the inventory any more.
      </p>
    )}
  </>
);
