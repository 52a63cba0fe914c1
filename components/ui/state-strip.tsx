import Link from "next/link";
import { classNames } from "@/components/ui/class-names";

export type StripTone = "pass" | "fail" | "unknown" | "waived" | "none";

const looks: Record<StripTone, { box: string; glyph: string }> = {
  pass: { box: "border-transparent bg-pass-soft text-pass", glyph: "✓" },
  fail: { box: "border-transparent bg-fail-soft text-fail", glyph: "✕" },
  unknown: { box: "border-unknown border-dashed text-unknown", glyph: "?" },
  waived: { box: "border-transparent bg-waived-soft text-waived", glyph: "~" },
  none: { box: "border-line text-ink-3", glyph: "–" },
};

export type StripCell = {
  readonly key: string;
  /** What is read to somebody who does not see it, and shown on hover: `G3 Security review: blocked`. */
  readonly label: string;
  readonly tone: StripTone;
  readonly href: string | null;
};

/** Short-named states side by side, each leading to what is behind it; shape and word tell them apart. */
export const StateStrip = ({ label, cells }: { label: string; cells: readonly StripCell[] }) => (
  <ul aria-label={label} className="flex flex-wrap gap-1">
    {cells.map((cell) => (
      <li key={cell.key}>
        <StripLink cell={cell} />
      </li>
    ))}
  </ul>
);

const StripLink = ({ cell: { key, label, tone, href } }: { cell: StripCell }) => {
  const { box, glyph } = looks[tone];
  const className = classNames(
    "inline-flex h-7 min-w-11 items-center justify-center gap-1 whitespace-nowrap rounded-md border px-1.5 font-strong text-sm",
    box,
  );
  const inside = (
    <>
      <span aria-hidden="true">{glyph}</span>
      <span aria-hidden="true">{key}</span>
      <span className="sr-only">{label}</span>
    </>
  );
  return href === null ? (
    <span className={className} title={label}>
      {inside}
    </span>
  ) : (
    <Link
      className={classNames(className, "hover:underline")}
      href={href}
      prefetch={false}
      title={label}
    >
      {inside}
    </Link>
  );
};
