import Link from "next/link";
import { Mark } from "@/components/ui/mark";
import type { InterlockReading } from "@/lib/contract/switches";

const marks = {
  holds: { kind: "pass", label: "holds" },
  open: { kind: "fail", label: "does not hold" },
  unknown: { kind: "unknown", label: "unknown" },
} as const satisfies Record<InterlockReading["state"], unknown>;

const Reading = ({ reading: { state, title, because, link } }: { reading: InterlockReading }) => (
  <li className="flex items-start gap-2.5">
    <Mark {...marks[state]} />
    <span className="min-w-0 wrap-anywhere">
      <span className="font-strong">{title}</span>{" "}
      <span className="text-ink-2">
        {because}{" "}
        {link && (
          <Link className="font-medium text-target hover:underline" href={link}>
            Look into it
          </Link>
        )}
      </span>
    </span>
  </li>
);

/** What interlocks a change, as it reads now: what does not hold first, what holds folded away. */
export const InterlockReadings = ({ readings }: { readings: readonly InterlockReading[] }) => {
  const open = readings.filter(({ state }) => state !== "holds");
  const held = readings.filter(({ state }) => state === "holds");
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {open.map((reading) => (
          <Reading key={reading.key} reading={reading} />
        ))}
      </ul>
      {held.length > 0 && (
        <details className="mt-1.5 first:mt-0" open={open.length === 0 && held.length < 4}>
          <summary className="cursor-pointer text-ink-2 hover:text-ink">
            {held.length === 1 ? "1 interlock holds" : `${held.length} interlocks hold`}
          </summary>
          <ul className="mt-1.5 flex flex-col gap-1.5">
            {held.map((reading) => (
              <Reading key={reading.key} reading={reading} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};
